"""The table of what people with a role did, for those who must answer for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from knowledge_base.figures_table import harmless
from knowledge_base.store import now

SHELL = -1
"""Who did it, when it was a command on this machine."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who (a Telegram id, `SHELL`, 0: somebody forgotten) did what to whom or what, and when (ISO, UTC)."""

    at: str
    person: int
    action: str
    subject: str
    detail: str


def record(db: Database, person: int, action: str, subject: str, detail: str = "") -> None:
    """Writes down what a person did."""
    row = {"at": now(), "person": person, "action": action, "subject": subject, "detail": detail}
    db.table("audit").insert(row)


def audit_csv(entries: Iterable[Entry], who: Callable[[Entry], str], about: Callable[[Entry], str]) -> str:
    """Entries as a table (RFC 4180) with what people call who did it and what it was about.

    It begins with the mark by which Excel knows UTF-8.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(("waktu", "id", "nama", "tindakan", "tentang", "sebutan", "keterangan"))
    for each in entries:
        cells = (each.at, each.person, who(each), each.action, each.subject, about(each), each.detail)
        writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + written.getvalue()


def read_audit(db: Database, limit: int, *, subject: str | None = None) -> list[Entry]:
    """The latest entries, newest first; only those about `subject` if it is given."""
    where = None if subject is None else "subject = :subject"
    rows = db.table("audit").rows_where(where, {"subject": subject}, order_by="id desc", limit=limit)
    return [Entry(row["at"], row["person"], row["action"], row["subject"], row["detail"]) for row in rows]
