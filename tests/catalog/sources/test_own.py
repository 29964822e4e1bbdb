"""Our own products as JSON lines."""

from __future__ import annotations

from pathlib import Path

from catalog.types import Money, Offer, Product
from tests.catalog.sources.reading import taken, written

LAGER = Product(
    id="lager",
    title={"en": "Alcohol-free lager", "ko": "무알코올 라거"},
    allergens=("wheat",),
    offers=(Offer(market="kr", price=Money(amount=8900, currency="KRW")),),
)


def test_a_product_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """What the catalogue writes, it reads, to the last field."""
    assert taken(written(tmp_path, "p.jsonl", LAGER.model_dump_json() + "\n")) == ([LAGER], [])


def test_an_unknown_or_impossible_field_is_rejected_by_its_name(tmp_path: Path) -> None:
    """The reason names the field."""
    wrong = LAGER.model_dump_json().replace('"edible"', '"eatable"')
    huge = LAGER.model_dump_json().replace("8900", "9" * 30)
    products, rejected = taken(written(tmp_path, "p.jsonl", f"{wrong}\n{huge}\n{LAGER.model_dump_json()}\n"))
    assert products == [LAGER]
    assert [r.row for r in rejected] == [1, 2]
    assert "eatable" in rejected[0].reason
