"""A written fake of the naive retriever's embeddings."""

from __future__ import annotations

from tests.fakes import HashEncoder


class HashEmbedder:
    """LangChain's port over the hash encoder; it counts the documents that it embeds."""

    def __init__(self) -> None:
        self._encoder = HashEncoder()
        self.documents = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.documents += len(texts)
        return [[float(x) for x in row] for row in self._encoder.encode(texts, query=False)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._encoder.encode([text], query=True)[0]]
