"""Answers as a page of their own: no script, nothing loaded, readable on paper, on a phone, in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from concordat.graph.answer import Answer, Chapter, Marked, Value
from concordat.graph.output import FEW, chapters, flat, headed, is_number, matrix, meaning, numeric, text, visible, written

TEMPLATE = Path(__file__).resolve().parent / "answers.html"
STYLE = TEMPLATE.with_suffix(".css")
WORD = r"[^\s,;()\"“”]+"  # of a cell, where each may lead somewhere
BETWEEN = r"(, |; |\n| then )"  # the things in a cell
SAFE = r"https?://|(?![A-Za-z][A-Za-z0-9+.-]*:)[\w.#]"  # how an address begins that a page may have
REPEATED = 60  # characters of a text that a page does not repeat below itself
LINK = r"https?://(?!w3id\.org/)[^\s\"'<>\\]+"  # our own IRIs, which are names only, open nothing in a browser
MARKS = {"old": "<del>{}</del>", "new": "<ins>{}</ins>"}
NAMED = 60  # letters of the page that an address names
SHADES = 4  # of the cells of a matrix; the figure stands in each, too
Meta = Mapping[str, object]
Links = Callable[[str, str], str] | None


def html(answers: Sequence[Answer], meta: Meta) -> str:
    """A page of its own: no script, nothing loaded, readable on paper, on a phone, in light and in dark.

    Meta may hold, besides what its foot shows, ``home``, where the page leads back to.
    """
    from string import Template

    home = f'<nav><a href="{_html(str(meta["home"]))}">Overview</a></nav>\n' if meta.get("home") else ""
    made = parts(answers, meta, heads=True)
    told = {"home": home, "title": _html(made.title), "under": f'<p class="under">{_html(made.under)}</p>\n' if made.under else "", "tables": made.tables, "meta": made.foot, "style": STYLE.read_text(encoding="utf-8")}
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(told)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page of answers holds: its title, and what all tables have in common, as words; the tables with their contents, and the foot, as HTML."""

    title: str
    under: str
    tables: str
    foot: str


def parts(answers: Sequence[Answer], meta: Meta, links: Links = None, files: Sequence[str] = (), most: int | None = None, heads: bool = False) -> Parts:
    """The answers for a page of whatever frame.

    Parameters
    ----------
    answers : Sequence[Answer]
        What was answered, in the order in which it is shown.
    meta : Mapping[str, object]
        What was asked of what, for the foot.
    links : callable, optional
        From the name of a column and a word in it to the address that the word leads to, "" for none.
    files : Sequence[str], optional
        For each answer the address of a file with all of its rows.
    most : int, optional
        How many rows of an answer the page shows; it says how many it leaves out.
    heads : bool, optional
        Whether each cell holds its column's name, which a narrow screen shows beside it; in a frame with a script that is the script's work, since it is a quarter of a page.
    """
    title, common = _title(answers, meta), ending([answer.title for answer in answers])
    answers = [replace(answer, title=answer.title.removesuffix(common)) for answer in answers]
    found = chapters(answers)
    anchored = len(answers) > FEW
    tables = _contents(found) if anchored else ""
    whole = iter(files)
    for chapter, some in found:
        tables += _heading(chapter)
        tables += "".join(_section(answer, links, place if anchored else "", next(whole, ""), most, heads) for place, answer in some.items())
    return Parts(title, _capital(common.removeprefix(", ")), tables, _terms(flat(meta)))


def ending(titles: Sequence[str]) -> str:
    """What several titles all say at their end, from a comma on: it is said once.

    >>> ending(["Leads, seen from 2026", "Partners, seen from 2026"])
    ', seen from 2026'
    >>> ending(["Leads, by name", "Partners, as printed"])
    ''
    """
    from os.path import commonprefix

    common = commonprefix([title[::-1] for title in titles])[::-1] if len(titles) > 1 else ""
    at = common.find(", ")
    return common[at:] if at >= 0 and all(len(title) > len(common[at:]) for title in titles) else ""


