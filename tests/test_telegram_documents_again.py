"""A document that comes again, or that two people send: nothing is overwritten that nobody was asked about."""

from __future__ import annotations

from dataclasses import replace

from bot.replies import documents as words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import publish
from knowledge_base.settings import Knowledge
from tests.conftest import Stage
from tests.telegram.people import Person
from tests.test_telegram_documents import PARTS, ids, sends
from tests.test_telegram_write import moderator, presses, says

LETTER = "# Surat A\n\n## Nomor\n\nSurat keluar diberi nomor agenda.\n\n## Cap\n\nCap basah di kiri bawah.\n"
PARKING = "# Parkir\n\nKendaraan dinas diparkir di lantai dasar gedung B.\n"


async def note_of(stage: Stage, identity: str) -> Note:
    found = await stage.prima.desk.do(find_note, identity)
    assert found is not None
    return found


async def takes(stage: Stage, person: Person, content: str, name: str = "anggrek.md") -> None:
    await sends(stage, person, content, name)
    await presses(stage, person, words.BUTTON_ALL)


async def test_another_document_that_was_taken_meanwhile_is_not_overwritten(stage: Stage) -> None:
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    hers = await sends(stage, citra, LETTER, "panduan.md")
    mine = await sends(stage, dewi, PARKING, "panduan.md")
    await presses(stage, citra, words.BUTTON_ALL, hers)
    await presses(stage, dewi, words.BUTTON_ALL, mine)
    assert mine.text.startswith(words.NOT_AS_SHOWN)
    assert "Ada dokumen lain bernama panduan.md" in mine.text
    assert await ids(stage) == ["dok-panduan-1", "dok-panduan-2"]
    await presses(stage, dewi, words.BUTTON_APART, mine)
    await presses(stage, dewi, words.BUTTON_ALL, mine)
    assert mine.text.startswith("✅ panduan (2).md: 1 catatan baru.")
    assert await ids(stage) == ["dok-panduan-1", "dok-panduan-2", "dok-panduan-2-1"]


