"""The search as a LangChain retriever, so that anybody's chain can use a Damda index.

from catalog.retriever import ShopRetriever
retriever = ShopRetriever.over("my-index", k=5, market="us")
retriever.invoke("waterproof hiking boots under $120")
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict
from typing_extensions import override

from catalog.search import Search
from catalog.types import Hit, Query, localized


class ShopRetriever(BaseRetriever):
    """Documents of the products that answer a text, best first. Filters are those of `catalog.types.Query`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    shop: Search
    language: str = "en"  # of the documents; a product without it speaks the language that it has
    query: Query = Query()  # how many, and every filter; its text is replaced by what is asked

    @classmethod
    def over(cls, index: Path | str | None = None, language: str = "en", **filters: Any) -> ShopRetriever:
        """A retriever over an index folder, or over the demo shop. Raises CatalogError where it cannot be opened."""
        from catalog.cli import open_search

        query = Query(**filters)
        shop = open_search(None if index is None else Path(index), quiet=True)
        return cls(shop=shop, language=language, query=query)

    @override
    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.shop.fresh().search(self.query.model_copy(update={"text": query}))
        return [self._document(hit) for hit in found]

    def _document(self, hit: Hit) -> Document:
        product = hit.product
        title, said = (localized(text, self.language) for text in (product.title, product.description))
        offers = {offer.market: f"{offer.price.amount} {offer.price.currency}" for offer in product.offers}
        known = {"brand": product.brand, "category": product.category, "rating": product.rating}
        return Document(
            id=product.id,
            page_content=f"{title}\n{said}".strip(),
            metadata={"id": product.id, "title": title, "score": hit.score, "prices": offers, **known},
        )
