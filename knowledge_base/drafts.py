"""The table of drafts: begun, changed, handed in, decided on, published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from knowledge_base import audit
from knowledge_base.draft import OPEN, UNFINISHED, Draft, DraftState, draft_of, json_of
from knowledge_base.errors import DraftDecidedError, DraftError
from knowledge_base.identity import new_id
from knowledge_base.note import Note
from knowledge_base.revisions import Revision, history, publish
from knowledge_base.store import now
from knowledge_base.topics import TOPICS


def note_of_draft(db: Database, draft: Draft, today: date) -> Note:
    """The note that a draft would become, looked after by `owner_of`; raises NoteError."""
    note = draft.to_note(identity_of(db, draft), today)
    return replace(note, owner=owner_of(db, draft)) if draft.base else note


def owner_of(db: Database, draft: Draft) -> int:
    """Who looks after a note that a draft changes: who does so now, unless the draft names another than when it began.

    The hash of a note says nothing of its owner, so no conflict tells of another one.
    """
    named, past = int(draft.said.get("owner", 0)), history(db, draft.base)
    began = [revision.note.owner for revision in past if revision.at <= draft.created_at]
    return named if not past or (began and named != began[-1]) else past[-1].note.owner


def start(  # noqa: PLR0913 - a draft begins with all that is known
    db: Database,
    person: int,
    record: dict[str, Any],
    *,
    step: str = "",
    base: Note | None = None,
    origin: dict[str, Any] | None = None,
) -> Draft:
    """A new draft of a person's; with `base` one that changes that note."""
    moment = now()
    row: dict[str, Any] = {
        "person": person,
        "step": step,
        "record": json_of({**base.to_dict(), **record} if base else record),
        "base": base.id if base else "",
        "base_hash": base.hash if base else "",
        "origin": json_of(origin or {}),
        "state": "writing",
        "reviewer": 0,
        "message": "",
        "created_at": moment,
        "updated_at": moment,
    }
    number = int(db.table("drafts").insert(row).last_pk)  # type: ignore[arg-type]
    return find(db, number)


def find(db: Database, number: int) -> Draft:
    """The draft with this number in whatever state; raises DraftError if there is none."""
    for row in db.table("drafts").rows_where("id = ?", [number]):
        return draft_of(row)
    raise DraftError(f"there is no draft {number}")


def of_person(db: Database, person: int, states: Iterable[DraftState] = UNFINISHED) -> list[Draft]:
    """A person's drafts in some states, the one touched last first; by default those that wait for its author."""
    return _found(db, "person = :person", states, "updated_at desc, id desc", {"person": person})


def queue(db: Database) -> list[Draft]:
    """The drafts that wait for a moderator, oldest first."""
    return _found(db, "true", ["review"], "updated_at, id", {})


def of_documents(db: Database) -> list[Draft]:
    """The open drafts that propose what a document says of a note, oldest first; `origin` holds that note."""
    return _found(db, "json_extract(origin, '$.document') is not null", OPEN, "id", {})


def of_message(db: Database, chat: int, message: int) -> Draft | None:
    """The draft made of a group's message, alone or with others, that is open or was published: the newest, or None."""
    among = "exists (select 1 from json_each(origin, '$.messages') where value = :message)"
    here = "json_extract(origin, '$.chat') = :chat"
    where = f"{here} and (json_extract(origin, '$.message') = :message or {among})"
    given = {"chat": chat, "message": message}
    found = _found(db, where, [*OPEN, "published"], "id desc", given)
    return found[0] if found else None


def update(db: Database, number: int, record: dict[str, Any], step: str) -> Draft:
    """Keeps what the author said and where the dialogue stands; raises DraftDecidedError when it is out of hand."""
    return _move(db, number, UNFINISHED, {"record": json_of(record), "step": step})


def change(db: Database, number: int, fields: dict[str, Any], step: str) -> Draft:
    """Keeps some fields of the record and where the dialogue stands; what else was said stays."""
    with db.atomic():
        return update(db, number, {**find(db, number).record, **fields}, step)


def keep(db: Database, number: int, fields: dict[str, Any]) -> None:
    """Keeps some fields of the record wherever the dialogue stands; nothing if the author cannot change it any more."""
    with db.atomic():
        draft = find(db, number)
        if draft.state in UNFINISHED:
            update(db, number, {**draft.record, **fields}, draft.step)


def better(db: Database, number: int, person: int, fields: dict[str, Any]) -> Draft:
    """A moderator betters some fields of a draft that waits; it keeps its place, and they count among its writers.

    Raises DraftDecidedError when it waits no more.
    """
    with db.atomic():
        draft = find(db, number)
        audit.record(db, person, "better", f"draft {number}", ", ".join(fields))
        changes = {
            "record": json_of({**draft.record, **fields}),
            "origin": json_of({**draft.origin, "writers": sorted(draft.writers | {person})}),
            "updated_at": draft.updated_at,
        }
        return _move(db, number, ("review",), changes)


