// The panel: everything that is known of what is chosen.
import { collator, data, stillness, titleOf, wordsOf } from './data.js';
import { cut, element } from './elements.js';
import { doubtMark, goButton, grouped, linked, paragraphs, safe } from './facts.js';
import { edgeSwatch, nodeSwatch } from './looks.js';

export const panel = {
  MOST: 60, // facts under one heading, and neighbours, that are shown at once
  chosen: null,

  start(choose) {
    this.box = document.getElementById('panel');
    this.choose = choose;
    this.bar = document.getElementById('tell');
    this.bar.addEventListener('click', () => this.lead());
  },

  show(chosen) {
    if (chosen === this.chosen) return; // a change of the filters leaves the reader where he was
    this.chosen = chosen;
    const title = chosen ? this.titled(chosen) : '';
    this.box.replaceChildren(...(chosen ? (chosen.edges ? this.node(chosen) : this.edge(chosen)) : []));
    this.box.setAttribute('aria-label', title ? `Chosen: ${cut(title, 120)}` : 'Nothing is chosen');
    document.getElementById('side').scrollTop = 0;
    this.bar.hidden = !chosen;
    this.bar.replaceChildren(...(chosen ? [element('strong', {}, cut(title, 60)), element('span', {}, 'Details ↓')] : []));
  },

  titled(item) {
    return item.edges ? titleOf(item) : item.label || data.edgeKinds[item.kind].label;
  },

  /** What is said to a screen reader when a choice changes. */
  said(chosen) {
    return chosen ? `Chosen: ${cut(this.titled(chosen), 120)}. The details tell more.` : 'Nothing is chosen.';
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
    const parts = [this.head(nodeSwatch(node.kind), data.nodeKinds[node.kind].label, titleOf(node))];
    if (safe(node.page)) parts.push(element('p', { class: 'whole' }, element('a', { href: node.page }, 'Its page in this folder')));
    parts.push(...this.facts(node.facts));
    if (node.edges.length) {
      parts.push(element('h3', {}, `Linked to (${node.edges.length})`));
      parts.push(...this.some(this.sorted(node), (edges) => element('ul', {}, ...edges.map((edge) => this.neighbour(node, edge))), 'links'));
    }
    return parts;
  },

  /** The first of many, and a button for the rest. */
  some(items, make, noun) {
    if (items.length <= this.MOST) return [make(items)];
    const all = (event) => {
      const rest = make(items.slice(this.MOST));
      event.target.parentElement.replaceWith(rest);
      rest.tabIndex = -1;
      rest.focus({ preventScroll: true });
    };
    return [make(items.slice(0, this.MOST)), element('p', {}, element('button', { type: 'button', class: 'rest', click: all }, `Show all ${items.length} ${noun}`))];
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
    parts.push(...this.facts(edge.facts), element('h3', {}, 'Between'));
    parts.push(element('ul', {}, ...[edge.from, edge.to].map((node) => element('li', {}, this.goTo(node)))));
    return parts;
  },

  /** Where the words stand: each piece leads there, if this page is one of several and the document is among them. */
  place(at) {
    const pieces = at.split(';').map((piece) => (data.words[piece] ? element('a', { href: data.words[piece], title: 'Read these words in the document' }, piece) : piece));
    const spoken = pieces.map((piece, n) => element('span', {}, n ? '; ' : 'at ', piece)); // each on one line
    return element('span', { class: 'at', title: 'place in the document' }, ...spoken);
  },

  facts(facts) {
    return grouped(facts).flatMap(({ heading, facts: own }) => [
      ...(heading ? [element('h3', {}, heading)] : []),
      ...this.some(own, (some) => element('dl', {}, ...some.flatMap((fact, at) => this.fact(fact, at > 0 && some[at - 1].term === fact.term))), 'of them'),
    ]);
  },

  /** A term, once for several that follow each other, and what it says; the name of what it speaks of leads there, wherever it stands. */
  fact(fact, again) {
    const node = fact.thing && fact.thing.edges ? fact.thing : null;
    const term = node && linked(fact.term, node, this.choose);
    const value = !term && node ? linked(fact.value, node, this.choose) : null;
    const words = value || [...(fact.thing ? this.named(fact, node, Boolean(term)) : []), ...paragraphs(fact.value)];
    const rest = [...(fact.at ? [' ', this.place(fact.at)] : []), ...this.ways(fact), ...(fact.doubt ? [' ', doubtMark(fact.doubt)] : [])];
    return [again ? null : element('dt', {}, ...(term || [fact.term])), element('dd', {}, ...words, ...rest)];
  },

  /** The name of what a fact speaks of, where the fact does not say it in full: the words of an action whose reference it gives. */
  named(fact, node, inTerm) {
    if (node && !inTerm) return [goButton(node, this.choose, node.label), ' '];
    const label = node ? node.label : (fact.term.match(/\S+$/) || [''])[0];
    const name = node ? node.name : fact.thing.name || '';
    const words = cut(name.startsWith(`${label} `) ? name.slice(label.length + 1) : name, 120);
    if (!words || words === label) return [];
    const page = node ? '' : safe(fact.thing.page);
    return [page ? element('a', { href: page }, words) : element('span', { class: 'name' }, words), ' '];
  },

  /** The links that a fact has: to the page of a thing without a name here, and to an address on the web, which is named. */
  ways({ href, thing }) {
    const links = [];
    if (thing && !thing.name && safe(thing.page)) links.push(element('a', { href: thing.page }, 'its page'));
    if (safe(href)) links.push(element('a', { class: 'out', href }, (href.match(/^https?:\/\/(?:www\.)?([^/?#]+)/i) || [])[1] || 'more'));
    return links.flatMap((link) => [' ', link]);
  },
};
