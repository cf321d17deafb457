"""`sayso hypotheses`: questions, hypotheses that exclude one another, rows of evidence, cells."""

from __future__ import annotations

import click

from sayso.cli.hypotheses.asking import add, listed, log, new, reword, show
from sayso.cli.hypotheses.exchanging import export, taken
from sayso.cli.hypotheses.judging import (
    assume,
    cell,
    challenge,
    credibility,
    fill,
    misled,
    motive,
    outcome,
    planted,
)
from sayso.cli.hypotheses.rowing import propose, row, withdraw

EXAMPLES = """\b
Examples:
  sayso hypotheses new "Who did it?" -H "The crew" -H "Nobody: a fault"
  sayso hypotheses row "Who did it?" 8a6dbf7192a8 --why "found on the spot"
  sayso hypotheses fill "Who did it?" R1 H1=C H2=II --why "a fault leaves none"
  sayso hypotheses planted "Who did it?" R1 0.5 --why "left in plain view"
  sayso hypotheses show "Who did it?"
"""


class Steps(click.Group):
    """Lists its commands in the order of the work, where click would sort them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with its whole first sentence, which click would cut short."""
        with formatter.section("Commands"):
            lines = [(name, one.get_short_help_str(limit=200)) for name, one in self.commands.items()]
            formatter.write_dl(lines)


@click.group(cls=Steps, epilog=EXAMPLES)
def hypotheses() -> None:
    """Set hypotheses side by side: questions, rows of evidence, cells.

    QUESTION is a question's wording, its id or the beginning of it. Nothing that is entered is changed: a
    later entry on the same thing wins, and the earlier one stays. sayso weigh says what follows.
    """


for _step in (new, listed, show, add, row, cell, fill, propose, credibility, planted, motive):
    hypotheses.add_command(_step)
for _step in (assume, challenge, withdraw, reword, outcome, misled, log, export, taken):
    hypotheses.add_command(_step)
