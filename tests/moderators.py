"""People with roles, drafts and notes, as the tests of moderators' work need them."""

from __future__ import annotations

from typing import Any

from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.roles import Role, give_role
from tests.conftest import ADMIN, Stage
from tests.telegram import Message, Person

RECORD: dict[str, Any] = {
    "title": "Menangani warga yang membawa hewan peliharaan",
    "kind": "praktik",
    "topic": "C4",
    "body": "1. Sapa dengan ramah.\n2. Tunjukkan tempat menitipkan hewan di teras.\n3. Layani seperti biasa.",
    "questions": ["warga bawa kucing ke loket gmn?"],
}
"""What a whole draft says."""
ASKED = "warga bawa kucing ke loket gmn?"


async def with_role(stage: Stage, name: str, role: Role = "moderator", *, user_id: int | None = None) -> Person:
    """A person who has written to Prima, and has a role."""
    person = stage.world.user(name, started=True) if user_id is None else stage.world.user(name, user_id=user_id)
    await person.says("halo")
    await stage.settle()
    await stage.prima.desk.do(give_role, person.id, role, ADMIN)
    return person


async def suggested(stage: Stage, author: Person, base: Note | None = None, **changes: Any) -> Draft:
    """A draft of the author's in the queue."""
    record = changes if base else {**RECORD, **changes}
    draft = await stage.prima.desk.do(drafts.start, author.id, record, base=base)
    return await stage.prima.desk.do(drafts.submit, draft.id)


async def draft_now(stage: Stage, draft: Draft) -> Draft:
    """The draft as it is now."""
    return await stage.prima.desk.do(drafts.find, draft.id)


async def note_now(stage: Stage, identity: str) -> Note:
    """The note as the database has it."""
    note = await stage.prima.desk.do(find_note, identity)
    assert note is not None
    return note


async def presses(stage: Stage, person: Person, message: Message, label: str) -> str:
    """Presses a button; gives what the alert says, or nothing."""
    pressed = await person.presses(message, label)
    await stage.settle()
    assert pressed.answered
    return pressed.text or ""


async def reviews(stage: Stage, person: Person) -> Message:
    """What /tinjau shows."""
    return await writes(stage, person, "/tinjau")


async def writes(stage: Stage, person: Person, text: str) -> Message:
    """What Prima says to it."""
    await person.says(text)
    await stage.settle()
    return stage.world.last_to(person)
