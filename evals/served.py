"""A freshly started `app.py` to measure: on a free port, stopped afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError

APP = Path(__file__).parent.parent / "app.py"
PATIENCE = 180.0  # seconds that a page may take before whoever waits gives up
BETWEEN = 0.05  # seconds between two looks
STOPPING = 20  # seconds that it may take to stop


class NotServed(AssistantError):
    """The app ended, or its page did not come."""


@dataclass(frozen=True)
class Served:
    """Where the app answers, and how long its first page took from the start of the process."""

    host: str
    port: int
    seconds: float

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def served(cache: Path | None = None) -> Iterator[Served]:
    """Start the app (with its own `cache`), wait for its page, and stop it at the end."""
    port = _free_port()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(APP), "--port", str(port)],
        env={**os.environ, **({} if cache is None else {"DAMDA_CACHE": str(cache)})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Served("127.0.0.1", port, 0.0)
        _wait(found, process, start)
        yield Served(found.host, port, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(STOPPING)


def _wait(app: Served, process: subprocess.Popen[bytes], start: float) -> None:
    while time.perf_counter() - start < PATIENCE:
        if process.poll() is not None:
            raise NotServed(f"app.py ended with status {process.returncode}; run `python app.py` to see why")
        try:
            with urllib.request.urlopen(f"{app.url}/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(BETWEEN)
    raise NotServed(f"app.py: no page within {PATIENCE:g} s; run `python app.py` to see why")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
