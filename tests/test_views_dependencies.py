"""The view of dependencies and the order of both matrices, on plans small enough to work out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.graph import build, views
from concordat.graph.views.model import Drawing

# 2 waits for 1, 3 for 2, 4 for 3; 5 and 6 for each other; 7 stands alone; 8 contributes to nothing else. 3 is due before 2 can be done.
PLAN = """Ref\tAction\tStart\tFinish\tLead
1\tWrite the report.\tJanuary 2020\tBy March 2020\tMind
2\tFollowing action 1, hold the survey.\tMarch 2020\tJune 2020\tDH
3\tFollowing action 2, publish guidance.\tMay 2020\tMay 2020\tHO / DH
4\tFollowing action 3, train staff.\t2021\t2022\tPHE
5\tFollowing action 6, light the streets.\t\tOngoing\tCQC
6\tFollowing action 5, paint the streets.\t2020\t2021\tPHE
7\tCount trees.\t2020\t2021\tMind
"""


def drawn(folder: Path, text: str, name: str = "dependencies") -> Drawing:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return views.view(build.build([folder / "plan.txt"]).graph, name, {}).drawing


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    return drawn(tmp_path_factory.mktemp("plan"), PLAN)


def ref(drawing: Drawing, node: str) -> str:
    return drawing.network.nodes[node]["label"].split()[0]


def links(drawing: Drawing) -> dict[tuple[str, str], dict]:
    return {(ref(drawing, one), ref(drawing, other)): edge for one, other, edge in drawing.network.edges(data=True)}


def test_an_arrow_leads_from_what_comes_first_to_what_waits_and_says_what_is_grave(drawing: Drawing) -> None:
    """1 may take until the end of March, in which 2 starts; 2 is finished in June, 3 starts and is finished in May; 3 is finished long before 4 starts."""
    found = {pair: edge["kind"] for pair, edge in links(drawing).items()}

    assert found.pop(("3", "4")) in ("requires-output", "implements", "monitors")
    assert found == {("1", "2"): "late-start", ("2", "3"): "late", ("5", "6"): "circle", ("6", "5"): "circle"}


def test_an_edge_says_in_words_what_comes_first_and_what_comes_too_late(drawing: Drawing) -> None:
    found = links(drawing)

    assert found["2", "3"]["label"].startswith("2 comes before 3, which ")
    assert found["2", "3"]["label"].endswith("; by the printed dates 2 finishes after the finish of 3")
    assert found["1", "2"]["label"].endswith("; by the printed dates 1 may finish after the start of 2, in time for its finish")
    assert found["5", "6"]["label"].endswith("; each waits for the other, in a circle")
    assert "by the printed dates" not in found["3", "4"]["label"]


def test_both_dates_stand_there_with_their_doubt(drawing: Drawing) -> None:
    facts = {fact.term: fact.value for fact in links(drawing)["2", "3"]["facts"]}

    assert facts["What comes first is finished"] == '"June 2020" (2020-06-01 to 2020-06-30)'
    assert facts["What waits starts"] == '"May 2020" (2020-05-01 to 2020-05-31)'
    assert facts["In time for its start"] == "dated too late, 60 days too late at worst, 1 day too late at best"


def test_columns_are_steps_and_a_circle_shares_one(drawing: Drawing) -> None:
    layers = {node["label"].split()[0]: (node["layer"], node["kind"]) for _, node in drawing.network.nodes(data=True)}

    assert layers == {"1": (0, "action"), "2": (1, "action"), "3": (2, "action"), "4": (3, "action"), "5": (0, "circle"), "6": (0, "circle")}
    assert drawing.layers == ("Step 1", "Step 2", "Step 3", "Step 4")


def test_the_notes_count_what_is_late_in_a_circle_or_alone(drawing: Drawing) -> None:
    notes = " ".join(drawing.notes)

    assert "Dated too late: 1, perhaps: 0; late or perhaps late for the start, but in time for the finish: 1." in notes
    assert "each waits for the other, and none can go first: 5, 6." in notes
    assert "1 of 7 actions depends on nothing, and nothing depends on it" in notes


def test_in_the_matrix_only_circles_stand_above_the_diagonal(drawing: Drawing) -> None:
    """The row of what waits, the column of what comes first."""
    at = {node: number for number, node in enumerate(drawing.matrix)}

    assert [ref(drawing, node) for node in drawing.matrix] == ["1", "5", "6", "2", "3", "4"]
    assert {(ref(drawing, one), ref(drawing, other)) for one, other in drawing.network.edges() if at[other] < at[one]} == {("6", "5")}
    assert len({drawing.network.nodes[node]["block"] for node in drawing.matrix[1:3]}) == 1


def test_what_is_only_plausible_is_counted_and_not_drawn(tmp_path: Path) -> None:
    text = "Ref\tAction\tLead\nA\tMap the crisis lines, see action B.\tMind\nB\tTrain staff.\tDH\nC\tFollowing action B, count staff.\tDH\n"
    found = drawn(tmp_path, text)
    plausible = {(ref(found, one), ref(found, other)) for one, other in found.network.edges()}

    assert plausible == {("B", "C")}
    assert [note for note in found.notes if note.startswith("Only links")] == [
        "Only links that rest on the plan's own words are drawn; 1 more is only plausible and left out: concordat report dependencies --plausible. "
        "One that is inferred is broken: both actions name the same thing, and no word says that the one waits for the other."
    ]


def test_bodies_that_share_most_stand_together_in_the_matrix(tmp_path: Path) -> None:
    """Two groups of three, each sharing two actions, and one action between them."""
    text = "Ref\tAction\tLead\n1\tWalk.\tMind / DH / PHE\n2\tRun.\tMind / DH / PHE\n3\tSing.\tHome Office / CQC / NHS England\n4\tDance.\tHome Office / CQC / NHS England\n5\tRest.\tMind / CQC\n"
    found = drawn(tmp_path, text, "overlap")
    names = [found.network.nodes[node]["name"] for node in found.matrix]
    blocks = [found.network.nodes[node]["block"] for node in found.matrix]

    assert sorted(map(sorted, (names[:3], names[3:]))) == [["Care Quality Commission", "Home Office", "NHS England"], ["Department of Health", "Mind", "Public Health England"]]
    assert {names[0], names[3]} == {"Mind", "Care Quality Commission"}, "with three actions each they stand first in their groups"
    assert blocks[0] == blocks[2] != blocks[3] == blocks[5]
    assert found.notes[-1].startswith("The matrix has the same bodies: those that share most with each other stand together")
