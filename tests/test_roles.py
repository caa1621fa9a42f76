"""Who leads, who is a partner, who is only mentioned: cells as English, Scottish, Welsh, Irish, American, Australian and Canadian plans write them.

Every body and person is made up or generic; what is expected was written down from reading the cell.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import extract, plan
from concordat.graph import register as registers
from concordat.graph.extract import bodies, handovers, people, roles, subjects
from concordat.graph.model import Cell, Document, Hints, Passage, Row, Span, Table
from concordat.graph.reading.passages import passage

DH, NHSE, HO, CCGS, LAS, POLICE = "Department of Health", "NHS England", "Home Office", "Clinical commissioning groups", "Local authorities", "Police forces"


def words(text: str) -> Passage:
    return passage(Cell(text, Span(0, len(text))), True)[0]


def read(cell: str, names: registers.Names, others: tuple[str, ...] = (), text: str = "") -> roles.LeadCell:
    """The cell as it is read in a plan with this text and these other lead cells."""
    return roles.read(words(cell), names, own=bodies.own(text or cell, [*others, cell], names))


def by_role(found: roles.LeadCell, role: str) -> list[str]:
    return [r.agent.name for r in found.roles if r.role == role]


# cell, leads, partners, people and posts
CELLS = [
    # joined by marks and words
    ("Anytown CCG, Rivershire Police, and Northside Council", ["Anytown CCG", "Rivershire Police", "Northside Council"], [], []),
    ("Anytown CCG + Rivershire Police", ["Anytown CCG", "Rivershire Police"], [], []),
    ("CCG/ Northside CCG/ RSPFT", [CCGS, "Northside CCG", "RSPFT"], [], []),
    ("Northside Council & Rivershire Police", ["Northside Council", "Rivershire Police"], [], []),
    ("NHS England and Home Office", [NHSE, HO], [], []),
    ("1. Northside Council\n2. Rivershire Police", ["Northside Council", "Rivershire Police"], [], []),
    ("• Northside Council\n• Rivershire Police\n• CCG", ["Northside Council", "Rivershire Police", CCGS], [], []),
    ("<ul><li>Northside Council</li><li>Rivershire Police</li></ul>", ["Northside Council", "Rivershire Police"], [], []),
    ("Northside Council<br>Rivershire Police", ["Northside Council", "Rivershire Police"], [], []),
    ("Anytown Parks\nTrust", ["Anytown Parks Trust"], [], []),
    ("Department of\nParks", ["Department of Parks"], [], []),
    ("Joint: Northside Council, Rivershire Police", ["Northside Council", "Rivershire Police"], [], []),
    ("Local Authorities and CCGs", [LAS, CCGS], [], []),
    # names that hold "and", "&", "/" or a comma
    ("Health and Social Care Trust", ["Health and Social Care Trust"], [], []),
    ("Birmingham and Solihull Mental Health NHS FT", ["Birmingham and Solihull Mental Health NHS FT"], [], []),
    ("Children, Young People and Families Service", ["Children, Young People and Families Service"], [], []),
    ("Brighton & Hove City Council", ["Brighton & Hove City Council"], [], []),
    ("Department for Business, Energy and Industrial Strategy", ["Department for Business, Energy and Industrial Strategy"], [], []),
    ("Ministry of Housing, Communities and Local Government / NHS England", ["Ministry of Housing, Communities and Local Government", NHSE], [], []),
    ("A&E", ["Emergency departments"], [], []),
    ("Police and Crime Commissioner", ["Police and crime commissioners"], [], []),
    ("Police, Fire and Crime Commissioner", ["Police, Fire and Crime Commissioner"], [], []),
    ("South, Central and West CSU", ["South, Central and West CSU"], [], []),
    ("Royal Borough of Windsor and Maidenhead", ["Royal Borough of Windsor and Maidenhead"], [], []),
    ("Kensington and Chelsea Council", ["Kensington and Chelsea Council"], [], []),
    ("Barking, Havering and Redbridge University Hospitals NHS Trust", ["Barking, Havering and Redbridge University Hospitals NHS Trust"], [], []),
    ("Tyne and Wear Fire and Rescue Service, Northside Council", ["Tyne and Wear Fire and Rescue Service", "Northside Council"], [], []),
    ("24/7 Crisis Team", ["24/7 Crisis Team"], [], []),
    ("HM Revenue and Customs", ["HM Revenue and Customs"], [], []),
    ("Health and Safety Executive and Northside Council", ["Health and Safety Executive", "Northside Council"], [], []),
    # partners
    ("Northside Council in association with Riverside Housing Trust and Hillside Parish Council", ["Northside Council"], ["Riverside Housing Trust", "Hillside Parish Council"], []),
    ("Anytown CCG (with Rivershire Police)", ["Anytown CCG"], ["Rivershire Police"], []),
    ("Anytown CCG with sign up from partner agencies Rivershire Police, Northside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"], []),
    ("Rivershire Police supported by Northside Council", ["Rivershire Police"], ["Northside Council"], []),
    ("Working with: Rivershire Police", [], ["Rivershire Police"], []),
    ("Lead - Anytown CCG; Partners - Rivershire Police, Northside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"], []),
    ("Lead:\nAnytown CCG\nSupport:\nRivershire Police\nNorthside Council", ["Anytown CCG"], ["Rivershire Police", "Northside Council"], []),
    ("Partners: Rivershire Police; Lead: Anytown CCG", ["Anytown CCG"], ["Rivershire Police"], []),
    ("Anytown CCG (lead), Rivershire Police (support)", ["Anytown CCG"], ["Rivershire Police"], []),
    ("Northside Council (Lead)\nRivershire Police\nAnytown CCG (support)", ["Northside Council", "Rivershire Police"], ["Anytown CCG"], []),
    ("Anytown CCG to lead, Rivershire Police to support", ["Anytown CCG"], ["Rivershire Police"], []),
    ("Anytown CCG, in collaboration with Rivershire Police", ["Anytown CCG"], ["Rivershire Police"], []),
    ("Led by Anytown CCG", ["Anytown CCG"], [], []),
    # only mentioned
    ("Northside Council on behalf of the Rivershire Partnership", ["Northside Council"], [], []),
    ("Northside Council via Rivershire Safety Partnership", ["Northside Council"], [], []),
    ("Anytown CCG accountable to the Health and Wellbeing Board", ["Anytown CCG"], [], []),
    ("Anytown CCG through the Children's Improvement Board", ["Anytown CCG"], [], []),
    # nobody
    ("All", [], [], []),
    ("To be confirmed", [], [], []),
    ("N/A", [], [], []),
    ("tbc.", [], [], []),
    # people and posts
    ("CCG (Jane Example)", [CCGS], [], ["Jane Example"]),
    ("Jane Example (CCG)", [CCGS], [], ["Jane Example"]),
    ("CCG - Jane Example", [CCGS], [], ["Jane Example"]),
    ("Jane Example, CCG", [CCGS], [], ["Jane Example"]),
    ("Jane Example\nAnytown Parks Trust\nJoe Sample\nNorthside Council", ["Anytown Parks Trust", "Northside Council"], [], ["Jane Example", "Joe Sample"]),
    ("Jane Example and Joe Sample ICU", ["ICU"], [], ["Jane Example", "Joe Sample"]),
    ("Northside Council: Jane Example and Joe Sample", ["Northside Council"], [], ["Jane Example", "Joe Sample"]),
    ("Jane Example – Head of Housing – Northside Council", ["Northside Council"], [], ["Jane Example", "Head of Housing"]),
    ("Insp Joe Sample, Rivershire Police", ["Rivershire Police"], [], ["Insp Joe Sample"]),
    ("Director of Public Health", [], [], ["Director of Public Health"]),
    ("Head of Commissioning, NHS Anytown CCG", ["NHS Anytown CCG"], [], ["Head of Commissioning"]),
    ("Northside Council Director of Public Health", ["Northside Council"], [], ["Director of Public Health"]),
    ("CCG Mental Health Lead", [CCGS], [], ["Mental Health Lead"]),
    ("Chief Executive of Anytown Trust", ["Anytown Trust"], [], ["Chief Executive of"]),
    ("Deputy Chief Constable, Rivershire Police", ["Rivershire Police"], [], ["Deputy Chief Constable"]),
    ("Suicide Prevention Steering Group – chair Jane Example", ["Suicide Prevention Steering Group"], [], ["chair Jane Example"]),
    ("Locality Managers / AMHP lead", [], [], ["Locality Managers", "AMHP lead"]),
    # Scotland, Wales, Northern Ireland, Ireland
    ("Scottish Government with NHS Boards and Integration Authorities", ["Scottish Government"], ["NHS Boards", "Integration Authorities"], []),
    ("Scottish Government, Police Scotland and COSLA", ["Scottish Government", "Police Scotland", "COSLA"], [], []),
    ("Welsh Government and Local Health Boards", ["Welsh Government", "Local Health Boards"], [], []),
    ("Cyngor Gwynedd / Gwynedd Council", ["Cyngor Gwynedd", "Gwynedd Council"], [], []),
    ("Northern Ireland Fire and Rescue Service and PSNI", ["Northern Ireland Fire and Rescue Service", "PSNI"], [], []),
    ("DoJ/PSNI/HSCB", ["DoJ", "PSNI", "HSCB"], [], []),
    ("An Garda Síochána / HSE", ["An Garda Síochána", "HSE"], [], []),
    ("Department of Housing, Local Government and Heritage", ["Department of Housing, Local Government and Heritage"], [], []),
    ("Department of Education; Education and Training Boards", ["Department of Education", "Education and Training Boards"], [], []),
    # the United States, Canada, Australia
    ("OMB*", ["OMB"], [], []),
    ("OMB in coordination with GSA", ["OMB"], ["GSA"], []),
    ("HUD, VA, and USICH", ["HUD", "VA", "USICH"], [], []),
    ("Office of Management and Budget and General Services Administration", ["Office of Management and Budget", "General Services Administration"], [], []),
    ("Department of Health and Human Services", ["Department of Health and Human Services"], [], []),
    ("Department of Housing and Urban Development / Department of Veterans Affairs", ["Department of Housing and Urban Development", "Department of Veterans Affairs"], [], []),
    ("Planning & Building Department w/ Fire Department", ["Planning & Building Department"], ["Fire Department"], []),
    ("City Manager", [], [], ["City Manager"]),
    ("Agency Chief Data Officer", [], [], ["Agency Chief Data Officer"]),
    ("Immigration, Refugees and Citizenship Canada", ["Immigration, Refugees and Citizenship Canada"], [], []),
    ("Ministry of Children, Community and Social Services", ["Ministry of Children, Community and Social Services"], [], []),
    ("Department of Climate Change, Energy, the Environment and Water", ["Department of Climate Change, Energy, the Environment and Water"], [], []),
    ("DPIE (Lead), Local Land Services", ["DPIE", "Local Land Services"], [], []),
    ("WA Police Force and Department of Communities", ["WA Police Force", "Department of Communities"], [], []),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "leads", "partners", "persons"), CELLS, ids=[cell[0][:50] for cell in CELLS])
def test_lead_cells(cell: str, leads: list[str], partners: list[str], persons: list[str], names: registers.Names) -> None:
    found = read(cell, names)
    assert (by_role(found, "lead"), by_role(found, "partner"), found.people) == (leads, partners, persons)


@pytest.mark.parametrize(
    ("cell", "mentioned"),
    [
        ("Northside Council on behalf of the Rivershire Partnership", ["Rivershire Partnership"]),
        ("Jane Example. Monitored by Rivershire Safeguarding Board.", ["Rivershire Safeguarding Board"]),
        ("Anytown CCG accountable to the Health and Wellbeing Board; Northside Council", ["Health and Wellbeing Board"]),
        ("Responsible: Northside Council / Informed: Rivershire Police", ["Rivershire Police"]),
    ],
)
def test_whoever_asks_pays_or_watches_is_only_mentioned(cell: str, mentioned: list[str], names: registers.Names) -> None:
    assert by_role(read(cell, names), "mentioned") == mentioned


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("Anytown CCG & all partners", ["all partners"]),
        ("All partners", ["All partners"]),
        ("Concordat partners", ["Concordat partners"]),
        ("Anytown CCG in partnership with all agencies", ["all agencies"]),
        ("Multi-agency", ["Multi-agency"]),
    ],
)
def test_partners_in_general_are_kept_as_a_flag(cell: str, printed: list[str], names: registers.Names) -> None:
    assert [r.printed for r in read(cell, names).unnamed_partners] == printed


@pytest.mark.parametrize(
    ("cell", "others", "leads"),
    [
        ("Acorn and Beacon", ("Acorn", "Northside Council"), ["Acorn", "Beacon"]),
        ("Acorn and Beacon", (), ["Acorn and Beacon"]),
        ("Housing and Planning", ("Housing",), ["Housing and Planning"]),  # "Housing" may be one department of several
        ("Housing and Planning", ("Housing", "Planning"), ["Housing", "Planning"]),
        ("Barking, Havering and Dagenham CCG", ("Barking", "Havering / Northside Council"), ["Barking", "Havering", "Dagenham CCG"]),
        ("OMB1", ("OMB",), ["OMB"]),
        ("CCG2", (), [CCGS]),
    ],
)  # fmt: skip
def test_names_that_stand_alone_elsewhere_in_the_plan_tell_two_from_one(cell: str, others: tuple[str, ...], leads: list[str], names: registers.Names) -> None:
    assert by_role(read(cell, names, others), "lead") == leads


@pytest.mark.parametrize(
    ("cell", "text", "leads"),
    [
        ("APT", "The Anytown Parks Trust (APT) plants trees.", [("Anytown Parks Trust", "APT", "medium")]),
        ("National Health Service England (NHSE)", "", [(NHSE, "National Health Service England (NHSE)", "medium")]),
        ("DH", "Works are done by Devon Highways (DH).", [("Devon Highways", "DH", "medium")]),
        ("DH", "", [(DH, "DH", "high")]),
        ("Northside City Council (NCC), Rivershire Police", "", [("Northside City Council", "Northside City Council (NCC)", "medium"), ("Rivershire Police", "Rivershire Police", "medium")]),
    ],
)  # fmt: skip
def test_what_the_plan_says_of_its_abbreviations_counts_before_the_register(cell: str, text: str, leads: list, names: registers.Names) -> None:
    found = read(cell, names, text=text)
    assert [(r.agent.name, r.reading.printed, r.reading.confidence) for r in found.roles] == leads


@pytest.mark.parametrize(
    ("cell", "sure"),
    [("NHS England", "high"), ("Anytown CCG", "medium"), ("Anytown CCG (tbc)", "low"), ("NHS England?", "low"), ("anytown group", "low"), ("Barking, Havering and Redbridge NHS Trust", "low")],
)
def test_doubt_is_shown(cell: str, sure: str, names: registers.Names) -> None:
    assert [r.reading.confidence for r in read(cell, names).roles] == [sure]


@pytest.mark.parametrize(
    ("cell", "scope"),
    [
        ("NHS England (for the first year, and on)", "for the first year, and on"),
        ("Northside Council (Adult Social Care)", "Adult Social Care"),
        ("NHS England – Midlands and East", "Midlands and East"),
        ("Northside Council (Jane Example lead)", None),
    ],
)
def test_words_in_brackets_or_behind_a_dash_limit_the_part_but_people_never_do(cell: str, scope: str | None, names: registers.Names) -> None:
    assert [r.scope for r in read(cell, names).roles] == [scope]


SENTENCES = [
    ("NHS England and Public Health England will jointly publish guidance.", "", [NHSE, "Public Health England"]),
    ("The Department will ask NHS England to review it.", "The Department of Health (the Department) wrote this.", [DH]),
    ("The Department will publish it.", "The Home Office (the Department) wrote this with the Department of Health.", [HO]),
    ("The Department will publish it.", "Nobody is introduced here.", ["Department"]),
    ("We will ask NHS England to review it.", "", []),
    ("We will write it. NHS England will read it.", "", []),
    ("By April 2017, NHS England will publish it.", "", [NHSE]),
    ("At the request of the Home Office, NHS England will publish it.", "", [NHSE]),
    ("Guidance will be written by NHS England.", "", []),
    ("NHS England will be asked to write guidance.", "", []),
    ("NHS England will be supported by the Home Office.", "", []),
    ("Develop guidance for NHS England.", "", []),
    ("A review, led by NHS England, of beds.", "", [NHSE]),
    ("CCGs to ensure that beds are there.", "", [CCGS]),
    ("OMB should issue a memorandum and report to NHS England.", "", ["OMB"]),
    ("The Anytown Parks Trust, working with the Home Office, will plant trees.", "", ["Anytown Parks Trust"]),
    ("Access to support will improve.", "", []),
    ("By May, the Anytown Data Committee (ADC), with direction from the RPC, and the Department of Parks will draw a map.", "", ["Anytown Data Committee", "Department of Parks"]),
    ("By May, the Program Management Office of the U.S. Parks Bureau, under the direction of the RPC, will open a door.", "", ["Program Management Office of the U.S. Parks Bureau"]),
    ("The Anytown Map Centre (AMC) within the Department of Parks will draw a map.", "", ["Anytown Map Centre"]),
    ("All agencies will name an officer.", "", []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "document", "leads"), SENTENCES)
def test_the_subject_of_the_sentence_leads_where_no_cell_says_so(text: str, document: str, leads: list[str], names: registers.Names) -> None:
    found = subjects.read(words(text), names, bodies.own(f"{document} {text}", [], names))
    assert [r.agent.name for r in found] == leads
    assert {(r.reading.rule, r.reading.confidence) for r in found} <= {("sentence-subject", "medium")}


@pytest.mark.parametrize(
    ("cell", "leads", "former"),
    [
        ("Responsibility has now passed to the Home Office.", [HO], []),
        ("Delayed. Now led by NHS England and the Home Office.", [NHSE, HO], []),
        ("The lead has changed from NHS England to the Home Office.", [HO], [NHSE]),
        ("Ownership of this action transferred to Anytown Parks Trust in May.", ["Anytown Parks Trust"], []),
        ("This has now passed to Borchester Council", ["Borchester Council"], []),
        ("Delayed. Has now passed to Borchester Council.", ["Borchester Council"], []),
        ("It has now been transferred from NHS England to Borchester Council", ["Borchester Council"], [NHSE]),
        ("Responsibility now sits with Borchester Council", ["Borchester Council"], []),
        ("(now handed over to the Home Office)", [HO], []),
        ("Patients transferred to Anytown Hospital.", [], []),
        ("The patient has been moved to Anytown Hospital.", [], []),
        ("Responsibility for beds was discussed.", [], []),
    ],
)
def test_a_change_of_lead_is_read_from_its_words(cell: str, leads: list[str], former: list[str], names: registers.Names) -> None:
    found = handovers.find(words(cell), names, bodies.Own())
    assert ([r.agent.name for r in found.leads] if found else [], [r.agent.name for r in found.former] if found else []) == (leads, former)
    assert all(r.reading.printed in cell and r.reading.confidence == "medium" for r in (found.leads if found else ()))


def claims(rows: list[list[str]], register: registers.Register, **hints: str) -> list[dict[str, list[str]]]:
    """The bodies of each action of a plan with these rows, by role."""
    text, made = "", []
    for number, row in enumerate(rows, 1):
        cells = []
        for cell in row:
            cells.append(Cell(cell, Span(len(text), len(text) + len(cell))))
            text += cell + "\t"
        made.append(Row(number, tuple(cells)))
    document = Document("plan.txt", text, "0", (Table(tuple(made)),))
    read_plan = replace(plan.read(document, "plan"), hints=Hints(**hints))
    return [{role: [r.agent.name for r in each.responsibilities if r.role == role] for role in ("lead", "partner", "mentioned")} for each in extract.read(read_plan, register)]


def test_a_lead_cell_counts_before_the_sentence_and_the_sentence_before_the_default(register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "NHS England will write it.", "Home Office"], ["2", "NHS England will write it.", ""], ["3", "Write it.", ""], ["4", "Write it.", "TBC"]]
    found = claims(rows, register, default_lead=DH)
    assert [each["lead"] for each in found] == [[HO], [NHSE], [DH], []]
    assert found[0]["mentioned"] == [NHSE]


def test_a_body_in_no_register_is_known_in_the_text_when_it_leads_elsewhere(register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Plant trees.", "Anytown Parks Trust (APT)"], ["2", "Work with the APT and tell Anytown Council.", "DH"], ["3", "Tell DH.", "Anytown Council"]]
    assert claims(rows, register)[1] == {"lead": [DH], "partner": ["Anytown Parks Trust"], "mentioned": ["Anytown Council"]}


def test_a_former_lead_is_kept_as_mentioned(register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead", "Progress"], ["1", "Write it.", "Home Office", "Responsibility has now passed to NHS England."], ["2", "Write it.", "DH - now led by NHS England", ""]]
    found = claims(rows, register)
    assert found == [{"lead": [NHSE], "partner": [], "mentioned": [HO]}, {"lead": [NHSE], "partner": [], "mentioned": [DH]}]


@pytest.mark.parametrize(
    ("text", "lead", "progress", "status"),
    [
        ("Write it.", "Ambridge Trust. This has now passed to Borchester Council", "", ""),
        ("Write it.", "Ambridge Trust has now passed to Borchester Council", "", ""),
        ("Write it.", "Ambridge Trust (has now passed to Borchester Council)", "", ""),
        ("Write it.", "Ambridge Trust", "It has now been transferred from Ambridge Trust to Borchester Council.", ""),
        ("Write it.", "Ambridge Trust", "", "Responsibility now sits with Borchester Council"),
        ("Write it. This has now passed to Borchester Council.", "Ambridge Trust", "", ""),
        ("Ambridge Trust to write it. This has now passed to Borchester Council.", "", "", ""),
    ],
)
def test_whoever_has_taken_over_leads_wherever_it_is_told(text: str, lead: str, progress: str, status: str, register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead", "Progress", "Status"], ["1", text, lead, progress, status], ["2", "Plant it.", "Ambridge Trust", "", ""]]
    assert claims(rows, register)[0] == {"lead": ["Borchester Council"], "partner": [], "mentioned": ["Ambridge Trust"]}


def test_what_has_passed_to_somebody_in_a_cell_of_progress_need_not_be_the_lead(register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead", "Progress"], ["1", "Write it.", "NHS England", "The draft has now been passed to the Home Office."]]
    assert claims(rows, register) == [{"lead": [NHSE], "partner": [], "mentioned": []}]


def test_a_change_of_lead_that_is_still_to_be_made_changes_no_lead(register: registers.Register) -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Ensure that responsibility for beds is transferred to the Home Office.", "NHS England"]]
    assert claims(rows, register) == [{"lead": [NHSE], "partner": [], "mentioned": [HO]}]


PIECES = st.lists(
    st.sampled_from(["DH", "NHS England", "Jane Example", "CCG", "and", "&", "/", ", ", "\n", "(", ")", " ", "with", "Lead:", "support", "tbc", "Trust", "of", "on behalf of", "Department for", "Housing", "1.", "*", "?", "•", "é", "-", " – "]),
    max_size=14,
).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES | st.text(max_size=60))
def test_whatever_the_cell_what_is_said_stands_in_it(text: str) -> None:
    cell = words(text)
    names = _NAMES
    found = roles.read(cell, names)
    assert all(r.reading.printed and r.reading.printed in cell.text for r in found.roles)
    assert all(r.printed in cell.text for r in found.unnamed_partners) and all(p.strip() and p in cell.text for p in found.people)
    assert all(r.scope is None or (r.scope in cell.text and not people.holds_person(r.scope)) for r in found.roles)
    assert len({r.agent for r in found.roles}) == len(found.roles)
    subjects.read(cell, names, bodies.Own())
    handovers.find(cell, names, bodies.Own())


_NAMES = registers.load().names("")


@pytest.mark.parametrize("piece", ["DH/", "Ann and Bob ", "(", "Housing, ", "A and ", "\n", "with CCG ", "Barking, Bow and ", "Trust Lead "])
def test_a_long_cell_is_read_to_its_end(piece: str) -> None:
    """Were the time to grow with the square of the length, these would take hours."""
    text = piece * (48_000 // len(piece))
    found = roles.read(Passage(text, tuple(range(len(text)))), _NAMES)
    assert all(text[span.start : span.end] for r in found.roles for span in r.reading.place.spans)

@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Dept of Health", "Department of Health"),
        ("Dept. of Health", "Department of Health"),
        ("Department of Health & Social Care", "Department of Health"),
        ("Local Govt Assoc.", "Local Government Association"),
        ("Min. of Defence", "Ministry of Defence"),
    ],
)
def test_a_registered_name_is_known_with_its_words_shortened(printed: str, name: str, names) -> None:
    assert [(mention.start, mention.end, mention.entity.name) for mention in names.find(printed)] == [(0, len(printed), name)]
    assert [mention.entity.name for mention in names.in_cell(printed)] == [name]
