// What a node is found by: its label, the names and abbreviations that it is printed under, and the words of its facts.
import { data, titleOf } from './data.js';
import { cut, element } from './elements.js';

const LONGEST = 110; // letters of a name in a suggestion
const AROUND = 34; // letters kept before the words found
let entries = null; // made when something is first looked for

/** Capitals, accents, curled apostrophes and kinds of hyphen make no difference; the length stays, so that places in the text do. */
function folded(text) {
  const plain = text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD')[0]);
  const small = plain.toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/[‐‑–—]/g, '-');
  return small.length === text.length ? small : text;
}

function entryOf(node) {
  const also = (node.also || []).map(folded);
  const facts = node.facts.map(([term, value]) => `${term}\n${value}`).join('\n');
  const [label, name] = [folded(node.label), folded(node.name)];
  return { node, label, name, also, all: [label, name, ...also, folded(facts)].join('\n') };
}

/** How well a node answers: its label before its other names before its facts; 0 is not at all. */
function rankOf({ label, name, also, all }, wanted, words) {
  if (!words.every((word) => all.includes(word))) return 0;
  if (label === wanted) return 6;
  if (also.includes(wanted)) return 5;
  if (label.startsWith(wanted)) return 4;
  if (name.startsWith(wanted) || also.some((each) => each.startsWith(wanted))) return 3;
  return label.includes(wanted) || name.includes(wanted) || also.some((each) => each.includes(wanted)) ? 2 : 1;
}

/** The best `most` of the nodes that answer, equal ones in the order of the data, and how many there are. */
export function found(text, most) {
  entries = entries || data.nodes.map(entryOf);
  const wanted = folded(text.trim()).replace(/\s+/g, ' ');
  const words = wanted.split(' ').filter(Boolean);
  const ranks = Array.from({ length: 7 }, () => []);
  if (words.length) entries.forEach((entry) => ranks[rankOf(entry, wanted, words)].push(entry.node));
  const hits = ranks.slice(1).reverse().flat();
  return { hits: hits.slice(0, most), count: words.length ? hits.length : 0, words };
}

/** A text with the words found in <mark>. */
export function marked(text, words) {
  const low = folded(text);
  const parts = [];
  let at = 0;
  while (at < text.length) {
    const next = words.map((word) => [low.indexOf(word, at), word.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    if (!next) break;
    parts.push(text.slice(at, next[0]), element('mark', {}, text.slice(next[0], next[0] + next[1])));
    at = next[0] + next[1];
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
}

/** A piece of a text around the first of the words. */
function pieceAround(text, words) {
  const low = folded(text);
  const first = Math.min(...words.map((word) => low.indexOf(word)).filter((place) => place >= 0));
  const from = first > AROUND ? text.indexOf(' ', first - AROUND) + 1 || first - AROUND : 0;
  return `${from ? '… ' : ''}${cut(text.slice(Math.min(from, first)).replace(/\s+/g, ' '), LONGEST)}`;
}

/** What of a node a suggestion shows: its title, and why it was found if the title does not say. */
export function told(node, words) {
  const title = cut(titleOf(node), LONGEST);
  const missing = words.filter((word) => !folded(title).includes(word));
  if (!missing.length) return { title, why: '' };
  const count = (text) => missing.filter((word) => folded(text).includes(word)).length;
  const texts = [...(node.also || []).map((name) => `also ${name}`), node.name, ...node.facts.map(([term, value]) => `${term}: ${value}`)];
  const best = texts.reduce((one, other) => (count(other) > count(one) ? other : one));
  return { title, why: pieceAround(best, missing) };
}
