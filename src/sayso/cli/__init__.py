"""The command line: one module a verb, each a parser around what returns data.

A verb's module holds the command under the verb's own name, and is imported when that verb is asked for:
`--help` must be instant, and no verb pays for another's libraries.
"""

from __future__ import annotations

import click

from sayso import __version__
from sayso.cli.verbs import Verbs

VERBS = {
    "read": "Read articles: every claim, and through whom it comes.",
    "add": "Add articles to the ledger, with every claim in them.",
    "find": "Find claims by words and meaning, and by who says what.",
    "show": "Show a claim or a document, with all that is known of it.",
    "trace": "Trace a claim to its origins: who had it from whom.",
    "origins": "List claims by outlets for each origin, most inflated first.",
    "check": "Check a claim: what stands for it, and what against.",
    "match": "Match texts with published fact-checks of what they claim.",
    "entail": "Judge pairs of claim and evidence: supports, refutes or neutral.",
    "settle": "Settle conflicting values: who is reliable, and who copied whom.",
    "hypotheses": "Set hypotheses side by side: questions, rows of evidence, cells.",
    "weigh": "Weigh a question's hypotheses, and what would turn the answer.",
    "actors": "List who speaks most; with a NAME, what it said and denied.",
    "grade": "Grade how reliable an actor or outlet is, A to F.",
    "decide": "Decide on a claim, on two names, or on who had it from whom.",
    "status": "Show what is in the ledger, its last runs and what they skipped.",
    "forget": "Forget a document for good: its text, claims and vectors.",
    "backup": "Back the ledger up to a new file, while others may write.",
    "models": "Show what each extractor is and whether its files are whole.",
    "settings": "Show every setting, its value and where that comes from.",
    "completion": "Print the script that lets a shell complete what you type.",
}
"""Each verb with its line in `sayso --help`, in the order of the flow. A test holds each line to what the
verb's own help begins with."""

EXAMPLES = """\b
Examples:
  sayso read article.txt
  sayso read https://example.org/story --html report.html
  sayso read reports/ 'archive/*.pdf' --json readings.jsonl
  sayso read article.txt --json | jq .claims
"""


@click.group(
    cls=Verbs, lines=VERBS, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """On whose say-so? Reads the news into claims: who says it, through whom, how surely."""
