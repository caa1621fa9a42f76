'use strict';
// What is filtered and chosen, kept in the address so that a place in the picture can be linked; everything else follows from it.

const state = { section: '', theme: '', organisation: '', off: new Set(), chosen: null };
let shownNodes = new Set();
let shownEdges = new Set();

/** Whether a thing passes the three lists; an edge without a list of its own goes with its ends. */
function passes(item, emptyPasses) {
  return Object.entries(FILTERS).every(([name, [list]]) => !state[name] || item[list].includes(state[name]) || (emptyPasses && !item[list].length));
}

/** A node is shown if its kind is on, it passes the lists, and not all kinds of its links are off. */
function showsNode(node) {
  const linked = !node.edges.length || node.edges.some((edge) => !state.off.has(`link-${edge.kind}`));
  return linked && !state.off.has(`node-${node.kind}`) && passes(node, false);
}

function filterAll() {
  shownNodes = new Set(data.nodes.filter(showsNode));
  shownEdges = new Set(data.edges.filter((edge) => shownNodes.has(edge.from) && shownNodes.has(edge.to) && !state.off.has(`link-${edge.kind}`) && passes(edge, true)));
}

function isShown(item) {
  return shownNodes.has(item) || shownEdges.has(item);
}

/** Bring the whole page in line with the state. */
function render({ refit = false, move = false } = {}) {
  filterAll();
  picture.show([...shownNodes], [...shownEdges], state.chosen);
  picture.colour(state.chosen);
  if (refit) picture.all();
  picture.select(state.chosen, move);
  panel.show(state.chosen);
  tables.show(isShown, state.chosen);
  showControls();
  showCount();
}

function showCount() {
  const some = `Showing ${shownNodes.size} of ${data.nodes.length} nodes`;
  const links = data.edges.length ? `, ${shownEdges.size} of ${data.edges.length} links` : '';
  const over = shownNodes.size > data.most ? ` The picture draws the ${data.first} with most links; filter or choose to see others, the tables list all.` : '';
  const none = shownNodes.size ? '' : ' Nothing passes all filters: reset them.';
  document.getElementById('count').textContent = `${some}${links}.${over}${none}`;
  picture.describe(`${some}${links}.`);
}

function showControls() {
  for (const select of document.querySelectorAll('#filters select')) {
    select.value = state[select.id];
    select.parentElement.classList.toggle('set', Boolean(state[select.id]));
  }
  for (const box of document.querySelectorAll('#legend input')) {
    box.checked = !state.off.has(box.value);
    box.parentElement.classList.toggle('off', !box.checked);
    box.parentElement.querySelector('.number').textContent = `(${countOf(box.value)})`;
  }
}

/** How many of a kind are shown, and of how many if not all. */
function countOf(key) {
  const [items, shown] = key.startsWith('node-') ? [data.nodes, shownNodes] : [data.edges, shownEdges];
  const same = items.filter((item) => item.kind === key.slice(5));
  const seen = same.filter((item) => shown.has(item)).length;
  return seen === same.length ? `${seen}` : `${seen} of ${same.length}`;
}

/** Choose a node or an edge (or null); filters that hide it are taken off, so that every link and hit leads somewhere. */
function choose(item, move, toPicture) {
  state.chosen = item;
  if (item && !isShown(item)) clearFilters();
  render({ move: move && Boolean(item) });
  remember();
  if (toPicture) document.getElementById('stage').scrollIntoView({ block: 'nearest', behavior: stillness.matches ? 'auto' : 'smooth' });
  if (move) document.getElementById('panel').focus({ preventScroll: true });
}

function clearFilters() {
  Object.assign(state, { section: '', theme: '', organisation: '' });
  state.off.clear();
}

function filter(change) {
  change();
  filterAll();
  if (state.chosen && !isShown(state.chosen)) state.chosen = null;
  picture.touched = false;
  render({ refit: true });
  remember();
}

/** The state as the part of the address after #. */
function address() {
  const words = new URLSearchParams();
  if (state.chosen) words.set(state.chosen.edges ? 'node' : 'link', state.chosen.edges ? nameOf(state.chosen) : state.chosen.id);
  Object.keys(FILTERS).forEach((name) => { if (state[name]) words.set(name, state[name]); });
  if (state.off.size) words.set('hide', [...state.off].join(' '));
  return words.toString();
}

