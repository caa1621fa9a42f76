"""The register files in ontology/ hold together: every reference, word, date, source and name form.

Each check is a function over rows that gives its findings as sentences. The registers must give none, and each check is
shown to fail on a planted fault, so that a check that finds nothing is known to look.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

Row = dict[str, str]

ROOT = Path(__file__).parent.parent
HOME_PLAN = "national-action-plan-2016"
PLANS = {HOME_PLAN, "actions-for-change-2026"}
SEPARATOR = " | "

COLUMNS = {
    "organisations": "id,name,kind,class,legal_form,parent,parent_relation,aliases,printed_forms,printed_in,sources,confidence,note",
    "events": "id,type,status,earliest,latest,edtf,original,resulting,scope,old_name,new_name,instrument,instrument_uri,sources,confidence,note",
    "legislation": "id,kind,title,number,year,uri,part_of,enacted_as,passed,made_under,aliases,cited_alone,status,sources,confidence,note",
    "legislation-changes": "id,affecting,affected,effect,description,date,status,sources,confidence,note",
    "policies": "id,name,abbreviation,kind,publisher,issued,aliases,printed_forms,printed_in,status,superseded_by,sources,confidence,note",
    "funding": "id,label,kind,part_of,amount,qualifier,currency,period_printed,period_start,period_end,funders,aliases,cues,purpose,sources,confidence,note",
    "continuations": "id,policy,plan,ref,theme,relation,via,quote_plan,quote_page,reasoning,sources,confidence",
    "unconfirmed": "id,register,subject,property,value,date,statement,note",
    "themes": "id,label,definition,cues,weak_cues",
    "conditions": "id,label,kind,policy,definition,unseen,ask,sources,confidence",
}
FEWEST_ROWS = {
    "organisations": 66, "events": 23, "legislation": 39, "legislation-changes": 21, "policies": 74,
    "funding": 14, "continuations": 44, "unconfirmed": 36, "themes": 30, "conditions": 10,
}
REQUIRED = {
    "organisations": "id name kind class sources confidence",
    "events": "id type status earliest latest edtf original sources confidence",
    "legislation": "id kind title year cited_alone status sources confidence",
    "legislation-changes": "id affecting affected effect description status sources confidence",
    "policies": "id name kind sources confidence",
    "funding": "id label kind qualifier sources confidence",
    "continuations": "id policy plan ref theme relation quote_plan quote_page reasoning sources confidence",
    "unconfirmed": "id register subject property value statement",
    "themes": "id label definition cues",
    "conditions": "id label kind definition unseen ask sources confidence",
}
SURENESS = {"high", "medium", "low"}
ALLOWED = {
    "organisations": {"class": {"FormalOrganization", "OrganizationalUnit", "OrganizationalCollaboration", "BodyClass"}, "parent_relation": {"", "part-of", "sponsored-by"}, "confidence": SURENESS},
    "events": {
        "type": {"name-change", "trading-name", "merger", "abolition", "split", "succession", "closure", "joint-operation", "role-transfer"},
        "status": {"done", "planned", "announced"},
        "confidence": SURENESS,
    },
    "legislation": {
        "kind": {"act", "section", "instrument", "bill"},
        "cited_alone": {"yes", "no"},
        "status": {"in-force", "partly-in-force", "commencement-not-confirmed", "repealed", "enacted", "bill"},
        "confidence": SURENESS,
    },
    "legislation-changes": {
        "effect": {"amended", "inserted", "substituted", "omitted", "commenced"},
        "status": {"in-force", "commencement-not-confirmed", "bill"},
        "confidence": SURENESS,
    },
    "policies": {
        "kind": {
            "strategy", "review", "programme", "guidance", "service-model", "standard", "information-asset", "agreement",
            "training-resource", "recommendation", "plan", "call", "condition",
        },
        "confidence": SURENESS,
    },
    "funding": {
        "kind": {"stream", "mechanism", "condition"},
        "qualifier": {"exact", "up-to", "at-least", "about", "not-stated", "none"},
        "currency": {"", "GBP"},
        "confidence": SURENESS,
    },
    "continuations": {
        "relation": {"continues", "extends", "restates", "replaces", "weakens", "succeeds-context", "complements", "creates-need-for", "gap"},
        "confidence": {"explicit", "strong", "plausible"},
    },
    "conditions": {"kind": {"condition", "call"}, "confidence": SURENESS},
    "unconfirmed": {
        "register": {"organisations", "legislation", "policies", "funding"},
        "property": {"status", "successor", "commencement", "issued", "publisher", "title", "legal-form", "recommendation"},
    },
}
REFERENCES = {  # file, column: the file that must hold the id ("plans": the documents themselves)
    ("organisations", "parent"): "organisations",
    ("organisations", "printed_in"): "plans",
    ("conditions", "policy"): "policies",
    ("events", "original"): "organisations",
    ("events", "resulting"): "organisations",
    ("legislation", "part_of"): "legislation",
    ("legislation", "enacted_as"): "legislation",
    ("legislation", "made_under"): "legislation",
    ("legislation-changes", "affecting"): "legislation",
    ("legislation-changes", "affected"): "legislation",
    ("policies", "printed_in"): "plans",
    ("policies", "superseded_by"): "policies",
    ("funding", "part_of"): "funding",
    ("funding", "funders"): "organisations",
    ("continuations", "policy"): "policies",
    ("continuations", "plan"): "plans",
    ("continuations", "theme"): "themes",
    ("continuations", "via"): "policies",
}
DATES = {"events": ("earliest", "latest"), "legislation": ("passed",), "legislation-changes": ("date",), "funding": ("period_start", "period_end")}
FORMS = {
    "organisations": ("name", "aliases", "printed_forms"),
    "legislation": ("title", "aliases"),
    "policies": ("name", "abbreviation", "aliases", "printed_forms"),
    "funding": ("label", "aliases"),
}
EDTF_DATE = r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?"
EDTF = re.compile(rf"{EDTF_DATE}(/({EDTF_DATE}|\.\.))?")


def read(name: str) -> list[Row]:
    """The rows of ontology/NAME.csv."""
    with open(ROOT / "ontology" / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def values(cell: str) -> list[str]:
    """The values of a cell that may hold several."""
    return cell.split(SEPARATOR) if cell else []


def folded(text: str) -> str:
    """`text` without mark-up and bullets, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[▪•]", " ", text))