def _title(answers: Sequence[Answer], meta: Meta) -> str:
    """What stands at the top: the one answer's title, else what was asked, and of whom or what."""
    if len(answers) == 1:
        return answers[0].title or answers[0].name
    name = str(meta.get("name") or "answers").capitalize()
    asked = meta.get("parameters")
    about = next((str(asked[key]) for key in ("about", "organisation") if asked.get(key)), "") if isinstance(asked, Mapping) else ""
    return f"{name} reports" if any(answer.chapter for answer in answers) else f"{name}: {about}" if about else name


def _contents(found: Sequence[tuple[Chapter | None, Mapping[str, Answer]]]) -> str:
    """A table of contents: chapters with what each tells, and a link to each answer."""
    lines = ""
    for chapter, some in found:
        links = "".join(f'<li><a href="#{place}">{_html(answer.title or answer.name)}</a></li>\n' for place, answer in some.items())
        lines += f'<li><a href="#{_place(chapter)}">{_html(chapter.title)}</a>: {_html(chapter.tells)}\n<ul>\n{links}</ul></li>\n' if chapter else links
    return f'<nav class="contents" aria-label="Contents">\n<details open>\n<summary>Contents</summary>\n<ul>\n{lines}</ul>\n</details>\n</nav>\n'


def _heading(chapter: Chapter | None) -> str:
    return f'<h2 id="{_place(chapter)}">{_html(chapter.title)}<span>{_html(chapter.tells)}</span></h2>\n' if chapter else ""


def _place(chapter: Chapter) -> str:
    return "part-" + re.sub(r"[^a-z0-9]+", "-", chapter.title.lower())


def _section(answer: Answer, links: Links = None, place: str = "", file: str = "", most: int | None = None, headed: bool = True) -> str:
    question = f"<span>{_html(answer.question)}</span>" if answer.question else ""
    label = _html(answer.title or answer.name)
    heads = _heads(answer)
    head = "".join(f'<th scope="col"{_classes(each.marks)}>{_html(each.words)}</th>' for each in heads)
    shown = answer.rows[:most]
    rows = "".join(f"<tr>{_row(heads, row, above, links, headed)}</tr>\n" for row, above in zip(shown, ((), *shown)))
    none = "" if answer.rows else "<p>No rows.</p>\n"
    notes = "".join(f"<p>{_html(note)}</p>\n" for note in answer.notes)
    kind = ' class="matrix"' if any(matrix(answer)) else ' class="rows"' if headed else ""
    anchor = f' id="{place}"' if place else ""
    up = '<p class="up"><a href="#content">Back to the top</a></p>\n' if place else ""
    return (
        f'<section{anchor}>\n<div class="wide" tabindex="0" role="region" aria-label="{label}">\n<table{kind}>\n<caption>{label}{question}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{none}"
        f"{_left_out(answer, len(shown), file)}{notes}{_meanings(answer)}{up}</section>\n"
    )


