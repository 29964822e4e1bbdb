"""Conversations and named baskets in SQL (SQLite): a row a conversation, a row a step back, expired by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.migrations import CONVERSATION_STEPS
from assistant.adapters.sqlite import SqliteFile, rows
from assistant.dialogue.conversations import EXPIRES, Basket, Conversations, Kept, Step, owner_of

SWEEP = dt.timedelta(hours=1)  # between two looks for what has expired
KEEP = (
    "INSERT INTO conversations VALUES (:id, :revision, :shopper, :touched, :document) ON CONFLICT (id) DO UPDATE SET "
    "revision = excluded.revision, shopper = excluded.shopper, touched = excluded.touched, document = excluded.document"
)
PUT = "INSERT OR REPLACE INTO baskets VALUES (:owner, :name, :at, :document)"
EXPIRED = "SELECT id FROM conversations WHERE touched <= :until"
LIVE = "SELECT id, revision, shopper, touched, document FROM conversations WHERE "
STEPS = "SELECT number, document FROM states WHERE conversation = :ident ORDER BY number"
NUMBERS = "SELECT number FROM states WHERE conversation = :ident"


class SqlConversations(Conversations):
    """Conversations in one SQLite file. Nothing is opened before the first turn."""

    def __init__(self, path: Path, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
        self._file = SqliteFile(path, CONVERSATION_STEPS, "conversations", brisk=True)
        self._now = now
        self._swept = dt.datetime.min.replace(tzinfo=dt.UTC)

    def revision(self, ident: str) -> int | None:
        statement = "SELECT revision FROM conversations WHERE id = :ident AND touched > :until"
        with self._file.reading() as connection:
            found = rows(connection, statement, ident=ident, until=self._until())
        return int(found[0][0]) if found else None

    def load(self, ident: str) -> Kept | None:
        with self._file.reading() as connection:
            found = rows(connection, LIVE + "id = :ident AND touched > :until", ident=ident, until=self._until())
            return _kept(connection, found[0]) if found else None

    def save(self, kept: Kept) -> None:
        with self._file.transaction() as connection:
            self._sweep(connection)
            row = kept.model_dump(exclude={"back"}) | {"touched": stored(kept.touched)}
            connection.execute(text(KEEP), row)
            there = {number for (number,) in rows(connection, NUMBERS, ident=kept.id)}
            steps = {step.number: step.document for step in kept.back}
            for number in there - steps.keys():
                gone = "DELETE FROM states WHERE conversation = :i AND number = :n"
                connection.execute(text(gone), {"i": kept.id, "n": number})
            for number in sorted(steps.keys() - there):
                step = {"i": kept.id, "n": number, "d": steps[number]}
                connection.execute(text("INSERT INTO states VALUES (:i, :n, :d)"), step)

    def drop(self, ident: str) -> None:
        with self._file.transaction() as connection:
            _drop(connection, ident)
        self._file.cut_log()

    def baskets(self, owner: str) -> tuple[Basket, ...]:
        statement = "SELECT name, at, document FROM baskets WHERE owner = :owner ORDER BY name"
        with self._file.reading() as connection:
            found = rows(connection, statement, owner=owner)
        return tuple(Basket(name=n, at=dt.datetime.fromisoformat(at), document=d) for n, at, d in found)

    def put(self, owner: str, basket: Basket) -> bool:
        with self._file.transaction() as connection:
            known = rows(connection, "SELECT 1 FROM baskets WHERE owner = :o AND name = :n", o=owner, n=basket.name)
            connection.execute(text(PUT), basket.model_dump() | {"owner": owner, "at": stored(basket.at)})
        return bool(known)

    def take(self, owner: str, name: str) -> bool:
        statement = "DELETE FROM baskets WHERE owner = :o AND name = :n"
        with self._file.transaction() as connection:
            return connection.execute(text(statement), {"o": owner, "n": name}).rowcount > 0

    def of_shopper(self, shopper: str) -> tuple[Kept, ...]:
        with self._file.reading() as connection:
            found = rows(connection, LIVE + "shopper = :shopper ORDER BY touched, id", shopper=shopper)
            return tuple(_kept(connection, row) for row in found)

    def erase(self, shopper: str) -> tuple[int, int]:
        with self._file.transaction() as connection:
            gone = rows(connection, "SELECT id FROM conversations WHERE shopper = :shopper", shopper=shopper)
            for (ident,) in gone:
                _drop(connection, ident)
            statement = "DELETE FROM baskets WHERE owner = :o"
            baskets = connection.execute(text(statement), {"o": owner_of("", shopper)}).rowcount
        self._file.cut_log()
        return len(gone), baskets

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _until(self) -> str:
        return stored(self._now() - EXPIRES)

    def _sweep(self, connection: Connection) -> None:
        """Take away what has expired, now and then."""
        if self._now() - self._swept < SWEEP:
            return
        self._swept = self._now()
        for (ident,) in rows(connection, EXPIRED, until=self._until()):
            _drop(connection, ident)


def stored(at: dt.datetime) -> str:
    """A moment as it is stored: in UTC and equally long, so that the order of texts is that of time."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _drop(connection: Connection, ident: str) -> None:
    connection.execute(text("DELETE FROM conversations WHERE id = :i"), {"i": ident})
    connection.execute(text("DELETE FROM states WHERE conversation = :i"), {"i": ident})
    connection.execute(text("DELETE FROM baskets WHERE owner = :o"), {"o": owner_of(ident, None)})


def _kept(connection: Connection, row: tuple[Any, ...]) -> Kept:
    ident, revision, shopper, touched, document = row
    back = tuple(Step(number=n, document=d) for n, d in rows(connection, STEPS, ident=ident))
    at = dt.datetime.fromisoformat(touched)
    return Kept(id=ident, revision=revision, shopper=shopper, touched=at, document=document, back=back)
