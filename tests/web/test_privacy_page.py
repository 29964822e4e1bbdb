"""The picker and the privacy tab: who asks, what is held of them, and what the page does with their wishes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace

import pytest

from assistant.errors import BadInput, StorageError
from assistant.shopper.types import PURPOSES, Consent, Erased, Holdings, Preference
from assistant.types import Reason
from assistant.web.ui.chat import chat
from assistant.web.ui.drawing import askers
from assistant.web.ui.held import held
from assistant.web.ui.line import basket_line
from assistant.web.ui.privacy import GUEST, Privacy, act, choose, export, privacy_of
from assistant.web.ui.view import Message, View, send
from catalog.types import Language, Product, ShopEvent
from tests.fakes import tiny_products
from tests.web.shop import NASTY, WrittenAssistant, basket, card, line

DAY = dt.datetime(2026, 5, 3, tzinfo=dt.UTC)


def record(shopper: str = "sim-001") -> Holdings:
    """A shopper who agreed to everything, told one thing and bought one."""
    return Holdings(
        shopper=shopper,
        simulated=True,
        consents=tuple(Consent(purpose=purpose, granted=True, at=DAY) for purpose in PURPOSES),
        preferences=(Preference(id="p1", text="coriander", at=DAY),),
        events=(ShopEvent(id=f"{shopper}/e1", shopper=shopper, product_id="x1", kind="purchase", at=DAY, value=2),),
    )


@dataclass
class WrittenShoppers:
    """Two simulated shoppers, their records in a dictionary."""

    held: dict[str, Holdings] = field(default_factory=lambda: {i: record(i) for i in ("sim-001", "sim-002")})
    error: Exception | None = None

    def simulated(self) -> tuple[str, ...]:
        return tuple(self.held)

    def holdings(self, shopper: str, /) -> Holdings:
        return self.held.get(shopper, Holdings(shopper=shopper))

    def consent(self, shopper: str, purpose: str, granted: bool, /) -> Holdings:
        if self.error is not None:
            raise self.error
        if purpose not in PURPOSES:
            raise BadInput(f"purpose: {purpose!r} is none of them")
        kept = [one for one in self.held[shopper].consents if one.purpose != purpose]
        said = Consent(purpose=purpose, granted=granted, at=DAY)
        self.held[shopper] = self.held[shopper].model_copy(update={"consents": (*kept, said)})
        return self.held[shopper]

    def forget(self, shopper: str, preference_id: str, /) -> bool:
        old = self.held[shopper]
        kept = tuple(one for one in old.preferences if one.id != preference_id)
        self.held[shopper] = old.model_copy(update={"preferences": kept})
        return kept != old.preferences

    def erase(self, shopper: str, /) -> Erased:
        old = self.held.pop(shopper)
        return Erased(
            shopper=shopper, events=len(old.events), preferences=len(old.preferences), consents=len(old.consents)
        )


@dataclass
class WrittenSearch:
    """Finds the one product of the record, under a title of our choosing."""

    title: str = "Oat cookies"

    def product(self, product_id: str, /) -> Product | None:
        return tiny_products()[0].model_copy(update={"title": {"en": self.title, "ko": self.title}})


@dataclass
class WrittenDesk:
    shoppers: WrittenShoppers = field(default_factory=WrittenShoppers)


@dataclass
class Remembering(WrittenAssistant):
    """The written assistant with a desk for shoppers."""

    demo: bool = True
    desk: WrittenDesk = field(default_factory=WrittenDesk)
    search: WrittenSearch = field(default_factory=WrittenSearch)


@pytest.fixture
def shoppers() -> WrittenShoppers:
    return WrittenShoppers()


@pytest.fixture
def privacy(shoppers: WrittenShoppers) -> Privacy:
    return Privacy(shoppers, WrittenSearch().product)


def known(language: Language = "en") -> View:
    """The first simulated shopper, in the middle of a conversation."""
    return View(
        language=language, shopper="sim-001", session="s1", basket=basket(), messages=(Message("shopper", "hi"),)
    )


def test_only_the_demo_shop_lets_shoppers_be_chosen() -> None:
    assert privacy_of(Remembering()) is not None
    assert privacy_of(Remembering(demo=False)) is None
    assert privacy_of(WrittenAssistant()) is None


def test_choosing_a_shopper_starts_a_conversation_of_theirs(privacy: Privacy) -> None:
    chosen = choose(privacy, replace(known("ko"), market="kr"), "sim-002")
    assert (chosen.shopper, chosen.session, chosen.basket, chosen.messages) == ("sim-002", None, None, ())
    assert (chosen.language, chosen.market) == ("ko", "kr")
    assert choose(privacy, chosen, GUEST).shopper is None


@pytest.mark.parametrize("stranger", ["jane@example.com", "sim-999", NASTY, "", None, 7, ["sim-002"]])
def test_nobody_but_a_simulated_shopper_can_be_chosen(privacy: Privacy, stranger: object) -> None:
    assert choose(privacy, known(), stranger) == known()


BUSY = [replace(View(shopper="sim-001"), thinking=True), replace(View(shopper="sim-001"), ordering=True)]


@pytest.mark.parametrize("waiting", BUSY, ids=["answer", "order"])
def test_nobody_is_chosen_while_an_answer_is_on_its_way(privacy: Privacy, waiting: View) -> None:
    assert choose(privacy, waiting, "sim-002") == waiting


def test_a_message_is_sent_in_the_name_of_the_chosen_shopper() -> None:
    assistant = WrittenAssistant()
    for view in (View(), View(shopper="sim-001")):
        list(send(assistant, view, "groceries"))
    assert [turn.shopper for turn in assistant.turns] == [None, "sim-001"]


def test_the_page_says_who_is_asking() -> None:
    assert "You are asking as sim-001, a simulated shopper" in chat(known())
    assert "가상 손님 sim-001 님" in chat(View(language="ko", shopper="sim-001"))
    assert "asking" not in chat(View())


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ("Guest", "sim-001 (simulated)")), ("ko", ("손님", "sim-001 (가상)"))]
)
def test_the_picker_names_the_simulated_as_such(privacy: Privacy, language: Language, labels: tuple[str, str]) -> None:
    choices = askers(privacy, View(language=language))["choices"]
    assert choices[:2] == [(labels[0], GUEST), (labels[1], "sim-001")]


def test_a_guest_reads_that_nothing_is_held(privacy: Privacy) -> None:
    assert "nothing is held of you" in held(privacy, View())
    assert "갖고 있는 정보가 없어요" in held(privacy, View(language="ko"))
    assert export(privacy, View()) == ""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_everything_held_is_shown_with_its_controls(privacy: Privacy, language: Language) -> None:
    html = held(privacy, known(language))
    assert "coriander" in html
    assert "Oat cookies" in html
    assert "sim-001/e1" in html
    assert html.count('role="switch"') == len(PURPOSES)
    assert html.count('aria-checked="true"') == len(PURPOSES)
    assert 'data-preference="p1"' in html
    assert 'data-do="erase"' in html


def test_what_others_wrote_stays_text_on_the_privacy_tab(shoppers: WrittenShoppers) -> None:
    nasty = (Preference(id=NASTY, text=NASTY, at=DAY),)
    shoppers.held["sim-001"] = record().model_copy(update={"preferences": nasty})
    html = held(Privacy(shoppers, WrittenSearch(NASTY).product), replace(known(), privacy_said=NASTY))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 4


def test_a_switch_withdraws_consent_at_once(privacy: Privacy, shoppers: WrittenShoppers) -> None:
    off = act(privacy, known(), {"do": "consent", "purpose": "personalise", "granted": False})
    assert not shoppers.holdings("sim-001").allows("personalise")
    assert shoppers.holdings("sim-001").allows("remember")
    assert "off" in off.privacy_said
    assert 'data-purpose="personalise" data-granted="true" aria-checked="false"' in held(privacy, off)


def test_a_preference_is_forgotten_once(privacy: Privacy, shoppers: WrittenShoppers) -> None:
    wish = {"do": "forget", "preference": "p1"}
    first = act(privacy, known(), wish)
    assert (first.privacy_said, shoppers.holdings("sim-001").preferences) == ("Forgotten.", ())
    assert act(privacy, first, wish).privacy_said == "That did not work, so nothing has changed."


def test_erasing_says_what_went_and_leaves_a_stranger(privacy: Privacy, shoppers: WrittenShoppers) -> None:
    gone = act(privacy, known(), {"do": "erase"})
    assert gone.privacy_said == "Erased for sim-001. History: 1; things told: 1; consents: 3."
    assert (gone.session, gone.basket, gone.messages) == (None, None, ())
    assert "Nothing is held of sim-001" in held(privacy, gone)
    assert "data-act" not in held(privacy, gone)
    assert shoppers.simulated() == ("sim-002",)


def test_a_button_of_an_erased_shopper_brings_nothing_back(privacy: Privacy, shoppers: WrittenShoppers) -> None:
    act(privacy, known(), {"do": "erase"})
    late = act(privacy, known(), {"do": "consent", "purpose": "remember", "granted": True})
    assert late.privacy_said == "Nothing is held of this shopper any more."
    assert "sim-001" not in shoppers.held


@pytest.mark.parametrize(
    "data",
    [
        None,
        "erase",
        {},
        {"do": "sell"},
        {"do": "consent", "granted": True},
        {"do": "consent", "purpose": "sell", "granted": True},
        {"do": "consent", "purpose": "remember", "granted": "perhaps"},
        {"do": "forget", "preference": "x" * 100},
        {"do": "erase", "shopper": "sim-002"},
    ],
)
def test_a_wish_that_makes_no_sense_changes_nothing(privacy: Privacy, shoppers: WrittenShoppers, data: object) -> None:
    view = act(privacy, known(), data)
    assert view.privacy_said == "That did not work, so nothing has changed."
    assert shoppers.held == WrittenShoppers().held


@pytest.mark.parametrize("error", [StorageError("records: cannot be used"), RuntimeError("broken")])
def test_a_failure_behind_the_page_is_said_in_one_line(
    privacy: Privacy, shoppers: WrittenShoppers, error: Exception
) -> None:
    shoppers.error = error
    view = act(privacy, known(), {"do": "consent", "purpose": "remember", "granted": True})
    assert view.privacy_said == "That did not work, so nothing has changed."


def test_a_guest_has_nothing_to_erase(privacy: Privacy, shoppers: WrittenShoppers) -> None:
    act(privacy, View(), {"do": "erase"})
    assert shoppers.held == WrittenShoppers().held


@pytest.mark.parametrize("waiting", BUSY, ids=["answer", "order"])
def test_the_record_waits_for_an_answer_on_its_way(privacy: Privacy, shoppers: WrittenShoppers, waiting: View) -> None:
    assert act(privacy, waiting, {"do": "erase"}).privacy_said
    assert "sim-001" in shoppers.held


def test_the_export_is_everything_held(privacy: Privacy) -> None:
    assert Holdings.model_validate(json.loads(export(privacy, known()))) == record()


def test_a_line_from_the_shoppers_past_leads_with_it_and_names_its_events() -> None:
    again = Reason(kind="history", text="you bought it in May", evidence=("sim-001/e1", "sim-001/e2"))
    chips = line(card(), 2)
    html = basket_line(chips.model_copy(update={"reasons": (*chips.reasons, again)}), "en", "en")
    assert '<p class="reason own"' in html
    assert html.index("you bought it in May") < html.index("2 packs serve 8")
    assert "<code>sim-001/e1</code> <code>sim-001/e2</code>" in html


@pytest.mark.parametrize(
    ("evidence", "own"), [(("sim-001/e1", "product:x#goes_with"), True), (("product:x#goes_with",), False)]
)
def test_what_goes_with_a_thing_is_personal_only_where_it_was_bought(evidence: tuple[str, ...], own: bool) -> None:
    reason = Reason(kind="complements", text=NASTY, evidence=evidence)
    html = basket_line(line(card(), 1).model_copy(update={"reasons": (reason,)}), "en", "en")
    assert ('class="reason own"' in html) is own
    assert "<script" not in html
    assert "<code>product:" not in html
