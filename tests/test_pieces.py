"""A text that an app had to cut into several messages is one text again, whoever sent it where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.pieces import LIMIT, NEAR, joined, looks_cut, units, whole
from bot.replies import capture
from bot.replies import write as words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.telegram import World
from tests.test_telegram_capture import forum
from tests.test_telegram_private import ANGRY, OpenStage
from tests.test_telegram_write import TITLE, moderator, presses, says

HEAD = f"---\ntitle: {TITLE}\nkind: praktik\nquestions:\n  - siapa nyiram anggrek?\n---\n"
PARAGRAPHS = [
    f"Langkah {number}: siram anggrek nomor {number} tiap pagi sebelum loket dibuka." for number in range(150)
]
NOTE = HEAD + "\n\n".join(PARAGRAPHS)
LONGEST = 300
"""Of a word in these texts: an app finds a place to cut within so many characters."""


def cut(text: str, *, exact: bool = False) -> list[str]:
    """Pieces as apps make them: at the last white space that fits, or just where the message is full."""
    pieces = []
    while units(text) > LIMIT:
        end = next(place for place in range(LIMIT, 0, -1) if units(text[:place]) <= LIMIT)
        at = end if exact else max(text.rfind("\n", 0, end), text.rfind(" ", end - LONGEST - 1, end))
        pieces.append(text[:at].strip())
        text = text[at:].strip()
    return [*pieces, text]


def together(pieces: list[str]) -> str:
    return whole({str(number): (piece, units(piece)) for number, piece in enumerate(pieces, 1)})


SAID = some.sampled_from(["kata", "Kalimat.", "1. Langkah", "- butir", "🙏", "x" * LONGEST])


@given(some.lists(SAID, min_size=300, max_size=500), some.sampled_from([" ", "\n", "\n\n"]))
def test_no_word_is_lost_where_apps_cut(said: list[str], between: str) -> None:
    text = between.join(said)
    assert together(cut(text)).split() == text.split()


def test_a_word_that_was_cut_is_one_again_and_a_list_stays_a_list() -> None:
    text = "x" * (LIMIT - 2) + "menyapa warga"
    assert together(cut(text, exact=True)) == text
    assert joined("satu", "2. dua", full=False) == "satu\n2. dua"
    assert joined("Selesai.", "Lalu mulai", full=False) == "Selesai.\n\nLalu mulai"
    assert joined("belum", "selesai", full=False) == "belum selesai"
    assert joined("```\na\n```", "```\nb\n```", full=True) == "```\na\nb\n```"


def test_pieces_count_as_telegram_counts_and_stand_in_the_order_they_were_sent() -> None:
    assert looks_cut("🙏" * (NEAR // 2))
    assert not looks_cut("🙏" * (NEAR // 2 - 1))
    assert whole({"12": ("dua", 3), "9": ("satu", NEAR)}) == "satu dua"


async def test_a_whole_note_in_several_messages_is_one_note(stage: Stage) -> None:
    citra = await moderator(stage)
    for piece in cut(NOTE):
        await citra.says(piece)
    await stage.settle()
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["title"] == TITLE
    assert draft.record["body"].split() == " ".join(PARAGRAPHS).split()
    assert stage.world.last_to(citra).labels[0] == [words.BUTTON_PUBLISH]
    assert not stage.world.sent_to(citra)[0].text.startswith("Catatan ini belum"), "no piece is taken for a note"


async def test_pieces_outlive_a_restart_and_wait_while_somebody_asks(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator(stage)
        first, *rest = cut(NOTE)
        waits = await says(stage, citra, first)
        assert "Sudah diterima 1 bagian, 4.0" in waits.text
        await presses(stage, citra, words.BUTTON_LATER)
    async with open_stage(world) as stage:
        assert "Menghadapi warga" in (await says(stage, citra, ANGRY)).text
        offer = await says(stage, citra, "/start")
        await presses(stage, citra, f"Lanjutkan: {TITLE}", offer)
        for piece in rest[:-1]:
            assert "Sudah lengkap" in (await says(stage, citra, piece)).text
        await says(stage, citra, rest[-1])
        (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
        assert draft.record["body"].split() == " ".join(PARAGRAPHS).split()


async def test_a_long_note_that_is_whole_needs_one_press(stage: Stage) -> None:
    citra = await moderator(stage)
    text = NOTE[:LIMIT].rstrip()
    await says(stage, citra, text)
    control = await presses(stage, citra, words.BUTTON_COMPLETE)
    assert control.labels[0] == [words.BUTTON_PUBLISH]
    old = await citra.forges(control, "w:1:whole")
    await stage.settle()
    assert old.alert, "what was gathered is taken once"


async def test_batal_throws_the_pieces_away_after_asking(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, cut(NOTE)[0])
    asked = await presses(stage, citra, words.BUTTON_CANCEL)
    assert asked.text == words.DROP.format(title=TITLE)
    assert (await presses(stage, citra, words.BUTTON_DROP)).text == words.DROPPED
    assert await stage.prima.desk.do(drafts.of_person, citra.id) == []


@pytest.mark.parametrize("asked_first", [True, False])
async def test_a_long_suggestion_is_gathered_also_behind_its_command(stage: Stage, asked_first: bool) -> None:  # noqa: FBT001
    budi = stage.world.user("Budi")
    text = "\n\n".join(PARAGRAPHS)
    if asked_first:
        await says(stage, budi, "/usul")
    for piece in cut(text if asked_first else f"/usul {text}"):
        await budi.says(piece)
    await stage.settle()
    (draft,) = await stage.prima.desk.do(drafts.of_person, budi.id)
    above, below = draft.record["title"], draft.record["body"]
    assert above == PARAGRAPHS[0].rstrip("."), "the first sentence stands above the others"
    assert below.split() == text.split(), "and stays among them, for another title may take its place"
    asked = words.ASK_QUESTIONS.split("\n")[0].removeprefix("<b>").removesuffix("</b>")
    assert asked in stage.world.last_to(budi).text, "none is made up"
    assert (await says(stage, budi, "gmn rawat anggrek?")).labels[0] == [words.BUTTON_SUBMIT]


async def test_a_body_in_pieces_is_joined_where_it_was_cut(stage: Stage) -> None:
    citra = await moderator(stage)
    text = " ".join(["siram anggrek tiap pagi"] * 400)
    for said in ("/catat", TITLE, *cut(text)):
        await says(stage, citra, said)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["body"] == text


@pytest.mark.parametrize("replied", [0, 1, -1])
async def test_simpan_takes_every_piece_whichever_is_replied_to(stage: Stage, replied: int) -> None:
    citra, budi, chat = await forum(stage)
    text = "Merawat anggrek ruang tunggu\n" + "\n".join(PARAGRAPHS)
    said = [await budi.says(piece, chat=chat, thread=7) for piece in cut(text)]
    await citra.says("Terima kasih!", chat=chat, thread=7)
    await budi.says("Sama-sama, semoga berguna.", chat=chat, thread=7)
    await stage.settle()
    await citra.says("/simpan", chat=chat, thread=7, reply_to=said[replied])
    await stage.settle()
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["body"].split() == " ".join(PARAGRAPHS).split()
    assert stage.world.last_to(chat).text == capture.CONSENT.format(names="Budi Hartono")
    assert capture.KEPT in [message.text for message in stage.world.sent_to(chat)]


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_forwarded_text_in_pieces_is_one_question_and_one_draft(stage: Stage, at_once: bool) -> None:  # noqa: FBT001
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.group("Lain", [ani, budi])
    text = "Merawat anggrek ruang tunggu\n" + "\n".join(PARAGRAPHS)
    said = [await budi.says(piece, chat=chat) for piece in (*cut(text), "Yang ini lain: antrean ditata pagi hari.")]
    await stage.settle()
    for message in said:
        stage.world.passes(10 if message is said[-1] else 0)
        await ani.forwards(message)
        if not at_once:
            await stage.settle()
    await stage.settle()
    *earlier, joined_offer, other = stage.world.sent_to(ani)
    assert [offer.labels for offer in earlier] == [[]] * len(earlier), "an offer above later pieces gives way"
    count = len(said) - 1
    assert count > 2
    assert joined_offer.text == capture.OFFER_TOGETHER.format(count=count)
    assert other.text == capture.OFFER
    await presses(stage, ani, capture.BUTTON_SUGGEST_IT, joined_offer)
    (draft,) = [each for each in await stage.prima.desk.do(drafts.of_person, ani.id) if each.step == "preview"]
    assert draft.record["body"].split() == " ".join(PARAGRAPHS).split()
    await presses(stage, ani, words.BUTTON_CHANGE)
    shown = await presses(stage, ani, words.FIELD["body"])
    assert "Langkah 0: siram anggrek" in shown.text


async def test_a_forwarded_piece_alone_is_told_to_be_cut_and_joined_to_nobody_elses(stage: Stage) -> None:
    ani, budi, dewi = (stage.world.user(name) for name in ("Ani", "Budi", "Dewi"))
    chat = stage.world.group("Lain", [ani, budi, dewi])
    first, *_ = cut("\n".join(PARAGRAPHS))
    said = [await budi.says(first, chat=chat), await dewi.says("Nomor antrean kami tempel di pintu.", chat=chat)]
    for message in said:
        await ani.forwards(message)
    await stage.settle()
    cut_offer, other = stage.world.sent_to(ani)
    assert (cut_offer.text, other.text) == (f"{capture.OFFER} {capture.OFFER_CUT}", capture.OFFER)
    assert cut_offer.labels, "each is answered on its own"


async def test_a_piece_whose_rest_nobody_saw_is_told(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra, budi, chat = await forum(stage)
        first, *_ = [await budi.says(piece, chat=chat, thread=7) for piece in cut("\n".join(PARAGRAPHS))]
        await stage.settle()
    async with open_stage(world) as stage:
        await citra.says("/simpan", chat=chat, thread=7, reply_to=first)
        await stage.settle()
        told = [message.text for message in world.sent_to(chat)]
        assert any(text.startswith(capture.KEPT + capture.MAYBE_MORE) for text in told)
