"""Documents sent to Prima: what is found is shown, taken over as a whole or in part, and refused with a reason."""

from __future__ import annotations

from typing import get_args

import pytest

from bot import replies
from bot.replies import documents as words
from bot.replies import manage as manage_words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.errors import Reason
from knowledge_base.life import set_state
from knowledge_base.notes import find_note, published_ids
from knowledge_base.roles import give_role
from knowledge_base.settings import Knowledge
from tests.conftest import ADMIN, Stage
from tests.makers import note
from tests.telegram import World
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import moderator, presses, says

PARTS = (
    "# Perawatan anggrek\n\n## Menyiram anggrek\n\nSiram anggrek tiap pagi.\n\n"
    "## Memupuk anggrek\n\nPupuk anggrek tiap Senin.\n"
)


async def sends(stage: Stage, person: Person, content: bytes | int | str, name: str) -> Message:
    await person.sends_document(content.encode() if isinstance(content, str) else content, name=name)
    await stage.settle()
    return stage.world.last_to(person)


def data_of(message: Message) -> str:
    """What the first button under a message asks for."""
    return str((message.markup or {})["inline_keyboard"][0][0]["callback_data"])


async def ids(stage: Stage) -> list[str]:
    found = await stage.prima.desk.do(published_ids)
    return [identity for identity in found if identity.startswith("dok-")]


async def test_a_document_becomes_notes_that_answer_at_once(stage: Stage) -> None:
    citra, ani = await moderator(stage), stage.world.user("Ani")
    found = await sends(stage, citra, PARTS, "anggrek.md")
    assert found.text.startswith("anggrek.md\n2 catatan")
    taken = await presses(stage, citra, words.BUTTON_ALL)
    assert taken.text.startswith("✅ anggrek.md: 2 catatan baru. Sudah bisa ditanyakan")
    assert "Pupuk anggrek tiap Senin" in (await says(stage, ani, "memupuk anggrek")).text
    assert await ids(stage) == ["dok-anggrek-1", "dok-anggrek-2"]


async def test_some_of_a_documents_notes_are_taken(stage: Stage) -> None:
    citra = await moderator(stage)
    found = await sends(stage, citra, PARTS, "anggrek.md")
    for label in (words.BUTTON_ONE_BY_ONE, words.BUTTON_LEAVE_IT, words.BUTTON_TAKE_IT):
        await presses(stage, citra, label, found)
    assert await ids(stage) == ["dok-anggrek-2"]
    assert found.text.startswith("✅ anggrek.md: 1 catatan baru.")


async def test_the_same_file_again_replaces_its_notes(stage: Stage) -> None:
    citra = await moderator(stage)
    for content in (PARTS, PARTS.split("## Memupuk", maxsplit=1)[0].replace("pagi", "sore")):
        await sends(stage, citra, content, "anggrek.md")
        last = await presses(stage, citra, words.BUTTON_ALL)
    assert last.text.startswith("✅ anggrek.md: 1 catatan diperbarui, 1 catatan lama diarsipkan karena")
    assert await ids(stage) == ["dok-anggrek-1"]
    kept = await stage.prima.desk.do(find_note, "dok-anggrek-1")
    assert kept is not None
    assert "sore" in kept.body


