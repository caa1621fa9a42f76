"""The least that answers --help with click."""

import click


@click.command()
@click.option("--name", default="you", help="Whom to greet.")
def hello(name: str) -> None:
    """Greet somebody."""
    click.echo(f"Hello, {name}")


hello()
