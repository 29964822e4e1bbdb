"""A language model that says what a test has written down, call by call. Running out of lines is an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from typing_extensions import override

from assistant.dialogue.brain import ChatModel, Piece, Typed, Used
from assistant.errors import ModelFailed
from assistant.prompts import Filled

Form = Mapping[str, Any] | ModelFailed
Wording = str | ModelFailed


class ScriptedModel(ChatModel):
    """Answers in order: forms to typed calls, wordings to streamed ones. Keeps what it was asked."""

    def __init__(
        self, forms: list[Form] | None = None, wordings: list[Wording] | None = None, used: Used | None = None
    ) -> None:
        self._forms, self._wordings, self._used = list(forms or []), list(wordings or []), used or Used()
        self.asked: list[Filled] = []

    @override
    def typed(self, prompt: Filled, schema: type[BaseModel], seconds: float) -> Typed:
        self.asked.append(prompt)
        form = self._forms.pop(0)
        if isinstance(form, ModelFailed):
            raise form
        return Typed(form, self._used)

    @override
    def stream(self, prompt: Filled, seconds: float) -> Iterator[Piece]:
        self.asked.append(prompt)
        wording = self._wordings.pop(0)
        if isinstance(wording, ModelFailed):
            raise wording
        for word in wording.split(" "):
            yield Piece(f"{word} ")
        yield Piece("", self._used)