async def test_a_note_that_was_archived_is_told_and_can_be_brought_back(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, PARTS, "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    await stage.prima.desk.do(set_state, "dok-anggrek-1", "archived", citra.id)
    found = await sends(stage, citra, PARTS, "anggrek.md")
    assert "1 tetap diarsipkan atau usang" in found.text
    title = "Perawatan anggrek: Menyiram anggrek"
    assert f"Tetap diarsipkan atau usang: “{title}” (diarsipkan)" in found.text
    told = await presses(stage, citra, words.BUTTON_ALL)
    assert told.text.startswith(
        f"✅ anggrek.md: 1 catatan tetap, 1 catatan tetap diarsipkan atau usang: “{title}” (diarsipkan)."
    )
    menu = await presses(stage, citra, "Kelola: Perawatan anggrek: Menyiram anggrek", told)
    assert [manage_words.BUTTON_PUBLISH] in menu.labels, "the way back"


async def test_a_document_waits_through_a_restart(open_stage: OpenStage) -> None:
    world = World()
    citra = world.user("Citra")
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        found = await sends(stage, citra, PARTS, "anggrek.md")
        await presses(stage, citra, words.BUTTON_ONE_BY_ONE)
        await presses(stage, citra, words.BUTTON_TAKE_IT)
    async with open_stage(world) as stage:
        await presses(stage, citra, words.BUTTON_TAKE_IT, found)
        assert await ids(stage) == ["dok-anggrek-1", "dok-anggrek-2"]


async def test_a_document_that_waits_is_offered_again(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, PARTS, "anggrek.md")
    offer = await says(stage, citra, "/start")
    shown = await presses(stage, citra, offer.labels[0][0])
    assert shown.text.startswith("anggrek.md\n2 catatan")
    assert (await presses(stage, citra, words.BUTTON_NONE_OF_IT)).text == write_words.DROPPED
    assert await ids(stage) == []


async def test_a_note_file_with_the_id_of_a_note_is_a_change_of_it(stage: Stage) -> None:
    citra = await moderator(stage)
    shipped = await stage.prima.desk.do(find_note, "C4-pedoman-warga-marah")
    assert shipped is not None
    changed = shipped.to_markdown().replace("title: ", "title: Baru. ")
    control = await sends(stage, citra, changed, "lain.md")
    assert "Baru. Menghadapi warga" in control.text
    assert (await stage.prima.desk.do(find_note, shipped.id)) == shipped, "nothing is taken over silently"
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    after = await stage.prima.desk.do(find_note, shipped.id)
    assert after is not None
    assert after.title.startswith("Baru.")


async def test_a_faulty_note_file_is_told_with_the_line(stage: Stage) -> None:
    citra = await moderator(stage)
    text = note("x-uji").to_markdown().replace("topic: C4", "topic: Z9")
    told = await sends(stage, citra, text, "x.md")
    assert f"Baris {text.split(chr(10)).index('topic: Z9') + 1}: Topik 'Z9'" in told.text
    assert "UTF-8" in (await sends(stage, citra, b"---\nid: a\ntitle: \xff\n---\nisi", "x.md")).text


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"%PDF-1.4\nrusak", "rusak.pdf", "broken"),
        (b"PK\x03\x04", "rusak.docx", "broken"),
        (b"<html><body></body></html>", "kosong.html", "empty"),
        (b"MZ\x90\x00", "jahat.exe", "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "gambar.pdf", "wrong_ending"),
        (21 * 1024 * 1024, "besar.pdf", "too_large"),
    ],
)
async def test_a_document_that_cannot_be_read_gets_its_reason(
    stage: Stage, content: bytes | int, name: str, reason: Reason
) -> None:
    citra = await moderator(stage)
    told = await sends(stage, citra, content, name)
    assert told.text == words.REASON[reason].format(megabytes=20, pages=400)
    assert not stage.world.calls_of("getFile") or reason != "too_large", "what is too large is not fetched"


async def test_a_document_of_too_many_notes_is_told_so_with_the_limit(stage: Stage) -> None:
    told = await sends(stage, await moderator(stage), "## Bab\nIsi.\n" * 3_000, "bab.md")
    assert "terlalu banyak catatan, paling banyak 2.000." in told.text


def test_every_reason_has_its_sentence() -> None:
    assert set(words.REASON) == set(get_args(Reason))


