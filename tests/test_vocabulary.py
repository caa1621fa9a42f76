"""The page of the ontology: made of the files, whole, its links and examples right, and fit to be read anywhere."""

from __future__ import annotations

import csv
import html
import json
import re
import tomllib
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat
from test_publish import Page

from concordat.graph import context, query, store, vocab
from concordat.graph.errors import ConcordatError
from concordat.graph.publish import diagram, examples, terms, vocabulary

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "ontology" / "index.html"
PLAN = "national-action-plan-2016"


@pytest.fixture(scope="module")
def made() -> str:
    return vocabulary.page("../../ontology/").decode()


@pytest.fixture(scope="module")
def page(made: str) -> Page:
    return Page(made)


@pytest.fixture(scope="module")
def whole() -> terms.Vocabulary:
    return terms.read()


@pytest.fixture(scope="module")
def graph() -> store.Graph:
    return examples.home_graph()


def code(made: str, kind: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(rf'<code class="{kind}">(.*?)</code>', made, re.DOTALL)]


# ---- whole, and current


def test_the_page_in_docs_is_what_the_files_give(made: str) -> None:
    assert FILE.read_text(encoding="utf-8") == made, "run python docs/pages.py"


def test_every_term_scheme_concept_and_shape_stands_on_the_page_once(page: Page) -> None:
    """Its anchor is its local name; one of a scheme has the path of its address."""
    files = [vocab.ONTOLOGY_FILE, *([terms.SHAPES_FILE] if terms.SHAPES_FILE.exists() else [])]
    declared = {t.subject.value for path in files for t in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE) if isinstance(t.subject, NamedNode)}
    wanted = {iri.removeprefix(vocab.ONT) if iri.startswith(vocab.ONT) else iri.removeprefix(vocab.BASE).replace("#", "/") for iri in declared} - {"ont", "shapes"}

    assert {"Action", "dependsOn", "scheme/role", "scheme/role/lead"} <= wanted
    assert len(wanted) > 200
    assert [name for name in wanted if page.ids.count(name) != 1] == []
    assert len(page.ids) == len(set(page.ids))


def test_the_words_of_a_term_are_those_of_the_file(page: Page) -> None:
    triples = terms.triples(vocab.ONTOLOGY_FILE)
    for name in ("FuzzyDate", "dependsOn", "asPrinted"):
        said = triples[vocab.ccc(name)]
        for predicate in ("skos:definition", "skos:scopeNote", "skos:example", "rdfs:label"):
            for literal in said.get(predicate, ()):
                assert literal.value in page.texts[name]
        assert vocab.ONT + name in page.texts[name]


def test_a_term_says_where_it_is_used(page: Page) -> None:
    used = vocabulary.uses(terms.read())

    assert {"#plannedFinish", "#lead"} <= {link.href for link in used["Action"].properties}
    assert "#dependsOn" in {link.href for link in used["Action"].leads_here}
    assert "joint-leads" in {link.name for link in used["scheme/role/lead"].questions}
    assert "limited-roles" in page.texts["scopeText"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (("skos:definition \"One entry of a list printed inside the text of an action.\"@en", "skos:altLabel \"x\"@en"), "ccc:ActionItem has no skos:definition"),
        (("ccc:ActionItem a owl:Class", "ccc:ActionItem a owl:Thing"), "ccc:ActionItem should be one of Class"),
        (("skos:prefLabel \"lead\"@en", "skos:altLabel \"lead\"@en"), "scheme/role/lead has no skos:prefLabel"),
    ],
)
def test_a_term_without_words_stops_the_page(fault: tuple[str, str], message: str, tmp_path: Path) -> None:
    text = vocab.ONTOLOGY_FILE.read_text(encoding="utf-8")
    assert fault[0] in text
    path = tmp_path / "concordat.ttl"
    path.write_text(text.replace(*fault), encoding="utf-8")

    with pytest.raises(ConcordatError, match=message):
        terms.read(path)


