"""A moderator's morning, as it goes: with a restart between any two of its steps, and nothing lost by them."""

from __future__ import annotations

from dataclasses import dataclass

from bot import replies
from bot.replies import capture, documents, manage, review
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.note import Note
from knowledge_base.notes import all_notes
from knowledge_base.revisions import history
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.moderators import note_now
from tests.telegram import Message, Person, World
from tests.telegram.accounts import Chat
from tests.test_telegram_documents import sends
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import presses, says

WATERED = "bagaimana cara menyiram anggrek ruang tunggu?"
LAW = """PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA
NOMOR 77 TAHUN 2026
TENTANG
PERAWATAN ANGGREK RUANG TUNGGU

Menimbang: bahwa anggrek di ruang tunggu perlu dirawat supaya warga merasa nyaman selama menunggu giliran.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Peraturan Gubernur ini yang dimaksud dengan Anggrek adalah tanaman hias di ruang tunggu.

BAB II
PERAWATAN

Pasal 2
(1) Petugas menyiram Anggrek setiap pagi.
(2) Anggrek dipupuk paling lambat 7 (tujuh) hari sekali.

Pasal 3
Petugas yang lalai merawat Anggrek diberi teguran lisan.
"""


@dataclass
class Morning:
    """Who is there, and the way to start Prima anew over the same database."""

    open_stage: OpenStage
    world: World
    citra: Person
    dewi: Person
    budi: Person
    ani: Person
    forum: Chat


async def saying(stage: Stage, said: str) -> Note:
    """The note whose text says this."""
    (found,) = await stage.prima.desk.do(lambda db: [note for note in all_notes(db) if said in note.body])
    return found


async def in_forum(stage: Stage, person: Person, text: str, chat: Chat, to: Message | None = None) -> Message:
    said = await person.says(text, chat=chat, thread=7, reply_to=to)
    await stage.settle()
    return said


async def saves_a_thread(day: Morning) -> None:
    """A thread of the forum becomes a note that answers, with the name of the one who agreed."""
    async with day.open_stage(day.world) as stage:  # a thread of the forum is saved
        for person in (day.citra, day.dewi, day.budi, day.ani):
            await says(stage, person, "halo")
        for moderator in (day.citra, day.dewi):
            await stage.prima.desk.do(give_role, moderator.id, "moderator", ADMIN)
        ask = await in_forum(stage, day.ani, "Gimana cara menyiram anggrek ruang tunggu?", day.forum)
        tip = await in_forum(stage, day.budi, "Siram anggrek tiap pagi sebelum loket dibuka.", day.forum, ask)
        last = await in_forum(stage, day.ani, "Lalu keringkan lantainya supaya tidak licin.", day.forum, tip)
        await in_forum(stage, day.citra, "/simpan", day.forum, last)
        kept, consent = day.world.sent_to(day.forum)[-2:]
        assert kept.text == capture.KEPT
        assert consent.labels == [[capture.BUTTON_AGREE, capture.BUTTON_ANONYMOUS]]
        assert day.world.last_to(day.citra).labels[0] == [words.BUTTON_PUBLISH]

    async with day.open_stage(day.world) as stage:  # its author agrees, it is published from the message of before
        await day.budi.presses(consent, capture.BUTTON_AGREE)
        await stage.settle()
        told = await presses(stage, day.citra, words.BUTTON_PUBLISH)
        assert told.text.startswith("✅ Terbit: Cara menyiram anggrek ruang tunggu")
        answer = await says(stage, day.ani, WATERED)
        assert "keringkan lantainya" in answer.text
        assert "Budi" in answer.text
        assert "Ani" not in answer.text, "she has not agreed"


async def suggests_and_reviews(day: Morning) -> Note:
    """A colleague's suggestion is reviewed: a change is asked for, made and accepted; the note that it became."""
    async with day.open_stage(day.world) as stage:  # a colleague suggests
        await says(stage, day.budi, "/usul")
        await says(stage, day.budi, "Kucing warga kami titipkan di teras kantor, jadi ruang tunggu tetap tenang.")
    async with day.open_stage(day.world) as stage:
        control = await says(stage, day.budi, "kucing warga ditaruh di mana?")
        assert control.labels[0] == [words.BUTTON_SUBMIT]
        assert (await presses(stage, day.budi, words.BUTTON_SUBMIT)).text == words.SUBMITTED
        assert words.BUTTON_QUEUE in str(day.world.last_to(day.citra).labels)

    async with day.open_stage(day.world) as stage:  # a change is asked for
        queue = await presses(stage, day.dewi, words.BUTTON_QUEUE)
        await presses(stage, day.dewi, review.BUTTON_CHANGE, queue)
    async with day.open_stage(day.world) as stage:
        await says(stage, day.dewi, "Sebutkan siapa yang menjaga kucingnya.")
    async with day.open_stage(day.world) as stage:
        await presses(stage, day.dewi, review.BUTTON_SEND)
        assert "Sebutkan siapa yang menjaga kucingnya." in day.world.last_to(day.budi).text

    async with day.open_stage(day.world) as stage:  # and made
        asked = day.world.last_to(day.budi)
        assert asked.labels == [[review.BUTTON_OPEN_DRAFT]]
        await presses(stage, day.budi, review.BUTTON_OPEN_DRAFT)
        await presses(stage, day.budi, words.BUTTON_CHANGE)
        await presses(stage, day.budi, words.FIELD["body"])
    async with day.open_stage(day.world) as stage:
        await says(stage, day.budi, "Kucing warga kami titipkan di teras kantor dan dijaga satpam.")
        newest = day.world.last_to(day.budi)
        assert newest.text.startswith("Isi tersimpan")
        await presses(stage, day.budi, words.BUTTON_ON)
        assert (await presses(stage, day.budi, words.BUTTON_SUBMIT)).text == words.SUBMITTED

    async with day.open_stage(day.world) as stage:  # accepted
        card = await says(stage, day.dewi, "/tinjau")
        assert "dijaga satpam" in "\n".join(each.text for each in day.world.sent_to(day.dewi)[-3:])
        await presses(stage, day.dewi, review.BUTTON_PUBLISH, card)
        cats = await saying(stage, "dijaga satpam")
        assert cats.title in day.world.last_to(day.budi).text
        assert "dijaga satpam" in (await says(stage, day.ani, cats.questions[0])).text
        return cats


