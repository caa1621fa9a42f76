"""The checks: a well-made plan has no finding, and every check finds the fault planted for it, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from concordat.graph import build, validate
from concordat.graph.validate import Finding, queries
from concordat.graph.vocab import ccc, graph, node, term

PLAN = "national-action-plan-2016"
CHECKS = queries.checks()

# A plan with everything: each action has a lead, a partner, a start, a finish and a measure; its bodies and its texts are made up.
HEADER = "Ref\tAction\tStart date\tFinish date\tLead organisation\tPartners\tOutcome"
CLEAN = {
    "1.1": "Open a crisis cafe in the old library\tApril 2017\tMarch 2018\tEastham Crisis Trust\tEastham Council\tForty people a week come to the cafe",
    "1.2": "Train bus drivers to help passengers in distress\tMay 2017\tJune 2018\tEastham Council\tEastham Transport Company\tEvery driver has been trained",
    "1.3": "Write a leaflet for carers\tMay 2017\tJuly 2017\tEastham Carers Association\tEastham Council\tThe leaflet lies in all surgeries",
    "2.1": "Visit every care home once a year\tJune 2017\tMay 2019\tEastham Hospital Trust\tEastham Council\tAll homes have been visited",
}


@dataclass(frozen=True)
class Planted:
    """What is done to the clean plan: parts of rows replaced, rows added; and the finding that must come of it, as action and message."""

    message: str
    action: str = "1.2"
    replaced: tuple[tuple[str, str, str], ...] = ()  # row, words, what stands there instead
    added: dict[str, str] = field(default_factory=dict)
    header: str = HEADER
    text: str = ""  # another plan altogether


def cell(row: str, old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    return ((row, old, new),)


def without(column: int) -> str:
    """The clean plan without a column."""
    lines = [HEADER, *(f"{ref}\t{row}" for ref, row in CLEAN.items())]
    return "\n".join("\t".join(c for n, c in enumerate(line.split("\t")) if n != column) for line in lines)


def led_by(*leads: str) -> str:
    rows = [f"{n}\tPaint house number {n * n} in the high street\tMay 2017\tJune 2018\t{lead}\tEastham Arts Club\tIt is painted" for n, lead in enumerate(leads, start=1)]
    return "\n".join([HEADER, *rows])


def in_sections(*emptied: int) -> str:
    """The clean plan in two sections, the second without what stands in these columns."""
    second = {"1.3", "2.1"}
    rows = [f"{ref}\t{row}".split("\t") for ref, row in CLEAN.items()]
    lines = ["\t".join("" if row[0] in second and n in emptied else c for n, c in enumerate(row)) for row in rows]
    return "\n".join([HEADER, "1. Early help", *lines[:2], "2. Later help", *lines[2:]])


LEAD, DRIVERS = "\tEastham Council\tEastham Transport", "Train bus drivers to help passengers in distress"
PLANTED = {
    "no-lead": Planted("No body is named to lead this action.", replaced=cell("1.2", "Eastham Council\tEastham Transport Company", "\t")),
    "no-lead person": Planted("No body leads this action: only a person is named.", replaced=cell("1.2", "Eastham Council\tEastham Transport Company", "Jane Example\t")),
    "no-lead plan": Planted("The plan names no body to lead any of its actions (4).", "", text="\n".join("\t".join(c for n, c in enumerate(line.split("\t")) if n not in (4, 5)) for line in without(9).split("\n"))),
    "partner-without-lead": Planted("Eastham Transport Company is named as a partner, but nobody leads this action.", replaced=cell("1.2", "Eastham Council", "")),
    "lead-is-a-class": Planted("The lead is Local authorities, a name for many bodies: no single one answers for this action.", replaced=cell("1.2", LEAD, "\tLocal authorities\tEastham Transport")),
    "no-lead section": Planted("No body is named to lead any of these 2 actions (section 2).", "1.3, 2.1", text=in_sections(4, 5)),
    "no-dates": Planted("Neither a start nor a finish is given.", replaced=cell("1.2", "May 2017\tJune 2018", "\t")),
    "no-dates plan": Planted("The plan gives no date for any of its actions (4).", "", text="\n".join("\t".join(c for n, c in enumerate(line.split("\t")) if n not in (2, 3)) for line in without(9).split("\n"))),
    "no-dates section": Planted("Neither a start nor a finish is given for any of these 2 actions (section 2).", "1.3, 2.1", text=in_sections(2, 3)),
    "no-finish": Planted("There is a start (“May 2017”), but no finish.", replaced=cell("1.2", "June 2018", "")),
    "no-finish open": Planted("The start is “Ongoing”, and there is no finish: the word may stand in the wrong column.", replaced=cell("1.2", "May 2017\tJune 2018", "Ongoing\t")),
    "no-finish plan": Planted("The plan says when actions start, but for none of its actions (4) when it is to be finished.", "", text=without(3)),
    "no-finish section": Planted("There is a start, but no finish, for all of these 2 actions (section 2).", "1.3, 2.1", text=in_sections(3)),
    "finish-not-settled": Planted("The finish is not settled: “TBC”.", replaced=cell("1.2", "June 2018", "TBC")),
    "finish-not-read": Planted("The finish of this action cannot be read as a date: “31/02/2018”.", replaced=cell("1.2", "June 2018", "31/02/2018")),
    "finish-open": Planted("No end is set for this action: the finish is “Ongoing”.", replaced=cell("1.2", "June 2018", "Ongoing")),
    "finish-open long-term": Planted("An aim for later years, with no day named, in this action: the finish is “Long term”.", replaced=cell("1.2", "June 2018", "Long term")),
    "no-measure": Planted("It is not said what should come of this action, or how its success will be told.", replaced=cell("1.2", "Every driver has been trained", "")),
    "no-measure plan": Planted("The plan says for none of its actions (4) what should come of it, or how its success will be told.", "", text=without(6)),
    "no-measure section": Planted("It is not said for any of these 2 actions (section 2) what should come of it, or how its success will be told.", "1.3, 2.1", text=in_sections(6)),
    "finish-before-start": Planted(
        "It is to be finished (“June 2016”, 30 June 2016 at the latest) before it starts (“May 2017”, 1 May 2017 at the earliest).", replaced=cell("1.2", "June 2018", "June 2016")
    ),
    "waits-for-later": Planted(
        "It is due by 30 June 2018 (“June 2018”), but needs the result of 2.1, which is not due before 1 May 2019 (“May 2019”).",
        replaced=(("1.2", DRIVERS, "Use the driver safety template"), ("2.1", "Visit every care home once a year", "Develop the driver safety template")),
    ),
    "waits-for-later possible": Planted(
        "It is due by 30 June 2018 (“June 2018”), and needs the result of 2.1, which may come later: 31 December 2018 at the latest (“2018”).",
        replaced=(("1.2", DRIVERS, "Use the driver safety template"), ("2.1", "Visit every care home once a year\tJune 2017\tMay 2019", "Develop the driver safety template\tJune 2017\t2018")),
    ),
    "circle": Planted(
        "These actions wait for each other: 1.2 needs 1.3, 1.3 needs 1.2.",
        "1.2, 1.3",
        replaced=(
            ("1.2", DRIVERS + "\tMay 2017\tJune 2018", "Develop the driver safety template and use the carer survey protocol\tMay 2017\tJune 2018"),
            ("1.3", "Write a leaflet for carers\tMay 2017\tJuly 2017", "Develop the carer survey protocol and use the driver safety template\tMay 2017\tJuly 2017"),
        ),
    ),
    "lead-ended": Planted(
        "Health Education England, named as lead, came to an end (abolition, 1 April 2023). Its work is now with NHS England.", replaced=cell("1.2", LEAD, "\tHealth Education England\tEastham Transport")
    ),
    "lead-ended already": Planted(
        "College of Paramedics, named as lead, came to an end (succession, January 2026). Its work is now with Royal College of Paramedics, which is a lead of this action already.",
        replaced=cell("1.2", LEAD, "\tRoyal College of Paramedics / College of Paramedics\tEastham Transport"),
    ),
    "lead-ended possible": Planted(
        "Public Health England, named as lead, came to an end (split, between 30 September 2021 and 1 October 2021). Its work was divided and is possibly with one of these: "
        "NHS England, Office for Health Improvement and Disparities, UK Health Security Agency.",
        replaced=cell("1.2", LEAD, "\tPublic Health England\tEastham Transport"),
    ),
    "lead-ended nobody": Planted(
        "Centre of Excellence for Information Sharing, named as lead, came to an end (closure, between about 2017 and about 2019). Nobody is named who holds its work now. The register is not sure of this.",
        replaced=cell("1.2", LEAD, "\tCentre of Excellence for Information Sharing\tEastham Transport"),
    ),
    "lead-to-change": Planted(
        "Network Rail, named as lead of this action, is to change: succession (between May 2026 and 2027). This is planned and not done. The register is fairly sure of this.",
        replaced=cell("1.2", LEAD, "\tNetwork Rail\tEastham Transport"),
    ),
    "lead-renamed": Planted(
        "Department of Health, named as lead of this action, has been called Department of Health and Social Care since 8 January 2018. It is the same body.",
        replaced=cell("1.2", LEAD, "\tDepartment of Health\tEastham Transport"),
    ),
    "law-changed": Planted(
        "Mental Health Act 1983 s.138, cited in this action, has changed since the plan: by the Policing and Crime Act 2017 (in force since 11 December 2017).",
        replaced=cell("1.2", DRIVERS, "Train drivers on section 138 of the Mental Health Act 1983"),
    ),
    "law-changed own": Planted(
        "Mental Health Act 1983 s.138, which was to be changed by this action, has changed since the plan: by the Policing and Crime Act 2017 (in force since 11 December 2017).",
        replaced=cell("1.2", DRIVERS, "Amend section 138 of the Mental Health Act 1983"),
    ),
    "law-part-changed": Planted(
        "Care Act 2014 is cited as a whole in this action; parts of it have changed since the plan: s.96, by the Health Education England (Transfer of Functions, Abolition and Transitional Provisions) Regulations 2023 "
        "(in force since 1 April 2023).",
        replaced=cell("1.2", DRIVERS, "Train drivers on the Care Act 2014"),
    ),
    "law-to-change": Planted(
        "National Health Service Act 2006, cited in this action, may change: by Health Bill 2026-27 (would be amended; a Bill, not enacted).", replaced=cell("1.2", DRIVERS, "Train drivers on the National Health Service Act 2006")
    ),
    "bill-enacted": Planted("Policing and Crime Bill is law: it became the Policing and Crime Act 2017 on 31 January 2017.", replaced=cell("1.2", DRIVERS, "Train drivers on the Policing and Crime Bill")),
    "policy-superseded": Planted(
        "CCG Improvement and Assessment Framework 2016/17 has been superseded: replaced by the NHS Oversight Framework for 2019/20.",
        replaced=cell("1.2", DRIVERS, "Train drivers on the CCG Improvement and Assessment Framework"),
    ),
    "policy-superseded by": Planted(
        "NHS Operational Planning and Contracting Guidance 2017-2019 has been superseded by Medium Term Planning Framework: delivering change together 2026/27 to 2028/29.",
        replaced=cell("1.2", DRIVERS, "Train drivers on the NHS Planning Guidance"),
    ),
    "money-unclear": Planted("“£300,000”: the plan names money, but not whose it is, for which time.", replaced=cell("1.2", "in distress", "in distress, with funding of £300,000")),
    "much-on-one-body": Planted(
        "Eastham Council leads 5 of 9 actions (56%), 5 of them alone.",
        "1, 2, 3, 4, 5",
        text=led_by(*["Eastham Council"] * 5, "Eastham Carers Association", "Eastham Hospital Trust", "Eastham Transport Company", "Eastham Crisis Trust"),
    ),
    "one-body-only": Planted("Only Eastham Council can move this action: it leads alone, and no partner is named.", replaced=cell("1.2", "Eastham Transport Company", "")),
    "named-without-part": Planted("The text names Home Office, but gives no part in the action.", replaced=cell("1.2", "in distress", "in distress and tell the Home Office")),
    "unnamed-partners": Planted("It speaks of partners without naming them: “partners”.", replaced=cell("1.2", "Eastham Transport Company", "Eastham Transport Company and partners")),
    "same-action-twice": Planted(
        "The same words are printed as 2 actions: 1.2, 2.2.", "1.2, 2.2",
        added={"2.2": "Train BUS drivers, to help passengers in distress.\tMay 2017\tJune 2018\tEastham Council\tEastham Transport Company\tEvery driver has been trained"},
    ),
    "same-reference-twice": Planted("2 actions bear the reference 1.2: nobody can tell which is meant. In the graph they are 1.2, 1.2-2.", "1.2, 1.2", replaced=cell("1.3", "", "")),
    "gap-in-numbers": Planted(
        "The numbering of the actions leaves numbers out: 1.4.", "",
        added={f"1.{n}": f"Plant {n * 100} trees\tMay 2017\tJune 2018\tEastham Council\tEastham Carers Association\tThey stand" for n in (5, 6, 7)},
    ),
}


def document(planted: Planted) -> str:
    """The clean plan with the fault in it."""
    if planted.text:
        return planted.text + "\n"
    rows = dict(CLEAN)
    for row, old, new in planted.replaced:
        assert old in rows[row], f"{old} does not stand in {row}"
        rows[row] = rows[row].replace(old, new, 1)
    return "\n".join([planted.header, *(f"{ref}\t{row}" for ref, row in {**rows, **planted.added}.items())]) + "\n"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    """The clean plan and all that were made worse, in one graph; of each it is known who published it, and when."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "plan.toml").write_text('issued = "2016-10"\npublisher = "Eastham Council"\n', encoding="utf-8")
    texts = {"clean": document(Planted("")), **{name: document(planted) for name, planted in PLANTED.items()}}
    texts["same-reference-twice"] = texts["clean"].replace("\n1.3\t", "\n1.2\t")
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    return build.build(paths)


