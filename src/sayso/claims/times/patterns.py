"""One regular expression for every way in which a time is written: its groups name the way.

Alternatives are tried only where a word begins, and repeat nothing without bound, so that the search is
linear in the text. Months and weekdays must begin with a capital: "march" and "may" are verbs.
"""

from __future__ import annotations

import re

# ruff: noqa: E501 - a pattern broken over lines is harder to check than a long one


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|"
    "APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
)
MONTH = rf"(?:(?:{_MONTHS})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_GAP = r"(?:[^\S\n]{1,3}|\n)"
YEAR = r"(?:1[5-9]|20)\d\d\b"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY)\b"
_SHORT_DAY = r"(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?"
_DAYNAME = rf"(?:(?:{WEEKDAY}|{_SHORT_DAY}),?{_GAP})"
_OWN_YEAR = rf"(?:,?{_GAP}(?:of\s)?(?P<{{0}}>{YEAR})(?![,.]\d)|\s(?:of\s)?(?P<{{0}}s>this|last|next)\syear\b)"
_PART = r"(?:\s(?:morning|afternoon|evening|night))"
UNIT = r"(?:second|minute|hour|day|week|weekend|month|year|decade|century|centurie|quarter)s?\b"
COUNT = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|some|"
    r"many|a\sfew|a\scouple\sof|a\sdozen|dozens\sof|hundreds\sof|thousands\sof|two\sand\sa\shalf|half\sa|half\san)\b"
)
_STAGE = r"(?:(?:[Tt]he\s)?(?:[Ee]arly|[Ll]ate|[Mm]id|[Bb]eginning\sof|[Ss]tart\sof|[Ee]nd\sof|[Mm]iddle\sof|[Ee]arlier\sin|[Ll]ater\sin)[\s-](?:in\s|the\s)?)"
_WHICH = r"(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Pp]revious|[Cc]oming|[Ff]ollowing|[Cc]urrent|[Tt]his\spast|[Tt]hat|[Tt]he\ssame|[Ss]ame)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|\d{1,2}(?:st|nd|rd|th))"
_ZONE = r"(?:\s?(?:GMT|UTC|BST|CET|EST|EDT|CST|CDT|PST|PDT|MST|MDT|ET|PT|IST|local\stime))"
_LINK = r"(?:\s?[-–—/]\s?|\s(?:to|until|till|through|and)\s)"


def _own_year(name: str) -> str:
    return _OWN_YEAR.replace("{0}", name).replace("{{", "{").replace("}}", "}")


