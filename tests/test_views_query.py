"""The answer to a query as a picture: what becomes a node, a line, a kind and a fact, and what cannot be drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordat.cli import cli
from concordat.graph import build, query
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.given import Kept
from concordat.graph.views import asked
from concordat.graph.views.model import View
from concordat.graph.views.page import page

PLAN = "Ref,Action,Lead,Start,Finish\n1.1,Agree a plan,NHS England,April 2016,April 2017\n1.2,Open two places of safety,Home Office / NHS England,2016,2017\n2.1,Ask the Rail Board,Rail Board,,\n"
LEADS = "CONSTRUCT { ?a ccc:lead ?b } WHERE { ?a a ccc:Action ; ccc:lead ?b }"
MADE = """PREFIX ex: <https://example.org/> CONSTRUCT { ex:fund a ex:Fund ; skos:prefLabel "The fund" ; ex:sum 7 ; ex:paysFor ex:work . ex:work rdfs:label "The work"@en } WHERE {}"""
ROWS = """SELECT * WHERE { VALUES (?source ?target ?kind ?weight ?source_kind ?target_kind ?text ?seen) {
    ("Rail Board" "Care Board" "meets" 3 "Body" "Body" "both meet each month" "in May")
    ("Rail Board" "Safety" "works on" 1 "Body" "Topic" UNDEF UNDEF) (UNDEF "Alone" UNDEF UNDEF UNDEF "Topic" UNDEF UNDEF) (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF) } }"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    path = tmp_path_factory.mktemp("asked") / "plan.csv"
    path.write_text(PLAN, encoding="utf-8", newline="\n")
    return build.build([path])


@pytest.fixture(scope="module")
def graph_file(built: build.Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "plan.trig"
    path.write_bytes(built.data)
    return path


def view(built: build.Build, text: str, kept: Kept = Kept(), **parameters: str) -> View:
    return asked.view(built.graph, query.parse(text, "mine"), parameters, {"program": "concordat"}, kept)


def nodes(drawn: View) -> dict[str, dict]:
    return {item["label"]: item for _, item in drawn.drawing.network.nodes(data=True)}


def lines(drawn: View) -> set[tuple[str, str, str]]:
    net, kinds = drawn.drawing.network, drawn.drawing.edge_kinds
    return {(net.nodes[one]["label"], kinds[edge["kind"]].label, net.nodes[other]["label"]) for one, other, edge in net.edges(data=True)}


def facts(item: dict) -> dict[str, str]:
    return {fact.term: fact.value for fact in item["facts"]}


def test_a_construct_draws_each_triple_between_things(built: build.Build) -> None:
    drawn = view(built, LEADS)

    assert lines(drawn) == {("1.1", "lead", "NHS England"), ("1.2", "lead", "Home Office"), ("1.2", "lead", "NHS England"), ("2.1", "lead", "Rail Board")}
    assert {label: item["kind"] for label, item in nodes(drawn).items() if label in ("1.1", "Home Office")} == {"1.1": "action", "Home Office": "organisation"}
    assert any(fact.value == "Agree a plan" and fact.place for fact in nodes(drawn)["1.1"]["facts"])  # as in every other view
    assert [len(edge["actions"]) for _, _, edge in drawn.drawing.network.edges(data=True)] == [1, 1, 1, 1]
    assert all(fact.place for _, _, edge in drawn.drawing.network.edges(data=True) for fact in edge["facts"] if fact.term.startswith("Printed in"))
    assert {facts(edge)["Printed in 2.1"] for _, _, edge in drawn.drawing.network.edges(data=True) if "Printed in 2.1" in facts(edge)} == {"Rail Board"}
    assert page(drawn) == page(view(built, LEADS))


def test_words_become_facts_and_types_kinds(built: build.Build) -> None:
    drawn = view(built, MADE)
    fund = nodes(drawn)["The fund"]

    assert lines(drawn) == {("The fund", "pays for", "The work")}
    assert drawn.drawing.node_kinds[fund["kind"]].label == "Fund"
    assert facts(fund)["Sum"] == "7" and facts(fund)["Address"] == "https://example.org/fund"


def test_a_select_draws_its_rows(built: build.Build) -> None:
    drawn = view(built, ROWS)
    edges = {edge["label"]: edge for _, _, edge in drawn.drawing.network.edges(data=True)}

    assert lines(drawn) == {("Rail Board", "meets", "Care Board"), ("Rail Board", "works on", "Safety")}
    assert nodes(drawn).keys() == {"Rail Board", "Care Board", "Safety", "Alone"}
    assert [drawn.drawing.node_kinds[item["kind"]].label for item in nodes(drawn).values()].count("Topic") == 2
    meets = edges["Rail Board meets Care Board"]
    assert (meets["weight"], meets["text"], facts(meets)) == (3, "both meet each month", {"Seen": "in May"})
    assert any("1 row has neither a source nor a target" in note for note in drawn.drawing.notes)


def test_words_that_look_like_an_address_are_no_address(built: build.Build) -> None:
    drawn = view(built, 'SELECT ?source ?target { VALUES (?source ?target) { (<https://example.org/a> "https://example.org/a") } }')

    assert drawn.drawing.network.number_of_nodes() == 2


def test_kinds_differ_in_shape_as_well_as_in_colour(built: build.Build) -> None:
    kinds = " ".join(f'("a{n}" "b" "kind {n}" "no {n}")' for n in range(12))
    drawn = view(built, f"SELECT ?source ?target ?source_kind ?kind {{ VALUES (?source ?target ?source_kind ?kind) {{ {kinds} }} }}").drawing

    assert len({(kind.shape, kind.colour) for kind in drawn.node_kinds.values()}) == len(drawn.node_kinds) == 13
    assert len(drawn.edge_kinds) == 12


def test_a_part_of_the_plan_leaves_out_the_other_actions(built: build.Build) -> None:
    drawn = view(built, LEADS, Kept(during="2016-05-01/2016-05-31"))  # an action without dates may be under way on any day
    assert {"1.1", "1.2", "2.1"} <= nodes(drawn).keys()
    drawn = view(built, LEADS, Kept(during="2018-05-01"))
    assert lines(drawn) == {("2.1", "lead", "Rail Board")}
    assert nodes(drawn).keys() == {"2.1", "Rail Board"}
    assert any(note.startswith("3 links lead to an action outside") for note in drawn.drawing.notes)


def test_a_parameter_of_the_query_is_set(built: build.Build) -> None:
    text = '#+ params.ref = { type = "string", about = "one" }\nSELECT ?source ?target { VALUES ?ref { UNDEF } ?source ccc:ref ?ref ; ccc:lead ?target }'

    assert lines(view(built, text, ref="1.1")) == {("1.1", "is linked to", "NHS England")}


@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?a ccc:partner ?b }", "SELECT ?source ?target { ?source ccc:partner ?target }", "DESCRIBE <https://example.org/nothing>"])
def test_an_answer_with_nothing_in_it_is_a_page_that_says_so(built: build.Build, text: str) -> None:
    assert "The query found nothing in this graph." in page(view(built, text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ASK { ?s ?p ?o }", "yes or no"),
        ("SELECT ?a ?b { ?a ccc:lead ?b }", r"no column source and no column target .*\?a AS \?source"),
        ("SELECT ?source { ?source ccc:lead ?b }", "no column target"),
        ('SELECT ?source ?target ("much" AS ?weight) { ?source ccc:lead ?target }', 'row 1 has "much"'),
        ("SELECT ?source ?target (-1 AS ?weight) { ?source ccc:lead ?target }", "above 0"),
        ("SELECT ?source ?target { SERVICE <https://example.org/> { ?source ?p ?target } }", "SERVICE is refused"),
        ("SELECT ?source ?target { ?source nope:x ?target }", "the prefix nope: is not declared"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(built: build.Build, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as told:
        view(built, text)
    assert "\n" not in str(told.value)


def test_too_many_links_are_refused_with_what_to_do(built: build.Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST", 3)
    with pytest.raises(AnalysisError, match="more than the 3 links .* LIMIT 3"):
        view(built, LEADS)
    monkeypatch.setattr(asked, "READ", 2)
    with pytest.raises(AnalysisError, match="ask for less"):
        view(built, "SELECT ?source ?target { ?source ?p ?target }")


@pytest.mark.browser
def test_hostile_names_stay_words(built: build.Build, open_view) -> None:
    bad = "<img src=x onerror=alert(1)>"
    tab = open_view(view(built, f'SELECT ?source ?target ?kind {{ VALUES (?source ?target ?kind) {{ ("{bad}" "</script><script>alert(2)</script>" "{bad}") }} }}'))
    tab.fill("#search", "<img")
    tab.press("#search", "Enter")
    assert tab.inner_text("#panel h2") == bad


# The command


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), input=given)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say what to draw: actions, overlap"),
        (("overlap", "--query", "x.rq"), "one of the two"),
        (("overlap", "Home Office"), 'leave "Home Office" out'),
        (("overlap", "-p", "section", "3"), "with --query"),
        (("timelin",), "did you mean timeline"),
        (("timeline", "-o", "x.csv"), ".html"),
        (("timeline", "--section", "9"), 'no section "9"'),
        (("--query", "law-action"), "law-actions"),
        (("--query", "law-actions"), "no column source"),
    ],
)
def test_a_wrong_command_line_is_told_in_one_line(graph_file: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("view", *arguments, "-g", graph_file)

    assert result.exit_code == 2
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_query_is_drawn_from_a_file_or_standard_input(graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.rq").write_text(f'#+ title = "Who leads"\n{LEADS}', encoding="utf-8")
    result = run("view", "--query", "leads.rq", "-g", graph_file)
    assert (result.exit_code, result.stderr) == (0, "wrote view-leads.html: open it in a browser\n")
    assert "<title>Who leads: " in Path("view-leads.html").read_text(encoding="utf-8")

    result = run("view", "--query", "-", "-g", graph_file, "-o", "-", given=LEADS)
    assert result.exit_code == 0 and result.stdout.startswith("<!doctype html>")


def test_a_part_of_the_plan_is_drawn(graph_file: Path, tmp_path: Path) -> None:
    result = run("view", "timeline", "--during", "2018-05-01", "-g", graph_file, "-o", tmp_path / "t.html")

    assert result.exit_code == 0
    html = (tmp_path / "t.html").read_text(encoding="utf-8")
    assert "Rail Board" in html and "Agree a plan" not in html and "during = 2018-05-01" in html


def test_the_queries_in_the_documentation_can_be_drawn() -> None:
    home = build.build()
    text = (Path(__file__).parent.parent / "docs" / "views.md").read_text(encoding="utf-8")
    drawn = [view(home, block) for block in re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)]

    assert [bool(each.drawing.network.number_of_edges()) for each in drawn] == [True, True]
