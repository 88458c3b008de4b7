"""What a note that is published means for the others: which say the same, which say another number."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from itertools import islice

from telegram import Update

from bot.handlers.telling import below
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import review
from bot.replies import write as words
from bot.review_pages import conflict_text
from bot.tell import tell_all, with_role
from bot.writing import beside
from indexer.contradictions import same_matter
from indexer.search import Searcher
from indexer.twins import Twin
from knowledge_base.conflicts import Conflict, Said, flag_conflict
from knowledge_base.difference import difference
from knowledge_base.namesakes import same_file
from knowledge_base.note import Note

DISAGREEMENTS_SHOWN = 3
COMPARED = 200
"""Notes of one document that are compared with those that there are."""


def alike_text(note: Note, twins: Sequence[Twin]) -> str:
    """A note and its twins, one below the other, with what differs: Telegram HTML."""
    texts = [beside(note, ()), *(beside(twin.note, difference(twin.note, note), note) for twin in twins)]
    return "\n\n".join([words.TWINS, *texts])


async def flag_contradictions(prima: Prima, update: Update, notes: Sequence[Note]) -> None:
    """Writes down where published notes say other numbers than others do; tells of the first few of them."""
    searcher = (await prima.answerer()).searcher
    found = await asyncio.to_thread(_disagreements, searcher, notes[:COMPARED])
    flagged = [(note, other, await _flagged(prima, note, other, said)) for note, other, said in found]
    fresh = [(note, other, conflict) for note, other, conflict in flagged if conflict]
    for note, other, conflict in fresh[:DISAGREEMENTS_SHOWN]:
        await _tell(prima, update, conflict, (note, other))


def _disagreements(searcher: Searcher, notes: Sequence[Note]) -> list[tuple[Note, Note, list[Said]]]:
    """Each pair of notes that disagree once, with all the sentences that do."""
    found: dict[frozenset[str], tuple[Note, Note, list[Said]]] = {}
    for note in notes:
        foreign: dict[str, tuple[Note, Note, list[Said]]] = {}
        for each in searcher.disagreements(note):
            if not same_file(each.note, note):
                foreign.setdefault(each.note.id, (note, each.note, []))[2].append((each.ours, each.theirs))
        for other, pair in islice(foreign.items(), DISAGREEMENTS_SHOWN):
            found.setdefault(frozenset((note.id, other)), pair)
    return list(found.values())


async def _flagged(prima: Prima, note: Note, other: Note, said: list[Said]) -> Conflict | None:
    """What of this is news."""
    return await prima.desk.do(flag_conflict, note.id, other.id, said, partial(same_matter, note, other))


async def _tell(prima: Prima, update: Update, conflict: Conflict, notes: Sequence[Note]) -> None:
    """Tells whoever published it, and all others who can settle it."""
    open_them = [(Button(note.title, data=f"n:{note.id}"),) for note in notes]
    settled = Button(review.BUTTON_SETTLED, data=f"r:set:{conflict.id}")
    text = conflict_text(words.DISAGREES, conflict, {note.id: note.title for note in notes})
    told, person = Message(text, (*open_them, (settled,))), update.effective_user
    await below(update)(told)
    people = await with_role(prima, "moderator", "admin")
    await tell_all(update.get_bot(), [each for each in people if person is None or each != person.id], told)
