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

// Strokes and gaps of the borders of shapes.
export const BORDERS = { dashed: [5, 3], dotted: [1.5, 2.5] };

/** The sign of a kind of node, as in the picture. */
export function nodeSwatch(key) {
  const kind = data.nodeKinds[key];
  const path = svg('path', { d: OUTLINES[kind.shape] || OUTLINES.circle, fill: kind.colour, stroke: 'currentColor', 'stroke-dasharray': BORDERS[kind.border]?.map((part) => part / 2).join(' ') ?? 'none' });
  return svg('svg', { class: 'swatch', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
}

/** The colour of a kind of edge: it can be seen on its ground, be that light or dark. */
export function lineColour(key, dark = darkness.matches) {
  return data.edgeKinds[key][dark ? 'dark' : 'colour'];
}

// The heads of lines in a box of 32 by 16, as in the picture.
export const HEADS = { arrow: 'M22 3l10 5-10 5 3-5z', vee: 'M22 2l10 6-10 6 2-3.5 4-2.5-4-2.5z', diamond: 'M20 8l6-4 6 4-6 4z', circle: 'M24 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0' };

/** The sign of a kind of edge, as in the picture. */
export function edgeSwatch(key) {
  const kind = data.edgeKinds[key];
  const line = { d: kind.head ? 'M0 8h24' : 'M0 8h32', stroke: lineColour(key), 'stroke-width': 3, fill: 'none', 'data-line': key };
  if (kind.dashes.length) line['stroke-dasharray'] = kind.dashes.join(' ');
  const parts = [svg('path', line)];
  if (kind.head) parts.push(svg('path', { d: HEADS[kind.head], fill: lineColour(key), 'data-head': key }));
  return svg('svg', { class: 'swatch', viewBox: '0 0 32 16', 'aria-hidden': 'true' }, ...parts);
}