# The checks: rows in, findings out.

def ragged_rows(rows: list[Row]) -> list[str]:
    """Rows with more or fewer cells than the header."""
    return [f"{row['id']}: not as many cells as the header" for row in rows if None in row or None in row.values()]


def stray_blanks(rows: list[Row]) -> list[str]:
    """Cells with blanks around them, doubled blanks, or an empty value between separators."""
    found = []
    for row in rows:
        for column, cell in row.items():
            parts = cell.split("|")
            lone = len(parts) > 1 and any(not part.strip() for part in parts)
            if cell != cell.strip() or "  " in cell or "\n" in cell or lone or SEPARATOR.join(p.strip() for p in parts) != cell:
                found.append(f"{row['id']}: {column} has stray blanks or separators: {cell!r}")
    return found


def duplicate_ids(rows: list[Row]) -> list[str]:
    """Ids that stand twice or are no slugs."""
    seen: set[str] = set()
    found = []
    for row in rows:
        if row["id"] in seen:
            found.append(f"{row['id']}: the id stands twice")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]):
            found.append(f"{row['id']}: the id is no slug")
        seen.add(row["id"])
    return found


def empty_required(rows: list[Row], columns: Iterable[str]) -> list[str]:
    """Cells that must not be empty and are."""
    return [f"{row['id']}: {column} is empty" for row in rows for column in columns if not row[column]]


def words_outside(rows: list[Row], allowed: dict[str, set[str]]) -> list[str]:
    """Words that are not in the list of their column."""
    return [f"{row['id']}: {column} may not be {row[column]!r}" for row in rows for column, words in allowed.items() if row[column] not in words]


def dangling(rows: list[Row], column: str, known: set[str]) -> list[str]:
    """Ids in `column` that nothing has."""
    return [f"{row['id']}: {column} points to {value!r}, which is not there" for row in rows for value in values(row[column]) if value not in known]


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar, year first."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def bad_dates(rows: list[Row], columns: tuple[str, ...]) -> list[str]:
    """Dates that are none, and a first date after the second."""
    found = [f"{row['id']}: {column} is no date: {row[column]!r}" for row in rows for column in columns if row[column] and not is_date(row[column])]
    if len(columns) == 2:
        first, last = columns
        found += [f"{row['id']}: {first} is after {last}" for row in rows if row[first] and row[last] and row[first] > row[last]]
    return found


