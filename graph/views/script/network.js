// The network: drawn by vis-network with every place given, so that nothing moves unless the reader moves it.
import { communityList, crowd } from './communities.js';
import { around, data, edgeById, nodeById, stillness, titleOf } from './data.js';
import { cut, download } from './elements.js';
import { headings } from './headings.js';
import { BORDERS, darkness, lineColour } from './looks.js';
import { holdsName, placedNames, writtenNames } from './names.js';
import { printed } from './print.js';
import { squeezed } from './squeeze.js';
import { state } from './state.js';

const FULL = 11; // pixels: letters of this size stand where room was left for them
const THIN = 0.9; // pixels: the thinnest line
const LEGIBLE_LETTERS = 10.5; // pixels: letters in shapes are at least as large at first sight
const EASY_LETTERS = 12; // and this large where the width allows it and the picture does not grow too high
const SCREENS_HIGH = 1.5; // screens that the picture may be high; the page scrolls
const NEAREST = 4; // times that letters may be brought nearer to be read; of a larger picture all is in sight first
const PHONE_WIDE = 820; // pixels: up to this width the picture keeps its height, so that a finger finds a way past it

export const picture = {
  network: null,
  nodes: null,
  edges: null,
  seen: { nodes: [], edges: [], boxes: [], bundles: [] }, // what is drawn
  rank: [], // the nodes among them, those that matter most first
  bundles: new Map(), // and the bundles by their id
  drawn: new Set(), // ids of the nodes in sight
  named: [], // labels of the nodes whose names are written beside their shapes
  names: [], // and where
  touched: false, // whether the reader has moved or zoomed; then a change of size leaves the view alone
  isShown: false, // whether there was anything to draw yet
  strong: null, // the nodes and edges that stand out, if any do

  /** Draw what is shown for the first time; `choose` is called with the node or edge clicked, or null. */
  start(choose) {
    const box = document.getElementById('picture');
    this.nodes = new vis.DataSet(); // here, as a page of bars has no vis-network
    this.edges = new vis.DataSet();
    this.face = getComputedStyle(document.body).fontFamily;
    this.choose = choose;
    this.network = new vis.Network(box, { nodes: this.nodes, edges: this.edges }, data.vis.options);
    this.canvas = box.querySelector('canvas');
    this.listen(box);
    this.nameCanvas();
    communityList.start((nodes) => this.opened(nodes));
  },

  listen(box) {
    this.network.on('click', ({ nodes, edges }) => this.click(nodes[0], edges[0]));
    this.network.on('doubleClick', ({ nodes }) => { if (crowd.called(nodes[0] || '')) communityList.openUp(crowd.called(nodes[0]).id); });
    this.network.on('dragEnd', ({ nodes }) => { this.touched = true; this.keep(nodes); });
    this.network.on('zoom', () => { this.touched = true; });
    this.network.on('resize', () => queueMicrotask(() => { if (!this.touched) this.all(false); })); // after vis-network has set a scale of its own
    this.network.on('beforeDrawing', () => this.thicken());
    this.network.on('afterDrawing', (pen) => { this.writeNames(pen); headings.draw(pen, this.network, this.canvas.clientWidth); });
    this.network.on('afterDrawing', () => { if (this.isShown) box.setAttribute('aria-busy', 'false'); });
    box.addEventListener('wheel', (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true }); // the page scrolls
    box.addEventListener('pointerleave', () => { box.querySelectorAll('.vis-tooltip').forEach((tip) => { tip.style.visibility = 'hidden'; }); });
  },

  click(node, edge) {
    if (crowd.called(node || '')) return; // a double click opens it
    this.choose(nodeById.get(node) || edgeById.get(edge) || null);
  },

  nameCanvas() {
    this.canvas.parentElement.tabIndex = -1; // vis-network makes the frame a stop on the way; the canvas is the better one
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.canvas.addEventListener('keydown', (event) => this.key(event));
  },

  describe(words) {
    this.canvas.setAttribute('aria-label', `${data.title}. ${words}${crowd.leftOut()} Arrow keys move the picture, plus and minus zoom, 0 shows all. `
      + 'Search, filters and tables reach everything in it.');
  },

  /** Put the shown nodes and edges in sight; of more than can be drawn at once, communities. */
  show(nodes, edges, chosen) {
    this.seen = crowd.inSight(nodes, edges, chosen);
    this.drawn = new Set(this.seen.nodes.map((node) => node.id));
    const near = data.communities.length && !crowd.isParted ? squeezed(this.seen.nodes) : null; // what is left of a large network is brought together
    this.bundles = new Map(this.seen.bundles.map((bundle) => [bundle.id, bundle]));
    this.rank = [...this.seen.nodes].sort((a, b) => b.size - a.size || b.edges.length - a.edges.length);
    [this.isNear, this.isShown] = [Boolean(near), true];
    const looks = this.looks(this.theme(), darkness.matches);
    this.put(this.nodes, [...this.seen.nodes.map((node) => this.placed(node, near)), ...this.seen.boxes.map((box) => box.look)], looks.nodes);
    this.put(this.edges, [...this.seen.edges.map((edge) => edge.look), ...this.seen.bundles.map((bundle) => bundle.look)], looks.edges);
    communityList.show();
  },

  /** How a node is drawn, without a name under it: that is written when there is room for it. */
  placed(node, near) {
    const look = { ...node.look, ...(near ? near.get(node) : {}) };
    return holdsName(node) ? look : { ...look, label: undefined };
  },

  /** Bring a set in line: what is gone leaves it, what is new or stands elsewhere comes with its colours. */
  put(set, looks, colours) {
    const wanted = new Set(looks.map((look) => look.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    const old = new Map(set.get().map((item) => [item.id, item]));
    const isNew = (look) => !old.has(look.id) || (data.communities.length && (look.x !== old.get(look.id).x || look.y !== old.get(look.id).y || !nodeById.has(look.id)));
    set.update(looks.map((look, at) => ({ ...look, ...colours[at] })).filter(isNew));
  },

  /** Colour what is not yet as it should be: each change makes vis-network measure a node anew. */
  repaint(set, looks) {
    const old = new Map(set.get().map((item) => [item.id, item]));
    const sign = ({ title, opacity, font, color }) => [title, opacity, font && font.color, color.background, color.border, color.color, color.opacity, color.highlight && (color.highlight.border || color.highlight)].join();
    set.update(looks.filter((look) => sign(look) !== sign(old.get(look.id))));
  },

  /** What the reader dragged stays where it was put. */
  keep(ids) {
    if (this.isNear) return;
    for (const id of ids.filter((each) => nodeById.has(each))) Object.assign(nodeById.get(id).look, this.network.getPosition(id));
  },

  /** Bring a community that was opened into sight, or everything after one was closed. */
  opened(nodes) {
    this.choose(state.chosen);
    this.touched = nodes.length > 0;
    const drawn = nodes.filter((node) => this.drawn.has(node.id));
    if (drawn.length) this.fit(drawn.map((node) => node.id), 1.1, true);
    else this.all();
  },

  theme() {
    const css = getComputedStyle(document.documentElement);
    return Object.fromEntries(['paper', 'raised', 'ink', 'accent', 'outline', 'edge'].map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
  },

  /** Colour everything: the chosen and what it is linked to stand out, or the nodes and edges of a way; the rest steps back. */
  colour(chosen, way) {
    this.strong = way || (chosen ? this.nearTo(chosen) : null);
    this.namedAt = '';
    const looks = this.looks(this.theme(), darkness.matches);
    this.repaint(this.nodes, looks.nodes);
    this.repaint(this.edges, looks.edges);
  },

  nearTo(chosen) {
    return new Set([...around(chosen), ...(chosen.edges || [chosen])]);
  },

  /** The looks of all that is drawn; letters are those of a theme, lines light or dark. */
  looks(theme, dark) {
    const isFaint = (item) => Boolean(this.strong) && !this.strong.has(item);
    const boxes = this.seen.boxes.map((box) => this.boxLook(box, theme, Boolean(this.strong) && !box.community.nodes.some((node) => this.strong.has(node))));
    const bundles = this.seen.bundles.map((bundle) => this.bundleLook(bundle, theme, Boolean(this.strong) && !bundle.ends.some((end) => end === state.chosen)));
    return {
      nodes: [...this.seen.nodes.map((node) => this.nodeLook(node, theme, isFaint(node))), ...boxes],
      edges: [...this.seen.edges.map((edge) => this.edgeLook(edge, theme, dark, isFaint(edge))), ...bundles],
    };
  },

  nodeLook(node, theme, faded) {
    const kind = data.nodeKinds[node.kind];
    const strong = { background: kind.colour, border: theme.accent };
    const font = { ...node.look.font, face: this.face, color: kind.ink };
    if (faded) font.color += '66';
    const color = { background: kind.colour, border: theme.outline, highlight: strong, hover: strong };
    const border = kind.border ? { borderWidth: 2, shapeProperties: { ...data.vis.options.nodes.shapeProperties, borderDashes: BORDERS[kind.border] } } : {};
    return { id: node.id, color, font, title: cut(titleOf(node), 220), opacity: faded ? 0.22 : 1, ...border };
  },

  edgeLook(edge, theme, dark, faded) {
    const color = { color: lineColour(edge.kind, dark), highlight: theme.accent, hover: theme.accent, opacity: faded ? 0.12 : 1 };
    const words = [data.edgeKinds[edge.kind].label, edge.label].filter(Boolean);
    const title = words[1] && words[1].includes(words[0]) ? words[1] : words.join(': ');
    return { id: edge.id, title: title || undefined, color };
  },

  boxLook({ community, shown, look }, theme, faded) {
    const strong = { background: theme.raised, border: theme.accent };
    const color = { background: theme.raised, border: theme.edge, highlight: strong, hover: strong };
    return { id: look.id, color, borderWidth: 1.5, font: { ...look.font, face: this.face, color: theme.ink }, title: `${shown.toLocaleString('en-GB')} shapes around ${community.head.label}: double click opens them`, opacity: faded ? 0.35 : 1 };
  },

  bundleLook({ id, title, share }, theme, faded) {
    return { id, title, color: { color: theme.edge, highlight: theme.accent, hover: theme.accent, opacity: faded ? 0.1 : 0.2 + 0.6 * share } };
  },

  /** Lines are never too thin to be seen, and those of bundles as thick on the screen at every zoom; before each drawing, so that it takes no second one. */
  thicken(network = this.network, pixel = 1) {
    const scale = network.getScale() / pixel;
    if (network === this.network && scale === this.thick && this.thickened === this.seen) return;
    if (network === this.network) [this.thick, this.thickened] = [scale, this.seen];
    for (const edge of Object.values(network.body.edges)) {
      const bundle = this.bundles.get(edge.id);
      edge.options.width = bundle ? (0.5 + 2.5 * bundle.share) / scale : Math.max(edgeById.get(edge.id).look.width, THIN / scale);
    }
  },

  /** Names beside their shapes; what stands out comes first, and on a ground of its own where letters would be too small. */
  writeNames(pen) {
    const scale = this.network.getScale();
    const boxes = this.rank.map((node) => this.network.body.nodes[node.id]?.shape.boundingBox).filter(Boolean); // they change when a node is dragged, or measured anew
    const key = `${scale} ${boxes.length} ${boxes.reduce((sum, box, at) => sum + (box.left + 2 * box.right + 3 * box.top) * (1 + (at % 7)), 0)}`;
    if (this.namedAt !== key) this.names = this.placeNames(pen, scale);
    this.namedAt = key;
    this.named = this.names.map(({ node }) => node.label);
    const strongly = (node) => Boolean(this.strong) && this.strong.has(node) && (node === state.chosen || scale * 16 < FULL);
    writtenNames(pen, this.names, { scale, face: this.face, theme: this.theme(), strongly, faintly: (node) => Boolean(this.strong) && !this.strong.has(node) });
  },

  placeNames(pen, scale, least) {
    const must = new Set(this.strong ? [...this.strong].filter((item) => item.edges && this.drawn.has(item.id)) : []);
    const weight = (node) => (node === state.chosen ? 2 : must.has(node) ? 1 : 0);
    const nodes = this.rank.filter((node) => this.network.body.nodes[node.id]).sort((a, b) => weight(b) - weight(a));
    const small = Boolean(this.strong) && scale * 16 < (least || FULL);
    return placedNames({ nodes, shapeOf: (node) => this.shapeOf(node), must, scale, pen, face: this.face, extent: nodes.length ? this.extent(nodes.map((node) => node.id)) : [0, 0, 0, 0], least, only: small ? must : null });
  },

  /** The box of a node's shape: left, top, right, bottom. */
  shapeOf(node) {
    const { left, top, right, bottom } = this.network.getBoundingBox(node.id);
    return [left, top, right, bottom];
  },

  /** Mark what is chosen; `move` brings it into the middle as well. */
  select(chosen, move) {
    this.network.unselectAll();
    if (!chosen) return;
    const isNode = Boolean(chosen.edges);
    if (!(isNode ? this.nodes : this.edges).get(chosen.id)) return;
    this.network.setSelection({ nodes: isNode ? [chosen.id] : [], edges: isNode ? [] : [chosen.id] }, { highlightEdges: false });
    if (!move) return;
    this.touched = true;
    const near = [...(this.strong || around(chosen))].filter((item) => item.edges);
    this.fit(near.filter((node) => this.drawn.has(node.id)).map((node) => node.id), 1.1, true);
  },

  motion() {
    return stillness.matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' };
  },

  /** Everything; but where letters would be too small to be read, the beginning of it, unless the whole is asked for. */
  all(moving = true, whole = false) {
    const ids = this.nodes.getIds();
    this.grow(ids);
    const isNear = !whole && this.isTooSmall(ids);
    document.getElementById('rest').hidden = !isNear;
    if (isNear) this.begin(ids);
    else this.fit(ids, 1, moving);
    this.touched = whole;
  },

  /** The scale at which the smallest letters in shapes can be read, or names beside them where no shape holds letters. */
  legible() {
    const letters = this.seen.nodes.filter(holdsName).map((node) => node.look.font.size);
    return letters.length ? LEGIBLE_LETTERS / letters.reduce((least, size) => Math.min(least, size)) : 0;
  },

  /** The stage becomes as high as letters need that can be read, as far as the width lets them grow. */
  grow(ids) {
    const page = document.documentElement;
    if (!ids.length || this.canvas.clientWidth < 50) return;
    const [left, top, right, bottom] = this.extent(ids);
    const scale = Math.min((this.legible() * EASY_LETTERS) / LEGIBLE_LETTERS, (this.canvas.clientWidth - 24) / (right - left));
    const [needed, most] = [(bottom - top) * scale + headings.high + 24, SCREENS_HIGH * window.innerHeight];
    const beside = document.getElementById('stage').clientHeight - this.canvas.clientHeight;
    const high = innerWidth > PHONE_WIDE && !data.communities.length ? Math.round(Math.min(needed + beside, most)) : 0;
    if (page.style.getPropertyValue('--needed') === `${high}px`) return;
    page.style.setProperty('--needed', `${high}px`);
    this.network.setSize('100%', '100%'); // at once: the picture is to be placed in its new height
  },

  isTooSmall(ids) {
    if (!ids.length || crowd.isParted || this.canvas.clientWidth < 50) return false;
    const [left, top, right, bottom] = this.extent(ids);
    const scale = Math.min((this.canvas.clientWidth - 24) / (right - left), (this.canvas.clientHeight - headings.high - 24) / (bottom - top));
    return scale < this.legible() * 0.9 && scale * NEAREST > this.legible();
  },

  /** Letters that can be read: of columns the upper left, else around what has most links. */
  begin(ids) {
    const [left, top, right, bottom] = this.extent(ids);
    const scale = this.legible();
    const half = { x: this.canvas.clientWidth / scale / 2, y: this.canvas.clientHeight / scale / 2 };
    const head = this.network.getPosition(this.rank[0].id);
    const within = (at, low, high) => (low > high ? (low + high) / 2 : Math.min(Math.max(at, low), high));
    const [edge, over] = [12 / scale, headings.high / scale];
    const corner = { x: left - edge + half.x, y: top - over - edge + half.y };
    const position = data.layers.length ? corner : { x: within(head.x, corner.x, right + edge - half.x), y: within(head.y, corner.y, bottom + edge - half.y) };
    if (data.layers.length && bottom - top + over < 2 * half.y) position.y = (top + bottom - over) / 2;
    this.network.moveTo({ position, scale, animation: false });
  },

  /** The box around all these nodes, their names included: left, top, right, bottom. */
  extent(ids) {
    const boxes = ids.map((id) => this.roomOf(id));
    return [Math.min, Math.min, Math.max, Math.max].map((most, side) => boxes.reduce((found, box) => most(found, box[side]), boxes[0][side]));
  },

  /** The box that a node takes with the room that was left for its name. */
  roomOf(id) {
    const { left, top, right, bottom } = this.network.getBoundingBox(id);
    const node = nodeById.get(id);
    if (!node || holdsName(node)) return [left, top, right, bottom];
    const lines = node.look.label.split('\n');
    const half = Math.max((right - left) / 2, Math.max(...lines.map((line) => line.length)) * 4.5);
    return [(left + right) / 2 - half, top, (left + right) / 2 + half, bottom + lines.length * 19 + 6];
  },

  /** Bring these into sight as large as they go. vis-network's own fit leaves a wide margin, and letters need all the room. */
  fit(ids, most, moving) {
    if (!ids.length || this.canvas.clientWidth < 50 || this.canvas.clientHeight < 50) return; // nothing to show, or out of sight as in print
    const [left, top, right, bottom] = this.extent(ids);
    const room = [(this.canvas.clientWidth - 24) / (right - left), (this.canvas.clientHeight - headings.high - 24) / (bottom - top)];
    const scale = Math.min(...room, most);
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom - headings.high / scale) / 2 }, scale, animation: moving && this.motion() });
  },

  zoom(factor) {
    this.touched = true;
    this.network.moveTo({ scale: Math.min(Math.max(this.network.getScale() * factor, 0.01), 5), animation: this.motion() });
  },

  pan(right, down) {
    const { x, y } = this.network.getViewPosition();
    const step = 80 / this.network.getScale();
    this.touched = true;
    this.network.moveTo({ position: { x: x + right * step, y: y + down * step }, animation: false });
  },

  key(event) {
    const does = {
      ArrowLeft: () => this.pan(-1, 0), ArrowRight: () => this.pan(1, 0), ArrowUp: () => this.pan(0, -1), ArrowDown: () => this.pan(0, 1),
      '+': () => this.zoom(1.25), '=': () => this.zoom(1.25), '-': () => this.zoom(0.8), 0: () => this.all(true, true),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does();
  },

  /** As PNG, sharp in print: all of it, or what is in sight after the reader has moved or zoomed. */
  async save() {
    download(await printed(this), `${data.name}.png`);
  },
};
