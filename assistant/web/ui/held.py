"""Draw the privacy tab: everything held of the chosen shopper in plain words, and what can be done about it."""

from __future__ import annotations

from markupsafe import Markup

from assistant.explain.holdings import Held, in_words, kept
from assistant.shopper.shoppers import purpose_of
from assistant.shopper.types import Holdings
from assistant.web.ui.labels import label
from assistant.web.ui.privacy import Privacy
from assistant.web.ui.view import View

PANEL = Markup('<section class="held" aria-label="{}"><h2>{}</h2><p class="opening">{}</p>{}{}</section>')
STATUS = Markup('<p class="held-said" role="status">{}</p>')
PART = Markup('<section class="held-part {}"><h3>{}</h3><ul>{}</ul></section>')
SWITCH = Markup(
    '<li><span id="purpose-{0}">{1}</span><button type="button" role="switch" class="toggle" data-act="privacy" '
    'data-do="consent" data-purpose="{0}" data-granted="{2}" aria-checked="{3}" aria-labelledby="purpose-{0}"><i></i>'
    "</button></li>"
)
TOLD = Markup(
    '<li><span>{0}</span><button type="button" class="choose" data-act="privacy" data-do="forget" '
    'data-preference="{1}" aria-label="{2}: {0}">{2}</button></li>'
)
DEED = Markup("<li><span>{}</span><code>{}</code></li>")
PLAIN = Markup('<li class="plain">{}</li>')
ACTIONS = Markup(
    '<section class="held-part actions"><button type="button" class="choose" data-act="export">{}</button>'
    '<details class="erase"><summary>{}</summary><p>{}</p><button type="button" class="erase-now" '
    'data-act="privacy" data-do="erase">{}</button></details></section>'
)


def held(privacy: Privacy, view: View) -> str:
    """The privacy tab as HTML; every word from outside is escaped."""
    language = view.language
    title, said = label(language, "privacy"), STATUS.format(view.privacy_said)
    if view.shopper is None:
        return PANEL.format(title, label(language, "held_title"), label(language, "held_guest"), said, "")
    holdings = privacy.shoppers.holdings(view.shopper)
    opening, sections = in_words(holdings, language, privacy.product)
    parts = Markup() if empty(holdings) else _parts(holdings, sections, language) + _actions(holdings, language)
    return PANEL.format(title, label(language, "held_title"), opening, said, parts)


def empty(holdings: Holdings) -> bool:
    """Whether nothing at all is held."""
    return not (holdings.consents or holdings.preferences or holdings.events)


def _parts(holdings: Holdings, sections: tuple[Held, ...], language: str) -> Markup:
    consents, told, deeds = sections
    switches = Markup().join(_switch(key, line, holdings) for key, line in consents.lines)
    stated = Markup().join(_told(key, line, language) for key, line in told.lines)
    done = Markup().join(_deed(key, line) for key, line in deeds.lines)
    parts = [
        PART.format("consents", consents.title, switches),
        PART.format("told", told.title, stated),
        PART.format("deeds", deeds.title, done),
    ]
    if holdings.conversations or holdings.baskets or holdings.orders:
        also = kept(holdings, language)
        parts.append(PART.format("kept", also.title, Markup().join(PLAIN.format(line) for _, line in also.lines)))
    return Markup().join(parts)


def _switch(purpose: str, line: str, holdings: Holdings) -> Markup:
    allowed = holdings.allows(purpose_of(purpose))
    return SWITCH.format(purpose, line, "false" if allowed else "true", "true" if allowed else "false")


def _told(key: str, line: str, language: str) -> Markup:
    return TOLD.format(line, key, label(language, "forget")) if key else PLAIN.format(line)


def _deed(key: str, line: str) -> Markup:
    return DEED.format(line, key) if key else PLAIN.format(line)


def _actions(holdings: Holdings, language: str) -> Markup:
    return ACTIONS.format(
        label(language, "export"),
        label(language, "erase"),
        label(language, "erase_sure", shopper=holdings.shopper),
        label(language, "erase_now"),
    )
