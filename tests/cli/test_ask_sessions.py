"""A conversation on the command line goes on where it was left, and is part of what a shopper may see and erase."""

from __future__ import annotations

import pytest

from assistant.settings import Settings
from assistant.types import Reply
from assistant.web.signing import signing_of
from tests.cli.test_commands import assistant_command


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that is done."""
    assert assistant_command(*arguments) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("home")
def test_ask_goes_on_with_a_session(capsys: pytest.CaptureFixture[str]) -> None:
    """By the id that the last command printed, or as a server signs it."""
    first = said(capsys, "ask", "football party for 8, under $120")
    session = first.split("--session ")[1].strip()
    cheaper = Reply.model_validate_json(said(capsys, "ask", "make it cheaper", "--session", session, "--json"))
    assert cheaper.session == session
    assert cheaper.bundle is not None
    assert cheaper.bundle.budget is not None
    assert cheaper.bundle.budget.amount < 120_00
    signed = signing_of(Settings.read()).sign_session(session)
    ordered = Reply.model_validate_json(said(capsys, "ask", "check out", "--session", signed, "--json"))
    assert ordered.session == session
    assert ordered.act == "checkout"


@pytest.mark.usefixtures("home")
def test_a_shoppers_conversations_are_shown_and_erased(capsys: pytest.CaptureFixture[str]) -> None:
    """In plain words, with their number."""
    said(capsys, "ask", "football party for 8, under $120", "--shopper", "sim-003")
    assert "Conversations, saved baskets and orders" in said(capsys, "shopper", "show", "sim-003")
    assert "Also erased: 1 conversation, 0 saved baskets, 0 orders." in said(capsys, "shopper", "erase", "sim-003")
