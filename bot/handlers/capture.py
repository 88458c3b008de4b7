"""Knowledge where it is said: /simpan and /usul under a message, forwarded messages, the author's consent."""

from __future__ import annotations

import asyncio
import re

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Forbidden

from bot import replies
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import authors_of, gathered, link_of
from bot.handlers.pieces import NOTE, SUGGESTION, Pieces
from bot.handlers.publish import Publish
from bot.handlers.telling import below, markdown_in, out_of, to_person, written_in
from bot.handlers.whole_notes import WholeNotes
from bot.message import Button, escape
from bot.message import Message as Outgoing
from bot.pieces import looks_cut
from bot.recent import text_of
from bot.replies import capture as words
from bot.replies import write as write_words
from bot.send import FORMAT, Context, keyboard, place_of, pressed_message, reply
from bot.step import OFFER, SUGGEST, Step
from bot.table import Command, Offer, Press, Taker
from bot.whole_note import is_whole_note
from knowledge_base import drafts
from knowledge_base.credits import consent
from knowledge_base.drafts import UNFINISHED, Draft
from knowledge_base.errors import DraftError
from knowledge_base.people import name_of

CONSENT = re.compile(r"d:(ok|anon):(\d{1,12})")
FORWARDED = re.compile(r"d:(take|ask):(\d{1,12})")
OFFERS = 5
"""Forwarded messages of one person that wait for an answer; older ones are forgotten."""
ASKED = 5
"""Authors of a thread who are asked for their consent."""


