"""Kelola, /riwayat and /peraturan over a strict Telegram; and what people see of a note that was retired or doubted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial

import pytest

from bot import replies
from bot.answer import Answerer
from bot.asking import result_of
from bot.chat import TerminalChat
from bot.replies import manage as say
from knowledge_base.audit import read_audit
from knowledge_base.life import set_state
from knowledge_base.note import Source, State
from knowledge_base.notes import save_note
from knowledge_base.revisions import bring_back, history, publish
from knowledge_base.roles import give_role
from knowledge_base.store import Desk
from tests.conftest import ADMIN, MORNING, Stage
from tests.moderators import note_now, presses, with_role
from tests.telegram import Message, Person, World

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]
ANGRY, ASKED = "C4-pedoman-warga-marah", "gmn ngadepin warga yg marah di loket?"
OTHER = "B7-pedoman-pemulihan-layanan"
WARNING = replies.STATE_WARNING["needs-checking"]


async def asks(stage: Stage, person: Person, text: str = ASKED) -> Message:
    """The last message after a question."""
    await person.says(text)
    await stage.settle()
    return stage.world.last_to(person)


async def menu_of(stage: Stage, person: Person, identity: str = ANGRY) -> Message:
    """The menu of a note, by /kelola."""
    return await asks(stage, person, f"/kelola {identity}")


async def test_only_moderators_in_private_see_kelola(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi")
    assert all("Kelola" not in row for row in (await asks(stage, ani)).labels)
    answer = await asks(stage, budi)
    assert answer.labels[-1] == ["Kelola"]
    await presses(stage, budi, answer, "Kelola")
    menu = stage.world.last_to(budi)
    assert menu.labels == [
        ["Ubah", "Riwayat"], ["Sudah diperiksa", "Perlu diperiksa"], ["Usang", "Arsipkan"], ["Penanggung jawab"],
    ]  # fmt: skip
    pressed = await ani.forges(stage.world.last_to(ani), f"m:A:{ANGRY}")
    await stage.settle()
    assert pressed.text == replies.ROLE_LOST
    assert (await note_now(stage, ANGRY)).state == "published"
    await presses(stage, budi, answer, "Baca lengkap")
    assert stage.world.last_to(budi).labels == [["Kelola"]]
    group = stage.world.supergroup("Forum", [budi])
    await budi.says(f"@prima_bot {ASKED}", chat=group)
    await stage.settle()
    assert ["Kelola"] not in stage.world.last_to(group).labels


async def test_a_doubted_note_answers_with_a_mark_and_a_checked_one_without(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi")
    menu = await menu_of(stage, budi)
    await presses(stage, budi, menu, "Perlu diperiksa")
    assert say.DONE["needs-checking"] in menu.text
    assert WARNING in (await asks(stage, ani)).text
    await presses(stage, budi, menu, "Sudah diperiksa")
    answer = (await asks(stage, ani)).text
    assert WARNING not in answer
    assert "diperiksa 23 Nov 2026" in answer
    acts = await stage.prima.desk.do(read_audit, 2, subject=ANGRY)
    assert [(each.person, each.action) for each in acts] == [(budi.id, "checked"), (budi.id, "needs-checking")]


async def test_an_archived_note_is_out_at_once_and_its_old_buttons_and_links_say_so(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi")
    old = await asks(stage, ani)
    assert old.text.startswith("Menghadapi warga yang marah")
    menu = await menu_of(stage, budi)
    await presses(stage, budi, menu, "Arsipkan")
    assert (await note_now(stage, ANGRY)).state == "published", "it is asked first"
    await presses(stage, budi, menu, "Ya, arsipkan")
    assert not (await asks(stage, ani)).text.startswith("Menghadapi warga yang marah")
    archived = replies.NOTE_ARCHIVED.format(title="Menghadapi warga yang marah")
    await presses(stage, ani, old, "Baca lengkap")
    assert stage.world.last_to(ani).text == archived
    await ani.opens(f"https://t.me/prima_bot?start={ANGRY}")
    await stage.settle()
    assert stage.world.last_to(ani).text == archived
    await presses(stage, budi, menu, "Terbitkan kembali")
    assert (await asks(stage, ani)).text.startswith("Menghadapi warga yang marah")


async def test_an_obsolete_note_is_readable_with_what_replaces_it(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi")
    menu = await menu_of(stage, budi)
    await presses(stage, budi, menu, "Usang")
    assert menu.text.startswith("Catatan mana yang menggantikan")
    offered = await asks(stage, budi, "pemulihan layanan setelah kesalahan")
    other = await note_now(stage, OTHER)
    assert [other.title] in offered.labels
    await presses(stage, budi, offered, other.title)
    retired = await note_now(stage, ANGRY)
    assert (retired.state, retired.replaced_by) == ("obsolete", OTHER)
    assert not (await asks(stage, ani)).text.startswith("Menghadapi warga yang marah")
    await ani.opens(f"https://t.me/prima_bot?start={ANGRY}")
    await stage.settle()
    last = stage.world.last_to(ani)
    assert (last.text, last.labels) == (replies.REPLACED_BY, [[other.title]])
    shown = "\n".join(message.text for message in stage.world.sent_to(ani))
    assert replies.STATE_WARNING["obsolete"] in shown
    await presses(stage, ani, last, other.title)
    assert other.title in "\n".join(message.text for message in stage.world.sent_to(ani)[-3:])


def _rows(message: Message) -> list[list[dict[str, str]]]:
    return (message.markup or {}).get("inline_keyboard", [])


async def test_a_choice_for_one_note_is_not_taken_for_another(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    first = await menu_of(stage, budi)
    await presses(stage, budi, first, "Usang")
    second = await menu_of(stage, budi, OTHER)
    await presses(stage, budi, second, "Usang")
    assert await presses(stage, budi, first, say.BUTTON_NO_SUCCESSOR) == replies.OLD_BUTTON
    assert (await note_now(stage, ANGRY)).state == (await note_now(stage, OTHER)).state == "published"
    await presses(stage, budi, second, say.BUTTON_NO_SUCCESSOR)
    assert (await note_now(stage, OTHER)).state == "obsolete"


async def test_the_search_for_a_replacement_survives_a_restart_and_ends_with_the_role(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        budi = await with_role(stage, "Budi")
        await presses(stage, budi, await menu_of(stage, budi), "Usang")
    async with open_stage(world) as stage:
        offered = await asks(stage, budi, "pemulihan layanan")
        assert offered.labels[-1] == [say.BUTTON_NO_SUCCESSOR, say.BUTTON_CANCEL]
        await stage.prima.desk.do(give_role, budi.id, "pegawai", ADMIN)
        assert (await asks(stage, budi, "pemulihan layanan")).text == replies.ROLE_LOST
        assert await presses(stage, budi, offered, say.BUTTON_NO_SUCCESSOR) == replies.ROLE_LOST
        assert (await note_now(stage, ANGRY)).state == "published"


async def test_a_note_is_entrusted_to_a_moderator_only(stage: Stage) -> None:
    budi, citra, ani = await with_role(stage, "Budi"), await with_role(stage, "Citra"), stage.world.user("Ani")
    menu = await menu_of(stage, budi)
    await presses(stage, budi, menu, "Penanggung jawab")
    assert ["Citra"] in menu.labels
    await presses(stage, budi, menu, "Citra")
    assert (await note_now(stage, ANGRY)).owner == citra.id
    assert "penanggung jawab catatan" in stage.world.last_to(citra).text
    pressed = await budi.forges(menu, f"m:h:{_base36(ani.id)}:{ANGRY}")
    await stage.settle()
    assert pressed.text == say.NOT_MODERATOR
    await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    assert (await note_now(stage, ANGRY)).owner == 0


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]


async def test_kelola_finds_by_words_also_what_is_out_of_the_answers(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    await stage.prima.desk.do(set_state, ANGRY, "archived", ADMIN)
    alone = await asks(stage, budi, "/kelola menghadapi warga yang marah")
    assert alone.text.startswith("Menghadapi warga yang marah\nDiarsipkan"), "one note needs no choice"
    assert alone.labels[1] == ["Terbitkan kembali"]
    found = await asks(stage, budi, "/kelola warga")
    assert (found.text, len(found.labels)) == (say.WHICH, 6)
    (title,) = found.labels[0]
    await presses(stage, budi, found, title)
    assert found.text.startswith(f"{title}\nTerbit")
    assert (await asks(stage, budi, "/kelola")).text == say.AFTER_MANAGE
    assert (await asks(stage, budi, "/kelola <b>zzqx")).text == say.NOT_FOUND.format(words="<b>zzqx")


FORGED = f"""m:k:tidak-ada m:x:C4 m:w:00000000:{OTHER} m:h:zzzzzzzzzzz:x h:r:x:1 h:r:{ANGRY}:99 h:B:{ANGRY}:1:ffff
    m:g:ya:00000000 m:G:1:999999999999 h:l:{ANGRY}:9999 m:h:zzzzzzzzzzz:{ANGRY}""".split()


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_button_changes_nothing(stage: Stage, data: str) -> None:
    budi = await with_role(stage, "Budi")
    menu, before = await menu_of(stage, budi), await note_now(stage, ANGRY)
    pressed = await budi.forges(menu, data)
    await stage.settle()
    assert pressed.answered
    assert await note_now(stage, ANGRY) == before


async def test_history_shows_who_changed_what_and_brings_a_version_back(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi <b>")
    await stage.prima.desk.do(set_state, ANGRY, "archived", budi.id)
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    lines = page.text.split("\n")
    assert lines[1].startswith("2. diarsipkan · Budi <b> · ")
    assert lines[2].startswith("1. dari berkas bawaan · ")
    assert "berkas · berkas" not in lines[2]
    await presses(stage, budi, page, "Versi 2")
    assert "<s>terbit</s> → <b>diarsipkan</b>" in page.html
    await presses(stage, budi, page, "‹ Kembali")
    await presses(stage, budi, page, "Versi 1")
    assert page.text.startswith("Versi 1: dari berkas bawaan, "), "nobody did it"
    await presses(stage, budi, page, "Kembalikan versi ini")
    assert (await note_now(stage, ANGRY)).state == "archived", "it is asked first"
    await presses(stage, budi, page, "Ya, kembalikan")
    assert (await note_now(stage, ANGRY)).state == "published"
    assert (await asks(stage, ani)).text.startswith("Menghadapi warga yang marah")
    assert (await stage.prima.desk.do(history, ANGRY))[-1].person == budi.id


async def test_history_names_what_replaced_a_note_by_its_title(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    await stage.prima.desk.do(partial(set_state, replaced_by=OTHER), ANGRY, "obsolete", budi.id)
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    await presses(stage, budi, page, "Versi 2")
    assert f"<b>Pengganti</b>: <b>{(await note_now(stage, OTHER)).title}</b>" in page.html
    assert "obsolete" not in page.html
    await stage.prima.desk.do(bring_back, ANGRY, 1, budi.id)
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    assert page.text.split("\n")[1].endswith(" · versi 1")


async def test_a_version_is_not_brought_back_over_a_change_that_was_not_seen(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    await stage.prima.desk.do(set_state, ANGRY, "archived", budi.id)
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    await presses(stage, budi, page, "Versi 1")
    await presses(stage, budi, page, "Kembalikan versi ini")
    await stage.prima.desk.do(set_state, ANGRY, "needs-checking", ADMIN)
    assert await presses(stage, budi, page, "Ya, kembalikan") == say.CHANGED_MEANWHILE
    assert (await note_now(stage, ANGRY)).state == "needs-checking"


async def test_a_replaced_regulation_marks_its_notes_once_after_asking(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), await with_role(stage, "Budi")
    asked = await asks(stage, budi, "/peraturan UU 25/2009 diganti dengan UU 7/2027")
    assert "catatan menyebut UU 25/2009" in asked.text
    assert (await note_now(stage, ANGRY)).state == "published", "it is asked first"
    yes = _rows(asked)[0][0]["callback_data"]
    await presses(stage, budi, asked, "Ya, tandai")
    assert "\n\n" not in stage.world.last_to(budi).text, "one note a line"
    marked = await note_now(stage, ANGRY)
    assert marked.state == "needs-checking"
    assert WARNING in (await asks(stage, ani)).text
    (last, *_) = reversed(await stage.prima.desk.do(history, ANGRY))
    assert last.reason == "UU 25/2009 → UU 7/2027"
    for command in (f"/kelola {ANGRY}", f"/riwayat {ANGRY}", "/tinjau"):
        page = await asks(stage, budi, command)
        if command == "/tinjau":
            await presses(stage, budi, page, next(row[1] for row in page.labels if row[1:]))
            page = stage.world.last_to(budi)
        assert "UU 25/2009 diganti UU 7/2027" in page.text
    pressed = await budi.forges(asked, yes)
    await stage.settle()
    assert pressed.text == say.REGULATION_OLD


async def test_every_note_that_would_be_marked_can_be_seen_before(stage: Stage) -> None:
    budi, one = await with_role(stage, "Budi"), await note_now(stage, ANGRY)
    titles = [f"Catatan nomor {number:02}" for number in range(49)]
    source = (Source("UU 9/1999 tentang Uji"),)
    for number, title in enumerate(titles):
        cites = replace(one, id=f"uji-{number:02}", title=title, sources=source)
        await stage.prima.desk.do(save_note, cites)
    await stage.prima.desk.do(set_state, "uji-00", "archived", budi.id)
    await stage.prima.desk.do(partial(set_state, reason="UU 9/1999 → UU 3/2020"), "uji-48", "needs-checking", budi.id)
    page = await asks(stage, budi, "/peraturan UU 9/1999 diganti UU 7/2027")
    assert page.text.startswith("47 catatan menyebut UU 9/1999.")
    seen = [page.text]
    for _ in range(3):
        await presses(stage, budi, page, replies.BUTTON_NEXT)
        seen.append(page.text)
    assert "Halaman 4 dari 4." in page.text
    assert [title for text in seen for title in titles if title in text] == titles[1:]
    assert titles[48] in page.text.partition(say.REGULATION_MARKED)[2]
    await presses(stage, budi, page, replies.BUTTON_PREVIOUS)
    assert page.text == seen[2]
    await presses(stage, budi, page, "Ya, tandai")
    assert (await note_now(stage, "uji-47")).state == "needs-checking"


async def test_a_regulation_named_again_offers_only_what_is_not_marked_because_of_it(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    told = "/peraturan UU 25/2009 diganti UU 7/2027"
    title = (await note_now(stage, ANGRY)).title
    await presses(stage, budi, await asks(stage, budi, told), "Ya, tandai")
    again = await asks(stage, budi, "/peraturan UU Nomor 25 Tahun 2009 diganti UU 8/2028")
    assert again.text.startswith("Semua catatan yang menyebut UU Nomor 25 Tahun 2009 sudah ditandai")
    assert again.labels == []
    await stage.prima.desk.do(set_state, ANGRY, "published", budi.id)
    again = await asks(stage, budi, told)
    assert again.text.startswith("1 catatan menyebut UU 25/2009.")
    assert title in again.text.partition("Sudah ditandai sebelumnya:")[0]
    assert title not in again.text.partition("Sudah ditandai sebelumnya:")[2]
    await presses(stage, budi, again, "Ya, tandai")
    assert stage.world.last_to(budi).text.startswith("✅ 1 catatan sekarang ditandai")


async def test_a_note_that_names_a_regulation_in_its_text_alone_is_marked_too(stage: Stage) -> None:
    budi, one = await with_role(stage, "Budi"), await note_now(stage, ANGRY)
    told = replace(one, id="uji-isi", kind="praktik", title="Antar lansia", body="Sesuai UU 13/2019.", sources=())
    cited = replace(one, id="uji-sumber", title="Kursi lansia", sources=(Source("UU 13/2019 tentang Uji"),))
    await stage.prima.desk.do(save_note, told)
    await stage.prima.desk.do(save_note, cited)
    asked = await asks(stage, budi, "/peraturan UU 13/2019 diganti UU 1/2027")
    assert asked.text.splitlines()[-2:] == ["• Antar lansia (disebut di dalam isinya)", "• Kursi lansia"]
    await presses(stage, budi, asked, "Ya, tandai")
    assert (await note_now(stage, "uji-isi")).state == "needs-checking"
    asked = await asks(stage, budi, "/peraturan UU 5/2014 diganti UU 20/2023")
    for identity in ("F1-pedoman-hak-kewajiban-20-jp", "G4-pedoman-penghargaan-asn"):
        assert f"• {(await note_now(stage, identity)).title} (disebut di dalam isinya)" in asked.text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/peraturan", say.REGULATION_FORM),
        ("/peraturan UU 25/2009", say.REGULATION_FORM),
        ("/peraturan entah diganti apa", say.REGULATION_UNREAD),
        ("/peraturan UU 1/1945 diganti UU 2/1946", say.REGULATION_NONE.format(regulation="UU 1/1945")),
        ("/peraturan " + "x" * 3_000 + " diganti <b>y", say.REGULATION_UNREAD),
    ],
)
async def test_a_regulation_that_cannot_be_read_is_said(stage: Stage, said: str, answer: str) -> None:
    budi = await with_role(stage, "Budi")
    assert (await asks(stage, budi, said)).text == answer


@pytest.mark.parametrize("state", ["needs-checking", "archived"])
async def test_the_terminal_and_ask_say_the_same(stage: Stage, state: State) -> None:
    budi = await with_role(stage, "Budi")
    desk: Desk = stage.prima.desk
    answerer: Answerer = await stage.prima.answerer()
    written: list[str] = []
    chat = TerminalChat(answerer, desk, written.append, lambda: MORNING, bold=False)
    answer = answerer.answer(ASKED)
    button = [label for row in (await asks(stage, budi)).labels for label in row].index("Baca lengkap") + 1
    await asyncio.to_thread(chat.run, [ASKED])
    await desk.do(set_state, ANGRY, state, budi.id)
    await stage.prima.refresh()
    await asyncio.to_thread(chat.run, [str(button)])
    assert answer.note is not None
    if state == "archived":
        assert replies.NOTE_ARCHIVED.format(title=answer.note.title) in "\n".join(written)
    else:
        assert WARNING in "\n".join(written)
        assert WARNING in result_of(await asyncio.to_thread(answerer.answer, ASKED), None, MORNING)["text"]


async def test_words_that_nothing_fits_are_repeated_without_what_is_hidden_in_them(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    told = await asks(stage, budi, "/kelola \u202exyzzy\u202e")
    assert told.text == say.NOT_FOUND.format(words="xyzzy")


async def test_a_version_that_would_change_nothing_is_not_brought_back_and_names_nobody_who_withdrew(
    stage: Stage,
) -> None:
    budi, named = await with_role(stage, "Budi"), replace(await note_now(stage, ANGRY), contributor="Ani Wijaya")
    await stage.prima.desk.do(publish, named, budi.id, "edited")
    await stage.prima.desk.do(publish, replace(named, contributor=""), budi.id, "edited")
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    await presses(stage, budi, page, "Versi 2")
    assert page.text.endswith(f"Penyumbang: {say.NAME_WITHDRAWN}\n{say.IS_CURRENT}\n{say.NAMES_STAY_OUT}")
    assert page.labels == [["‹ Kembali"]]
    for data in (f"h:b:{ANGRY}:2", f"h:B:{ANGRY}:2:{(await note_now(stage, ANGRY)).hash[:4]}"):
        pressed = await budi.forges(page, data)
        await stage.settle()
        assert "Ani" not in page.text
    assert page.text == f"{say.IS_CURRENT}\n{say.NAMES_STAY_OUT}"
    assert pressed.text == say.REFUSED["same"]
    assert len(await stage.prima.desk.do(history, ANGRY)) == 3
    await stage.prima.desk.do(publish, replace(named, contributor="", title="Baru"), budi.id, "edited")
    page = await asks(stage, budi, f"/riwayat {ANGRY}")
    await presses(stage, budi, page, "Versi 2")
    await presses(stage, budi, page, "Kembalikan versi ini")
    assert page.text.startswith(say.NAMES_STAY_OUT)
    assert "Penyumbang:" not in page.text


async def test_who_retires_a_note_that_replaces_others_is_warned(stage: Stage) -> None:
    budi, first = await with_role(stage, "Budi"), await note_now(stage, ANGRY)
    tense = "C4-praktik-tim-tenang-loket"
    await stage.prima.desk.do(partial(set_state, replaced_by=tense), ANGRY, "obsolete", budi.id)
    await stage.prima.desk.do(partial(set_state, replaced_by=OTHER), tense, "obsolete", budi.id)
    menu = await menu_of(stage, budi, OTHER)
    titles = f"• {first.title}\n• {(await note_now(stage, tense)).title}\n"
    for label, told in (("Arsipkan", say.FOLLOWED_ARCHIVED), ("Usang", say.FOLLOWED_OBSOLETE)):
        await presses(stage, budi, menu, label)
        assert menu.text.endswith(say.FOLLOWED.format(titles=titles) + told)
        await presses(stage, budi, menu, say.BUTTON_CANCEL)
    await presses(stage, budi, await menu_of(stage, budi, "B9-pedoman-mengatur-antrean"), "Arsipkan")
    assert "pengganti" not in stage.world.last_to(budi).text
