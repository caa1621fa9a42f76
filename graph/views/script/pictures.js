// The pictures of this page, side by side where there are several; each shows the same nodes and edges in its own way.
//
// A picture is an object with
//   start(choose)               draw for the first time; choose(item or null) is to be called for what is clicked
//   show(nodes, edges, chosen)  keep these in sight (arrays)
//   colour(chosen)              the chosen and what it is linked to stand out, the rest steps back; also called when light turns dark
//   select(chosen, move)        mark what is chosen, and bring it into the middle if `move`
//   all(moving)                 bring everything into sight
//   describe(words)             say in words what is in sight, for a screen reader
//   zoom(factor), save()        closer or further; as PNG
//   touched                     whether the reader has moved or zoomed it
import { data } from './data.js';
import { matrix } from './matrix.js';
import { picture } from './network.js';

export const pictures = data.matrix.length ? [picture, matrix] : [picture];