def test_shapes_are_shown_where_there_are_any(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        """@prefix s: <https://w3id.org/concordat/shapes#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ccc: <https://w3id.org/concordat/ont#> .
# ---- Plans ----
s:Plan a sh:NodeShape ; sh:targetClass ccc:ActionPlan ; sh:property s:plan-title .
s:plan-title a sh:PropertyShape ; sh:path ( ccc:lead [ sh:inversePath ccc:ref ] ) ; sh:severity sh:Warning ; sh:message "A plan must have one title." .
""",
        encoding="utf-8",
    )
    read = terms.read(shapes=shapes)
    ((heading, (plan, title)),) = read.shapes

    assert (heading, plan.anchor, [each.href for each in plan.parts]) == ("Plans", "shapes/Plan", ["#shapes/plan-title"])
    assert (title.severity, title.message) == ("warning", "A plan must have one title.")
    assert title.speaks_of == {vocab.ONT + "lead", vocab.ONT + "ref"}
    assert vocabulary.uses(read)["ActionPlan"].shapes[0].href == "#shapes/Plan"
    assert terms.read(shapes=tmp_path / "none.ttl").shapes == ()


# ---- links, and what a page needs


def test_every_link_leads_somewhere(page: Page) -> None:
    targets = [named["href"] for tag, named in page.tags if tag == "a"]
    inside = {target.removeprefix("#") for target in targets if target.startswith("#")}
    files = {target for target in targets if not target.startswith(("#", "http"))}

    assert inside <= set(page.ids)
    assert len(inside) > 200
    assert files == {f"../../ontology/{name}" for name in vocabulary.files()}
    assert all((FILE.parent / name).resolve().is_file() for name in files)


def test_the_page_is_well_made_and_loads_nothing(page: Page, made: str) -> None:
    tags = [tag for tag, _ in page.tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]

    assert next(named["lang"] for tag, named in page.tags if tag == "html") == "en-GB"
    assert tags.count("title") == 2 and tags.count("h1") == tags.count("main") == 1  # the page's, and the diagram's
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels))
    assert tags.count("caption") == tags.count("table")
    assert all(named.get("scope") in ("col", "row") for tag, named in page.tags if tag == "th")
    assert {name for _, named in page.tags for name in named.get("aria-labelledby", "").split()} <= set(page.ids)
    assert "script" not in tags and "img" not in tags
    assert not [named for _, named in page.tags if any(name.startswith("on") or name in ("style", "src") for name in named)]
    assert not re.search(r"url\(|@import", page.text["style"])
    assert next(named["content"] for tag, named in page.tags if named.get("http-equiv") == "Content-Security-Policy").startswith("default-src 'none'")
    assert not re.search(r"(?<![\w/#-])(None|Undefined)(?![\w])(?! of it)", re.sub(r"<pre.*?</pre>|<style.*?</style>", "", made, flags=re.DOTALL))


# ---- the diagram


def test_nothing_in_the_diagram_collides(whole: terms.Vocabulary) -> None:
    drawn = diagram.diagram(whole)
    areas = [box.rect for box in drawn.boxes] + [line.label for line in drawn.lines]

    assert len(drawn.boxes) >= 15 and len(drawn.lines) >= 25
    assert [(a, b) for n, a in enumerate(areas) for b in areas[n + 1 :] if a.meets(b)] == []
    assert [a for a in areas if a.x < 0 or a.y < 0 or a.x + a.width > drawn.width or a.y + a.height > drawn.height] == []


def test_no_line_runs_through_a_box_or_under_the_label_of_another(whole: terms.Vocabulary) -> None:
    drawn = diagram.diagram(whole)
    for line in drawn.lines:
        others = [box.rect for box in drawn.boxes] + [other.label for other in drawn.lines if other != line]
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:]):
            inner = diagram.Rect(min(x1, x2) + 0.5 * (x1 != x2), min(y1, y2) + 0.5 * (y1 != y2), max(abs(x1 - x2) - 1, 0.01), max(abs(y1 - y2) - 1, 0.01))
            assert [other for other in others if inner.meets(other)] == [], line.path


