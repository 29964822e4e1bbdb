"""Google Merchant feeds: RSS, Atom and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.sources.read import Report
from tests.catalog.sources.reading import asked, before, taken, written

ITEM = """
<title>Plain title</title>
<g:id>S-1</g:id><g:title>오가닉 면 티셔츠 화이트</g:title>
<g:description>&lt;p&gt;부드러운 면이에요&lt;/p&gt;</g:description>
<g:link>https://shop.test/s1</g:link>
<g:image_link>https://shop.test/s1.jpg</g:image_link>
<g:additional_image_link>https://shop.test/a.jpg</g:additional_image_link>
<g:additional_image_link>https://shop.test/b.jpg</g:additional_image_link>
<g:price>29,000 KRW</g:price><g:sale_price>19000 KRW</g:sale_price>
<g:availability>in_stock</g:availability><g:brand>담솜</g:brand><g:gtin>8801234567893</g:gtin>
<g:color>화이트</g:color><g:size>M</g:size><g:gender>unisex</g:gender><g:age_group>adult</g:age_group>
<g:item_group_id>S</g:item_group_id><g:product_type>의류 &gt; 상의 &gt; 티셔츠</g:product_type>
<g:shipping><g:country>KR</g:country><g:price>3000 KRW</g:price></g:shipping>
"""
SECOND = """<g:id>S-2</g:id><g:title>Sun hat</g:title><g:link>https://shop.test/s2</g:link>
<g:price>12.50 USD</g:price><g:availability>out of stock</g:availability>
<g:google_product_category>166</g:google_product_category><g:condition>used</g:condition>"""
NS = 'xmlns:g="http://base.google.com/ns/1.0"'
RSS = (
    f'<?xml version="1.0"?><rss version="2.0" {NS}><channel><title>The shop</title>'
    f"<item>{ITEM}</item><item>{SECOND}</item></channel></rss>"
)
ATOM = (
    f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {NS}><title>The shop</title>'
    f"<entry>{ITEM}</entry><entry>{SECOND}</entry></feed>"
)
TABLE = (
    "id\ttitle\tdescription\tlink\timage link\tavailability\tprice\tsale price\tsale price effective date\tbrand\n"
    "S-2\tSun hat\tWide brim\thttps://shop.test/s2\thttps://shop.test/s2.jpg\tin stock\t12.50 USD\t9.50 USD\t"
    "{window}\tHill\n"
)


@pytest.mark.parametrize("content", [RSS, ATOM], ids=["rss", "atom"])
def test_an_item_is_a_product(tmp_path: Path, content: str) -> None:
    """The g: fields come before the plain ones; what is nested, such as shipping, is not taken for the price."""
    report = Report()
    products, rejected = taken(written(tmp_path, "feed.xml", content), report=report)
    shirt, hat = products
    assert (rejected, report.formats) == ([], {"feed.xml": "google-xml"})
    assert (shirt.id, shirt.group_id, shirt.title) == ("S-1", "S", {"ko": "오가닉 면 티셔츠 화이트"})
    assert shirt.description == {"ko": "부드러운 면이에요"}
    assert (asked(shirt, "kr"), before(shirt, "kr")) == (19000, 29000)
    assert shirt.attributes == {"colour": "화이트", "size": "M", "gender": "unisex", "age_group": "adult"}
    assert (shirt.categories, shirt.category_label) == (("의류", "상의", "티셔츠"), {"ko": "티셔츠"})
    assert shirt.images == tuple(f"https://shop.test/{name}.jpg" for name in ("s1", "a", "b"))
    assert (hat.stock(), hat.categories, hat.attributes) == (0, (), {"condition": "used"})


@pytest.mark.parametrize(
    ("window", "price", "regular"),
    [
        ("", 950, 1250),
        ("2020-01-01/2099-01-01", 950, 1250),
        ("2020-01-01T00:00:00Z/2020-02-01T00:00:00Z", 1250, None),
        ("2099-01-01/2099-02-01", 1250, None),
        ("soon", 1250, None),
    ],
)
def test_a_sale_counts_only_while_it_is_on(tmp_path: Path, window: str, price: int, regular: int | None) -> None:
    """A sale whose dates are over, to come or unreadable asks the regular price."""
    report = Report()
    (hat,), _ = taken(written(tmp_path, "feed.tsv", TABLE.format(window=window)), report=report)
    assert report.formats == {"feed.tsv": "google-table"}
    assert (asked(hat, "us"), before(hat, "us"), hat.images) == (price, regular, ("https://shop.test/s2.jpg",))


def test_items_before_a_break_count_and_the_break_has_its_line(tmp_path: Path) -> None:
    """Half a file is half a shop, and says so."""
    broken = RSS.replace("</channel></rss>", "\n<item><g:id>S-3</channel>")
    products, rejected = taken(written(tmp_path, "feed.xml", broken))
    assert [p.id for p in products] == ["S-1", "S-2"]
    assert [r.row for r in rejected] == [3]
    assert "breaks off here (line " in rejected[0].reason


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path: Path, start: str) -> None:
    """Neither a bomb nor a file of this machine comes in by a feed."""
    content = RSS.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{start}').replace("Sun hat", "&a;")
    products, rejected = taken(written(tmp_path, "feed.xml", content))
    assert products == []
    assert "<!DOCTYPE" in rejected[0].reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "euc-kr"])
def test_xml_in_the_encoding_that_it_states(tmp_path: Path, encoding: str) -> None:
    """A byte order mark or the XML declaration tells; Korean shops still write EUC-KR."""
    content = RSS.replace('version="1.0"?>', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"?>', 1)
    products, rejected = taken(written(tmp_path, "feed.xml", content.encode(encoding)))
    assert (len(products), rejected) == (2, [])
    assert products[0].title == {"ko": "오가닉 면 티셔츠 화이트"}
