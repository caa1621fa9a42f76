'use strict';
// What all parts of the page share: the data, its links, and how an element is made.

const data = JSON.parse(document.getElementById('data').textContent);
const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }); // 1.9 before 1.10
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
const darkness = matchMedia('(prefers-color-scheme: dark)');
const INSIDE = ['box', 'circle', 'ellipse']; // shapes that hold their label
const FILTERS = { section: ['sections', 'Section'], theme: ['themes', 'Theme'], organisation: ['organisations', 'Organisation'] };

// Outlines in a box of 16 by 16, for the legend on the page and in the saved picture.
const OUTLINES = {
  box: 'M1 4.5h14v7h-14z',
  square: 'M2.5 2.5h11v11h-11z',
  diamond: 'M8 1l7 7-7 7-7-7z',
  triangle: 'M8 1.5l7 13h-14z',
  triangleDown: 'M8 14.5l7-13h-14z',
  star: 'M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.2l-4.6 2.7 1.2-5.2-4-3.5 5.3-.5z',
  hexagon: 'M4.5 2h7l3.5 6-3.5 6h-7L1 8z',
  ellipse: 'M1 8a7 4.5 0 1 0 14 0a7 4.5 0 1 0-14 0',
  circle: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0',
};

/** Make an element; strings among the children become text, never markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The sign of a kind of node, as in the picture. */
function nodeSwatch(key) {
  const kind = data.nodeKinds[key];
  const path = svg('path', { d: OUTLINES[kind.shape] || OUTLINES.circle, fill: kind.colour, stroke: 'currentColor' });
  return svg('svg', { class: 'swatch', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
}

/** The colour of a kind of edge: on dark ground a third lighter, because thin lines fade there. */
function lineColour(key) {
  const { colour } = data.edgeKinds[key];
  if (!darkness.matches) return colour;
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part + (255 - part) / 3).toString(16).padStart(2, '0')).join('')}`;
}

/** The sign of a kind of edge, as in the picture. */
function edgeSwatch(key) {
  const kind = data.edgeKinds[key];
  const line = { d: kind.arrow ? 'M0 8h26' : 'M0 8h32', stroke: lineColour(key), 'stroke-width': 3, fill: 'none', 'data-line': key };
  if (kind.dashed) line['stroke-dasharray'] = '6 4';
  const parts = [svg('path', line)];
  if (kind.arrow) parts.push(svg('path', { d: 'M23 3l9 5-9 5z', fill: lineColour(key), 'data-head': key }));
  return svg('svg', { class: 'swatch', viewBox: '0 0 32 16', 'aria-hidden': 'true' }, ...parts);
}

function plural(key) {
  return data.nodeKinds[key].plural || data.nodeKinds[key].label;
}

function cut(text, most) {
  return text.length > most ? `${text.slice(0, most)} …` : text;
}

/** A node's label and name, the label once where the name begins with it. */
function titleOf(node) {
  return node.name.startsWith(node.label) ? node.name : `${node.label} · ${node.name}`;
}

/** Whether every word of some text stands in another, but for those of one or two letters. */
function saysAll(text, words) {
  const parts = (given) => given.toLowerCase().match(/\p{L}{3,}|[\p{N}.]+/gu) || [];
  const has = new Set(parts(text));
  return parts(words).every((word) => has.has(word));
}

/** The words that an edge rests on; nothing where its text says no more than its label, as a list of references does. */
function wordsOf(edge) {
  return edge.text && edge.label !== edge.text && !edge.label.endsWith(`: ${edge.text}`) ? edge.text : '';
}

/** A thing chosen, be it node or edge, and the nodes at the other ends of its edges. */
function around(item) {
  return new Set(item.edges ? [item, ...item.edges.flatMap((edge) => [edge.from, edge.to])] : [item.from, item.to]);
}

/** Give the reader a file that was made here. */
function download(blob, name) {
  const link = element('a', { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000); // the browser may still be reading it
}

/** Join nodes and edges, and give each what the filters and the search look at. */
function linkUp() {
  const byId = new Map();
  data.nodes.forEach((node, at) => {
    node.look = data.vis.nodes[at];
    node.id = node.look.id;
    node.edges = [];
    node.words = [node.label, node.name, ...node.facts.flatMap(([term, value]) => [term, value])].join('\n').toLowerCase();
    byId.set(node.id, node);
  });
  data.edges.forEach((edge, at) => {
    edge.look = data.vis.edges[at];
    edge.id = edge.look.id;
    edge.from = byId.get(edge.look.from);
    edge.to = byId.get(edge.look.to);
    edge.from.edges.push(edge);
    if (edge.to !== edge.from) edge.to.edges.push(edge);
  });
  return byId;
}

const nodeById = linkUp();
const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));

/** The node that a link means: by its id, else by its label or name, or by the first word of its label (a reference). */
function nodeNamed(word) {
  const same = (key) => data.nodes.find((node) => node[key].toLowerCase() === word.toLowerCase());
  const first = () => (word ? data.nodes.find((node) => node.label.toLowerCase().startsWith(`${word.toLowerCase()} `)) : undefined);
  return nodeById.get(word) || same('label') || same('name') || first();
}

/** How a link names a node: by its label where no other has it. */
function nameOf(node) {
  return nodeNamed(node.label) === node ? node.label : node.id;
}
