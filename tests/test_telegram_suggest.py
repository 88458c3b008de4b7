"""/usul takes what somebody does or knows; a mere question is offered an answer, and becomes no note."""

from __future__ import annotations

import pytest

from bot.field_values import is_suggestion
from bot.replies import write as words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.test_telegram_private import ANGRY
from tests.test_telegram_write import presses, says

STEPS = "Nomor antrean kami tempel di pintu, jadi warga tahu gilirannya tanpa bertanya."


@pytest.mark.parametrize("text", ["Apa itu gratifikasi?", "apa itu gratifikasi", "Halo Prima? Jam berapa loket buka?"])
def test_what_only_asks_is_no_suggestion(text: str) -> None:
    assert not is_suggestion(text)


@pytest.mark.parametrize(
    "text", [STEPS, f"Bagaimana warga tahu gilirannya? {STEPS}", "Apa pun keluhannya, kami catat."]
)
def test_what_tells_something_is_a_suggestion(text: str) -> None:
    assert is_suggestion(text)


@pytest.mark.parametrize("behind", [True, False])
async def test_a_question_sent_as_a_suggestion_can_be_answered(stage: Stage, behind: bool) -> None:  # noqa: FBT001
    budi = stage.world.user("Budi")
    if not behind:
        await says(stage, budi, "/usul")
    asked = await says(stage, budi, f"/usul {ANGRY}" if behind else ANGRY)
    assert asked.text == words.SUGGESTION_ASKS.format(text=ANGRY)
    answer = await presses(stage, budi, words.BUTTON_ASK)
    assert answer.text.startswith("Menghadapi warga yang marah")
    assert await stage.prima.desk.do(drafts.of_person, budi.id) == []
    pressed = await budi.forges(asked, "w:1:ask")
    await stage.settle()
    assert pressed.alert, "it is answered once"


async def test_after_the_question_its_answer_can_be_suggested(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await says(stage, budi, "/usul Apa itu gratifikasi?")
    preview = await says(stage, budi, STEPS)
    assert preview.labels[0] == [words.BUTTON_SUBMIT]
    (draft,) = await stage.prima.desk.do(drafts.of_person, budi.id)
    assert draft.record["body"] == STEPS
