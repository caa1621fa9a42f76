// The data of a page, in which each value stands once (packing.py): here they are put together again.

/** What a pool of values stands for: equal lists and objects are one and the same, so they are not to be changed. */
export function unpacked(pool) {
  const made = new Array(pool.length);
  pool.forEach((entry, at) => {
    if (!Array.isArray(entry)) { made[at] = entry; return; }
    const parts = entry.slice(1).map((place) => made[place]);
    made[at] = entry[0] === 0 ? parts : Object.fromEntries(parts.flatMap((part, n) => (n % 2 ? [] : [[part, parts[n + 1]]])));
  });
  return made.at(-1);
}
