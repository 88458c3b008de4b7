"""The tables of questions and votes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from knowledge_base.masking import masked
from knowledge_base.store import now


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is stored, once what is personal in it is masked.

    `person`, `chat` and `thread` are Telegram's ids, None outside Telegram.
    """

    text: str
    understood: str
    kind: str
    confidence: float
    build: str
    ms: float
    channel: str
    note: str = ""
    passage: int = 0
    person: int | None = None
    chat: int | None = None
    thread: int | None = None


def store_question(db: Database, asked: Asked) -> int:
    """Stores a question, without what is personal in it, and gives its number."""
    row: dict[str, Any] = {**asdict(without_personal_data(asked)), "asked_at": now()}
    return int(db.table("questions").insert(row).last_pk)  # type: ignore[arg-type]


def without_personal_data(asked: Asked) -> Asked:
    """The question with NIK, telephone numbers and the like masked."""
    return replace(asked, text=masked(asked.text), understood=masked(asked.understood))


def find_question(db: Database, number: int) -> Asked | None:
    """The question with this number, or None."""
    return _asked(list(db.table("questions").rows_where("id = ?", [number])))


def previous_question(db: Database, chat: int, person: int, thread: int | None, minutes: int) -> Asked | None:
    """The last question this person asked in this place (chat and forum topic) within the last minutes, or None.

    Greetings and the like are passed over: they do not change the subject.
    """
    since = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    rows = db.table("questions").rows_where(
        "chat = ? and person = ? and thread is ? and asked_at > ? "
        "and kind in ('answer', 'unsure', 'unknown', 'no_article', 'opened')",
        [chat, person, thread, since],
        order_by="id desc",
        limit=1,
    )
    return _asked(list(rows))


def note_message(db: Database, number: int, message: int) -> None:
    """Remembers which message carried the answer to a question."""
    db.table("questions").update(number, {"message": message})


def question_of_message(db: Database, chat: int, message: int) -> Asked | None:
    """The question that a message of Prima's answered, or None."""
    return _asked(list(db.table("questions").rows_where("chat = ? and message = ?", [chat, message], limit=1)))


def vote(db: Database, question: int, person: int, *, helpful: bool) -> bool:
    """Stores or changes a person's vote; False if there is no such question."""
    if find_question(db, question) is None:
        return False
    row = {"question": question, "person": person, "helpful": int(helpful), "voted_at": now()}
    db.table("votes").upsert(row, pk=("question", "person"))
    return True


def asked_since(db: Database, since: str, *, person: int | None = None, chat: int | None = None) -> int:
    """How many questions a person asked, or a chat heard, since a moment (ISO, UTC)."""
    column, key = ("chat", chat) if person is None else ("person", person)
    query = f"select count(*) as n from questions where {column} = ? and asked_at >= ? and kind != 'opened'"  # noqa: S608
    return int(next(iter(db.query(query, [key, since])))["n"])


def _asked(rows: list[dict[str, Any]]) -> Asked | None:
    if not rows:
        return None
    return Asked(**{name: rows[0][name] for name in Asked.__dataclass_fields__})
