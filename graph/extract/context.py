"""What a plan as a whole says of its dates, for cells that do not say all of it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_FAR = 10  # years from the document's own in which a number of two digits is taken for a year
_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a plan as a whole says of its dates.

    Attributes
    ----------
    month_first : bool, optional
        Whether 3/4/2015 is the fourth of March; None where nothing tells.
    order_from : str
        What tells so: ``hint``, ``column``, or ``conflict`` where cells contradict each other; empty where nothing does.
    begins : date, optional
        First day of the twelve months in which a date without a year is taken to lie; None where the plan has no date of its own.
    year_from : str
        Where that is from: ``issued``, ``title``, ``lines`` (outside the tables) or ``cells`` (the year that most dates of the plan have).
    financial : bool
        Whether the plan counts its quarters in financial years.
    day_after_month : bool
        Whether "April 16" is the sixteenth of April rather than April 2016.
    """

    month_first: bool | None = None
    order_from: str = ""
    begins: date | None = None
    year_from: str = ""
    financial: bool = False
    day_after_month: bool = False

    def year_of(self, month: int) -> int | None:
        """The year of a month that is printed without one."""
        return None if self.begins is None else self.begins.year + (month < self.begins.month)

    def has(self, year: int) -> bool:
        """Whether the year is near enough to the document's own; a document without one takes those from 2000 to 2040."""
        return 2000 <= year <= 2040 if self.begins is None else abs(year - self.begins.year) <= _FAR

    def is_ahead(self, year: int) -> bool:
        """Whether the year is one that a plan of the document's own date speaks of: that year, or one of the next five."""
        return self.begins is not None and self.year_from != "cells" and 0 <= year - self.begins.year <= _AHEAD


NO_CALENDAR = Calendar()
