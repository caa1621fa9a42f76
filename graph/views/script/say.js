// What changes on the page is said to a screen reader once it has come to rest: the one place that does.
let waiting = null;
let parts = [];

/** Say some sentences, "" among them none. What was to be said and was not yet is said with them, unless the same kind of sentence stands in its place. */
export function say(sentences) {
  clearTimeout(waiting);
  parts = sentences.map((sentence, at) => sentence || parts[at] || '');
  waiting = setTimeout(() => {
    const words = parts.filter(Boolean).join(' ');
    parts = [];
    if (words) document.getElementById('heard').textContent = words;
  }, 700);
}
