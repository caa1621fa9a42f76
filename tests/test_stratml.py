"""StratML (ISO 17469-1): read back by another reader, everything of the plan is there, and what the format cannot hold is said with its number."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad
from rdflib.namespace import DCTERMS, RDFS

from concordat import cli
from concordat.graph import build, store
from concordat.graph.errors import GraphError, UsageError
from concordat.graph.export import stratml

etree = pytest.importorskip("lxml.etree")

EXPECTED = Path(__file__).resolve().parent / "expected" / "national-action-plan-2016.jsonl"
ONT = "https://w3id.org/concordat/ont#"
S = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
# The rules of the published schema (StrategicPlanISOVersion20140401): the children of an element in their order; ! must be there, * may repeat.
ORDER = {
    "StrategicPlan": "Name! Description OtherInformation StrategicPlanCore! AdministrativeInformation",
    "StrategicPlanCore": "Organization* Vision Mission Value* Goal!*",
    "Organization": "Name Acronym Identifier Description Stakeholder*",
    "Goal": "Name! Description! Identifier SequenceIndicator Stakeholder* OtherInformation Objective*",
    "Objective": "Name Description Identifier SequenceIndicator Stakeholder* OtherInformation",
    "Stakeholder": "Name! Description",
    "AdministrativeInformation": "StartDate EndDate PublicationDate Source Submitter",
}
PLAN = """\
Ref\tAction\tStart date\tFinish date\tLead\tOutcome\tRoom
1. Early help
1.1\tOpen a house under section 136 of the Mental Health Act 1983.\tApril 2020\tJune 2021\tHome Office\tFewer waits\tB12
1.2\tSpend up to £2m on it once 1.1 is done.\tsoonish\tOngoing\tHome Office (with Zebra Widgets Trust)\t\t
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat")


