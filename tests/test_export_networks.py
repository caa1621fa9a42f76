"""GraphML, GEXF and Kumu's workbook: each read back by a reader of somebody else, and compared with the network as it is in memory."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from lxml import etree
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad

from concordat import cli
from concordat.graph import build, network, store
from concordat.graph.errors import AnalysisError
from concordat.graph.export import formats, gexf, graphml, kumu, networks
from concordat.graph.given import Kept

ONT = "https://w3id.org/concordat/ont#"
BASE = "https://w3id.org/concordat/id/"
G = "{http://graphml.graphdrawing.org/xmlns}"
X = "{http://gexf.net/1.3}"
NMTOKEN = r"[\w.\-:]+"
PLAN = """\
Ref\tAction\tStart date\tFinish date\tLead
1. Early help
3.2\tOpen a house under section 136 of the Mental Health Act 1983.\tApril 2020\tJune 2021\tHome Office (with Zebra Widgets Trust)
3.20\tPublish a guide | a film.\t\tOngoing\tHome Office / Zebra Widgets Trust (Jane Placeholder)
2. Later help
3.3\t=SUM(A1) is what a sheet would reckon.\tJune 2022\tApril 2021\t
"""
CIRCLE = """\
Ref\tAction\tLead
1.1\tPublish the crisis toolkit once 1.2 is done.\tHome Office
1.2\tBegin the pilot after action 1.1 is complete.\tNHS England
1.3\tStand alone.\t
"""
# What a person reads in the plan: who has which role in which action, and where the words stand.
ROLES = [
    ("organisation/home-office", "action/plan/3.2", "lead", "Home Office"),
    ("organisation/home-office", "action/plan/3.20", "lead", "Home Office"),
    ("organisation/zebra-widgets-trust", "action/plan/3.2", "partner", "Zebra Widgets Trust"),
    ("organisation/zebra-widgets-trust", "action/plan/3.20", "lead", "Zebra Widgets Trust"),
]
ALL = list(network.names())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8", newline="\n")
    (folder / "plan.trig").write_bytes(build.build([folder / "plan.txt"]).data)
    return folder / "plan.trig"


@pytest.fixture(scope="module")
def small(file: Path) -> store.Graph:
    return store.open_graph(file)


@pytest.fixture(scope="module")
def plan() -> store.Graph:
    return build.build().graph


def made(graph: store.Graph, fmt: str, name: str | None = None, **kept: str) -> bytes:
    data = formats.exported(graph, fmt, formats.Wanted(network=name, kept=Kept(**kept))).data
    assert isinstance(data, bytes)
    return data


def by_networkx(data: bytes, fmt: str) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(data)) if fmt == "graphml" else nx.read_gexf(io.BytesIO(data), version="1.3")


def edges_of(read: nx.Graph) -> Counter[tuple[str, ...]]:
    """What was read, with IRIs instead of ids: ends, what kind of edge, and how much it weighs."""
    iri = dict(read.nodes(data="iri"))
    ends = ((iri[u], iri[v], data) for u, v, data in read.edges(data=True))
    return Counter((*((u, v) if read.is_directed() else sorted((u, v))), data["relation"], float(data["weight"])) for u, v, data in ends)


def edges_in_memory(net: nx.Graph, name: str) -> Counter[tuple[str, ...]]:
    kinds = {"overlap": "shares", "waiting": "waits for"}
    told = ((u, v, data.get("role") or data.get("type") or data.get("relation") or kinds.get(name, name), float(data.get("weight", 1))) for u, v, data in net.edges(data=True))
    return Counter((*((u, v) if net.is_directed() else sorted((u, v))), kind, weight) for u, v, kind, weight in told)


# ---- read back as a graph


@pytest.mark.parametrize("fmt", ["graphml", "gexf"])
def test_a_plan_that_was_read_by_eye_comes_back(small: store.Graph, fmt: str) -> None:
    read = by_networkx(made(small, fmt), fmt)
    named = {data["iri"].removeprefix(BASE): data for _, data in read.nodes(data=True)}
    iri = {key: data["iri"].removeprefix(BASE) for key, data in read.nodes(data=True)}

    assert sorted((iri[u], iri[v], data["role"], data["words"]) for u, v, data in read.edges(data=True)) == ROLES
    assert {key: (data["label"], data["kind"]) for key, data in named.items()} == {
        "action/plan/3.2": ("3.2", "action"),
        "action/plan/3.20": ("3.20", "action"),
        "action/plan/3.3": ("3.3", "action"),
        "organisation/home-office": ("Home Office", "organisation"),
        "organisation/zebra-widgets-trust": ("Zebra Widgets Trust", "organisation"),
    }
    first = named["action/plan/3.2"]
    assert (first["start_printed"], first["start_earliest"], first["finish_printed"], first["finish_latest"]) == ("April 2020", "2020-04-01", "June 2021", "2021-06-30")
    assert (first["order"], first["section"], first["text"]) == (1, "1", "Open a house under section 136 of the Mental Health Act 1983.")
    assert all(PLAN[slice(*map(int, data["place"].split("-")))] == data["words"] for _, _, data in read.edges(data=True)), "the place leads to the words"


@pytest.mark.parametrize("fmt", ["graphml", "gexf"])
@pytest.mark.parametrize("name", ALL)
def test_every_network_of_the_plan_comes_back(plan: store.Graph, name: str, fmt: str) -> None:
    net = network.network(plan, name)
    read = by_networkx(made(plan, fmt, name), fmt)

    assert {data["iri"]: (data["label"], data["kind"]) for _, data in read.nodes(data=True)} == {iri: (data["label"], data["kind"]) for iri, data in net.nodes(data=True)}
    assert edges_of(read) == edges_in_memory(net, name)
    assert read.is_directed() == net.is_directed() or not len(net)


@pytest.mark.parametrize("name", ["overlap", "laws", "policies", "themes"])
def test_what_joins_two_is_the_number_and_the_references(plan: store.Graph, name: str) -> None:
    """As many references of shared actions, or as many things in common, as the edge weighs."""
    read = by_networkx(made(plan, "graphml", name), "graphml")
    told = [(data["weight"], len(data["refs" if name == "overlap" else "things"].split("; "))) for _, _, data in read.edges(data=True)]

    assert told and all(weight == number for weight, number in told)


def test_a_shared_law_leads_to_the_words_of_both_actions(plan: store.Graph) -> None:
    """1.2 has "S.135/136", 1.15 "sections 135 and 136": read in the document."""
    read = by_networkx(made(plan, "gexf", "laws"), "gexf")
    [edge] = [data for u, v, data in read.edges(data=True) if {read.nodes[u]["label"], read.nodes[v]["label"]} == {"1.2", "1.15"}]

    assert (edge["weight"], edge["things"]) == (2.0, "Mental Health Act 1983 s.135; Mental Health Act 1983 s.136")
    assert edge["words"] == "1.2: S.135/136 (743-752); 1.15: sections 135 and 136 (4791-4811)"


def test_what_is_only_planned_says_so(plan: store.Graph) -> None:
    read = by_networkx(made(plan, "gexf", "succession"), "gexf")
    told = [(data["status"], data["label"]) for _, _, data in read.edges(data=True)]

    assert {status for status, _ in told} > {"done"}
    assert [label for status, label in told if status != "done" and f"({status})" not in label] == []


@pytest.mark.parametrize("fmt", ["graphml", "gexf"])
def test_a_part_is_kept_as_in_reports(small: store.Graph, fmt: str) -> None:
    kept = by_networkx(made(small, fmt, section="2"), fmt)
    leads = by_networkx(made(small, fmt, roles=("partner",)), fmt)

    assert [label for _, label in kept.nodes(data="label")] == ["3.3"]
    assert [data["role"] for _, _, data in leads.edges(data=True)] == ["partner"]


@pytest.mark.parametrize("fmt", ["graphml", "gexf", "kumu"])
def test_no_actions_is_no_nodes(fmt: str) -> None:
    data = made(store.graph_of([]), fmt)

    assert len(by_networkx(data, fmt) if fmt != "kumu" else sheets(data)["Elements"]) == 0


@pytest.mark.parametrize("fmt", ["graphml", "gexf"])
def test_circles_and_what_stands_alone_come_back(tmp_path: Path, fmt: str) -> None:
    """1.1 waits for 1.2 and 1.2 for 1.1; 1.3 has nothing to do with anyone."""
    (tmp_path / "plan.txt").write_text(CIRCLE, encoding="utf-8")
    graph = build.build([tmp_path / "plan.txt"]).graph
    waits, leads = (by_networkx(made(graph, fmt, name), fmt) for name in ("dependencies", "actions"))

    assert sorted((waits.nodes[u]["label"], waits.nodes[v]["label"]) for u, v in waits.edges()) == [("1.1", "1.2"), ("1.2", "1.1")]
    assert [name for key, name in leads.nodes(data="label") if leads.degree(key) == 0] == ["1.3"]


def test_several_plans_are_told_apart(tmp_path: Path) -> None:
    text = "Ref\tAction\tLead\n1\tOpen a house.\tHome Office\n"
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    graph = build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph
    labels = [label for _, label in by_networkx(made(graph, "gexf"), "gexf").nodes(data="label")]

    assert labels == ["one 1", "two 1", "Home Office"]
    assert [row["Label"] for row in sheets(made(graph, "kumu"))["Elements"]] == ["one 1 Open a house.", "two 1 Open a house.", "Home Office"]
    assert len(by_networkx(made(graph, "gexf", plan="two"), "gexf")) == 2


# ---- by the letter of the formats


def test_graphml_keeps_to_its_schema(plan: store.Graph) -> None:
    """Rules of graphml.xsd 1.0: the order of elements, ids that are name tokens and stand once, the six types, every datum declared for what it stands in."""
    for name in ALL:
        root = etree.fromstring(made(plan, "graphml", name))
        keys = {key.get("id"): key.attrib for key in root.iter(f"{G}key")}
        [graph] = root.iter(f"{G}graph")
        ids = [each.get("id") for each in root.iter(f"{G}key", f"{G}node", f"{G}edge")]

        assert re.fullmatch("desc,(key,)*graph", ",".join(etree.QName(each).localname for each in root))
        assert re.fullmatch("(node,)*(edge,)*", "".join(etree.QName(each).localname + "," for each in graph))
        assert all(re.fullmatch(NMTOKEN, each, re.ASCII) for each in ids) and len(ids) == len(set(ids))
        assert {key["attr.type"] for key in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
        for each in graph:
            assert [keys[datum.get("key")]["for"] for datum in each] == [etree.QName(each).localname] * len(each)
            assert all(type_holds(keys[datum.get("key")]["attr.type"], datum.text) for datum in each)
            assert len({datum.get("key") for datum in each}) == len(each)


def test_gexf_keeps_to_its_schema(plan: store.Graph) -> None:
    """Rules of GEXF 1.3: what stands in what, attributes that are declared and of their type, days that are days, ends that are nodes."""
    for name in ALL:
        root = etree.fromstring(made(plan, "gexf", name))
        [graph] = root.iter(f"{X}graph")
        declared = {(block.get("class"), each.get("id")): each.get("type") for block in graph.iter(f"{X}attributes") for each in block}
        nodes, edges = ([*graph.iter(f"{X}{each}")] for each in ("node", "edge"))

        assert [etree.QName(each).localname for each in root] == ["meta", "graph"] and root.get("version") == "1.3"
        assert [etree.QName(each).localname for each in graph] == ["attributes", "attributes", "nodes", "edges"]
        assert graph.find(f"{X}nodes").get("count") == str(len(nodes)) and graph.find(f"{X}edges").get("count") == str(len(edges))
        assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= {node.get("id") for node in nodes}
        for what, items in (("node", nodes), ("edge", edges)):
            assert all(type_holds(declared[what, value.get("for")], value.get("value")) for item in items for value in item.iter(f"{X}attvalue"))
        assert "lastmodifieddate" not in etree.tostring(root, encoding="unicode"), "no clock"


def type_holds(type_: str, words: str) -> bool:
    """Whether words are of a declared type; nothing is empty, and nothing is the word None."""
    patterns = {"int": r"-?\d+", "integer": r"-?\d+", "double": r"-?\d+\.\d+(e[+-]\d+)?", "boolean": "true|false", "string": r"(?s).+"}
    return bool(re.fullmatch(patterns[type_], words)) and words != "None"


def test_the_time_of_an_action_is_open_where_nothing_is_known(small: store.Graph) -> None:
    """3.2 may be under way from 1 April 2020 to 30 June 2021; nothing bounds 3.20; 3.3 ends before it starts, and so has no time, which is said."""
    result = formats.exported(small, "gexf")
    nodes = {node.get("label"): (node.get("start"), node.get("end")) for node in etree.fromstring(result.data).iter(f"{X}node")}

    assert nodes == {"3.2": ("2020-04-01", "2021-06-30"), "3.20": (None, None), "3.3": (None, None), "Home Office": (None, None), "Zebra Widgets Trust": (None, None)}
    assert any("start after they finish" in line and line.endswith(": 1") for line in result.notices)


def test_kinds_look_different(small: store.Graph) -> None:
    looks = {}
    for node in etree.fromstring(made(small, "gexf")).iter(f"{X}node"):
        kind = node.find(f"{X}attvalues/{X}attvalue[@for='kind']").get("value")
        looks.setdefault(kind, set()).add(tuple(etree.QName(each).localname + str(dict(each.attrib)) for each in node if each.tag != f"{X}attvalues"))

    assert len(looks["action"]) == len(looks["organisation"]) == 1 and looks["action"] != looks["organisation"]


def twice() -> networks.Network:
    """Two edges of one kind between the same two, and a third of another."""
    nodes = [networks.Node("a", f"{BASE}a", "A", "organisation", {}), networks.Node("b", f"{BASE}b", "B", "action", {"order": 1})]
    edges = [networks.Edge(f"a--b--{n}", "a", "b", role, role, 1.0, {"scope": scope}) for n, role, scope in ((1, "lead", "x"), (2, "lead", "y"), (3, "partner", "z"))]
    return networks.Network("actions", "about", True, nodes, edges)


def test_edges_between_the_same_two_stay_apart() -> None:
    """Gephi joins edges of one kind; so each has one of its own, and its id."""
    tree = etree.fromstring(gexf.gexf(twice(), "")[0])

    assert [(edge.get("id"), edge.get("kind")) for edge in tree.iter(f"{X}edge")] == [("a--b--1", "lead"), ("a--b--2", "lead (2)"), ("a--b--3", "partner")]
    assert sorted(by_networkx(graphml.graphml(twice(), ""), "graphml").edges(keys=True)) == [("a", "b", "a--b--1"), ("a", "b", "a--b--2"), ("a", "b", "a--b--3")]
    assert graphml.repeated(twice().edges) == 2


def test_a_column_has_one_type_for_all_its_values() -> None:
    def node(**values: networks.Plain) -> networks.Node:
        return networks.Node("a", "a", "A", "action", values)

    found = networks.types([node(order=1, share=1, flag=True, ref="3.20", day=date(2020, 1, 1), mixed=1), node(share=0.5, mixed="x", themes=("a", "b"))])
    assert found == {"order": int, "share": float, "flag": bool, "ref": str, "day": str, "mixed": str, "themes": str}


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_every_id_is_a_name_token_and_no_two_are_alike(tails: list[str]) -> None:
    keys = networks._each_once(networks._key(BASE + tail) for tail in tails)

    assert all(re.fullmatch(NMTOKEN, key, re.ASCII) for key in keys)
    assert len(set(keys)) == len(tails)


# ---- wild words, people, and the same bytes


@given(words=st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("<>&\"'\x00\x1b]\r\n\ufffe|"), min_size=1) | st.sampled_from(["]]>", "--><x>", "&#0;", "=1+1", "\x01\u0085", "_x0041_"]))
@settings(max_examples=max(15, settings.default.max_examples // 3))
def test_any_words_come_back_or_are_replaced_and_counted(small: store.Graph, words: str) -> None:
    changed = [Quad(q.subject, q.predicate, Literal(words), q.graph_name) if q.predicate.value == f"{ONT}text" else q for q in small.store]
    graph = store.graph_of(changed)
    ended = words.replace("\r\n", "\n").replace("\r", "\n")
    lost = [c for c in ended if not (c in "\t\n" or 0x20 <= ord(c) < 0x7F or 0xA0 <= ord(c) <= 0xFFFD or ord(c) > 0xFFFF)]
    seen = "".join("\ufffd" if c in lost else c for c in ended)

    for fmt in ("graphml", "gexf"):
        result = formats.exported(graph, fmt)
        texts = {data.get("text") for _, data in by_networkx(result.data, fmt).nodes(data=True) if data["kind"] == "action"}
        assert texts == {seen}
        assert any("U+FFFD" in line and line.endswith(f": {3 * len(lost):,}") for line in result.notices) == bool(lost)
    cells = {row["Description"] for row in sheets(made(graph, "kumu"))["Elements"] if row["Type"] == "Action"}
    assert cells == {seen.replace("|", "¦") or None}


@pytest.mark.parametrize("name", ALL)
def test_people_of_a_plan_are_in_no_network(small: store.Graph, name: str) -> None:
    assert b"Jane Placeholder" in small.data, "the graph has the words"
    for fmt in ("graphml", "gexf"):
        assert b"Placeholder" not in made(small, fmt, name)
    assert "Placeholder" not in str(sheets(made(small, "kumu", name)))


@pytest.mark.parametrize("fmt", ["graphml", "gexf", "kumu"])
def test_the_same_graph_gives_the_same_bytes_whatever_the_hash(file: Path, tmp_path: Path, fmt: str) -> None:
    found = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}{formats.NETWORKS[fmt][0]}"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "concordat", "export", fmt, "--network", "overlap", "-g", file, "-o", target], check=True, env=environment, capture_output=True)
        found.add(target.read_bytes())

    assert len(found) == 1


def test_a_network_is_in_one_order_however_it_came_to_be(plan: store.Graph) -> None:
    """Dependencies come out of a set, so that their order in memory is chance."""
    for name in ("dependencies", "overlap", "actions"):
        net = network.network(plan, name)
        shuffled = type(net)()
        shuffled.add_nodes_from(reversed(list(net.nodes(data=True))))
        shuffled.add_edges_from(reversed(list(net.edges(data=True))))
        teller = [networks._Teller(networks.tables.read(plan), name).told(each) for each in (net, shuffled)]

        assert teller[0].nodes == teller[1].nodes
        assert [e.key for e in teller[0].edges] == [e.key for e in teller[1].edges]


# ---- Kumu


def sheets(data: bytes) -> dict[str, list[dict[str, object]]]:
    """The rows of the sheets that Kumu reads, by an independent reader; any cell that would be reckoned is an error."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book:
        if "(ignore)" in sheet.title:
            continue
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row), "a formula"
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row)) for row in rows]
    return found


