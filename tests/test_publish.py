"""A published folder: what is in it, that every link and place leads somewhere, and that its figures are right."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from published import ATTACK, SMALL, Page, everything, folder, plan, put, read
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import DCTERMS, PROV

from concordat.graph import build, publish, records, reports
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.model import Document
from concordat.graph.publish import documents, entries, told, vocabulary
from concordat.graph.publish import site as site_pages
from concordat.graph import views

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
EXPECTED = Path(__file__).resolve().parent / "expected" / "national-action-plan-2016.jsonl"
TITLE = 'Mental Health Crisis Care Concordat: national action plan, October 2016'


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    return folder("home", tmp_path_factory)


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Path:
    return folder("small", tmp_path_factory)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    return folder("hostile", tmp_path_factory)


@pytest.fixture(scope="session")
def several(tmp_path_factory) -> Path:
    return folder("several", tmp_path_factory)


@pytest.fixture(params=["home", "small", "hostile", "several"])
def site(request) -> Path:
    return request.getfixturevalue(request.param)


# ---- what is there


def test_the_folder_holds_graph_records_reports_pictures_and_pages(home):
    built = build.build()
    expected = {"index.html", "actions.html", "manifest.json", "source/national-action-plan-2016.html", "source/national-action-plan-2016.txt"}
    expected |= {f"graph/concordat.{ending}" for ending in ("trig", "ttl", "jsonld")} | {f"records/actions.{ending}" for ending in ("jsonl", "csv", "xlsx")}
    expected |= {"graph/dataset.ttl", "graph/dataset.jsonld", "graph/citation.bib", "records/plan.stratml", "assets/vis-network.js"}
    for name in reports.names():
        expected |= {f"reports/{name}.{ending}" for ending in ("html", "md", "xlsx")}
        expected |= {f"reports/{name}-{answer.name}.csv" for answer in reports.report(built.graph, name)}
    expected |= {"reports/checks.html", "reports/checks.md", "reports/checks.xlsx", "reports/checks-check.csv"}
    expected |= {f"views/{name}.html" for name in (*views.names(), "index")}
    expected |= {"reports/index.html"} | {f"assets/{name}" for name in ("site.css", "answers.css", "vocabulary.css", "site.js", "search-index.js")}
    expected |= {f"ontology/{name}" for name in ("index.html", *vocabulary.files())}
    pages = [name.removesuffix(".html") for name in site_pages.read(built.graph).pages.values()]
    expected |= {f"{name}.{ending}" for name in pages for ending in ("html", "ttl", "jsonld")} | {f"{name.split('/')[0]}/index.html" for name in pages} - {"actions/index.html"}
    found = everything(home)

    assert {name for name in found if not name.startswith("queries/")} == expected | {"about.html"}
    assert len(found) > 30
    assert found["graph/concordat.trig"] == built.data
    assert b"../index.html" in found["ontology/index.html"] and {"concordat.ttl", "context.jsonld", "crosswalks.csv"} <= set(vocabulary.files())
    assert found["records/actions.jsonl"].decode() == records.as_text(records.records(built.graph), "jsonl")
    assert found["source/national-action-plan-2016.txt"] == build.HOME_PLAN.read_bytes()
    assert all(data.startswith(b"\xef\xbb\xbf") for name, data in found.items() if name.endswith(".csv"))
    rows = list(csv.DictReader(io.StringIO(found["records/actions.csv"].decode("utf-8-sig"))))
    assert [row["text"].removeprefix("'") for row in rows] == [record["text"] for record in records.records(built.graph)]  # whole texts, not cut
    assert len(list(parse(found["graph/concordat.ttl"], format=RdfFormat.TURTLE))) > 10_000


def test_the_manifest_names_every_file_with_size_and_fingerprint(small):
    manifest = json.loads((small / "manifest.json").read_text(encoding="utf-8"))
    found = everything(small)
    del found["manifest.json"]

    assert (manifest["program"], manifest["version"]) == ("concordat", "1.2.3")
    assert manifest["files"] == [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(found.items())]


def test_the_same_plan_gives_the_same_bytes_whatever_the_hash_seed(tmp_path):
    """Two runs, so two clocks and two seeds; the workbooks count too."""
    source = plan(tmp_path / "small.txt")
    sites = []
    for seed in ("1", "2"):
        sites.append(tmp_path / seed)
        command = [sys.executable, "-m", "concordat", "publish", source, "-q", "-o", sites[-1]]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, timeout=120)

    assert everything(sites[0]) == everything(sites[1])


def test_progress_is_told(tmp_path):
    said = []
    made = publish.publish(build.build([plan(tmp_path / "small.txt")]), tmp_path / "site", "1", said.append)

    assert made == sorted(path for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert {"making the report overlap", "drawing the picture actions", "writing the pages"} <= set(said)


def test_of_many_pages_it_is_told_how_far_they_are(home, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(publish, "STEP", 10)
    publish.publish(build.build([plan(tmp_path / "small.txt")]), tmp_path / "site", "1", said.append)
    told = [words for words in said if words.startswith("writing pages: ")]

    assert told[0].startswith("writing pages: 10 of about ") and len(told) > 1


def test_what_a_plan_is_too_large_for_is_said_in_its_place_and_the_rest_is_made(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise AnalysisError("up to 9,000,000 pairs would be joined: keep one section <b>")

    monkeypatch.setattr(reports, "report", lambda graph, name, real=reports.report: refused() if name == "overlap" else real(graph, name))
    monkeypatch.setattr(views, "view", lambda graph, name, meta, real=views.view: refused() if name == "overlap" else real(graph, name, meta))
    monkeypatch.setattr(told, "MOST", 2)
    site = put(tmp_path / "site", plan(tmp_path / "small.txt"))

    for name in ("reports/overlap.html", "views/overlap.html"):
        assert "9,000,000 pairs would be joined: keep one section <b>" in read(site / name).text[""]
    assert "9,000,000 pairs" in (site / "reports" / "overlap-not-made.csv").read_text(encoding="utf-8-sig")
    assert "Nothing to draw: the page says why" in read(site / "views" / "index.html").text[""]
    assert "The first 2 of 3 rows stand here. All rows as csv" in read(site / "reports" / "timeline.html").text[""]


def test_the_description_names_the_files_with_the_data_as_they_are(site):
    """Graph, records and StratML of every plan; read by another engine, and compared with the bytes in the folder."""
    found = everything(site)
    said = rdflib.Graph().parse(site / "graph" / "dataset.ttl")
    files = {str(said.value(each, DCTERMS.identifier)): each for each in said.subjects(rdflib.RDF.type, DCAT.Distribution)}
    plans = [name for name in found if name.endswith(".stratml")]

    assert set(files) == {name for name in found if name.startswith(("graph/concordat", "records/"))}
    assert len(plans) == len(set(said.objects(None, PROV.wasDerivedFrom)))
    for name, each in files.items():
        assert int(said.value(each, DCAT.byteSize)) == len(found[name]), name
        assert str(said.value(said.value(each, SPDX.checksum), SPDX.checksumValue)).lower() == hashlib.sha256(found[name]).hexdigest(), name


def test_the_addresses_of_files_are_those_that_one_says_and_a_wrong_one_stops_it_at_once(tmp_path):
    built = build.build([plan(tmp_path / "small.txt")])
    publish.publish(built, tmp_path / "site", "1", lambda words: None, "https://example.org/p")

    assert "<https://example.org/p/records/actions.csv>" in (tmp_path / "site" / "graph" / "dataset.ttl").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="name the address"):
        publish.publish(built, tmp_path / "other", "1", lambda words: None, "nowhere")
    assert not (tmp_path / "other").exists()


# ---- links, places, safety


def test_the_pages_are_well_made(site):
    """One title, one h1, no heading skipped, each id once, a caption and scopes on each table, and the way past the links comes first."""
    for path in (site / "index.html", site / "actions.html", site / "reports" / "index.html", site / "views" / "index.html", *site.glob("source/*.html")):
        page = read(path)
        tags = [tag for tag, _ in page.tags]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert next(named["lang"] for tag, named in page.tags if tag == "html") == "en-GB"
        assert tags.count("title") == tags.count("h1") == tags.count("main") == 1
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels)), levels
        assert len(page.ids) == len(set(page.ids))
        assert next(named for tag, named in page.tags if tag == "a")["href"] == "#content"
        assert tags.count("caption") == tags.count("table")
        assert all(named.get("scope") in ("col", "row") for tag, named in page.tags if tag == "th")
        assert [named["src"] for tag, named in page.tags if tag == "script"] == [os.path.relpath(site / "assets" / "site.js", path.parent)]
        assert len({named["aria-label"] for tag, named in page.tags if tag == "nav"}) == tags.count("nav")
        assert {named["aria-labelledby"] for _, named in page.tags if "aria-labelledby" in named} <= set(page.ids)
        assert not [word for word in ("None", "Undefined", "[]", "{}") if re.search(rf"(?<!\w){re.escape(word)}(?! have)(?!\w)", page.text[""])]


def test_every_place_marks_its_very_words(home):
    """The page of words is the document, character by character, and each mark holds what the document has there."""
    text = build.HOME_PLAN.read_text(encoding="utf-8")
    page = read(home / "source" / "national-action-plan-2016.html")
    marks = [name for name in page.ids if re.fullmatch(r"c\d+-\d+", name)]
    empty = [name for name in marks if not page.texts[name]]

    assert page.text["pre"].removeprefix("\n") == text
    assert len(marks) > 500 and len(empty) < 5
    assert [name for name in marks if name not in empty and page.texts[name] != text[slice(*map(int, name[1:].split("-")))]] == []


def test_a_place_that_crosses_another_is_marked_at_its_start():
    assert entries.marked("abcd", [(0, 2), (1, 3)]) == '<span id="c0-2">a<span id="c1-3"></span>b</span>cd'


def test_a_hostile_plan_is_shown_as_text(hostile):
    for path in hostile.rglob("*.html"):
        tags = read(path).tags
        assert not [tag for tag, _ in tags if tag in ("img", "b", "iframe", "object") and path.name not in ("index.html", "about.html")]
        assert path.parent.name == "views" or {named.get("src", "").rpartition("/")[2] for tag, named in tags if tag in ("script", "img")} <= {"site.js"}
    assert not [named["href"] for tag, named in read(hostile / "index.html").tags if "javascript" in named.get("href", "")]
    assert read(hostile / "index.html").texts["plan"] == "The plan"
    assert ATTACK in read(hostile / "actions.html").text[""]
    assert set(p.name for p in (hostile / "source").iterdir()) == {"_img src_x_.html.txt", "img-src-x.html"}


def test_the_document_is_copied_as_it_was_read(tmp_path, small):
    source = tmp_path / "p.txt"
    text = SMALL.replace("\n", "\r\n")
    for data in (*map(text.encode, ("utf-8", "utf-8-sig", "cp1252", "utf-16")), b"\xfe\xff" + SMALL.encode("utf-16-be")):
        source.write_bytes(data)
        assert documents.copy(build.build([source]).plans[0].document) == (data, True)
    assert (small / "source" / "small.txt").read_bytes() == SMALL.encode()


def test_of_a_document_that_is_no_text_its_words_are_kept():
    assert documents.copy(Document("plan.docx", "some words", "0" * 64, ())) == (b"some words", False)


def linked(page: str, words: str) -> set[str]:
    """Where these words lead on a page."""
    return set(re.findall(rf'<a href="([^"]*)">{re.escape(words)}</a>', page))


def test_references_and_places_in_reports_lead_to_actions_and_words(home):
    pages = {name: (home / "reports" / f"{name}.html").read_text(encoding="utf-8") for name in reports.names()}

    assert linked(pages["ownership"], "3.8") == linked(pages["overlap"], "3.8") == {"../actions/3.8.html"}
    assert linked(pages["ownership"], "11962-11964") == linked(pages["overlap"], "11962-11964") == {"../source/national-action-plan-2016.html#c11962-11964"}
    assert linked(pages["dependencies"], "2.3") and linked(pages["dependencies"], "3.5")
    for page in pages.values():
        assert f'<p class="under">{TITLE}</p>' in page
        assert "<dt>links</dt>" not in page and "<dt>subtitle</dt>" not in page


def test_of_several_plans_each_reference_leads_to_its_own_action(several):
    page = (several / "reports" / "ownership.html").read_text(encoding="utf-8")

    assert linked(page, "other 1.1") == {"../actions/other-1.1.html"}
    assert linked(page, "small 1.1") == {"../actions/small-1.1.html"}
    assert linked(page, "1.1") == set()


def test_the_text_of_an_action_stands_once_on_the_page_of_who_shares_it_and_whole_in_its_csv(home):
    text = json.loads((home / "records" / "actions.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]
    page, table = ((home / "reports" / name).read_text(encoding="utf-8-sig") for name in ("overlap.html", "overlap-words.csv"))
    shown = [row["action"].removeprefix("'") for row in csv.DictReader(io.StringIO(table)) if row["ref"] == "1.1"]

    assert len(shown) > 1 and set(shown) == {text}
    assert Page(page).text[""].count(text) == 1


# ---- figures


def tiles(site: Path) -> dict[str, int]:
    """The figures at a glance by their words."""
    page = (site / "index.html").read_text(encoding="utf-8")
    return {words: int(number.replace(",", "")) for number, words in re.findall(r"<b>([\d,]+)</b> <span>(.*?)</span>", page)}


def rows(site: Path, heading: str) -> list[str]:
    """The rows of the first table under a heading, as text."""
    page = (site / "index.html").read_text(encoding="utf-8")
    body = page[page.index(f'<h2 id="{heading}"') :].partition("<tbody>")[2].partition("</tbody>")[0]
    plain = re.sub(r"<[^>]+>", " ", body.replace("</tr>", "\0"))
    return [" ".join(row.split()).replace(" ,", ",") for row in plain.split("\0") if row.strip()]


def test_the_figures_of_a_small_plan_are_those_counted_by_hand(small):
    found = tiles(small)

    assert found == {
        "actions": 3, "sections": 2, "bodies that lead": 2, "action led jointly": 1, "with a date to finish": 2, "ongoing, or without a fixed end": 1,
        "times one action waits for another": 0, "bodies only named in the text, without a role": 0, "law or section of a law cited": 1, "named sum of money, 1 of them a ceiling": 1,
    }
    assert rows(small, "leads") == ["Home Office 2 1 1", "NHS England 2 1 0"]
    assert rows(small, "shares") == ["Home Office and NHS England 2 1.2, 2.1"]
    assert rows(small, "sections") == ["1. Early help 2 1 1", "2. Later help 1 0 1"]
    assert rows(small, "dates") == ["A date to finish 2 1.1, 2.1", "Ongoing 1 1.2"]
    assert [row[row.index("“") :] for row in rows(small, "money")] == ["“up to £2m” up to £2,000,000 1.2"]
    assert rows(small, "laws") == ["Mental Health Act 1983 s.136 1.1"]
    text = read(small / "index.html").text[""]
    assert "3 actions in 2 sections, led by 2 bodies. 1 action has more than one lead. 2 have a date to finish; 1 has no fixed end." in text
    assert "1 date was not understood: 2.1 “soonish”." in text and "Every body that was read stands in a register." in text  # £2m is none
    for words in ("A small plan", "March 2020", "Town & Co", "https://example.org/plan", "All rights kept", hashlib.sha256(SMALL.encode()).hexdigest(), "small.txt"):
        assert words in text


def test_a_body_in_no_register_is_told_and_a_sum_of_money_is_not(tmp_path):
    site = put(tmp_path / "site", plan(tmp_path / "p.txt", SMALL.replace("Home Office\n", "Ministry of Rivers\n")))

    assert "1 body stands in no register and may be a misprint or another name of one that does: Ministry of Rivers (1.1)." in read(site / "index.html").text[""]


def test_the_figures_of_the_home_plan_are_those_of_its_readers(home):
    """Counted in the records that a person put down, not in the graph."""
    expected = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
    named = {role: [[b["name"] for b in (*r[f"{role}s"], *(c for c in r["body_classes"] if c["role"] == role))] for r in expected] for role in ("lead", "partner")}
    dated = sum(r["finish"]["kind"] == "dated" for r in expected)
    sums = {(f["id"], f["qualifier"]) for r in expected for f in r["funding"] if f["amount"]}
    shared = Counter(pair for leads, partners in zip(named["lead"], named["partner"]) for pair in combinations(sorted({*leads, *partners}), 2))
    most = Counter(name for leads in named["lead"] for name in leads)
    found = tiles(home)
    assert found.pop("times one action waits for another") == 2
    roles = {role: {b["name"] for r in expected for b in (*r[key], *(c for c in r["body_classes"] if c["role"] == role))} for role, key in (("lead", "leads"), ("partner", "partners"), ("mentioned", "mentioned"))}

    assert found == {
        "actions": 60,
        "sections": 5,
        "bodies that lead": len(most),
        "actions led jointly": sum(len(leads) > 1 for leads in named["lead"]),
        "with a date to finish": dated,
        "ongoing, or without a fixed end": 60 - dated,
        "bodies only named in the text, without a role": len(roles["mentioned"] - roles["lead"] - roles["partner"]),
        "laws and sections of laws cited": len({law["label"] for r in expected for law in r["legislation"]}),
        "named sums of money, 1 of them a ceiling": len(sums),
    }
    assert [row.split()[-3:-2] for row in rows(home, "leads")] == [[str(n)] for n in sorted(most.values(), reverse=True)[:10]]
    assert [tuple(sorted(re.split(r" \d", row)[0].split(" and "))) for row in rows(home, "shares")][:2] == [pair for pair, _ in shared.most_common(2)]
    assert [int(re.search(r" (\d+) \d+\.\d", row)[1]) for row in rows(home, "shares")] == [n for _, n in shared.most_common(10)]


def test_one_action_reads_well(tmp_path):
    site = put(tmp_path / "site", plan(tmp_path / "one.txt", "Action\tLead\nPaint the benches.\t\n"))
    text = " ".join(read(site / "index.html").text[""].split())

    assert "1 action; no lead is named. It has no fixed end." in text
    assert "No sum of money" in text and "No law was found." in text and "No action says in words" in text
    assert tiles(site)["action"] == 1 and "sections" not in tiles(site)
    assert not re.search(r"\b1 \w+s\b(?<!1 has)", text.partition("Everything in this folder")[0].replace("1 header rows", "").replace("actions 1", ""))
    assert "Paint the benches." in read(site / "actions.html").text[""]


def test_several_plans_are_told_apart(several):
    page = read(several / "index.html")

    assert page.text[""].count("3 action plans") >= 1
    assert tiles(several)["actions"] == 6
    assert rows(several, "dates")[-1] == "Not stated 2 one: (1) ; other: 1.2"
    assert {"small/1.1", "other/1.1"} <= set(read(several / "actions.html").ids)


def test_every_action_is_listed_under_its_section_at_the_top(home):
    nav = re.search(r'<nav aria-label="Sections">.*?</nav>', (home / "actions.html").read_text(encoding="utf-8"), re.S)[0]
    lists = [re.findall(r'<a href="#(.*?)">\1</a>', part) for part in nav.split('<li class="part">')[1:]]
    refs = [json.loads(line)["ref"] for line in EXPECTED.read_text(encoding="utf-8").splitlines()]

    assert [ref for part in lists for ref in part] == refs
    assert [{ref.partition(".")[0] for ref in part} for part in lists] == [{"1"}, {"2"}, {"3"}, {"4"}, {"5"}]


def test_an_action_is_told_in_full(home):
    """3.8 as a person reads it: three leads, a ceiling, a place of safety; each fact with its place."""
    told = " ".join(read(home / "actions.html").texts["3.8"].split())

    assert told.startswith("3.8 Support the provision of additional Places of Safety.")
    for words in (
        "Department of Health DH 11962-11964", "NHS England NHS E 11967-11972", "Home Office HO 11975-11977", "Start 1 April 2016 to 31 March 2018",
        "Finish April 2018 11951-11961", "up to £15,000,000", "Themes Places of safety",
    ):
        assert words in told
    assert "Waits for 3.5 · uses what it makes" in " ".join(read(home / "actions.html").texts["2.3"].split())


# ---- in a browser


@pytest.fixture
def show(chromium):
    """Open a page from the disk; afterwards nothing outside its folder may have been asked for, and nothing said on the console."""
    faults: list[str] = []
    contexts = []

    def opened(site: Path, name: str, width: int, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(8000)
        inside = (site.as_uri() + "/", "data:", "blob:")
        tab.on("request", lambda request: request.url.startswith(inside) or faults.append(f"request {request.url}"))
        tab.on("console", lambda message: faults.append(f"console {message.text}"))
        tab.on("pageerror", lambda error: faults.append(f"error {error}"))
        tab.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.goto((site / name.partition("#")[0]).as_uri() + "".join(name.partition("#")[1:]))
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("name", ["index.html", "actions.html", "source/national-action-plan-2016.html", "reports/overlap.html", "views/overlap.html"])
def test_pages_open_from_the_disk_and_fit(home, show, name, width):
    tab = show(home, name, width)
    if name.startswith("views/"):
        tab.wait_for_selector("#picture[aria-busy=false]")

    assert tab.title()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_hostile_pages_do_nothing(hostile, show):
    """A page of each folder, and all of those that a script draws; of every page the links are looked at by test_publish_links.py, which needs no browser."""
    pages = sorted(path.relative_to(hostile) for path in hostile.rglob("*.html"))
    firsts = {page.parent: page for page in reversed(pages) if page.name != "index.html"}
    chosen = [page.as_posix() for page in pages if page.parent in (Path(), Path("views")) or page == firsts.get(page.parent)]
    tab = show(hostile, "index.html", 800)
    for name in chosen:
        tab.goto((hostile / name).as_uri())
        if name.startswith("views/") and tab.locator("#picture").count():
            tab.wait_for_selector("#picture[aria-busy=false]")
        assert tab.evaluate("document.querySelectorAll('img, [onclick], [onerror], iframe, object').length") == 0, name
    assert len(chosen) >= 15 and {"actions", "organisations", "source", "reports", "queries", "views"} <= {name.split("/")[0] for name in chosen}


@pytest.mark.browser
def test_from_a_figure_to_the_words(home, show):
    """From the first page to an action, and from a lead of it to the words, which are then marked."""
    tab = show(home, "index.html", 1400)
    tab.click("#shares ~ div >> text='3.8' >> nth=0")
    assert tab.url.endswith("actions/3.8.html")
    tab.click("main >> text='11967-11972' >> nth=0")
    assert tab.url.endswith("source/national-action-plan-2016.html#c11967-11972")
    assert tab.inner_text(":target") == "NHS E"
    assert tab.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") == "rgb(255, 241, 194)"
    box = tab.locator(":target").bounding_box()
    assert 0 < box["y"] < 900


@pytest.mark.browser
def test_a_place_in_a_picture_leads_to_the_words(home, show):
    tab = show(home, "views/overlap.html#Home%20Office", 1400)
    tab.wait_for_selector("#picture[aria-busy=false]")
    tab.click("#panel .at a >> nth=0")
    assert "source/national-action-plan-2016.html#c" in tab.url
    assert tab.inner_text(":target") == "Home Office"


@pytest.mark.browser
def test_a_report_on_a_phone_is_a_block_for_each_row(home, show):
    tab = show(home, "reports/ownership.html", 390)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.evaluate("[...document.querySelectorAll('.wide')].every((box) => box.scrollWidth <= box.clientWidth)")
    assert tab.evaluate("getComputedStyle(document.querySelector('td'), '::before').content") == '"Do"'


@pytest.mark.browser
def test_the_search_finds_with_the_keyboard_alone_and_leads_there(home, show):
    """From a page in a folder: by reference, by abbreviation, by a word in the text; what is not there is said."""
    tab = show(home, "reports/overlap.html", 1280)
    field = tab.get_by_role("combobox", name="Search")
    shown = tab.locator("#search-list [role=option]")
    field.fill("3.8")
    assert shown.first.inner_text().replace("\n", " ").startswith("Action 3.8 Support the provision")
    assert field.get_attribute("aria-expanded") == "true"
    field.fill("nhse")
    assert "NHS England" in shown.first.inner_text()
    field.press("ArrowDown")
    assert tab.locator(f"#{field.get_attribute('aria-activedescendant')}").get_attribute("aria-selected") == "true"
    for typed, expected in (("s136", "Law Mental Health Act 1983 s.136"), ("Section 136", "Law Mental Health Act 1983 s.136"), ("cquin", "Money Commissioning for Quality"), ("joint leads", "Question Actions led jointly"), ("Hôme  Office", "Organisation Home Office")):
        field.fill(typed)
        assert shown.first.inner_text().replace("\n", " ").startswith(expected), typed
    field.fill("police")
    kinds = [each.split("\n")[0] for each in shown.all_inner_texts()]
    assert "Organisation" not in kinds[kinds.index("Action") :] and kinds.count("Organisation") == 5
    field.fill("xyzzy")
    assert shown.count() == 0 and tab.get_by_role("status").first.inner_text() == "Nothing found"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("triage pathways nothing-like-it")
    field.fill("Sharing")
    assert shown.count() > 2
    field.fill("1.10")
    field.press("Enter")
    tab.wait_for_url("**/1.10*")
    assert "1.10" in tab.inner_text("main") or "1.10" in tab.inner_text("h1")


@pytest.mark.browser
def test_the_search_shows_hostile_words_as_text(hostile, show):
    tab = show(hostile, "index.html", 800)
    tab.get_by_role("combobox", name="Search").fill("onerror")
    options = tab.locator("#search-list [role=option]")
    options.first.wait_for()
    assert options.count() > 2 and ATTACK[:20] in options.first.inner_text()
    assert tab.locator("#search-list img, #search-list script").count() == 0
    tab.keyboard.press("Enter")
    tab.wait_for_timeout(100)
    assert tab.locator("img").count() == 0


@pytest.mark.browser
def test_a_phone_folds_the_parts_and_without_a_script_all_is_there(home, show):
    tab = show(home, "reports/overlap.html", 390)
    parts = tab.locator(".parts ul")
    assert not parts.is_visible() and not tab.locator(".contents details ul").first.is_visible()
    tab.get_by_role("button", name="Menu").click()
    assert parts.is_visible() and tab.locator(".parts [aria-current]").inner_text() == "Reports"
    bare = show(home, "reports/overlap.html", 390, java_script_enabled=False)
    assert bare.locator(".parts a").count() > 8 and bare.locator(".parts ul").is_visible()
    assert "Search needs scripts" in bare.inner_text(".frame")
    assert bare.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_dark_and_keys(home, show):
    tab = show(home, "index.html", 1400, color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 29)"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


def test_the_page_of_findings_leads_to_actions_and_words(home: Path):
    page = (home / "reports" / "checks.html").read_text(encoding="utf-8")

    assert "Health Education England, named as lead, came to an end (abolition, 1 April 2023)." in page
    told = " ".join(read(home / "reports" / "checks.html").text[""].split())
    assert "<td>Law changed</td><td>warning</td>" in page and "law-changed" not in told and "no-measure" not in told
    assert told.count("concordat build --map") == 1 and 'For whoever runs the program: If it has one, say which: concordat build --map outcome="its heading".' in told
    assert 'href="../actions/3.8.html"' in page
    assert 'href="../source/national-action-plan-2016.html#c3556-3580"' in page  # the lead of 1.9
    assert "reports/checks.html" in (home / "index.html").read_text(encoding="utf-8")


def test_the_day_from_which_one_looks_is_said_once_and_days_are_in_words(home: Path):
    """The registers were checked on 21 November 2026; Public Health England was split between two days."""
    page = (home / "reports" / "today.html").read_text(encoding="utf-8")
    told = " ".join(read(home / "reports" / "today.html").text[""].split())

    assert '<p class="under">Seen from 21 November 2026</p>' in page and "<caption>What to do on Monday<" in page
    assert "2026-11-21" not in page.partition("<footer")[0] and "between 30 September 2021 and 1 October 2021" in told
    assert "2021-09-30" not in (home / "queries" / "ended-leads.html").read_text(encoding="utf-8").partition('<section aria-labelledby="ask"')[0]


def test_the_first_page_tells_waiting_from_serving(home: Path):
    """1.10 serves the strategy that 1.9 develops and waits for nothing; 2.3 and 3.7 wait."""
    page = " ".join(read(home / "index.html").text[""].split())

    assert [row.split()[:2] for row in rows(home, "waits")] == [["2.3", "3.5"], ["3.7", "3.6"]]
    assert "1 more link without waiting: 1.10 serves the aim of 1.9, in the words" in page
    assert page.count("The registers are lists of national bodies") == 1
