"""The bundled plan edited by hand in known ways, and what a person says has changed: written down before the program saw it."""

from __future__ import annotations

from pathlib import Path

PLAN = Path(__file__).resolve().parent.parent / "data" / "national-action-plan-2016.txt"

# Words of the plan, each of which stands there once, and what stands there instead.
EDITS = (
    # another partner
    ("DH (with Home Office)", "DH (with NHS England)"),
    # reworded
    (
        "To take opportunities to provide guidance to local areas to encourage the inclusion on mental health as part of Joint Strategic Needs Assessments.",
        "Provide guidance to local areas and encourage them to include mental health in their Joint Strategic Needs Assessments.",
    ),
    # brought forward
    ("payment approaches.\tOctober 2016\tApril 2017", "payment approaches.\tOctober 2016\tJanuary 2017"),
    # two merged
    (
        "1.6\tWork with current national signatories and support existing national actions.\tOctober 2016\tOngoing\tNHS Clinical Commissioners Mental Health Network\n"
        "1.7\tSupport dissemination of new commissioner protocols, training, guidance, standards and practice.",
        "1.6\tWork with current national signatories and support existing national actions. Support dissemination of new commissioner protocols, training, guidance, standards and practice.",
    ),
    # dated before, open now
    ("mental health and CRHTTs.\t2016\t2020", "mental health and CRHTTs.\t2016\tOngoing"),
    # another lead
    (
        "training to staff to increase opportunity and capacity for interventions.\tOctober 2016\tOngoing\tNetwork Rail",
        "training to staff to increase opportunity and capacity for interventions.\tOctober 2016\tOngoing\tBritish Transport Police",
    ),
    # only typographic: case, stops, hyphens, bullets, quotation marks
    (
        "Promote CCC through networks. Possible contribution to wider crisis data collection.",
        "promote CCC through networks; possible contribution to wider crisis data-collection",
    ),
    ("facilitating and co-ordinating access", "facilitating and coordinating  access"),
    ("▪ Data review to assess", "• Data review to assess"),
    ("“The Department of Health should appoint", '"The Department of Health should appoint'),
    # moved to another section, with another number
    ("1.16\tTo provide data to all localities (local authority level) on mental health and BTP activity on the rail network.\tOctober 2016\tOngoing\tBritish Transport Police\n", ""),
    # two years later; another law; two actions more, one of them the moved one
    ("from referral through to recovery.\t2016\t2021", "from referral through to recovery.\t2016\t2023"),
    ("rates of detention under the Mental Health Act in acute", "rates of detention under the Care Act 2014 in acute"),
    (
        "3. Urgent and emergency access to crisis care",
        "2.8\tPublish a directory of local telephone lines for carers, and keep it up to date.\tJanuary 2018\tJune 2018\tMind\n"
        "2.9\tTo provide data to all localities (local authority level) on mental health and BTP activity on the rail network.\tOctober 2016\tOngoing\tBritish Transport Police\n"
        "3. Urgent and emergency access to crisis care",
    ),
    # one split in two
    (
        "▪ Governance, through bringing local Concordat groups and UEC Networks closer together; ▪ Development of UEC payment model guidance. ",
        "",
    ),
    (
        "3.5\tInclude mental health crisis care in UEC Vanguard programme.",
        "3.27\tGovernance, through bringing local Concordat groups and UEC Networks closer together; development of UEC payment model guidance.\t2016\t2021\tNHS England, RCEM (for the ECDS)\n"
        "3.5\tInclude mental health crisis care in UEC Vanguard programme.",
    ),
    # more money
    ("funding of up to £15m.", "funding of up to £20m."),
    # the same body under another of its names
    ("NHS England, DH, NHS Improvement, HSCIC", "NHS England, DH, NHS Improvement, NHS Digital"),
    # later
    ("behavioural disturbances\tOctober 2016\tJuly 2017", "behavioural disturbances\tOctober 2016\tMarch 2018"),
    # two dropped
    ("3.23\tFor Service personnel presenting to NHS care in crisis – improve access to military held medical information\tOctober 2016\tTBC\tMOD\n", ""),
    (
        "3.25\tDevelop flow chart for NHS providers (Primary Care, A&E) and other stakeholders (e.g. Police) that provides information on contacting military units "
        "when service personnel present (especially Out of Hours) to NHS facilities\tOctober 2016\tApr 17\tMOD\n",
        "",
    ),
    # open before, dated now
    ("principles of information sharing.\tOctober 2016\tLong term objective", "principles of information sharing.\tOctober 2016\tDecember 2018"),
    # the second of the two actions more; a section and its actions under another number
    (
        "5. Recovery and staying well / preventing future crises",
        "4.5\tTrain hospital porters to recognise distress and to fetch help.\tSpring 2017\tAutumn 2017\tHEE\n6. Recovery and staying well / preventing future crises",
    ),
    *((f"\n5.{n}\t", f"\n6.{n}\t") for n in range(1, 6)),
)

# Kind of change, old reference, new reference.
EXPECTED = {
    ("partner changed", "1.1", "1.1"),
    ("text changed", "1.4", "1.4"),
    ("date brought forward", "1.5", "1.5"),
    ("merged", "1.6, 1.7", "1.6"),
    ("date opened", "1.10", "1.10"),
    ("lead changed", "1.12", "1.12"),
    ("moved", "1.16", "2.9"),
    ("renumbered", "1.16", "2.9"),
    ("date slipped", "2.2", "2.2"),
    ("law changed", "2.7", "2.7"),
    ("text changed", "2.7", "2.7"),
    ("added", "", "2.8"),
    ("split", "3.4", "3.4, 3.27"),
    ("money changed", "3.8", "3.8"),
    ("text changed", "3.8", "3.8"),
    ("body renamed", "3.9", "3.9"),
    ("date slipped", "3.16", "3.16"),
    ("dropped", "3.23", ""),
    ("dropped", "3.25", ""),
    ("date fixed", "3.26", "3.26"),
    ("added", "", "4.5"),
    ("section changed", "section 5", "section 6"),
    *(("renumbered", f"5.{n}", f"6.{n}") for n in range(1, 6)),
}


def edited(text: str) -> str:
    """The plan with every edit made."""
    for old, new in EDITS:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text
