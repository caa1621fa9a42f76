// The data of a page, in which what is said several times stands once (packing.py): here they are put together again.

/** What a pool of values stands for: equal lists and objects are one and the same, so they are not to be changed. */
function unpacked(pool) {
  const made = [];
  const value = (part) => {
    if (typeof part === 'number') return made[part];
    if (!Array.isArray(part)) return part;
    return part.length === 1 ? part[0] : whole(part);
  };
  const whole = (entry) => {
    if (!Array.isArray(entry)) return entry;
    if (entry[0] === 0) return entry.slice(1).map(value);
    return Object.fromEntries(made[entry[0]].map((key, at) => [key, value(entry[at + 1])]));
  };
  pool.forEach((entry) => made.push(whole(entry)));
  return made.at(-1);
}

/** The same, of a script element of data. */
export function dataIn(id) {
  return unpacked(JSON.parse(document.getElementById(id).textContent));
}
