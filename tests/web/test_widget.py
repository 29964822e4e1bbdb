"""What can be said of the widget without a browser: its source, and the demonstration shop that embeds it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.widget.demo import __main__ as demo
from assistant.web.widget.demo.__main__ import Shop, script_line
from assistant.web.widget.screenshots import open_to_visitors

SOURCE = Path(demo.__file__).parents[1] / "widget.js"
LARGEST = 60 * 1024  # bytes; it loads on every page of somebody's shop
MARKUP = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "createContextualFragment")
CODE = ("eval(", "new Function", "setTimeout('", 'setTimeout("', "javascript:", "import(", "importScripts")
HANDLER = re.compile(r"\bon(?:click|error|load|input|submit)\s*[=:]")


@pytest.fixture(scope="module")
def source() -> str:
    return SOURCE.read_text("utf-8")


@pytest.mark.parametrize("word", [*MARKUP, *CODE])
def test_the_widget_never_makes_markup_or_code_of_a_text(source: str, word: str) -> None:
    assert word not in source


def test_the_widget_has_no_inline_handlers_and_names_no_host(source: str) -> None:
    assert not HANDLER.search(source)
    assert set(re.findall(r"https?://[\w.]+", source)) <= {"https://HOST", "http://www.w3.org"}


def test_the_widget_is_small_and_clean(source: str) -> None:
    assert len(source.encode()) <= LARGEST
    assert "\ufeff" not in source
    assert "\r" not in source
    assert not [one for one in source if ord(one) < 32 and one != "\n"]


def test_both_languages_have_the_same_words(source: str) -> None:
    english, korean = (
        re.findall(r"(?:^|[ {])(\w+): [\"\[]", source.split(start)[1].split("\n    },")[0])
        for start in ("    en: {", "    ko: {")
    )
    assert english == korean
    assert len(english) > 40


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Shop(0, "http://127.0.0.1:1/") as shop, open_to_visitors(shop):
        yield shop


@pytest.mark.parametrize(("path", "language", "market"), [("/", "en", "us"), ("/ko", "ko", "kr")])
def test_the_shop_embeds_the_widget_with_one_line(shop: Shop, path: str, language: str, market: str) -> None:
    with urllib.request.urlopen(shop.address + path) as answer:
        page, policy = answer.read().decode(), answer.headers["content-security-policy"]
    assert page.count(script_line("http://127.0.0.1:1", language, market)) == 1
    assert "script-src 'self' http://127.0.0.1:1;" in policy
    assert "unsafe" not in policy


def test_the_shop_serves_its_own_files_and_nothing_else(shop: Shop) -> None:
    for path in ("/shop.css", "/shop.js"):
        assert urllib.request.urlopen(shop.address + path).status == 200
    for path in ("/__main__.py", "/../widget.js", "/index.html"):
        with pytest.raises(urllib.error.HTTPError, match="404") as refused:
            urllib.request.urlopen(shop.address + path)
        refused.value.close()


def test_an_address_cannot_break_out_of_the_script_line() -> None:
    assert "<b>" not in script_line('http://x"><b>', "en", "us")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--damda", "127.0.0.1:7860"), ("--damda", "javascript:alert(1)"), ("--damda", "http://"), ("--port", "65536")],
)
def test_an_address_that_is_none_is_wrong_usage(
    option: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["demo", option, value])
    with pytest.raises(SystemExit, match="2"):
        demo.main()
    assert option in capsys.readouterr().err
