// What is filtered and chosen: everything on the page follows from it, and it stands in the address.
import { data, edgeById, nameOf, nodeNamed } from './data.js';

export const FILTERS = Object.keys(data.filters);
export const state = { ...Object.fromEntries(FILTERS.map((name) => [name, ''])), off: new Set(), open: new Set(), chosen: null };
export const shown = { nodes: new Set(), edges: new Set() };

/** Whether a thing passes the filters; an edge without a list of its own goes with its ends. */
function passes(item, emptyPasses) {
  return FILTERS.every((name) => {
    const values = item.filters[name] || [];
    return !state[name] || values.includes(state[name]) || (emptyPasses && !values.length);
  });
}

/** A node is shown if its kind is on, it passes the filters, and not all kinds of its links are off. */
function showsNode(node) {
  const linked = !node.edges.length || node.edges.some((edge) => !state.off.has(`link-${edge.kind}`));
  return linked && !state.off.has(`node-${node.kind}`) && passes(node, false);
}

/** Bring `shown` in line with the state. */
export function filterAll() {
  shown.nodes = new Set(data.nodes.filter(showsNode));
  shown.edges = new Set(data.edges.filter((edge) => shown.nodes.has(edge.from) && shown.nodes.has(edge.to) && !state.off.has(`link-${edge.kind}`) && passes(edge, true)));
}

export function isShown(item) {
  return shown.nodes.has(item) || shown.edges.has(item);
}

export function clearFilters() {
  FILTERS.forEach((name) => { state[name] = ''; });
  state.off.clear();
}

/** The state as the part of the address after #. */
export function address() {
  const words = new URLSearchParams();
  if (state.chosen) words.set(state.chosen.edges ? 'node' : 'link', state.chosen.edges ? nameOf(state.chosen) : state.chosen.id);
  FILTERS.forEach((name) => { if (state[name]) words.set(name, state[name]); });
  if (state.off.size) words.set('hide', [...state.off].join(' '));
  return words.toString();
}

/** Take the state from the address: #node=3.8&section=…, or just #3.8; what it names and the page does not have is left out. */
export function recalled(raw) {
  let plain = raw;
  try { plain = decodeURIComponent(raw); } catch (error) { /* not ours: taken as it stands */ }
  const words = new URLSearchParams(raw);
  const kinds = new Set([...Object.keys(data.nodeKinds).map((key) => `node-${key}`), ...Object.keys(data.edgeKinds).map((key) => `link-${key}`)]);
  clearFilters();
  state.chosen = (plain && nodeNamed(plain)) || nodeNamed(words.get('node') || '') || edgeById.get(words.get('link')) || null;
  FILTERS.forEach((name) => { if (data.nodes.some((node) => (node.filters[name] || []).includes(words.get(name)))) state[name] = words.get(name); });
  (words.get('hide') || '').split(' ').filter((key) => kinds.has(key)).forEach((key) => state.off.add(key));
  filterAll();
  if (state.chosen && !isShown(state.chosen)) { clearFilters(); filterAll(); }
}
