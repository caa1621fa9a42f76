"""The shapes: sound graphs of every format have no error, every shape finds the fault planted for it, and what is said of the bundled plan is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib import OWL, RDF, SH, SKOS, BNode, Graph, URIRef
from rdflib import Literal as Words

from concordat.graph import build, vocab
from concordat.graph.errors import GraphError
from concordat.graph.validate import shapes
from concordat.graph.vocab import concept, term
from test_wild import delimited, markdown, pdf, text, web, word, workbook

HOME = "national-action-plan-2016"
WORKS = """\
Works plan

1. Places
Ref\tAction\tLead\tPartners\tStart\tFinish\tMeasure of success\tStatus\tProgress\tRisk
1.1\t"Publish guidance on section 136 of the Mental Health Act 1983 and on the Aviation Act 2034:
• for the police
• for nurses"\tDepartment of Health / RCEM (for the ECDS)\tNHS England and partners\t2016/17\tApril 2018\tGuidance is out\tOn track\tDrafted in May\tHigh
1.2\tImplement the guidance of action 1.1 with up to £15m for places of safety in 2016/17 and 2017/18, as the Five Year Forward View for Mental Health says\tNorthfield Council\tCCGs\tTBC\tOngoing\t\t\t\t
1.3\tPublish the winter plan for wards.\tMind\t\t\tLong term objective\t\t\t\t
1.4\tImplement the winter plan for wards.\tMind\t\t\t2019\t\t\t\t
TBC\t\t\tMarch 2017
"""
FACTS = 'issued = "2016-10"\npublisher = "The council"\npublished_at = "https://example.org/plan"\n'
DECISIONS = """\
plan,ref,what,printed,value,decision,same_as,by,on,note
works,1.2,lead,Northfield Council,,accept,,A. Reader,2026-11-20,
works,1.2,policy,gone words,,reject,,,,
"""
# What the plan above does not lead to is taken from the registers, the first of each class; they know continuations of the bundled plan only.
FROM_REGISTERS = """ccc:Bill ccc:PolicyInstrument ccc:FundingMechanism ccc:LegislativeChange ccc:Merger ccc:Abolition ccc:Split ccc:Succession
    ccc:Closure ccc:JointOperation ccc:NameChange ccc:RoleTransfer ccc:PlannedChange ccc:UnconfirmedFact""".split()
CONTINUATION = f"""
    PREFIX ccc: <{vocab.ONT}> PREFIX id: <{vocab.ID}> PREFIX scheme: <{vocab.SCHEME}>
    id:continuation\\/c1 a ccc:Continuation ; ccc:laterPolicy id:policy\\/five-year-forward-view-mental-health ; ccc:earlierAction id:action\\/works\\/1.1 ;
        ccc:theme scheme:theme\\/guidance-and-standards ; ccc:continuationType scheme:continuation-type\\/continues ; ccc:confidence scheme:confidence\\/strong ;
        ccc:rationale "It goes on." ; ccc:source "a book" ."""
GRAPH = vocab.graph("faults")

# Shape, what is done to the works plan (the first thing of a class is meant), and the other shapes that must find something, too.
FAULTS = """
plan-id                     drop ccc:ActionPlan dct:identifier
plan-title                  add ccc:ActionPlan dct:title "Another"@en
plan-source                 drop ccc:ActionPlan dct:source
plan-publisher-words        add ccc:ActionPlan ccc:publisherName "Another"
document-name               drop ccc:SourceDocument dct:identifier
document-hash               set ccc:SourceDocument ccc:sha256 "12ab"
document-length             set ccc:SourceDocument ccc:charLength -1
document-address            set ccc:SourceDocument ccc:publishedAt "on the web"
section-number              drop ccc:Section ccc:ref
section-order               drop ccc:Section ccc:order
section-heading             set ccc:Section dct:title "no language"
section-plan                drop ccc:Section dct:isPartOf & plan-numbered
action-text                 drop ccc:Action ccc:text & named-thing
action-order                set ccc:Action ccc:order 0
action-section              set ccc:Action dct:isPartOf ?ccc:ActionPlan
action-reference            add ccc:Action ccc:ref "1.9"
action-place                drop ccc:Action ccc:place
action-evidence             drop ccc:Action ccc:evidence
action-start                drop ccc:Action ccc:plannedStart
action-finish               add ccc:Action ccc:plannedFinish ?ccc:Section
action-responsibility       add ccc:Action ccc:hasResponsibility ?ccc:Claim
action-item                 add ccc:Action ccc:hasItem ?ccc:Outcome
action-outcome              add ccc:Action ccc:hasOutcome ?ccc:ActionItem
action-status               add ccc:Action ccc:status "late"
action-progress             set ccc:Action ccc:progress ""
action-people               add ccc:Action ccc:peoplePrinted ?org:Organization
action-themes               add ccc:Action ccc:theme theme/commissioning ; add ccc:Action ccc:theme theme/equalities ; add ccc:Action ccc:theme theme/rail ; add ccc:Action ccc:theme theme/inspection & theme-listed named-thing
action-unnamed-partners     set ccc:Action ccc:unnamedPartners false
action-lead-or-partner      add ccc:Action ccc:partner ?ccc:Action/ccc:lead
action-not-timed            add ccc:Action prov:startedAtTime "2016-10-01T00:00:00Z"^^xsd:dateTime
action-not-activity         add ccc:Action rdf:type prov:Activity
part-text                   drop ccc:ActionItem ccc:text
part-order                  drop ccc:Outcome ccc:order
part-place                  drop ccc:OtherCell ccc:place
part-evidence               drop ccc:UnreadRow ccc:evidence
part-action                 set ccc:ActionItem dct:isPartOf ?ccc:Section
cell-heading                drop ccc:OtherCell ccc:heading
unread-plan                 drop ccc:UnreadRow dct:isPartOf
span-source                 drop ccc:TextSpan oa:hasSource
span-start                  set ccc:TextSpan oa:start "first"
span-end                    drop ccc:TextSpan oa:end
span-words                  drop ccc:TextSpan oa:exact
reading-words               drop ccc:Claim ccc:asPrinted
reading-place               drop ccc:Responsibility ccc:place
reading-evidence            drop ccc:Deed ccc:evidence
reading-rule                drop ccc:Responsibility ccc:rule
reading-confidence          set ccc:Claim ccc:confidence confidence/strong
responsibility-action       drop ccc:Responsibility ccc:responsibleFor
responsibility-agent        drop ccc:Responsibility ccc:agent
responsibility-role         set ccc:Responsibility ccc:role role/patron
responsibility-order        drop ccc:Responsibility ccc:order
scope-words                 add ccc:Responsibility ccc:scope ?ccc:PolicyInstrument
claim-action                drop ccc:Claim ccc:claimOf
claim-property              set ccc:Claim ccc:property ccc:lead
claim-value                 drop ccc:Claim ccc:value
deed-action                 drop ccc:Deed ccc:deedOf
deed-kind                   set ccc:Deed ccc:deedKind deed/praises
deed-thing                  drop ccc:Deed ccc:thing
named-thing                 add ccc:Action ccc:references policy/nameless
leftover-kind               drop ccc:UnclaimedWords ccc:looksLike
date-kind                   set ccc:FuzzyDate ccc:dateKind date-kind/soon & bounds-dated
date-words                  drop ccc:FuzzyDate ccc:asPrinted
date-confidence             set ccc:FuzzyDate ccc:confidence confidence/strong
date-evidence               drop ccc:FuzzyDate ccc:evidence
date-rule                   drop ccc:FuzzyDate ccc:rule
date-sure                   drop ccc:FuzzyDate ccc:confidence
date-dated                  drop ccc:FuzzyDate ccc:earliest ; drop ccc:FuzzyDate ccc:latest
bounds-first                set ccc:FuzzyDate ccc:earliest "2016-04-31"^^xsd:date
bounds-last                 add ccc:FuzzyDate ccc:latest "2030-01-01"^^xsd:date
bounds-order                set ccc:FuzzyDate ccc:earliest "2030-01-01"^^xsd:date
bounds-dated                set ccc:FuzzyDate ccc:dateKind date-kind/ongoing
edtf-form                   set ccc:FuzzyDate ccc:edtf "April 2018"^^edtf:EDTF
amount-once                 add ccc:FundingStream ccc:amount 7
amount-currency             set ccc:FundingStream ccc:currency "£"
amount-qualified            drop ccc:FundingStream ccc:amountQualifier
qualifier-known             set ccc:FundingStream ccc:amountQualifier amount-qualifier/plenty
period-start                add ccc:FundingStream ccc:periodStart "2010-01-01"^^xsd:date
period-end                  add ccc:FundingStream ccc:periodEnd "2040-01-01"^^xsd:date
period-order                set ccc:FundingStream ccc:periodStart "2040-01-01"^^xsd:date
name                        add ccc:FundingStream skos:prefLabel "Another"@en
other-names                 add ccc:PolicyInstrument skos:altLabel "Anderer Name"@de
fact-source                 drop ccc:PolicyInstrument ccc:source
fact-confidence             drop ccc:Merger ccc:confidence
body-registered             drop org:Organization ccc:registered
body-kind                   add org:FormalOrganization ccc:organisationKind ?ccc:ActionPlan & body-kind-listed
body-parent                 add org:FormalOrganization org:subOrganizationOf ?ccc:BodyClass ; add org:FormalOrganization org:subOrganizationOf ?org:OrganizationalCollaboration
body-of-a-kind              set ccc:Responsibility ccc:agent ?ccc:PolicyInstrument
organisation-or-class       add ccc:BodyClass rdf:type org:Organization
body-class-concept          remove ccc:BodyClass rdf:type skos:Concept
event-status                set ccc:Merger ccc:eventStatus event-status/rumoured
event-before                drop ccc:Abolition ccc:bodyBefore
event-dated                 set ccc:Abolition ccc:eventStatus event-status/done ; drop ccc:Abolition ccc:earliest
event-after                 drop ccc:Split ccc:bodyAfter & split-into-several
event-done                  set ccc:RoleTransfer ccc:eventStatus event-status/announced
planned-status              set ccc:PlannedChange ccc:eventStatus event-status/done
planned-kind                drop ccc:PlannedChange ccc:wouldBe
merger-of-several           drop ccc:Merger ccc:bodyBefore ; add ccc:Merger ccc:bodyBefore ?org:Organization
split-into-several          drop ccc:Split ccc:bodyAfter ; add ccc:Split ccc:bodyAfter ?org:Organization
rename-one-body             add ccc:NameChange ccc:bodyBefore ?ccc:BodyClass
rename-no-result            add ccc:NameChange ccc:bodyAfter ?org:Organization
law-address                 add policy/five-year-forward-view-mental-health rdf:type eli:LegalResource
law-part                    drop eli:LegalResourceSubdivision eli:number
bill-act                    add ccc:Bill ccc:enactedAs ?ccc:PolicyInstrument
law-of-a-kind               add ccc:Action ccc:citesLegislation ?ccc:PolicyInstrument
law-change-by               drop ccc:LegislativeChange ccc:affecting
law-change-of               drop ccc:LegislativeChange ccc:affected
law-change-effect           drop ccc:LegislativeChange ccc:effectType
law-change-status           drop ccc:LegislativeChange ccc:changeStatus
law-change-date             add ccc:LegislativeChange ccc:effectDate "2040-01-01"^^xsd:date
law-change-in-force         drop ccc:LegislativeChange ccc:effectDate
policy-kind                 drop ccc:PolicyInstrument ccc:policyKind
money-kind                  add ccc:FundingStream ccc:fundingKind funding-kind/mechanism
dependency-later            set ccc:Dependency ccc:dependent ?ccc:Dependency/ccc:prerequisite
dependency-earlier          drop ccc:Dependency ccc:prerequisite
dependency-type             set ccc:Dependency ccc:dependencyType dependency-type/likes
dependency-confidence       set ccc:Dependency ccc:confidence confidence/high
dependency-basis            drop ccc:Dependency ccc:basedOn
dependency-rule             drop ccc:Dependency ccc:rule
continuation-policy         drop ccc:Continuation ccc:laterPolicy
continuation-action         drop ccc:Continuation ccc:earlierAction
continuation-type           set ccc:Continuation ccc:continuationType continuation-type/likes
continuation-confidence     set ccc:Continuation ccc:confidence confidence/high
continuation-reason         drop ccc:Continuation ccc:rationale
decision-verdict            set ccc:Decision ccc:verdict verdict/perhaps
decision-about              add ccc:Decision ccc:decisionIn ?ccc:ActionPlan
decision-reference          drop ccc:Decision ccc:decisionRef
decision-row                drop ccc:Decision ccc:writtenAt
decision-words              drop ccc:Decision ccc:asPrinted
decision-evidence           drop ccc:Decision ccc:evidence
decision-before             drop ccc:Decision ccc:confidenceBefore
graph-run                   set graph/claims/works prov:wasGeneratedBy ?ccc:ActionPlan
derivation-rule             drop ccc:Derivation ccc:rule
run-version                 drop ccc:ExtractionRun ccc:programVersion
run-rules                   drop ccc:ExtractionRun ccc:ruleSet
run-document                set ccc:ExtractionRun ccc:documentHash "12ab"
unconfirmed-subject         drop ccc:UnconfirmedFact ccc:subject
unconfirmed-statement       drop ccc:UnconfirmedFact ccc:statement
unconfirmed-confidence      set ccc:UnconfirmedFact ccc:confidence confidence/high
concept-scheme              add role/lead skos:inScheme scheme/verdict
theme-listed                set theme/guidance-and-standards skos:inScheme scheme/role
body-kind-listed            set ?org:FormalOrganization/ccc:organisationKind skos:inScheme scheme/role
policy-kind-listed          set ?ccc:PolicyInstrument/ccc:policyKind skos:inScheme scheme/role
effect-listed               set ?ccc:LegislativeChange/ccc:effectType skos:inScheme scheme/role
change-status-listed        set ?ccc:LegislativeChange/ccc:changeStatus skos:inScheme scheme/role
money-kind-listed           set ?ccc:FundingStream/ccc:fundingKind skos:inScheme scheme/role
plan-issued                 drop ccc:ActionPlan ccc:latest
plan-publisher              drop ccc:ActionPlan ccc:publisherName
plan-numbered               drop action/works/1.1 ccc:ref ; drop action/works/1.2 ccc:ref ; drop action/works/1.3 ccc:ref ; drop action/works/1.4 ccc:ref
plan-all-read               set ccc:UnreadRow dct:isPartOf plan/second ; add plan/second rdf:type ccc:ActionPlan & plan-id plan-title plan-source plan-issued plan-publisher plan-numbered
section-titled              set ccc:Section dct:title ""@en
section-filled              set action/works/1.1 dct:isPartOf section/works/9 ; set action/works/1.2 dct:isPartOf section/works/9 ; set action/works/1.3 dct:isPartOf section/works/9 ; set action/works/1.4 dct:isPartOf section/works/9 & action-section plan-numbered
action-few-words            set ccc:Action ccc:text "Train staff"
action-many-words           set ccc:Action ccc:text LONG
action-many-leads           add ccc:Action ccc:lead organisation/mind ; add ccc:Action ccc:lead organisation/home-office ; add ccc:Action ccc:lead organisation/nhs-england & action-lead-or-partner
rests-on-bill               add ccc:Claim ccc:value ?ccc:Bill & claim-value
"""


def things(store: Store, type_: str) -> list[NamedNode]:
    return sorted({q.subject for q in store.quads_for_pattern(None, term("rdf:type"), term(type_), None)}, key=lambda n: n.value)


def led_to(store: Store, first: list[NamedNode]) -> set[Quad]:
    """Everything said of these things, and of the things that this leads to."""
    found, seen, todo = set(), set(), list(first)
    while todo:
        if not isinstance(this := todo.pop(), NamedNode) or this in seen:
            continue
        seen.add(this)
        new = set(store.quads_for_pattern(this, None, None, None))
        found |= new
        todo += [q.object for q in new]
    return found


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A plan of four actions, and of the registers what it leads to and one thing of every class."""
    folder = tmp_path_factory.mktemp("works")
    for name, words in {"works.txt": WORKS, "works.toml": FACTS, "decisions.csv": DECISIONS}.items():
        (folder / name).write_text(words, encoding="utf-8")
    whole = build.build([folder / "works.txt"], unconfirmed=True, decisions_file=folder / "decisions.csv").graph.store
    of_the_plan = [q.subject for q in whole if re.search("/(plan|claims|derived|curation)", q.graph_name.value)]
    store = Store()
    store.extend(led_to(whole, [*of_the_plan, *(things(whole, type_)[0] for type_ in FROM_REGISTERS)]))
    store.extend(Quad(t.subject, t.predicate, t.object, GRAPH) for t in parse(input=CONTINUATION, format=RdfFormat.TURTLE))
    return store


