"""The forms in which dates are written, each a pattern of the letters that `tokens` gives, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from concordat.graph.extract.context import NO_CALENDAR, Calendar
from concordat.graph.extract.tokens import Token, tokens

_LATE = 60  # "97" is 1997, "16" is 2016


class Match:
    """One match of a pattern: its tokens by the names of the groups."""

    def __init__(self, match: re.Match[str], found: list[Token], calendar: Calendar) -> None:
        self.calendar, self._match, self._found = calendar, match, found
        self.start, self.end = found[match.start()].start, found[match.end() - 1].end

    def has(self, name: str) -> bool:
        """Whether the form has this part, and the text too."""
        return self._match.re.groupindex.get(name, 0) > 0 and self._match[name] is not None

    def token(self, name: str) -> Token:
        """The piece of text that is this part."""
        return self._found[self._match.start(name)]

    def value(self, name: str) -> int:
        """The number of that piece."""
        return self.token(name).value

    def full(self, name: str) -> int:
        """A year of two or four digits in full."""
        value = self.value(name)
        return value if self.token(name).kind == "Y" else value + (1900 if value > _LATE else 2000)

    def year(self) -> int | None:
        """The year printed with the date, None if there is none."""
        return next((self.full(name) for name in ("y", "z", "v") if self.has(name)), None)


_PAIR = r"(?P<a>[NYZ]) ?[-/] ?(?P<b>[NYZ])(?!/)"
_TAIL = r"[ ,.]*['/-]? ?(?:(?P<y>Y)|(?P<z>Z)|(?P<v>N)(?![ o]*M| ?:| ?u))"
_PART = r"(?:(?P<k>[qh])[ .]?(?P<n>[nt])(?: ?[-/&r,] ?[qh]? ?(?P<n2>[nt])(?![ o]*M)){0,3}|(?P<t>[tD]|n(?=[qh])) ?(?P<k2>[qh]))"
_YEAR = rf"(?:{_PAIR}|(?P<y>Y)|(?P<z>Z)|(?P<v>N))"
_FORMS: tuple[tuple[str, str], ...] = (
    ("numbers", r"(?P<y>Y)(?P<s>[-/.])(?P<m>[nN])(?P=s)(?P<d>[nN])(?![-/.]?[nNYx])"),
    ("slashes", r"(?<![/.])(?P<p>[nN]) ?(?P<s>[/.]) ?(?P<q>[nN]) ?(?P=s) ?(?:(?P<y>Y)|(?P<v>N))(?!/[nNYx])"),
    ("slashes", r"(?<![-/.])(?P<p>[nN])-(?P<q>[nN])-(?:(?P<y>Y)|(?P<v>N))(?![-/][nNYx])"),
    ("part", rf"(?P<f>f)? ?(?:{_PAIR}|(?P<y>Y))[ ,:(o-]*{_PART}(?![ ,(o'-]*[NYZ])"),
    ("part", rf"(?P<f>f) ?(?P<v>N)[ ,:(o-]*{_PART}(?![ ,(o'-]*[NYZ])"),
    ("part", rf"{_PART}[ ,.()o'-]*(?P<f>f)?[ o]*{_YEAR}(?![ o]*M)"),
    ("part", _PART),
    ("days", rf"(?P<d>[nND])(?: ?, ?[nND]){{0,6}} ?[-/&r] ?(?P<e>[nND])[ -]?o?[ o]*(?P<M>M){_TAIL}"),
    ("days", r"(?P<M>M)[ .]*(?P<d>[nND]) ?[-&r] ?(?P<e>[nND])[ ,]+(?P<y>Y)"),
    ("days", r"(?P<d>[nND])(?: ?, ?[nND]){0,6} ?[-/&r] ?(?P<e>[nND])[ -]?o?[ o]*(?P<M>M)"),
    ("day", rf"(?P<d>[nND])(?:[ /-]?o?[ o]*|[.])(?P<M>M){_TAIL}"),
    ("day", r"(?P<M>M)[ .]*(?P<d>[nND])[ ,]+(?P<y>Y)(?! ?[-/] ?N(?![ /]))"),
    ("day", r"(?P<d>[nND])[ -]?o?[ o]*(?P<M>M)"),
    ("day", r"(?P<M>M) ?(?P<d>D)"),
    ("month_of_financial", rf"(?P<M>M)[ ,.()]*f? ?{_PAIR}(?![ o]*M)(?! ?u)"),
    ("month", r"(?P<M>M)[ ,.o]*[-/]? ?(?:(?P<y>Y)|(?P<z>Z))"),
    ("month_number", r"(?P<M>M)[ .,]*(?P<g>-)? ?(?P<v>N)(?![ o]*M)(?! ?[:u])(?![.]N)"),
    ("day", r"(?P<M>M)[ .]*-?(?P<d>n)(?![-/.]?[nNY])(?! ?[:u])"),
    ("month", r"(?P<M>M)"),
    ("season", rf"(?P<S>S)[ ,o-]*{_YEAR}(?![ o]*M)"),
    ("season", r"(?P<S>S)"),
    ("financial", rf"f[ (:-]*{_YEAR}(?! ?[uM])"),
    ("financial", r"(?<![NY] )f"),
    ("slash", r"(?<![-/.])(?P<m>[nN])(?: ?[-/] ?|[.])(?P<y>Y)(?![-/.][nNYx])"),
    ("day", r"(?P<y>Y)[ ,/-]{1,2}(?P<M>M)[ ,/-]{1,2}(?P<d>[nND])(?![ ,./'-]*[NYZ])(?! ?[:u])"),
    ("month", r"(?P<y>Y)[ ,/-]{1,2}(?P<M>M)(?![ ,./'-]*[nNDYZ])"),
    ("school", rf"c[ (:-]*{_PAIR}(?! ?[uM])"),
    ("year_digit", r"(?<![-/.])(?P<y>Y)[-/](?P<m>n)(?![-/.]?[nNYx])(?! ?u)"),
    ("pair", rf"(?<![/.:]){_PAIR}(?! ?u)(?![.:][nN])"),
    ("short", r"(?<![-/.:])(?P<m>[nN])/(?P<v>N)(?! ?[/u])(?![.:][nN])"),
    ("year", r"(?<![nNYx][-/])(?<!/)(?P<y>Y)(?! ?[-/] ?[nNY])"),
)
_COMPILED = tuple((name, re.compile(form)) for name, form in _FORMS)
_BEGINS = frozenset("YZNnDtqhMSfc")


def matches(text: str, calendar: Calendar = NO_CALENDAR, cell: bool = True) -> Iterator[tuple[Match, str]]:
    """Every match of the first form that fits, from left to right; each takes its tokens away."""
    found = tokens(text, misspelt=cell)
    kinds, at = "".join(token.kind for token in found), 0
    while at < len(kinds):
        if kinds[at] in _BEGINS:
            for form, pattern in _COMPILED:
                if match := pattern.match(kinds, at):
                    yield Match(match, found, calendar), form
                    at = match.end() - 1
                    break
        at += 1
