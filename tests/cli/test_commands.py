"""The command line: exit codes, one line an error, and JSON that is nothing but JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import AskedLine, _answer
from assistant.dialogue.assistant import Assistant
from assistant.errors import AssistantError
from catalog.commands import run
from catalog.errors import CatalogError
from tests.fakes import Shop

ERRORS = (AssistantError, CatalogError)


def assistant_command(*arguments: str) -> int:
    """Run `python -m assistant` in this process."""
    from assistant.__main__ import app

    return run(app, ERRORS, "python -m assistant", arguments)


def catalog_command(*arguments: str) -> int:
    """Run `python -m catalog` in this process."""
    from catalog.__main__ import app

    return run(app, ERRORS, "python -m catalog", arguments)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ask",), 2, "give a TEXT"),
        (("ask", "x", "--nope"), 2, "--nope"),
        (("bogus",), 2, "bogus"),
        (("ask", "--requests", "in.jsonl"), 2, "--out"),
        (("ask", "snacks", "--market", "mars"), 1, "kr, us"),
        (("ask", "snacks", "--at", "yesterday"), 1, "ISO 8601"),
        (("ask", "snacks", "--index", "/nonexistent-index"), 1, "no index there"),
        (("ask", "--requests", "/nonexistent.jsonl", "--out", "/tmp/x"), 1, "cannot be read"),
    ],
)
def test_what_goes_wrong_is_one_line_and_a_code(
    arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 done, 1 the work failed, 2 wrong usage; never a traceback."""
    assert assistant_command(*arguments) == code
    error = capsys.readouterr().err.strip()
    assert said in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("nope=1", "name=value"),
        ("diet=carnivore", "vegan"),
        ("without=dust", "peanut"),
        ("max_price=cheap", "max_price"),
    ],
)
def test_a_filter_that_is_not_understood_says_what_there_is(
    filters: str, said: str, tiny_shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names and values of filters are checked before anything is opened."""
    assert catalog_command("search", "x", "--index", str(tiny_shop.folder), "--filter", filters, "--market", "us") == 1
    assert said in capsys.readouterr().err


def test_a_batch_answers_every_line_it_can(assistant: Assistant) -> None:
    """Texts, turns, and lines that cannot be read, each with an answer or an error of its own."""
    good = _answer(assistant, json.dumps({"id": 7, "text": "film night for two, $30"}), 1)
    assert good["id"] == 7
    assert good["replies"][0]["bundle"]["lines"]
    turns = _answer(assistant, json.dumps({"id": "t", "turns": ["football party for 6, $90", "without alcohol"]}), 2)
    assert len(turns["replies"]) == 2
    assert turns["replies"][0]["session"] == turns["replies"][1]["session"]
    assert "line 3" in _answer(assistant, "not json", 3)["error"]
    assert "kr, us" in _answer(assistant, json.dumps({"id": 1, "text": "x", "market": "mars"}), 4)["error"]


def test_the_request_line_refuses_what_it_does_not_know() -> None:
    """A misspelt field is an error, not silence."""
    with pytest.raises(ValueError, match="txet"):
        AskedLine.model_validate({"id": 1, "txet": "film night"})


def test_ingest_reads_what_it_can_and_says_what_it_could_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, encoder_cache: Path
) -> None:
    """A JSON summary last: read, added, unchanged, rejected with row and reason; a second run changes nothing."""
    monkeypatch.setenv("DAMDA_CACHE", str(encoder_cache))
    feed = tmp_path / "feed.jsonl"
    feed.write_text(
        '{"id":"a1","title":"Salted chips","price":"$2.99","category":"snacks"}\n'
        '{"title":"no id"}\nnot json\n'
        '{"id":"b","title":"무알코올 맥주 6캔","price":"8,900원"}\n',
        "utf-8",
    )
    for unchanged in (0, 2):
        assert catalog_command("ingest", str(feed), "--index", str(tmp_path / "index")) == 0
        summary = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
        assert (summary["read"], summary["products"], summary["unchanged"]) == (4, 2, unchanged)
        assert [r["row"] for r in summary["rejected"]] == [2, 3]
    assert catalog_command("search", "alcohol-free beer", "--index", str(tmp_path / "index"), "-k", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["product"]["id"] == "b"
