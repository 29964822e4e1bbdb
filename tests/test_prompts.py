"""Prompts are data: a wrong file is one line with its name, and no data can close its fence."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadData
from assistant.prompts import FOLDER, prompt

GOOD = """
version: 1
variables: [fence, text]
system: {en: "$fence", ko: "$fence"}
prompt: {en: "$text", ko: "$text"}
"""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_every_prompt_loads(path: Path) -> None:
    assert prompt(path.stem).version >= 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("version: 1", "version: one"), "version"),
        (("[fence, text]", "[fence]"), "declares"),
        ((', ko: "$fence"', ""), "lacks ko"),
        (("version: 1", "version: 1\nmodel: big"), "model"),
        (('"$text"', '"$text $more"'), "uses"),
        (("version: 1", "version: ["), "cannot be read"),
    ],
)
def test_a_wrong_prompt_names_its_file(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    (tmp_path / "bad.yaml").write_text(GOOD.replace(*change, 1), "utf-8")
    with pytest.raises(BadData, match=rf"bad\.yaml.*{says}") as caught:
        prompt("bad", tmp_path)
    assert "\n" not in str(caught.value)


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(BadData, match="needs"):
        prompt("understand").fill("en", text="hi")


def test_a_fence_is_new_in_each_call_and_data_is_not_filled_again() -> None:
    first, second = (prompt("understand").fill("en", text="$fence $basket", basket="no") for _ in range(2))
    assert first.user != second.user
    assert "$fence $basket" in first.user
