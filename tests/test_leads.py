"""Who leads in plans that nobody has seen: bodies against people, posts and classes, names joined by "and", lines, sentences.

Every body and person is made up; what is expected was written down from reading the cell.
"""

from __future__ import annotations

import pytest

from concordat.graph import extract, plan
from concordat.graph import register as registers
from concordat.graph.extract import bodies, people, roles, wholes
from concordat.graph.model import ActionClaims, Cell, Document, Passage, Row, Span, Table
from concordat.graph.reading.passages import passage

CCGS, LAS, NHSE, CQC, ED = "Clinical commissioning groups", "Local authorities", "NHS England", "Care Quality Commission", "Emergency departments"


def words(text: str) -> Passage:
    return passage(Cell(text, Span(0, len(text))), True)[0]


def read(cell: str, names: registers.Names, role: str = "lead") -> roles.LeadCell:
    return roles.read(words(cell), names, role, own=bodies.own(cell, [cell], names))


def by_role(found: roles.LeadCell, role: str) -> list[str]:
    return [r.agent.name for r in found.roles if r.role == role]


# ---- people, bodies, posts, classes ----

BODIES_NOT_PEOPLE = ["Sport Anytown", "Jobcentre Plus", "Highways Northern", "Speakup Anytown", "Anytown Libraries", "Code Club Anytown", "Unseen North", "Anytown’s Friends", "Grace Church Anytown", "Holly Lodge", "Marie Curie", "Nelson", "ANYTOWN LINK"]
PEOPLE = ["Jane Example", "Dr Sampling", "J. Example", "Agnieszka Example", "Rhiannon Sample", "Ngozi Sample", "Anne-Marie Example", "Mr Wibble", "Example, Jane", "JANE EXAMPLE", "Jane", "Priya", "Zhang Sample"]


@pytest.mark.parametrize("cell", BODIES_NOT_PEOPLE)
def test_capitalised_words_without_a_given_name_are_a_body(cell: str, names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), found.people) == ([cell], [])


@pytest.mark.parametrize("cell", PEOPLE)
def test_a_title_initials_or_a_given_name_make_a_person(cell: str, names: registers.Names) -> None:
    found = read(cell, names)
    assert (found.roles, found.people) == ([], [cell])


@pytest.mark.parametrize(
    ("cell", "sure"), [("Sport Anytown", "low"), ("Xquilla Wobbleton", "low"), ("Anytown Sport Trust", "medium"), ("Anytown Mind", "medium"), ("Anytown General", "medium")]
)  # fmt: skip
def test_a_body_is_in_doubt_where_no_word_of_it_tells_a_body(cell: str, sure: str, names: registers.Names) -> None:
    assert [r.reading.confidence for r in read(cell, names).roles] == [sure]


@pytest.mark.parametrize(
    ("cell", "leads", "persons"),
    [
        ("Anytown CCG (Xquilla Wobbleton)", ["Anytown CCG"], ["Xquilla Wobbleton"]),
        ("Xquilla Wobbleton (Anytown CCG)", ["Anytown CCG"], ["Xquilla Wobbleton"]),
        ("Anytown CCG – Xquilla Wobbleton", ["Anytown CCG"], ["Xquilla Wobbleton"]),
        ("Xquilla Wobbleton, Head of Housing", [], ["Xquilla Wobbleton", "Head of Housing"]),
        ("Xquilla Wobbleton\nAnytown CCG\nJexa Samplequist\nNorthside Council", ["Anytown CCG", "Northside Council"], ["Xquilla Wobbleton", "Jexa Samplequist"]),
        ("Jane Example and Xquilla Wobbleton", [], ["Jane Example", "Xquilla Wobbleton"]),
        ("Jane Example, Joe Sample, Xquilla Wobbleton & RSPFT", ["RSPFT"], ["Jane Example", "Joe Sample", "Xquilla Wobbleton"]),
        ("Jane Example & Joe Sample ICU", ["ICU"], ["Jane Example", "Joe Sample"]),
        ("Jane Example (JE)", [], ["Jane Example"]),
        ("Anytown Council – Sport Anytown", ["Anytown Council"], []),  # words behind a dash say which part of it
        ("Sport Anytown, Rural Minds & RSPFT", ["Sport Anytown", "Rural Minds", "RSPFT"], []),
        ("Lead: Anytown Traveller Workshop (with RSPFT)", ["Anytown Traveller Workshop"], []),
    ],
)  # fmt: skip
def test_without_a_given_name_the_place_tells_a_person(cell: str, leads: list[str], persons: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), found.people) == (leads, persons)


