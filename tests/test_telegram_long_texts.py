"""A text that comes in many messages is kept from its beginning on: no part is lost unsaid, and none leaves a hole."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as some
from telegram import Update

from bot.handlers.burst import PASTED
from bot.pieces import LIMIT, Gathered
from bot.replies import limits
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.note import BODY_LIMIT
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.telegram import Message, World
from tests.telegram.people import Person
from tests.test_telegram_private import ANGRY, OpenStage
from tests.test_telegram_write import TITLE, moderator, presses, says


def pasted(length: int) -> list[str]:
    """A text of about so many characters, as apps cut it."""
    sentences = "".join(f"Langkah {number}: siram anggrek nomor {number} tiap pagi. " for number in range(length // 40))
    found, rest = [], sentences[:length]
    while rest:
        end = len(rest) if len(rest) <= LIMIT else rest.rfind(" ", 0, LIMIT)
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    return found


async def at_once(stage: Stage) -> None:
    """Hands everything that people have done so far to the bot at the same moment."""
    updates = []
    while (data := stage.world.updates.take()) is not None:
        updates.append(Update.de_json(data, stage.application.bot))
    await asyncio.gather(*(stage.application.process_update(update) for update in updates))


async def sends(stage: Stage, person: Person, texts: Iterable[str]) -> list[str]:
    """What the bot says to texts that are sent at once."""
    before = len(stage.world.sent_to(person))
    for text in texts:
        await person.says(text)
    await at_once(stage)
    return [message.text for message in stage.world.sent_to(person)[before:]]


async def at_body(stage: Stage) -> Person:
    citra = await moderator(stage)
    for text in ("/catat", TITLE):
        await says(stage, citra, text)
    return citra


async def draft_of(stage: Stage, person: Person) -> Draft:
    (draft,) = await stage.prima.desk.do(drafts.of_person, person.id)
    return draft


@given(some.permutations(range(1, 9)), some.integers(1_000, 20_000))
def test_in_whatever_order_pieces_are_handled_the_beginning_is_kept(order: list[int], most: int) -> None:
    sent = {number: f"kata{number} " * 300 for number in range(1, 9)}
    whole = "\n\n".join(sent.values())
    gathered = Gathered({})
    for number in order:
        gathered = gathered.added(number, sent[number], 2_100)
    beyond = gathered.first_beyond(most)
    kept = [text for number, text in sent.items() if not beyond or number < beyond]
    assert "\n\n".join(kept) == whole[: len("\n\n".join(kept))]
    assert len("\n\n".join(kept)) <= most
    assert not beyond or len("\n\n".join([*kept, sent[beyond]])) > most, "as much as fits"


@pytest.mark.parametrize("length", [23_900, 60_000])
async def test_a_text_beyond_the_limit_is_kept_up_to_a_named_place_and_said_once(stage: Stage, length: int) -> None:
    citra = await at_body(stage)
    pieces = pasted(length)
    said = await sends(stage, citra, pieces)
    assert len(said) == 1, "one reply, to what was stored and all the rest"
    last = said[-1]
    assert "paling banyak 20.000 karakter" in last
    assert "Isi tersimpan, 16.3" in last
    assert " ".join(pieces[3].split())[-20:] in last
    assert "Pesan yang diawali “" + pieces[4].strip()[:30] in last
    assert "kirim lagi bagian ini" not in last
    assert (await draft_of(stage, citra)).record["body"].split() == " ".join(pieces[:4]).split()
    await presses(stage, citra, words.BUTTON_ON)
    assert (await draft_of(stage, citra)).step == "kind", "what is kept can be gone on with"


async def test_after_the_limit_nothing_slips_in_until_a_button_says_so(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await at_body(stage)
        pieces = pasted(23_900)
        await sends(stage, citra, pieces)
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        world.passes(int(PASTED) + 1)
        told = await says(stage, citra, "Penutup.")
        assert "tidak ikut" in told.text
        assert (await draft_of(stage, citra)).record["body"].split() == " ".join(pieces[:4]).split()
        on = await presses(stage, citra, words.BUTTON_JOIN_ON)
        assert on.text.endswith(words.BODY_MORE)
        await says(stage, citra, "Penutup yang ringkas.")
        body = (await draft_of(stage, citra)).record["body"]
        assert body.endswith("Penutup yang ringkas.")
        assert len(body) < BODY_LIMIT


async def test_a_text_that_was_too_long_can_be_written_anew(stage: Stage) -> None:
    citra = await at_body(stage)
    await sends(stage, citra, pasted(23_900))
    asked = await presses(stage, citra, words.BUTTON_ANEW)
    assert asked.text.startswith("Isi catatan")
    await says(stage, citra, "Siram anggrek tiap pagi.")
    assert (await draft_of(stage, citra)).record["body"] == "Siram anggrek tiap pagi."


@pytest.mark.parametrize("place", [0, 2])
async def test_a_faulty_piece_stops_the_rest_of_its_text(stage: Stage, place: int) -> None:
    citra = await at_body(stage)
    pieces = pasted(14_000)
    pieces[place] = "#### Dalam\n" + pieces[place][20:]
    said = await sends(stage, citra, pieces)
    assert "terlalu dalam" in said[-1]
    assert len(said) == 1
    draft = await draft_of(stage, citra)
    assert draft.record.get("body", "").split() == " ".join(pieces[:place]).split()
    await presses(stage, citra, words.BUTTON_JOIN_ON)
    fixed = [pieces[place].replace("####", "###"), *pieces[place + 1 :]]
    await sends(stage, citra, fixed)
    assert len((await draft_of(stage, citra)).record["body"].split()) > 1_500


async def test_an_own_text_sent_at_once_is_taken_whole_and_in_order(stage: Stage) -> None:
    citra = await at_body(stage)
    texts = [f"Bagian {number}. " + "siram anggrek " * 85 for number in range(14)]
    said = await sends(stage, citra, texts)
    assert len(said) == 1
    assert said[0].startswith("Isi tersimpan, 16.")
    assert (await draft_of(stage, citra)).record["body"] == "\n\n".join(text.strip() for text in texts)


async def test_the_reply_to_a_burst_is_kept_up_to_date_after_a_restart(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await at_body(stage)
        for text in ("Siram anggrek tiap pagi.", "Keringkan lantainya."):
            await citra.says(text)
        first = world.updates.take()
        await stage.application.process_update(Update.de_json(first, stage.application.bot))
        asked = world.last_to(citra)
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        await stage.settle()
        assert world.last_to(citra) is asked, "the second stood above it before the restart"
        assert asked.text.startswith("Isi tersimpan")
        assert "Keringkan lantainya." in asked.text
        assert asked.labels[0] == [words.BUTTON_ON]


@pytest.mark.parametrize("restarted", [False, True])
async def test_words_below_the_reply_get_a_reply_below_them(open_stage: OpenStage, restarted: bool) -> None:  # noqa: FBT001
    world = World()
    async with open_stage(world) as stage:
        citra = await at_body(stage)
        asked = await says(stage, citra, "Siram anggrek tiap pagi.")
        if not restarted:
            assert await answers_below(stage, citra, asked)
    if restarted:
        async with open_stage(world) as stage:
            await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
            assert await answers_below(stage, citra, asked)


async def answers_below(stage: Stage, citra: Person, asked: Message) -> bool:
    """Whether words under a reply are answered under themselves, and only there with buttons."""
    (later,) = await sends(stage, citra, ["Keringkan lantainya."])
    newest = stage.world.last_to(citra)
    return "Keringkan" in later and "Keringkan" not in asked.text and asked.labels == [] and bool(newest.labels)


async def test_the_pieces_of_a_whole_note_get_one_reply(stage: Stage) -> None:
    citra = await moderator(stage)
    pieces = pasted(14_000)
    said = await sends(stage, citra, ["---\ntitle: Menyiram\n---\n" + pieces[0][:-40], *pieces[1:-1]])
    assert len(said) == 1
    assert "Sudah diterima 3 bagian" in said[0]
    asked = stage.world.last_to(citra)
    await sends(stage, citra, pieces[-1:])
    assert asked.labels == []


async def test_what_is_beyond_all_bounds_is_told_by_number_and_first_words(stage: Stage) -> None:
    citra = await at_body(stage)
    said = await sends(stage, citra, [f"Baris {number} dari daftar." for number in range(80)])
    kept = len((await draft_of(stage, citra)).record["body"].split("\n\n"))
    named = limits.BEGINS.format(begins=f"Baris {kept} dari daftar.")
    assert said[-1] == limits.MISSED.format(count=80 - kept, named=named), "no hole: from the first on, all are missing"
    assert kept >= 32


async def test_questions_at_once_have_the_smaller_share(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    said = await sends(stage, ani, [ANGRY] * 24)
    answered = len(said) - 1
    assert said[-1] == limits.MISSED.format(count=24 - answered, named=limits.BEGINS.format(begins=ANGRY))
    assert 10 <= answered < 20


async def test_after_a_restart_a_text_goes_on_and_the_words_name_the_buttons_that_are_there(
    open_stage: OpenStage,
) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await at_body(stage)
        await says(stage, citra, "Siram anggrek tiap pagi.")
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        await says(stage, citra, "/start")
        again = await presses(stage, citra, f"Lanjutkan: {TITLE}")
        assert again.text.endswith("atau tekan Lanjut.")
        assert again.labels[0] == [words.BUTTON_ON]
        await says(stage, citra, "Keringkan lantainya.")
        assert (await draft_of(stage, citra)).record["body"] == "Siram anggrek tiap pagi.\n\nKeringkan lantainya."
        await presses(stage, citra, words.BUTTON_ON)
        back = await presses(stage, citra, "‹ Kembali")
        assert words.BUTTON_KEEP in back.text
        assert "Lanjut" not in back.text
        assert words.BUTTON_KEEP in back.labels[0]


@pytest.mark.parametrize(("field", "valid"), [("title", TITLE), ("questions", "kapan disiram?"), ("sources", "SOP")])
async def test_no_part_of_a_field_that_was_cut_is_taken_there_or_at_the_next_step(
    stage: Stage, field: str, valid: str
) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    draft = await draft_of(stage, citra)
    record = {"title": TITLE, "body": "Siram anggrek.", "kind": "praktik"}
    await stage.prima.desk.do(drafts.change, draft.id, record, field)
    before = await draft_of(stage, citra)
    said = await sends(stage, citra, pasted(5_000))
    assert "tidak ada bagiannya yang disimpan" in said[0]
    assert said[1].startswith("Ini sambungan pesan sebelumnya")
    assert len(said) == 2
    now = await draft_of(stage, citra)
    assert (now.step, now.record) == (before.step, before.record)
    await says(stage, citra, valid)
    assert (await draft_of(stage, citra)).step != field, "what comes after the text is taken"


async def test_what_comes_later_is_no_part_of_a_text_that_was_too_long(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    await sends(stage, citra, ["judul yang panjang " * 190])
    stage.world.passes(int(PASTED) + 1)
    await says(stage, citra, TITLE)
    assert (await draft_of(stage, citra)).record["title"] == TITLE


async def test_where_a_text_ends_and_begins_is_told_in_the_words_that_were_typed(stage: Stage) -> None:
    citra = await at_body(stage)
    told = await says(stage, citra, "Sabar & sopan (loket_1).\n-")
    assert "sampai “Sabar & sopan (loket_1). -”" in told.text
    await sends(stage, citra, [f"-sabar (loket_{number}). {piece}" for number, piece in enumerate(pasted(23_900))])
    told = stage.world.last_to(citra)
    assert "Pesan yang diawali “-sabar (loket_" in told.text
    assert "\\" not in told.text