function remember() {
  if (location.hash.slice(1) === address()) return;
  try {
    history.pushState(null, '', `#${address()}`);
  } catch (error) {
    // a page shown inside another has no address of its own to change
  }
}

/** Take the state from the address: #node=3.8&section=…, or just #3.8. */
function recall() {
  const raw = location.hash.slice(1);
  let plain = raw;
  try { plain = decodeURIComponent(raw); } catch (error) { /* not ours: taken as it stands */ }
  const words = new URLSearchParams(raw);
  const kinds = new Set([...document.querySelectorAll('#legend input')].map((box) => box.value));
  clearFilters();
  state.chosen = (plain && nodeNamed(plain)) || nodeNamed(words.get('node') || '') || edgeById.get(words.get('link')) || null;
  Object.entries(FILTERS).forEach(([name, [list]]) => { if (data.nodes.some((node) => node[list].includes(words.get(name)))) state[name] = words.get(name); });
  (words.get('hide') || '').split(' ').filter((key) => kinds.has(key)).forEach((key) => state.off.add(key));
  filterAll();
  if (state.chosen && !isShown(state.chosen)) clearFilters();
  render({ refit: true, move: Boolean(state.chosen) });
}

/** A menu for each list of which the data have at least two values. */
function makeFilters() {
  for (const [name, [list, title]] of Object.entries(FILTERS)) {
    const values = [...new Set(data.nodes.flatMap((node) => node[list]))].sort(collator.compare);
    if (values.length < 2) continue;
    const options = ['', ...values].map((value) => element('option', { value }, value || 'All'));
    const select = element('select', { id: name, change: (event) => filter(() => { state[name] = event.target.value; }) }, ...options);
    document.getElementById('filters').append(element('div', { class: 'field' }, element('label', { for: name }, title), select));
  }
}

/** The legend is also the filter by kind. */
function makeLegend() {
  const entry = (key, sign, title, sort) => element('label', { class: sort },
    element('input', { type: 'checkbox', value: key, checked: true, change: (event) => filter(() => { state.off[event.target.checked ? 'delete' : 'add'](key); }) }),
    sign, element('span', {}, title), ' ', element('span', { class: 'number soft' }));
  const present = (kinds, items) => Object.keys(kinds).filter((key) => items.some((item) => item.kind === key));
  const nodes = present(data.nodeKinds, data.nodes).map((key) => entry(`node-${key}`, nodeSwatch(key), plural(key), 'node'));
  const edges = present(data.edgeKinds, data.edges).map((key) => entry(`link-${key}`, edgeSwatch(key), data.edgeKinds[key].label, 'edge'));
  document.getElementById('legend').append(...nodes, ...edges);
}

function makeButtons() {
  const does = { closer: () => picture.zoom(1.3), further: () => picture.zoom(1 / 1.3), all: () => picture.all(), save: () => picture.save() };
  for (const button of document.querySelectorAll('#zoom button')) button.addEventListener('click', does[button.dataset.does]);
  document.getElementById('reset').addEventListener('click', () => filter(() => { clearFilters(); state.chosen = null; document.getElementById('search').value = ''; }));
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault(); // the part of the address after # is taken by the state
    document.getElementById('tables').focus();
    document.getElementById('tables').scrollIntoView();
  });
}

function recolour() {
  picture.colour(state.chosen);
  for (const line of document.querySelectorAll('[data-line]')) line.setAttribute('stroke', lineColour(line.dataset.line));
  for (const head of document.querySelectorAll('[data-head]')) head.setAttribute('fill', lineColour(head.dataset.head));
}

function start() {
  makeFilters();
  makeLegend();
  makeButtons();
  panel.start(choose);
  tables.start(choose);
  search.start(choose, isShown);
  filterAll();
  picture.start((item) => choose(item, false));
  recall();
  picture.all(false);
  if (state.chosen) picture.select(state.chosen, true);
  darkness.addEventListener('change', recolour);
  window.addEventListener('popstate', recall);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.chosen && event.target.id !== 'search') choose(null, false); });
}

start();
