"""A message that its author edits after its words came into a draft: the draft holds the new words alone."""

from __future__ import annotations

from bot.replies import write as words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.test_telegram_write import moderator, presses, says

SEVEN, SIX = "Halaman disapu jam 7 oleh petugas.", "Halaman disapu jam 6 oleh petugas."


async def body_of(stage: Stage, person: int) -> str:
    (draft,) = await stage.prima.desk.do(drafts.of_person, person)
    return str(draft.record["body"])


async def test_an_edit_takes_the_place_of_its_piece_of_the_text(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    await says(stage, citra, "Menyapu halaman kantor tiap pagi")
    piece = await citra.says(SEVEN)
    await stage.settle()
    await says(stage, citra, "Sampah dibawa ke TPS.")
    await citra.edits(piece, SIX)
    await stage.settle()
    asked = stage.world.last_to(citra)
    assert asked.text.startswith(words.EDIT_TAKEN)
    assert await body_of(stage, citra.id) == f"{SIX}\n\nSampah dibawa ke TPS."
    assert sum([words.BUTTON_ON] in each.labels for each in stage.world.messages_in(citra)) == 1
    await presses(stage, citra, words.BUTTON_ON, asked)
    await citra.edits(piece, SEVEN)
    await stage.settle()
    assert stage.world.last_to(citra).text == words.EDIT_TAKEN, "also at a later step"
    assert await body_of(stage, citra.id) == f"{SEVEN}\n\nSampah dibawa ke TPS."


async def test_an_edit_that_cannot_stand_in_a_note_leaves_the_draft(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    title = await citra.says("Menyapu halaman kantor tiap pagi")
    await stage.settle()
    piece = await citra.says(SEVEN)
    await stage.settle()
    await citra.edits(piece, "# ## ###")
    await stage.settle()
    assert "Naskah masih memuat tulisan sebelumnya." in stage.world.last_to(citra).text
    await citra.edits(title, "Menyapu halaman")
    await stage.settle()
    assert stage.world.last_to(citra).text == words.EDITED_MEANWHILE
    assert await body_of(stage, citra.id) == SEVEN
