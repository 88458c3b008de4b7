"""How long what is personal is kept, and what is left of it then. Done once a day, in the database and beside it.

Of a question whose time is over its day, its kind, its note and its measures stay: what figures count. Its words go
too, since figures look back a quarter at most and words may name somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from knowledge_base.forgetting import forget
from knowledge_base.forgotten import Forgotten
from knowledge_base.settings import Settings

_QUESTIONS = (
    "update questions set person = null, chat = null, thread = null, message = null, text = '', understood = '' "
    "where asked_at < ? and (person is not null or chat is not null or text != '')"
)
_VOTES = "update votes set person = -rowid where voted_at < ? and person > 0"
_DELIVERIES = (
    "update deliveries set person = -rowid where at < ? and person > 0 "
    "and broadcast in (select id from broadcasts where state in ('done', 'stopped'))"
)
_DRAFTS = (  # one whose note names somebody by their consent stays, so that they can take it back
    "delete from drafts where updated_at < ? and state != 'review' and not (state = 'published' "
    "and exists (select 1 from json_each(origin, '$.answers') where value != ''))"
)
_AUDIT = "delete from audit where at < ?"
_ABSENT = "select id from people where last_seen < ? and id not in (select person from roles where role != 'pegawai')"
_WISHES = (
    "delete from admissions where coalesce(decided_at, asked_at) < ? and person not in (select id from people) "
    "and person not in (select person from roles where role != 'pegawai')"
)
_INVITATIONS = "delete from invitations where expires_at < ?"  # also used up or revoked ones run out
_REFUSALS = "delete from refusals where at < ?"
_GROUPS = "delete from group_chats where coalesce(decided_at, asked_at) < ? and state != 'admitted'"
_ACCESS = (_WISHES, _INVITATIONS, _REFUSALS, _GROUPS)


@dataclass(frozen=True, slots=True)
class Enforced:
    """How many rows became nobody's or went, and how many people were forgotten.

    `access` counts wishes to be let in of people who never came, links, refusals, and groups that were not allowed.
    """

    questions: int = 0
    votes: int = 0
    deliveries: int = 0
    drafts: int = 0
    audit: int = 0
    people: int = 0
    access: int = 0


def enforce_retention(db: Database, settings: Settings, moment: datetime) -> Enforced:
    """Ends the keeping of what is older than the settings allow at a moment; a period of 0 days never ends.

    A draft that waits for a moderator stays, whoever has a role stays, and so do the admins of the settings.
    """
    privacy = settings.privacy
    Forgotten.of(settings).drop_before(moment.astimezone(UTC))
    with db.atomic():
        return Enforced(
            questions=_older(db, _QUESTIONS, privacy.question_days, moment),
            votes=_older(db, _VOTES, privacy.question_days, moment),
            deliveries=_older(db, _DELIVERIES, privacy.question_days, moment),
            drafts=_older(db, _DRAFTS, privacy.draft_days, moment),
            audit=_older(db, _AUDIT, privacy.audit_days, moment),
            people=_forget_absent(db, settings, moment),
            access=sum(_older(db, each, privacy.people_days, moment) for each in _ACCESS),
        )


def _older(db: Database, change: str, days: int, moment: datetime) -> int:
    return db.execute(change, [_since(days, moment)]).rowcount if days else 0


def _forget_absent(db: Database, settings: Settings, moment: datetime) -> int:
    if not settings.privacy.people_days:
        return 0
    since = _since(settings.privacy.people_days, moment)
    absent = [row["id"] for row in db.query(_ABSENT, [since]) if row["id"] not in settings.telegram.admins]
    forgotten = Forgotten.of(settings)
    for person in absent:
        forget(db, person, forgotten.mark(person))
    return len(absent)


def _since(days: int, moment: datetime) -> str:
    return (moment.astimezone(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
