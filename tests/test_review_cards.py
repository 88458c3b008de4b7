"""The card of /tinjau says what was asked of a note, how the note stands now, and what was decided before."""

from __future__ import annotations

import pytest

from bot.replies import review as say
from knowledge_base import drafts
from knowledge_base.life import set_state
from knowledge_base.settings import Knowledge
from tests.conftest import Stage
from tests.moderators import note_now, presses, reviews, suggested, with_role

ANGRY = "C4-pedoman-warga-marah"


@pytest.mark.parametrize("state", ["archived", "obsolete"])
async def test_an_edit_of_a_note_that_went_out_meanwhile_is_no_wish_to_publish_it_again(
    stage: Stage, state: str
) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    citra, dewi, eva = [await with_role(stage, name) for name in ("Citra", "Dewi", "Eva")]
    await suggested(stage, dewi, await note_now(stage, ANGRY), title="Menghadapi warga yang sedang marah")
    await stage.prima.desk.do(set_state, ANGRY, state, eva.id)
    card = await reviews(stage, citra)
    assert "Menerbitkan kembali" not in card.text
    assert f"Catatan itu sekarang {say.STATE[state]}, dan usulan ini tidak menerbitkannya kembali." in card.text
    await presses(stage, citra, card, "Terbitkan")
    await presses(stage, citra, card, "Terbitkan di atasnya")
    assert (await note_now(stage, ANGRY)).state == state


async def test_a_wish_to_publish_a_note_again_says_how_it_stands(stage: Stage) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    await stage.prima.desk.do(set_state, ANGRY, "archived", dewi.id)
    await dewi.says(f"/kelola {ANGRY}")
    await stage.settle()
    await presses(stage, dewi, stage.world.last_to(dewi), "Terbitkan kembali")
    card = await reviews(stage, citra)
    assert "Menerbitkan kembali catatan " in card.text
    assert "yang sekarang diarsipkan." in card.text


async def test_the_next_reviewer_reads_who_refused_a_suggestion_when_and_why(stage: Stage) -> None:
    ani, citra, dewi = stage.world.user("Ani"), await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    draft = await suggested(stage, ani)
    assert "Pernah" not in (await reviews(stage, dewi)).text
    await stage.prima.desk.do(drafts.refuse, draft.id, citra.id, "Sudah ada di <SOP>.")
    await stage.prima.desk.do(drafts.reopen, draft.id)
    await stage.prima.desk.do(drafts.submit, draft.id)
    told = (await reviews(stage, dewi)).text
    assert "Pernah ditolak oleh Citra, " in told
    assert "Sudah ada di <SOP>." in told
    await stage.prima.desk.do(drafts.give_back, draft.id, dewi.id, "Tambahkan jamnya.")
    await stage.prima.desk.do(drafts.submit, draft.id)
    assert "Pernah diminta diubah oleh Dewi, " in (await reviews(stage, citra)).text