def bad_edtf(rows: list[Row], column: str) -> list[str]:
    """Dates in extended form that are none."""
    return [f"{row['id']}: {column} is no EDTF: {row[column]!r}" for row in rows if row[column] and not EDTF.fullmatch(row[column])]


def bad_sources(rows: list[Row]) -> list[str]:
    """Rows without a source, and sources that are neither an address nor a plan that we know."""
    found = [f"{row['id']}: no source" for row in rows if not row["sources"]]
    for row in rows:
        for source in values(row["sources"]):
            plan = source.removeprefix("plan:")
            if not re.fullmatch(r"https?://\S+", source) and (plan == source or plan not in PLANS):
                found.append(f"{row['id']}: no source that can be looked up: {source!r}")
    return found


def from_memory(rows: list[Row]) -> list[str]:
    """Facts that say of themselves that they rest on memory."""
    return [f"{row['id']}: {column} rests on memory" for row in rows for column, cell in row.items() if "memory" in cell.casefold()]


def shared_forms(rows: list[Row], columns: tuple[str, ...]) -> list[str]:
    """Name forms that two entries hold. Case counts between two organisations only: body classes and the rest are read without it."""
    holders: dict[str, dict[str, set[str]]] = {}
    cased = {row["id"] for row in rows if row.get("class", "BodyClass") != "BodyClass"}
    for row in rows:
        for form in (value for column in columns for value in values(row[column])):
            holders.setdefault(form.casefold(), {}).setdefault(row["id"], set()).add(form)
    found = []
    for held in holders.values():
        for first, second in ((a, b) for a in held for b in held if a < b):
            if not {first, second} <= cased or held[first] & held[second]:
                found.append(f"{first} and {second}: both have the form {sorted(held[first])[0]!r}")
    return found


def shared_ids(tables: dict[str, list[Row]]) -> list[str]:
    """Things that stand in two of `tables`."""
    first: dict[str, str] = {}
    found = []
    for name, rows in tables.items():
        for row in rows:
            if row["id"] in first:
                found.append(f"{row['id']}: in {first[row['id']]} and in {name}")
            first.setdefault(row["id"], name)
    return found


def unusable_forms(rows: list[Row]) -> list[str]:
    """Forms that a reader could not use: a leading article or a possessive at the end, or printed forms of no document."""
    found = []
    for row in rows:
        for form in values(row["aliases"]) + values(row["printed_forms"]):
            if re.match(r"the ", form, re.IGNORECASE) or re.search(r"['’]s$", form):
                found.append(f"{row['id']}: form with an article or a possessive: {form!r}")
        if bool(row["printed_forms"]) != bool(row["printed_in"]):
            found.append(f"{row['id']}: printed_forms and printed_in go together")
    return found


def not_printed(rows: list[Row], column: str, plan_column: str, texts: dict[str, str]) -> list[str]:
    """Words said to be printed in a document of `texts` that are not in it."""
    return [
        f"{row['id']}: {value!r} is not printed in {row[plan_column]}"
        for row in rows if row[plan_column] in texts
        for value in values(row[column]) if value not in texts[row[plan_column]]
    ]  # fmt: skip


def event_faults(rows: list[Row]) -> list[str]:
    """Names on events that rename nothing, half a renaming, a renaming with a resulting body, and what is done against the definition of its type."""
    found = []
    for row in rows:
        renames = row["type"] in {"name-change", "trading-name"}
        if (row["old_name"] or row["new_name"]) and not renames:
            found.append(f"{row['id']}: names on an event that is no renaming")
        if bool(row["old_name"]) != bool(row["new_name"]):
            found.append(f"{row['id']}: an old name without a new one, or the other way round")
        if renames and row["resulting"]:
            found.append(f"{row['id']}: a renaming keeps its body")
        if not renames and not row["resulting"] and row["type"] not in {"abolition", "closure"}:
            found.append(f"{row['id']}: a {row['type']} without a resulting body")
        if row["type"] == "merger" and row["status"] == "done" and len(values(row["original"])) < 2:
            found.append(f"{row['id']}: a merger of one body")
        if row["type"] == "split" and row["status"] == "done" and len(values(row["resulting"])) < 2:
            found.append(f"{row['id']}: a split into one body")
    return found