@pytest.mark.parametrize(
    "cell", ["Leader of the Council", "Board Manager", "XYZ Business Manager", "Ward managers", "Housing Options Manager", "Clinical Lead for Dementia", "Chief Data Officer", "Lead Nurse for Safeguarding",
    "Information Governance Manager", "Governance Manager", "Station Manager, Prevention", "Det Ch Supt Crime", "Named GP for Safeguarding Adults", "Workforce Development Officer"]
)  # fmt: skip
def test_posts_stay_words(cell: str, names: registers.Names) -> None:
    found = read(cell, names)
    assert (found.roles, found.people) == ([], [cell])


@pytest.mark.parametrize(
    "cell", ["Office of the Chief Data Officer", "Office of the Police & Crime Commissioner", "Office of the Police and Crime Commissioner for Northside", "Blackburn with Darwen CCG", "Wibble, Wobble and Partners CIC"]
)  # fmt: skip
def test_a_name_is_never_cut_inside(cell: str, names: registers.Names) -> None:
    found = read(cell, names)
    assert ([r.reading.printed for r in found.roles], found.people) == ([cell], [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("local employers", ["local employers"]),
        ("All operators", ["All operators"]),
        ("local churches", ["local churches"]),
        ("All ministries", ["All ministries"]),
        ("All directorates", ["All directorates"]),
        ("All divisions", ["All divisions"]),
        ("All Anyshire CCGs", ["Anyshire CCGs"]),
        ("Trusts / GPs", ["Trusts", "GPs"]),
        ("LA / CCG", [LAS, CCGS]),
        ("LAs", [LAS]),
        ("all CCGs", [CCGS]),
    ],
)
def test_what_is_many_bodies_is_a_class_with_its_words(cell: str, expected: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert [(r.agent.name, r.agent.kind) for r in found.roles] == [(name, "body-class") for name in expected]
    assert found.people == []


@pytest.mark.parametrize(
    "cell",
    ["Victoria Mental Health Trust", "Kerry Mental Health Association", "Leigh Primary Care Network", "Chelsea Children's Hospital", "Madison Valley School Board", "Florence Wibble Leisure Trust", "Anna Mental Health Trust"],
)  # fmt: skip
def test_a_body_whose_name_begins_with_a_given_name_is_one_body(cell: str, names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), found.people) == ([cell], [])


@pytest.mark.parametrize(
    ("cell", "others", "lead", "person"),
    [
        ("Jane Example Ambridge CCG", [], "Ambridge CCG", "Jane Example"),
        ("Ann Example ICU", [], "ICU", "Ann Example"),
        ("Victoria Example NHS England", [], NHSE, "Victoria Example"),
        ("Victoria Example Leisure Trust", ["Leisure Trust"], "Leisure Trust", "Victoria Example"),
        ("Jane Example Housing Team", [], "Housing Team", "Jane Example"),
        ("Designated Nurse for Ambridge CCG", [], "Ambridge CCG", "Designated Nurse for"),
        ("Jane Example Ambridge Council", [], "Ambridge Council", "Jane Example"),  # in doubt no name of a person becomes that of a body
    ],
)  # fmt: skip
def test_a_person_before_a_body_of_its_own_stays_a_person(cell: str, others: list[str], lead: str, person: str, names: registers.Names) -> None:
    found = roles.read(words(cell), names, own=bodies.own(cell, [cell, *others], names))
    assert (by_role(found, "lead"), found.people) == ([lead], [person])


