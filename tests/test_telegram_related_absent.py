"""A whole note that names a related note which does not exist: the preview says so, and nothing is lost."""

from __future__ import annotations

from bot.replies import write as words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.test_telegram_write import moderator, says

WHOLE = (
    "---\ntitle: Menata kursi tunggu\nkind: praktik\nquestions:\n- kursi tunggu ditata bagaimana?\n"
    "related: [{related}]\n---\nKursi ditata menghadap loket."
)
ANGRY = "C4-pedoman-warga-marah"


async def test_the_preview_says_which_related_note_does_not_exist(stage: Stage) -> None:
    citra = await moderator(stage)
    shown = await says(stage, citra, WHOLE.format(related=f"{ANGRY}, tidak-ada"))
    assert words.NO_SUCH_RELATED.format(ids="tidak-ada").replace("<b>", "").replace("</b>", "") in shown.text
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["related"] == [ANGRY, "tidak-ada"]


async def test_the_preview_of_related_notes_that_exist_warns_of_nothing(stage: Stage) -> None:
    citra = await moderator(stage)
    shown = await says(stage, citra, WHOLE.format(related=ANGRY))
    assert "belum ada" not in shown.text


async def test_a_change_of_a_note_says_it_as_well(stage: Stage) -> None:
    citra = await moderator(stage)
    whole = WHOLE.format(related="tidak-ada").replace("---\n", f"---\nid: {ANGRY}\n", 1)
    shown = await says(stage, citra, whole)
    assert "tidak-ada belum ada" in shown.text
    assert "+ tidak-ada" in shown.text
