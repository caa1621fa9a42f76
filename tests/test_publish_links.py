"""Every link of a published folder leads to a file that is there, and to a place in it; nothing is loaded but what lies in the folder."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from lxml import etree, html
from pictured import unpacked
from published import everything, folder

WEB = re.compile(r"https?://")
SHARED = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' data:; base-uri 'none'; form-action 'none'"
LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("image", "href")}


@dataclass
class Read:
    """What the check needs of a page: its ids, its links, what it loads, and its policy."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    policy: str = ""
    forbidden: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    styles: list[str] = field(default_factory=list)


def taken(data: bytes) -> Read:
    """A page or an svg file, parsed once."""
    found = Read()
    for element in html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True)).iter(etree.Element):
        tag = element.tag.rpartition("}")[2]
        if tag == "style":
            found.styles.append(element.text or "")
        if tag == "script" and element.get("type") == "application/json":
            found.told |= set(_strings(json.loads(element.text or "")))
        elif tag == "script" and not element.get("src"):
            found.scripts.append(element.text or "")
        for name, value in element.items():
            name = name.rpartition(":")[2]
            if name == "id":
                found.ids.add(value)
            elif (tag, name) in LOADS and element.get("rel") != "alternate":
                found.loads.append(value)
            elif name in ("href", "src"):
                found.links.append(value)
            elif name.startswith("on") or name in ("style", "srcset", "action", "data", "poster", "formaction"):
                found.forbidden.append(f"{tag} {name}={value}")
        if element.get("http-equiv") == "Content-Security-Policy":
            found.policy = element.get("content")
    return found


class Checked:
    """A published folder with all of its pages parsed."""

    def __init__(self, root: Path) -> None:
        self.root, self.files = root, everything(root)
        self.pages = {name: taken(data) for name, data in self.files.items() if name.endswith((".html", ".svg"))}

    def fault(self, page: str, address: str) -> str:
        """What is wrong with an address that stands on a page; nothing if it leads where it should."""
        if WEB.match(address):
            return ""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or parts.query or parts.path.startswith("/"):
            return "no address in the folder"
        target = _joined(page, unquote(parts.path)) if parts.path else page
        if target not in self.files:
            return f"no file {target}"
        fragment = unquote(parts.fragment)
        if fragment and target in self.pages and not self.has(target, parts.fragment):
            return f"no place {fragment} in {target}"
        return ""

    def has(self, target: str, fragment: str) -> bool:
        """Whether a page has what stands behind the # of an address: an id, or in a picture what is chosen and filtered, each by its words."""
        if unquote(fragment) in self.pages[target].ids:
            return True
        told = {words.casefold() for words in self.pages[target].told}
        words = [value for _, value in parse_qsl(fragment)] if "=" in fragment else [unquote(fragment)]
        return target.startswith("views/") and bool(words) and all(word.casefold() in told for word in words)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address on every page, those in the data of pictures and in the search index too."""
        for name, page in self.pages.items():
            yield from ((name, address) for address in (*page.links, *page.loads) if address not in ("data:,",))
            yield from ((name, address) for address in _of_picture(page) if name.startswith("views/"))
        yield from (("index.html", row[2]) for row in index(self.files)["entries"])


def _joined(page: str, path: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(page).parent.parts, *path.split("/")):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _strings(data: object) -> Iterator[str]:
    """All words in data, however they are packed."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data if isinstance(data, list) else (*data, *data.values()):
            yield from _strings(part)


def _of_picture(page: Read) -> Iterator[str]:
    """The addresses in the data of a picture: pages of its nodes, words of its places, and what a fact leads to."""
    yield from (words for words in page.told if words.startswith("../") or re.fullmatch(r"https?://\S+", words))


def index(files: dict[str, bytes]) -> dict:
    script = files["assets/search-index.js"].decode("utf-8")
    return json.loads(script.removeprefix("window.concordatIndex=").removesuffix(";\n"))


@pytest.fixture(scope="module", params=["home", "small", "hostile", "several"])
def checked(request, tmp_path_factory) -> Checked:
    return Checked(folder(request.param, tmp_path_factory))


def test_every_link_leads_to_a_file_and_to_a_place_in_it(checked):
    addresses = set(checked.addresses())
    wrong = [(page, address, fault) for page, address in addresses if (fault := checked.fault(page, address))]

    assert wrong == []
    actions = index(checked.files)["kinds"].index("Action")
    for row in index(checked.files)["entries"]:  # every action has a page, the picture of who does what leads to it, and it to the words of the plan
        if row[0] == actions:
            assert ("views/actions.html", f"../{row[2]}") in addresses
            assert any(page == row[2] and address.startswith("../source/") and "#c" in address for page, address in addresses), row[2]


