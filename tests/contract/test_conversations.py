"""What every keeper of conversations promises: the same tests against SQL and memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.conversations import SqlConversations
from assistant.dialogue.conversations import Basket, Conversations, Kept, MemoryConversations, Step, owner_of

AT = dt.datetime.now(dt.UTC)
SECRET = "zanzibar-cardamom-pickle"


@pytest.fixture(params=["memory", "sql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Conversations]:
    """An empty store of each kind."""
    if request.param == "memory":
        yield MemoryConversations()
        return
    kept = SqlConversations(tmp_path / "conversations.sqlite")
    yield kept
    kept.close()


def kept(ident: str = "s1", revision: int = 1, shopper: str | None = None, steps: tuple[int, ...] = ()) -> Kept:
    """A conversation with some steps back."""
    back = tuple(Step(number=n, document=f"step {n}") for n in steps)
    document = f"{ident} at {revision}"
    return Kept(id=ident, revision=revision, shopper=shopper, touched=AT, document=document, back=back)


def basket(name: str, document: str = "{}") -> Basket:
    """A basket of that name."""
    return Basket(name=name, at=AT, document=document)


def test_what_was_saved_is_loaded(store: Conversations) -> None:
    """Every field of it, and nothing of a stranger."""
    store.save(kept(steps=(0, 2)))
    assert store.load("s1") == kept(steps=(0, 2))
    assert store.revision("s1") == 1
    assert store.load("s2") is None
    assert store.revision("s2") is None


@pytest.mark.parametrize("steps", [(0, 1, 2), (0,), (), (0, 5), (7,)])
def test_the_way_back_is_the_one_of_the_last_turn(store: Conversations, steps: tuple[int, ...]) -> None:
    """Longer, shorter after undoing, or another branch."""
    store.save(kept(steps=(0, 1)))
    store.save(kept("s2", steps=(4,)))
    store.save(kept(revision=2, steps=steps))
    assert store.load("s1") == kept(revision=2, steps=steps)
    assert store.load("s2") == kept("s2", steps=(4,))


def test_baskets_are_kept_by_owner_and_name(store: Conversations) -> None:
    """A name is taken once; putting says whether another gave way."""
    mine = owner_of("s1", None)
    assert not store.put(mine, basket("party"))
    assert not store.put(mine, basket("camping"))
    assert store.put(mine, basket("party", '{"new": 1}'))
    assert store.baskets(mine) == (basket("camping"), basket("party", '{"new": 1}'))
    assert store.baskets(owner_of("s2", None)) == ()
    assert store.take(mine, "camping")
    assert not store.take(mine, "camping")


def test_dropping_a_conversation_takes_its_baskets_along(store: Conversations) -> None:
    """And nobody else's."""
    for session in ("s1", "s2"):
        store.save(kept(session, steps=(1,)))
        store.put(owner_of(session, None), basket("party"))
    store.drop("s1")
    assert store.load("s1") is None
    assert store.baskets(owner_of("s1", None)) == ()
    assert store.load("s2") is not None
    assert len(store.baskets(owner_of("s2", None))) == 1


def test_a_shoppers_conversations_are_found_and_erased(store: Conversations) -> None:
    """Those on the name, and no others."""
    store.save(kept("s1", shopper="ann"))
    store.save(kept("s2", shopper="ann"))
    store.save(kept("s3", shopper="bo"))
    store.put(owner_of("s1", "ann"), basket("party"))
    assert [one.id for one in store.of_shopper("ann")] == ["s1", "s2"]
    assert store.erase("ann") == (2, 1)
    assert store.erase("ann") == (0, 0)
    assert store.of_shopper("ann") == ()
    assert store.load("s3") is not None


def test_what_was_erased_is_not_in_the_files_bytes(tmp_path: Path) -> None:
    """Not in the database, nor in its log."""
    store = SqlConversations(tmp_path / "conversations.sqlite")
    back = (Step(number=1, document=SECRET),)
    store.save(kept(shopper="ann").model_copy(update={"document": SECRET, "back": back}))
    store.put(owner_of("", "ann"), basket("party", SECRET))
    assert SECRET.encode() in everything(tmp_path)
    store.erase("ann")
    assert SECRET.encode() not in everything(tmp_path)
    store.close()


def everything(folder: Path) -> bytes:
    """The bytes of every file."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
