"""`shopper` and `recommend` from the command line: what they print, their exit codes, one line an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.shopper.types import Holdings
from assistant.web.signing import Signing
from tests.cli.test_commands import assistant_command


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that is done; nothing goes to standard error."""
    assert assistant_command(*arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def held(capsys: pytest.CaptureFixture[str], shopper: str) -> Holdings:
    """The export of a shopper, read back."""
    return Holdings.model_validate_json(said(capsys, "shopper", "export", shopper))


def test_a_shoppers_record_from_first_look_to_erasure(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shown, exported, agreed to, erased, and gone: each command sees what the one before it did."""
    shown = said(capsys, "shopper", "show", "sim-001")
    assert shown.startswith("Everything held of sim-001. A simulated shopper of the demo shop: nobody's data.")
    assert "bought" in shown
    before = held(capsys, "sim-001")
    assert before.simulated
    assert len(before.events) > 50
    assert before.allows("personalise")
    assert {e.shopper for e in before.events} == {"sim-001"}

    file = home / "mine.json"
    assert str(file) in said(capsys, "shopper", "export", "sim-001", "--out", str(file))
    assert Holdings.model_validate_json(file.read_text("utf-8")) == before
    json.loads(file.read_text("utf-8"))

    answer = said(capsys, "shopper", "consent", "sim-001", "--withdraw", "contribute", "--withdraw", "remember")
    assert answer.count("no, since") == 2
    assert answer.count("yes, since") == 1
    assert "What you did" not in answer
    after = held(capsys, "sim-001")
    assert not after.allows("contribute")
    assert after.events == before.events

    erased = said(capsys, "shopper", "erase", "sim-001")
    assert f"{len(before.events)} events" in erased
    assert f"{len(after.consents)} consents" in erased
    assert said(capsys, "shopper", "show", "sim-001").startswith("Nothing is held of sim-001.")
    assert held(capsys, "sim-001") == Holdings(shopper="sim-001")
    assert held(capsys, "sim-002").events


@pytest.mark.usefixtures("home")
def test_the_record_is_shown_in_korean_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line of it."""
    shown = said(capsys, "shopper", "show", "sim-007", "--language", "ko")
    assert shown.startswith("sim-007 님에 대해 갖고 있는 모든 것이에요.")
    assert "동의함" in shown
    assert "구매" in shown
    assert said(capsys, "shopper", "erase", "sim-007", "--language", "ko").startswith("지웠어요")


@pytest.mark.usefixtures("home")
def test_consent_is_shown_given_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    """Of somebody new: never asked, then yes, then no; the ledger keeps both answers."""
    assert said(capsys, "shopper", "consent", "ann").count("no, never asked") == 3
    assert held(capsys, "ann") == Holdings(shopper="ann")
    assert said(capsys, "shopper", "consent", "ann", "--grant", "remember").count("yes, since") == 1
    assert said(capsys, "shopper", "consent", "ann", "--withdraw", "remember").count("no, since") == 1
    assert [c.granted for c in held(capsys, "ann").consents] == [True, False]


@pytest.mark.usefixtures("home")
def test_a_token_speaks_for_its_shopper(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed with the secret of the settings, and the secret is not in it."""
    monkeypatch.setenv("DAMDA_SECRET", "a long enough secret of tests")
    token = said(capsys, "shopper", "token", "ann").strip()
    assert token == Signing(b"a long enough secret of tests").sign_shopper("ann")
    assert "secret" not in token


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("shopper", "show"), 2, "'ID'"),
        (("shopper", "nope", "ann"), 2, "nope"),
        (("shopper", "consent", "ann", "--grant"), 2, "--grant"),
        (("shopper", "show", "a b"), 1, "no shopper id"),
        (("shopper", "export", "../ann"), 1, "no shopper id"),
        (("shopper", "erase", "<b>"), 1, "no shopper id"),
        (("shopper", "token", ""), 1, "no shopper id"),
        (("shopper", "consent", "ann", "--grant", "profit"), 1, "personalise, remember, contribute"),
        (("shopper", "show", "ann", "--language", "fr"), 1, "neither en nor ko"),
        (("shopper", "export", "ann", "--out", "/nonexistent/x.json"), 1, "cannot be written"),
        (("shopper", "show", "ann", "--index", "/nonexistent-index"), 1, "no index there"),
        (("recommend",), 2, "'--interactions'"),
        (("recommend", "--interactions", "x", "--users", "y", "--trec", "z", "-k", "0"), 2, "'-k'"),
        (("recommend", "--interactions", "/nonexistent.tsv", "--users", "y", "--trec", "z"), 1, "cannot be read"),
    ],
)
def test_what_goes_wrong_is_one_line_and_a_code(
    arguments: tuple[str, ...], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 done, 1 the work failed, 2 wrong usage; never a traceback."""
    assert assistant_command(*arguments) == code
    error = capsys.readouterr().err.strip().removeprefix("reading …\n")
    assert says in error
    assert len(error.splitlines()) == 1


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", [("erase", "sim-003"), ("consent", "sim-003", "--withdraw", "personalise")])
def test_a_wrong_option_changes_nothing(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be said in the asked language is not done first."""
    before = held(capsys, "sim-003")
    assert assistant_command("shopper", *arguments, "--language", "fr") == 1
    assert "neither en nor ko" in capsys.readouterr().err
    assert held(capsys, "sim-003") == before


def test_records_that_cannot_be_opened_are_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the file and the setting that mends it."""
    (home / "data").write_text("no folder")
    assert assistant_command("shopper", "show", "ann") == 1
    error = capsys.readouterr().err.strip()
    assert "DAMDA_DATA" in error
    assert len(error.splitlines()) == 1


def test_recommend_writes_a_run_for_every_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """TREC's six columns, k lines a user, also for users without a history; the summary says how many."""
    train, users, run = tmp_path / "train.tsv", tmp_path / "users.txt", tmp_path / "run"
    train.write_text("user\titem\ttime\nu1\ta\t1\nu1\tb\t2\nu2\tb\t1\nu2\tc\t2\nu3\td\t1\n", "utf-8")
    users.write_text("u1\nnew\n", "utf-8")
    command = ("recommend", "--interactions", str(train), "--users", str(users), "--trec", str(run), "-k", "2")
    assert assistant_command(*command) == 0
    assert "4 lines for 2 users" in capsys.readouterr().out
    rows = [line.split() for line in run.read_text("utf-8").splitlines()]
    assert [row[:4] for row in rows] == [
        ["u1", "Q0", "c", "1"],
        ["u1", "Q0", "d", "2"],
        ["new", "Q0", "b", "1"],
        ["new", "Q0", "a", "2"],
    ]
    train.write_text("u1\ta\n", "utf-8")
    assert assistant_command(*command) == 1
    assert "line 1 is not user<TAB>item<TAB>time" in capsys.readouterr().err
