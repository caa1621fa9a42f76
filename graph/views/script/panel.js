// The panel: everything that is known of what is chosen.
import { collator, data, stillness, titleOf, wordsOf } from './data.js';
import { cut, element } from './elements.js';
import { edgeSwatch, nodeSwatch } from './looks.js';

export const panel = {
  start(choose) {
    this.box = document.getElementById('panel');
    this.choose = choose;
    this.bar = document.getElementById('tell');
    this.bar.addEventListener('click', () => this.lead());
  },

  show(chosen) {
    this.box.replaceChildren(...(chosen ? (chosen.edges ? this.node(chosen) : this.edge(chosen)) : []));
    document.getElementById('side').scrollTop = 0;
    this.bar.hidden = !chosen;
    this.bar.replaceChildren(...(chosen ? [element('strong', {}, cut(chosen.edges ? titleOf(chosen) : chosen.label, 60)), element('span', {}, 'Details ↓')] : []));
  },

  /** On a narrow screen the panel lies under the picture: a bar in the picture says what is chosen, and leads there. */
  lead() {
    this.box.focus({ preventScroll: true });
    document.getElementById('side').scrollIntoView({ block: 'start', behavior: stillness.matches ? 'auto' : 'smooth' });
  },

  head(sign, kind, title) {
    const close = element('button', { type: 'button', click: () => this.choose(null, true) }, 'Close');
    return element('div', { class: 'bar' }, element('div', {}, element('p', { class: 'kind' }, sign, ` ${kind}`), element('h2', {}, title)), close);
  },

  node(node) {
    const parts = [this.head(nodeSwatch(node.kind), data.nodeKinds[node.kind].label, titleOf(node)), this.facts(node.facts)];
    if (node.edges.length) {
      parts.push(element('h3', {}, `Linked to (${node.edges.length})`));
      parts.push(element('ul', {}, ...this.sorted(node).map((edge) => this.neighbour(node, edge))));
    }
    return parts;
  },

  sorted(node) {
    const other = (edge) => (edge.from === node ? edge.to : edge.from);
    const kinds = Object.keys(data.edgeKinds);
    return [...node.edges].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || collator.compare(other(a).label, other(b).label));
  },

  neighbour(node, edge) {
    const other = edge.from === node ? edge.to : edge.from;
    const why = element('button', { type: 'button', class: 'why', click: () => this.choose(edge, true) }, edge.label || data.edgeKinds[edge.kind].label);
    return element('li', {}, this.goTo(other), why);
  },

  goTo(node) {
    const title = element('span', {}, cut(titleOf(node), 90));
    return element('button', { type: 'button', class: 'go', click: () => this.choose(node, true) }, nodeSwatch(node.kind), title);
  },

  edge(edge) {
    const kind = data.edgeKinds[edge.kind].label;
    const parts = [this.head(edgeSwatch(edge.kind), kind, edge.label || kind)];
    if (wordsOf(edge)) parts.push(element('h3', {}, 'The words it rests on'), element('blockquote', {}, edge.text));
    parts.push(this.facts(edge.facts), element('h3', {}, 'Between'));
    parts.push(element('ul', {}, ...[edge.from, edge.to].map((node) => element('li', {}, this.goTo(node)))));
    return parts;
  },

  /** Where the words stand: each piece leads there, if this page is one of several and the document is among them. */
  place(at) {
    const pieces = at.split(';').map((piece) => (data.words[piece] ? element('a', { href: data.words[piece], title: 'Read these words in the document' }, piece) : piece));
    return element('span', { class: 'at', title: 'place in the document' }, 'at ', ...pieces.flatMap((piece, n) => (n ? ['; ', piece] : [piece])));
  },

  facts(facts) {
    const rows = facts.flatMap(([term, value, at]) => [
      element('dt', {}, term),
      element('dd', {}, value, ...(at ? [' ', this.place(at)] : [])),
    ]);
    return element('dl', {}, ...rows);
  },
};
