"""What every keeper of orders promises, and that a file of them holds under threads and processes."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.orders import SqlLedger
from assistant.errors import StorageError
from assistant.orders.ledger import Ledger, MemoryLedger
from assistant.orders.types import NewOrder, Wanted
from assistant.types import Ordered
from catalog.types import Money

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
PRESSES = 16


@pytest.fixture(params=["memory", "sql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger of each kind."""
    if request.param == "memory":
        yield MemoryLedger()
        return
    kept = SqlLedger(tmp_path / "orders.sqlite")
    yield kept
    kept.close()


def an_order(key: str = "k1", session: str = "s1", shopper: str | None = None, **packs: int) -> NewOrder:
    """An order of packs by product, of each of which the shop has ten."""
    packs = packs or {"chips": 2}
    lines = tuple(
        Wanted(
            line=Ordered(product_id=p, title=p, quantity=n, line_total=Money(amount=100 * n, currency="USD")), stock=10
        )
        for p, n in packs.items()
    )
    total = Money(amount=100 * sum(packs.values()), currency="USD")
    return NewOrder(
        key=key, session=session, shopper=shopper, place="online", at=AT, lines=lines, total=total, simulated=True
    )


def test_an_order_is_written_and_reserves_its_stock(ledger: Ledger) -> None:
    """It is found by its conversation, and nobody else's."""
    placed = ledger.place(an_order(chips=2, plates=6))
    assert placed.order is not None
    assert (placed.again, placed.short) == (False, ())
    assert placed.order.status == "placed"
    assert placed.order.total.amount == 800
    assert ledger.orders("s1", None) == (placed.order,)
    assert ledger.orders("s2", None) == ()
    assert ledger.orders("s2", "ann") == ()
    assert ledger.reserved(["chips", "plates", "tent"], "online") == {"chips": 2, "plates": 6}
    assert ledger.held("online") == {"chips": 2, "plates": 6}
    assert ledger.held("riverside") == {}
    assert ledger.reserved(["chips"], "riverside") == {}


def test_the_same_basket_is_ordered_once(ledger: Ledger) -> None:
    """However often the button is pressed."""
    first = ledger.place(an_order())
    for _ in range(5):
        again = ledger.place(an_order())
        assert again.again
        assert again.order == first.order
    assert ledger.reserved(["chips"], "online") == {"chips": 2}


def test_what_is_short_writes_nothing_at_all(ledger: Ledger) -> None:
    """The line that would have fitted is not reserved either."""
    ledger.place(an_order("k1", chips=7))
    refused = ledger.place(an_order("k2", plates=3, chips=4))
    assert refused.order is None
    assert [(one.product_id, one.wanted, one.left) for one in refused.short] == [("chips", 4, 3)]
    assert ledger.reserved(["chips", "plates"], "online") == {"chips": 7}
    assert len(ledger.orders("s1", None)) == 1
    assert ledger.place(an_order("k2", plates=3, chips=3)).order is not None


def test_two_lines_of_one_product_count_together(ledger: Ledger) -> None:
    """Six and five are more than ten."""
    one, other = an_order(chips=6), an_order(chips=5)
    both = one.model_copy(update={"lines": (*one.lines, *other.lines)})
    assert [(short.wanted, short.left) for short in ledger.place(both).short] == [(11, 10)]


def test_cancelling_frees_the_stock_and_the_basket(ledger: Ledger) -> None:
    """The same basket may then be ordered again; the cancelled one stays on record."""
    first = ledger.place(an_order(chips=9)).order
    assert first is not None
    assert ledger.move("D-NOBODYS", "cancelled") is None
    gone = ledger.move(first.id, "cancelled")
    assert gone is not None
    assert gone.status == "cancelled"
    assert ledger.move(first.id, "cancelled") is None
    assert ledger.move(first.id, "return_asked") is None
    assert ledger.reserved(["chips"], "online") == {}
    second = ledger.place(an_order(chips=9))
    assert not second.again
    assert second.order is not None
    assert [one.id for one in ledger.orders("s1", None)] == [second.order.id, first.id]
    assert ledger.place(an_order(chips=9)).order == second.order


def test_a_return_keeps_the_stock_until_the_shop_has_it_back(ledger: Ledger) -> None:
    """What comes back is looked at before it is sold."""
    order = ledger.place(an_order()).order
    assert order is not None
    assert ledger.move(order.id, "return_asked") is not None
    assert ledger.move(order.id, "cancelled") is None
    assert ledger.reserved(["chips"], "online") == {"chips": 2}


