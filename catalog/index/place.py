"""Where the vectors of a generation are: in a folder of its own, or on a Chroma server that `CHROMA_URL` names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from catalog.errors import StorageError

URL = "CHROMA_URL"  # the server that new indexes go to; an index remembers whether it went to one
SERVER = "server.txt"  # in the folder of vectors that went to a server: its address then
DATABASE = "chroma.sqlite3"  # in the folder of vectors that did not
EMBEDDED = "products"  # the only collection of an embedded database
PORT = 8000  # Chroma's own default


@dataclass(frozen=True)
class Place:
    """A collection of vectors. The folder also keeps the matrix that is read from them."""

    folder: Path
    url: str | None = None  # of the server; None where Chroma is embedded
    collection: str = EMBEDDED

    def __str__(self) -> str:
        return f"{self.url}/{self.collection}" if self.url else str(self.folder)

    @property
    def address(self) -> tuple[str, int, bool]:
        """Host, port and whether it speaks TLS. Raises StorageError where the address is none."""
        try:
            parts = urlsplit(self.url or "")
            port = parts.port or PORT
        except ValueError:
            parts, port = urlsplit(""), PORT
        plain = not (parts.username or parts.path.strip("/") or parts.query)
        if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
            raise StorageError(f"{URL}: {self.url!r} is no server's address; write it like http://localhost:{PORT}")
        return parts.hostname, port, parts.scheme == "https"


def place_of(folder: Path, collection: str) -> Place:
    """Where the vectors of a folder are or, while it is empty, where the environment wants them.

    A server holds the collections of many indexes, so `collection` is a generation's own name there.
    """
    here = (folder / SERVER).is_file()
    if (folder / DATABASE).is_file() and not here:
        return Place(folder)
    url = os.environ.get(URL, "").strip() or ((folder / SERVER).read_text("utf-8", "replace").strip() if here else "")
    return Place(folder, url, f"damda-{collection}-vectors") if url else Place(folder)
