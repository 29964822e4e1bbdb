"""What every place of vectors promises: the same tests against Chroma in a folder and a real Chroma server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from catalog.encode import Vectors
from catalog.errors import IndexBroken, StorageError
from catalog.index import dense
from catalog.index.dense import Batch, Entry, Place
from catalog.index.matrix import FILE
from catalog.index.place import URL, place_of

WIDTH, PRODUCTS = 16, 1_200  # more rows than one call to Chroma takes
PATIENCE = 60.0  # seconds for a server to answer


@dataclass(frozen=True)
class Stored:
    """A place and what was written there."""

    place: Place
    entries: list[Entry]
    rows: Vectors


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server that was started for these tests."""
    port = free_port()
    chroma = str(Path(sys.executable).with_name("chroma"))
    command = [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path_factory.mktemp("db"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        answers(url, process)
        yield url
    finally:
        process.kill()
        process.wait()


def answers(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the heartbeat."""
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"chroma run: no heartbeat (status {process.poll()})")


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An empty place of each kind, chosen by the environment as in a shop."""
    if request.param == "server":
        monkeypatch.setenv(URL, request.getfixturevalue("server"))
    else:
        monkeypatch.delenv(URL, raising=False)
    return place_of(tmp_path / "chroma", f"gen-{tmp_path.name}")


def unit(count: int, seed: int = 0) -> Vectors:
    """Random rows of length one."""
    rows = np.random.default_rng(seed).standard_normal((count, WIDTH)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def entries_of(products: int) -> list[Entry]:
    """Two texts a product."""
    return [Entry(i, language, f"{language} text {i}") for i in range(products) for language in ("en", "ko")]


def batches(entries: list[Entry], rows: Vectors, size: int) -> Iterator[Batch]:
    """The same rows in batches of a size."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size], rows[start : start + size]


@pytest.fixture
def stored(place: Place) -> Stored:
    """Written as a stream of uneven batches."""
    entries = entries_of(PRODUCTS)
    rows = unit(len(entries))
    dense.write(place, batches(entries, rows, 1_045))
    return Stored(place, entries, rows)


def by_hand(stored: Stored, query: Vectors) -> Vectors:
    """The best cosine of each product, the plain way."""
    return np.asarray((stored.rows @ query).reshape(PRODUCTS, 2).max(axis=1), np.float32)


def test_what_was_written_is_what_is_read(stored: Stored) -> None:
    """To the last bit, in the order in which it was given."""
    found = dense.read(stored.place, PRODUCTS)
    assert np.array_equal(found.rows, stored.rows)
    assert found.positions.tolist() == [e.position for e in stored.entries]
    assert found.keys.tolist() == [dense.key_of(e.text) for e in stored.entries]
    assert found.products == PRODUCTS


def test_a_product_scores_as_its_best_text(stored: Stored) -> None:
    """Exactly, for every product."""
    query = unit(1, seed=7)[0]
    assert np.allclose(dense.read(stored.place, PRODUCTS).scores(query), by_hand(stored, query), atol=1e-6)


@pytest.mark.parametrize("allowed", [0, 1, 10, 700, PRODUCTS])
def test_a_filter_that_leaves_so_many_finds_them_all(stored: Stored, allowed: int) -> None:
    """Each allowed product has its own score, and no other has any."""
    query = unit(1, seed=8)[0]
    mask = np.zeros(PRODUCTS, bool)
    mask[np.random.default_rng(allowed).permutation(PRODUCTS)[:allowed]] = True
    scores = dense.read(stored.place, PRODUCTS).scores(query, mask)
    assert np.allclose(scores[mask], by_hand(stored, query)[mask], atol=1e-6)
    assert (scores[~mask] == -1).all()


def test_a_lost_matrix_is_made_again_from_chroma(stored: Stored) -> None:
    """The same bits, so the same search."""
    before = (stored.place.folder / FILE).read_bytes()
    (stored.place.folder / FILE).unlink()
    dense.read(stored.place, PRODUCTS)
    assert (stored.place.folder / FILE).read_bytes() == before


@pytest.mark.parametrize("damage", ["", "cut", "foreign", "fewer"])
def test_a_damaged_matrix_is_made_again(stored: Stored, damage: str) -> None:
    """Empty, cut short, of another kind, or whole but of fewer rows than the collection has."""
    file = stored.place.folder / FILE
    whole = file.read_bytes()
    if damage == "fewer":
        other = Place(stored.place.folder.with_name("other"))
        dense.write(other, batches(stored.entries[:10], stored.rows[:10], 5))
        (other.folder / FILE).replace(file)
    else:
        file.write_bytes({"": b"", "cut": whole[:-1], "foreign": b"\0" * len(whole)}[damage])
    assert np.array_equal(dense.read(stored.place, PRODUCTS).rows, stored.rows)
    assert file.read_bytes() == whole


@pytest.mark.parametrize("given", [[], [([], np.zeros((0, 1), np.float32))]], ids=["no-batch", "empty-batch"])
def test_no_vectors_are_vectors(place: Place, given: list[Batch]) -> None:
    """A shop without texts scores nothing above another."""
    dense.write(place, given)
    found = dense.read(place, 2)
    assert found.rows.shape == (0, 0)
    assert found.scores(np.ones(WIDTH, np.float32)).tolist() == [-1, -1]


def test_an_index_finds_its_vectors_whatever_the_environment_says_later(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It remembers whether they are on a server, and which."""
    collection = stored.place.collection.removeprefix("damda-").removesuffix("-vectors")
    monkeypatch.delenv(URL, raising=False)
    assert place_of(stored.place.folder, collection) == stored.place
    monkeypatch.setenv(URL, "http://elsewhere:1234")
    moved = "http://elsewhere:1234" if stored.place.url else None
    assert place_of(stored.place.folder, collection).url == moved


def test_a_dropped_place_is_gone(stored: Stored) -> None:
    """Collection and folder; dropping it again is no error, reading it is one line, and it can be written anew."""
    for _ in range(2):
        dense.drop(stored.place)
    assert not stored.place.folder.exists()
    with pytest.raises(IndexBroken, match="vectors cannot be read") as error:
        dense.read(stored.place, PRODUCTS)
    assert len(str(error.value).splitlines()) == 1
    dense.drop(stored.place)
    dense.write(stored.place, batches(stored.entries, stored.rows, 5_000))
    assert np.array_equal(dense.read(stored.place, PRODUCTS).rows, stored.rows)


def test_two_generations_do_not_mix(stored: Stored) -> None:
    """Each has its own collection; dropping one leaves the other."""
    other = place_of(stored.place.folder.with_name("second"), "gen-second")
    dense.write(other, batches(stored.entries[:4], stored.rows[:4], 4))
    dense.drop(other)
    assert len(dense.read(stored.place, PRODUCTS).rows) == len(stored.rows)


def test_vectors_of_other_products_are_refused(stored: Stored) -> None:
    """One line with the mend."""
    with pytest.raises(IndexBroken, match="do not match; ingest the shop again"):
        dense.read(stored.place, PRODUCTS - 1)


def test_a_second_writing_of_one_collection_is_refused(stored: Stored) -> None:
    """A generation is written once."""
    with pytest.raises(StorageError, match="vectors cannot be written") as error:
        dense.write(stored.place, batches(stored.entries, stored.rows, 5_000))
    assert len(str(error.value).splitlines()) == 1
    assert np.array_equal(dense.read(stored.place, PRODUCTS).rows, stored.rows)


def test_a_vector_that_was_not_kept_is_noticed(place: Place) -> None:
    """Two texts of one product and language are the shop's error, not a silent loss."""
    twice = [Entry(0, "en", "mug"), Entry(0, "en", "cup")]
    with pytest.raises(StorageError):
        dense.write(place, batches(twice, unit(2), 1))


def test_a_failed_stream_leaves_no_matrix(place: Place) -> None:
    """The caller's own error comes through as it is."""

    def broken() -> Iterator[Batch]:
        yield entries_of(2), unit(4)
        raise LookupError("the encoder is gone")

    with pytest.raises(LookupError, match="the encoder is gone"):
        dense.write(place, broken())
    assert not list(place.folder.glob("*.f32*"))


@pytest.mark.parametrize("act", ["write", "read", "drop"])
def test_a_server_that_is_down_is_one_line(tmp_path: Path, act: str) -> None:
    """What, where, and the mend."""
    url = f"http://127.0.0.1:{free_port()}"
    place = Place(tmp_path / "chroma", url, "damda-gen-vectors")
    with pytest.raises(StorageError) as error:
        {
            "write": lambda: dense.write(place, []),
            "read": lambda: dense.read(place, 1),
            "drop": lambda: dense.drop(place),
        }[act]()
    message = str(error.value)
    assert message.startswith(f"{url}: no Chroma server answers there")
    assert f"start it, or correct {URL}" in message
    assert "\n" not in message
