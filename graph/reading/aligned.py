"""Tables on a page without lines down: the columns are told by where the words stand below a row of headings that are known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.graph.reading import headings, lines
from concordat.graph.reading.layout import Written
from concordat.graph.reading.lines import Word
from concordat.graph.reading.ruled import NOTHING, Grid

Line = Sequence[Word]
_COLUMN_GAP = 0.5  # of a line's height: a wider gap may part columns
_ROW_GAP = 0.35  # of a line's height: so much more room than between the lines of a cell parts rows
_WHITE = 0.45  # of a line's height: so much white between lines parts rows, if it does so everywhere
_FAR = 3  # of a line's height: words that begin so far from where their column does may be a heading in the middle
_OVER = 2  # points that words must reach beyond the end of a column on both sides to run on over it
_BEFORE = 4  # points before the words of a column where it begins
_HEADER_LINES = 4
LONGEST_REFERENCE = 12
_FEW_RULES = 3  # fewer lines drawn across do not part the rows of a page


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table part, from the left; where its words end on the right; where the words of each usually begin; and where the
    table may have its middle."""

    edges: tuple[float, ...]
    right: float
    lefts: tuple[float, ...]
    middles: tuple[float, ...]

    def index(self, word: Word) -> int:
        """The column that a word stands in."""
        return bisect_right(self.edges, (word.x0 + word.x1) / 2)

    def crossed(self, line: Line) -> bool:
        """Whether words run on over the end of a column, or stand in the middle of the table, as those of a heading do."""
        parts = segments(line)
        if len(parts) == 1 and line[0].x0 > self.lefts[self.index(line[0])] + _FAR * line[0].height:
            return any(abs((line[0].x0 + line[-1].x1) / 2 - middle) < 2 * line[0].height for middle in self.middles)
        return any(part[0].x0 < edge - _OVER and edge + _OVER < part[-1].x1 for part in parts for edge in self.edges)

    def cells(self, found: Sequence[Line]) -> list[Written]:
        """The texts of the columns in these lines."""
        columns: list[list[list[Word]]] = [[] for _ in range(len(self.edges) + 1)]
        for line in found:
            parts: dict[int, list[Word]] = {}
            for word in line:
                parts.setdefault(self.index(word), []).append(word)
            for at, words in parts.items():
                columns[at].append(words)
        return [lines.text(column, right) for column, right in zip(columns, (*self.edges, self.right))]


@dataclass(frozen=True)
class Aligned:
    """The tables of a page told by their columns; the columns that hold at the end of the page; the numbers of the lines that the tables take, and
    the words in them that stand in columns."""

    grids: tuple[Grid, ...]
    columns: Columns
    taken: frozenset[int]
    words: frozenset[Word]


@dataclass(frozen=True)
class _Row:
    """The lines of a row, their texts by column, and whether it is a header, or words across all columns."""

    lines: list[Line]
    texts: list[Written]
    header: bool
    across: bool


def tables(found: Sequence[Line], rules: Sequence[float], before: Columns | None, middles: tuple[float, ...]) -> Aligned | None:
    """The tables in the lines of a page; None if there are none.

    `rules` are the heights of lines drawn across, `middles` is where they, or the page, have theirs; `before` are the columns of a table on the
    page before, which may go on.
    """
    headers = [(at, height) for at in range(len(found)) if (height := _header_height(found, at))]
    first = headers[0][0] if headers else len(found)
    goes_on = before is not None and _goes_on(found[:first], before)
    if not headers and not goes_on:
        return None
    top = 0 if goes_on else first
    rows: list[_Row] = []
    columns = before
    for start, end, header in _parts(found, headers, top):
        columns = _columns(found[start:end], header, middles) if header or not before else before
        rows += [_row(row, columns) for row in _rows(found[start:end], rules, columns)]
    return _aligned(rows, top, columns) if columns else None


def _row(found: list[Line], columns: Columns) -> _Row:
    header = _header_height(found, 0) > 0
    return _Row(found, _texts(columns, found), header, columns.crossed(found[0]) and not header)


