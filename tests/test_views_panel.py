"""The panel tells everything that is known of what is chosen, the tables say the same, and both are there on paper and for a screen reader."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pdfplumber
import pytest
from pictured import bare, demo

from concordat.graph import build, views
from concordat.graph.views.model import Fact, View
from concordat.graph.views.page import page

# Everything that the row of an action can have; bodies are registered, not registered, and a class; a list in the text; words that are no date.
OWN = """A made-up plan for winter in Anytown
Ref\tAction\tStart\tFinish\tLead\tOutcome\tStatus\tProgress\tBudget holder
1. Crisis houses
A1\tDevelop a winter protocol under section 136 of the Mental Health Act 1983.\tApril 2026\tOngoing\tAnytown Council / NHS England (with Home Office)\tFewer people wait\tAmber\tHalf is done\tTown hall
A2\tImplement the winter protocol. Spend up to £5m. The XYZ Board is told.\t2026\tsoon\tMind (with partner agencies)\t\t\t\t
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> View:
    path = tmp_path_factory.mktemp("own") / "own.txt"
    path.write_text(OWN, encoding="utf-8", newline="\n")
    return views.view(build.build([path]).graph, "actions", {})


@pytest.fixture(scope="module")
def home() -> View:
    return views.view(build.build().graph, "actions", {})


def told(view: View, label: str) -> list[Fact]:
    return next(node["facts"] for _, node in view.drawing.network.nodes(data=True) if node["label"] == label)


@pytest.mark.parametrize(
    ("label", "term", "value", "words"),
    [
        ("A1", "Section", "1. Crisis houses", ""),
        ("A1", "Lead", 'Anytown Council (printed "Anytown Council")', "Anytown Council"),
        ("A1", "Partner", 'Home Office (printed "Home Office")', "Home Office"),
        ("A1", "Start", "April 2026", "April 2026"),
        ("A1", "Start as read", "any day from 1 April 2026 to 30 April 2026", ""),
        ("A1", "Finish as read", "ongoing: no end is named", ""),
        ("A1", "Law", 'Mental Health Act 1983 s.136 ("section 136")', "section 136"),
        ("A1", "Outcome", "Fewer people wait", "Fewer people wait"),
        ("A1", "Status", "Amber", ""),
        ("A1", "Progress", "Half is done", ""),
        ("A1", "Budget holder", "Town hall", "Town hall"),
        ("A2", "Finish", "soon", "soon"),
        ("A2", "Finish as read", "not understood as a date", ""),
        ("A2", "Partners without a name", '"with partner agencies"', "with partner agencies"),
        ("A2", "Looks like an organisation", '"XYZ Board"', "XYZ Board"),
        ("Anytown Council", "Printed as", '"Anytown Council"', ""),
        ("Anytown Council", "Lead in A1", '"Anytown Council"; April 2026 to Ongoing', "Anytown Council"),
        ("Anytown Council", "NHS England", "1 action: A1", ""),
        ("Mental Health Act 1983 s.136", "Cited in A1", '"section 136"', "section 136"),
        ("Mental Health Act 1983 s.136", "Address", "http://www.legislation.gov.uk/id/ukpga/1983/20/section/136", ""),
    ],
)
def test_a_fact_is_told_with_the_place_of_its_words(own: View, label: str, term: str, value: str, words: str):
    fact = next(fact for fact in told(own, label) if (fact.term, fact.value) == (term, value))

    assert [OWN[int(start) : int(end)] for start, _, end in [fact.place.partition("-")] if start] == ([words] if words else [])


def test_what_waits_for_what_is_told_at_both_ends_with_both_words(own: View):
    one, two = (next(fact for fact in told(own, label) if fact.group == "What waits for what") for label in ("A1", "A2"))

    assert (two.term, one.term) == ("Puts into effect the result of A1", "Its result is put into effect in A2")
    assert two.value == one.value and '"Implement the winter protocol"' in one.value and '"Develop a winter protocol"' in one.value
    assert one.thing.endswith("/A2") and two.thing.endswith("/A1")
    assert [OWN[slice(*map(int, piece.split("-")))] for piece in one.place.split(";")] == ["Implement the winter protocol", "Develop a winter protocol"]


