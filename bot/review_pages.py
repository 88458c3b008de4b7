"""The pages of /tinjau: the queue of drafts, the notes to be checked, the notes that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import replies
from bot.about import about
from bot.answer import Answer
from bot.field_values import in_chat
from bot.manage_pages import as_read
from bot.markup import escape
from bot.message import Button, Message, Messenger, Reader, shortened
from bot.replies import review as say
from bot.titles import on_button
from knowledge_base.conflicts import Conflict
from knowledge_base.draft import Draft
from knowledge_base.due import Due
from knowledge_base.errors import NoteError
from knowledge_base.four_eyes import asks_back, restores
from knowledge_base.note import CONTROL, Note

Row = tuple[Button, ...]
DUE_SHOWN = 5
FAULTS_SHOWN = 8
LINKED = 300
"""Characters of a title or a detail on a page; none that Prima accepts is longer."""
SAID_SHOWN, SAID = 5, 200
"""Sentences of a note in a contradiction that are shown, and how many characters of each."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits behind each tab."""

    queue: int
    due: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft in the queue, and what is told about it. `answer` shows its note; without one there are `faults`."""

    draft: Draft
    place: int
    before: int  # number of the draft before it, 0 for none
    after: int
    name: str
    day: str
    answer: Answer | None
    faults: NoteError | None
    base: Note | None
    twins: Sequence[Note]
    decided: str  # what was decided on it before, as HTML; empty for nothing
    own: bool  # nobody accepts their own draft here, and this is the reader's


def title_of(draft: Draft) -> str:
    """The draft's title, or that it has none: escaped HTML."""
    said = CONTROL.sub("", str(draft.record.get("title") or "")).strip()
    return escape(said[:LINKED] or say.UNTITLED)


def tabs(counts: Counts) -> Row:
    """The way to the three pages."""
    return (
        Button(say.TAB_QUEUE.format(count=counts.queue), data="r:q:0"),
        Button(say.TAB_DUE.format(count=counts.due), data="r:due:0"),
        Button(say.TAB_CONFLICTS.format(count=counts.conflicts), data="r:con:0"),
    )


def empty_page(text: str, counts: Counts) -> Message:
    """A page that holds nothing."""
    return Message(text, (tabs(counts),))


def draft_page(shown: Suggestion, counts: Counts, messenger: Messenger, reader: Reader) -> Message:
    """A draft as an answer would show it, with who suggested it, and what may be decided."""
    head = "\n".join(_about(shown, counts, messenger))
    note = shown.answer.note if shown.answer else None
    if shown.answer is None or note is None:
        faults = shown.faults.faults if shown.faults else ()
        listed = "\n".join(
            f"• {escape(in_chat(fault.pesan or fault.message)[:LINKED])}" for fault in faults[:FAULTS_SHOWN]
        )
        title = f"<b>{title_of(shown.draft)}</b>\n"
        return Message(f"{head}\n\n{title}{say.DRAFT_FAULTY.format(faults=listed)}", _buttons(shown, counts))
    page = messenger.preview(shown.answer, note, reader, head)
    return Message(page.html, _buttons(shown, counts))


def _about(shown: Suggestion, counts: Counts, messenger: Messenger) -> list[str]:
    place = {"place": shown.place, "count": counts.queue}
    lines = [say.DRAFT_HEAD.format(name=escape(shown.name), day=shown.day, **place)]
    if shown.base:
        lines.append(_asked(shown.base, shown.draft, messenger.link_to(shown.base)))
    if shown.decided:
        lines.append(shown.decided)
    if shown.twins:
        lines.append(say.DRAFT_TWINS.format(links=" · ".join(messenger.link_to(twin) for twin in shown.twins)))
    if shown.own:
        lines.append(say.DRAFT_OWN)
    return [*lines, about(shown.draft)]


def _asked(base: Note, draft: Draft, link: str) -> str:
    """What a draft asks for the note that it changes, and how that note stands now if it is out of the answers."""
    if base.found:
        return say.DRAFT_CHANGES.format(link=link)
    changes = say.DRAFT_CHANGES_BACK if asks_back(base, draft) else say.DRAFT_CHANGES_OUT
    asked = say.DRAFT_RESTORES if restores(base, draft) else changes
    return asked.format(link=link, state=say.STATE[base.state])


