// On paper: the picture as it is on the screen, in the colours of light ground, because a canvas is printed pale or not at all.
import { element } from './elements.js';
import { pictures } from './pictures.js';
import { state } from './state.js';

export const paper = {
  start() {
    window.addEventListener('beforeprint', () => this.prepare());
    window.addEventListener('afterprint', () => this.clear());
  },

  prepare() {
    this.clear();
    this.lightly(() => {
      for (const canvas of document.querySelectorAll('#stage canvas')) {
        if (!canvas.width || !canvas.height) continue;
        const alt = canvas.getAttribute('aria-label') || 'The picture';
        canvas.closest('#picture, #stage').append(element('img', { class: 'printed', alt, src: canvas.toDataURL('image/png') }));
      }
    });
  },

  /** Do something while the pictures have the colours of light ground. */
  lightly(does) {
    const page = document.documentElement;
    const draw = () => pictures.forEach((each) => {
      each.colour(state.chosen);
      if (each.network) each.network.redraw(); // at once: what is printed is what is drawn now
    });
    page.classList.add('printing');
    draw();
    does();
    page.classList.remove('printing');
    draw();
  },

  clear() {
    document.querySelectorAll('img.printed').forEach((image) => image.remove());
  },
};
