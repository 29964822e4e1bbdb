"""What pressing "Check out" makes of the page's view: the order, the question after the age, or why there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.web.ui.labels import label
from assistant.web.ui.view import Answers, View, with_basket, with_order
from catalog.types import Frozen

log = logging.getLogger(__name__)


class Press(Frozen):
    """What a button asks for, as the browser sends it."""

    do: Literal["order", "of_age", "too_young"]


def check_out(assistant: Answers, view: View, data: object) -> Iterator[View]:
    """The views that a press leads through: the sign of work, then what came of it. Nothing in the data is trusted."""
    view = replace(view, edits=view.edits + 1, status="")
    try:
        press = Press.model_validate(data)
    except ValidationError as error:
        log.info("press refused: %s", " ".join(str(error).split()))
        yield replace(view, status=label(view.language, "no_order"))
        return
    if press.do == "too_young":
        yield replace(view, ordered=None, status=label(view.language, "not_ordered"))
        return
    yield replace(view, ordering=True)
    yield _ordered(assistant, replace(view, edits=view.edits + 1), press.do == "of_age")


def _ordered(assistant: Answers, view: View, of_age: bool) -> View:
    try:
        reply = assistant.checkout(view.session or "", of_age)
    except AssistantError as error:
        log.info("order refused: %s", " ".join(str(error).split()))
        return replace(view, status=label(view.language, "no_order"))
    except Exception:  # a page must answer whatever happens behind it
        log.exception("order failed")
        return replace(view, status=label(view.language, "order_fault"))
    shown = replace(view, session=reply.session, follow_ups=reply.follow_ups)
    if reply.order is None:
        return replace(shown, ordered=reply)
    if view.basket is None or view.basket.total != reply.order.total or reply.notices:
        shown = _as_it_stands(assistant, shown)
    return with_order(shown, reply)


def _as_it_stands(assistant: Answers, view: View) -> View:
    """The view with the basket as it was ordered, where prices or counts have changed since it was drawn."""
    try:
        return replace(with_basket(view, assistant.resume(view.session or "")), ordered=view.ordered)
    except AssistantError as error:  # the order stands whatever the basket beside it shows
        log.info("basket not drawn anew: %s", " ".join(str(error).split()))
        return view
