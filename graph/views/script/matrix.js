// The same nodes and links as a matrix: a row and a column for each node, a mark where two are linked.
import { around, data, nodeById, origin } from './data.js';
import { download, element } from './elements.js';
import { lineColour } from './looks.js';

const MANY = 120; // rows: in a larger matrix nobody finds anything, and the page becomes slow
const WAYS = ['Network', 'Matrix', 'Both'];
const SMALLEST = 10; // pixels
const LARGEST_CELL = 30;
const NUMBERS = 16; // from this size on a cell has room for its number
const LETTERS = [9.5, 14]; // pixels: the smallest and the largest letters of names
const NAMES = 0.3; // of the width and the height that names may take from the cells

export const matrix = {
  touched: false,
  nodes: [], // those of the rows, in order
  edges: [],
  chosen: null,
  way: null,
  key: '',
  at: [0, -1], // row and column of the cell that the keyboard reaches; column -1 is the name of the row
  cell: 12,
  room: [100, 100], // pixels for the names of rows and of columns

  start(choose) {
    this.choose = choose;
    data.nodes.forEach((node, at) => { node.block = data.blocks[at]; });
    data.edges.forEach((edge, at) => { edge.count = data.edgeKinds[edge.kind].arrow ? 0 : data.counts[at]; });
    this.box = document.getElementById('matrix');
    this.told = element('p', { class: 'told' });
    const button = (sign, name, click) => element('button', { type: 'button', 'aria-label': name, title: name, click }, sign);
    const buttons = [
      button('+', 'Make the matrix larger', () => this.scale(1.25)),
      button('−', 'Make the matrix smaller', () => this.scale(0.8)),
      button('All', 'Show the whole matrix', () => this.all()),
      button('PNG', 'Save the matrix as PNG', () => this.save()),
    ];
    this.frame = element('div', { class: 'frame' });
    this.box.append(element('div', { class: 'bar' }, this.told, element('div', { role: 'group', 'aria-label': 'Matrix' }, ...buttons)), this.frame);
    this.frame.addEventListener('keydown', (event) => this.press(event));
    this.frame.addEventListener('click', (event) => this.take(this.spot(event.target)));
    for (const name of ['pointerover', 'focusin']) this.frame.addEventListener(name, (event) => this.point(this.spot(event.target)));
    this.frame.addEventListener('pointerleave', () => this.point(null));
    new ResizeObserver(() => { if (!this.touched) this.all(); }).observe(this.frame);
    this.makeSwitch();
  },

  /** Which of the two pictures are seen. */
  makeSwitch() {
    const button = (way) => element('button', { type: 'button', value: way.toLowerCase(), click: () => this.turn(way.toLowerCase()) }, way);
    this.ways = element('div', { id: 'ways', role: 'group', 'aria-label': 'Seen as' }, ...WAYS.map(button));
    document.getElementById('stage').prepend(this.ways);
    this.turn(innerWidth >= 1100 ? 'both' : 'network');
  },

  turn(way) {
    document.getElementById('pictures').dataset.way = way;
    for (const button of this.ways.children) button.setAttribute('aria-pressed', String(button.value === way));
    if (this.isSeen()) this.draw();
  },

  isSeen() {
    return document.getElementById('pictures').dataset.way !== 'network';
  },

  show(nodes, edges, chosen) {
    const wanted = new Set(nodes);
    const ordered = data.matrix.map((id) => nodeById.get(id)).filter((node) => wanted.has(node));
    const most = ordered.length > MANY ? this.best(ordered, edges, chosen) : wanted;
    this.nodes = ordered.filter((node) => most.has(node));
    this.edges = edges.filter((edge) => most.has(edge.from) && most.has(edge.to));
    this.left = ordered.length - this.nodes.length;
    this.chosen = chosen;
    if (this.isSeen()) this.draw();
  },

  /** The chosen and those around it, then the best linked, each with the best linked of its neighbours: a row without a mark says nothing. */
  best(nodes, edges, chosen) {
    const links = new Map(nodes.map((node) => [node, []]));
    for (const { from, to } of edges) {
      links.get(from)?.push(to);
      links.get(to)?.push(from);
    }
    const rank = (node) => links.get(node)?.length || 0;
    const most = new Set([...(chosen ? around(chosen) : [])].filter((node) => links.has(node)).slice(0, MANY));
    for (const node of [...nodes].sort((a, b) => rank(b) - rank(a))) {
      if (most.size >= MANY) break;
      most.add(node);
      const other = links.get(node).reduce((best, each) => (best && rank(best) >= rank(each) ? best : each), null);
      if (other && most.size < MANY) most.add(other);
    }
    return most;
  },

  /** Draw the rows again, if others are to be seen than are. */
  draw() {
    const key = [...this.nodes, '', ...this.edges].map((item) => item.id).join('\n');
    if (key !== this.key || !this.table) {
      this.key = key;
      this.place();
      this.table = this.grid();
      this.frame.replaceChildren(this.table);
      if (!this.marks[this.at[0]] || !this.cellAt(this.at)) this.at = [0, -1];
      this.reach(this.at, false);
      this.all();
    }
    this.name();
    this.colour(this.chosen, this.way);
    this.select(this.chosen);
    this.point(null);
  },

  /** The links by row and column: a line is in both cells of its pair, an arrow in the row of its head. */
  place() {
    const at = new Map(this.nodes.map((node, number) => [node, number]));
    this.marks = this.nodes.map(() => new Map());
    const put = (row, column, edge) => this.marks[at.get(row)].set(at.get(column), [...(this.marks[at.get(row)].get(at.get(column)) || []), edge]);
    for (const edge of this.edges) {
      put(edge.to, edge.from, edge);
      if (!data.edgeKinds[edge.kind].arrow && edge.from !== edge.to) put(edge.from, edge.to, edge);
    }
    this.marks = this.marks.map((row) => new Map([...row].sort((a, b) => a[0] - b[0])));
    this.most = Math.max(1, ...this.edges.map((edge) => edge.count || 1));
  },

  grid() {
    const borders = this.nodes.map((node, at) => at > 0 && node.block !== this.nodes[at - 1].block);
    const heads = this.nodes.map((node, at) => element('th', { scope: 'col', 'data-column': at, class: borders[at] ? 'border' : null }, element('span', {}, node.label)));
    const rows = this.nodes.map((node, row) => {
      const name = element('th', { scope: 'row', tabindex: '-1', 'data-row': row, 'data-column': -1 }, element('span', {}, node.label));
      const cells = this.nodes.map((_, column) => this.cellOf(row, column, borders[column]));
      return element('tr', { class: borders[row] ? 'border' : null }, name, ...cells);
    });
    const head = element('thead', {}, element('tr', {}, element('td', { class: 'corner' }), ...heads));
    return element('table', { role: 'grid', class: 'matrix' }, head, element('tbody', {}, ...rows));
  },

  cellOf(row, column, border) {
    const edges = this.marks[row].get(column);
    const look = [border && 'border', row === column && 'self'].filter(Boolean).join(' ') || null;
    if (!edges) return element('td', { class: look });
    const cell = element('td', { class: look, tabindex: '-1', 'data-row': row, 'data-column': column, 'aria-label': this.words(row, column) });
    cell.append(element('span', { class: 'mark', 'aria-hidden': 'true' }, this.number(edges)));
    return cell;
  },

  number(edges) {
    if (edges.length > 1) return String(edges.length);
    return edges[0].count ? String(edges[0].count) : '';
  },

  words(row, column) {
    const edges = this.marks[row] && this.marks[row].get(column);
    if (!edges) return '';
    return edges.map((edge) => edge.label || `${edge.from.label} ${data.edgeKinds[edge.kind].label} ${edge.to.label}`).join('; ');
  },

  cellAt([row, column]) {
    const line = this.table.tBodies[0].rows[row];
    return line && line.cells[column + 1];
  },

  /** Colour the marks: each by its kind, full or hollow as its line is whole or broken; what has nothing to do with the chosen,
   *  or is not on the way (a Set of nodes and edges) if there is one, steps back. */
  colour(chosen, way) {
    [this.chosen, this.way] = [chosen, way];
    if (!this.table || !this.isSeen()) return;
    const isNear = (edge) => (way ? way.has(edge) : !chosen || edge === chosen || edge.from === chosen || edge.to === chosen);
    this.marks.forEach((row, at) => row.forEach((edges, column) => {
      const cell = this.cellAt([at, column]);
      const [edge] = edges;
      const colour = lineColour(edge.kind);
      const share = edge.count ? 0.6 + 0.4 * Math.sqrt(edge.count / this.most) : 0.85;
      const mark = cell.firstChild;
      mark.classList.toggle('broken', data.edgeKinds[edge.kind].dashed);
      mark.style.setProperty('--mark-colour', colour);
      mark.style.setProperty('--share', `${Math.round(share * 100)}%`);
      cell.classList.toggle('faded', !edges.some(isNear));
    }));
  },

  /** Mark the row and column of the node that is chosen, or the cells of the link. */
  select(chosen) {
    if (!this.table || !this.isSeen()) return;
    const isOn = (node) => chosen && (chosen === node || chosen.from === node || chosen.to === node);
    const heads = [...this.table.tHead.rows[0].cells].slice(1);
    this.nodes.forEach((node, at) => {
      heads[at].classList.toggle('on', Boolean(isOn(node)));
      this.table.tBodies[0].rows[at].classList.toggle('on', Boolean(isOn(node)));
    });
    this.marks.forEach((row, at) => row.forEach((edges, column) => {
      const isChosen = Boolean(chosen) && edges.includes(chosen);
      this.cellAt([at, column]).classList.toggle('chosen', isChosen);
      this.cellAt([at, column]).setAttribute('aria-selected', String(isChosen));
    }));
  },

  /** As large as its place allows: every row in sight, but cells never too small to point at. */
  all() {
    this.touched = false;
    if (!this.table || !this.frame.clientWidth) return;
    const lines = this.nodes.filter((node, at) => at && node.block !== this.nodes[at - 1].block).length;
    const [wide, high] = [this.frame.clientWidth, this.frame.clientHeight].map((room) => room - 4 - 2 * lines);
    const longest = this.longest(LETTERS[1]);
    const rest = [wide, high].map((room) => (room - Math.min(longest, room * NAMES)) / this.nodes.length);
    if (document.getElementById('pictures').dataset.way === 'matrix') rest[1] = this.grown(rest[0], longest);
    const cell = Math.min(Math.max(Math.min(...rest), SMALLEST), LARGEST_CELL);
    this.room = [wide, high].map((room) => Math.max(room - cell * this.nodes.length, room * NAMES * 0.9));
    this.size(cell);
  },

  /** Alone it takes the width, as far as one and a half screens are high enough: the stage grows. How much room that leaves a cell down. */
  grown(across, names) {
    const beside = document.getElementById('stage').clientHeight - this.frame.clientHeight;
    const needed = Math.min(across, LARGEST_CELL) * this.nodes.length + names + beside + 10;
    if (innerWidth > 820) document.documentElement.style.setProperty('--needed', `${Math.round(Math.min(needed, 1.5 * innerHeight))}px`);
    return (this.frame.clientHeight - 10 - Math.min(names, this.frame.clientHeight * NAMES)) / this.nodes.length;
  },

  /** How wide the longest name is, about. */
  longest(letters) {
    return Math.max(...this.nodes.map((node) => node.label.length), 4) * letters * 0.56 + 10;
  },

  size(cell) {
    this.cell = cell;
    const letters = Math.min(Math.max(cell - 1.5, LETTERS[0]), LETTERS[1]);
    const [names, heads] = this.room.map((room) => `${Math.floor(Math.min(this.longest(letters), room, 420))}px`);
    const sizes = { '--cell': `${cell.toFixed(2)}px`, '--letters': `${letters.toFixed(1)}px`, '--names': names, '--heads': heads };
    for (const [name, value] of Object.entries(sizes)) this.table.style.setProperty(name, value);
    this.table.classList.toggle('numbered', cell >= NUMBERS);
  },

  scale(factor) {
    if (!this.table) return;
    this.size(Math.min(Math.max(this.cell * factor, 6), 60));
    this.touched = true;
  },

  /** The buttons in the network are for the network: the matrix has its own. */
  zoom() {},

  describe(words) {
    this.seen = words;
    this.name();
  },

  name() {
    if (!this.table) return;
    const left = this.left ? ` The ${this.nodes.length} with most links, ${this.left} more are left out.` : '';
    this.table.setAttribute('aria-label', `${data.title}, as a matrix. ${this.seen || ''}${left} Arrow keys go from mark to mark, Enter shows details.`);
  },

  // ---- pointing, choosing and moving

  /** The row and column of what was pointed at, null if it is neither a mark nor a name. */
  spot(target) {
    const cell = target.closest('[data-column]');
    if (!cell) return null;
    return cell.dataset.row === undefined ? [-1, Number(cell.dataset.column)] : [Number(cell.dataset.row), Number(cell.dataset.column)];
  },

  /** Say in words what lies under the pointer or has the focus, and mark its row and column. */
  point(spot) {
    const rest = this.left ? `The ${this.nodes.length} with most links are shown, ${this.left} are left out: filter to see others.` : 'Point at a mark to read it, choose it for details.';
    const [row, column] = spot || [-1, -1];
    const named = this.nodes[column < 0 ? row : row < 0 ? column : -1];
    this.told.textContent = named ? named.name : this.words(row, column) || rest;
    if (!this.table) return;
    this.table.querySelectorAll('.under').forEach((each) => each.classList.remove('under'));
    if (row >= 0) this.table.tBodies[0].rows[row].classList.add('under');
    if (column >= 0) this.table.tHead.rows[0].cells[column + 1].classList.add('under');
  },

  take(spot) {
    if (!spot) return;
    const [row, column] = spot;
    if (row >= 0) this.reach(spot, false);
    this.choose(row >= 0 && column >= 0 ? this.marks[row].get(column)[0] : this.nodes[row < 0 ? column : row]);
  },

  /** Make a cell the one that the keyboard reaches; all others are reached from it. */
  reach(spot, focus) {
    const before = this.table.querySelector('[tabindex="0"]');
    if (before) before.tabIndex = -1;
    this.at = spot;
    const cell = this.cellAt(spot);
    if (!cell) return;
    cell.tabIndex = 0;
    if (focus) cell.focus();
  },

  press(event) {
    const [row, column] = this.at;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') this.take(this.at);
    else {
      const next = this.next(event.key, row, column);
      if (!next) return;
      this.reach(next, true);
    }
    event.preventDefault();
  },

  /** Where a key leads: to the left and right from mark to mark and on to the next row, up and down within a column. */
  next(key, row, column) {
    const last = this.nodes.length - 1;
    const line = [-1, ...this.marks[row].keys()];
    const end = (other) => [other, [-1, ...this.marks[other].keys()].at(-1)];
    const along = (way) => {
      for (let other = row + way; other >= 0 && other <= last; other += way) if (column < 0 || this.marks[other].has(column)) return [other, column];
      return [row, column];
    };
    const beside = (way) => {
      const to = line.indexOf(column) + way;
      if (line[to] !== undefined) return [row, line[to]];
      return way > 0 ? (row < last ? [row + 1, -1] : [row, column]) : row > 0 ? end(row - 1) : [row, column];
    };
    const keys = { ArrowRight: () => beside(1), ArrowLeft: () => beside(-1), ArrowDown: () => along(1), ArrowUp: () => along(-1), Home: () => [row, -1], End: () => end(row), PageUp: () => [0, -1], PageDown: () => [last, -1] };
    return keys[key] ? keys[key]() : null;
  },

  // ---- the picture to keep

  /** The whole matrix with title and source, at print resolution, whatever is in sight of it. */
  save() {
    const [cell, names, top, foot] = [18, 210, data.subject ? 64 : 44, 30];
    const side = names + cell * this.nodes.length + 16;
    const sheet = element('canvas');
    sheet.width = side * 2;
    sheet.height = (top + side + foot) * 2;
    const pen = sheet.getContext('2d');
    const css = getComputedStyle(document.documentElement);
    const ink = css.getPropertyValue('--ink').trim();
    pen.scale(2, 2);
    pen.fillStyle = css.getPropertyValue('--paper').trim();
    pen.fillRect(0, 0, side, top + side + foot);
    const words = (text, size, x, y, room) => {
      pen.fillStyle = ink;
      pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
      pen.fillText(text, x, y, room);
    };
    words(data.title, 19, 12, 28, side - 24);
    words(data.subject, 12, 12, 50, side - 24);
    words(origin().join('   '), 10, 12, top + side + 18, side - 24);
    pen.translate(8, top);
    this.ruled(pen, cell, names, css);
    this.nodes.forEach((node, at) => {
      pen.textAlign = 'right';
      words(node.label, 12, names - 6, names + (at + 0.72) * cell, names - 8);
      pen.textAlign = 'left';
      pen.save();
      pen.translate(names + (at + 0.72) * cell, names - 6);
      pen.rotate(-Math.PI / 2);
      words(node.label, 12, 0, 0, names - 8);
      pen.restore();
    });
    sheet.toBlob((blob) => download(blob, `${data.name}-matrix.png`), 'image/png');
  },

  /** The lines and marks of the picture to keep. */
  ruled(pen, cell, names, css) {
    const size = cell * this.nodes.length;
    for (let at = 0; at <= this.nodes.length; at += 1) {
      const border = at > 0 && at < this.nodes.length && this.nodes[at].block !== this.nodes[at - 1].block;
      pen.strokeStyle = css.getPropertyValue(border ? '--ink' : '--line').trim();
      pen.lineWidth = border ? 1.5 : 0.5;
      pen.strokeRect(names + at * cell, names, 0, size);
      pen.strokeRect(names, names + at * cell, size, 0);
    }
    this.marks.forEach((row, at) => row.forEach((edges, column) => {
      const [x, y] = [names + column * cell + 2, names + at * cell + 2];
      const kind = data.edgeKinds[edges[0].kind];
      pen.strokeStyle = lineColour(edges[0].kind);
      pen.fillStyle = pen.strokeStyle;
      pen.lineWidth = 2;
      if (kind.dashed) pen.strokeRect(x + 1, y + 1, cell - 6, cell - 6);
      else pen.fillRect(x, y, cell - 4, cell - 4);
      pen.font = '600 10px sans-serif';
      pen.fillStyle = kind.dashed ? css.getPropertyValue('--ink').trim() : css.getPropertyValue('--paper').trim();
      pen.textAlign = 'center';
      pen.fillText(this.number(edges), x + (cell - 4) / 2, y + cell / 2 + 2);
    }));
  },
};
