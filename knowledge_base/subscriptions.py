"""The table of topics that people follow, and whether they want announcements at all."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base.store import now


def topics_followed(db: Database, person: int) -> set[str]:
    """The codes of the topics that a person follows."""
    return {row["topic"] for row in db.query("select topic from subscriptions where person = ?", [person])}


def toggle_topic(db: Database, person: int, topic: str) -> bool:
    """Follows a topic, or no longer; whether the person follows it now."""
    with db.atomic():
        if db.execute("delete from subscriptions where person = ? and topic = ?", [person, topic]).rowcount:
            return False
        db.table("subscriptions").insert({"person": person, "topic": topic, "at": now()})
        return True


def followed_topics(db: Database) -> dict[str, int]:
    """How many people follow each topic that anybody follows; by topic."""
    rows = db.query("select topic, count(*) as n from subscriptions group by topic order by topic")
    return {row["topic"]: row["n"] for row in rows}


def wants_announcements(db: Database, person: int) -> bool:
    """Whether announcements may be sent to a person."""
    return db.table("people").count_where("id = ? and opted_out = 1", [person]) == 0


def set_announcements(db: Database, person: int, *, wanted: bool) -> None:
    """A person wants announcements, or none; counts for those on their way too."""
    db.execute("update people set opted_out = ? where id = ?", [int(not wanted), person])
