"""Read the hand-written families and multiply their axes into products."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import product as cartesian
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalog.errors import SourceError
from catalog.plain_yaml import read_yaml
from catalog.types import (
    DIET_DENIES,
    MINOR_DIGITS,
    ONLINE,
    Allergen,
    Availability,
    Diet,
    Money,
    Offer,
    Pack,
    Product,
    Promotion,
    Text,
)

HERE = Path(__file__).parent
STORES = ("riverside", "hillside", "station")  # the demo shop's invented stores, beside its online warehouse


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Price(_Strict):
    kr: int = Field(gt=0)
    us: Decimal = Field(gt=0, decimal_places=2)

    def money(self, market: str) -> Money:
        if market == "kr":
            return Money(amount=self.kr, currency="KRW")
        return Money(amount=int(self.us * 10 ** MINOR_DIGITS["USD"]), currency="USD")


class PackPart(_Strict):
    count: int | None = None
    amount: float | None = None
    unit: str | None = None


class PromotionRule(_Strict):
    kind: Literal["percent", "bogo", "multi"]
    value: int | None = None
    quantity: int | None = None
    price: Price | None = None


class Variable(_Strict):
    """What a family sets and an option may override."""

    price: Price | None = None
    pack: PackPart | None = None
    serves: float | None = None
    diet: list[Diet] | None = None
    allergens: list[Allergen] | None = None
    contains_alcohol: bool | None = None
    min_age: int | None = None
    rating: float | None = Field(default=None, ge=0, le=5)
    icon: str | None = None
    promotion: PromotionRule | None = None
    attributes: dict[str, Any] = {}


class Option(Variable):
    key: str = Field(pattern=r"^[a-z0-9][a-z0-9.+x-]*$")
    en: str
    ko: str
    note: dict[Literal["en", "ko"], str] = {}


class Axis(_Strict):
    name: str
    options: list[Option] = Field(min_length=1)


class Both(_Strict):
    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)


class Family(Variable):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    brand: str
    category: str
    title: Both
    about: Both
    tags: list[str] = []
    goes_with: list[str] = []
    axes: list[Axis] = []


class Department(_Strict):
    brands: dict[str, Both]
    families: list[Family]


class Tree(_Strict):
    """The category tree: labels, icons, tile colours, and which branches are eaten or drunk."""

    edible: list[str]
    natural: list[str]
    lasting: list[str]
    used_up: list[str]
    departments: dict[str, tuple[str, str, str]]
    categories: dict[str, tuple[str, str, str]]

    def is_edible(self, path: str) -> bool:
        return _lies_in(path, self.edible)

    def is_natural(self, path: str) -> bool:
        return _lies_in(path, self.natural)

    def is_durable(self, family: Family) -> bool:
        """Whether it is kept for years: its branch is, and the family itself is not used up."""
        return _lies_in(family.category, self.lasting) and family.id not in self.used_up


def _lies_in(path: str, branches: list[str]) -> bool:
    return any(path == branch or path.startswith(branch + "/") for branch in branches)


def load_yaml(path: Path) -> Any:
    """Parse one YAML file of ours; a syntax error names the file and line."""
    try:
        return read_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise SourceError(f"{path.name}: cannot be read: {' '.join(str(error).split())}") from error


def load_tree() -> Tree:
    return Tree.model_validate(load_yaml(HERE / "categories.yaml"))


def load_department(path: Path) -> Department:
    try:
        return Department.model_validate(load_yaml(path))
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:20]]
        raise SourceError(f"{path.name}: " + "; ".join(lines)) from error


def draw(seed: str, low: int, high: int) -> int:
    """A number in low..high that depends on the seed alone, so that the shop is the same on every machine."""
    digest = hashlib.sha256(seed.encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def products(department: Department, tree: Tree) -> Iterator[Product]:
    """Every combination of every family's options, as products in the order they are written."""
    for family in department.families:
        for options in cartesian(*(axis.options for axis in family.axes)):
            yield _product(family, options, department.brands[family.brand], tree)


def _latest(family: Family, options: tuple[Option, ...], field: str) -> Any:
    """The last option that sets the field wins, then the family."""
    for part in (*reversed(options), family):
        if field in part.model_fields_set:
            return getattr(part, field)
    return None


def _product(family: Family, options: tuple[Option, ...], brand: Both, tree: Tree) -> Product:
    ident = "-".join([family.id, *(option.key for option in options)]).replace(".", "_").replace("+", "plus")
    price: Price | None = _latest(family, options, "price")
    if price is None:
        raise SourceError(f"{family.id}: no price for {ident}")
    allergens = _latest(family, options, "allergens")
    return Product(
        id=ident,
        title=_title(family, options, brand),
        description=_description(family, options),
        brand=family.brand,
        brand_label=brand.model_dump(),
        categories=tuple(family.category.split("/")),
        category_label=dict(zip(("en", "ko"), tree.categories[family.category], strict=False)),
        offers=tuple(
            Offer(market=m, price=price.money(m), list_price=price.money(m), url=f"/products/{ident}")
            for m in ("kr", "us")
        ),
        attributes=_attributes(family, options),
        diet=_diet(_latest(family, options, "diet") or [], tree.is_natural(family.category)),
        allergens=None if allergens is None else tuple(allergens),
        edible=tree.is_edible(family.category),
        durable=tree.is_durable(family),
        contains_alcohol=bool(_latest(family, options, "contains_alcohol")),
        min_age=_latest(family, options, "min_age"),
        serves=_latest(family, options, "serves"),
        pack=_pack(family, options),
        max_per_order=12 if price.kr < 100_000 else 4,
        rating=_rating(ident, _latest(family, options, "rating") or 4.2),
        review_count=draw(ident + "/reviews", 3, 60) ** 2 // 2,
        images=(_picture(family, options, tree),),
        tags=tuple(family.tags),
        group_id=family.id,
        availability=_availability(ident),
        promotions=_promotions(_latest(family, options, "promotion")),
        goes_with=tuple(family.goes_with),
    )


