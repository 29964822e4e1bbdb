"""Whose age is said: "a rescue cat, 4 years old" and 8살 대형견 are no children."""

from __future__ import annotations

import re

ENGLISH = (
    r"(?:dogs?|cats?|pupp(?:y|ies)|pups?|kittens?|kitt(?:y|ies)|hounds?|greyhounds?|labradors?|labs?|retrievers?|poodles?|"
    r"terriers?|spaniels?|collies?|corgis?|beagles?|dachshunds?|mutts?|mongrels?|tabby|tabbies|ragdolls?|rabbits?|"
    r"hamsters?|parrots?|horses?|pon(?:y|ies)|pets?)"
)
KOREAN = (
    r"(?:강아지|멍멍이|댕댕이|고양이|냥이|반려[견묘]|[가-힣]{1,3}형견|유기[견묘]|노[견묘]|성[견묘]|믹스견|푸들|말티[즈푸]|"
    r"포메(?:라니안)?|리트리버|시바견?|비숑|치와와|시츄|진돗개|코숏|러시안블루|렉돌|먼치킨|토끼|햄스터|앵무새)"
)
LIKE = r"(?:(?:rescue|female|male|neutered|spayed|big|small|large|little|lovely|sweet|indoor|old|adult)\s)?"
ENGLISH_BEFORE = re.compile(
    rf"(?i:(?<![a-z]){ENGLISH}(?:\s?[,(:–-])?\s?(?:(?:who|he|she|it)(?:['’]?s|\sis)\s|is\s|aged\s|about\s|almost\s|around\s|"
    r"nearly\s|just\s|turning\s|turned\s|now\s){0,4}\Z)"
)
KOREAN_BEFORE = re.compile(rf"{KOREAN}(?:[은는이가]|인데|\s?나이[은는가]?)?,?\s?(?:이제|올해|벌써|지금|한)?\s?\Z")
AFTER = re.compile(
    rf"(?i:[\s-]{LIKE}{ENGLISH}(?![a-z])|"
    rf"(?:\s?(?:짜리|된|먹은|넘은|쯤 된))?\s?(?:(?:암컷|수컷|작은|큰|늙은|우리|믹스) )?{KOREAN})"
)
FARTHEST = 40  # characters before an age that its pet is looked for in


def is_of_a_pet(text: str, start: int, end: int) -> bool:
    """Whether the age at a place of a text is an animal's."""
    before = text[max(0, start - FARTHEST) : start]
    return bool(ENGLISH_BEFORE.search(before) or KOREAN_BEFORE.search(before) or AFTER.match(text, end))
