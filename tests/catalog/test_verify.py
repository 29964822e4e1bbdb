"""`verify` finds what is wrong wherever it is, and `stats` counts what is there."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typing_extensions import override

from catalog.__main__ import app
from catalog.cli import print_checks, print_stats
from catalog.commands import run
from catalog.encode import fingerprint_of
from catalog.errors import CatalogError, IndexMissing
from catalog.index import snapshot
from catalog.index.verify import checks
from catalog.ingest import Feeds, Job, ingest
from catalog.stats import stats
from tests.fakes import HashEncoder, Shop, a_product, tiny_products

PRINT = HashEncoder().fingerprint
TINY = tiny_products()


class Namesake(HashEncoder):
    """Quick vectors under the name of the real encoder, for commands that ask for its indexes."""

    @property
    @override
    def fingerprint(self) -> str:
        return fingerprint_of(None)


def generation(index: Path) -> Path:
    return index / str(json.loads((index / "current.json").read_text("utf-8"))["generation"])


def sql(index: Path, statement: str) -> None:
    with sqlite3.connect(generation(index) / "products.db") as connection:
        connection.execute(statement)
    connection.close()


def scale(index: Path) -> None:
    """Make the first vector twice as long, in the matrix that is searched."""
    rows = np.memmap(generation(index) / "chroma" / "vectors.f32", "<f4", "r+", shape=(4,))
    rows[:] *= 2
    rows.flush()


def words_of_others(index: Path) -> None:
    """Put the words of another shop in."""
    other = index.with_name("other")
    snapshot.build(other, [a_product(f"other-{i}") for i in range(12)], HashEncoder())
    shutil.rmtree(generation(index) / "lexical")
    shutil.copytree(generation(other) / "lexical", generation(index) / "lexical")


def cheaper(text: str) -> str:
    return f"UPDATE products SET document = replace(document, '{text}', '1')"


DAMAGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (generation, set()),
    "a price": (lambda index: sql(index, cheaper("3200")), {"files", "facts"}),
    "a product lost": (lambda index: sql(index, "DELETE FROM products WHERE position = 3"), {"files", "products"}),
    "the last lost": (lambda index: sql(index, "DELETE FROM products WHERE position = 11"), {"files", "products"}),
    "a product unreadable": (
        lambda index: sql(index, "UPDATE products SET document = '{}' WHERE position = 3"),
        {"files", "products", "facts", "vectors"},
    ),
    "a title": (
        lambda index: sql(index, "UPDATE products SET document = replace(document, 'Tortilla', 'Potato')"),
        {"files", "vectors", "words"},
    ),
    "a vector too long": (scale, {"vectors"}),
    "words of others": (words_of_others, {"files", "words"}),
    "facts gone": (lambda index: (generation(index) / "facts.npz").unlink(), {"made by", "files", "facts"}),
    "no manifest": (lambda index: (generation(index) / "manifest.json").unlink(), {"generation"}),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found_where_it_is(tiny_shop: Shop, tmp_path: Path, damage: str) -> None:
    """Each check that should notice does, in one line with the mend."""
    index = Path(shutil.copytree(tiny_shop.folder, tmp_path / "index"))
    do, expected = DAMAGES[damage]
    do(index)
    broken = {check.name: check.found for check in checks(index, PRINT) if not check.ok}
    assert expected <= broken.keys()
    assert bool(broken) == bool(expected)
    assert all("ingest the shop again" in found and "\n" not in found for found in broken.values())


def test_another_encoder_is_named(tiny_shop: Shop) -> None:
    """The index is whole and cannot be used with it."""
    (broken,) = [check for check in checks(tiny_shop.folder, "e5") if not check.ok]
    assert broken.name == "made by"
    assert "'e5'" in broken.found


def test_no_index_is_not_a_broken_one(tmp_path: Path) -> None:
    """It is missing, with the command that makes one."""
    with pytest.raises(IndexMissing):
        list(checks(tmp_path, PRINT))
    with pytest.raises(IndexMissing):
        stats(tmp_path)


def test_stats_count_what_is_there(tmp_path: Path) -> None:
    """Products, languages, markets, categories, sizes, and the rows that were rejected last."""
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(item.model_dump_json() + "\n" for item in TINY) + "not json\n", "utf-8")
    ingest(Feeds([feed]), Job(tmp_path / "index", HashEncoder()))
    found = stats(tmp_path / "index")
    assert found["products"] == 12
    assert found["languages"] == {
        language: sum(bool(item.title.get(language)) for item in TINY) for language in found["languages"]
    }
    assert found["priced"] == {m: sum(item.offer(m) is not None for item in TINY) for m in ("us", "kr")}
    assert found["largest"]["grocery/snacks/chips"] == 2
    assert found["rejected"] == 1
    assert found["encoder"] == PRINT
    assert all(size > 0 for size in found["bytes"].values())


def test_the_commands_print_facts_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a fact or one JSON object; a line a check, and whether all are content."""
    index = tmp_path / "index"
    snapshot.build(index, TINY, Namesake())
    print_stats(index, as_json=True)
    assert json.loads(capsys.readouterr().out)["products"] == 12
    print_stats(index, as_json=False)
    assert "products    12" in capsys.readouterr().out
    assert print_checks(index)
    assert capsys.readouterr().out.count("ok ") == 7
    (generation(index) / "facts.npz").unlink()
    assert not print_checks(index)
    assert "BROKEN  facts" in capsys.readouterr().out


def test_verify_says_by_its_exit_code_whether_an_index_is_whole(tmp_path: Path) -> None:
    """0 whole, 1 not."""
    index = tmp_path / "index"
    snapshot.build(index, TINY, Namesake())
    assert run(app, (CatalogError,), "python -m catalog", ["verify", "--index", str(index)]) == 0
    (generation(index) / "facts.npz").unlink()
    assert run(app, (CatalogError,), "python -m catalog", ["verify", "--index", str(index)]) == 1
