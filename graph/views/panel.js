'use strict';
// The panel with what is known of the thing chosen, and the search that finds it.

const panel = {
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
    this.box.scrollIntoView({ block: 'start', behavior: stillness.matches ? 'auto' : 'smooth' });
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

const search = {
  hits: [],
  active: -1,
  MOST: 12,

  start(choose, isShown) {
    this.input = document.getElementById('search');
    this.list = document.getElementById('hits');
    this.choose = choose;
    this.isShown = isShown;
    this.input.addEventListener('input', () => this.find());
    this.input.addEventListener('focus', () => this.find());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
  },

  /** How well a node answers: its label before its name before its facts; 0 is not at all. */
  score(node, wanted) {
    const [label, name] = [node.label.toLowerCase(), node.name.toLowerCase()];
    if (label === wanted) return 6;
    if (label.startsWith(wanted)) return 5;
    if (name.startsWith(wanted)) return 4;
    if (label.includes(wanted)) return 3;
    if (name.includes(wanted)) return 2;
    return wanted.split(/\s+/).every((word) => node.words.includes(word)) ? 1 : 0;
  },

  find() {
    const wanted = this.input.value.trim().toLowerCase();
    if (!wanted) { this.close(); return; }
    const scored = data.nodes.map((node) => [this.score(node, wanted), node]).filter(([score]) => score);
    scored.sort((a, b) => b[0] - a[0] || collator.compare(a[1].label, b[1].label));
    this.hits = scored.slice(0, this.MOST).map(([, node]) => node);
    this.active = this.hits.length ? 0 : -1;
    const rest = scored.length - this.hits.length;
    const note = !scored.length ? 'Nothing found' : rest ? `and ${rest} more: type on` : null;
    this.list.replaceChildren(...this.hits.map((node, at) => this.option(node, at)), ...(note ? [element('li', { class: 'plain', role: 'presentation' }, note)] : []));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.mark();
  },

  option(node, at) {
    const hidden = this.isShown(node) ? null : element('span', { class: 'soft' }, ' (hidden by filters)');
    const rest = titleOf(node).slice(node.label.length);
    const text = element('span', {}, element('strong', {}, node.label), cut(rest, 110), hidden);
    // mousedown, because a click comes after the blur that closes the list
    return element('li', { id: `hit-${at}`, role: 'option', mousedown: (event) => { event.preventDefault(); this.take(at); } }, nodeSwatch(node.kind), text);
  },

  mark() {
    [...this.list.querySelectorAll('[role=option]')].forEach((option, at) => option.setAttribute('aria-selected', String(at === this.active)));
    if (this.active < 0) { this.input.removeAttribute('aria-activedescendant'); return; }
    this.input.setAttribute('aria-activedescendant', `hit-${this.active}`);
    document.getElementById(`hit-${this.active}`).scrollIntoView({ block: 'nearest' });
  },

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
      this.mark();
    } else if (event.key === 'Enter' && this.active >= 0) this.take(this.active);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  },

  take(at) {
    const node = this.hits[at];
    this.close();
    this.choose(node, true);
  },

  close() {
    this.list.hidden = true;
    this.hits = [];
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  },
};
