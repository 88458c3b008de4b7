"""For moderators and admins: the figures of a week, month or quarter as a picture, and as a table."""

from __future__ import annotations

import asyncio
import re
from typing import get_args

from telegram import InputMediaPhoto, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import replies
from bot.charts import number, percent, statistics_picture
from bot.message import Button
from bot.prima import Prima
from bot.replies import statistics as said
from bot.send import Context, keyboard, pressed_message
from bot.table import Command, Offer, Press
from knowledge_base.figures import Figures, Period, Span, Totals, figures_of
from knowledge_base.figures_table import to_csv

SPANS: tuple[Span, ...] = get_args(Span)
_TURN = re.compile(r"s:(week|month|quarter)")
_CSV = re.compile(r"s:csv:(week|month|quarter)")


class Statistics(Offer):
    """Shows how Prima is used. Reading and drawing take a while, so neither holds up an answer."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """The one command."""
        return (Command(("statistik", "statistics"), said.COMMAND_STATISTICS, self.statistics, "moderator"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Another period in the same message, and its table."""
        return (Press(_TURN, self._turn, "moderator"), Press(_CSV, self._table, "moderator"))

    async def statistics(self, update: Update, _: Context) -> None:
        """/statistik: the week that ends today."""
        message = update.effective_message
        if message is None:
            return
        figures = await self._figures(SPANS[0])
        picture = await asyncio.to_thread(statistics_picture, figures)
        await message.reply_photo(
            picture, caption=caption_of(figures), parse_mode=ParseMode.HTML, reply_markup=keyboard(_rows(SPANS[0]))
        )

    async def _turn(self, update: Update, found: re.Match[str]) -> None:
        query, message, span = update.callback_query, pressed_message(update), _span(found[1])
        if query is None or message is None:
            return
        if not message.photo:  # not one of ours
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await query.answer()
        figures = await self._figures(span)
        picture = await asyncio.to_thread(statistics_picture, figures)
        shown = InputMediaPhoto(picture, caption_of(figures), ParseMode.HTML)
        try:
            await query.edit_message_media(shown, reply_markup=keyboard(_rows(span)))
        except BadRequest as error:
            if "not modified" not in str(error).lower():  # the same period again
                raise

    async def _table(self, update: Update, found: re.Match[str]) -> None:
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        await query.answer()
        figures = await self._figures(_span(found[1]))
        name = said.CSV_FILE.format(last=figures.period.last.isoformat())
        caption = said.CSV_CAPTION.format(days=_days(figures.period))
        await message.reply_document(to_csv(figures).encode(), caption=caption, filename=name)

    async def _figures(self, span: Span) -> Figures:
        today = self._prima.reader().moment.date()
        return await self._prima.desk.read(figures_of, Period.ending(today, span, self._prima.settings.time_zone))


def caption_of(figures: Figures) -> str:
    """The main numbers in words, for those who cannot see the picture."""
    return said.CAPTION.format(
        days=_days(figures.period),
        asked=asked_in_words(figures),
        votes=_votes(figures),
        due=said.DUE.format(due=number(len(figures.due))) if figures.due else said.NONE_DUE,
    )


def asked_in_words(counted: Figures | Totals) -> str:
    """How many asked how much, and how much of it was answered: the same words wherever it is said."""
    if not counted.questions:
        return said.NOT_ASKED
    return said.ASKED.format(
        questions=number(counted.questions),
        people=number(counted.people),
        answered=percent(counted.share_answered),
        unanswered=number(counted.questions - counted.answered),
    )


def _votes(figures: Figures) -> str:
    if not figures.votes:
        return said.NO_VOTES
    return said.VOTES.format(helpful=percent(figures.share_helpful), votes=number(figures.votes))


def _days(period: Period) -> str:
    return said.DAYS.format(first=replies.day(period.first), last=replies.day(period.last))


def _rows(shown: Span) -> tuple[tuple[Button, ...], ...]:
    """The periods, the one that is shown marked; the table of that one."""
    marked = {span: f"{replies.CHOSEN if span == shown else ''}{said.SPANS[span]}" for span in SPANS}
    periods = tuple(Button(label, data=f"s:{span}") for span, label in marked.items())
    return periods, (Button(said.BUTTON_CSV, data=f"s:csv:{shown}"),)


def _span(name: str) -> Span:
    return next(span for span in SPANS if span == name)