def test_a_link_that_leads_nowhere_is_found(tmp_path_factory):
    """Else the test above could not fail."""
    small = Checked(folder("small", tmp_path_factory))
    wrong = ("views/overlap.html#Gone", "views/overlap.html#node=Home+Office&law=Gone", "actions/1.1.html#gone", "actions/9.9.html", "/index.html", "javascript:alert(1)")
    assert all(small.fault("index.html", address) for address in wrong)
    right = ("views/overlap.html#Home%20Office", "views/overlap.html#node=NHS+England", "actions/1.1.html", "https://example.org/", "#content")
    assert [small.fault("index.html", address) for address in right] == [""] * len(right)


def test_every_page_is_reached_from_the_first_one_in_two_clicks_and_every_other_file_from_a_page(checked):
    steps = [{"index.html"}]
    for _ in range(3):
        addresses = (_joined(page, unquote(urlsplit(address).path)) for page in steps[-1] & set(checked.pages) for address in checked.pages[page].links if not WEB.match(address) and urlsplit(address).path)
        steps.append(steps[-1] | set(addresses))

    shared = {name for name in checked.files if name.startswith("assets/")}
    assert set(checked.pages) - steps[2] == set()
    assert set(checked.files) - steps[3] - shared == set()


def test_nothing_is_loaded_but_what_lies_in_the_folder(checked):
    for name, page in checked.pages.items():
        assert page.forbidden == [], name
        assert not re.search(r"url\(|@import", "".join(page.styles)), name
        if name.endswith(".svg"):
            assert page.loads == page.scripts == []
        elif name.startswith("views/") and name != "views/index.html":
            assert set(page.loads) <= {"data:,", "../assets/vis-network.js"} and re.match(r"default-src 'none'; script-src ('sha256-|'none')", page.policy)
        else:
            assert page.scripts == [] and set(page.loads) - {"data:,"} <= {_up(name) + f"assets/{each}" for each in ("site.css", "site.js", "answers.css", "vocabulary.css")}
            assert page.policy == SHARED or (not page.loads[1:] and page.policy.startswith("default-src 'none'; style-src 'sha256-"))
    assert not re.search(rb"url\(|@import|fetch\(|XMLHttp|innerHTML|eval\(", b"".join(data for name, data in checked.files.items() if name.startswith("assets/site")))


def _up(name: str) -> str:
    return "../" * name.count("/")


def test_no_two_names_are_one_on_a_disk_that_takes_capitals_for_small_letters(checked):
    names = defaultdict(list)
    for name in checked.files:
        names[name.casefold()].append(name)

    assert [same for same in names.values() if len(same) > 1] == []
    assert [name for name in checked.files if re.search(r'[<>:"|?*\\\x00-\x1f]', name) or any(part.endswith((".", " ")) for part in name.split("/"))] == []


def test_the_frame_is_the_same_on_every_page_and_says_where_one_is(checked):
    """All pages but pictures, which stand alone."""
    framed = {name: data.decode("utf-8") for name, data in checked.files.items() if name.endswith(".html") and (not name.startswith(("views/", "ontology/")) or name == "views/index.html")}
    bars = {}
    for name, page in framed.items():
        bar = re.search(r'<nav class="parts".*?</nav>', page, re.S)[0]
        bars[re.sub(r' aria-current="\w+"', "", bar.replace(f'href="{_up(name)}', 'href="'))] = name
        assert page.count('aria-current="page"') + page.count('aria-current="true"') >= 1, name
        assert page.index('href="#content"') < page.index(bar) and page.count('id="content"') == 1
    assert len(bars) == 1, bars
    assert len(framed) > 15


def test_the_index_holds_every_action_and_every_report(checked):
    found = index(checked.files)
    actions = [json.loads(line) for line in checked.files["records/actions.jsonl"].decode("utf-8").splitlines()]
    kinds = [found["kinds"][row[0]] for row in found["entries"]]

    assert kinds.count("Action") == len(actions)
    assert {row[2] for row, kind in zip(found["entries"], kinds) if kind == "Report"} == {name for name in checked.files if re.fullmatch(r"reports/[\w-]+\.html", name)} - {"reports/index.html"}
    assert len(checked.files["assets/search-index.js"]) < 150_000
    for record, row in zip(actions, found["entries"]):
        words = " ".join(" ".join([row[1].removesuffix(" …"), *row[4:]]).split())
        assert "".join(record["text"].split()).replace("\x01", "\ufffd") in "".join(words.split())


def test_the_folder_of_the_home_plan_is_small_enough_to_be_sent(tmp_path_factory):
    files = everything(folder("home", tmp_path_factory))
    parts = Counter[str]()
    for name, data in files.items():
        parts[name.partition("/")[0]] += len(data)

    assert sum(parts.values()) < 15_000_000, parts.most_common()  # what takes how much
    assert max(len(data) for name, data in files.items() if name.startswith("views/")) < 1_500_000
