"""The demo shop's folder: built once, by one process at a time, and built again where a part of it is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from catalog.errors import IndexBroken
from catalog.index import snapshot
from tests.fakes import HashEncoder, Shop, tiny_products

# What `demo_index` does, over a shop small enough for a test: look, wait for whoever builds, look again, build.
BUILDER = """
import sys
from pathlib import Path
from catalog.errors import IndexBroken, IndexMissing
from catalog.index import snapshot
from tests.fakes import HashEncoder, tiny_products
folder, encoder = Path(sys.argv[1]), HashEncoder()
def built():
    try:
        snapshot.check(folder, encoder.fingerprint)
    except (IndexMissing, IndexBroken):
        return False
    return True
sys.stdin.readline()
with snapshot.building(folder):
    if not built():
        snapshot.build(folder, tiny_products(), encoder)
        print("built")
found = snapshot.load(folder, encoder.fingerprint)
assert found.products == tiny_products()
assert found.dense.rows.shape[0] == len(found.dense.keys) > 0
found.store.close()
"""


def test_two_processes_that_build_at_the_same_time_both_find_a_whole_index(tmp_path: Path) -> None:
    """One builds, the other waits and uses it; nothing half written is ever read."""
    folder = tmp_path / "demo"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0], ended
    assert sorted(out.strip() for out, _ in ended) == ["", "built"]
    assert len(list(folder.glob("gen-*"))) == 1


def test_threads_that_build_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    """The lock holds within a process too, and lets the thread that has it ask again."""
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with snapshot.building(tmp_path), snapshot.building(tmp_path):
            inside.append(1)
            most.append(len(inside))
            threading.Event().wait(0.02)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


@pytest.mark.parametrize("part", [snapshot.PRODUCTS, snapshot.VECTORS, snapshot.WORDS])
def test_an_index_with_a_missing_part_is_broken(tiny_shop: Shop, tmp_path: Path, part: str) -> None:
    """One line that names the part and the mend, before anything is read; building again mends it."""
    folder = Path(shutil.copytree(tiny_shop.folder, tmp_path / "index"))
    fingerprint = HashEncoder().fingerprint
    found = next(folder.glob(f"gen-*/{part}"))
    shutil.rmtree(found) if found.is_dir() else found.unlink()
    for ask in (snapshot.check, snapshot.open_store, snapshot.load):
        with pytest.raises(IndexBroken, match=f"{part}: is missing; ingest the shop again") as error:
            ask(folder, fingerprint)
        assert len(str(error.value).splitlines()) == 1
    snapshot.build(folder, tiny_products(), HashEncoder())
    loaded = snapshot.load(folder, fingerprint)
    assert loaded.products == tiny_products()
    loaded.store.close()


def test_the_store_opens_without_the_rest(tiny_shop: Shop) -> None:
    """Products by SQL alone, for commands that search nothing; another encoder's index is refused."""
    store = snapshot.open_store(tiny_shop.folder, HashEncoder().fingerprint)
    assert store.products() == tiny_products()
    store.close()
    with pytest.raises(IndexBroken, match="was encoded by"):
        snapshot.open_store(tiny_shop.folder, HashEncoder(seed=1).fingerprint)
