"""Ingests in processes of their own, so that a test can kill them: an order a line in, what became of it a line out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from catalog.ingest import Feeds, Job, ingest
from tests.fakes import HashEncoder


class Writer:
    """The other end of this file when it runs as a program."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def order(self, feed: Path, index: Path, kill_after: float | None = None) -> dict[str, Any]:
        """Ingest a feed in a new process, kill it after some seconds, and say its exit code and how long it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"feed": str(feed), "index": str(index), "kill_after": kill_after}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))


@contextmanager
def writer() -> Iterator[Writer]:
    """A process that has imported everything, ready to fork one ingest after another."""
    command = [sys.executable, "-m", "tests.catalog.ingest_apart"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Writer(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)


def _carry_out(order: dict[str, Any]) -> dict[str, Any]:
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        _ingest(Path(order["feed"]), Path(order["index"]))
    deadline = None if order["kill_after"] is None else start + order["kill_after"]
    while True:
        ended, status = os.waitpid(child, os.WNOHANG if deadline is not None else 0)
        if ended:
            return {"code": os.waitstatus_to_exitcode(status), "seconds": time.perf_counter() - start}
        if deadline is not None and time.perf_counter() >= deadline:
            os.kill(child, signal.SIGKILL)
            deadline = None
        else:
            time.sleep(0.0005)


def _ingest(feed: Path, index: Path) -> None:
    try:
        ingest(Feeds([feed]), Job(index, HashEncoder()))
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    HashEncoder().encode(["warm"], query=True)
    for line in sys.stdin:
        print(json.dumps(_carry_out(json.loads(line))), flush=True)
