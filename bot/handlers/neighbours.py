"""What a note that is published means for the others: which say the same, which say another number."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice

from telegram import Update

from bot.changes import changes_html
from bot.handlers.telling import below
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.named import names_in
from bot.prima import Prima
from bot.replies import review
from bot.replies import write as words
from bot.review_pages import conflict_text
from bot.tell import tell_all, with_role
from bot.writing import beside
from indexer.contradictions import disagreements, same_matter
from indexer.search import Searcher
from indexer.twins import Twin
from knowledge_base.conflicts import Conflict, Said, disputed_by, drop_conflict, flag_conflict
from knowledge_base.difference import difference
from knowledge_base.merging import merged
from knowledge_base.namesakes import same_file
from knowledge_base.note import Note

DISAGREEMENTS_SHOWN = 3
SENTENCE = 160
"""Characters of a sentence that is shown."""
COMPARED = 200
"""Notes of one document that are compared with those that there are."""
Disagreeing = tuple[Note, Note, list[Said]]
"""Two notes that disagree, with the sentences of the first and the second that do."""


def alike_text(note: Note, twins: Sequence[Twin], ours: str = words.TWIN_OURS) -> str:
    """A note and its twins, one below the other, with whose text it is and what differs: Telegram HTML.

    `ours` says whose the note is.
    """
    there = [beside(twin.note, difference(twin.note, note), note) for twin in twins]
    return "\n\n".join([words.TWINS, f"{ours}\n{beside(note, ())}", *(f"{words.TWIN_THERE}\n{each}" for each in there)])


async def together_text(prima: Prima, old: Note, note: Note) -> str:
    """What an older note gains from another one, under where their figures disagree; empty if it gains nothing."""
    gained = merged(old, note)
    changes, named = difference(old, gained), await names_in(prima, old, gained)
    if not changes:
        return ""
    weight = (await prima.answerer()).searcher.view().weight
    found = await asyncio.to_thread(lambda: list(islice(disagreements(note, old, weight), DISAGREEMENTS_SHOWN)))
    said = [{"theirs": each.theirs, "ours": each.ours} for each in found]
    warned = [words.MERGED_DISAGREES.format(**_quoted(sentences)) for sentences in said]
    return changes_html(changes, "\n\n".join([*warned, words.MERGED.format(title=escape(old.title))]), named)


async def flag_contradictions(prima: Prima, update: Update, notes: Sequence[Note]) -> None:
    """Writes down where notes that were changed say other numbers than others do now; tells of the first few news.

    To be called whenever notes come into the answers, leave them or say something else: what was written down before
    and is put right, or stands in no answer any more, is taken off.
    """
    searcher = (await prima.answerer()).searcher
    known = {note.id: await prima.desk.do(disputed_by, note.id) for note in notes[:COMPARED]}
    found = await asyncio.to_thread(_disagreements, searcher, known)
    for pair in {frozenset((note, other)) for note, others in known.items() for other in others} - found.keys():
        await prima.desk.do(drop_conflict, *pair)
    flagged = [(note, other, await _flagged(prima, note, other, said)) for note, other, said in found.values()]
    fresh = [(note, other, conflict) for note, other, conflict in flagged if conflict]
    for note, other, conflict in fresh[:DISAGREEMENTS_SHOWN]:
        await _tell(prima, update, conflict, (note, other))


def _disagreements(searcher: Searcher, known: Mapping[str, Sequence[str]]) -> dict[frozenset[str], Disagreeing]:
    """Each pair of notes in the answers that disagree, with all the sentences that do, by their ids.

    `known` are the notes that are compared, each with those that it disagreed with before; to these come the first few
    of those near it.
    """
    view = searcher.view()
    found: dict[frozenset[str], Disagreeing] = {}
    for note, others in ((view.note(identity), others) for identity, others in known.items()):
        if note is None:
            continue
        before = (view.note(other) for other in others)
        again = (each for other in before if other for each in disagreements(note, other, view.weight))
        foreign: dict[str, Disagreeing] = {}
        for each in dict.fromkeys((*again, *searcher.disagreements(note))):
            if not same_file(each.note, note):
                foreign.setdefault(each.note.id, (note, each.note, []))[2].append((each.ours, each.theirs))
        for other, pair in islice(foreign.items(), len(others) + DISAGREEMENTS_SHOWN):
            found.setdefault(frozenset((note.id, other)), pair)
    return found


async def _flagged(prima: Prima, note: Note, other: Note, said: list[Said]) -> Conflict | None:
    """What of this is news."""
    return await prima.desk.do(flag_conflict, note.id, other.id, said, partial(same_matter, note, other))


async def _tell(prima: Prima, update: Update, conflict: Conflict, notes: Sequence[Note]) -> None:
    """Tells whoever published it, and all others who can settle it."""
    open_them = [(Button(note.title, data=f"n:{note.id}"),) for note in notes]
    settled = Button(review.BUTTON_SETTLED, data=f"r:set:{conflict.id}:{conflict.stamp}")
    text = conflict_text(words.DISAGREES, conflict, {note.id: note.title for note in notes})
    told, person = Message(text, (*open_them, (settled,))), update.effective_user
    await below(update)(told)
    people = await with_role(prima, "moderator", "admin")
    await tell_all(update.get_bot(), [each for each in people if person is None or each != person.id], told)


def _quoted(sentences: Mapping[str, str]) -> dict[str, str]:
    """Sentences as they are shown beside each other."""
    return {name: escape(shortened(text.rstrip(" .,:;"), SENTENCE)) for name, text in sentences.items()}
