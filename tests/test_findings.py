"""What the checks find in the national plan, who holds the work of a body that has ended, and checks of one's own."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Store

from concordat.graph import build, records, rules, validate, vocab
from concordat.graph.errors import ConcordatError
from concordat.graph.validate import queries

PLAN = "national-action-plan-2016"
CHECKS = queries.checks()


@pytest.fixture(scope="module")
def home() -> build.Build:
    return build.build()


# ---- The national plan


def test_the_findings_of_the_national_plan_are_those_that_were_worked_out_by_reading(home: build.Build) -> None:
    """Every one was read against the document and the registers; what is not in the list must not be found."""
    expected = tomllib.loads((Path(__file__).parent / "expected" / "findings-national-action-plan-2016.toml").read_text(encoding="utf-8"))
    its = validate.findings(home.graph.store)

    assert Counter((f.check, f.action) for f in its) == Counter((check, refs) for check, its in expected.items() for refs in its["actions"])
    assert len(its) == 63


def test_every_finding_of_the_national_plan_rests_on_words_of_its_actions(home: build.Build) -> None:
    """Or on the plan as a whole; and what happened later has a source."""
    text = build.HOME_PLAN.read_text(encoding="utf-8")
    actions = {record["ref"]: record["text"] for record in records.records(home.graph)}
    for finding in validate.findings(home.graph.store):
        if finding.action:
            pieces = [piece.split("-") for piece in finding.at.replace(" ", "").split(";")]
            words = [text[int(start) : int(end)] for start, end in pieces]
            quoted = set(finding.evidence.split(", ")) <= set(words) or finding.evidence in words
            assert quoted or finding.evidence == actions[finding.action], finding
        assert bool(finding.source) == finding.check.startswith(("lead-ended", "lead-to", "lead-re", "law-", "bill-", "policy-")), finding


# ---- Who holds the work now


def chain(*events: str) -> Store:
    """A plan whose action is led by A, and these events: type, status, originals and results, by a letter each."""
    types = {"merger": "Merger", "split": "Split", "closure": "Closure", "joint": "JointOperation"}
    lines = [
        "GRAPH <urn:plan> { <urn:d> a ccc:ActionPlan ; dct:identifier 'p' . <urn:s> a ccc:Section ; ccc:ref '' ; dct:title 't' ; dct:isPartOf <urn:d> .",
        "<urn:x> a ccc:Action ; ccc:order 1 ; ccc:ref '1' ; ccc:text 'w' ; ccc:place '0-1' ; dct:isPartOf <urn:s> ; ccc:lead <urn:A> ; ccc:plannedStart <urn:n> ; ccc:plannedFinish <urn:n> .",
        "<urn:n> ccc:asPrinted '' . <urn:r> ccc:role role:lead ; ccc:agent <urn:A> ; ccc:responsibleFor <urn:x> ; ccc:asPrinted 'A' ; ccc:place '0-1' }",
        "GRAPH <urn:register> {",
        *(f"<urn:{letter}> skos:prefLabel '{letter}'@en ." for letter in "ABCDE"),
        *(f"ccc:{name} rdfs:label '{name}'@en ." for name in types.values()),
    ]
    for n, event in enumerate(events):
        kind, status, originals, results = [*event.split(), ""][:4]
        lines.append(f"<urn:e{n}> a ccc:{types[kind]} ; ccc:eventStatus event-status:{status} ; ccc:edtf '2020' ; ccc:confidence confidence:high ; ccc:source 'register' .")
        lines += [f"<urn:e{n}> ccc:bodyBefore <urn:{letter}> ." for letter in originals]
        lines += [f"<urn:e{n}> ccc:bodyAfter <urn:{letter}> ." for letter in results]
    schemes = "".join(f"PREFIX {name}: <{vocab.SCHEME}{name}/> " for name in ("role", "event-status", "confidence"))
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in vocab.PREFIXES.items() if name not in ("role", "event-status", "confidence"))
    store = Store()
    store.update(f"{prefixes}{schemes} INSERT DATA {{ {' '.join(lines)} }} }}")
    rules.derive(store)
    return store


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (["merger done AB C"], "with C."),
        (["merger done A B", "merger done B C", "merger done C D"], "with D."),
        (["split done A BC"], "possibly with one of these: B, C."),
        (["split done A BC", "merger done B D"], "possibly with one of these: C, D."),
        (["merger done A B", "split done B CD"], "possibly with one of these: C, D."),
        (["merger done A B", "closure done B"], "Nobody is named"),
        (["closure done A"], "Nobody is named"),
        (["merger done A B", "merger planned B C"], "with B."),
        (["merger done A B", "merger done A C"], "possibly with one of these: B, C."),
        (["merger done A B", "merger done B A"], "Nobody is named"),  # a register that goes round in a circle comes to an end
    ],
)
def test_the_holder_of_the_work_is_followed_over_all_that_is_done(events: list[str], told: str) -> None:
    (finding,) = queries.findings(chain(*events), [CHECKS["lead-ended"]])

    assert told in finding.message


@pytest.mark.parametrize("events", [["merger announced A B"], ["joint done AB AB"], ["merger done AB A"], []])
def test_what_ends_no_body_moves_nothing(events: list[str]) -> None:
    """What is announced, joint operation, and a merger into the body itself."""
    assert queries.findings(chain(*events), [CHECKS["lead-ended"]]) == []


# ---- Checks of one's own


def own(tmp_path: Path, header: str, select: str = "SELECT ?action WHERE { ?action a ccc:Action }") -> queries.Check:
    (tmp_path / "mine.rq").write_text(f"{header}\nPREFIX ccc: <https://w3id.org/concordat/ont#>\n{select}\n", encoding="utf-8")
    return queries.checks(tmp_path)["mine"]


def test_values_of_a_plan_are_never_read_as_a_template(tmp_path: Path, home: build.Build) -> None:
    """Braces in a plan's own words stay what they are."""
    check = own(tmp_path, '#+ severity = "info"\n#+ message = "{words}"', 'SELECT ?action ("{advice} {0} {" AS ?words) WHERE { ?action ccc:ref "3.8" }')

    assert [f.message for f in queries.findings(home.graph.store, [check])] == ["{advice} {0} {"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ('#+ severity = "grave"\n#+ message = "x"', "severity in the header should be one of error, warning, info"),
        ('#+ severity = "info"', "the header has no message"),
        ('#+ severity = "info"\n#+ message = "{nothing}"', "the message in the header cannot be filled ('nothing')"),
        ('#+ severity = "info"\n#+ message.one = "x"', "the header has no message."),
        ('#+ severity = "info"\n#+ message = "{action.ref}"', "cannot be filled"),
        ('#+ severity = "info"\n#+ massage = "x"', "unknown key massage"),
    ],
)
def test_a_header_that_is_wrong_is_told(header: str, told: str, tmp_path: Path, home: build.Build) -> None:
    with pytest.raises(ConcordatError) as error:
        queries.findings(home.graph.store, [own(tmp_path, header)])
    assert told in str(error.value)
    assert "mine.rq" in str(error.value)
