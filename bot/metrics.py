"""METRICS: what Prima counts of itself, for Prometheus. The only importer of prometheus_client.

Counts hold no names, ids or texts. What is known at any moment (queue, index) is read when the page is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST
ABSTAINED = frozenset({"unsure", "unknown"})

REGISTRY = CollectorRegistry()
_QUESTIONS = Counter("prima_questions", "Questions, by the kind of answer they got.", ["kind"], registry=REGISTRY)
_ABSTENTIONS = Counter("prima_abstentions", "Questions that no note answered for certain.", registry=REGISTRY)
_SECONDS = Histogram(
    "prima_answer_seconds",
    "Seconds from a question to its answer, without the way to Telegram.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=REGISTRY,
)
_ERRORS = Counter("prima_errors", "Errors that reached the error handler, by type.", ["error"], registry=REGISTRY)
_RETRIES = Counter("prima_telegram_retries", "Requests to Telegram that were tried again.", registry=REGISTRY)
_QUEUE = Gauge("prima_queue_updates", "Updates from Telegram that wait to be handled.", registry=REGISTRY)
_AGE = Gauge("prima_index_age_seconds", "Seconds since the live index was built.", registry=REGISTRY)
_NOTES = Gauge("prima_index_notes", "Notes in the live index.", registry=REGISTRY)
_BACKUP = Gauge("prima_backup_age_seconds", "Seconds since the newest backup in its folder.", registry=REGISTRY)


def answered(kind: str, seconds: float) -> None:
    """Counts a question."""
    _QUESTIONS.labels(kind).inc()
    _SECONDS.observe(seconds)
    if kind in ABSTAINED:
        _ABSTENTIONS.inc()


def failed(error: BaseException | None) -> None:
    """Counts an error by the name of its type."""
    _ERRORS.labels(type(error).__name__).inc()


def retried() -> None:
    """Counts a request to Telegram that is tried again."""
    _RETRIES.inc()


@dataclass(frozen=True, slots=True)
class Moment:
    """What is so now. Without an index, its age is not a number and its notes are nought; a backup's age likewise."""

    queue: int
    index_age: float  # seconds
    notes: int
    backup_age: float  # seconds


def page(moment: Moment) -> bytes:
    """All of it as Prometheus reads it, of type CONTENT_TYPE."""
    _QUEUE.set(moment.queue)
    _AGE.set(moment.index_age)
    _NOTES.set(moment.notes)
    _BACKUP.set(moment.backup_age)
    return generate_latest(REGISTRY)
