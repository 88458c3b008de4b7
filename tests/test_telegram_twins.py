"""Notes that are alike, notes that disagree, and two who change the same note."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.replies import documents
from bot.replies import write as words
from bot.twins import unsettled_twins
from bot.writing import beside
from indexer.contradictions import Disagreement
from indexer.search import Searcher
from indexer.twins import Twin
from knowledge_base import drafts
from knowledge_base.conflicts import open_conflicts
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import history, publish
from knowledge_base.settings import Knowledge
from knowledge_base.topics import TOPICS
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import suggested
from tests.telegram import World
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import TITLE, moderator, presses, says, written

OLD = "C4-pedoman-warga-marah"
SAID = "\n• 14 hari.\n• 2 loket.\n\nMenghadapi warga yang marah\n• <30> hari.\n• 3 loket."


class OneTwin(Searcher):
    """Finds one twin of every note, which says another figure."""

    def twins(self, note: Note) -> tuple[Twin, ...]:
        return tuple(Twin(other, 0.9) for other in self._others(note))

    def disagreements(self, note: Note) -> tuple[Disagreement, ...]:
        return tuple(
            Disagreement(other, *said)
            for other in self._others(note)
            for said in (("14 hari.", "<30> hari."), ("2 loket.", "3 loket."))
        )

    def _others(self, note: Note) -> list[Note]:
        other = self.view().note(OLD)
        return [other] if other and other.id != note.id else []


@pytest.fixture
async def stage(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """A bot that finds a twin of every note."""
    async with open_stage(World()) as made:
        answerer = await made.prima.answerer()
        found: Any = answerer.searcher
        answerer.searcher = OneTwin(found._encoder, found._live, found._ranking)
        yield made


async def note_of(stage: Stage, identity: str = OLD) -> Note:
    note = await stage.prima.desk.do(find_note, identity)
    assert note is not None
    return note


def test_a_topic_that_the_title_names_already_is_not_repeated() -> None:
    topic = TOPICS["C4"]
    assert f"<b>Pupuk anggrek</b>\nTopik: {topic}\n" in beside(note("a", title="Pupuk anggrek", topic="C4"), ())
    assert beside(note("a", title=topic, topic="C4"), ()).startswith(f"<b>{topic}</b>\n")


def test_that_a_twin_has_the_same_text_is_said() -> None:
    ours, same, other = note("a"), note("b", title="Lain"), note("c", body="1. Antar warga ke kursi.")
    assert words.TWIN_SAME in beside(same, (), ours)
    assert words.TWIN_SAME not in beside(other, (), ours)


async def test_a_note_like_another_is_shown_beside_it_and_can_be_merged(stage: Stage) -> None:
    citra = await moderator(stage)
    before = await note_of(stage)
    await written(stage, citra)
    alike = await presses(stage, citra, words.BUTTON_PUBLISH)
    assert TITLE in alike.text
    assert before.title in alike.text
    merged = await presses(stage, citra, f"Gabungkan: {before.title}")
    assert "Siram anggrek" in merged.text
    assert (await note_of(stage)) == before
    done = await presses(stage, citra, words.BUTTON_JOIN)
    assert done.text.startswith(f"✅ Terbit: {before.title}")
    after = await note_of(stage)
    assert after.body.startswith(before.body)
    assert "Siram anggrek" in after.body


async def test_the_older_note_changed_before_the_merge_is_shown_again(stage: Stage) -> None:
    citra = await moderator(stage)
    await written(stage, citra)
    await presses(stage, citra, words.BUTTON_PUBLISH)
    old = await note_of(stage)
    offer = await presses(stage, citra, f"Gabungkan: {old.title}")
    await stage.prima.desk.do(publish, replace(old, title="Judul baru"), 1, "edited")
    shown = await presses(stage, citra, words.BUTTON_JOIN, offer)
    assert shown.text.startswith("Begini “Judul baru” sesudah digabung")
    assert (await presses(stage, citra, words.BUTTON_JOIN)).text.startswith("✅ Terbit: Judul baru")


@pytest.mark.parametrize("joining", [False, True])
async def test_a_note_archived_before_the_merge_is_said_to_be_and_offered_no_more(
    stage: Stage,
    joining: bool,  # noqa: FBT001
) -> None:
    citra = await moderator(stage)
    await written(stage, citra)
    page = await presses(stage, citra, words.BUTTON_PUBLISH)
    old = await note_of(stage)
    merge = f"Gabungkan: {old.title}"
    if joining:
        await presses(stage, citra, merge)
    await stage.prima.desk.do(set_state, OLD, "archived", 1)
    pressed = await citra.presses(page, words.BUTTON_JOIN if joining else merge)
    await stage.settle()
    assert pressed.text == words.TWIN_OUT.format(title=old.title, state="diarsipkan")
    labels = [label for row in page.labels for label in row]
    assert words.BUTTON_PUBLISH in labels
    assert merge not in labels
    assert words.BUTTON_JOIN not in labels


async def test_kept_apart_they_are_related_and_their_contradiction_is_flagged(stage: Stage) -> None:
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    await says(stage, dewi, "halo")
    await written(stage, citra)
    await presses(stage, citra, words.BUTTON_PUBLISH)
    warned = await presses(stage, citra, words.BUTTON_APART)
    assert SAID in warned.text, "one word for a pair"
    new = "praktik-menyiram-tanaman-hias-di-ruang-tunggu"
    assert OLD in (await note_of(stage, new)).related
    assert new in (await note_of(stage)).related
    (conflict,) = await stage.prima.desk.do(open_conflicts)
    assert {conflict.note, conflict.other} == {OLD, new}
    assert "14 hari" in stage.world.last_to(dewi).text


async def test_batal_goes_back_to_the_draft_and_publishes_nothing(stage: Stage) -> None:
    citra = await moderator(stage)
    await written(stage, citra)
    await presses(stage, citra, words.BUTTON_PUBLISH)
    assert (await presses(stage, citra, words.BUTTON_CANCEL)).text.startswith(words.PREVIEW)
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1


async def edits(stage: Stage, person: Person, field: str, text: str) -> Message:
    """A moderator presses Ubah on the note and changes a field; what stands under the preview."""
    await person.forges(await says(stage, person, "halo"), f"d:edit:{OLD}")
    await stage.settle()
    await presses(stage, person, field)
    return await says(stage, person, text)


async def test_of_two_who_change_a_note_the_second_sees_what_changed_and_decides(stage: Stage) -> None:
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    mine = await edits(stage, dewi, "Pertanyaan", "warga ngamuk di loket, gimana?")
    await edits(stage, citra, "Judul", "Judul dari Citra")
    await presses(stage, citra, words.BUTTON_PUBLISH)
    conflict = await presses(stage, dewi, words.BUTTON_PUBLISH, mine)
    assert conflict.text.startswith("Catatan ini baru saja diubah oleh Citra.")
    assert "Judul dari Citra" in conflict.text
    control = await presses(stage, dewi, words.BUTTON_UNITE)
    assert "ngamuk" in control.text
    await presses(stage, dewi, words.BUTTON_PUBLISH)
    note = await note_of(stage)
    assert (note.title, note.questions[-1]) == ("Judul dari Citra", "warga ngamuk di loket, gimana?")
    assert len(note.questions) > 20, "what is written joins what there is"
    assert len(await stage.prima.desk.do(history, OLD)) == 3


async def test_the_preview_of_the_second_does_not_tell_the_firsts_change_as_theirs(stage: Stage) -> None:
    dedi, note = await moderator(stage, "Dedi"), await note_of(stage)
    draft = await stage.prima.desk.do(partial(drafts.start, base=note), dedi.id, {"body": f"{note.body}\n\nKata Dedi."})
    await stage.prima.desk.do(publish, replace(note, title="Judul Citra"), 1, "edited")
    await dedi.opens(f"t.me/prima_bot?start=draf-{draft.id}")
    await stage.settle()
    told = stage.world.last_to(dedi).text
    assert told.startswith(words.MOVED)
    assert "Kata Dedi" in told
    assert "Judul Citra" not in told


async def test_a_whole_note_without_days_changes_none(stage: Stage) -> None:
    citra, note = await moderator(stage), await note_of(stage)
    own = replace(note, title="Judul Citra", body="Isi dari Citra.", questions=("marah?",)).to_markdown()
    lines = [line for line in own.split("\n") if not line.startswith(("checked:", "review_by:"))]
    told = await says(stage, citra, "\n".join(lines))
    assert "Citra" in told.text
    assert "Tanggal periksa" not in told.text
    assert "Periksa ulang" not in told.text


async def test_the_second_may_insist_and_the_first_text_stays_in_the_history(stage: Stage) -> None:
    citra, dewi = await moderator(stage), await moderator(stage, "Dewi")
    mine = await edits(stage, dewi, "Judul", "Judul dari Dewi")
    await edits(stage, citra, "Judul", "Judul dari Citra")
    await presses(stage, citra, words.BUTTON_PUBLISH)
    await presses(stage, dewi, words.BUTTON_PUBLISH, mine)
    await presses(stage, dewi, words.BUTTON_MINE)
    assert (await note_of(stage)).title == "Judul dari Dewi"
    titles = [revision.note.title for revision in await stage.prima.desk.do(history, OLD)]
    assert titles[1:] == ["Judul dari Citra", "Judul dari Dewi"]


async def test_where_four_eyes_look_a_moderators_note_waits_in_the_queue(stage: Stage) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    citra = await moderator(stage)
    control = await written(stage, citra)
    assert control.labels[0] == [words.BUTTON_SUBMIT]
    for data in ("w:1:apart", "w:1:mine", f"w:1:join:{OLD}"):
        forged = await citra.forges(control, data)
        await stage.settle()
        assert forged.alert
    await citra.forges(control, "w:1:publish")
    await stage.settle()
    assert [draft.person for draft in await stage.prima.desk.do(drafts.queue)] == [citra.id]


async def test_a_suggestion_is_shown_beside_its_twin_and_its_contradiction_is_flagged(stage: Stage) -> None:
    citra, dewi, ani = await moderator(stage), await moderator(stage, "Dewi"), stage.world.user("Ani")
    for person in (citra, dewi):
        await says(stage, person, "halo")
    draft = await suggested(stage, ani)
    page = await says(stage, citra, "/tinjau")
    await presses(stage, citra, "Terbitkan", page)
    assert (await note_of(stage)).title in page.text
    assert (await stage.prima.desk.do(drafts.find, draft.id)).state == "review"
    await presses(stage, citra, words.BUTTON_CANCEL, page)
    assert page.labels[0] == ["Terbitkan", "Minta diubah", "Tolak"]
    await presses(stage, citra, "Terbitkan", page)
    warned = await presses(stage, citra, words.BUTTON_APART, page)
    assert SAID in warned.text, "one word for a pair"
    assert "14 hari" in stage.world.last_to(dewi).text
    made = (await stage.prima.desk.do(drafts.find, draft.id)).base
    (conflict,) = await stage.prima.desk.do(open_conflicts)
    assert {conflict.note, conflict.other} == {OLD, made}
    assert made in (await note_of(stage)).related


async def test_a_suggestion_becomes_part_of_its_twin_as_the_moderator_saw_it(stage: Stage) -> None:
    citra, ani = await moderator(stage), stage.world.user("Ani")
    draft = await suggested(stage, ani)
    page = await says(stage, citra, "/tinjau")
    await presses(stage, citra, "Terbitkan", page)
    before = await note_of(stage)
    await presses(stage, citra, f"Gabungkan: {before.title}", page)
    assert "hewan" in page.text
    await stage.prima.desk.do(publish, replace(before, title="Judul baru"), 1, "edited")
    await presses(stage, citra, words.BUTTON_JOIN, page)
    assert "Gabungkan: Judul baru" in page.labels[0], "what would become of the changed note is shown first"
    await presses(stage, citra, "Gabungkan: Judul baru", page)
    await presses(stage, citra, words.BUTTON_JOIN, page)
    decided = await stage.prima.desk.do(drafts.find, draft.id)
    assert (decided.state, decided.base) == ("published", OLD)
    assert (await note_of(stage)).body.startswith(before.body)
    assert "hewan" in (await note_of(stage)).body


async def test_a_document_that_contradicts_notes_is_flagged(stage: Stage) -> None:
    citra = await moderator(stage)
    await citra.sends_document(b"# Anggrek\n\nSiram anggrek tiap pagi.\n", name="anggrek.md")
    await stage.settle()
    await presses(stage, citra, documents.BUTTON_ALL)
    warned = await presses(stage, citra, documents.BUTTON_APART)
    assert SAID in warned.text, "one word for a pair"
    assert len(await stage.prima.desk.do(open_conflicts)) == 1


async def test_a_laws_own_articles_are_no_contradiction_of_one_another(stage: Stage) -> None:
    citra = await moderator(stage)
    before = len(stage.world.sent_to(citra))
    found: Any = (await stage.prima.answerer()).searcher
    found.disagreements = lambda note: (Disagreement(replace(note, id="dok-anggrek-2"), "14 hari.", "30 hari."),)
    await citra.sends_document(b"# Anggrek\n\nSiram anggrek tiap pagi.\n", name="anggrek.md")
    await stage.settle()
    await presses(stage, citra, documents.BUTTON_ALL)
    await presses(stage, citra, documents.BUTTON_APART)
    assert len(stage.world.sent_to(citra)) == before + 1
    assert await stage.prima.desk.do(open_conflicts) == []


async def test_a_list_is_begun_anew_only_when_told(stage: Stage) -> None:
    citra = await moderator(stage)
    await citra.forges(await says(stage, citra, "halo"), f"d:edit:{OLD}")
    await stage.settle()
    asked = await presses(stage, citra, "Pertanyaan")
    assert words.MORE_JOINS in asked.text
    forged = await citra.forges(asked, "w:1:clear:body")
    await stage.settle()
    assert forged.text == words.STEP_OVER
    await presses(stage, citra, words.BUTTON_CLEAR)
    control = await says(stage, citra, "warga ngamuk, gimana?")
    assert "+ warga ngamuk, gimana?\n− Bagaimana" in control.text
    await presses(stage, citra, words.BUTTON_PUBLISH)
    assert (await note_of(stage)).questions == ("warga ngamuk, gimana?",)


async def test_of_two_texts_that_are_alike_it_is_said_which_is_whose(stage: Stage) -> None:
    citra = await moderator(stage)
    old = await note_of(stage)
    await written(stage, citra)
    alike = (await presses(stage, citra, words.BUTTON_PUBLISH)).text
    ours, there = alike.split(words.TWIN_THERE)
    assert f"{words.TWIN_OURS}\n{TITLE}" in ours
    assert there.strip().startswith(old.title)


async def test_notes_that_were_kept_apart_are_not_offered_again_for_an_edit_that_leaves_that_out(stage: Stage) -> None:
    citra = await moderator(stage)
    await written(stage, citra)
    await presses(stage, citra, words.BUTTON_PUBLISH)
    await presses(stage, citra, words.BUTTON_APART)
    new = await note_of(stage, "praktik-menyiram-tanaman-hias-di-ruang-tunggu")
    await stage.prima.desk.do(publish, replace(await note_of(stage), related=()), 1, "edited")
    await stage.prima.refresh()
    assert await unsettled_twins(stage.prima, replace(new, related=())) == []
    assert await unsettled_twins(stage.prima, replace(new, id="lain", related=())) != []
