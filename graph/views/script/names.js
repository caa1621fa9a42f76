// The names in the network: as on a map, never smaller than can be read, none over another, those that matter most first.
import { data } from './data.js';
import { INSIDE } from './looks.js';

const NAME_UNIT = 16; // page units: letters at full scale, for which labels.py leaves room
const NAME_LINE = 1.2;
const NAMED_FIRST = 8; // nodes that are named beside their shapes where letters in them are too small
const NAME_SMALL = 0.45; // of the least letters: where letters at the picture's own scale are smaller, the first names go over shapes if they must
const NAME_OVER = 10; // pixels that a name may stand out of the picture
const NAME_APART = 7; // pixels between a name and the shape of another, which it would seem to name
const NAME_LINES = 24; // of a node, up to which a name is kept out of their way
const NAME_ASIDE = 4; // pixels between a shape and its name

const LEAST_LETTERS = 11; // pixels: smaller letters are not drawn
const NAME_FIELD = 96; // pixels: side of the fields in which what is taken is looked up

/** Rectangles that may not be covered, in pixels of the whole picture. */
class TakenRoom {
  fields = new Map();

  keys({ left, top, right, bottom }) {
    const keys = [];
    for (let x = Math.floor(left / NAME_FIELD); x <= Math.floor(right / NAME_FIELD); x += 1) {
      for (let y = Math.floor(top / NAME_FIELD); y <= Math.floor(bottom / NAME_FIELD); y += 1) keys.push(`${x} ${y}`);
    }
    return keys;
  }

  add(box) {
    for (const key of this.keys(box)) this.fields.set(key, [...(this.fields.get(key) || []), box]);
  }

  isFree(box, own) {
    const covers = (other) => {
      const apart = other.of && !holdsName(other.of) ? NAME_APART : 0;
      return other.of !== own && other.left < box.right + apart && other.right > box.left - apart && other.top < box.bottom + apart && other.bottom > box.top - apart;
    };
    const room = { left: box.left - NAME_APART, right: box.right + NAME_APART, top: box.top - NAME_APART, bottom: box.bottom + NAME_APART };
    return !this.keys(room).some((key) => (this.fields.get(key) || []).some(covers));
  }
}

export function holdsName(node) {
  return INSIDE.includes(data.nodeKinds[node.kind].shape);
}

const nameWidths = new Map(); // of lines at full scale

function nameWidth(pen, face, line, isBold) {
  const key = `${isBold ? 'bold' : 'plain'} ${line}`;
  if (!nameWidths.has(key)) {
    pen.font = `${isBold ? '600 ' : ''}${NAME_UNIT}px ${face}`;
    nameWidths.set(key, pen.measureText(line).width);
  }
  return nameWidths.get(key);
}

/** Where the name of a node may stand around its shape, in pixels, the best place first. */
function nameSpots(node, shape, wide, high) {
  const [x, y] = [(shape.left + shape.right) / 2, (shape.top + shape.bottom) / 2];
  const at = (left, top) => ({ left, top, right: left + wide, bottom: top + high, of: node });
  const [below, above, right, left] = [shape.bottom + NAME_ASIDE, shape.top - NAME_ASIDE - high, shape.right + NAME_ASIDE, shape.left - NAME_ASIDE - wide];
  const sides = [at(x - wide / 2, below), at(x - wide / 2, above), at(right, y - high / 2), at(left, y - high / 2)];
  return [...sides, at(x - wide * 0.25, below), at(x - wide * 0.75, below), at(x - wide * 0.25, above), at(x - wide * 0.75, above), at(right, y), at(left, y), at(right, y - high), at(left, y - high)];
}

/**
 * Find the place of each name. `nodes` come in the order in which they matter; `shapeOf` gives the box of a node's shape in page units; those in `must` are
 * named wherever there is room at all; names inside their shapes are written beside them only if they are too small to be read and matter most. No name
 * goes beyond the extent, left, top, right, bottom.
 */
