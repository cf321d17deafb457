"""The words that make a name a medium's, and those by which a text says that it has something from one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> dict[str, frozenset[str]]:
    text = files("sayso.lineage.citation").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


HEADS, SURE_HEADS, FIRSTS, BROADER = (_words()[name] for name in ("heads", "sure_heads", "firsts", "broader"))
TITLES, LEADING, JOINING = (_words()[name] for name in ("titles", "leading", "joining"))
PLACES, COMMON, SMALL, NOUNS = (_words()[name] for name in ("places", "common", "small", "nouns"))
OTHERS = frozenset(
    (
        "american express",
        "federal express",
        "orient express",
        "royal mail",
        "university press",
        "golden globe",
    )
)
"""Those that end like outlets and are none."""
ACRONYM = re.compile(r"[A-Z][A-Z0-9.-]{1,8}[A-Z0-9]|[A-Z]{2}")

SURE_NOUN = (
    r"(?:(?:daily |weekly )?newspaper|daily|weekly|(?:state |state-run |official )?news ?agency|news ?wire"
    r"|wire service|information agency|telegraph agency|website|web ?site|news ?site"
    r"|(?:news |internet )?portal"
    r"|(?:Telegram|telegram|YouTube|TV|television|radio|news|satellite) (?:channel|station|network)"
    r"|broadcaster|tabloid|broadsheet|magazine|blog|(?:news )?outlet|news ?paper|news ?service)"
)
SOFT_NOUN = r"(?:agency|channel|site|station|network|publication|journal|account|radio|television|paper)"
"""What outlets are called, and other things too: an acronym or an outlet's name after it makes it one."""
NOT_PRESS = re.compile(
    r"\b(?:aid|relief|intelligence|space|spy|security|UN|U\.N\.|refugee|health|ratings?|travel|advertising"
    r"|government|federal|enforcement|border|tax|welfare|energy|police|rail|power|phone|bank)\s+$"
)
AFTER_NOUN = re.compile(
    rf"[\"”»’]?\s+(?:{SURE_NOUN}|agency|channel|radio|television|station|paper)\b(?!\s+[A-Z])"
)
ADJECTIVE = re.compile(rf"\s+(?:{SURE_NOUN}|{SOFT_NOUN})\s+[\"“«‘]?[A-Z]")
"""After a word that only says whose outlet it is: "the Sarrovian newspaper Herald"."""
STAFF = re.compile(
    r"(?:['’]s?)?\s+(?:(?:news|staff|photo)\s)?(?:reporters?|correspondents?|journalists?|photographers?"
    r"|witness(?:es)?|crew|team|reports?|stor(?:y|ies)|articles?|analysis|poll|survey|investigation|count"
    r"|tally|footage|calculations?|reporting|account|interview|editorial|coverage"
    r"|revelations?)\b(?!\s+(?:of|who|which|was|were|is)\b)"
)
"""After a name: those who work for the outlet, and what they make."""