@pytest.mark.parametrize("cell", ["Dept. of Parks", "Govt. Office for the North", "Borchester Univ. Hospital", "St. Mary's Trust", "Borchester Assoc. of Carers"])
def test_a_stop_behind_an_abbreviation_ends_no_name(cell: str, names: registers.Names) -> None:
    assert by_role(read(cell, names), "lead") == [cell]


def test_a_stop_behind_a_whole_word_parts_two_names(names: registers.Names) -> None:
    assert by_role(read("Ambridge Council. Borchester Trust, then Hillside CCG", names), "lead") == ["Ambridge Council", "Borchester Trust", "Hillside CCG"]


NOBODY = ["See action 4", "see 2", "See 2.1 above", "same as above", "as above", "As per action 3.", "ditto", "Not yet assigned", "Encouraged for all agencies", "Contact us", "No"]


@pytest.mark.parametrize("cell", NOBODY)
def test_words_that_name_nobody_make_no_body_and_are_listed(cell: str, names: registers.Names, register: registers.Register) -> None:
    found = read(cell, names)
    assert (found.roles, found.people, found.unnamed_partners) == ([], [], [])
    [action] = claims_of([["Ref", "Action", "Lead"], ["1", "Plant trees.", cell]], register)
    assert [(left.reading.printed, left.reading.rule) for left in action.unclaimed] == [(cell, "nobody-named")]


@pytest.mark.parametrize("cell", ["Wessen Fire & Rescue Service jointly", "Wessen Fire & Rescue Service together"])
def test_words_behind_a_name_are_no_part_of_it(cell: str, names: registers.Names) -> None:
    assert by_role(read(cell, names), "lead") == ["Wessen Fire & Rescue Service"]


@pytest.mark.parametrize(("cell", "leads"), [("See Ability Trust", ["See Ability Trust"]), ("No Panic Anytown Trust", ["No Panic Anytown Trust"]), ("Better Together", ["Better Together"])])
def test_names_that_begin_or_end_with_such_words_stay_names(cell: str, leads: list[str], names: registers.Names) -> None:
    assert by_role(read(cell, names), "lead") == leads


# ---- names joined ----


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Anytown CCG and RSPFT", ["Anytown CCG", "RSPFT"]),
        ("Wobble22 and XYZRO", ["Wobble22", "XYZRO"]),
        ("Anytown Leisure Ltd & Age UK Anytown", ["Anytown Leisure Ltd", "Age UK Anytown"]),
        ("Anytown Homes & Anytown Leisure Trust", ["Anytown Homes", "Anytown Leisure Trust"]),
        ("Carers’ Voice and Northside Carers Centre", ["Carers’ Voice", "Northside Carers Centre"]),
        ("Anytown Digital Service and the National Archive", ["Anytown Digital Service", "National Archive"]),
        ("Anytown Youth Justice Service and Police Northside", ["Anytown Youth Justice Service", "Police Northside"]),
        ("Anytown Ambulance Service and Towndoc", ["Anytown Ambulance Service", "Towndoc"]),
        ("Healthwatch Anytown-on-Sea and Samaritans", ["Healthwatch Anytown-on-Sea", "Samaritans"]),
        ("Public Health and Anytown Licensing Team", ["Public Health", "Anytown Licensing Team"]),
        ("Public Health Anytown & Local Government Anytown", ["Public Health Anytown", "Local Government Anytown"]),
        ("Friends of Anytown Parks & Anytown Tree Wardens", ["Friends of Anytown Parks", "Anytown Tree Wardens"]),
        ("Anytown’s Friends & Northside Council", ["Anytown’s Friends", "Northside Council"]),
        ("All directorates and Ambridge Council", ["All directorates", "Ambridge Council"]),
        ("Pacific Region and Gulf Region", ["Pacific Region", "Gulf Region"]),
        ("Station Manager, Prevention, Housing Team", ["Prevention", "Housing Team"]),
        ("Ministry of Education and Code Anytown", ["Ministry of Education", "Code Anytown"]),
        (
            "Department for Communities, Housing Executive & Department of Agriculture, Environment and Rural Affairs",
            ["Department for Communities", "Housing Executive", "Department of Agriculture, Environment and Rural Affairs"],
        ),
    ],
)
def test_two_whole_names_are_two_bodies(cell: str, leads: list[str], names: registers.Names) -> None:
    assert by_role(read(cell, names), "lead") == leads