@pytest.fixture(scope="module")
def at_first(works: Store) -> set[tuple[str, str, str]]:
    """What is found before a fault is planted: nothing but what is weak in the plan."""
    return found(works)


# ---- planting a fault ----


def found(store: Store) -> set[tuple[str, str, str]]:
    return {(each.check, each.thing, each.message) for each in shapes.findings(store)}


def meant(store: Store, words: str) -> NamedNode | Literal:
    """What a word of the table stands for."""
    if words == "LONG":
        return Literal("go on and " * 151)
    if said := re.fullmatch(r'"(.*)"(?:@(\w+)|\^\^(\S+))?', words):
        return Literal(said[1], language=said[2]) if said[2] else Literal(said[1], datatype=term(said[3])) if said[3] else Literal(said[1])
    if words in ("true", "false"):
        return Literal(words == "true")
    if re.fullmatch(r"-?\d+", words):
        return Literal(int(words))
    first, _, way = words.removeprefix("?").partition("/")
    if ":" in first:
        this = things(store, first)[0]
        if not way or not words.startswith("?"):
            return this
        pattern = (None, term(way[1:]), this) if way.startswith("^") else (this, term(way), None)
        quad = sorted(store.quads_for_pattern(*pattern, None), key=str)[0]
        return quad.subject if way.startswith("^") else quad.object
    if first == "scheme":
        return vocab.scheme(way)
    if first == "graph":
        return vocab.graph(*way.split("/"))
    if (vocab.SCHEME + first) in {t.value for t in things(store, "skos:ConceptScheme")}:
        return concept(first, way)
    return vocab.node(first, *way.split("/"))


