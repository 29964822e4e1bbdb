"""Who asks on the page, and what they may do with their record. Only simulated shoppers can be chosen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol, runtime_checkable

from pydantic import Field, ValidationError

from assistant.errors import AssistantError
from assistant.shopper.types import Erased, Holdings, Purpose
from assistant.web.ui.labels import label
from assistant.web.ui.view import View
from catalog.types import Frozen, Product

log = logging.getLogger(__name__)
GUEST = "guest"  # the picker's first choice: nobody whose past is known


class Shoppers(Protocol):
    """The part of the shoppers' desk that the page talks to."""

    def simulated(self) -> tuple[str, ...]: ...

    def holdings(self, shopper: str, /) -> Holdings: ...

    def consent(self, shopper: str, purpose: str, granted: bool, /) -> Holdings: ...

    def forget(self, shopper: str, preference_id: str, /) -> bool: ...

    def erase(self, shopper: str, /) -> Erased: ...


@dataclass(frozen=True)
class Privacy:
    """The shoppers on record, and how a product is found that their record names."""

    shoppers: Shoppers
    product: Callable[[str], Product | None]


class _Desk(Protocol):
    @property
    def shoppers(self) -> Shoppers: ...


class _Search(Protocol):
    def product(self, product_id: str, /) -> Product | None: ...


@runtime_checkable
class Keeper(Protocol):
    """An assistant that keeps records of shoppers."""

    @property
    def demo(self) -> bool: ...

    @property
    def desk(self) -> _Desk: ...

    @property
    def search(self) -> _Search: ...


class Wish(Frozen):
    """What a button of the privacy tab asks for, as the browser sends it."""

    do: Literal["consent", "forget", "erase"]
    purpose: Purpose | None = None
    granted: bool = False
    preference: str = Field(default="", max_length=80)


def privacy_of(assistant: object) -> Privacy | None:
    """What the picker and the privacy tab draw on; None outside the demo shop, whose shoppers are simulated."""
    if isinstance(assistant, Keeper) and assistant.demo:
        return Privacy(assistant.desk.shoppers, assistant.search.product)
    return None


def choose(privacy: Privacy, view: View, shopper: object) -> View:
    """A new conversation as a simulated shopper or as a guest; for any other name the view as it was."""
    chosen = shopper if isinstance(shopper, str) and shopper in privacy.shoppers.simulated() else None
    if view.busy or chosen == view.shopper or (chosen is None and shopper != GUEST):
        return view
    return _afresh(view, chosen)


def act(privacy: Privacy, view: View, data: object) -> View:
    """The view after a button of the privacy tab. The data come from the browser, so nothing in them is trusted."""
    view = replace(view, edits=view.edits + 1)
    if view.busy:  # the answer on its way would bring back what the button takes away
        return replace(view, privacy_said=label(view.language, "wait"))
    try:
        wish = Wish.model_validate(data)
        if view.shopper is None or view.shopper not in privacy.shoppers.simulated():
            return replace(view, privacy_said=label(view.language, "nobody"))
        return _done(privacy.shoppers, view, view.shopper, wish)
    except (AssistantError, ValidationError) as error:
        log.info("privacy refused: %s", " ".join(str(error).split()))
        return replace(view, privacy_said=label(view.language, "not_done"))
    except Exception:  # a page must answer whatever happens behind it
        log.exception("privacy failed")
        return replace(view, privacy_said=label(view.language, "not_done"))


def export(privacy: Privacy, view: View) -> str:
    """Everything held of the chosen shopper as JSON; nothing for a guest."""
    if view.shopper is None:
        return ""
    return privacy.shoppers.holdings(view.shopper).model_dump_json(indent=2)


def _done(shoppers: Shoppers, view: View, shopper: str, wish: Wish) -> View:
    if wish.do == "erase":
        gone = shoppers.erase(shopper)
        counts = {"events": gone.events, "preferences": gone.preferences, "consents": gone.consents}
        # What is on the page was chosen from what is now gone, so the conversation starts anew as well.
        said = label(view.language, "erased", shopper=shopper, **counts)
        return replace(_afresh(view, shopper), privacy_said=said)
    if wish.do == "forget":
        said = label(view.language, "forgotten" if shoppers.forget(shopper, wish.preference) else "not_done")
        return replace(view, privacy_said=said)
    purpose = wish.purpose or ""  # a yes to nothing is refused below
    shoppers.consent(shopper, purpose, wish.granted)
    answer = "granted" if wish.granted else "withdrawn"
    return replace(view, privacy_said=label(view.language, answer, purpose=label(view.language, purpose)))


def _afresh(view: View, shopper: str | None) -> View:
    return View(view.language, view.language_chosen, view.market, edits=view.edits, shopper=shopper)
