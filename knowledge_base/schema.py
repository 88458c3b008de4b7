"""The database's tables, as numbered migrations. Each runs once, in a transaction of its own.

Never change a migration that has shipped: add the next one.
"""

from __future__ import annotations

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
            "state": str,  # published | archived
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