def test_doubt_is_told_as_doubt(own: View):
    unsure = {(fact.term, fact.doubt) for label in ("A1", "A2", "Anytown Council") for fact in told(own, label) if fact.doubt}

    assert {("Register", "not registered"), ("Finish as read", "low"), ("Looks like an organisation", "not read")} <= unsure
    assert not [term for term, _ in unsure if term in ("Start", "Status", "Section")]


def test_what_is_planned_of_a_body_is_told_as_planned_with_its_source(home: View):
    events = [fact for fact in told(home, "NHS England") if fact.group == "What became of it"]
    planned = [fact for fact in events if fact.term == "Planned"]

    assert all(fact.value.startswith("planned, not done: ") and fact.href.startswith("https://") for fact in planned) and len(planned) == 1
    assert [fact.href for fact in events if not fact.href] == []
    assert "Change of name (from Department of Health to Department of Health and Social Care), 8 January 2018" in [fact.value for fact in told(home, "Department of Health")]


def test_an_entry_of_a_list_stands_on_its_own_line(home: View):
    assert told(home, "1.2")[0].value.split("\n")[0].endswith("response, including:")
    assert told(home, "1.2")[0].value.split("\n")[1] == "• 24/7 community crisis response, including crisis lines (adult);"


def test_a_body_is_found_by_its_other_names(home: View):
    network = home.drawing.network
    also = {node["label"]: node.get("also") for _, node in network.nodes(data=True)}

    assert {"DH", "DHSC"} <= set(also["Department of Health"]) and not also["1.1"]


def test_what_actions_name_is_drawn_and_off_at_first(home: View):
    network, off = home.drawing.network, home.drawing.off
    kinds = nx.get_node_attributes(network, "kind")

    assert set(off) == {"law", "policy", "money", "theme"} <= set(kinds.values())
    assert ("3.8", "Health-based places of safety fund", "names-money") in {(network.nodes[u]["label"], network.nodes[v]["label"], kind) for u, v, kind in network.edges(data="kind")}
    assert len(page(home).encode()) < 1_500_000


# ---- In a browser


@pytest.mark.browser
def test_the_panel_leads_from_what_it_tells_to_what_it_tells_of(home: View, open_view):
    tab = open_view(home, "#3.7")
    assert tab.locator("#panel h3").all_inner_texts()[:4] == ["Who", "When", "Law, policy and money", "Themes"]
    assert tab.inner_text("#panel dt:has-text('Puts into effect') >> nth=0") == "Puts into effect the result of 3.6"
    assert tab.get_attribute("#panel a.out >> nth=0", "href") == "http://www.legislation.gov.uk/id/ukpga/2017/3"
    tab.click("#panel dt .ref:has-text('3.6') >> nth=0")
    assert tab.inner_text("#panel h2").startswith("3.6 ")
    tab.click("#panel .ref:has-text('Mental Health Act 1983 s.136') >> nth=0")
    assert tab.inner_text("#panel h2") == "Mental Health Act 1983 s.136"
    assert tab.is_checked("#legend [value=node-law]") and not tab.is_checked("#legend [value=node-theme]")
    assert "? in doubt: medium" in tab.inner_text("#panel")
    tab.go_back()
    assert tab.inner_text("#panel h2").startswith("3.6 ")


@pytest.mark.browser
def test_kinds_that_are_off_at_first_are_switched_on_and_stay_on_in_the_address(home: View, open_view):
    tab = open_view(home)
    assert tab.inner_text("#count").startswith("Showing 110 of 204 shapes")
    tab.check("#legend [value=node-money]")
    assert tab.inner_text("#count").startswith("Showing 120 of 204 shapes")
    tab.reload()
    tab.wait_for_selector("#picture[aria-busy=false]")
    assert tab.is_checked("#legend [value=node-money]") and not tab.is_checked("#legend [value=node-law]")
    tab.click("#reset")
    assert tab.inner_text("#count").startswith("Showing 110 of 204 shapes") and "hide" not in tab.url


