"""The case files are valid, their ids are their own, and the schema is the one of the types."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import BadData
from evals.jobs import CASES, SCHEMA, cases, counts, follow_ups, language, schema

LEAST = 100  # jobs a language


def test_every_case_file_validates_and_ids_are_unique() -> None:
    found = Counter(language(group) for group, _ in cases())
    assert set(found) == {"en", "ko"}
    assert min(found.values()) >= LEAST
    assert {"en", "ko"} == set(follow_ups())


def test_the_schema_is_up_to_date() -> None:
    """`python -m evals schema` writes it."""
    assert json.loads(SCHEMA.read_text("utf-8")) == schema()


def test_both_languages_are_asked_to_follow_up_alike() -> None:
    """The same turns follow in both languages, in the same order."""
    english, korean = follow_ups()["en"], follow_ups()["ko"]
    assert [turn.id for turn in english] == [turn.id for turn in korean]
    assert counts(("grounding",)) == {"en": len(english), "ko": len(korean)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- {id: a, text: x, budgett: 5}", "basket_en.yaml: 0.budgett"),
        ("- {id: a, text: x, diet: [paleo]}", "basket_en.yaml: 0.diet.0"),
        ("- {id: a, text: x}\n- {id: a, text: y}", "the case 'a' stands twice"),
        ("- {id: [", "basket_en.yaml: cannot be read"),
    ],
)
def test_a_wrong_case_is_said_in_one_line(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "basket_en.yaml").write_text(content)
    with pytest.raises(BadData) as error:
        list(cases(tmp_path))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_without_cases_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="holds no basket"):
        list(cases(tmp_path))
    assert CASES.is_dir()
