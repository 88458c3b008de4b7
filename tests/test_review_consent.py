"""Who is named for a suggestion is for its author to say; a moderator who looks at it decides on it all the same."""

from __future__ import annotations

from functools import partial

from knowledge_base.credits import consent
from tests.conftest import Stage
from tests.moderators import draft_now, note_now, presses, reviews, suggested, with_role


async def test_consent_that_comes_while_a_card_is_open_does_not_stop_the_decision(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await stage.prima.desk.do(partial(consent, agrees=True), draft.id, ani.id, "Ani")
    await presses(stage, budi, page, "Terbitkan")
    decided = await draft_now(stage, draft)
    assert decided.state == "published"
    assert (await note_now(stage, decided.base)).contributor == "Ani"
