"""A whole note that is too long for one, sent as a file: a note for each of its parts, as its own words promise."""

from __future__ import annotations

from bot.importing import notes_of
from knowledge_base import drafts
from knowledge_base.note import BODY_LIMIT, Source
from tests.conftest import Stage
from tests.test_telegram_documents import sends
from tests.test_telegram_write import moderator

FRONT = (
    "---\ntitle: Menata gudang arsip\nkind: praktik\ntopic: C4\nvalues: [ketepatan]\n"
    "questions:\n  - gudang arsip ditata bagaimana?\nsources:\n  - {name: Keputusan Lurah 12/2026}\n---\n"
)
PARTS = ("Rak", "Kotak", "Label", "Daftar arsip")


async def test_a_note_file_that_is_too_long_becomes_a_note_a_part(stage: Stage) -> None:
    citra = await moderator(stage)
    line = "Langkah menata gudang arsip dicatat oleh petugas piket tiap pagi.\n"
    body = "\n".join(f"## {part}\n\n{line * (BODY_LIMIT // 3 // len(line))}" for part in PARTS)
    await sends(stage, citra, (FRONT + body).encode(), "besar.md")
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    notes = notes_of(draft)
    assert [note.title for note in notes] == [f"Menata gudang arsip: {part}" for part in PARTS]
    assert {(note.kind, note.topic, note.values, note.sources) for note in notes} == {
        ("praktik", "C4", ("ketepatan",), (Source("Keputusan Lurah 12/2026"),))
    }


async def test_a_long_note_file_with_another_fault_says_what_is_wrong(stage: Stage) -> None:
    citra = await moderator(stage)
    text = FRONT.replace("topic: C4", "topic: Z9") + "Langkah menata gudang arsip.\n" * 1_000
    shown = await sends(stage, citra, text.encode(), "besar.md")
    assert "Z9" in shown.text
