"""The one door that every feed comes in by: what it is, where it breaks, and that it never falls over."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import SourceError
from catalog.sources.formats import FORMATS, detected
from catalog.sources.read import NAMES, Rejected, Report, read
from catalog.types import Product
from tests.catalog.sources.reading import as_lines, taken, written

MUG = {"id": "m", "title": "Mug", "price": "$5"}
HEADS = [  # the name of a file, how it starts, and what it is
    ("a.jsonl", '{"id": "a", "title": {"en": "Mug"}}', "product"),
    ("a.jsonl", '{"id": "a", "title": "Mug"}', "flat"),
    ("a.json", '[{"id": "a", "title": "Mug"}]', "flat"),
    ("a.csv", "id,title\n", "flat"),
    ("export", "sku\tname\tprice\n", "flat"),
    ("export", "- id: 1\n  name: Mug\n", "flat"),
    ("a.csv", "Handle,Title,Variant Price\n", "shopify-csv"),
    ("a.csv", "Title,URL handle,Option1 value,Price\n", "shopify-csv"),
    ("a.json", '{"products": [{"handle": "a", "body_html": "", "variants": [', "shopify-json"),
    ("a.csv", "ID,Type,SKU,Name,Regular price\n", "woocommerce"),
    ("a.txt", "id\ttitle\tlink\timage_link\tavailability\n", "google-table"),
    ("a.xml", '<?xml version="1.0"?><rss version="2.0"><channel>', "google-xml"),
    ("a", '<feed xmlns="http://www.w3.org/2005/Atom">', "google-xml"),
    ("a.csv", "item_id,title,is_eligible_search\n", "acp"),
    ("a.jsonl", '{"enable_search": "true", "id": "a"}', "acp"),
    ("a.json", '{"products": [{"id": "a", "variants": [{"price": {"amount": 1, "currency": "USD"}}]}]}', "ucp"),
    ("a.html", "<!doctype html><html>", "json-ld"),
    ("a", '  <script type="application/ld+json">', "json-ld"),
    ("a.json", '{"@context": "https://schema.org", "@type": "Product"}', "json-ld"),
    ("a.json", '[{"model": "product.category", "pk": 1, "fields": {}}]', "saleor"),
    ("a.txt", "just some words\nand more\n", None),
    ("a.bin", "\x01\x02\x03", None),
]


@pytest.mark.parametrize(("name", "head", "found"), HEADS)
def test_a_feed_is_known_by_how_it_starts(name: str, head: str, found: str | None) -> None:
    """The first bytes tell; a name only helps where they do not."""
    known = detected(head.encode(), name)
    assert (known.name if known else None) == found


def test_every_format_can_be_asked_for_by_name(tmp_path: Path) -> None:
    """`--format` lists them all, and an unknown one says which there are."""
    assert set(NAMES) == {"auto", *FORMATS}
    with pytest.raises(SourceError, match="woocommerce"):
        taken(written(tmp_path, "a.csv", "id,title\n"), "wocommerce")
    for name in FORMATS:
        products, rejected = taken(written(tmp_path, "a.jsonl", as_lines(MUG)), name)
        assert len(products) + len(rejected) <= 1


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("a.xlsx", b"PK\x03\x04rest", "CSV"),
        ("a.parquet", b"PAR1rest", "JSONL"),
        ("a.txt", b"only words here", "--format"),
        ("a.bin", bytes(range(1, 32)), "--format"),
    ],
)
def test_what_is_no_feed_says_what_to_do(tmp_path: Path, name: str, content: bytes, mend: str) -> None:
    """One line with the file's name and the mend."""
    with pytest.raises(SourceError, match=name) as raised:
        taken(written(tmp_path, name, content))
    assert mend in str(raised.value)