@pytest.fixture(scope="module")
def found(plans: build.Build) -> list[Finding]:
    return validate.findings(plans.graph.store)


def of(found: list[Finding], plan: str) -> list[Finding]:
    return [f for f in found if f.plan == plan]


def test_a_well_made_plan_has_no_finding(found: list[Finding]) -> None:
    assert of(found, "clean") == []
    assert all(f.plan for f in found), "no finding is about the registers"


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_weakness_is_found_and_nothing_else(name: str, found: list[Finding]) -> None:
    its = of(found, name)

    assert [(f.check, f.action, f.message) for f in its] == [(name.split()[0], PLANTED[name].action, PLANTED[name].message)]
    assert its[0].severity == CHECKS[its[0].check].severity
    assert its[0].advice and its[0].thing


def only(tmp_path: Path, check: str, *rows: str) -> list[Finding]:
    """The findings of one check in a plan of these rows, issued in October 2016."""
    (tmp_path / "plan.txt").write_text("\n".join([HEADER, *(f"{n}\t{row}" for n, row in enumerate(rows, start=1))]) + "\n", encoding="utf-8", newline="\n")
    (tmp_path / "plan.toml").write_text('issued = "2016-10"\npublisher = "Eastham Council"\n', encoding="utf-8")
    return queries.findings(build.build([tmp_path / "plan.txt"]).graph.store, [CHECKS[check]])


