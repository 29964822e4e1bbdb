"""What the command tests share: the demo shop that is built already, and data of each test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import Shop


@pytest.fixture
def home(demo: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo shop that is built already, and data of the test's own."""
    monkeypatch.setenv("DAMDA_CACHE", str(demo.folder.parent))
    monkeypatch.setenv("DAMDA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAMDA_QUIET", "1")
    return tmp_path