def _left_out(answer: Answer, shown: int, file: str) -> str:
    """Where all rows are, and how many are shown here if that is not all."""
    words = f"The first {shown:,} of {len(answer.rows):,} rows stand here. " if shown < len(answer.rows) else ""
    leads = f'<a href="{_html(file)}">{"All rows as csv" if words else "This table as csv"}</a>' if file else ""
    mark = ' class="left-out"' if words else ""
    return f"<p{mark}>{words}{leads}</p>\n" if words or leads else ""


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of a page: its name, what stands above it, the classes of its cells, how its numbers are written, and the highest figure of its matrix."""

    name: str
    words: str
    marks: tuple[str, ...]
    look: str
    most: float


def _heads(answer: Answer) -> list[_Head]:
    """Numbers stand to the right, those of a matrix in narrow cells."""
    numbers, small = numeric(answer), matrix(answer)
    most = max((row[at] for row in answer.rows for at, figure in enumerate(small) if figure and is_number(row[at])), default=0)  # type: ignore[type-var]
    marks = [("number", "figure") if figure else ("number",) if number else () for number, figure in zip(numbers, small)]
    looks = [written(answer, at) if number else "" for at, number in enumerate(numbers)]
    return [_Head(c.name, _capital(headed(c)), m, look, most) for c, m, look in zip(answer.columns, marks, looks)]  # type: ignore[arg-type]


def _classes(mark: Sequence[str]) -> str:
    return f' class="{" ".join(mark)}"' if mark else ""


def _meanings(answer: Answer) -> str:
    """What the columns mean, and of figures what they do not; the columns of a matrix are explained by its notes, not one by one."""
    told = [column for column, small in zip(answer.columns, matrix(answer)) if (column.about or column.limits) and not small]
    return _terms([(_capital(headed(column)), meaning(column)) for column in told])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(heads: Sequence[_Head], row: Sequence[Value], above: Sequence[Value], links: Links, headed: bool) -> str:
    """The cells of a row, each with its head for a narrow screen; a long text that the row above has too is not said again."""
    cells = []
    for at, (head, value) in enumerate(zip(heads, row)):
        again = bool(above) and isinstance(value, str) and len(value) > REPEATED and value == above[at]
        shown = '<span class="again">as above</span>' if again else format(value, head.look) if head.look and is_number(value) else _cell(value, head.name, links)
        name = f' data-head="{_html(head.words)}"' if headed else ""
        cells.append(f"<td{_classes(_shaded(head, value))}{name}>{shown}</td>")
    return "".join(cells)


def _shaded(head: _Head, value: Value) -> tuple[str, ...]:
    """A cell of a matrix is the darker the more stands in it."""
    if "figure" not in head.marks or not is_number(value):
        return head.marks
    return (*head.marks, f"shade{-(-SHADES * max(value, 0) // (head.most or 1))}")  # type: ignore[operator, type-var]


def _terms(pairs: Sequence[tuple[str, str]]) -> str:
    return f"<dl>\n{''.join(f'<dt>{_html(term)}</dt><dd>{_html(words)}</dd>' + chr(10) for term, words in pairs)}</dl>\n" if pairs else ""


def _cell(value: Value, column: str = "", links: Links = None) -> str:
    if isinstance(value, Marked):
        return " ".join(MARKS.get(kind, "{}").format(_html(words)) for kind, words in value.pieces)
    if links and isinstance(value, str) and value:
        return _linked(value, column, links)
    if isinstance(value, str) and re.search(LINK, value):  # several addresses stand between bars
        parts = ((part, _html(part)) for part in value.split(" | "))
        return " | ".join(f'<a href="{words}" rel="noreferrer">{_html(called(part))}</a>' if re.fullmatch(LINK, part) else words for part, words in parts)
    return _html(text(value))


def called(address: str) -> str:
    """An address in words: the place on the web, and what the address says of the page.

    >>> called("https://www.example.org/news/2025/Trust-receives%20its%20charter.aspx?v=2")
    'example.org: Trust receives its charter'
    >>> called("https://example.org/"), called("no address")
    ('example.org', 'no address')
    """
    from urllib.parse import unquote, urlsplit

    split = urlsplit(address)
    host = split.netloc.removeprefix("www.") or address
    last = next((piece for piece in reversed(unquote(split.path).split("/")) if split.netloc and re.search(r"[^\W\d]{3}", piece)), "")
    words = " ".join(re.split(r"[-_+\s]+", re.sub(r"\.\w{2,5}$", "", last))).strip()
    cut = words if len(words) <= NAMED else f"{words[:NAMED].rsplit(' ', 1)[0]} …"
    return f"{host}: {cut}" if cut else host


def _linked(words: str, column: str, links: Callable[[str, str], str]) -> str:
    """A cell with its words as links, where they lead somewhere: the whole of it as one, or what stands between commas, or word by word."""
    whole = _anchor(words, column, links)
    if whole:
        return whole
    parts = [_anchor(part, column, links) or _words_linked(part, column, links) for part in re.split(BETWEEN, words)]
    made = "".join(parts)
    return made if "<a " in made else _cell(words)


def _words_linked(words: str, column: str, links: Callable[[str, str], str]) -> str:
    parts, at = [], 0
    for found in re.finditer(WORD, words):
        made = _anchor(found[0], column, links)
        if made:
            parts += [_html(words[at : found.start()]), made]
            at = found.end()
    return "".join(parts) + _html(words[at:])


def _anchor(words: str, column: str, links: Callable[[str, str], str]) -> str:
    address = links(column, words)
    return f'<a href="{_html(address)}">{_html(words)}</a>' if re.match(SAFE, address) else ""


def _html(words: str) -> str:
    from html import escape

    return escape(visible(words), quote=True)


