"""/usul takes what somebody does or knows; a mere question is offered an answer, and becomes no note."""

from __future__ import annotations

import pytest

from bot.field_values import is_suggestion
from bot.replies import capture as capture_words
from bot.replies import write as words
from knowledge_base import drafts
from tests.conftest import Stage
from tests.telegram.messages import Message
from tests.telegram.people import Person
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


async def of_ani(stage: Stage, person: Person) -> Message:
    """Words of Ani's, in a group with the person."""
    ani = stage.world.user("Ani Lestari")
    return await ani.says(STEPS, chat=stage.world.group("Loket", [ani, person]))


@pytest.mark.parametrize("how", ["/usul first", "/usul under it", "as the text"])
async def test_who_forwards_others_words_into_a_suggestion_is_not_named_for_them(stage: Stage, how: str) -> None:
    budi = stage.world.user("Budi")
    theirs = await of_ani(stage, budi)
    if how == "/usul first":
        await says(stage, budi, "/usul")
        await budi.forwards(theirs)
        await stage.settle()
        await presses(stage, budi, capture_words.BUTTON_SUGGEST_IT)
    elif how == "/usul under it":
        forwarded = await budi.forwards(theirs)
        await stage.settle()
        await presses(stage, budi, capture_words.BUTTON_ASK_IT)
        await budi.says("/usul", reply_to=forwarded)
        await stage.settle()
    else:
        await says(stage, budi, f"/usul {STEPS}")
        await presses(stage, budi, words.BUTTON_NAME_ME)
        await presses(stage, budi, words.BUTTON_CHANGE)
        await presses(stage, budi, words.FIELD["body"])
        await budi.forwards(theirs)
        await stage.settle()
        await presses(stage, budi, words.BUTTON_ON)
    control = stage.world.last_to(budi)
    assert control.labels[0] == [words.BUTTON_SUBMIT]
    assert [words.BUTTON_NAME_ME] not in control.labels
    assert [words.BUTTON_UNNAME_ME] not in control.labels
    (draft,) = await stage.prima.desk.do(drafts.of_person, budi.id)
    assert (list(draft.origin["authors"].values()), draft.record.get("contributor", "")) == (["Ani Lestari"], "")


async def test_who_forwards_their_own_words_into_a_suggestion_may_be_named(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    own = await budi.says(STEPS, chat=stage.world.group("Loket", [budi]))
    await says(stage, budi, "/usul")
    await budi.forwards(own)
    await stage.settle()
    await presses(stage, budi, capture_words.BUTTON_SUGGEST_IT)
    assert [words.BUTTON_NAME_ME] in stage.world.last_to(budi).labels


async def test_what_was_forwarded_in_one_move_is_one_offer(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.group("Loket", [ani, budi])
    said = [await ani.says(text, chat=chat) for text in (STEPS, "Nomornya diganti tiap pagi.")]
    for message in said:
        await budi.forwards(message)
    await stage.settle()
    (offer,) = stage.world.sent_to(budi)
    assert offer.text == capture_words.OFFER_TOGETHER.format(count=2)