def parent_faults(rows: list[Row]) -> list[str]:
    """A parent without a relation, a unit that is in nothing, and a body at arm's length that is said to be inside another."""
    found = []
    for row in rows:
        if bool(row["parent"]) != bool(row["parent_relation"]):
            found.append(f"{row['id']}: parent and parent_relation go together")
        if row["class"] == "OrganizationalUnit" and row["parent_relation"] == "sponsored-by":
            found.append(f"{row['id']}: a unit lies inside another body")
        if row["parent_relation"] == "part-of" and row["kind"] in {"non-departmental-public-body", "special-health-authority", "regulator", "commission", "taskforce"}:
            found.append(f"{row['id']}: a body at arm's length is no part of another")
    return found


def law_faults(rows: list[Row]) -> list[str]:
    """Addresses that do not follow from part_of and number, sections of nothing, years that are none."""
    addresses = {row["id"]: row["uri"] for row in rows}
    found = []
    for row in rows:
        expected = {
            "act": f"http://www.legislation.gov.uk/id/ukpga/{row['year']}/{row['number']}",
            "instrument": f"http://www.legislation.gov.uk/id/uksi/{row['year']}/{row['number']}",
            "section": f"{addresses.get(row['part_of'], '')}/section/{row['number']}",
        }.get(row["kind"], "")
        if row["uri"] != expected:
            found.append(f"{row['id']}: uri is not {expected!r}")
        if (row["kind"] == "section") != bool(row["part_of"]):
            found.append(f"{row['id']}: part_of is for sections, and every section has it")
        if row["cited_alone"] == "yes" and row["kind"] != "section":
            found.append(f"{row['id']}: only a section is cited by its number alone")
    return found


def money_faults(rows: list[Row]) -> list[str]:
    """Sums without a number or a currency, periods that nobody printed, mechanisms with a sum."""
    found = []
    for row in rows:
        stated = row["qualifier"] not in {"not-stated", "none"}
        if stated != row["amount"].isdigit() or (row["amount"] and not row["amount"].isdigit()):
            found.append(f"{row['id']}: amount {row['amount']!r} with qualifier {row['qualifier']!r}")
        if stated and not (row["currency"] and row["cues"]):
            found.append(f"{row['id']}: a sum needs a currency and cues")
        if not stated and not row["aliases"]:
            found.append(f"{row['id']}: nothing to recognise it by")
        if (row["period_start"] or row["period_end"]) and not row["period_printed"]:
            found.append(f"{row['id']}: a period that is not printed")
        if (row["qualifier"] == "none") != (row["kind"] == "mechanism"):
            found.append(f"{row['id']}: qualifier none is for mechanisms")
    return found


def cue_faults(rows: list[Row]) -> list[str]:
    """Cues that stand twice in a theme, and stars anywhere but at the end."""
    found = []
    for row in rows:
        cues = [cue.casefold() for cue in values(row["cues"]) + values(row["weak_cues"])]
        found += [f"{row['id']}: the cue {cue!r} stands twice" for cue in set(cues) if cues.count(cue) > 1]
        found += [f"{row['id']}: a star belongs at the end: {cue!r}" for cue in cues if "*" in cue[:-1] or cue == "*"]
    return found


# The registers pass every check.

@pytest.fixture(scope="module")
def tables() -> dict[str, list[Row]]:
    """Every register by its name."""
    return {name: read(name) for name in COLUMNS}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_register_is_plain_csv_with_its_columns_and_rows(name: str) -> None:
    data = (ROOT / "ontology" / f"{name}.csv").read_bytes()
    rows = read(name)

    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    assert data.decode("utf-8").splitlines()[0] == COLUMNS[name]
    assert len(rows) >= FEWEST_ROWS[name]
    assert ragged_rows(rows) == []


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_ids_and_required_columns(name: str) -> None:
    rows = read(name)

    assert stray_blanks(rows) == []
    assert duplicate_ids(rows) == []
    assert empty_required(rows, REQUIRED[name].split()) == []
    assert words_outside(rows, ALLOWED.get(name, {})) == []
    assert bad_dates(rows, DATES.get(name, ())) == []


