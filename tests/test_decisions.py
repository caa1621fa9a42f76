"""Decisions of reviewers: what each does to the graph, how they are matched, and what is said of those that find nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.graph import build, decisions, records, reports, review, tables
from concordat.graph.given import table as table_of
from concordat.graph.answer import Answer
from concordat.graph.decisions import Decision
from concordat.graph.errors import DecisionError
from concordat.graph.explain import explain

# The register knows the Home Office (HO), the Department of Health (DH), Mind, and MyNHS, a policy that is read with medium confidence.
# "Ambridge Forum" and "Home Ofice" are in no register. 1.2 begins where the wheel of 1.1 turns: both name MyNHS.
PLAN = """Ref\tAction\tStart\tFinish\tLead
1.1\tPublish the plan on MyNHS.\t2016\twhen we can\tHome Ofice
1.2\tKeep the plan on MyNHS.\t2016\t2017\tHome Ofice / HO
1.10\tTalk to Mind.\t2016\t2017\tAmbridge Forum / DH (with Home Ofice)
"""
HEADER = "plan,ref,what,printed,value,decision,same_as,by,on,note\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "p.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def built(plan: Path, *rows: str) -> build.Build:
    file = plan.with_name("decisions.csv")
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return build.build([plan], decisions_file=file)


def names(made: build.Build, field: str, key: str = "name") -> dict[str, list[str]]:
    return {r["ref"]: [x[key] for x in r[field]] for r in records.records(made.graph)}


def table(answers: list[Answer], name: str) -> list[dict]:
    answer = next(a for a in answers if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


def sure(made: build.Build, ref: str, kind: str) -> list[tuple[str, str]]:
    rows = table_of(made.graph, "readings")
    return [(r["name"], r["confidence"]) for r in rows if r["action"].endswith(f"/{ref}") and r["kind"] == kind]


def test_without_decisions(plan: Path) -> None:
    made = built(plan)
    assert names(made, "leads") == {"1.1": ["Home Ofice"], "1.2": ["Home Ofice", "Home Office"], "1.10": ["Ambridge Forum", "Department of Health"]}
    assert sure(made, "1.1", "references") == [("MyNHS", "medium")]
    assert made.data == build.build([plan]).data, "an empty file of decisions changes nothing"


def test_what_is_accepted_is_sure_and_no_other_action_is_touched(plan: Path) -> None:
    made = built(plan, "p,1.1,policy,MyNHS,MyNHS,accept,,A. Reader,2026-11-20,it is the website")
    assert sure(made, "1.1", "references") == [("MyNHS", "high")]
    assert sure(made, "1.2", "references") == [("MyNHS", "medium")]


def test_what_is_rejected_is_gone_with_all_that_follows_and_its_words_are_kept(plan: Path) -> None:
    """1.1 publishes and 1.2 keeps MyNHS; without the claim of 1.2, 1.2 names no policy, and what it does to it is gone too."""
    made = built(plan, "p,1.2,policy,MyNHS,,reject,,A. Reader,,not that one")
    assert names(made, "policies") == {"1.1": ["MyNHS"], "1.2": [], "1.10": []}
    assert not [r for r in table_of(made.graph, "readings") if r["action"].endswith("/1.2") and r["thing"].endswith("/mynhs")]
    row = next(r for r in table(explain(made.graph, "1.2"), "claims") if r["what"] == "policy, rejected")
    start = PLAN.index("MyNHS", PLAN.index("1.2"))
    assert (row["value"], row["printed"], row["at"], row["confidence"]) == ("MyNHS", "MyNHS", f"{start}-{start + 5}", "medium")
    assert row["decision"] == "reject by A. Reader; not that one; was MyNHS, medium; decisions.csv, row 2"
    assert b"graph:curation {" in made.data or b"graph/curation> {" in made.data


def test_an_unregistered_name_is_the_registered_body_in_the_whole_plan(plan: Path) -> None:
    """One decision at 1.1 does for 1.2, where the body then stands once, and for 1.10, where it is a partner."""
    made = built(plan, "p,1.1,lead,Home Ofice,,same-as,Home Office,A. Reader,,")
    assert names(made, "leads") == {"1.1": ["Home Office"], "1.2": ["Home Office"], "1.10": ["Ambridge Forum", "Department of Health"]}
    assert names(made, "partners") == {"1.1": [], "1.2": [], "1.10": ["Home Office"]}
    assert names(made, "leads", "printed")["1.1"] == ["Home Ofice"]
    assert sure(made, "1.1", "lead") == [("Home Office", "high")]
    assert made.notices == ()


@pytest.mark.parametrize("same_as", ["HO", "home office", "home-office", "https://w3id.org/concordat/id/organisation/home-office"])
def test_the_registered_body_by_any_of_its_names(plan: Path, same_as: str) -> None:
    assert names(built(plan, f"p,*,organisation,Home Ofice,,same-as,{same_as},,,"), "leads")["1.1"] == ["Home Office"]


def test_a_lead_that_is_also_a_partner_under_another_name_stays_lead(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tDo it.\tHO (with Home Ofice)\n", encoding="utf-8")
    made = built(path, "p,*,organisation,Home Ofice,,same-as,HO,,,")
    assert (names(made, "leads"), names(made, "partners")) == ({"1": ["Home Office"]}, {"1": []})


def test_a_name_rejected_is_a_body_nowhere(plan: Path) -> None:
    made = built(plan, "p,*,organisation,Ambridge Forum,,reject,,,,a post")
    assert names(made, "leads")["1.10"] == ["Department of Health"]
    assert "organisation/ambridge-forum" not in made.data.decode()


def test_a_name_accepted_is_in_doubt_no_more_but_still_in_no_register(plan: Path) -> None:
    made = built(plan, "p,*,organisation,Ambridge Forum,,accept,,,,")
    assert ("Ambridge Forum", "high") in sure(made, "1.10", "lead")
    assert "Ambridge Forum" in {r["organisation"] for r in table(reports.report(made.graph, "unresolved"), "names")}


@pytest.mark.parametrize(("verdict", "expected"), [("accept", ("2017-01-01", "2017-12-31", "dated")), ("reject", (None, None, "unstated"))])
def test_dates(plan: Path, verdict: str, expected: tuple) -> None:
    made = built(plan, f"p,1.2,finish,2017,,{verdict},,,,")
    finish = records.records(made.graph)[1]["finish"]
    assert (finish["earliest"], finish["latest"], finish["kind"]) == expected
    assert finish["printed"] == "2017"


def test_a_date_that_a_person_says_is_none_is_not_unresolved(plan: Path) -> None:
    assert table(reports.report(built(plan).graph, "unresolved"), "dates")
    assert not table(reports.report(built(plan, "p,1.1,finish,when we can,,accept,,,,").graph, "unresolved"), "dates")


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (("Publish the plan on MyNHS.", "First of all, publish the whole plan on MyNHS, soon."), True),
        (("Ref\tAction", "A title\nRef\tAction"), True),
        (("plan on MyNHS.\t2016\twhen", "plan on the web.\t2016\twhen"), False),
        (("1.1\tPublish", "1.3\tPublish"), False),
    ],
)
def test_a_decision_outlives_small_changes_of_the_document_and_says_when_its_words_are_gone(plan: Path, change: tuple[str, str], again: bool) -> None:
    plan.write_text(PLAN.replace(*change), encoding="utf-8")
    made = built(plan, "p,1.2,policy,MyNHS,,accept,,,,", "p,1.1,policy,MyNHS,,reject,,,,")
    ref = "1.3" if "1.3" in change[1] else "1.1"
    assert names(made, "policies").get(ref) == ([] if again or "web" in change[1] else ["MyNHS"])
    gone = () if again else ('decisions.csv, row 3: "MyNHS" (policy) no longer stands in action 1.1 of p: the decision changes nothing; look at it again',)
    assert made.notices == gone
    listed = [(r["written"], r["words"]) for r in table(reports.report(made.graph, "unresolved"), "decisions")]
    assert listed == ([] if again else [("decisions.csv, row 3", "MyNHS")])


def test_a_spreadsheet_that_made_1_1_of_1_10_is_understood(plan: Path) -> None:
    """Only where the words do not stand in 1.1 itself."""
    made = built(plan, "p,1.1,lead,DH,,reject,,,,")
    assert names(made, "leads")["1.10"] == ["Ambridge Forum"]
    assert made.notices == ()


def test_a_name_on_a_row_that_a_spreadsheet_changed_counts_in_the_whole_plan(plan: Path) -> None:
    assert names(built(plan, "p,1.1,lead,Ambridge Forum,,same-as,Mind,,,"), "leads")["1.10"] == ["Mind", "Department of Health"]


def test_words_that_stand_for_two_things_are_told_apart_by_the_value(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tWork under sections 135 and 136 of the Mental Health Act 1983.\tDH\n", encoding="utf-8")
    both = names(built(path), "legislation", "label")["1"]
    assert both == ["Mental Health Act 1983 s.135", "Mental Health Act 1983 s.136"]
    words = records.records(built(path).graph)[0]["legislation"][0]["printed"]
    assert names(built(path, f"p,1,legislation,{words},Mental Health Act 1983 s.135,reject,,,,"), "legislation", "label")["1"] == both[1:]


def test_decisions_on_other_plans_are_counted_not_applied(plan: Path) -> None:
    assert built(plan, "q,1.1,policy,MyNHS,,reject,,,,").notices == ("decisions.csv: 1 decision on plans that were not built now (q)",)


def test_the_same_decisions_give_the_same_bytes_in_whatever_order_they_stand(plan: Path) -> None:
    rows = ["p,1.1,policy,MyNHS,,reject,,A,,", "p,*,organisation,Home Ofice,,same-as,HO,B,,"]
    assert built(plan, *rows).data == built(plan, *rows).data
    assert names(built(plan, *rows), "leads") == names(built(plan, *rows[::-1]), "leads")


def test_a_rejected_person_is_no_node(tmp_path: Path) -> None:
    """A name that was taken for a body: its words stay words, no identifier is made of them."""
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tDo it.\tZaphod Beeblebrox Council\n", encoding="utf-8")
    made = built(path, "p,*,organisation,Zaphod Beeblebrox Council,,reject,,,,")
    assert "zaphod" not in made.data.decode()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("p,1.1,policy,MyNHS,,perhaps,,,,", "decisions.csv, row 2, column decision: 'perhaps' is none of accept, reject, same-as"),
        ("p,1.1,colour,MyNHS,,accept,,,,", "row 2, column what: 'colour' is none of"),
        (",1.1,policy,MyNHS,,accept,,,,", "row 2, column plan: empty"),
        ("p,1.1,policy,,,accept,,,,", "row 2, column printed: empty"),
        ("p,1.1,lead,Home Ofice,,same-as,,,,", "row 2, column same_as: empty"),
        ("p,1.1,lead,Home Ofice,,accept,HO,,,", "row 2, column same_as: accept goes without it"),
        ("p,1.1,finish,when we can,,same-as,2017,,,", "row 2, column decision: a finish can be accepted or rejected only"),
        ("p,1.1,lead,Home Ofice,,same-as,Home Offices,,,", 'row 2, column same_as: the registers know no "Home Offices"; did you mean Home Office'),
        ("p,1.1,policy,MyNHS,,accept,,,", "row 2: the row has not as many cells as the header"),
        ("p,1.1,policy,MyNHS,,accept,,,,\np,1.1,policy,MyNHS,,reject,,,,", "row 3, column decision: reject contradicts decisions.csv, row 2"),
    ],
)
def test_a_wrong_row_is_one_line_that_says_where(plan: Path, row: str, says: str) -> None:
    with pytest.raises(DecisionError) as error:
        built(plan, row)
    assert says in str(error.value) and "\n" not in str(error.value)


SIGNS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).filter(lambda t: t.strip() and not t.strip().startswith("'"))


@given(st.lists(st.tuples(SIGNS, SIGNS, st.sampled_from(["accept", "reject"]), SIGNS), max_size=5))
def test_what_is_written_to_the_file_is_read_from_it(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]]) -> None:
    """Whatever stands in the cells; quotation marks, formulas and semicolons too."""
    given_ = [Decision("p", ref.strip(), "lead", printed.strip(), "", verdict, note=note.strip()) for ref, printed, verdict, note in rows]
    file = tmp_path_factory.mktemp("d") / "d.csv"
    tables.write(tables.render([review.file_of(given_)], "csv", {}), file, "csv")
    again = decisions.read(file)
    assert review.file_of(again).rows == review.file_of(given_).rows


def test_a_broken_workbook_is_one_line(plan: Path) -> None:
    plan.with_name("d.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(DecisionError, match="broken or no Excel workbook"):
        build.build([plan], decisions_file=plan.with_name("d.xlsx"))


def test_a_file_that_is_not_there(plan: Path) -> None:
    with pytest.raises(DecisionError, match="no such file"):
        build.build([plan], decisions_file=plan.with_name("none.csv"))


def test_rows_in_which_nothing_is_decided_and_further_columns_do_not_count(plan: Path) -> None:
    file = plan.with_name("mine.csv")
    file.write_bytes("plan;ref;what;printed;decision;remark\r\np;1.1;policy;MyNHS;;é\r\np;1.2;policy;MyNHS;Reject;\r\n;;;;;\r\n".encode("cp1252"))
    assert names(build.build([plan], decisions_file=file), "policies") == {"1.1": ["MyNHS"], "1.2": [], "1.10": []}


def test_a_dependency_falls_with_the_reading_that_it_rests_on(tmp_path: Path) -> None:
    """2 implements what 1 updates, the same strategy; if 2 does not speak of that strategy, it waits for nothing."""
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tUpdate the National Suicide Prevention Strategy.\tDH\n2\tImplement the National Suicide Prevention Strategy.\tHO\n", encoding="utf-8")
    assert names(built(path), "depends_on", "ref")["2"] == ["1"]
    words = records.records(built(path).graph)[1]["policies"][0]["printed"]
    assert names(built(path, f"p,2,policy,{words},,reject,,,,"), "depends_on", "ref")["2"] == []
