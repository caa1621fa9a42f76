"""The scripts of a page are modules that can be joined as they stand: nothing renamed, no name twice, nothing that makes markup or code of text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from pictured import demo

from concordat.graph.views import page as pages
from concordat.graph.views.bundle import FOLDER, bundled

MODULES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))}
IMPORT = re.compile(r"^import \{ ([\w, ]+) \} from '\./([\w-]+\.js)';$", re.M)
DECLARED = re.compile(r"^(export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.M)
UNSAFE = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser|document\.write(?:ln)?|eval|new Function|srcdoc)\b|set(?:Timeout|Interval)\(\s*['\"`]")


def code(text: str) -> str:
    """The text without its comments."""
    return re.sub(r"(?<![:'\"])//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def imports(text: str) -> dict[str, list[str]]:
    return {module: names.split(", ") for names, module in IMPORT.findall(text)}


def declared(text: str, exported: bool = False) -> list[str]:
    return [name for export, name in DECLARED.findall(text) if export or not exported]


def test_there_are_modules_to_look_at():
    assert {"page.js", "state.js", "network.js"} <= set(MODULES) and len(MODULES) > 10


def test_every_module_is_reached_from_the_page_and_none_needs_itself():
    needs = nx.DiGraph([(name, needed) for name, text in MODULES.items() for needed in imports(text)])
    assert {"page.js"} | nx.descendants(needs, "page.js") == set(MODULES)
    assert nx.is_directed_acyclic_graph(needs), nx.find_cycle(needs)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_what_is_exported_uses_it_and_renames_nothing(name):
    text = MODULES[name]
    assert len(re.findall(r"\bimport\b", code(text))) == len(IMPORT.findall(text))  # no import that the joining would leave standing
    assert not re.search(r"^export (?!(?:async )?(?:function|class|const|let) ?)", text, re.M)
    for module, names in imports(text).items():
        assert set(names) <= set(declared(MODULES[module], exported=True)), module
        for each in names:
            assert len(re.findall(rf"(?:(?<![.\w])|(?<=\.\.\.)){each}\b", code(text))) > 1, f"{each} is imported and not used"


def test_what_is_exported_is_imported_somewhere():
    taken = {(module, name) for text in MODULES.values() for module, names in imports(text).items() for name in names}
    assert [(module, name) for module, text in MODULES.items() for name in declared(text, exported=True) if (module, name) not in taken] == []


@pytest.mark.parametrize("name", MODULES)
def test_what_stands_at_the_left_edge_can_be_read_by_this_test(name):
    """Only declarations of one name each, so that none escapes the test of names that stand twice."""
    lines = re.findall(r"^(?:export )?(?:const|let|var|async|function|class)\b.*", code(MODULES[name]), re.M)
    assert len(lines) == len(DECLARED.findall(code(MODULES[name])))
    assert not [line for line in lines if re.match(r"(?:export )?(?:const|let) \w+,", line)]


def test_no_name_stands_at_the_top_of_two_modules():
    names = Counter(name for text in MODULES.values() for name in declared(text))
    assert len(names) > 50 and [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", MODULES)
def test_text_never_becomes_markup_or_code(name):
    assert not UNSAFE.search(code(MODULES[name]))


@pytest.mark.parametrize("text", ["box.innerHTML = text", "x.insertAdjacentHTML('beforeend', t)", "document.write(t)", "eval(t)", "new Function(t)", "setTimeout('go()', 1)"])
def test_the_unsafe_is_known_when_it_is_there(text):
    assert UNSAFE.search(code(text)) and not UNSAFE.search(code(f"go(); // {text}"))


def test_the_joined_script_has_each_module_once_and_no_import_left():
    text = bundled()
    assert sorted(re.findall(r"^// ---- (\S+)$", text, re.M)) == sorted(MODULES)
    assert not re.search(r"^(?:import|export)\b", text, re.M)
    assert text == bundled.__wrapped__()


@pytest.mark.browser
def test_the_modules_work_unjoined_too(chromium):
    """So nothing in them leans on being joined: a browser refuses a module that imports what is not exported, or uses a name that it did not import."""
    html = pages.page(demo())
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    html = html.replace(f"<script>{bundled()}</script>", '<script type="module" src="/page.js"></script>')
    assert "// ---- page.js" not in html
    faults: list[str] = []
    tab = chromium.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))

    def answer(route):
        name = route.request.url.rsplit("/", 1)[1]
        text, kind = (MODULES[name], "text/javascript") if name in MODULES else (html, "text/html")
        route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

    tab.route("http://modules.example/**", answer)
    tab.goto("http://modules.example/")
    tab.wait_for_selector("#picture[aria-busy=false]")
    tab.fill("#search", "3.8")
    tab.press("#search", "Enter")
    tab.click("#reach [data-steps='1']")
    assert tab.locator("#chips li").count() == 1 and faults == []
    tab.close()


def test_a_module_without_its_file_stops_the_joining(tmp_path: Path):
    (tmp_path / "page.js").write_text("import { gone } from './gone.js';\ngone();\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="gone"):
        bundled("page.js", tmp_path)
