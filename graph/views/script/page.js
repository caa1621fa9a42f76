// The page: its parts are started here, and brought in line with the state after every change.
import { address, recalled } from './address.js';
import { controls } from './controls.js';
import { stillness } from './data.js';
import { darkness, lineColour } from './looks.js';
import { panel } from './panel.js';
import { paper } from './paper.js';
import { pictures } from './pictures.js';
import { reach } from './reach.js';
import { say } from './say.js';
import { search } from './search.js';
import { bringToSight, clearFilters, filterAll, isShown, letGo, shown, state } from './state.js';
import { tables } from './tables.js';

/** The nodes and edges of the way that is to stand out; what is chosen beside it stands out instead. */
function wayInSight() {
  const way = shown.way && new Set([...shown.way.nodes, ...shown.way.links]);
  return way && (!state.chosen || way.has(state.chosen)) ? way : null;
}

/** What a screen reader was told last: it hears only what is new. */
const toldLast = { chosen: null, count: '' };

/** Bring the whole page in line with what is shown and chosen; `told` says what was done without being asked. Where the reader is led to the panel, that says what is chosen. */
function render({ refit = false, move = false, told = '', led = false } = {}) {
  const way = wayInSight();
  for (const each of pictures) {
    each.show(shown.nodeList, shown.edgeList, state.chosen);
    each.colour(state.chosen, way);
    if (refit) each.all();
    each.select(state.chosen, move);
    each.describe(controls.counted());
  }
  panel.show(state.chosen);
  reach.show();
  tables.show(isShown, state.chosen);
  controls.show();
  controls.count();
  if (led) toldLast.chosen = state.chosen;
  tell(told);
}

function tell(words) {
  const [box, count] = [document.getElementById('told'), document.getElementById('count').textContent];
  box.textContent = words;
  box.hidden = !words;
  say([words, state.chosen === toldLast.chosen ? '' : panel.said(state.chosen), count === toldLast.count ? '' : count]);
  Object.assign(toldLast, { chosen: state.chosen, count });
}

/** Choose a node or an edge (or null); what hides it is taken off, so that every link and hit leads somewhere. */
function choose(item, move, toPicture) {
  state.chosen = item;
  const told = item ? bringToSight(item) : '';
  render({ move: move && Boolean(item), told, led: move });
  remember();
  if (toPicture) document.getElementById('stage').scrollIntoView({ block: 'nearest', behavior: stillness.matches ? 'auto' : 'smooth' });
  if (move) document.getElementById('panel').focus({ preventScroll: true });
}

/** Change the filters; what they hide is no longer chosen. With `move` the way or what is chosen comes into the middle, else all is in sight. */
function filter(change, move = false) {
  change();
  filterAll();
  letGo();
  pictures.forEach((each) => { each.touched = false; });
  render({ refit: true, move });
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
  const told = recalled(location.hash.slice(1));
  render({ refit: true, move: Boolean(state.chosen), told });
}

function reset() {
  clearFilters();
  Object.assign(state, { chosen: null, tab: '', by: '' });
  state.open.clear();
  document.getElementById('search').value = '';
}

/** Give the reader the address of what is in sight: by the clipboard, or in a field where the browser keeps pages from that. */
async function copyLink() {
  const [field, link] = [document.getElementById('link'), `${location.href.split('#')[0]}#${address()}`];
  try {
    await navigator.clipboard.writeText(link);
    const local = location.protocol === 'file:' ? ' It opens on this computer: send the file or its folder with it, where the part from # on says the same.' : '';
    tell(`The link to this view is copied.${local}`);
  } catch (error) {
    field.value = link;
    field.parentElement.hidden = false;
    field.focus();
    field.select();
  }
}

function makeButtons() {
  const every = (does) => () => pictures.forEach(does);
  const does = { closer: every((each) => each.zoom(1.3)), further: every((each) => each.zoom(1 / 1.3)), all: every((each) => each.all(true, true)), save: () => pictures[0].save() };
  for (const button of document.querySelectorAll('#zoom button')) button.addEventListener('click', does[button.dataset.does]);
  document.getElementById('reset').addEventListener('click', () => filter(reset));
  document.getElementById('copy').addEventListener('click', copyLink);
  document.getElementById('link').addEventListener('blur', (event) => { event.target.parentElement.hidden = true; });
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault(); // the part of the address after # is taken by the state
    document.getElementById('tables').focus();
    document.getElementById('tables').scrollIntoView();
  });
}

/** The picture takes the height that title, search and filters leave on the screen. */
function measure() {
  const above = document.querySelector('main').getBoundingClientRect().top + window.scrollY;
  document.documentElement.style.setProperty('--above', `${Math.round(above) + 6}px`);
}

function recolour() {
  pictures.forEach((each) => each.colour(state.chosen, wayInSight()));
  for (const line of document.querySelectorAll('[data-line]')) line.setAttribute('stroke', lineColour(line.dataset.line));
  for (const head of document.querySelectorAll('[data-head]')) head.setAttribute('fill', lineColour(head.dataset.head));
}

/** Escape closes what is open, the innermost first: suggestions (they see to it themselves), the link in its field, what is chosen. */
function escape(event) {
  if (event.key !== 'Escape' || event.target.closest('input[type=search], input[type=date], select')) return;
  if (event.target.id === 'link') document.getElementById('copy').focus();
  else if (state.chosen) choose(null, false);
}

function start() {
  controls.start(filter);
  makeButtons();
  measure();
  new ResizeObserver(measure).observe(document.getElementById('tools'));
  panel.start(choose);
  reach.start(filter, choose);
  tables.start(choose, remember);
  paper.start();
  search.start(choose);
  filterAll();
  pictures.forEach((each) => each.start((item) => choose(item, false), filter));
  recall();
  pictures.forEach((each) => each.all(false));
  if (state.chosen) pictures.forEach((each) => each.select(state.chosen, true));
  darkness.addEventListener('change', recolour);
  window.addEventListener('popstate', recall);
  document.addEventListener('keydown', escape);
}

start();
