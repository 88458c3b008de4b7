"""FINDING: what an examination found about one thing, in English for commands and in Indonesian for chats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names the thing; `message` and `pesan` say how it stands and, unless it is ok, what to do."""

    check: str
    level: Level
    message: str
    pesan: str
