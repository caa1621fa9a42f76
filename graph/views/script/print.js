// The network for print: drawn anew at the size of the sheet, on light ground, with title, legend and source, so that it can stand alone in a report.
import { data, origin } from './data.js';
import { element } from './elements.js';
import { headings } from './headings.js';
import { BORDERS, HEADS, OUTLINES, lineColour } from './looks.js';
import { writtenNames } from './names.js';

const SHEET = { paper: '#ffffff', raised: '#f4f6f8', ink: '#16202b', soft: '#51606f', accent: '#0b5cad', outline: '#2b3744', edge: '#7b8794' };
const PRINT_WIDTH = 2700; // pixels at least: 17 cm at 400 dots an inch
const PRINT_SHARP = 3; // pixels for a unit of the page, unless the sheet would grow too large
const PRINT_MOST = 36e6; // pixels of the picture, and with words no more than 40 million
const PRINT_SIDE = 12000;
const PRINT_COLUMN = 900; // units of words across the sheet
const PRINT_LETTERS = 8; // units of these: letters in the picture are never smaller
const PRINT_PAGE = [0.16, 0.23]; // metres: what a page has room for between its margins

/** A PNG of what is in sight after the reader has moved or zoomed, else of everything. */
export async function printed(picture) {
  const [left, top, right, bottom] = boundsOf(picture);
  const scale = printScale(right - left, bottom - top);
  const [wide, high] = [Math.round((right - left) * scale), Math.round((bottom - top) * scale)];
  const copy = copied(picture, wide, high, scale, { x: (left + right) / 2, y: (top + bottom) / 2 });
  try {
    const sheet = sheetAround(copy.canvas, wide, high);
    return await sized(await new Promise((done) => { sheet.toBlob(done, 'image/png'); }), sheet);
  } finally {
    copy.network.destroy();
    copy.box.remove();
  }
}

/** Left, top, right and bottom of what is printed, not flatter or higher than a page takes. */
function boundsOf(picture) {
  const [low, high] = [picture.network.DOMtoCanvas({ x: 0, y: 0 }), picture.network.DOMtoCanvas({ x: picture.canvas.clientWidth, y: picture.canvas.clientHeight })];
  const [left, top, right, bottom] = picture.touched ? [low.x, low.y, high.x, high.y] : picture.extent(picture.nodes.getIds());
  const across = Math.max(right - left, (bottom - top) * 0.6, 400) * 1.03;
  const head = picture.touched ? 0 : (headings.high * across) / PRINT_COLUMN;
  const down = Math.max(bottom - top, across * 0.2) * 1.03 + head;
  const [x, y] = [(left + right) / 2, (top + bottom - head) / 2];
  return [x - across / 2, y - down / 2, x + across / 2, y + down / 2];
}

function printScale(wide, high) {
  return Math.min(Math.max(PRINT_SHARP, PRINT_WIDTH / wide), PRINT_SIDE / wide, PRINT_SIDE / high, Math.sqrt(PRINT_MOST / (wide * high)));
}

/** The same network out of sight, at another scale and in the colours of print. */
function copied(picture, wide, high, scale, position) {
  const box = element('div');
  const dots = window.devicePixelRatio || 1;
  Object.assign(box.style, { position: 'fixed', left: '-30000px', top: '0', width: `${wide / dots}px`, height: `${high / dots}px` });
  document.body.append(box);
  const at = picture.network.getPositions();
  const looks = picture.looks(SHEET, false);
  const merged = (items, more) => { const byId = new Map(more.map((look) => [look.id, look])); return items.map((item) => ({ ...item, ...byId.get(item.id), title: undefined })); };
  const nodes = merged(picture.nodes.get(), looks.nodes).map((node) => ({ ...node, ...at[node.id], borderWidth: (1.2 * wide) / PRINT_COLUMN / dots }));
  const options = { ...data.vis.options, autoResize: false, nodes: { ...data.vis.options.nodes, scaling: { label: { drawThreshold: 0, maxVisible: 1e6 } } } };
  const network = new vis.Network(box, { nodes, edges: merged(picture.edges.get(), looks.edges) }, options);
  network.on('beforeDrawing', () => picture.thicken(network, wide / PRINT_COLUMN / dots));
  network.on('afterDrawing', (pen) => namesInPrint(picture, network, pen, scale / dots, wide / dots));
  network.moveTo({ position, scale: scale / dots, animation: false });
  network.redraw();
  return { box, network, canvas: box.querySelector('canvas') };
}

