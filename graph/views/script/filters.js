// What the filters ask for, and whether a node or an edge has it.
import { collator, data } from './data.js';

export const FILTERS = Object.keys(data.filters);
const SURE = 'confidence';
const PARTS = ['organisation', 'role', SURE]; // of a responsibility, in the order of `held`

const valuesOf = valuesByFilter();
export const isDated = data.nodes.some(hasDate) || data.edges.some(hasDate);

/** What nodes and edges have for each filter. */
function valuesByFilter() {
  const values = Object.fromEntries(FILTERS.map((name) => [name, new Set()]));
  for (const item of [...data.nodes, ...data.edges]) {
    for (const name of FILTERS) (item.filters[name] || []).forEach((value) => values[name].add(value));
  }
  return values;
}

/** How sure a word says that something is, 0 the surest; words of two scales may stand side by side. */
function levelOf(word) {
  return data.sure.findIndex((words) => words.includes(word));
}

/** Whether a filter means "at least": the words of a scale and no others. */
function isScale(name) {
  return name === SURE && [...valuesOf[name]].every((word) => levelOf(word) >= 0);
}

/** The choices of a filter, as value and words; of a scale each but the lowest, which would keep nothing out. */
export function choicesOf(name) {
  if (!isScale(name)) return [...valuesOf[name]].sort(collator.compare).map((value) => [value, value]);
  const present = data.sure.map((words) => words.filter((word) => valuesOf[name].has(word)));
  const levels = present.map((words, level) => [words, level]).filter(([words]) => words.length);
  return levels.slice(0, -1).map(([words, level], at) => [data.sure[level][0], `${words.join(' or ')}${at ? ', or better' : ''}`]);
}

/** Whether a filter can keep anything out: it has two choices, or one that not all have. */
export function isUseful(name) {
  const choices = choicesOf(name);
  return choices.length > 1 || (choices.length === 1 && (isScale(name) || data.nodes.some((node) => !(node.filters[name] || []).length)));
}

export function hasDate(item) {
  return item.dates.some(Boolean);
}

/** Whether something may be under way between two days; an end that is open, of either, excludes nothing. */
function mayOverlap([first, last], from, to) {
  return (!from || !last || last >= from) && (!to || !first || first <= to);
}

function wordTest(name, value) {
  if (!isScale(name)) return (word) => word === value;
  const enough = new Set(data.sure.slice(0, levelOf(value) + 1).flat());
  return (word) => enough.has(word);
}

/**
 * The filters that are set, as tests.
 *
 * Organisation, role and how sure are three things that one responsibility has: set together they mean this body in this role, so surely, and never a body
 * in some role and another body in the role that is asked for. What has `held` (an action: all its responsibilities; a link: its own) passes if one of
 * them passes all three; a body goes with its links.
 */
export function testsOf(state) {
  const set = FILTERS.filter((name) => state[name]);
  const words = Object.fromEntries(set.map((name) => [name, wordTest(name, state[name])]));
  const parts = PARTS.map((name) => words[name]);
  const joined = parts.filter(Boolean).length > 1;
  const holds = (held) => held.some((each) => parts.every((test, at) => !test || test(each[at])));
  const apart = set.filter((name) => !joined || !PARTS.includes(name));
  const inTime = (dates) => mayOverlap(dates, state.from, state.to);
  return { set, words, joined, holds, apart, inTime };
}

/** The actions at the ends of an edge: what says what it holds is an action. */
function actionsOf(edge) {
  edge.ends = edge.ends || [edge.from, edge.to].filter((node) => node.held);
  return edge.ends;
}

/** Whether an edge passes. For what it does not say itself it goes with the actions at its ends, of which one must pass. */
export function edgePasses(edge, tests) {
  const actions = actionsOf(edge);
  const byEnds = (test) => !actions.length || actions.some(test);
  const has = (name) => (item) => !item.filters[name] || item.filters[name].some(tests.words[name]);
  if (!(hasDate(edge) ? tests.inTime(edge.dates) : byEnds((action) => tests.inTime(action.dates)))) return false;
  if (tests.joined && !(edge.held ? tests.holds(edge.held) : byEnds((action) => tests.holds(action.held)))) return false;
  const names = edge.held ? tests.apart : tests.set.filter((name) => !(tests.joined && actions.length && name === PARTS[0])); // its list is of all who share the action
  return names.every((name) => (edge.filters[name] ? has(name)(edge) : byEnds(has(name))));
}

/**
 * Whether a node passes: by what it has itself, and, if it has links, by one of them as well, because a body that leads in one section and is named in
 * another does not lead in that one. Where it has nothing for a filter, its links must have it. `passing` are its links that pass.
 */
export function nodePasses(node, tests, passing) {
  if (node.edges.length && !passing.length && !data.bars) return false; // a bar needs no links
  if (!tests.inTime(node.dates) || (tests.joined && node.held && !tests.holds(node.held))) return false;
  const byLinks = tests.joined && (node.held || node.edges.some((edge) => edge.held || actionsOf(edge).length));
  return (byLinks ? tests.apart : tests.set).every((name) => (
    node.filters[name] ? node.filters[name].some(tests.words[name]) : passing.some((edge) => edge.filters[name])
  ));
}
