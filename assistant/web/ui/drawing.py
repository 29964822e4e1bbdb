"""What each part of the page shows for a `View`: the drawn parts, and Gradio's own fields in the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.web.ui.basket import basket
from assistant.web.ui.chat import chat
from assistant.web.ui.held import held
from assistant.web.ui.labels import label
from assistant.web.ui.privacy import GUEST, Privacy
from assistant.web.ui.view import View

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

Drawn = tuple[Any, ...]  # a value for each of the outputs, in the order that the page lists them


@dataclass(frozen=True)
class Drawing:
    """Draws views. Without `privacy` there is no picker and no privacy tab to draw."""

    privacy: Privacy | None

    def __call__(self, view: View, clear: bool = False, everything: bool = False) -> Drawn:
        """A value for each part. The 300 shoppers and the privacy tab are drawn only with `everything`."""
        empty: dict[str, Any] = {"value": ""} if clear else {}
        fields = gr.Textbox(**ask(view), **empty), gr.Radio(**market(view)), gr.Radio(**language(view))
        return view, header(view), chat(view), basket(view), *fields, *self._personal(view, everything)

    def _personal(self, view: View, everything: bool) -> Drawn:
        if self.privacy is None:
            return tuple(gr.skip() for _ in range(4))
        who = asker(view) | (askers(self.privacy, view) if everything else {})
        panel = held(self.privacy, view) if everything else gr.skip()
        return gr.Dropdown(**who), *(gr.Tab(label=label(view.language, key)) for key in ("shop_tab", "privacy")), panel


def header(view: View) -> str:
    """The name and what the page promises."""
    words = {key: label(view.language, key) for key in ("promise", "send")}
    return HEADER.format(lang=view.language, logo=LOGO, **words)


def ask(view: View) -> dict[str, Any]:
    """The message field."""
    return {"label": label(view.language, "ask"), "placeholder": label(view.language, "ask_hint")}


def market(view: View) -> dict[str, Any]:
    """Where to shop."""
    choices = [(label(view.language, f"market_{code}"), code) for code in MARKETS]
    return {"label": label(view.language, "market"), "choices": choices, "value": view.market or AUTO}


def language(view: View) -> dict[str, Any]:
    """What the page speaks."""
    choices = [("한국어", "ko"), ("English", "en")]
    return {"label": label(view.language, "language"), "choices": choices, "value": view.language}


def asker(view: View) -> dict[str, Any]:
    """Who asks. The field rests while an answer is on its way, which would come back in the former one's name."""
    return {"value": view.shopper or GUEST, "interactive": not view.busy}


def askers(privacy: Privacy | None, view: View) -> dict[str, Any]:
    """Who may be chosen: a guest or a simulated shopper, and whoever asks now, though they have just been erased."""
    simulated = privacy.shoppers.simulated() if privacy else ()
    ids = dict.fromkeys((*simulated, *filter(None, [view.shopper])))
    choices = [(label(view.language, "simulated", shopper=ident), ident) for ident in ids]
    return {"label": label(view.language, "who"), "choices": [(label(view.language, "guest"), GUEST), *choices]}
