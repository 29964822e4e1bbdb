"""The brain with a language model: two calls a turn at most, and the offline brain's answer to every failure."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from assistant.dialogue.brain import ChatModel, Used
from assistant.dialogue.heard import Heard, taken_over
from assistant.dialogue.phrasing import can_word, facts_json, worded
from assistant.dialogue.spending import Allowance, Spending
from assistant.errors import ModelFailed
from assistant.explain.phrases import say
from assistant.explain.redact import redact
from assistant.prompts import Filled, prompt
from assistant.types import Notice, Reply, Request

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST = 8_000  # letters of a wording: two hundred lines, far more than a basket has
YES_NO = {"en": ("no", "yes"), "ko": ("아니요", "예")}


@dataclass(frozen=True)
class Times:
    """Deadlines in seconds: of one call, and of both calls of a turn."""

    call: float = 6.0
    turn: float = 9.0


class ModelBrain:
    """Reads and words with a model."""

    def __init__(self, model: ChatModel, times: Times | None = None, allowance: Allowance | None = None) -> None:
        self._model, self._times = model, times or Times()
        self._spending = Spending(allowance or Allowance())

    def turn(self, session: str) -> ModelTurn:
        """Begin a turn of a conversation."""
        return ModelTurn(self._model, self._times, self._spending, session)


class ModelTurn:
    """One turn. After its first failure it asks no more: the shopper waits for one deadline, not for two."""

    def __init__(self, model: ChatModel, times: Times, spending: Spending, session: str) -> None:
        self._model, self._times, self._spending, self._session = model, times, spending, session
        self._left = times.turn
        self._failed: ModelFailed | None = None

    def understand(self, read: Request, has_basket: bool) -> Request:
        """The rules' reading with what the model may add; the rules' alone where it fails."""
        if not any(c.isalnum() for c in read.asked):
            return read
        basket = YES_NO[read.language][has_basket]
        asked = prompt("understand").fill(read.language, text=redact(read.asked).text, basket=basket)

        def ask(seconds: float) -> tuple[Request, Used]:
            typed = self._model.typed(asked, Heard, seconds)
            try:
                heard = Heard.model_validate(typed.fields)
            except ValidationError as error:
                raise ModelFailed("broken") from error
            return taken_over(read, heard, has_basket), typed.used

        return self._tried(asked, ask) or read

    def rewords(self, reply: Reply) -> bool:
        """Whether the model will be asked for words."""
        return self._failed is None and can_word(reply)

    def wording(self, reply: Reply) -> Iterator[Reply]:
        """The reply with each line of the model's that holds; as it was, with a notice, where the model has failed."""
        better = reply
        if self.rewords(reply):
            for better in self._worded(reply):
                yield better
        if self._failed is None:
            yield better
            return
        key = "notice_model_spent" if self._failed.why == "spent" else "notice_model_away"
        notice = Notice(code=key.removeprefix("notice_"), text=say(reply.language, key))
        yield reply.model_copy(update={"notices": (*reply.notices, notice)})

    def _worded(self, reply: Reply) -> Iterator[Reply]:
        """The reply after each whole line that the model has written."""
        asked, start, text, used = _phrase(reply), time.monotonic(), "", Used()
        try:
            reserved = self._reserved(asked)
            for piece in self._model.stream(asked, min(self._times.call, self._left)):
                text, used = text + piece.text, piece.used if piece.used != Used() else used
                if len(text) > LONGEST:
                    raise ModelFailed("too long")
                if "\n" in piece.text:
                    yield worded(reply, text[: text.rindex("\n")]).reply
            found = worded(reply, text)
            log.info("wording kept=%d dropped=%d", found.kept, len(found.dropped))
            self._spending.settle(self._session, reserved, used)
            yield found.reply
        except ModelFailed as error:
            self._fail(error)
        finally:
            self._left -= time.monotonic() - start

    def _tried(self, asked: Filled, ask: Callable[[float], tuple[T, Used]]) -> T | None:
        """One call inside the budget and the turn's deadline; None where it fails."""
        start = time.monotonic()
        try:
            reserved = self._reserved(asked)
            answer, used = ask(min(self._times.call, self._left))
            self._spending.settle(self._session, reserved, used)
        except ModelFailed as error:
            self._fail(error)
            return None
        finally:
            self._left -= time.monotonic() - start
        return answer

    def _reserved(self, asked: Filled) -> tuple[float, float]:
        """What a call may cost, set aside. Raises ModelFailed where nothing is left of the time or the money."""
        if self._left <= 0:
            raise ModelFailed("late")
        return self._spending.reserve(self._session, asked.system + asked.user)

    def _fail(self, error: ModelFailed) -> None:
        log.info("the offline brain answers: %s", error.why)
        self._failed = error


def _phrase(reply: Reply) -> Filled:
    return prompt("phrase").fill(reply.language, facts=redact(facts_json(reply)).text)
