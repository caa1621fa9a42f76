// What stands over each column of a picture that is in columns: at its upper edge, wherever the reader has moved it.
import { data } from './data.js';

export const headings = {
  high: data.layers.length ? 26 : 0, // pixels at the top of the picture
  letters: 13,

  /** Over a picture that `wide` pixels are seen of; on a sheet with more dots a pixel is several of them, and it has colours of its own. */
  draw(pen, network, wide, { pixel = 1, theme = this.theme() } = {}) {
    if (!this.high) return;
    const scale = network.getScale() / pixel;
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    pen.save();
    pen.fillStyle = theme.raised;
    pen.fillRect(corner.x, corner.y, wide / network.getScale(), this.high / scale);
    pen.fillStyle = theme.ink;
    pen.font = `600 ${this.letters / scale}px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    data.layers.forEach((layer, at) => {
      const text = this.fitting(pen, layer.words, this.room(at));
      if (text) pen.fillText(text, this.middle(layer), corner.y + this.high / 2 / scale);
    });
    pen.restore();
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

  fitting(pen, text, room) {
    if (pen.measureText(text).width <= room) return text;
    let length = text.length - 1;
    while (length > 0 && pen.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
    return length > 1 ? `${text.slice(0, length)}…` : '';
  },
};
