"""Things that a shopper tells an accident of, which they do not want: "spilled red wine on the rug"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan.things import Mention

ON_WHAT = (
    r"(?:sofa|couch|rug|carpet|mattress|shirt|blouse|dress|car seat|seat|cushions?|curtains?|wall|floor|jeans|coat|"
    r"jacket|bed|duvet)(?![a-z])"
)
ACCIDENT = re.compile(
    r"(?i:(?<![a-z])(?:spilled|spilt|splashed|splattered|dribbled|smeared|(?:is|are|was|got|gets) stained|"
    rf"stains? (?:all )?(?:on|down|in|over)(?= (?:the |my |our |his |her )?{ON_WHAT})|"
    r"stained(?= (?:my|the|our|his|her)(?![a-z]))|knocked (?:over|[a-z ]{2,20} over|[a-z ]{2,20} on(?:to)?)|"
    r"(?:dropped|poured|threw up|peed|vomited) (?:[a-z]+ ){0,3}(?:all )?(?:over|on)"
    rf"(?= (?:the |my |our |his |her )?{ON_WHAT})|"
    r"painted(?= (?:the|my|our|his|her) (?:sofa|couch|rug|carpet|mattress|curtains?|cat|dog)(?![a-z])))(?![a-z])|"
    r"쏟았|쏟아졌|쏟아 ?버|엎었|엎질렀|(?<!땀 )(?<!땀을 )흘렸|튀었|묻었|묻혔|얼룩졌|얼룩이? ?(?:생겼|졌|있|남))"
)
CLAUSE = re.compile(
    r"(?i:[.!?;\n]+|,\s|\s[-–—]\s|\s(?=(?:(?:and|so|but) )?(?:i |we )?(?:need|want|buy|get me|have to)(?![a-z]))|"
    r"(?<=[가-힣])(?:는데|어서|아서|니까|고)\s|(?<=[가-힣])\s(?=새 |새로|대신|필요))"
)
REMEDY = re.compile(r"(?i:remover|cleaner|spray|wipes?|detergent|제거|세제|클리너|세정|스프레이)")


def soiled(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of the clauses that tell of an accident, apart from what helps against it."""
    told = [(start, end) for start, end in _clauses(text) if ACCIDENT.search(text, start, end)]
    return tuple(
        one
        for one in mentions
        if any(start <= one.span.start < end for start, end in told) and not REMEDY.search(one.word)
    )


def tells_of_an_accident(text: str) -> bool:
    """Whether something was spilled or stained."""
    return ACCIDENT.search(text) is not None


def _clauses(text: str) -> list[tuple[int, int]]:
    """Where the text's clauses begin and end; the verb that ends a Korean clause belongs to it."""
    ends = [match.end() for match in CLAUSE.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))
