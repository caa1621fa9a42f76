"""The least that asks a question of a graph file: the same file, the same SELECT, rows as csv, and nothing else."""

import click
from pyoxigraph import RdfFormat, Store


@click.command()
@click.argument("question", type=click.Path(exists=True))
@click.option("-g", "--graph", type=click.Path(exists=True), default="concordat.trig")
def query(question: str, graph: str) -> None:
    """Answer the SELECT in the file QUESTION."""
    store = Store()
    store.load(path=graph, format=RdfFormat.TRIG)
    with open(question, encoding="utf-8", newline="") as file:
        found = store.query(file.read(), use_default_graph_as_union=True)
    print(",".join(variable.value for variable in found.variables))
    for row in found:
        print(",".join('"' + term.value.replace('"', '""') + '"' if term else "" for term in row))


query()
