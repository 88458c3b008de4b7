"""The table of roles: who may do more than ask."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, cast, get_args

from sqlite_utils import Database

from knowledge_base.audit import record
from knowledge_base.errors import RoleError
from knowledge_base.life import release_notes
from knowledge_base.note import Note
from knowledge_base.store import now

Role = Literal["pegawai", "moderator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most; each may do what the one before may."""


def role_of(db: Database, person: int, admins: Collection[int]) -> Role:
    """A person's role; `admins` are those of the settings, who are admin whatever the table says."""
    if person in admins:
        return "admin"
    rows = list(db.query("select role from roles where person = ?", [person]))
    return cast("Role", rows[0]["role"]) if rows else "pegawai"


def has_lost_role(db: Database, person: int, admins: Collection[int]) -> bool:
    """Whether a person was given a role once and is a pegawai again."""
    known = next(db.query("select 1 from roles where person = ?", [person]), None)
    return known is not None and role_of(db, person, admins) == "pegawai"


def give_role(db: Database, person: int, role: Role, given_by: int) -> list[Note]:
    """Gives a person a role, and writes it down; the notes that went to the moderators because of it.

    Who is pegawai again looks after no note. Their unfinished drafts stay theirs and can still be handed in as a
    suggestion; those handed in before stay in the queue.
    """
    with db.atomic():
        row = {"person": person, "role": role, "given_by": given_by, "given_at": now()}
        db.table("roles").upsert(row, pk="person")
        record(db, given_by, f"role {role}", str(person))
        return release_notes(db, person, given_by) if role == "pegawai" else []


def take_role(db: Database, person: int, role: Role, given_by: int, admins: Collection[int]) -> list[Note]:
    """`give_role` within the rules: raises RoleError if the settings give the role, or nobody would be admin."""
    with db.atomic():
        if role == role_of(db, person, admins):
            raise RoleError("same", f"{person} is '{role}' already")
        if person in admins:
            raise RoleError("settings", f"{person} is admin by telegram.admins in config.yaml; take the id out there")
        if people_with(db, "admin", admins) == [person]:
            raise RoleError("last-admin", f"{person} is the only admin; make somebody else admin first")
        return give_role(db, person, role, given_by)


def people_with(db: Database, role: Role, admins: Collection[int]) -> list[int]:
    """The Telegram ids of those who were given a role, in order; for admin those of the settings too."""
    given = {row["person"] for row in db.query("select person from roles where role = ?", [role])}
    return sorted(given | set(admins) if role == "admin" else given - set(admins))