class Capture(Offer):
    """Makes notes and suggestions from messages."""

    def __init__(self, drafting: Drafting, publish: Publish, notes: WholeNotes, pieces: Pieces) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._publish = publish
        self._notes = notes
        self._pieces = pieces

    @property
    def commands(self) -> tuple[Command, ...]:
        """One for everybody, one for moderators."""
        return (
            Command(("usul",), words.COMMAND_SUGGEST, self.suggest),
            Command(("simpan",), words.COMMAND_KEEP, self.keep, "moderator", for_groups=True),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """The author's consent, and what to do with a forwarded message."""
        return (Press(CONSENT, self._consented), Press(FORWARDED, self._forwarded))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Forwarded messages."""
        return (self.take,)

    async def keep(self, update: Update, _: Context) -> None:
        """/simpan under a message: a draft in the moderator's private chat."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        replied = _replied(message)
        if replied is None:
            await reply(message, Outgoing(words.KEEP_HOW), quote=True)
            return
        draft = await self._drafted(message, replied, person.id)
        if draft is None:
            return
        try:
            await self._drafting.present(to_person(update.get_bot(), person.id), draft)
        except (Forbidden, BadRequest):  # they never pressed Start, or have blocked Prima: the draft waits
            await self._point(message, words.KEPT_UNSEEN, draft)
        else:
            goes_on = gathered(self._prima.recent, replied)[-1].goes_on
            await reply(message, Outgoing(words.KEPT + (words.MAYBE_MORE if goes_on else "")), quote=True)
        await self._ask_authors(replied, draft)

    async def suggest(self, update: Update, _: Context) -> None:
        """/usul: with a text behind it, as a reply, or the question for the text."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        private, text, replied = message.chat.type == Chat.PRIVATE, markdown_in(message), _replied(message)
        if not private:
            await self._suggest_in_group(update, message, person.id, replied)
        else:
            async with self._drafting.turn(person.id):
                await self._suggest(update, person.id, message if text else replied or message)

    async def _suggest(self, update: Update, person: int, said: Message) -> None:
        """A suggestion in private, behind the command or in the message replied to; or it is still to be written."""
        text = markdown_in(said)
        note = is_whole_note(text)
        if looks_cut(written_in(said)):
            await self._pieces.begin(update, person, text, NOTE if note else SUGGESTION)
        elif note:
            await self._notes.take(below(update), person, text, "pesan")
        else:
            record = await self._drafting.proposed(text) if text else {}
            await self._drafting.suggest(below(update), person, record, Step("preview" if text else SUGGEST))

    async def _suggest_in_group(self, update: Update, message: Message, person: int, replied: Message | None) -> None:
        if replied is None:
            await reply(message, Outgoing(words.SUGGEST_HOW), quote=True)
            return
        draft = await self._drafted(message, replied, person)
        if draft is None:
            return
        await self._prima.desk.do(drafts.submit, draft.id)
        await self._point(message, words.SUGGESTED, draft)
        await self._publish.announce_suggestion(update, draft)
        await self._ask_authors(replied, draft)

    async def _drafted(self, message: Message, replied: Message, person: int) -> Draft | None:
        """A draft from a message and what hangs together with it; None after the person heard why not."""
        seen = gathered(self._prima.recent, replied)
        if not seen:
            await reply(message, Outgoing(words.NO_WORDS_THERE), quote=True)
            return None
        record = await self._drafting.proposed(text_of(seen))
        authors = {str(each.author): each.name for each in seen if each.author not in {0, person}}
        origin = {"chat": replied.chat.id, "message": replied.message_id, "authors": authors}
        record["origin"] = link_of(replied)
        draft = await self._drafting.begin(person, record, Step("preview"), origin=origin)
        if draft is None:
            await reply(message, Outgoing(words.TOO_MANY_HERE), quote=True)
        return draft

    async def _point(self, message: Message, text: str, draft: Draft) -> None:
        """Answers in the group with a link that opens Prima."""
        link = f"https://t.me/{message.get_bot().username}?start=draf-{draft.id}"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton(words.BUTTON_OPEN, url=link)]])
        await message.reply_text(text, reply_markup=markup, do_quote=True, **FORMAT)

    async def _ask_authors(self, replied: Message, draft: Draft) -> None:
        """Asks the authors, under their message, whether they want to be named."""
        names = list(draft.origin["authors"].values())[:ASKED]
        if not names:
            return
        agree = Button(words.BUTTON_AGREE, data=f"d:ok:{draft.id}")
        row = (agree, Button(words.BUTTON_ANONYMOUS, data=f"d:anon:{draft.id}"))
        text = words.CONSENT.format(names=escape(", ".join(filter(None, names))))
        await replied.reply_text(text, reply_markup=keyboard((row,)), do_quote=True, **FORMAT)

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
        if str(person.id) not in authors or draft.origin.get("chat") != message.chat.id:
            await query.answer(words.ONLY_AUTHOR, show_alert=True)
            return
        name = name_of(person.full_name)
        draft = await self._prima.desk.do(consent, draft.id, person.id, name, agrees=agrees)
        if draft.state == "published":
            await asyncio.to_thread((await self._prima.answerer()).searcher.refreshed)
        given = words.CONSENT_THANKS if agrees else words.CONSENT_REFUSED
        over = draft.state in {"refused", "cancelled"}
        await query.answer(words.CONSENT_OVER if over else given, show_alert=over)
        if len(authors) == 1 and not over:
            told = words.CONSENT_GIVEN.format(name=escape(name)) if agrees else words.CONSENT_REFUSED
            await out_of(update)(Outgoing(told))

    async def take(self, update: Update, _: Context) -> bool:
        """A message forwarded to Prima: it may be a suggestion or a question."""
        message, person = update.message, update.effective_user
        if message is None or person is None or message.forward_origin is None:
            return False
        text = markdown_in(message)
        if not text:
            return False
        await self._forget_offers(person.id)
        record = {"body": text, "origin": link_of(message)}
        origin = {"authors": authors_of(message, person.id)}
        draft = await self._drafting.begin(person.id, record, Step(OFFER), origin=origin)
        if draft is None:
            return False
        yes = Button(words.BUTTON_SUGGEST_IT, data=f"d:take:{draft.id}")
        row = (yes, Button(words.BUTTON_ASK_IT, data=f"d:ask:{draft.id}"))
        await reply(message, Outgoing(words.OFFER, (row,)), quote=True)
        return True

    async def _forget_offers(self, person: int) -> None:
        held = await self._prima.desk.do(drafts.of_person, person)
        for draft in [each for each in held if Step.of(each.step).name == OFFER][OFFERS - 1 :]:
            await self._prima.desk.do(drafts.cancel, draft.id)

    async def _forwarded(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        draft = await self._offered(int(found[2]), query.from_user.id)
        if draft is None:
            await query.answer(write_words.DRAFT_GONE, show_alert=True)
            return
        await query.answer()
        if found[1] == "take":
            record = {**await self._drafting.proposed(draft.record["body"]), "origin": draft.record["origin"]}
            draft = await self._drafting.goes_to(draft, Step("preview"), record)
            await self._drafting.present(out_of(update), draft)
            return
        await self._prima.desk.do(drafts.cancel, draft.id)
        place, message = place_of(update), update.effective_message
        if place and message:
            answer = await self._prima.ask(draft.record["body"], place)
            await self._prima.sent(answer, await reply(message, answer.message))

    async def _offered(self, number: int, person: int) -> Draft | None:
        """The forwarded message that waits for this person's answer."""
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            return None
        waits = draft.person == person and draft.state in UNFINISHED and Step.of(draft.step).name == OFFER
        return draft if waits else None


def _replied(message: Message) -> Message | None:
    """The message that a command replies to; none for the first one of a forum topic, or one of Prima's own."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return None
    own = replied.from_user is not None and replied.from_user.id == message.get_bot().id
    return None if own else replied
