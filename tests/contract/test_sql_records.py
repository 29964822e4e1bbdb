"""What only a file has to promise: migrations, several openers, plain errors, and that erased text is gone."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from assistant.adapters.migrations import STEPS, migrate
from assistant.adapters.records import SqlRecords
from assistant.errors import StorageError
from assistant.shopper.types import Consent, Preference
from tests.fakes import an_event

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
SECRET = "zanzibar-cardamom-pickle"
OPENERS = 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the records are to be; its folder does not exist yet."""
    return tmp_path / "data" / "shoppers.sqlite"


@pytest.fixture
def records(file: Path) -> Iterator[SqlRecords]:
    """Records in the file, closed afterwards."""
    kept = SqlRecords(file)
    yield kept
    kept.close()


def rows(file: Path, statement: str) -> list[tuple[object, ...]]:
    """What a statement finds in the file."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def test_nothing_is_opened_before_the_first_question(file: Path) -> None:
    """Making the store touches no disk."""
    SqlRecords(file)
    assert not file.parent.exists()


def test_migrations_run_once_and_in_order(file: Path, records: SqlRecords) -> None:
    """Each step has a row; opening again adds none."""
    for _ in range(2):
        assert records.version("ann") == 0
        records.close()
        steps = rows(file, "SELECT number, name FROM migrations ORDER BY number")
        assert steps == [(n, step.__name__) for n, step in enumerate(STEPS, 1)]
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        assert migrate(connection) == 0
    engine.dispose()


@pytest.mark.parametrize("made_by", range(1, len(STEPS)))
def test_an_old_database_is_brought_up_to_date(file: Path, records: SqlRecords, made_by: int) -> None:
    """A file of the first steps alone keeps its rows and learns the rest; its versions never come back."""
    file.parent.mkdir()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        for number, step in enumerate(STEPS[:made_by], 1):
            step(connection)
            connection.exec_driver_sql("INSERT INTO migrations VALUES (?, ?)", (number, step.__name__))
        connection.exec_driver_sql("INSERT INTO shoppers VALUES ('ann', 0, 5), ('bo', 0, 2)")
        connection.exec_driver_sql("INSERT INTO preferences VALUES ('p', 'ann', 'dislike', 'mint', '2026-01-01')")
    engine.dispose()
    assert records.version("ann") == 5
    assert [p.text for p in records.holdings("ann").preferences] == ["mint"]
    records.prefer("bo", Preference(id="q", text="basil", at=AT))
    assert records.version("bo") > 5
    records.erase("ann")
    assert records.version("ann") == 0


@pytest.mark.parametrize("time", range(5))
def test_threads_that_open_at_the_same_time_all_succeed(tmp_path: Path, time: int) -> None:
    """Each with a store of its own, and many with one store; several times, since it is a race."""
    file = tmp_path / f"{time}.sqlite"
    shared = SqlRecords(file)
    stores = [SqlRecords(file) for _ in range(OPENERS)] + [shared] * OPENERS
    with ThreadPoolExecutor(len(stores)) as pool:
        for done in [pool.submit(store.record, "ann", [an_event(n)]) for n, store in enumerate(stores)]:
            done.result()
    assert len(shared.holdings("ann").events) == len(stores)
    for store in stores:
        store.close()


WRITER = """
import sys
from pathlib import Path
from assistant.adapters.records import SqlRecords
from tests.fakes import an_event
records = SqlRecords(Path(sys.argv[1]))
for n in range(20):
    records.record("ann", [an_event(100 * int(sys.argv[2]) + n)])
records.close()
"""


def test_processes_that_open_at_the_same_time_all_succeed(file: Path, records: SqlRecords) -> None:
    """Nobody's migration or event is lost."""
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(n)], stderr=subprocess.PIPE, text=True)
        for n in range(2)
    ]
    errors = [process.communicate(timeout=100)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0], errors
    assert len(records.holdings("ann").events) == 40
    assert records.version("ann") == 40


def damaged(path: Path, how: str) -> Path:
    """A place where no records can be kept."""
    if how == "a folder":
        path.mkdir(parents=True)
    elif how == "below a file":
        path.parent.write_text("no folder")
    else:
        path.parent.mkdir()
        path.write_bytes(b"this is no database at all, whatever it is called" * 100)
    return path


@pytest.mark.parametrize("how", ["a folder", "below a file", "not a database"])
def test_a_place_that_cannot_be_used_is_one_line(file: Path, how: str) -> None:
    """What, where, and the mend; for reading, for writing, and again."""
    records = SqlRecords(damaged(file, how))
    for ask in (records.version, records.erase, records.holdings, lambda _: records.together()):
        with pytest.raises(StorageError, match="DAMDA_DATA") as error:
            ask("ann")
        assert str(file) in str(error.value)
        assert len(str(error.value).splitlines()) == 1
        assert SECRET not in str(error.value)


def everything(file: Path) -> bytes:
    """The bytes of the database and of whatever lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.iterdir()))


def test_what_was_erased_is_not_in_the_files_bytes(file: Path, records: SqlRecords) -> None:
    """Not in the database, not in its log, not where the rows were; also while the store stays open."""
    for n in range(50):
        records.record("ann", [an_event(n, f"{SECRET}-{n}", order=SECRET)])
    records.prefer("ann", Preference(id="p", text=f"{SECRET} jam", at=AT))
    records.consent("ann", Consent(purpose="remember", granted=True, at=AT))
    assert SECRET.encode() in everything(file)
    records.erase("ann")
    assert SECRET.encode() not in everything(file)
    assert b"ann/" not in everything(file)
    records.close()
    assert SECRET.encode() not in everything(file)


def test_a_forgotten_preference_is_overwritten(file: Path, records: SqlRecords) -> None:
    """Its text is nowhere either."""
    records.prefer("ann", Preference(id="p", text=SECRET, at=AT))
    assert records.forget("ann", "p")
    assert SECRET.encode() not in everything(file)


def test_a_shoppers_row_has_no_place_for_who_somebody_is(file: Path, records: SqlRecords) -> None:
    """The columns of every table, by name: none for gender, religion, health, ethnicity or orientation."""
    records.version("ann")
    found = {
        str(table): {str(column[1]) for column in rows(file, f"PRAGMA table_info({table})")}
        for (table,) in rows(file, "SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    assert found == {
        "shoppers": {"id", "simulated", "version"},
        "consents": {"number", "shopper", "purpose", "granted", "at"},
        "events": {"id", "shopper", "product_id", "kind", "at", "value", "order_id", "simulated"},
        "preferences": {"id", "shopper", "kind", "text", "at"},
        "erasures": {"digest", "at"},
        "sources": {"name", "at"},
        "changes": {"number"},
        "migrations": {"number", "name"},
    }
