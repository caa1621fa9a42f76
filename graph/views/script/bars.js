// The bars: every action on a line of time, soft where its dates are; what names no day stands at the foot.
import { collator, data, titleOf } from './data.js';
import { element, svg } from './elements.js';
import { fitted, widthOf } from './fitting.js';
import { lineColour } from './looks.js';
import { printBars, saveBars } from './sheets.js';
import { state } from './state.js';
import { dayEnd, dayStart, englishYears, partsOfYears, wholeSpan, years } from './timescale.js';

const BAR_HIGH = 14; // how high a bar is
const HALF = 0.45; // how strong a bar is where it may be and nothing is sure
const GROUP_HIGH = 34; // a row that names a group
const SPARE = 400; // pixels drawn above and below what is in sight

export const bars = {
  touched: false,
  items: [], // what stands under each other: groups and rows
  drawn: new Map(), // the rows in the page, by their number
  active: 0, // the row that the keyboard is on
  shownNodes: [],
  shownEdges: [],
  way: null, // nodes and edges that stand out together
  made: 0, // drawings so far
  drawing: 0, // the one to which pieces belong that are made now

  start(choose, filter) {
    this.choose = choose;
    this.box = document.getElementById('picture');
    this.box.classList.add('bars');
    this.axis = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
    this.rows = svg('svg', { class: 'rows', role: 'group' });
    this.box.append(this.axis, this.rows);
    this.sheets = element('div', { id: 'sheets', 'aria-hidden': 'true' });
    document.querySelector('main').append(this.sheets);
    this.makeSwitch(filter);
    this.box.addEventListener('scroll', () => this.fill());
    this.rows.addEventListener('keydown', (event) => this.key(event));
    this.listen();
    new ResizeObserver(() => this.resized()).observe(this.box);
    window.addEventListener('beforeprint', () => printBars(this));
    window.addEventListener('afterprint', () => this.sheets.replaceChildren());
    this.box.setAttribute('aria-busy', 'false');
  },

  /** The ways to group: the one chosen stands in the address. */
  makeSwitch(filter) {
    const pick = (key) => () => filter(() => { state.by = key; });
    const buttons = Object.entries(data.bars.by).map(([key, title]) => element('button', { type: 'button', 'data-by': key, click: pick(key) }, title));
    this.ways = element('div', { id: 'by', role: 'group', 'aria-label': 'The bars' }, ...buttons);
    this.ways.append(document.getElementById('zoom')); // over the bars it would cover some
    document.getElementById('legend').after(this.ways);
  },

  by() {
    return data.bars.by[state.by] ? state.by : Object.keys(data.bars.by)[0];
  },

  describe(words) {
    this.rows.setAttribute('aria-label', `${data.title}. ${words} ${data.bars.by[this.by()]}. Up and down go from bar to bar, Enter tells its details; plus and minus zoom, left and right move in time, 0 shows all.`);
  },

  // ---- what stands where

  show(nodes, edges) {
    [this.shownNodes, this.shownEdges] = [nodes, edges];
    for (const button of this.ways.querySelectorAll('[data-by]')) button.setAttribute('aria-pressed', String(button.dataset.by === this.by()));
    this.whole = wholeSpan(nodes.map((node) => node.bar)) || { from: dayStart('2000-01-01'), to: dayStart('2001-01-01') };
    if (!this.touched || !this.span) this.span = this.whole;
    this.lay();
    this.redraw();
  },

  /** Groups and their rows from top to bottom; the rows without a day in a group of their own at the foot. */
  lay() {
    const dated = this.shownNodes.filter((node) => node.bar.parts.length);
    const bare = this.shownNodes.filter((node) => !node.bar.parts.length);
    const groups = new Map();
    for (const node of dated) {
      for (const name of node.bar.groups[this.by()]) {
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(node);
      }
    }
    const names = this.by() === 'section' ? [...groups.keys()] : [...groups.keys()].sort(collator.compare);
    const parts = names.map((name) => [name, groups.get(name).sort((a, b) => (a.bar.order < b.bar.order ? -1 : Number(a.bar.order > b.bar.order)))]);
    if (bare.length) parts.push(['No date', bare]);
    this.narrow = this.box.clientWidth < 640;
    this.high = this.narrow ? 42 : 26;
    this.left = this.narrow ? 0 : Math.min(Math.max(this.box.clientWidth * 0.36, 190), 560);
    this.wide = Math.max(this.box.clientWidth - 2, 200);
    this.items = parts.flatMap(([name, nodes]) => [{ group: name, count: nodes.length }, ...nodes.map((node) => ({ node }))]);
    let y = 0;
    for (const item of this.items) {
      [item.y, item.high] = [y, item.node ? this.high : GROUP_HIGH];
      y += item.high;
    }
    this.tall = y + 12;
    this.active = Math.max(this.rowOf(state.chosen), this.items.findIndex((item) => item.node));
  },

  /** The row of a node, or of the node from which an edge leads; of an action with several leads the row that the reader is on. -1 if there is none. */
  rowOf(thing) {
    const node = thing && !thing.edges ? thing.from : thing;
    const here = this.items[this.active]?.node;
    return here && (!node || here === node) ? this.active : this.items.findIndex((item) => item.node && item.node === node);
  },

  x(time) {
    return this.left + ((time - this.span.from) / (this.span.to - this.span.from)) * (this.wide - this.left);
  },

  yearRoom() {
    return (365.25 * 86400000 * (this.wide - this.left)) / (this.span.to - this.span.from);
  },

  resized() {
    if (!this.span || !this.box.clientWidth || Math.abs(this.box.clientWidth - 2 - this.wide) < 1) { this.fill(); return; }
    this.lay();
    this.redraw();
  },

  // ---- drawing

  redraw() {
    const focused = this.rows.contains(document.activeElement);
    const head = this.axisParts();
    this.sized(this.axis, head.high);
    this.axis.replaceChildren(...head.parts);
    this.sized(this.rows, this.tall);
    this.arrows = svg('g', { class: 'arrows' });
    this.layer = svg('g', {});
    this.rows.replaceChildren(this.fades(), this.grid(this.tall), this.layer, this.arrows);
    this.drawn.clear();
    this.fill();
    this.mark();
    if (focused) this.focus(this.active, false);
  },

  sized(drawing, high) {
    const size = { width: this.wide, height: high, viewBox: `0 0 ${this.wide} ${high}` };
    for (const [name, value] of Object.entries(size)) drawing.setAttribute(name, value);
  },

  /** For each kind of node a colour that comes up and one that fades away, fully or to the half at which nothing is sure. A gradient out of sight paints nothing: each drawing has its own. */
  fades() {
    this.made += 1;
    this.drawing = this.made;
    const stops = (colour, ways) => ways.map((opacity, at) => svg('stop', { offset: at, 'stop-color': colour, 'stop-opacity': opacity }));
    const fade = (key, name, ways) => svg('linearGradient', { id: this.fadeOf(name, key) }, ...stops(data.nodeKinds[key].colour, ways));
    const each = (key) => [['rises', [0.08, 0.95]], ['falls', [0.95, 0.08]], ['rises-half', [0.08, HALF]], ['falls-half', [HALF, 0.08]]].map(([name, ways]) => fade(key, name, ways));
    return svg('defs', {}, ...Object.keys(data.nodeKinds).flatMap(each));
  },

  fadeOf(name, key) {
    return `fade-${this.drawing}-${name}-${key}`;
  },

  axisParts() {
    const room = this.yearRoom();
    const english = data.bars.english ? englishYears(this.span, room) : [];
    const rows = [[years(this.span, room), 'year'], [partsOfYears(this.span, room), 'part'], [english, 'english']].filter(([all]) => all.length);
    const names = rows.flatMap(([all, sort], at) => all.flatMap((each) => this.stretch(each, sort, 4 + at * 17)));
    const marks = data.bars.marks.map(([day, words]) => this.markName(dayStart(day), words, 17 + rows.length * 17));
    const high = 8 + rows.length * 17 + (marks.length ? 17 : 0);
    const base = svg('path', { class: 'base', d: `M0 ${high - 0.5}H${this.wide}` });
    return { high, parts: [svg('rect', { class: 'ground', width: this.wide, height: high }), ...names, svg('rect', { class: 'ground', width: this.left, height: high }), ...marks, base] };
  },

  /** A year or a part of one on the axis: where it begins, and its name in the middle of what is seen of it. */
  stretch({ begin, end, name }, sort, y) {
    const [x, far] = [Math.max(this.x(begin), this.left), Math.min(this.x(end), this.wide)];
    const line = svg('path', { class: `tick ${sort}`, d: `M${this.x(begin).toFixed(1)} ${y}v16` });
    const wide = far - x;
    return wide < name.length * 7.4 ? [line] : [line, svg('text', { class: sort, x: ((x + far) / 2).toFixed(1), y: y + 12, 'text-anchor': 'middle' }, name)];
  },

  markName(time, words, y) {
    const x = this.x(time);
    const where = x > this.wide ? ['end', this.wide - 4, `${words} →`] : x < this.left ? ['start', this.left + 4, `← ${words}`] : [x > (this.left + this.wide) / 2 ? 'end' : 'start', x, words];
    return svg('text', { class: 'mark', 'text-anchor': where[0], x: where[1], y }, where[2]);
  },

  /** Lines behind the bars: years, quarters, and the days that are marked. */
  grid(tall) {
    const line = (time, sort) => (this.x(time) < this.left || this.x(time) > this.wide ? [] : [svg('path', { class: `line ${sort}`, d: `M${this.x(time).toFixed(1)} 0V${tall}` })]);
    const room = this.yearRoom();
    return svg('g', {}, ...partsOfYears(this.span, room).flatMap((each) => line(each.begin, 'part')), ...years(this.span, room).flatMap((each) => line(each.begin, 'year')),
      ...data.bars.marks.flatMap(([day]) => line(dayStart(day), 'mark')));
  },

  /** Have the rows in sight, and the one that has the focus, in the page, and no others. */
  fill() {
    if (!this.layer) return;
    const [from, to] = [this.box.scrollTop - SPARE, this.box.scrollTop + this.box.clientHeight + SPARE];
    const seen = new Set();
    this.items.forEach((item, at) => { if ((item.y + item.high >= from && item.y <= to) || at === this.active) seen.add(at); });
    for (const [at, row] of this.drawn) if (!seen.has(at)) { row.remove(); this.drawn.delete(at); }
    const wanted = [...seen].filter((at) => !this.drawn.has(at));
    for (const at of wanted) {
      const row = this.items[at].node ? this.row(this.items[at], at) : this.groupName(this.items[at]);
      this.drawn.set(at, row);
      const next = [...this.drawn.keys()].filter((other) => other > at).sort((a, b) => a - b)[0];
      this.layer.insertBefore(row, next === undefined ? null : this.drawn.get(next));
    }
  },

  groupName(item, y = item.y) {
    const count = `${item.count} ${item.count === 1 ? 'action' : 'actions'}`;
    const text = svg('text', { class: 'group', x: 8, y: y + 22 }, fitted(item.group, this.wide - 120, '600 14px'), ' ', svg('tspan', { class: 'count' }, ` ${count}`));
    return svg('g', {}, svg('rect', { class: 'band', y: y + 4, width: this.wide, height: GROUP_HIGH - 8 }), text);
  },

  row(item, at) {
    const { node } = item;
    const parts = this.rowParts(node, item.y, item.high);
    const chosen = node === state.chosen;
    return svg('g', { class: chosen ? 'row chosen' : 'row', role: 'button', tabindex: at === this.active ? 0 : -1, 'aria-pressed': String(chosen), 'aria-label': `${titleOf(node)}. ${node.bar.said}`, 'data-row': at }, ...parts);
  },

  rowParts(node, y, high) {
    const base = y + high - 13; // the middle of the bar
    const strips = node.bar.parts.map((part) => this.piece(node, part, base)).filter(Boolean);
    const cover = this.left ? [svg('rect', { class: 'cover', y: y + 1, width: this.left, height: high - 2 })] : [];
    const name = svg('text', { class: 'name', x: 8, y: this.left ? base + 4.5 : y + 14 }, svg('tspan', { class: 'ref' }, fitted(node.label, 110, '600 13px')), ` ${fitted(this.rest(node), (this.left || this.wide) - 24 - Math.min(widthOf(node.label), 110))}`);
    return [svg('title', {}, `${titleOf(node)}\n${node.bar.said}`), svg('rect', { class: 'hit', y: y + 1, width: this.wide, height: high - 2 }), ...strips, ...cover, name, ...this.beside(node, base)];
  },

  rest(node) {
    return node.name.startsWith(node.label) ? node.name.slice(node.label.length).trim() : node.name;
  },

  /** One piece of a bar. */
  piece(node, [sort, first, last], y) {
    const far = 1e5; // outside any screen
    const one = first ? this.x(dayStart(first)) : this.left;
    const two = Math.min(last ? this.x(dayEnd(last)) : this.wide - 2, far);
    const from = Math.max(one, -far);
    const wide = Math.max(two - from, 2.5);
    const colour = data.nodeKinds[node.kind].colour;
    const shape = { x: from.toFixed(1), y: y - BAR_HIGH / 2, width: wide.toFixed(1), height: BAR_HIGH };
    if (sort === 'before' || sort === 'after') return two < from ? null : svg('path', { class: 'open', d: `M${from.toFixed(1)} ${y}H${two.toFixed(1)}`, stroke: colour });
    if (sort === 'onward') return two - 16 < from ? null : svg('path', { class: first ? 'sure' : 'soft', fill: colour, 'fill-opacity': first ? 1 : 0.35, d: this.arrow(from, two, y) });
    if (sort === 'due') return svg('path', { class: 'due', d: `M${two.toFixed(1)} ${y + 10}v-20l9 4.5l-9 4.5` });
    if (sort === 'sure') return svg('rect', { class: 'sure', ...shape, fill: colour });
    const half = node.bar.parts.some(([other]) => other === 'maybe') ? `${sort}-half` : sort;
    return svg('rect', { class: 'soft', ...shape, fill: sort === 'maybe' ? colour : `url(#${this.fadeOf(half, node.kind)})`, 'fill-opacity': sort === 'maybe' ? HALF : 1 });
  },

  arrow(from, to, y) {
    return `M${from.toFixed(1)} ${y - BAR_HIGH / 2}H${(to - 12).toFixed(1)}v-3l12 10l-12 10v-3H${from.toFixed(1)}z`;
  },

  /** The words at the end of a bar, where there is room for them. */
  beside(node, y) {
    const { parts, beside } = node.bar;
    const [sort, first, last] = parts.filter(([each]) => each !== 'due').at(-1) || ['none'];
    let x = this.left + 10;
    if (last) x = this.x(dayEnd(last)) + (parts.at(-1)[0] === 'due' ? 15 : 8);
    else if (first) x = Math.max(this.x(dayStart(first)), this.left) + 10;
    const text = x > this.wide || x < this.left ? '' : fitted(beside, this.wide - x - (sort === 'onward' ? 24 : 8), '12px');
    return text ? [svg('text', { class: sort === 'onward' ? `within ${first ? 'firm' : ''}` : 'beside', x: x.toFixed(1), y: y + 4 }, text)] : [];
  },

  // ---- what is chosen

  /** A way between two actions stands out instead of what is chosen. */
  colour(chosen, way = null) {
    this.way = way;
    this.mark();
  },

  select(chosen, move) {
    this.mark();
    const at = chosen ? this.rowOf(chosen) : -1;
    if (at < 0) return;
    this.active = at;
    this.fill();
    this.rove();
    const item = this.items[at];
    const room = this.box.clientHeight - this.axis.clientHeight;
    if (move) this.box.scrollTop = item.y - room / 2;
    this.fill();
  },

  /** Mark the row that is chosen, and draw arrows between it and those that it depends on, or that depend on it. */
  mark() {
    const { chosen } = state;
    for (const [at, row] of this.drawn) {
      if (!this.items[at].node) continue;
      const own = this.items[at].node === chosen;
      row.classList.toggle('chosen', own);
      row.setAttribute('aria-pressed', String(own));
    }
    const strong = this.way || new Set(chosen?.edges || [chosen]);
    const edges = this.shownEdges.filter((edge) => strong.has(edge));
    this.arrows.replaceChildren(...edges.flatMap((edge) => this.link(edge)));
  },

  /** An arrow from bar to bar: from the end of the one to the start of the other, or back where that one comes first. */
  link(edge) {
    const [one, other] = [edge.from, edge.to].map((node) => this.nearest(node));
    if (!one || !other) return [];
    const middle = (node) => this.edgeOf(node, 0) + this.edgeOf(node, 1);
    const way = middle(one.node) <= middle(other.node) ? 1 : -1;
    const [x, far] = way > 0 ? [this.edgeOf(one.node, 1), this.edgeOf(other.node, 0)] : [this.edgeOf(one.node, 0), this.edgeOf(other.node, 1)];
    const [y, end] = [one, other].map((item) => item.y + item.high - 13);
    const bend = Math.max(24, Math.abs(x - far) / 4);
    const path = `M${x} ${y}C${x + way * bend} ${y} ${far - way * bend} ${end} ${far - way * 7} ${end}`;
    const words = edge.label || data.edgeKinds[edge.kind].label;
    const line = { class: 'link', d: path, stroke: lineColour(edge.kind), 'data-line': edge.kind, ...(data.edgeKinds[edge.kind].dashed ? { 'stroke-dasharray': '6 4' } : {}) };
    return [svg('path', line, svg('title', {}, words)), svg('path', { d: `M${far} ${end}l${-9 * way} -5v10z`, fill: lineColour(edge.kind), 'data-head': edge.kind })];
  },

  /** The row of a node that is nearest to the one that the reader is on. */
  nearest(node) {
    const from = this.items[this.active]?.y || 0;
    return this.items.filter((item) => item.node === node).sort((a, b) => Math.abs(a.y - from) - Math.abs(b.y - from))[0];
  },

  /** Where a bar begins (0) or ends (1), kept in sight. */
  edgeOf(node, which) {
    const days = node.bar.parts.map(([, first, last]) => [first ? dayStart(first) : null, last ? dayEnd(last) : null]);
    const time = which ? days.at(-1)?.[1] ?? days.at(-1)?.[0] : days[0]?.[0] ?? days[0]?.[1];
    const x = time == null ? this.left + 14 : this.x(time);
    return Math.round(Math.min(Math.max(x, this.left + 4), this.wide - 14));
  },

  // ---- moving

  all() {
    this.touched = false;
    this.span = this.whole;
    this.redraw();
  },

  zoom(factor) {
    const middle = (this.span.from + this.span.to) / 2;
    const whole = this.whole.to - this.whole.from;
    const half = Math.min(Math.max((this.span.to - this.span.from) / factor, 30 * 86400000), whole * 8) / 2;
    this.touched = true;
    this.span = { from: middle - half, to: middle + half };
    this.redraw();
  },

  pan(share) {
    const step = (this.span.to - this.span.from) * share;
    this.touched = true;
    this.span = { from: this.span.from + step, to: this.span.to + step };
    this.redraw();
  },

  /** The mouse: a click chooses, dragging sideways moves in time, the wheel scrolls, or zooms with Ctrl. */
  listen() {
    let begun = null;
    this.rows.addEventListener('pointerdown', (event) => { begun = { x: event.clientX, moved: false }; });
    window.addEventListener('pointermove', (event) => {
      if (!begun || (!begun.moved && Math.abs(event.clientX - begun.x) < 6)) return;
      this.pan((begun.x - event.clientX) / (this.wide - this.left));
      begun = { x: event.clientX, moved: true };
    });
    window.addEventListener('pointerup', () => setTimeout(() => { begun = null; }));
    window.addEventListener('pointercancel', () => { begun = null; });
    this.rows.addEventListener('click', (event) => {
      if (begun && begun.moved) return;
      const row = event.target.closest('[data-row]');
      if (row) this.active = Number(row.dataset.row);
      this.choose(row ? this.items[this.active].node : null);
    });
    this.box.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    }, { passive: false });
  },

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = this.items.flatMap((item, at) => (item.node ? [at] : []));
    const here = rows.indexOf(this.active);
    const to = (step) => () => this.focus(rows[Math.min(Math.max(here + step, 0), rows.length - 1)], true);
    const does = {
      ArrowDown: to(1), ArrowUp: to(-1), PageDown: to(10), PageUp: to(-10), Home: to(-rows.length), End: to(rows.length),
      ArrowLeft: () => this.pan(-0.1), ArrowRight: () => this.pan(0.1), '+': () => this.zoom(1.25), '=': () => this.zoom(1.25), '-': () => this.zoom(0.8), 0: () => this.all(),
      Enter: () => this.choose(this.items[this.active].node), ' ': () => this.choose(this.items[this.active].node),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  },

  rove() {
    for (const [at, row] of this.drawn) if (this.items[at].node) row.setAttribute('tabindex', at === this.active ? 0 : -1);
  },

  focus(at, scroll) {
    this.active = at;
    const item = this.items[at];
    const room = this.box.clientHeight - this.axis.clientHeight;
    if (scroll && item.y - GROUP_HIGH < this.box.scrollTop) this.box.scrollTop = item.y - GROUP_HIGH;
    if (scroll && item.y + item.high + 8 > this.box.scrollTop + room) this.box.scrollTop = item.y + item.high + 8 - room;
    this.fill();
    this.rove();
    this.drawn.get(at)?.focus({ preventScroll: true });
  },

  // ---- on paper and as a picture

  /** Some items under each other as a drawing of its own, with the axis above. */
  sheet(items) {
    const { drawing } = this;
    const fades = this.fades();
    const head = this.axisParts();
    let y = 0;
    const rows = items.map((item) => {
      const at = y;
      y += item.high;
      return item.node ? svg('g', {}, ...this.rowParts(item.node, at, item.high)) : this.groupName(item, at);
    });
    const whole = svg('svg', { class: 'sheet', xmlns: 'http://www.w3.org/2000/svg' }, fades, svg('g', { transform: `translate(0 ${head.high})` }, this.grid(y), ...rows), ...head.parts);
    this.sized(whole, head.high + y + 8);
    this.drawing = drawing;
    return whole;
  },

  save() { saveBars(this); },
};
