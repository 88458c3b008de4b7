"""Words that a person writes while a draft waits for them: kept for its step, or what is wrong with them is said."""

from __future__ import annotations

from telegram import Update

from bot.field_values import faults_of, is_suggestion, read_value, retitled, tells, topics_named, with_more
from bot.handlers.body import Body
from bot.handlers.carried import in_words
from bot.handlers.drafting import Drafting
from bot.handlers.pieces import SUGGESTION, Pieces
from bot.handlers.telling import below, plain_in, written_in
from bot.handlers.torn import Torn, taken_by
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.message import shortened
from bot.piece_pages import doubted, suggestion_asked
from bot.pieces import looks_cut
from bot.replies import write as words
from bot.replies.review import TOPIC_UNKNOWN
from bot.step import ADDED_TO, PIECES, SUGGEST, WRITTEN, Step
from bot.writing import TITLE_SHOWN, button, question
from knowledge_base import drafts
from knowledge_base.draft import Draft


class Steps:
    """Takes words for a draft."""

    def __init__(self, drafting: Drafting, pieces: Pieces) -> None:
        self._drafting = drafting
        self._pieces = pieces
        self._body = Body(drafting)
        self._torn = Torn()

    async def take(self, update: Update, draft: Draft, text: str) -> None:
        """Words, or something else than words, for the step at which the draft stands."""
        if text:
            await self._written(update, draft, text)
        else:
            await self._remind(update, draft, words.IN_WORDS)

    async def _written(self, update: Update, draft: Draft, text: str) -> None:
        """Words for the step: kept if they are valid, else what is wrong with them."""
        step = Step.of(draft.step)
        if step.name == PIECES:
            await self._pieces.add(update, draft, text)
        elif step.name == SUGGEST and looks_cut(written_in(update.effective_message)):
            await self._drafting.prima.desk.do(drafts.cancel, draft.id)
            await self._pieces.begin(update, draft.person, text, SUGGESTION)
        elif step.name == SUGGEST and not is_suggestion(text):
            draft = await self._drafting.goes_to(draft, step, {"body": text})
            await in_words(update, update.message)(suggestion_asked(draft, text))
        elif step.name == SUGGEST:
            draft = await self._drafting.goes_to(draft, Step("preview"), await self._drafting.proposed(text))
            await self._drafting.present(in_words(update, update.message), draft)
        elif step.name == "body":
            await self._body.take(update, draft, text)
        elif step.name in WRITTEN:
            await self._value(update, draft, step)
        elif step.name == "topic":
            await self._topic(update, draft, step, text)
        else:
            await self._remind(update, draft, words.WITH_BUTTONS)

    async def _value(self, update: Update, draft: Draft, step: Step) -> None:
        message = update.effective_message
        if message is None or await self._torn.refuses(message, taken_by(step.name)):
            return
        value = read_value(step.name, plain_in(message))
        if step.name == "questions" and any(map(tells, value)):
            draft = await self._drafting.goes_to(draft, step, {"doubted": value})
            await below(update)(doubted(draft))
            return
        if step.name in ADDED_TO and isinstance(value, list):
            value = with_more(draft.said.get(step.name), value)
        if await self._valid(update, step.name, value):
            changed = retitled(draft, str(value)) if step.name == "title" else {step.name: value}
            draft = await self._drafting.goes_to(draft, step.following, {**changed, "doubted": None})
            await self._drafting.present(in_words(update, update.message), draft)

    async def _topic(self, update: Update, draft: Draft, step: Step, text: str) -> None:
        """The topic that is called so; those whose names hold the words; or all areas to choose from."""
        found = topics_named(text)
        if len(found) == 1:
            draft = await self._drafting.goes_to(draft, step.following, {"topic": found[0]})
            await self._drafting.present(in_words(update, update.message), draft)
            return
        page = question(draft, found)
        unknown = TOPIC_UNKNOWN.format(said=escape(shortened(text, TITLE_SHOWN)))
        await below(update)(page if found else Outgoing(unknown, page.buttons))

    async def _valid(self, update: Update, name: str, value: object) -> bool:
        """Whether a value is; what is wrong with it is said."""
        wrong = faults_of(name, value)
        if wrong:
            await below(update)(Outgoing(words.WRONG.format(faults="\n".join(wrong[:6]))))
        return not wrong

    async def _remind(self, update: Update, draft: Draft, text: str) -> None:
        await below(update)(Outgoing(text, ((button(draft, words.BUTTON_LATER, "later"),),)))