def test_a_plan_without_its_date_of_issue_is_told_so_beside_what_has_changed(tmp_path: Path) -> None:
    """As old as its first date, or without any date at all: then before or after nobody can say."""
    text = "1\tTrain drivers on section 138 of the Mental Health Act 1983\t{}\t{}\tEastham Council\tEastham Transport Company\tThey are trained\n"
    for name, dates in {"dated": ("May 2015", "June 2018"), "undated": ("", "")}.items():
        (tmp_path / f"{name}.txt").write_text(f"{HEADER}\n{text.format(*dates)}", encoding="utf-8", newline="\n")
    its = queries.findings(build.build([tmp_path / "dated.txt", tmp_path / "undated.txt"]).graph.store, [CHECKS["law-changed"]])

    assert [f.message.partition(": by")[0] for f in its] == [
        "Mental Health Act 1983 s.138, cited in this action, has changed since the first date in the plan, which does not say when it was issued",
        "Mental Health Act 1983 s.138, cited in this action, has changed (before the plan or after it: it has no date)",
    ]


def told(tmp_path: Path, words: str, law: str, said: str, value: str, check: str) -> list[str]:
    """The messages of a check on an action with these words, if the register said this of the thing with this name."""
    (tmp_path / "plan.txt").write_text(f"{HEADER}\n1\t{CLEAN['1.2'].replace(DRIVERS, words)}\n", encoding="utf-8", newline="\n")
    store = build.build([tmp_path / "plan.txt"]).graph.store
    (thing,) = {q.subject for q in store.quads_for_pattern(None, term("skos:prefLabel"), Literal(law, language="en"), None)}
    remove(store, thing, ccc(said))
    store.add(Quad(thing, ccc(said), Literal(value), graph("context")))
    return [f.message for f in queries.findings(store, [CHECKS[check]])]


