"""Which products a turn is about: a place, what a pointing word stands before, a name, or what was last spoken of."""

from __future__ import annotations

import re

from assistant.dialogue.asked import Asked
from assistant.dialogue.naming import COUNTS, named
from assistant.dialogue.views import first_added, in_view, is_numbered, numbered, pool_of, spoken_of
from assistant.plan.match import overlap
from assistant.plan.things import find_things
from assistant.understand.cues import cue
from catalog.text import tokens
from catalog.types import Product

OF_IT = frozenset(  # which of a kind, not what
    "one ones kind type sort version size flavour flavor 달리 들어가 들 있 되 쓰 나오 같 하".split()
)
ASKS = frozenset({"ask", "why", "compare"})
# "The tank", "those lozenges", 그 숯: what a word that points stands before.
DETERMINED = re.compile(
    r"(?i:(?<![a-z])(?:the|that|this|those|these|my|our)\s(?P<en>[a-z][a-z'-]+(?:\s[a-z][a-z'-]+)?)|"
    r"(?<![가-힣])(?:그|이|저|아까|방금)\s(?P<ko>[가-힣]{1,8}(?:\s[가-힣]{1,8})?))"
)
TOPIC_KO = re.compile(r"(?<![가-힣])([가-힣]{1,8}?)(?:은|는)(?= )")
# What is said of all there is rather than of one thing in it.
OF_ALL = re.compile(
    r"(?i:(?<![a-z])(?:price|prices|cost|total|whole|lot|basket|cart|order|list|budget|party|rest|shop|bill|number|amount|"
    r"(?:all|everything)(?: of)? (?:that|this|it|those|these)|everything|overall|all round)(?![a-z])|"
    r"(?<![가-힣])(?:전체|전부|모두|가격|금액|총액|예산|장바구니))"
)
NEAR = 0.62  # of the best score in the shop, at which a product is meant by a word that it is not called by
FAR = 0.72  # …where the word names things of another department: a shampoo for dull coats is no coat
# "How much sugar is in those": what is asked of the thing, not which thing.
OF_THAT = re.compile(
    r"(?i:(?<![a-z])(?:in|of|on|with|about|inside|for|from) (?:it|them|those|these|that)(?= ?[?.!,]|$)|"
    r"(?<![a-z])(?:ones?|things?|stuff|what) (?:that )?(?:you|i|we)(?:['’]ve)? just (?:put|added|picked|swapped|chose)|"
    r"^(?:and |but |so |ok |then )?(?:is|are|does|do|can|will|would) (?:it|they|that|this|these|those)"
    r"(?= (?:ok|okay|safe|good|fine|suitable|alright|really|also|run|come with|fit|work|last|hold|shrink|survive|"
    r"contain|include)(?![a-z]))(?! (?:good|enough|ok|okay|fine) for \d)|"
    r"how (?:many|much)(?: (?:are|is|do|does|you|i|we|get|come|comes|there|pieces|sheets|of them|them))* in "
    r"(?:a|an|the|each|one|every) (?:box|pack(?:et|age)?|bag|set|case|tin|bottle|can|tub)(?![a-z])(?! of )|"
    r"(?:한|그) ?(?:통|박스|봉지?|팩|상자|곽|세트|묶음)에 ?몇|"
    r"^(?:근데 |혹시 |참 |아 )?(?:그건|그거|이건|이거|그게|이게)[는은]? "
    r"(?!.*(?:전부|합치|합쳐|모두|됐고|아니|다른|(?<![가-힣])다(?![가-힣])))(?=[^?]*(?:\?|나요|까요?|는지|죠)(?:[\s.?!]|$))(?!말고|빼|대신)|"
    r"(?:방금|금방) (?:넣|담|추가|고르|고른|바꾸|바꾼)[가-힣]{0,3} ?(?:거|것|건|걸|게))"
)


def pointed(asked: Asked) -> list[Product]:
    """The products that a turn points at or names; none where it does neither, or points beyond what there is."""
    if cue("targets", "first_added").search(asked.request.asked) and (first := first_added(asked)):
        return first[:1]
    if is_numbered(asked.request) and in_view(asked):
        return numbered(asked.request, in_view(asked))
    text, spoken = asked.request.asked, spoken_of(asked)
    if spoken and OF_THAT.search(text):
        return spoken
    if called := determined(asked):
        return called
    if cue("targets", "that").search(text) and not find_things(text) and spoken:
        return spoken  # "is that stuff safe on a child's skin?" names no child's cape
    return named(asked, text) or meant(asked)


def determined(asked: Asked) -> list[Product]:
    """The product that a word behind "the", "those" or 그 names, where it names just one, of whatever size."""
    for match in DETERMINED.finditer(asked.request.asked):
        if OF_ALL.search(match[0]):
            continue
        found = named(asked, match["en"] or match["ko"])
        found = [one for one in spoken_of(asked) if one in found] or found  # that pillow of two
        if len({one.group_id or one.id for one in found}) == 1:
            return found
    return []


def meant(asked: Asked) -> list[Product]:
    """What is not called so, and comes as near to the word as what is: the parka as the coat, pumps as the shoes."""
    snapshot = asked.shop.search.snapshot
    for word in _nouns(asked.request.asked):
        scores = asked.shop.search.scores(word).fused
        near = [(float(scores[at]), one) for one in pool_of(asked) if (at := snapshot.position(one.id)) is not None]
        best, product = max(near, key=lambda pair: pair[0], default=(0.0, None))
        kinds = [c for thing in find_things(word) for c in thing.categories]
        alike = [one for _, one in near if overlap((one.category,), kinds)]
        far = kinds and product is not None and product.category.split("/")[0] not in {c.split("/")[0] for c in kinds}
        if product is not None and (best >= (FAR if far else NEAR) * float(scores.max()) or [product] == alike):
            return [product]
    return []


def _nouns(text: str) -> list[str]:
    """The words of a turn that can name a thing: known ones, and those that something points at or speaks of."""
    known = [one.word for one in find_things(text)]
    said = [match["en"] or match["ko"] for match in DETERMINED.finditer(text) if not OF_ALL.search(match[0])]
    return [
        *known,
        *(word for word in said if set(tokens(word)) - COUNTS and not word.endswith(" of")),  # "the size of the coat"
        *(match[1] for match in TOPIC_KO.finditer(text)),
    ]
