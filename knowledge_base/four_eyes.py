"""FOUR EYES: where two must look, nobody lets words of their own answer. The rule, for changes and for drafts."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, StateError
from knowledge_base.note import FOUND_STATES, Note, text_hash
from knowledge_base.revisions import Action

ABOUT_IT = frozenset(("state", "replaced_by", "checked", "review_by", "owner"))
"""Fields that say how a note stands; the others are what people read of it, or find it by."""
SAID = tuple(name for name in Note.__dataclass_fields__ if name not in ABOUT_IT)


def wants_second(now: Note, then: Note) -> bool:
    """Whether a change needs a second person: people would read what they do not read now.

    To take a note out of the answers, to doubt it, to check it and to entrust it are one person's acts.
    """
    return then.found and (not now.found or any(getattr(now, name) != getattr(then, name) for name in SAID))


def restores(now: Note | None, draft: Draft) -> bool:
    """Whether a draft asks for the note `now` back in the answers with the text that it has."""
    return now is not None and asks_back(now, draft) and draft.record.get("body") == now.body


def asks_back(now: Note, draft: Draft) -> bool:
    """Whether a draft asks for a note that is out of the answers back in them.

    One that was begun while the note was in them does not: that it went out meanwhile was somebody's decision.
    """
    asked = draft.base_hash == now.hash or draft.origin.get("change", {}).get("action") in FOUND_STATES
    return not now.found and asked and draft.said.get("state", "published") in FOUND_STATES


def is_second(draft: Draft, person: int) -> bool:
    """Whether a person wrote none of a draft, so that they can be the second to look at it."""
    return person not in draft.writers


def hand_in_change(  # noqa: PLR0913 - what a revision tells, and what was seen before
    db: Database,
    now: Note,
    then: Note,
    person: int,
    action: Action,
    *,
    reason: str = "",
    expected_hash: str | None = None,
) -> Draft:
    """A draft in the queue that makes `then` of the note `now`; its history will tell of the action and its reason.

    Raises StateError if the same waits already, and EditConflictError when `now` is not what the person saw.
    """
    if expected_hash is not None and expected_hash != now.hash:
        raise EditConflictError(now)
    with db.atomic():
        origin = {"change": {"action": action, "reason": reason, "body_hash": text_hash(then.body)}}
        record = {**dict.fromkeys(now.to_dict(), ""), **then.to_dict()}
        return submit_once(db, drafts.start(db, person, record, base=now, origin=origin).id)


def submit_once(db: Database, number: int) -> Draft:
    """Hands a draft in for review; raises StateError if one that makes the same of its note waits already."""
    with db.atomic():
        draft = drafts.submit(db, number)
        for other in drafts.queue(db):
            if draft.base and (other.base, other.said) == (draft.base, draft.said) and other.id != draft.id:
                raise StateError("waiting", f"a draft that makes this of '{draft.base}' waits already")
        return draft