def plant(store: Store, step: str) -> None:
    verb, thing, predicate, *values = step.split(maxsplit=3)
    subject, predicate = meant(store, thing), term(predicate)
    value = (term(values[0]) if predicate in (term("rdf:type"), term("ccc:property")) else meant(store, values[0])) if values else None
    if verb in ("drop", "set", "remove"):
        there = list(store.quads_for_pattern(subject, predicate, value if verb == "remove" else None, None))
        assert there, f"nothing to take away: {step}"
        for quad in there:
            store.remove(quad)
    if verb in ("add", "set"):
        store.add(Quad(subject, predicate, value, GRAPH))


def faults() -> Iterator[tuple[str, list[str], set[str]]]:
    """Each shape, the steps that break it, and all the shapes that find something then."""
    for line in FAULTS.strip().splitlines():
        shape, _, rest = line.partition(" ")
        steps, _, others = rest.partition(" & ")
        yield shape, [step.strip() for step in steps.split(" ; ")], {shape, *others.split()}


def class_of(thing: str) -> str:
    """The class whose first thing the table means, roughly: it keeps faults apart."""
    if thing.startswith("action/"):
        return "ccc:Action"
    return "ccc:Claim" if thing.endswith("^ccc:value") else thing.removeprefix("?").partition("/")[0] if thing.startswith("?") else thing


