"""What changed in an action: one change at a time, in words, with what became of bodies between the editions."""

from __future__ import annotations

import pytest
from small_editions import COUNCIL, POLICE, TRUST, WORDS, action, only, plan

from concordat.graph.diff.bodies import Days, Takeover
from concordat.graph.diff.editions import Action
from concordat.graph.diff.plans import compare


def dated(first: str, last: str, printed: str) -> dict[str, object]:
    return {"printed": printed, "kind": "dated", "earliest": first, "latest": last, "edtf": None}


@pytest.mark.parametrize(
    ("before", "after", "kind", "what"),
    [
        ({"leads": [COUNCIL]}, {"leads": [POLICE]}, "lead changed", "Lead changed from Council to Police"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL, POLICE]}, "lead changed", "Lead added: Police"),
        ({"leads": [COUNCIL, POLICE]}, {"leads": [COUNCIL]}, "lead changed", "Lead dropped: Police"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL | {"scope": "for the north"}]}, "lead changed", "Lead Council: the whole action before, for the north now"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL | {"name": "County Council", "printed": "County Council"}]}, "body renamed", "Same body under a new name: Council, now County Council"),
        ({"partners": [TRUST]}, {"partners": [POLICE]}, "partner changed", "Partner changed from Trust to Police"),
        ({"unnamed_partners": False}, {"unnamed_partners": True}, "partner changed", "Partners without a name are mentioned now"),
        ({"body_classes": [TRUST | {"role": "mentioned"}]}, {"body_classes": [TRUST | {"role": "partner"}]}, "partner changed", "Partner added: Trust"),
        ({"start": dated("2017-04-01", "2017-04-30", "April 2017")}, {"start": dated("2017-06-01", "2017-06-30", "June 2017")}, "date slipped", "Start slipped by 2 months (61 days): April 2017 to June 2017"),
        ({"status": "open"}, {"status": "completed"}, "status changed", "Status changed"),
        ({"progress": None}, {"progress": "half done"}, "progress changed", "Progress added"),
        ({"outcomes": ["fewer calls"]}, {"outcomes": ["fewer calls", "fewer journeys"]}, "outcome changed", "Outcome or measure changed"),
        ({"outcomes": ["fewer calls"]}, {"outcomes": []}, "outcome changed", "Outcome or measure dropped"),
        ({"other": {"Risk": "low"}}, {"other": {"Risk": "high"}}, "other column changed", "Risk changed"),
        ({"policies": [{"name": "The Strategy", "iri": "p", "printed": "Strategy", "at": "3-4"}]}, {}, "policy changed", "Policy dropped: The Strategy"),
        ({}, {"legislation": [{"label": "Act 1", "iri": "a", "printed": "the Act", "at": "3-4"}]}, "law changed", "Law added: Act 1"),
        ({"section": "1"}, {"section": "2"}, "moved", "Moved from section 1 Section 1 to section 2 Section 2"),
        ({"ref": "A1"}, {"ref": None}, "renumbered", "Renumbered: A1, now no reference"),
    ],
)
def test_one_change(before: dict[str, object], after: dict[str, object], kind: str, what: str):
    """A second action stays as it is, so that there are two sections in both editions, and the same columns."""
    rest = [action("Publish figures on detentions every quarter", "9", 8, "1", other={"Risk": "none"}), action("Train porters to recognise distress", "10", 9, "2")]
    old = plan(action(WORDS, **({"ref": "7"} | before)), *rest)
    new = plan(action(WORDS, **({"ref": "7", "section_title": f"Section {after.get('section', '1')}"} | after)), *rest)

    change = only(old, new)
    assert (change.kind, change.what, change.sure) == (kind, what, "high")


def test_a_lead_that_becomes_a_partner_is_said_to_be_one():
    changes = compare(plan(action(WORDS, "7", leads=[COUNCIL, POLICE])), plan(action(WORDS, "7", leads=[COUNCIL], partners=[POLICE]))).changes

    assert [change.what for change in changes] == ["Lead dropped: Police (a partner there)", "Partner added: Police (a lead there)"]


# ---- bodies in time

TOOK_OVER = {COUNCIL["iri"]: (Takeover(TRUST["iri"], "succession 2017-04-01", Days("2017-04-01", "2017-04-01")),)}
EARLIER, SINCE, THEN = Days("2016-10-01", "2016-10-31"), Days("2018-01-01", "2018-01-31"), Days("2017-04-01", "2017-04-30")
IN_PLACE = "Trust in place of Council, whose work it took over (succession 2017-04-01): "


