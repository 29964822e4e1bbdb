"""Shoppers' records in SQL (SQLite): consents as a ledger, events, stated preferences; migrated when opened."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.migrations import STEPS
from assistant.adapters.sqlite import SqliteFile, rows
from assistant.shopper.records import Events, Records
from assistant.shopper.types import Consent, Erased, Holdings, Preference
from catalog.types import ShopEvent

CHUNK = 5_000  # rows an insert
EVENT = "INSERT OR IGNORE INTO events VALUES (:id, :shopper, :product_id, :kind, :at, :value, :order, :simulated)"
CHANGE = "UPDATE changes SET number = number + 1"
NEW = (  # "WHERE true": or SQLite would read ON as a join's
    "INSERT INTO shoppers (id, simulated, version) SELECT :shopper, :simulated, number FROM changes WHERE true "
    "ON CONFLICT (id) DO UPDATE SET version = excluded.version"
)
CONSENT = "INSERT INTO consents (shopper, purpose, granted, at) VALUES (:shopper, :purpose, :granted, :at)"
CONSENTS = "SELECT purpose, granted, at FROM consents WHERE shopper = :shopper ORDER BY number"
CONTRIBUTED = (
    "SELECT order_id, product_id FROM events WHERE kind = 'purchase' AND order_id IS NOT NULL AND shopper IN "
    "(SELECT shopper FROM consents WHERE number IN (SELECT max(number) FROM consents WHERE purpose = 'contribute' "
    "GROUP BY shopper) AND granted) ORDER BY order_id, product_id"
)
LAST_CHANGE = "SELECT number FROM changes"


class SqlRecords(Records):
    """Records in one SQLite file. Nothing is opened before the first question."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, STEPS, "shoppers' records")

    def version(self, shopper: str) -> int:
        with self._file.reading() as connection:
            found = rows(connection, "SELECT version FROM shoppers WHERE id = :shopper", shopper=shopper)
        return int(found[0][0]) if found else 0

    def holdings(self, shopper: str) -> Holdings:
        with self._file.reading() as connection:
            known = rows(connection, "SELECT simulated FROM shoppers WHERE id = :shopper", shopper=shopper)
            consents = rows(connection, CONSENTS, shopper=shopper)
            wishes = rows(
                connection, "SELECT id, kind, text, at FROM preferences WHERE shopper = :s ORDER BY at, id", s=shopper
            )
            events = rows(
                connection,
                "SELECT id, shopper, product_id, kind, at, value, order_id, simulated FROM events "
                "WHERE shopper = :s ORDER BY at, id",
                s=shopper,
            )
        return Holdings(
            shopper=shopper,
            simulated=bool(known and known[0][0]),
            consents=tuple(Consent(purpose=p, granted=bool(g), at=moment(at)) for p, g, at in consents),
            preferences=tuple(Preference(id=i, kind=k, text=t, at=moment(at)) for i, k, t, at in wishes),
            events=tuple(_event(row) for row in events),
        )

    def consent(self, shopper: str, consent: Consent) -> None:
        with self._writing(shopper) as connection:
            self._consent(connection, shopper, consent)

    def record(self, shopper: str, events: Sequence[ShopEvent]) -> None:
        with self._writing(shopper) as connection:
            self._insert(connection, EVENT, (_row(one) for one in events))

    def prefer(self, shopper: str, preference: Preference) -> None:
        row = preference.model_dump() | {"shopper": shopper, "at": stored(preference.at)}
        statement = "INSERT OR IGNORE INTO preferences VALUES (:id, :shopper, :kind, :text, :at)"
        with self._writing(shopper) as connection:
            connection.execute(text(statement), row)

    def forget(self, shopper: str, preference_id: str) -> bool:
        statement = "DELETE FROM preferences WHERE shopper = :s AND id = :i"
        with self._file.transaction() as connection:
            held = connection.execute(text(statement), {"s": shopper, "i": preference_id}).rowcount > 0
            if held:  # or asking would put an unknown shopper's id on record
                self._change(connection, shopper)
        self._file.cut_log()
        return held

    def erase(self, shopper: str) -> Erased:
        with self._file.transaction() as connection:
            counts = {
                table: connection.execute(text(f"DELETE FROM {table} WHERE shopper = :s"), {"s": shopper}).rowcount
                for table in ("events", "preferences", "consents")
            }
            connection.execute(text("DELETE FROM shoppers WHERE id = :s"), {"s": shopper})
            erasure = {"digest": digest(shopper), "at": dt.datetime.now(dt.UTC).isoformat()}
            connection.execute(text("INSERT OR IGNORE INTO erasures VALUES (:digest, :at)"), erasure)
            connection.execute(text(CHANGE))
        self._file.cut_log()
        return Erased(shopper=shopper, **counts)

    def seed(self, source: str, shoppers: Iterable[str], events: Events, consents: Sequence[Consent]) -> None:
        with self._file.reading() as connection:
            if rows(connection, "SELECT 1 FROM sources WHERE name = :name", name=source):
                return
        with self._file.transaction() as connection:
            gone = {row[0] for row in rows(connection, "SELECT digest FROM erasures")}
            there = {row[0] for row in rows(connection, "SELECT id FROM shoppers")}
            kept = {shopper for shopper in shoppers if digest(shopper) not in gone}
            # A newer demo shop replaces the simulated events, and leaves what was agreed or recorded since.
            connection.execute(text("DELETE FROM events WHERE simulated"))
            connection.execute(text(CHANGE))
            self._insert(connection, NEW, ({"shopper": s, "simulated": True} for s in sorted(kept)))
            for shopper in sorted(kept - there):
                for consent in consents:
                    self._consent(connection, shopper, consent)
            self._insert(connection, EVENT, (_row(one) for one in events() if one.shopper in kept))
            loaded = {"name": source, "at": dt.datetime.now(dt.UTC).isoformat()}
            connection.execute(text("INSERT OR IGNORE INTO sources VALUES (:name, :at)"), loaded)

    def simulated(self) -> tuple[str, ...]:
        with self._file.reading() as connection:
            return tuple(r[0] for r in rows(connection, "SELECT id FROM shoppers WHERE simulated ORDER BY id"))

    def changes(self) -> int:
        with self._file.reading() as connection:
            return int(rows(connection, LAST_CHANGE)[0][0])

    def together(self) -> tuple[int, tuple[tuple[str, str], ...]]:
        with self._file.reading() as connection:
            version = int(rows(connection, LAST_CHANGE)[0][0])
            return version, tuple((order, product) for order, product in rows(connection, CONTRIBUTED))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def _writing(self, shopper: str) -> Iterator[Connection]:
        """A transaction that leaves the shopper known and with a new version."""
        with self._file.transaction() as connection:
            self._change(connection, shopper)
            yield connection

    def _change(self, connection: Connection, shopper: str) -> None:
        connection.execute(text(CHANGE))
        connection.execute(text(NEW), {"shopper": shopper, "simulated": False})

    def _consent(self, connection: Connection, shopper: str, consent: Consent) -> None:
        row = consent.model_dump() | {"shopper": shopper, "at": stored(consent.at)}
        connection.execute(text(CONSENT), row)

    def _insert(self, connection: Connection, statement: str, rows: Iterable[dict[str, Any]]) -> None:
        chunk: list[dict[str, Any]] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                connection.execute(text(statement), chunk)
                chunk = []
        if chunk:
            connection.execute(text(statement), chunk)


def digest(shopper: str) -> str:
    """Names an erased shopper without keeping the id."""
    return hashlib.sha256(f"damda/{shopper}".encode()).hexdigest()


def moment(stored: str) -> dt.datetime:
    """A stored moment."""
    return dt.datetime.fromisoformat(stored)


def stored(at: dt.datetime) -> str:
    """A moment as it is stored: in UTC, so that the order of texts is that of time."""
    return at.astimezone(dt.UTC).isoformat()


def _row(one: ShopEvent) -> dict[str, Any]:
    return {**one.__dict__, "at": stored(one.at)}


def _event(row: tuple[Any, ...]) -> ShopEvent:
    ident, shopper, product, kind, at, value, order, simulated = row
    return ShopEvent(
        id=ident,
        shopper=shopper,
        product_id=product,
        kind=kind,
        at=moment(at),
        value=value,
        order=order,
        simulated=bool(simulated),
    )
