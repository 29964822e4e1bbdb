"""Flat feeds: common column names in CSV, TSV, JSON, JSONL and YAML."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from catalog.sources.draft import DEFAULT_STOCK
from catalog.sources.read import Report
from catalog.types import ONLINE
from tests.catalog.sources.reading import as_lines, asked, before, taken, written

CHIPS = {
    "sku": "c-1",
    "name": "Salted corn chips",
    "description": "Crisp & light",
    "brand": "Maru Field",
    "category": ["Grocery", "Salty Snacks"],
    "price": "$2.99",
    "color": "Yellow",
    "rating": "4.5 out of 5 stars",
    "rating_count": "1,204",
    "stock": 7,
    "image": "https://shop.test/c-1.jpg",
    "url": "https://shop.test/c-1",
    "gtin": "4006381333931",
    "tags": "party, salty",
    "size": "500 g",
}
TABLE = "id,title,price,category\na,Blue mug,$4.50,Kitchen > Mugs\nb,Red mug,4.75,Kitchen > Mugs\n"
KOREAN = (
    "상품코드,상품명,판매가,정가,브랜드,카테고리,재고,색상\n"
    "k1,무알코올 맥주 6캔,8900원,9900원,한강브루,식품 > 음료,3,노랑\n"
)
YAML = """# the shop's list
- id: y1
  name: Canvas backpack
  category: bags
  price: 39.9
  current_stock: 4
  description: A roomy backpack
    for a weekend.
- id: y2
  name: "Linen tote: natural"
  price: 15
"""


def test_a_flat_row_fills_every_field_it_has(tmp_path: Path) -> None:
    """Names, texts, price, rating, pictures, stock and codes, each where a product keeps it."""
    products, rejected = taken(written(tmp_path, "f.jsonl", as_lines(CHIPS)))
    (chips,) = products
    assert not rejected
    assert (chips.id, chips.title, chips.description) == ("c-1", {"en": "Salted corn chips"}, {"en": "Crisp & light"})
    assert (chips.brand, chips.brand_label) == ("maru field", {"en": "Maru Field"})
    assert (chips.categories, chips.category_label) == (("grocery", "salty_snacks"), {})
    assert (asked(chips, "us"), chips.offers[0].url) == (299, "https://shop.test/c-1")
    assert chips.attributes == {"colour": "Yellow", "size": "500 g"}
    assert (chips.rating, chips.review_count, chips.stock(ONLINE)) == (4.5, 1204, 7)
    assert (chips.gtin, chips.tags, chips.images) == (
        "4006381333931",
        ("party", "salty"),
        ("https://shop.test/c-1.jpg",),
    )
    assert chips.edible
    assert chips.allergens is None, "what nobody stated is unknown"


def test_what_a_row_does_not_say_stays_unknown(tmp_path: Path) -> None:
    """No rating is no rating; a feed that gives no stock is selling; no currency is no offer, and is counted."""
    report = Report()
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines({"id": 1, "title": "Mug", "price": 5})), report=report)
    assert (mug.id, mug.rating, mug.review_count, mug.gtin, mug.group_id) == ("1", None, 0, None, None)
    assert (mug.offers, mug.stock(ONLINE)) == ((), DEFAULT_STOCK)
    assert (report.prices_unknown, report.formats) == (1, {"f.jsonl": "flat"})


@pytest.mark.parametrize("name", ["f.csv", "f.txt", "f.tsv", "f.csv.gz"])
def test_tables_are_read_whatever_parts_their_cells(tmp_path: Path, name: str) -> None:
    """Commas, semicolons or tabs; zipped or not, by the bytes and not by the name."""
    text = TABLE.replace(",", "\t") if "tsv" in name else TABLE.replace(",", ";") if "txt" in name else TABLE
    content = gzip.compress(text.encode()) if name.endswith("gz") else text.encode()
    products, rejected = taken(written(tmp_path, name, content), currency="USD")
    assert ([p.id for p in products], rejected) == (["a", "b"], [])
    assert [asked(p, "us") for p in products] == [450, 475]
    assert products[0].categories == ("kitchen", "mugs")


def test_korean_columns_are_known(tmp_path: Path) -> None:
    """A Korean shop's own header, and the mark-down that it shows."""
    (beer,), _ = taken(written(tmp_path, "상품.csv", "\ufeff" + KOREAN))
    assert (beer.title, beer.brand_label) == ({"ko": "무알코올 맥주 6캔"}, {"ko": "한강브루"})
    assert (asked(beer, "kr"), before(beer, "kr"), beer.stock(ONLINE)) == (8900, 9900, 3)
    assert (beer.categories, beer.attributes, beer.edible) == (("식품", "음료"), {"colour": "노랑"}, True)


def test_rejected_rows_of_a_table_have_their_line_and_a_mend(tmp_path: Path) -> None:
    """A line break inside quotes moves no number."""
    text = 'id,title,price\na,"two\nlines",1\n,nameless id,2\nb,,3\nc,mug,4,5\nd,ok,-1\n'
    products, rejected = taken(written(tmp_path, "f.csv", text), currency="USD")
    assert [p.id for p in products] == ["a"]
    assert [r.row for r in rejected] == [4, 5, 6, 7]
    assert [r.reason.split(";")[0] for r in rejected[:2]] == ["has no id", "has no title"]
    assert all(";" in r.reason for r in rejected)


