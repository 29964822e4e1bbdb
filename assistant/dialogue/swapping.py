"""One thing in another's place: "chips → popcorn", "the wine, white", "something without alcohol instead"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.attendance import attendance
from assistant.dialogue.counts import said_count
from assistant.dialogue.forms import forms_said
from assistant.dialogue.likelier import HALF, likeliest
from assistant.dialogue.lines import ABOUT_A_LINE, another
from assistant.dialogue.naming import named
from assistant.dialogue.replacing import FREE_WORDS, PRONOUN, in_place, replaced
from assistant.dialogue.replies import short_reply
from assistant.dialogue.variants import in_any_form, in_form
from assistant.dialogue.views import basket_products, beyond, numbered, spoken_of
from assistant.explain.phrases import say
from assistant.plan.limits import mentions
from assistant.plan.things import find_things
from assistant.understand.targets import find_places
from assistant.understand.wants import find_replaced, find_swaps, find_turned
from catalog.text import HANGUL
from catalog.types import Product, localized

VAGUE = re.compile(
    r"(?i)(?:a |an |some |the )?(?:different|another|other|new|something|anything)(?![a-z])|"
    r"(?:a |some |the )?(?:[a-z]+er|more [a-z]+|less [a-z]+) (?:ones?|pair|version|kind)$|"
    r"(?:다른|딴|더 ?[가-힣]{1,5}) ?(?:거|것|걸|제품|종류|브랜드|회사|메이커)"
)
PUTS = re.compile(r"(?i:^(?:put|get|use|add|have|take|do|make it) (?:me )?(?:the |an? |some )?)")
DOZENS = 10  # so many of one thing are rather what its pack holds
SWAPS = frozenset({"refine", "add", "remove", "quantity"})  # acts under which a pair may be said
A = r"(?:an? |the |some )?"
THING_KO = r"(?:더 )?[가-힣A-Za-z]{1,10}(?: [가-힣A-Za-z]{1,8})?"
INSTEAD = re.compile(
    rf"(?i:(?<![a-z])(?:switch|change|swap|go)(?: it| that| them)? (?:to|for|into) {A}"
    r"(?P<en>[a-z][a-z -]{2,30}?)(?=[.,!?;]|$| please| instead)|"
    rf"(?<![a-z])(?:an? |the |some |(?:make it|get) {A})(?P<en2>[a-z][a-z -]{{2,30}}?) instead(?=[.,!?;]|$| please)|"
    r"(?<![a-z])(?:make|have|get) (?:it|that|them|those|that one) (?:the |in |an? )?(?P<en3>[a-z][a-z -]{2,30}?)"
    r"(?: ones?)?(?=[.,!?;]|$| please)|"
    r"^(?:[그이저](?:거|것|건|걸|게)) (?P<ko3>[가-힣A-Za-z0-9 ]{1,12}?)(?:으로|로)"
    r"(?: ?(?:해|할|부탁|주세|줘)[가-힣]*)?[.!~]*$|"
    rf"(?:^|[\s,])(?P<ko2>[가-힣A-Za-z0-9]{{1,10}}(?: [가-힣A-Za-z0-9]{{1,10}}){{0,3}}?) ?(?:걸|것|거)(?:으로|로)"
    r" ?(?:좀 )?(?:바꿔|바꾸|바꿀|교체|변경|갈아)|"
    rf"(?:^|[\s,])(?P<ko>{THING_KO})(?:으로|로) ?(?:좀 )?(?:바꿔|바꾸|바꿀|교체|변경|갈아))"
)
# "In teal", "the mouse in lilac please", "grapefruit flavor for that", 색은 코코아로, 네이비로 해줘 우산.
OF_FORM = re.compile(
    r"(?i:^(?:actually |ok |hm+,? )?(?:(?:the |my |that )?[a-z ]{2,20} )?"
    r"in [a-z]+(?: [a-z]+)?(?: please| pls| then)?[.!]*$|"
    r"(?<![a-z])(?:flavou?r|colou?r|scent|size|version|kind)(?![a-z])|"
    r"(?:색|색상|색깔|컬러|맛|향|사이즈|크기)[은는이가도]? |"
    r"[가-힣](?:으로|로) (?:해|할|부탁|바꿔|바꾸|주세|줘)[가-힣]*(?: [가-힣]{1,6})?[.!~]*$)"
)
OF_FORMS = frozenset({"colours", "sizes"})  # what a turn may say of a form
CHOOSES = re.compile(  # "ivory then", "the 30 one", 24로 가자
    r"(?i:(?<![a-z])(?:the|it|then|instead|enough|rather|please)(?![a-z])|(?:으로|로)(?:요|(?![가-힣]))|낫)"
)
OF_SIZE = frozenset({"smaller", "bigger"})  # changes that another form may be: "28 is too big, the 24"
PUTS_IN = re.compile(r"(?i:(?<![a-z])(?:add|put|another|also|plus|too|as well)(?![a-z])|담|넣|추가|[가-힣]도(?=\s))")
LEADS = re.compile(r"^(?:그럼|그러면|그냥|아니|음|저기|혹시|이제|차라리) ")
COMPARED = re.compile(r"(?i:(?:[a-z]+er|more [a-z]+|less [a-z]+|different|another|other) |(?:더|다른|딴) )")
FREE = re.compile(r"(?i:without alcohol|alcohol[- ]free|non-?alcoholic|no alcohol)|무알[코콜]올?|알코?[올콜] ?없는")


def swapped(asked: Asked) -> Answered | None:
    """The basket with one thing in another's place, every other line as it was; None where it names no such pair."""
    session, request = asked.session, asked.request
    swaps = find_swaps(request.asked)
    if request.act not in SWAPS or session.draft is None or session.request is None:
        return None
    if request.act != "refine" and not (len(swaps) == 1 and _is_there(asked, swaps[0][0].value)):
        return _of_that(asked, session.draft)  # not: "add chips instead of the crackers"
    turned = () if swaps or request.changes else find_turned(request.asked)  # "the wine, white": of its kind
    sure = _sure(asked)
    if sure is None and len(swaps or turned) != 1:
        return _of_a_kind(asked, session.draft) if not swaps and not turned else None
    # What goes is none of the limits: "swap the lantern for a headlamp" rules no lights out.
    changes = {"exclusions": session.request.exclusions, "act": "refine"}
    asked = replace(asked, request=request.model_copy(update=changes))
    old, new = sure or ((swaps or turned)[0][0].value, (swaps or turned)[0][1].value.text)
    new = PUTS.sub("", new)
    if find_places(old) and beyond(asked):
        return short_reply(asked, say(request.language, "no_such_place", count=len(basket_products(asked)))), session
    gone = {one.id for one in _meant(asked, old)}
    lines = tuple(line for line in session.draft.lines if line.pick.candidate.product.id in gone)
    if FREE.search(new):  # "something without alcohol": such a one in its place
        new = FREE_WORDS[request.language]
    elif lines and VAGUE.match(new.strip()):
        return another(asked, lines[0].pick.candidate.product.id)
    if not lines and turned:
        return _of_a_kind(asked, session.draft)
    if not lines and HANGUL.search(new):  # "와인 빼고 그 자리에 주스": there is none, and none is to come
        asked = replace(asked, request=asked.request.model_copy(update={"exclusions": request.exclusions}))
    form = in_form(asked, session.draft, lines or _spoken_line(asked, session.draft), new)
    return form or replaced(asked, session.draft, lines, in_place(asked, lines, old, new))


