// A network too large to be drawn at once: in communities, each closed into one box until the reader opens it, within a budget of drawn nodes.
import { data } from './data.js';
import { element } from './elements.js';
import { state } from './state.js';

const REGION_ROOM = 30; // page units around the nodes of a region
const REGION_BROAD = 2; // of the box of a closed community, times its height at least: words are longer than they are high

/** The members of a community, the best linked of them, which it is called after, and the region in which they stand. */
function asCommunity(places, at) {
  const nodes = places.map((place) => data.nodes[place]);
  const head = nodes.reduce((best, node) => (node.edges.length > best.edges.length ? node : best));
  const [left, right] = [Math.min, Math.max].map((least, side) => least(...nodes.map((node) => node.look.x + (side ? REGION_ROOM : -REGION_ROOM))));
  const [top, bottom] = [Math.min, Math.max].map((least, side) => least(...nodes.map((node) => node.look.y + (side ? REGION_ROOM : -REGION_ROOM))));
  const community = { id: `c${at + 1}`, nodes, head, x: (left + right) / 2, y: (top + bottom) / 2, wide: right - left, high: bottom - top };
  nodes.forEach((node) => { node.community = community; });
  return community;
}

const communities = data.communities.map(asCommunity);
const communityById = new Map(communities.map((community) => [community.id, community]));

const countOf = (number, word) => `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`;

/** What a community is called: after its best linked member, with how many others, or how many of them are shown. */
function nameOfCommunity({ head, nodes }, shown = nodes.length) {
  const others = nodes.length === 1 ? head.label : `${head.label} and ${countOf(nodes.length - 1, 'other')}`;
  return shown < nodes.length ? `${others} (${shown} of them shown)` : others;
}

export const crowd = {
  drawn: 0, // nodes
  closed: [], // communities in the picture as one box, and of how many nodes each
  madeRoom: [], // communities closed when another was opened
  asked: '', // the community that was opened last

  /** What of these nodes and edges is drawn: all where they are few, else the members of open communities, and a box for each closed one. */
  inSight(nodes, edges, chosen) {
    this.closed = [];
    this.drawn = nodes.length;
    this.isParted = nodes.length > data.most && communities.length > 0;
    if (!this.isParted) return { nodes, edges, boxes: [], bundles: [] };
    const sizes = new Map();
    nodes.forEach(({ community }) => sizes.set(community, (sizes.get(community) || 0) + 1));
    this.open(sizes, chosen);
    this.closed = [...sizes].filter(([community]) => !state.open.has(community.id));
    const members = nodes.filter(({ community }) => state.open.has(community.id));
    this.drawn = members.length;
    return { nodes: members, ...this.lines(edges), boxes: this.closed.map(([community, shown]) => this.box(community, shown)) };
  },

  /** Open the community of what is chosen, and close those opened longest ago until no more nodes are drawn than can be. */
  open(sizes, chosen) {
    const wanted = chosen ? (chosen.edges ? [chosen] : [chosen.to, chosen.from]).map(({ community }) => community.id) : []; // of an edge both ends, if there is room
    wanted.filter((id) => !state.open.has(id)).forEach((id) => state.open.add(id));
    const must = new Set([...wanted.slice(-1), this.asked]);
    const isOpen = () => [...state.open].map((id) => communityById.get(id)).filter((community) => sizes.has(community));
    const total = () => isOpen().reduce((sum, community) => sum + sizes.get(community) - 1, sizes.size);
    const before = [...state.open];
    for (const id of before) if (!communityById.has(id) || (total() > data.most && !must.has(id))) state.open.delete(id);
    const gone = before.filter((id) => communityById.has(id) && !state.open.has(id));
    if (gone.length || this.asked) this.madeRoom = gone.map((id) => communityById.get(id));
    this.asked = '';
  },

  /** The edges between nodes in sight, and those that end in a closed community in bundles. */
  lines(edges) {
    const bundles = new Map();
    const end = (node) => (state.open.has(node.community.id) ? node : node.community);
    const whole = edges.filter((edge) => {
      const [from, to] = [end(edge.from), end(edge.to)];
      if (from.edges && to.edges) return true;
      if (from !== to) this.bundle(bundles, from, to).push(edge);
      return false;
    });
    const most = Math.max(...[...bundles.values()].map(({ links }) => links.length));
    return { edges: whole, bundles: [...bundles].map(([id, { ends, links }]) => this.line(id, ends, links, Math.sqrt(links.length / most))) };
  },

  bundle(bundles, from, to) {
    const ends = from.id < to.id ? [from, to] : [to, from];
    const id = `bundle ${ends[0].id} ${ends[1].id}`;
    if (!bundles.has(id)) bundles.set(id, { ends, links: [] });
    return bundles.get(id).links;
  },

  line(id, ends, links, share) {
    const kinds = Object.keys(data.edgeKinds).map((key) => [key, links.filter((edge) => edge.kind === key).length]).filter(([, number]) => number);
    const words = kinds.map(([key, number]) => `${data.edgeKinds[key].label}: ${number}`).join(', ');
    const names = ends.map((one) => (one.edges ? one.label : nameOfCommunity(one)));
    return { id, ends, share, title: `${countOf(links.length, 'link')} between ${names[0]} and ${names[1]} (${words})`, look: { id, from: this.idOf(ends[0]), to: this.idOf(ends[1]) } };
  },

  idOf(one) {
    return one.edges ? one.id : `community ${one.id}`;
  },

  /** A closed community, drawn as a box over its region with its name in it as large as there is room. */
  box(community, shown) {
    const lines = this.folded(nameOfCommunity(community, shown));
    const [wide, high] = [Math.max(community.wide, Math.min(community.high, 4000) * 0.6) * 0.86, Math.min(community.high, community.wide / REGION_BROAD) * 0.86];
    const letters = Math.max(14, Math.min((0.92 * wide) / (0.6 * Math.max(...lines.map((line) => line.length))), (0.85 * high) / (1.25 * lines.length)));
    const look = { id: this.idOf(community), x: community.x, y: community.y, shape: 'box', label: lines.join('\n'), margin: letters * 0.35 };
    return { community, shown, look: { ...look, font: { size: Math.round(letters) }, widthConstraint: { minimum: Math.round(wide) }, heightConstraint: { minimum: Math.round(high) } } };
  },

  folded(words) {
    const lines = [''];
    for (const word of words.split(' ')) {
      if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > 16) lines.push('');
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines.length > 4 ? [...lines.slice(0, 2), '…', lines.at(-1)] : lines;
  },

  called(id) {
    return communityById.get(id.replace('community ', ''));
  },

  /** What the picture leaves out, in words; nothing where it draws everything. */
  leftOut() {
    if (!this.closed.length) return '';
    const hidden = this.closed.reduce((sum, [, shown]) => sum + shown, 0);
    const made = this.madeRoom.length ? ` To make room, ${this.madeRoom.map((community) => `“${nameOfCommunity(community)}”`).join(' and ')} ${this.madeRoom.length === 1 ? 'was' : 'were'} closed.` : '';
    const where = `${hidden.toLocaleString('en-GB')} shapes stand in ${this.closed.length === 1 ? 'a closed community' : `${this.closed.length} closed communities`}`;
    const drawn = this.drawn ? `${countOf(this.drawn, 'shape')} ${this.drawn === 1 ? 'is' : 'are'} drawn, the other ${where}` : `its ${where}: open one to see them`;
    return ` The picture is too large to be drawn at once: ${drawn}.${made} The tables list all.`;
  },
};