VERBS = (
    r"(?:report(?:s|ed|ing)?|said|says?|wrote|writes?|written|quote[sd]?|quoting|cite[sd]?|citing"
    r"|claim(?:s|ed)?|reveal(?:s|ed)?|confirm(?:s|ed)?|learn(?:s|ed|t)|note[sd]|publishe[sd]|broadcast|aired"
    r"|announce[sd]|inform(?:s|ed)?|add(?:s|ed)?|state[sd]|allege[sd]|posted|tweeted|disclose[sd]"
    r"|describe[sd]|estimate[sd]|saw|heard|suggest(?:s|ed)?|understands?|explain(?:s|ed)?|stresse[sd]"
    r"|communicates|transmit(?:s|ted))"
)
_REPORTS = (
    r"(?:report(?:s|ed|ing)?|wrote|writes?|written|quote[sd]?|quoting|cite[sd]?|citing|reveal(?:s|ed)?"
    r"|learn(?:s|ed|t)|publishe[sd]|broadcast|aired|disclose[sd])"
)
SPOKEN = re.compile(
    rf"\b(?:{VERBS}|according|put|gave|gives|shows?|showed|call(?:s|ed)|lists|listed|counts|counted)\b|:",
    re.I,
)
"""A cue with which a medium may be the one who speaks."""
_BETWEEN = (
    r"(?:(?:has|have|had|also|later|first|earlier|then|now|previously|exclusively|in turn|today|yesterday"
    r"|can|could|separately|meanwhile|on \w+day|last (?:week|month|year|night|\w+day)|itself|even)\s+){0,3}"
)
SAYS = re.compile(rf"[\"”»]?(?:,[^,.;\n]{{1,80}},)?\s+{_BETWEEN}{VERBS}\b")
"""After the one who speaks."""
REPORTS = re.compile(rf"[\"”»]?(?:,[^,.;\n]{{1,80}},)?\s+{_BETWEEN}{_REPORTS}\b")
"""The same, of words that hardly anybody but a medium is the subject of."""
CITING = re.compile(r"[\"”»]?,?\s+(?:with reference to|referring to|citing|quoting)\b")
INVERTED = re.compile(
    rf"(?:[,”\"’']\s*|\b[Aa]s\s+(?:\w+ly )?|^)(?:also )?(?:has |had )?(?:{VERBS}|passes on)(?: by)?\s+"
    r"(?:(?:the |a )?correspondent of |on \w+ )?$"
)
"""Before the one who speaks, as in "reports the agency"."""

