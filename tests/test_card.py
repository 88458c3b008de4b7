"""A card of Kelola counts for the note as it stood on it: what changed since is shown first."""

from __future__ import annotations

import pytest

from bot.replies import manage as say
from knowledge_base.life import set_state
from tests.conftest import ADMIN, Stage
from tests.moderators import note_now, presses, with_role
from tests.test_manage import ANGRY, asks, menu_of


@pytest.mark.parametrize("label", ["Sudah diperiksa", "Perlu diperiksa", "Usang", "Arsipkan", "Penanggung jawab"])
async def test_a_card_from_before_a_change_does_nothing_and_is_shown_anew(stage: Stage, label: str) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    old, card = await menu_of(stage, dewi), await menu_of(stage, citra)
    await presses(stage, citra, card, "Arsipkan")
    await presses(stage, citra, card, "Ya, arsipkan")
    before = await note_now(stage, ANGRY)
    assert await presses(stage, dewi, old, label) == say.CARD_OLD
    assert await note_now(stage, ANGRY) == before
    assert old.labels == [["Ubah", "Riwayat"], ["Terbitkan kembali"], ["Penanggung jawab"]]
    await presses(stage, dewi, old, "Terbitkan kembali")
    assert (await note_now(stage, ANGRY)).state == "published", "on the card as it is now, it counts"


@pytest.mark.parametrize(("label", "then"), [("Arsipkan", "Ya, arsipkan"), ("Usang", say.BUTTON_NO_SUCCESSOR)])
async def test_a_question_from_before_a_change_does_nothing_and_waits_for_nothing(
    stage: Stage, label: str, then: str
) -> None:
    dewi = await with_role(stage, "Dewi")
    old = await menu_of(stage, dewi)
    await presses(stage, dewi, old, label)
    await stage.prima.desk.do(set_state, ANGRY, "needs-checking", ADMIN)
    assert await presses(stage, dewi, old, then) == say.CARD_OLD
    assert (await note_now(stage, ANGRY)).state == "needs-checking"
    assert old.text.startswith("Menghadapi warga yang marah\nPerlu diperiksa")
    assert (await asks(stage, dewi)).text.startswith("Menghadapi warga yang marah"), "words are a question again"


async def test_a_card_from_before_cards_said_what_they_showed_is_shown_anew(stage: Stage) -> None:
    dewi = await with_role(stage, "Dewi")
    card = await menu_of(stage, dewi)
    pressed = await dewi.forges(card, f"m:p:{ANGRY}")
    await stage.settle()
    assert pressed.text == say.CARD_OLD
    assert (await note_now(stage, ANGRY)).state == "published"
