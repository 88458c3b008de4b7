"""What is typed answers what was asked last: of two things that wait, the later one; and lists that grow by typing."""

from __future__ import annotations

from dataclasses import replace

from bot.replies import manage as say
from bot.replies import review
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.note import Source
from knowledge_base.revisions import publish
from knowledge_base.topics import TOPICS
from tests.conftest import Stage
from tests.makers import note as make
from tests.moderators import note_now, suggested
from tests.telegram import World
from tests.telegram.people import Person
from tests.test_telegram_capture import forum, replies_in
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import moderator, presses, says

OBSOLETE, OTHER = "C4-pedoman-warga-marah", "B7-pedoman-pemulihan-layanan"
WHOLE = (
    "---\ntitle: Menyiram tanaman hias\nkind: praktik\nquestions:\n  - kapan tanaman disiram?\n---\n"
    "Siram tanaman hias tiap pagi sebelum loket dibuka."
)


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


async def test_a_title_asked_for_after_usang_is_the_title_also_after_a_restart(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator(stage)
        asked = await presses(stage, citra, "Usang", await says(stage, citra, f"/kelola {OBSOLETE}"))
        await presses(stage, citra, "Ubah", await says(stage, citra, f"/kelola {OTHER}"))
        await presses(stage, citra, words.FIELD["title"])
    async with open_stage(world) as stage:
        await says(stage, citra, "Memulihkan layanan yang gagal")
        (draft,) = await held(stage, citra)
        assert draft.record["title"] == "Memulihkan layanan yang gagal"
        await presses(stage, citra, say.BUTTON_NO_SUCCESSOR, asked)
        assert (await note_now(stage, OBSOLETE)).state == "obsolete", "what was asked before is answered by its button"


async def test_a_title_asked_for_after_a_reason_is_no_reason_and_the_reason_is_asked_still(stage: Stage) -> None:
    ani, citra = stage.world.user("Ani", started=True), await moderator(stage)
    await suggested(stage, ani)
    await presses(stage, citra, "Minta diubah", await says(stage, citra, "/tinjau"))
    await says(stage, citra, "/catat")
    await says(stage, citra, "Menyiram tanaman hias")
    (draft,) = await held(stage, citra)
    assert draft.record["title"] == "Menyiram tanaman hias"
    await says(stage, citra, "/batal")
    await presses(stage, citra, words.BUTTON_DROP)
    assert "Sebutkan tempatnya" in (await says(stage, citra, "Sebutkan tempatnya, ya.")).text
    assert review.BUTTON_SEND in stage.world.last_to(citra).labels[0]


async def test_a_reason_asked_for_after_a_title_is_the_reason_and_the_title_is_asked_still(stage: Stage) -> None:
    ani, citra = stage.world.user("Ani", started=True), await moderator(stage)
    await suggested(stage, ani)
    await says(stage, citra, "/catat")
    await presses(stage, citra, "Tolak", await says(stage, citra, "/tinjau"))
    shown = await says(stage, citra, "Sudah ada catatan yang sama.")
    await presses(stage, citra, review.BUTTON_SEND, shown)
    await says(stage, citra, "Menyiram tanaman hias")
    (draft,) = await held(stage, citra)
    assert draft.record["title"] == "Menyiram tanaman hias"


async def test_a_whole_note_is_no_reason(stage: Stage) -> None:
    ani, citra = stage.world.user("Ani", started=True), await moderator(stage)
    await suggested(stage, ani)
    await presses(stage, citra, "Minta diubah", await says(stage, citra, "/tinjau"))
    await says(stage, citra, WHOLE)
    (draft,) = await held(stage, citra)
    assert draft.record["title"] == "Menyiram tanaman hias"


async def test_a_question_is_answered_while_a_caught_draft_lacks_one(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says("Wah ramai sekali hari ini. Taruh map biru di rak paling kanan ya teman-teman.", chat=chat)
    await replies_in(stage, citra, "/simpan", tip, chat)
    shown = stage.world.last_to(citra)
    assert shown.labels == [[words.BUTTON_WRITE_QUESTIONS], [words.BUTTON_LATER, words.BUTTON_CANCEL]]
    assert "gratifikasi" in (await says(stage, citra, "apa itu gratifikasi?")).text
    (draft,) = await held(stage, citra)
    assert not draft.record["questions"]
    await presses(stage, citra, words.BUTTON_WRITE_QUESTIONS, shown)
    ready = await says(stage, citra, "map biru taruh di mana?")
    assert ready.labels[0] == [words.BUTTON_PUBLISH]


async def test_a_whole_note_is_one_whatever_a_draft_waits_for(stage: Stage) -> None:
    citra = await moderator(stage)
    await citra.forges(await says(stage, citra, "halo"), f"d:edit:{OTHER}")
    await stage.settle()
    (draft,) = await held(stage, citra)
    for field in ("questions", "topic", "sources"):
        await citra.forges(stage.world.last_to(citra), f"w:{draft.id}:field:{field}")
        await stage.settle()
        await says(stage, citra, WHOLE)
        whole, other = sorted(await held(stage, citra), key=lambda draft: draft.base)
        assert (whole.record["title"], other.base) == ("Menyiram tanaman hias", OTHER)
        await stage.prima.desk.do(drafts.cancel, whole.id)


async def test_a_topic_is_chosen_by_words_and_a_numbered_list_of_questions_loses_its_marks(stage: Stage) -> None:
    citra = await moderator(stage)
    await citra.forges(await says(stage, citra, "halo"), f"d:edit:{OTHER}")
    await stage.settle()
    (draft,) = await held(stage, citra)
    listed = "1. loket buka jam berapa?\n2) jam tutup?\n- Jam tutup?\n3. JAM TUTUP?"
    for field, text in (("topic", "zzz"), ("topic", TOPICS["C4"].lower()), ("questions", listed)):
        await citra.forges(stage.world.last_to(citra), f"w:{draft.id}:field:{field}")
        await stage.settle()
        shown = await says(stage, citra, text)
        assert ("Belum ada topik" in shown.text) is (text == "zzz")
    (draft,) = await held(stage, citra)
    assert draft.record["topic"] == "C4"
    assert draft.record["questions"][-2:] == ["loket buka jam berapa?", "JAM TUTUP?"]