def test_what_is_repealed_or_superseded_and_no_more_is_known(tmp_path: Path) -> None:
    law, policy = "Health and Social Care Act 2012", "Street triage"
    repealed = told(tmp_path, f"Train drivers on the {law}", law, "legislationStatus", "repealed", "law-changed")
    superseded = told(tmp_path, "Train drivers on street triage", policy, "policyStatus", "superseded", "policy-superseded")

    assert repealed == [f"{law}, cited in this action, is repealed, as the register has it; by what and when is not recorded."]
    assert superseded == [f"{policy} has been superseded; by what is not recorded."]


@pytest.mark.parametrize(("leads", "told"), [(5, ["1, 2, 3, 4, 5"]), (4, [])])
def test_much_is_more_than_a_quarter_and_no_less_than_five(leads: int, told: list[str], tmp_path: Path) -> None:
    """Five of nineteen are more than a quarter; five of twenty are just that; four of eight are half, and few."""
    others = [f"Eastham {name}" for name in ("Arts Club", "Carers Association", "Crisis Trust", "Hospital Trust")]
    for size, expected in ((19 if leads == 5 else 8, told), (20, [])):
        rows = led_by(*["Eastham Council"] * leads, *(others[n % 4] for n in range(size - leads)))
        (tmp_path / "plan.txt").write_text(rows + "\n", encoding="utf-8", newline="\n")
        its = queries.findings(build.build([tmp_path / "plan.txt"]).graph.store, [CHECKS["much-on-one-body"]])
        assert [f.action for f in its if "Council" in f.message] == expected