def batches() -> list[list[tuple[str, list[str], set[str]]]]:
    """The faults in groups that do not meet: no two break the same thing, or are found by the same shape. One run of the shapes tries a whole group."""
    groups: list[tuple[set[str], list]] = []
    for shape, steps, expected in faults():
        touched = expected | {class_of(step.split()[1]) for step in steps}
        for taken, group in groups:
            if not taken & touched and len(group) < 12:
                break
        else:
            groups.append((taken := set(), group := []))
        taken |= touched
        group.append((shape, steps, expected))
    return [group for _, group in groups]


def shapes_file() -> Graph:
    return Graph().parse(shapes.FILE)


def reporting() -> set[str]:
    """The shapes that can report: the others are parts of these."""
    return {str(shape).removeprefix(shapes.SHAPES) for shape in shapes_file().subjects(SH.message, None)}


def test_there_is_a_planted_fault_for_every_shape() -> None:
    planted = [shape for shape, _, _ in faults()]
    assert len(planted) == len(set(planted)) > 140
    assert set(planted) == reporting()


@pytest.mark.parametrize("group", batches(), ids=lambda group: group[0][0])
def test_each_shape_finds_its_fault(works: Store, at_first: set[tuple[str, str, str]], group: list[tuple[str, list[str], set[str]]]) -> None:
    broken = Store()
    broken.extend(works)
    for _, steps, _ in group:
        for step in steps:
            plant(broken, step)
    assert {check for check, _, _ in found(broken) - at_first} == set().union(*(expected for _, _, expected in group))


