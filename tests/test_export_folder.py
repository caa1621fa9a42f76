"""The folder of csv tables: read back with pandas and joined to the numbers of the graph; written whole or not at all, and only over its own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner, Result

from concordat import cli
from concordat.graph import build, query, store
from concordat.graph.export import folder, formats

PLAN = """\
Ref\tAction\tStart date\tFinish date\tLead\tOutcome\tRoom
1. Early help
3.2\tOpen a house under section 136 of the Mental Health Act 1983.\tApril 2020\tJune 2021\tHome Office (with Zebra Widgets Trust)\tFewer "waits"\tB12
3.20\t=SUM(A1), and spend up to £2m on it.\t\tOngoing\tZebra Widgets Trust (Jane Placeholder)\t\t
\t@everyone: write a café guide\tsoonish\t\t\t\t
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat")


@pytest.fixture(scope="module")
def plan() -> store.Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("small")
    (home / "plan.txt").write_text(PLAN, encoding="utf-8", newline="\n")
    (home / "plan.trig").write_bytes(build.build([home / "plan.txt"]).data)
    return home / "plan.trig"


@pytest.fixture(scope="module")
def small(file: Path) -> dict[str, pandas.DataFrame]:
    return frames(folder.files(store.open_graph(file), ""))


@pytest.fixture(scope="module")
def home_tables(plan: store.Graph) -> dict[str, pandas.DataFrame]:
    return frames(folder.files(plan, ""))