export function placedNames({ nodes, shapeOf, must, scale, pen, face, extent, least = LEAST_LETTERS, only = null }) {
  const taken = new TakenRoom();
  const shapes = new Map(nodes.map((node) => [node, inPixels(shapeOf(node), scale, node)]));
  shapes.forEach((shape) => taken.add(shape));
  const size = Math.max(NAME_UNIT * scale, least);
  const [west, north, east, south] = extent.map((side, at) => side * scale + (at < 2 ? -NAME_OVER : NAME_OVER));
  const isWithin = (spot) => spot.left >= west && spot.right <= east && spot.top >= north && spot.bottom <= south;
  const isSmall = NAME_UNIT * scale < least * NAME_SMALL;
  const first = new Set(nodes.slice(0, NAMED_FIRST));
  const found = [];
  for (const node of nodes) {
    if (only && !only.has(node)) continue;
    const isInside = holdsName(node);
    if (isInside && (data.layers.length || !((must.has(node) || first.has(node)) && node.look.font.size * scale < least - 3))) continue; // in columns it would seem to stand in another
    const lines = node.look.label.split('\n');
    const wide = (Math.max(...lines.map((line) => nameWidth(pen, face, line, must.has(node)))) * size) / NAME_UNIT + (must.has(node) ? size * 0.8 : 2);
    const high = size * NAME_LINE * lines.length + 2;
    const tried = nameSpots(node, shapes.get(node), wide, high);
    const isForced = must.has(node) || (isSmall && first.has(node));
    const free = tried.filter((each) => isWithin(each) && taken.isFree(each, node));
    const further = !free.length && first.has(node) ? furtherOff(node, shapes.get(node), wide, high).find((each) => isWithin(each) && taken.isFree(each, node)) : null;
    const spot = free.find((each) => !isCrossed(each, node, shapes)) || free[0] || further || (isForced ? furtherSpot(tried, taken, [west, east]) : null);
    if (!spot) continue;
    taken.add({ ...spot, of: null });
    found.push({ ...spot, node, lines, size, isPlate: isSmall && isForced });
  }
  return found;
}

/** Places for a name that matters further from its shape, where there is none beside it; still nearer to it than to any other. */
function furtherOff(node, { left, top, right, bottom }, wide, high) {
  return [6, 12, 18].flatMap((off) => nameSpots(node, { left: left - off, top: top - off, right: right + off, bottom: bottom + off }, wide, high));
}

/** Whether a line of a node runs through its name, which would hide where the line ends; of a node with many lines some always do. */
function isCrossed(spot, node, shapes) {
  if (node.edges.length > NAME_LINES) return false;
  const middle = ({ left, top, right, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  const others = node.edges.map(({ from, to }) => shapes.get(from === node ? to : from)).filter(Boolean);
  return others.some((other) => meets(middle(shapes.get(node)), middle(other), spot));
}

/** Whether the way from one point to another leads through a box. */
function meets(one, other, { left, top, right, bottom }) {
  let [first, last] = [0, 1];
  [[left, right], [top, bottom]].forEach(([low, high], side) => {
    const way = other[side] - one[side];
    const ends = way ? [(low - one[side]) / way, (high - one[side]) / way] : [one[side] < low || one[side] > high ? 2 : 0, 1];
    [first, last] = [Math.max(first, Math.min(...ends)), Math.min(last, Math.max(...ends))];
  });
  return first < last;
}

function inPixels([left, top, right, bottom], scale, node) {
  return { left: left * scale, top: top * scale, right: right * scale, bottom: bottom * scale, of: node };
}

/** A name that must be seen stands further off, over shapes but over no other name, if there is no free place beside its shape. */
function furtherSpot(tried, taken, [west, east]) {
  for (let step = 0; step < 8; step += 1) {
    for (const [spot, way] of [[tried[0], 1], [tried[1], -1]]) {
      const high = spot.bottom - spot.top;
      const aside = Math.max(west - spot.left, Math.min(0, east - spot.right));
      const moved = { ...spot, left: spot.left + aside, right: spot.right + aside, top: spot.top + way * step * high * 0.6, bottom: spot.bottom + way * step * high * 0.6 };
      if (!taken.keys(moved).some((key) => (taken.fields.get(key) || []).some((other) => other.of === null && other.left < moved.right && other.right > moved.left && other.top < moved.bottom && other.bottom > moved.top))) return moved;
    }
  }
  return null;
}

/** Write names where they were placed; `strongly` says which stand on a ground of their own, and `faintly` which step back. */
export function writtenNames(pen, names, { scale, face, theme, strongly, faintly }) {
  pen.save();
  pen.scale(1 / scale, 1 / scale);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  for (const name of names) {
    const isStrong = name.isPlate || strongly(name.node);
    pen.globalAlpha = faintly(name.node) ? 0.35 : 1;
    pen.font = `${isStrong ? '600 ' : ''}${isStrong ? name.size * 0.96 : name.size}px ${face}`;
    if (isStrong) namePlate(pen, name, theme);
    pen.strokeStyle = theme.paper;
    pen.lineWidth = name.size * 0.28;
    pen.fillStyle = theme.ink;
    name.lines.forEach((line, at) => {
      const [x, y] = [(name.left + name.right) / 2, name.top + name.size * NAME_LINE * (at + 0.5) + 1];
      if (!isStrong) pen.strokeText(line, x, y);
      pen.fillText(line, x, y);
    });
  }
  pen.restore();
}

function namePlate(pen, name, theme) {
  pen.fillStyle = theme.paper;
  pen.strokeStyle = theme.accent;
  pen.lineWidth = name.size / 8;
  pen.beginPath();
  pen.roundRect(name.left, name.top, name.right - name.left, name.bottom - name.top, name.size * 0.3);
  pen.fill();
  pen.stroke();
}
