"""The restore drill: real processes that build an index and answer questions over a data folder."""

from __future__ import annotations

import json
from typing import Any

from knowledge_base.settings import Settings
from tests.processes import started

QUESTIONS = (
    "gmn ngadepin warga yg marah di loket?",
    "cara menghitung nilai IKM",
    "berapa hari batas lapor gratifikasi?",
    "bagaimana melayani warga tuli?",
    "harga bitcoin hari ini",
)
CHANGING = ("index", "ms")
"""What differs from build to build and from run to run."""


async def answers_of(settings: Settings) -> list[dict[str, Any]]:
    """What `indexer build` and then `bot ask` make of the data folder, without what always differs."""
    variables = {"PRIMA_DATA_DIR": str(settings.data_dir)}
    async with started("indexer build", variables) as builder:
        assert await builder.ends() == 0, builder.output
    lines = "\n".join(json.dumps({"id": str(number), "question": text}) for number, text in enumerate(QUESTIONS))
    async with started("bot ask --batch -", variables, typed=lines) as asker:
        assert await asker.ends() == 0, asker.output
    records = [json.loads(line) for line in asker.lines]
    return [{key: value for key, value in record.items() if key not in CHANGING} for record in records]
