"""Who may do what."""

from __future__ import annotations

from knowledge_base.settings import Settings


def is_admin(settings: Settings, person: int) -> bool:
    """Whether a Telegram user id is one of `telegram.admins`."""
    return person in settings.telegram.admins
