"""`python -m evals`: measure the assistant and write the example baskets."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)


@app.callback()
def main() -> None:
    """Offline evaluations."""


@app.command("list")
def list_suites() -> None:
    """Name the suites that `run` knows, with their cases and gates."""
    from rich.console import Console

    from evals.suites import SUITES
    from evals.tables import listing

    Console().print(listing(SUITES))


@app.command("run")
def run(
    suites: Annotated[list[str], typer.Argument(help="Names from `list`, or `all`.")],
    data: Annotated[Path | None, typer.Option(help="Public data to measure with, where a suite needs it.")] = None,
    report: Annotated[Path | None, typer.Option(help="A folder for JSON reports and report.html.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Every few cases only, the same ones each time.")] = False,
    gate: Annotated[Path | None, typer.Option(help="A saved baseline that nothing may fall below.")] = None,
    save_baseline: Annotated[Path | None, typer.Option(help="Write this run as a baseline.")] = None,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No progress bars.")] = False,
    held_out: Annotated[bool, typer.Option("--held-out", help="Search: the queries too that nobody tunes on.")] = False,
) -> None:
    """Run suites; exit 1 where a gate is missed or a metric fell below the baseline."""
    from assistant.errors import BadInput
    from evals.runner import Output, chosen, run_suites
    from evals.suites import SUITES, Setting

    try:
        names = chosen(suites, SUITES, quick)
    except BadInput as error:
        raise typer.BadParameter(str(error)) from error
    setting = Setting(data=data, quick=quick, progress=not no_progress, held_out=held_out)
    passed = run_suites(names, SUITES, setting, Output(report, gate, save_baseline))
    raise typer.Exit(0 if passed else 1)


@app.command("learn-acts")
def learn_acts(
    write: Annotated[bool, typer.Option("--write", help="Put the weights where the assistant reads them.")] = False,
) -> None:
    """Learn the acts of turns from the written conversations, and say how well that does on conversations unseen."""
    from rich.console import Console

    from evals.learn_acts import Table, cross_validated, examples
    from evals.suites import Setting

    setting = Setting()
    encoder = setting.assistant().search.encoder
    table = Table.of(examples(setting), encoder)
    for language, read in cross_validated(table, encoder).items():
        said = f"{language}: {read.learned:.3f} of {read.turns} turns read right, {read.rules:.3f} by the rules alone"
        Console().print(said)
    if write:
        table.learned(range(len(table.examples)), encoder).save()


@app.command()
def schema() -> None:
    """Write the JSON schema of the files of jobs."""
    from evals.jobs import write_schema

    print(f"schema written to {write_schema()}")


@app.command()
def docs(
    report: Annotated[Path, typer.Option(help="The folder of a full run's reports.")],
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/evals.md"),
) -> None:
    """Write the page of results from the JSON of a full run."""
    from evals.docs import write_docs

    print(f"{write_docs(report, out)} suites in {out}")


@app.command()
def bench(
    report: Annotated[Path | None, typer.Option(help="A folder for bench.json or scale.json.")] = None,
    scale: Annotated[bool, typer.Option("--scale", help="The search at sizes up to a million products.")] = False,
    plot: Annotated[Path, typer.Option(help="With --scale: the plot to write.")] = Path("docs/search_cost.svg"),
    save: Annotated[bool, typer.Option("--save", help="With --scale: keep the figures in evals/baselines.")] = False,
) -> None:
    """Measure latency, start-up and memory against their targets; exit 1 where one is missed."""
    from evals.bench import bench as measure
    from evals.bench import bench_scale

    raise typer.Exit(0 if (bench_scale(report, plot, save) if scale else measure(report)) else 1)


@app.command()
def search(
    queries: Annotated[Path, typer.Option(help="A file of qid<TAB>text.")],
    qrels: Annotated[Path, typer.Option(help="TREC qrels: qid 0 product grade.")],
    index: Annotated[Path | None, typer.Option(help="The index; the demo shop without it.")] = None,
    relevant: Annotated[int, typer.Option(help="The least grade that recall and MRR count.", min=1)] = 1,
    depth: Annotated[int, typer.Option(help="How deep recall looks.", min=10, max=1000)] = 100,
) -> None:
    """Measure any index with any judged queries: ours, and its two parts alone."""
    from evals.search import search_index

    search_index(index, queries, qrels, relevant, depth)


DataFolder = Annotated[Path | None, typer.Option("--data", help="The folder that holds search_esci/.")]


@app.command()
def stages(
    data: DataFolder = None,
    save: Annotated[bool, typer.Option("--save", help="Keep it in evals/baselines and docs/search.md.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Every few queries only, the same ones each time.")] = False,
) -> None:
    """Measure what each stage of the search is worth, with the bootstrap interval of its gain."""
    from evals.stages import stages as measure
    from evals.suites import Setting

    measure(Setting(data=data, quick=quick), save)


@app.command()
def compared(report: Annotated[Path, typer.Option(help="The folder of a full run of the search suite.")]) -> None:
    """Write the tables of docs/search.md that set our search beside others."""
    from evals.search_page import compared as write

    write(report)


@app.command()
def crossval(
    data: Annotated[Path, typer.Option(help="The folder that holds search_esci/.")],
    save: Annotated[bool, typer.Option("--save", help="Keep them in evals/baselines and docs/search.md.")] = False,
) -> None:
    """Learn the search's weights on four fifths of the public queries, and measure them on the fifth left out."""
    from evals.crossval import crossval as measure

    measure(data, save)


@app.command()
def load(
    shoppers: Annotated[int, typer.Option(help="How many chat at once.", min=1, max=1000)] = 20,
    seconds: Annotated[int, typer.Option(help="For how long.", min=1, max=3600)] = 60,
) -> None:
    """Let simulated shoppers chat with a fresh app; exit 1 for any error or a p95 above 1.5 s."""
    from evals.load import load as measure

    raise typer.Exit(0 if measure(shoppers, seconds) else 1)


@app.command()
def examples(out: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/examples.md")) -> None:
    """Write the full baskets of the example requests."""
    from evals.examples import write_examples

    print(f"{write_examples(out)} examples in {out}")


@app.command("local_model")
def local_model(
    text: Annotated[str, typer.Option(help="What to ask.")] = "football party for 8, under $120",
    seconds: Annotated[float, typer.Option(help="The deadline of each call.", min=1, max=120)] = 60,
    port: Annotated[int, typer.Option(help="Only serve the model, on this port, until stopped.")] = 0,
) -> None:
    """Put a small model of this machine behind the OpenAI protocol and ask one turn through it."""
    from evals.local_model import serve, shown

    if port:
        print(f"http://127.0.0.1:{serve(port).server_port}/v1", flush=True)
        threading.Event().wait()
    shown(text, seconds)


def main_command() -> int:
    """Run a command; every known error is one line on standard error."""
    from assistant.errors import AssistantError
    from catalog.commands import run as run_command
    from catalog.errors import CatalogError

    return run_command(app, (AssistantError, CatalogError), "python -m evals")


if __name__ == "__main__":
    sys.exit(main_command())