@pytest.mark.parametrize(
    "cell",
    [
        "Thornbury & Hale Council",
        "Eastside & Wickside Mind",
        "Northside & Southside CCG",
        "Age UK Thornbury and Hale",
        "Public Health and Wellbeing",
        "Youth Service and Education",
        "Police Liaison and Diversion Service",
        "Public Health Intelligence and Housing Team",
        "Department of Agriculture and Rural Affairs",
        "Royal Borough of Thornbury and Hale",
        "Equality, Diversity and Inclusion Team",
        "Children, Young People and Families Service",
        "Adult Social Care and Mental Health Trust",
    ],
)
def test_one_name_stays_one_body(cell: str, names: registers.Names) -> None:
    assert by_role(read(cell, names), "lead") == [cell]


@pytest.mark.parametrize(("left", "right", "said"), [("Anytown Trust", "Northside Council", "yes"), ("Thornbury", "Hale Council", ""), ("Sport Anytown", "Arts Anytown", "guess")])
def test_what_parts_two_names(left: str, right: str, said: str) -> None:
    assert wholes.two(left, right) == said


# ---- lines ----


@pytest.mark.parametrize(
    ("cell", "leads", "partners"),
    [
        ("Anytown Council\nWorking with: Anytown CCG\nNorthside Council\nWorking with: Hillside CCG and Anytown Mind", ["Anytown Council", "Northside Council"], ["Anytown CCG", "Hillside CCG", "Anytown Mind"]),
        ("Anytown Council\nWorking with: Anytown CCG\nAnytown CCG\nWorking with: all main signatories to the declaration", ["Anytown Council", "Anytown CCG"], []),
        ("Anytown CCG working with Rivershire Police,\nNorthside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"]),
        ("Anytown CCG in partnership with\nRivershire Police\nNorthside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"]),
        ("Lead: Anytown CCG\nSupport: Rivershire Police\nNorthside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"]),
        ("Support:\nRivershire Police\nNorthside Council", [], ["Rivershire Police", "Northside Council"]),
        ("a) Anytown CCG\nb) Northside Council", ["Anytown CCG", "Northside Council"], []),
        ("Anytown Mind – lead; RSPFT, Wibble and Wobble – support", ["Anytown Mind"], ["RSPFT", "Wibble", "Wobble"]),
    ],
)  # fmt: skip
def test_a_cue_reaches_to_the_end_of_its_line(cell: str, leads: list[str], partners: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), by_role(found, "partner"), found.people) == (leads, partners, [])


# ---- sentences ----


@pytest.mark.parametrize(
    ("cell", "leads", "partners", "unnamed"),
    [
        ("RSPFT to produce options appraisal", [("RSPFT", "to produce options appraisal")], [], []),
        ("RSPFT to produce options. CCGs to agree funding.", [("RSPFT", "to produce options"), (CCGS, "to agree funding")], [], []),
        ("Anytown CVS leads, all partners contribute", [("Anytown CVS", None)], [], ["all partners contribute"]),
        ("Procurement led by ABCCG on behalf of both councils", [("ABCCG", "Procurement")], [], []),
        ("Safety Group led by Anytown Council", [("Safety Group", None), ("Anytown Council", None)], [], []),
        ("Anytown Transport Police leads.", [("Anytown Transport Police", None)], [], []),
        ("Anytown Council to support the review", [], ["Anytown Council"], []),
        ("Anytown CCG to buy beds, NHS England, CQC to approve", [("Anytown CCG", "to buy beds"), (CQC, "to approve")], [], []),
        ("Leads to be confirmed", [], [], []),
    ],
)
def test_a_sentence_in_a_cell_of_leads_has_its_subject_lead(cell: str, leads: list, partners: list[str], unnamed: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert [(r.agent.name, r.scope) for r in found.roles if r.role == "lead"] == leads
    assert (by_role(found, "partner"), [u.printed for u in found.unnamed_partners], found.people) == (partners, unnamed, [])


# ---- brackets ----


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Anytown & Northside Partnership NHS Trust (ANP)", [("Anytown & Northside Partnership NHS Trust", None)]),
        ("South Anycoast Ambulance (SCAS)", [("South Anycoast Ambulance", None)]),
        ("Anytown General (A&E) and RSPFT (liaison)", [("Anytown General", "A&E"), ("RSPFT", "liaison")]),
        ("Fraud Team (shared with Northside Council)", [("Fraud Team", "shared")]),
        ("Anytown Council (NHS England)", [("Anytown Council", None), (NHSE, None)]),
    ],
)
def test_an_abbreviation_in_brackets_is_the_same_body_and_small_words_are_its_part(cell: str, leads: list, names: registers.Names) -> None:
    assert [(r.agent.name, r.scope) for r in read(cell, names).roles if r.role == "lead"] == leads


