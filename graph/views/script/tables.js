// The same as tables: one for each kind of node and one for the links, filtered together with the picture.
import { collator, data, plural, saysAll, wordsOf } from './data.js';
import { download, element } from './elements.js';
import { state } from './state.js';

export const tables = {
  all: [],
  active: 0,
  ROWS: 500, // a browser lays out a longer table slowly; the file saved holds all rows

  start(choose, remember) {
    Object.assign(this, { choose, remember });
    const kinds = Object.keys(data.nodeKinds).filter((key) => data.nodes.some((node) => node.kind === key));
    this.all = kinds.map((key) => ({ key, title: plural(key), items: data.nodes.filter((node) => node.kind === key) }));
    this.all.forEach((table) => { table.columns = this.nodeColumns(table.items); });
    if (data.edges.length) this.all.push({ key: 'links', title: 'Links', items: data.edges, columns: this.edgeColumns() });
    this.all.forEach((table) => Object.assign(table, { rows: table.items, sort: null, whole: false }));
    this.frame();
  },

  nodeColumns(nodes) {
    const columns = [{ title: 'Label', value: (node) => node.label, go: (node) => node }];
    if (nodes.some((node) => node.name !== node.label)) columns.push({ title: 'Name', value: (node) => node.name });
    columns.push({ title: 'Links', value: (node) => String(node.edges.length) });
    return [...columns, ...this.factColumns(nodes)];
  },

  /** Each thing once: no sentence where all say the same as the first three columns, no evidence that stands in another column. */
  edgeColumns() {
    const columns = [
      { title: 'From', value: (edge) => edge.from.label, go: (edge) => edge.from },
      { title: 'Link', value: (edge) => data.edgeKinds[edge.kind].label, go: (edge) => edge },
      { title: 'To', value: (edge) => edge.to.label, go: (edge) => edge.to },
    ];
    const told = (edge) => [edge.from.label, data.edgeKinds[edge.kind].label, edge.to.label, ...edge.facts.map(([, value]) => value)].join('\n');
    const sentence = (edge) => (wordsOf(edge) || !edge.text ? edge.label : edge.label.replace(`: ${edge.text}`, ''));
    if (data.edges.some((edge) => !saysAll(told(edge), sentence(edge)))) columns.push({ title: 'In words', value: sentence });
    const words = (edge) => (wordsOf(edge) && !edge.facts.some(([, value]) => value === edge.text) ? edge.text : '');
    if (data.edges.some((edge) => words(edge))) columns.push({ title: 'Evidence', value: words });
    return [...columns, ...this.factColumns(data.edges)];
  },

  /** A column for each term that a third of the rows have; the rest stands in one, and the saved file has the places in another. */
  factColumns(items) {
    const has = new Map();
    items.forEach((item) => new Set(item.facts.map(([term]) => term)).forEach((term) => has.set(term, (has.get(term) || 0) + 1)));
    const terms = [...has.keys()].filter((term) => has.get(term) * 3 >= items.length);
    const values = (item, term) => item.facts.filter((fact) => fact[0] === term).map((fact) => fact[1]).join('; ');
    const columns = terms.map((term) => ({ title: term, value: (item) => values(item, term) }));
    const line = ([term, value, at]) => `${term}: ${value}${at ? ` (at ${at})` : ''}`;
    const others = (item) => item.facts.filter(([term]) => !terms.includes(term)).map(line).join('\n');
    if (terms.length < has.size) columns.push({ title: 'More', value: others });
    const places = (item) => item.facts.filter((fact) => fact[2] && terms.includes(fact[0])).map(([term, , at]) => `${term} at ${at}`).join('; ');
    if (items.some((item) => places(item))) columns.push({ title: 'Places in the document', value: places, fileOnly: true });
    return columns;
  },

  /** The tabs and the empty frames; the rows come with `show`. */
  frame() {
    const tabs = this.all.map((table, at) => element('button', {
      type: 'button', role: 'tab', id: `tab-${at}`, 'aria-controls': `table-${at}`, click: () => this.turn(at), keydown: (event) => this.key(event, at),
    }));
    const save = element('button', { type: 'button', class: 'csv', click: () => this.save() }, 'Save rows as CSV');
    const frames = this.all.map((_, at) => element('div', { class: 'scroll', id: `table-${at}`, role: 'tabpanel', 'aria-labelledby': `tab-${at}`, tabindex: '0' }));
    document.getElementById('tables').append(element('div', { class: 'tabs' }, element('div', { role: 'tablist', 'aria-label': 'Tables' }, ...tabs), save), ...frames);
    this.open(0);
  },

  open(at) {
    this.active = at;
    this.all.forEach((_, other) => {
      document.getElementById(`tab-${other}`).setAttribute('aria-selected', String(other === at));
      document.getElementById(`tab-${other}`).tabIndex = other === at ? 0 : -1;
      document.getElementById(`table-${other}`).hidden = other !== at;
    });
  },

  /** The reader turns to a table, and the address says so. */
  turn(at) {
    this.open(at);
    state.tab = at ? this.all[at].key : '';
    this.remember();
  },

  key(event, at) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.turn((at + step + this.all.length) % this.all.length);
    document.getElementById(`tab-${this.active}`).focus();
  },

  /** Keep the rows of what is shown, and mark what is chosen. */
  show(isShown, chosen) {
    this.open(Math.max(0, this.all.findIndex((table) => table.key === state.tab)));
    this.all.forEach((table, at) => {
      table.rows = table.items.filter(isShown);
      document.getElementById(`tab-${at}`).textContent = `${table.title} (${table.rows.length})`;
      this.draw(table, at, chosen);
    });
  },

  draw(table, at, chosen) {
    const columns = table.columns.filter((column) => !column.fileOnly);
    if (table.sort) table.rows.sort((a, b) => table.sort.way * collator.compare(table.sort.column.value(a), table.sort.column.value(b)));
    const rows = (table.whole ? table.rows : table.rows.slice(0, this.ROWS)).map((item) => this.row(columns, item, item === chosen));
    const head = element('tr', {}, ...columns.map((column) => this.heading(table, at, column, chosen)));
    const parts = [element('table', {}, element('caption', {}, table.title), element('thead', {}, head), element('tbody', {}, ...rows))];
    if (rows.length < table.rows.length) {
      const more = () => { table.whole = true; this.draw(table, at, chosen); };
      parts.push(element('p', { class: 'more' }, `The first ${rows.length} of ${table.rows.length} rows. `, element('button', { type: 'button', click: more }, 'Show all rows')));
    }
    document.getElementById(`table-${at}`).replaceChildren(...parts);
  },

  heading(table, at, column, chosen) {
    const way = table.sort && table.sort.column === column ? table.sort.way : 0;
    const sort = () => {
      table.sort = { column, way: way === 1 ? -1 : 1 };
      this.draw(table, at, chosen);
      document.getElementById(`table-${at}`).querySelectorAll('th button')[table.columns.indexOf(column)].focus();
    };
    const order = { 1: 'ascending', '-1': 'descending' }[way] || 'none';
    return element('th', { scope: 'col', 'aria-sort': order }, element('button', { type: 'button', click: sort }, column.title));
  },

  row(columns, item, isChosen) {
    const cells = columns.map((column) => {
      const value = column.value(item);
      if (!column.go) return element('td', {}, element('div', {}, value));
      return element('td', {}, element('button', { type: 'button', click: () => this.choose(column.go(item), true, true) }, value));
    });
    return element('tr', { class: isChosen ? 'chosen' : null }, ...cells);
  },

  save() {
    const table = this.all[this.active];
    const lines = [table.columns.map((column) => column.title), ...table.rows.map((item) => table.columns.map((column) => column.value(item)))];
    const text = lines.map((line) => line.map((value) => this.cell(value)).join(',')).join('\n');
    download(new Blob([`\ufeff${text}\n`], { type: 'text/csv;charset=utf-8' }), `${data.name}-${table.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`);
  },

  /** A spreadsheet would run a cell that begins like a formula: a leading apostrophe makes it text, as in every csv of ours. */
  cell(value) {
    const guarded = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  },
};
