"""What the page's events do: each takes the view as it stands and draws the view that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import gradio as gr

from assistant.web.ui.checkout import check_out
from assistant.web.ui.drawing import AUTO, MARKETS, Drawing, Drawn, askers
from assistant.web.ui.held import held
from assistant.web.ui.labels import preferred
from assistant.web.ui.privacy import Privacy, act, choose, export
from assistant.web.ui.view import Answers, View, change, send
from catalog.types import Language

LONGEST = 8_000  # characters that the message field takes; the engine reads less


@dataclass(frozen=True)
class Talk:
    """The conversation, the basket and the page's own settings."""

    assistant: Answers
    draw: Drawing

    def opened(self, view: View, request: gr.Request) -> Drawn:
        """Start in the browser's language."""
        return self.draw(replace(view, language=preferred(request.headers.get("accept-language", ""))))

    def typed(self, text: str, view: View) -> Iterator[Drawn]:
        """Send what stands in the field and empty it at once."""
        for number, state in enumerate(send(self.assistant, view, text)):
            yield self.draw(state, clear=number == 0, everything=state.language != view.language)

    def pressed(self, view: View, event: gr.EventData) -> Iterator[Drawn]:
        """Send a chip's sentence."""
        text = event._data.get("text") if isinstance(event._data, dict) else None
        for state in send(self.assistant, view, text[:LONGEST] if isinstance(text, str) else ""):
            yield self.draw(state, everything=state.language != view.language)

    def edited(self, view: View, event: gr.EventData) -> Drawn:
        """Change the basket."""
        return self.draw(change(self.assistant, view, event._data if isinstance(event._data, dict) else {}))

    def checked_out(self, view: View, event: gr.EventData) -> Iterator[Drawn]:
        """Order the basket."""
        for state in check_out(self.assistant, view, event._data):
            yield self.draw(state)

    def market(self, market: str, view: View) -> View:
        """Shop there from the next message on."""
        return replace(view, market=None if market not in MARKETS or market == AUTO else market)

    def language(self, language: str, view: View) -> Drawn:
        """Show the page in that language from now on, whatever the replies are in."""
        chosen: Language = "ko" if language == "ko" else "en"
        changed = replace(view, language=chosen, language_chosen=True, status="", privacy_said="")
        return self.draw(changed, everything=True)


@dataclass(frozen=True)
class Record:
    """The picker and the privacy tab."""

    privacy: Privacy
    draw: Drawing

    def listed(self, view: View) -> tuple[gr.Dropdown, str]:
        """Who can be chosen, and what is held; after `opened`, because the first visit of all loads the shoppers."""
        return gr.Dropdown(**askers(self.privacy, view)), held(self.privacy, view)

    def shown(self, view: View) -> str:
        """What is held at this moment. The view stays as it is, whatever else is on its way to change it."""
        return held(self.privacy, replace(view, privacy_said=""))

    def chosen(self, shopper: str, view: View) -> Drawn:
        """Start a conversation as somebody else."""
        return self.draw(choose(self.privacy, view, shopper), everything=True)

    def acted(self, view: View, event: gr.EventData) -> Drawn:
        """Consent, forget or erase."""
        return self.draw(act(self.privacy, view, event._data), everything=True)

    def exported(self, view: View) -> str:
        """Everything held, for the browser to save."""
        return export(self.privacy, view)
