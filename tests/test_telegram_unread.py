"""Files and pictures whose content is not taken: it is said where their words are, also when a command stands there."""

from __future__ import annotations

import pytest

from bot import replies
from bot.handlers.carried import unread
from bot.replies import capture as words
from bot.replies import documents as document_words
from bot.replies import write as write_words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.telegram import Chat, Message, Person
from tests.test_telegram_caught import in_album
from tests.test_telegram_private import ANGRY
from tests.test_telegram_write import moderator, says

FILE_UNREAD = "Prima hanya membaca tulisannya, bukan isi berkasnya."
STEPS = "Nomor antrean kami tempel di pintu, jadi warga tahu gilirannya tanpa bertanya."


async def sends(stage: Stage, person: Person, caption: str, *, chat: Chat | None = None) -> Message:
    sent = await person.sends_document(b"# Kunci\n\nKunci gudang di pos satpam.", caption=caption, chat=chat)
    await stage.settle()
    return sent


async def forum(stage: Stage, *people: Person) -> Chat:
    return stage.world.supergroup("Forum", list(people))


async def test_usul_under_a_file_asks_for_the_text_and_says_that_the_file_was_not_read(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await sends(stage, budi, "/usul")
    asked = stage.world.last_to(budi)
    assert asked.text.endswith(FILE_UNREAD)
    assert write_words.ASK_SUGGESTION in asked.html
    await says(stage, budi, STEPS)
    (draft,) = await stage.prima.desk.do(drafts.of_person, budi.id)
    assert draft.record["body"] == STEPS


async def test_words_behind_usul_under_a_file_are_suggested_without_it(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await sends(stage, budi, f"/usul {STEPS}")
    preview, control = stage.world.sent_to(budi)[-2:]
    assert FILE_UNREAD not in preview.text, "the preview is what an answer will be"
    assert control.text.endswith(FILE_UNREAD)
    assert control.labels[0] == [write_words.BUTTON_SUBMIT]


async def test_words_under_a_file_for_a_suggestion_that_waits(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await says(stage, budi, "/usul")
    await sends(stage, budi, STEPS)
    assert stage.world.last_to(budi).text.endswith(FILE_UNREAD)


async def test_a_moderators_file_is_read_whatever_stands_under_it(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, "/usul")
    assert [document_words.BUTTON_ALL, document_words.BUTTON_ONE_BY_ONE] in stage.world.last_to(citra).labels


@pytest.mark.parametrize(
    ("caption", "said"), [("/tidakada", replies.UNKNOWN_COMMAND), ("/kelola", replies.FOR_MODERATORS)]
)
async def test_a_command_under_a_picture_that_is_none_for_its_sender(stage: Stage, caption: str, said: str) -> None:
    budi = stage.world.user("Budi")
    await budi.sends_photo(caption)
    await stage.settle()
    assert stage.world.last_to(budi).text == said


async def test_a_command_under_a_picture_has_the_words_behind_it(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await budi.sends_photo(f"/tanya {ANGRY}")
    await stage.settle()
    answer = stage.world.last_to(budi).text
    assert answer.endswith("Prima hanya membaca tulisannya, bukan gambarnya.")
    assert answer.startswith("Menghadapi warga yang marah")


async def test_a_question_under_a_file_is_answered_and_the_file_told(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await sends(stage, budi, ANGRY)
    answer = stage.world.last_to(budi).text
    assert answer.endswith(FILE_UNREAD)
    assert answer.startswith("Menghadapi warga yang marah")


async def test_a_forwarded_file_is_offered_by_its_words_alone(stage: Stage) -> None:
    budi, citra = stage.world.user("Budi"), await moderator(stage)
    sent = await sends(stage, citra, STEPS, chat=await forum(stage, budi, citra))
    await budi.forwards(sent)
    await stage.settle()
    offer = stage.world.last_to(budi)
    assert offer.text == f"{words.OFFER} {FILE_UNREAD}"


async def test_simpan_on_a_file_takes_its_words_and_says_how_to_import_it(stage: Stage) -> None:
    budi, citra = stage.world.user("Budi"), await moderator(stage)
    group = await forum(stage, budi, citra)
    sent = await sends(stage, budi, STEPS, chat=group)
    await citra.says("/simpan", chat=group, reply_to=sent)
    await stage.settle()
    (said,) = [each for each in stage.world.sent_to(group) if each.text.startswith(words.KEPT_UNSEEN)]
    assert said.text.endswith(FILE_UNREAD + words.FILE_IN_PRIVATE)


async def test_simpan_on_a_file_without_words_says_how_to_import_it(stage: Stage) -> None:
    budi, citra = stage.world.user("Budi"), await moderator(stage)
    group = await forum(stage, budi, citra)
    sent = await sends(stage, budi, "", chat=group)
    await citra.says("/simpan", chat=group, reply_to=sent)
    await stage.settle()
    assert stage.world.last_to(group).text == words.NO_WORDS_THERE + words.FILE_IN_PRIVATE


async def test_usul_on_a_file_in_a_group_takes_its_words_and_says_so(stage: Stage) -> None:
    budi, citra = stage.world.user("Budi", started=True), await moderator(stage)
    group = await forum(stage, budi, citra)
    sent = await sends(stage, citra, STEPS, chat=group)
    await budi.says("/usul", chat=group, reply_to=sent)
    await stage.settle()
    assert [each for each in stage.world.sent_to(group) if each.text.endswith(FILE_UNREAD)]


def test_what_was_not_read_is_named_together() -> None:
    assert unread(["photo", "document"]) == "Prima hanya membaca tulisannya, bukan isi berkasnya dan gambarnya."
    assert unread(["", "sticker"]) == ""


@pytest.mark.parametrize("forwarded", [True, False])
async def test_an_album_is_answered_once(stage: Stage, forwarded: bool) -> None:  # noqa: FBT001
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.supergroup("Forum", [ani, budi], topics={7: "Loket"})
    captions = (STEPS if forwarded else ANGRY, "", "")
    for caption in captions:
        part = await in_album(ani if forwarded else budi, caption, "9", chat if forwarded else budi.chat)
        if forwarded:
            await budi.forwards(part)
    await stage.settle()
    (answer,) = stage.world.sent_to(budi)
    assert answer.text.endswith("Prima hanya membaca tulisannya, bukan gambarnya.")
    assert not forwarded or answer.text.startswith(words.OFFER)


async def test_an_album_without_words_is_told_once_that_pictures_are_not_read(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    for album in ("9", "9", "9", "10"):
        await in_album(budi, "", album, budi.chat)
    await stage.settle()
    assert [each.text for each in stage.world.sent_to(budi)] == [replies.NOT_TEXT["photo"]] * 2


async def test_captions_of_a_forwarded_album_are_one_offer_however_slowly_they_come(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.supergroup("Forum", [ani, budi], topics={7: "Loket"})
    for caption in (STEPS, "Nomornya diganti tiap pagi."):
        await budi.forwards(await in_album(ani, caption, "9", chat))
        stage.world.passes(5)
    await stage.settle()
    (offer,) = stage.world.sent_to(budi)
    assert offer.text.startswith(words.OFFER_TOGETHER.format(count=2))