def written(tmp_path: Path, text: str, facts: str = "", name: str = "plan.txt") -> tuple[etree._Element, str]:
    """The plan's tree, and all that is said of what it could not hold."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    if facts:
        (tmp_path / Path(name).with_suffix(".toml")).write_text(facts, encoding="utf-8")
    data, notices = stratml.stratml(build.build([tmp_path / name]).graph)
    return etree.fromstring(data), "\n".join(notices)


def objective(tree: etree._Element, ref: str) -> etree._Element:
    [found] = [each for each in tree.iter(f"{S}Objective") if each.findtext(f"{S}SequenceIndicator") == ref]
    return found


def stakeholders(objective: etree._Element) -> list[tuple[str, str, str]]:
    return [(each.findtext(f"{S}Name"), each.findtext(f"{S}Description"), each.get("StakeholderTypeType")) for each in objective.iter(f"{S}Stakeholder")]


@pytest.fixture(scope="module")
def graph() -> store.Graph:
    """The bundled plan."""
    return build.build().graph


@pytest.fixture(scope="module")
def home(graph: store.Graph) -> tuple[etree._Element, str]:
    """The bundled plan in StratML."""
    data, notices = stratml.stratml(graph)
    return etree.fromstring(data), "\n".join(notices)


@pytest.fixture(scope="module")
def expected() -> list[dict]:
    """What a person read in the bundled plan."""
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


# ---- the bundled plan


def test_every_action_is_there_with_its_words_and_its_section(home, expected):
    goals = home[0].findall(f"{S}StrategicPlanCore/{S}Goal")
    found = [(goal.findtext(f"{S}SequenceIndicator"), each) for goal in goals for each in goal.findall(f"{S}Objective")]

    assert [len(goal.findall(f"{S}Objective")) for goal in goals] == [18, 7, 26, 4, 5]
    assert [(section, each.findtext(f"{S}SequenceIndicator")) for section, each in found] == [(record["section"], record["ref"]) for record in expected]
    for (_, each), record in zip(found, expected, strict=True):
        text = each.findtext(f"{S}Description")
        assert text.startswith(record["text_start"]) and text.endswith(record["text_end"]), record["ref"]


def test_the_leads_and_partners_are_those_that_were_read(home, expected):
    for record in expected:
        found = stakeholders(objective(home[0], record["ref"]))
        wanted = [("Lead", lead["name"], "Organization") for lead in record["leads"]]
        wanted += [("Partner", partner["name"], "Organization") for partner in record["partners"]]
        wanted += [("Partner", body["name"], "Generic_Group") for body in record["body_classes"] if body["role"] == "partner"]
        assert sorted((role.split()[0], name, kind) for name, role, kind in found) == sorted(wanted), record["ref"]
    assert ("Royal College of Emergency Medicine", "Lead (for the ECDS)", "Organization") in stakeholders(objective(home[0], "3.4"))


def test_what_is_only_words_and_what_is_left_out_has_its_number(home):
    """Counted in the document and in the records that a person made: 44 starts and 57 finishes are printed; 87 leads and 18 partners; one
    limited role in 3.4, and five in 3.22 ("Nationally", "Locally"); 44 links are in the register of continuations."""
    words, lost = home[1].splitlines()

    assert words.startswith("only as words, since StratML has no element for it: ")
    for said in ("dates of actions (101)", "roles, lead or partner (105)", "roles limited to a part (6)", "laws (13)", "policies (60)", "sums and streams of money (10)", "dependencies (3)", "partners without a name (2)", "places of actions (60)", "dates of publication (1)"):
        assert said in words
    assert lost.startswith("left out, since StratML has no place for it: ")
    assert "links to later policies (44)" in lost
    assert "names of people" not in lost  # this plan prints none
    about = home[0].findtext(f"{S}OtherInformation")
    assert all(line[1:] in about for line in home[1].splitlines())


def test_whatever_becomes_words_has_its_place_in_the_account(graph):
    """A kind that is counted under another name would stand behind the others, and in no document."""
    writer = stratml._Writer(graph, "national-action-plan-2016")
    assert tuple(writer.words) == stratml._WORDS


def test_dates_law_and_dependence_stand_as_words(home):
    one, other = (objective(home[0], ref).findtext(f"{S}OtherInformation").splitlines() for ref in ("3.7", "1.1"))

    assert "Start: October 2016 (from 2016-10-01 to 2016-10-31)" in other
    assert "Finish: Ongoing (ongoing)" in other
    assert "In the document at: 153-473" in other
    assert any(line.startswith("Law: ") and "Mental Health Act 1983 s.136" in line for line in one)
    assert any(re.match(r"Depends on: 3\.6 \(\S+, explicit: “.+”\)", line) for line in one)


def test_about_the_plan_only_what_is_known(home):
    root = home[0]
    about = root.findtext(f"{S}OtherInformation")

    assert root.findtext(f"{S}Name") == "Mental Health Crisis Care Concordat: national action plan, October 2016"
    assert [each.findtext(f"{S}Name") for each in root.iter(f"{S}Organization")] == ["Mental Health Crisis Care Concordat Steering Group"]
    assert [(each.tag, each.text) for each in root.find(f"{S}AdministrativeInformation")] == [(f"{S}Source", "https://www.crisiscareconcordat.org.uk/national-concordat/")]
    assert "Issued: 2016-10 (2016-10-01 to 2016-10-31)" in about
    assert "no licence is stated on the document" in about


# ---- the form


def follows(element: etree._Element) -> bool:
    """Whether the children are those that the schema allows, in its order."""
    name = etree.QName(element).localname
    if name not in ORDER:
        return len(element) == 0
    rules = [(word.rstrip("!*"), "!" in word, "*" in word) for word in ORDER[name].split()]
    pattern = "".join(f"(?:{child} ){'+' if must and many else '*' if many else '' if must else '?'}" for child, must, many in rules)
    return bool(re.fullmatch(pattern, "".join(f"{etree.QName(child).localname} " for child in element)))


def test_every_element_has_the_children_that_the_schema_asks_for_in_its_order(home, tmp_path):
    trees = [home[0], written(tmp_path, PLAN)[0], written(tmp_path, "Action\tLead\nOpen a house.\tHome Office\n")[0]]

    for tree in trees:
        assert tree.tag == f"{S}StrategicPlan"
        assert [each.tag for each in tree.iter(etree.Element) if not follows(each)] == []
        assert {each.get("StakeholderTypeType") for each in tree.iter(f"{S}Stakeholder")} <= {"Organization", "Generic_Group", "Person"}
        identifiers = [each.text for each in tree.iter(f"{S}Identifier")]
        assert len(identifiers) == len(set(identifiers)) > 1
        assert all(re.fullmatch(r"_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each) for each in identifiers)
    assert not follows(etree.fromstring(f'<Goal xmlns="{S[1:-1]}"><Description/><Name/></Goal>'))


def test_identifiers_are_made_of_ours_and_never_of_chance(graph, home):
    """uuid5 of https://w3id.org/concordat/id/action/national-action-plan-2016/1.1 in the namespace of addresses, made with another tool."""
    assert objective(home[0], "1.1").findtext(f"{S}Identifier") == "_d83e18da-cf4b-569f-848e-5113ed3ad3c4"
    data, _ = stratml.stratml(graph)
    assert etree.tostring(etree.fromstring(data)) == etree.tostring(home[0])


# ---- other plans


def test_cells_outcomes_and_doubt_of_a_plan_are_kept(tmp_path):
    tree, notices = written(tmp_path, PLAN)
    first, second = (objective(tree, ref) for ref in ("1.1", "1.2"))

    assert "Outcomes: Fewer waits" in first.findtext(f"{S}OtherInformation").splitlines()
    assert "Room: B12" in first.findtext(f"{S}OtherInformation").splitlines()
    assert "Start: soonish (unstated) [read with low confidence]" in second.findtext(f"{S}OtherInformation").splitlines()
    assert [(name, role.split()[0]) for name, role, _ in stakeholders(second)] == [("Home Office", "Lead"), ("Zebra Widgets Trust", "Partner")]
    assert "outcomes (1)" in notices and "cells of other columns (1)" in notices and "dates of actions (4)" in notices