@pytest.mark.parametrize(
    "document",
    [[CHIPS], {"products": [CHIPS]}, {"total": 1, "data": {"items": [CHIPS]}}, CHIPS],
    ids=["array", "products", "nested", "one product"],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_documents_are_read_wherever_they_keep_their_products(
    tmp_path: Path, document: object, indent: int | None
) -> None:
    """An array, a list under a name, or a product alone; on one line or many."""
    products, rejected = taken(written(tmp_path, "f.json", json.dumps(document, indent=indent)))
    assert ([p.id for p in products], rejected) == (["c-1"], [])
    assert asked(products[0], "us") == 299


def test_a_broken_line_spoils_only_itself(tmp_path: Path) -> None:
    """Every other line is read, and each broken one has its number."""
    text = as_lines(CHIPS) + '{"id": 1,\n[1]\n\n"x"\n' + as_lines({**CHIPS, "sku": "c-2"})
    products, rejected = taken(written(tmp_path, "f.jsonl", text))
    assert [p.id for p in products] == ["c-1", "c-2"]
    assert [r.row for r in rejected] == [2, 3, 5]


def test_yaml_lists_are_read_item_by_item(tmp_path: Path) -> None:
    """A broken item, and a reference to another, spoil only themselves."""
    text = YAML + "- id: [broken\n- &a\n  id: y3\n  name: *a\n- id: y4\n  name: Late mug\n"
    products, rejected = taken(written(tmp_path, "products.yaml", text), currency="USD")
    assert [p.id for p in products] == ["y1", "y2", "y4"]
    assert products[0].description == {"en": "A roomy backpack for a weekend."}
    assert (asked(products[0], "us"), products[0].stock(ONLINE), products[1].title) == (
        3990,
        4,
        {"en": "Linen tote: natural"},
    )
    assert [r.row for r in rejected] == [12, 13]


def test_a_product_without_an_id_is_known_by_its_page(tmp_path: Path) -> None:
    """The same page is the same product, tomorrow as well."""
    row = {"product_name": "Kite", "product_url": "https://shop.test/kite", "product_price": "$12.50"}
    (first,), _ = taken(written(tmp_path, "f.jsonl", as_lines(row)))
    (again,), _ = taken(written(tmp_path, "g.jsonl", as_lines(row)))
    assert first.id == again.id
    assert first.id.startswith("url-")


@pytest.mark.parametrize(
    ("row", "price", "regular"),
    [
        ({"price": "10 USD", "sale_price": "8 USD"}, 800, 1000),
        ({"price": "8 USD", "list_price": "10 USD"}, 800, 1000),
        ({"price": "10 USD", "list_price": "8 USD"}, 1000, None),
        ({"regular_price": "10 USD"}, 1000, None),
        ({"price": "8", "msrp": "10", "currency": "USD"}, 800, 1000),
    ],
)
def test_a_mark_down_is_told_from_the_price_before(
    tmp_path: Path, row: dict[str, str], price: int, regular: int | None
) -> None:
    """What is asked now is the price; what was asked is the list price, where it is higher."""
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines({"id": "m", "title": "Mug", **row})))
    assert (asked(mug, "us"), before(mug, "us")) == (price, regular)


@pytest.mark.parametrize(
    ("row", "stock"),
    [
        ({}, DEFAULT_STOCK),
        ({"stock": 0}, 0),
        ({"stock": "12.0"}, 12),
        ({"stock": -3}, 0),
        ({"quantity": "1,200"}, 1200),
        ({"stock": "many"}, DEFAULT_STOCK),
        ({"availability": "out of stock"}, 0),
        ({"availability": "out_of_stock", "stock": 5}, 0),
        ({"availability": "preorder"}, 0),
        ({"availability": "품절"}, 0),
        ({"availability": "in stock"}, DEFAULT_STOCK),
        ({"in_stock": False}, 0),
    ],
)
def test_stock_is_what_can_be_had_now(tmp_path: Path, row: dict[str, object], stock: int) -> None:
    """Counted where it is counted, none where it cannot be had, the default where nothing is said."""
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines({"id": "m", "title": "Mug", **row})))
    assert mug.stock(ONLINE) == stock


@pytest.mark.parametrize(
    ("said", "stars"),
    [("4.6", 4.6), (4, 4.0), ("4.5/5", 4.5), (0, None), ("", None), (9.1, None), ("none", None), (float("nan"), None)],
)
def test_stars_are_out_of_five_or_unknown(tmp_path: Path, said: object, stars: float | None) -> None:
    """Nobody's rating is no rating, and a scale that nobody stated is not guessed."""
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines({"id": "m", "title": "Mug", "rating": said})))
    assert mug.rating == stars


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", " java\nscript:x", "vbscript:x"]
)
def test_only_web_addresses_are_kept(tmp_path: Path, address: str) -> None:
    """A feed cannot put a script behind a link or a picture."""
    row = {"id": "m", "title": "Mug", "price": "$5", "url": address, "image": address}
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines(row)))
    assert (mug.offers[0].url, mug.images) == (None, ())


@pytest.mark.parametrize(
    ("text", "market", "amount"),
    [("12,50 €", "eur", 1250), ("£4", "gbp", 400), ("¥1,200", "jpy", 1200), ("$5", "us", 500), ("9,900원", "kr", 9900)],
)
def test_every_currency_is_a_market(tmp_path: Path, text: str, market: str, amount: int) -> None:
    """Dollars and won are the two markets that shoppers choose; any other currency is one by its own name."""
    (mug,), _ = taken(written(tmp_path, "f.jsonl", as_lines({"id": "m", "title": "Mug", "price": text})))
    assert asked(mug, market) == amount
