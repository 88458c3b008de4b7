"""Which notes a moderator means, by id or by words, those that are out of the answers too; what ids are called."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.prima import Prima
from bot.replies import manage as say
from knowledge_base.note import ID, Note
from knowledge_base.notes import find_note, notes_titled
from knowledge_base.people import names_of
from knowledge_base.revisions import NOBODY

OFFERED = 6


async def notes_named(prima: Prima, words: str) -> list[Note]:
    """The note of this id or title alone, or the notes nearest to the words."""
    exact = await prima.desk.do(find_note, words) if ID.fullmatch(words) else None
    if exact:
        return [exact]
    titled = await prima.desk.do(notes_titled, words, OFFERED)
    same = [note for note in titled if note.title.casefold() == words.casefold()]
    if len(same) == 1:
        return same
    found = {note.id: note for note in (*titled, *await notes_near(prima, words))}
    return list(found.values())[:OFFERED]


async def notes_near(prima: Prima, words: str) -> list[Note]:
    """The notes that questions find, nearest to the words first."""
    answerer = await prima.answerer()
    found = await asyncio.to_thread(answerer.searcher.search, words[:300], OFFERED)
    return [hit.note for hit in found.near]


async def named(prima: Prima, people: Sequence[int]) -> str:
    """By whom something was done, as moderators read it: not escaped."""
    known = await prima.desk.do(names_of, people)
    names = [known.get(person, f"id {person}") for person in people if person != NOBODY]
    return say.BY.format(names=", ".join(names)) if names else say.BY_FILE


async def names_in(prima: Prima, *forms: Note) -> dict[str, str]:
    """What the ids in some forms of a note are called: titles of the notes named, names of who looks after it."""
    others = {identity for form in forms for identity in (form.replaced_by, *form.related) if identity}
    found = [await prima.desk.do(find_note, identity) for identity in sorted(others)]
    owners = await prima.desk.do(names_of, {form.owner for form in forms if form.owner})
    people = {str(form.owner): owners.get(form.owner, f"id {form.owner}") for form in forms}
    return {**{note.id: note.title for note in found if note}, **people, "0": say.MODERATORS}
