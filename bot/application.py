"""The whole bot, wired: what it does, the services behind it, and what begins and ends with it."""

from __future__ import annotations

import asyncio
import logging
from typing import cast

from telegram import Bot, Update
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
)
from telegram.request import BaseRequest

from bot.broadcasting import Broadcaster
from bot.failures import Failures
from bot.fair_application import FairApplication, PrimaApplication
from bot.handlers.admin import Admin
from bot.handlers.admit import Admit, membership
from bot.handlers.ask import Ask
from bot.handlers.auditing import Audit
from bot.handlers.bettering import Bettering
from bot.handlers.broadcast import Broadcasts
from bot.handlers.browse import Browse
from bot.handlers.buttons import Buttons
from bot.handlers.capture import Capture
from bot.handlers.consent import Consent
from bot.handlers.dialogue import Dialogue
from bot.handlers.document_notes import DocumentNotes
from bot.handlers.documents import Documents
from bot.handlers.drafting import Drafting
from bot.handlers.forwarded import Forwarded
from bot.handlers.history import History
from bot.handlers.invite import Invite
from bot.handlers.manage import Manage
from bot.handlers.operations import Operations
from bot.handlers.people import People
from bot.handlers.pieces import Pieces
from bot.handlers.privacy import PersonalData
from bot.handlers.publish import Publish
from bot.handlers.rebuild import Rebuild
from bot.handlers.regulation import Regulations
from bot.handlers.retire import Retire
from bot.handlers.review import Review
from bot.handlers.roles import Roles, ShowMenu
from bot.handlers.statistics import Statistics
from bot.handlers.steering import Steering
from bot.handlers.subscriptions import Subscriptions
from bot.handlers.suggest import Suggest
from bot.handlers.switching import Switching
from bot.handlers.verdicts import Verdicts
from bot.handlers.whole_notes import WholeNotes
from bot.handlers.write import Write
from bot.health import Health
from bot.jobs import Job as Timed
from bot.jobs import daily_jobs, keep_time, make_up, run
from bot.limits import Crowd
from bot.menus import commands_of, set_menu, set_menus
from bot.message import Messenger
from bot.prima import Prima
from bot.routes import add_routes
from bot.scheduled_builds import watch_overlay
from bot.table import Job
from knowledge_base.roles import Role

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
RETRIES_WHEN_FLOODED = 5


def jobs_of(prima: Prima) -> tuple[Job, ...]:
    """Everything that Prima does, in the order of the menu."""
    drafting = Drafting(prima)
    publish = Publish(drafting)
    notes = WholeNotes(drafting)
    pieces = Pieces(drafting, notes)
    dialogue = Dialogue(drafting, publish, pieces)
    write = Write(drafting, dialogue, notes, pieces)
    capture = Capture(drafting)
    retire = Retire(prima)
    browse = Browse(prima, write.opened)
    broadcaster = Broadcaster(prima)

    return (
        Ask(prima),
        browse,
        Buttons(prima, browse),
        # What Prima asked and waits to be told comes before dialogues that take any text.
        Review(prima),
        Verdicts(prima),
        Bettering(prima),
        Manage(prima, retire),
        retire,
        History(prima),
        Regulations(prima),
        Roles(prima, menu_setter(prima)),
        People(prima),
        Documents(drafting, notes),
        DocumentNotes(drafting),
        write,
        dialogue,
        Suggest(drafting, dialogue, capture, notes, pieces),
        capture,
        Forwarded(drafting),
        Consent(prima),
        Invite(prima),
        Admit(prima),
        Audit(prima),
        Admin(prima),
        Rebuild(prima),
        Switching(prima),
        Operations(prima),
        Statistics(prima),
        Broadcasts(prima, broadcaster),
        Steering(prima, broadcaster),
        Subscriptions(prima),
        PersonalData(prima),
    )


def menu_setter(prima: Prima) -> ShowMenu:
    """Sets the menu of somebody whose role has changed."""

    async def show_menu(bot: Bot, person: int, role: Role) -> None:
        await set_menu(bot, person, role, commands_of(jobs_of(prima)))

    return show_menu


def build_application(prima: Prima, token: str, wire: BaseRequest, updates_wire: BaseRequest) -> PrimaApplication:
    """The whole bot. `wire` carries requests to Telegram, `updates_wire` the waiting for updates."""
    telegram = prima.settings.telegram
    builder = (
        ApplicationBuilder()
        .application_class(FairApplication)
        .update_queue(asyncio.Queue(prima.settings.limits.queue))  # what is beyond waits with Telegram
        .token(token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(wire)
        .get_updates_request(updates_wire)
        .concurrent_updates(telegram.concurrent_updates)
        .rate_limiter(AIORateLimiter(max_retries=RETRIES_WHEN_FLOODED))
    )
    application = cast("FairApplication", builder.build())
    application.crowd, application.writes = Crowd(prima.settings.limits), Drafting(prima).writes
    application.leaving = prima.builder.cancel
    prima.access.is_member = membership(application.bot)
    jobs = jobs_of(prima)
    add_routes(application, prima, jobs, menu_setter(prima))
    application.add_error_handler(Failures().failed)
    health = Health(prima, application.update_queue.qsize)
    jobs_on_clock, timed = daily_jobs(prima), list[asyncio.Task[None]]()

    async def announce(application: PrimaApplication) -> None:
        health.open()
        prima.messenger = Messenger(application.bot.username)
        await set_menus(application.bot, prima, commands_of(jobs))
        timed.append(asyncio.create_task(watch_overlay(prima, application.bot)))
        timed.extend(asyncio.create_task(keep_time(job, lambda: prima.reader().moment, start)) for job in jobs_on_clock)
        timed.append(asyncio.create_task(make_up(prima, start)))
        for job in jobs:
            await job.begin(application.bot)

    def start(job: Timed) -> None:
        application.create_task(run(job, prima, application.bot), name=job.name)

    async def end(_: PrimaApplication) -> None:
        for job in jobs:
            await job.end()

    async def close(_: PrimaApplication) -> None:
        for task in timed:
            task.cancel()
        await asyncio.gather(*timed, return_exceptions=True)
        await health.close()
        prima.desk.close()

    application.post_init = announce
    application.post_stop = end
    application.post_shutdown = close
    return application
