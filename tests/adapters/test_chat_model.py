"""The model's wire, over real HTTP: whatever the other side does, a whole offline answer, one notice, and quickly."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

import pytest

from assistant.adapters.chat_model import open_model
from assistant.adapters.model_log import Call
from assistant.dialogue.model_brain import ModelBrain, Times
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.types import Reply
from evals.verifier import replies
from tests.openai_server import (
    FORM,
    Answer,
    Script,
    dribble,
    huge,
    raw,
    serving,
    silence,
    status,
    streamed,
    text,
    tool,
)

CALL, TURN = 1.0, 1.3  # seconds of the deadlines in these tests
SLACK = 0.7  # seconds for everything but waiting, on a busy machine
MANY = tool({"act": "plan", "needs": [{"phrase": "x"}] * 50})
NOT_WORDS = raw(b'{"choices": [{"index": 0, "delta": 5}]}', "text/event-stream")


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """The first call loads the client, which is no part of what these tests time."""
    with serving(Script()) as script:
        brain = ModelBrain(open_model(Settings(model="m", model_url=script.url)), Times(60, 60))
        turn = brain.turn("s")
        turn.understand(replies()["party_en"].request, has_basket=False)
        [*turn.wording(replies()["party_en"])][-1]


@pytest.fixture
def basket() -> Reply:
    return replies()["party_en"]


def turn(script: Script, reply: Reply) -> tuple[Reply, list[Call], float]:
    """One turn against a server: the worded reply, its calls, and the seconds that it took."""
    calls: list[Call] = []
    settings = Settings(model="openai:test", model_url=script.url, model_call_seconds=CALL)
    brain = ModelBrain(open_model(settings, calls.append), Times(CALL, TURN))
    start = time.monotonic()
    thinking = brain.turn("s")
    request = thinking.understand(reply.request, has_basket=False)
    worded = [*thinking.wording(reply.model_copy(update={"request": request}))][-1]
    return worded, calls, time.monotonic() - start


@pytest.mark.parametrize("form", [tool(FORM), text(json.dumps(FORM)), text(f"```json\n{json.dumps(FORM)}\n```")])
def test_a_form_is_read_as_a_tool_call_and_as_json(basket: Reply, form: Answer) -> None:
    """And the wording is streamed, and what both took is known."""
    with serving(Script(typed=[form])) as script:
        reply, calls, _ = turn(script, basket)
    assert [need.phrase for need in reply.request.sought] == ["paper plates"]
    assert "Tell me what you would like to change." in reply.text
    assert reply.notices == basket.notices
    assert [call.ended for call in calls] == ["done", "done"]
    assert calls[0].used.read == 50


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        (status(400), "refused"),
        (status(401), "refused"),
        (status(404), "refused"),
        (status(429, retry_after="30"), "busy"),
        (status(500), "busy"),
        (status(503), "busy"),
        (raw(b'{"choi'), "broken"),
        (raw(b""), "broken"),
        (raw(b"<html>no</html>", "text/html"), "broken"),
        (raw(b'{"choices": null}'), "broken"),
        (raw(b'{"choices": []}'), "broken"),
        (raw(b"[1, 2]"), "broken"),
        (text(None), "broken"),
        (text("I would plan a party."), "broken"),
        (text("[1]"), "broken"),
        (tool("{"), "broken"),
        (tool({"act": 5}), None),
        (tool({"act": "order"}), None),
        (tool({"act": "plan", "price": 3}), None),
        (MANY, None),
        (silence(), "late"),
        (dribble, "late"),
        (huge, "too long"),
    ],
)
def test_a_form_that_fails_is_answered_offline(basket: Reply, typed: Answer, ended: str | None) -> None:
    """`ended` None: the wire is sound and what was said is not."""
    with serving(Script(typed=[typed])) as script:
        reply, calls, took = turn(script, basket)
    assert (reply.text, reply.bundle) == (basket.text, basket.bundle)
    assert reply.request == basket.request
    assert [notice.code for notice in reply.notices] == [*(n.code for n in basket.notices), "model_away"]
    assert took < TURN + SLACK
    assert [call.ended for call in calls] == [ended or "done"]


@pytest.mark.parametrize(
    "stream",
    [
        status(401),
        status(500),
        streamed(cut=True),
        silence(),
        dribble,
        huge,
        raw(b'{"choices": "no"}'),
        NOT_WORDS,
        raw(b"data: {\n\n", "text/event-stream"),
    ],
)
def test_a_wording_that_fails_leaves_the_templates(basket: Reply, stream: Answer) -> None:
    with serving(Script(stream=[stream])) as script:
        reply, calls, took = turn(script, basket)
    assert (reply.text, reply.bundle) == (basket.text, basket.bundle)
    assert [notice.code for notice in reply.notices][-1:] == ["model_away"]
    assert len(reply.notices) == len(basket.notices) + 1
    assert took < TURN + SLACK
    assert len(calls) == 2


@pytest.mark.parametrize("first", [status(429, retry_after="0.05"), status(500), status(503)])
def test_an_answer_that_says_later_is_asked_once_more(basket: Reply, first: Answer) -> None:
    with serving(Script(typed=[first, tool(FORM)])) as script:
        reply, calls, _ = turn(script, basket)
    assert reply.request.sought
    assert [call.ended for call in calls] == ["done", "done"]
    assert sum(not asked.get("stream") for asked in script.requests) == 2


def test_a_wrong_key_is_not_tried_again(basket: Reply) -> None:
    """Neither in this turn nor in the next."""
    with serving(Script(typed=[status(401)])) as script:
        brain = ModelBrain(open_model(Settings(model="m", model_url=script.url), [].append))
        for _ in range(3):
            brain.turn("s").understand(basket.request, has_basket=False)
    assert len(script.requests) == 1


def test_what_is_sent_is_redacted_and_fenced(basket: Reply) -> None:
    """And the log knows hashes and counts only."""
    said = basket.request.model_copy(update={"text": "party, call 010-1234-5678 or ann@mail.example", "job": ""})
    with serving(Script()) as script:
        _, calls, _ = turn(script, basket.model_copy(update={"request": said}))
    sent = json.dumps(script.requests)
    assert "1234-5678" not in sent
    assert "mail.example" not in sent
    user = script.requests[0]["messages"][1]["content"]
    assert user.splitlines()[1] == user.splitlines()[-1] != script.requests[1]["messages"][1]["content"].splitlines()[0]
    assert "party" not in repr(calls)


def test_a_log_line_holds_no_words(basket: Reply, caplog: pytest.LogCaptureFixture) -> None:
    with serving(Script()) as script, caplog.at_level(logging.INFO, "assistant.model"):
        settings = Settings(model="m", model_url=script.url)
        ModelBrain(open_model(settings)).turn("s").understand(basket.request, has_basket=False)
    line = next(record.getMessage() for record in caplog.records if record.name == "assistant.model")
    assert line.startswith("call=typed prompt=")
    assert "football" not in line


def test_the_key_goes_to_the_url_that_it_is_for(basket: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of the environment never does."""
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses")
    with serving(Script()) as script:
        turn(script, basket)
    assert not any("somebody-elses" in key for key in script.keys)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"model_url": "http://127.0.0.1:1/v1"}, "DAMDA_MODEL: is not set"),
        ({"model": "openai:x"}, "DAMDA_MODEL_KEY: is not set"),
        ({"model": "m", "model_url": "localhost:1"}, "DAMDA_MODEL_URL: is no address"),
        ({"model": "m", "model_url": "http://u:p@h/v1"}, "DAMDA_MODEL_URL: is no address"),
        ({"model": "m", "model_key": "k", "model_call_seconds": 0}, "DAMDA_MODEL_CALL_SECONDS"),
    ],
)
def test_settings_that_reach_no_model_are_one_line(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        Settings.read(**given)
    assert "\n" not in str(caught.value)


def test_a_provider_that_is_not_known_is_one_line() -> None:
    with pytest.raises(SettingsError, match="DAMDA_MODEL: 'nobody:x' cannot be opened") as caught:
        open_model(Settings(model="nobody:x", model_key="secret-key"))
    assert "secret-key" not in str(caught.value)


def test_nothing_of_langchain_is_imported_without_a_model() -> None:
    """In a fresh process: the brain of settings without a model needs no client."""
    import subprocess

    code = (
        "import sys; from assistant.bootstrap import brain_of; from assistant.settings import Settings; "
        "brain_of(Settings()); sys.exit(any(m in sys.modules for m in ('langchain', 'langchain_openai', 'openai')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