def _buttons(shown: Suggestion, counts: Counts) -> tuple[Row, ...]:
    named = f"{shown.draft.id}:{shown.draft.stamp}"
    publish = Button(say.BUTTON_PUBLISH, data=f"r:ok:{named}")
    decide = (Button(say.BUTTON_CHANGE, data=f"r:ch:{named}"), Button(say.BUTTON_REFUSE, data=f"r:no:{named}"))
    more = [Button(say.BUTTON_BETTER, data=f"r:ed:{named}")]
    more += [Button(replies.BUTTON_FULL, data=f"r:full:{shown.draft.id}")] if shown.answer else []
    if shown.base and shown.answer:
        more.append(Button(say.BUTTON_WHAT_CHANGES, data=f"r:diff:{shown.draft.id}"))
    turns = [Button("‹", data=f"r:q:{shown.before}")] if shown.before else []
    turns += [Button("›", data=f"r:q:{shown.after}")] if shown.after else []
    rows = [(publish, *decide) if shown.answer and not shown.own else decide, tuple(more), tuple(turns), tabs(counts)]
    return tuple(row for row in rows if row)


def due_page(found: Sequence[Due], page: int, counts: Counts) -> Message:
    """A page of the notes to be checked, each with why and with the button that manages it."""
    pages = max(1, -(-len(found) // DUE_SHOWN))
    start = min(page, pages - 1) * DUE_SHOWN
    shown = list(enumerate(found[start : start + DUE_SHOWN], start + 1))
    lines = [
        say.DUE_LINE.format(number=number, title=f"<b>{escape(each.note.title)}</b>", reasons=_reasons(each))
        for number, each in shown
    ]
    rows: list[Row] = [(Button(f"{number}. {each.note.title}", data=f"m:{each.note.id}"),) for number, each in shown]
    return Message("\n\n".join([say.DUE_HEAD, *lines]), (*rows, *_turns("due", page, pages), tabs(counts)))


def _reasons(due: Due) -> str:
    """Why a note stands in the list: how often it answered, how late it is."""
    reasons = [say.DUE_ANSWERED.format(count=due.answered)]
    if due.overdue:
        reasons.append(say.DUE_DAYS.format(count=due.overdue))
    if due.note.state == "needs-checking":
        because = say.DUE_BECAUSE.format(reason=escape(as_read(due.reason)))
        reasons.append(because if due.reason else say.DUE_MARKED)
    return ", ".join(reasons)


def conflict_page(
    conflict: Conflict, notes: tuple[Note | None, Note | None], place: tuple[int, int], counts: Counts
) -> Message:
    """One contradiction: both notes, what they disagree about; `place` is which one, and of how many."""
    ids = (conflict.note, conflict.other)
    titles = {identity: note.title if note else identity for identity, note in zip(ids, notes, strict=True)}
    text = conflict_text(say.CONFLICT.format(place=place[0] + 1, count=place[1]), conflict, titles)
    rows: list[Row] = [(Button(on_button(note), data=f"m:{note.id}"),) for note in notes if note]
    rows.append((Button(say.BUTTON_SETTLED, data=f"r:set:{conflict.id}:{conflict.stamp}"),))
    return Message(text, (*rows, *_turns("con", *place), tabs(counts)))


def conflict_text(head: str, conflict: Conflict, titles: Mapping[str, str]) -> str:
    """The two notes of a contradiction in the order of their `titles` (by id), each with what it says: HTML."""
    told = []
    for identity, title in titles.items():
        said = conflict.said_by(identity)
        more = [say.CONFLICT_MORE.format(count=len(said) - SAID_SHOWN)] if len(said) > SAID_SHOWN else []
        lines = [say.CONFLICT_SAID.format(said=escape(shortened(each, SAID))) for each in said[:SAID_SHOWN]]
        told.append("\n".join([f"<b>{escape(title)}</b>", *lines, *more]))
    return "\n\n".join([head, *told])


def _turns(kind: str, page: int, pages: int) -> tuple[Row, ...]:
    """The way to the page before and the one after."""
    turns = [Button("‹", data=f"r:{kind}:{page - 1}")] if page > 0 else []
    turns += [Button("›", data=f"r:{kind}:{page + 1}")] if page + 1 < pages else []
    return (tuple(turns),) if turns else ()
