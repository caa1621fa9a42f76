"""The readers of claims, table by table: words in, claims out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from concordat.graph import build, extract, records
from concordat.graph import register as registers
from concordat.graph.extract import deeds, funding, leftovers, legislation, organisations, periods, policies, roles
from concordat.graph.model import Cell, Entity, Passage, Period, Span
from concordat.graph.reading.passages import passage

PLAN = "some-plan"


def words(text: str) -> Passage:
    return passage(Cell(text, Span(0, len(text))))[0]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("DH (with Home Office)", [("Department of Health", "lead", None), ("Home Office", "partner", None)]),
        ("PHE, LGA, DH", [("Public Health England", "lead", None), ("Local Government Association", "lead", None), ("Department of Health", "lead", None)]),
        ("DH/HO/Mind", [("Department of Health", "lead", None), ("Home Office", "lead", None), ("Mind", "lead", None)]),
        ("Public Health England and DH", [("Public Health England", "lead", None), ("Department of Health", "lead", None)]),
        ("NHS England, RCEM (for the ECDS)", [("NHS England", "lead", None), ("Royal College of Emergency Medicine", "lead", "for the ECDS")]),
        ("Association of Ambulance Chief Executives (AACE)", [("Association of Ambulance Chief Executives", "lead", None)]),
        ("PHE / LGA.", [("Public Health England", "lead", None), ("Local Government Association", "lead", None)]),
        ("DH / HO / national Police Chiefs' Council", [("Department of Health", "lead", None), ("Home Office", "lead", None), ("National Police Chiefs' Council", "lead", None)]),
        ("Telford and Wrekin Council", [("Telford and Wrekin Council", "lead", None)]),
        ("Telford and Wrekin Council and NHS England", [("Telford and Wrekin Council", "lead", None), ("NHS England", "lead", None)]),
        ("Herefordshire Clinical Commissioning Group", [("Herefordshire Clinical Commissioning Group", "lead", None)]),
        ("West Mercia Police in partnership with NHS England", [("West Mercia Police", "lead", None), ("NHS England", "partner", None)]),
        ("Environment Agency and Severn Parish Council", [("Environment Agency", "lead", None), ("Severn Parish Council", "lead", None)]),
        ("Tyne and Wear Fire and Rescue Service and Northumbria Police", [("Tyne and Wear Fire and Rescue Service", "lead", None), ("Northumbria Police", "lead", None)]),
        ("DH (with Nacro) and MOJ", [("Department of Health", "lead", None), ("Nacro", "partner", None), ("MOJ", "lead", None)]),
        ("All agencies", []),
        ("To be confirmed", []),
        ("Norbury Homes Trust (lead), Citizens Advice Service", [("Norbury Homes Trust", "lead", None), ("Citizens Advice Service", "lead", None)]),
        ("Lead: NHS England Support: Home Office", [("NHS England", "lead", None), ("Home Office", "partner", None)]),
        ("", []),
    ],
)  # fmt: skip
def test_lead_cells(cell: str, expected: list, names: registers.Names) -> None:
    assert [(r.agent.name, r.role, r.scope) for r in roles.read(words(cell), names).roles] == expected


@pytest.mark.parametrize(
    ("cell", "bodies", "people"),
    [
        ("Helen Quill", [], ["Helen Quill"]),
        ("Helen Quill & Sian Marrow ICU", ["ICU"], ["Helen Quill", "Sian Marrow"]),
        ("Dr Owen Thrush, NHS England", ["NHS England"], ["Dr Owen Thrush"]),
        ("CCG (Karen Thrush)", ["Clinical commissioning groups"], ["Karen Thrush"]),
        ("Independent Consultant", [], ["Independent Consultant"]),
        ("Chair of Wiltshire Crisis Concordat action group", ["Wiltshire Crisis Concordat action group"], ["Chair of"]),
        ("Network Rail / Mind", ["Network Rail", "Mind"], []),
        ("Victim Support", ["Victim Support"], []),
        ("County Community Projects", ["County Community Projects"], []),
        ("LBG", ["LBG"], []),
        ("Mr A. Smith", [], ["Mr A. Smith"]),
        ("Dr. Jane O.K. Patel, NHS England", ["NHS England"], ["Dr. Jane O.K. Patel"]),
        ("Cllr. P Jones / Sgt. K. Brown", [], ["Cllr. P Jones", "Sgt. K. Brown"]),
        ("P. Green", [], ["P. Green"]),
        ("Smith, John", [], ["Smith, John"]),
        ("DH - Mary Poppins", ["Department of Health"], ["Mary Poppins"]),
        ("DH: Bob Lowe", ["Department of Health"], ["Bob Lowe"]),
        ("NHS England: Head of MH (T. Hall)", ["NHS England"], ["Head of MH", "T. Hall"]),
        ("A N Other and B Person", [], ["A N Other", "B Person"]),
        ("Citizens Advice / Natural England (lead)", ["Citizens Advice", "Natural England"], []),
        ("St Mungo's / Grace Care / Charlotte Keel Centre", ["St Mungo's", "Grace Care", "Charlotte Keel Centre"], []),
        ("Victoria Housing Trust", ["Victoria Housing Trust"], []),
        ("Kent Constabulary / Anytown Constabulary", ["Kent Constabulary", "Anytown Constabulary"], []),
    ],
)  # fmt: skip
def test_people_and_posts_are_no_bodies(cell: str, bodies: list[str], people: list[str], register: registers.Register) -> None:
    """The document writes "support", "community" and "projects" with small letters somewhere else."""
    read = roles.read(words(cell), register.names("support for community projects"))
    assert ([r.agent.name for r in read.roles], read.people) == (bodies, people)


@pytest.mark.parametrize("cell", ["Health Education England and partners", "Royal College of Psychiatrists (with partner agencies)", "HEE, partners"])
def test_partners_without_a_name_are_a_flag(cell: str, names: registers.Names) -> None:
    read = roles.read(words(cell), names)
    assert [r.printed for r in read.unnamed_partners] == ["with partner agencies" if "agencies" in cell else "partners"]
    assert [r.role for r in read.roles] == ["lead"]


def test_a_body_in_no_register_keeps_its_printed_name_and_is_marked(names: registers.Names) -> None:
    role = roles.read(words("L and G trust"), names).roles[0]
    assert (role.agent.name, role.agent.registered, role.reading.confidence) == ("L and G trust", False, "medium")


def test_words_in_small_letters_are_a_body_only_with_much_doubt(names: registers.Names) -> None:
    assert [(r.agent.name, r.reading.confidence) for r in roles.read(words("this row is broken"), names).roles] == [("this row is broken", "low")]


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("HEE should work with NHS England, PHE and local authorities to write it.", "HEE", [("NHS England", "partner"), ("Public Health England", "partner"), ("Local authorities", "partner")]),
        ("NHS England and the LGA will work together to develop resources for CCGs.", "PHE", [("NHS England", "partner"), ("Local Government Association", "partner"), ("Clinical commissioning groups", "mentioned")]),
        ("Reviewed in partnership with the College of Paramedics.", "AACE", [("College of Paramedics", "partner")]),
        ("Report back to NHS England.", "RC Psych", [("NHS England", "mentioned")]),
        ("Develop a flow chart for NHS providers.", "MOD", []),
        ("Deliver Future in Mind.", "DH", []),
        ("Work with Anytown Mind.", "DH", []),
        ("Work with Barnardo's, Mind and Age UK.", "DH", [("Mind", "partner")]),
        ("Mind will do it. Mind will.", "DH", [("Mind", "mentioned")]),
        ("Align with the NHS England Crisis Care programme.", "HEE", [("NHS England", "mentioned")]),
        ("Inform local authorities early. It will then work with them.", "Network Rail", [("Local authorities", "partner")]),
    ],
)  # fmt: skip
def test_bodies_in_text(text: str, lead: str, expected: list, names: registers.Names) -> None:
    leads = roles.read(words(lead), names).roles
    assert [(r.agent.name, r.role) for r in organisations.read(words(text), names, leads)] == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("S.135/136 detentions", ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]),
        ("regarding s.135/6", ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]),
        ("transport of S136 patients", ["Mental Health Act 1983 s.136"]),
        ("sections 135 and 136 of the Mental Health Act", ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]),
        ("review of s135 and s136", ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]),
        ("detention under the Mental Health Act", ["Mental Health Act 1983"]),
        ("section 117 of the Mental Health Act 1983", ["Mental Health Act 1983 s.117"]),
        ("s.136 and section 5(2) of the Mental Health Act 1983", ["Mental Health Act 1983 s.136", "Mental Health Act 1983 s.5"]),
        ("the Policing and Crime Bill, s.136", ["Policing and Crime Bill", "Mental Health Act 1983 s.136"]),
        ("see section 2 of this plan", []),
        ("section 136 of the Town and Country Planning Act 1990", []),
        ("s.136 of that Order", []),
        ("Section 136 of that Act", []),
        ("under the Mental Health Act 1983, as section 136 of that Act says", ["Mental Health Act 1983", "Mental Health Act 1983 s.136"]),
        ("under the Housing Act 1996, as section 136 of that Act says", []),
        ("Children Act 1989 s.135", []),
        ("section 135 Highways Act 1980", []),
        ("Criminal Justice Act 2003, s.135/6", []),
        ("Road Traffic Act s136 and the Mental Health Act", ["Mental Health Act 1983"]),
        ("Mental Health Act 2007 s.136", []),
        ("the Mental Health Act 1959 (s.136)", []),
        ("s.136 of the Mental Health Act, 2001", []),
        ("Mental Health (Scotland) Act 1984 s.136", []),
        ("the Mental Health (Care and Treatment) (Scotland) Act 2003, section 136", []),
        ("the Mental Health Act (Northern Ireland) section 135", []),
        ("s.135 of the Mental Health Act 2001 (Ireland)", []),
        ("the Scottish Mental Health Act s.136", []),
        ("Health and Social Care Act s.96", []),
        ("The Mental Health Act (1983) s.136", ["Mental Health Act 1983 s.136"]),
        ("the Mental Health Act (MHA) s.136", ["Mental Health Act 1983 s.136"]),
        ("Apply Mental Health Act s.136", ["Mental Health Act 1983 s.136"]),
        ("s136 MHA and section 42 Care Act 2014", ["Mental Health Act 1983 s.136", "Care Act 2014 s.42"]),
        ("MHA S135/136", ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]),
        ("Care Act 2014 section 42 and s.136 of the Mental Health Act 1983", ["Care Act 2014 s.42", "Mental Health Act 1983 s.136"]),
        ("Care Act 2014 section 42 Mental Health Act 1983 section 136", ["Care Act 2014 s.42", "Mental Health Act 1983 s.136"]),
        ("Housing Act 1996 s.136 and section 42 of the Care Act 2014", ["Care Act 2014 s.42"]),
        ("training on the Police Act 1996 and s.136 detentions", ["Mental Health Act 1983 s.136"]),
        ("available 24/7, PHE's 136 staff", []),
    ],
)
def test_laws(text: str, labels: list[str], names: registers.Names, register: registers.Register) -> None:
    assert [c.value.name for c in legislation.read(words(text), names, register)] == labels


@pytest.mark.parametrize(("printed", "expected"), [("135/136", ["135", "136"]), ("135/6", ["135", "136"]), ("80-82", ["80", "81", "82"]), ("135, 136 and 136A", ["135", "136", "136A"]), ("5", ["5"])])
def test_section_numbers(printed: str, expected: list[str]) -> None:
    assert legislation.numbers(printed) == expected


@pytest.mark.parametrize(
    ("text", "amount", "qualifier", "currency", "first", "last", "printed"),
    [
        ("CRHT teams, supported by £400m new investment over 4 years from 2017/18.", 400_000_000, "exact", "GBP", "2017-04-01", "2021-03-31", "£400m new investment over 4 years from 2017/18"),
        ("funding of up to £15m", 15_000_000, "up-to", "GBP", None, None, "up to £15m"),
        ("at least £1.5 million in 2018", 1_500_000, "at-least", "GBP", "2018-01-01", "2018-12-31", "at least £1.5 million in 2018"),
        ("about €250,000", 250_000, "about", "EUR", None, None, "about €250,000"),
        ("more than $2bn; see 2016", 2_000_000_000, "at-least", "USD", None, None, "more than $2bn"),
        ("£5-10m for roads", 10_000_000, "up-to", "GBP", None, None, "£5-10m"),
        ("20 million pounds", 20_000_000, "exact", "GBP", None, None, "20 million pounds"),
        ("EUR 4m", 4_000_000, "exact", "EUR", None, None, "EUR 4m"),
        ("between £20,000 and £30,000", 30_000, "up-to", "GBP", None, None, "between £20,000 and £30,000"),
        ("£80k a year for 3 years from 2025/26", 80_000, "exact", "GBP", "2025-04-01", "2028-03-31", "£80k a year for 3 years from 2025/26"),
        ("£12.50 a head", 12.5, "exact", "GBP", None, None, "£12.50"),
    ],
)  # fmt: skip
def test_sums(text: str, amount: float, qualifier: str, currency: str, first: str | None, last: str | None, printed: str, names: registers.Names, register: registers.Register) -> None:
    claims = funding.read([words(text)], names, register, Period("", "unstated"), PLAN, "1")
    assert len(claims) == 1
    money = claims[0].money
    assert (float(money.amount), money.qualifier, money.currency, money.earliest, money.latest) == (amount, qualifier, currency, day(first), day(last))
    assert claims[0].reading.printed == printed


def test_a_sum_is_a_registered_stream_only_beside_its_cue(names: registers.Names, register: registers.Register) -> None:
    def stream(text: str) -> Entity:
        return funding.read([words(text)], names, register, Period("", "unstated"), PLAN, "7")[0].value

    assert stream("£400m for Crisis Resolution and Home Treatment").key == "crht-400m"
    assert stream("£400m for new roads") == Entity("funding", "some-plan-7-1", "£400m (some-plan-7)", registered=False)


def test_mechanisms_have_no_amount(names: registers.Names, register: registers.Register) -> None:
    claims = funding.read([words("levers such as CQUINs and CCG Quality Premiums")], names, register, Period("", "unstated"), PLAN, "1")
    assert [(c.value.key, c.money.amount, c.money.qualifier) for c in claims] == [("cquin", None, "none"), ("ccg-quality-premium", None, "none")]


def test_a_policy_is_found_inside_words_that_name_money(register: registers.Register) -> None:
    found = policies.read(words("through funding and supporting the UEC Vanguard"), register.names(""), register)
    assert [c.value.key for c in found] == ["uec-vanguard"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amend sections 135 and 136 of the Mental Health Act 1983.", [("changes", "mha-1983-s135"), ("changes", "mha-1983-s136")]),
        ("Compliance with requirements set out in the Policing and Crime Bill, regarding s.135/6.", [("puts-into-effect", "policing-and-crime-bill"), ("puts-into-effect", "mha-1983-s135"), ("puts-into-effect", "mha-1983-s136")]),
        ("Include crisis care in UEC Vanguard.", [("changes", "uec-vanguard")]),
        ("Monitor use. The UEC Vanguard goes on.", []),
        ("Implement a new record in relation to detentions under section 136 somewhere else", []),
    ],
)  # fmt: skip
def test_deeds(text: str, expected: list, names: registers.Names, register: registers.Register) -> None:
    assert [(d.kind, d.thing.key) for d in deeds.read(words(text), names, register)] == expected


def test_the_name_at_the_plans_date(register: registers.Register) -> None:
    health = register.organisation("department-of-health")
    assert register.name_at(health, date(2016, 10, 31)) == "Department of Health"
    assert register.name_at(health, date(2020, 1, 1)) == "Department of Health and Social Care"
    assert register.name_at(health, None) == "Department of Health"
    assert register.name_at(health, None, "Department of Health and Social Care") == "Department of Health and Social Care"
    digital = register.organisation("health-and-social-care-information-centre")
    assert register.name_at(digital, date(2016, 10, 31)) == "Health and Social Care Information Centre"  # a trading name is no new name in law


def test_a_row_told_by_its_contents_is_read_with_less_confidence(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("No. / Action / Timescale / Led By / Outcomes\n1 / Open the line to all / May 2016 / DH / Calls\n2 / Train the staff who answer / DH / They are skilled at it\n", encoding="utf-8")
    rows = {(ref, role): (rule, sure) for ref, role, rule, sure in readings(build.build([path]))}
    assert rows["1", "lead"] == ("lead-cell", "high")
    assert rows["2", "lead"] == ("lead-cell-by-contents", "medium")


def readings(built: build.Build) -> list[tuple[str, str, str, str]]:
    """Reference, role, rule and confidence of every responsibility."""
    found = extract.read(built.plans[0], registers.load())
    return [(each.action.ref or "", r.role, r.reading.rule, r.reading.confidence) for each in found for r in each.responsibilities]


def test_a_date_in_the_sentence_counts_where_the_plan_has_no_dates_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("No.\tAction\tOutcome\n1\tAgree local plans by September 2016.\tPlans\n2\tFrom April 2017 pilot a flat.\tA flat\n3\tPublish by the end of March 2017 what was found in 2015.\tReport\n", encoding="utf-8")
    told = [(r["finish"]["printed"], r["finish"]["latest"]) for r in records.records(build.build([path]).graph)]
    assert told == [("by September 2016", "2016-09-30"), ("", None), ("by the end of March 2017", "2017-03-31")]
    path.write_text(path.read_text(encoding="utf-8").replace("Outcome\n", "Timescale\n").replace("\tPlans", "\t2018"), encoding="utf-8")
    assert [r["finish"]["latest"] for r in records.records(build.build([path]).graph)][:2] == ["2018-12-31", None]


def test_a_cell_of_leads_that_names_nobody_and_a_figure_without_currency_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("No.\tAction\tLead\tBudget\n1\tOpen the line\tAll\t5000\n2\tTrain the staff\tDH\t£20,000\n3\tTell all\tTBC\tnone\n", encoding="utf-8")
    found = extract.read(build.build([path]).plans[0], registers.load())
    told = [(each.action.ref, left.reading.printed, left.reading.rule) for each in found for left in each.unclaimed]
    assert told == [("1", "All", "nobody-named"), ("1", "5000", "figure-without-currency"), ("3", "TBC", "nobody-named")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Agree it with NHS England and the Borsetshire Partnership.", ["Borsetshire Partnership"]),
        ("Agree it with the Borsetshire Partnership and NHS England.", ["Borsetshire Partnership"]),
        ("Review duties under the Homelessness (Scotland) Act 2003.", ["Homelessness (Scotland) Act 2003"]),
        ("Comply with Children Act 1989 s.135 and s.12 Road Traffic Act.", ["Children Act 1989 s.135", "s.12 Road Traffic Act"]),
        ("Use s.136 of the Mental Health Act 2001 (Ireland).", ["s.136 of the Mental Health Act 2001 (Ireland)"]),
        ("Use section 136 of that Act.", ["section 136 of that Act"]),
        ("Review the Mental Health Act 2007, then the MHA 2001.", ["Mental Health Act 2007", "MHA 2001"]),
        ("Find 300k for beds and 2.5m for staff.", ["300k", "2.5m"]),
        ("Spend between 250k-300k on beds.", ["250k-300k"]),
        ("Spend £300k, €2.5m or £2-3m on beds for 24 people by 5pm.", []),
    ],
)
def test_words_beside_what_was_read_are_listed_all_the_same(text: str, left: list[str], register: registers.Register) -> None:
    assert [found.reading.printed for found in leftovers.read(words(text), register.names(text), register)] == left
