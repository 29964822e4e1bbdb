"""The look that Gradio's own fields get: system fonts with Korean, one green, soft corners."""

from __future__ import annotations

import gradio as gr

FONTS = (
    "Pretendard",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Malgun Gothic",
    "system-ui",
    "sans-serif",
)
GREEN = gr.themes.Color(
    "#f0f7f3",
    "#dcede4",
    "#bbdccb",
    "#8fc4aa",
    "#5da685",
    "#3a8a68",
    "#1f6f50",
    "#1a5c43",
    "#164a37",
    "#123d2e",
    "#0a231a",
)


def theme() -> gr.themes.Base:
    """The theme: every colour that the page's stylesheet does not draw itself comes from here."""
    return gr.themes.Base(
        primary_hue=GREEN, secondary_hue=GREEN, neutral_hue="stone", font=FONTS, font_mono=("ui-monospace", "monospace")
    )
