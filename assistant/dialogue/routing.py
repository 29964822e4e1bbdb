"""A second look at a turn's act: what the rest of the request, the shop and the conversation show it to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue import questions
from assistant.dialogue.asked import Asked
from assistant.dialogue.attendance import attendance
from assistant.dialogue.finding import is_job, is_shopping_list
from assistant.dialogue.likelier import describes
from assistant.dialogue.naming import lacks
from assistant.plan.soiled import tells_of_an_accident
from assistant.plan.things import Mention
from assistant.types import Act, Request
from assistant.understand.jobs import head, is_product
from assistant.understand.questions import read_question
from catalog.text import normalize

IN_BASKET = re.compile(
    r"(?i:^(?:please |ok |can you )*(?:put|add|pop|throw|stick) .{2,60} (?:in|to|into) (?:my |the )(?:basket|cart))"
)
SEEKS = re.compile(
    r"(?i:(?<![a-z])(?:show|find|looking|have|sell|stock|any|which|where)(?![a-z])|있[어나는을]|보여|찾|추천|팔[아나]|골라|뭐가)"
)
SELLS = re.compile(
    r"(?i:(?<![a-z])(?:do|would) you(?: guys)? (?:also |even )?(?:sell|have|stock|carry)(?![a-z])|"
    r"(?<![a-z])have you got(?![a-z])|"
    r"[가-힣](?:거|것|게|건)(?:도|은|는|가)? ?(?:파나|파시나|팔아|팔고|있나|있을까|있어요\?|있습니까))"
)
BRIEF, SURE = 4, 0.8  # words; the score from which a playbook is meant by them
WHERE = re.compile(
    r"(?i:(?<![a-z])(?:where|when|how (?:do|can|long|much))(?![a-z])|어디서?|언제|얼마)"
)  # "where do I pick it up"
SHOWS = re.compile(  # "show me the water ones", 물티슈도 보고 싶어요
    r"(?i:(?<![a-z])(?:show me|let me see|find me|looking for|i['’]?m after|"
    r"what [a-z ]{2,30} do you (?:have|sell|carry|stock)|"
    r"do you (?:have|sell|carry|stock)|got any|have you got|next (?:on my list|up|thing))(?![a-z])|"
    r"찾아 ?(?:줘|주|봐|볼)|보여 ?(?:줘|주|줄)|보고 ?싶|볼 ?수 ?있|파시나|파나요|파는지|팔아요|팔고|판매하|취급|"
    r"있나요|있을까요|있어요\?|추천해|알려 ?줘)"
)
BARE_ASK = re.compile(
    r"(?i:^(?:and|also|ok|oh|hm+)?,? ?(?:any |what about |how about )?"
    r"(?!(?:is|are|was|do|does|did|can|could|will|would|has|have|should|isn|aren|why|how|when|where|who|what)(?![a-z]))"
    r"[a-z][a-z -]{2,25}\?$|"
    r"파시나|파나요|팔아요|판매하|취급|있나요|[은는](?:요|여)?\?$)"
)
PUTS_IN = re.compile(
    r"(?i:(?<![a-z])(?:add|put|throw in|include|toss|pop|stick|chuck|instead)(?![a-z])|담|넣|추가|대신|말고)"
)
KEPT = re.compile(  # "did we stay under 110?" asks about the basket
    r"(?i:^(?:and |so |ok,? )?(?:did|do|does|are|is|am|have) (?:we|i|it|that|this|everything)(?![a-z])|"
    r"(?<![a-z])still (?:under|within|below|inside)(?![a-z])|"
    r"(?:아직|그대로|여전히|지금) ?.{0,12}(?:안 ?넘|이하|이내|안쪽|안이)[가-힣]*\?)"
)
WISHED = re.compile(  # before the thing: "I would like a light carry-on suitcase for a short trip"
    r"(?i:(?<![a-z])(?:(?:i|we)(?:['’]d| would)?(?: really)? (?:need|want|like)|(?:looking|searching) for|after)"
    r"(?: to (?:get|buy|order|find))?(?: (?!and |or |for |to |with )[a-z0-9-]+){0,4}\s\Z)"
)
WISHED_KO = re.compile(  # after it: 기내용 캐리어가 필요해요
    r"[이가을를도]?\s?(?:하나|좀|한 ?(?:개|벌|켤레|대|권|병))?\s?"
    r"(?:필요|추천|찾|사고 ?싶|사야|사려|구해|구입|구매|보여|부탁)"
)
MADE = re.compile(
    r"(?i:(?<![a-z])(?:mak(?:e|ing)|bak(?:e|ing)|cook(?:ing)?|from scratch)(?![a-z])|"
    r"(?:만들|구울|끓일|부칠|튀길|볶을|담글|삶을|해 ?먹을) ?(?:거|건|래|까|예정|생각)|"
    r"해 ?먹(?:자|을래|으려)|만들(?:려|어 ?먹))"
)
LONG_LOOK = 12  # words: whoever says more tells of a job
SEVERAL = 2  # things named that make a job of whatever else is said
MISTAKEN = frozenset({"checkout", "find", "out_of_scope"})  # acts that a question about the terms is taken for


def second_look(asked: Asked, things: Sequence[Mention]) -> Request:
    """The request where its act was weighed: only what the weights cannot know is looked at again."""
    request = asked.request
    question = read_question(request.asked)
    if request.act in MISTAKEN and question.term and question.asked:  # "can I pay by card?"
        return _as(request, "ask")
    if request.act == "add" and question.term and not things and WHERE.search(request.asked):
        return _as(request, "ask")
    there = asked.session.draft is not None or asked.session.shown
    if request.act == "quantity" and attendance(request.asked) is not None:
        return _as(request, "refine")  # "three friends just joined so we're five"
    if request.act in ("add", "ask", "plan") and _looks_for(asked, things):
        return _as(request, "find")
    wished = "budget" in request.spans and not KEPT.search(request.asked)
    if request.act == "ask" and wished and there and not question.pointing and not request.target:
        return _as(request, "refine")  # "anything under $120?"
    if request.act == "plan" and asked.session.draft is None and things and IN_BASKET.search(request.asked):
        return _as(request, "add")  # "put rubber gloves in my basket" opens no job
    pointed = request.target is not None or question.pointing or question.inside
    if request.act == "ask" and question.existence and not pointed and lacks(asked):  # "do you have chairs as well?"
        return _as(request, "find")
    if request.act == "ask" and SELLS.search(request.asked) and describes(request):
        return _as(request, "find")  # "do you sell those cubes you pack clothes in"
    if request.act == "plan" and not there and _wishes_for_one(asked, things):
        return _as(request, "find")
    if request.act in ("smalltalk", "find") and not things and _names_a_job(asked):
        return _as(request, "plan")
    if request.act == "find" and not there and _is_to_be_done(asked):  # 핫케이크 만들 거야
        return _as(request, "plan")
    if request.act == "find" and not there and _asks_a_group_of_a_job(asked, things):
        return _as(request, "plan")
    if request.act != "find" or SHOWS.search(request.asked):
        return request
    listed = is_shopping_list(request, things) or (bool(things) and asked.shop.planner.is_bare_list(request, things))
    return _as(request, "plan") if listed else request


def _looks_for(asked: Asked, things: Sequence[Mention]) -> bool:
    """Whether a turn asks to see a kind of thing, whatever it is taken for: 체온계도 찾아주세요, "any cookbooks?"."""
    request, text = asked.request, asked.request.asked
    if not things or PUTS_IN.search(text) or request.people.total or len(text.split()) > LONG_LOOK:
        return False
    if request.act == "ask":
        question = read_question(text)
        return bool(BARE_ASK.search(text) and lacks(asked)) and not (question.inside or question.term)
    return bool(SHOWS.search(text)) and (request.act == "add" or len(things) <= SEVERAL)


def _asks_a_group_of_a_job(asked: Asked, things: Sequence[Mention]) -> bool:
    """Whether a group of things for a known job is asked for: 결혼식에 입을 옷 추천, no 블록 장난감."""
    request = asked.request
    if not request.only:
        return False
    matches = asked.shop.planner.match(request)
    sure = any(one.sure for one in request.only)
    groups = [span.text for span in request.spans.get("only", ())]
    of_a_kind = any(not any(thing.word in said for said in groups) for thing in things)
    return bool(matches) and (sure or (matches[0].score >= SURE and not of_a_kind))


def _wishes_for_one(asked: Asked, things: Sequence[Mention]) -> bool:
    """Whether one thing alone is wished for, whatever it is for: "I'd like a carry-on suitcase for a short trip"."""
    request, text = asked.request, asked.request.asked
    company = (request.people.total or 1) > 1 or request.recipient is not None
    if request.wants or company or len(text.split()) > LONG_LOOK:
        return False
    if not things:  # 자취방에 둘 작은 냉장고 필요해, where the shop has no such thing
        noun = head(text)
        at = text.lower().rfind(noun) if is_product(noun) else -1
        return at >= 0 and _is_wished(text, at, at + len(noun))
    span = things[0].span
    one = len({thing.categories for thing in things}) == 1  # "a carry-on suitcase"
    named = {word for match in asked.shop.planner.match(request) for word in match.words}
    of_job = named - {normalize(thing.word) for thing in things}  # a suitcase names a journey, and is a suitcase
    return one and not of_job and _is_wished(text, span.start, things[-1].span.end)


def _is_wished(text: str, start: int, end: int) -> bool:
    return bool(WISHED.search(text, 0, start) or WISHED_KO.match(text, end))


def _names_a_job(asked: Asked) -> bool:
    """Whether a first word or two are all that a playbook goes by: "hangover", 숙취 해소."""
    session, request = asked.session, asked.request
    if session.draft is not None or session.shown:
        return False
    brief = len(request.asked.split()) <= BRIEF and not SEEKS.search(request.asked)
    if not brief and not tells_of_an_accident(request.asked):
        return False
    return any(match.words and match.score >= SURE for match in asked.shop.planner.match(request))


def _is_to_be_done(asked: Asked) -> bool:
    """Whether a turn says that a job it names is to be done, which no list serves: 핫케이크 만들 거야."""
    request = asked.request
    asks = SHOWS.search(request.asked) or request.asked.rstrip().endswith("?")
    done = MADE.search(request.asked) is not None and not asks
    return done and any(match.words for match in asked.shop.planner.match(request))


def by_rules(asked: Asked, things: Sequence[Mention]) -> Request:
    """The request where the rules alone have read its act."""
    request, planner = asked.request, asked.shop.planner
    if questions.is_about_terms(request):  # asked with or without a basket
        return _as(request, "ask")
    request = questions.of_the_list(request, asked.session)
    if request.act == "out_of_scope" and len(things) >= SEVERAL:  # "asking her to marry me: candles, flowers, wine"
        request = _as(request, "plan")
    if request.act == "plan" and not asked.continued and planner.is_search(request, things):
        return _as(request, "find")
    return _as(request, "plan") if request.act == "find" and is_job(request, things) else request


def _as(request: Request, act: Act) -> Request:
    return request.model_copy(update={"act": act})
