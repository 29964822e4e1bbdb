"""A conversation lasts: over a restart, on another device, over a change of the shop, and not for ever."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.conversations import SqlConversations
from assistant.dialogue.assistant import Assistant
from assistant.dialogue.conversations import EXPIRES, Conversations, Kept, MemoryConversations
from assistant.dialogue.sessions import Session, Sessions
from assistant.dialogue.stored import decoded, encoded
from assistant.errors import StorageError
from assistant.types import Edit, Request, Turn
from tests.dialogue.turns import AT, BEER, CHIPS, Talk, codes, lines, opened, priced, product, restocked
from tests.fakes import stocked


def test_a_conversation_goes_on_in_another_process(tmp_path: Path) -> None:
    """The basket, its total and the way back are what they were."""
    talk = Talk(opened(tmp_path))
    first = talk.say(CHIPS)
    talk.assistant.edit(first.session, Edit(kind="quantity", product_id="plates", quantity=4))
    there = talk.elsewhere(opened(tmp_path))
    again = there.assistant.resume(first.session)
    assert lines(again) == {"chips-plain": 2, "plates": 4}
    assert again.session == first.session
    assert not codes(again)
    assert lines(there.do("undo", "undo")) == {"chips-plain": 2, "plates": 6}


def test_a_refinement_in_another_process_keeps_the_earlier_request(tmp_path: Path) -> None:
    """What was asked first still holds."""
    talk = Talk(opened(tmp_path))
    talk.say(CHIPS + ", under $60")
    reply = talk.elsewhere(opened(tmp_path)).say("make it cheaper")
    assert "new_session" not in codes(reply)
    assert reply.bundle is not None
    assert reply.bundle.budget is not None
    assert reply.bundle.budget.amount < 60_00


def test_both_processes_see_the_latest_turn(tmp_path: Path) -> None:
    """One process holds the conversation in memory; what the other did since is not overlooked."""
    here, there = opened(tmp_path), opened(tmp_path)
    talk = Talk(here)
    session = talk.say(CHIPS).session
    there.edit(session, Edit(kind="quantity", product_id="plates", quantity=3))
    assert lines(here.resume(session))["plates"] == 3


def test_a_round_trip_changes_nothing(tmp_path: Path) -> None:
    """Encoding, decoding and encoding again gives the same text, and the very same draft."""
    talk = Talk(opened(tmp_path))
    talk.say(CHIPS + ", no alcohol, under $60")
    one = talk.assistant
    session, _ = one.sessions.open(talk.session, one.search.product)
    text = encoded(session.state)
    state, changes = decoded(text, one.search.product)
    assert changes == ()
    assert state == session.state
    assert encoded(state) == text


@pytest.mark.parametrize("restart", [True, False])
def test_a_changed_price_is_counted_and_said_once(tmp_path: Path, restart: bool) -> None:
    """After a restart and in memory alike."""
    talk = Talk(opened(tmp_path))
    talk.say(CHIPS)
    restocked(tmp_path, priced("plates", 250))
    there = talk.elsewhere(opened(tmp_path)) if restart else talk
    reply = there.assistant.resume(talk.session or "")
    assert reply.bundle is not None
    assert reply.bundle.total.amount == 2 * 299 + 6 * 250
    (notice,) = [one for one in reply.notices if one.code == "now_price"]
    assert "$11.94 → $15.00" in notice.text
    assert "now_price" not in codes(there.assistant.resume(talk.session or ""))


def test_an_edit_says_what_has_changed_too(tmp_path: Path) -> None:
    """A button may be the first thing after a night."""
    talk = Talk(opened(tmp_path))
    session = talk.say(CHIPS).session
    restocked(tmp_path, priced("plates", 250))
    edit = Edit(kind="quantity", product_id="plates", quantity=1)
    assert codes(opened(tmp_path).edit(session, edit))[0] == "now_price"


def test_what_is_gone_or_scarce_is_taken_out_and_said(tmp_path: Path) -> None:
    """No basket holds what the shop has not."""
    talk = Talk(opened(tmp_path))
    talk.say(CHIPS)
    restocked(tmp_path, product("plates", availability=stocked(4)), without="chips-plain")
    reply = talk.elsewhere(opened(tmp_path)).assistant.resume(talk.session or "")
    assert lines(reply) == {"plates": 4}
    assert codes(reply)[:2] == ["now_gone", "now_fewer"]
    assert "Tortilla chips, plain" in reply.notices[0].text


def test_a_dearer_basket_over_the_budget_says_so(tmp_path: Path) -> None:
    """The budget is not forgotten over a night."""
    talk = Talk(opened(tmp_path))
    talk.say(CHIPS + ", under $20")
    restocked(tmp_path, priced("plates", 900))
    reply = talk.elsewhere(opened(tmp_path)).assistant.resume(talk.session or "")
    assert "over_budget" in codes(reply)


class Calendar:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.mark.parametrize("kind", ["memory", "sql"])
def test_a_conversation_expires_after_thirty_days_without_a_turn(tmp_path: Path, kind: str) -> None:
    """A turn begins the thirty days anew; what has expired is a new conversation."""
    calendar = Calendar()
    store: Conversations = (
        MemoryConversations(calendar) if kind == "memory" else SqlConversations(tmp_path / "c.sqlite", calendar)
    )
    sessions = Sessions(store, now=calendar)
    session = sessions.keep(sessions.open(None)[0])
    calendar.now += EXPIRES - dt.timedelta(minutes=1)
    assert sessions.open(session.id)[1]
    sessions.keep(session)
    calendar.now += EXPIRES - dt.timedelta(minutes=1)
    assert sessions.open(session.id)[1]
    calendar.now += dt.timedelta(minutes=2)
    other, known = sessions.open(session.id)
    assert not known
    assert other.id != session.id


def test_unknown_ids_start_anew_and_are_told_apart_from_none() -> None:
    """None is a first turn; anything unknown is not."""
    sessions = Sessions()
    assert sessions.open(None)[1]
    assert not sessions.open("nobody's")[1]
    assert not sessions.open("")[1]


def test_few_are_held_in_memory_and_none_is_lost(tmp_path: Path) -> None:
    """Behind the few stands the disk."""
    one = opened(tmp_path)
    few = Sessions(SqlConversations(tmp_path / "few.sqlite"), most=3)
    kept = [few.keep(Session(f"s{n}", request=Request(text=f"party {n}"))) for n in range(20)]
    assert len(few._held) == 3
    for session in kept:
        found, known = few.open(session.id, one.search.product)
        assert known
        assert found.request is not None
        assert found.request.text == f"party {session.id[1:]}"


class BrokenConversations(MemoryConversations):
    """A disk that is full."""

    def save(self, kept: Kept) -> None:
        raise StorageError("conversations.sqlite: conversations cannot be used; set DAMDA_DATA to another folder")

    def revision(self, ident: str) -> int | None:
        raise StorageError("conversations.sqlite: conversations cannot be used; set DAMDA_DATA to another folder")


def test_a_broken_disk_leaves_conversations_in_memory(caplog: pytest.LogCaptureFixture) -> None:
    """A shopper is answered all the same, and the log says what is wrong."""
    sessions = Sessions(BrokenConversations())
    session = sessions.keep(Session("s1", request=Request(text="party")))
    assert sessions.open("s1") == (session, True)
    assert "DAMDA_DATA" in caplog.text


def test_a_document_of_another_edition_starts_anew(tmp_path: Path) -> None:
    """What cannot be read is no conversation, and no traceback."""
    one = opened(tmp_path)
    session = Talk(one).say(CHIPS).session
    kept = one.sessions.store.load(session)
    assert kept is not None
    document = json.dumps(json.loads(kept.document) | {"unheard": 1})
    one.sessions.store.save(kept.model_copy(update={"document": document}))
    reply = Talk(opened(tmp_path), session).say("make it cheaper")
    assert "new_session" in codes(reply)
    assert reply.session != session


def test_turns_of_many_threads_are_all_kept(tmp_path: Path) -> None:
    """Conversations side by side do not disturb one another."""
    one = opened(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: Talk(one).say(BEER), range(16)))
    assert len({reply.session for reply in replies}) == 16
    assert all(lines(one.resume(reply.session)) == lines(replies[0]) for reply in replies)


class Full(MemoryConversations):
    """A store whose disk is full: it reads, and writes nothing more."""

    full = False

    def save(self, kept: Kept) -> None:
        if self.full:
            raise StorageError("no space left")
        super().save(kept)


def test_what_could_not_be_stored_holds_in_memory() -> None:
    """A turn after the disk is full is not lost with the next one, and a new conversation goes on."""
    store = Full()
    sessions = Sessions(store)
    kept = sessions.keep(sessions.open(None)[0])
    store.full = True
    later = sessions.keep(replace(kept, shown=("lager",)))
    assert sessions.open(later.id)[0].shown == ("lager",)
    fresh = sessions.keep(sessions.open(None)[0])
    assert sessions.open(fresh.id)[1]


def test_a_change_by_hand_holds_when_the_basket_is_made_anew(assistant: Assistant) -> None:
    """What was taken out by hand stays out, and what was counted by hand stays counted."""
    first = assistant.reply(Turn(text="movie night for 4, $60", at=AT))
    out, counted = next(iter(lines(first))), list(lines(first))[1]
    assistant.edit(first.session, Edit(kind="remove", product_id=out))
    assistant.edit(first.session, Edit(kind="quantity", product_id=counted, quantity=3))
    after = lines(assistant.reply(Turn(text="actually for 5 people", session=first.session, at=AT)))
    assert out not in after
    assert after[counted] == 3


def test_a_basket_over_its_budget_by_hand_says_so(assistant: Assistant) -> None:
    first = assistant.reply(Turn(text="movie night for 4, $60", at=AT))
    dear = next(iter(lines(first)))
    reply = assistant.edit(first.session, Edit(kind="quantity", product_id=dear, quantity=9))
    assert reply.bundle is not None
    assert ("over_budget" in codes(reply)) is (reply.bundle.total.amount > 6_000)
    assert reply.bundle.total.amount > 6_000
