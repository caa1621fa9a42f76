// The filters, the legend that is one too, chips for what is set, and what all of it leaves in sight.
import { crowd } from './communities.js';
import { data, plural } from './data.js';
import { cut, element } from './elements.js';
import { FILTERS, choicesOf, isDated, isUseful } from './filters.js';
import { edgeSwatch, nodeSwatch } from './looks.js';
import { clearNear, isFiltered, shown, state, switched, undated } from './state.js';

const OPEN = 3; // filters that are always in sight; what else there is stands behind "More filters", unless it is only one
const isWeighed = new Set(data.vis.edges.map((edge) => edge.width)).size > 1; // whether lines count something
const DAYS = { from: 'Under way from', to: 'Under way to' };

export const controls = {
  start(filter) {
    this.filter = filter;
    this.totals = this.tally(data.nodes, data.edges);
    this.makeFilters();
    this.makeLegend();
  },

  /** A field for each filter that can keep anything out. */
  makeFilters() {
    const fields = FILTERS.filter(isUseful).map((name) => this.menu(name));
    if (isDated) fields.push(element('div', { class: 'days' }, ...Object.keys(DAYS).map((name) => this.day(name))));
    const first = fields.length > OPEN + 1 ? OPEN : fields.length;
    const box = document.getElementById('filters');
    box.append(...fields.slice(0, first));
    if (first < fields.length) box.append(element('details', { id: 'more' }, element('summary', {}, 'More filters'), element('div', {}, ...fields.slice(first))));
    const fold = document.getElementById('fold');
    fold.hidden = !fields.length;
    fold.addEventListener('click', () => fold.setAttribute('aria-expanded', String(box.classList.toggle('open'))));
  },

  menu(name) {
    const options = [['', 'All'], ...choicesOf(name)].map(([value, words]) => element('option', { value }, words));
    const select = element('select', { id: name, change: (event) => this.filter(() => { state[name] = event.target.value; }) }, ...options);
    return element('div', { class: 'field' }, element('label', { for: name }, data.filters[name]), select);
  },

  /** A day; while a year is being typed it is a day of the year 2 or 20, which nobody means. */
  day(name) {
    const set = ({ target }) => { if (!target.value || target.value >= '1000') this.filter(() => { state[name] = target.value; }); };
    const input = element('input', { id: name, type: 'date', min: '1000-01-01', max: '2999-12-31', change: set });
    return element('div', { class: 'field' }, element('label', { for: name }, DAYS[name]), input);
  },

  makeLegend() {
    const present = (kinds, sort) => Object.keys(kinds).filter((key) => this.totals.has(`${sort}-${key}`));
    const nodes = present(data.nodeKinds, 'node').map((key) => this.entry(`node-${key}`, nodeSwatch(key), plural(key), 'node'));
    const edges = present(data.edgeKinds, 'link').map((key) => this.entry(`link-${key}`, edgeSwatch(key), data.edgeKinds[key].label, 'edge'));
    document.getElementById('legend').append(...nodes, ...edges);
  },

  entry(key, sign, title, sort) {
    const turn = (event) => this.filter(() => { state.off[event.target.checked ? 'delete' : 'add'](key); });
    return element('label', { class: sort }, element('input', { type: 'checkbox', value: key, checked: true, change: turn }), sign, element('span', {}, title), ' ', element('span', { class: 'number soft' }));
  },

  /** Bring menus, boxes, chips and counts in line with the state. */
  show() {
    for (const field of document.querySelectorAll('#filters select, #filters input')) {
      if (field !== document.activeElement || field.value !== state[field.id]) field.value = state[field.id];
      field.parentElement.classList.toggle('set', Boolean(state[field.id]));
    }
    const more = document.getElementById('more');
    if (more && more.querySelector('.set')) more.open = true;
    const counts = this.tally(shown.nodeList, shown.edgeList);
    const idle = this.idle();
    for (const box of document.querySelectorAll('#legend input')) {
      box.checked = !state.off.has(box.value);
      box.parentElement.classList.toggle('off', !box.checked);
      box.parentElement.hidden = box.checked && idle.has(box.value);
      box.parentElement.querySelector('.number').textContent = `(${this.countOf(box.value, counts)})`;
    }
    this.showChips();
  },

  /** Kinds of lines that nothing shows as long as the kinds of nodes at their ends are switched off. */
  idle() {
    const isOn = (node) => !state.off.has(`node-${node.kind}`);
    const used = new Set(data.edges.filter((edge) => isOn(edge.from) && isOn(edge.to)).map((edge) => `link-${edge.kind}`));
    return new Set(Object.keys(data.edgeKinds).map((key) => `link-${key}`).filter((key) => !used.has(key)));
  },

  /** How many there are of each kind. */
  tally(nodes, edges) {
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    nodes.forEach((node) => add(`node-${node.kind}`));
    edges.forEach((edge) => add(`link-${edge.kind}`));
    return counts;
  },

  /** How many of a kind are shown, and of how many if not all. */
  countOf(key, counts) {
    const [number, all] = [counts.get(key) || 0, this.totals.get(key)];
    return number === all ? `${number}` : `${number} of ${all}`;
  },

  /** Everything that keeps nodes out of sight, in words, and what takes it off. */
  chips() {
    const words = (name) => choicesOf(name).find(([value]) => value === state[name])[1];
    const day = (name) => new Date(state[name]).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    const kind = (key) => (key.startsWith('node-') ? plural(key.slice(5)) : data.edgeKinds[key.slice(5)].label);
    const set = FILTERS.filter((name) => state[name]).map((name) => [`${data.filters[name]}: ${words(name)}`, () => { state[name] = ''; }]);
    const days = Object.keys(DAYS).filter((name) => state[name]).map((name) => [`${DAYS[name]} ${day(name)}`, () => { state[name] = ''; }]);
    const off = switched().off.map((key) => [`Hidden: ${kind(key)}`, () => state.off.delete(key)]);
    const near = state.centre ? [[`Within ${state.steps} ${state.steps === 1 ? 'step' : 'steps'} of ${cut(state.centre.label, 40)}`, clearNear]] : [];
    const way = state.only && shown.way ? [[`Only the way from ${cut(state.start.label, 40)} to ${cut(state.end.label, 40)}`, () => { state.only = false; }]] : [];
    return [...set, ...days, ...off, ...near, ...way];
  },

  showChips() {
    const box = document.getElementById('chips');
    const made = this.chips();
    const chip = ([words, does]) => element('li', {}, element('button', { type: 'button', 'aria-label': `Take off ${words}`, click: () => this.takeOff(does) }, cut(words, 60), element('span', { 'aria-hidden': 'true' }, ' ×')));
    box.replaceChildren(...made.map(chip));
    box.hidden = !made.length;
    document.getElementById('fold').textContent = made.length ? `Filters (${made.length})` : 'Filters';
  },

  /** Whoever takes a chip off by key stays where the chips are. */
  takeOff(does) {
    this.filter(does);
    (document.querySelector('#chips button') || document.getElementById('reset')).focus();
  },

  /** What is in sight, in words. */
  counted() {
    const ofAll = (some, all) => `${some.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`;
    const [thing, line] = data.bars ? ['bar', 'link'] : ['shape', 'line'];
    const lines = data.edges.length ? ` and ${ofAll(shown.edges.size, data.edges.length)} ${line}${data.edges.length === 1 ? '' : 's'}` : '';
    return `Showing ${ofAll(shown.nodes.size, data.nodes.length)} ${thing}${data.nodes.length === 1 ? '' : 's'}${lines}.`;
  },

  count() {
    const open = state.from || state.to ? undated() : 0;
    const dateless = open ? ` ${open} of them ${open === 1 ? 'has' : 'have'} no date, so no date keeps ${open === 1 ? 'it' : 'them'} out.` : '';
    const backwards = state.from && state.to && state.from > state.to ? ' The first day is after the last.' : '';
    const narrowed = state.from || state.to || FILTERS.some((name) => state[name]);
    const weighed = narrowed && isWeighed ? ' Numbers and thickness stay those of the whole plan.' : '';
    const none = shown.nodes.size || !isFiltered() ? '' : ' Nothing passes all filters: take one off.';
    document.getElementById('count').textContent = `${this.counted()}${weighed}${dateless}${crowd.leftOut()}${backwards}${none}`;
  },
};
