// Tables on paper: a sheet is only so wide, so each has the columns that fit it, and says which it leaves out.
import { element } from './elements.js';

const ACROSS = 190; // letters that stand beside each other on a sheet
const NARROW = 7; // letters at least in a column
const BROAD = [24, 36, 56]; // and at most, of few words, of many, and of the first that has many: what is longer takes more lines
const NAMED = 6; // columns that are named among those left out

/** About how many letters wide a column is to be: as most of its cells are, and no narrower than the longest word of its title. */
function roomOf(column, items, first) {
  const lengths = items.map((item) => column.value(item).length).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length * 0.8)] || 0;
  const word = Math.max(...column.title.split(' ').map((each) => each.length)) + 1;
  return Math.min(Math.max(usual + 2, word, NARROW), BROAD[column.wide ? 1 + Number(column === first) : 0]);
}

/** The columns that fit a sheet, the widths that they have on it, and a sentence about the others, "" if there are none. */
export function sheetOf(all, items) {
  const first = all.find((column) => column.wide);
  const wide = new Map(all.map((column) => [column, roomOf(column, items, first)]));
  let left = ACROSS;
  const columns = all.filter((column, at) => {
    const fits = !column.rest && (at === 0 || wide.get(column) <= left);
    if (fits) left -= wide.get(column);
    return fits;
  });
  const sum = columns.reduce((total, column) => total + wide.get(column), 0);
  const widths = element('colgroup', {}, ...columns.map((column) => {
    const col = element('col');
    col.style.width = `${((100 * wide.get(column)) / sum).toFixed(2)}%`;
    return col;
  }));
  return { columns, widths, note: noteOf(all.filter((column) => !columns.includes(column)).map(({ title }) => title)) };
}

function noteOf(names) {
  if (!names.length) return '';
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more columns` : '';
  return `Not on paper, for want of room: ${names.slice(0, NAMED).join(', ')}${more}. The page itself and its csv files have ${names.length === 1 ? 'it' : 'them'}.`;
}
