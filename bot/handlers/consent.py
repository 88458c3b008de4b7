"""Who wrote a message of a group is asked, under it, whether the note that it becomes may name them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

from telegram import Message, Update

from bot import replies
from bot.handlers.admit import membership
from bot.handlers.telling import out_of
from bot.markup import escape
from bot.message import Button
from bot.message import Message as Outgoing
from bot.prima import Prima
from bot.replies import capture as words
from bot.send import FORMAT, keyboard, pressed_message
from bot.table import Offer, Press
from bot.writing import is_credited, title_of
from knowledge_base import drafts
from knowledge_base.credits import consent
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftError
from knowledge_base.people import name_of

PRESS = re.compile(r"d:(ok|anon):(\d{1,12})")
GONE = "0"
"""In place of the authors' ids: words of somebody who cannot be asked."""
ASKED = 5
"""Authors of a thread who are asked for their consent."""


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
        given = words.CONSENT_THANKS if agrees else words.CONSENT_NOT_NAMED
        over = draft.state in {"refused", "cancelled"}
        await query.answer(words.CONSENT_OVER if over else given, show_alert=over)
        answers = draft.origin.get("answers", {})
        if own and not over:
            await out_of(update)(handed_in(draft))
        elif not over:
            asked = _asked(authors)
            await out_of(update)(
                _decided(draft, answers) if all(each in answers for each in asked) else _question(draft, answers)
            )


def _decided(draft: Draft, answers: Mapping[str, str]) -> Outgoing:
    """Who is named. The way back stays: consent is taken back as easily as it was given."""
    names = escape(", ".join(filter(None, answers.values())))
    told = words.CONSENT_GIVEN.format(name=names) if names else words.CONSENT_REFUSED
    agree, refuse = _ways(draft)
    return Outgoing(told, (((agree,) if "" in answers.values() else ()) + ((refuse,) if names else ()),))


def _question(draft: Draft, answers: Mapping[str, str]) -> Outgoing:
    """Asks the authors whether they want to be named, and says who has answered."""
    asked = _asked(draft.origin["authors"])
    text = words.CONSENT.format(names=escape(", ".join(filter(None, asked.values()))))
    done = ", ".join(filter(None, (name for each, name in asked.items() if each in answers)))
    told = f"\n\n{words.CONSENT_ANSWERED.format(names=escape(done))}" if done else ""
    return Outgoing(text + told, (_ways(draft),))


def _ways(draft: Draft) -> tuple[Button, Button]:
    agree = Button(words.BUTTON_AGREE, data=f"d:ok:{draft.id}")
    return agree, Button(words.BUTTON_ANONYMOUS, data=f"d:anon:{draft.id}")


def _asked(authors: Mapping[str, str]) -> dict[str, str]:
    """The authors whose consent is asked for, name by id."""
    return dict([(each, name) for each, name in authors.items() if each != GONE][:ASKED])


def handed_in(draft: Draft) -> Outgoing:
    """What its author reads of a draft that was handed in; asks them for their name if words of theirs are in it."""
    title, agree, refuse = escape(title_of(draft)), *_ways(draft)
    text = words.HANDED_IN.format(title=title)
    if not draft.origin.get("own"):
        return Outgoing(text)
    named = is_credited(draft)
    told = words.CONSENT_THANKS if named else words.NAME_YOU
    return Outgoing(f"{text}\n{told}", ((refuse if named else agree,),))


async def present(replied: Message, authors: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The authors (names by id) who can be asked in the group of a message, and the names of those who are not in it.

    Who left, or never was there, would never see the question; words of theirs stay marked as somebody else's.
    """
    is_member = membership(replied.get_bot())
    here = {each: name for each, name in authors.items() if await is_member(replied.chat.id, int(each)) is not False}
    absent = [name for each, name in authors.items() if each not in here]
    return {**here, **({GONE: ""} if absent else {})}, absent


async def ask_authors(replied: Message, draft: Draft) -> None:
    """Asks the authors, under their message, whether they want to be named."""
    if _asked(draft.origin["authors"]):
        question = _question(draft, {})
        await replied.reply_text(question.html, reply_markup=keyboard(question.buttons), do_quote=True, **FORMAT)
