"""python -m bot [run | chat | ask | doctor]: wires the objects by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from bot import replies
from bot.answering import answerer_of
from bot.asking import answers, batch_lines, result_of, writable
from bot.chat import TerminalChat
from bot.doctor import examine
from bot.serving import clock_of, serve
from knowledge_base.errors import PrimaError
from knowledge_base.instance import only_instance
from knowledge_base.settings import Settings, load_secrets, load_settings
from knowledge_base.store import Desk


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Prima: a Telegram bot, a chat in the terminal, or one answer. Without a command: run."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@cli.command()
def run() -> None:
    """Serves Telegram; without TELEGRAM_BOT_TOKEN, opens the same Prima as a chat in the terminal."""
    settings, secrets = load_settings(), load_secrets()
    if secrets.telegram_bot_token is None:
        click.echo(replies.CHAT_WITHOUT_TELEGRAM)
        _chat(settings)
    else:
        with only_instance(settings.database.parent):
            serve(settings, secrets, secrets.telegram_bot_token.get_secret_value())


@cli.command()
def chat() -> None:
    """The same Prima as a chat in the terminal."""
    click.echo(replies.CHAT_INTRO)
    _chat(load_settings())


def _chat(settings: Settings) -> None:
    interactive = sys.stdin.isatty()
    with Desk(settings.database) as desk:
        answerer = answerer_of(settings, desk)
        TerminalChat(answerer, desk, click.echo, clock_of(settings), bold=sys.stdout.isatty()).run(_typed(interactive))


def _typed(interactive: bool) -> Iterator[str]:  # noqa: FBT001 - a fact about the input, not a switch
    """Lines of standard input; at a terminal, with a prompt."""
    if not interactive:
        yield from (line.decode(errors="replace") for line in sys.stdin.buffer)
        return
    while True:
        try:
            yield writable(input("> "))
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return


@cli.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    help="JSON Lines of questions; - reads standard input.",
)
def ask(question: str | None, *, as_json: bool, batch: Any) -> None:
    """Answers one question, or with --batch one JSON object per line. Nothing is stored."""
    if (question is None) == (batch is None):
        raise click.UsageError("give either a question or --batch FILE")
    settings = load_settings()
    clock = clock_of(settings)
    wanted = [] if batch is None else list(batch_lines(batch))
    with Desk(settings.database) as desk:
        answerer = answerer_of(settings, desk)
        if question is not None:
            record = result_of(answerer.answer(writable(question)), None, clock())
            offered = [f"- {title}" for title in record["suggestions"]]
            click.echo(json.dumps(record, ensure_ascii=False) if as_json else "\n".join([record["text"], *offered]))
        for line in answers(answerer, wanted):
            click.echo(json.dumps(result_of(*line, clock()), ensure_ascii=False))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def doctor(*, as_json: bool) -> None:
    """Examines everything that Prima needs, and says what to do; exit 1 if something keeps it from working."""
    findings = examine(load_settings(), load_secrets())
    if as_json:
        click.echo(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        click.echo("\n".join(f"{found.level:8} {found.check}: {found.message}" for found in findings))
    if any(finding.level == "error" for finding in findings):
        sys.exit(1)


def main() -> None:
    """Runs a command; an error that Prima knows is one message, not a traceback."""
    try:
        cli(prog_name="python -m bot")
    except PrimaError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