def _diet(claimed: list[Diet], natural: bool) -> tuple[Diet, ...]:
    """The claimed flags, with halal and kosher where plain vegan produce has them by nature."""
    own: list[Diet] = ["halal", "kosher"] if natural and "vegan" in claimed else []
    return tuple(dict.fromkeys([*claimed, *own]))


def _title(family: Family, options: tuple[Option, ...], brand: Both) -> Text:
    return {
        "en": ", ".join([f"{brand.en} {family.title.en}", *(o.en for o in options if o.en)]),
        "ko": " ".join([brand.ko, family.title.ko, *(o.ko for o in options if o.ko)]),
    }


def _description(family: Family, options: tuple[Option, ...]) -> Text:
    notes = [o.note for o in options if o.note]
    return {
        "en": " ".join([family.about.en, *(n["en"] for n in notes if "en" in n)]),
        "ko": " ".join([family.about.ko, *(n["ko"] for n in notes if "ko" in n)]),
    }


def _attributes(family: Family, options: tuple[Option, ...]) -> dict[str, Any]:
    """The family's attributes, then each axis as an attribute of its own, then what the options add."""
    found = dict(family.attributes)
    for axis, option in zip(family.axes, options, strict=True):
        found[axis.name] = {"en": option.en, "ko": option.ko}
        found.update(option.attributes)
    return found


def _pack(family: Family, options: tuple[Option, ...]) -> Pack:
    merged: dict[str, Any] = {"count": 1}
    for part in (family, *options):
        if part.pack is not None:
            merged.update(part.pack.model_dump(exclude_none=True))
    return Pack(**merged)


def _picture(family: Family, options: tuple[Option, ...], tree: Tree) -> str:
    icon = _latest(family, options, "icon") or tree.categories[family.category][2]
    return f"/pictures/{family.category.split('/')[0]}/{icon}.svg"


def _rating(ident: str, rating: float) -> float:
    return round(min(5.0, max(1.0, rating + draw(ident + "/rating", -2, 2) / 10)), 1)


def _availability(ident: str) -> tuple[Availability, ...]:
    """Mostly well stocked; one product in twenty is nearly out online, one in forty is out."""
    luck = draw(ident + "/luck", 0, 39)
    online = 0 if luck == 0 else draw(ident, 1, 3) if luck <= 2 else draw(ident, 20, 160)
    stores = [Availability(place=s, quantity=max(0, draw(ident + s, -6, 24))) for s in STORES]
    return (Availability(place=ONLINE, quantity=online), *stores)


def _promotions(rule: PromotionRule | None) -> tuple[Promotion, ...]:
    if rule is None:
        return ()
    if rule.kind != "multi" or rule.price is None:
        return (Promotion(kind=rule.kind, value=rule.value, quantity=rule.quantity),)
    return tuple(
        Promotion(kind="multi", quantity=rule.quantity, market=m, price=rule.price.money(m)) for m in ("kr", "us")
    )


def problems(department: Department, tree: Tree, icons: frozenset[str]) -> Iterator[str]:
    """What is wrong with a department beyond its schema, a line each."""
    for family in department.families:
        if family.brand not in department.brands:
            yield f"{family.id}: brand {family.brand!r} is not in brands"
            continue
        if family.category not in tree.categories:
            yield f"{family.id}: no category {family.category!r}"
            continue
        for goes in family.goes_with:
            if not any(path == goes or path.startswith(goes + "/") for path in tree.categories):
                yield f"{family.id}: goes_with {goes!r} is no category"
        for options in cartesian(*(axis.options for axis in family.axes)):
            yield from _product_problems(family, options, department.brands[family.brand], tree, icons)


def _product_problems(
    family: Family, options: tuple[Option, ...], brand: Both, tree: Tree, icons: frozenset[str]
) -> Iterator[str]:
    try:
        item = _product(family, options, brand, tree)
    except (SourceError, ValidationError) as error:
        yield f"{family.id}: {' '.join(str(error).split())}"
        return
    icon = item.images[0].split("/")[-1].removesuffix(".svg")
    if icons and icon not in icons:
        yield f"{item.id}: no icon {icon!r}"
    for diet in item.diet:
        clash = DIET_DENIES.get(diet, frozenset()) & set(item.allergens or ())
        if clash:
            yield f"{item.id}: {diet} cannot hold {sorted(clash)}"
    if "vegan" in item.diet and not {"vegetarian", "dairy_free"} <= set(item.diet):
        yield f"{item.id}: vegan is also vegetarian and dairy_free"
    if item.edible and item.serves is None:
        yield f"{item.id}: eaten or drunk, and no serves"
    if item.contains_alcohol and not item.min_age:
        yield f"{item.id}: alcohol without min_age"
    if any("가" <= c <= "힣" for c in item.title["en"]):
        yield f"{item.id}: Korean letters in the English title"
