// The pictures of this page, side by side where there are several; each shows the same nodes and edges in its own way.
//
// A picture is an object with
//   start(choose, filter)       draw for the first time; choose(item or null) is to be called for what is clicked, filter(change) to change the state
//   show(nodes, edges, chosen)  keep these in sight (arrays in the order of the data)
//   colour(chosen, way)         the chosen and what it is linked to stand out, or the nodes and edges of a way (a Set) if there is one; the rest steps back;
//                               also called when light turns dark
//   select(chosen, move)        mark what is chosen, and bring it into the middle if `move`
//   all(moving, whole)          bring everything into sight; unless the `whole` is asked for it may be no more than can be read
//   describe(words)             say in words what is in sight, for a screen reader
//   zoom(factor), save()        closer or further; as PNG
//   touched                     whether the reader has moved or zoomed it
import { bars } from './bars.js';
import { data } from './data.js';
import { matrix } from './matrix.js';
import { missing } from './missing.js';
import { picture } from './network.js';

const network = typeof vis === 'undefined' ? missing : picture;
export const pictures = data.bars ? [bars] : data.matrix.length ? [network, matrix] : [network];
