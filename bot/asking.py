"""`bot ask`: a batch of questions read, answered in order, and an answer as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from bot.answer import Answer, Answerer
from bot.message import Messenger, Reader
from bot.prima import remembered
from knowledge_base.questions import Asked


def answers(answerer: Answerer, wanted: list[dict[str, str]]) -> Iterator[tuple[Answer, str]]:
    """The answer and the id of each question of a batch; those of one session are one conversation."""
    sessions: dict[str, Asked | None] = {}
    for record in wanted:
        session = record.get("session")
        answer = answerer.answer(record["question"], sessions.get(session) if session else None)
        if session:
            sessions[session] = remembered(answer) or sessions.get(session)
        yield answer, record["id"]


def batch_lines(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    """The questions of a batch; raises click's own error that names the line at fault."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise click.UsageError(f"line {number} of the batch is not JSON: {error}") from error
        if not isinstance(record, dict) or not all(
            isinstance(text, str) for text in (record.get("id"), record.get("question"), record.get("session") or "")
        ):
            raise click.UsageError(f"line {number} of the batch: id, question and session must be texts")
        yield {key: writable(record[key]) for key in ("id", "question", "session") if record.get(key) is not None}


def writable(text: str) -> str:
    """The text with a `?` for each half of a character, such as a cut emoji, since no file or database takes one."""
    return text.encode("utf-8", "replace").decode()


def result_of(answer: Answer, identity: str | None, moment: datetime) -> dict[str, Any]:
    """An answer as `ask` prints it."""
    message = Messenger().answer(answer, 0, Reader(moment))
    return {
        "id": identity,
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "text": message.text,
        "sources": [
            {
                "note": hit.note.id,
                "title": hit.note.title,
                "topic": hit.note.topic,
                "kind": hit.note.kind,
                "confidence": round(hit.confidence, 4),
            }
            for hit in answer.hits
        ],
        "suggestions": [note.title for note in answer.suggestions],
        "index": answer.build,
        "ms": round(answer.ms, 3),
    }