def test_kumu_has_what_its_guide_asks_for(small: store.Graph) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(small, "kumu")))
    heads = {sheet.title: [cell.value for cell in sheet[1]] for sheet in book}

    assert list(heads) == ["Elements", "Connections", "About (ignore)"]
    assert heads["Elements"][:4] == ["Label", "Type", "Description", "Tags"]
    assert heads["Connections"][:7] == ["ID", "From", "To", "direction", "Type", "Label", "Weight"]
    assert not {"yes", "no", "on", "off", "true", "false"} & {str(name).casefold() for head in heads.values() for name in head}


def test_the_small_plan_as_elements_and_connections(small: store.Graph) -> None:
    found = sheets(made(small, "kumu"))
    labels = {row["IRI"].removeprefix(BASE): row["Label"] for row in found["Elements"]}

    assert labels == {
        "action/plan/3.2": "3.2 Open a house under section 136 of the Mental Health Act…",
        "action/plan/3.20": "3.20 Publish a guide ¦ a film.",
        "action/plan/3.3": "3.3 =SUM(A1) is what a sheet would reckon.",
        "organisation/home-office": "Home Office",
        "organisation/zebra-widgets-trust": "Zebra Widgets Trust",
    }
    assert sorted((row["From"], row["To"], row["Type"], row["Words"]) for row in found["Connections"]) == sorted((labels[u], labels[v], role, words) for u, v, role, words in ROLES)
    assert {(row["direction"], row["Weight"]) for row in found["Connections"]} == {("directed", 1)}
    assert [row["Ref"] for row in found["Elements"][:3]] == ["3.2", "3.20", "3.3"], "words, not numbers"
    assert found["Elements"][2]["Description"] == "=SUM(A1) is what a sheet would reckon."
    assert found["Elements"][0]["Start earliest"] == "2020-04-01"


