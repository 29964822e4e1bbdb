"""The column names that feeds have in common, in both languages: for each field of ours, the best name first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "sku", "asin", "product_id", "item_id", "uniq_id", "상품번호", "상품코드", "품번", "handle"),
    "title": ("title", "name", "product_title", "product_name", "item_name", "상품명", "제품명"),
    "description": ("description", "body", "about", "bullet_points", "bullets", "product_description",
                    "about_product", "상품설명", "상세설명", "설명"),
    "brand": ("brand", "vendor", "manufacturer", "brand_name", "브랜드", "제조사"),
    "category": ("category", "product_type", "categories", "product_category", "category_path", "category_name",
                 "카테고리", "분류"),
    "price": ("price", "product_price", "selling_price", "current_price", "amount", "판매가", "가격"),
    "sale_price": ("sale_price", "discounted_price", "discount_price", "special_price", "할인가"),
    "list_price": ("list_price", "compare_at_price", "regular_price", "original_price", "retail_price", "msrp",
                   "actual_price", "정가", "소비자가"),
    "currency": ("currency", "currency_code", "price_currency", "통화"),
    "colour": ("color", "colour", "product_color", "색상", "컬러"),
    "size": ("size", "product_size", "사이즈", "치수"),
    "material": ("material", "fabric", "소재", "재질"),
    "pattern": ("pattern", "무늬", "패턴"),
    "gender": ("gender", "target_gender", "gender_affinity", "성별"),
    "age_group": ("age_group", "연령"),
    "rating": ("rating", "stars", "average_rating", "star_rating", "product_rating", "평점", "별점"),
    "reviews": ("rating_count", "review_count", "reviews_count", "ratings_count", "number_of_reviews", "num_reviews",
                "리뷰수", "후기수"),
    "stock": ("stock", "quantity", "inventory", "inventory_quantity", "current_stock", "stock_quantity", "qty", "재고"),
    "available": ("availability", "availability_status", "stock_status", "in_stock"),
    "image": ("image", "image_url", "image_link", "main_image", "product_image", "이미지", "thumbnail"),
    "images": ("images", "additional_image_link", "additional_image_urls", "additional_images"),
    "url": ("url", "link", "product_url", "product_link", "상품url"),
    "tags": ("tags", "keywords", "태그"),
    "gtin": ("gtin", "ean", "upc", "barcode", "isbn", "바코드"),
    "group": ("group_id", "item_group_id", "parent_id", "parent_sku", "parent_asin", "style_id"),
}  # fmt: skip
ATTRIBUTES = ("colour", "size", "material", "pattern", "gender", "age_group")  # what our products call them


def key(name: object) -> str:
    """A column's name without case, spaces and marks: "Product Name", "productName" and "product_name" are one."""
    return _bare(name) if isinstance(name, str) else _bare(str(name))


@lru_cache(maxsize=1024)  # the names of a feed's columns come again in every row
def _bare(name: str) -> str:
    return re.sub(r"[^0-9a-z가-힣]", "", name.casefold())


NAMES = {field: tuple(key(name) for name in names) for field, names in COLUMNS.items()}
ID_AND_TITLE = (frozenset(NAMES["id"] + NAMES["url"]), frozenset(NAMES["title"]))


def keyed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row by its columns' keys, the first of two that are one."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        found.setdefault(key(name), value)
    return found


def said(values: Mapping[str, Any], field: str) -> Any:
    """What a keyed row says of a field: the first of its columns that holds anything."""
    return next((value for name in NAMES[field] if (value := values.get(name)) not in (None, "", [], {})), None)