async def test_people_without_the_role_hear_of_usul(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    assert (await sends(stage, ani, PARTS, "anggrek.md")).text == replies.NOT_TEXT["document"]
    assert replies.NOT_TEXT["document"].startswith("Hanya moderator")
    assert "/usul" in replies.NOT_TEXT["document"]
    assert stage.world.calls_of("getFile") == []


async def test_a_documents_buttons_are_its_senders_and_work_once(stage: Stage) -> None:
    citra, mallory = await moderator(stage), await moderator(stage, "Mallory")
    found = await sends(stage, citra, PARTS, "anggrek.md")
    theirs = await says(stage, mallory, "halo")
    forged = await mallory.forges(theirs, data_of(found))
    await citra.presses(found, words.BUTTON_ALL)
    again = await citra.forges(found, data_of(found))
    wrong = await citra.forges(found, "d:yes:99:0")
    await stage.settle()
    assert [pressed.text for pressed in (forged, again, wrong)] == [
        write_words.NOT_YOURS, write_words.DRAFT_GONE, write_words.DRAFT_GONE,
    ]  # fmt: skip
    assert len(await ids(stage)) == 2


async def test_who_lost_the_role_takes_nothing_over(stage: Stage) -> None:
    citra = await moderator(stage)
    found = await sends(stage, citra, PARTS, "anggrek.md")
    await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    pressed = await citra.presses(found, words.BUTTON_ALL)
    await stage.settle()
    assert pressed.text == replies.ROLE_LOST
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1


async def test_where_four_eyes_look_the_other_moderators_hear_of_a_document_once(stage: Stage) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    for person in (citra, dewi):
        await says(stage, person, "halo")
    before = len(stage.world.sent_to(dewi))
    await sends(stage, citra, PARTS, "anggrek.md")
    mine = await presses(stage, citra, words.BUTTON_ALL)
    assert mine.text == words.HANDED_IN.format(count=2, file="anggrek.md")
    (told,) = stage.world.sent_to(dewi)[before:]
    assert told.text == words.HANDED_IN_TOLD.format(count=2, name="Citra", file="anggrek.md")
    assert told.labels == [[write_words.BUTTON_QUEUE]]


async def test_a_document_sent_again_tells_what_changed_and_is_not_like_itself(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, PARTS, "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    longer = PARTS.replace(
        "## Menyiram", "## Memilih pot anggrek\n\nPilih pot tanah liat yang berlubang.\n\n## Menyiram"
    )
    found = await sends(stage, citra, longer, "anggrek.md")
    assert "mirip" not in found.text
    assert "Dibanding yang dulu: 1 baru, 2 tetap." in found.text
    asked = await sends(stage, citra, longer, "lain.md")
    assert "mirip yang sudah ada" in (await presses(stage, citra, words.BUTTON_APART, asked)).text
    found = await sends(stage, citra, PARTS, "anggrek.md")
    assert "Dibanding yang dulu: 2 tetap." in found.text
    assert (await presses(stage, citra, words.BUTTON_ALL)).text == words.ALL_THE_SAME.format(file="anggrek.md", count=2)


WATERED = "dok-anggrek-1"


async def sends_alike(stage: Stage, citra: Person) -> Message:
    """A document of which two notes are like ones that there are, and one is not."""
    await sends(stage, citra, PARTS, "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    other = PARTS.replace("tiap pagi.", "tiap pagi.\n\nKeringkan lantainya sesudah itu.")
    found = await sends(stage, citra, f"{other}\n## Rapat kas\n\nKas dicatat bendahara tiap Jumat.\n", "lain.md")
    assert "3 catatan, 2 mirip yang sudah ada" in found.text
    return found


@pytest.mark.parametrize(
    ("labels", "expected", "dried"),
    [
        (("Gabungkan", words.BUTTON_JOIN_IT, words.BUTTON_LEAVE_IT), ["dok-lain-3"], True),
        ((words.BUTTON_APART, words.BUTTON_LEAVE_IT), ["dok-lain-1", "dok-lain-3"], False),
        ((words.BUTTON_ENOUGH,), ["dok-lain-3"], False),
    ],
)
async def test_taking_all_still_asks_about_what_is_alike(
    stage: Stage, *, labels: tuple[str, ...], expected: list[str], dried: bool
) -> None:
    citra = await moderator(stage)
    page = await sends_alike(stage, citra)
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert [each for each in await ids(stage) if "lain" in each] == [], "nothing before it was decided"
    assert "1 catatan lain akan diterbitkan setelah ini diputuskan." in page.text
    for label in labels:
        full = next(each for row in page.labels for each in row if each.startswith(label))
        await presses(stage, citra, full, page)
    assert [each for each in await ids(stage) if "lain" in each] == expected
    kept = await stage.prima.desk.do(find_note, WATERED)
    assert kept is not None
    assert ("Keringkan lantainya" in kept.body) is dried
    assert ("1 catatan digabung ke yang sudah ada" in page.text) is dried
    assert kept.related == (("dok-lain-1",) if "dok-lain-1" in expected else ())


async def test_what_cannot_be_merged_any_more_is_told(stage: Stage) -> None:
    citra = await moderator(stage)
    for two_must_look in (False, True):
        page = await sends_alike(stage, citra)
        await presses(stage, citra, words.BUTTON_ONE_BY_ONE, page)
        await presses(stage, citra, page.labels[0][0], page)
        await presses(stage, citra, words.BUTTON_JOIN_IT, page)
        await stage.prima.desk.do(set_state, WATERED, "archived", citra.id)
        settings = Knowledge(four_eyes=two_must_look)
        stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": settings})
        await presses(stage, citra, words.BUTTON_ENOUGH, page)
        assert "1 catatan tidak jadi digabung" in page.text
        assert "kirim lagi berkasnya" in page.text
        await stage.prima.desk.do(set_state, WATERED, "published", citra.id)
        stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge()})


async def test_one_by_one_a_note_that_is_alike_is_merged_or_left(stage: Stage) -> None:
    citra = await moderator(stage)
    page = await sends_alike(stage, citra)
    await presses(stage, citra, words.BUTTON_ONE_BY_ONE, page)
    merge = write_words.BUTTON_MERGE.format(title="Perawatan anggrek: Menyiram anggrek")
    assert page.labels[:2] == [[merge], [words.BUTTON_APART, words.BUTTON_LEAVE_IT]]
    for label in (merge, words.BUTTON_JOIN_IT, words.BUTTON_LEAVE_IT):
        await presses(stage, citra, label, page)
    assert page.labels[0] == [words.BUTTON_TAKE_IT, words.BUTTON_LEAVE_IT]
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    await presses(stage, citra, words.BUTTON_TAKE_IT, page)
    queued = await stage.prima.desk.do(drafts.queue)
    assert sorted(draft.base for draft in queued) == ["", WATERED]
    assert page.text == words.HANDED_IN.format(count=2, file="lain.md")


