// Facts: what is known of a thing, each with its place in the document, where it leads, and how sure it is.
import { data, titleOf } from './data.js';
import { element } from './elements.js';

/** A fact by its parts, in the order in which the data have them. */
function read([term, value, at = '', href = '', group = '', thing = '', doubt = '']) {
  return { term, value, at, href, group, thing: thingAt(thing), doubt };
}

/** What a fact speaks of: a node of the picture, or something else with a name and perhaps a page. */
function thingAt(number) {
  if (typeof number !== 'number') return null;
  return data.nodes[number] || data.others[number - data.nodes.length] || null;
}

/** Facts under their headings, in order; those without come first, under "". A heading holds until the next. */
export function grouped(facts) {
  const groups = [];
  for (const fact of facts.map(read)) {
    if (!groups.length || fact.group) groups.push({ heading: fact.group, facts: [] });
    groups.at(-1).facts.push(fact);
  }
  return groups;
}

/** A fact in one line, for a cell of a table and a file. */
export function line(parts) {
  const { term, value, at } = read(parts);
  return `${term}: ${value}${doubtWords(parts)}${at ? ` (at ${at})` : ''}`;
}

export function doubtWords(parts) {
  const { doubt } = read(parts);
  return doubt ? ` [in doubt: ${doubt}]` : '';
}

/** Only what a browser can open safely: a web address, or one inside the folder. */
export function safe(href) {
  return /^https?:\/\//i.test(href) || (href && !/^[^/?#]*:|^\/\//.test(href)) ? href : '';
}

/** A sign for doubt with its words; the sign is no colour, so that it is seen in print too. */
export function doubtMark(doubt) {
  return element('span', { class: 'doubt' }, element('span', { 'aria-hidden': 'true' }, '? '), `in doubt: ${doubt}`);
}

/** A button that chooses a node. */
export function goButton(node, choose, words) {
  const name = words === titleOf(node) ? null : `Choose ${titleOf(node)}`;
  return element('button', { type: 'button', class: 'ref', title: name, click: () => choose(node, true) }, words);
}

/** Words, with the name of a node in them made a button; null where they do not name it. */
export function linked(words, node, choose) {
  const at = words.indexOf(node.label);
  const letter = (char) => /[\p{L}\p{N}]/u.test(char || '');
  if (at < 0 || letter(words[at - 1]) || letter(words[at + node.label.length])) return null;
  return [words.slice(0, at), goButton(node, choose, node.label), words.slice(at + node.label.length)].filter((part) => part !== '');
}

/** Words as paragraphs, and lines that begin with a bullet as a list. */
export function paragraphs(words) {
  const parts = [];
  for (const each of words.split('\n')) {
    if (!each.startsWith('• ')) parts.push(parts.length ? element('p', {}, each) : each);
    else {
      if (!parts.length || parts.at(-1).tagName !== 'UL') parts.push(element('ul', { class: 'items' }));
      parts.at(-1).append(element('li', {}, each.slice(2)));
    }
  }
  return parts;
}

