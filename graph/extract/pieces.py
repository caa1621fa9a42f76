"""A cell of names cut into pieces, each with the role that the words and brackets around it give it; no name is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from concordat.graph import wordlists

NOISE = " .:-–—,;/&*†‡\n\t•"
_WIDTH = 200  # as many characters beside "and" tell whether it parts two names
_NEVER = -2  # the cell labels its leads
_BRACKET = 400  # no bracket is longer
_PLAIN_BRACKET = re.compile(r"\s*(?:\^?\d{0,3}|[*†‡])\s*")
_WEAK = re.compile(r"\s{1,3}(?:and|&)\s{1,3}|\s{1,3}[-–—]\s{1,3}|:\s{1,3}", re.IGNORECASE)
_SCOPE = re.compile(r"\s*(?:for|on|re|regarding)\b", re.IGNORECASE)
_NO_END = re.compile(r"(?:\b(?:of|and|for|the|in|to)|&|[-–])\s*$", re.IGNORECASE)

_IN_A_NAME = re.compile(r"[A-Z][\w'’-]*[ \t]+$")  # "Information Governance Manager"


@dataclass(frozen=True)
class Piece:
    """A stretch that names one body, or several joined by "and".

    `kind` is name, or scope for words that limit the part of the body before them; `after` says what stands before it: "(", "and", "-",
    or nothing in particular; `phrase` is where the words begin that make it a partner.
    """

    start: int
    end: int
    role: str
    kind: str = "name"
    after: str = ""
    phrase: int = -1
    guess: bool = False


@cache
def _tokens() -> re.Pattern[str]:
    def words(kind: str) -> str:
        return wordlists.any_of(wordlists.words(kind))

    unended = "".join(rf"(?<!\b{re.escape(word)})" for word in wordlists.words("name-stops"))
    start = r"(?:^|(?<=[;,(\n.])|(?<=[;,.]\s))"
    labels = "|".join(rf"(?P<{role}_label>{words(f'cell-label-{role}')}\s{{0,2}}:|{start}\s{{0,2}}{words(f'cell-label-{role}')}\s{{0,2}}(?:-|–|—)\s)" for role in ("lead", "partner", "mentioned"))
    return re.compile(
        rf"{labels}|(?P<partner>{words('cell-partner')})|(?P<mentioned>{words('cell-none')})|(?P<open>[(\[])|(?P<close>[)\]])"
        rf"|(?P<list>{words('cell-such-as')}|(?<=[a-z]{{3}}){unended}\.\s(?=(?-i:[A-Z]))|\s\+\s|\s(?-i:plus|then)\s|\s(?:->|→|=>)\s|/(?!s\b)|[,;|])|(?P<line>\n)",
        re.IGNORECASE,
    )


def pieces(text: str, names: bytearray, role: str, unnamed: Callable[[str], bool]) -> Iterator[Piece]:
    """The pieces of a cell in the order in which they stand.

    Parameters
    ----------
    text : str
        The cell; line breaks part names.
    names : bytearray
        One byte a character of `text`, not 0 where a name stands that must not be cut.
    role : str
        The role of whoever stands there without further words.
    unnamed : callable
        Whether words name partners in general ("partner agencies"), so that "with" before them belongs to them.
    """
    roles, start, after, phrase, skip, cue = [role], 0, "", -1, 0, -1
    for token in _tokens().finditer(text):
        at, end, kind = token.start(), token.end(), token.lastgroup or ""
        if at < skip or names.find(1, at, end) >= 0 or _no_break(text, at, kind) or (kind == "close" and len(roles) == 1):
            continue
        if kind == "partner" and unnamed(_upto(text, token.start())):
            continue
        yield Piece(start, at, roles[-1], after=after, phrase=phrase)
        start, after, phrase = end, "", -1
        if kind == "open":
            closing = text.find(")" if text[at] == "(" else "]", end, end + _BRACKET)
            inside = text[end : closing if closing >= 0 else end]
            if closing >= 0 and (_PLAIN_BRACKET.fullmatch(inside) or _SCOPE.match(inside)):
                if _SCOPE.match(inside):
                    yield Piece(end, closing, roles[-1], "scope")
                skip, start = closing, closing
            roles.append(roles[-1])
            after = "("
        elif kind == "close":
            roles = roles[:-1] or [role]
        else:
            here = _role(kind, roles[-1], roles[0] if len(roles) > 1 else role, text[at])
            roles[-1] = role if kind == "line" and _own_line(text, cue, at) else here
            cue = _cue(text, at, end, kind, cue)
            phrase = at if kind == "partner" else -1
    yield Piece(start, len(text), roles[-1], after=after, phrase=phrase)


def _role(kind: str, now: str, base: str, mark: str) -> str:
    """The role of what follows: words set it, a semicolon or a new line ends what "on behalf of" has begun."""
    if kind.endswith("_label"):
        return kind.removesuffix("_label")
    if kind in ("partner", "mentioned"):
        return kind
    return base if now == "mentioned" and mark in ";\n." else now


def _cue(text: str, at: int, end: int, kind: str, cue: int) -> int:
    """Where the words end under which a new line may stand as a partner's; -1 for none.

    Beside "Lead: A" all lines under "Support: B" support, and so do those under "Support:" without a name behind it.
    """
    if cue == _NEVER or kind == "lead_label":
        return _NEVER
    if kind in ("partner", "partner_label"):
        return end
    ends = kind == "mentioned_label" or (kind == "line" and cue >= 0 and not text[cue:at].strip(NOISE))
    return -1 if ends else cue


def _own_line(text: str, cue: int, at: int) -> bool:
    """Whether the line that begins at `at` is not under the words at `cue` that make partners: these named somebody, and no list goes on."""
    return cue >= 0 and bool(text[cue:at].strip(NOISE)) and not text[max(0, at - 8) : at].rstrip().endswith((",", "/", "&", " and"))


def _upto(text: str, start: int) -> str:
    """The words from `start` to the next separator."""
    end = re.compile(r"[/,;\n()\[\]]").search(text, start, start + _WIDTH)
    return text[start : end.start() if end else start + _WIDTH]


def _no_break(text: str, at: int, kind: str) -> bool:
    """Whether the mark at `at` parts nothing: "24/7", "1,000", a line that goes on in the middle of a name."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if kind == "list" and text[at] in "/,":
        return before.isdigit() and behind.isdigit()
    if kind == "mentioned" and text[at].isupper():
        post = wordlists.pattern("post").fullmatch(_upto(text, at).partition(" ")[2].strip())  # "Governance Manager"
        return bool(post or _IN_A_NAME.search(text, max(0, at - 40), at))
    if kind == "line":
        return bool(_NO_END.search(text, max(0, at - 8), at)) or _only_heads(text[at + 1 : at + 40].split("\n")[0])
    return False


