"""Signed ids: only what this server signed opens, and the secret outlives a restart."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadInput, SettingsError
from assistant.settings import Settings
from assistant.web.signing import SECRET_BYTES, Signing, signing_of

SIGNING = Signing(b"one")
LONG = "a long text that nobody guesses"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_signed_session_opens_as_it_was(session: str) -> None:
    assert SIGNING.open_session(SIGNING.sign_session(session)) == session


@pytest.mark.parametrize("shopper", ["7", "kim.minji", "손님-42", "a b"])
def test_a_signed_shopper_opens_as_it_was(shopper: str) -> None:
    signed = SIGNING.sign_shopper(shopper)
    assert signed.startswith(f"{shopper}.")
    assert SIGNING.open_shopper(signed) == shopper


@pytest.mark.parametrize(
    "given",
    [
        "",
        "s1",
        "s1.",
        ".",
        "s1.c2lnbmF0dXJl",
        "s1.축구",
        SIGNING.sign_session("s1") + "x",
        SIGNING.sign_session("s1").replace("s1", "s2"),
        SIGNING.sign_shopper("s1"),
        Signing(b"two").sign_session("s1"),
    ],
)
def test_what_this_server_did_not_sign_does_not_open(given: str) -> None:
    assert SIGNING.open_session(given) is None


def test_a_session_is_no_shopper() -> None:
    assert SIGNING.open_shopper(SIGNING.sign_session("s1")) is None


@pytest.mark.parametrize("shopper", ["", "  "])
def test_a_shopper_has_an_id(shopper: str) -> None:
    with pytest.raises(BadInput, match="shopper: is empty"):
        SIGNING.sign_shopper(shopper)


def test_the_secret_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    signed = signing_of(settings).sign_session("s1")
    kept = settings.data / "secret"
    assert len(kept.read_bytes()) == SECRET_BYTES
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [one.name for one in settings.data.iterdir()] == ["secret"]
    assert signing_of(settings).open_session(signed) == "s1"


def test_a_secret_of_the_settings_is_used_and_no_file_made(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, secret=LONG)
    assert signing_of(settings).open_session(Signing(LONG.encode()).sign_session("s1")) == "s1"
    assert not list(tmp_path.iterdir())
    assert LONG not in repr(settings)


def test_a_cut_secret_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(SettingsError, match="shorter than 32 bytes; delete it"):
        signing_of(Settings(data=tmp_path))


def test_a_folder_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    with pytest.raises(SettingsError, match="set DAMDA_DATA"):
        signing_of(Settings(data=tmp_path / "file"))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DAMDA_SECRET", "short", "DAMDA_SECRET: is shorter than 16 characters"),
        ("DAMDA_SHOPS", "{demo", "DAMDA_SHOPS: is not JSON"),
        ("DAMDA_SHOPS", '{"demo": ["shop.example"]}', "DAMDA_SHOPS: 'shop.example' is no origin"),
        ("DAMDA_SHOPS", '{"demo": ["*"]}', "is no origin"),
        ("DAMDA_SHOPS", '{"demo": ["https://shop.example/page"]}', "is no origin"),
    ],
)
def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says) as caught:
        Settings.read()
    assert "\n" not in str(caught.value)


def test_origins_are_kept_as_browsers_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAMDA_SHOPS", '{"garden": ["HTTPS://Garden.example/"]}')
    assert Settings.read().shops == {"garden": ("https://garden.example",)}
