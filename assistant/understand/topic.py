"""What a text is about, whoever says it and however politely: its words without courtesies and endings."""

from __future__ import annotations

import re

from catalog.text import HANGUL, STOP, morphemes, normalize

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words that ask and do not name: the same wish is said with and without them.
COURTESY = frozenset(
    (
        "could would can may might shall should will kindly please like love wish want wanna gonna gotta seek "
        "seeking looking look show find suggest recommend arrange purchase buy get give help hi hello hey so just "
        "really any some something what which do does did don't i'm i'd i've i'll we're we'd we've us they them "
        "there's there it's having had has been being if possible am is are was were plan planning provide prepare "
        "gather require requires required available needs needed seeks got those these now enjoy enjoys likes "
        "loves appreciate grateful thanks thank sir madam dear ok okay um well"
    ).split()
)


def topic(text: str) -> str:
    """The telling words of a text in order: Latin words as written, Korean ones as morphemes."""
    folded = normalize(text)
    latin = [word for word in WORD.findall(folded) if not HANGUL.search(word) and word not in STOP | COURTESY]
    korean = morphemes(folded) if HANGUL.search(folded) else []
    return " ".join([*latin, *korean]) or folded