TOLD = re.compile(
    r"\b(?:told|tells?|telling|informed|confess(?:ed|es) to|confided (?:in|to)|admitted to|said to|says to"
    r"|speaking (?:to|with)|spoke (?:to|with)|speaks (?:to|with)|spoken to|talk(?:s|ed|ing) (?:to|with)"
    r"|interview(?:s|ed)? (?:with|to|for|by|given to|granted to|on|in|published (?:in|by))"
    r"|(?:comments?|commented|remarks?|statements?|e-?mails?|messages?|letters?|answers?|repl(?:y"
    r"|ies)) (?:to|for)|in conversation with|asked by|questions? (?:from|by)|said on|says on|speaking on"
    r"|appear(?:ed|ing) on)\s+$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:\b(?:[Aa]ccording to|[Aa]s per|[Pp]er|citing|cites|cited(?: by| in)?|quoting|quoted(?: by| in| on)"
    r"|with reference to|referring to|references? to|report(?:ed|s|ing)?(?: \w+)? (?:by|in|on|from|of)"
    r"|revealed (?:by|in)|publi(?:shed|cation)(?: \w+)? (?:by|in|on)|carried (?:by|on|in)|broadcast (?:by|on)"
    r"|aired (?:by|on)|seen by|obtained by|reviewed by|viewed by|verified by|examined by|heard by"
    r"|(?:posted|shared|uploaded|released|circulated|distributed|run|put out|broken)"
    r" (?:by|on|to|in)|leaked to|appeared (?:in|on)|(?:wrote|written|writes|writing|announced|announcing"
    r"|declared|stated) (?:in|on|for)"
    r"|(?:post|posts|message|video|statement|entry|tweet|thread) (?:on|in|by|from)"
    r"|(?:stor(?:y|ies)|articles?|investigation|editorial|column|piece|analysis|account|survey|footage"
    r"|exposé|scoop|coverage|interview) (?:in|by|on|from|of|for)"
    r"|tallied by|counted by|compiled by|monitored by|told by)\s+)(?:both )?$",
    re.IGNORECASE,
)
VIA = re.compile(r"(?:\b[Vv]ia|\b[Hh]/?[Tt]:?|[Hh]at tip:?)\s+$")
_NO_ADJECTIVE = r"(?!(?:the|an?|by|to|in|of|with|from|on|and|or|its|his|her|their|as|for|that)\s)"
BEFORE_NAME = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+(?:{_NO_ADJECTIVE}[\w-]+(?:['’]s)?\s+){{0,3}}"
    r"|\b(?:(?:[A-Z][\w-]+(?:['’]s)?|state|state-run|local|independent|online|daily|private)\s+){1,2})?"
    rf"\b(?:{SURE_NOUN}|{SOFT_NOUN})\s+[\"“«‘]?$"
)
ARTICLE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+)(?:[a-z-]+\s+)?[\"“«]?$"
)
PHOTO = re.compile(
    r"(?:photos?|photographs?|images?|pictures?|video|graphics?|maps?|illustrations?|photo(?:graph)? credit"
    r"|file)\s?(?::|by|from|courtesy of|credit:?|/)[^.\n]{0,40}$",
    re.IGNORECASE,
)
OF_ITSELF = re.compile(r"(?:that\s+)?it(?:s\b|\s+(?:would|will|had|has|was|is|did|does|could)\b)")
"""What begins so after an outlet's "said" is the outlet's word about itself."""

_SORT = (
    r"(?:(?i:local|state(?:-(?:run|owned|controlled|backed|funded))?|official|foreign|national|domestic"
    r"|regional|international|social|opposition|independent|private|semi-official|pro-[\w-]+|several|some"
    r"|other|various|many|most|numerous|certain|two|three|the|an?|one|another|western)"
    r"|[A-Z]\w*(?:ian|ish|ese|li|qi|an|ch|ek))"
)
WHOSE = re.compile(rf"(?<!\w)(?:{_SORT}\s+){{1,4}}$")
"""Before "media" and the like: whose or how many they are."""
MEDIA = re.compile(
    r"\b(?:[Mm]edia(?:\s(?:outlets|reports|sources|organi[sz]ations|accounts))?"
    r"|[Nn]ewspapers?(?:\sreports?)?|[Nn]ews\s?papers?"
    r"|[Nn]ews\s(?:agenc(?:y|ies)|sites?|websites?|outlets?|organi[sz]ations?|reports|channels?|portals?"
    r"|media|services?|wires?)|[Ww]ire\s(?:services?|reports)|[Aa]genc(?:y|ies)\sreports"
    r"|[Pp]ress(?:\sreports)?|broadcasters?"
    r"|(?:[Tt]elevision|TV|[Rr]adio)(?:\s(?:stations?|channels?|reports|interview|programme|show"
    r"|broadcast))?|tabloids?|dailies|weeklies|(?:newspaper|magazine)\sinterview|Telegram\schannels?"
    r"|websites"
    r"|channels)\b(?!\s(?:conference|briefing|office|officer|secretary|release|service|freedom|corps|gallery"
    r"|centre|center|company|companies|group|tycoon|owner|set|sets|licen[cs]e|activists?|workers?"
    r"|advis[eo]rs?|watchdog|mogul|rights|strategy|coverage|attention|campaign|blackout|crews?"
    r"|personalit(?:y|ies)|executives?))"
)
ALONE = re.compile(
    r"(?:[Mm]edia|[Pp]ress|[Nn]ews|[Nn]ewspaper|[Aa]genc(?:y|ies)|[Tt]elevision|[Rr]adio|[Ww]ire)\sreports"
    r"|[Mm]edia outlets|[Nn]ewspapers|[Nn]ews agencies|[Nn]ews (?:sites|outlets|organi[sz]ations)"
)
"""Those that are vague without a word before them."""
NO_VAGUE = re.compile(
    r"(?:the|The) (?:media|press|newspapers?"
    r"|news (?:media|outlets?|agenc(?:y|ies)|sites?|channels?|services?)|television|TV|radio|paper"
    r"|social media|channels)"
)
"""Those who listen, or one spoken of before."""
ANAPHOR = re.compile(
    r"\b[Tt]he (?:same )?(newspaper|paper|daily|weekly|magazine|agency"
    r"|news (?:agency|outlet|site|website|channel)|broadcaster|channel|station|website|site|portal|tabloid"
    r"|outlet|network)\b(?!\s(?:[\"“«]?[A-Z]|that\b|which\b|of\b|for\b|responsible\b))"
)
INTERVIEW = re.compile(r"\b[IiOo]n\s+$")
"""Before "a radio interview"."""
