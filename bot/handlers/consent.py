"""Who wrote a message of a group is asked, under it, whether the note that it becomes may name them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping

from telegram import Bot, Message, ReplyParameters, Update
from telegram.error import TelegramError

from bot import replies
from bot.contacts import personal_told
from bot.handlers.admit import membership
from bot.handlers.telling import out_of
from bot.markup import escape
from bot.message import Button, shortened
from bot.message import Message as Outgoing
from bot.prima import Prima
from bot.replies import capture as words
from bot.send import FORMAT, keyboard, pressed_message
from bot.table import Offer, Press
from bot.writing import is_credited, title_of
from knowledge_base import drafts
from knowledge_base.credits import asked_with, consent, says
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftError
from knowledge_base.notes import find_note
from knowledge_base.people import name_of

PRESS = re.compile(r"d:(ok|anon):(\d{1,12})")
GONE = "0"
"""In place of the authors' ids: words of somebody who cannot be asked."""
NAME_SHOWN = 60
"""Characters of a name in the question: those of a whole thread fit into one message, twice."""
log = logging.getLogger(__name__)


class Consent(Offer):
    """Takes the authors' answers."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def presses(self) -> tuple[Press, ...]:
        """The author's consent."""
        return (Press(PRESS, self._consented),)

    async def _consented(self, update: Update, found: re.Match[str]) -> None:
        """An author answers; nobody else can."""
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        person, agrees = query.from_user, found[1] == "ok"
        try:
            draft = await self._prima.desk.do(drafts.find, int(found[2]))
        except DraftError:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        authors = draft.origin.get("authors", {})
        own = bool(draft.origin.get("own")) and (draft.person == person.id == message.chat.id)
        if not own and (str(person.id) not in authors or draft.origin.get("chat") != message.chat.id):
            await query.answer(words.ONLY_AUTHOR, show_alert=True)
            return
        name = name_of(person.full_name)
        draft = await self._prima.desk.do(consent, draft.id, person.id, name, agrees=agrees)
        if draft.state == "published":
            await asyncio.to_thread((await self._prima.answerer()).searcher.refreshed)
        answers, closed = draft.origin.get("answers", {}), await self._closed(draft)
        why_not = ""
        if closed and (agrees or draft.state != "published"):  # a name goes from whatever was published
            why_not = closed.text
        elif agrees and name and not answers.get(str(person.id)):
            why_not = words.CONSENT_NO_ROOM
        given = words.CONSENT_THANKS if agrees else words.CONSENT_NOT_NAMED
        await query.answer(why_not or given, show_alert=bool(why_not))
        await out_of(update)(closed or _page(draft, answers, own=own))

    async def _closed(self, draft: Draft) -> Outgoing | None:
        """What stands in place of the question when nobody can be named any more; None while somebody can."""
        if draft.state in {"refused", "cancelled"}:
            return Outgoing(words.CONSENT_OVER)
        note = await self._prima.desk.do(find_note, draft.base) if draft.state == "published" else None
        if draft.state != "published" or says(note, draft):
            return None
        held = note.contributor.split(", ") if note else []
        still = any(name and name in held for name in draft.origin.get("answers", {}).values())
        return Outgoing(words.CONSENT_LEFT, (_ways(draft)[1:],) if still else ())


def _page(draft: Draft, answers: Mapping[str, str], *, own: bool) -> Outgoing:
    """What stands under the words of those who were asked, or in the private chat of who handed in their own."""
    if own:
        return handed_in(draft)
    answered = all(each in answers for each in _asked(draft.origin["authors"]))
    return _decided(draft, answers) if answered else _question(draft, answers)


def _decided(draft: Draft, answers: Mapping[str, str]) -> Outgoing:
    """Who is named. The way back stays: consent is taken back as easily as it was given."""
    names = escape(", ".join(filter(None, answers.values())))
    told = words.CONSENT_GIVEN.format(name=names) if names else words.CONSENT_REFUSED
    agree, refuse = _ways(draft)
    return Outgoing(told, (((agree,) if "" in answers.values() else ()) + ((refuse,) if names else ()),))


