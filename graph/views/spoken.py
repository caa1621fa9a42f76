"""Facts as the page's script takes them: what they speak of by number, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from concordat.graph.views.model import Fact, View


class Spoken:
    """The things of which the facts of a view speak.

    A number is the place of a node in the network; numbers from there on are places in `others`: things that the picture does not have, each with its name
    and the address of its page, as far as there are such. A thing that has neither is left out: the fact names it in its words.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.numbers: dict[str, int] = {str(key): number for number, key in enumerate(view.drawing.network)}
        self.others: list[dict[str, str]] = []
        self._nodes = len(self.numbers)

    def facts(self, facts: Iterable[Any]) -> list[list[object]]:
        """The parts of each fact up to the last that says anything; a heading only where it is another than that of the fact before."""
        told, heading = [], ""
        for fact in (Fact(*map(str, each)) for each in facts):
            number = self._number(fact.thing) if fact.thing else ""
            parts: list[object] = [*fact[:4], "" if fact.group == heading else fact.group, number, fact.doubt]
            heading = fact.group
            while len(parts) > 2 and parts[-1] == "":
                parts.pop()
            told.append(parts)
        return told

    def _number(self, iri: str) -> int | str:
        if iri not in self.numbers:
            told = {"name": self.view.called(iri) if self.view.called else "", "page": self.view.page(iri) if self.view.page else ""}
            self.numbers[iri] = self._nodes + len(self.others) if any(told.values()) else -1
            self.others += [{key: words for key, words in told.items() if words}] if any(told.values()) else []
        return self.numbers[iri] if self.numbers[iri] >= 0 else ""
