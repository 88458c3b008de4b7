"""A message that its author edits after it was saved: who saves it again hears of it, and no old fact stays unseen."""

from __future__ import annotations

import pytest

from bot.replies import capture as words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.notes import find_note
from tests.conftest import Stage
from tests.test_telegram_capture import forum, replies_in
from tests.test_telegram_caught import published, questions
from tests.test_telegram_write import moderator, presses, says

OLD = "Kalau warga minta surat kematian, kami proses hari itu juga di loket 2, cukup bawa surat RS dan KTP pelapor."
NEW = OLD.replace("loket 2", "loket 3").replace("surat RS", "surat RS, KK,")


async def test_what_was_edited_after_publishing_changes_the_note(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    dewi = await moderator(stage, "Dewi")
    await says(stage, dewi, "halo")
    await dewi.joins(chat)
    tip = await budi.says(OLD, chat=chat, thread=7)
    asked = await replies_in(stage, citra, "/simpan", tip, chat)
    await budi.presses(asked, words.BUTTON_AGREE)
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    note = await published(stage, 1)
    await budi.edits(tip, NEW)
    told = await replies_in(stage, dewi, "/simpan", tip, chat)
    assert told.text == words.KEPT + words.EDITED_SINCE.format(title=note.title)
    control = stage.world.last_to(dewi)
    assert "di loket 2, 3, cukup" in control.text, "what differs is shown"
    again = await replies_in(stage, dewi, "/simpan", tip, chat)
    assert again.text == words.SAVED_YOURS
    await presses(stage, dewi, write_words.BUTTON_PUBLISH, control)
    now = await stage.prima.desk.do(find_note, note.id)
    assert now is not None
    assert (now.body, now.contributor) == (NEW, "Budi Hartono")
    told = await replies_in(stage, citra, "/simpan", tip, chat)
    assert told.text == words.SAVED_PUBLISHED.format(title=note.title)
    assert len(questions(stage, chat)) == 1, "who answered is not asked again"


@pytest.mark.parametrize("who", ["same", "other"])
async def test_what_was_edited_while_its_draft_waits_is_told(stage: Stage, who: str) -> None:
    citra, budi, chat = await forum(stage)
    dewi = await moderator(stage, "Dewi")
    await dewi.joins(chat)
    tip = await budi.says(OLD, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    await budi.edits(tip, NEW)
    told = await replies_in(stage, citra if who == "same" else dewi, "/simpan", tip, chat)
    said = words.SAVED_YOURS if who == "same" else words.SAVED_ELSEWHERE
    assert told.text == said + words.EDITED_MEANWHILE
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1


async def test_who_saved_a_message_hears_once_that_it_was_edited_before_publishing(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(OLD, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    before = len(stage.world.sent_to(citra))
    for text in (NEW, f"{NEW} Gratis."):
        await budi.edits(tip, text)
        await stage.settle()
    (told,) = stage.world.sent_to(citra)[before:]
    assert NEW in told.text
    assert told.labels == [[write_words.BUTTON_RESUME]]