@pytest.mark.parametrize("name", ALL)
def test_every_network_comes_back_from_kumu(plan: store.Graph, name: str) -> None:
    net, found = network.network(plan, name), sheets(made(plan, "kumu", name))
    iri = {row["Label"]: row["IRI"] for row in found["Elements"]}
    ends = [(iri[row["From"]], iri[row["To"]], row["Type"], float(row["Weight"])) for row in found["Connections"]]
    directed = {row["direction"] for row in found["Connections"]}

    assert len(iri) == len(found["Elements"]) and set(iri.values()) == set(net)
    assert Counter((*((u, v) if net.is_directed() else sorted((u, v))), kind, weight) for u, v, kind, weight in ends) == edges_in_memory(net, name)
    assert directed <= {"directed" if net.is_directed() else "undirected"}
    assert len({row["ID"] for row in found["Connections"]}) == len(found["Connections"])


def test_tags_are_the_themes(plan: store.Graph) -> None:
    """3.8 as read by eye; its themes stand in the expected records."""
    tags = next(row["Tags"] for row in sheets(made(plan, "kumu"))["Elements"] if row["Ref"] == "3.8")

    assert tags.split("|") == ["Places of safety"]


def test_labels_that_kumu_would_take_for_one_are_told_apart() -> None:
    """Kumu finds elements by label: case and blanks are no difference."""
    nodes = [networks.Node(key, f"{BASE}organisation/{key}", label, "organisation", {}) for key, label in (("a", "The Trust"), ("b", "the  trust"), ("c", "Other"))]
    data, _ = kumu.kumu(networks.Network("overlap", "", False, nodes, []), {})

    assert [row["Label"] for row in sheets(data)["Elements"]] == ["The Trust [a]", "the trust [b]", "Other"]


