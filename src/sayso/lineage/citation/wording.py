"""The words that make a name a medium's, and those by which a text says that it has something from one."""

from __future__ import annotations

import re

HEADS = frozenset(
    "times herald gazette post tribune news tv television radio chronicle courier echo mail star observer"
    " guardian telegraph express monitor ledger journal examiner inquirer enquirer sentinel bulletin dispatch"
    " standard globe independent argus messenger today daily weekly insider online magazine newspaper newswire"
    " broadcasting wire press advertiser intelligencer recorder beacon clarion digest mirror sun zeitung".split()
)
"""Last words of the names of outlets."""
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
SURE_HEADS = frozenset(
    "times herald gazette tribune chronicle courier telegraph newspaper examiner inquirer enquirer".split()
)
"""Those that hardly anything but an outlet is called by: "the Herald" alone may be one."""
FIRSTS = frozenset("radio tv daily channel telewizja".split())
"""First words of such names: "Radio Lenn"."""
BROADER = frozenset(
    "radio tv television news monitoring online newspaper world service english arabic persian turkish"
    " international weekend sunday agency network website business live".split()
)
"""What may follow a name without making it another's: "BBC Radio", but not "Guardian Life"."""

TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame judge president minister governor mayor general colonel captain"
    " major sergeant professor senator st saint king queen prince princess pope bishop archbishop father"
    " sister brother officer inspector commander sheikh imam rabbi".split()
)
LEADING = frozenset(
    "the a an as according in on at by from via citing quoting told while when but and or if since after"
    " before although though however yet also per with for source sources copyright this that both only even"
    " last earlier later meanwhile reporting credit text speaking".split()
)
"""Words that a name does not begin with, though a sentence or a line may."""
JOINING = frozenset("of de del della delle di da du des der die das la le el al and & for to on y".split())
"""Words that a name may hold in lower case."""

ACRONYM = re.compile(r"[A-Z][A-Z0-9.-]{1,8}[A-Z0-9]|[A-Z]{2}")
PLACES = frozenset(
    "UK US USA UAE EU UN USSR DRC DR CAR NATO NSW AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD"
    " MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR RI SC SD TN TX UT VT VA WA WV WI WY DC PM AM GMT"
    " UTC CET EST EDT BST ET CEO COVID BREAKING LIVE UPDATE UPDATED VIDEO PHOTO PHOTOS WATCH EXCLUSIVE".split()
)
"""In capitals and in brackets, and yet no agencies."""

SURE_NOUN = (
    r"(?:(?:daily |weekly )?newspaper|daily|weekly|(?:state |state-run |official )?news ?agency|news ?wire"
    r"|wire service|information agency|telegraph agency|website|web ?site|news ?site|(?:news |internet )?portal"
    r"|(?:Telegram|telegram|YouTube|TV|television|radio|news|satellite) (?:channel|station|network)|broadcaster"
    r"|tabloid|broadsheet|magazine|blog|(?:news )?outlet|news ?paper|news ?service)"
)
SOFT_NOUN = r"(?:agency|channel|site|station|network|publication|journal|account|radio|television|paper)"
"""What outlets are called, and other things too: only an acronym or an outlet's name after it makes it one."""
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
    r"(?:['’]s?)?\s+(?:(?:news|staff|photo)\s)?"
    r"(?:reporters?|correspondents?|journalists?|photographers?|witness(?:es)?|crew|team|reports?|stor(?:y|ies)"
    r"|articles?|analysis|poll|survey|investigation|count|tally|footage|calculations?|reporting|account"
    r"|interview|editorial|coverage|revelations?)\b(?!\s+(?:of|who|which|was|were|is)\b)"
)
"""After a name: those who work for the outlet, and what they make."""

VERBS = (
    r"(?:report(?:s|ed|ing)?|said|says?|wrote|writes?|written|quote[sd]?|quoting|cite[sd]?|citing|claim(?:s|ed)"
    r"|reveal(?:s|ed)?|confirm(?:s|ed)|learn(?:s|ed|t)|note[sd]|publishe[sd]|broadcast|aired|announce[sd]"
    r"|inform(?:s|ed)|add(?:s|ed)|state[sd]|allege[sd]|posted|tweeted|disclose[sd]|describe[sd]|estimate[sd]"
    r"|saw|heard|suggest(?:s|ed)|understands?|explain(?:s|ed)|stresse[sd]|communicates|transmit(?:s|ted))"
)
_REPORTS = (
    r"(?:report(?:s|ed|ing)?|wrote|writes?|written|quote[sd]?|quoting|cite[sd]?|citing|reveal(?:s|ed)?"
    r"|learn(?:s|ed|t)|publishe[sd]|broadcast|aired|disclose[sd])"
)
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
    rf"(?:[,”\"’']\s*|\b[Aa]s\s+(?:\w+ly )?|^)(?:also )?(?:has |had )?(?:{VERBS}|passes on|hands over)(?: by)?\s+"
    r"(?:(?:the |a )?correspondent of |on \w+ )?$"
)
"""Before the one who speaks, as in "reports the agency"."""

