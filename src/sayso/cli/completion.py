"""`sayso completion`: the script that lets a shell complete what is typed."""

from __future__ import annotations

import click

from sayso.errors import StopRun


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, /, shell: str) -> None:
    """Print the script that lets a shell complete what you type."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise StopRun(f"shell {shell!r}", "click cannot complete for it", "Choose bash, zsh or fish")
    click.echo(f"# Completion for sayso. To keep it:\n#   {_KEEP[shell]}")
    click.echo(kind(ctx.find_root().command, {}, "sayso", "_SAYSO_COMPLETE").source())


_KEEP = {
    "bash": "sayso completion bash > ~/.local/share/bash-completion/completions/sayso",
    "zsh": "sayso completion zsh > ~/.sayso.zsh && echo 'source ~/.sayso.zsh' >> ~/.zshrc",
    "fish": "sayso completion fish > ~/.config/fish/completions/sayso.fish",
}
