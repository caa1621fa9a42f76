// The same as tables: one for each kind of node and one for the links, filtered together with the picture.
import { collator, data, plural, saysAll, wordsOf } from './data.js';
import { download, element } from './elements.js';
import { doubtWords, line } from './facts.js';
import { sheetOf } from './ledger.js';
import { state } from './state.js';

export const tables = {
  all: [],
  active: 0,
  LATER: 60, // milliseconds
  LONG: 200, // letters: a column with longer cells is given more room
  ROWS: 500, // a browser lays out a longer table slowly; the file saved holds all rows

  start(choose, remember) {
    Object.assign(this, { choose, remember });
    const kinds = Object.keys(data.nodeKinds).filter((key) => data.nodes.some((node) => node.kind === key));
    this.all = kinds.map((key) => ({ key, title: plural(key), items: data.nodes.filter((node) => node.kind === key) }));
    if (data.edges.length) this.all.push({ key: 'links', title: 'Links', items: data.edges });
    this.all.forEach((table) => Object.assign(table, { rows: table.items, sort: null, most: this.ROWS, stale: true }));
    this.frame();
    window.addEventListener('beforeprint', () => this.all.forEach((table, at) => { table.stale = true; this.draw(at, true); }));
    window.addEventListener('afterprint', () => { this.all.forEach((table) => { table.stale = true; }); this.draw(this.active); });
  },

  /** The columns of a table; found when it is first drawn, as every fact of every row is read for it. */
  columnsOf(table) {
    if (!table.columns) {
      table.columns = table.key === 'links' ? this.edgeColumns() : this.nodeColumns(table.items);
      table.columns.forEach((column) => { column.number = !column.go && this.isNumber(table.items, column); });
    }
    return table.columns;
  },

  /** Whether a column holds only figures of one kind; references such as 1.9 and 1.10 are none. */
  isNumber(items, column) {
    const places = new Set();
    for (const item of items) {
      const value = column.value(item);
      if (value && !/^-?\d+(\.\d+)?$/.test(value)) return false;
      if (value) places.add((value.split('.')[1] || '').length);
    }
    return places.size === 1;
  },

  nodeColumns(nodes) {
    const columns = [{ title: 'Label', value: (node) => node.label, go: (node) => node }];
    if (nodes.some((node) => !this.saysName(node))) columns.push({ title: 'Name', value: (node) => node.name });
    if (nodes.some((node) => node.also)) columns.push({ title: 'Also called', value: (node) => (node.also || []).join('; ') });
    columns.push({ title: 'Links', value: (node) => String(node.edges.length) });
    return [...columns, ...this.factColumns(nodes)];
  },

  /** Whether a node's name stands in another column: in its label, or as the beginning of what is told of it first. */
  saysName(node) {
    const rest = node.name.startsWith(`${node.label} `) ? node.name.slice(node.label.length + 1) : node.name;
    const plain = (words) => words.replace(/\s+/g, ' ').replace(/• /g, '');
    return node.name === node.label || plain((node.facts[0] || ['', ''])[1]).startsWith(plain(rest).replace(/ \.\.\.$/, ''));
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
    const values = (item, term) => item.facts.filter((fact) => fact[0] === term).map((fact) => `${fact[1]}${doubtWords(fact)}`).join('; ');
    const columns = terms.map((term) => ({ title: term, value: (item) => values(item, term), wide: items.some((item) => values(item, term).length > this.LONG) }));
    const others = (item) => item.facts.filter(([term]) => !terms.includes(term)).map(line).join('\n');
    if (terms.length < has.size) columns.push({ title: 'More', value: others, wide: true, rest: true });
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
    const heading = element('h2', {}, 'The same as tables');
    const frames = this.all.map((_, at) => element('div', { class: 'scroll', id: `table-${at}`, role: 'tabpanel', 'aria-labelledby': `tab-${at}`, tabindex: '0' }));
    document.getElementById('tables').append(heading, element('div', { class: 'tabs' }, element('div', { role: 'tablist', 'aria-label': 'Tables' }, ...tabs), save), ...frames);
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
    this.draw(at);
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

  /** Keep the rows of what is shown, and mark what is chosen; only the open table is drawn, the others when they are opened. */
  show(isShown, chosen) {
    this.chosen = chosen;
    this.open(Math.max(0, this.all.findIndex((table) => table.key === state.tab)));
    this.all.forEach((table, at) => {
      table.rows = table.items.filter(isShown);
      if (table.sort) this.order(table);
      table.stale = true;
      document.getElementById(`tab-${at}`).textContent = `${table.title} (${table.rows.length})`;
    });
    clearTimeout(this.waiting);
    if (data.communities.length) this.waiting = setTimeout(() => this.draw(this.active), this.LATER); // a large picture is drawn first
    else this.draw(this.active);
  },

  /** By the numbers in a column of numbers, else as people count: 1.9 before 1.10; what is empty comes last. */
  order(table) {
    const { column, way } = table.sort;
    const key = column.number ? (words) => Number(words) : (words) => words;
    const compare = column.number ? (a, b) => a - b : collator.compare;
    const keyed = table.rows.map((item) => [column.value(item), item]);
    keyed.sort(([a], [b]) => (!a || !b ? (a ? -1 : 0) + (b ? 1 : 0) : way * compare(key(a), key(b))));
    table.rows = keyed.map(([, item]) => item);
  },

  /** Draw a table, if it is not as it should be; on paper only the columns that fit it, and a line that says what it leaves out. */
  draw(at, paper = false) {
    const table = this.all[at];
    if (!table.stale) return;
    const drawn = table.rows.slice(0, table.most);
    const all = this.columnsOf(table).filter((column) => !column.fileOnly);
    const { columns, widths, note } = paper ? sheetOf(all, drawn) : { columns: all, widths: null, note: '' };
    const rows = drawn.map((item) => this.row(columns, item));
    const head = element('tr', {}, ...columns.map((column) => this.heading(table, at, column)));
    const body = element('tbody', { keydown: (event) => this.step(event) }, ...rows);
    const parts = [element('table', {}, element('caption', {}, this.caption(table, rows.length)), widths, element('thead', {}, head), body)];
    if (note) parts.push(element('p', { class: 'more' }, note));
    if (rows.length < table.rows.length) parts.push(this.more(table, at, rows.length));
    const hidden = table.items.length - table.rows.length;
    if (!rows.length) parts.push(element('p', { class: 'more' }, `${hidden} ${hidden === 1 ? 'row is' : 'rows are'} left out by the filters, or switched off in the legend.`));
    document.getElementById(`table-${at}`).replaceChildren(...parts);
    table.stale = false;
  },

  caption(table, drawn) {
    const all = table.rows.length;
    return `${table.title}: ${drawn < all ? `the first ${drawn} of ${all} rows` : `${all} ${all === 1 ? 'row' : 'rows'}`}`;
  },

  /** More rows on demand, so many at a time as a browser lays out quickly. */
  more(table, at, drawn) {
    const step = Math.min(this.ROWS, table.rows.length - drawn);
    const click = () => {
      Object.assign(table, { most: drawn + step, stale: true });
      this.draw(at);
      const next = document.querySelectorAll(`#table-${at} tbody tr`)[drawn];
      (next.querySelector('button') || next).focus();
    };
    return element('p', { class: 'more' }, `The first ${drawn} of ${table.rows.length} rows. `, element('button', { type: 'button', click }, `Show ${step} more`));
  },

  heading(table, at, column) {
    const way = table.sort && table.sort.column === column ? table.sort.way : 0;
    const sort = () => {
      table.sort = { column, way: way === 1 ? -1 : 1 };
      this.order(table);
      table.stale = true;
      this.draw(at);
      document.getElementById(`table-${at}`).querySelectorAll('th button')[table.columns.indexOf(column)].focus();
    };
    const order = { 1: 'ascending', '-1': 'descending' }[way] || 'none';
    return element('th', { scope: 'col', 'aria-sort': order, class: column.number ? 'figure' : null }, element('button', { type: 'button', click: sort }, column.title));
  },

  row(columns, item) {
    const cells = columns.map((column, at) => {
      const [value, tag] = [column.value(item), at ? 'td' : 'th'];
      const words = column.go ? element('button', { type: 'button', 'data-at': at, click: () => this.choose(column.go(item), true, true) }, value || '(no name)') : element('div', {}, value);
      return element(tag, { scope: at ? null : 'row', class: column.number ? 'figure' : column.wide ? 'broad' : null }, words);
    });
    const isChosen = item === this.chosen;
    return element('tr', { class: isChosen ? 'chosen' : null, 'aria-current': isChosen ? 'true' : null }, ...cells);
  },

  /** Up and down go from row to row in the same column. */
  step(event) {
    const way = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    const next = way && event.target.dataset.at && event.target.closest('tr')[way];
    if (!next) return;
    event.preventDefault();
    next.querySelector(`[data-at="${event.target.dataset.at}"]`).focus();
  },

  save() {
    const table = this.all[this.active];
    const columns = this.columnsOf(table);
    const lines = [columns.map((column) => column.title), ...table.rows.map((item) => columns.map((column) => column.value(item)))];
    const text = lines.map((line) => line.map((value) => this.cell(value)).join(',')).join('\n');
    download(new Blob([`\ufeff${text}\n`], { type: 'text/csv;charset=utf-8' }), `${data.name}-${table.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`);
  },

  /** A spreadsheet would run a cell that begins like a formula: a leading apostrophe makes it text, as in every csv of ours. */
  cell(value) {
    const guarded = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  },
};