# ---- graphs that are sound ----


def test_the_works_plan_has_a_thing_for_every_shape(works: Store) -> None:
    """A shape that nothing in a graph is meant by cannot fail: every class and property that the shapes aim at stands in the works plan or what it leads to."""
    aimed = {str(aim) for way in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode) for aim in shapes_file().objects(None, way)}
    there = {q.predicate.value for q in works} | {q.object.value for q in works if q.predicate in (term("rdf:type"), term("ccc:dateKind"))}
    assert aimed - there == {term("prov:Activity").value, term("org:ChangeEvent").value}  # no such thing is to be, and changes of bodies all have classes of their own


def test_the_works_plan_has_no_error(at_first: set[tuple[str, str, str]]) -> None:
    """It names partners in general, and its last line cannot be placed: its author's matters, both."""
    assert {(check, thing.removeprefix(vocab.ID)) for check, thing, _ in at_first} == {("plan-all-read", "plan/works")}


@pytest.mark.parametrize(
    ("ending", "write", "bundled"),
    [("txt", text, True), ("csv", delimited, True), ("md", markdown, True), ("html", web, True), ("xlsx", workbook, True), ("docx", word, True), ("pdf", pdf, True), ("txt", text, False)],
)
def test_a_plan_in_any_format_has_no_error(tmp_path: Path, ending: str, write, bundled: bool) -> None:
    rows = [("Ref", "Action", "Lead", "Partners", "Timescale"), ("A1", "Review the pathway under the Mental Health Act 1983", "Home Office", "NHS England", "May 2015"), ("A2", "Spend £20,000 on training", "Northfield Council", "", "Ongoing")]
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(write(rows))
    made = build.build([path], bundled_register=bundled)
    assert len(things(made.graph.store, "ccc:Action")) == 2
    assert shapes.findings(made.graph.store, ["error"]) == []


