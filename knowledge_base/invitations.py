"""The table of invitations: links that let people in. Only a hash of a link's token is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any, cast

from sqlite_utils import Database

from knowledge_base.admissions import PEOPLE, find_wish, settle
from knowledge_base.audit import record
from knowledge_base.roles import ROLES, Role, give_role, role_of
from knowledge_base.store import now

TOKEN_BYTES = 18
"""144 bits, which nobody guesses; 24 characters in a link."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link as it stands in the database; `expires_at` is ISO, UTC."""

    id: int
    role: Role
    made_by: int
    expires_at: str
    uses_left: int


def may_invite(inviter: Role, role: Role) -> bool:
    """Moderators invite pegawai, admins moderators too; nobody invites an admin."""
    return ROLES.index(role) < ROLES.index(inviter)


def invite(db: Database, role: Role, uses: int, days: int, made_by: int) -> tuple[Invitation, str]:
    """A new invitation and its token, which is not to be had again."""
    token, moment = token_urlsafe(TOKEN_BYTES), datetime.now(UTC)
    row: dict[str, Any] = {
        "token_hash": _hash(token),
        "role": role,
        "made_by": made_by,
        "made_at": now(),
        "expires_at": (moment + timedelta(days=days)).isoformat(timespec="milliseconds"),
        "uses_left": uses,
        "revoked": 0,
    }
    with db.atomic():
        number = int(db.table("invitations").insert(row).last_pk)  # type: ignore[arg-type]
        record(db, made_by, "invitation made", str(number), f"{role}, {uses}")
    return Invitation(number, role, made_by, row["expires_at"], uses), token


def open_invitations(db: Database, made_by: int | None = None) -> list[Invitation]:
    """The invitations that still work, newest first; only those of one person if given."""
    where = "revoked = 0 and uses_left > 0 and expires_at > :now" + (" and made_by = :by" if made_by else "")
    rows = db.table("invitations").rows_where(where, {"now": now(), "by": made_by}, order_by="id desc")
    return [_invitation(row) for row in rows]


def valid_invitations(db: Database, admins: Collection[int], made_by: int | None = None) -> list[Invitation]:
    """The open invitations that still let people in: not those whose maker may not invite any more."""
    held = open_invitations(db, made_by)
    return [each for each in held if may_invite(role_of(db, each.made_by, admins), each.role)]


def revoke(db: Database, number: int, person: int, *, whoever_made_it: bool) -> bool:
    """Takes an invitation back; False if it does not work any more, or is another's who is not to be overruled."""
    with db.atomic():
        if number not in {each.id for each in open_invitations(db, None if whoever_made_it else person)}:
            return False
        db.table("invitations").update(number, {"revoked": 1})
        record(db, person, "invitation revoked", str(number))
        return True


def redeem(db: Database, token: str, person: tuple[int, str, str], admins: Collection[int]) -> Role | None:
    """Lets a person (id, name and mark) in by a token, and gives them its role; None if the token does not work.

    It does not when it is used up, out of date, revoked, or whoever made it may not invite any more; nor for somebody
    whom an admin refused, unless an admin made it. It is not used up by who is in already and has that role.
    """
    number, name, mark = person
    with db.atomic():
        rows = db.table("invitations").rows_where(
            "token_hash = ? and revoked = 0 and uses_left > 0 and expires_at > ?", [_hash(token), now()]
        )
        found = next((_invitation(row) for row in rows), None)
        if found is None or not _serves(db, found, number, mark, admins):
            return None
        db.table("invitations").update(found.id, {"uses_left": found.uses_left - 1})
        settle(db, PEOPLE, (number, name), "admitted", found.made_by, invitation=found.id)
        if ROLES.index(role_of(db, number, admins)) < ROLES.index(found.role):
            give_role(db, number, found.role, found.made_by)
        return found.role


def _serves(db: Database, found: Invitation, person: int, mark: str, admins: Collection[int]) -> bool:
    """Whether a link that still works gives a person something, and its maker may give it."""
    maker, held = role_of(db, found.made_by, admins), role_of(db, person, admins)
    request = find_wish(db, person, mark)
    state = request.state if request else ""
    if not may_invite(maker, found.role) or (state == "refused" and maker != "admin"):
        return False
    is_in = state == "admitted" or held != ROLES[0]
    return not is_in or ROLES.index(held) < ROLES.index(found.role)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _invitation(row: dict[str, Any]) -> Invitation:
    return Invitation(row["id"], cast("Role", row["role"]), row["made_by"], row["expires_at"], row["uses_left"])
