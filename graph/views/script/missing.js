// What stands in place of the network where the file that draws it is missing: in a page of a folder that was sent without the folder.
import { element } from './elements.js';

const nothing = () => {};

export const missing = {
  touched: false,

  start() {
    const box = document.getElementById('picture');
    const words = 'The picture is drawn by a file that lies beside this page in the folder from which it comes, and is not here: send the whole folder. '
      + 'Search, filters and tables work all the same.';
    box.append(element('p', { class: 'notice' }, words));
    box.setAttribute('aria-busy', 'false');
    document.getElementById('zoom').hidden = true;
  },

  show: nothing,
  colour: nothing,
  select: nothing,
  all: nothing,
  describe: nothing,
  zoom: nothing,
  save: nothing,
};
