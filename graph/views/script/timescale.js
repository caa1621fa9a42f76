// Time on the axis: which days lie where, which stretches are named, and how a day that is given as words is counted.

const ONE_DAY = 86400000; // milliseconds
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** The beginning of a day (2016-04-01), and the end of one, which is the beginning of the next. */
export function dayStart(day) { return Date.parse(day); }
export function dayEnd(day) { return Date.parse(day) + ONE_DAY; }

function monthStart(months) {
  const year = Math.floor(months / 12);
  return Date.parse(`${String(year).padStart(4, '0')}-${String(months - year * 12 + 1).padStart(2, '0')}-01`);
}

function monthOf(time) {
  const day = new Date(time);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

/** Stretches of so many months that touch a stretch of time: where each begins and ends, and its first month. */
function stretches({ from, to }, months, offset = 0) {
  const found = [];
  for (let at = Math.floor((monthOf(from) - offset) / months) * months + offset; at <= monthOf(to); at += months) {
    const [begin, end] = [monthStart(at), monthStart(at + months)];
    if (!Number.isNaN(begin)) found.push({ begin, end: Number.isNaN(end) ? to : end, at });
  }
  return found;
}

/** Years, or as many together as have room for their name, `room` being how wide a year is. */
export function years(span, room) {
  const step = YEAR_STEPS.find((each) => each * room >= 44) || 10000;
  return stretches(span, step * 12).map((each) => ({ ...each, name: String(each.at / 12) }));
}

/** Quarters, or months where there is room; none where a year is narrow. */
export function partsOfYears(span, room) {
  if (room < 120) return [];
  const months = room >= 480 ? 1 : 3;
  return stretches(span, months).map((each) => ({ ...each, name: months === 1 ? MONTH_NAMES[each.at % 12] : `Q${(each.at % 12) / 3 + 1}` }));
}

/** English financial years, from April to March. */
export function englishYears(span, room) {
  if (room < 64) return [];
  const name = (year) => `${year}/${String(year + 1).slice(-2)}`;
  return stretches(span, 12, 3).map((each) => ({ ...each, name: name((each.at - 3) / 12) }));
}

/** The first and the last moment of what some bars are made of, with a little room; null where they name no day. */
export function wholeSpan(bars) {
  let [from, to] = [Infinity, -Infinity];
  for (const [, first, last] of bars.flatMap((bar) => bar.parts)) {
    if (first) [from, to] = [Math.min(from, dayStart(first)), Math.max(to, dayStart(first) + ONE_DAY)];
    if (last) [from, to] = [Math.min(from, dayStart(last)), Math.max(to, dayEnd(last))];
  }
  if (from > to) return null;
  const room = Math.max((to - from) * 0.03, 20 * ONE_DAY);
  return { from: from - room, to: to + 4.5 * room }; // on the right there are words beside the bars
}