def frames(files: dict[str, bytes]) -> dict[str, pandas.DataFrame]:
    """Every table as pandas reads it, all cells as words."""
    read = {name.removesuffix(".csv"): data for name, data in files.items() if name.endswith(".csv")}
    return {name: pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig") for name, data in read.items()}


def asked(graph: store.Graph, name: str) -> list[dict[str, object]]:
    answer = query.run(graph, query.named(name))
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


# ---- what is in it


def test_a_plan_that_was_read_by_eye(small: dict[str, pandas.DataFrame]) -> None:
    actions = small["actions"]

    assert list(actions["ref"]) == ["3.2", "3.20", ""]
    assert list(actions["text"]) == ["Open a house under section 136 of the Mental Health Act 1983.", "'=SUM(A1), and spend up to £2m on it.", "'@everyone: write a café guide"]
    assert actions.loc[0, ["start", "start_earliest", "start_latest", "finish", "finish_latest", "finish_kind"]].tolist() == ["April 2020", "2020-04-01", "2020-04-30", "June 2021", "2021-06-30", "dated"]
    assert small["responsibilities"][["ref", "name", "role", "printed"]].values.tolist() == [
        ["3.2", "Home Office", "lead", "Home Office"],
        ["3.2", "Zebra Widgets Trust", "partner", "Zebra Widgets Trust"],
        ["3.20", "Zebra Widgets Trust", "lead", "Zebra Widgets Trust"],
    ]
    assert small["cells"][["ref", "what", "heading", "words"]].values.tolist() == [["3.2", "cell", "Room", "B12"], ["3.2", "outcome", "", 'Fewer "waits"']]
    assert small["money-named"][["ref", "amount", "qualifier", "currency"]].values.tolist() == [["3.20", "2000000", "up-to", "GBP"]]
    assert small["citations"][["ref", "label", "printed"]].values.tolist() == [["3.2", "Mental Health Act 1983 s.136", "section 136"]]
    assert small["organisations"].set_index("name").loc[["Home Office", "Zebra Widgets Trust"], "registered"].tolist() == ["true", "false"]
    assert small["plans"][["plan", "document"]].values.tolist() == [["plan", "plan.txt"]]


def test_every_place_leads_to_the_words(small: dict[str, pandas.DataFrame]) -> None:
    found = [row for name in ("responsibilities", "citations", "money-named", "evidence", "items") for _, row in small[name].iterrows() if row["place"]]
    words = [(row.get("printed", row.get("text")), PLAN[slice(*map(int, row["place"].split("-")))]) for row in found]

    assert len(words) > 8
    assert [pair for pair in words if pair[0] != pair[1]] == []


def test_names_of_people_are_in_no_table(file: Path) -> None:
    files = folder.files(store.open_graph(file), "")

    assert b"Jane Placeholder" in file.read_bytes(), "the graph has the words"
    assert [name for name, data in files.items() if b"Placeholder" in data] == []


def test_keys_are_keys_and_every_join_arrives(home_tables: dict[str, pandas.DataFrame], small: dict[str, pandas.DataFrame]) -> None:
    for read in (home_tables, small):
        for table in folder.TABLES:
            rows = read[table.name]
            if table.key:
                assert not rows.duplicated(list(table.key)).any(), f"{table.name}: a key stands twice"
            for column, other, there in table.joins:
                led = rows.loc[rows[column] != "", column]
                assert led.isin(read[other][there]).all(), f"{table.name}.{column} leads to no row of {other}"


# ---- joined back to the numbers of the graph


def test_bodies_by_the_actions_they_lead(plan: store.Graph, home_tables: dict[str, pandas.DataFrame]) -> None:
    roles = home_tables["responsibilities"].merge(home_tables["organisations"], on="body", suffixes=("", "_known"))
    leads = roles[roles["role"] == "lead"].groupby("name_known")["action"].nunique()

    assert leads.to_dict() == {row["lead"]: row["actions"] for row in asked(plan, "lead-counts")}
    assert leads.max() > 10


def test_actions_sections_themes_and_laws(plan: store.Graph, home_tables: dict[str, pandas.DataFrame]) -> None:
    read = home_tables
    themes = read["action-themes"].merge(read["themes"], on="theme").groupby("name")["action"].nunique()
    laws = read["citations"].merge(read["legislation"], on="law").merge(read["actions"], on="action", suffixes=("", "_there"))

    assert read["actions"].groupby("section").size().to_dict() == {row["section"]: row["actions"] for row in asked(plan, "actions-by-section")}
    assert themes.to_dict() == {row["theme"]: row["actions"] for row in asked(plan, "themes") if row["actions"]}
    assert sorted(laws[["ref_there", "name", "printed"]].values.tolist()) == sorted([row["ref"], row["legislation"], row["printed"]] for row in asked(plan, "legislation-citations"))


def test_dates_are_those_of_the_actions(home_tables: dict[str, pandas.DataFrame]) -> None:
    read = home_tables
    wide = read["dates"].pivot(index="action", columns="which", values=["printed", "earliest", "latest"])
    joined = read["actions"].set_index("action").join(wide.set_axis([f"{which}_{what}_there" for what, which in wide.columns], axis=1))

    assert len(read["dates"]) == 2 * len(read["actions"]) == 120
    for mine, theirs in (("start", "start_printed"), ("finish_latest", "finish_latest"), ("start_earliest", "start_earliest")):
        assert (joined[mine] == joined[f"{theirs}_there"]).all()


def test_records_say_the_same(plan: store.Graph, home: list[dict], home_tables: dict[str, pandas.DataFrame]) -> None:
    """Against the records, which were checked by eye: bodies in roles, entries of lists, policies and money."""
    read = home_tables

    assert read["actions"]["ref"].tolist() == [record["ref"] for record in home]
    assert (read["responsibilities"]["role"] == "lead").sum() == sum(len(record["leads"]) for record in home)
    assert len(read["items"]) == sum(len(record["items"]) for record in home)
    assert len(read["policy-mentions"].drop_duplicates(["action", "policy"])) == sum(len({p["iri"] for p in record["policies"]}) for record in home)
    assert len(read["money-named"].drop_duplicates(["action", "fund"])) == sum(len({p["iri"] for p in record["funding"]}) for record in home)
    assert len(read["dependencies"].drop_duplicates(["later", "earlier"])) == sum(len(record["depends_on"]) for record in home)


def test_numbers_are_numbers_to_whoever_wants_them(home_tables: dict[str, pandas.DataFrame]) -> None:
    amounts = pandas.to_numeric(home_tables["funding"]["amount"].replace("", None)).dropna()

    assert len(amounts) and (amounts > 0).all()
    assert pandas.to_numeric(home_tables["actions"]["order"]).tolist() == list(range(1, 61))


# ---- what stands beside the tables


def test_the_readme_has_every_table_and_column(plan: store.Graph, home_tables: dict[str, pandas.DataFrame]) -> None:
    text = folder.files(plan, "Made by concordat 9.9.")["README.md"].decode("utf-8")
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])

    for name, rows in home_tables.items():
        assert f"| [{name}.csv](#{name}) | {len(rows):,} |" in text
        assert [line.split("`")[1] for line in sections[name].splitlines() if line.startswith("| `")] == list(rows.columns)
        assert all(len(line.split(" | ")[1]) > 5 for line in sections[name].splitlines() if line.startswith("| `")), "words for every column"
    assert "Made by concordat 9.9." in text and "3.20" in text and "Mental Health Crisis Care Concordat: national action plan, October 2016" in text