def test_a_shoppers_orders_are_theirs_in_every_conversation_until_erased(ledger: Ledger) -> None:
    """Erasing leaves no order, and what it reserved stays reserved."""
    mine = ledger.place(an_order("k1", "s1", "ann")).order
    ledger.place(an_order("k2", "s2", "bo"))
    assert ledger.orders("s9", "ann") == (mine,) == ledger.of_shopper("ann")
    assert ledger.erase("ann") == 1
    assert ledger.erase("ann") == 0
    assert ledger.of_shopper("ann") == ()
    assert len(ledger.of_shopper("bo")) == 1
    assert ledger.reserved(["chips"], "online") == {"chips": 4}
    assert ledger.erase(None, "s2") == 1


@pytest.mark.parametrize("stores", [1, 4])
def test_a_button_pressed_by_many_threads_writes_one_order(tmp_path: Path, stores: int) -> None:
    """With one ledger between them, and with one each over the same file."""
    file = tmp_path / "orders.sqlite"
    ledgers = [SqlLedger(file) for _ in range(stores)]
    with ThreadPoolExecutor(PRESSES) as pool:
        placed = list(pool.map(lambda n: ledgers[n % stores].place(an_order(chips=6)), range(PRESSES)))
    assert len({one.order.id for one in placed if one.order is not None}) == 1
    assert sum(not one.again for one in placed) == 1
    assert ledgers[0].reserved(["chips"], "online") == {"chips": 6}
    for one in ledgers:
        one.close()


@pytest.mark.parametrize("kind", ["memory", "sql"])
def test_many_shoppers_cannot_reserve_more_than_there_is(tmp_path: Path, kind: str) -> None:
    """Ten packs, sixteen shoppers who want three: three get them."""
    ledger: Ledger = MemoryLedger() if kind == "memory" else SqlLedger(tmp_path / "orders.sqlite")
    with ThreadPoolExecutor(PRESSES) as pool:
        placed = list(pool.map(lambda n: ledger.place(an_order(f"k{n}", f"s{n}", chips=3)), range(PRESSES)))
    assert sum(one.order is not None for one in placed) == 3
    assert all(one.short[0].left < 3 for one in placed if one.order is None)
    assert ledger.reserved(["chips"], "online") == {"chips": 9}
    if isinstance(ledger, SqlLedger):
        ledger.close()


BUYER = """
import json, sys
from pathlib import Path
from assistant.adapters.orders import SqlLedger
from tests.contract.test_ledger import an_order
ledger = SqlLedger(Path(sys.argv[1]))
found = []
for n in range(40):
    placed = ledger.place(an_order(f"k{n}", chips=1, plates=1))
    found.append(placed.order.id if placed.order else None)
ledger.close()
print(json.dumps(found))
"""


def test_two_processes_write_each_basket_once_and_sell_nothing_twice(tmp_path: Path) -> None:
    """Both press forty buttons at once; ten packs make ten orders, the same ten for both."""
    file = tmp_path / "orders.sqlite"
    started = [
        subprocess.Popen([sys.executable, "-c", BUYER, str(file)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    one, other = (json.loads(process.communicate(timeout=100)[0]) for process in started)
    assert one == other
    assert sum(number is not None for number in one) == 10
    ledger = SqlLedger(file)
    assert ledger.reserved(["chips", "plates"], "online") == {"chips": 10, "plates": 10}
    assert len(ledger.orders("s1", None)) == 10
    ledger.close()


def test_an_erased_order_is_not_in_the_files_bytes(tmp_path: Path) -> None:
    """What is left is how many packs are reserved, and of whom nobody can tell."""
    ledger = SqlLedger(tmp_path / "orders.sqlite")
    ledger.place(an_order("zanzibar-key", "zanzibar-session", "zanzibar-ann"))
    ledger.erase("zanzibar-ann")
    files = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert b"zanzibar" not in files
    ledger.close()


def test_a_place_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    """What, where, and the mend."""
    (tmp_path / "orders.sqlite").mkdir()
    with pytest.raises(StorageError, match=r"orders cannot be used .* set DAMDA_DATA") as error:
        SqlLedger(tmp_path / "orders.sqlite").place(an_order())
    assert len(str(error.value).splitlines()) == 1
