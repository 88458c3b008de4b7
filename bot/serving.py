"""Serves Telegram: everything is looked at first, then the bot runs until it is asked to end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.answering import answerer_of, live_settings
from bot.application import ALLOWED_UPDATES, build_application
from bot.fair_application import PrimaApplication
from bot.logs import start_logging
from bot.prima import Prima
from bot.wire import PersistentRequest, UpdatesRequest
from indexer.snapshot import LiveIndex
from indexer.vectors import fingerprint_of
from knowledge_base.backup_folder import check_database
from knowledge_base.errors import SettingsError
from knowledge_base.settings import Secrets, Settings, Telegram, load_settings
from knowledge_base.store import Desk, opened

log = logging.getLogger(__name__)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """A clock that shows the time where the people are."""
    zone = ZoneInfo(settings.time_zone)
    return lambda: datetime.now(zone)


def serve(settings: Settings, secrets: Secrets, token: str) -> None:
    """Runs the bot; raises what keeps it from running, with what to do about it."""
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
