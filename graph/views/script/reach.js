// What lies around a node: only what is within some steps of it, and the way from it to another.
import { combobox } from './combobox.js';
import { data, titleOf } from './data.js';
import { cut, element } from './elements.js';
import { suggestions } from './search.js';
import { clearNear, isFiltered, shown, state } from './state.js';

const STEPS = [1, 2, 3];

export const reach = {
  start(filter, choose) {
    Object.assign(this, { filter, choose, box: document.getElementById('reach'), way: document.getElementById('way') });
    this.from = null;
    this.steps = element('div', { role: 'group', 'aria-label': 'Show only what is near' });
    this.input = element('input', { id: 'way-to', type: 'search', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: 'name or reference', 'aria-expanded': 'false', 'aria-controls': 'way-hits', 'aria-autocomplete': 'list' });
    const list = element('ul', { id: 'way-hits', class: 'hits', role: 'listbox', 'aria-label': 'Found', hidden: true });
    this.box.append(this.steps, element('div', { class: 'field search' }, element('label', { for: 'way-to' }, 'Find the way to'), this.input, list));
    combobox(this.input, list, suggestions, (node) => this.find(node));
  },

  /** The node that the steps and the way begin at: what is chosen, else what they began at before. */
  begin() {
    return state.chosen && state.chosen.edges ? state.chosen : state.centre || state.start;
  },

  show() {
    const node = this.begin();
    this.box.hidden = !node || !node.edges.length;
    if (node) this.steps.replaceChildren(...this.stepButtons(node));
    if (document.activeElement !== this.input) this.input.value = state.end && node === state.start ? state.end.label : '';
    this.showWay();
  },

  stepButtons(node) {
    const button = (steps) => {
      const on = state.centre === node && state.steps === steps;
      const near = () => this.filter(() => { clearNear(); Object.assign(state, { centre: node, steps }); });
      return element('button', { type: 'button', 'data-steps': steps, 'aria-pressed': String(on), 'aria-label': `Show only what is within ${steps} ${steps === 1 ? 'step' : 'steps'} of ${node.label}`, click: () => this.again(near) }, String(steps));
    };
    const all = element('button', { type: 'button', 'data-steps': 0, click: () => this.again(() => this.filter(clearNear)) }, 'Show all');
    const words = `steps${node === state.chosen ? '' : ` of ${cut(node.label, 24)}`}`;
    return [element('span', {}, 'Only within'), ...STEPS.map(button), element('span', {}, words), ...(state.centre ? [all] : [])];
  },

  /** The buttons are made anew after each change: the key that pressed one stays on it. */
  again(change) {
    const { steps } = document.activeElement.dataset;
    change();
    const same = this.steps.querySelector(`[data-steps="${steps}"]`) || this.steps.querySelector('button');
    if (same && steps !== undefined) same.focus();
  },

  find(node) {
    const start = this.begin();
    this.filter(() => { clearNear(); Object.assign(state, { start, end: node }); }, Boolean(state.chosen));
    this.input.value = node.label;
    this.way.focus({ preventScroll: true });
  },

  /** The way link by link, in the words of each link; or that there is none, and where was looked. */
  showWay() {
    const { start, end } = state;
    this.way.hidden = !(start && end);
    if (this.way.hidden) { this.way.replaceChildren(); return; }
    const close = element('button', { type: 'button', 'aria-label': 'Close the way', click: () => { this.filter(clearNear); this.input.focus(); } }, 'Close');
    const head = element('div', { class: 'bar' }, element('h2', {}, `The way from ${start.label} to ${end.label}`), close);
    this.way.replaceChildren(head, ...(shown.way ? this.steppedWay(shown.way) : [element('p', {}, this.noWay(start, end))]));
  },

  steppedWay({ links }) {
    const words = (link) => link.label || `${titleOf(link.from)}: ${data.edgeKinds[link.kind].label}: ${titleOf(link.to)}`;
    const line = (link) => element('li', {}, element('button', { type: 'button', class: 'why', click: () => this.choose(link, true) }, words(link)));
    const turn = (event) => this.filter(() => { state.only = event.target.checked; });
    const only = element('label', {}, element('input', { type: 'checkbox', id: 'way-only', checked: state.only, change: turn }), ' Show only this way');
    const count = links.length ? `${links.length} ${links.length === 1 ? 'link' : 'links'}; no way is shorter, others may be as short.` : 'They are the same.';
    return [element('p', { class: 'soft' }, `${count} ${this.over()}`), element('ol', {}, ...links.map(line)), ...(links.length ? [only] : [])];
  },

  over() {
    return `Links count whichever way they point${isFiltered() ? ', and only those that the filters show' : ''}.`;
  },

  noWay(start, end) {
    const hidden = [start, end].filter((node) => !node.fits).map((node) => node.label);
    if (hidden.length) return `The filters hide ${hidden.join(' and ')}: take them off to find a way.`;
    return `There is no way${isFiltered() ? ' over what the filters show: take them off and look again' : ': nothing in this picture joins the two, directly or through others'}.`;
  },
};