OTHER = "# Notulen\n\n## Rapat kas\n\nKas dicatat bendahara setiap Jumat sore di buku besar.\n"


async def named_alike(stage: Stage, citra: Person) -> Message:
    """Sends another document under the name of one that was taken over."""
    await sends(stage, citra, PARTS, "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    return await sends(stage, citra, OTHER, "anggrek.md")


async def test_another_document_of_the_same_name_is_kept_apart_if_the_moderator_says_so(stage: Stage) -> None:
    citra = await moderator(stage)
    asked = await named_alike(stage, citra)
    assert asked.text.startswith("Ada dokumen lain bernama anggrek.md")
    number = data_of(asked).rpartition(":")[2]
    for data in (f"d:{verb}:{number}" for verb in ("all", "one", "kind", "enough")):
        forged = await citra.forges(asked, data)
        await stage.settle()
        assert forged.text == write_words.STEP_OVER, "first it must be said what becomes of the other document"
    apart = await presses(stage, citra, words.BUTTON_APART, asked)
    assert apart.text.startswith("anggrek (2).md\n1 catatan")
    await presses(stage, citra, words.BUTTON_ALL)
    assert await ids(stage) == ["dok-anggrek-1", "dok-anggrek-2", "dok-anggrek-2-1"]
    again = await sends(stage, citra, OTHER.replace("Jumat", "Kamis"), "anggrek.md")
    assert again.text.startswith("anggrek (2).md"), "the one that came under this name before is known"


async def test_another_document_of_the_same_name_takes_its_place_only_when_told(stage: Stage) -> None:
    citra = await moderator(stage)
    asked = await named_alike(stage, citra)
    over = await presses(stage, citra, words.BUTTON_OVER, asked)
    assert "1 baru, 2 tidak ada lagi" in over.text
    await presses(stage, citra, words.BUTTON_ALL)
    assert await ids(stage) == ["dok-anggrek-3"]
    kept = await stage.prima.desk.do(find_note, "dok-anggrek-3")
    assert kept is not None
    assert "bendahara" in kept.body


async def test_what_goes_on_with_a_document_is_said_in_one_message(stage: Stage) -> None:
    citra = await moderator(stage)
    many = "".join(f"## Langkah {number}\n\nSiram anggrek nomor {number} tiap pagi.\n\n" for number in range(30))
    before = len(stage.world.sent_to(citra))
    await sends(stage, citra, many, "anggrek.md")
    assert len(stage.world.sent_to(citra)) == before + 1
    (sent,) = [call for call in stage.world.calls_of("sendMessage") if "Membaca" in call["text"]]
    assert sent["text"] == words.READING.format(file="anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    edits = [call["text"] for call in stage.world.calls_of("editMessageText")]
    assert words.PUBLISHING.format(count=30, file="anggrek.md") in edits
    assert len(edits) <= 5, "progress is told at a pace"


async def test_what_the_document_lost_is_shown_where_four_eyes_look(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, f"{PARTS}\n## Memangkas anggrek\n\nPangkas daun kering.\n", "anggrek.md")
    await presses(stage, citra, words.BUTTON_ALL)
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    await sends(stage, citra, PARTS, "anggrek.md")
    told = await presses(stage, citra, words.BUTTON_ALL)
    assert (
        "Tidak ada usulan baru dari anggrek.md. 2 catatan sudah sama isinya. 1 catatan lama tidak ada lagi" in told.text
    )
    menu = await presses(stage, citra, words.BUTTON_LOST.format(number=1))
    assert "Memangkas anggrek" in menu.text


async def test_the_articles_that_a_regulation_lacks_are_told(stage: Stage) -> None:
    citra = await moderator(stage)
    law = "".join(f"Pasal {number}\nIsi pasal {number}.\n" for number in (1, 2, 4, 5, 6, 10))
    head = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR 5 TAHUN 2020\nTENTANG\nANGGREK\n"
    found = await sends(stage, citra, head + law, "anggrek.txt")
    assert "⚠️ Pasal 3 dan 7-9 tidak ditemukan di berkas." in found.text


async def test_a_note_that_nobody_can_read_is_named_and_not_taken_with_the_others(stage: Stage) -> None:
    citra = await moderator(stage)
    head = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR 5 TAHUN 2020\nTENTANG\nANGGREK\n"
    law = f"{head}Pasal 1\nAnggrek disiram.\nPasal 2\n(1) (2) (3)\nPasal 3\nAnggrek dipupuk."
    found = await sends(stage, citra, law, "anggrek.txt")
    assert "⚠️ Teksnya tidak terbaca: Pasal 2." in found.text
    await presses(stage, citra, words.BUTTON_ALL)
    assert await ids(stage) == ["dok-anggrek-1", "dok-anggrek-2", "dok-anggrek-4"]
