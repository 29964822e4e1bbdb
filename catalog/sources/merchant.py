"""The columns that the merchant feeds of search and chat services share: one offer a row, variants by a group id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.sources import sales
from catalog.sources.columns import ATTRIBUTES, keyed, said
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context
from catalog.sources.json_rows import parsed
from catalog.sources.values import count, label, links, stars
from catalog.sources.variants import options, titled

CUSTOM = range(1, 4)  # custom_variant1_category … custom_variant3_option


def drafted(row: Mapping[str, Any], context: Context) -> Draft:
    """What a row says: a sale price counts only while its dates hold."""
    values = {name: value for name, value in keyed(row).items() if value not in ("", None)}
    chosen = _chosen(values)
    attributes = {name: _first(said(values, name)) for name in ATTRIBUTES} | chosen
    group = said(values, "group")
    title = _first(values.get("title")) or titled(label(_first(values.get("itemgrouptitle"))), chosen)
    return Draft(
        id=_first(values.get("itemid") or values.get("id")),
        title=title,
        description=_first(values.get("description")),
        brand=_first(values.get("brand")),
        category=_category(values),
        prices=[_priced(values, context)],
        attributes=attributes | _condition(values),
        rating=stars(values.get("starrating") or values.get("productreviewrating") or values.get("rating")),
        reviews=values.get("reviewcount") or values.get("productreviewcount") or values.get("ratingcount"),
        images=links(values.get("imagelink"), values.get("imageurl"), values.get("additionalimagelink"),
                     values.get("additionalimageurls")),
        gtin=values.get("gtin"),
        group=_first(group),
        url=_first(values.get("link") or values.get("url")),
        stock=values.get("inventoryquantity") or values.get("quantity") or values.get("inventory"),
        available=_first(values.get("availability")),
        min_age=count(values.get("agerestriction")),
    )  # fmt: skip


def _chosen(values: Mapping[str, Any]) -> dict[str, str]:
    """The values that make this variant: `variant_dict`, and the custom variants."""
    said_of = values.get("variantdict")
    if isinstance(said_of, str):
        said_of = parsed(said_of) if said_of.lstrip().startswith("{") else None
    pairs = list(said_of.items()) if isinstance(said_of, dict) else []
    custom = [(values.get(f"customvariant{n}category"), values.get(f"customvariant{n}option")) for n in CUSTOM]
    return options([*pairs, *custom])


def _category(values: Mapping[str, Any]) -> Any:
    """The shop's own path, else the service's where it is in words."""
    own = _first(values.get("producttype") or values.get("productcategory"))
    service = label(_first(values.get("googleproductcategory")))
    return own or ("" if service.isdigit() else service)


def _condition(values: Mapping[str, Any]) -> dict[str, str]:
    condition = label(_first(values.get("condition"))).casefold()
    return {} if condition in ("", "new") else {"condition": condition}


def _priced(values: Mapping[str, Any], context: Context) -> Priced:
    regular, sale = _first(values.get("price")), _first(values.get("saleprice"))
    return sales.priced(regular, sale, context.currency, _on_sale(values, context))


def _on_sale(values: Mapping[str, Any], context: Context) -> bool:
    starts = values.get("salepricestartdate") or values.get("salepriceeffectivedatestart")
    ends = values.get("salepriceenddate") or values.get("salepriceeffectivedateend")
    window = _first(values.get("salepriceeffectivedate"))
    return sales.is_on(window, context.now) and sales.between(starts, ends, context.now)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