def test_what_was_read_with_doubt_is_shown_as_doubt(tmp_path):
    """A year that the plan does not print is taken from the document's date: that is a guess, and the file says so."""
    tree, notices = written(tmp_path, "Ref\tAction\tLead\tFinish\n1\tOpen a house.\tHome Office\tby June\n", 'issued = "2020-01"\n')

    assert "[read with low confidence]" in objective(tree, "1").findtext(f"{S}OtherInformation")
    assert "doubts about readings (1)" in notices


def test_people_never_appear_and_are_counted(tmp_path):
    tree, notices = written(tmp_path, "Ref\tAction\tLead\n1\tOpen a house.\tDr Zelda Quux, Home Office\n")

    assert "Quux" not in etree.tostring(tree, encoding="unicode")
    assert "names of people and posts (1)" in notices


def test_actions_without_a_reference_and_plans_without_sections_keep_a_name(tmp_path):
    tree, _ = written(tmp_path, "Action\tLead\nOpen a house.\tHome Office\nClose it.\tHome Office\n", 'title = "The plan"\nissued = "2020-05-04"\n')
    [goal] = tree.iter(f"{S}Goal")

    assert goal.findtext(f"{S}Name") == "The plan"
    assert [each.findtext(f"{S}Name") for each in goal.iter(f"{S}Objective")] == [f"Action number {n} of the plan (no reference printed)" for n in (1, 2)]
    assert [each.findtext(f"{S}SequenceIndicator") for each in tree.iter(f"{S}Objective")] == [None, None]
    assert tree.findtext(f"{S}AdministrativeInformation/{S}PublicationDate") == "2020-05-04"  # known to the day


def test_of_several_plans_one_is_chosen(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Ref\tAction\tLead\n1\tOpen house {name}.\tHome Office\n", encoding="utf-8")
    assert run("build", "-q", tmp_path / "one.txt", tmp_path / "two.txt", "-o", tmp_path / "g.trig").exit_code == 0

    refused = run("export", "stratml", "-g", tmp_path / "g.trig")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "choose one with --plan: one, two" in refused.stderr
    assert "'three'" in run("export", "stratml", "-g", tmp_path / "g.trig", "--plan", "three").stderr
    done = run("export", "stratml", "-g", tmp_path / "g.trig", "--plan", "two", "-o", tmp_path / "two.stratml")
    tree = etree.parse(tmp_path / "two.stratml").getroot()
    assert [each.findtext(f"{S}Description") for each in tree.iter(f"{S}Objective")] == ["Open house two."]
    assert "left out, since StratML has no place for it: " in done.stderr


def test_a_graph_without_a_plan_is_refused(graph):
    with pytest.raises(GraphError, match="holds no plan"):
        stratml.stratml(store.graph_of([]))
    with pytest.raises(UsageError, match="no plan in this graph is called 'x'"):
        stratml.stratml(graph, "x")


# ---- hostile words


@pytest.fixture(scope="module")
def one_action(tmp_path_factory) -> list[Quad]:
    path = tmp_path_factory.mktemp("one") / "plan.txt"
    path.write_text("Ref\tAction\tLead\tRoom\n1\tOpen a house.\tHome Office\tB12\n", encoding="utf-8")
    return list(build.build([path]).graph.store)


def shown(words: str) -> str:
    """What a reader of XML 1.0 may see: every character that it cannot hold, and those that steer a terminal, is replaced; line ends are one."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    held = lambda c: c in "\t\n" or 0x20 <= ord(c) < 0x7F or 0xA0 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD or ord(c) > 0xFFFF  # noqa: E731
    return "".join(c if held(c) else "\ufffd" for c in words)


@given(st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("<>&\"'\x00\x1b]\r\n\ufffe")) | st.sampled_from(["]]>", "<!-- x --", "--><x>", "&lt;", "&#0;", "<![CDATA[", "\x01\u0085"]))
def test_any_words_come_back_or_are_replaced_where_one_sees_it(one_action, words):
    put = {f"{ONT}text", f"{ONT}publisherName", f"{ONT}heading", str(DCTERMS.title), str(RDFS.label)}
    changed = [Quad(q.subject, q.predicate, Literal(words), q.graph_name) if q.predicate.value in put and "/ontology" not in q.graph_name.value else q for q in one_action]
    data, _ = stratml.stratml(store.graph_of(changed))
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    read = tree.findtext(f"{S}StrategicPlanCore/{S}Goal/{S}Objective/{S}Description")

    assert read == shown(words)
    assert tree.findtext(f"{S}Name") == shown(words)
    assert [each.tag for each in tree.iter(etree.Element) if not follows(each)] == []
