"""The act `why`: the reasons of the line that is pointed at, or of every line."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import words_reply
from assistant.explain.basket import bundle
from assistant.explain.phrases import say


def why(asked: Asked) -> Answered:
    """Why one line, or each, is there. The reasons are those of the basket, in the turn's language."""
    session, language = asked.session, asked.request.language
    if session.draft is None or session.plan is None or session.request is None:
        return words_reply(asked, say(language, "no_basket")), session
    told = session.request.model_copy(update={"language": language})
    lines = bundle(session.draft, session.plan, told, asked.shop.desk.memory(asked.who, asked.at)).lines
    pointed = resolve(asked)
    about = [line for line in lines if line.product.id in pointed]
    texts = [
        say(language, "why_line", title=line.product.title, reason=" · ".join(r.text for r in line.reasons))
        for line in about or lines
    ]
    head = [] if about else [say(language, "why_head")]
    spoken = tuple(line.product.id for line in about)
    return words_reply(asked, "\n".join([*head, *texts])), replace(session, spoken=spoken or session.spoken)
