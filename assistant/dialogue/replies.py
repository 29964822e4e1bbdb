"""The record of a turn: a basket, a list or words."""

from __future__ import annotations

import uuid

from assistant.dialogue.asked import Asked
from assistant.dialogue.basket import Made
from assistant.dialogue.nearest import nearest
from assistant.dialogue.sessions import Session
from assistant.explain.basket import bundle, summary
from assistant.explain.follow_ups import follow_ups
from assistant.explain.notices import notices
from assistant.explain.phrases import say
from assistant.types import Notice, Reply, Request


def basket_reply(request: Request, made: Made, session: Session, asked: Asked) -> Reply:
    """A basket, with what could not be met and useful next sentences."""
    basket = bundle(made.draft, made.plan, request, asked.shop.desk.memory(asked.who, asked.at))
    text = summary(basket, made.plan, request)
    said = nearest(made.draft, asked.shop.search.snapshot, request.language)
    return _reply(request, asked, "\n".join(filter(None, [made.preface, text]))).model_copy(
        update={
            "session": session.id,
            "bundle": basket,
            "follow_ups": follow_ups(basket, made.plan, request),
            "notices": (*notices(made.draft, basket, made.plan, request), *said),
        }
    )


def words_reply(asked: Asked, text: str, said: tuple[Notice, ...] = ()) -> Reply:
    """An answer in words alone."""
    language = asked.request.language
    return _reply(asked.request, asked, text).model_copy(
        update={
            "answer": text,
            "follow_ups": (say(language, "follow_plan"), say(language, "follow_find")),
            "notices": said,
        }
    )


def short_reply(asked: Asked, text: str, *follow_ups: str) -> Reply:
    """An answer about what is there already, with next sentences of its own."""
    return words_reply(asked, text).model_copy(update={"follow_ups": follow_ups})


def _reply(request: Request, asked: Asked, text: str) -> Reply:
    return Reply(
        id=uuid.uuid4().hex,
        session="",
        language=request.language,
        market=request.market,
        act=request.act,
        text=text,
        request=request,
        demo=asked.shop.demo,
    )