def test_a_missing_file_an_empty_folder_and_an_unknown_currency_are_refused(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(SourceError, match="cannot be read"):
        taken(tmp_path / "none.csv")
    with pytest.raises(SourceError, match="empty folder"):
        taken(tmp_path)
    with pytest.raises(SourceError, match="ISO 4217"):
        taken(written(tmp_path, "a.jsonl", as_lines(MUG)), currency="XYZ1")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_feed_has_no_rows(tmp_path: Path, content: bytes) -> None:
    """And is no error: the caller says that nothing was there."""
    assert taken(written(tmp_path, "a.jsonl", content)) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", as_lines({"id": "k", "title": "보리차"})),
        ("a.json", json.dumps([{"id": "k", "title": "보리차"}], ensure_ascii=False)),
        ("a.csv", "id,title\nk,보리차\n"),
        ("a.yaml", "- id: k\n  title: 보리차\n"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, name: str, text: str) -> None:
    """UTF-8, 16 and 32 are all read."""
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    products, rejected = taken(written(tmp_path, name, mark + text.encode(encoding)))
    assert ([p.title for p in products], rejected) == ([{"ko": "보리차"}], [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", as_lines({"id": "k", "title": "보리차"})),
        ("a.json", json.dumps([{"id": "k", "title": "보리차"}], ensure_ascii=False)),
        ("a.csv", "id,title\nk,보리차\n"),
        ("b.csv", "상품코드,상품명\nk,보리차\n"),
        ("a.yaml", "- id: k\n  title: 보리차\n"),
        ("a.xml", "<rss><channel><item><id>k</id><title>보리차</title></item></channel></rss>"),
    ],
)
def test_another_encoding_is_rejected_with_the_mend(tmp_path: Path, name: str, text: str) -> None:
    """CP949 without saying so is not guessed at: a wrong guess is a wrong name."""
    products, rejected = taken(written(tmp_path, name, text.encode("cp949")))
    assert products == []
    assert "UTF-8" in rejected[0].reason


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz", "a.csv.gz", "a.xml.gz"])
def test_a_cut_gzip_gives_the_rows_before_the_cut(tmp_path: Path, name: str) -> None:
    """And the cut is a rejected row with its place."""
    rows = [{"id": str(n), "title": f"Mug {n * 7919 % 10_007}"} for n in range(20_000)]
    text = {
        "jsonl": as_lines(*rows),
        "json": json.dumps(rows),
        "csv": "id,title\n" + "".join(f"{r['id']},{r['title']}\n" for r in rows),
        "xml": "<rss><channel>"
        + "".join(f"<item><id>{r['id']}</id><title>{r['title']}</title></item>" for r in rows)
        + "</channel></rss>",
    }[name.split(".")[1]]
    whole = gzip.compress(text.encode())
    products, rejected = taken(written(tmp_path, name, whole[: len(whole) * 2 // 3]))
    assert 5_000 < len(products) < 20_000
    assert [p.id for p in products] == [str(n) for n in range(len(products))]
    assert rejected[-1].row > len(products) - 2
    assert "breaks off here" in rejected[-1].reason


def test_a_broken_document_gives_the_rows_before_the_break(tmp_path: Path) -> None:
    """JSON that stops in the middle of a product."""
    products, rejected = taken(written(tmp_path, "a.json", '[{"id":"a","title":"Mug"},{"id":"b","title":"Ju'))
    assert [p.id for p in products] == ["a"]
    assert [(r.row, "breaks off" in r.reason) for r in rejected] == [(2, True)]


@pytest.mark.parametrize(
    "value",
    [None, True, 5, 1e308, float("nan"), float("inf"), [], {}, [[]], [None], ["x"], {"en": 1}, "x" * 100_000, "\x00",
     "\ud800", -1, 10**18, [{"a": [1]}], "<p>", "👩‍🍳", 0, ""],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize(
    "field",
    ["id", "title", "description", "price", "category", "rating", "stock", "images", "brand", "tags", "gtin", "url",
     "color", "group_id", "currency", "availability"],
)  # fmt: skip
def test_any_value_in_any_field_is_a_product_or_a_reason(tmp_path: Path, field: str, value: Any) -> None:
    """Nulls, lists where texts belong, numbers beyond measure: nothing falls over, and what is kept can be stored."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**MUG, field: value}) + "\n", "utf-8")
    for found in read(path):
        assert isinstance(found, Product | Rejected)
        if isinstance(found, Product):
            assert Product.model_validate_json(found.model_dump_json()) == found
            assert len(found.model_dump_json()) < 60_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.jsonl", '{"id": "a", "title": "Mug", "x": ' + "[" * 100_000 + "\n" + json.dumps(MUG)),
        ("deep.jsonl", '{"id": "a", "title": "Mug", "x": ' + "[" * 200 + "]" * 200 + "}\n" + json.dumps(MUG)),
        ("deep.json", '[{"id": "a", "x": ' + "[" * 50_000 + "]" * 50_000 + "}," + json.dumps(MUG) + "]"),
        (
            "own.jsonl",
            '{"id": "a", "title": {"en": "Mug"}, "attributes": {"x": '
            + "[" * 300 + "]" * 300 + '}}\n{"id": "m", "title": {"en": "Mug"}}\n',
        ),
        ("digits.jsonl", '{"id": ' + "9" * 10_000 + ', "title": "Mug"}\n' + json.dumps(MUG)),
        ("quote.csv", 'id,title,price\na,"never closed,1\n' + "x,y,1\n" * 30_000 + "m,Mug,$5\n"),
        ("deep.yaml", "- id: a\n  x: " + "[" * 5_000 + "\n- id: m\n  title: Mug\n"),
        ("bomb.yaml", "- id: a\n  title: &a [x,x]\n  b: &b [*a,*a]\n  c: [*b,*b]\n- id: m\n  title: Mug\n"),
        ("date.yaml", "- id: a\n  title: 2025-99-99\n- id: m\n  title: Mug\n"),
    ],
    ids=lambda v: v[:10],
)  # fmt: skip
def test_a_hostile_row_spoils_only_itself(tmp_path: Path, name: str, content: str) -> None:
    """Nesting, endless digits, quotes without an end, references: the row after is still read."""
    products, rejected = taken(written(tmp_path, name, content))
    assert "m" in [p.id for p in products]
    assert rejected


def _outcome(path: Path, source_format: str) -> list[Product | Rejected] | SourceError:
    """What reading gives. Any other error is the test's failure."""
    try:
        return list(read(path, source_format, "USD"))
    except SourceError as error:
        return error


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='{}[]":,<>/\n\t;- abid0.é가\\&!', max_size=200).map(lambda t: t.encode()),
        st.text(alphabet='{}[]":,<>/\n\t;- abid0.é가\\&!', max_size=100).map(
            lambda t: b"\xff\xfe" + t.encode("utf-16-le")
        ),
        st.binary(max_size=60).map(gzip.compress),
    ),
    suffix=st.sampled_from(["jsonl", "json", "csv", "tsv", "yaml", "xml", "html", "gz", ""]),
    source_format=st.sampled_from(NAMES),
)
def test_random_bytes_never_fall_over(tmp_path: Path, content: bytes, suffix: str, source_format: str) -> None:
    """In any format: products, rejected rows, or one SourceError."""
    path = written(tmp_path, f"feed.{suffix}", content)
    assert isinstance(_outcome(path, source_format), list | SourceError)


SEEDS = {
    "jsonl": as_lines({**MUG, "title": {"en": "Mug"}}, MUG),
    "ucp.json": json.dumps([{"id": "p", "variants": [{"id": "v", "title": "T",
                                                      "price": {"amount": 1, "currency": "USD"}}]}]),
    "acp.jsonl": as_lines({"is_eligible_search": True, "item_id": "a", "title": "b", "price": "1 USD",
                           "variant_dict": {"a": 1}}),
    "shop.json": json.dumps({"products": [{"handle": "h", "body_html": "", "title": "t", "options": [{"name": "a"}],
                                           "variants": [{"id": 1, "option1": "x", "price": "1"}]}]}),
    "saleor.json": json.dumps([{"model": "product.product", "pk": 1, "fields": {"name": "a", "category": 2}},
                               {"model": "product.category", "pk": 2, "fields": {"name": "c", "parent": 2}},
                               {"model": "product.productvariant", "pk": 3, "fields": {"product": 1, "sku": "s"}}]),
    "ld.html": '<script type="application/ld+json">' + json.dumps({"@type": "ProductGroup", "name": "a", "hasVariant": [
        {"@type": "Product", "sku": "1", "offers": {"price": 1, "priceCurrency": "USD"}}],
        "brand": {"name": "b"}}) + "</script>",
    "rss.xml": "<rss><channel><item><id>1</id><title>t</title><price>1 USD</price></item></channel></rss>",
    "woo.csv": "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)\n"
               "1,variable,a,b,1,,c,d\n2,variation,e,f,1,a,c,d\n",
    "shop.csv": "Handle,Title,Option1 Name,Option1 Value,Variant Price\na,b,c,d,1\na,,,e,2\n",
    "flat.yaml": "- id: 1\n  title: a\n  price: 5\n- id: 2\n  title: b\n",
}  # fmt: skip
VALUES = st.sampled_from(
    ["null", "[]", "{}", '"x"', "-1", "1e999", "[null]", '{"a": []}', '"\\ud800"', "true", '[[{"@id": "x"}]]']
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(sorted(SEEDS)))
def test_a_feed_with_a_slip_never_falls_over(tmp_path: Path, data: st.DataObject, name: str) -> None:
    """Real shapes with one value swapped or one stretch cut out, which reach further in than noise does."""
    seed = SEEDS[name]
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(len(seed), start + 12)))
    put = data.draw(st.one_of(st.just(""), VALUES, st.text(max_size=3)))
    path = tmp_path / name
    path.write_bytes((seed[:start] + put + seed[end:]).encode("utf-8", "surrogatepass"))
    assert isinstance(_outcome(path, "auto"), list | SourceError)