async def edit_one_note(day: Morning, cats: Note) -> None:
    """Two moderators change one note, and both changes stay."""
    async with day.open_stage(day.world) as stage:  # two change one note
        for person, field in ((day.citra, "title"), (day.dewi, "questions")):
            menu = await says(stage, person, f"/kelola {cats.id}")
            await presses(stage, person, manage.BUTTON_EDIT, menu)
            await presses(stage, person, words.FIELD[field])
    async with day.open_stage(day.world) as stage:
        theirs = await says(stage, day.dewi, "anjing warga ditaruh di mana?")
        await says(stage, day.citra, "Hewan peliharaan warga dititipkan di teras")
        assert (await presses(stage, day.citra, words.BUTTON_PUBLISH)).text.startswith("✅ Terbit")
    async with day.open_stage(day.world) as stage:
        conflict = await presses(stage, day.dewi, words.BUTTON_PUBLISH, theirs)
        assert conflict.text.startswith("Catatan ini baru saja diubah oleh Citra.")
    async with day.open_stage(day.world) as stage:
        await presses(stage, day.dewi, words.BUTTON_UNITE)
        assert (await presses(stage, day.dewi, words.BUTTON_PUBLISH)).text.startswith("✅ Terbit")
        both = await note_now(stage, cats.id)
        assert both.title == "Hewan peliharaan warga dititipkan di teras"
        assert both.questions[-1] == "anjing warga ditaruh di mana?"


async def imports_a_law(day: Morning) -> None:
    """A law becomes notes, and is asked for an article."""
    async with day.open_stage(day.world) as stage:  # a law comes
        found = await sends(stage, day.citra, LAW, "pergub77.txt")
        assert "4 catatan" in found.text, "its opening and three articles"
    async with day.open_stage(day.world) as stage:
        taken = await presses(stage, day.citra, documents.BUTTON_ALL)
        assert "4 catatan baru" in taken.text
    async with day.open_stage(day.world) as stage:
        told = await says(stage, day.ani, "pasal 2 pergub 77 tahun 2026")
        assert "7 (tujuh) hari sekali" in told.text


async def retires_and_reverts(day: Morning, cats: Note) -> None:
    """A note is retired, and brought back as it first was."""
    async with day.open_stage(day.world) as stage:  # a note is retired
        menu = await says(stage, day.citra, f"/kelola {cats.id}")
        await presses(stage, day.citra, manage.BUTTON_OBSOLETE, menu)
    async with day.open_stage(day.world) as stage:
        await presses(stage, day.citra, manage.BUTTON_NO_SUCCESSOR)
        assert (await note_now(stage, cats.id)).state == "obsolete"
        assert "dijaga satpam" not in (await says(stage, day.ani, "kucing warga ditaruh di mana?")).text
        await day.ani.opens(f"https://t.me/prima_bot?start={cats.id}")
        await stage.settle()
        assert replies.STATE_WARNING["obsolete"] in "\n".join(each.text for each in day.world.sent_to(day.ani)[-2:])

    async with day.open_stage(day.world) as stage:  # and brought back as it first was
        page = await says(stage, day.dewi, f"/riwayat {cats.id}")
        assert "Dewi" in page.text
        assert "Citra" in page.text
        await presses(stage, day.dewi, manage.BUTTON_VERSION.format(number=1), page)
    async with day.open_stage(day.world) as stage:
        await presses(stage, day.dewi, manage.BUTTON_BRING_BACK)
    async with day.open_stage(day.world) as stage:
        await presses(stage, day.dewi, manage.BUTTON_BRING_BACK_NOW)
        back = await note_now(stage, cats.id)
        assert (back.title, back.state) == (cats.title, "published")
        assert "dijaga satpam" in (await says(stage, day.ani, cats.questions[0])).text
        assert len(await stage.prima.desk.do(history, cats.id)) == 5
        assert [await stage.prima.desk.do(drafts.of_person, each.id) for each in (day.citra, day.dewi, day.budi)] == [
            [],
            [],
            [],
        ]
        assert (await saying(stage, "keringkan lantainya")).contributor == "Budi"


async def test_a_moderators_morning_with_a_restart_between_all_its_steps(open_stage: OpenStage) -> None:
    world = World()
    people = [world.user(name, started=True) for name in ("Citra", "Dewi", "Budi", "Ani")]
    day = Morning(open_stage, world, *people, world.supergroup("Forum", people, topics={7: "Loket"}))
    await saves_a_thread(day)
    cats = await suggests_and_reviews(day)
    await edit_one_note(day, cats)
    await imports_a_law(day)
    await retires_and_reverts(day, cats)