def _aligned(rows: Sequence[_Row], top: int, columns: Columns) -> Aligned | None:
    """What stands across the columns above a header, or below the last row, is none of the tables, and parts them."""
    outside, ends = set(), True
    for n in range(len(rows) - 1, -1, -1):
        if rows[n].across and ends:
            outside.add(n)
        else:
            ends = rows[n].header
    tables: list[list[_Row]] = [[]]
    taken: set[int] = set()
    for n, row in enumerate(rows):
        if n not in outside:
            tables[-1].append(row)
            taken.update(range(top, top + len(row.lines)))
        elif tables[-1]:
            tables.append([])
        top += len(row.lines)
    grids = [
        Grid(table[0].lines[0][0].top, [row.texts for row in table], frozenset(n for n, row in enumerate(table) if row.across)) for table in tables if table
    ]
    words = frozenset(word for table in tables for row in table if not row.across for line in row.lines for word in line)
    return Aligned(tuple(grids), columns, frozenset(taken), words) if grids else None


def _parts(found: Sequence[Line], headers: Sequence[tuple[int, int]], top: int) -> list[tuple[int, int, Sequence[Line]]]:
    """The stretches of a page with the same columns: first line, line after the last, and the header; a header that only repeats the one above
    it begins no new one, and what stands above the first header goes with it where it has the same columns."""
    if not headers:
        return [(top, len(found), ())]
    parts: list[tuple[int, int, Sequence[Line]]] = []
    for at, height in headers:
        header = found[at : at + height]
        if parts and _lefts(parts[-1][2]) == _lefts(header):
            continue
        if parts:
            parts[-1] = (parts[-1][0], at, parts[-1][2])
        parts.append((at if parts else top, len(found), header))
    return parts


def _lefts(header: Sequence[Line]) -> list[int]:
    """About where the headings begin."""
    return [round(min(part[0].x0 for part in stack) / 4) for stack in _stacks(header)]