def test_the_bundled_plan_and_the_whole_of_the_registers_have_no_error() -> None:
    """A build proves of the registers only what its plan leads to; this proves them whole, continuations and unconfirmed facts included."""
    whole = build.build(unconfirmed=True).graph.store
    assert len(things(whole, "ccc:Continuation")) == 44
    assert shapes.findings(whole, ["error"]) == []


def test_nothing_is_said_of_the_bundled_plan() -> None:
    """Read against the document: its date and publisher are known, its actions numbered, its lines understood; the Bill that 3.7 rests on is an Act by now."""
    assert shapes.findings(build.build().graph.store, ["warning", "info"]) == []


def test_what_is_said_of_a_plan_is_told_with_its_action_and_words(tmp_path: Path) -> None:
    """No Act is registered for the Railways Bill; the file says nothing of its date and publisher."""
    path = tmp_path / "p.csv"
    path.write_text("Ref,Action,Lead,When\n1,Prepare for the Railways Bill with the stations of the county,Network Rail,2027\n", encoding="utf-8")
    said = shapes.findings(build.build([path]).graph.store, ["warning", "info"])
    assert [(each.check, each.severity, each.action, each.evidence) for each in said] == [
        ("plan-issued", "warning", "", "p"),
        ("plan-publisher", "info", "", "p"),
        ("rests-on-bill", "info", "1", "Railways Bill"),
    ]
    assert {each.plan for each in said} == {"p"}
    assert said[-1].at == "row 2 column 2" and all(each.message and each.advice for each in said)


