"""Knowledge where it is said: a message of a group, with what hangs together with it, becomes a draft."""

from __future__ import annotations

import re

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden

from bot import replies
from bot.handlers.catching import Catching, point
from bot.handlers.consent import ask_authors, handed_in
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import gathered
from bot.handlers.handing_in import announce_suggestion
from bot.handlers.telling import to_person
from bot.message import Message as Outgoing
from bot.replies import capture as words
from bot.send import Context, pressed_message, reply
from bot.table import Command, Offer, Press
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftError

AGAIN = re.compile(r"d:anew:(\d{1,12}):(\d{1,15})")


class Capture(Offer):
    """Makes drafts of a group's messages."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._catching = Catching(drafting)
        self._prima = drafting.prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """One for moderators."""
        by_suggesting = words.KEEP_BY_SUGGESTING
        return (
            Command(("simpan",), words.COMMAND_KEEP, self.keep, "moderator", for_groups=True, otherwise=by_suggesting),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """What was published before, saved again."""
        return (Press(AGAIN, self._again),)

    async def keep(self, update: Update, _: Context) -> None:
        """/simpan under a message: a draft in the moderator's private chat."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        replied = replied_to(message)
        if replied is None:
            await reply(message, Outgoing(words.KEEP_HOW), quote=True)
            return
        draft, absent = await self._catching.drafted(message, replied, person.id, "/simpan")
        if draft:
            goes_on = gathered(self._prima.recent, replied)[-1].goes_on
            await self._kept(update, message, draft, (words.MAYBE_MORE if goes_on else "") + absent)

    async def suggest(self, update: Update, message: Message, person: int, replied: Message | None) -> None:
        """/usul under a message: a suggestion in the queue."""
        if replied is None:
            await reply(message, Outgoing(words.SUGGEST_HOW), quote=True)
            return
        draft, absent = await self._catching.drafted(message, replied, person, "/usul")
        if draft:
            await self._suggested(update, message, draft, absent)

    async def _again(self, update: Update, found: re.Match[str]) -> None:
        """A message whose note says something else by now is saved again, by the one who gave the command."""
        query, message, person = update.callback_query, pressed_message(update), int(found[2])
        if query is None or message is None:
            return
        try:
            before = await self._prima.desk.do(drafts.find, int(found[1]))
        except DraftError:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        if query.from_user.id != person or before.origin.get("chat") != message.chat.id:
            await query.answer(words.ONLY_COMMANDER, show_alert=True)
            return
        await query.answer()
        keeps = await self._prima.access.may(person, "moderator")
        draft, absent = await self._catching.again(message, before, person, "/simpan" if keeps else "/usul")
        if draft:
            await (self._kept if keeps else self._suggested)(update, message, draft, absent)

    async def _kept(self, update: Update, message: Message, draft: Draft, more: str) -> None:
        """Says where a moderator finds the draft, and asks the authors."""
        if await self._shown(update, draft):
            await reply(message, Outgoing(words.KEPT + more), quote=True)
        else:
            await point(message, words.KEPT_UNSEEN + more, draft)
        await ask_authors(self._prima, message, draft)

    async def _suggested(self, update: Update, message: Message, draft: Draft, absent: str) -> None:
        """Hands a suggestion in, or asks its author for what is missing first; and asks the authors."""
        if draft.record["questions"]:
            await self._prima.desk.do(drafts.submit, draft.id)
            await self._shown(update, await self._prima.desk.do(drafts.find, draft.id))
            await point(message, words.SUGGESTED + absent, draft)
            await announce_suggestion(self._prima, update, draft)
        else:  # a note without a question is found by nobody, and its author knows it best
            await self._shown(update, draft)
            await point(message, words.SUGGEST_ASKS + absent, draft)
        await ask_authors(self._prima, message, draft)

    async def _shown(self, update: Update, draft: Draft) -> bool:
        """Whether its author has the draft, or what became of it, in their private chat now."""
        out = to_person(update.get_bot(), draft.person)
        try:
            await (out(handed_in(draft)) if draft.state == "review" else self._drafting.caught(out, draft))
        except (Forbidden, BadRequest):  # they never pressed Start, or have blocked Prima: the draft waits
            return False
        return True


def replied_to(message: Message) -> Message | None:
    """The message that a command replies to; none for the first one of a forum topic, or one of Prima's own."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return None
    own = replied.from_user is not None and replied.from_user.id == message.get_bot().id
    return None if own else replied