@pytest.mark.parametrize(("name", "column"), REFERENCES)
def test_every_reference_leads_somewhere(tables: dict[str, list[Row]], name: str, column: str) -> None:
    target = REFERENCES[name, column]
    known = PLANS if target == "plans" else {row["id"] for row in tables[target]}

    assert any(row[column] for row in tables[name]), "a column without any reference proves nothing"
    assert dangling(tables[name], column, known) == []


def test_an_unconfirmed_fact_is_about_something_in_its_register(tables: dict[str, list[Row]]) -> None:
    for row in tables["unconfirmed"]:
        assert dangling([row], "subject", {other["id"] for other in tables[row["register"]]}) == []
        if row["property"] == "successor":
            assert dangling([row], "value", {other["id"] for other in tables["organisations"]}) == []
    assert bad_edtf(tables["unconfirmed"], "date") == []


@pytest.mark.parametrize("name", [name for name, columns in COLUMNS.items() if ",sources," in columns])
def test_every_fact_has_a_source_that_can_be_looked_up(name: str) -> None:
    rows = read(name)

    assert len(rows) >= FEWEST_ROWS[name]
    assert bad_sources(rows) == []


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "unconfirmed"])
def test_no_fact_rests_on_memory_outside_unconfirmed(name: str) -> None:
    assert from_memory(read(name)) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_name_form_belongs_to_one_entry(name: str) -> None:
    assert shared_forms(read(name), FORMS[name]) == []


def test_one_thing_has_one_entry(tables: dict[str, list[Row]]) -> None:
    assert shared_ids({name: tables[name] for name in FORMS}) == []


@pytest.mark.parametrize("name", ["organisations", "policies"])
def test_forms_are_usable_and_printed_ones_are_printed(name: str) -> None:
    text = folded((ROOT / "data" / f"{HOME_PLAN}.txt").read_text(encoding="utf-8"))
    rows = read(name)

    assert unusable_forms(rows) == []
    assert sum(row["printed_in"] == HOME_PLAN for row in rows) >= 10
    assert not_printed(rows, "printed_forms", "printed_in", {HOME_PLAN: text}) == []


def test_quotes_of_continuations_are_the_words_of_the_plan() -> None:
    text = folded((ROOT / "data" / f"{HOME_PLAN}.txt").read_text(encoding="utf-8"))

    assert not_printed(read("continuations"), "quote_plan", "plan", {HOME_PLAN: text}) == []


def test_events_laws_money_and_cues(tables: dict[str, list[Row]]) -> None:
    assert event_faults(tables["events"]) == []
    assert parent_faults(tables["organisations"]) == []
    assert bad_edtf(tables["events"], "edtf") == []
    assert bad_edtf(tables["policies"], "issued") == []
    assert law_faults(tables["legislation"]) == []
    assert money_faults(tables["funding"]) == []
    assert cue_faults(tables["themes"]) == []


# The words that the registers use as kinds.

KINDS = {
    "organisation-kind": ("organisations", "kind"),
    "policy-kind": ("policies", "kind"),
    "effect": ("legislation-changes", "effect"),
    "change-status": ("legislation-changes", "status"),
    "funding-kind": ("funding", "kind"),
}


def undefined(kinds: list[Row], tables: dict[str, list[Row]]) -> list[str]:
    """Words that a register has as a kind and kinds.csv has not."""
    known = {(row["scheme"], row["word"]) for row in kinds}
    used = {(scheme, row[column]) for scheme, (table, column) in KINDS.items() for row in tables[table]}
    return [f"{scheme} {word}: not in kinds.csv" for scheme, word in sorted(used - known) if word]


