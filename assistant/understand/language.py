"""Which language a message asks in: Korean, English, or another that the assistant does not speak.

The words that carry the sentence decide, not the share of letters: "비건 snack 추천해줘" is Korean, and
"recommend 떡볶이 kits for a party" is English.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from assistant.understand.cues import words
from catalog.types import Language

SCRIPTS = {  # letters of the scripts that name their language, by the English name of the most spoken one
    "Korean": "가-힣ㄱ-ㅎㅏ-ㅣᄀ-ᇿ",
    "Chinese": "㐀-䶿一-鿿\U00020000-\U0003ffff",
    "Japanese": "ぁ-ゖァ-ヺ",
    "Russian": "Ѐ-ԯ",
    "Arabic": "ء-يٮ-ۿݐ-ݿ",
    "Hebrew": "א-ת",
    "Thai": "ก-ฺเ-๎",
    "Hindi": "ऀ-ॣ",
    "Bengali": "ঀ-ৣ",
    "Tamil": "ஂ-௣",
    "Greek": "Ά-Ͽἀ-῿",
    "Georgian": "Ⴀ-ჿ",
    "Armenian": "Ա-֏",
    "Khmer": "ក-៓",
    "Lao": "ກ-໎",
    "Burmese": "က-႟",
}
KIN = {"Russian": ("Ukrainian", "[іїєґ]"), "Arabic": ("Persian", "[پچژگیک]")}  # the same script, letters of its own
SYLLABIC = frozenset(("Korean", "Chinese", "Japanese"))
SYLLABLE = 2  # a syllable or a character says about as much as two letters
LATIN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
SPANISH_MARK = re.compile(r"[¿¡]")
STRONG, WEAK = 2, 1  # points of a word that only the language has, and of one that it lends: "de", "con"
ENOUGH = 3  # one word of its own and one more: a foreign name alone ("creme de la mer") stays an English query
ENDING, PARTICLE = 3, 2  # points of a Korean sentence end and of a particle, against one for each English function word
ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+")
# Quoted words say nothing about the sentence that they stand in.
QUOTED = re.compile(r"(?<!\w)'[^'\n]{1,80}'(?!\w)|\"[^\"\n]{1,80}\"|[“‘][^”’\n]{1,80}[”’]")


@dataclass(frozen=True)
class Detected:
    """The language to reply in, and the English name of another language where the message is mainly in one."""

    language: Language
    other: str | None = None


def detect(text: str) -> Detected:
    """Decide the language of a message; one without words is English."""
    folded = ADDRESS.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    unquoted = QUOTED.sub(" ", folded)
    folded = unquoted if LATIN.search(unquoted) else folded
    script = "" if folded.isascii() else _main_script(folded)
    if script and script != "Korean":
        return Detected("en", _kin(script, folded))
    if re.search(_letters("Korean"), folded):
        return Detected("ko" if _is_korean(folded) else "en")
    return Detected("en", _latin_language(folded))


def _letters(script: str) -> str:
    return f"[{SCRIPTS[script]}]"


def _main_script(text: str) -> str:
    """The script that the text is mainly in, '' for Latin. Kana make the characters beside them Japanese."""
    weights = {name: len(re.findall(_letters(name), text)) * (SYLLABLE if name in SYLLABIC else 1) for name in SCRIPTS}
    if weights["Japanese"]:
        weights["Japanese"] += weights.pop("Chinese")
    if weights["Korean"] and weights["Korean"] >= max(weights.values()):
        return "Korean"
    name = max(weights, key=lambda script: weights[script])
    latin = len(re.findall(r"[a-zà-ɏ]", text))
    return name if weights[name] > latin else ""


def _kin(script: str, text: str) -> str:
    name, own = KIN.get(script, (script, ""))
    return name if own and re.search(own, text) else script


def _is_korean(text: str) -> bool:
    """Whether Korean grammar carries a text with Hangul in it; English function words speak against it."""
    for name in words("language")["names"]:
        text = text.replace(name, " ")
    latin = LATIN.findall(text)
    english = sum(word.replace("’", "'") in _lexicon("english") for word in latin)
    ending, particle, phrase = _korean_grammar()
    korean = ENDING * len(ending.findall(text)) + PARTICLE * len(particle.findall(text)) + bool(phrase.search(text))
    return korean > english or not english


@cache
def _korean_grammar() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Sentence ends, particles on Latin words, and two Korean words in a row."""
    finals = {"r": 8, "n": 4, "b": 17, "ss": 20}  # the final consonant's number inside a syllable's code
    classes = {k: "[" + "".join(chr(c) for c in range(0xAC00 + n, 0xD7A4, 28)) + "]" for k, n in finals.items()}
    endings = "|".join(entry.format(**classes) for entry in words("language")["korean_endings"])
    particles = "|".join(words("language")["korean_particles"])
    return (
        re.compile(rf"(?:{endings})(?![가-힣])"),
        re.compile(rf"(?<=[a-z0-9]){particles}(?![가-힣])"),
        re.compile(r"[가-힣]{2,} [가-힣]{2,}"),
    )


@cache
def _lexicon(key: str) -> frozenset[str]:
    return frozenset(words("language")[key])


def _latin_language(text: str) -> str | None:
    """Another language in Latin letters, where its words outweigh the English ones or are all there is."""
    found = LATIN.findall(text)
    if not found:
        return None
    english = sum(word.replace("’", "'") in _lexicon("english") for word in found)
    points = {name: _points(name, found) for name in _latin_languages()}
    if SPANISH_MARK.search(text):
        points["Spanish"] += ENOUGH
    best = max(points, key=lambda name: points[name])
    alone = all(word in _lexicon(best) for word in found)
    return best if (points[best] >= ENOUGH or alone) and points[best] > english else None


@cache
def _latin_languages() -> tuple[str, ...]:
    return tuple(name for name in words("language") if f"{name}_weak" in words("language"))


def _points(name: str, found: list[str]) -> int:
    """How much of a text is in a language. Without a word of its own, none of it is."""
    marked = name == "Vietnamese"
    own = sum(word in _lexicon(name) or (marked and VIETNAMESE.search(word) is not None) for word in found)
    lent = sum(word in _lexicon(f"{name}_weak") for word in found)
    return own * STRONG + lent * WEAK if own else 0