def segments(line: Line) -> list[list[Word]]:
    """The parts of a line between gaps that may part columns."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.x0 - parts[-1][-1].x1 <= _COLUMN_GAP * word.height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _header_height(found: Sequence[Line], first: int) -> int:
    """How many lines from this one on name columns together; nought if they do not."""
    best, height = 1, 0
    for count in range(1, min(_HEADER_LINES, len(found) - first) + 1):
        if count > 1 and lines.apart(found[first + count - 2], found[first + count - 1]):
            break
        known = headings.header(_headings(found[first : first + count]))
        usual = sum(meaning.listed for meaning in known.values()) if known else 0
        if usual >= best:
            best, height = usual, count
    return height


def _headings(found: Sequence[Line]) -> list[str]:
    """The headings in a few lines: parts that stand above each other belong together."""
    return [" ".join(lines.joined(part) for part in stack) for stack in _stacks(found)]


def _stacks(found: Sequence[Line]) -> list[list[list[Word]]]:
    stacks: list[list[list[Word]]] = []
    for part in (part for line in found for part in segments(line)):
        over = [stack for stack in stacks if any(part[0].x0 < above[-1].x1 and above[0].x0 < part[-1].x1 for above in stack)]
        if over:
            over[0].append(part)
        else:
            stacks.append([part])
    return sorted(stacks, key=lambda stack: min(part[0].x0 for part in stack))


def _columns(found: Sequence[Line], header: Sequence[Line], middles: tuple[float, ...]) -> Columns:
    """Where the columns part: between two headings, where the fewest words of all lines stand, close before the next column."""
    boxes = [(min(part[0].x0 for part in stack), max(part[-1].x1 for part in stack)) for stack in _stacks(header)]
    parts = [(part[0].x0, part[-1].x1) for line in found for part in segments(line)]
    edges = []
    for (left, right), (next_left, next_right) in zip(boxes, boxes[1:]):
        places = range(int((left + right) / 2), int((next_left + next_right) / 2) + 1)
        edges.append(_gap(places, [sum(begin <= x <= end for begin, end in parts) for x in places]) if places else (right + next_left) / 2)
    begins: list[Counter[int]] = [Counter() for _ in boxes]
    for begin, _ in parts:
        begins[bisect_right(edges, begin)][round(begin)] += 1
    lefts = [max(counts, key=lambda x: (counts[x], -x)) if counts else round(box[0]) for counts, box in zip(begins, boxes)]
    right = max(end for _, end in parts)
    return Columns(tuple(edges), right, tuple(lefts), (*middles, (min(begin for begin, _ in parts) + right) / 2))


def _gap(places: range, cost: list[int]) -> float:
    """Where to part two columns: near the right end of the longest run of places with the least cost, of two as long the right one."""
    least, best, start = min(cost), (0, 0), None
    for n in range(len(cost) + 1):
        if n < len(cost) and cost[n] == least:
            start = n if start is None else start
        elif start is not None:
            best = max(best, (n - start, start))
            start = None
    length, start = best
    return places[start + length - 1] - min(_BEFORE, length / 3)


def _goes_on(found: Sequence[Line], columns: Columns) -> bool:
    """Whether most lines keep to the columns, and any of them fills more than one, or all of them stand in a later column than the first."""
    inside = [line for line in found if not columns.crossed(line)]
    several = any(len({columns.index(word) for word in line}) > 1 for line in inside)
    later = all(columns.index(line[0]) > 0 for line in inside)
    return (several or later) and len(inside) > 0.6 * len(found)


def _rows(found: Sequence[Line], rules: Sequence[float], columns: Columns) -> list[list[Line]]:
    """Lines in rows: a header is one, and what begins a row in the lines between headers."""
    rows: list[list[Line]] = []
    body: list[Line] = []
    at = 0
    while at < len(found):
        height = _header_height(found, at)
        if height:
            rows += [*_body_rows(body, rules, columns), list(found[at : at + height])]
            body = []
        else:
            body.append(found[at])
        at += max(height, 1)
    return [*rows, *_body_rows(body, rules, columns)]


def _body_rows(found: Sequence[Line], rules: Sequence[float], columns: Columns) -> list[list[Line]]:
    """Rows are parted by lines drawn across; where there are few, by references in the first column, or by more room than usual."""
    across = _across(found, columns)
    inside = [line for line, over in zip(found, across) if not over]
    steps = sorted(below[0].middle - above[0].middle for above, below in zip(inside, inside[1:]))
    usual = steps[len(steps) // 4] if steps else 0.0
    names = [lines.joined(part) for line in inside if (part := [word for word in line if columns.index(word) == 0])]
    referred = bool(names) and all(len(name) <= LONGEST_REFERENCE for name in names)
    parted = sum(_ruled(above, below, rules) for n, (above, below) in enumerate(zip(found, found[1:])) if not (across[n] or across[n + 1]))
    believed = parted >= (len(names) / 2 if referred else _FEW_RULES)
    starts = _starts(found, across, columns)
    rows: list[list[Line]] = []
    for n, line in enumerate(found):
        if n == 0 or across[n] != across[n - 1] or _ruled(found[n - 1], line, rules):
            rows.append([line])
            continue
        begins = line[0].middle - found[n - 1][0].middle > usual + _ROW_GAP * line[0].height
        if referred and starts:
            begins = n in starts
        elif referred and not across[n]:  # more room may be that between paragraphs of a cell
            filled = {columns.index(word) for word in line}
            begins = 0 in filled or (begins and len(filled) > len(columns.edges) / 2)
        if begins and (across[n] or not believed):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _starts(found: Sequence[Line], across: Sequence[bool], columns: Columns) -> frozenset[int]:
    """Where rows begin by the white between them, wherever in its row a reference stands; none unless each of them then has one reference."""
    starts, bottom = [], 0.0
    for n, line in enumerate(found):
        top = min(word.top for word in line)
        if n == 0 or across[n] != across[n - 1] or top - bottom > _WHITE * line[0].height:
            starts.append(n)
            bottom = 0.0
        bottom = max(bottom, *(word.bottom for word in line))
    for begin, end in zip(starts, [*starts[1:], len(found)]):
        names = sum(any(columns.index(word) == 0 for word in line) for line in found[begin:end])
        if not across[begin] and names != 1:
            return frozenset()
    return frozenset(starts)


def _across(found: Sequence[Line], columns: Columns) -> list[bool]:
    """Which lines run on over the ends of columns; the last line of a paragraph does if those above it do."""
    across: list[bool] = []
    for n, line in enumerate(found):
        goes_on = n > 0 and across[-1] and len(segments(line)) == 1 and line[0].font == found[n - 1][-1].font
        near = goes_on and abs(line[0].x0 - found[n - 1][0].x0) < _OVER and not lines.apart(found[n - 1], line)
        across.append(near or columns.crossed(line))
    return across


def _ruled(above: Line, below: Line, rules: Sequence[float]) -> bool:
    """Whether a line is drawn between two lines of words."""
    return bisect_right(rules, above[0].middle) < bisect_left(rules, below[0].middle)


def _texts(columns: Columns, row: Sequence[Line]) -> list[Written]:
    """The texts of a row; a heading or paragraph across the columns is one cell."""
    if columns.crossed(row[0]):
        return [lines.text(row, columns.right), *[NOTHING] * len(columns.edges)]
    return columns.cells(row)
