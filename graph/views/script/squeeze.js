// What a filter leaves of a large network stands far apart: it is brought together here, in the same order, so that it fills the picture.

const SQUEEZE_GAP = 14; // page units between two boxes
const SQUEEZE_ROUNDS = 400;
const SQUEEZE_FILL = 0.4; // share of the ground that boxes take

/** Where these nodes stand when nothing is drawn between them: a map from node to x and y, the same for the same nodes. */
export function squeezed(nodes) {
  const boxes = nodes.map((node) => ({ node, ...roomFor(node), x: node.look.x, y: node.look.y }));
  if (boxes.length > 1) {
    spread(boxes);
    for (let round = 1; round < SQUEEZE_ROUNDS && pushed(boxes); round += 1) {
      if (round % 20 === 0) boxes.forEach((box) => { box.x *= 1.05; box.y *= 1.05; }); // jammed: those in the middle need room
    }
  }
  return new Map(boxes.map(({ node, x, y, down }) => [node, { x: Math.round(x), y: Math.round(y - down) }]));
}

/** The box that a node takes with its name, about as wide as its letters are. */
function roomFor(node) {
  const lines = node.look.label.split('\n');
  const wide = Math.max(...lines.map((line) => line.length)) * node.look.font.size * 0.56;
  const high = lines.length * node.look.font.size * 1.2;
  if (node.look.shape === 'box') return { wide: wide + 18, high: high + 16, down: 0 };
  if (!node.look.size) return { wide: Math.max(wide, high) * 1.42 + 18, high: Math.max(wide, high) * 1.42 + 18, down: 0 };
  return { wide: Math.max(wide, node.look.size * 2), high: high + node.look.size * 2 + 6, down: (high + 6) / 2 };
}

/** By rank along each side, on a ground as large as the boxes need. */
function spread(boxes) {
  const ground = boxes.reduce((sum, { wide, high }) => sum + (wide + SQUEEZE_GAP) * (high + SQUEEZE_GAP), 0) / SQUEEZE_FILL;
  const sides = { x: Math.sqrt(ground * 1.5), y: Math.sqrt(ground / 1.5) };
  for (const side of ['x', 'y']) {
    const order = [...boxes].sort((a, b) => a[side] - b[side]);
    const places = new Map(order.map((box, at) => [box, (at / (order.length - 1) - 0.5) * sides[side]]));
    boxes.forEach((box) => { box[side] = places.get(box); });
  }
}

/** Push boxes that cover each other apart, along the shorter way; whether any did. */
function pushed(boxes) {
  const order = [...boxes].sort((a, b) => a.x - a.wide / 2 - (b.x - b.wide / 2));
  let any = false;
  order.forEach((one, at) => {
    const end = one.x + one.wide / 2 + SQUEEZE_GAP;
    for (let next = at + 1; next < order.length && order[next].x - order[next].wide / 2 < end; next += 1) {
      const two = order[next];
      const over = { x: (one.wide + two.wide) / 2 + SQUEEZE_GAP - Math.abs(two.x - one.x), y: (one.high + two.high) / 2 + SQUEEZE_GAP - Math.abs(two.y - one.y) };
      if (over.x <= 0.5 || over.y <= 0.5) continue;
      const side = over.x <= 1.5 * over.y ? 'x' : 'y';
      const push = (over[side] / 2 + 0.3) * (two[side] < one[side] ? -1 : 1);
      one[side] -= push / 2;
      two[side] += push / 2;
      any = true;
    }
  });
  return any;
}
