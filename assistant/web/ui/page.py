"""The page: the conversation beside the basket, drawn from one `View` and changed by four events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import gradio as gr
from markupsafe import Markup

from assistant.web.ui.basket import basket
from assistant.web.ui.chat import chat
from assistant.web.ui.labels import label, preferred
from assistant.web.ui.view import Answers, View, change, send
from catalog.types import Language

HERE = Path(__file__).parent
AT_ONCE = 16  # turns that may run at the same time; Gradio's default of one would make shoppers queue
LONGEST = 8_000  # characters that the message field takes; the engine reads less
AUTO = "auto"
MARKETS = ("auto", "kr", "us")
HEADER = Markup(
    '<div class="brand-mark" data-page-language="{lang}" data-send="{send}">{logo}<div><h1>담다 <span>Damda</span></h1>'
    "<p>{promise}</p></div></div>"
)
LOGO = Markup(
    '<svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><rect width="40" height="40" rx="12"'
    ' class="logo-tile"/><path d="M10 18h20l-2.4 11.2a2.5 2.5 0 0 1-2.4 2H14.8a2.5 2.5 0 0 1-2.4-2zM15 18l4-8M25 18'
    'l-4-8" class="logo-line"/></svg>'
)

Drawn = tuple[Any, ...]  # a value for each of the outputs, in the order that `build` lists them


def build(assistant: Answers) -> gr.Blocks:
    """The page over an assistant, ready to be mounted."""
    desk = Desk(assistant)
    with gr.Blocks(title="담다 Damda", analytics_enabled=False, fill_width=True) as page:
        view = gr.State(View())
        with gr.Row(elem_id="damda-top"):
            header = _part("header", _header(View()))
            market = gr.Radio(**_market(View()), elem_id="damda-market", elem_classes="switch", container=False)
            language = gr.Radio(**_language(View()), elem_id="damda-language", elem_classes="switch", container=False)
        with gr.Row(elem_id="damda-main", equal_height=False):
            with gr.Column(elem_id="damda-talk"):
                talk = _part("talk", chat(View()))
                ask = gr.Textbox(
                    **_ask(View()), elem_id="damda-ask", lines=1, max_lines=5, submit_btn=True, max_length=LONGEST
                )
            with gr.Column(elem_id="damda-side"):
                side = _part("side", basket(View()))
        drawn = [view, header, talk, side, ask, market, language]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}
        page.load(desk.opened, view, drawn, **quiet)
        ask.submit(desk.typed, [ask, view], drawn, **quiet)
        talk.say(desk.pressed, view, drawn, **quiet)
        side.edit(desk.edited, view, drawn, **quiet)
        market.input(desk.market, [market, view], view, **quiet)
        language.input(desk.language, [language, view], drawn, **quiet)
    return cast(gr.Blocks, page)


@dataclass(frozen=True)
class Desk:
    """What the page's events do."""

    assistant: Answers

    def opened(self, view: View, request: gr.Request) -> Drawn:
        """Start in the browser's language."""
        return _draw(replace(view, language=preferred(request.headers.get("accept-language", ""))))

    def typed(self, text: str, view: View) -> Iterator[Drawn]:
        """Send what stands in the field and empty it at once."""
        for number, state in enumerate(send(self.assistant, view, text)):
            yield _draw(state, clear=number == 0)

    def pressed(self, view: View, event: gr.EventData) -> Iterator[Drawn]:
        """Send a chip's sentence."""
        text = event._data.get("text") if isinstance(event._data, dict) else None
        yield from map(_draw, send(self.assistant, view, text[:LONGEST] if isinstance(text, str) else ""))

    def edited(self, view: View, event: gr.EventData) -> Drawn:
        """Change the basket."""
        return _draw(change(self.assistant, view, event._data if isinstance(event._data, dict) else {}))

    def market(self, market: str, view: View) -> View:
        """Shop there from the next message on."""
        return replace(view, market=None if market not in MARKETS or market == AUTO else market)

    def language(self, language: str, view: View) -> Drawn:
        """Show the page in that language from now on, whatever the replies are in."""
        chosen: Language = "ko" if language == "ko" else "en"
        return _draw(replace(view, language=chosen, language_chosen=True, status=""))


def _draw(view: View, clear: bool = False) -> Drawn:
    ask = _ask(view) | ({"value": ""} if clear else {})
    fields = gr.Textbox(**ask), gr.Radio(**_market(view)), gr.Radio(**_language(view))
    return view, _header(view), chat(view), basket(view), *fields


def _part(name: str, html: str) -> gr.HTML:
    """A drawn part of the page; its buttons raise the events `say` and `edit`."""
    script = (HERE / "page.js").read_text("utf-8")
    return gr.HTML(html, elem_id=f"damda-{name}-part", js_on_load=script, apply_default_css=False)


def _header(view: View) -> str:
    words = {key: label(view.language, key) for key in ("promise", "send")}
    return HEADER.format(lang=view.language, logo=LOGO, **words)


def _ask(view: View) -> dict[str, Any]:
    return {"label": label(view.language, "ask"), "placeholder": label(view.language, "ask_hint")}


def _market(view: View) -> dict[str, Any]:
    choices = [(label(view.language, f"market_{code}"), code) for code in MARKETS]
    return {"label": label(view.language, "market"), "choices": choices, "value": view.market or AUTO}


def _language(view: View) -> dict[str, Any]:
    choices = [("한국어", "ko"), ("English", "en")]
    return {"label": label(view.language, "language"), "choices": choices, "value": view.language}
