"""The `concordat` command: options in, one call, result out. The only module that prints or exits, so every command stands here.

Everything heavy is imported inside the command that needs it, so that `--help` and a query answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from concordat import __version__
from concordat.graph.errors import ConcordatError, UsageError

TABLE_FORMATS = ("table", "csv", "tsv", "json", "md", "html", "xlsx")
QUERY_FORMATS = (*TABLE_FORMATS, "w3c-json", "w3c-xml", "w3c-csv", "w3c-tsv", "turtle", "ntriples", "jsonld")
LARGE_PAGE = 5_000_000  # bytes


class Commands(click.Group):
    """The group of commands: offers the nearest name for a wrong one, and turns our errors into one line and an exit code."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]}?" if near and near[0] not in error.message else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from None

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run a command; whatever goes wrong is one line on stderr, and the exit code says of what kind it was."""
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **kwargs)
        try:
            code = super().main(*args, standalone_mode=False, **kwargs)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "", err=True)
            sys.exit(2)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "concordat"
            self._stop(f"{error.format_message()} (concordat --help has the commands)" if command == "concordat" else f"{error.format_message()} ({command} --help says more)", 2)
        except click.ClickException as error:
            self._stop(error.format_message(), 2)
        except click.Abort:
            self._stop("stopped", 130)
        except ConcordatError as error:
            self._stop(str(error), error.exit_code)
        except MemoryError:
            self._stop("this takes more memory than there is: save the part with the plan as a file of its own, or build fewer plans at a time", 3)
        sys.exit(code if isinstance(code, int) else 0)

    def _stop(self, words: str, code: int) -> None:
        click.echo(f"concordat: {' '.join(words.split())}", err=True)
        sys.exit(code)


def graph_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`-g/--graph`, the same on every command that reads a graph."""
    return click.option("-g", "--graph", "graph_path", type=click.Path(path_type=Path), envvar="CONCORDAT_GRAPH", default="concordat.trig", show_default=True, help="Graph file to read (environment: CONCORDAT_GRAPH).")(command)


def output_options(formats: tuple[str, ...], default: str = "table on a terminal, csv in a pipe") -> Callable[..., Any]:
    """`-f/--format` and `-o/--output`, the same on every command that gives a result."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write, whole or not at all; - is standard output. Its ending says the format.")(command)
        return click.option("-f", "--format", "fmt", type=click.Choice(formats), help=f"Format of the result [default: {default}].")(command)

    return add


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What build and publish have in common: the plans, their id, and the registers."""
    for option in (
        click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE]..."),
        click.option("--id", "plan_id", help="Id of the plan in the graph; left out, the file's name without its ending."),
        click.option("--register", type=click.Path(path_type=Path), help="A csv file of organisations that adds to the bundled register."),
        click.option("--no-bundled-register", "bundled_register", is_flag=True, flag_value=False, default=True, help="Leave the bundled registers out."),
        click.option("--themes", type=click.Path(path_type=Path), help="A csv file with another scheme of themes."),
        click.option("--map", "mapped", multiple=True, metavar="MEANING=HEADING", help='What a column means, for instance --map lead="Responsible body"; may be repeated.'),
        click.option("--unconfirmed", is_flag=True, help="Also build later facts that rest on memory alone, in a graph of their own."),
        click.option("--decisions", "decisions_file", type=click.Path(path_type=Path), help="A csv file of what reviewers decided; see concordat review."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Say every step."),
    ):
        command = option(command)
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concordat")
def cli() -> None:
    """Turn an action plan into a knowledge graph that people can ask, measure, draw and trust.

    \b
    Start here:
      concordat build                       read the bundled plan into concordat.trig
      concordat report overlap              who shares which actions with whom
      concordat explain 3.8                 what is known of an action, and on which words
      concordat publish                     everything into one folder that opens offline
    """


def main() -> None:
    """Run the command; exit codes are 0 done, 2 wrong command line, 3 could not be done."""
    cli(prog_name="concordat", windows_expand_args=True)