TOLD = re.compile(
    r"\b(?:told|tells?|telling|informed|confess(?:ed|es) to|confided (?:in|to)|admitted to|said to|says to"
    r"|speaking (?:to|with)|spoke (?:to|with)|speaks (?:to|with)|spoken to|talk(?:s|ed|ing) (?:to|with)"
    r"|interview(?:s|ed)? (?:with|to|for|by|given to|granted to|on|in|published (?:in|by))"
    r"|(?:comments?|commented|remarks?|statements?|e-?mails?|messages?|letters?|answers?|repl(?:y|ies)) (?:to|for)"
    r"|in conversation with|asked by|questions? (?:from|by)|said on|says on|speaking on|appear(?:ed|ing) on)\s+$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:\b(?:[Aa]ccording to|[Aa]s per|[Pp]er|citing|cites|cited(?: by| in)?|quoting|quoted(?: by| in| on)"
    r"|with reference to|referring to|references? to|report(?:ed|s|ing)?(?: \w+)? (?:by|in|on|from|of)"
    r"|revealed (?:by|in)|publi(?:shed|cation)(?: \w+)? (?:by|in|on)|carried (?:by|on|in)|broadcast (?:by|on)"
    r"|aired (?:by|on)|seen by|obtained by|reviewed by|viewed by|verified by|examined by|heard by"
    r"|(?:posted|shared|uploaded|released|circulated|distributed|run|put out|broken) (?:by|on|to|in)|leaked to"
    r"|appeared (?:in|on)|(?:wrote|written|writes|writing|announced|announcing|declared|stated) (?:in|on|for)"
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
    r"(?:(?i:local|state(?:-(?:run|owned|controlled|backed|funded))?|official|foreign|national|domestic|regional"
    r"|international|social|opposition|independent|private|semi-official|pro-[\w-]+|several|some|other|various|many"
    r"|most|numerous|certain|two|three|the|an?|one|another|western)|[A-Z]\w*(?:ian|ish|ese|li|qi|an|ch|ek))"
)
VAGUE = re.compile(
    rf"\b(?:{_SORT}\s+){{1,4}}"
    r"(?:media(?:\s(?:outlets|reports|sources|organi[sz]ations|accounts))?|newspapers?(?:\sreports?)?"
    r"|news\s?papers?|news\s(?:agenc(?:y|ies)|sites?|websites?|outlets?|organi[sz]ations?|reports|channels?"
    r"|portals?|media|services?|wires?)|wire\s(?:services?|reports)|press(?:\sreports)?|broadcasters?"
    r"|(?:television|TV|radio)(?:\s(?:stations?|channels?|reports|interview|programme|show|broadcast))?|tabloids?"
    r"|dailies|weeklies|(?:newspaper|magazine)\sinterview|Telegram\schannels?|websites|channels)\b"
    r"(?!\s(?:conference|briefing|office|officer|secretary|release|service|freedom|corps|gallery|centre|center"
    r"|company|companies|group|tycoon|owner|set|sets|licen[cs]e))"
    r"|\b(?:[Mm]edia|[Pp]ress|[Nn]ews|[Nn]ewspaper|[Aa]genc(?:y|ies)|[Tt]elevision|[Rr]adio|[Ww]ire)\sreports\b"
    r"|\b(?:[Mm]edia outlets|[Nn]ewspapers|[Nn]ews agencies|[Nn]ews (?:sites|outlets|organi[sz]ations))\b"
)
NO_VAGUE = re.compile(
    r"(?:the|The) (?:media|press|newspaper|television|TV|radio|paper|social media|channels)$"
)
"""Those who listen, or one spoken of before."""
ANAPHOR = re.compile(
    r"\b[Tt]he (?:same )?(newspaper|paper|daily|weekly|magazine|agency|news agency|broadcaster|channel|station"
    r"|website|site|portal|tabloid|outlet|network)\b(?!\s(?:[\"“«]?[A-Z]|that\b|which\b|of\b|for\b|responsible\b))"
)
INTERVIEW = re.compile(r"\b[IiOo]n\s+$")
"""Before "a radio interview"."""
OURSELVES = re.compile(
    r"\b(?:this|our) (?:newspaper|paper|newsroom|website|site|magazine|channel|page|reporter)\b"
)
