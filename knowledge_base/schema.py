"""The database's tables, as numbered migrations. Each runs once, in a transaction of its own.

Never change a migration that has shipped: add the next one.
"""

from __future__ import annotations

import json

from sqlite_utils import Database, Migrations

migrations = Migrations("prima")


@migrations(name="001_notes")
def notes(db: Database) -> None:
    """Notes with the file they came from. `file_hash` is of the file's bytes, `synced_hash` of the note it held."""
    db.table("notes").create(
        {
            "id": str,
            "title": str,
            "kind": str,
            "body": str,
            "questions": str,  # JSON list, as are values, sources and related
            "checked": str,  # ISO dates
            "review_by": str,
            "topic": str,
            "values": str,
            "sources": str,
            "related": str,
            "example": int,
            "state": str,  # published | needs-checking | obsolete | archived
            "hash": str,
            "file": str,
            "file_hash": str,
            "synced_hash": str,
            "updated_at": str,  # ISO, UTC
        },
        pk="id",
        not_null={"title", "kind", "body", "state", "hash", "updated_at"},
    )
    db.table("notes").create_index(["state"])


@migrations(name="002_people")
def people(db: Database) -> None:
    """Whoever has addressed Prima; `id` is the Telegram user id."""
    db.table("people").create(
        {"id": int, "name": str, "first_seen": str, "last_seen": str},
        pk="id",
        not_null={"name", "first_seen", "last_seen"},
    )


@migrations(name="003_questions")
def questions(db: Database) -> None:
    """Every question with what Prima made of it, and what people thought of the answer."""
    db.table("questions").create(
        {
            "id": int,
            "asked_at": str,  # ISO, UTC
            "person": int,
            "chat": int,
            "thread": int,
            "channel": str,  # private | group | terminal
            "text": str,
            "understood": str,  # the text with what a follow-up left unsaid
            "kind": str,  # what Answer.kind was, or `opened` for a note that was opened by itself
            "note": str,  # the note shown, if answered
            "passage": int,
            "confidence": float,
            "build": str,
            "ms": float,
        },
        pk="id",
        not_null={"asked_at", "text", "understood", "kind", "confidence", "build", "ms"},
    )
    db.table("questions").create_index(["chat", "person", "asked_at"])
    db.table("votes").create(
        {"question": int, "person": int, "helpful": int, "voted_at": str},
        pk=("question", "person"),
        foreign_keys=[("question", "questions", "id")],
        not_null={"helpful", "voted_at"},
    )


@migrations(name="004_answer_messages")
def answer_messages(db: Database) -> None:
    """The message that carried the answer, so that a reply to it is understood from its question."""
    db.table("questions").add_column("message", int)
    db.table("questions").create_index(["chat", "message"])


@migrations(name="005_life")
def life(db: Database) -> None:
    """What happens to a note: who looks after it, every change, drafts, roles, contradictions, reminders."""
    notes_table = db.table("notes")
    notes_table.add_column("replaced_by", str, not_null_default="")
    notes_table.add_column("contributor", str, not_null_default="")
    notes_table.add_column("origin", str, not_null_default="")
    notes_table.add_column("owner", int, not_null_default=0)  # Telegram user id, 0: the moderators
    notes_table.create_index(["state", "review_by"])
    notes_table.create_index(["owner"])
    db.table("questions").create_index(["note", "asked_at"])
    _create_revisions(db)
    _create_drafts(db)
    db.table("roles").create(
        {"person": int, "role": str, "given_by": int, "given_at": str},
        pk="person",
        not_null={"role", "given_by", "given_at"},
    )
    db.table("audit").create(
        {"id": int, "at": str, "person": int, "action": str, "subject": str, "detail": str},
        pk="id",
        not_null={"at", "person", "action", "subject", "detail"},
    )
    db.table("conflicts").create(
        {"id": int, "note": str, "other": str, "detail": str, "at": str, "settled_by": int, "settled_at": str},
        pk="id",
        not_null={"note", "other", "detail", "at"},
    )
    db.table("conflicts").create_index(["note", "other"])
    db.table("reminders").create(
        {"note": str, "review_by": str, "person": int, "at": str},
        pk=("note", "review_by"),
        not_null={"person", "at"},
    )


def _create_revisions(db: Database) -> None:
    db.table("revisions").create(
        {
            "id": int,
            "note": str,
            "number": int,  # counts from 1 in each note
            "at": str,  # ISO, UTC
            "person": int,  # Telegram user id, 0: a file or a command
            "action": str,
            "reason": str,
            "record": str,  # JSON of the whole note
        },
        pk="id",
        not_null={"note", "number", "at", "person", "action", "reason", "record"},
    )
    db.table("revisions").create_index(["note", "number"], unique=True)


def _create_drafts(db: Database) -> None:
    db.table("drafts").create(
        {
            "id": int,
            "person": int,
            "step": str,
            "record": str,  # JSON of what was written so far
            "base": str,  # the note that the draft changes, or became
            "base_hash": str,  # of that note when the draft began
            "origin": str,  # JSON: where the text came from
            "state": str,  # writing | review | returned | refused | published | cancelled
            "reviewer": int,
            "message": str,  # from the reviewer
            "created_at": str,
            "updated_at": str,
        },
        pk="id",
        not_null={"person", "step", "record", "base", "base_hash", "origin", "state", "created_at", "updated_at"},
    )
    db.table("drafts").create_index(["state", "updated_at"])
    db.table("drafts").create_index(["person", "state"])