@cli.command()
@source_options
@click.option("-o", "--output", type=click.Path(path_type=Path), default="concordat.trig", show_default=True, help="Graph file to write, whole or not at all.")
@click.option("--explain-columns", is_flag=True, help="Also print what each column was taken for, and why.")
def build(sources: tuple[Path, ...], quiet: bool, verbose: bool, output: Path, explain_columns: bool, **options: Any) -> None:
    """Read plans, build and check the graph, and write it.

    Text, csv, Excel, Word, PDF, web pages and Markdown; without SOURCE the bundled national plan; - is standard input. A file plan.toml beside
    the document, or one of its own name, may say what the columns mean.

    \b
    For instance:
      concordat build my-plan.docx --register my-bodies.csv -o my-plan.trig
      concordat build my-plan.xlsx --map lead="Responsible body" --explain-columns
    """
    from concordat.graph import build as builds
    from concordat.graph import output as outputs

    outputs.check(dash(output), (".trig",), [*sources, options["register"], options["themes"], options["decisions_file"]])
    with progress(quiet, verbose) as say:
        built = builds.build(sources, progress=say, **options)
    outputs.write(built.data, dash(output))
    if explain_columns:
        from concordat.graph import tables

        tables.deliver(builds.columns(built), None, None, {"program": "concordat", "version": __version__, "name": "columns"})
    if not quiet:
        for line in builds.account(built, output):
            click.echo(line, err=True)


@cli.command()
@source_options
@click.option("-o", "--output", type=click.Path(path_type=Path), default="site", show_default=True, help="Folder to write.")
@click.option("--at", metavar="URL", help="The address that the folder will have on the web; the description of the data then has the addresses of its files.")
def publish(sources: tuple[Path, ...], quiet: bool, verbose: bool, output: Path, at: str | None, **options: Any) -> None:
    """Put everything into one folder that opens offline.

    Graph, records, reports and pictures; begin with index.html.

    \b
    For instance:
      concordat publish my-plan.txt -o my-site
    """
    from concordat.graph import build as builds
    from concordat.graph import publish as publishing

    with progress(quiet, verbose) as say:
        built = builds.build(sources, progress=say, **options)
        written = publishing.publish(built, output, __version__, say, at)
    if not quiet:
        for line in builds.account(built, None):
            click.echo(line, err=True)
        click.echo(f"{len(written)} files in {output}: open {output / 'index.html'}", err=True)


@cli.command()
@graph_option
@click.option("--plan", help="Only the actions of this plan, by its id.")
@output_options(("table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx"))
def actions(graph_path: Path, plan: str | None, fmt: str | None, output: Path | None) -> None:
    """Give the actions as records, in plan order.

    \b
    For instance:
      concordat actions -f jsonl -o actions.jsonl
    """
    from concordat.graph import output as outputs
    from concordat.graph import records, store, tables

    graph = store.open_graph(graph_path)
    found = found_actions(graph, plan)
    chosen = outputs.format_of(dash(output), fmt, "table" if terminal(output) else "csv", ("table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx"))
    result = records.as_text(found, chosen) if chosen in ("json", "jsonl") else records.as_answer(found, 120 if chosen == "table" else None)
    tables.deliver(result, dash(output), chosen, lambda: meta(graph, "actions"))
    wrote(output)


@cli.command(context_settings={"ignore_unknown_options": True})  # a key may begin with a dash: -1
@click.argument("things", metavar="REF|NAME|IRI...", nargs=-1, required=True)
@graph_option
@output_options(TABLE_FORMATS)
def explain(things: tuple[str, ...], graph_path: Path, fmt: str | None, output: Path | None) -> None:
    """Say what is known of a thing, and from which words.

    Of an action, a body, a law, a section, a plan or anything else; with the place of the words, the rule that read them, how sure it is, and
    where it comes from. A whole cell of a report will do. Of two bodies: which actions they share.

    \b
    For instance:
      concordat explain 3.8
      concordat explain "1.1, 3.6, 3.7"
      concordat explain "NHS England"
      concordat explain "Home Office" "NHS England"
    """
    from concordat.graph import explain as explaining
    from concordat.graph import output as outputs
    from concordat.graph import store, tables

    chosen = outputs.format_of(dash(output), fmt, "table" if terminal(output) else "csv", TABLE_FORMATS)
    graph = store.open_graph(graph_path)
    found = explaining.explain(graph, *things, brief=chosen == "table")
    tables.deliver(found, dash(output), fmt, lambda: meta(graph, "explain", of="; ".join(things)))
    wrote(output)


