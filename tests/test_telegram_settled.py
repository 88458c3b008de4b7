"""What moderators decided about two notes stays decided: a contradiction settled, notes that are alike kept apart."""

from __future__ import annotations

from dataclasses import replace

from bot.replies import documents
from bot.replies import review as say
from bot.replies import write as words
from knowledge_base.conflicts import open_conflicts
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import publish
from tests.conftest import Stage
from tests.moderators import suggested
from tests.telegram import World
from tests.telegram.people import Person
from tests.test_telegram_documents import sends
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import moderator, presses, says

HOURS, DAYS = "praktik-jam-buka-loket-legalisir", "praktik-batas-waktu-legalisir"
NOTES = {
    "Jam buka loket legalisir": "Loket legalisir buka pukul 08.00 sampai 15.00. Berkas selesai paling lambat 3 hari "
    "kerja setelah lengkap.",
    "Batas waktu legalisir": "Legalisir selesai paling lambat 5 hari kerja setelah berkas lengkap. Loket legalisir "
    "buka pukul 08.00 sampai 14.00.",
}
LETTER = "# Surat keluar\n\nSurat keluar diberi nomor agenda oleh petugas tata usaha sebelum dikirim ke penerima.\n"


async def sends_whole(stage: Stage, person: Person, title: str, body: str) -> None:
    """A whole note, published beside whatever is like it."""
    question = "  - legalisir berapa hari selesai?\n"
    await says(stage, person, f"---\ntitle: {title}\nkind: praktik\nquestions:\n{question}---\n{body}")
    shown = await presses(stage, person, words.BUTTON_PUBLISH)
    if [words.BUTTON_APART] in [row[:1] for row in shown.labels]:
        await presses(stage, person, words.BUTTON_APART, shown)


async def disagreeing(stage: Stage) -> Person:
    """A moderator who published two notes whose days and hours disagree."""
    citra = await moderator(stage)
    for title, body in NOTES.items():
        await sends_whole(stage, citra, title, body)
    return citra


async def edits(stage: Stage, person: Person, identity: str, field: str, text: str) -> int:
    """Changes a field of a note and publishes it; how many contradictions are open then."""
    await person.forges(await says(stage, person, "halo"), f"d:edit:{identity}")
    await stage.settle()
    await presses(stage, person, field)
    await says(stage, person, text)
    if field == "Isi":
        await presses(stage, person, words.BUTTON_ON)
    told = await presses(stage, person, words.BUTTON_PUBLISH)
    assert words.TWINS not in told.html
    return len(await stage.prima.desk.do(open_conflicts))


async def note_of(stage: Stage, identity: str) -> Note:
    note = await stage.prima.desk.do(find_note, identity)
    assert note is not None
    return note


async def test_a_contradiction_is_told_by_note_and_settled_where_it_is_told(stage: Stage) -> None:
    citra = await disagreeing(stage)
    told = stage.world.last_to(citra)
    legalisir, buka = NOTES["Batas waktu legalisir"].split(". ")
    until, ready = NOTES["Jam buka loket legalisir"].split(". ")
    assert told.text == (
        f"{words.DISAGREES}\n\nBatas waktu legalisir\n• {legalisir}.\n• {buka}\n\n"
        f"Jam buka loket legalisir\n• {ready}\n• {until}."
    )
    assert [row[0] for row in told.labels] == ["Batas waktu legalisir", "Jam buka loket legalisir", say.BUTTON_SETTLED]
    pressed = await citra.presses(told, say.BUTTON_SETTLED)
    await stage.settle()
    assert pressed.text == say.SETTLED
    assert told.text == say.CONFLICTS_EMPTY


async def test_what_was_settled_is_not_told_again_until_its_figures_change(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await disagreeing(stage)
        await presses(stage, citra, say.BUTTON_SETTLED)
        assert await edits(stage, citra, HOURS, "Pertanyaan", "kapan loket legalisir tutup?") == 0
    async with open_stage(world) as stage:
        assert await edits(stage, citra, DAYS, "Pertanyaan", "kapan loket legalisir buka?") == 0
        other = f"{NOTES['Batas waktu legalisir']} Bawa fotokopi dua lembar."
        assert await edits(stage, citra, DAYS, "Isi", other) == 0
        reworded = other.replace("Legalisir selesai paling", "Legalisir ijazah selesai paling")
        assert await edits(stage, citra, DAYS, "Isi", reworded) == 0
        assert await edits(stage, citra, DAYS, "Isi", reworded.replace("5 hari", "7 hari")) == 1
        told = stage.world.last_to(citra).text
        assert "7 hari kerja" in told
        assert "14.00" not in told, "the hours were settled"
        assert await edits(stage, citra, DAYS, "Isi", reworded) == 0, "as it was when it was settled"


async def test_notes_kept_apart_are_not_asked_about_again_though_one_forgot_the_other(stage: Stage) -> None:
    citra = await moderator(stage)
    body = "Arsip surat masuk ditata menurut tanggal terima dan disimpan di rak biru."
    for title in ("Menata arsip surat masuk", "Menata arsip surat-surat masuk"):
        await sends_whole(stage, citra, title, body)
    first, second = "praktik-menata-arsip-surat-masuk", "praktik-menata-arsip-surat-surat-masuk"
    assert first in (await note_of(stage, second)).related
    await stage.prima.desk.do(publish, replace(await note_of(stage, second), related=()), citra.id, "edited")
    assert await edits(stage, citra, second, "Pertanyaan", "arsip surat masuk ditata gimana?") == 0
    await suggested(stage, stage.world.user("Ani"), base=await note_of(stage, second), title="Arsip surat masuk")
    assert "Mirip dengan" not in (await says(stage, citra, "/tinjau")).text


async def test_a_documents_note_kept_apart_is_not_asked_about_when_it_comes_again(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, LETTER, "surat.md")
    await presses(stage, citra, documents.BUTTON_ALL)
    other = LETTER.replace("sebelum dikirim", "sebelum surat itu dikirim")
    found = await sends(stage, citra, other, "lain.md")
    assert "1 mirip yang sudah ada" in found.text
    await presses(stage, citra, documents.BUTTON_ALL, found)
    await presses(stage, citra, documents.BUTTON_APART, found)
    again = await sends(stage, citra, other, "lain.md")
    assert "mirip" not in again.text
    await presses(stage, citra, documents.BUTTON_KIND, again)
    assert "1 berubah" in again.text
    assert "mirip" not in again.text


async def test_a_contradiction_that_is_put_right_in_a_note_is_taken_off(stage: Stage) -> None:
    citra = await disagreeing(stage)
    half_right = NOTES["Batas waktu legalisir"].replace("5 hari", "3 hari")
    assert await edits(stage, citra, DAYS, "Isi", half_right) == 1
    assert await edits(stage, citra, DAYS, "Isi", half_right.replace("14.00", "15.00")) == 0
    assert await edits(stage, citra, DAYS, "Isi", half_right) == 1, "it is news again"