@migrations(name="006_changes")
def changes(db: Database) -> None:
    """Every change of a note gets the next number, by triggers, so that no writer can forget it.

    What the triggers write themselves has a new number already, so it sets nothing off.
    """
    db.table("counters").create({"name": str, "value": int}, pk="name", not_null={"value"})
    db.table("counters").insert({"name": "notes", "value": 0})
    db.table("notes").add_column("sequence", int, not_null_default=0)
    db.table("notes").create_index(["sequence"])
    number = (
        "begin update counters set value = value + 1 where name = 'notes'; "
        "update notes set sequence = (select value from counters where name = 'notes') where id = new.id; end"
    )
    db.execute("create trigger notes_insert after insert on notes " + number)
    db.execute("create trigger notes_update after update on notes when new.sequence = old.sequence " + number)


@migrations(name="007_awaited")
def awaited(db: Database) -> None:
    """What Prima asked a person and waits to be told: one thing a person, kept through a restart."""
    db.table("awaited").create(
        {"person": int, "what": str, "subject": str, "at": str},
        pk="person",
        not_null={"what", "subject", "at"},
    )


@migrations(name="008_access")
def access(db: Database) -> None:
    """Who was let in, by which links, and in which groups Prima works; and questions of a day counted by person."""
    db.table("admissions").create(
        {
            "person": int,
            "name": str,
            "state": str,  # waiting | admitted | refused
            "asked_at": str,  # ISO, UTC
            "decided_by": int,  # who decided, or made the invitation
            "decided_at": str,
        },
        pk="person",
        not_null={"name", "state", "asked_at"},
    )
    db.table("invitations").create(
        {
            "id": int,
            "token_hash": str,  # SHA-256; the token itself stands in the link alone
            "role": str,
            "made_by": int,
            "made_at": str,
            "expires_at": str,
            "uses_left": int,
            "revoked": int,
        },
        pk="id",
        not_null={"token_hash", "role", "made_by", "made_at", "expires_at", "uses_left", "revoked"},
    )
    db.table("invitations").create_index(["token_hash"], unique=True)
    db.table("group_chats").create(
        {"chat": int, "title": str, "state": str, "asked_at": str, "decided_by": int, "decided_at": str},
        pk="chat",
        not_null={"title", "state", "asked_at"},
    )
    db.table("questions").create_index(["person", "asked_at"])


@migrations(name="009_reach")
def reach(db: Database) -> None:
    """Announcements: who wants them, which topics people follow, what was sent, and to whom it came."""
    people_table = db.table("people")
    people_table.add_column("opted_out", int, not_null_default=0)  # 1: wants no announcements
    people_table.add_column("blocked_at", str, not_null_default="")  # ISO, UTC; empty: Prima may write
    db.table("questions").create_index(["asked_at"])
    db.table("subscriptions").create({"person": int, "topic": str, "at": str}, pk=("person", "topic"), not_null={"at"})
    db.table("broadcasts").create(
        {
            "id": int,
            "person": int,  # the admin who sends it
            "at": str,  # ISO, UTC; of the last change
            "audience": str,  # "", all | role:<role> | topic:<code>
            "text": str,
            "entities": str,  # JSON: Telegram's formatting of the text
            "note": str,  # the note that is sent instead of a text
            "state": str,  # draft | sending | stopped | done
            "status": int,  # the message that shows the admin how far it is
        },
        pk="id",
        not_null={"person", "at", "audience", "text", "entities", "note", "state", "status"},
    )
    db.table("deliveries").create(
        {
            "broadcast": int,
            "person": int,
            "state": str,  # waiting | claimed | sent | blocked | failed | unsure | skipped
            "at": str,
        },
        pk=("broadcast", "person"),
        foreign_keys=[("broadcast", "broadcasts", "id")],
        not_null={"state", "at"},
    )
    db.table("deliveries").create_index(["broadcast", "state"])
    db.table("deliveries").create_index(["person"])


@migrations(name="010_refusals")
def refusals(db: Database) -> None:
    """People whom an admin refused and who had their data deleted: a keyed hash of the id, nothing else."""
    db.table("refusals").create({"mark": str, "at": str}, pk="mark", not_null={"at"})


@migrations(name="011_hands")
def hands(db: Database) -> None:
    """Who bettered and who accepted a revision."""
    db.table("hands").create(
        {"id": int, "note": str, "number": int, "person": int, "part": str},  # bettered | accepted
        pk="id",
        not_null={"note", "number", "person", "part"},
    )
    db.table("hands").create_index(["note", "number"])


@migrations(name="012_contradictions")
def contradictions(db: Database) -> None:
    """In which sentences two notes disagree: a JSON list of pairs, one of each note."""
    db.execute("alter table conflicts rename column detail to said")
    for row in list(db.table("conflicts").rows):
        first, _, second = row["said"].partition(" ≠ ")
        db.table("conflicts").update(row["id"], {"said": json.dumps([[first, second]], ensure_ascii=False)})