@pytest.mark.parametrize(
    ("issued", "before", "after", "kind", "what", "sure"),
    [
        (SINCE, [COUNCIL], [TRUST], "body succeeded", IN_PLACE + "the same lead in fact", "high"),
        (SINCE, [COUNCIL, POLICE], [TRUST, POLICE], "body succeeded", IN_PLACE + "the same lead in fact", "high"),
        (SINCE, [COUNCIL, TRUST], [TRUST], "body succeeded", IN_PLACE.replace("Trust", "Trust, a lead before as well,") + "the same lead in fact", "high"),
        (THEN, [COUNCIL], [TRUST], "body succeeded", IN_PLACE + "the same lead in fact", "high"),
        (EARLIER, [COUNCIL], [TRUST], "lead changed", "Lead changed from Council to Trust; Trust took over the work of Council later (succession 2017-04-01)", "high"),
        (EARLIER, [COUNCIL, TRUST], [TRUST], "lead changed", "Lead dropped: Council; Trust took over the work of Council later (succession 2017-04-01)", "high"),
        (Days(), [COUNCIL], [TRUST], "body succeeded", IN_PLACE + "perhaps the same lead in fact", "medium"),
        (Days(), [COUNCIL, TRUST], [TRUST], "lead changed", "Lead dropped: Council; Trust took over the work of Council perhaps by then (succession 2017-04-01)", "high"),
        (SINCE, [TRUST], [COUNCIL], "lead changed", "Lead changed from Trust to Council", "high"),
    ],
)
def test_a_body_has_succeeded_only_if_it_had_when_the_new_edition_was_issued(issued: Days, before: list[object], after: list[object], kind: str, what: str, sure: str):
    old, new = (plan(action(WORDS, "7", leads=leads), takeovers=TOOK_OVER, issued=issued) for leads in (before, after))
    change = only(old, new)

    assert (change.kind, change.what, change.sure) == (kind, what, sure)


def test_two_bodies_may_have_gone_into_one():
    took_over = TOOK_OVER | {POLICE["iri"]: TOOK_OVER[COUNCIL["iri"]]}
    old, new = (plan(action(WORDS, "7", leads=leads), takeovers=took_over, issued=SINCE) for leads in ([COUNCIL, POLICE], [TRUST]))

    assert [change.what for change in compare(old, new).changes] == [f"{IN_PLACE}the same lead in fact", f"{IN_PLACE.replace('Council', 'Police')}the same lead in fact"]


HEALTH, CARE = "Department of Health", "Department of Health and Social Care"


@pytest.mark.parametrize(
    ("before", "after", "sure"),
    [
        ((HEALTH, "DH"), (CARE, "DH"), None),
        ((HEALTH, "DH"), (CARE, "Department of Health"), None),
        ((HEALTH, "DH"), (CARE, "Dept. of Health"), None),
        ((HEALTH, "DoH"), (HEALTH, "the Department"), None),
        ((HEALTH, "DH"), (CARE, "DHSC"), "high"),
        ((HEALTH, "DH"), (HEALTH, "DHSC"), "high"),
        ((CARE, "Department of Health & Social Care"), (CARE, "department of health"), "high"),
        ((HEALTH, "DH"), (CARE, "the Department"), "low"),
    ],
)
def test_a_body_is_renamed_where_it_is_printed_under_another_of_its_names(before: tuple[str, str], after: tuple[str, str], sure: str | None):
    """The name of a record may come from the plan's date alone; here it is given first, then the words."""
    sides = [{"leads": [COUNCIL | {"name": name, "printed": printed}]} for name, printed in (before, after)]
    changes = compare(*(plan(action(WORDS, "7", **side), names={COUNCIL["iri"]: (HEALTH, CARE)}) for side in sides)).changes

    assert [(change.kind, change.sure) for change in changes] == ([("body renamed", sure)] if sure else [])


# ---- people, money


def test_names_of_people_are_not_repeated():
    change = only(plan(action(WORDS, "7", people=["Ada Example"])), plan(action(WORDS, "7", people=["Bob Sample"])))

    assert change.kind == "people changed"
    assert "Example" not in str(change.row)
    assert "Sample" not in str(change.row)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ((15_000_000, "up-to"), (20_000_000, "up-to"), "Money changed from up to GBP 15,000,000 (Fund) to up to GBP 20,000,000 (Fund)"),
        ((15_000_000, "up-to"), (15_000_000, "exact"), "Money changed from up to GBP 15,000,000 (Fund) to GBP 15,000,000 (Fund)"),
        ((None, "exact"), (5, "exact"), "Money changed from Fund to GBP 5 (Fund)"),
    ],
)
def test_money(old: tuple[object, str], new: tuple[object, str], what: str):
    sums = [[{"label": "Fund", "iri": "f", "amount": amount, "qualifier": qualifier, "currency": "GBP", "period": None, "printed": "money", "at": "3-4"}] for amount, qualifier in (old, new)]

    assert only(plan(action(WORDS, "7", funding=sums[0])), plan(action(WORDS, "7", funding=sums[1]))).what == what


def test_a_sum_of_no_registered_fund_is_the_same_wherever_it_stands():
    """It is called after its place, which another edition does not share."""
    sums = [[{"label": f"£300k ({where})", "iri": where, "amount": 300_000, "qualifier": "exact", "currency": "GBP", "period": None, "printed": "£300k", "at": "3-4"}] for where in ("a-1", "b-7")]

    assert compare(plan(action(WORDS, "7", funding=sums[0])), plan(action(WORDS, "7", funding=sums[1]))).changes == ()


def test_a_doubtful_reading_makes_a_doubtful_change():
    old = action(WORDS, "7", leads=[COUNCIL])
    change = only(plan(old), plan(Action(old.name, 0, old.record | {"leads": [POLICE]}, {POLICE["iri"]: "low"})))

    assert (change.sure, change.why) == ("low", "same reference, same words; read with low confidence")
