// The bars on paper and as a picture, each a drawing of its own.
import { data, origin } from './data.js';
import { download, element, svg } from './elements.js';
import { fitted, widthOf } from './fitting.js';

const ROWS_PRINTED = 500; // rows on paper
const ROWS_A_SHEET = 26;
const TALLEST = 8000; // pixels of the screen that a saved picture has at most

/** On paper as many bars to a sheet as a page has room for; a drawing that pages cut would cut bars too. */
export function printBars(bars) {
  const kept = [bars.left, bars.wide];
  [bars.left, bars.wide] = [330, 1000];
  const items = bars.items.slice(0, ROWS_PRINTED);
  const sheets = [];
  for (let at = 0; at < items.length; at += ROWS_A_SHEET) sheets.push(bars.sheet(items.slice(at, at + ROWS_A_SHEET)));
  const rest = bars.items.slice(ROWS_PRINTED).filter((item) => item.node).length;
  bars.sheets.replaceChildren(...sheets, ...(rest ? [element('p', {}, `${rest} more bars are not printed: filter, or see the table.`)] : []));
  [bars.left, bars.wide] = kept;
}

/** The bars as they are grouped and filtered, with title, legend and source, so that the picture can stand alone in a report. */
export function saveBars(bars) {
  const room = bars.items.findIndex((item) => item.y + item.high > TALLEST);
  const first = room < 0 ? 0 : bars.items.findIndex((item) => item.y + item.high > bars.box.scrollTop);
  const items = room < 0 ? bars.items : bars.items.slice(first).filter((item) => item.y < bars.items[first].y + TALLEST);
  const drawing = bars.sheet(items);
  const high = drawing.viewBox.baseVal.height;
  const left = bars.items.filter((item) => item.node).length - items.filter((item) => item.node).length;
  const signs = signsBelow(bars, data.subject ? 78 : 56);
  const top = signs.y + 16;
  const foot = [...origin(), ...(left ? [`${left} bars are not in this picture`] : [])];
  const lines = foot.map((line, at) => svg('text', { class: 'foot', x: 10, y: top + high + 20 + at * 16 }, fitted(line, bars.wide - 20, '12px')));
  const size = top + high + 24 + foot.length * 16;
  drawing.setAttribute('y', top);
  const whole = svg('svg', { class: 'sheet out', xmlns: 'http://www.w3.org/2000/svg' }, svg('rect', { class: 'ground', width: bars.wide, height: size }),
    svg('text', { class: 'title', x: 10, y: 30 }, fitted(data.title, bars.wide - 20, '600 20px')),
    svg('text', { class: 'foot', x: 10, y: 52 }, fitted(data.subject, bars.wide - 20, '12px')), ...signs.parts, drawing, ...lines);
  bars.sized(whole, size);
  asPicture(bars, whole, size);
}

/** The legend beside and under each other, and how far down it reaches. */
function signsBelow(bars, top) {
  let [x, y] = [10, top];
  const parts = [...document.querySelectorAll('#legend label:not(.off)')].flatMap((label) => {
    const [sign, words] = [label.querySelector('svg').cloneNode(true), label.textContent.trim()];
    const wide = sign.viewBox.baseVal.width;
    const room = wide + 26 + widthOf(words);
    if (x > 10 && x + room > bars.wide) [x, y] = [10, y + 22];
    for (const [name, value] of Object.entries({ x, y: y - 13, width: wide, height: 16 })) sign.setAttribute(name, value);
    const text = svg('text', { class: 'sign', x: x + wide + 5, y }, words);
    x += room;
    return [sign, text];
  });
  return { parts, y };
}

/** A drawing as PNG: in a picture the page's style has no say, so each part takes what it looks like with it. */
function asPicture(bars, whole, high) {
  document.body.append(whole);
  const looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'fill-opacity', 'stroke-opacity', 'font-size', 'font-weight', 'font-family', 'paint-order', 'stroke-linejoin'];
  for (const part of whole.querySelectorAll('*')) {
    const style = getComputedStyle(part);
    if (!part.closest('defs')) looks.forEach((name) => { if (!(name === 'fill' && style.fill.startsWith('url'))) part.setAttribute(name, style.getPropertyValue(name)); });
  }
  whole.remove();
  const ratio = Math.min(Math.max(3000 / bars.wide, 2), 16000 / high);
  const text = new XMLSerializer().serializeToString(whole).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  const image = new Image();
  image.addEventListener('load', () => {
    const canvas = element('canvas', { width: Math.round(bars.wide * ratio), height: Math.round(high * ratio) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(blob, `${data.name}.png`), 'image/png');
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