def credit(db: Database, number: int, contributor: str) -> Draft:
    """Names who the text comes from, also while the draft waits for a moderator; it keeps its place among others."""
    with db.atomic():
        draft = find(db, number)
        changes = {"record": json_of({**draft.record, "contributor": contributor}), "updated_at": draft.updated_at}
        return _move(db, number, OPEN, changes)


def identity_of(db: Database, draft: Draft) -> str:
    """The id of the note that a draft would become: the one that it changes, the one asked for, or a new one."""
    said = draft.record
    title, topic, kind = (str(said.get(name, "")) for name in ("title", "topic", "kind"))
    made = new_id(
        db, title or "catatan", topic if topic in TOPICS else "", "pedoman" if kind == "pedoman" else "praktik"
    )
    return draft.base or str(draft.origin.get("id", "")) or made


def submit(db: Database, number: int) -> Draft:
    """Hands a draft in for review."""
    return _move(db, number, UNFINISHED, {"state": "review", "reviewer": 0})


def give_back(db: Database, number: int, reviewer: int, message: str) -> Draft:
    """A moderator asks the author for a change."""
    with db.atomic():
        audit.record(db, reviewer, "change", f"draft {number}", message)
        return _move(db, number, ("review",), {"state": "returned", "reviewer": reviewer, "message": message})


def refuse(db: Database, number: int, reviewer: int, reason: str) -> Draft:
    """A moderator refuses a draft."""
    with db.atomic():
        audit.record(db, reviewer, "refuse", f"draft {number}", reason)
        return _move(db, number, ("review",), {"state": "refused", "reviewer": reviewer, "message": reason})


def reopen(db: Database, number: int) -> Draft:
    """A refused draft is its author's again, with the reason; raises DraftDecidedError if it is not refused."""
    return _move(db, number, ("refused",), {"state": "returned"})


def mark_published(db: Database, number: int, reviewer: int, identity: str) -> Draft:
    """A draft became the note `identity`, from the queue or straight from a moderator's hands."""
    return _move(db, number, OPEN, {"state": "published", "reviewer": reviewer, "base": identity})


def cancel(db: Database, number: int) -> Draft:
    """The author withdraws a draft, also from the queue."""
    return _move(db, number, OPEN, {"state": "cancelled"})


def rebase(db: Database, number: int, current: Note, says: Note | None = None) -> Draft:
    """Somebody saw how the note changed meanwhile and goes on all the same: the draft now changes `current`.

    With `says` it says what that note says, in place of what was said before, but of who looks after the note: to be
    there when the draft became another is not to be named by it.
    """
    with db.atomic():
        before = find(db, number).record
        said = {**dict.fromkeys(before, ""), **says.to_dict(), "owner": before.get("owner", "")} if says else {}
        record = {"record": json_of(said)} if says else {}
        return _move(db, number, OPEN, {"base": current.id, "base_hash": current.hash, **record})


def publish_draft(db: Database, number: int, note: Note, reviewer: int, *, seen: Note | None = None) -> Revision:
    """Publishes a note made from a draft, and ends the draft, all or nothing; the revision names everybody.

    `seen` is the other note that it was `merged` with. Raises DraftDecidedError when somebody decided before, and
    EditConflictError when the note that it changes is another by now, or when the id of a new one was taken meanwhile.
    """
    with db.atomic():
        draft = find(db, number)
        hands = draft.hands(reviewer)
        mark_published(db, number, reviewer, note.id)
        audit.record(db, reviewer, "publish", note.id, f"draft {number}")
        if "document" in draft.origin and seen is None:
            # What the document says is a revision of its own: what a reviewer corrected is known as a correction.
            document = Note.from_dict(draft.origin["document"])
            said = replace(document, owner=note.owner, state=note.state, replaced_by=note.replaced_by)
            came = hands if said == note else [hand for hand in hands if hand.part == "accepted"]
            publish(db, said, draft.person, "imported", expected_hash=draft.base_hash, hands=came)
            return publish(db, note, draft.person, "edited", hands=hands)
        action, reason = draft.does(note, merged=seen is not None)
        expected = seen.hash if seen else draft.base_hash
        return publish(db, note, draft.person, action, reason=reason, expected_hash=expected, hands=hands)


def _move(db: Database, number: int, allowed: Iterable[DraftState], changes: dict[str, Any]) -> Draft:
    """Changes a draft that is in one of the allowed states; of two who decide at once, the second is told."""
    with db.atomic():
        draft = find(db, number)
        if draft.state not in allowed:
            raise DraftDecidedError(draft)
        db.table("drafts").update(number, {"updated_at": now(), **changes})
        return find(db, number)


def _found(db: Database, where: str, states: Iterable[DraftState], order: str, given: dict[str, Any]) -> list[Draft]:
    listed = ", ".join(f"'{state}'" for state in states)
    rows = db.table("drafts").rows_where(f"{where} and state in ({listed})", given, order_by=order)
    return [draft_of(row) for row in rows]