def _sure(asked: Asked) -> tuple[str, str] | None:
    """What is to go and what is to come, where the basket has what is to go: "매트는 티피이 말고 천연고무로 바꿔줘"."""
    if set(asked.request.changes) - OF_SIZE:
        return None
    return next((pair for pair in find_replaced(asked.request.asked) if pair[0] and _is_there(asked, pair[0])), None)


def _of_that(asked: Asked, draft: Draft) -> Answered | None:
    """Another form of what a turn points at, whatever else it is taken for: 그거 검정으로."""
    text = asked.request.asked
    match = INSTEAD.search(text)
    new = match and (match["en3"] or match["ko3"])
    if new:
        return in_form(asked, draft, _spoken_line(asked, draft), new)
    count = said_count(text)
    if asked.request.act == "quantity" and count is not None and count >= DOZENS:
        return _holding(asked, draft, count)
    counted = count is not None and not asked.request.colours
    if asked.request.act == "remove" or counted or not OF_FORM.search(text) or PUTS_IN.search(text):
        return None
    there = {one.id for one in named(asked, text)} if find_things(text) else set()
    lines = [line for line in draft.lines if line.pick.candidate.product.id in there]
    return in_form(asked, draft, lines or _spoken_line(asked, draft), text)


def _holding(asked: Asked, draft: Draft, count: int) -> Answered | None:
    """The one line that comes with so many in a pack, in that pack: "40 bricks are plenty" of the pack of 80."""
    lines = [one for one in draft.lines if forms_said(asked, one.pick.candidate.product, str(count))]
    return in_form(asked, draft, lines, str(count)) if len(lines) == 1 else None