@pytest.mark.browser
def test_only_an_address_that_is_safe_becomes_a_link(open_view):
    view = demo()
    hrefs = ("javascript:alert(1)", " javascript:alert(2)", "JaVaScRiPt:alert(3)", "data:text/html,x", "//example.org/x", "https://example.org/a", "../bodies/a.html")
    view.drawing.network.nodes["act/1.1"]["facts"] = [Fact(f"Link {number}", "words", href=href) for number, href in enumerate(hrefs)]
    tab = open_view(view, "#1.1")

    assert [link.get_attribute("href") for link in tab.locator("#panel a").all()] == ["https://example.org/a", "../bodies/a.html"]
    assert tab.locator("#panel a").all_inner_texts() == ["example.org", "more"]


@pytest.mark.browser
def test_many_rows_and_facts_come_in_steps(open_view):
    """1,200 actions under one body."""
    network = nx.MultiDiGraph()
    network.add_node("hub", facts=[Fact(f"Lead in {number}", "words", group="Actions", thing=str(number)) for number in range(1200)])
    for number in range(1200):
        network.add_node(str(number), label=f"1.{number}", facts=[Fact("Sum", str(number % 700))])
        network.add_edge("hub", str(number))
    tab = open_view(bare(network), "#hub")
    rows = tab.locator("#table-0 tbody tr")

    assert rows.count() == 500 and tab.inner_text("#table-0 caption") == "Actions: the first 500 of 1201 rows"
    tab.click("#table-0 .more button")
    assert rows.count() == 1000 and tab.evaluate("document.activeElement.textContent") == tab.inner_text("#table-0 tbody tr:nth-child(501) button")
    assert tab.locator("#panel dt").count() == 60
    tab.click("#panel .rest >> nth=0")
    assert tab.locator("#panel dt").count() == 1200


@pytest.mark.browser
def test_tables_sort_figures_by_size_and_references_as_people_count(open_view):
    view = demo()
    for number, node in enumerate(node for _, node in view.drawing.network.nodes(data=True) if node["kind"] == "action"):
        node["facts"] = [Fact("Sum", str(1000 - 37 * number)), Fact("Share", f"{number / 7:.2f}")]
    view.drawing.network.nodes["act/1.3"]["facts"] = []
    tab = open_view(view)
    column = lambda place: tab.locator(f"#table-0 tbody tr > :nth-child({place})").all_inner_texts()  # noqa: E731
    heads = tab.locator("#table-0 thead th").all_inner_texts()

    tab.click("#table-0 th button:has-text('Sum')")
    sums = column(heads.index("Sum") + 1)
    assert sums[-1] == "" and [int(each) for each in sums[:-1]] == sorted(int(each) for each in sums[:-1]) and int(sums[0]) < 0
    tab.click("#table-0 th button:has-text('Label')")
    assert column(1)[8:11] == ["1.9", "1.10", "1.11"]
    assert tab.get_attribute("#table-0 thead th >> nth=0", "aria-sort") == "ascending"
    assert tab.locator("#table-0 thead th.figure").all_inner_texts() == ["Links", "Sum", "Share"]
    tab.focus("#table-0 tbody tr:nth-child(2) button")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2").startswith("1.3") and tab.get_attribute("#table-0 tr.chosen", "aria-current") == "true"


