"""What one shopper's page shows at a moment, and how a turn or an edit changes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.explain.phrases import say
from assistant.types import Bundle, Card, Edit, Grown, Line, Reply, Turn
from assistant.web.ui.labels import label
from catalog.types import Language

log = logging.getLogger(__name__)


class Orders(Protocol):
    """The part of the engine that orders baskets and brings them back."""

    def checkout(self, session_id: str, of_age: bool = False) -> Reply: ...

    def resume(self, session_id: str) -> Reply: ...


class Answers(Orders, Protocol):
    """The part of the engine that the page talks to."""

    def reply(self, turn: Turn) -> Reply: ...

    def replies(self, turn: Turn) -> Iterator[Grown]: ...

    def edit(self, session_id: str, edit: Edit) -> Reply: ...


@dataclass(frozen=True)
class Message:
    """One bubble of the conversation."""

    who: Literal["shopper", "damda"]
    text: str
    reply: Reply | None = None


@dataclass(frozen=True)
class View:
    """Everything that the page draws."""

    language: Language = "en"
    language_chosen: bool = False  # picked by hand, so replies no longer change it
    market: str | None = None  # None: the engine tells it from the words
    session: str | None = None
    messages: tuple[Message, ...] = ()
    basket: Bundle | None = None
    basket_language: Language = "en"
    found: tuple[Card, ...] = ()
    follow_ups: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    status: str = ""  # what the last edit did, for screen readers and the eye
    edits: int = 0
    thinking: bool = False
    ordering: bool = False  # the order is on its way
    ordered: Reply | None = None  # what checking this basket out came to: its order, or why there is none
    again: bool = False  # that order had been written before
    shopper: str | None = None  # the simulated shopper who asks; None: a guest
    privacy_said: str = ""  # what the last button of the privacy tab did

    @property
    def busy(self) -> bool:
        """Whether something is on its way that will draw the page anew."""
        return self.thinking or self.ordering

    @property
    def demo(self) -> bool:
        """Whether what is shown is the demo shop's."""
        return any(message.reply is not None and message.reply.demo for message in self.messages)


def send(assistant: Answers, view: View, text: str) -> Iterator[View]:
    """The views that a message leads through: the question with a sign of work, then the answer as it grows."""
    text = text.encode("utf-8", "ignore").decode("utf-8")  # half a character can be typed, but not sent back
    if not text.strip():
        yield view
        return
    messages = (*view.messages, Message("shopper", text))
    asked = replace(view, messages=messages, follow_ups=(), status="", thinking=True, ordering=False)
    if view.ordered is not None and view.ordered.order is None:  # a question that is left lying
        asked = replace(asked, ordered=None)
    yield asked
    turn = Turn(text=text, session=view.session, shopper=view.shopper, market=view.market)
    try:
        for reply, whole in assistant.replies(turn):
            yield replace(answered(asked, reply), thinking=not whole)
    except Exception as error:  # a page must answer whatever happens behind it
        log.error("turn failed", exc_info=not isinstance(error, AssistantError))
        said = str(error) if isinstance(error, AssistantError) else label(view.language, "failed")
        yield replace(asked, messages=(*asked.messages, Message("damda", said)), thinking=False)


def answered(view: View, reply: Reply) -> View:
    """The view after a reply to a message. A reply without a basket leaves the basket as it stands."""
    view = replace(
        view,
        language=view.language if view.language_chosen else reply.language,
        session=reply.session,
        messages=(*view.messages, Message("damda", reply.text, reply)),
        found=reply.products,
        follow_ups=reply.follow_ups,
        thinking=False,
    )
    return with_basket(with_order(view, reply), reply)


def with_order(view: View, reply: Reply) -> View:
    """The view with the order that a message was about, where it is this basket's."""
    if reply.order is None:
        return view
    shown = view.ordered.order if view.ordered is not None else None
    if reply.act == "checkout":
        return replace(view, ordered=reply, again=shown is not None and shown.id == reply.order.id)
    if shown is not None and shown.id == reply.order.id:  # asked after, cancelled, or to be returned
        return replace(view, ordered=reply, again=False)
    return view


def change(assistant: Answers, view: View, data: dict[str, Any]) -> View:
    """The view after a button in the basket. The data come from the browser, so nothing in them is trusted."""
    view = replace(view, edits=view.edits + 1, ordering=False)
    try:
        edit = Edit.model_validate({key: data.get(key) for key in ("kind", "product_id", "quantity", "to")})
        reply = assistant.edit(view.session or "", edit)
    except (AssistantError, ValidationError) as error:
        log.info("edit refused: %s", " ".join(str(error).split()))
        return replace(view, status=label(view.language, "not_changed"))
    except Exception:
        log.exception("edit failed")
        return replace(view, status=label(view.language, "failed"))
    shown = replace(view, session=reply.session, follow_ups=reply.follow_ups, status=_done(edit, view, reply))
    return with_basket(shown, reply)


def _done(edit: Edit, view: View, reply: Reply) -> str:
    """What an edit did, in the reply's language."""
    wanted = edit.to or edit.product_id
    line = next((one for one in _lines(reply.bundle) if one.product.id == wanted), None)
    if line is not None:
        return say(reply.language, "changed", item=line.product.title, count=line.quantity)
    gone = next((one.product.title for one in _lines(view.basket) if one.product.id == wanted), wanted)
    return say(reply.language, "removed", item=gone)


def _lines(bundle: Bundle | None) -> tuple[Line, ...]:
    return () if bundle is None else bundle.lines


def with_basket(view: View, reply: Reply) -> View:
    """The view with a reply's basket, which has no order yet; unchanged where the reply has none."""
    if reply.bundle is None:
        return view
    notices = tuple(notice.text for notice in reply.notices)
    return replace(view, basket=reply.bundle, basket_language=reply.language, notices=notices, ordered=None)
