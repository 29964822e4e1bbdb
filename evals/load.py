"""The load test: simulated shoppers chat with a freshly started app, all at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from assistant.errors import AssistantError
from evals.bench.figures import percentile
from evals.examples import requests
from evals.served import served

LOCUSTFILE = Path(__file__).parent / "locustfile.py"
ARRIVING = 5  # shoppers that come a second
PATIENCE = 60  # seconds that locust may take to start and stop, beyond the time of the test
MOST_P95 = 1500.0  # milliseconds
SHOWN = 5  # errors that are printed


class LoadFailed(AssistantError):
    """Locust did not run."""


@dataclass(frozen=True)
class Outcome:
    """One turn: an ask, a refinement or an edit of the basket, how long it took, and its error."""

    kind: str
    milliseconds: float
    error: str | None


@dataclass(frozen=True)
class Load:
    """What the shoppers met, of all turns or of one kind."""

    kind: str
    turns: int
    errors: int
    p50: float
    p95: float


def summary(outcomes: Sequence[Outcome]) -> list[Load]:
    """All turns first, then each kind."""
    kinds = ["all", *sorted({outcome.kind for outcome in outcomes})]
    return [_of(kind, [o for o in outcomes if kind in ("all", o.kind)]) for kind in kinds] if outcomes else []


def _of(kind: str, outcomes: Sequence[Outcome]) -> Load:
    times = [outcome.milliseconds for outcome in outcomes]
    errors = sum(1 for outcome in outcomes if outcome.error)
    return Load(kind, len(times), errors, percentile(times, 0.5), percentile(times, 0.95))


def holds(loads: Sequence[Load]) -> bool:
    """Whether there were turns, no errors, and a p95 over all within the limit."""
    return bool(loads) and loads[0].errors == 0 and loads[0].p95 <= MOST_P95


def load(shoppers: int, seconds: int) -> bool:
    """Run the test against a fresh app, print what the shoppers met, and return whether it holds."""
    with served() as app:
        for group in requests().values():  # the app's first question waits for its model; that is a start, not a load
            _ask(app.url, group[0])
        outcomes = shop(app.url, shoppers, seconds)
    loads = summary(outcomes)
    _show(loads, shoppers, seconds)
    for outcome in [o for o in outcomes if o.error][:SHOWN]:
        print(f"  {outcome.kind}: {outcome.error}")
    return holds(loads)


def _ask(url: str, text: str) -> None:
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(f"{url}/api/chat", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE):
        pass


def shop(url: str, shoppers: int, seconds: int) -> list[Outcome]:
    """Let shoppers chat with the app at `url`. Raises LoadFailed where locust does not run."""
    with tempfile.TemporaryDirectory(prefix="damda-load-") as folder:
        file = Path(folder) / "outcomes.json"
        said = "\n".join(_locust(url, shoppers, seconds, file))
        if not file.is_file():
            last = (said.strip().splitlines() or ["it said nothing"])[-1]
            raise LoadFailed(f'locust did not run: {last}; `pip install -e ".[dev]"` installs it')
        return [Outcome(**row) for row in json.loads(file.read_text("utf-8"))]


def _locust(url: str, shoppers: int, seconds: int, outcomes: Path) -> Iterator[str]:
    """Run locust behind a progress bar and yield what it said on standard error."""
    options = {"-f": LOCUSTFILE, "-u": shoppers, "-r": ARRIVING, "-t": f"{seconds}s", "--host": url}
    process = subprocess.Popen(
        [sys.executable, "-m", "locust", "--headless", "--only-summary", "--loglevel", "ERROR", "--stop-timeout", "10"]
        + [str(part) for option in options.items() for part in option],
        env={**os.environ, "DAMDA_LOAD_OUTCOMES": str(outcomes)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(process, seconds)
        yield process.communicate(timeout=PATIENCE)[1]
    except subprocess.TimeoutExpired as error:
        raise LoadFailed(f"locust did not stop within {PATIENCE} s of its time; try fewer --shoppers") from error
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[str], seconds: int) -> None:
    for _ in tqdm(range(seconds), desc="shoppers chat", unit="s"):
        if process.poll() is not None:
            return
        time.sleep(1)


def _show(loads: Sequence[Load], shoppers: int, seconds: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{shoppers} shoppers for {seconds} s, 1 to 5 s between turns")
    for head in ("turns of", "turns", "errors", "p50 ms", "p95 ms"):
        table.add_column(head)
    for one in loads:
        table.add_row(one.kind, str(one.turns), str(one.errors), f"{one.p50:.0f}", f"{one.p95:.0f}")
    Console().print(table)
