// What stands over each column of a picture that is in columns: at its upper edge, wherever the reader has moved it.
import { data } from './data.js';

export const headings = {
  high: data.layers.length ? 26 : 0, // pixels at the top of the picture
  letters: 13,

  draw(pen, network, canvas) {
    if (!this.high) return;
    const css = getComputedStyle(document.documentElement);
    const colour = (name) => css.getPropertyValue(`--${name}`).trim();
    const scale = network.getScale();
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    pen.save();
    pen.fillStyle = colour('raised');
    pen.fillRect(corner.x, corner.y, canvas.clientWidth / scale, this.high / scale);
    pen.fillStyle = colour('ink');
    pen.font = `600 ${this.letters / scale}px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    data.layers.forEach((layer, at) => {
      const text = this.fitting(pen, layer.words, this.room(at));
      if (text) pen.fillText(text, this.middle(layer), corner.y + this.high / 2 / scale);
    });
    pen.restore();
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
