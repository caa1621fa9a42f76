// The network: drawn by vis-network with every place given, so that nothing moves unless the reader moves it.
import { around, data, edgeById, nodeById, stillness, titleOf } from './data.js';
import { cut, download, element } from './elements.js';
import { headings } from './headings.js';
import { INSIDE, lineColour } from './looks.js';
import { state } from './state.js';

const READABLE = 12; // pixels: the letters of what is chosen are never smaller
const FAINT = 7; // smaller letters are not drawn (drawThreshold in page.py)
const LARGEST = 8; // nodes that are named all the same
const SMALLEST_FONT = Math.min(16, ...data.vis.nodes.map((node) => node.font.size));

export const picture = {
  network: null,
  nodes: new vis.DataSet(),
  edges: new vis.DataSet(),
  drawn: new Set(), // ids of the nodes in sight
  named: [], // labels of the nodes whose names are drawn over the picture
  touched: false, // whether the reader has moved or zoomed; then a change of size leaves the view alone

  /** Draw what is shown for the first time; `choose` is called with the node or edge clicked, or null. */
  start(choose) {
    const box = document.getElementById('picture');
    this.network = new vis.Network(box, { nodes: this.nodes, edges: this.edges }, data.vis.options);
    this.network.on('click', ({ nodes, edges }) => choose(nodeById.get(nodes[0]) || edgeById.get(edges[0]) || null));
    this.network.on('dragEnd', () => { this.touched = true; });
    this.network.on('zoom', () => { this.touched = true; });
    this.network.on('resize', () => { if (!this.touched) this.all(false); });
    this.network.on('afterDrawing', (pen) => { this.names(pen); headings.draw(pen, this.network, this.canvas.clientWidth); });
    box.addEventListener('pointerleave', () => { box.querySelectorAll('.vis-tooltip').forEach((tip) => { tip.style.visibility = 'hidden'; }); });
    this.network.once('afterDrawing', () => box.setAttribute('aria-busy', 'false'));
    this.canvas = box.querySelector('canvas');
    this.nameCanvas();
  },

  nameCanvas() {
    this.canvas.parentElement.tabIndex = -1; // vis-network makes the frame a stop on the way; the canvas is the better one
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.canvas.addEventListener('keydown', (event) => this.key(event));
  },

  describe(words) {
    this.canvas.setAttribute('aria-label', `${data.title}. ${words} Arrow keys move the picture, plus and minus zoom, 0 shows all. `
      + 'Search, filters and tables reach everything in it.');
  },

  /** Put the shown nodes and edges in sight, the best linked first where there are too many to draw. */
  show(nodes, edges, chosen) {
    const first = nodes.length <= data.most ? nodes : this.best(nodes, chosen);
    this.drawn = new Set(first.map((node) => node.id));
    const lines = edges.filter((edge) => this.drawn.has(edge.from.id) && this.drawn.has(edge.to.id));
    this.put(this.nodes, this.drawn, nodeById);
    this.put(this.edges, new Set(lines.map((edge) => edge.id)), edgeById);
  },

  best(nodes, chosen) {
    const must = chosen ? around(chosen) : new Set();
    const rank = (node) => (must.has(node) ? 1e9 : node.size + node.edges.length);
    return [...nodes].sort((a, b) => rank(b) - rank(a)).slice(0, data.first);
  },

  /** Hide rather than remove, so that what the reader dragged stays where it was put. */
  put(set, wanted, all) {
    const hidden = set.getIds().filter((id) => !wanted.has(id)).map((id) => ({ id, hidden: true }));
    const seen = [...wanted].map((id) => (set.get(id) ? { id, hidden: false } : { ...all.get(id).look, hidden: false }));
    set.update([...hidden, ...seen]);
  },

  /** Colour everything: the chosen and what it is linked to stand out, the rest steps back. */
  colour(chosen) {
    const css = getComputedStyle(document.documentElement);
    const theme = Object.fromEntries(['paper', 'ink', 'accent', 'outline'].map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
    const near = chosen && around(chosen);
    const isNear = (edge) => edge === chosen || edge.from === chosen || edge.to === chosen;
    this.nodes.update(this.nodes.getIds().map((id) => this.nodeLook(nodeById.get(id), theme, near && !near.has(nodeById.get(id)))));
    this.edges.update(this.edges.getIds().map((id) => this.edgeLook(edgeById.get(id), theme, chosen && !isNear(edgeById.get(id)))));
  },

  /** Where letters are too small to read, the names of what is chosen and its neighbours, or of the largest, are drawn over the picture where there is room. */
  names(pen) {
    const { chosen } = state;
    const scale = this.network.getScale();
    this.named = [];
    if (scale * SMALLEST_FONT >= (chosen ? READABLE : FAINT)) return;
    const css = getComputedStyle(document.documentElement);
    const [paper, ink, accent] = ['paper', 'ink', 'accent'].map((name) => css.getPropertyValue(`--${name}`).trim());
    const largest = [...data.nodes].sort((a, b) => b.size - a.size).filter((node) => this.drawn.has(node.id)).slice(0, LARGEST);
    const nodes = chosen ? [...around(chosen)].filter((node) => this.drawn.has(node.id)) : largest;
    nodes.sort((a, b) => (b === chosen) - (a === chosen) || b.size - a.size);
    const size = READABLE / scale;
    const taken = [];
    pen.save();
    pen.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    for (const node of nodes) {
      const text = cut(node.label, 28);
      const [wide, high] = [pen.measureText(text).width + size * 0.6, size * 1.25];
      const spot = this.spot(node, wide, high, taken, node === chosen);
      if (!spot) continue;
      taken.push(spot);
      this.named.push(node.label);
      pen.fillStyle = paper;
      pen.strokeStyle = node === chosen ? accent : ink;
      pen.lineWidth = (node === chosen ? 2 : 0.8) / scale;
      pen.beginPath();
      pen.roundRect(spot.x - wide / 2, spot.y - high / 2, wide, high, size * 0.3);
      pen.fill();
      pen.stroke();
      pen.fillStyle = ink;
      pen.fillText(text, spot.x, spot.y);
    }
    pen.restore();
  },

  /** The place nearest to a node where its name covers no other name and stays in sight; null if there is none near, but for the chosen. */
  spot(node, wide, high, taken, must) {
    const { x, y } = this.network.getPosition(node.id);
    const [low, top] = Object.values(this.network.DOMtoCanvas({ x: 4, y: 4 }));
    const [far, foot] = Object.values(this.network.DOMtoCanvas({ x: this.canvas.clientWidth - 4, y: this.canvas.clientHeight - 4 }));
    if (!must && (x < low || x > far || y < top || y > foot)) return null;
    const kept = (value, from, to) => (from < to ? Math.min(Math.max(value, from), to) : (from + to) / 2);
    for (const step of [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6]) {
      const at = { x: kept(x, low + wide / 2, far - wide / 2), y: kept(y + step * high * 1.08, top + high / 2, foot - high / 2), wide, high };
      if (!taken.some((other) => Math.abs(other.x - at.x) < (other.wide + wide) / 2 && Math.abs(other.y - at.y) < (other.high + high) / 2)) return at;
    }
    return null;
  },

  nodeLook(node, theme, faded) {
    const kind = data.nodeKinds[node.kind];
    const inside = INSIDE.includes(kind.shape);
    const strong = { background: kind.colour, border: theme.accent };
    const font = { ...node.look.font, face: getComputedStyle(document.body).fontFamily, color: inside ? kind.ink : theme.ink };
    if (!inside) Object.assign(font, { strokeWidth: 5, strokeColor: theme.paper });
    if (faded) font.color += '66';
    const color = { background: kind.colour, border: theme.outline, highlight: strong, hover: strong };
    return { id: node.id, color, font, title: cut(titleOf(node), 220), opacity: faded ? 0.22 : 1 };
  },

  edgeLook(edge, theme, faded) {
    const color = { color: lineColour(edge.kind), highlight: theme.accent, hover: theme.accent, opacity: faded ? 0.12 : 0.85 };
    return { id: edge.id, title: edge.label || undefined, color };
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
    this.fit([...around(chosen)].filter((node) => this.drawn.has(node.id)).map((node) => node.id), 1.1, true);
  },

  motion() {
    return stillness.matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' };
  },

  all(moving = true) {
    this.fit([...this.drawn], 1.6, moving);
  },

  /** Bring these into sight as large as they go. vis-network's own fit leaves a wide margin, and letters need all the room. */
  fit(ids, most, moving) {
    if (!ids.length || this.canvas.clientWidth < 50 || this.canvas.clientHeight < 50) return; // nothing to show, or out of sight as in print
    const boxes = ids.map((id) => this.network.getBoundingBox(id));
    const [left, top] = ['left', 'top'].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ['right', 'bottom'].map((side) => Math.max(...boxes.map((box) => box[side])));
    const room = [(this.canvas.clientWidth - 24) / (right - left), (this.canvas.clientHeight - headings.high - 24) / (bottom - top)];
    const scale = Math.min(...room, most);
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom - headings.high / scale) / 2 }, scale, animation: moving && this.motion() });
  },

  zoom(factor) {
    this.touched = true;
    this.network.moveTo({ scale: Math.min(Math.max(this.network.getScale() * factor, 0.05), 5), animation: this.motion() });
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
      '+': () => this.zoom(1.25), '=': () => this.zoom(1.25), '-': () => this.zoom(0.8), 0: () => this.all(),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does();
  },

  /** The picture as it is on the screen, with title, legend and source, so that it can stand alone in a report. */
  save() {
    const ratio = this.canvas.width / this.canvas.clientWidth;
    const css = getComputedStyle(document.documentElement);
    const sheet = element('canvas');
    const signs = [...document.querySelectorAll('#legend label:not(.off)')];
    const [top, foot] = [44, 58];
    sheet.width = this.canvas.width;
    sheet.height = this.canvas.height + (top + foot) * ratio;
    const pen = sheet.getContext('2d');
    pen.fillStyle = css.getPropertyValue('--paper').trim();
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(this.canvas, 0, top * ratio);
    pen.scale(ratio, ratio);
    const words = (text, size, x, y) => {
      pen.fillStyle = css.getPropertyValue('--ink').trim();
      pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
      pen.fillText(text, x, y, this.canvas.clientWidth - x - 8);
      return x + pen.measureText(text).width;
    };
    words(data.title, 20, 12, 28);
    this.signs(pen, signs, words, top + this.canvas.clientHeight + 22);
    words(Object.entries(data.meta).map(([term, value]) => `${term}: ${value}`).join('   '), 11, 12, top + this.canvas.clientHeight + 46);
    sheet.toBlob((blob) => download(blob, `${data.name}.png`), 'image/png');
  },

  signs(pen, labels, words, y) {
    let x = 12;
    for (const label of labels) {
      const isEdge = label.classList.contains('edge');
      for (const path of label.querySelectorAll('path')) {
        pen.save();
        pen.translate(x, y - 13);
        pen.lineWidth = path.getAttribute('stroke-width') || 1;
        pen.setLineDash((path.getAttribute('stroke-dasharray') || '').split(' ').filter(Boolean).map(Number));
        const shape = new Path2D(path.getAttribute('d'));
        if (path.getAttribute('fill') !== 'none') { pen.fillStyle = path.getAttribute('fill'); pen.fill(shape); }
        pen.strokeStyle = isEdge ? path.getAttribute('stroke') || 'transparent' : pen.fillStyle;
        pen.stroke(shape);
        pen.restore();
      }
      x = words(label.textContent.trim(), 13, x + (isEdge ? 38 : 22), y) + 22;
    }
  },
};