def names_of(module: str, offers: str = "names") -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What the shell completes: the names that a module of graph/ offers, loaded only when the shell asks."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
        return [name for name in getattr(import_module(f"concordat.graph.{module}"), offers)() if name.startswith(begun)]

    return complete


def question_or_file(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
    """The questions that begin so; where none does, the shell completes a file's name."""
    from click.shell_completion import CompletionItem

    return names_of("query")(ctx, param, begun) or [CompletionItem(begun, type="file")]


@cli.command()
@click.argument("name", required=False, shell_complete=names_of("query"))
@output_options(TABLE_FORMATS)
def queries(name: str | None, fmt: str | None, output: Path | None) -> None:
    """List the questions, or show one with its parameters and columns.

    \b
    For instance:
      concordat queries law-actions
    """
    from concordat.graph import library, tables

    tables.deliver(library.listing(name), dash(output), fmt, {"program": "concordat", "version": __version__, "name": "queries"})
    wrote(output)


@cli.command()
@click.argument("source", metavar="NAME|FILE|-", shell_complete=names_of("query"))
@click.option("-p", "--param", "params", nargs=2, multiple=True, metavar="NAME VALUE", help="Set a parameter of the question; may be repeated.")
@graph_option
@output_options(QUERY_FORMATS, "table on a terminal, csv in a pipe; turtle for CONSTRUCT and DESCRIBE")
def query(source: str, params: tuple[tuple[str, str], ...], graph_path: Path, fmt: str | None, output: Path | None) -> None:
    """Ask: a question of the library, a .rq file, or SPARQL from standard input.

    \b
    For instance:
      concordat query open-actions -p section 3 -f csv
    """
    from concordat.graph import output as outputs
    from concordat.graph import query as asking
    from concordat.graph import store, tables

    question = asking.question_of(source, sys.stdin.buffer.read)
    graph = store.open_graph(graph_path)
    chosen = outputs.format_of(dash(output), fmt, None, QUERY_FORMATS)
    result = asking.solve(graph, question, dict(params), chosen)
    tables.deliver(result, dash(output), chosen, lambda: meta(graph, question.name, **dict(params)))
    wrote(output)


@cli.command()
@click.argument("name", shell_complete=names_of("reports"))
@click.argument("about", metavar="[BODY|LAW]", required=False)
@click.option("--organisation", metavar="NAME", help="Only this body, by name or abbreviation.")
@click.option("--section", help="Only this section, by its number.")
@click.option("--theme", help="Only this theme, by name.")
@click.option("--plan", help="Only this plan, by its id.")
@click.option("--role", type=click.Choice(["lead", "partner", "mentioned"]), help="Only bodies in this role.")
@click.option("--confidence", type=click.Choice(["high", "medium", "low", "explicit", "strong", "plausible"]), help="Only what is as sure as this, or surer: high, medium, low for readings; explicit, strong, plausible for links.")
@click.option("--during", metavar="DAY[/DAY]", help="Only actions that may be under way on a day, or between two.")
@click.option("--on", metavar="DAY", help="Look from this day [default: the day on which the registers were last checked].")
@click.option("--plausible", is_flag=True, help="In the report of dependencies, also the links that are only plausible.")
@click.option("--explain", is_flag=True, help="Also say what each figure means, and what it does not.")
@click.option("--table", "only", multiple=True, metavar="NAME", help="Only this table of the report; may be repeated. On a terminal the report ends with their names.")
@graph_option
@output_options(TABLE_FORMATS)
def report(name: str, graph_path: Path, fmt: str | None, output: Path | None, plausible: bool, explain: bool, only: tuple[str, ...], **asked_for: str | None) -> None:
    """Make a report: overlap, ownership, brokers, dependencies, impact BODY, today, legislation [LAW], funding, timeline, continuity, conditions, unresolved, or all.

    A report is tables; the first is the answer, the others are where it comes from. A terminal shows the first, and names the others.

    \b
    For instance:
      concordat report overlap "Home Office" -o overlap.md
      concordat report overlap --table pairs -o pairs.csv
      concordat report all -o plan.xlsx
    """
    from concordat.graph import output as outputs
    from concordat.graph import reports, store, tables

    asked = reports.Asked(**asked_for, plausible=plausible or None, explain=explain or None, only=only or None)
    reports.check(name, asked)
    outputs.format_of(dash(output), fmt, None, TABLE_FORMATS)
    with progress(False, False) as say:
        say(f"reading {graph_path}")
        graph = store.open_graph(graph_path)
        found = reports.report(graph, name, asked, say)
    if terminal(output) and fmt is None and not only:
        found = reports.brief(name, found, reports.command(name, asked, [] if str(graph_path) == "concordat.trig" else ["-g", str(graph_path)]))
    given = {key: ", ".join(value) if key == "only" else value for key, value in vars(asked).items() if value is not None}
    tables.deliver(found, dash(output), fmt, lambda: meta(graph, name, **given) | ({"on": asked.on} if asked.on else {}))
    wrote(output)


@cli.command()
@click.argument("name", required=False, shell_complete=names_of("views", "known"))
@click.argument("about", required=False)
@click.option("--query", "source", metavar="NAME|FILE|-", shell_complete=question_or_file, help="Draw the answer to this query instead: a CONSTRUCT, or a SELECT with the columns source and target.")
@click.option("-p", "--param", "params", nargs=2, multiple=True, metavar="NAME VALUE", help="Set a parameter of the query; may be repeated.")
@click.option("--section", help="Only this section, by its number.")
@click.option("--theme", help="Only this theme, by name.")
@click.option("--plan", help="Only this plan, by its id.")
@click.option("--during", metavar="DAY[/DAY]", help="Only actions that may be under way on a day, or between two.")
@graph_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write [default: view-NAME.html here]; - is standard output.")
def view(name: str | None, about: str | None, source: str | None, params: tuple[tuple[str, str], ...], graph_path: Path, output: Path | None, **part: str | None) -> None:
    """Draw an interactive picture: actions, overlap, dependencies, today, timeline, funding, continuity, ego ABOUT, or the answer to a query.

    It is one HTML file that opens offline. ego is drawn around ABOUT: an action, a body, a law, a policy, money or a theme.

    With --query it is the answer to a query: in a CONSTRUCT every triple between two things is a
    line; in a SELECT every row is one, from source to target, and it may also have label, kind, weight, text (the words it rests on), place,
    source_label, target_label, source_kind and target_kind. All other columns are told of the line.

    \b
    For instance:
      concordat view overlap -o overlap.html
      concordat view timeline --section 3
      concordat view ego "Home Office"
      concordat view --query laws.rq, in which stands for instance
        SELECT ?source ?target ("cites" AS ?kind)
        WHERE { ?source a ccc:Action ; ccc:citesLegislation ?target }
    """
    from concordat.graph import output as outputs
    from concordat.graph import query as asking
    from concordat.graph import store, views
    from concordat.graph.given import Kept
    from concordat.graph.vocab import slug

    if (name is None) == (source is None):
        raise UsageError("name a view or give --query FILE, one of the two" if name else f"say what to draw: {', '.join(views.known())}, or --query FILE")
    if params and source is None:
        raise UsageError("-p sets a parameter of a query: give it with --query")
    if name is not None:
        views.check(name, about)
    question = asking.question_of(source, sys.stdin.buffer.read) if source is not None else None
    called = question.name if question else "-".join(filter(None, (name, slug(about) if about else "")))
    target = dash(output or Path(f"view-{called}.html"))
    outputs.check(target, (".html", ".htm"), [graph_path, question.path if question else None])
    graph, kept = store.open_graph(graph_path), Kept(**part)
    asked = {key: value for key, value in {"about": about, **part, **dict(params)}.items() if value is not None}
    told = meta(graph, called, **asked)

    from concordat.graph.views import asked as answers
    from concordat.graph.views import page

    drawn = answers.view(graph, question, dict(params), told, kept) if question else views.view(graph, str(name), told, kept, about)
    outputs.write(page.page(drawn), target, "html")
    if target:
        size = target.stat().st_size
        large = f", {size / 1e6:.1f} MB: too large for most mail; --section or --theme draws a part of it" if size > LARGE_PAGE and name else ""
        click.echo(f"wrote {target}: open it in a browser{large}", err=True)


@cli.command()
@graph_option
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True, help="Exit with 1 if there is a finding as grave as this, or graver, that is not ignored.")
@click.option("--only", multiple=True, metavar="NAME|SEVERITY", help="Only this check, or those of this severity; may be repeated.", shell_complete=names_of("findings"))
@click.option("--ignore", "ignore_file", type=click.Path(path_type=Path), help="A csv file of findings to leave out: check, plan, action, reason.")
@click.option("--also", type=click.Path(path_type=Path), metavar="FOLDER", help="A folder with checks of your own, one .rq file each.")
@click.option("--show-ignored", is_flag=True, help="Show what is ignored, with the reason.")
@click.option("--plan", help="Only this plan, by its id.")
@click.option("--list", "listing", is_flag=True, help="List the checks instead: their names, severities and what they look for.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@output_options(TABLE_FORMATS)
def check(graph_path: Path, fail_on: str, only: tuple[str, ...], ignore_file: Path | None, also: Path | None, show_ignored: bool, plan: str | None, listing: bool, quiet: bool, fmt: str | None, output: Path | None) -> int | None:
    """Say where the plan is weak: findings with the words they rest on, and what to do.

    Warnings and infos are about the plan and its later history; an error is a fault of the program. What is to be left out stands in a
    csv file, each row with its reason.

    \b
    For instance:
      concordat check --only warning -o weaknesses.xlsx
      concordat check --ignore agreed.csv --fail-on warning
    """
    from concordat.graph import findings, store, tables
    from concordat.graph import output as outputs

    chosen = outputs.format_of(dash(output), fmt, "table" if terminal(output) else "csv", TABLE_FORMATS)
    if listing:
        tables.deliver(findings.listing(also), dash(output), fmt, {"program": "concordat", "version": __version__, "name": "checks"})
        return wrote(output)
    outputs.check(dash(output), tuple(outputs.ENDINGS), [graph_path, ignore_file])
    graph = store.open_graph(graph_path)
    with progress(quiet, verbose=False) as say:
        say("checking the graph")
        found = findings.found(graph, only, plan, also)
    judged, idle = findings.judged(found, ignore_file, only, plan, also)
    unchecked = findings.unchecked(graph, plan)
    tables.deliver(findings.table(judged, chosen or "csv", show_ignored, unchecked), dash(output), chosen, lambda: meta(graph, "check"))
    if not quiet:
        wrote(output)
        for line in (*idle, findings.summary(judged), *unchecked):
            click.echo(line, err=True)
    return 1 if findings.fails(judged, fail_on) else None


@cli.command()
@click.option("-d", "--decisions", "kept", type=click.Path(path_type=Path), default="decisions.csv", show_default=True, help="File in which the decisions are kept.")
@click.option("--from", "answers", type=click.Path(path_type=Path), help="Take the decisions from this csv file instead of asking.")
@click.option("--list", "listing", is_flag=True, help="Give the questions as a table to fill in, instead of asking.")
@click.option("--plan", help="Only this plan, by its id.")
@click.option("--by", default="", help="Who decides, written beside each decision.")
@click.option("--on", default="", metavar="DAY", help="On which day; left out, none is written.")
@graph_option
@output_options(TABLE_FORMATS)
def review(kept: Path, answers: Path | None, listing: bool, plan: str | None, by: str, on: str, graph_path: Path, fmt: str | None, output: Path | None) -> None:
    """Decide on what was read with doubt; the decisions are kept in a file.

    Shows each doubtful reading with the words around it and the registered names that may be meant. Decisions count when the
    plan is built with them: concordat build --decisions decisions.csv

    \b
    For instance:
      concordat review --by "A. Reader"
      concordat review --list -o questions.csv  fill in the column decision, then:
      concordat review --from questions.csv
    """
    from concordat.graph import decisions, store, tables
    from concordat.graph import output as outputs
    from concordat.graph import review as reviewing

    if answers and listing:
        raise UsageError("--list writes the questions, --from reads the answers: one at a time")
    if (fmt or output) and not listing:
        raise UsageError("-f and -o say how --list gives the questions; the file of decisions is named with -d")
    outputs.format_of(dash(output), fmt, None, TABLE_FORMATS)
    outputs.check(kept, (".csv",), [graph_path, answers])
    made = list(decisions.read(kept)) if kept.exists() else []
    graph = store.open_graph(graph_path)
    if listing:
        outputs.check(dash(output), tuple(outputs.ENDINGS), [graph_path, kept])
        tables.deliver(reviewing.listing(reviewing.questions(graph, made, plan)), dash(output), fmt, lambda: meta(graph, "review"))
        wrote(output)
        return
    asked = [] if answers else reviewing.questions(graph, made, plan)
    given = [reviewing.checked(graph, decisions.read(answers), by, on)] if answers else ([one] for one in answered(graph, asked, by, on))
    for some in filter(None, given):  # each answer is written at once: who is interrupted has lost nothing
        made += some
        outputs.write(tables.render([reviewing.file_of(made)], "csv", {}), kept, "csv")
    if made:
        click.echo(f"{len(reviewing.file_of(made).rows)} decided in {kept}; they count in: concordat build --decisions {kept}", err=True)
    elif not asked:
        click.echo(f"{answers} holds no decision: write accept, reject or same-as in its column decision" if answers else "nothing to decide", err=True)


def answered(graph: Any, asked: list[Any], by: str, on: str) -> Iterator[Any]:
    """Ask a person the questions one after the other; what is answered comes as a decision, until there is no more or the person stops."""
    from concordat.graph import review as reviewing

    for number, question in enumerate(asked, start=1):
        click.echo(f"\n{number} of {len(asked)}. {reviewing.shown(question)}", err=True)
        reply = None
        while reply is None:
            try:
                reply = reviewing.reply(graph, question, click.prompt("  [a]ccept, [r]eject, [s]kip, [q]uit, a number, or = NAME", prompt_suffix=" > ", err=True))
            except click.Abort:  # the end of the input, or Ctrl-C: what was decided is kept
                click.echo(err=True)
                return
            except UsageError as error:
                click.echo(f"  {error}", err=True)
        if reply[0] == "quit":
            return
        if reply[0] != "skip":
            yield question.decided(*reply, by, on)


@cli.command()
@click.argument("expected", type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="Also list every difference, with its action and words.")
@click.option("--sample", is_flag=True, help="The file expects only some of the actions: further ones are no fault.")
@click.option("--plan", help="Only this plan, by its id.")
@graph_option
@output_options(TABLE_FORMATS)
def evaluate(expected: Path, misses: bool, sample: bool, plan: str | None, graph_path: Path, fmt: str | None, output: Path | None) -> None:
    """Measure the reading against records that a person made.

    EXPECTED holds action records (.jsonl or .json), or a table (.csv) with the columns ref, text, leads, partners, start and
    finish. Only the fields that stand in it are counted.

    \b
    For instance:
      concordat evaluate expected.csv --misses -o evaluation.xlsx
    """
    from concordat.graph import evaluate as evaluating
    from concordat.graph import output as outputs
    from concordat.graph import store, tables

    outputs.format_of(dash(output), fmt, None, TABLE_FORMATS)
    outputs.check(dash(output), tuple(outputs.ENDINGS), [expected, graph_path])
    wanted = evaluating.read(expected)
    graph = store.open_graph(graph_path)
    answers = evaluating.evaluate(wanted, found_actions(graph, plan), sample=sample)
    tables.deliver(answers if misses else answers[0], dash(output), fmt, lambda: meta(graph, "evaluate", expected=expected.name))
    wrote(output)


@cli.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--plan", help="Which plan, by its id, where a graph holds several.")
@click.option("--old-plan", help="Which plan of OLD, if it is called otherwise there.")
@click.option("--new-plan", help="Which plan of NEW, if it is called otherwise there.")
@click.option("--only", multiple=True, metavar="KIND", help="List only changes of this kind, for instance date-slipped; may be repeated.")
@click.option("--matches", is_flag=True, help="Also say which action became which, and on what grounds.")
@click.option("--register", type=click.Path(path_type=Path), help="A csv file of organisations that adds to the bundled register, for documents.")
@click.option("--map", "mapped", multiple=True, metavar="MEANING=HEADING", help="What a column means, in documents; see concordat build.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@output_options(TABLE_FORMATS)
def diff(old: Path, new: Path, plan: str | None, old_plan: str | None, new_plan: str | None, only: tuple[str, ...], matches: bool, register: Path | None, mapped: tuple[str, ...], quiet: bool, fmt: str | None, output: Path | None) -> None:
    """Say what changed between two editions of a plan.

    OLD and NEW are documents of any kind that concordat build reads, or graph files. Actions are matched although they are renumbered or
    reworded, and it is said how sure that is. In csv and tsv the changes stand alone; the summary is a line on standard error.

    \b
    For instance:
      concordat diff plan-2016.docx plan-2017.docx -o changes.html
      concordat diff old.trig new.trig --only date-slipped --only lead-changed
    """
    from concordat.graph import diff as comparing
    from concordat.graph import output as outputs
    from concordat.graph import tables

    comparing.kinds(only)
    chosen = outputs.format_of(dash(output), fmt, "table" if terminal(output) else "csv", TABLE_FORMATS)
    outputs.check(dash(output), tuple(outputs.ENDINGS), [old, new, register])
    with progress(quiet, False) as say:
        editions = [comparing.edition(path, which or plan, register=register, mapped=mapped, progress=say) for path, which in ((old, old_plan), (new, new_plan))]
        made = comparing.diff(*editions, only=only, page=chosen in ("table", "md", "html"))
    alone = chosen in ("csv", "tsv")  # one table for a spreadsheet; the summary is then the line below
    answers = [*([] if alone else [made.summary]), made.changes, *([made.matches] if matches else [])]
    asked = {"only": ", ".join(only)} if only else {}
    about = {"program": "concordat", "version": __version__, "name": "diff", "old": editions[0].about, "new": editions[1].about, "parameters": asked}
    tables.deliver(answers, dash(output), chosen, about)
    if not quiet:
        wrote(output)
        click.echo(made.line, err=True)


@cli.command()
@click.argument("fmt", metavar="FORMAT", type=click.Choice(["trig", "turtle", "nquads", "jsonld", "dcat", "stratml", "graphml", "gexf", "kumu", "csv"]))
@click.option("--network", metavar="NAME", help="For graphml, gexf and kumu: which network [default: actions]; actions, overlap, waiting, dependencies, laws, money, policies, themes, things, succession or continuity.")
@click.option("--plan", help="For stratml and networks: only this plan, by its id.")
@click.option("--section", help="For networks: only this section, by its number.")
@click.option("--theme", help="For networks: only this theme, by name.")
@click.option("--role", type=click.Choice(["lead", "partner", "mentioned"]), help="For networks: only bodies in this role.")
@click.option("--confidence", type=click.Choice(["high", "medium", "low", "explicit", "strong", "plausible"]), help="For networks: only what is as sure as this, or surer.")
@click.option("--during", metavar="DAY[/DAY]", help="For networks: only actions that may be under way on a day, or between two.")
@click.option("--at", metavar="URL", help="For dcat: the address of the folder in which the graph file stands on the web.")
@graph_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; left out, standard output. For csv the folder, which must be named.")
def export(fmt: str, network: str | None, at: str | None, role: str | None, graph_path: Path, output: Path | None, **part: str | None) -> None:
    """Give the graph in another format.

    trig, nquads and jsonld keep the named graphs, turtle has their union. jsonld has plain short names, and the context that says
    what they mean. dcat describes the graph file for data catalogues, with its size counted (DCAT and VoID, in Turtle). stratml is
    one plan in XML (ISO 17469-1). graphml and gexf are a network for Gephi and others, kumu is one as a workbook for Kumu. csv is a folder
    of tables for spreadsheets, with a README. What a format cannot hold is said and counted.

    \b
    For instance:
      concordat export turtle -o plan.ttl
      concordat export gexf -o plan.gexf
      concordat export kumu --network overlap --section 3 -o plan.xlsx
      concordat export csv -o tables
    """
    from concordat.graph import output as outputs
    from concordat.graph import store
    from concordat.graph.export import formats
    from concordat.graph.given import Kept

    wanted = formats.Wanted(at, network, Kept(roles=(role,) if role else None, **part))
    formats.check(fmt, wanted)
    target = dash(output)
    if fmt in formats.NETWORKS:
        outputs.check(target, formats.NETWORKS[fmt], [graph_path])
    if fmt == formats.FOLDER:
        from concordat.graph.export import folder as tables
        from concordat.graph.publish import folder

        tables.check(target)
        folder.check(target)
    made = formats.exported(store.open_graph(graph_path), fmt, wanted)
    if isinstance(made.data, bytes):
        outputs.write(made.data, target)
    else:
        folder.write(target, made.data, __version__)
    wrote(output)
    for line in made.notices:
        click.echo(line, err=True)


def found_actions(graph: Any, plan: str | None) -> list[dict[str, Any]]:
    """The actions of a graph, or of one plan in it, as records."""
    from concordat.graph import records

    found = records.records(graph, plan)
    if plan is not None and not found:
        raise UsageError(f"no plan in this graph is called {plan!r}: concordat query plans shows what there is")
    return found


def wrote(output: Path | None) -> None:
    """Say on stderr which file was written, if one was."""
    if dash(output):
        click.echo(f"wrote {output}", err=True)


def dash(output: Path | None) -> Path | None:
    """`-o -` is standard output, as no `-o` is."""
    return None if output is None or str(output) == "-" else output


def terminal(output: Path | None) -> bool:
    """Whether the result goes to a person's terminal."""
    return dash(output) is None and sys.stdout.isatty()


def meta(graph: Any, name: str, **parameters: str) -> dict[str, object]:
    """What a result says of itself: program, version, fingerprint of the graph, what was asked, and the day on which the later facts were last checked."""
    from concordat.graph import facts

    return {"program": "concordat", "version": __version__, "graph": graph.sha256, "name": name, "parameters": parameters, "on": facts.checked_on(graph.store)}


class progress:
    """A line on a terminal's stderr that says what is being done; with -v a line a step, anywhere."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self._lines = verbose
        self._shown = not quiet and not verbose and sys.stderr.isatty()

    def __enter__(self) -> Callable[[str], None]:
        return self._say if self._shown or self._lines else lambda words: None

    def _say(self, words: str) -> None:
        click.echo(words if self._lines else f"\r\033[K{words} ...", nl=self._lines, err=True)

    def __exit__(self, *error: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


if __name__ == "__main__":
    main()
