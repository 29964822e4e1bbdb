"""WooCommerce's product CSV."""

from __future__ import annotations

from pathlib import Path

from catalog.sources.read import Report
from tests.catalog.sources.reading import asked, before, taken, written

HEADER = (
    "ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,Date sale price starts,"
    "Date sale price ends,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,"
    "Attribute 1 name,Attribute 1 value(s),Brands\n"
)
ROWS = (
    "10,variable,HOOD,Hoodie,1,visible,Warm,<p>Soft &amp; warm</p>,,,1,,,,"
    '"Clothing > Hoodies, Sale",soft,https://shop.test/h.jpg,,Color,"Blue, Red",Hill\n'
    "11,variation,HOOD-B,Hoodie - Blue,1,visible,,,,,1,4,,45,,,https://shop.test/b.jpg,HOOD,Color,Blue,\n"
    "12,variation,,Hoodie - Red,1,visible,,,,,0,,35,45,,,,id:10,Color,Red,\n"
    "13,simple,MUG,Mug,1,visible,A mug,,,,1,9,8.50,10,Kitchen,,,,,,\n"
    "14,simple,OLD,Old sale,1,visible,,,2020-01-01,2020-02-01,1,9,8.50,10,Kitchen,,,,,,\n"
    "15,simple,DRAFT,Draft,-1,visible,,,,,1,9,,10,Kitchen,,,,,,\n"
    '16,"simple, virtual",HID,Hidden,1,hidden,,,,,1,9,,10,Kitchen,,,,,,\n'
    "17,variation,X,Lost,1,visible,,,,,1,9,,10,,,,NOBODY,Color,Red,\n"
)


def test_products_and_variations(tmp_path: Path) -> None:
    """Variations have what their parent says; parents, drafts and hidden products are not sold themselves."""
    report = Report()
    products, rejected = taken(written(tmp_path, "wc.csv", HEADER + ROWS), currency="USD", report=report)
    blue, red, mug, old = products
    assert (report.formats, report.not_sold) == ({"wc.csv": "woocommerce"}, 3)
    assert [(p.id, p.group_id) for p in products] == [("HOOD-B", "HOOD"), ("12", "HOOD"), ("MUG", None), ("OLD", None)]
    assert (blue.title, blue.description) == ({"en": "Hoodie - Blue"}, {"en": "Soft & warm"})
    assert (blue.categories, blue.category_label) == (("clothing", "hoodies"), {"en": "Hoodies"})
    assert (blue.attributes, blue.brand, blue.tags) == ({"colour": "Blue"}, "hill", ("soft",))
    assert (blue.images, red.images) == (("https://shop.test/b.jpg",), ("https://shop.test/h.jpg",))
    assert [p.stock() for p in products] == [4, 0, 9, 9]
    assert [(asked(p, "us"), before(p, "us")) for p in products] == [
        (4500, None),
        (3500, 4500),
        (850, 1000),
        (1000, None),
    ]
    assert mug.description == {"en": "A mug"}
    assert old.title == {"en": "Old sale"}
    assert [(r.row, r.reason.split(";")[0]) for r in rejected] == [
        (9, "is a variation of a product that does not come before it")
    ]
