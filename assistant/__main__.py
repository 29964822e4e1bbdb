"""`python -m assistant`: ask for a basket from the terminal, or answer a file of requests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.shopper_commands import app as shopper_app

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

app.add_typer(shopper_app, name="shopper")


@app.callback()
def main() -> None:
    """Damda: one sentence in, one basket out."""


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="What you are planning, in Korean or English.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole Reply as JSON.")] = False,
    shopper: Annotated[str | None, typer.Option(help="Who asks.")] = None,
    session: Annotated[str | None, typer.Option(help="A conversation to go on with.")] = None,
    index: Annotated[Path | None, typer.Option(help="A shop's index; the demo shop without it.")] = None,
    at: Annotated[str | None, typer.Option(help="When it is asked, ISO 8601.")] = None,
    market: Annotated[str | None, typer.Option(help="us or kr.")] = None,
    requests: Annotated[Path | None, typer.Option(help="A file of requests, one JSON object a line.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where their replies go.")] = None,
) -> None:
    """Put one basket together, or answer every line of --requests into --out."""
    from assistant.cli import ask_file, ask_once

    if requests is not None:
        if out is None:
            raise typer.BadParameter("--requests needs --out FILE")
        ask_file(requests, out, index)
    elif text is None:
        raise typer.BadParameter("give a TEXT, or --requests FILE with --out FILE")
    else:
        ask_once(text, as_json, shopper, session, index, at, market)


@app.command()
def vectors() -> None:
    """Encode the playbooks' texts into the vectors that ship with the project."""
    from assistant.cli import ship_playbook_vectors

    ship_playbook_vectors()


@app.command()
def recommend(
    interactions: Annotated[Path, typer.Option(help="What was bought or seen: user<TAB>item<TAB>time, a line each.")],
    users: Annotated[Path, typer.Option(help="For whom, a user a line.")],
    trec: Annotated[Path, typer.Option(help="The run to write, in TREC's six columns.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Items a user.")] = 10,
) -> None:
    """Rank the next items of users from interactions alone."""
    from assistant.recommend.interactions import read_interactions, read_users, write_run
    from assistant.recommend.sequences import NextItems

    print("reading …", file=sys.stderr)
    model, asked = NextItems(read_interactions(interactions)), read_users(users)
    print(f"{write_run(model, asked, k, trec)} lines for {len(asked)} users in {trec}")


def run() -> int:
    """Run a command; every known error is one line on standard error."""
    from assistant.errors import AssistantError
    from catalog.commands import run as run_command
    from catalog.errors import CatalogError

    return run_command(app, (AssistantError, CatalogError), "python -m assistant")


if __name__ == "__main__":
    sys.exit(run())