def _only_heads(line: str) -> bool:
    """Whether a line is nothing but the last word of a name ("Trust")."""
    return line[:1].isupper() and line.strip(NOISE).casefold() in wordlists.words("organisation-heads") and len(line.strip(NOISE)) > 3 and line.strip(NOISE).casefold() != "healthwatch"


def parted(text: str, piece: Piece, names: bytearray, parts: Callable[[int, int, int, int, str], str]) -> Iterator[Piece]:
    """The names in a piece: `parts` says of what stands left and right of "and" or a dash whether it parts them ("yes", "guess", "scope" or "")."""
    if piece.kind == "scope":
        yield piece
        return
    start, after, guess = piece.start, piece.after, False
    for word in _WEAK.finditer(text, piece.start, piece.end):
        if word.start() < start or names.find(1, word.start(), word.end()) >= 0:
            continue
        mark = word[0].strip().casefold()
        end = min(piece.end, word.end() + _WIDTH)
        if mark not in ("and", "&") and (further := _WEAK.search(text, word.end(), end)) and names.find(1, further.start(), further.end()) < 0:
            end = further.start()  # "Council: Jane Example and Joe Sample"
        said = parts(max(start, word.start() - _WIDTH), word.start(), word.end(), end, mark)
        if not said:
            continue
        guess = said == "guess"
        yield replace(piece, start=start, end=word.start(), after=after, guess=guess)
        if said == "scope":
            yield replace(piece, start=word.end(), end=piece.end, kind="scope", after="-")
            return
        start, after = word.end(), "and" if mark in ("and", "&") else "-"
    yield replace(piece, start=start, after=after, guess=guess)
