"""What is typed answers what was asked last: of two things that wait, the later one; and lists that grow by typing."""

from __future__ import annotations

from dataclasses import replace

from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.note import Source
from knowledge_base.revisions import publish
from tests.conftest import Stage
from tests.makers import note as make
from tests.telegram.people import Person
from tests.test_telegram_write import moderator, presses, says


async def held(stage: Stage, person: Person) -> list[Draft]:
    """The person's unfinished drafts, the one touched last first."""
    return await stage.prima.desk.do(drafts.of_person, person.id)


async def test_a_source_joins_one_without_a_part(stage: Stage) -> None:
    citra = await moderator(stage)
    kept = replace(make("C4-pedoman-lurah"), sources=(Source("Keputusan Lurah 12/2026"),))
    await stage.prima.desk.do(publish, kept, citra.id, "written")
    await citra.forges(await says(stage, citra, "halo"), f"d:edit:{kept.id}")
    await stage.settle()
    await presses(stage, citra, words.FIELD["sources"])
    await says(stage, citra, "Keputusan Lurah 12/2026\nPergub 3 Tahun 2026; Pasal 5")
    (draft,) = await held(stage, citra)
    assert (await stage.prima.desk.do(drafts.note_of_draft, draft, kept.checked)).sources == (
        Source("Keputusan Lurah 12/2026"),
        Source("Pergub 3 Tahun 2026", "Pasal 5"),
    )