def kind_faults(kinds: list[Row]) -> list[str]:
    """Words that stand twice or in no scheme, cells that are empty, definitions that say the word again, or the same as another."""
    found, seen = [], set()
    for row in kinds:
        said = row["definition"].casefold()
        name = f"{row['scheme']} {row['word']}"
        found += [f"{name}: {fault}" for fault, is_so in (
            ("no such scheme", row["scheme"] not in KINDS),
            ("an empty cell", not all(row.values())),
            ("stands twice", name in seen),
            ("another is defined so", said in seen),
            ("no sentence", not row["definition"].endswith(".") or len(row["definition"]) < 20),
            ("circular", re.search(rf"\b{re.escape(row['label'].casefold())}\b", said) is not None),
        ) if is_so]  # fmt: skip
        seen |= {name, said}
    return found


def test_every_kind_in_the_registers_is_defined_and_not_by_itself(tables: dict[str, list[Row]]) -> None:
    """A new word in a register needs a row in kinds.csv: the message says which."""
    kinds = read("kinds")

    assert undefined(kinds, tables) == []
    assert kind_faults(kinds) == []
    assert stray_blanks([row | {"id": row["word"]} for row in kinds]) == []
    assert len(kinds) >= 53


def test_a_kind_that_nobody_defined_and_a_bad_definition_are_told(tables: dict[str, list[Row]]) -> None:
    charity = {"scheme": "organisation-kind", "word": "charity", "label": "Charity", "definition": "A charity that is registered."}

    assert "organisation-kind royal-college: not in kinds.csv" in undefined([charity], tables)
    assert kind_faults([charity]) == ["organisation-kind charity: circular"]
    assert kind_faults([charity | {"scheme": "x", "label": "", "definition": "Good."}]) == ["x charity: no such scheme", "x charity: an empty cell", "x charity: no sentence", "x charity: circular"]


# Each check fails on a planted fault.

BODY = {"id": "a", "class": "FormalOrganization", "name": "Aa", "aliases": "", "printed_forms": "", "printed_in": ""}
EVENT = {"id": "e", "type": "merger", "status": "done", "old_name": "", "new_name": "", "original": "b | c", "resulting": "a"}
LAW = {"id": "s1", "kind": "section", "number": "1", "year": "2001", "part_of": "act", "uri": "http://www.legislation.gov.uk/id/ukpga/2001/2/section/1", "cited_alone": "no"}
ACT = {"id": "act", "kind": "act", "number": "2", "year": "2001", "part_of": "", "uri": "http://www.legislation.gov.uk/id/ukpga/2001/2", "cited_alone": "no"}
SUM = {"id": "f", "kind": "stream", "amount": "5", "qualifier": "exact", "currency": "GBP", "aliases": "", "cues": "beds", "period_printed": "", "period_start": "", "period_end": ""}
THEME = {"id": "t", "cues": "detention*", "weak_cues": "police"}