async def test_another_version_that_was_taken_meanwhile_is_shown_first(stage: Stage) -> None:
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    hers = await sends(stage, citra, PARTS, "anggrek.md")
    mine = await sends(stage, dewi, PARTS.replace("tiap Senin", "tiap Selasa"), "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL, hers)
    await presses(stage, dewi, words.BUTTON_ALL, mine)
    assert mine.text.startswith(words.NOT_AS_SHOWN)
    assert "1 berubah, 1 tetap" in mine.text
    assert "Senin" in (await note_of(stage, "dok-anggrek-2")).body
    await presses(stage, dewi, words.BUTTON_ALL, mine)
    assert "Selasa" in (await note_of(stage, "dok-anggrek-2")).body


async def test_what_was_corrected_by_hand_stays_or_is_decided_with_the_difference_shown(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    await citra.forges(await says(stage, citra, "halo"), "d:edit:dok-anggrek-2")
    await stage.settle()
    await presses(stage, citra, "Judul")
    await says(stage, citra, "Memupuk anggrek dengan benar")
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    await takes(stage, citra, PARTS.replace("tiap pagi", "tiap sore"))
    assert (await note_of(stage, "dok-anggrek-2")).title == "Memupuk anggrek dengan benar"
    page = await sends(stage, citra, PARTS.replace("tiap Senin", "tiap Selasa"), "anggrek.md")
    assert "1 catatan pernah diperbaiki moderator dan juga berubah di berkas" in page.text
    assert "“Memupuk anggrek dengan benar”" in page.text
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert "Isi: Pupuk anggrek tiap Senin. Selasa." in page.text
    assert page.labels[0] == [words.BUTTON_OF_FILE, words.BUTTON_KEEP_OURS]
    await presses(stage, citra, words.BUTTON_KEEP_OURS, page)
    assert "1 perbaikan moderator dibiarkan" in page.text
    assert "Senin" in (await note_of(stage, "dok-anggrek-2")).body
    page = await sends(stage, citra, PARTS.replace("tiap Senin", "tiap Rabu"), "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL, page)
    await presses(stage, citra, words.BUTTON_OF_FILE, page)
    assert "Rabu" in (await note_of(stage, "dok-anggrek-2")).body


async def test_a_correction_made_after_the_summary_is_not_overwritten(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    page = await sends(stage, citra, PARTS.replace("tiap Senin", "tiap Selasa"), "anggrek.md")
    await presses(stage, citra, words.BUTTON_ONE_BY_ONE, page)
    await presses(stage, citra, words.BUTTON_TAKE_IT, page)
    before = await note_of(stage, "dok-anggrek-2")
    await stage.prima.desk.do(publish, replace(before, body="Pupuk tiap Kamis."), 44, "edited")
    await presses(stage, citra, words.BUTTON_TAKE_IT, page)
    assert page.text.startswith(words.NOT_AS_SHOWN)
    assert "1 catatan pernah diperbaiki moderator" in page.text
    assert (await note_of(stage, "dok-anggrek-2")).body == "Pupuk tiap Kamis."


async def test_a_file_sent_again_says_that_the_open_choice_is_over(stage: Stage) -> None:
    citra = await moderator(stage)
    first = await sends(stage, citra, PARTS, "anggrek.md")
    await presses(stage, citra, words.BUTTON_ONE_BY_ONE, first)
    assert (await sends(stage, citra, PARTS, "anggrek.md")).text.startswith(words.IN_PLACE)
    pressed = await citra.presses(first, words.BUTTON_TAKE_IT)
    await stage.settle()
    assert pressed.text == write_words.DRAFT_GONE


async def test_where_all_are_alike_no_others_are_spoken_of(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    other = PARTS.replace("tiap pagi.", "tiap pagi.\n\nKeringkan lantainya.").replace("Senin.", "Senin.\n\nSecukupnya.")
    page = await sends(stage, citra, other, "lain.md")
    assert "2 catatan, 2 mirip" in page.text
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert "catatan lain" not in page.text


async def test_what_is_new_changed_lost_or_out_of_the_answers_is_named(stage: Stage) -> None:
    citra = await moderator(stage)
    many = "".join(f"## Langkah {number}\n\nSiram pot nomor {number} tiap pagi.\n\n" for number in range(12))
    await takes(stage, citra, many)
    await stage.prima.desk.do(set_state, "dok-anggrek-3", "archived", citra.id)
    later = many.replace("pot nomor 9 tiap pagi", "pot nomor 9 tiap malam").replace(
        "## Langkah 11\n\nSiram pot nomor 11 tiap pagi.", "## Penutup\n\nSimpan gembor di gudang belakang."
    )
    page = await sends(stage, citra, later, "anggrek.md")
    assert "• berubah · Anggrek: Langkah 9\n• baru · Anggrek: Penutup\n• Anggrek: Langkah 0\n" in page.text
    assert "Tetap diarsipkan atau usang: “Anggrek: Langkah 2” (diarsipkan)" in page.text
    assert "Tidak ada lagi di berkas ini: “Anggrek: Langkah 11”" in page.text


async def test_the_same_text_under_another_name_is_one_document_if_the_moderator_says_so(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    asked = await sends(stage, citra, PARTS.replace("pagi", "sore") + "\n## Pot\n\nPot tanah liat.\n", "Tanaman.md")
    assert "sama dengan" not in asked.text, "one note of three is no whole document"
    asked = await sends(stage, citra, PARTS, "Tanaman.md")
    assert asked.text.removeprefix(words.IN_PLACE).strip().startswith("Tanaman.md sama dengan anggrek.md")
    await presses(stage, citra, words.BUTTON_OVER, asked)
    assert "anggrek.md\n2 catatan. Dibanding yang dulu: 2 tetap." in asked.text
    await presses(stage, citra, words.BUTTON_ALL, asked)
    assert asked.text == words.ALL_THE_SAME.format(file="anggrek.md", count=2)
    asked = await sends(stage, citra, PARTS, "Tanaman.md")
    await presses(stage, citra, words.BUTTON_APART, asked)
    assert "Tanaman.md\n2 catatan, 2 mirip yang sudah ada" in asked.text


async def test_a_kind_that_is_changed_is_compared_anew(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    page = await sends(stage, citra, PARTS, "anggrek.md")
    assert "2 tetap" in page.text
    await presses(stage, citra, words.BUTTON_KIND, page)
    assert "2 berubah" in page.text
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert (await note_of(stage, "dok-anggrek-1")).kind == "praktik"


async def test_where_four_eyes_look_a_file_sent_again_waits_once(stage: Stage) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    await takes(stage, citra, PARTS.replace("tiap Senin", "tiap Selasa"))
    bodies = [draft.record["body"] for draft in await stage.prima.desk.do(drafts.queue)]
    assert bodies == ["Siram anggrek tiap pagi.", "Pupuk anggrek tiap Selasa."]


async def test_a_new_text_under_an_archived_note_is_asked_about_and_published_if_wanted(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, PARTS)
    await stage.prima.desk.do(set_state, "dok-anggrek-2", "archived", citra.id)
    later = PARTS.replace("Pupuk anggrek tiap Senin.", "Anggrek lama tidak dipupuk, melainkan disemprot daunnya.")
    page = await sends(stage, citra, later, "anggrek.md")
    assert "1 pernah ditarik dan teksnya baru, 1 tetap" in page.text
    leave, take = words.BUTTON_LEAVE_ASKED["renewed"], words.BUTTON_TAKE_ASKED["renewed"]
    for label, state, body in ((leave, "archived", "Senin"), (take, "published", "disemprot")):
        page = await sends(stage, citra, later, "anggrek.md")
        await presses(stage, citra, words.BUTTON_ALL, page)
        assert "teksnya baru di berkas ini" in page.text
        assert "disemprot" in page.text
        await presses(stage, citra, label, page)
        kept = await note_of(stage, "dok-anggrek-2")
        assert (kept.state, body in kept.body) == (state, True)


UMBRELLA = (
    "# Payung dinas\n\nPayung dinas dipinjam di pos satpam lantai satu dan dikembalikan paling lambat pukul {hour} "
    "pada hari yang sama. {more}\n"
)


async def test_a_part_that_joins_another_note_is_shown_first_with_the_figures_that_disagree(stage: Stage) -> None:
    citra = await moderator(stage)
    await takes(stage, citra, UMBRELLA.format(hour="16.00", more=""), "payung.md")
    mine = UMBRELLA.format(hour="15.00", more="Bawa kartu pegawai.")
    page = await sends(stage, citra, mine, "aturan.md")
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert "16.00" in page.text, "both are shown side by side"
    assert "15.00" in page.text
    before = await note_of(stage, "dok-payung-1")
    await presses(stage, citra, page.labels[0][0], page)
    assert await note_of(stage, "dok-payung-1") == before, "nothing before it was seen"
    assert page.text.startswith("⚠️ Angkanya berbeda")
    assert "Bawa kartu pegawai" in page.text
    await stage.prima.desk.do(publish, replace(before, title="Payung kantor"), 44, "edited")
    await presses(stage, citra, words.BUTTON_JOIN_IT, page)
    assert page.text.startswith(words.NOT_AS_SHOWN), "the other note is another by now"
    for label in (words.BUTTON_ALL, write_words.BUTTON_MERGE.format(title="Payung kantor"), words.BUTTON_JOIN_IT):
        await presses(stage, citra, label, page)
    assert "1 catatan digabung ke yang sudah ada" in page.text
    assert "kartu pegawai" in (await note_of(stage, "dok-payung-1")).body
    again = await sends(stage, citra, mine, "aturan.md")
    assert "1 catatan. Dibanding yang dulu: 1 digabungkan ke “Payung kantor”." in again.text
    await presses(stage, citra, words.BUTTON_ALL, again)
    assert again.text == "✅ aturan.md: 1 catatan sejak dulu digabungkan ke “Payung kantor”."
