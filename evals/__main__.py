"""`python -m evals`: measure the assistant and write the example baskets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)


@app.callback()
def main() -> None:
    """Offline evaluations."""


@app.command("list")
def list_suites() -> None:
    """Name the suites that `run` knows."""
    from evals.suites import SUITES

    for name, suite in SUITES.items():
        print(f"{name:12s} {suite.about}")


@app.command("run")
def run_suites(
    suites: Annotated[list[str], typer.Argument(help="Names from `list`.")],
    data: Annotated[Path | None, typer.Option(help="Public data to measure with, where a suite needs it.")] = None,
    report: Annotated[Path | None, typer.Option(help="A folder for JSON reports.")] = None,
) -> None:
    """Run suites; exit 1 where a gate is missed."""
    from evals.suites import SUITES, run_suite

    if unknown := [name for name in suites if name not in SUITES]:
        raise typer.BadParameter(f"no suite {unknown[0]!r}; `python -m evals list` names them")
    passed = [run_suite(name, data, report) for name in suites]
    raise typer.Exit(0 if all(passed) else 1)


@app.command()
def bench(report: Annotated[Path | None, typer.Option(help="A folder for bench.json.")] = None) -> None:
    """Measure latency, start-up and memory against their targets; exit 1 where one is missed."""
    from evals.bench import bench as measure

    raise typer.Exit(0 if measure(report) else 1)


@app.command()
def examples(out: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/examples.md")) -> None:
    """Write the full baskets of the example requests."""
    from evals.examples import write_examples

    print(f"{write_examples(out)} examples in {out}")


def run() -> int:
    """Run a command; every known error is one line on standard error."""
    from assistant.errors import AssistantError
    from catalog.commands import run as run_command
    from catalog.errors import CatalogError

    return run_command(app, (AssistantError, CatalogError), "python -m evals")


if __name__ == "__main__":
    sys.exit(run())
