"""Knowledge where it is said: a message of a group, with what hangs together with it, becomes a draft."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Forbidden

from bot.field_values import only_asks, says_enough
from bot.handlers.carried import carried, unread, way_in
from bot.handlers.consent import ask_authors, handed_in, present
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import gathered, link_of
from bot.handlers.handing_in import announce_suggestion
from bot.handlers.telling import to_person
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.recent import Seen, text_of
from bot.replies import capture as words
from bot.send import FORMAT, Context, reply
from bot.step import Step
from bot.table import Command, Offer
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.notes import find_note


class Capture(Offer):
    """Makes drafts of a group's messages."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """One for moderators."""
        by_suggesting = words.KEEP_BY_SUGGESTING
        return (
            Command(("simpan",), words.COMMAND_KEEP, self.keep, "moderator", for_groups=True, otherwise=by_suggesting),
        )

    async def keep(self, update: Update, _: Context) -> None:
        """/simpan under a message: a draft in the moderator's private chat."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        replied = replied_to(message)
        if replied is None:
            await reply(message, Outgoing(words.KEEP_HOW), quote=True)
            return
        if await self._asks(message, gathered(self._prima.recent, replied), "/simpan"):
            return
        draft, absent = await self._drafted(message, replied, person.id)
        if draft is None:
            return
        if await self._shown(update, draft):
            goes_on = gathered(self._prima.recent, replied)[-1].goes_on
            kept = words.KEPT + (words.MAYBE_MORE if goes_on else "") + absent
            await reply(message, Outgoing(kept), quote=True)
        else:
            await self._point(message, words.KEPT_UNSEEN + absent, draft)
        await ask_authors(replied, draft)

    async def suggest(self, update: Update, message: Message, person: int, replied: Message | None) -> None:
        """/usul under a message: a suggestion in the queue."""
        if replied is None:
            await reply(message, Outgoing(words.SUGGEST_HOW), quote=True)
            return
        seen = gathered(self._prima.recent, replied)
        if seen and not says_enough(text_of(seen)):
            await reply(message, Outgoing(words.TOO_LITTLE_THERE), quote=True)
            return
        if await self._asks(message, seen, "/usul"):
            return
        draft, absent = await self._drafted(message, replied, person)
        if draft is None:
            return
        if not draft.record["questions"]:  # a note without a question is found by nobody, and its author knows it best
            await self._shown(update, draft)
            await self._point(message, words.SUGGEST_ASKS + absent, draft)
            await ask_authors(replied, draft)
            return
        await self._prima.desk.do(drafts.submit, draft.id)
        await self._shown(update, await self._prima.desk.do(drafts.find, draft.id))
        await self._point(message, words.SUGGESTED + absent, draft)
        await announce_suggestion(self._prima, update, draft)
        await ask_authors(replied, draft)

    async def _shown(self, update: Update, draft: Draft) -> bool:
        """Whether its author has the draft, or what became of it, in their private chat now."""
        out = to_person(update.get_bot(), draft.person)
        try:
            await (out(handed_in(draft)) if draft.state == "review" else self._drafting.present(out, draft))
        except (Forbidden, BadRequest):  # they never pressed Start, or have blocked Prima: the draft waits
            return False
        return True

    @staticmethod
    async def _asks(message: Message, seen: Sequence[Seen], command: str) -> bool:
        """Whether a thread only asks; then it is said how to keep it with its answer."""
        if not only_asks(text_of(seen)):
            return False
        await reply(message, Outgoing(words.NO_ANSWER_THERE.format(command=command)), quote=True)
        return True

    async def _drafted(self, message: Message, replied: Message, person: int) -> tuple[Draft | None, str]:
        """A draft from a message and what hangs together with it; None after the person heard why not.

        Behind it what is to be said of authors who are not in the group, and of files whose content is not in it.
        """
        async with self._drafting.turn(replied.chat.id):  # two who save one message at once make one draft
            before = await self._prima.desk.do(drafts.of_message, replied.chat.id, replied.message_id)
            if before is not None and await self._saved(message, before, person):
                return None, ""
            return await self._made(message, replied, person)

    async def _made(self, message: Message, replied: Message, person: int) -> tuple[Draft | None, str]:
        seen = gathered(self._prima.recent, replied)
        moderator = await self._prima.access.may(person, "moderator")
        kinds = {carried(replied), *(each.carries for each in seen)}
        if not seen:
            no_words = words.NO_WORDS_THERE + way_in(kinds, moderator=moderator)
            await reply(message, Outgoing(no_words), quote=True)
            return None, ""
        record = await self._drafting.proposed(text_of(seen))
        wrote = {str(each.author): each.name for each in seen if each.author not in {0, person}}
        authors, absent = await present(replied, wrote)
        own = any(each.author == person for each in seen)
        origin = {"chat": replied.chat.id, "message": replied.message_id, "authors": authors, "own": own}
        record["origin"] = link_of(replied)
        draft = await self._drafting.begin(person, record, Step("preview"), origin=origin)
        if draft is None:
            await reply(message, Outgoing(words.TOO_MANY_HERE), quote=True)
        names = escape(", ".join(filter(None, absent)) or words.AUTHOR)
        told = (words.ABSENT.format(names=names) if absent else "", f" {unread(kinds, moderator=moderator)}")
        return draft, "".join(told).rstrip()

    async def _saved(self, message: Message, before: Draft, person: int) -> bool:
        """Says what a message became that was saved before; False when that note does not answer any more."""
        if before.state == "published":
            note = await self._prima.desk.do(find_note, before.base)
            if note is None or not note.found:
                return False
            await self._link(message, words.SAVED_PUBLISHED, words.BUTTON_OPEN_NOTE, note.id)
        elif before.person == person:
            await self._point(message, words.SAVED_WAITING if before.state == "review" else words.SAVED_YOURS, before)
        else:
            said = words.SAVED_WAITING if before.state == "review" else words.SAVED_ELSEWHERE
            await reply(message, Outgoing(said), quote=True)
        return True

    async def _point(self, message: Message, text: str, draft: Draft) -> None:
        """Answers in the group with a link that opens the draft in Prima."""
        await self._link(message, text, words.BUTTON_OPEN, f"draf-{draft.id}")

    @staticmethod
    async def _link(message: Message, text: str, label: str, opens: str) -> None:
        link = f"https://t.me/{message.get_bot().username}?start={opens}"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]])
        await message.reply_text(text, reply_markup=markup, do_quote=True, **FORMAT)


def replied_to(message: Message) -> Message | None:
    """The message that a command replies to; none for the first one of a forum topic, or one of Prima's own."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return None
    own = replied.from_user is not None and replied.from_user.id == message.get_bot().id
    return None if own else replied
