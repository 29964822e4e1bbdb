"""The page's own words in its two languages. What a reply says is not here: that comes with the reply."""

from __future__ import annotations

from assistant.errors import BadData
from catalog.types import Language

# Sent as they stand when their chip is pressed; both languages are always offered, the page's own first.
EXAMPLES: dict[Language, tuple[str, ...]] = {
    "en": (
        "Help me host a football party for 8, under $120, two vegans, no alcohol",
        "My dog just came home: what does a new puppy need, under $100?",
        "I just landed after an 11-hour flight and my skin looks tired",
    ),
    "ko": (
        "축구 경기를 보면서 파티를 할 건데 도와줘! 8명이고 예산은 12만원이야",
        "주말에 4명이 1박 2일 캠핑을 가요. 예산은 20만원이에요",
        "환갑을 맞은 엄마께 드릴 선물, 10만원 안으로",
    ),
}

# Sent for a shopper whose past is known: what one buys again and again shows what a record is for.
AGAIN: dict[Language, str] = {
    "en": "My weekly groceries for 2, under $60",
    "ko": "2명이 먹을 일주일 장보기, 6만원 안으로",
}

_WORDS: dict[str, tuple[str, str]] = {
    "promise": (
        "Say what you are planning. Get one basket that does it, inside your budget.",
        "무엇을 준비하는지 말해 주세요. 예산 안에서 한 번에 담아 드려요.",
    ),
    "hello": ("What are you planning?", "무엇을 준비하세요?"),
    "hello_more": (
        "A party, a trip, a gift, a quiet evening. Say for how many and what it may cost; one sentence is enough.",
        "파티, 여행, 선물, 집에서 보내는 저녁까지. 몇 명인지, 예산은 얼마인지 한 문장이면 충분해요.",
    ),
    "try": ("Try one of these", "이렇게 말해 보세요"),
    "next": ("You could say next", "이어서 말해 보세요"),
    "ask": ("Your message", "메시지"),
    "ask_hint": ("Football night for 8, under $120…", "축구 보는 날, 8명, 12만원…"),
    "send": ("Send", "보내기"),
    "language": ("Language", "언어"),
    "market": ("Shop", "매장"),
    "market_auto": ("Auto", "자동"),
    "market_kr": ("Korea ₩", "한국 ₩"),
    "market_us": ("US $", "미국 $"),
    "chat": ("Conversation", "대화"),
    "you": ("You", "나"),
    "thinking": ("Filling the basket…", "담는 중…"),
    "wording": ("Finding the words…", "설명을 다듬는 중…"),
    "listing": ("The list in words", "목록을 글로 보기"),
    "compared": ("What differs", "다른 점"),
    "unstated": ("not stated", "표시 없음"),
    "sources": ("What this rests on", "답의 근거"),
    "source_attribute": ("Listing:", "상품 정보:"),
    "source_description": ("Description:", "상품 설명:"),
    "source_review": ("Review:", "후기:"),
    "source_terms": ("Shop terms:", "가게 안내:"),
    "to_basket": ("See the basket", "장바구니 보기"),
    "items": ("{count} items", "{count}가지"),
    "item": ("{count} item", "{count}가지"),
    "basket": ("Basket", "장바구니"),
    "empty": ("Your basket is empty", "장바구니가 비어 있어요"),
    "empty_more": (
        "Everything the job needs, in the right amounts, with the reason for each.",
        "필요한 것을 알맞은 양만큼, 담은 이유와 함께 보여 드려요.",
    ),
    "step_1": ("Right amounts for your people", "사람 수에 맞는 양"),
    "step_2": ("Never over your budget", "예산을 넘지 않게"),
    "step_3": ("A reason for every item", "하나하나 담은 이유"),
    "for_people": ("for {count} people", "{count}명"),
    "for_one": ("for one", "1명"),
    "spent": ("{total} of {budget}", "{budget} 중 {total}"),
    "left": ("{left} left", "{left} 남음"),
    "over": ("{left} over", "{left} 초과"),
    "total": ("Total", "합계"),
    "saved": ("You save", "할인"),
    "check_out": ("Check out", "주문하기"),
    "check_out_all": ("Check out: {items}, {total}", "주문하기: {items}, {total}"),
    "ordering": ("Placing the order…", "주문하는 중…"),
    "packs": ("{count} packs", "{count}개"),
    "pack": ("{count} pack", "{count}개"),
    "order": ("Order {number}", "주문 {number}"),
    "order_placed": ("Placed, and the stock is reserved for you.", "주문이 들어갔고 재고도 잡아 두었어요."),
    "order_cancelled": ("Cancelled.", "취소한 주문이에요."),
    "order_return_asked": ("Its return is asked for.", "반품을 신청한 주문이에요."),
    "order_again": (
        "This basket was ordered already, and is not ordered twice.",
        "이미 주문한 장바구니라 두 번 주문하지 않았어요.",
    ),
    "order_simulated": (
        "A simulated order of a demo shop: nothing is charged or sent.",
        "시범 가게의 모의 주문이에요. 실제로 결제되거나 배송되지 않아요.",
    ),
    "order_lines": ("What was ordered ({items})", "주문한 상품 ({items})"),
    "age_yes": ("Yes, I am", "네, 맞아요"),
    "age_no": ("No", "아니요"),
    "not_ordered": ("Nothing is ordered", "주문하지 않았어요"),
    "no_order": (
        "That order did not work. The conversation may have ended; please say once more what you need.",
        "주문하지 못했어요. 대화가 끝났을 수 있으니 필요한 것을 한 번 더 말씀해 주세요.",
    ),
    "order_fault": (
        "Something went wrong on our side. Press again; nothing is ordered twice.",
        "저희 쪽에 문제가 생겼어요. 다시 눌러 주세요. 두 번 주문되지는 않아요.",
    ),
    "each": ("{price} each", "개당 {price}"),
    "optional": ("nice to have", "있으면 좋아요"),
    "why": ("Why this?", "담은 이유"),
    "swap": ("Swap", "바꾸기"),
    "swap_for": ("Swap {item} for {other}", "{item} 대신 {other} 담기"),
    "choose": ("Choose", "이걸로"),
    "same": ("same price", "같은 가격"),
    "quantity": ("Quantity of {item}", "{item} 수량"),
    "fewer": ("One fewer: {item}", "하나 빼기: {item}"),
    "more": ("One more: {item}", "하나 더: {item}"),
    "remove": ("Remove {item}", "{item} 빼기"),
    "found": ("Found for you", "찾은 상품"),
    "rating": ("rated {rating} of 5 by {count}", "별점 {rating}, {count}명"),
    "unmet": ("Not in the basket", "담지 못한 것"),
    "good_to_know": ("Good to know", "알아 두세요"),
    "shop_tab": ("Shop", "장보기"),
    "privacy": ("Privacy", "개인정보"),
    "who": ("Who is asking", "누구로 물어볼까요"),
    "guest": ("Guest", "손님"),
    "simulated": ("{shopper} (simulated)", "{shopper} (가상)"),
    "asking_as": (
        "You are asking as {shopper}, a simulated shopper of the demo shop.",
        "데모 가게의 가상 손님 {shopper} 님으로 물어보고 있어요.",
    ),
    "from_past": ("From your own record:", "내 기록에서:"),
    "checkable": ("On record", "근거 기록"),
    "held_title": ("What is held of you", "갖고 있는 정보"),
    "held_guest": (
        "You are a guest, so nothing is held of you. Choose a simulated shopper at the top to see a record.",
        "손님으로 둘러보고 계셔서 갖고 있는 정보가 없어요. 위에서 가상 손님을 고르면 기록을 볼 수 있어요.",
    ),
    "personalise": ("Choose for me", "맞춤"),
    "remember": ("Remember", "기억하기"),
    "contribute": ("Count me in", "함께 세기"),
    "granted": ("“{purpose}” is on, from your next message.", "‘{purpose}’에 동의하셨어요. 다음 메시지부터 적용돼요."),
    "withdrawn": (
        "“{purpose}” is off, from your next message.",
        "‘{purpose}’ 동의를 거두셨어요. 다음 메시지부터 적용돼요.",
    ),
    "forget": ("Forget", "잊기"),
    "forgotten": ("Forgotten.", "잊었어요."),
    "export": ("Export as JSON", "JSON으로 내보내기"),
    "erase": ("Erase everything", "모두 지우기"),
    "erase_sure": (
        "Everything above goes for good, for everyone who opens this demo. {shopper} becomes a stranger.",
        "위의 모든 기록이 영영 지워지고, 이 데모를 여는 모두에게서 사라져요. {shopper} 님은 처음 온 손님이 돼요.",
    ),
    "erase_now": ("Yes, erase it", "네, 지울게요"),
    "erased": (
        "Erased for {shopper}. History: {events}; things told: {preferences}; consents: {consents}.",
        "{shopper} 님의 정보를 지웠어요. 하신 일 {events}건, 말씀하신 것 {preferences}건, 동의 {consents}건이에요.",
    ),
    "nobody": ("Nothing is held of this shopper any more.", "이 손님에 대해 갖고 있는 정보가 이제 없어요."),
    "wait": (
        "An answer is on its way. Please try again in a moment.",
        "답을 준비하고 있어요. 잠시 뒤에 다시 해 주세요.",
    ),
    "not_done": ("That did not work, so nothing has changed.", "처리하지 못해서 바뀐 것이 없어요."),
    "not_changed": (
        "That change did not work. Stock may have run short, or the conversation has ended.",
        "바꾸지 못했어요. 재고가 모자라거나 대화가 끝났을 수 있어요.",
    ),
    "failed": (
        "Something went wrong on our side. Please send that again.",
        "저희 쪽에 문제가 생겼어요. 다시 보내 주세요.",
    ),
}


def label(language: str, key: str, /, **values: object) -> str:
    """One of the page's words, filled in. Raises BadData where the key or a value is missing."""
    try:
        english, korean = _WORDS[key]
        return (korean if language == "ko" else english).format(**values)
    except KeyError as error:
        raise BadData(f"labels.py: {key!r} lacks {error}") from error


def preferred(accept_language: str) -> Language:
    """The page's language for a browser that sends this Accept-Language header."""
    for part in accept_language.lower().split(","):
        code = part.strip().split(";")[0][:2]
        if code in ("ko", "en"):
            return "ko" if code == "ko" else "en"
    return "en"