def test_one_finding_tells_all_actions_that_cite_a_law_and_keeps_their_places(tmp_path: Path) -> None:
    """The action that was to change the law stands apart."""
    law = "section 138 of the Mental Health Act 1983"
    rows = [CLEAN["1.2"].replace(DRIVERS, words) for words in (f"Train drivers on {law}", f"Amend {law}", "Tell all about s.138 of the Mental Health Act 1983")]
    cites, own = only(tmp_path, "law-changed", *rows)
    text = (tmp_path / "plan.txt").read_text(encoding="utf-8")

    assert [(f.action, f.message.partition(" has")[0]) for f in (cites, own)] == [
        ("1, 3", "Mental Health Act 1983 s.138, cited in these 2 actions,"),
        ("2", "Mental Health Act 1983 s.138, which was to be changed by this action,"),
    ]
    assert [text[int(a) : int(b)] for a, b in (place.split("-") for place in cites.at.split("; "))] == ["section 138", "s.138"]


def test_finishes_in_the_same_words_are_one_finding(tmp_path: Path) -> None:
    rows = [CLEAN[ref].replace(old, new) for ref, old, new in (("1.1", "March 2018", "12 months"), ("1.2", "June 2018", "when money allows"), ("1.3", "July 2017", "12 months"))]

    assert [(f.action, f.message) for f in only(tmp_path, "finish-not-read", *rows)] == [
        ("1, 3", "The finish of these 2 actions cannot be read as a date: “12 months”."),
        ("2", "The finish of this action cannot be read as a date: “when money allows”."),
    ]