// The communities as buttons, for whoever does not see the picture or has no mouse.
export const communityList = {
  start(again) {
    if (!communities.length) return;
    this.again = again;
    this.box = element('details', { id: 'communities', open: true });
    document.getElementById('notes').before(this.box);
  },

  show() {
    if (!this.box) return;
    this.box.hidden = !crowd.isParted;
    if (!crowd.isParted) return;
    const closed = new Map(crowd.closed);
    const seen = communities.filter((community) => closed.has(community) || state.open.has(community.id));
    const words = `Shapes that have more links with each other than with the rest make a community. Open one to see its members (a double click in the picture does the same); at most ${data.most.toLocaleString('en-GB')} shapes are drawn at once, so opening one may close the one that was opened longest ago.`;
    const focused = this.box.contains(document.activeElement) && document.activeElement.dataset.community;
    const buttons = seen.map((community) => element('li', {}, this.button(community, closed.get(community))));
    this.box.replaceChildren(element('summary', {}, `Communities (${seen.length})`), element('p', {}, words), element('ul', {}, ...buttons));
    if (focused) this.box.querySelector(`[data-community="${focused}"]`)?.focus();
  },

  button(community, shown) {
    const isOpen = state.open.has(community.id);
    const turn = () => { if (isOpen) this.close(community.id); else this.openUp(community.id); };
    return element('button', { type: 'button', 'data-community': community.id, 'aria-pressed': String(isOpen), click: turn }, `${isOpen ? 'Close' : 'Open'} ${nameOfCommunity(community, shown)}`);
  },

  openUp(id) {
    state.open.delete(id);
    state.open.add(id);
    crowd.asked = id;
    this.again(communityById.get(id).nodes);
  },

  close(id) {
    state.open.delete(id);
    crowd.madeRoom = [];
    this.again([]);
  },
};