@pytest.mark.browser
def test_the_csv_has_every_fact_with_its_place_and_its_doubt(own: View, open_view):
    tab = open_view(own)
    with tab.expect_download() as saved:
        tab.click(".csv")
    rows = {row["Label"]: row for row in csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig")))}
    for label in ("A1", "A2"):
        whole = "\n".join(rows[label].values())
        assert [fact for fact in told(own, label) if fact.value not in whole or fact.place not in whole or fact.doubt not in whole] == []


@pytest.mark.browser
def test_paper_has_title_choice_picture_legend_notes_and_tables(open_view, tmp_path: Path):
    tab = open_view(demo(), "#3.8", color_scheme="dark")
    tab.evaluate("window.addEventListener('beforeprint', () => { window.printed = document.querySelector('img.printed'); })")
    tab.pdf(path=tmp_path / "view.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "view.pdf") as pdf:
        text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
        images = [image for sheet in pdf.pages for image in sheet.images]
        assert [letter["text"] for sheet in pdf.pages for letter in sheet.chars if letter["x1"] > sheet.width - 20] == []  # nothing runs off the sheet

    for words in ("Actions and who takes part in them", "Who leads, shares in or is named", "Showing 85 of 85 shapes", "Improve help number 32", "is mentioned in",
                  "How to read this picture", "Actions: 60 rows", "Organisations: 25 rows", "Links: 127 rows", "Ministry of Care"):  # fmt: skip
        assert words in text, words
    assert len(images) == 1 and tab.evaluate("printed.alt").startswith("Actions and who takes part in them.")
    assert tab.locator("img").count() == 0 and tab.evaluate("picture.nodes.get('act/3.8').color.border") == "#dfe6ee"  # dark again


@pytest.mark.browser
def test_paper_says_which_columns_it_leaves_out_and_the_page_has_them_after(home: View, open_view, tmp_path: Path):
    tab = open_view(home)
    heads = "[...document.querySelectorAll('#table-0 thead th')].map((each) => each.textContent)"
    on_screen = tab.evaluate(heads)
    tab.evaluate(f"window.addEventListener('beforeprint', () => {{ window.onPaper = [{heads}, document.querySelector('#table-0 .more').textContent]; }})")
    tab.pdf(path=tmp_path / "view.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "view.pdf") as pdf:
        assert [letter["text"] for sheet in pdf.pages for letter in sheet.chars if letter["x1"] > sheet.width - 20] == []
        text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    columns, note = tab.evaluate("onPaper")
    assert {"Label", "Action", "Lead", "Start", "Finish"} <= set(columns) < set(on_screen) and tab.evaluate(heads) == on_screen
    assert "More" not in columns and note.startswith("Not on paper, for want of room: ") and note in text
    assert "Mental Health Crisis Care Concordat: national action plan, October 2016" in text


@pytest.mark.browser
def test_a_screen_reader_is_told_what_is_there_and_what_is_chosen(open_view):
    tab = open_view(demo())
    tree = tab.locator("body").aria_snapshot()
    for line in ('- heading "Actions and who takes part in them" [level=1]', '- heading "The same as tables" [level=2]', '- region "Search and filters"',
                 '- region "Picture"', '- complementary "Details"', '- region "The same as tables"', '- img "Actions and who takes part in them. Showing 85 of 85 shapes',
                 '- tab "Actions (60)" [selected]', '- caption: "Actions: 60 rows"', '- columnheader "Finish"', '- rowheader "1.1"'):  # fmt: skip
        assert line in tree, line
    levels = tab.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((each) => Number(each.tagName[1]))")
    assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))

    tab.wait_for_selector("#heard:text-is('Showing 85 of 85 shapes and 127 of 127 lines.')", state="attached")
    tab.evaluate("choose(nodeNamed('3.8'), false)")  # as by a click in the picture: told, and the reader stays where he is
    tab.wait_for_selector("#heard:has-text('Chosen: 3.8 Improve help number 32')", state="attached")
    assert tab.inner_text("#heard").endswith("The details tell more.")  # and no count, which has not changed
    assert tab.evaluate("document.activeElement.id") != "panel" and tab.locator("[role=status], [aria-live]").count() == 1
    tab.evaluate("choose(null, false)")
    tab.wait_for_selector("#heard:text-is('Nothing is chosen.')", state="attached")
    tab.click("#table-0 tbody button >> nth=0")
    assert tab.evaluate("document.activeElement.id") == "panel"
    assert 'group "Chosen: 1.1 Improve' in tab.locator("#panel").aria_snapshot()