_WAYS = {
    "iso": r"[12]\d{3}-(?:0[1-9]|1[0-2])-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
    "dayspan": rf"(?P<ds_a>{DAY})(?:\s(?P<ds_am>{MONTH}))?{_LINK}(?P<ds_b>{DAY})\s(?P<ds_m>{MONTH}){_own_year('ds_y')}?",
    "mdayspan": rf"(?P<ms_m>{MONTH}){_GAP}(?P<ms_a>{DAY}){_LINK}(?:(?P<ms_bm>{MONTH}){_GAP})?(?P<ms_b>{DAY})"
    rf"(?!\s?(?:{_MONTHS})){_own_year('ms_y')}?",
    "daymonth": rf"{_DAYNAME}?(?:the\s)?(?P<dm_d>{DAY}){_GAP}(?:of\s|day\sof\s)?(?P<dm_m>{MONTH}){_own_year('dm_y')}?",
    "monthday": rf"{_DAYNAME}?(?P<md_m>{MONTH}){_GAP}(?:the\s)?(?P<md_d>{DAY})(?![:.,]\d|\s?(?:[ap]\.?m\b)){_own_year('md_y')}?",
    "monthspan": rf"(?P<mm_a>{MONTH})(?:\s(?P<mm_ay>{YEAR}))?{_LINK}(?P<mm_b>{MONTH})\s(?P<mm_y>{YEAR})",
    "month": rf"(?P<mo_stage>{_STAGE})?(?:(?P<mo_which>[Ll]ast|[Tt]his|[Nn]ext)\s)?(?P<mo_m>{MONTH}){_own_year('mo_y')}?",
    "numeric": r"\d{1,2}(?P<nu>[/.])\d{1,2}(?P=nu)(?:\d{4}|\d\d)(?![\w/-]|\.\d)",
    "yearspan": rf"(?P<ys_a>{YEAR})(?:{_LINK})(?P<ys_b>{YEAR}|\d\d\b)(?![-/.,]\d|%|\s(?:percent|people|million))",
    "decade": rf"(?P<de_stage>{_STAGE})?(?:[Tt]he\s)?(?P<de_s>(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-])?(?:(?P<de_y>(?:1[5-9]|20)\d0)['’]?s\b|['’‘](?P<de_d>\d0)s\b)",
    "century": rf"(?:[Tt]he\s)?(?:(?:early|late|mid)[\s-])?(?P<ce_n>{_ORDINAL})[\s-][Cc]entury\b",
    "quarter": rf"(?:[Tt]he\s)?(?:(?P<qu_n>first|second|third|fourth|1st|2nd|3rd|4th)[\s-](?P<qu_k>quarter|half)|Q(?P<qu_q>[1-4]))\b{_own_year('qu_y')}?",
    "season": rf"(?P<se_stage>{_STAGE})?(?:[Tt]he\s)?(?:(?P<se_which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming)\s)?(?P<se_s>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b{_own_year('se_y')}?",
    "weekday": rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)\s)?(?:(?P<wd_which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming)\s)?(?P<wd_d>{WEEKDAY})(?P<wd_part>{_PART})?(?:\s(?P<wd_week>last|this|next)\sweek\b)?",
    "dayword": rf"(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s)?(?:(?P<dw_d>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Oo]vernight)\b(?!['’]s\s[A-Z]){_PART}?|(?P<dw_l>[Ll]ast\snight|[Tt]his\s(?:morning|afternoon|evening)|[Tt]he\sday\s(?:before\syesterday|after\stomorrow))\b)",
    "ago": rf"(?:(?P<ag_n>{COUNT}|[A-Z][a-z]{{2,6}}(?=\s(?:days?|weeks?|months?|years?|hours?)\b))\s)(?:or\s{COUNT}\s)?(?P<ag_u>{UNIT})\s(?P<ag_w>ago|earlier|later|before\sthat|afterwards|previously|hence|from\snow)\b",
    "relative": rf"(?P<re_stage>{_STAGE}|(?:[Ee]arlier|[Ll]ater)\s)?(?:[Tt]he\s)?(?P<re_w>{_WHICH})\s(?:(?P<re_n>{COUNT})\s)?(?P<re_u>{UNIT})(?!-)",
    "weekend": r"[Tt]he\sweekend\b",
    "clock": rf"(?:\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b){_ZONE}?|\d{{1,2}}[:.]\d\d{_ZONE}|\d{{1,2}}:\d\d(?::\d\d)?\b(?![:\d])|\d{{4}}\s?(?:GMT|UTC|hours|hrs)\b|[Nn]oon\b|[Mm]idday\b|[Mm]idnight\b)",
    "vague": r"(?:[Ii]n\srecent\s(?:hours|days|weeks|months|years|decades)|[Rr]ecently|[Cc]urrently|[Nn]owadays|[Aa]t\s(?:present|the\smoment|this\stime)|[Nn]ow(?!\sthat)|[Tt]hese\sdays|[Ss]oon|[Tt]o\sdate)\b",
    "year": rf"(?P<ye_stage>{_STAGE})?(?P<ye_y>{YEAR})(?!s\b)(?![,.:/]\d|[-–]\d|%|[-–](?:strong|member|metre|meter|foot|mile|page|seat|acre|pound|ton|kilometre|kilometer|capacity))",
}
# The look ahead spares spaces and punctuation the trial of every alternative.
TIME = re.compile(
    "(?<![\\w$€£#/.,:-])(?=[0-9A-Za-z'’‘])(?:"
    + "|".join(f"(?P<{way}>{pattern})" for way, pattern in _WAYS.items())
    + ")"
)
