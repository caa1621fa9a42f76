"""Suggestions for names in no register: likely ones with their reason, and none where only the tail of the names is alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.graph.suggestions import ENOUGH, Known, likeness, suggestions

NAMES = ["Ministry of Ferries", "Royal College of Lighthouse Keepers", "Anyshire Clinical Commissioning Group", "Ferry Quality Commission"]
KNOWN = [Known(name, name, f"iri:{n}") for n, name in enumerate(NAMES)]


@pytest.mark.parametrize(
    ("printed", "registered"),
    [
        ("Ministry for Ferries", "Ministry of Ferries"),
        ("Ministry of Feries", "Ministry of Ferries"),
        ("Royal College of Lighthouse Keeper", "Royal College of Lighthouse Keepers"),
        ("College of Lighthouse Keepers", "Royal College of Lighthouse Keepers"),
        ("Anyshire CCG", "Anyshire Clinical Commissioning Group"),
        ("NHS Anyshire CCG", "Anyshire Clinical Commissioning Group"),
        ("Ferry Quality Comission", "Ferry Quality Commission"),
        ("FQC", "Ferry Quality Commission"),
    ],
)
def test_another_spelling_is_offered(printed: str, registered: str) -> None:
    assert suggestions(printed, KNOWN, {})[0].name == registered


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anyshire CCG", "Borsetshire CCG"),
        ("Anyshire Council", "Borsetshire Council"),
        ("Anyshire NHS Foundation Trust", "Borsetshire NHS Foundation Trust"),
        ("Anyshire Partnership NHS Trust", "Borsetshire Partnership NHS Trust"),
        ("East Anyshire District Council", "West Anyshire District Council"),
        ("Anyshire County Council", "Anyshire Constabulary"),
        ("Anyshire County Council", "Anyshire District Council"),
        ("Anyshire CCG", "Anyshire Council"),
        ("Police", "Anyshire Police"),
        ("Council", "Anyshire Council"),
        ("Public Health Wales", "Public Health England"),
    ],
)
def test_a_tail_that_many_names_have_makes_no_two_bodies_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ENOUGH
    assert likeness(other, one) < ENOUGH


def test_the_documents_own_abbreviation_goes_first_and_says_so() -> None:
    known = [*KNOWN, Known("Ferries Ministry", "Ministry of Ferries", "iri:0")]
    found = suggestions("MoFe", known, {"MoFe": "Ministry of Ferries"})
    assert [(s.name, s.why) for s in found] == [("Ministry of Ferries", 'the document says that MoFe is "Ministry of Ferries"')]


def test_an_abbreviation_of_a_name_that_is_spelt_otherwise_says_both() -> None:
    found = suggestions("RCLK", KNOWN, {"RCLK": "College of Lighthouse Keepers"})
    assert found[0].name == "Royal College of Lighthouse Keepers"
    assert "similar spelling" in found[0].why and "RCLK" in found[0].why


def test_an_abbreviation_that_is_explained_is_not_matched_by_its_initials() -> None:
    """FQC stands for another body in this document, whatever the registers call so."""
    assert suggestions("FQC", KNOWN, {"FQC": "Foghorn Quartet of Cromer"}) == []


def test_each_body_once_whatever_forms_it_has() -> None:
    known = [Known(form, "Ministry of Ferries", "iri:1") for form in ("Ministry of Ferries", "Ministry of Ferry", "The Ministry of Ferries")]
    assert [s.name for s in suggestions("Ministry of Feries", known, {})] == ["Ministry of Ferries"]


@given(st.text(), st.text())
def test_likeness_is_a_share_and_works_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
    assert (likeness(one, other) >= ENOUGH) == (likeness(other, one) >= ENOUGH)