def test_the_description_for_programs_fits_the_tables(plan: store.Graph, home_tables: dict[str, pandas.DataFrame]) -> None:
    described = json.loads(folder.files(plan, "")["csv-metadata.json"])
    kinds = {}
    for table in described["tables"]:
        rows = home_tables[table["url"].removesuffix(".csv")]
        columns = table["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == list(rows.columns)
        kinds[table["url"]] = {column["name"]: column["datatype"] for column in columns}
        for key in table["tableSchema"].get("foreignKeys", []):
            assert key["reference"]["columnReference"] in kinds.get(key["reference"]["resource"], home_tables[key["reference"]["resource"].removesuffix(".csv")].columns)

    assert len(described["tables"]) == len(folder.TABLES) == len(home_tables)
    assert {name: kinds["actions.csv"][name] for name in ("ref", "order", "finish_latest", "section")} == {"ref": "string", "order": "integer", "finish_latest": "date", "section": "string"}
    assert kinds["organisations.csv"]["registered"] == "boolean"
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"


def test_csv_is_ours(file: Path) -> None:
    for name, data in folder.files(store.open_graph(file), "").items():
        if name.endswith(".csv"):
            assert data.startswith(b"\xef\xbb\xbf") and b"\r" not in data
            assert len({len(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))}) == 1


def test_an_empty_graph_is_empty_tables() -> None:
    read = frames(folder.files(store.graph_of([]), ""))

    assert {len(rows) for rows in read.values()} == {0}
    assert len(read) == len(folder.TABLES)


def test_two_plans_are_told_apart(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("Ref\tAction\tLead\n1\tOpen a house.\tHome Office\n", encoding="utf-8")
    read = frames(folder.files(build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph, ""))

    assert read["actions"][["plan", "ref"]].values.tolist() == [["one", "1"], ["two", "1"]]
    assert read["responsibilities"]["ref"].tolist() == ["one 1", "two 1"]


# ---- the command, and what may be written over


def test_the_command_writes_the_whole_folder(file: Path, tmp_path: Path) -> None:
    result = run("export", "csv", "-g", file, "-o", tmp_path / "tables")
    there = {path.name for path in (tmp_path / "tables").iterdir()}

    assert (result.exit_code, result.stdout) == (0, "")
    assert there == {"README.md", "csv-metadata.json", "manifest.json", *(f"{table.name}.csv" for table in folder.TABLES)}
    assert "25 tables; README.md says" in result.stderr and "people" in result.stderr
    assert store.open_graph(file).sha256 in (tmp_path / "tables" / "README.md").read_text(encoding="utf-8")


def test_the_same_graph_gives_the_same_folder(file: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second time over the first, which is as it was left
        assert run("export", "csv", "-g", file, "-o", tmp_path / "tables").exit_code == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}

    assert run("export", "csv", "-g", file, "-o", tmp_path / "other").exit_code == 0
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.txt", "mine"), ("actions.csv", "changed"), ("manifest.json", '{"program": "concordat", "files": []}')],
    ids=["a file of somebody else", "a table that was edited", "a folder of another kind"],
)
def test_what_somebody_would_lose_is_not_written_over(file: Path, tmp_path: Path, name: str, content: str) -> None:
    target = tmp_path / "tables"
    if name == "actions.csv":
        assert run("export", "csv", "-g", file, "-o", target).exit_code == 0
    target.mkdir(exist_ok=True)
    (target / name).write_text(content, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    result = run("export", "csv", "-g", file, "-o", target)

    assert result.exit_code == 3
    assert "name another folder" in result.stderr
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "csv is a folder of tables: name it with -o"),
        (("-o", "-"), 2, "csv is a folder of tables: name it with -o"),
        (("-o", "x", "--section", "1"), 2, "csv has the whole graph"),
        (("-o", "x", "--plan", "plan"), 2, "csv has the whole graph"),
        (("-o", "x", "--network", "overlap"), 2, "--network chooses"),
        (("-o", "nowhere/x"), 3, "make it first"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(file: Path, tmp_path: Path, monkeypatch, arguments: tuple[str, ...], code: int, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("export", "csv", "-g", file, *arguments)

    assert result.exit_code == code
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_queries_of_the_tables_are_all_there() -> None:
    there = {f"{path.parent.name}/{path.stem}" for place in ("exports", "tables") for path in (folder._QUERIES / place).glob("*.rq")}
    used = {table.query for table in folder.TABLES}

    assert used <= there
    assert {name for name in there if name.startswith("exports/")} <= used, "a query that no table asks"


def test_the_format_stands_in_the_list() -> None:
    assert formats.FOLDER in formats.FORMATS and set(formats.NETWORKS) <= set(formats.FORMATS)
