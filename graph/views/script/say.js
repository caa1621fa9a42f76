// What changes on the page is said to a screen reader once it has come to rest.
let waiting = null;

/** Say a sentence, unless another follows at once: only the last is said. */
export function say(words) {
  clearTimeout(waiting);
  waiting = setTimeout(() => { document.getElementById('heard').textContent = words; }, 700);
}
