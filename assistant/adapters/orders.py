"""Orders in SQL (SQLite): an order and the stock it reserves are one transaction, and a key has one that stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, text

from assistant.adapters.migrations import ORDER_STEPS
from assistant.adapters.sqlite import SqliteFile, rows
from assistant.orders.ledger import Ledger
from assistant.orders.rules import HOLDS_STOCK, Status, moved, new_number, quantities, shorts, written
from assistant.orders.types import NewOrder, Placed
from assistant.types import Order

INSERT = (
    "INSERT INTO orders (id, key, attempt, session, shopper, status, document) "
    "VALUES (:id, :key, :attempt, :session, :shopper, :status, :document)"
)
RESERVE = "INSERT INTO reservations VALUES (:order_id, :product_id, :place, :quantity)"
RESERVED = (
    "SELECT product_id, sum(quantity) FROM reservations WHERE place = :place "
    "AND product_id IN (SELECT value FROM json_each(:products)) GROUP BY product_id"
)
HELD = "SELECT product_id, sum(quantity) FROM reservations WHERE place = :place GROUP BY product_id"
OF_KEY = "SELECT document FROM orders WHERE key = :key ORDER BY attempt"
OWN = "SELECT document FROM orders WHERE session = :session OR shopper = :shopper ORDER BY number DESC"


class SqlLedger(Ledger):
    """Orders in one SQLite file. Nothing is opened before the first order or question."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, ORDER_STEPS, "orders")

    def place(self, new: NewOrder) -> Placed:
        with self._file.transaction() as connection:
            known = [_order(document) for (document,) in rows(connection, OF_KEY, key=new.key)]
            if known and known[-1].status != "cancelled":
                return Placed(order=known[-1], again=True)
            short = shorts(new, _reserved(connection, quantities(new), new.place))
            if short:
                return Placed(short=short)
            order = written(new, new_number())
            row = {"key": new.key, "attempt": len(known), "session": new.session, "shopper": new.shopper}
            state = {"id": order.id, "status": order.status, "document": order.model_dump_json()}
            connection.execute(text(INSERT), row | state)
            for product, quantity in quantities(new).items():
                line = {"order_id": order.id, "product_id": product, "place": new.place, "quantity": quantity}
                connection.execute(text(RESERVE), line)
        return Placed(order=order)

    def orders(self, session: str, shopper: str | None) -> tuple[Order, ...]:
        with self._file.reading() as connection:
            return tuple(_order(row[0]) for row in rows(connection, OWN, session=session, shopper=shopper))

    def move(self, number: str, to: Status) -> Order | None:
        with self._file.transaction() as connection:
            found = rows(connection, "SELECT document FROM orders WHERE id = :number", number=number)
            after = moved(_order(found[0][0]), to) if found else None
            if after is None:
                return None
            statement = "UPDATE orders SET status = :status, document = :document WHERE id = :id"
            row = {"id": number, "status": to, "document": after.model_dump_json()}
            connection.execute(text(statement), row)
            if to not in HOLDS_STOCK:
                connection.execute(text("DELETE FROM reservations WHERE order_id = :id"), {"id": number})
        return after

    def reserved(self, products: Iterable[str], place: str) -> dict[str, int]:
        with self._file.reading() as connection:
            return _reserved(connection, products, place)

    def held(self, place: str) -> dict[str, int]:
        with self._file.reading() as connection:
            return {product: int(quantity) for product, quantity in rows(connection, HELD, place=place)}

    def of_shopper(self, shopper: str) -> tuple[Order, ...]:
        statement = "SELECT document FROM orders WHERE shopper = :shopper ORDER BY number DESC"
        with self._file.reading() as connection:
            return tuple(_order(row[0]) for row in rows(connection, statement, shopper=shopper))

    def erase(self, shopper: str | None, session: str | None = None) -> int:
        statement = "DELETE FROM orders WHERE shopper = :shopper OR session = :session"
        with self._file.transaction() as connection:
            gone = connection.execute(text(statement), {"shopper": shopper, "session": session}).rowcount
        self._file.cut_log()
        return gone

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _reserved(connection: Connection, products: Iterable[str], place: str) -> dict[str, int]:
    found = rows(connection, RESERVED, place=place, products=json.dumps(sorted(products)))
    return {product: int(quantity) for product, quantity in found}


def _order(document: str) -> Order:
    return Order.model_validate_json(document)