def test_a_cell_in_which_nothing_can_be_seen_is_no_cell(tmp_path: Path) -> None:
    """A cell of a control character has no words, so nothing could lead to them."""
    path = tmp_path / "p.csv"
    path.write_text("Ref,Action,Lead,When,Odd\n1,Review the pathway,Home Office,2019,\x1b\n", encoding="utf-8")
    assert things(build.build([path]).graph.store, "ccc:OtherCell") == []


@pytest.mark.parametrize(
    "row",
    [
        "1,Spend up to £2.5 million in 2017 after a pilot in 2016,Home Office,2019,,",
        "1,Review the pathway,Home Office,2019,\ufeff,\x1b",
        "1,Review the pathway,Home Office,2019,one\n\x1b\ntwo,",
        "•,,,,,\n1,Review the pathway,Home Office,2019,,",
    ],
)
def test_odd_cells_make_no_fault(tmp_path: Path, row: str) -> None:
    """A period of money printed in another order, and cells in which nothing can be seen: once each stopped a build."""
    path = tmp_path / "p.csv"
    path.write_text("Ref,Action,Lead,When,Measure of success,Odd\n" + row.replace("one\n", '"one\n').replace("\ntwo", '\ntwo"') + "\n", encoding="utf-8")
    assert len(things(build.build([path]).graph.store, "ccc:Action")) == 1


# ---- the build ----


def test_a_graph_that_is_not_well_formed_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which shape, what is wrong, with which thing and words, how many more there are, and what to do."""
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tReview the pathway.\tHome Office\n2\tTrain the staff.\tMind\n", encoding="utf-8")
    monkeypatch.setattr("concordat.graph.quads.plan._Writer._reading", lambda *these: None)
    with pytest.raises(GraphError, match=r"^the graph is not well formed and was not written: reading-confidence: What was read must say how sure it is.*; \d+ faults in all\) The graph is at fault"):
        build.build([path])


def test_somebody_elses_register_is_tried_as_a_whole(tmp_path: Path) -> None:
    """Their word for how sure they are is none of ours: a row of a body that the plan never names is enough."""
    plan, register = tmp_path / "p.txt", tmp_path / "r.csv"
    plan.write_text("Ref\tAction\tLead\n1\tReview the pathway.\tHome Office\n", encoding="utf-8")
    register.write_text("id,name,aliases\nnorthfield,Northfield Council,Northfield Council\n", encoding="utf-8")
    with pytest.raises(GraphError, match="other-names: Another name must be in English, not empty, and not the name itself"):
        build.build([plan], register=register)


def test_a_big_graph_is_built_without_the_shapes_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tReview the pathway.\tHome Office\n", encoding="utf-8")
    monkeypatch.setattr(shapes, "findings", lambda *these: pytest.fail("the shapes were tried"))
    made = build.build([path], shapes_up_to=1_000)
    assert made.notices == (f"shapes not tried: {len(made.graph.store):,} statements, more than 1,000; concordat check tries them",)


# ---- the file ----


def test_the_shapes_are_shacl() -> None:
    from pyshacl import validate

    conforms, _, words = validate(Graph(), shacl_graph=shapes_file(), meta_shacl=True)
    assert conforms, words


def test_every_shape_has_a_name_a_message_and_a_level() -> None:
    """And what is its author's matter says what the author can do; a part of other shapes has no message and no target."""
    file = shapes_file()
    all_shapes = {*file.subjects(RDF.type, SH.NodeShape), *file.subjects(RDF.type, SH.PropertyShape)}
    assert len(all_shapes) > 200
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    for shape in all_shapes:
        words = str(shape).removeprefix(shapes.SHAPES)
        assert isinstance(shape, URIRef) and str(shape).startswith(shapes.SHAPES) and file.value(shape, SH.name), words
        assert (file.value(shape, SH.message) is None) == (file.value(shape, SH.severity) is None), words
        for text_ in (message := file.value(shape, SH.message), file.value(shape, SH.description), file.value(shape, SKOS.scopeNote)):
            assert text_ is None or (text_.language == "en" and text_.endswith(".")), words
        assert (file.value(shape, SKOS.scopeNote) is not None) == (file.value(shape, SH.severity) in (SH.Warning, SH.Info)), words
        holds_others = file.value(shape, SH.property) is not None or file.value(shape, SH.message) is not None
        assert holds_others or not any(file.value(shape, way) for way in targets), f"{words}: a target, and nothing to say"
        used = (None, None, shape) in file
        assert used or any(file.value(shape, way) for way in targets), f"{words}: neither a target nor part of a shape"
        assert message is None or "ccc:" not in message


