// The page: its parts are started here, and brought in line with the state after every change.
import { controls } from './controls.js';
import { stillness } from './data.js';
import { darkness, lineColour } from './looks.js';
import { panel } from './panel.js';
import { pictures } from './pictures.js';
import { search } from './search.js';
import { address, clearFilters, filterAll, isShown, recalled, shown, state } from './state.js';
import { tables } from './tables.js';

/** Bring the whole page in line with the state. */
function render({ refit = false, move = false } = {}) {
  filterAll();
  for (const each of pictures) {
    each.show([...shown.nodes], [...shown.edges], state.chosen);
    each.colour(state.chosen);
    if (refit) each.all();
    each.select(state.chosen, move);
    each.describe(controls.counted());
  }
  panel.show(state.chosen);
  tables.show(isShown, state.chosen);
  controls.show();
  controls.count();
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

/** Change the filters; what they hide is no longer chosen. */
function filter(change) {
  change();
  filterAll();
  if (state.chosen && !isShown(state.chosen)) state.chosen = null;
  pictures.forEach((each) => { each.touched = false; });
  render({ refit: true });
  remember();
}

function remember() {
  if (location.hash.slice(1) === address()) return;
  try {
    history.pushState(null, '', `#${address()}`);
  } catch (error) {
    // a page shown inside another has no address of its own to change
  }
}

function recall() {
  recalled(location.hash.slice(1));
  render({ refit: true, move: Boolean(state.chosen) });
}

function makeButtons() {
  const every = (does) => () => pictures.forEach(does);
  const does = { closer: every((each) => each.zoom(1.3)), further: every((each) => each.zoom(1 / 1.3)), all: every((each) => each.all()), save: () => pictures[0].save() };
  for (const button of document.querySelectorAll('#zoom button')) button.addEventListener('click', does[button.dataset.does]);
  document.getElementById('reset').addEventListener('click', () => filter(() => { clearFilters(); state.chosen = null; document.getElementById('search').value = ''; }));
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault(); // the part of the address after # is taken by the state
    document.getElementById('tables').focus();
    document.getElementById('tables').scrollIntoView();
  });
}

function recolour() {
  pictures.forEach((each) => each.colour(state.chosen));
  for (const line of document.querySelectorAll('[data-line]')) line.setAttribute('stroke', lineColour(line.dataset.line));
  for (const head of document.querySelectorAll('[data-head]')) head.setAttribute('fill', lineColour(head.dataset.head));
}

function start() {
  controls.start(filter);
  makeButtons();
  panel.start(choose);
  tables.start(choose);
  search.start(choose, isShown);
  filterAll();
  pictures.forEach((each) => each.start((item) => choose(item, false), filter));
  recall();
  pictures.forEach((each) => each.all(false));
  if (state.chosen) pictures.forEach((each) => each.select(state.chosen, true));
  darkness.addEventListener('change', recolour);
  window.addEventListener('popstate', recall);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.chosen && event.target.id !== 'search') choose(null, false); });
}

start();
