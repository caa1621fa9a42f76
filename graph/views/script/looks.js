// The signs and colours of kinds: the same in the legend, the panel, the tables and the saved picture.
import { data } from './data.js';
import { svg } from './elements.js';

export const darkness = matchMedia('(prefers-color-scheme: dark)');
export const INSIDE = ['box', 'circle', 'ellipse']; // shapes that hold their label

// Outlines in a box of 16 by 16, for the legend on the page and in the saved picture.
export const OUTLINES = {
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

/** The sign of a kind of node, as in the picture. */
export function nodeSwatch(key) {
  const kind = data.nodeKinds[key];
  const path = svg('path', { d: OUTLINES[kind.shape] || OUTLINES.circle, fill: kind.colour, stroke: 'currentColor' });
  return svg('svg', { class: 'swatch', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
}

/** The colour of a kind of edge: on dark ground a third lighter, because thin lines fade there. */
export function lineColour(key) {
  const { colour } = data.edgeKinds[key];
  if (!darkness.matches) return colour;
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part + (255 - part) / 3).toString(16).padStart(2, '0')).join('')}`;
}

/** The sign of a kind of edge, as in the picture. */
export function edgeSwatch(key) {
  const kind = data.edgeKinds[key];
  const line = { d: kind.arrow ? 'M0 8h26' : 'M0 8h32', stroke: lineColour(key), 'stroke-width': 3, fill: 'none', 'data-line': key };
  if (kind.dashed) line['stroke-dasharray'] = '6 4';
  const parts = [svg('path', line)];
  if (kind.arrow) parts.push(svg('path', { d: 'M23 3l9 5-9 5z', fill: lineColour(key), 'data-head': key }));
  return svg('svg', { class: 'swatch', viewBox: '0 0 32 16', 'aria-hidden': 'true' }, ...parts);
}
