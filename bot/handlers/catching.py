"""A message of a group becomes a draft, once: what belonged to it then is known again, also by another moderator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.field_values import only_asks, only_links, says_enough
from bot.handlers.carried import carried, unread, way_in
from bot.handlers.consent import GONE, present
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import gathered, link_of, may_lack
from bot.handlers.renewing import is_edited, renewal, taken
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.recent import Seen, text_of
from bot.replies import capture as words
from bot.send import FORMAT, reply
from bot.step import Step
from knowledge_base import drafts
from knowledge_base.abandoned import is_abandoned
from knowledge_base.credits import says
from knowledge_base.draft import Draft
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.people import names_of
from knowledge_base.smalltalk import small_talk

Drafted = tuple[Draft | None, str]
"""A draft, or None after the person heard why there is none; and what else is to be said, of authors who left the group
and of files that were not read."""
TAKEN_AGAIN = ("title", "topic", "kind", "questions", "values", "sources", "body", "origin", "asked")
"""What a draft that is begun again takes over; nobody is named in it before they are asked again."""
PLACE = ("chat", "message", "messages", "texts", "proposed")
"""What of a draft's origin says where its words stand."""


class Catching:
    """Makes drafts of a group's messages."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def drafted(self, message: Message, replied: Message, person: int, command: str) -> Drafted:
        """A draft from a message and what hangs together with it; `message` holds the command of the person."""
        async with self._drafting.turn(replied.chat.id):  # two who save one message at once make one draft
            before = await self._prima.desk.do(drafts.of_message, replied.chat.id, replied.message_id)
            seen = gathered(self._prima.recent, replied)
            worded = _worded(seen)
            edited = before is not None and is_edited(before, seen) and not _lacking(worded)
            renewed = await self._still_saying(before) if before and edited else None
            if before and renewed is None and await self._saved(message, before, person, command, edited=edited):
                return None, ""
            moderator = await self._prima.access.may(person, "moderator")
            kinds = {carried(replied), *(each.carries for each in seen)}
            parts_lack = may_lack(self._prima.recent, replied)
            lacking = _lacking(worded)
            if not worded and parts_lack and replied.media_group_id:
                lacking = words.NO_WORDS_IN_ALBUM
            if lacking:
                way = "" if worded else way_in(kinds, moderator=moderator)
                await reply(message, Outgoing(lacking.format(command=command) + way), quote=True)
                return None, ""
            record = {**await self._drafting.proposed(text_of(worded)), "origin": link_of(replied)}
            place = {"chat": replied.chat.id, "message": replied.message_id, **taken(seen, record)}
            told = words.EARLIER_LACKS[command] if parts_lack else ""
            if before and renewed:
                record, place = renewal(renewed, before, record, place)
                told += words.EDITED_SINCE.format(title=escape(renewed.title))
            wrote = {each.author: each.name for each in worded if each.author}
            draft, absent = await self._begun(message, person, record, (place, wrote), renewed)
            return draft, f"{told}{absent} {unread(kinds, moderator=moderator)}".rstrip()

    async def again(self, message: Message, before: Draft, person: int, command: str) -> Drafted:
        """A draft from the text of one that was published `before`, whatever became of its note."""
        async with self._drafting.turn(message.chat.id):
            newest = await self._prima.desk.do(drafts.of_message, message.chat.id, before.origin["message"])
            other = newest and (newest.id != before.id or newest.state != "published")
            if newest and other and await self._saved(message, newest, person, command):
                return None, ""
            record = {name: before.record[name] for name in TAKEN_AGAIN if name in before.record}
            place: dict[str, Any] = {name: before.origin[name] for name in PLACE if name in before.origin}
            wrote = {int(each): name for each, name in before.origin["authors"].items()}
            if before.origin.get("own"):
                names = await self._prima.desk.do(names_of, [before.person])
                wrote[before.person] = names.get(before.person, "")
            return await self._begun(message, person, record, (place, wrote))

    async def _begun(
        self,
        message: Message,
        person: int,
        record: dict[str, Any],
        said: tuple[dict[str, Any], Mapping[int, str]],
        base: Note | None = None,
    ) -> Drafted:
        """A draft of what was said at a place by some people, names by id; with `base` one that changes that note."""
        place, wrote = said
        others = {str(each): name for each, name in wrote.items() if each not in {int(GONE), person}}
        authors, absent = await present(message, others)
        gone = {GONE: ""} if int(GONE) in wrote else {}
        origin = {**place, "authors": {**authors, **gone}, "own": person in wrote}
        draft = await self._drafting.begin(person, record, Step("preview"), base=base, origin=origin)
        if draft is None:
            await reply(message, Outgoing(words.TOO_MANY_HERE), quote=True)
        names = escape(", ".join(filter(None, absent)) or words.AUTHOR)
        return draft, words.ABSENT.format(names=names) if absent else ""

    async def _still_saying(self, before: Draft) -> Note | None:
        """The note that a draft became, if it still answers with what the draft said."""
        note = await self._prima.desk.do(find_note, before.base) if before.state == "published" else None
        return note if note and note.found and says(note, before) else None

    async def _saved(self, message: Message, before: Draft, person: int, command: str, *, edited: bool = False) -> bool:
        """Says what a message became that was saved before; False when nothing of it answers any more, or when
        a colleague does not go on with it.

        `edited`: it says something else by now, which a note that lost its words is no reason to leave out.
        """
        since = words.EDITED_MEANWHILE if edited else ""
        if before.state == "published":
            note = await self._prima.desk.do(find_note, before.base)
            if note is None or not note.found or edited:
                return False
            still = says(note, before)
            rows = [
                [_opens(message, words.BUTTON_OPEN_NOTE, note.id)],
                *([] if still else [await self._way(before, person)]),
            ]
            said = (words.SAVED_PUBLISHED if still else words.SAVED_GONE).format(title=escape(note.title))
            await message.reply_text(said, reply_markup=InlineKeyboardMarkup(rows), do_quote=True, **FORMAT)
        elif before.person == person:
            yours = words.SUGGESTED_YOURS if command == "/usul" else words.SAVED_YOURS
            await point(message, (words.SAVED_WAITING if before.state == "review" else yours) + since, before)
        elif await self._prima.desk.do(is_abandoned, before, self._prima.settings.telegram.admins):
            return False
        else:
            said = words.SAVED_WAITING if before.state == "review" else words.SAVED_ELSEWHERE
            await reply(message, Outgoing(said + since), quote=True)
        return True

    async def _way(self, before: Draft, person: int) -> list[InlineKeyboardButton]:
        """The button that saves a message again, for this person."""
        keeps = await self._prima.access.may(person, "moderator")
        label = words.BUTTON_AGAIN if keeps else words.BUTTON_SUGGEST_AGAIN
        return [InlineKeyboardButton(label, callback_data=f"d:anew:{before.id}:{person}")]


def _worded(seen: Sequence[Seen]) -> list[Seen]:
    """The messages that have words, without those that only thank for others."""
    worded = [each for each in seen if each.text]
    return [each for each in worded if small_talk(each.text) != "thanks"] or worded


def _lacking(worded: Sequence[Seen]) -> str:
    """What messages lack to become a note, or nothing; with a place for the command."""
    text = text_of(worded)
    if not worded:
        return words.NO_WORDS_THERE
    if only_asks(text):
        return words.NO_ANSWER_THERE
    if only_links(text):
        return words.ONLY_LINK_THERE
    return "" if says_enough(text) else words.NOTHING_THERE


async def point(message: Message, text: str, draft: Draft) -> None:
    """Answers in the group with a link that opens the draft in Prima."""
    markup = InlineKeyboardMarkup([[_opens(message, words.BUTTON_OPEN, f"draf-{draft.id}")]])
    await message.reply_text(text, reply_markup=markup, do_quote=True, **FORMAT)


def _opens(message: Message, label: str, what: str) -> InlineKeyboardButton:
    """A button that opens a draft or a note in Prima."""
    return InlineKeyboardButton(label, url=f"https://t.me/{message.get_bot().username}?start={what}")