def test_the_shapes_are_core_and_parts_of_paths_alone_have_no_iri() -> None:
    file = shapes_file()
    assert not [p for p in file.predicates() if p in (SH.sparql, SH.js, SH.rule, SH.target, SH.select)]
    for blank in {s for s in file.subjects() if isinstance(s, BNode)}:
        assert {*file.predicates(blank)} <= {RDF.first, RDF.rest, SH.alternativePath, SH.inversePath}


def test_the_file_says_what_it_is() -> None:
    file = shapes_file()
    this = next(file.subjects(RDF.type, OWL.Ontology))
    for word_ in ("dct:title", "dct:description", "dct:creator", "dct:license", "dct:created", "owl:versionIRI", "owl:versionInfo"):
        assert file.value(this, URIRef(term(word_).value)), word_


@pytest.mark.parametrize("scheme", ["role", "date-kind", "deed", "dependency-type", "event-status", "continuation-type", "verdict", "amount-qualifier"])
def test_the_lists_of_the_shapes_are_those_of_the_ontology(scheme: str) -> None:
    declared = {t.subject.value for t in parse(path=str(vocab.ONTOLOGY_FILE), format=RdfFormat.TURTLE) if t.predicate == term("skos:inScheme") and t.object == vocab.scheme(scheme)}
    file = shapes_file()
    lists = [{str(each) for each in file.items(first)} for first in file.objects(None, SH["in"])]
    assert any(listed == declared for listed in lists)


def test_every_term_of_the_shapes_is_declared() -> None:
    named = {str(t)[len(vocab.ONT) :] for triple in shapes_file() for t in triple if isinstance(t, URIRef) and str(t).startswith(vocab.ONT)}
    assert len(named) > 80
    assert named <= vocab.declared()


def plainly(store: Store, shapes_graph: Graph) -> set[tuple[str, str]]:
    """Shape and thing of what pySHACL finds when it is given the file as it is, and the graph as any other tool would read it."""
    from pyshacl import validate

    union = serialize((Triple(q.subject, q.predicate, q.object) for q in store), format=RdfFormat.N_TRIPLES)
    report = validate(Graph().parse(data=union, format="nt"), shacl_graph=shapes_graph)[1]
    return {(str(shape).removeprefix(shapes.SHAPES), str(report.value(result, SH.focusNode))) for result, shape in report.subject_objects(SH.sourceShape)}


def test_any_tool_finds_what_we_find(works: Store) -> None:
    """We rearrange the shapes and leave out what they do not speak of, to be quicker; the findings are the same."""
    broken = Store()
    broken.extend(works)
    for _, steps, _ in batches()[0] + batches()[-1]:
        for step in steps:
            plant(broken, step)
    ours = {(check, thing) for check, thing, _ in found(broken)}
    assert len(ours) > 12
    assert plainly(broken, shapes_file()) == ours


def test_a_shape_is_switched_off_from_outside(works: Store) -> None:
    """As the head of the file says: one statement in a file of one's own, for any tool that knows SHACL."""
    off = shapes_file().add((URIRef(shapes.SHAPES + "plan-all-read"), SH.deactivated, Words(True)))
    assert {check for check, _ in plainly(works, shapes_file())} - {check for check, _ in plainly(works, off)} == {"plan-all-read"}
