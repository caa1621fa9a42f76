// The filters, the legend that is one too, and what they leave in sight.
import { crowd } from './communities.js';
import { collator, data, plural } from './data.js';
import { element } from './elements.js';
import { edgeSwatch, nodeSwatch } from './looks.js';
import { FILTERS, shown, state } from './state.js';

export const controls = {
  start(filter) {
    this.filter = filter;
    this.makeFilters();
    this.makeLegend();
  },

  /** A menu for each filter of which the data have at least two values. */
  makeFilters() {
    for (const name of FILTERS) {
      const values = [...new Set(data.nodes.flatMap((node) => node.filters[name] || []))].sort(collator.compare);
      if (values.length < 2) continue;
      const options = ['', ...values].map((value) => element('option', { value }, value || 'All'));
      const select = element('select', { id: name, change: (event) => this.filter(() => { state[name] = event.target.value; }) }, ...options);
      document.getElementById('filters').append(element('div', { class: 'field' }, element('label', { for: name }, data.filters[name]), select));
    }
  },

  makeLegend() {
    const present = (kinds, items) => Object.keys(kinds).filter((key) => items.some((item) => item.kind === key));
    const nodes = present(data.nodeKinds, data.nodes).map((key) => this.entry(`node-${key}`, nodeSwatch(key), plural(key), 'node'));
    const edges = present(data.edgeKinds, data.edges).map((key) => this.entry(`link-${key}`, edgeSwatch(key), data.edgeKinds[key].label, 'edge'));
    document.getElementById('legend').append(...nodes, ...edges);
  },

  entry(key, sign, title, sort) {
    const turn = (event) => this.filter(() => { state.off[event.target.checked ? 'delete' : 'add'](key); });
    return element('label', { class: sort }, element('input', { type: 'checkbox', value: key, checked: true, change: turn }), sign, element('span', {}, title), ' ', element('span', { class: 'number soft' }));
  },

  /** Bring menus, boxes and counts in line with the state. */
  show() {
    for (const select of document.querySelectorAll('#filters select')) {
      select.value = state[select.id];
      select.parentElement.classList.toggle('set', Boolean(state[select.id]));
    }
    for (const box of document.querySelectorAll('#legend input')) {
      box.checked = !state.off.has(box.value);
      box.parentElement.classList.toggle('off', !box.checked);
      box.parentElement.querySelector('.number').textContent = `(${this.countOf(box.value)})`;
    }
  },

  /** How many of a kind are shown, and of how many if not all. */
  countOf(key) {
    const [items, seen] = key.startsWith('node-') ? [data.nodes, shown.nodes] : [data.edges, shown.edges];
    const same = items.filter((item) => item.kind === key.slice(5));
    const number = same.filter((item) => seen.has(item)).length;
    return number === same.length ? `${number}` : `${number} of ${same.length}`;
  },

  /** What is in sight, in words. */
  counted() {
    const some = `Showing ${shown.nodes.size} of ${data.nodes.length} nodes`;
    return `${some}${data.edges.length ? `, ${shown.edges.size} of ${data.edges.length} links` : ''}.`;
  },

  count() {
    const none = shown.nodes.size ? '' : ' Nothing passes all filters: reset them.';
    document.getElementById('count').textContent = `${this.counted()}${crowd.leftOut()}${none}`;
  },
};
