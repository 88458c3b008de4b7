"""What a note that is published means for the others: which say the same, which say another number."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import islice

from telegram import Update

from bot.changes import changes_html
from bot.handlers.telling import below
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.named import names_in
from bot.prima import Prima
from bot.replies import write as words
from bot.tell import tell_all, with_role
from bot.writing import beside
from indexer.contradictions import Disagreement, disagreements
from indexer.search import Searcher
from indexer.twins import Twin
from knowledge_base.conflicts import flag_conflict
from knowledge_base.difference import difference
from knowledge_base.merging import merged
from knowledge_base.namesakes import same_file
from knowledge_base.note import Note

TWINS_SHOWN = 3
DISAGREEMENTS_SHOWN = 3
SENTENCE = 160
"""Characters of a sentence that is shown."""
COMPARED = 200
"""Notes of one document that are compared with those that there are."""


async def twins_of(prima: Prima, note: Note) -> list[Twin]:
    """Notes that say nearly the same and are not named as related yet, the most alike first."""
    searcher = (await prima.answerer()).searcher
    found = await asyncio.to_thread(searcher.twins, note)
    return [twin for twin in found if twin.note.id != note.id and twin.note.id not in note.related][:TWINS_SHOWN]


def alike_text(note: Note, twins: Sequence[Twin]) -> str:
    """A note and its twins, one below the other, with what differs: Telegram HTML."""
    texts = [beside(note, ()), *(beside(twin.note, difference(twin.note, note), note) for twin in twins)]
    return "\n\n".join([words.TWINS, *texts])


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
    """Writes down where published notes say other numbers than others do; tells of the first few of them."""
    searcher = (await prima.answerer()).searcher
    found = await asyncio.to_thread(_disagreements, searcher, notes[:COMPARED])
    fresh = [pair for pair in found if await _flagged(prima, *pair)]
    for note, each in fresh[:DISAGREEMENTS_SHOWN]:
        await _tell(prima, update, note, each)


def _disagreements(searcher: Searcher, notes: Sequence[Note]) -> list[tuple[Note, Disagreement]]:
    """Each pair of notes that disagree once, with all the sentences that do."""
    found: dict[frozenset[str], tuple[Note, Disagreement]] = {}
    for note in notes:
        foreign: dict[str, list[Disagreement]] = {}
        for each in searcher.disagreements(note):
            if not same_file(each.note, note):
                foreign.setdefault(each.note.id, []).append(each)
        for other, pairs in islice(foreign.items(), DISAGREEMENTS_SHOWN):
            said = [each.ours for each in pairs], [each.theirs for each in pairs]
            one = Disagreement(pairs[0].note, *(" ".join(dict.fromkeys(sentences)) for sentences in said))
            found.setdefault(frozenset((note.id, other)), (note, one))
    return list(found.values())


async def _flagged(prima: Prima, note: Note, found: Disagreement) -> bool:
    """Whether this is news; the sentences stand in the order of the notes' ids, whichever was published last."""
    said = dict(sorted({note.id: found.ours, found.note.id: found.theirs}.items()))
    return await prima.desk.do(flag_conflict, note.id, found.note.id, " ≠ ".join(said.values())) is not None


async def _tell(prima: Prima, update: Update, note: Note, found: Disagreement) -> None:
    values = _quoted({"ours": found.ours, "theirs": found.theirs})
    open_it = ((Button(found.note.title, data=f"n:{found.note.id}"),),)
    await below(update)(Message(words.DISAGREES.format(title=escape(found.note.title), **values), open_it))
    person = update.effective_user
    people = await with_role(prima, "moderator", "admin")
    text = words.DISAGREES_TOLD.format(title=escape(note.title), other=escape(found.note.title), **values)
    both = tuple((Button(each.title, data=f"n:{each.id}"),) for each in (note, found.note))
    await tell_all(
        update.get_bot(), [each for each in people if person is None or each != person.id], Message(text, both)
    )


def _quoted(sentences: Mapping[str, str]) -> dict[str, str]:
    """Sentences as they are shown beside each other."""
    return {name: escape(shortened(text.rstrip(" .,:;"), SENTENCE)) for name, text in sentences.items()}
