// The search: suggestions while one types.
import { collator, data, titleOf } from './data.js';
import { cut, element } from './elements.js';
import { nodeSwatch } from './looks.js';

export const search = {
  hits: [],
  active: -1,
  MOST: 12,

  start(choose, isShown) {
    this.input = document.getElementById('search');
    this.list = document.getElementById('hits');
    this.choose = choose;
    this.isShown = isShown;
    this.input.addEventListener('input', () => this.find());
    this.input.addEventListener('focus', () => this.find());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
  },

  /** How well a node answers: its label before its name before its facts; 0 is not at all. */
  score(node, wanted) {
    const [label, name] = [node.label.toLowerCase(), node.name.toLowerCase()];
    if (label === wanted) return 6;
    if (label.startsWith(wanted)) return 5;
    if (name.startsWith(wanted)) return 4;
    if (label.includes(wanted)) return 3;
    if (name.includes(wanted)) return 2;
    return wanted.split(/\s+/).every((word) => this.wordsOf(node).includes(word)) ? 1 : 0;
  },

  /** Everything that is said of a node; made when it is first asked for, as it takes long for a large plan. */
  wordsOf(node) {
    node.words ??= [node.label, node.name, ...node.facts.flatMap(([term, value]) => [term, value])].join('\n').toLowerCase();
    return node.words;
  },

  find() {
    const wanted = this.input.value.trim().toLowerCase();
    if (!wanted) { this.close(); return; }
    const scored = data.nodes.map((node) => [this.score(node, wanted), node]).filter(([score]) => score);
    scored.sort((a, b) => b[0] - a[0] || collator.compare(a[1].label, b[1].label));
    this.hits = scored.slice(0, this.MOST).map(([, node]) => node);
    this.active = this.hits.length ? 0 : -1;
    const rest = scored.length - this.hits.length;
    const note = !scored.length ? 'Nothing found' : rest ? `and ${rest} more: type on` : null;
    this.list.replaceChildren(...this.hits.map((node, at) => this.option(node, at)), ...(note ? [element('li', { class: 'plain', role: 'presentation' }, note)] : []));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.mark();
  },

  option(node, at) {
    const hidden = this.isShown(node) ? null : element('span', { class: 'soft' }, ' (hidden by filters)');
    const rest = titleOf(node).slice(node.label.length);
    const text = element('span', {}, element('strong', {}, node.label), cut(rest, 110), hidden);
    // mousedown, because a click comes after the blur that closes the list
    return element('li', { id: `hit-${at}`, role: 'option', mousedown: (event) => { event.preventDefault(); this.take(at); } }, nodeSwatch(node.kind), text);
  },

  mark() {
    [...this.list.querySelectorAll('[role=option]')].forEach((option, at) => option.setAttribute('aria-selected', String(at === this.active)));
    if (this.active < 0) { this.input.removeAttribute('aria-activedescendant'); return; }
    this.input.setAttribute('aria-activedescendant', `hit-${this.active}`);
    document.getElementById(`hit-${this.active}`).scrollIntoView({ block: 'nearest' });
  },

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
      this.mark();
    } else if (event.key === 'Enter' && this.active >= 0) this.take(this.active);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  },

  take(at) {
    const node = this.hits[at];
    this.close();
    this.choose(node, true);
  },

  close() {
    this.list.hidden = true;
    this.hits = [];
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  },
};
