"""DOCTOR: everything that Prima needs, examined, each with what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.checks.connection import check_telegram
from bot.checks.machine import check_disk, check_instance, check_permissions
from bot.checks.stored import check_backup, check_index, check_model, check_store
from bot.finding import Finding, Level
from bot.markup import escape
from bot.replies import operations as words
from knowledge_base.settings import ROOT, Secrets, Settings

LEVELS: tuple[Level, ...] = ("error", "warning", "ok")
"""From the worst on."""


def examine(settings: Settings, secrets: Secrets, dotenv: Path = ROOT / ".env") -> list[Finding]:
    """Every finding, in the order in which Prima needs the things. Takes seconds, and waits for Telegram and the disk.

    Changes nothing.
    """
    token = secrets.telegram_bot_token
    now, data_dir = datetime.now(UTC), settings.database.parent
    return [
        *check_telegram(settings.telegram.base_url, token.get_secret_value() if token else None, now),
        *check_permissions(data_dir, dotenv),
        check_disk(data_dir),
        check_store(settings),
        check_model(settings),
        *check_index(settings, now),
        check_backup(settings, now),
        check_instance(data_dir),
    ]


def report(findings: Iterable[Finding]) -> list[str]:
    """The findings as a chat shows them: Indonesian HTML, what matters first, then a block a level, the worst first."""
    found = list(findings)
    counts = Counter(finding.level for finding in found)
    bad = [words.COUNTED[level].format(count=counts[level]) for level in LEVELS[:2] if counts[level]]
    blocks = [words.EXAMINED.format(what=", ".join(bad)) if bad else words.ALL_WELL.format(count=len(found))]
    for level in LEVELS:
        lines = [words.LINE.format(text=escape(finding.pesan)) for finding in found if finding.level == level]
        if lines:
            blocks.append("\n".join([words.LEVEL[level], *lines]))
    return blocks
