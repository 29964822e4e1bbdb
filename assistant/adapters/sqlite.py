"""One SQLite file: opened at the first question, migrated, one writer at a time, foreign errors in our own words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.adapters.migrations import Step, migrate
from assistant.errors import StorageError

PATIENCE = 20  # seconds that a writer waits for another
PAUSE = 0.02  # seconds before the switch to a write-ahead log is tried again
BEGIN = "BEGIN IMMEDIATE"  # a writer takes its place before it reads, or two of them would wait for each other


class SqliteFile:
    """A database in a file. `holds` names what is in it, for errors. Nothing is opened before the first question.

    A `brisk` one does not wait for the disk: a crash of ours loses nothing, a power cut the last moments.
    """

    def __init__(self, path: Path, steps: Sequence[Step], holds: str, brisk: bool = False) -> None:
        self._path, self._steps, self._holds, self._brisk = path, steps, holds, brisk
        self._opened: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask with."""
        try:
            with self._engine().connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection to change with: all of it or nothing."""
        try:
            with self._engine().begin() as connection:
                connection.exec_driver_sql(BEGIN)
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from error

    def cut_log(self) -> None:
        """What was taken away still stands in the log until that is worked in and cut."""
        with self.reading() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.dispose()

    def _engine(self) -> Engine:
        with self._opening:
            if self._opened is None:
                self._opened = self._migrated()
            return self._opened

    def _migrated(self) -> Engine:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(f"sqlite:///{self._path}", connect_args={"timeout": PATIENCE})
            event.listen(engine, "connect", _plain)
            if self._brisk:
                event.listen(engine, "connect", _unwaiting)
            with engine.begin() as connection:
                connection.exec_driver_sql(BEGIN)
                migrate(connection, self._steps)
        except (SQLAlchemyError, OSError) as error:
            raise self._unusable(error) from error
        return engine

    def _unusable(self, error: Exception) -> StorageError:
        why = type(getattr(error, "orig", None) or error).__name__
        return StorageError(f"{self._path}: {self._holds} cannot be used ({why}); set DAMDA_DATA to another folder")


def rows(connection: Connection, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """What a statement finds."""
    return [tuple(row) for row in connection.execute(text(statement), values)]


def _plain(connection: Any, _: object) -> None:
    """Leave transactions to us: the driver's own would not cover the creation of tables."""
    connection.isolation_level = None
    _log_ahead(connection)
    connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten


def _unwaiting(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


def _log_ahead(connection: Any) -> None:
    """Keep a write-ahead log. SQLite does not wait by itself while another opener switches to it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
