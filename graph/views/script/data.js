// What all parts of the page share: the data, and how its nodes and edges hang together.
import { dataIn } from './packing.js';

let facts = null; // what is told of nodes and edges: most of the page, and read when it is first needed
const TELLING = {
  get facts() {
    facts = facts || dataIn('facts');
    return facts[this.sort][this.at];
  },
};

export const data = readData();
export const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' }); // 1.9 before 1.10
export const stillness = matchMedia('(prefers-reduced-motion: reduce)');

/** The data beside this script. Nodes, edges and their looks are copies of their own, as more is written into them. */
function readData() {
  const read = dataIn('data');
  const own = (items) => items.map((item) => ({ ...item }));
  const telling = (items, sort) => items.map((item, at) => Object.assign(Object.create(TELLING), item, { sort, at }));
  return { ...read, nodes: telling(read.nodes, 'nodes'), edges: telling(read.edges, 'edges'), vis: { ...read.vis, nodes: own(read.vis.nodes), edges: own(read.vis.edges) } };
}

export function plural(key) {
  return data.nodeKinds[key].plural || data.nodeKinds[key].label;
}

/** A node's label and name, once where one says the other: a count in brackets, or words after a colon, are of the picture and no part of a name. */
export function titleOf({ label, name }) {
  if (label.endsWith(name)) return label;
  return name.startsWith(label.replace(/ \([^()]*\)$|: .*$/, '')) ? name : `${label} · ${name}`;
}

/** Whether every word of some text stands in another, but for those of one or two letters. */
export function saysAll(text, words) {
  const parts = (given) => given.toLowerCase().match(/\p{L}{3,}|[\p{N}.]+/gu) || [];
  const has = new Set(parts(text));
  return parts(words).every((word) => has.has(word));
}

/** The words that an edge rests on; nothing where its text says no more than its label, as a list of references does. */
export function wordsOf(edge) {
  return edge.text && edge.label !== edge.text && !edge.label.endsWith(`: ${edge.text}`) ? edge.text : '';
}

/** The node at the other end of an edge. */
export function otherEnd(node, edge) {
  return edge.from === node ? edge.to : edge.from;
}

/** A thing chosen, be it node or edge, and the nodes at the other ends of its edges. */
export function around(item) {
  return new Set(item.edges ? [item, ...item.edges.flatMap((edge) => [edge.from, edge.to])] : [item.from, item.to]);
}

/** What stands under every saved picture: from which day it is seen, and what it was made of. */
export function origin() {
  const kept = [...document.querySelectorAll('#chips button')].map((chip) => chip.firstChild.textContent);
  return [kept.length ? `Filtered: ${kept.join(', ')}` : '', data.seen, ...Object.entries(data.meta).map(([term, value]) => `${term}: ${value}`)].filter(Boolean);
}

/** Join nodes and edges. */
function linkUp() {
  const byId = new Map();
  data.nodes.forEach((node, at) => {
    node.look = data.vis.nodes[at];
    node.id = node.look.id;
    node.edges = [];
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

export const nodeById = linkUp();
export const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));

/** The node that a link means: by its id, else by its label or name, or by the first word of its label (a reference). */
export function nodeNamed(word) {
  const same = (key) => data.nodes.find((node) => node[key].toLowerCase() === word.toLowerCase());
  const first = () => (word ? data.nodes.find((node) => node.label.toLowerCase().startsWith(`${word.toLowerCase()} `)) : undefined);
  return nodeById.get(word) || same('label') || same('name') || first();
}

/** How a link names a node: by its label where no other has it. */
export function nameOf(node) {
  return nodeNamed(node.label) === node ? node.label : node.id;
}
