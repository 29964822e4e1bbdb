"""The databases, one numbered step after the other. A step that has shipped is never changed; add another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

Step = Callable[[Connection], None]


def m001_create_tables(connection: Connection) -> None:
    """Shoppers, their consents (a ledger: the last line counts), events and stated preferences."""
    for statement in (
        "CREATE TABLE shoppers (id TEXT PRIMARY KEY, simulated BOOLEAN NOT NULL, version INTEGER NOT NULL)",
        "CREATE TABLE consents (number INTEGER PRIMARY KEY, shopper TEXT NOT NULL, purpose TEXT NOT NULL,"
        " granted BOOLEAN NOT NULL, at TEXT NOT NULL)",
        "CREATE INDEX consents_of ON consents (shopper, number)",
        "CREATE TABLE events (id TEXT PRIMARY KEY, shopper TEXT NOT NULL, product_id TEXT NOT NULL, kind TEXT NOT NULL,"
        " at TEXT NOT NULL, value INTEGER NOT NULL, order_id TEXT, simulated BOOLEAN NOT NULL)",
        "CREATE INDEX events_of ON events (shopper, at)",
        "CREATE TABLE preferences (id TEXT PRIMARY KEY, shopper TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,"
        " at TEXT NOT NULL, UNIQUE (shopper, kind, text))",
    ):
        connection.execute(text(statement))


def m002_remember_erasures(connection: Connection) -> None:
    """Who was erased (a digest of the id, nothing more), so that a simulated shopper does not come back."""
    connection.execute(text("CREATE TABLE erasures (digest TEXT PRIMARY KEY, at TEXT NOT NULL)"))
    connection.execute(text("CREATE TABLE sources (name TEXT PRIMARY KEY, at TEXT NOT NULL)"))


def m003_number_changes(connection: Connection) -> None:
    """Every change takes the next number, so that no version of a record comes back after an erasure."""
    connection.execute(text("CREATE TABLE changes (number INTEGER NOT NULL)"))
    connection.execute(text("INSERT INTO changes SELECT coalesce(sum(version), 0) FROM shoppers"))


def c001_keep_conversations(connection: Connection) -> None:
    """Conversations with the steps that lead back, and baskets kept by name."""
    for statement in (
        "CREATE TABLE conversations (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, shopper TEXT,"
        " touched TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX conversations_of ON conversations (shopper)",
        "CREATE INDEX conversations_touched ON conversations (touched)",
        "CREATE TABLE states (conversation TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL,"
        " PRIMARY KEY (conversation, number)) WITHOUT ROWID",
        "CREATE TABLE baskets (owner TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, document TEXT NOT NULL,"
        " PRIMARY KEY (owner, name))",
    ):
        connection.execute(text(statement))


def o001_write_orders(connection: Connection) -> None:
    """Orders, one a key, and the stock they reserve, which outlives an order that was erased."""
    for statement in (
        "CREATE TABLE orders (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL,"
        " attempt INTEGER NOT NULL, session TEXT NOT NULL, shopper TEXT, status TEXT NOT NULL, document TEXT NOT NULL,"
        " UNIQUE (key, attempt))",
        "CREATE INDEX orders_of_session ON orders (session)",
        "CREATE INDEX orders_of_shopper ON orders (shopper)",
        "CREATE TABLE reservations (order_id TEXT NOT NULL, product_id TEXT NOT NULL, place TEXT NOT NULL,"
        " quantity INTEGER NOT NULL, PRIMARY KEY (order_id, product_id))",
        "CREATE INDEX reservations_of ON reservations (product_id, place)",
    ):
        connection.execute(text(statement))


STEPS: tuple[Step, ...] = (m001_create_tables, m002_remember_erasures, m003_number_changes)  # the shoppers'
CONVERSATION_STEPS: tuple[Step, ...] = (c001_keep_conversations,)
ORDER_STEPS: tuple[Step, ...] = (o001_write_orders,)


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Run the steps that have not run yet, in order, and return how many there were."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"))
    done = {row[0] for row in connection.execute(text("SELECT number FROM migrations"))}
    new = [(number, step) for number, step in enumerate(steps, 1) if number not in done]
    for number, step in new:
        step(connection)
        connection.execute(
            text("INSERT INTO migrations (number, name) VALUES (:number, :name)"),
            {"number": number, "name": step.__name__},
        )
    return len(new)
