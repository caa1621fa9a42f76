// A field with suggestions that are reached by arrows, as a screen reader expects it.
import { element } from './elements.js';

/**
 * Make one of an input and the list under it. `suggest(text)` gives the hits, the children of each one's line, and a note below them (or ""); `take(hit)` is
 * called for the one chosen. What comes back closes the list.
 */
export function combobox(input, list, suggest, take) {
  let hits = [];
  let active = -1;

  const mark = () => {
    [...list.querySelectorAll('[aria-selected]')].forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
    if (active < 0) { input.removeAttribute('aria-activedescendant'); return; }
    input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
    document.getElementById(`${list.id}-${active}`).scrollIntoView({ block: 'nearest' });
  };

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
  };

  const close = () => {
    [hits, active] = [[], -1];
    show(false);
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (at) => {
    const hit = hits[at];
    close();
    take(hit);
  };

  // mousedown, because a click comes after the blur that closes the list
  const option = (children, at) => element(
    'li', { id: `${list.id}-${at}`, role: 'option', 'aria-selected': 'false', mousedown: (event) => { event.preventDefault(); choose(at); } }, ...children,
  );

  const find = () => {
    if (!input.value.trim()) { close(); return; }
    const found = suggest(input.value);
    hits = found.hits;
    active = hits.length ? 0 : -1;
    const note = found.note && element('li', { class: 'plain', role: 'option', 'aria-disabled': 'true' }, found.note);
    list.replaceChildren(...found.lines.map(option), ...(note ? [note] : []));
    show(true);
    mark();
  };

  const key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const open = !list.hidden;
    if (step && !open) find();
    else if (step && hits.length) { active = (active + step + hits.length) % hits.length; mark(); }
    else if (event.key === 'Enter' && active >= 0) choose(active);
    else if (event.key === 'Escape' && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  input.addEventListener('input', find);
  input.addEventListener('focus', () => { input.select(); find(); });
  input.addEventListener('keydown', key);
  input.addEventListener('blur', close);
  return close;
}