def test_the_diagram_says_what_the_ontology_says(whole: terms.Vocabulary) -> None:
    rows = {tuple(each.name for each in row) for row in diagram.diagram(whole).rows}

    assert {("Action", "plannedFinish", "FuzzyDate"), ("Action", "dependsOn", "Action"), ("Responsibility", "agent", "org:Organization")} <= rows
    assert ("FuzzyDate", "plannedFinish", "Action") not in rows


def test_what_the_diagram_adds_is_so_in_the_graph(graph: store.Graph) -> None:
    for edge in tomllib.loads(diagram.FILE.read_text(encoding="utf-8"))["edge"]:
        a, p, b = (NamedNode(terms.PREFIXES[name.partition(":")[0]] + name.partition(":")[2]) for name in (edge["from"], edge["property"], edge["to"]))
        first = f"?x a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>? {a}"  # a merger is a change, which nothing in the graph infers
        assert graph.store.query(f"ASK {{ {first} . ?x {p} ?y . ?y a {b} }}", use_default_graph_as_union=True), edge


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"properties": ["ref"]}, "ccc:ref joins no two classes"),
        ({"edge": [{"from": "ccc:Section", "property": "dct:isPartOf", "to": "eli:LegalResource"}], "properties": ["lead"]}, "no free way from Section to eli:LegalResource"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_refused(change: dict, message: str, whole: terms.Vocabulary) -> None:
    with pytest.raises(ConcordatError, match=message):
        diagram.diagram(whole, tomllib.loads(diagram.FILE.read_text(encoding="utf-8")) | change)


# ---- the examples


def test_the_trig_on_the_page_is_cut_out_of_the_graph(made: str, graph: store.Graph) -> None:
    shown = [set(map(str, pyoxigraph.parse(text, format=RdfFormat.TRIG))) for text in code(made, "trig")]
    there = set(map(str, graph.store))
    things = [{subject for subject in re.findall(r"^<([^>]*)>", "\n".join(quads), re.MULTILINE)} for quads in shown]

    assert [len(quads) > 20 for quads in shown] == [True, True, True]
    assert [quads - there for quads in shown] == [set(), set(), set()]
    for quads, subjects in zip(shown, things):  # all that is said of each thing, in whichever graph
        assert quads == {line for line in there if line[1:].partition(">")[0] in subjects}
    assert f"{vocab.ID}responsibility/{PLAN}/3.4/2" in things[0]


def test_the_json_on_the_page_expands_to_statements_of_the_graph(made: str, graph: store.Graph) -> None:
    there = {str(quad.triple) for quad in graph.store}
    for text, root in zip(code(made, "json"), ("3.4", "3.6", "3.8"), strict=True):
        whole = {"@context": context.read(), **json.loads(text)}
        triples = {str(quad.triple) for quad in pyoxigraph.parse(json.dumps(whole), format=RdfFormat.JSON_LD)}
        assert json.loads(text)["ref"] == root
        assert len(triples) > 15 and triples <= there


def test_the_sparql_on_the_page_gives_the_rows_beside_it(made: str, graph: store.Graph) -> None:
    queries = code(made, "sparql")
    tables = [re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:] for table in re.findall(r'<table class="answer">(.*?)</table>', made, re.DOTALL)]

    assert len(queries) == len(tables) == 3
    for text, rows in zip(queries, tables):
        found = query.run(graph, text).rows
        shown = [[html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)] for row in rows]
        assert shown == [["" if cell is None else str(cell) for cell in row] for row in found[: len(shown)]]
        assert shown and "UNDEF" not in text