NAMES = FORMS["organisations"]
PLANTED: list[tuple[Callable[..., list[str]], list[Row], tuple, str]] = [
    (ragged_rows, [{"id": "a", "name": None}], (), "not as many cells"),  # type: ignore[dict-item]
    (stray_blanks, [{"id": "a", "name": " Aa"}], (), "stray blanks"),
    (stray_blanks, [{"id": "a", "name": "Aa |  | Bb"}], (), "stray blanks"),
    (stray_blanks, [{"id": "a", "name": "Aa|Bb"}], (), "stray blanks"),
    (duplicate_ids, [BODY, BODY], (), "stands twice"),
    (duplicate_ids, [BODY | {"id": "A b"}], (), "no slug"),
    (empty_required, [BODY | {"name": ""}], (["name"],), "name is empty"),
    (words_outside, [{"id": "a", "confidence": "high (name)"}], ({"confidence": SURENESS},), "may not be"),
    (dangling, [{"id": "a", "parent": "b | gone"}], ("parent", {"b"}), "'gone'"),
    (bad_dates, [{"id": "a", "date": "2017-02-30"}], (("date",),), "no date"),
    (bad_dates, [{"id": "a", "from": "2018-01-01", "to": "2017-01-01"}], (("from", "to"),), "is after"),
    (bad_edtf, [{"id": "a", "edtf": "Spring 2017"}], ("edtf",), "no EDTF"),
    (bad_sources, [{"id": "a", "sources": ""}], (), "no source"),
    (bad_sources, [{"id": "a", "sources": "https://example.org/x | a colleague"}], (), "a colleague"),
    (bad_sources, [{"id": "a", "sources": "plan:unheard-of"}], (), "unheard-of"),
    (from_memory, [{"id": "a", "note": "Day from memory."}], (), "rests on memory"),
    (shared_forms, [BODY, BODY | {"id": "b", "name": "Bb", "aliases": "Aa"}], (NAMES,), "both have the form 'Aa'"),
    (shared_forms, [BODY, BODY | {"id": "b", "name": "Bb", "printed_forms": "Aa"}], (NAMES,), "both have the form"),
    (shared_forms, [BODY, BODY | {"id": "b", "class": "BodyClass", "name": "aa"}], (NAMES,), "both have the form"),
    (shared_forms, [{"id": "p", "name": "Plan X"}, {"id": "q", "name": "plan x"}], (("name",),), "both have the form"),
    (unusable_forms, [BODY | {"aliases": "the Aa"}], (), "article"),
    (unusable_forms, [BODY | {"aliases": "Aa's"}], (), "possessive"),
    (unusable_forms, [BODY | {"printed_forms": "Ab"}], (), "go together"),
    (not_printed, [BODY | {"printed_forms": "Ab", "printed_in": "p"}], ("printed_forms", "printed_in", {"p": "only Aa"}), "'Ab' is not printed"),
    (event_faults, [EVENT | {"old_name": "x", "new_name": "y"}], (), "no renaming"),
    (event_faults, [EVENT | {"type": "name-change", "old_name": "x", "resulting": ""}], (), "other way round"),
    (event_faults, [EVENT | {"type": "name-change"}], (), "keeps its body"),
    (event_faults, [EVENT | {"resulting": ""}], (), "without a resulting body"),
    (event_faults, [EVENT | {"original": "b"}], (), "a merger of one body"),
    (event_faults, [EVENT | {"type": "split"}], (), "a split into one body"),
    (parent_faults, [BODY | {"parent": "b", "parent_relation": ""}], (), "go together"),
    (parent_faults, [BODY | {"class": "OrganizationalUnit", "parent": "b", "parent_relation": "sponsored-by"}], (), "a unit lies inside"),
    (parent_faults, [BODY | {"kind": "non-departmental-public-body", "parent": "b", "parent_relation": "part-of"}], (), "at arm's length"),
    (law_faults, [ACT, LAW | {"uri": "http://www.legislation.gov.uk/id/ukpga/2001/2/section/11"}], (), "uri is not"),
    (law_faults, [LAW], (), "uri is not"),
    (law_faults, [ACT | {"part_of": "act"}], (), "part_of is for sections"),
    (law_faults, [ACT | {"cited_alone": "yes"}], (), "number alone"),
    (money_faults, [SUM | {"amount": ""}], (), "amount ''"),
    (money_faults, [SUM | {"cues": ""}], (), "currency and cues"),
    (money_faults, [SUM | {"period_start": "2017-04-01"}], (), "not printed"),
    (money_faults, [SUM | {"kind": "mechanism"}], (), "qualifier none"),
    (money_faults, [SUM | {"amount": "", "qualifier": "not-stated"}], (), "recognise it by"),
    (cue_faults, [THEME | {"weak_cues": "Detention*"}], (), "stands twice"),
    (cue_faults, [THEME | {"cues": "publish* data"}], (), "at the end"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "rows", "arguments", "message"), PLANTED)
def test_a_check_finds_a_planted_fault(check: Callable[..., list[str]], rows: list[Row], arguments: tuple, message: str) -> None:
    assert any(message in finding for finding in check(rows, *arguments))


def test_a_thing_in_two_registers_is_found() -> None:
    assert shared_ids({"policies": [{"id": "cquin"}], "funding": [{"id": "cquin"}]}) == ["cquin: in policies and in funding"]


def test_two_organisations_may_differ_in_capitals_only() -> None:
    """NHS providers and NHS Providers are not the same words: case counts between organisations."""
    assert shared_forms([BODY, BODY | {"id": "b", "name": "AA"}], NAMES) == []


def test_sound_rows_give_no_finding() -> None:
    assert [event_faults([EVENT]), law_faults([ACT, LAW]), money_faults([SUM]), cue_faults([THEME]), unusable_forms([BODY])] == [[]] * 5
