"""ABANDONED: a draft that its author does not go on with, so that it keeps no colleague from the same words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlite_utils import Database

from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.roles import has_lost_role
from knowledge_base.store import now

UNTOUCHED = timedelta(days=3)
"""How long an unfinished draft may lie before a colleague can begin with the same words."""


def is_abandoned(db: Database, draft: Draft, admins: Collection[int]) -> bool:
    """Whether a draft in its author's hands was untouched for long, or its author lost their role."""
    if draft.state not in UNFINISHED:
        return False
    untouched = datetime.fromisoformat(now()) - datetime.fromisoformat(draft.updated_at)
    return untouched > UNTOUCHED or has_lost_role(db, draft.person, admins)
