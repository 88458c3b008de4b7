"""DOCTOR: everything that Prima needs, examined, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.checks.connection import check_telegram
from bot.checks.machine import check_disk, check_instance, check_permissions
from bot.checks.stored import check_backup, check_index, check_model, check_store
from bot.finding import Finding, Level
from knowledge_base.settings import ROOT, Secrets, Settings

SIGN: dict[Level, str] = {"error": "Gangguan", "warning": "Perhatian", "ok": "Baik"}
"""What a chat calls each level, worst first."""


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


def report(findings: Iterable[Finding]) -> str:
    """The findings as a chat shows them: Indonesian plain text, a line each, the worst first."""
    order = list(SIGN)
    worst_first = sorted(findings, key=lambda finding: order.index(finding.level))
    return "\n".join(f"{SIGN[finding.level]}: {finding.pesan}" for finding in worst_first)
