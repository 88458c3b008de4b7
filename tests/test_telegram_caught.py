"""What was caught in a group is known again, and can be caught anew; its authors are asked, and not in vain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import replies
from bot.replies import capture as words
from bot.replies import review as review_words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.abandoned import UNTOUCHED
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import bring_back, publish
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.telegram.accounts import Chat
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.telegram.speakers import PNG, Place
from tests.telegram.text import trimmed
from tests.test_pieces import PARAGRAPHS, cut
from tests.test_telegram_capture import MORE, TIP, forum, replies_in
from tests.test_telegram_write import moderator, presses, says


async def in_album(person: Person, caption: str, album: str, chat: Chat) -> Message:
    """A picture of an album."""
    media = person.world.files.add("photo", PNG, "photo.jpg", "image/jpeg").media()
    place = Place(chat, 7 if chat.topics else None)
    return person._send(trimmed(caption, ()), {**media, "media_group_id": album}, place)


def questions(stage: Stage, chat: Chat) -> list[Message]:
    """The questions to authors that still can be answered."""
    return [each for each in stage.world.sent_to(chat) if each.labels and words.BUTTON_ANONYMOUS in each.labels[0]]


async def published(stage: Stage, number: int) -> Note:
    """The note that a draft became."""
    draft = await stage.prima.desk.do(drafts.find, number)
    note = await stage.prima.desk.do(find_note, draft.base)
    assert note is not None
    return note


async def test_a_text_that_left_its_note_can_be_saved_again(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    note = await published(stage, 1)
    told = await replies_in(stage, citra, "/simpan", tip, chat)
    assert (told.text, told.labels) == (
        words.SAVED_PUBLISHED.format(title=note.title),
        [[words.BUTTON_OPEN_NOTE]],
    )
    await stage.prima.desk.do(
        lambda db: publish(db, Note.from_dict({**note.to_dict(), "body": "Isi lain sama sekali."}), citra.id, "edited")
    )
    gone = await replies_in(stage, citra, "/simpan", tip, chat)
    assert gone.text == words.SAVED_GONE.format(title=note.title)
    assert gone.labels == [[words.BUTTON_OPEN_NOTE], [words.BUTTON_AGAIN]]
    pressed = await budi.presses(gone, words.BUTTON_AGAIN)
    await stage.settle()
    assert pressed.text == words.ONLY_COMMANDER
    await citra.presses(gone, words.BUTTON_AGAIN)
    await stage.settle()
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["body"] == note.body
    question = stage.world.last_to(chat)
    assert question.reply_to is tip
    assert question.text == words.CONSENT.format(names="Budi Hartono")
    await citra.presses(gone, words.BUTTON_AGAIN)
    await stage.settle()
    assert stage.world.last_to(chat).text == words.SAVED_YOURS, "pressed twice, it is one draft"
    await stage.prima.desk.do(bring_back, note.id, 1, citra.id)
    await citra.forges(gone, "d:anew:99:1")
    await stage.settle()
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1


async def test_nobody_is_named_for_words_that_left_the_note(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    tip = await ani.says(TIP, chat=chat, thread=7)
    more = await budi.says(MORE, chat=chat, thread=7, reply_to=tip)
    question = await replies_in(stage, citra, "/simpan", more, chat)
    await ani.presses(question, words.BUTTON_AGREE)
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    note = await published(stage, 1)
    assert note.contributor == "Ani"
    shorter = Note.from_dict({**note.to_dict(), "body": note.body.splitlines()[0]})
    await stage.prima.desk.do(publish, shorter, citra.id, "edited")
    for label, named, told, left in (
        (words.BUTTON_AGREE, "Ani", words.CONSENT_LEFT, [[words.BUTTON_ANONYMOUS]]),
        (words.BUTTON_ANONYMOUS, "Ani", words.CONSENT_NOT_NAMED, [[words.BUTTON_ANONYMOUS]]),
    ):
        pressed = await budi.presses(question, label)
        await stage.settle()
        assert (pressed.text, question.text, question.labels) == (told, words.CONSENT_LEFT, left)
        assert (await published(stage, 1)).contributor == named
    await ani.presses(question, words.BUTTON_ANONYMOUS)
    await stage.settle()
    assert (await published(stage, 1)).contributor == ""
    assert (question.text, question.labels) == (words.CONSENT_LEFT, [])


async def test_what_is_saved_again_still_knows_whose_words_it_holds(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    dewi = await moderator(stage, "Dewi")
    await dewi.joins(chat)
    tip = await budi.says(TIP, chat=chat, thread=7)
    more = await citra.says(MORE, chat=chat, thread=7, reply_to=tip)
    await replies_in(stage, citra, "/simpan", more, chat)
    await stage.prima.desk.do(drafts.mark_published, 1, citra.id, "C4-pedoman-warga-marah")
    await dewi.presses(await replies_in(stage, dewi, "/simpan", tip, chat), words.BUTTON_AGAIN)
    await stage.settle()
    (draft,) = await stage.prima.desk.do(drafts.of_person, dewi.id)
    assert draft.origin["authors"] == {str(budi.id): "Budi Hartono", str(citra.id): "Citra"}
    assert not draft.origin["own"]


async def test_an_album_is_caught_once_whichever_picture_is_replied_to(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    dewi = await moderator(stage, "Dewi")
    await dewi.joins(chat)
    pictures = [await in_album(budi, caption, "a", chat) for caption in (TIP, "", "Papan kedua dekat kursi tunggu.")]
    await replies_in(stage, citra, "/simpan", pictures[2], chat)
    for picture in pictures:
        assert (await replies_in(stage, dewi, "/simpan", picture, chat)).text == words.SAVED_ELSEWHERE
    assert len(questions(stage, chat)) == 1
    assert await stage.prima.desk.do(drafts.of_person, dewi.id) == []


async def test_pieces_and_threads_are_caught_once(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    pieces = [await budi.says(piece, chat=chat, thread=7) for piece in cut("\n".join(PARAGRAPHS))]
    last = await citra.says(MORE, chat=chat, thread=7, reply_to=pieces[0])
    await replies_in(stage, citra, "/simpan", last, chat)
    for message in (*pieces, last):
        assert (await replies_in(stage, citra, "/simpan", message, chat)).text == words.SAVED_YOURS
    answer = await budi.says("Kami pakai air hujan, anggreknya lebih subur.", chat=chat, thread=7, reply_to=last)
    await replies_in(stage, citra, "/simpan", answer, chat)
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 2, "what nobody caught yet is caught"


async def test_everybody_in_a_long_thread_is_asked_and_named(stage: Stage) -> None:
    citra, _, chat = await forum(stage)
    people = [stage.world.user(f"Pegawai Bernama Panjang {number}") for number in range(8)]
    last = None
    for person in people:
        await person.joins(chat)
        text = f"{person.full_name} mengantar warga ke meja." if last else TIP
        last = await person.says(text, chat=chat, thread=7, reply_to=last)
    assert last is not None
    question = await replies_in(stage, citra, "/simpan", last, chat)
    names = ", ".join(person.full_name for person in people)
    assert question.text == words.CONSENT.format(names=names)
    for person in people:
        pressed = await person.presses(question, words.BUTTON_AGREE)
        await stage.settle()
        assert pressed.text == words.CONSENT_THANKS
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    assert (await published(stage, 1)).contributor == names


async def test_a_name_for_which_there_is_no_room_is_told(stage: Stage) -> None:
    citra, _, chat = await forum(stage)
    people = [stage.world.user("N" * 125 + str(number)) for number in range(5)]
    last = None
    for person in people:
        await person.joins(chat)
        last = await person.says(TIP, chat=chat, thread=7, reply_to=last)
    assert last is not None
    question = await replies_in(stage, citra, "/simpan", last, chat)
    told = []
    for person in people:
        told.append(await person.presses(question, words.BUTTON_AGREE))
        await stage.settle()
    assert [each.text for each in told] == [words.CONSENT_THANKS] * 4 + [words.CONSENT_NO_ROOM]
    assert people[-1].full_name not in question.text


@pytest.mark.parametrize("text", ["ok", "siap, makasih ya", "😀😀😀", "mantap pak terima kasih banyak infonya"])
async def test_small_talk_becomes_no_draft(stage: Stage, text: str) -> None:
    citra, budi, chat = await forum(stage)
    said = await budi.says(text, chat=chat, thread=7)
    for command in ("/simpan", "/usul"):
        told = await replies_in(stage, citra, command, said, chat)
        assert told.text == words.NOTHING_THERE.format(command=command)
    assert await stage.prima.desk.do(drafts.of_person, citra.id) == []
    assert questions(stage, chat) == []


async def test_a_reminder_may_be_kept(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    said = await budi.says("Pak Joko, jangan lupa besok rapat jam 9", chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", said, chat)
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1


@pytest.mark.parametrize("answered", [True, False])
async def test_the_question_to_authors_ends_with_a_draft_that_is_dropped(stage: Stage, answered: bool) -> None:  # noqa: FBT001
    citra, budi, chat = await forum(stage)
    question = await replies_in(stage, citra, "/simpan", await budi.says(TIP, chat=chat, thread=7), chat)
    if answered:
        await budi.presses(question, words.BUTTON_AGREE)
        await stage.settle()
    await presses(stage, citra, write_words.BUTTON_CANCEL)
    assert (await presses(stage, citra, write_words.BUTTON_DROP)).text == write_words.DROPPED
    assert (question.text, question.labels) == (words.CONSENT_OVER, [])


async def test_the_question_to_authors_ends_with_a_refusal(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    await says(stage, budi, "halo")
    question = await replies_in(stage, budi, "/usul", await citra.says(TIP, chat=chat, thread=7), chat)
    await says(stage, citra, "/tinjau")
    await presses(stage, citra, review_words.BUTTON_REFUSE)
    await says(stage, citra, "Sudah ada catatannya.")
    await presses(stage, citra, review_words.BUTTON_SEND)
    assert (question.text, question.labels) == (words.CONSENT_OVER, [])


async def test_a_deleted_question_hurts_nobody_and_an_old_button_goes_when_it_is_pressed(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    await says(stage, budi, "halo")
    question = await replies_in(stage, citra, "/simpan", await budi.says(TIP, chat=chat, thread=7), chat)
    question.deleted = True
    await presses(stage, citra, write_words.BUTTON_CANCEL)
    assert (await presses(stage, citra, write_words.BUTTON_DROP)).text == write_words.DROPPED
    own = await replies_in(stage, budi, "/usul", await budi.says(TIP, chat=chat, thread=7), chat)
    told = stage.world.last_to(budi)
    await stage.prima.desk.do(drafts.refuse, 2, citra.id, "Sudah ada.")
    pressed = await budi.presses(told, words.BUTTON_AGREE)
    await stage.settle()
    assert pressed.text == words.CONSENT_OVER
    assert (told.text, told.labels) == (words.CONSENT_OVER, [])
    assert own.text == words.SUGGESTED
    assert replies.OLD_BUTTON not in told.text


async def refused(stage: Stage, reviewer: Person, reason: str) -> None:
    """A moderator refuses the first suggestion that waits."""
    await says(stage, reviewer, "/tinjau")
    await presses(stage, reviewer, review_words.BUTTON_REFUSE)
    await says(stage, reviewer, reason)
    await presses(stage, reviewer, review_words.BUTTON_SEND)


async def test_after_a_refusal_nobody_is_named_before_they_are_asked_again(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    await says(stage, ani, "halo")
    question = await replies_in(stage, ani, "/usul", await budi.says(TIP, chat=chat, thread=7), chat)
    asked = question.text
    await budi.presses(question, words.BUTTON_AGREE)
    await stage.settle()
    await refused(stage, citra, "Sebutkan jamnya.")
    assert question.text == words.CONSENT_OVER
    await presses(stage, ani, write_words.BUTTON_AGAIN)
    assert (question.text, questions(stage, chat)) == (asked, [question])
    assert (await stage.prima.desk.do(drafts.find, 1)).record["contributor"] == ""
    await presses(stage, ani, write_words.BUTTON_SUBMIT)
    await says(stage, citra, "/tinjau")
    await presses(stage, citra, review_words.BUTTON_PUBLISH)
    assert (await published(stage, 1)).contributor == ""
    await budi.presses(question, words.BUTTON_AGREE)
    await stage.settle()
    assert (await published(stage, 1)).contributor == "Budi Hartono"
    assert question.text == words.CONSENT_GIVEN.format(name="Budi Hartono")


async def test_who_suggested_their_own_words_stays_named_when_they_mend_them(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    await says(stage, ani, "halo")
    tip = await budi.says(TIP, chat=chat, thread=7)
    question = await replies_in(stage, ani, "/usul", await ani.says(MORE, chat=chat, thread=7, reply_to=tip), chat)
    await budi.presses(question, words.BUTTON_AGREE)
    await presses(stage, ani, words.BUTTON_AGREE)
    await refused(stage, citra, "Sebutkan jamnya.")
    await presses(stage, ani, write_words.BUTTON_AGAIN)
    assert (await stage.prima.desk.do(drafts.find, 1)).record["contributor"] == "Ani"
    assert stage.world.last_to(ani).labels[2] == [write_words.BUTTON_UNNAME_ME]


@pytest.mark.parametrize("why", ["role", "days"])
async def test_a_catch_that_its_owner_does_not_go_on_with_blocks_no_colleague(stage: Stage, why: str) -> None:
    citra, budi, chat = await forum(stage)
    dewi = await moderator(stage, "Dewi")
    await dewi.joins(chat)
    await says(stage, dewi, "halo")
    tip = await budi.says(TIP, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    assert (await replies_in(stage, dewi, "/simpan", tip, chat)).text == words.SAVED_ELSEWHERE
    if why == "role":
        await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    else:
        long_ago = (datetime.now(UTC) - UNTOUCHED - timedelta(minutes=1)).isoformat(timespec="milliseconds")
        await stage.prima.desk.do(lambda db: db.table("drafts").update(1, {"updated_at": long_ago}))
    await replies_in(stage, dewi, "/simpan", tip, chat)
    (taken,) = await stage.prima.desk.do(drafts.of_person, dewi.id)
    assert (taken.origin["message"], taken.state) == (tip.id, "writing")
    assert stage.world.last_to(dewi).labels[0] == [write_words.BUTTON_PUBLISH]
    assert [each.id for each in await stage.prima.desk.do(drafts.of_person, citra.id)] == [1], "nothing is lost"
    assert (await replies_in(stage, citra, "/usul", tip, chat)).text == words.SAVED_ELSEWHERE


async def test_thanks_for_an_answer_are_no_part_of_its_note(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    question = await budi.says("Kalau KK hilang gimana ya pak?", chat=chat, thread=7)
    answer = await citra.says("Lapor dulu ke Polsek, lalu cetak di Dukcapil.", chat=chat, thread=7, reply_to=question)
    thanks = await budi.says("Makasih pak infonya 🙏", chat=chat, thread=7, reply_to=answer)
    await replies_in(stage, citra, "/simpan", thanks, chat)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["body"] == "Lapor dulu ke Polsek, lalu cetak di Dukcapil."
    assert (draft.record["title"], draft.record["questions"]) == ("Kalau KK hilang", ["kalau KK hilang gimana?"])
