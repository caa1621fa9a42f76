// What stands over each column of a picture that is in columns: at its upper edge, wherever the reader has moved it.
import { data } from './data.js';

const HEADING_LETTERS = [13, 12, 11, 10, 9]; // pixels: smaller ones only where a heading would not fit into its lines
const HEADING_LINES = 2;

export const headings = {
  high: data.layers.length ? 40 : 0, // pixels at the top of the picture

  /** Over a picture that `wide` pixels are seen of; on a sheet with more dots a pixel is several of them, and it has colours of its own. */
  draw(pen, network, wide, { pixel = 1, theme = this.theme() } = {}) {
    if (!this.high) return;
    const scale = network.getScale() / pixel;
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const across = wide / network.getScale();
    pen.save();
    pen.fillStyle = theme.raised;
    pen.fillRect(corner.x, corner.y, across, this.high / scale);
    pen.fillStyle = theme.ink;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    data.layers.forEach((layer, at) => this.write(pen, layer, this.room(at), { scale, corner, across }));
    pen.restore();
  },

  /** A heading over the part of its column that is in sight. */
  write(pen, layer, room, { scale, corner, across }) {
    const middle = this.middle(layer);
    const [left, right] = [Math.max(middle - room / 2, corner.x + 6 / scale), Math.min(middle + room / 2, corner.x + across - 6 / scale)];
    const { lines, letters } = this.lines(pen, layer.words, right - left, scale);
    const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2;
    if (2 * half > right - left && right - left < room - 1) return; // too little of the column is in sight
    const x = Math.min(Math.max(middle, left + half), Math.max(right - half, left + half));
    lines.forEach((line, at) => pen.fillText(line, x, corner.y + this.high / 2 / scale + ((at - (lines.length - 1) / 2) * letters * 1.25) / scale));
  },

  theme() {
    const css = getComputedStyle(document.documentElement);
    return Object.fromEntries(['raised', 'ink'].map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
  },

  middle(layer) {
    return (layer.left + layer.right) / 2;
  },

  /** How wide a heading may be: up to the middle of the way to its neighbours. */
  room(at) {
    const beside = [data.layers[at - 1], data.layers[at + 1]].filter(Boolean).map((other) => Math.abs(this.middle(other) - this.middle(data.layers[at])));
    return Math.min(...beside, Infinity) * 0.94;
  },

  /** All words of a heading in lines that fit into the room, in the largest letters with which they do. */
  lines(pen, words, room, scale) {
    let found = [];
    for (const letters of HEADING_LETTERS) {
      pen.font = `600 ${letters / scale}px ${getComputedStyle(document.body).fontFamily}`;
      found = { lines: this.folded(pen, words, room), letters };
      if (found.lines.length <= HEADING_LINES && found.lines.every((line) => pen.measureText(line).width <= room)) break;
    }
    return found;
  },

  folded(pen, words, room) {
    const lines = [''];
    for (const word of words.split(' ')) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) && pen.measureText(longer).width > room) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  },
};
