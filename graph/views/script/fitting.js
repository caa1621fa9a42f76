// How wide words are in a drawing, and how much of them fits.

const ruler = document.createElement('canvas').getContext('2d');

/** How wide a text is in pixels, its first 400 characters at most. */
export function widthOf(text, font = '600 13px') {
  ruler.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text.slice(0, 400)).width;
}

/** A text cut so that it takes no more than so many pixels; nothing where no three letters fit. */
export function fitted(text, room, font = '13px') {
  const wide = widthOf(text, font);
  if (wide <= room && text.length <= 400) return text;
  let most = Math.floor((Math.min(text.length, 400) * room) / wide);
  while (most > 0 && widthOf(`${text.slice(0, most)}…`, font) > room) most -= 1;
  return most > 2 ? `${text.slice(0, most).trimEnd()}…` : '';
}
