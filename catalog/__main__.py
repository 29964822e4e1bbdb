"""`python -m catalog`: ingest feeds, search, look at an index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

IndexOption = Annotated[Path | None, typer.Option(help="The index; the demo shop without it.")]


@app.callback()
def main() -> None:
    """Products, indexes and search."""


@app.command()
def ingest(
    sources: Annotated[list[Path], typer.Argument(help="Feeds, gzipped or not; their format is found out.")],
    index: Annotated[Path, typer.Option(help="Where the index goes.")],
    source_format: Annotated[
        str,
        typer.Option("--format", help="What the feeds are, where it cannot be found out."),
    ] = "auto",
    currency: Annotated[str | None, typer.Option(help="The currency of bare prices, such as USD.")] = None,
) -> None:
    """Read feeds into an index; a JSON summary comes last."""
    from catalog.cli import ingest as run_ingest

    run_ingest(sources, index, source_format, currency)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    index: IndexOption = None,
    k: Annotated[int, typer.Option("-k", help="How many.", min=1, max=1000)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a hit.")] = False,
    market: Annotated[str | None, typer.Option(help="us or kr.")] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", help="name=value: category, max_price, min_price, diet, without, brand, min_rating."),
    ] = None,
    queries: Annotated[Path | None, typer.Option(help="A file of qid<TAB>text.")] = None,
    trec: Annotated[Path | None, typer.Option(help="Where the TREC run goes.")] = None,
) -> None:
    """Search one query, or every query of a file into a TREC run."""
    from catalog.cli import search_file, search_once

    if queries is not None:
        if trec is None:
            raise typer.BadParameter("--queries needs --trec RUN")
        search_file(queries, trec, index, k, market, filters or [])
    elif query is None:
        raise typer.BadParameter("give a QUERY, or --queries FILE with --trec RUN")
    else:
        search_once(query, index, k, as_json, market, filters or [])


@app.command()
def stats(
    index: IndexOption = None, as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """Say what is in an index."""
    from catalog.cli import print_stats

    print_stats(index, as_json)


@app.command()
def verify(index: IndexOption = None) -> None:
    """Check that an index is whole; exit code 1 where it is not."""
    from catalog.cli import print_checks

    if not print_checks(index):
        raise typer.Exit(1)


@app.command("ship-vectors")
def ship_vectors() -> None:
    """Encode the demo shop's texts into the vectors that ship with it."""
    from catalog.cli import ship_demo_vectors

    ship_demo_vectors()


def run() -> int:
    """Run a command; every known error is one line on standard error."""
    from catalog.commands import run as run_command
    from catalog.errors import CatalogError

    return run_command(app, (CatalogError,), "python -m catalog")


if __name__ == "__main__":
    sys.exit(run())
