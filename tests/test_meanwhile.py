"""A note that was changed while somebody wrote on it: what they say goes over it, how it stands stays."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.life import set_owner, set_state
from knowledge_base.meanwhile import over, united
from knowledge_base.note import Note, State
from knowledge_base.revisions import publish
from knowledge_base.uniting import Clash
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import note_now, presses, suggested, with_role
from tests.telegram import Message, Person

ANGRY, OTHER = "C4-pedoman-warga-marah", "B7-pedoman-pemulihan-layanan"
ADDED = "Penutup Dewi."
OVER, BACK = "Terbitkan di atasnya", "Terbitkan kembali"


async def edit(stage: Stage, person: Person) -> Message:
    """A moderator's draft that changes the text of the note; its preview."""
    base = await note_now(stage, ANGRY)
    start = partial(drafts.start, base=base, step="preview")
    draft = await stage.prima.desk.do(start, person.id, {"body": f"{base.body}\n\n{ADDED}"})
    await person.opens(f"t.me/prima_bot?start=draf-{draft.id}")
    await stage.settle()
    return stage.world.last_to(person)


@pytest.mark.parametrize(
    ("state", "replaced_by", "told"),
    [
        ("archived", "", "tetap diarsipkan"), ("obsolete", OTHER, "tetap usang"),
        ("needs-checking", "", "tetap bertanda perlu diperiksa"),
    ],
)  # fmt: skip
async def test_who_insists_on_their_text_undoes_no_retirement_and_no_warning(
    stage: Stage, state: State, replaced_by: str, told: str
) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    mine = await edit(stage, dewi)
    retire = partial(set_state, replaced_by=replaced_by, reason="UU 25/2009 → UU 7/2027")
    await stage.prima.desk.do(retire, ANGRY, state, citra.id)
    await presses(stage, dewi, mine, words.BUTTON_PUBLISH)
    assert "diubah oleh Citra" in mine.text
    await presses(stage, dewi, mine, words.BUTTON_MINE)
    after = await note_now(stage, ANGRY)
    assert after.body.endswith(ADDED)
    assert (after.state, after.replaced_by) == (state, replaced_by)
    assert mine.text.startswith("✅ Tersimpan")
    assert told in mine.text
    assert mine.labels == [["Kelola"]]
    await presses(stage, dewi, mine, "Kelola")
    way = "Sudah diperiksa" if state == "needs-checking" else BACK
    assert way in mine.text
    await presses(stage, dewi, stage.world.last_to(dewi), way)
    assert (await note_now(stage, ANGRY)).state == "published"


async def test_a_suggestion_published_over_an_archived_note_leaves_it_archived(stage: Stage) -> None:
    ani, budi, citra = stage.world.user("Ani", started=True), await with_role(stage, "Budi"), 0
    base = await note_now(stage, ANGRY)
    await suggested(stage, ani, base=base, body=f"{base.body}\n\n{ADDED}")
    await stage.prima.desk.do(set_state, ANGRY, "archived", citra)
    await budi.says("/tinjau")
    await stage.settle()
    page = stage.world.last_to(budi)
    await presses(stage, budi, page, "Terbitkan")
    assert "sudah diubah lewat berkas sejak" in page.text
    await presses(stage, budi, page, OVER)
    after = await note_now(stage, ANGRY)
    assert (after.state, after.body.endswith(ADDED)) == ("archived", True)
    assert "tetap diarsipkan" in page.text
    assert page.labels == [["Kelola"]]
    assert "sekarang diarsipkan, jadi belum dipakai menjawab" in stage.world.last_to(ani).text


async def test_a_title_that_both_changed_is_told_to_who_unites_them(stage: Stage) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    mine = await edit(stage, dewi)
    (draft,) = await stage.prima.desk.do(drafts.of_person, dewi.id)
    await stage.prima.desk.do(drafts.keep, draft.id, {"title": "Judul Dewi", "topic": "C5"})
    theirs = replace(await note_now(stage, ANGRY), title="Judul Citra", topic="C6")
    await stage.prima.desk.do(publish, theirs, citra.id, "edited")
    await presses(stage, dewi, mine, words.BUTTON_PUBLISH)
    await presses(stage, dewi, mine, words.BUTTON_UNITE)
    told = next(each.text for each in stage.world.sent_to(dewi) if "di kedua naskah" in each.text)
    assert told.startswith("⚠️ Judul diubah di kedua naskah; yang dipakai dari naskah ini.")
    assert "Di catatan sekarang: “Judul Citra”\nDi naskah ini: “Judul Dewi”" in told
    assert "⚠️ Topik" in told
    assert "C5" not in told, "a topic is told by its name"


async def test_an_edit_undoes_no_change_of_who_looks_after_the_note(stage: Stage) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    mine = await edit(stage, dewi)
    await stage.prima.desk.do(set_owner, ANGRY, citra.id, citra.id)
    await presses(stage, dewi, mine, words.BUTTON_PUBLISH)
    after = await note_now(stage, ANGRY)
    assert (after.owner, after.body.endswith(ADDED)) == (citra.id, True)


async def test_a_preview_tells_no_handing_over_as_the_drafts_own(stage: Stage) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    await stage.prima.desk.do(set_owner, ANGRY, citra.id, citra.id)
    mine = await edit(stage, dewi)
    await stage.prima.desk.do(set_owner, ANGRY, dewi.id, citra.id)
    current = await note_now(stage, ANGRY)
    asked = (*current.questions, "bagaimana warga marah di aula?")
    await stage.prima.desk.do(publish, replace(current, questions=asked), citra.id, "edited")
    await presses(stage, dewi, mine, words.BUTTON_PUBLISH)
    await presses(stage, dewi, mine, words.BUTTON_UNITE)
    preview = stage.world.last_to(dewi)
    assert words.BUTTON_PUBLISH in [label for row in preview.labels for label in row]
    assert ADDED in preview.text
    assert words.FIELD["owner"] not in preview.text
    await stage.prima.desk.do(set_owner, ANGRY, 0, citra.id)
    await presses(stage, dewi, preview, words.BUTTON_PUBLISH)
    after = await note_now(stage, ANGRY)
    assert (after.owner, after.body.endswith(ADDED), after.questions) == (0, True, asked)


THEN = note(state="needs-checking", contributor="Budi")


@pytest.mark.parametrize(
    ("current", "mine", "expected"),
    [
        ({"state": "archived"}, {"body": "Baru."}, {"state": "archived", "contributor": "Budi"}),
        ({"contributor": ""}, {"body": "Baru."}, {"state": "needs-checking", "contributor": ""}),
        ({"state": "obsolete", "replaced_by": "X1-b"}, {"state": "published"}, {"state": "published"}),
    ],
)
def test_a_note_stands_as_it_became_unless_i_changed_that(
    current: dict[str, str], mine: dict[str, str], expected: dict[str, str]
) -> None:
    now, own = (Note.from_dict({**THEN.to_dict(), **fields}) for fields in (current, mine))
    for made in (over(THEN, now, own), united(THEN, now, own)[0]):
        assert (made.body, made.replaced_by) == (own.body, "")
        assert {name: getattr(made, name) for name in expected} == expected


def test_only_what_both_changed_in_another_way_is_told() -> None:
    then = note(title="Satu")
    both = united(then, replace(then, title="Dua", topic="C5"), replace(then, title="Tiga", kind="pedoman"))
    assert both[1] == (Clash("Dua", "Tiga", "title"),)
    assert united(then, replace(then, title="Dua"), replace(then, title="Dua"))[1] == ()
