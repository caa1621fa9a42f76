// What is filtered and chosen: everything on the page follows from it, and it stands in the address.
import { data } from './data.js';
import { FILTERS, edgePasses, hasDate, nodePasses, testsOf } from './filters.js';
import { wayBetween, within } from './ways.js';

/**
 * `off` are the kinds switched off; `from` and `to` days; `centre` the node of which only `steps` steps around are shown; `start` and `end` those of a way,
 * and `only` whether nothing else is shown; `open` the communities opened; `tab` the table that is open; `by` what a line of time is grouped by.
 */
export const state = { chosen: null, off: offAtFirst(), open: new Set(), tab: '', by: '', ...nothingSet() };

/** What is in sight after `filterAll`, as sets and, in the order of the data, as lists; `way` is the way that was asked for, null if there is none. */
export const shown = { nodes: new Set(), edges: new Set(), nodeList: [], edgeList: [], way: null };

/** The kinds that are out of sight until they are switched on. */
function offAtFirst() {
  return new Set((data.off || []).map((kind) => `node-${kind}`));
}

/** The kinds that the reader has switched off, and those switched on. */
export function switched() {
  const first = offAtFirst();
  return { off: [...state.off].filter((key) => !first.has(key)), on: [...first].filter((key) => !state.off.has(key)) };
}

function nothingSet() {
  return { ...Object.fromEntries(FILTERS.map((name) => [name, ''])), from: '', to: '', ...nothingNear() };
}

function nothingNear() {
  return { centre: null, steps: 0, start: null, end: null, only: false };
}

/** Mark every node and edge with whether it `fits` the filters. A node of which all kinds of links are off is not shown. */
function sift() {
  const tests = testsOf(state);
  const isOn = (item, sort) => !state.off.has(`${sort}-${item.kind}`);
  for (const edge of data.edges) edge.fits = isOn(edge, 'link') && edgePasses(edge, tests);
  for (const node of data.nodes) node.fits = isOn(node, 'node') && nodePasses(node, tests, node.edges.filter((edge) => edge.fits));
  for (const edge of data.edges) edge.fits = edge.fits && edge.from.fits && edge.to.fits;
}

/** Bring `shown` in line with the state: first the filters, then what is near, or on the way. */
export function filterAll() {
  sift();
  shown.way = state.start && state.end ? wayBetween(state.start, state.end) : null;
  const near = state.centre && within(state.centre, state.steps);
  const way = state.only && shown.way;
  const kept = way ? new Set(way.nodes) : near;
  shown.nodeList = data.nodes.filter((node) => node.fits && (!kept || kept.has(node)));
  shown.nodes = new Set(shown.nodeList);
  shown.edgeList = way ? way.links : data.edges.filter((edge) => edge.fits && (!kept || (kept.has(edge.from) && kept.has(edge.to))));
  shown.edges = new Set(shown.edgeList);
}

export function isShown(item) {
  return shown.nodes.has(item) || shown.edges.has(item);
}

/** How many of the nodes in sight have no date, and pass any. */
export function undated() {
  return shown.nodeList.filter((node) => !hasDate(node)).length;
}

/** Whether anything at all keeps nodes out. */
export function isFiltered() {
  return Boolean(state.from || state.to || state.centre || state.only || switched().off.length || FILTERS.some((name) => state[name]));
}

export function clearNear() {
  Object.assign(state, nothingNear());
}

export function clearFilters() {
  Object.assign(state, nothingSet(), { off: offAtFirst() });
}

/** Let go of what no longer passes the filters: it is neither chosen nor the middle of anything. */
export function letGo() {
  if (state.centre && !state.centre.fits) {
    Object.assign(state, { centre: null, steps: 0 });
    filterAll();
  }
  if (state.chosen && !isShown(state.chosen)) state.chosen = null;
}

/** Take off what hides a thing, no more than is needed; say what was taken off, "" if nothing. */
export function bringToSight(item) {
  if (isShown(item)) return '';
  clearNear();
  filterAll();
  if (isShown(item)) return 'Everything is shown again, because it lay outside what was shown.';
  clearFilters();
  for (const { kind } of item.edges ? [item] : [item.from, item.to]) state.off.delete(`node-${kind}`);
  filterAll();
  return 'The filters that hid it were taken off.';
}
