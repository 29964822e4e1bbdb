"""The page: the conversation beside the basket and, in the demo shop, a privacy tab; all drawn from one `View`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import gradio as gr

from assistant.web.ui.basket import basket
from assistant.web.ui.chat import chat
from assistant.web.ui.drawing import Drawing, ask, asker, askers, header, language, market
from assistant.web.ui.events import LONGEST, Record, Talk
from assistant.web.ui.labels import label
from assistant.web.ui.privacy import privacy_of
from assistant.web.ui.view import Answers, View

HERE = Path(__file__).parent
AT_ONCE = 16  # turns that may run at the same time; Gradio's default of one would make shoppers queue
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}
SWITCH: dict[str, Any] = {"elem_classes": "switch", "container": False}
START = View()


@dataclass(frozen=True)
class Parts:
    """The page's parts. `drawn` lists them in the order in which `Drawing` gives their values."""

    view: gr.State
    header: gr.HTML
    talk: gr.HTML
    side: gr.HTML
    ask: gr.Textbox
    market: gr.Radio
    language: gr.Radio
    who: gr.Dropdown
    shop_tab: gr.Tab
    privacy_tab: gr.Tab
    panel: gr.HTML

    @property
    def drawn(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())


def build(assistant: Answers) -> gr.Blocks:
    """The page over an assistant, ready to be mounted. The picker and the privacy tab are the demo shop's alone."""
    privacy = privacy_of(assistant)
    draw = Drawing(privacy)
    with gr.Blocks(title="담다 Damda", analytics_enabled=False, fill_width=True) as page:
        parts = _laid_out(personal=privacy is not None)
        talk = Talk(assistant, draw)
        opened = page.load(talk.opened, parts.view, parts.drawn, **QUIET)
        _talk(parts, talk)
        if privacy is not None:
            record = Record(privacy, draw)
            opened.then(record.listed, parts.view, [parts.who, parts.panel], **QUIET)
            _record(parts, record)
    return cast(gr.Blocks, page)


def _laid_out(personal: bool) -> Parts:
    view = gr.State(START)
    with gr.Row(elem_id="damda-top"):
        top = _part("header", header(START))
        who = gr.Dropdown(**_who(), visible=personal, elem_id="damda-who", container=False, filterable=True)
        where = gr.Radio(**market(START), **SWITCH, elem_id="damda-market")
        spoken = gr.Radio(**language(START), **SWITCH, elem_id="damda-language")
    with gr.Tabs(elem_id="damda-tabs", elem_classes="" if personal else "alone"):
        with _tab("shop_tab") as shop_tab, gr.Row(elem_id="damda-main", equal_height=False):
            with gr.Column(elem_id="damda-talk"):
                talk = _part("talk", chat(START))
                field = gr.Textbox(
                    **ask(START), elem_id="damda-ask", lines=1, max_lines=5, submit_btn=True, max_length=LONGEST
                )
            with gr.Column(elem_id="damda-side"):
                side = _part("side", basket(START))
        with _tab("privacy", visible=personal) as privacy_tab:
            panel = _part("privacy", "")
    return Parts(view, top, talk, side, field, where, spoken, who, shop_tab, privacy_tab, panel)


def _talk(parts: Parts, talk: Talk) -> None:
    parts.ask.submit(talk.typed, [parts.ask, parts.view], parts.drawn, **QUIET)
    parts.talk.say(talk.pressed, parts.view, parts.drawn, **QUIET)
    parts.side.edit(talk.edited, parts.view, parts.drawn, **QUIET)
    parts.side.checkout(talk.checked_out, parts.view, parts.drawn, **QUIET)
    parts.market.input(talk.market, [parts.market, parts.view], parts.view, **QUIET)
    parts.language.input(talk.language, [parts.language, parts.view], parts.drawn, **QUIET)


def _record(parts: Parts, record: Record) -> None:
    # The export goes through the page and is saved by the browser: no file of anybody's record stays on the server.
    file = gr.Textbox(visible=False)
    save = (HERE / "save.js").read_text("utf-8")
    parts.who.input(record.chosen, [parts.who, parts.view], parts.drawn, **QUIET)
    parts.privacy_tab.select(record.shown, parts.view, parts.panel, **QUIET)
    # Every press counts, also one that comes while another is being answered: a withdrawal must not get lost.
    parts.panel.privacy(record.acted, parts.view, parts.drawn, **QUIET, trigger_mode="multiple")
    parts.panel.export(record.exported, parts.view, file, **QUIET).then(None, file, None, js=save)


def _part(name: str, html: str) -> gr.HTML:
    """A drawn part of the page; its buttons raise the events `say`, `edit`, `checkout`, `privacy` and `export`."""
    script = (HERE / "page.js").read_text("utf-8")
    return gr.HTML(html, elem_id=f"damda-{name}-part", js_on_load=script, apply_default_css=False)


def _tab(name: str, visible: bool = True) -> gr.Tab:
    return gr.Tab(label(START.language, name), id=name, visible=visible, elem_id=f"damda-{name}")


def _who() -> dict[str, Any]:
    return asker(START) | askers(None, START)
