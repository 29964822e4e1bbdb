"""The naive assistant: nearest products, one each, until the budget is spent."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.types import Product
from evals.naive import NaiveAssistant, NaiveRetriever, budget_of
from tests.evals.hash_embedder import HashEmbedder
from tests.fakes import a_product, tiny_products


@pytest.fixture(scope="module")
def retriever() -> NaiveRetriever:
    """The tiny shop, in memory."""
    return NaiveRetriever(tiny_products(), HashEmbedder())


def test_the_nearest_title_comes_first_in_either_language(retriever: NaiveRetriever) -> None:
    """Both languages of a product are found, and a product stands once."""
    assert retriever.search("tomato salsa dip", 3)[0].id == "salsa"
    found = [product.id for product in retriever.search("토르티야 칩 플레인", 12)]
    assert found[0] == "chips-plain"
    assert len(found) == len(set(found))


def test_a_folder_of_an_earlier_run_is_not_embedded_again(tmp_path: Path) -> None:
    """The second run opens what the first has written; another shop is embedded anew."""
    first, second, third = HashEmbedder(), HashEmbedder(), HashEmbedder()
    NaiveRetriever(tiny_products(), first, tmp_path)
    assert NaiveRetriever(tiny_products(), second, tmp_path).search("lager beer", 1)[0].id == "lager"
    NaiveRetriever(tiny_products()[:3], third, tmp_path)
    assert (first.documents > 0, second.documents, third.documents > 0) == (True, 0, True)


def test_an_empty_shop_answers_nothing() -> None:
    """No product, no hit."""
    assert NaiveRetriever((), HashEmbedder()).search("anything", 5) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("party for 8 under $120", 12_000),
        ("thirty snacks, 30 bucks", 3_000),
        ("예산은 12만원이야", 120_000),
        ("15,000원 이하로", 15_000),
        ("just me", None),
    ],
)
def test_a_budget_is_the_first_amount_of_money(text: str, amount: int | None) -> None:
    """One regular expression, as an afternoon would have it."""
    assert budget_of(text) == amount


def test_the_basket_stays_within_the_budget_and_the_market(retriever: NaiveRetriever) -> None:
    """It sells what the market sells and stops where the money does."""
    basket = NaiveAssistant(retriever).basket("tortilla chips and salsa for $6")
    assert basket.products
    assert basket.total == sum(price_of(product, "us") for product in basket.products) <= 600
    assert all(product.offer("kr") for product in NaiveAssistant(retriever).basket("퍼즐이랑 과자").products)


def price_of(product: Product, market: str) -> int:
    """A product's price in a market where it is sold."""
    offer = product.offer(market)
    assert offer is not None
    return offer.price.amount


def test_a_product_of_another_market_is_left_out() -> None:
    """What is not for sale here is not in the basket."""
    only_there = NaiveRetriever([a_product("thing", kr=1000, us=None)], HashEmbedder())
    assert NaiveAssistant(only_there).basket("thing").products == ()
