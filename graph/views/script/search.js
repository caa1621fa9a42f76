// The search, and what its suggestions look like.
import { combobox } from './combobox.js';
import { element } from './elements.js';
import { found, marked, told } from './finding.js';
import { nodeSwatch } from './looks.js';
import { isShown } from './state.js';

const MOST_HITS = 12;

/** One suggestion: the sign of its kind, its title with the words found in it, and why it was found if the title does not say. */
function suggestion(node, words) {
  const { title, why } = told(node, words);
  const split = title.startsWith(node.label) ? node.label.length : 0;
  const text = element('span', {}, element('strong', {}, ...marked(title.slice(0, split), words)), ...marked(title.slice(split), words));
  if (!isShown(node)) text.append(element('span', { class: 'soft' }, ' (not in sight now)'));
  if (why) text.append(element('span', { class: 'soft why-found' }, ...marked(why, words)));
  return [nodeSwatch(node.kind), text];
}

/** What to suggest for a text that is being typed. */
export function suggestions(text) {
  const { hits, count, words } = found(text, MOST_HITS);
  const rest = count - hits.length;
  return { hits, lines: hits.map((node) => suggestion(node, words)), note: !count ? 'Nothing found' : rest ? `and ${rest} more: type on` : '' };
}

export const search = {
  start(choose) {
    this.input = document.getElementById('search');
    combobox(this.input, document.getElementById('hits'), suggestions, (node) => choose(node, true));
    document.addEventListener('keydown', (event) => this.slash(event));
  },

  /** A slash leads to the search from anywhere but a field. */
  slash(event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  },
};
