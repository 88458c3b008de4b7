"""A draft of the queue published: beside the notes that are like it, as part of one, or over a change."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CallbackQuery, Update

from bot import replies
from bot.changes import changes_html, clashes_html
from bot.handlers.neighbours import alike_text, flag_contradictions
from bot.handlers.telling import below
from bot.handlers.unheard import How, tell_published
from bot.markup import escape
from bot.message import Button, Message
from bot.named import named, names_in
from bot.prima import Prima
from bot.replies import review as say
from bot.replies import write as words
from bot.replies.manage import NAME_WITHDRAWN
from bot.reviewing import Reviewing
from bot.send import show
from bot.standing_pages import stays
from bot.twins import twins_of
from indexer.twins import Twin
from knowledge_base.difference import difference
from knowledge_base.draft import Draft
from knowledge_base.drafts import note_of_draft
from knowledge_base.errors import DraftDecidedError, EditConflictError, NoteError
from knowledge_base.merging import merged
from knowledge_base.note import Note
from knowledge_base.publishing import changed_meanwhile, changers, go_over, publish_beside, publish_into, unite
from knowledge_base.revisions import without_withdrawn


class Accept:
    """Publishes drafts of others."""

    def __init__(self, prima: Prima, pages: Reviewing) -> None:
        self._prima = prima
        self._pages = pages

    async def decide(self, update: Update, draft: Draft, how: str, seen: str) -> None:
        """Terbitkan and what may follow it; `seen` begins the hash of the other note that the moderator looks at."""
        query = update.callback_query
        if query is None:
            return
        if self._pages.barred(draft, query.from_user.id):
            await query.answer(say.OWN_DRAFT, show_alert=True)
            return
        try:
            note = await self._prima.desk.do(note_of_draft, draft, self._pages.today)
            await self._take(update, query, draft, note, (how, seen))
        except NoteError:
            await query.answer()
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
        except DraftDecidedError as error:
            await query.answer(await self._pages.decided(error.draft), show_alert=True)
            await show(update, await self._pages.queue(0, query.from_user.id))

    async def _take(
        self, update: Update, query: CallbackQuery, draft: Draft, note: Note, chosen: tuple[str, str]
    ) -> None:
        how, seen = chosen
        twins = [] if how == "un" else await twins_of(self._prima, note)
        old = next((twin.note for twin in twins if seen and twin.note.hash.startswith(seen)), None)
        if how == "me" and old:
            await query.answer()
            await show(update, await self._gains(draft, old, note))
        elif how == "jo" and old:
            await self._join(update, query, draft, note, old)
        elif twins and how not in {"ap", "re"}:  # also when the note to be joined is another by now
            await query.answer(say.TWIN_CHANGED if how in {"me", "jo"} else None, show_alert=how in {"me", "jo"})
            await show(update, self._alike(draft, note, twins))
        elif how == "un":
            await self._unite(update, query, draft, note, seen)
        elif how in {"me", "jo"}:
            await query.answer(say.TWIN_CHANGED, show_alert=True)
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
        else:
            await self._publish(update, query, draft, note, (twins, seen))

    async def _join(self, update: Update, query: CallbackQuery, draft: Draft, note: Note, old: Note) -> None:
        try:
            revision = await self._prima.desk.do(publish_into, draft.id, note, query.from_user.id, old)
        except EditConflictError:
            await query.answer(say.DRAFT_CHANGED, show_alert=True)
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
        else:
            await self._announce(update, query, draft, revision.note, "merged")

    async def _publish(
        self, update: Update, query: CallbackQuery, draft: Draft, note: Note, others: tuple[Sequence[Twin], str]
    ) -> None:
        """Publishes beside its twins; if it changed meanwhile, over the form that the moderator has seen."""
        (twins, seen), person = others, query.from_user.id
        try:
            if seen:
                note = await self._prima.desk.do(go_over, draft.id, note, seen)
            related = [twin.note.id for twin in twins]
            admins = self._prima.settings.telegram.admins
            revision = await self._prima.desk.do(publish_beside, draft.id, note, person, related, admins=admins)
        except EditConflictError as error:
            await query.answer()
            await show(update, await self._clash(draft, error.current))
        else:
            await self._announce(update, query, draft, revision.note, "changed" if draft.base else "written")

    async def _unite(self, update: Update, query: CallbackQuery, draft: Draft, note: Note, seen: str) -> None:
        """Puts into the draft what others changed in its note meanwhile; it is read again before it is published."""
        try:
            draft, clashes = await self._prima.desk.do(unite, draft.id, note, seen)
        except EditConflictError as error:
            await query.answer()
            await show(update, await self._clash(draft, error.current))
        else:
            await query.answer(say.UNITED, show_alert=True)
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
            if clashes:
                change = Button(say.BUTTON_CHANGE, data=f"r:ch:{draft.id}:{draft.stamp}")
                await below(update)(Message(clashes_html(clashes), ((change,),)))

    async def _announce(self, update: Update, query: CallbackQuery, draft: Draft, note: Note, how: How) -> None:
        await query.answer()
        await self._prima.refresh()
        await show(update, await self._accepted(note))
        own = draft.person == query.from_user.id
        if not own and not await tell_published(self._prima, query.get_bot(), draft, note, how):
            name = escape(await self._pages.name(draft.person))
            await below(update)(Message(say.NOT_TOLD.format(name=name)))
        await flag_contradictions(self._prima, update, [note])

    async def _accepted(self, note: Note) -> Message:
        text = say.PUBLISHED.format(title=escape(note.title))
        published = Message(text, ((Button(say.BUTTON_OPEN_NOTE, data=f"n:{note.id}"),),))
        shown = stays(note, self._prima.messenger.link_to(note)) or published
        counts = await self._pages.counts()
        following = Button(say.BUTTON_NEXT_DRAFT.format(count=counts.queue), data="r:q:0")
        return Message(shown.html, (*shown.buttons, *(((following,),) if counts.queue else ())))

    def _alike(self, draft: Draft, note: Note, twins: Sequence[Twin]) -> Message:
        """The draft and its twins side by side, and what may become of them."""
        named = f"{draft.id}:{draft.stamp}"
        rows = [
            (Button(words.BUTTON_MERGE.format(title=twin.note.title), data=f"r:me:{named}:{twin.note.hash[:8]}"),)
            for twin in twins
        ]
        return Message(alike_text(note, twins, words.TWIN_SUGGESTED), (*rows, _ends(draft)))

    async def _gains(self, draft: Draft, old: Note, note: Note) -> Message:
        """What the older note gains."""
        gained = merged(old, note)
        changes, named = difference(old, gained), await names_in(self._prima, old, gained)
        text = (words.MERGED if changes else say.MERGED_SAME).format(title=escape(old.title))
        shown = changes_html(changes, text, named) if changes else text
        join = Button(words.BUTTON_JOIN, data=f"r:jo:{draft.id}:{draft.stamp}:{old.hash[:8]}")
        refuse = Button(say.BUTTON_REFUSE, data=f"r:no:{draft.id}:{draft.stamp}")
        return Message(shown, ((join if changes else refuse,), _ends(draft)))

    async def _clash(self, draft: Draft, current: Note) -> Message:
        """How the note changed since the draft began; the moderator decides whether the draft goes over it."""
        then, _ = await self._prima.desk.do(changed_meanwhile, draft.id)
        seen = f"{draft.id}:{draft.stamp}:{current.hash[:8]}"
        buttons = (
            (Button(words.BUTTON_UNITE, data=f"r:un:{seen}"), Button(say.BUTTON_PUBLISH_OVER, data=f"r:re:{seen}")),
            (
                Button(say.BUTTON_CHANGE, data=f"r:ch:{draft.id}:{draft.stamp}"),
                Button(replies.BUTTON_BACK, data=f"r:q:{draft.id}"),
            ),
        )
        then = without_withdrawn(current, then, NAME_WITHDRAWN)
        names = await names_in(self._prima, then, current)
        who = await named(self._prima, await self._prima.desk.do(changers, draft.id))
        head = say.DRAFT_CLASH.format(who=escape(who))
        return Message(changes_html(difference(then, current), head, names), buttons)


def _ends(draft: Draft) -> tuple[Button, ...]:
    apart = Button(words.BUTTON_APART, data=f"r:ap:{draft.id}:{draft.stamp}")
    return (apart, Button(say.BUTTON_CANCEL, data=f"r:q:{draft.id}"))
