"""Gender, religion, health, ethnicity and orientation cannot reach the scorer: there is no field to carry them."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from assistant import recommend
from assistant.bundle.candidates import Finder
from assistant.recommend.blend import Taste, Taster
from assistant.recommend.content import TELLING
from assistant.shopper.profile import Deed, Profile
from assistant.shopper.types import Consent, Conversation, Holdings, KeptBasket, Lasting, Preference
from assistant.types import Happened, Order, Ordered
from catalog.types import Money, ShopEvent

AT = "2026-10-01T00:00:00Z"
FIELDS = {
    Profile: {"deeds", "dislikes", "version", "lasting"},
    Lasting: {"diet", "shared", "allergies", "dislikes"},  # limits of a basket, which no score reads: see below
    Deed: {"id", "product_id", "kind", "at", "value", "order"},
    Preference: {"id", "kind", "text", "at"},
    Holdings: {
        *("shopper", "simulated", "consents", "preferences", "events"),
        *("conversations", "baskets", "orders"),
    },
    Conversation: {"id", "at", "state", "back"},
    KeptBasket: {"name", "at", "state"},
    Order: {"id", "status", "placed_at", "lines", "total", "simulated"},
    Ordered: {"product_id", "title", "quantity", "line_total"},
    Money: {"amount", "currency"},
    Consent: {"purpose", "granted", "at"},
    ShopEvent: {"id", "shopper", "product_id", "kind", "at", "value", "order", "simulated"},
}
SENSITIVE = ("gender", "sex", "religion", "health", "ethnicity", "orientation", "age", "pregnant", "income", "name")


def classes_in(annotation: object) -> Iterator[type]:
    """The classes that an annotation speaks of, those inside its brackets too."""
    if isinstance(annotation, type):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from classes_in(inner)


def held(kind: type) -> dict[type, set[str]]:
    """The fields of a class of ours and of every class that it can hold, however deep."""
    found: dict[type, set[str]] = {}
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if one not in found and (issubclass(one, BaseModel) or dataclasses.is_dataclass(one)):
            hints = typing.get_type_hints(one)
            names = set(one.model_fields if issubclass(one, BaseModel) else one.__dataclass_fields__)
            found[one] = names
            waiting += [inner for name in names for inner in classes_in(hints[name])]
    return found


def test_the_scorer_is_given_a_profile_and_nothing_else_of_a_shopper() -> None:
    """`key` only names the memory of tastes, `at` is the moment."""
    hints = typing.get_type_hints(Taster.taste)
    assert hints == {"key": str, "profile": Profile, "at": hints["at"], "return": Taste}
    assert "key" not in inspect.getsource(Taster._worked_out)


def test_a_profile_holds_deeds_and_dislikes_alone() -> None:
    """Every field of everything that it holds, by name."""
    assert held(Profile) == {kind: FIELDS[kind] for kind in (Profile, Deed, Preference, Lasting)}


def test_no_score_reads_the_limits_that_a_shopper_had_remembered() -> None:
    """A diet or an allergy leaves products out; it never makes one rank above another."""
    files = [*Path(str(recommend.__file__)).parent.glob("*.py")]
    assert files
    for file in files:
        assert "lasting" not in file.read_text("utf-8"), file.name


def test_what_is_kept_of_a_shopper_has_no_other_field() -> None:
    """Nothing that the record holds has a place for who somebody is."""
    kinds = (Holdings, Consent, Preference, ShopEvent, Conversation, KeptBasket, Order, Ordered, Money)
    assert held(Holdings) == {kind: FIELDS[kind] for kind in kinds}


def test_a_taste_holds_numbers_over_products() -> None:
    """What scoring hands on: weights, scores, what was bought and owned."""
    assert {field.name for field in dataclasses.fields(Taste)} == {"weight", "scores", "pasts", "owned", "deeds"}
    finder = {field.name for field in dataclasses.fields(Finder) if not field.name.startswith("_")}
    assert finder == {"search", "request", "limits", "meanings", "taste", "reserved", "there", "settled", "firm"}


GOOD: dict[type[BaseModel], dict[str, object]] = {
    Deed: {"id": "d", "product_id": "p", "kind": "view", "at": AT},
    Preference: {"id": "p", "text": "mint", "at": AT},
    Holdings: {"shopper": "ann"},
    Consent: {"purpose": "remember", "granted": True, "at": AT},
    ShopEvent: {"id": "e", "shopper": "ann", "product_id": "p", "kind": "view", "at": AT},
    Happened: {"kind": "view", "product_id": "p"},
}


@pytest.mark.parametrize("field", SENSITIVE)
@pytest.mark.parametrize("kind", GOOD, ids=lambda kind: kind.__name__)
def test_a_field_about_the_person_is_refused(kind: type[BaseModel], field: str) -> None:
    """Not ignored: an error."""
    assert kind.model_validate(GOOD[kind])
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        kind.model_validate(GOOD[kind] | {field: "x"})


@pytest.mark.parametrize("kind", ["gender", "religion", "health", "like", "identity"])
def test_a_preference_is_a_dislike_and_no_fact(kind: str) -> None:
    """No other kind can be stored."""
    with pytest.raises(ValidationError, match="dislike"):
        Preference.model_validate(GOOD[Preference] | {"kind": kind})


def test_only_looks_and_flavours_tell_a_taste() -> None:
    """An exact list: whom a thing is made for, sizes, ages, diets and skin are not on it."""
    assert set(TELLING) == {"flavour", "flavor", "colour", "color", "material", "scent", "style", "roast"}
