"""The LangChain retriever: anybody's chain finds what the search finds, under the same filters."""

from __future__ import annotations

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from catalog.retriever import ShopRetriever
from catalog.types import Query
from tests.fakes import Shop


def test_a_chain_gets_the_products_that_the_search_finds(tiny_shop: Shop) -> None:
    """Same products, same order, with what a chain needs beside the text."""
    retriever = ShopRetriever(shop=tiny_shop.search, query=Query(k=3, market="us"))
    chain = retriever | RunnableLambda(lambda documents: [document.id for document in documents])
    wanted = [hit.product.id for hit in tiny_shop.search.search(Query(text="tortilla chips", k=3, market="us"))]
    assert chain.invoke("tortilla chips") == wanted
    first = retriever.invoke("tortilla chips")[0]
    assert first.page_content.startswith(first.metadata["title"])
    assert first.metadata["prices"]["us"].endswith("USD")


def test_documents_speak_the_language_that_is_asked_for(tiny_shop: Shop) -> None:
    """A Korean chain reads Korean."""
    korean = ShopRetriever(shop=tiny_shop.search, language="ko", query=Query(k=1)).invoke("살사")[0]
    assert any("가" <= letter <= "힣" for letter in korean.metadata["title"])


def test_filters_hold(tiny_shop: Shop) -> None:
    """A limit of the retriever is a limit of every answer."""
    retriever = ShopRetriever(shop=tiny_shop.search, query=Query(k=10, market="kr", max_price=2500))
    asked = [tiny_shop.search.product(str(document.id)) for document in retriever.invoke("snacks")]
    prices = [product.offer("kr") for product in asked if product]
    assert prices
    assert all(offer and offer.price.amount <= 2500 for offer in prices)


def test_a_filter_that_does_not_exist_is_refused() -> None:
    """A misspelt filter would otherwise silently filter nothing."""
    with pytest.raises(ValidationError, match="colour"):
        ShopRetriever.over(colour="red")
