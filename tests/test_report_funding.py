"""The report of funding on a made-up plan with everything that deceives: the same fund twice, a part and its whole, ceilings, rates, several currencies, a column for money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from concordat.graph import build, reports
from concordat.graph.analysis.money import QUALIFIERS, Named, funds, parts, repeats, surplus, totals, years
from concordat.graph.answer import Answer
from concordat.graph.reports import Asked
from concordat.graph.reports.sums import money, span
from concordat.graph.store import Graph
from hypothesis import given
from hypothesis import strategies as st

PLAN = """Ref\tAction\tStart\tFinish\tLead\tBudget
1. Crisis
A1\tExpand crisis resolution with £400m new investment over 4 years from 2017/18.\t2017\t2021\tNHS England\t
A2\tOpen cafes with up to £15m for places of safety in 2016/17 and 2017/18.\t2016\t2018\tHome Office\t
A3\tWave 1 of the places of safety fund: £6.1m for health-based places of safety.\t2016\t2017\tDepartment of Health\t
A4\tCrisis home treatment: use the £400m over 4 years from 2017/18.\t2017\t2021\tMind\t
2. Local work
B1\tPay $2 million to a partner and €500,000 for travel.\t2018\t2019\tMind\t
B2\tTrain staff.\t2018\t2019\tMind\t£20,000
B3\tBuy vans with £50,000 and phones with £5,000.\t2018\t2019\tAnytown Council\t£55,000
B4\tHome Office grant of £2m for 2018/19.\t2018\t2019\tAnytown Council\t
B5\tSpend £20,000 on leaflets; at least £3m and about £1m later. Use CQUIN.\t2018\t2019\tAnytown Council\t
B6\tSpend £9m, of which £4m on beds, and £250 per bed.\t2018\t2019\tMind / Anytown Council\t
B7\tDo it.\t2018\t2019\tMind\t
B8\tFund the UEC Vanguard by funding and supporting the UEC Vanguard during 2016/17.\t2018\t2019\t\t
"""
NAMES = ("board", "streams", "payers", "years", "themes", "mechanisms", "register", "repeats", "sections", "leads")
SUMS = ("exact", "at_least", "about", "up_to", "currency")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return build.build([path]).graph


@pytest.fixture(scope="module")
def answers(plan: Graph) -> list[Answer]:
    return reports.report(plan, "funding")


def table(answers: list[Answer], name: str) -> list[dict]:
    answer = next(a for a in answers if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


def test_each_currency_has_totals_of_its_own_and_each_way_of_meaning_a_sum(answers: list[Answer]) -> None:
    """Pounds, exact: 400m once though A1 and A4 name it, 20,000 twice (B2, B5), 55,000 from the column of B3, 2m, 9m. Wave 1 is part of the 15m; 4m is part of the 9m; £250 is a rate."""
    said = [r for r in table(answers, "board") if r["verdict"] == "may be said"]
    assert [tuple(r[c] for c in (*SUMS, "refs")) for r in said] == [
        (411_095_000, 3_000_000, 1_000_000, 15_000_000, "GBP", "A1, A2, A4, B2, B3, B4, B5, B6"),
        (500_000, None, None, None, "EUR", "B1"),
        (2_000_000, None, None, None, "USD", "B1"),
    ]
    assert said[0]["words"].split(" It also names ") == [
        "The plan names 6 sums (A1, A4, B2, B3, B4 and 2 more), £411,095,000 together (our sum, not the plan's), for different times.",
        "at least £3m (B5) for a time that is not stated, not to be added to that.",
        "about £1m (B5) for a time that is not stated, not to be added to that.",
        "up to £15m (A2) over the two years 2016/17 to 2017/18, not to be added to that. Of 3 of these 9 sums the time was over by 2026-11-21, the day on which the registers were last checked.",
    ]
    assert said[2]["words"] == "The plan names $2m (B1) for a time that is not stated."


@pytest.mark.parametrize(
    ("actions", "says"),
    [
        (["Spend £2m in 2018/19."], "The plan names £2m (1) for 2018/19. That time was over by 2026-11-21, the day on which the registers were last checked."),
        (["Spend £2m.", "Spend £3m."], "The plan names £2m (1) and £3m (2), each for a time that is not stated: £5m together (our sum, not the plan's)."),
        (["Spend up to £2m."], "The plan names up to £2m (1) for a time that is not stated."),
    ],
)
def test_the_sentence_that_may_be_said_of_other_plans(actions: list[str], says: str, tmp_path: Path) -> None:
    lines = "".join(f"{n}\t{action}\tMind\n" for n, action in enumerate(actions, start=1))
    (tmp_path / "p.txt").write_text(f"Ref\tAction\tLead\n{lines}", encoding="utf-8")
    assert table(reports.report(build.build([tmp_path / "p.txt"]).graph, "funding"), "board")[0]["words"] == says


@pytest.mark.parametrize(
    ("begins", "refs", "see"),
    [
        ("There is also money of which the plan gives no sum: UEC Vanguard funding", "B8", "The money that the plan names"),
        ("The totals count equal sums", "B2, B5", "Equal sums in different actions"),
        ("The totals leave out sums", "B3, B6", "The money that the plan names"),
        ("One total of £411,095,000, at least £3m, about £1m and up to £15m", "A2, B5", "The money that the plan names"),
        ("One total in several currencies (GBP, EUR, USD)", "A1, A2, A4, B1, B2, B3, B4, B5, B6", "The money that the plan names"),
        ("So much a year", "A1, A2, A4", "Which money runs in which year"),
        ("That who leads an action pays", "A1, A4, B1, B2, B3, B5, B6", "Who pays"),
        ("A total with Places of safety fund, wave 1; Places of safety fund, wave 2 beside the whole", "A2", "What the register adds"),
        ("That these are sums of money: Commissioning for Quality and Innovation", "B5", "Ways of paying, and conditions"),
        ("That the other 1 of 12 actions cost nothing", "B7", "Actions without money, by section"),
    ],
)
def test_what_needs_care_and_what_may_not_be_said(begins: str, refs: str, see: str, answers: list[Answer]) -> None:
    row = next(r for r in table(answers, "board") if r["words"].startswith(begins))
    assert (row["refs"], row["see"]) == (refs, see)
    assert see in {a.title for a in answers}


def test_whether_a_sum_counts_is_said_with_the_reason(answers: list[Answer]) -> None:
    counted = {(r["refs"], r["sums"]): r["counted"] for r in table(answers, "streams")}
    assert counted["A1, A4", "£400m"] == "yes, once: it is named in 2 actions"
    assert counted["A2", "up to £15m"] == "yes, as a ceiling"
    assert counted["A3", "£6.1m"] == "no: it is part of Health-based places of safety fund, which the plan names too"
    assert counted["B3", "£50,000"] == counted["B3", "£5,000"] == "no: the action's column for money has a sum, and this one of the text may be the same money"
    assert counted["B3", "£55,000"] == counted["B6", "£9m"] == "yes"
    assert counted["B6", "£4m"] == "no: the words say that it is part of another sum"
    assert counted["B6", "£250"] == "no: the words say that it comes again and again, or for each of several things"
    assert counted["B8", "not stated"] == "no: the plan names no sum"


def test_who_leads_does_not_pay_and_what_two_pay_together_is_not_divided(answers: list[Answer]) -> None:
    rows = [(r["payer"], r["known_from"], r["sums"], r["refs"]) for r in table(answers, "payers")]
    assert rows == [
        ("Department of Health; NHS England", "the register", "up to £15m", "A2"),
        ("Home Office", "the words beside the sum", "£2m", "B4"),
        ("NHS England", "the register", "not stated", "B8"),
        ("nobody named", "", "£409,095,000; at least £3m; about £1m", "A1, A4, B2, B3, B5, B6"),
        ("nobody named", "", "€500,000", "B1"),
        ("nobody named", "", "$2m", "B1"),
        # wave 1 is the Department of Health's, and stands in no row: its whole does
    ]


def test_a_sum_over_four_years_stands_whole_in_each_of_them(answers: list[Answer]) -> None:
    rows = [(r["year"], r["sums"], r["over_years"], r["refs"]) for r in table(answers, "years")]
    assert rows[:7] == [
        ("2016/17", "up to £15m", 2, "A2"),
        ("2016/17", "not stated", 1, "B8"),
        ("2017/18", "£400m", 4, "A1, A4"),
        ("2017/18", "up to £15m", 2, "A2"),
        ("2018/19", "£400m", 4, "A1, A4"),
        ("2018/19", "£2m", 1, "B4"),
        ("2019/20", "£400m", 4, "A1, A4"),
    ]
    assert {r[0] for r in rows[8:]} == {"not stated"}
    assert not {"£6.1m", "£4m", "£50,000"} & {r[1] for r in rows}  # what counts nowhere stands beside nothing that it is part of


def test_equal_sums_in_different_actions_may_be_the_same_money(answers: list[Answer]) -> None:
    assert [(r["sum"], r["times"], r["less"], r["refs"]) for r in table(answers, "repeats")] == [("£20,000", 2, 20_000, "B2, B5")]


def test_what_the_register_knows_is_not_said_to_be_the_plans(answers: list[Answer]) -> None:
    rows = [(r["fund"], r["what"], r["says"], r["sums"]) for r in table(answers, "register")]
    assert ("Health-based places of safety fund", "a part that the plan does not name", "Places of safety fund, wave 2", "£8.9m") in rows
    assert not [r for r in rows if r[2].endswith("wave 1") and "part" in r[1]]  # the plan names it
    assert all(r["source"].startswith("http") for r in table(answers, "register"))


def test_actions_without_money_by_section_and_lead(answers: list[Answer]) -> None:
    columns = ("actions", "with_sum", "other_money", "without", "without_refs")
    assert [tuple(r[c] for c in columns) for r in table(answers, "sections")] == [(4, 4, 0, 0, ""), (8, 6, 1, 1, "B7")]
    assert {r["lead"]: tuple(r[c] for c in columns) for r in table(answers, "leads")} == {
        "Mind": (5, 4, 0, 1, "B7"), "Anytown Council": (4, 4, 0, 0, ""), "NHS England": (1, 1, 0, 0, ""), "Home Office": (1, 1, 0, 0, ""),
        "Department of Health": (1, 1, 0, 0, ""), "no lead": (1, 0, 1, 0, ""),
    }  # fmt: skip


def test_filters_reckon_with_what_is_kept(plan: Graph) -> None:
    """Of section 2 alone nothing is known of the funds of section 1; of a body those actions count in which it has a part."""
    only = [r for r in table(reports.report(plan, "funding", Asked(section="2")), "board") if r["verdict"] == "may be said"]
    assert only[0]["exact"] == 11_095_000
    alone = table(reports.report(plan, "funding", Asked(organisation="Department of Health")), "streams")
    assert [(r["refs"], r["counted"]) for r in alone] == [("A3", "yes")]  # the whole is not among them


def test_several_plans_count_a_registered_fund_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(PLAN, encoding="utf-8")
    found = reports.report(build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph, "funding")
    row = next(r for r in table(found, "streams") if r["sums"] == "£400m")
    assert row["refs"] == "one A1, one A4, two A1, two A4"
    assert table(found, "board")[0]["exact"] == 400_000_000 + 2 * 11_095_000  # the others are in no register: whether they are the same, nobody knows
    assert {r["sum"] for r in table(found, "repeats")} >= {"£20,000", "£55,000", "£2m", "£9m"}


@pytest.mark.parametrize(
    ("action", "total"),
    [
        ("Spend £10m (£2m in 2016/17 and £8m in 2017/18).", 10_000_000),
        ("Spend £1,250,000 in 2020/21 and £750,000 in 2021/22 (total £2m).", 2_000_000),
        ("Use £2 million of the £10 million fund.", 10_000_000),
        ("Spend £2m on beds, £3m on vans and £5m on staff.", 5_000_000),  # that two of them come to the third may be chance: left out in doubt
        ("Save £50m and spend £1m; fines of £3m have been issued.", 1_000_000),
    ],
)
def test_parts_of_a_sum_and_money_that_is_saved_are_in_no_total(action: str, total: int, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(f"Ref\tAction\tLead\n1\t{action}\tMind\n", encoding="utf-8")
    assert table(reports.report(build.build([tmp_path / "p.txt"]).graph, "funding"), "board")[0]["exact"] == total


def test_a_total_of_several_plans_is_not_said_of_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Ref\tAction\tLead\n1\tSpend £{3 + len(name)}m.\tMind\n2\tSpend up to £{name == 'two'}m.\tMind\n".replace("True", "1").replace("False", "2"), encoding="utf-8")
    said = table(reports.report(build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph, "funding"), "board")
    assert said[0]["words"].startswith("The 2 plans together name £6m (one 1) and £6m (two 1), each for a time that is not stated: £12m together (our sum, not the plan's). Also named are up to £2m (one 2)")
    assert said[1]["words"] == "The totals add what 2 plans name: one; two. For one of them, ask again with --plan."


def test_what_is_kept_of_a_plan_is_not_said_of_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tSpend £2m.\tMind\n2\tDo it.\tCQC\n", encoding="utf-8")
    found = reports.report(build.build([tmp_path / "p.txt"]).graph, "funding", Asked(organisation="CQC"))
    assert found[0].title.endswith(", with a part for Care Quality Commission")
    assert [r["words"] for r in table(found, "board")] == ["That these actions cost nothing, because none of them names money."]
    assert found[0].notes[0].startswith("No action of those that were kept names money")


def test_what_rests_on_memory_alone_is_said_to_be_not_confirmed(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(PLAN, encoding="utf-8")
    found = reports.report(build.build([tmp_path / "p.txt"], unconfirmed=True).graph, "funding")
    assert [(r["fund"], r["what"], r["refs"]) for r in table(found, "register") if not r["source"]] == [("Commissioning for Quality and Innovation", "not confirmed", "B5")]


def test_a_plan_without_money_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tMind\n", encoding="utf-8")
    found = reports.report(build.build([tmp_path / "p.txt"]).graph, "funding")
    assert tuple(a.name for a in found) == NAMES
    assert [r["words"] for r in table(found, "board")] == ["That the plan costs nothing, because none of its actions names money."]
    assert "No action names money that was understood" in " ".join(found[0].notes)
    assert [(r["actions"], r["without_refs"]) for r in table(found, "leads")] == [(1, "1")]


def test_what_may_be_said_of_the_national_plan() -> None:
    said = table(reports.report(build.build().graph, "funding"), "board")
    assert said[0]["words"] == (
        "The plan names £400m (2.1) and £247m (3.1), each over the four years 2017/18 to 2020/21: £647m together (our sum, not the plan's). It also names up to £15m (3.8) over the two years"
        " 2016/17 to 2017/18, not to be added to that. All these times were over by 2026-11-21, the day on which the registers were last checked."
    )
    assert said[-1]["words"] == "That the other 51 of 60 actions cost nothing."


DOUBT = """Ref\tAction\tStart\tFinish\tLead\tBudget
1\tUse £20m from the Better Places Fund.\t2020\t2021\tMind\t
2\tSpend the Better Places Fund £20m on beds.\t2020\t2021\tMind\t
3\tOpen a house.\t2020\t2021\tMind\tBetter Places Fund £20m
4\tSpend £10m: £3m on beds and £7m on vans.\t2020\t2021\tMind\t
5\tSave £50m. Bid for 5% of £30m.\t2020\t2021\tMind\t
6\tMatch £4m with £4m from the EU.\t2020\t2021\tMind\t
7\tInvest between £2m and £6m.\t2020\t2021\tMind\t
8\tSpend A$3m and US$5m.\t2020\t2021\tMind\t
9\tPay the rent.\t2020\t2021\tMind\t£9,000 per year
"""


@pytest.fixture(scope="module")
def doubt(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    path = tmp_path_factory.mktemp("doubt") / "plan.txt"
    path.write_text(DOUBT, encoding="utf-8")
    return reports.report(build.build([path]).graph, "funding")


def test_what_is_in_doubt_is_in_no_total(doubt: list[Answer]) -> None:
    """Exact: 20m once, 10m, and the 4m from the EU; of the range both ends."""
    said = [tuple(r[c] for c in (*SUMS, "refs")) for r in table(doubt, "board") if r["verdict"] == "may be said"]
    assert said == [
        (34_000_000, 2_000_000, None, 6_000_000, "GBP", "1, 2, 3, 4, 6, 7"),
        (3_000_000, None, None, None, "AUD", "8"),
        (5_000_000, None, None, None, "USD", "8"),
    ]


def test_what_is_no_money_for_the_plan_is_told_apart_with_the_reason(doubt: list[Answer]) -> None:
    assert [r["refs"] for r in table(doubt, "board") if r["words"].startswith("The totals leave out what does not seem to be money")] == ["5, 6"]
    told = [(r["refs"], r["sums"], r["counted"], r["payer"]) for r in table(doubt, "streams")]
    adds = "no: with the sums beside it, it adds up to another sum of the action, and may be its part"
    assert told == [
        ("1, 2, 3", "£20m", "yes, once: it is named in 3 actions", ""),
        ("4", "£10m", "yes", ""),
        ("4", "£3m", adds, ""),
        ("4", "£7m", adds, ""),
        ("5", "£50m", "no: the words speak of money that is saved, cut, owed, lost or not spent, not of money for the plan", ""),
        ("5", "£30m", "no: the words mean a share of it, not the sum", ""),
        ("6", "£4m", "no: the words say that it is asked for or is to be matched, not that it is there", ""),
        ("6", "£4m", "yes", "the EU"),
        ("7", "at least £2m; up to £6m", "yes, as a ceiling, with £2m as the floor", ""),
        ("8", "AUD 3m", "yes", ""),
        ("8", "$5m", "yes", ""),
        ("9", "£9,000", "no: the words say that it comes again and again, or for each of several things", ""),
    ]
    assert [(r["payer"], r["funds"]) for r in table(doubt, "payers") if r["currency"] == "GBP"][-1][1] == 3  # the fund, the 10m and the range, once


# ---- analyses, by hand


def named(action: str, fund: str, amount: int | None, qualifier: str = "exact", currency: str | None = "GBP", **more) -> Named:
    return Named(action, fund, amount, qualifier, currency, **more)


def counted(*given_: Named, part_of: dict | None = None) -> dict[str, str]:
    return {f.fund: f.why for f in funds(given_, part_of or {})}


@pytest.mark.parametrize(
    ("given_", "part_of", "expected"),
    [
        ([named("1", "a", 5), named("2", "a", 5)], {}, {"a": ""}),
        ([named("1", "a", 5), named("2", "b", 9)], {"a": "b"}, {"a": "part", "b": ""}),
        ([named("1", "a", 5), named("2", "b", 9)], {"a": "m", "m": "b"}, {"a": "part", "b": ""}),  # the middle one is not named
        ([named("1", "a", 5), named("2", "b", None, "not-stated", None)], {"a": "b"}, {"a": "", "b": "no-sum"}),  # a whole without a sum takes nothing away
        ([named("1", "a", 5), named("2", "b", 9)], {"a": "b", "b": "a"}, {"a": "part", "b": "part"}),  # a circle is a fault of the register, and ends
        ([named("1", "a", 5, registered=False), named("1", "b", 9, registered=False, in_column=True)], {}, {"a": "beside-column", "b": ""}),
        ([named("1", "a", 5, registered=False), named("1", "b", 9, "exact", "USD", registered=False, in_column=True)], {}, {"a": "", "b": ""}),  # another currency
        ([named("1", "a", 5), named("1", "b", 5, registered=False, in_column=True)], {}, {"a": "", "b": "same-as-column"}),
        ([named("1", "a", 5), named("1", "b", 2, registered=False, in_column=True)], {}, {"a": "", "b": ""}),
    ],
)
def test_what_counts(given_: list[Named], part_of: dict, expected: dict[str, str]) -> None:
    assert counted(*given_, part_of=part_of) == expected


def test_a_fund_that_is_told_in_two_ways_counts_once_as_what_promises_least() -> None:
    (fund,) = funds([named("1", "a", 5), named("2", "a", 5, "up-to")])
    assert (fund.amount, fund.qualifier, fund.differs, fund.actions) == (5, "up-to", True, ("1", "2"))


def test_a_range_is_a_floor_and_a_ceiling() -> None:
    total = totals(funds([named("1", "a", 4, "up-to", floor=2), named("2", "b", 5, "up-to"), named("3", "c", 1)]))["GBP"]
    assert (total.sums, [(f.fund, f.qualifier, f.amount) for f in total.funds]) == (
        {"exact": 1, "at-least": 2, "up-to": 9},
        [("a", "up-to", 4), ("a", "at-least", 2), ("b", "up-to", 5), ("c", "exact", 1)],
    )


def test_a_sum_that_one_action_means_otherwise_counts_by_the_other() -> None:
    (fund,) = funds([named("1", "a", 9, why="asked"), named("2", "a", 5)])
    assert (fund.amount, fund.counted) == (5, True)
    assert counted(named("1", "a", 9, why="asked"), named("2", "a", 5, why="asked")) == {"a": "asked"}


def of_year(action: str, fund: str, year: int | None, qualifier: str = "exact", **more) -> Named:
    """£2 of a year, in no register."""
    first, last = (date(year, 4, 1), date(year + 1, 3, 31)) if year else (None, None)
    return named(action, fund, 2, qualifier, first=first, last=last, registered=False, **more)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ([of_year("1", "a", 2016), of_year("2", "b", 2017)], []),  # of two years: not the same money
        ([of_year("1", "a", 2016), of_year("2", "b", 2016), of_year("3", "c", 2017)], [("ab", 2)]),
        ([of_year("1", "a", 2016), of_year("2", "b", 2017), of_year("3", "c", None)], [("ac", 2)]),  # one without a year may be that of either, not of both
        ([of_year("1", "a", None), of_year("2", "b", None, "up-to"), of_year("3", "c", None, "at-least")], []),  # each is meant in another way
        ([of_year("1", "a", None, "up-to"), of_year("2", "b", None, "up-to", floor=1)], []),
        ([of_year("1", "a", None), of_year("1", "b", None), of_year("2", "c", None), of_year("3", "d", None)], [("abcd", 4)]),  # two of action 1 are two
    ],
)
def test_equal_sums_are_of_one_meaning_and_time(given_: list[Named], expected: list[tuple[str, int]]) -> None:
    assert [("".join(f.fund for f in group), surplus(group)) for group in repeats(funds(given_))] == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([10, 2, 8], {1: 0, 2: 0}),
        ([2, 8, 10], {0: 2, 1: 2}),
        ([10, 2, 8, 5], {1: 0, 2: 0}),
        ([10, 5, 10], {}),  # one sum is no whole of another
        ([10, 2, 7], {}),
        ([0, 0, 0], {}),
        ([3, 1, 2, 6, 4, 2], {1: 0, 2: 0, 4: 3, 5: 3}),
    ],
)
def test_sums_that_add_up_to_the_one_beside_them_may_be_its_parts(amounts: list[int], expected: dict[int, int]) -> None:
    assert parts(amounts) == expected


def test_equal_sums_of_one_action_are_not_taken_for_the_same() -> None:
    twice = [named("1", "a", 5, registered=False), named("1", "b", 5, registered=False)]
    assert repeats(funds(twice)) == []
    assert [[f.fund for f in group] for group in repeats(funds([*twice, named("2", "c", 5, registered=False)]))] == [["a", "b", "c"]]
    other = [named("1", "a", 5, registered=False), named("2", "b", 5, "up-to", registered=False)]
    assert repeats(funds(other)) == []  # a ceiling is no sum
    times = [named("1", "a", 5, registered=False, first=date(2016, 4, 1), last=date(2017, 3, 31)), named("2", "b", 5, registered=False, first=date(2017, 4, 1), last=date(2018, 3, 31))]
    assert repeats(funds(times)) == []
    assert repeats(funds([named("1", "a", 5), named("2", "b", 5)])) == []  # the register knows that these are two


@given(
    st.lists(
        st.builds(
            Named, st.sampled_from("123"), st.sampled_from("abcd"), st.none() | st.integers(0, 99), st.sampled_from(QUALIFIERS), st.sampled_from(["GBP", "USD"]),
            registered=st.booleans(), in_column=st.booleans(), why=st.sampled_from(["", "", "rate"]), floor=st.none() | st.integers(0, 9),
        ),
        max_size=8,
    ),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")),
)  # fmt: skip
def test_no_total_is_more_than_its_sums_and_no_fund_counts_twice(some: list[Named], part_of: dict[str, str]) -> None:
    found = funds(some, part_of)
    assert [f.fund for f in found] == list(dict.fromkeys(n.fund for n in some))
    inside = [f for total in totals(found).values() for f in total.funds]
    assert len({(f.fund, f.qualifier) for f in inside}) == len(inside) and all(f.counted and f.amount is not None for f in inside)
    for currency, total in totals(found).items():
        assert total.sums == {q: sum(f.amount for f in total.funds if f.qualifier == q) for q in QUALIFIERS if any(f.qualifier == q for f in total.funds)}
        assert {f.currency for f in total.funds} == {currency}
        assert not [f for f in total.funds if part_of.get(f.fund) in {other.fund for other in total.funds}]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2016, 4, 1), date(2018, 3, 31), ["2016-04-01", "2017-04-01"]),
        (date(2017, 7, 1), date(2018, 6, 30), ["2017-07-01"]),  # a year of another country
        (date(2017, 1, 1), date(2018, 12, 31), ["2017-01-01", "2018-01-01"]),
        (date(2017, 10, 5), date(2018, 3, 31), ["2017-01-01", "2018-01-01"]),
        (date(2019, 4, 1), date(2019, 4, 30), ["2019-01-01"]),
        (None, date(2019, 4, 30), []),
        (date(2019, 4, 1), date(2018, 4, 30), []),
        (date(2019, 4, 1), date.max, []),
    ],
)
def test_years(first: date | None, last: date | None, expected: list[str]) -> None:
    assert [begin.isoformat() for begin, _ in years(first, last)] == expected


def test_how_money_and_time_are_said() -> None:
    assert [money(a, "GBP", q) for a, q in ((647_000_000, "exact"), (6_100_000, "about"), (20_000, "at-least"), (1_234_567, "up-to"), (Decimal("0.5"), "exact"))] == [
        "£647m", "about £6.1m", "at least £20,000", "up to £1,234,567", "£0.50",
    ]  # fmt: skip
    assert money(5, None) == "5" and money(5, "CHF") == "CHF 5"
    assert span(date(2017, 7, 1), date(2019, 6, 30)) == "2017/18 from 1 July to 2018/19 from 1 July"
