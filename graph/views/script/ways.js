// Steps from node to node, over the links that the filters show, whichever way they point.
import { otherEnd } from './data.js';

/** The nodes within some steps of one, each with the link by which it was first reached; nearest first, links in the order of the data. */
function walk(start, most, end) {
  const cameBy = new Map([[start, null]]);
  let rim = [start];
  for (let step = 0; step < most && rim.length && !cameBy.has(end); step += 1) {
    const next = [];
    for (const node of rim) {
      for (const link of node.edges) {
        const other = otherEnd(node, link);
        if (!link.fits || cameBy.has(other)) continue;
        cameBy.set(other, link);
        next.push(other);
      }
    }
    rim = next;
  }
  return cameBy;
}

export function within(start, steps) {
  return new Set(walk(start, steps).keys());
}

/** A shortest way from one node to another: its nodes and the links between them, the same one every time; null if there is none. */
export function wayBetween(start, end) {
  if (!start.fits || !end.fits) return null;
  const cameBy = walk(start, Infinity, end);
  if (!cameBy.has(end)) return null;
  const [nodes, links] = [[end], []];
  for (let link = cameBy.get(end); link; link = cameBy.get(nodes[0])) {
    links.unshift(link);
    nodes.unshift(otherEnd(nodes[0], link));
  }
  return { nodes, links };
}