def _is_there(asked: Asked, old: str) -> bool:
    """Whether what is to go is in the basket."""
    there = {one.id for one in basket_products(asked)}
    return any(one.id in there for one in _meant(asked, old))


def _of_a_kind(asked: Asked, draft: Draft) -> Answered | None:
    """What is named in the place of what is there of its kind, or the one line that has such a form in that form."""
    if (kind := _for_its_kind(asked, draft)) is not None:
        return kind
    request = asked.request
    others = set(request.changes) - OF_SIZE or set(request.spans) - ABOUT_A_LINE - OF_FORMS
    if others or find_places(request.asked) or attendance(request.asked) or not CHOOSES.search(request.asked):
        return None
    if not mentions(request):
        return in_any_form(asked, draft, _spoken_line(asked, draft))
    called = {one.id for one in named(asked, request.asked)}  # "흙은 50리터짜리로"
    return in_any_form(asked, draft, tuple(one for one in draft.lines if one.pick.candidate.product.id in called), True)


def _for_its_kind(asked: Asked, draft: Draft) -> Answered | None:
    """ "A lighter tent instead", 장우산으로 바꿔 주세요: what is named takes the place of what is there of its kind."""
    match = INSTEAD.search(asked.request.asked)
    if match is None or set(asked.request.spans) - ABOUT_A_LINE:
        return None
    alone = (come for gone, come in find_replaced(asked.request.asked) if not gone)
    new = LEADS.sub("", next(alone, next(filter(None, match.groups()))).strip())
    gone = {one.id for one in named(asked, new)} if match["ko2"] is None else set()
    lines = tuple(line for line in draft.lines if line.pick.candidate.product.id in gone)
    if len(lines) != 1:
        lines = _on_its_shelf(asked, draft, new)
    if len(lines) != 1:
        return _in_spoken_place(asked, draft, new, match["ko2"] is not None)
    if COMPARED.match(new):
        return another(asked, lines[0].pick.candidate.product.id)
    return in_form(asked, draft, lines, new) or replaced(asked, draft, lines, in_place(asked, lines, "", new))


def _on_its_shelf(asked: Asked, draft: Draft, new: str) -> tuple[DraftLine, ...]:
    """The line of the shelf of what is to come: a folding umbrella, for a long one; of several, the one spoken of."""
    come = likeliest(asked, new, ())
    if come is None or come.share < HALF:
        return ()
    shelf = come.product.category
    there = tuple(line for line in draft.lines if line.pick.candidate.product.category == shelf)
    spoken = tuple(line for line in _spoken_line(asked, draft) if line in there)
    return there if len(there) == 1 else spoken


def _in_spoken_place(asked: Asked, draft: Draft, new: str, described: bool) -> Answered | None:
    """Another form of what was spoken of, or where it is described what comes nearest: 발목까지 오는 걸로 바꿔줘."""
    lines = _spoken_line(asked, draft)
    if (form := in_form(asked, draft, lines, new)) is not None:
        return form
    if not described or not lines or asked.request.changes or VAGUE.match(new) or COMPARED.match(new):
        return None
    label = localized(lines[0].need.label, asked.request.language)
    return replaced(asked, draft, lines, in_place(asked, lines, label, new))


def _spoken_line(asked: Asked, draft: Draft) -> tuple[DraftLine, ...]:
    """The line that was last spoken of, where it is one."""
    spoken = {one.id for one in spoken_of(asked)}
    return tuple(line for line in draft.lines if {line.pick.candidate.product.id} == spoken)


def _meant(asked: Asked, old: str) -> list[Product]:
    """What is to go: a place, what was spoken of, or what is called so."""
    if find_places(old):
        return numbered(asked.request, basket_products(asked))
    return spoken_of(asked) if PRONOUN.fullmatch(old.strip()) else named(asked, old)