def test_an_abbreviation_that_stands_behind_a_name_in_a_cell_means_that_body_elsewhere(names: registers.Names) -> None:
    own = bodies.own("", ["South Anycoast Ambulance (SCAS)", "SCAS"], names)
    assert [r.agent.name for r in roles.read(words("SCAS"), names, own=own).roles] == ["South Anycoast Ambulance"]


# ---- plans without a column of leads ----


def claims_of(rows: list[list[str]], register: registers.Register) -> tuple[ActionClaims, ...]:
    """What is read of a plan that is one table of these rows."""
    document, table = "", []
    for number, row in enumerate(rows, 1):
        cells = []
        for cell in row:
            cells.append(Cell(cell, Span(len(document), len(document) + len(cell))))
            document += cell + "\t"
        table.append(Row(number, tuple(cells)))
    return extract.read(plan.read(Document("plan.txt", document, "0", (Table(tuple(table)),)), "plan"), register)


def parties(texts: list[str], register: registers.Register) -> list[tuple[list[str], list[str]]]:
    """Leads and partners of actions that have no cell of leads."""
    made = claims_of([["Ref", "Action"], *([str(n), text] for n, text in enumerate(texts, 1))], register)
    return [tuple([r.agent.name for r in each.responsibilities if r.role == role] for role in ("lead", "partner")) for each in made]


def test_sentences_say_who_leads_and_who_helps_where_no_column_does(register: registers.Register) -> None:
    assert parties(
        [
            "The Department for Parks will work with the Anytown Schools Federation to publish guidance.",
            "Public Health Anytown to publish a review of deaths.",
            "Samaritans Anytown, working with Northside Council, to train staff.",
            "Responsibility for the helpline has now passed to the Anytown Ambulance Trust, which will publish data.",
            "Hillside CCG and the Royal Anytown Legion to write a leaflet.",
            "The Inspectorate of Parks and the Audit Office will inspect five gardens.",
            "The scheme, formerly run by the Ministry of Parks, has transferred to Anytown Housing Agency.",
            "A short guide for employers will be produced.",
        ],
        register,
    ) == [
        (["Department for Parks"], ["Anytown Schools Federation"]),
        (["Public Health Anytown"], []),
        (["Samaritans Anytown"], ["Northside Council"]),
        (["Anytown Ambulance Trust"], []),
        (["Hillside CCG", "Royal Anytown Legion"], []),
        (["Inspectorate of Parks", "Audit Office"], []),
        (["Anytown Housing Agency"], []),
        ([], []),
    ]


@pytest.mark.parametrize(("cell", "leads", "persons"), [("Dave (Anytown Police)", ["Anytown Police"], ["Dave"]), ("Jo/Sam", [], ["Jo", "Sam"]), ("Helen / DH", ["Department of Health"], ["Helen"])])
def test_a_given_name_alone_is_a_person_beside_a_body_too(cell: str, leads: list[str], persons: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), found.people) == (leads, persons)


def test_a_given_name_before_the_word_of_a_body_is_no_person() -> None:
    assert not people.is_person("Martin House Hospice") and not people.is_person("Sue Ryder") and people.is_person("Martin Example")
