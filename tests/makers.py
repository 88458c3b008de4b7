"""Notes and note files for tests: short to make, valid unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as some

from knowledge_base.note import (
    CONTROL,
    HEADING,
    ID_LIMIT,
    KINDS,
    NAME_LIMIT,
    QUESTION_LIMIT,
    STATES,
    TITLE_LIMIT,
    VALUES,
    Note,
    Source,
    is_blank,
)
from knowledge_base.topics import TOPICS

DAY = date(2026, 11, 21)
BODY = "\n".join(f"{step}. Sapa warga dengan ramah dan dengarkan keluhannya sampai selesai." for step in range(1, 11))
"""A body of 90 words: long enough for `check`."""

AWKWARD = [
    *("yes", "No", "null", "~", "2026-01-01", "1e3", "0x1F", "1:30", ".nan", "-1", "true", "=", "<<", "---", "..."),
    *("a: b", "a #b", "- a", "? a", "* a", "& a", "! a", "% a", "@ a", "` a", "[a", "{a}", "a]", "'", '"'),
    *("it's", "#a"),
    *("😀 wah", "e\u0301", "½", "a\u200b", "a\ufeffb", "kata\\n", "| a", "> a", ":", "a:", "\U0010ffff"),
]
"""Texts that YAML, left alone, reads as something else or not at all."""


def note(identity: str = "C4-pedoman-uji", **changes: Any) -> Note:
    """A valid note, with the given fields in place of the usual ones."""
    usual: dict[str, Any] = {
        "id": identity,
        "title": f"Judul {identity}",
        "kind": "pedoman",
        "body": BODY,
        "questions": (f"apa itu {identity}?",),
        "checked": DAY,
        "review_by": DAY + timedelta(days=180),
        "topic": "C4",
        "values": ("empati",),
        "sources": (Source("UU 25/2009 tentang Pelayanan Publik", "Pasal 34"),),
    }
    return Note(**{**usual, **changes})


def write(root: Path, written: Note, file: str = "") -> Path:
    """Puts a note into its file under `root`; gives the path."""
    path = root / (file or f"{written.kind}/{written.topic or 'lain'}/{written.id}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written.to_markdown(), encoding="utf-8")
    return path


def _one_line(limit: int) -> some.SearchStrategy[str]:
    free = some.text(some.characters(exclude_categories=["Cs"]), max_size=limit)
    lines = (free | some.sampled_from(AWKWARD)).map(lambda text: " ".join(CONTROL.sub("", text).split()))
    return lines.filter(lambda line: not is_blank(line))


def _no_fault(body: str) -> bool:
    headings = filter(None, map(HEADING.match, body.split("\n")))
    return not is_blank(body) and all(len(heading[1]) <= 3 for heading in headings)


MARKDOWN_LINES = some.sampled_from(
    [
        *("", "", "## Bab", "# Judul #", "### Bagian", "```", "---", "> kutipan", "    menjorok", "| a | b |"),
        *("1. Sapa warga.", "- Tulis *tebal* dan `kode`.", "Lihat UU No. 25. Lalu tanya! Siap? Ya.", "x" * 90),
        *("kata " * 30, "Kalimat satu. Kalimat dua. Kalimat tiga.  ", "a\u00a0b\u3000c", "Halo 😀… Ya.", "\u2028x"),
    ]
)
MARKDOWN = some.lists(MARKDOWN_LINES | some.text(max_size=40), max_size=25).map("\n".join)
"""Text that looks like Markdown, with whatever else."""

BODIES = (MARKDOWN | some.text()).map(lambda text: CONTROL.sub("", text.replace("\r", "\n")).strip()).filter(_no_fault)


def notes() -> some.SearchStrategy[Note]:
    """Any valid note."""
    identities = some.from_regex(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,4}", fullmatch=True).map(
        lambda text: text[:ID_LIMIT].strip("-")
    )

    def texts(limit: int, least: int) -> some.SearchStrategy[tuple[str, ...]]:
        listed = some.lists(_one_line(limit), min_size=least, max_size=6, unique_by=str.casefold)
        return listed.map(tuple)

    sources = some.builds(Source, _one_line(QUESTION_LIMIT), some.just("") | _one_line(QUESTION_LIMIT))
    return some.builds(
        Note,
        id=identities,
        title=_one_line(TITLE_LIMIT),
        kind=some.sampled_from(KINDS),
        body=BODIES,
        questions=texts(QUESTION_LIMIT, 1),
        checked=some.dates(),
        review_by=some.dates(),
        topic=some.just("") | some.sampled_from(list(TOPICS)),
        values=some.lists(some.sampled_from(VALUES), unique=True).map(tuple),
        sources=some.lists(sources, min_size=1, max_size=4).map(tuple),
        related=some.lists(identities, unique_by=str.casefold, max_size=4).map(tuple),
        example=some.booleans(),
        state=some.sampled_from(STATES),
        replaced_by=some.just("") | identities,
        contributor=some.just("") | _one_line(NAME_LIMIT),
        origin=some.sampled_from(["", "https://t.me/c/1234567/89", "https://t.me/forum_asn/12?thread=3"]),
        owner=some.just(0) | some.integers(1, 2**49),
    ).map(_made_valid)


def _made_valid(made: Note) -> Note:
    """Only a praktik is an example, and only what is out of the answers is replaced, by another note."""
    return replace(
        made,
        example=made.example and made.kind == "praktik",
        replaced_by="" if made.found or made.replaced_by == made.id else made.replaced_by,
    )