def _question(draft: Draft, answers: Mapping[str, str]) -> Outgoing:
    """Asks the authors whether they want to be named, and says who has answered."""
    asked = _asked(draft.origin["authors"])
    shown = {each: shortened(name, NAME_SHOWN) for each, name in asked.items() if name}
    text = words.CONSENT.format(names=escape(", ".join(shown.values())))
    done = ", ".join(name for each, name in shown.items() if each in answers)
    told = f"\n\n{words.CONSENT_ANSWERED.format(names=escape(done))}" if done else ""
    return Outgoing(text + told, (_ways(draft),))


def _ways(draft: Draft) -> tuple[Button, Button]:
    agree = Button(words.BUTTON_AGREE, data=f"d:ok:{draft.id}")
    return agree, Button(words.BUTTON_ANONYMOUS, data=f"d:anon:{draft.id}")


def _asked(authors: Mapping[str, str]) -> dict[str, str]:
    """The authors whose consent is asked for, name by id."""
    return {each: name for each, name in authors.items() if each != GONE}


def handed_in(draft: Draft) -> Outgoing:
    """What its author reads of a draft that was handed in; asks them for their name if words of theirs are in it."""
    title, agree, refuse = escape(title_of(draft)), *_ways(draft)
    text = "\n".join(filter(None, (words.HANDED_IN.format(title=title), personal_told(draft))))
    if not draft.origin.get("own"):
        return Outgoing(text)
    named = is_credited(draft)
    told = words.CONSENT_THANKS if named else words.NAME_YOU
    return Outgoing(f"{text}\n{told}", ((refuse if named else agree,),))


async def present(message: Message, authors: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The authors (names by id) who can be asked in the group of a message, and the names of those who are not in it.

    Who left, or never was there, would never see the question; words of theirs stay marked as somebody else's.
    """
    is_member = membership(message.get_bot())
    here = {each: name for each, name in authors.items() if await is_member(message.chat.id, int(each)) is not False}
    absent = [name for each, name in authors.items() if each not in here]
    return {**here, **({GONE: ""} if absent else {})}, absent


async def ask_authors(prima: Prima, message: Message, draft: Draft) -> None:
    """Asks the authors whether they want to be named, under their words; `message` is another of the same place."""
    answers = draft.origin.get("answers", {})
    if all(each in answers for each in _asked(draft.origin["authors"])):
        return
    question = _question(draft, answers)
    under = ReplyParameters(draft.origin["message"], allow_sending_without_reply=True)
    markup = keyboard(question.buttons)
    sent = await message.reply_text(question.html, reply_markup=markup, reply_parameters=under, **FORMAT)
    await prima.desk.do(asked_with, draft.id, sent.message_id)


async def close_question(bot: Bot, draft: Draft) -> None:
    """A draft came to nothing: the question to its authors says so and loses its buttons, if it is still there."""
    await _becomes(bot, draft, Outgoing(words.CONSENT_OVER))


async def ask_again(bot: Bot, draft: Draft) -> None:
    """A draft that came to nothing is gone on with: the question to its authors asks again, if it is still there."""
    if draft.origin.get("question"):
        await _becomes(bot, draft, _question(draft, draft.origin.get("answers", {})))


async def _becomes(bot: Bot, draft: Draft, page: Outgoing) -> None:
    """The question to a draft's authors says something else."""
    number = draft.origin.get("question")
    if not number:
        return
    try:
        await bot.edit_message_text(
            page.html, draft.origin["chat"], number, reply_markup=keyboard(page.buttons), **FORMAT
        )
    except TelegramError as error:  # deleted, too old, or Prima is not in that group any more: nothing hangs on it
        log.info("a question to authors stays as it is: %s", error)