def test_the_examples_show_what_they_promise(made: str) -> None:
    """Read in the document: 3.4 "RCEM (for the ECDS)", 3.6 sections 135 and 136, 3.8 up to £15m."""
    limited, law, money = code(made, "trig")

    assert 'ccc:scopeText "for the ECDS"' in limited and 'oa:exact "RCEM"' in limited
    assert "section/136" in law and '"2017-12-11"' in law and '"April 2017"' in law
    assert "ccc:amount 15000000" in money and "qualifier:up-to" in money


def test_an_example_of_what_is_not_there_is_refused(graph: store.Graph) -> None:
    with pytest.raises(ConcordatError, match="says nothing of action/other/1"):
        examples._example(graph, "t", "w", ["action/other/1"], "action/other/1")


# ---- the crosswalks


def test_every_term_of_ours_in_a_crosswalk_is_declared_or_used(whole: terms.Vocabulary, page: Page) -> None:
    with open(vocabulary.CROSSWALKS, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    used = {str(quad.predicate) for quad in examples.home_graph().store} | {str(quad.object) for quad in examples.home_graph().store}
    ours = {row["our_term"] for row in rows} - {""}

    assert {row["vocabulary"] for row in rows} >= {"StratML Part 1", "StratML Part 2", "W3C ORG", "ELI", "PROV-O", "CPSV-AP", "CPOV", "DCAT", "Web Annotation", "P-Plan", "schema.org"}
    assert {name.removeprefix("ccc:") for name in ours if name.startswith("ccc:")} <= vocab.declared()
    assert [name for name in ours if not name.startswith("ccc:") and f"<{terms.PREFIXES[name.partition(':')[0]]}{name.partition(':')[2]}>" not in used] == []
    assert [row for row in rows if not all(row[column].strip() for column in vocabulary.COLUMNS if column != "our_term")] == []
    assert len({(row["vocabulary"], row["their_term"], row["our_term"]) for row in rows}) == len(rows) >= 80
    assert "crosswalk-w3c-org" in page.ids


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("relation", "alike", 'row 2: the relation "alike" is none of same'), ("our_term", "ccc:Aktion", "row 2: ccc:Aktion is no term"), ("our_term", "nix:x", "row 2: nix:x is no term")],
)
def test_a_wrong_crosswalk_is_refused(column: str, value: str, message: str, whole: terms.Vocabulary, tmp_path: Path) -> None:
    row = dict.fromkeys(vocabulary.COLUMNS, "x") | {"relation": "same", "our_term": "ccc:Action", column: value}
    path = tmp_path / "crosswalks.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, vocabulary.COLUMNS)
        writer.writeheader()
        writer.writerow(row)

    with pytest.raises(ConcordatError, match=message):
        vocabulary.crosswalks(whole, path)


def test_what_ontology_and_crosswalk_both_say_agrees(whole: terms.Vocabulary) -> None:
    """A term that the ontology puts under another is not the same as that one, and not wider."""
    above = {(term.name, each.name) for term in whole.terms for each in term.above}
    with open(vocabulary.CROSSWALKS, encoding="utf-8", newline="") as file:
        said = {(row["our_term"].removeprefix("ccc:"), row["their_term"]): row["relation"] for row in csv.DictReader(file)}

    assert {pair: said[pair] for pair in above & set(said) if said[pair] != "broader"} == {}
    assert len(above & set(said)) > 10


# ---- in a browser


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (2560, "light")])
def test_it_opens_offline_on_every_screen(width: int, scheme: str, chromium) -> None:
    tab = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked, faults = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{FILE.as_uri()}#dependsOn")

    assert (asked, faults) == ([FILE.as_uri() + "#dependsOn"], []) or (asked, faults) == ([FILE.as_uri()], [])
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.querySelector(':target').id") == "dependsOn"
    assert 0 <= tab.locator("#dependsOn").bounding_box()["y"] < 900
    wide = "[...document.querySelectorAll('svg text.class')].filter(t => t.getComputedTextLength() > 130).map(t => t.textContent)"
    assert tab.evaluate(wide) == []  # every name fits its box
    tab.close()
