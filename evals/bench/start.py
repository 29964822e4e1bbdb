"""Cold starts: an import, one question in a fresh process, and the page."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evals.bench.figures import Figure
from evals.examples import requests
from evals.served import served


def starts() -> list[Figure]:
    """Every cold start."""
    return [imports(), cold_ask(), *page_up()]


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
        with served(cache) as first:
            pass
        with served(cache) as again:
            pass
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    return [
        Figure("page up, first start", first.seconds, "s", 20),
        Figure("page up, after", again.seconds, "s", 8),
    ]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