function namesInPrint(picture, network, pen, scale, wide) {
  const names = picture.placeNames(pen, scale, (PRINT_LETTERS * wide) / PRINT_COLUMN);
  const faintly = (node) => Boolean(picture.strong) && !picture.strong.has(node);
  writtenNames(pen, names, { scale, face: picture.face, theme: SHEET, strongly: () => false, faintly });
  headings.draw(pen, network, wide, { pixel: wide / PRINT_COLUMN, theme: SHEET });
}

/** The PNG with a note of how large it is meant to be (chunk pHYs after the first, which has 33 bytes), so that a text takes it up as wide as its page. */
async function sized(png, { width, height }) {
  const chunk = new DataView(new ArrayBuffer(21));
  const dots = Math.ceil(Math.max(width / PRINT_PAGE[0], height / PRINT_PAGE[1]));
  [9, 0x70485973, dots, dots].forEach((value, at) => chunk.setUint32(4 * at, value));
  chunk.setUint8(16, 1); // dots by the metre
  chunk.setUint32(17, checkOf(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([png.slice(0, 33), chunk.buffer, png.slice(33)], { type: 'image/png' });
}

/** The check sum of PNG, CRC-32. */
function checkOf(bytes) {
  let found = 0xffffffff;
  for (const byte of bytes) {
    found ^= byte;
    for (let bit = 0; bit < 8; bit += 1) found = (found >>> 1) ^ (found & 1 ? 0xedb88320 : 0);
  }
  return ~found >>> 0;
}

/** The picture with what stands above and below it. */
function sheetAround(canvas, wide, high) {
  const unit = wide / PRINT_COLUMN;
  const sheet = element('canvas');
  const pen = sheet.getContext('2d');
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  const [signs, source] = [signRows(pen), foldedWords(pen, sourceWords(), PRINT_COLUMN - 24, 11 / 13)];
  const [top, foot] = [data.subject ? 64 : 44, 16 + signs.length * 22 + source.length * 16];
  sheet.width = wide;
  sheet.height = high + Math.round((top + foot) * unit);
  pen.fillStyle = SHEET.paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0, canvas.width, canvas.height, 0, top * unit, wide, high);
  pen.scale(unit, unit);
  printWords(pen, data.title, 20, SHEET.ink, 12, 28);
  printWords(pen, data.subject, 13, SHEET.soft, 12, 50);
  const below = top + high / unit + 20;
  signs.forEach((row, at) => row.forEach((sign) => printSign(pen, sign, below + at * 22)));
  source.forEach((line, at) => printWords(pen, line, 11, SHEET.soft, 12, below + signs.length * 22 + at * 16));
  return sheet;
}

function printWords(pen, text, size, colour, x, y) {
  pen.fillStyle = colour;
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(text, x, y, PRINT_COLUMN - x - 8);
}

function sourceWords() {
  return [document.getElementById('count').textContent, ...origin()].join(' · ');
}

/** Words in lines of a width; the pen measures letters of 13 units. */
function foldedWords(pen, words, wide, size) {
  const lines = [''];
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && pen.measureText(longer).width * size > wide) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The legend in rows: what of each kind is drawn, and where its sign stands. */
function signRows(pen) {
  const sign = (label) => ({ key: label.querySelector('input').value, words: label.textContent.replace(/\s+/g, ' ').trim() });
  const rows = [[]];
  let x = 12;
  for (const each of [...document.querySelectorAll('#legend label:not(.off):not([hidden])')].map(sign)) {
    const wide = pen.measureText(each.words).width + 60;
    if (x > 12 && x + wide > PRINT_COLUMN) { rows.push([]); x = 12; }
    rows.at(-1).push({ ...each, x });
    x += wide;
  }
  return rows;
}

function printSign(pen, { key, words, x }, y) {
  const [sort, kind] = [key.slice(0, 5), key.slice(5)];
  pen.save();
  pen.translate(x, y - 13);
  if (sort === 'node-') printOutline(pen, data.nodeKinds[kind]);
  else printLine(pen, data.edgeKinds[kind], lineColour(kind, false));
  pen.restore();
  printWords(pen, words, 13, SHEET.ink, x + (sort === 'node-' ? 22 : 38), y);
}

function printOutline(pen, { shape, colour, border }) {
  const path = new Path2D(OUTLINES[shape] || OUTLINES.circle);
  pen.fillStyle = colour;
  pen.strokeStyle = SHEET.outline;
  pen.fill(path);
  pen.setLineDash(BORDERS[border] || []);
  pen.stroke(path);
}

function printLine(pen, { dashes, head }, colour) {
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.setLineDash(dashes);
  pen.stroke(new Path2D(head ? 'M0 8h24' : 'M0 8h32'));
  if (head) pen.fill(new Path2D(HEADS[head]));
}
