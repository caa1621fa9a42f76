// The state as the part of the address after #, so that a view can be kept and sent.
import { data, edgeById, nameOf, nodeNamed } from './data.js';
import { FILTERS, choicesOf } from './filters.js';
import { bringToSight, clearFilters, filterAll, state, switched } from './state.js';

const NAMED_NODES = { centre: 'focus', start: 'way-from', end: 'way-to' }; // what the address calls them
const DAY = /^[12]\d{3}-\d\d-\d\d$/;

export function address() {
  const words = new URLSearchParams();
  const put = (key, value) => { if (value) words.append(key, value); };
  if (state.chosen) put(state.chosen.edges ? 'node' : 'link', state.chosen.edges ? nameOf(state.chosen) : state.chosen.id);
  [...FILTERS, 'from', 'to'].forEach((name) => put(name, state[name]));
  const { off, on } = switched();
  put('hide', off.join(' '));
  put('show', on.join(' '));
  Object.entries(NAMED_NODES).forEach(([key, name]) => put(name, state[key] && nameOf(state[key])));
  put('steps', state.steps && String(state.steps));
  put('way-only', state.only && '1');
  [...state.open].forEach((id) => put('open', String(id)));
  put('tab', state.tab);
  put('by', state.by);
  return words.toString();
}

function unescaped(raw) {
  try { return decodeURIComponent(raw); } catch (error) { return raw; /* not ours: taken as it stands */ }
}

/** Which choice of a filter a word of the address means: the very words, in capitals or not, or the number that a section begins with. */
function meant(name, value) {
  const choices = choicesOf(name).map(([choice]) => choice);
  const small = value.toLowerCase();
  return choices.find((choice) => choice === value) ?? choices.find((choice) => choice.toLowerCase() === small || choice.toLowerCase().startsWith(`${small}. `));
}

/** What each part of an address does to the state; false where it names what this page does not have. */
function setters() {
  const kinds = new Set([...Object.keys(data.nodeKinds).map((key) => `node-${key}`), ...Object.keys(data.edgeKinds).map((key) => `link-${key}`)]);
  const keep = (key, value, valid) => { if (valid) state[key] = value; return valid; };
  const sets = {
    node: (word) => keep('chosen', nodeNamed(word), Boolean(nodeNamed(word))),
    link: (id) => keep('chosen', edgeById.get(id), edgeById.has(id)),
    hide: (words) => words.split(' ').map((key) => kinds.has(key) && Boolean(state.off.add(key))).every(Boolean),
    show: (words) => words.split(' ').map((key) => kinds.has(key) && (state.off.delete(key) || true)).every(Boolean),
    steps: (word) => keep('steps', Number(word), /^[123]$/.test(word)),
    'way-only': (word) => keep('only', true, word === '1'),
    open: (id) => Boolean(state.open.add(id)),
    by: (key) => keep('by', key, Boolean(data.bars) && Object.hasOwn(data.bars.by, key)),
    tab: (key) => keep('tab', key, key === 'links' || Object.hasOwn(data.nodeKinds, key)),
  };
  for (const name of FILTERS) sets[name] = (value) => keep(name, meant(name, value), meant(name, value) !== undefined);
  for (const name of ['from', 'to']) sets[name] = (day) => keep(name, day, DAY.test(day) && !Number.isNaN(Date.parse(day)));
  for (const [key, name] of Object.entries(NAMED_NODES)) sets[name] = (word) => keep(key, nodeNamed(word), Boolean(nodeNamed(word)));
  return new Map(Object.entries(sets));
}

/** Take the state from the address, #node=3.8&section=… or just #3.8, and bring what is shown in line with it. What comes back says what had to be left out, "" if nothing. */
export function recalled(raw) {
  clearFilters();
  state.open.clear();
  Object.assign(state, { chosen: null, tab: '', by: '' });
  const plain = unescaped(raw);
  const named = plain && nodeNamed(plain);
  if (named) state.chosen = named;
  const left = named || !plain ? [] : leftOut(raw, plain);
  state.steps = state.centre ? state.steps || 1 : 0;
  if (!state.start || !state.end) Object.assign(state, { start: null, end: null, only: false });
  filterAll();
  const gaveWay = state.chosen ? bringToSight(state.chosen) : '';
  return `${left.length ? `This page does not have ${left.join(', ')}: left out. ` : ''}${gaveWay}`;
}

function leftOut(raw, plain) {
  if (!raw.includes('=')) return [`“${plain}”`];
  const sets = setters();
  return [...new URLSearchParams(raw)].filter(([key, value]) => !(sets.has(key) && sets.get(key)(value))).map(([key, value]) => `${key} “${value}”`);
}
