"""Is this English? A profile of function words, and no more: the rules know English only.

A model of ninety languages costs a hundred megabytes and most of a second to answer more than is asked.
A short or wordless text is never judged: what cannot be shown to be another language is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_WORDS = {
    "en": "the of and to in that was for with is on by it as from at be are this have has had not but which "
    "were been said will would their his her who they an or its after he she more than about when there "
    "i you we do if what so my your can all up out no one",
    "fr": "le la les des du de et un une est que qui dans pour pas sur au aux avec par ce il elle sont son "
    "ses plus été ont mais cette ne se nous vous leur à d l",
    "es": "el la los las de del y que en un una por con para es se no su al lo como más pero sus le ha fue "
    "este esta son han entre también sobre muy sin",
    "de": "der die das und ist von den mit für auf des dem nicht ein eine zu sich im auch als es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
    "it": "il lo la gli le di del della dei delle e che un una per con non è si in sono nel alla da al ha "
    "come più anche ma dal questo stato nella i",
    "pt": "o os as de do da dos das e que em um uma para com não por se no na mais como ao foi são ou mas "
    "sua seu pelo pela também à é",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om hij ook als door naar bij nog maar "
    "dan uit wordt zij heeft werd hebben",
    "sv": "och att det som en på är av för med den till inte har om ett de jag från var sig men kan vi nu",
    "da": "og at det som en på er af for med den til ikke har om et de jeg fra var sig men kan vi der",
    "nb": "og at det som en på er av for med den til ikke har om et de jeg fra var seg men kan vi",
    "fi": "ja on ei se että oli hän mutta kun myös ovat joka tämä sen ole niin kuin mukaan",
    "pl": "i w na z do nie się że jest to o jak po od za przez dla oraz który ale był są jego tym już",
    "cs": "a v na se že je s z do to o pro za by jako po ale byl jsou podle který však také tak",
    "hu": "a az és hogy nem is egy van volt meg de ezt mint csak már még ez el azt szerint",
    "ro": "și în de la cu a pe că nu din o pentru este un mai care au fost prin se sa",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ise ne değil var en dedi",
    "id": "yang dan di dari untuk dengan ini itu dalam pada tidak akan ke adalah juga oleh telah sebagai",
    "vi": "và của là có trong không được cho các một với người này đã để khi những",
}
_PROFILES = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_NAMES = {
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "nb": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "hu": "Hungarian",
    "ro": "Romanian",
    "tr": "Turkish",
    "id": "Indonesian",
    "vi": "Vietnamese",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 10_000
_ENOUGH_LETTERS = 60
_ENOUGH_WORDS = 25
_LONG_WORDS = 80
_VARIED = 40
_DIFFERENT = 4
_FOREIGN_SHARE = 0.06
"""A long text with fewer English function words is in a language that has no profile here."""
_PLAINLY_ENGLISH = 0.35
"""No other language comes near: nothing else needs to be looked at."""
_ENGLISH_SHARE = 0.18
"""Running English has 0.35 to 0.5 of its words in the profile, a list of headlines 0.15 to 0.3."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`english` is None where the text does not show it; `name` says what it looks like otherwise."""

    english: bool | None
    code: str | None = None
    name: str = ""


def guess(text: str) -> Guess:
    """What the words and the script show, judged on the first 10,000 characters."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    english = _share(words, _PROFILES["en"])
    if english >= _PLAINLY_ENGLISH and len(words) >= _ENOUGH_WORDS:
        return Guess(True, "en", "English")
    if script := _other_script(sample):
        return Guess(False, None, f"a language written in {script} script")
    return _by_words(words, english, sample) if len(words) >= _ENOUGH_WORDS else Guess(None)


def _by_words(words: list[str], english: float, sample: str) -> Guess:
    shares = {code: _share(words, profile) for code, profile in _PROFILES.items() if code != "en"}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= 0.15 and shares[best] > english * 1.5:
        return Guess(False, best, _NAMES[best])
    if english >= _ENGLISH_SHARE:
        return Guess(True, "en", "English")
    written = _WORD.findall(sample)
    prose = sum(map(str.islower, written)) > 0.6 * len(written)  # and no list of names
    varied = len(set(words)) >= _VARIED  # the same few words over and over tell nothing
    if english < _FOREIGN_SHARE and len(words) >= _LONG_WORDS and prose and varied:
        return Guess(False, None, "another language")
    return Guess(None)


def _share(words: list[str], profile: frozenset[str]) -> float:
    """How many of the words are in the profile; none where too few different ones are: that is chance."""
    found = [word for word in words if word in profile]
    return len(found) / max(len(words), 1) if len(set(found)) >= _DIFFERENT else 0.0


def code_of(label: str) -> str | None:
    """ISO 639-1 of a declared language ("en-US", "EN_gb", "English"), or None where it names none."""
    head = re.split(r"[-_]", label.strip().lower())[0]
    if re.fullmatch("[a-z]{2}", head):
        return head
    by_name = {name.lower(): code for code, name in _NAMES.items()} | {"english": "en", "eng": "en"}
    return by_name.get(head)


def _other_script(sample: str) -> str | None:
    """The script that most letters are in, where it is not the Latin one."""
    letters = Counter(c for c in sample if c.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]] += count
    if sum(scripts.values()) < _ENOUGH_LETTERS:
        return None
    script, count = scripts.most_common(1)[0]
    if script in ("LATIN", "UNKNOWN", "FULLWIDTH", "MODIFIER") or count * 2 < sum(scripts.values()):
        return None
    return {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}.get(
        script, script.capitalize()
    )
