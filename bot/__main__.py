"""python -m bot [run | chat | ask | doctor]: wires the objects by hand."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import replies
from bot.answer import Answer, Answerer
from bot.answering import answerer_of, live_settings
from bot.application import ALLOWED_UPDATES, build_application
from bot.chat import TerminalChat
from bot.doctor import examine
from bot.fair_application import PrimaApplication
from bot.logs import start_logging
from bot.message import Messenger, Reader
from bot.prima import Prima, remembered
from bot.wire import PersistentRequest, UpdatesRequest
from indexer.snapshot import LiveIndex
from indexer.vectors import fingerprint_of
from knowledge_base.backup_folder import check_database
from knowledge_base.errors import PrimaError, SettingsError
from knowledge_base.instance import only_instance
from knowledge_base.questions import Asked
from knowledge_base.settings import Secrets, Settings, Telegram, load_secrets, load_settings
from knowledge_base.store import Desk, opened

log = logging.getLogger(__name__)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """A clock that shows the time where the people are."""
    zone = ZoneInfo(settings.time_zone)
    return lambda: datetime.now(zone)


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
            _serve(settings, secrets, secrets.telegram_bot_token.get_secret_value())


def _serve(settings: Settings, secrets: Secrets, token: str) -> None:
    webhook_secret = secrets.telegram_webhook_secret
    start_logging([token, webhook_secret.get_secret_value() if webhook_secret else ""], settings.operations.log_format)
    if settings.telegram.mode == "webhook" and webhook_secret is None:
        raise SettingsError("telegram.mode is webhook: set TELEGRAM_WEBHOOK_SECRET, so that only Telegram is heard")
    # A database or an index that cannot be used is said now, not when somebody asks.
    check_database(settings)
    with opened(settings.database):
        live = live_settings(settings)
        LiveIndex(settings.index_dir, fingerprint_of(live.model)).snapshot()
    if live != settings:
        log.warning("the live index is of %s: /bangun compares the models and switches", live.embedding.model)
    desk = Desk(settings.database)
    prima = Prima(settings, desk, lambda: answerer_of(live, desk), clock_of(settings))
    prima.wanted = load_settings
    connections = settings.telegram.concurrent_updates * 2
    wire = PersistentRequest(HTTPXRequest(connection_pool_size=connections, pool_timeout=30))
    updates_wire = UpdatesRequest()
    application = build_application(prima, token, wire, updates_wire)
    updates_wire.when_refused = application.stop_running
    try:
        if settings.telegram.mode == "polling":
            application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
        else:
            _run_webhook(application, settings.telegram, webhook_secret.get_secret_value() if webhook_secret else "")
        if updates_wire.refused:
            raise SettingsError("Telegram no longer knows TELEGRAM_BOT_TOKEN: take the present one from @BotFather")
    except InvalidToken as error:
        raise SettingsError("Telegram refuses TELEGRAM_BOT_TOKEN; copy it again from @BotFather") from error
    except TelegramError as error:
        raise SettingsError(f"Telegram could not be reached for minutes ({error}); start again") from error


def _run_webhook(application: PrimaApplication, telegram: Telegram, secret: str) -> None:
    """Runs until asked to end; a webhook that Telegram or this machine refuses is an error, not tried for ever."""
    try:
        application.run_webhook(
            listen=telegram.webhook_listen,
            port=telegram.webhook_port,
            url_path=urlsplit(telegram.webhook_url).path.lstrip("/"),
            webhook_url=telegram.webhook_url,
            secret_token=secret,
            allowed_updates=ALLOWED_UPDATES,
            bootstrap_retries=0,
        )
    except BadRequest as error:
        refused = "Telegram refuses telegram.webhook_url or TELEGRAM_WEBHOOK_SECRET"
        raise SettingsError(f"{refused}: {error}") from error
    except OSError as error:
        place = f"telegram.webhook_listen {telegram.webhook_listen}, telegram.webhook_port {telegram.webhook_port}"
        raise SettingsError(f"{place}: cannot listen there: {error.strerror}") from error


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
            yield _writable(input("> "))
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
    wanted = [] if batch is None else list(_batch_lines(batch))
    with Desk(settings.database) as desk:
        answerer = answerer_of(settings, desk)
        if question is not None:
            record = result_of(answerer.answer(_writable(question)), None, clock())
            offered = [f"- {title}" for title in record["suggestions"]]
            click.echo(json.dumps(record, ensure_ascii=False) if as_json else "\n".join([record["text"], *offered]))
        for line in _answers(answerer, wanted):
            click.echo(json.dumps(result_of(*line, clock()), ensure_ascii=False))


def _answers(answerer: Answerer, wanted: list[dict[str, str]]) -> Iterator[tuple[Answer, str]]:
    """The answer and the id of each question of a batch; those of one session are one conversation."""
    sessions: dict[str, Asked | None] = {}
    for record in wanted:
        session = record.get("session")
        answer = answerer.answer(record["question"], sessions.get(session) if session else None)
        if session:
            sessions[session] = remembered(answer) or sessions.get(session)
        yield answer, record["id"]


def _batch_lines(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    """The questions of a batch; raises click's own error that names the line at fault."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise click.UsageError(f"line {number} of the batch is not JSON: {error}") from error
        if not isinstance(record, dict) or not all(
            isinstance(text, str) for text in (record.get("id"), record.get("question"), record.get("session") or "")
        ):
            raise click.UsageError(f"line {number} of the batch: id, question and session must be texts")
        yield {key: _writable(record[key]) for key in ("id", "question", "session") if record.get(key) is not None}


def _writable(text: str) -> str:
    """The text with a `?` for each half of a character, such as a cut emoji, since no file or database takes one."""
    return text.encode("utf-8", "replace").decode()


def result_of(answer: Answer, identity: str | None, moment: datetime) -> dict[str, Any]:
    """An answer as `ask` prints it."""
    message = Messenger().answer(answer, 0, Reader(moment))
    return {
        "id": identity,
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "text": message.text,
        "sources": [
            {
                "note": hit.note.id,
                "title": hit.note.title,
                "topic": hit.note.topic,
                "kind": hit.note.kind,
                "confidence": round(hit.confidence, 4),
            }
            for hit in answer.hits
        ],
        "suggestions": [note.title for note in answer.suggestions],
        "index": answer.build,
        "ms": round(answer.ms, 3),
    }


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
