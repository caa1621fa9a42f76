"""The abbreviations that a document explains itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.graph.extract.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Anytown Parks Trust (APT) will plant.", {"APT": "Anytown Parks Trust"}),
        ("led by National Health Service England (NHSE), with", {"NHSE": "National Health Service England"}),
        ("NHS England (NHSE)", {"NHSE": "NHS England"}),
        ("the Association of Directors of Adult Social Services (ADASS)", {"ADASS": "Association of Directors of Adult Social Services"}),
        ("South Staffordshire and Shropshire Healthcare NHS Foundation Trust (SSSFT)", {"SSSFT": "South Staffordshire and Shropshire Healthcare NHS Foundation Trust"}),
        ("Office for Standards in Education (Ofsted)", {"Ofsted": "Office for Standards in Education"}),
        ("Royal College of Psychiatrists (RCPsych)", {"RCPsych": "Royal College of Psychiatrists"}),
        ("Department for Education (“DfE”)", {"DfE": "Department for Education"}),
        ("Clinical Commissioning Groups (CCGs) will", {"CCGs": "Clinical Commissioning Groups"}),
        ("the Office of Management and Budget (OMB) and the General Services Administration [GSA]", {"OMB": "Office of Management and Budget", "GSA": "General Services Administration"}),
        ("CQC (Care Quality Commission)", {"CQC": "Care Quality Commission"}),
        ("Glossary\nAPT – Anytown Parks Trust\nRBC\tRiver Basin Council\n", {"APT": "Anytown Parks Trust", "RBC": "River Basin Council"}),
        ("| Short | Meaning |\n| APT | Anytown Parks Trust |\n", {"APT": "Anytown Parks Trust"}),
        ("Health & Safety Executive (HSE)", {"HSE": "Health & Safety Executive"}),
        ("Accident and Emergency (A&E)", {"A&E": "Accident and Emergency"}),
        ("Anytown Parks\nTrust (APT)", {"APT": "Anytown Parks Trust"}),
        ("the police (AB) and others (see 3)", {}),
        ("Work with partners (ongoing) and report (March 2016)", {}),
        ("Anytown Parks Trust (APT) is not the Any Press Team (APT)", {}),
        ("Clinical Commissioning Group (CCG) ... Clinical Commissioning Groups (CCG)", {"CCG": "Clinical Commissioning Group"}),
        ("Tools: Tools available to help agencies to execute them\n", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_abbreviations(text: str, expected: dict[str, str]) -> None:
    assert abbreviations(text) == expected


@given(st.text(alphabet="AaBbSs &()[]\n\t.-–:|1'", max_size=200) | st.text(max_size=100))
def test_whatever_the_text_both_forms_stand_in_it(text: str) -> None:
    folded = " ".join(text.split())
    assert all(short in folded and full in folded for short, full in abbreviations(text).items())


@pytest.mark.parametrize("piece", ["(AB) ", "Anytown Parks Trust (APT) ", "A ", "A" * 7 + "(", "AB (Aa "])
def test_a_large_document_takes_seconds(piece: str) -> None:
    begun = time.process_time()
    abbreviations(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 15
