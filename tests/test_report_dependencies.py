"""The report of dependencies, on a plan small enough to work out by hand; and its reckoning, against plainer ones on networks drawn by chance."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, network, reports
from concordat.graph.analysis.dependence import CERTAIN, IN_TIME, LATENESS, POSSIBLE, UNKNOWN, Bounds, Reach, chains, closing, cycles, days_between, late, lateness, nearest, steps, together
from concordat.graph.analysis.dependence import waits as counted
from concordat.graph.answer import Answer
from concordat.graph.given import Given, Kept
from concordat.graph.given import read as tables_of
from concordat.graph.reports import Asked, dependencies, waits
from concordat.graph.store import Graph
from concordat.graph.tables import numeric

# 2 waits for 1, 3 for 2, 4 for 3; 5 for 4 and 6, 6 for 5: a circle; 8 for 9. 7 stands alone. 3 is due before 2 can be done. Nobody leads 6.
PLAN = """Ref\tAction\tStart\tFinish\tLead\tStatus
1. Houses
1\tWrite the report.\tJanuary 2020\tBy March 2020\tMind\tCompleted
2\tFollowing action 1, hold the survey.\tMarch 2020\tJune 2020\tDH (with PHE)\t
3\tFollowing action 2, publish guidance.\tMay 2020\tBy May 2020\tHO / DH\t
4\tFollowing action 3, train staff.\t2021\t2022\tPHE\t
2. Streets
5\tFollowing actions 6 and 4, light the streets.\t\tOngoing\tCQC\t
6\tFollowing action 5, paint the streets.\t2020\t2021\t\t
7\tCount trees.\t2020\t2021\tMind\t
8\tFollowing action 9, count birds.\t2020\tsoon\tPHE\t
9\tWrite letters.\t2020\tOngoing\tPHE\t
"""


def made(folder: Path, text: str, name: str = "plan") -> Graph:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return build.build([folder / f"{name}.txt"]).graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return made(tmp_path_factory.mktemp("plan"), PLAN)


@pytest.fixture(scope="module")
def told(graph: Graph) -> list[Answer]:
    """Seen from a day before all of its dates."""
    return reports.report(graph, "dependencies", Asked(on="2019-12-01"))


def rows(answers: list[Answer], name: str, *columns: str) -> list[tuple]:
    answer = next(a for a in answers if a.name == name)
    at = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answer.rows]


NETWORKS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14).map(lambda links: nx.DiGraph(links))
DAYS = st.one_of(st.none(), st.integers(0, 12))


def bounds(first: int | None, length: int | None) -> Bounds:
    """A stretch of days; without a first day a deadline, without a length a date with no last day."""
    day = date(2020, 1, 1)
    if first is None:
        return Bounds(None, day + timedelta(length) if length is not None else None)
    return Bounds(day + timedelta(first), day + timedelta(first + length) if length is not None else None)


# ---- by hand


def test_it_begins_with_what_to_chase_the_gravest_first(told: list[Answer]) -> None:
    assert told[0].name == "chase"
    assert rows(told, "chase", "ref", "leads", "waiting", "held_up", "in_time") == [
        ("5", "Care Quality Commission", "6", 1, "in a circle with 6; the dates do not tell whether it comes in time for the start and the finish of 6"),
        ("6", "nobody named", "5", 1, "in a circle with 5; the dates do not tell whether it comes in time for the start and the finish of 5"),
        ("2", "Department of Health", "3", 4, "by the printed dates it finishes after the start and the finish of 3"),
        ("1", "Mind", "2", 5, "by the printed dates it may finish after the start of 2"),
        ("4", "Public Health England", "5", 2, "the dates do not tell whether it comes in time for the start and the finish of 5"),
        ("9", "Public Health England", "8", 1, "the dates do not tell whether it comes in time for the start and the finish of 8"),
        ("3", "Home Office; Department of Health", "4", 3, "in time, by the printed dates"),
    ]


def test_it_says_whom_to_tell_and_what_to_do(told: list[Answer]) -> None:
    """DH leads 3 as well as 2, so it does not wait for itself; the Home Office does, and who leads 4 and 5."""
    said = {ref: (who, do) for ref, who, do in rows(told, "chase", "ref", "who_waits", "do")}

    assert said["2"][0] == "Care Quality Commission; Home Office; Public Health England"
    assert said["5"][0] == said["9"][0] == "nobody but its own leads"
    assert said["1"][0].endswith("(also named there: Public Health England)") is False, "it leads what waits further on, and is told already"
    assert said["6"][1].startswith("Find out who leads it: the plan names nobody. Agree with the leads which of the circle goes first")
    assert said["1"][1].startswith('If its status ("Completed") means that it is done, leave it. Ask on which day')
    assert said["2"][1] == "Agree on new dates: by those printed, those waiting are to be finished before this is."
    assert said["4"][1].startswith("Ask those waiting when they need it") and said["9"][1] == 'Ask by when it will be done, or give what is needed: the plan says "Ongoing", and names no day that could be reckoned with.'
    assert said["3"][1].startswith("Nothing now")


def test_late_goes_by_the_bounds_of_the_dates(told: list[Answer]) -> None:
    """2 is finished in June 2020 at the earliest on the 1st; 3 is to start in May and to be finished by the 31st of May."""
    found = {row[:2]: row[2:] for row in rows(told, "late", "ref", "waits_for", "for_start", "for_finish", "start_worst", "start_best", "finish_worst", "finish_best")}

    assert found["3", "2"] == (CERTAIN, CERTAIN, -60, -1, -30, -1)
    assert found["2", "1"] == (POSSIBLE, IN_TIME, -30, None, 62, None)
    assert found["4", "3"] == (IN_TIME, IN_TIME, 215, None, 580, None)
    assert found["8", "9"] == (UNKNOWN, UNKNOWN, None, None, None, None)
    assert list(found) == [("3", "2"), ("2", "1"), ("5", "4"), ("5", "6"), ("6", "5"), ("8", "9"), ("4", "3")]


def test_the_dates_stand_as_printed_with_their_bounds(told: list[Answer]) -> None:
    said = {row[:2]: row[2:] for row in rows(told, "late", "ref", "waits_for", "dates", "circle")}

    assert said["2", "1"][0] == '1 finishes "By March 2020" (by 2020-03-31); 2 starts "March 2020" (2020-03-01 to 2020-03-31) and finishes "June 2020" (2020-06-01 to 2020-06-30).'
    assert said["5", "4"] == ('4 finishes "2022" (2022-01-01 to 2022-12-31); 5 starts at no stated date and finishes "Ongoing" (without an end).', "")
    assert '"soon" (no date)' in said["8", "9"][0]
    assert said["5", "6"][1] == said["6", "5"][1] == "5, 6"


def test_the_order_of_work_keeps_a_circle_together(told: list[Answer]) -> None:
    assert rows(told, "order", "step", "begins", "actions", "refs", "circles") == [
        (1, "at once", 2, "1, 9", ""), (2, "after step 1", 2, "2, 8", ""), (3, "after step 2", 1, "3", ""), (4, "after step 3", 1, "4", ""), (5, "after step 4, but for those in a circle: there one link must be opened first", 2, "5, 6", "5, 6"),
    ]  # fmt: skip
    assert next(a for a in told if a.name == "order").notes[0].startswith("The other action is in no such link")


def test_a_circle_is_shown_with_the_words_that_close_it(told: list[Answer]) -> None:
    assert rows(told, "cycles", "actions", "circle") == [(2, "5, 6")]
    found = rows(told, "circle-links", "circle", "ref", "waits_for", "opens", "words", "place")
    assert [row[:5] for row in found] == [("5, 6", "5", "6", "yes", "Following actions 6"), ("5, 6", "6", "5", "yes", "Following action 5")]
    assert [PLAN[int(start) : int(end)] for start, end in (row[5].split("-") for row in found)] == [row[4] for row in found]


def test_what_each_action_waits_for_and_blocks_directly_and_through_others(told: list[Answer]) -> None:
    columns = ("ref", "waits_for", "held_up", "bodies_waiting", "after", "waiting", "after_others", "waiting_others")
    found = {row[0]: row[1:] for row in rows(told, "waits", *columns)}

    assert found["3"] == (2, 3, 2, "2", "4", "1", "5, 6")
    assert found["5"] == (5, 1, 0, "4, 6", "6", "3, 2, 1", "")
    assert found["1"] == (0, 5, 4, "", "2", "", "3, 4, 5, 6")
    assert [row[0] for row in rows(told, "waits", "ref")] == ["1", "2", "3", "4", "5", "6", "9", "8"]


def test_how_much_stands_behind_each_body(told: list[Answer]) -> None:
    columns = ("organisation", "actions", "refs", "held_up_for_others", "waiting", "waits_for_itself", "bodies", "who_waits")
    found = {row[0]: row[1:] for row in rows(told, "bodies", *columns)}

    assert found["Mind"] == (1, "1", 5, "2, 3, 4, 5, 6", 0, 4, "Care Quality Commission; Department of Health; Home Office; Public Health England")
    assert found["Department of Health"] == (2, "2, 3", 3, "4, 5, 6", 1, 3, "Care Quality Commission; Home Office; Public Health England")
    assert found["Public Health England"] == (2, "4, 9", 2, "5, 6", 1, 1, "Care Quality Commission")
    assert list(found)[0] == "Mind"


def test_bodies_that_wait_for_each_other(graph: Graph) -> None:
    """DH leads 2 and, with the Home Office, 3: the Home Office waits for it there, it for nobody."""
    net = network.network(graph, "waiting")

    assert {(net.nodes[a]["label"], net.nodes[b]["label"], d["weight"]) for a, b, d in net.edges(data=True)} == {
        ("Department of Health", "Mind", 1), ("Home Office", "Department of Health", 1), ("Public Health England", "Home Office", 1),
        ("Public Health England", "Department of Health", 1), ("Care Quality Commission", "Public Health England", 1),
    }  # fmt: skip


def test_of_one_body_only_rows_about_its_actions(graph: Graph) -> None:
    answers = reports.report(graph, "dependencies", Asked(organisation="PHE"))

    assert rows(answers, "late", "ref", "waits_for") == [("5", "4"), ("8", "9"), ("4", "3")]
    assert rows(answers, "bodies", "organisation") == [("Public Health England",)]
    assert rows(answers, "cycles", "circle") == []


def test_every_figure_says_what_it_does_not_mean(told: list[Answer], graph: Graph) -> None:
    silent = [(a.name, c.name) for a in told for c, number in zip(a.columns, numeric(a)) if number and not (c.about and c.limits)]

    assert silent == []
    assert reports.report(graph, "dependencies", Asked(explain=True))[-1].name == "meanings"


# ---- from a day


def test_what_has_passed_is_asked_about_and_not_chased(graph: Graph) -> None:
    """On 10 June 2020 action 1 (by March) has passed and so has the finish of 3, for which 2 (June) is too late; 4 (2022) is to come."""
    told = reports.report(graph, "dependencies", Asked(on="2020-06-10"))
    said = {ref: (passed, do) for ref, passed, do in rows(told, "chase", "ref", "passed", "do")}

    assert told[0].title == "What to do on Monday: actions that hold up others, seen from 2020-06-10"
    assert said["1"][0] == date(2020, 3, 31)
    assert said["1"][1].endswith("Its time passed on 2020-03-31: ask whether it was done, and what came of it for those waiting.")
    assert said["2"] == (None, "The time for 3 has passed: ask whether that was done without this. Agree on new dates: by those printed, those waiting are to be finished before this is.")
    assert said["4"][0] is None
    assert [row[0] for row in rows(told, "chase", "ref")] == ["5", "6", "2", "4", "9", "1", "3"], "circles, what is to come, then what should be done by now"
    assert "Of 7 actions that hold up others the time of 2 has passed: ask first what came of them." in told[0].notes


def test_without_a_register_and_a_day_it_works_and_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "checked_on", lambda store: None)
    first = reports.report(graph, "dependencies")[0]

    assert first.title == "What to do on Monday: actions that hold up others"
    assert first.notes[0].startswith("This graph holds no registers, and so no day from which to look")
    assert rows([first], "chase", "passed") == [(None,)] * 7


LAW = """Ref\tAction\tStart date\tFinish date\tLead
A1\tAmend section 136.\t2016\tApril 2017\tDH
A2\tComply with section 136.\t2016\t2017/18\tHO (with Mind)
"""


@pytest.mark.parametrize(
    ("on", "begins"),
    [
        ("2026-11-21", "It asks for a change of the Mental Health Act 1983 s.136, and a change of that has been in force since 2017-12-11: see concordat report legislation."),
        ("2017-06-01", "Its time passed on 2017-04-30: ask whether it was done"),
        ("2017-01-01", "Ask whether those waiting can begin without it"),
    ],
)
def test_a_change_of_the_law_that_has_been_made_is_not_chased(tmp_path: Path, on: str, begins: str) -> None:
    """Section 136 was changed on 11 December 2017."""
    ((ref, who, do),) = rows(reports.report(made(tmp_path, LAW), "dependencies", Asked(on=on)), "chase", "ref", "who_waits", "do")

    assert (ref, who) == ("A1", "Home Office (also named there: Mind)")
    assert do.startswith(begins)


def test_what_runs_side_by_side_is_said_to(tmp_path: Path) -> None:
    """B may start in 2020 at the latest on 31 December, when A, which is done in 2021, is under way for sure."""
    graph = made(tmp_path, "Ref\tAction\tStart\tFinish\tLead\nA\tWrite.\t2020\t2021\tMind\nB\tFollowing action A, rest.\t2020\t2022\tDH\nC\tFollowing action A, sing.\t2020\tsoon\tDH\n")
    told = reports.report(graph, "dependencies", Asked(on="2020-01-01"))

    assert rows(told, "chase", "in_time") == [
        ("by the printed dates it finishes after the start of B, C; the dates do not tell whether it comes in time for the finish of C; by those dates A and B run side by side at some time from 2020-01-01 to 2021-12-31",)
    ]
    assert rows(told, "late", "ref", "side_by_side") == [("B", "from 2020-01-01 to 2021-12-31"), ("C", "")]


@given(DAYS, DAYS, DAYS, DAYS)
@settings(max_examples=200)
def test_side_by_side_is_what_trying_every_day_says(one: int | None, length: int | None, other: int | None, more: int | None) -> None:
    """Two actions of a stretch of days each for their start and their finish: they meet whichever days are meant."""
    spans = (bounds(one, length), bounds(other, more)), (bounds(other, length), bounds(one, more))
    found = together(*spans)
    if any(None in (b.earliest, b.latest) for span in spans for b in span):
        assert found is None
    else:
        always = all(s <= f for s in days_of(spans[0][0]) for f in days_of(spans[1][1])) and all(s <= f for s in days_of(spans[1][0]) for f in days_of(spans[0][1]))
        sound = all(s <= f for span in spans for s in days_of(span[0]) for f in days_of(span[1]))
        assert (found is not None) == (always and sound)


# ---- little or nothing


def test_from_few_links_it_says_how_little_can_be_concluded() -> None:
    notes = reports.report(build.build().graph, "dependencies")[0].notes

    assert notes[2] == "In 2 links, 4 of 60 actions wait for another or are waited for."
    assert "not as the order of the whole plan: of the 56 other actions nothing can be concluded" in notes[3]
    assert any("1 more link serves the aim of another action without waiting for it" in note for note in notes)


def test_a_plan_without_links_says_so(tmp_path: Path) -> None:
    answers = reports.report(made(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tMind\n"), "dependencies")

    assert [len(a.rows) for a in answers] == [0] * len(answers)
    assert answers[0].notes[0] == "No action waits for another, as far as the words of the plan say."
    assert "no link does not mean that nothing depends" in answers[0].notes[1]


def test_two_plans_keep_their_references_apart(tmp_path: Path) -> None:
    for name in ("north", "south"):
        (tmp_path / f"{name}.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tMind\n2\tFollowing action 1, rest.\tDH\n", encoding="utf-8")
    answers = reports.report(build.build([tmp_path / "north.txt", tmp_path / "south.txt"]).graph, "dependencies")

    assert rows(answers, "chains", "chain") == [("north 1 then north 2",), ("south 1 then south 2",)]
    assert rows(answers, "order", "refs") == [("north 1, south 1",), ("north 2, south 2",)]


def test_what_is_kept_is_the_whole_plan(graph: Graph) -> None:
    """4 is in another section than 5, so within section 2 the circle waits for nothing else."""
    answers = reports.report(graph, "dependencies", Asked(section="2"))

    assert rows(answers, "order", "step", "refs") == [(1, "5, 6, 9"), (2, "8")]


# ---- against plainer reckonings, on networks drawn by chance

@given(NETWORKS, st.dictionaries(st.integers(0, 6), st.lists(st.sampled_from("abc"), max_size=2)))
@settings(max_examples=200)
def test_reach_is_what_a_search_from_each_node_finds(net: nx.DiGraph, leads: dict[int, list[str]]) -> None:
    reach, bodies, counts = Reach(net), Reach(net, leads), counted(net)
    for node in net:
        found = nx.descendants(net, node) - {node}
        assert set(reach.of([node], but=[node])) == found
        assert set(bodies.of([node])) == {name for other in {node, *found} for name in leads.get(other, ())}
        assert counts[node] == (len(found), len(nx.ancestors(net, node) - {node}))
        assert set(nearest(net, node, 99)) == found - set(net[node])
        assert reach.reaching([node], [0, 1]) == [node] * bool(found & {0, 1})


@given(NETWORKS)
@settings(max_examples=200)
def test_steps_and_circles_are_those_of_the_definition(net: nx.DiGraph) -> None:
    together = {n: {n} | {m for m in net if nx.has_path(net, n, m) and nx.has_path(net, m, n)} for n in net}
    number = {n: at for at, groups in enumerate(steps(net)) for group in groups for n in group}

    assert sorted(map(set, cycles(net)), key=min) == sorted({frozenset(c) for n, c in together.items() if len(c) > 1 or net.has_edge(n, n)}, key=min)
    assert set(number) == set(net)
    for n in net:
        before = {number[m] for member in together[n] for m in net[member] if m not in together[n]}
        assert number[n] == max(before, default=-1) + 1


@given(NETWORKS)
@settings(max_examples=100)
def test_a_link_opens_a_circle_if_none_is_left_without_it(net: nx.DiGraph) -> None:
    for circle in cycles(net):
        inside = net.subgraph(circle)
        found = closing(net, circle)
        assert set(found) == set(inside.edges)
        for link, opens in found.items():
            rest = nx.DiGraph(other for other in inside.edges if other != link)
            assert opens == nx.is_directed_acyclic_graph(rest)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8).map(lambda links: nx.DiGraph((max(a, b), min(a, b)) for a, b in links if a != b)))
@settings(max_examples=100)
def test_a_chain_is_the_longest_way_to_its_end(net: nx.DiGraph) -> None:
    longest: dict[int, int] = {}
    for length in range(2, len(net) + 1):
        for way in permutations(net, length):
            if all(net.has_edge(after, before) for before, after in zip(way, way[1:])) and not net.in_degree(way[-1]):
                longest[way[-1]] = length
    found = chains(net)

    assert {chain[-1]: len(chain) for chain in found} == longest
    assert all(net.has_edge(after, before) for chain in found for before, after in zip(chain, chain[1:]))
    assert [len(chain) for chain in found] == sorted(longest.values(), reverse=True)


@given(DAYS, DAYS, DAYS, DAYS)
@settings(max_examples=300)
def test_late_is_what_trying_every_day_says(one: int | None, length: int | None, other: int | None, more: int | None) -> None:
    ready, needed = bounds(one, length), bounds(other, more)
    how = lateness(ready, needed)
    if ready == Bounds() or needed == Bounds():
        assert how == UNKNOWN
    elif None in (ready.earliest, ready.latest, needed.earliest, needed.latest):
        assert how in (CERTAIN, POSSIBLE, IN_TIME)  # a bound that is missing rules nothing out by itself
        assert (how == CERTAIN) == bool(ready.earliest and needed.latest and ready.earliest > needed.latest)
    else:
        late = {a > b for a in days_of(ready) for b in days_of(needed)}
        assert how == {(True,): CERTAIN, (False,): IN_TIME}.get(tuple(late), POSSIBLE)
        gaps = [(b - a).days for a in days_of(ready) for b in days_of(needed)]
        assert days_between(ready, needed) == (min(gaps), max(gaps))


def days_of(stretch: Bounds) -> list[date]:
    return [stretch.earliest + timedelta(n) for n in range((stretch.latest - stretch.earliest).days + 1)]


def test_two_bare_deadlines_are_in_time_if_the_first_is_not_the_later() -> None:
    march, april = Bounds(None, date(2020, 3, 31)), Bounds(None, date(2020, 4, 30))

    assert (lateness(march, april), lateness(april, april), lateness(april, march)) == (IN_TIME, IN_TIME, POSSIBLE)


def test_what_is_in_time_for_the_start_is_so_for_a_finish_without_a_date() -> None:
    net = nx.DiGraph([("b", "a")])
    net.nodes["a"].update(starts=Bounds(), finishes=Bounds(None, date(2020, 3, 31)))
    net.nodes["b"].update(starts=Bounds(date(2020, 4, 1), date(2020, 4, 30)), finishes=Bounds())

    assert [(found.start, found.finish, found.gravity) for found in late(net)] == [(IN_TIME, IN_TIME, 2 * LATENESS.index(IN_TIME))]


# ---- large plans


@pytest.mark.parametrize("shape", ["chain", "ring", "star"])
def test_thousands_of_links_are_no_trouble(shape: str, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    """Rows stay short whatever hangs together: all cells of 2,000 actions in a circle would be millions of references."""
    n = 2_000
    links = {"chain": [(i + 1, i) for i in range(n - 1)], "ring": [((i + 1) % n, i) for i in range(n)], "star": [(i, 0) for i in range(1, n)]}[shape]
    monkeypatch.setattr(waits, "read", lambda *_: many(graph, n, links))
    begun = time.process_time()
    answers = dependencies.tables(graph, Asked())

    assert time.process_time() - begun < 10  # seconds; about one on a quiet machine
    assert len(rows(answers, "waits", "ref")) == n and len(rows(answers, "late", "ref")) == len(links)
    assert sum(len(str(cell)) for a in answers for row in a.rows for cell in row) < 4_000_000
    assert len(answers[0].rows) <= 20
    held = rows(answers, "waits", "held_up")
    assert {"chain": [(n - 1 - i,) for i in range(n)], "ring": [(n - 1,)] * n, "star": [(n - 1,)] + [(0,)] * (n - 1)}[shape] == held


def many(graph: Graph, n: int, links: list[tuple[int, int]]) -> Given:
    """So many actions with these links, led by ten bodies in turn; the columns are those of the first action of the plan."""
    small = tables_of(graph)
    action, link, lead = next(iter(small.actions.values())), small.dependencies[0], small.responsibilities[0]
    made = Given(graph, Kept(), {str(i): action | {"action": str(i), "ref": str(i), "order": i} for i in range(n)})
    own = [lead | {"action": str(i), "body": f"b{i % 10}", "name": f"Body {i % 10}"} for i in range(n)]
    vars(made).update(dependencies=[link | {"later": str(a), "earlier": str(b)} for a, b in links], responsibilities=own)
    return made
