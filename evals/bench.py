"""Measure the main job: turns, the solver, cold starts, imports and memory. Prints a table and writes JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.bootstrap import bootstrap
from assistant.dialogue.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Turn
from evals.examples import AT, requests

ROUNDS = 5  # every example so often, after one round that warms up
GREETINGS = ("hi,", "hello there,", "안녕하세요,", "good evening,", "저기요,")  # one a round
PATIENCE = 180.0  # seconds that a page may take before the bench gives up on it


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its target (None: no target)."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def met(self) -> bool:
        return self.target is None or self.value <= self.target


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100 * len(ordered)) // 100) - 1))]


def turns() -> list[Figure]:
    """Turn and part latencies over the example requests in this process, and its peak memory."""
    import resource

    assistant = bootstrap(Settings(quiet=True))
    texts = [text for group in requests().values() for text in group]
    for text in texts:
        assistant.reply(Turn(text=text, at=AT))
    timings = [
        # Other words each round, so that no vector comes from the memory of an earlier one.
        assistant.reply(Turn(text=f"{GREETINGS[n]} {text}", at=AT + dt.timedelta(minutes=n))).timings
        for n in range(ROUNDS)
        for text in texts
    ]
    total = [t["total"] for t in timings]
    choose = [t["choose"] for t in timings if "choose" in t]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure("turn p50", percentile(total, 0.5), "ms", 120),
        Figure("turn p95", percentile(total, 0.95), "ms", 300),
        Figure("candidates + solve p95", percentile(choose, 0.95), "ms"),
        *_solver(assistant, texts),
        Figure("peak memory", memory, "MB", 1536),
    ]


def _solver(assistant: Assistant, texts: list[str]) -> list[Figure]:
    """The solver alone, on the demands and options of the example requests."""
    seen: list[float] = []
    for text in texts:
        problem = assistant.problem(Turn(text=text, at=AT))
        for _ in range(ROUNDS):
            start = time.perf_counter()
            problem.solve()
            seen.append((time.perf_counter() - start) * 1000)
    return [Figure("solve p50", percentile(seen, 0.5), "ms"), Figure("solve p95", percentile(seen, 0.95), "ms", 60)]


def imports() -> Figure:
    """`import assistant` in a fresh interpreter, the interpreter's own start taken off."""
    bare = min(_seconds([sys.executable, "-c", "pass"]) for _ in range(3))
    full = min(_seconds([sys.executable, "-c", "import assistant"]) for _ in range(3))
    return Figure("import assistant", max(0.0, full - bare), "s", 0.3)


def cold_ask() -> Figure:
    """One `ask` in a fresh process, the demo shop built already."""
    command = [sys.executable, "-m", "assistant", "ask", requests()["ko"][0], "--json"]
    return Figure("one-shot ask, cold", _seconds(command), "s", 8)


def page_up() -> list[Figure]:
    """From the start of `python app.py` to its first answered page: with an empty cache, then again."""
    cache = Path(tempfile.mkdtemp(prefix="damda-bench-"))
    try:
        return [
            Figure("page up, first start", _page(cache), "s", 20),
            Figure("page up, after", _page(cache), "s", 8),
        ]
    finally:
        shutil.rmtree(cache, ignore_errors=True)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _page(cache: Path) -> float:
    port = _free_port()
    start = time.perf_counter()
    app = Path(__file__).parent.parent / "app.py"
    process = subprocess.Popen(
        [sys.executable, str(app), "--port", str(port)],
        env={**os.environ, "DAMDA_CACHE": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - start < PATIENCE:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    return time.perf_counter() - start
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        return PATIENCE
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def bench(report: Path | None) -> bool:
    """Run everything, print a table, and return whether every target is met."""
    from rich.console import Console
    from rich.table import Table

    figures = [imports(), cold_ask(), *page_up(), *turns()]
    table = Table(title="Damda bench")
    for head in ("figure", "measured", "target", ""):
        table.add_column(head)
    for figure in figures:
        target = "" if figure.target is None else f"≤ {figure.target:g} {figure.unit}"
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", target, "" if figure.met else "missed")
    Console().print(table)
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        (report / "bench.json").write_text(json.dumps([asdict(f) for f in figures], indent=1), "utf-8")
    return all(figure.met for figure in figures)