@given(st.lists(st.sampled_from(["A", "a", "A [x]", "a  [y]", "", "|", "¦"]), max_size=6))
def test_no_two_labels_are_alike(names: list[str]) -> None:
    nodes = [networks.Node(f"k{n}", f"{BASE}organisation/x", name, "organisation", {}) for n, name in enumerate(names)]
    labels = list(kumu._labels(nodes).values())

    assert len({" ".join(label.casefold().split()) for label in labels}) == len(names)
    assert all(label and "|" not in label for label in labels)


def test_what_a_sheet_cannot_hold_is_counted() -> None:
    nodes = [networks.Node("a", f"{BASE}action/p/1", "1", "action", {"text": "x|y|z" + "w" * 40_000, "themes": ("one|two", "three")})]
    data, told = kumu.kumu(networks.Network("actions", "", True, nodes, []), {})

    assert sheets(data)["Elements"][0]["Tags"] == "one¦two|three"
    assert [line.rsplit(": ", 1)[1] for line in told] == ["3", "1"]


def test_much_is_said_to_be_much() -> None:
    nodes = [networks.Node(f"a{n}", f"{BASE}a{n}", str(n), "organisation", {}) for n in range(10_001)]

    assert any("10,001" in line and "--section" in line for line in kumu.kumu(networks.Network("overlap", "", False, nodes, []), {})[1])