def test_a_change_that_may_be_in_force_is_not_told_as_if_nothing_had_changed(tmp_path: Path) -> None:
    """Other parts of the Act that brings it are in force: so says ontology/legislation.csv of the Mental Health Act 2025."""
    (finding,) = only(tmp_path, "law-to-change", CLEAN["1.2"].replace(DRIVERS, "Train drivers on the Mental Health Act 1983"))

    assert finding.advice.startswith("This change is not known to be in force; other parts of the Mental Health Act 2025 are")
    assert "Nothing has changed" not in finding.advice


def test_a_body_that_has_ended_can_move_nothing(tmp_path: Path) -> None:
    alone = [CLEAN["1.2"].replace("Eastham Council\tEastham Transport Company", f"{lead}\t") for lead in ("Public Health England", "Home Office")]

    assert [f.action for f in only(tmp_path, "one-body-only", *alone)] == ["2"]


def test_who_comes_next_is_told_by_its_present_name(tmp_path: Path) -> None:
    """The register plans the end of NHS England; the Department of Health, which is to hold its work, has had a longer name since 2018."""
    (finding,) = only(tmp_path, "lead-to-change", CLEAN["1.2"].replace(LEAD, "\tNHS England\tEastham Transport"))

    assert "Department of Health and Social Care" in finding.advice


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ("Pay £2m from NHS England in 2018/19 to hospitals", ""),
        ("Spend £50,000 a year for three years from the Home Office", ""),
        ("£5k from the Trust in 2018/19", ""),
        ("Home Office £2m 2018/19", ""),
        ("Council: £30,000 in 2018/19", ""),
        ("Home Office grant of £2m in 2018/19", ""),
        ("A van, funded by Eastham Council (£2m over two years)", ""),
        ("The Fire Service will contribute £2m in 2018/19", ""),
        ("Paint all and give Eastham Council £2m in 2018/19", "whose it is"),
        ("Save £2m from April 2018", "whose it is"),
        ("Spend £2m from savings in 2018/19", "whose it is"),
        ("£5k a year from the Trust", "for which time"),
    ],
)
def test_a_payer_and_a_time_beside_the_sum_are_no_gap(words: str, gap: str, tmp_path: Path) -> None:
    its = only(tmp_path, "money-unclear", CLEAN["1.2"].replace(DRIVERS, words))

    assert [f.message.partition("but not ")[2].rstrip(".") for f in its] == ([gap] if gap else [])


def test_what_changed_before_the_plan_is_not_told(tmp_path: Path) -> None:
    """A plan that does not say when it was issued is as old as its first date; one that does, in the file beside it, is as old as that."""
    row = CLEAN["1.2"].replace(LEAD, "\tDH\tEastham Transport").replace(DRIVERS, "Train drivers on section 138 of the Mental Health Act 1983")
    text = "\n".join([HEADER, f"1\t{row}", f"2\t{CLEAN['1.1']}"]) + "\n"
    for name, words in {"later": text.replace("2017", "2020").replace("2018", "2021"), "before": text, "said": text}.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8", newline="\n")
    (tmp_path / "said.toml").write_text('issued = "2019-05"\n', encoding="utf-8")
    its = queries.findings(build.build([tmp_path / f"{name}.txt" for name in ("later", "before", "said")]).graph.store)

    assert sorted((f.plan, f.check) for f in its) == [("before", "law-changed"), ("before", "lead-renamed")]


def test_no_shape_bears_the_name_of_a_check_query() -> None:
    assert set(CHECKS) & set(validate.shapes.told()) == set()


def test_every_check_has_a_planted_fault() -> None:
    assert {name.split()[0] for name in PLANTED} | set(faults()) == set(CHECKS)
    assert len(CHECKS) > 25


def test_every_message_has_a_planted_fault(found: list[Finding]) -> None:
    """A check that tells several things apart has a fault for each of them, but for what no register holds now."""
    made = {name: len(check.messages) for name, check in CHECKS.items() if check.severity != "error"}
    planted = {name: sum(each.split()[0] == name for each in PLANTED) for name in made}
    short = {name: made[name] - planted[name] for name in made if planted[name] < made[name]}

    # An announced change (the College of Policing) is in the national plan; no Act is repealed and no policy superseded without more being known.
    assert short == {"lead-to-change": 1, "law-changed": 1, "policy-superseded": 1}


