"""The pages of things: every thing has one, they tell what the reports tell, their networks can be read, and their data are part of the graph."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from published import everything, folder

from concordat.graph import build
from concordat.graph.publish import addresses, cells, entities, frame, marks, site, templates, vocabulary
from concordat.graph.publish.entities import egonet
from concordat.graph.publish.entities.model import MOST, Group, Near, Table, trimmed

KINDS = set(addresses.FOLDERS)
TOWN = """\
Ref\tAction\tStart date\tFinish date\tLead
1. Early help
1.1\tOpen a house under section 136 of the Mental Health Act 1983.\tApril 2020\tJune 2021\tHome Office
1.2\tSpend up to £2m on it.\tsoonish\tOngoing\tHome Office / NHS England
2. Later help
2.1\tSay what came of it.\tApril 2020\tDecember 2022\tNHS England (with Home Office)
2.2\tTrain the staff of Health Education England.\tApril 2020\tMay 2020\tPublic Health England and Bobbins Trust
"""


def at(words: str, nth: int = 1) -> str:
    """The words and where they stand in the plan above, as a page shows them."""
    start = [found.start() for found in re.finditer(re.escape(words), TOWN)][nth - 1]
    return f"{words} {start}-{start + len(words)}"


class Made:
    """The pages of the things of some plans, by their names, without the rest of the folder."""

    def __init__(self, *sources: Path) -> None:
        self.built = build.build(sources, None)
        self.site = site.read(self.built.graph)
        self.files = dict(entities.files(self.site, templates.writer({"program": "concordat", "version": "1", "graph": "-"}, frame.frame(entities.listing(self.site)))))

    def page(self, name: str) -> html.HtmlElement:
        return html.document_fromstring(self.files[name].decode("utf-8"))

    def text(self, name: str) -> str:
        return " ".join(self.page(name).text_content().split())

    def table(self, name: str, title: str) -> list[list[str]]:
        """The rows of a table by its heading, as words."""
        found = next(t for t in self.page(name).iter("table") if t.findtext("caption") == title)
        return [[" ".join(cell.text_content().split()) for cell in row] for row in found.iter("tr") if row.find("td") is not None]


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Made:
    source = tmp_path_factory.mktemp("town") / "town.txt"
    source.write_text(TOWN, encoding="utf-8", newline="\n")
    return Made(source)


@pytest.fixture(scope="module")
def home() -> Made:
    return Made()


# ---- addresses


@given(st.text(max_size=90))
@settings(max_examples=150, deadline=None)
def test_any_name_becomes_one_that_is_safe_on_every_disk_and_needs_no_encoding(name: str):
    safe = addresses.safe(name)

    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,60}", safe) and not safe.endswith(".") and ".." not in safe
    assert safe.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize("name, safe", [("NUL", "NUL_"), ("com1.2", "com1_.2"), ("console", "console"), ("1.1.", "1.1"), ("a/../../b", "a-b"), ("Śląsk 1", "Slask-1"), ("§ 4", "4"), ("x" * 400, "x" * 60)])
def test_names_that_a_disk_would_refuse(name: str, safe: str):
    assert addresses.safe(name) == safe


def test_references_that_differ_by_a_capital_or_by_signs_alone_have_pages_of_their_own(tmp_path):
    """Also the reference index, which is the name of the page that lists things, and references that hold nothing but signs."""
    refs = ["A1", "a1", "A1", "index", "con", "†", "‡", "1/2", "1-2", "1.2.", "..", "a b", "a  b", "名1"]
    (tmp_path / "odd.txt").write_text("Ref\tAction\tLead\n" + "".join(f"{ref}\tPaint bench number {n}.\tHome Office\n" for n, ref in enumerate(refs)), encoding="utf-8")
    made = site.read(build.build([tmp_path / "odd.txt"]).graph)
    pages = [page for iri, page in made.pages.items() if iri in made.records]

    assert len(pages) == len(refs)
    assert len({page.casefold() for page in made.pages.values()}) == len(made.pages)
    assert "actions/index.html" not in pages
    assert all(re.fullmatch(r"[a-z]+/[A-Za-z0-9_][A-Za-z0-9._-]*\.html", page) for page in made.pages.values())


# ---- every thing once


def named(files: dict[str, bytes]) -> set[str]:
    """The addresses of the things that the records of all plans name, and of their actions."""
    found = set()
    for line in files["records/actions.jsonl"].decode("utf-8").splitlines():
        record = json.loads(line)
        for key in ("leads", "partners", "mentioned", "body_classes", "legislation", "policies", "funding"):
            found |= {each["iri"] for each in record[key]}
        found |= {f"https://w3id.org/concordat/scheme/theme/{theme}" for theme in record["themes"]}
    return found


@pytest.mark.parametrize("name", ["home", "small", "hostile", "several"])
def test_every_thing_that_a_plan_names_has_one_page_and_a_list_leads_to_it(name: str, tmp_path_factory):
    files = everything(folder(name, tmp_path_factory))
    about: dict[str, list[str]] = {}
    for file, data in files.items():
        if file.split("/")[0] in KINDS and file.endswith(".jsonld"):
            about.setdefault(_first(data), []).append(file.removesuffix("jsonld") + "html")
    listed = {page for kind in KINDS for page in _linked(files, "actions.html" if kind == "actions" else f"{kind}/index.html") if page.split("/")[0] == kind}
    pages = {page for those in about.values() for page in those}

    assert {iri for iri, those in about.items() if len(those) > 1} == set()
    assert named(files) <= set(about)
    assert len([page for page in pages if page.startswith("actions/")]) == len(files["records/actions.jsonl"].splitlines())
    assert pages == {file for file in files if file.split("/")[0] in KINDS and file.endswith(".html") and not file.endswith("/index.html")}
    assert pages <= listed


def _first(data: bytes) -> str:
    """The thing that a JSON-LD file is about, which it tells first."""
    context = json.loads(vocabulary.files()["context.jsonld"])["@context"]
    prefix, _, rest = json.loads(data)["@graph"][0]["id"].partition(":")
    return context[prefix] + rest if prefix in context and not rest.startswith("//") else f"{prefix}:{rest}"


def _linked(files: dict[str, bytes], page: str) -> set[str]:
    if page not in files:
        return set()
    links = [urlsplit(a.get("href")).path for a in html.document_fromstring(files[page].decode("utf-8")).iter("a")]
    return {link.removeprefix("../") if "/" in page and link.startswith("../") else f"{page.rpartition('/')[0]}/{link}".lstrip("/") for link in links}


# ---- what the pages tell, read by hand from the plan above


def test_the_page_of_a_body_counts_its_actions_and_names_those_it_shares(town):
    assert "It leads 2 actions and is a partner in 1 action." in town.text("organisations/home-office.html")
    assert [row[:5] for row in town.table("organisations/home-office.html", "Its actions")] == [
        ["Lead", "1.1", at("Home Office", 1), "April 2020", "June 2021"],
        ["Lead", "1.2", at("Home Office", 2), "soonish", "Ongoing"],
        ["Partner", "2.1", at("Home Office", 3), "April 2020", "December 2022"],
    ]
    assert town.table("organisations/home-office.html", "With whom it shares actions") == [["NHS England", "2", "1.2, 2.1"]]
    assert town.table("organisations/home-office.html", "How it is printed") == [[at("Home Office"), "3"]]


def test_what_became_of_a_body_is_told_with_its_successors_and_they_have_pages(town):
    page = "organisations/public-health-england.html"

    assert "possibly taken over" in town.text(page)
    assert "UK Health Security Agency" in town.table(page, "What became of it")[0][2]
    assert ["Public Health England", "lead", "2.2", "possible"] in town.table("organisations/uk-health-security-agency.html", "Actions that came to it")
    assert "No action names it" in town.text("organisations/uk-health-security-agency.html")


def test_a_body_is_told_in_words_that_can_be_understood(home):
    """The register is not sure when the Centre of Excellence closed; NHS England stands, took on others, and is to go; Public Health England went to several."""
    centre = home.text("organisations/centre-of-excellence-for-information-sharing.html")

    assert "perhaps ended (closure, between about 2017 and about 2019, weak evidence); no successor is known" in centre
    england = home.text("organisations/nhs-england.html")
    assert "still there; took on work of 6 bodies that ended; abolition planned." in england and "no change found" not in england
    assert "Public Health England (possibly came before it)" in england and "Health Education England (came before it)" in england and "legal name National Health Service Commissioning Board until 1 July 2022" in england


def test_to_serve_an_aim_is_not_to_wait(home):
    """1.10 serves the strategy that 1.9 develops; 2.3 uses what 3.5 makes, which is inferred: it is not said."""
    said = home.text("actions/1.10.html")
    assert "Serves the aim of 1.9 · contributes to it, and waits for nothing" in said and "Waits for" not in said
    assert "Its aim is served by 1.10" in home.text("actions/1.9.html")
    assert "Is waited for by 2.3 · uses what this makes · inferred, since both name the same thing; it is not said" in home.text("actions/3.5.html")


def test_a_body_in_no_register_says_so_and_asserts_nothing_of_its_fate(town):
    told = town.text("organisations/bobbins-trust.html")

    assert "in no register" in told and "As known on" not in told
    assert "no change found" not in told


def test_what_is_only_planned_is_not_told_as_done(home):
    """NHS England is to be abolished, and some changes of the Mental Health Act are not in force."""
    assert "planned, not done: nhs england is to be abolished" in home.text("organisations/nhs-england.html").casefold()
    assert [row[4] for row in home.table("organisations/nhs-england.html", "Planned or announced, not done")] == ["planned"]
    for row in home.table("laws/ukpga-1983-20-section-136.html", "What became of it"):
        assert row[2].startswith("To be ") is (row[4] != "In force"), row


def test_the_page_of_an_action_tells_its_words_its_holders_and_what_is_open(town):
    page = town.text("actions/1.2.html")

    assert "Spend up to £2m on it." in page
    assert ["Lead", "Home Office", at("Home Office", 2), "Home Office", "no change found"] in town.table("actions/1.2.html", "Who holds it today")
    assert ["The words for its start were not understood as a date.", at("soonish")] in town.table("actions/1.2.html", "Questions still open")
    assert ["Bobbins Trust is in no register: nothing is known of what became of it."] in [row[:1] for row in town.table("actions/2.2.html", "Questions still open")]
    assert "Before: 1.1" in page and "After: 2.1" in page


def test_the_page_of_a_law_has_its_actions_its_act_and_its_changes(home, town):
    assert [row[:2] for row in town.table("laws/ukpga-1983-20-section-136.html", "Actions")] == [["1.1", at("section 136")]]
    assert "Part of Mental Health Act 1983" in town.text("laws/ukpga-1983-20-section-136.html")
    assert "1 action cites parts of it." in town.text("laws/ukpga-1983-20.html")
    assert len(home.table("laws/ukpga-1983-20-section-136.html", "Actions")) == 7


def test_lists_say_how_many_actions_and_what_became_of_each(town, home):
    bodies = {row[0]: row[1:] for row in town.table("organisations/index.html", "Organisations")}

    assert bodies["Home Office"] == ["2", "1", "0", "no change found"]
    assert bodies["NHS England"][:3] == ["2", "0", "0"]
    assert "became law: Policing and Crime Act 2017" in dict((row[0], row[2]) for row in home.table("laws/index.html", "Laws"))["Policing and Crime Bill"]


def test_a_page_of_very_many_actions_says_what_it_leaves_out(tmp_path):
    rows = "".join(f"{n}\tPaint bench {n}.\tHome Office\n" for n in range(1, MOST + 8))
    (tmp_path / "many.txt").write_text("Ref\tAction\tLead\n" + rows, encoding="utf-8")
    made = site.read(build.build([tmp_path / "many.txt"]).graph)
    body = next(iri for iri, page in made.pages.items() if page == "organisations/home-office.html")
    write = templates.writer({"program": "concordat", "version": "1", "graph": "-"}, frame.frame([]))
    page = entities._page(entities.Known(made), body, made.pages[body], write).decode("utf-8")

    assert f"It leads {MOST + 7} actions." in page
    assert "7 rows more are left out." in page
    assert f"{MOST + 7 - egonet.MOST} more under" in page


def test_columns_in_which_nothing_stands_are_left_out():
    assert trimmed([Table("a", "", ("x", "y"), (("", "1"), ("", "2"))), Table("b", "", ("x",), ())]) == (Table("a", "", ("y",), (("1",), ("2",))),)


def test_people_stay_words_of_the_plan(tmp_path):
    """A person in a cell of leads has no page, is in no network and in no data but where the cell is quoted."""
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tPaint the bench.\tJane Doe, Home Office\n", encoding="utf-8")
    made = Made(tmp_path / "p.txt")
    nodes = [node for data in (data for name, data in made.files.items() if name.endswith(".jsonld")) for node in json.loads(data)["@graph"]]

    assert [name for name, data in made.files.items() if name.endswith(".html") and b"Jane Doe" in data] == []
    assert nodes
    assert not [node for node in nodes if "doe" in node["id"].casefold() or "Jane Doe" in str(node.get("prefLabel", ""))]


# ---- the network


def near(n: int, name: str) -> Near:
    return Near(name, name, ("action", "body", "class", "law", "policy", "fund", "theme")[n % 7], f"../a/{n}.html")


GROUPS = st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=70), max_size=40), max_size=11)


def test_the_marks_are_those_of_the_pictures_and_a_legend_draws_them(home):
    """A policy is a hexagon there and here, money a triangle, a theme a star."""
    page = home.page("themes/places-of-safety.html")
    legend = {" ".join(each.text_content().split()): each.find(".//path") for each in page.find_class("key")}
    style = dict(frame.files())["assets/site.css"].decode("utf-8")

    assert set(legend) == {a.get("href").split("/")[1].capitalize() for a in page.find(".//svg[@class='net']").iter("a")} == {"Actions", "Organisations", "Laws"}
    assert {marks.KINDS[kind].shape for kind in ("policy", "fund", "theme")} == {"hexagon", "triangle", "star"}
    for kind, look in marks.KINDS.items():
        assert marks.path(kind).startswith("m") and f".net .{kind}, .key .{kind} {{ fill: {look.colour}; }}" in style
    for words, path in legend.items():
        kind = path.get("class")
        drawn = [mark.get("d") for mark in page.find(".//svg[@class='net']").iter("path") if mark.get("class") == kind]
        assert marks.name(kind) == words and drawn and all(each.endswith(marks.path(kind)) for each in drawn)


@given(st.text(max_size=200), GROUPS)
@settings(max_examples=120, deadline=None)
def test_labels_of_a_network_never_overlap_whatever_their_words(name: str, words: list[list[str]]):
    groups = [Group(f"Group {n}", tuple(near(m, each) for m, each in enumerate(some))) for n, some in enumerate(words)]
    net = egonet.drawn(name, groups)
    if net is None:
        assert not any(words)
        return
    boxes = [each.text.box for each in net.neighbours] + [each.box for each in net.headings] + [net.middle.box]

    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a.meets(b)]
    assert all(box.x >= 0 and box.y >= 0 and box.x + box.width <= net.width and box.y + box.height <= net.height for box in boxes)
    assert len(net.neighbours) == min(sum(map(len, words)), egonet.MOST)
    left = sum(int(each.split()[0]) for each in net.left)
    assert len(net.neighbours) + left == sum(map(len, words))


@pytest.mark.parametrize("name", ["organisations/nhs-england.html", "actions/3.8.html", "themes/places-of-safety.html", "laws/ukpga-1983-20.html"])
def test_every_neighbour_that_is_drawn_leads_to_its_page_and_the_tables_have_it_too(home, name: str):
    page = home.page(name)
    svg = page.find(".//svg")
    drawn = [a for a in svg.iter("a")]
    below = {a.get("href") for part in page.findall(".//section") if part.find(".//svg") is None for a in part.iter("a")}

    assert 4 <= len(drawn) <= egonet.MOST
    assert all(a.get("href").removeprefix("../") in home.files and a.findtext("title") and a.findtext(".//text") is not None for a in drawn)
    assert {a.get("href") for a in drawn} <= below
    assert svg.get("aria-labelledby") == "net-title net-words" and "The tables of this page say the same." in svg.findtext("desc")


# ---- the data beside the page


def test_the_statements_of_all_things_are_part_of_the_graph_in_both_forms(town, tmp_path):
    """Read by another engine; the JSON-LD with its context from the folder, as a reader has it."""
    whole = set(rdflib.Dataset(default_union=True).parse(data=town.built.data, format="trig").triples((None, None, None)))
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "context.jsonld").write_bytes(vocabulary.files()["context.jsonld"])
    read = 0
    for iri, page in town.site.pages.items():
        stem = page.removesuffix(".html")
        turtle = set(rdflib.Graph().parse(data=town.files[f"{stem}.ttl"], format="turtle"))
        file = tmp_path / f"{stem}.jsonld"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(town.files[f"{stem}.jsonld"])
        assert turtle and turtle <= whole, page
        assert {triple for triple in whole if triple[0] == rdflib.URIRef(iri)} <= turtle
        assert town.files[f"{stem}.ttl"].count(b"@prefix") == len(set(re.findall(rb"@prefix (\S+)", town.files[f"{stem}.ttl"])))
        if page.startswith(("actions", "laws")):
            assert set(rdflib.Graph().parse(file, format="json-ld")) == turtle, page
            read += 1
    assert read == 6


def test_the_data_of_a_body_say_what_its_page_says(town):
    graph = rdflib.Graph().parse(data=town.files["organisations/home-office.ttl"], format="turtle")
    ccc = rdflib.Namespace("https://w3id.org/concordat/ont#")
    rows = town.table("organisations/home-office.html", "Its actions")

    assert len(set(graph.subjects(ccc.agent, None))) == len(rows) == 3
    assert {str(words) for words in graph.objects(None, ccc.place)} == {row[2].split()[-1] for row in rows}


def test_pages_name_their_data_for_machines_and_for_people(town):
    page = town.page("laws/ukpga-1983-20.html")

    assert {(link.get("type"), link.get("href")) for link in page.iter("link") if link.get("rel") == "alternate"} == {("text/turtle", "ukpga-1983-20.ttl"), ("application/ld+json", "ukpga-1983-20.jsonld")}
    assert {"ukpga-1983-20.ttl", "ukpga-1983-20.jsonld"} <= {a.get("href") for a in page.iter("a")}


# ---- links in reports


def test_names_in_cells_lead_to_pages_in_columns_of_names_alone(home):
    leads = cells.links(home.site, "../")

    assert leads("organisation", "Mind") == "../organisations/mind.html" and leads("action", "Mind") == leads("words", "Mind") == ""
    assert leads("now", "Department of Health and Social Care") == "../organisations/department-of-health.html"
    assert leads("provision", "Mental Health Act 1983 s.136") == "../laws/ukpga-1983-20-section-136.html"
    assert leads("theme", "Commissioning") == "../themes/commissioning.html" and leads("organisation", "Commissioning") == ""
    assert leads("refs", "3.8") == "../actions/3.8.html" and leads("days", "3.8") == ""


def test_a_name_that_two_things_bear_leads_nowhere(home):
    row = home.site.given.responsibilities[0]
    home.site.given.__dict__["responsibilities"] = (*home.site.given.responsibilities, {**row, "body": "https://example.org/other"})
    try:
        assert cells.links(home.site, "")("organisation", row["name"]) == ""
    finally:
        home.site.given.__dict__["responsibilities"] = home.site.given.responsibilities[:-1]


@pytest.mark.browser
def test_a_page_opens_without_a_message_in_light_and_dark_and_its_network_leads_on(tmp_path_factory, chromium):
    page = (folder("home", tmp_path_factory) / "organisations" / "home-office.html").as_uri()
    said: list[str] = []
    for scheme, width in (("light", 390), ("dark", 1280)):
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(page)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        boxes = tab.evaluate("[...document.querySelectorAll('svg.net text')].map(t => t.getBBox()).map(b => [b.x, b.y, b.x + b.width, b.y + b.height])")
        if width < 640:  # its letters would be too small to read: the tables of the page say the same
            assert not tab.locator("svg.net").is_visible() and tab.locator("table a", has_text="3.8").count() > 0
            context.close()
            continue
        assert len(boxes) >= 15
        assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a[0] < b[2] and b[0] < a[2] and a[1] + 1 < b[3] and b[1] + 1 < a[3]]
        assert min(box[0] for box in boxes) >= 0 and max(box[2] for box in boxes) <= egonet.WIDTH
        tab.locator("svg.net a", has_text="Action 3.8").click()
        assert tab.inner_text("h1") == "Action 3.8"
        context.close()
    assert said == []
