"""Ids for notes that are written in Prima: readable, within a button's room, never used before."""

from __future__ import annotations

import re
import unicodedata
from itertools import count

from sqlite_utils import Database

from knowledge_base.note import ID_LIMIT, Kind, text_hash


def new_id(db: Database, title: str, topic: str, kind: Kind) -> str:
    """An id that no note has or had, in whatever state: `C4-praktik-menyapa-warga`, then `…-2` and so on."""
    prefix = "-".join(filter(None, (topic, kind)))
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        identity = f"{prefix}-{_slug(title, ID_LIMIT - len(prefix) - len(ending) - 1)}{ending}"
        if not db.table("notes").count_where("id = ? collate nocase", [identity]):
            return identity
    raise AssertionError("there is always a next number")


def _slug(title: str, room: int) -> str:
    """The title's words in ASCII that fit, or a hash of a title in other letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while len(words) > 1 and len("-".join(words)) > room:
        words.pop()
    return "-".join(words)[:room].strip("-") or text_hash(title)[:8]