def test_the_header_of_each_check_says_all(found: list[Finding]) -> None:
    for check in CHECKS.values():
        assert check.question.title, check.name
        assert check.severity == "error" or check.question.question.endswith(("?", ".")), check.name
        assert check.severity == "error" or set(check.advice) >= {""} or set(check.advice) == set(check.messages), check.name
        assert {variable.value for variable in Store().query(check.question.text).variables} & {"thing", "action"}, check.name


# ---- The same rows from the other engine


@pytest.fixture(scope="module")
def dataset(plans: build.Build) -> rdflib.Dataset:
    data = rdflib.Dataset(default_union=True)
    data.parse(data=plans.data, format="trig")
    return data


def plain(term: rdflib.term.Node | None) -> object:
    """A term of rdflib as the program has it."""
    if isinstance(term, rdflib.Literal) and term.datatype in (rdflib.XSD.date, rdflib.XSD.integer, rdflib.XSD.boolean):
        return term.toPython()
    return None if term is None else str(term)


SLOW = "triple-in-two-graphs"  # a minute in rdflib's own engine; two statements show as much


@pytest.mark.parametrize("name", [name for name in CHECKS if name != SLOW])
def test_both_engines_find_the_same(name: str, plans: build.Build, dataset: rdflib.Dataset, found: list[Finding]) -> None:
    answer = dataset.query(CHECKS[name].question.text)
    rows = [dict(zip(map(str, answer.vars), map(plain, row))) for row in answer]

    there = queries.of_rows(CHECKS[name], rows, queries.actions(plans.graph))
    assert sorted(map(repr, there)) == sorted(repr(f) for f in found if f.check == name)


def test_both_engines_find_a_statement_in_two_graphs() -> None:
    twice = "<urn:g> { <urn:a> <urn:b> <urn:c> } <urn:h> { <urn:a> <urn:b> <urn:c> , <urn:d> }"
    data, store = rdflib.Dataset(default_union=True), Store()
    data.parse(data=twice, format="trig")
    store.load(twice.encode(), format=RdfFormat.TRIG)

    assert [tuple(map(str, row)) for row in data.query(CHECKS[SLOW].question.text)] == [("urn:a", "urn:b")]
    assert [(f.check, f.thing) for f in queries.findings(store, [CHECKS[SLOW]])] == [(SLOW, "urn:a")]


# ---- Faults of a graph


CLAIMS = graph("claims", PLAN)
THING = node("responsibility", PLAN, "3.8", 1)
SPAN = node("span", PLAN, "11962-11964")
DATE = node("date", PLAN, "3.8", "finish")


@pytest.fixture(scope="module")
def home() -> build.Build:
    return build.build()


@pytest.fixture
def store(home: build.Build) -> Store:
    copy = Store()
    copy.extend(home.graph.store)
    return copy


def remove(store: Store, subject: NamedNode, predicate: NamedNode) -> None:
    for quad in list(store.quads_for_pattern(subject, predicate, None, None)):
        store.remove(quad)


def faults() -> dict[str, Callable[[Store], object]]:
    """For each check of the graph itself what is done to the graph so that it finds something."""
    action = node("action", PLAN, "3.8")
    return {
        "triple-in-two-graphs": lambda s: s.add(Quad(action, term("rdf:type"), ccc("Action"), graph("derived"))),
        "span-and-quote": lambda s: (remove(s, SPAN, term("oa:end")), s.add(Quad(SPAN, term("oa:end"), Literal(99999), graph("plan", PLAN)))),
    }


def test_a_well_formed_graph_has_no_fault(store: Store) -> None:
    assert validate.faults(store) == []


@pytest.mark.parametrize("check", faults())
def test_each_check_finds_its_fault(check: str, store: Store) -> None:
    faults()[check](store)
    its = validate.faults(store)

    assert check in {fault.check for fault in its}
    assert all(fault.severity == "error" and fault.message and fault.advice for fault in its)