def _swapped(node: Any, at: list[int], value: Any) -> Any:
    """A JSON value with its `at`-th inner value swapped."""
    at[0] -= 1
    if at[0] == 0:
        return value
    if isinstance(node, dict):
        return {key: _swapped(inner, at, value) for key, inner in node.items()}
    return [_swapped(inner, at, value) for inner in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", [n for n in SEEDS if n.endswith((".json", ".html"))])
@pytest.mark.parametrize("value", [None, [], {}, "x", -1, [None], {"a": []}, [[{"@id": "x"}]], True, 1e308], ids=repr)
def test_any_value_anywhere_in_a_document(tmp_path: Path, name: str, value: Any) -> None:
    """Every inner value of every shape is swapped in turn."""
    text = SEEDS[name]
    before, _, rest = text.partition(">") if name.endswith("html") else ("", "", text)
    body = rest.removesuffix("</script>")
    source_format = {"ucp": "ucp", "shop": "shopify-json", "saleor": "saleor", "ld": "json-ld"}[name.split(".")[0]]
    for place in range(2, 40):
        changed = json.dumps(_swapped(json.loads(body), [place], value))
        content = f"{before}>{changed}</script>" if before else changed
        assert all(isinstance(f, Product | Rejected) for f in read(written(tmp_path, name, content), source_format))


def _rows(count: int, one: Callable[[int], str], between: str) -> str:
    return between.join(one(n) for n in range(count))


PAGE = '<p>x</p><script type="application/ld+json">{"@type":"Product","sku":"%d","name":"Mug"}</script>'
LONG: dict[str, tuple[int, Callable[[int], str]]] = {  # rows, and a feed of that many
    "a.jsonl": (30_000, lambda n: _rows(n, lambda i: json.dumps({"id": i, "title": f"Mug {i}", "price": "$5"}), "\n")),
    "a.json": (6_000, lambda n: f"[{_rows(n, lambda i: json.dumps({'id': i, 'title': f'Mug {i}'}), ',')}]"),
    "a.csv": (6_000, lambda n: "id,title,price\n" + _rows(n, lambda i: f"{i},Mug {i},$5", "\n")),
    "a.xml": (6_000, lambda n: f"<rss>{_rows(n, lambda i: f'<item><id>{i}</id><title>Mug</title></item>', ' ')}</rss>"),
    "a.yaml": (6_000, lambda n: _rows(n, lambda i: f"- id: {i}\n  title: Mug {i}", "\n")),
    "a.html": (6_000, lambda n: _rows(n, lambda i: PAGE % i, "\n")),
}
BOUND = 2_000_000  # bytes at any moment; 6,000 products held at once would be ten million


@pytest.mark.parametrize("name", sorted(LONG))
def test_memory_stays_the_same_however_long_a_feed_is(tmp_path: Path, name: str) -> None:
    """Tens of thousands of rows are never held together."""
    rows, content = LONG[name]
    path = written(tmp_path, name + ".gz", gzip.compress(content(rows).encode(), 1))
    next(iter(read(path)))  # what is loaded at the first use is not the feed's
    tracemalloc.start()
    try:
        count = sum(1 for found in read(path, report=Report()) if isinstance(found, Product))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == rows
    assert peak < BOUND
