"""Turns that speak against a thing without saying that it is to go: 팝콘은 이에 껴서 싫어, "skip the pillow"."""

from __future__ import annotations

import re

from assistant.plan.limits import mentions, owned_mentions
from assistant.types import Request, Stated
from assistant.understand.wants import find_turned

SAYS = frozenset({"act", "owned", "target", "exclusions", "dislikes", "date"})  # what such a turn may say beside
ENGLISH = re.compile(
    r"(?i:(?<![a-z])(?:skip|don['’]?t (?:need|want|bother)|no need|refuses?|hates?|can['’]?t stand|gave me|lent me|"
    r"(?:have|got) (?:one|some|plenty|enough|loads)|forget(?: about)?|never mind|not bother)(?![a-z]))"
)
WISHED = (
    "바꿔|바꾸|교체|말고|추가|더 |늘|넣(?!지)|담(?!지)|좋겠|있으면|필요해|필요할|주세요|줘|부탁|로 ?(?:해|할)|"
    "보여|어때|뭐(?:야|예요|가)|왜|[?]|(?:거|걸|것으)로[요.!~ ]*$"
)
# A Korean topic with something said of it, unless that asks for more of it or for another: 사료는 보호소에서 준대.
TOPIC = re.compile(rf"(?:은|는)(?!.*(?:{WISHED})).{{2,}}")


def speaks_against(request: Request) -> bool:
    """Whether a refinement is about one thing alone and says that it is not wanted or there already."""
    if request.act != "refine" or request.changes or set(request.spans) - SAYS or find_turned(request.asked):
        return False
    things = mentions(request) or owned_mentions(request)
    if sum(TOPIC.match(request.asked, thing.span.end) is not None for thing in things) == 1:
        return True
    return len(things) == 1 and ENGLISH.search(request.asked) is not None


def ruled_out(request: Request) -> Request:
    """The request with the thing that it speaks against ruled out, so that naming it does not ask for it."""
    things = mentions(request)
    known = {one.text for one in request.exclusions}
    fresh = tuple(Stated(text=one.word, span=one.span) for one in things if one.word not in known)
    spans = {**request.spans, "exclusions": (*request.spans.get("exclusions", ()), *(one.span for one in things))}
    return request.model_copy(update={"exclusions": (*request.exclusions, *fresh), "spans": spans})