# ---- the command


@pytest.mark.parametrize("fmt", ["graphml", "gexf", "kumu"])
def test_the_command_writes_a_file_and_says_what_it_holds(file: Path, tmp_path: Path, fmt: str) -> None:
    target = tmp_path / f"plan{formats.NETWORKS[fmt][0]}"
    result = run("export", fmt, "-g", file, "-o", target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "the network actions (bodies and the actions in which they have a role): 5 nodes, 4 edges, and nothing else of the graph" in result.stderr
    assert target.stat().st_size > 1_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gexf", "--network", "overlp"), "did you mean overlap?"),
        (("turtle", "--network", "overlap"), "--network chooses what graphml, gexf, kumu draw"),
        (("trig", "--section", "1"), "trig has the whole graph"),
        (("stratml", "--theme", "x"), "stratml has the whole plan"),
        (("gexf", "--section", "9"), 'no section "9"'),
        (("gexf", "--plan", "nix"), "'nix'"),
        (("gexf", "--at", "https://example.org/"), "--at is for dcat"),
        (("kumu", "-o", "plan.csv"), ".xlsx"),
    ],
)
def test_what_is_asked_for_in_vain_is_said(file: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("export", *arguments, "-g", file)

    assert result.exit_code == 2
    assert said in result.stderr


def test_the_graph_that_is_read_is_not_written_over(tmp_path: Path, small: store.Graph) -> None:
    odd = tmp_path / "plan.xml"
    odd.write_bytes(small.data)

    assert run("export", "graphml", "-g", odd, "-o", odd).exit_code != 0
    assert odd.read_bytes() == small.data


def test_the_help_names_every_network() -> None:
    told = " ".join(run("export", "--help").stdout.split())

    assert [name for name in network.names() if name not in told] == []


def test_too_many_edges_are_refused_with_what_to_do(small: store.Graph, monkeypatch) -> None:
    monkeypatch.setattr(networks, "MOST", 3)
    result = pytest.raises(AnalysisError, made, small, "gexf")

    assert "4 edges, more than the 3" in str(result.value) and "keep one section" in str(result.value)
