"""What a reviewer sees of a draft before deciding, and may better: title, topic and questions."""

from __future__ import annotations

import pytest

from bot import replies
from bot.pieces import LIMIT
from bot.replies import review as say
from knowledge_base import drafts
from knowledge_base.audit import read_audit
from knowledge_base.roles import give_role
from knowledge_base.settings import Knowledge
from knowledge_base.topics import AREAS, TOPICS
from tests.conftest import ADMIN, Stage
from tests.moderators import RECORD, draft_now, note_now, presses, reviews, suggested, with_role, writes


async def test_a_reviewer_sees_kind_topic_and_questions(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    many = [f"pertanyaan nomor {number}?" for number in range(20)]
    await suggested(stage, ani, questions=many)
    page = await reviews(stage, budi)
    for expected in ("Jenis: Praktik baik", f"Topik: {TOPICS['C4']}", many[0], "dan 15 lagi"):
        assert expected in page.text
    await presses(stage, budi, page, replies.BUTTON_FULL)
    assert many[-1] in stage.world.last_to(budi).text


async def test_a_reviewer_betters_title_topic_and_questions_before_publishing(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani, topic="")
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Judul")
    assert "120" in (await writes(stage, budi, "x" * 200)).text, "what is wrong is said, and asked for again"
    asked, page = page, await writes(stage, budi, "Warga dengan <hewan>")
    assert asked.labels == [], "what was answered asks no more"
    assert "Warga dengan <hewan>" in page.text
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Topik")
    await presses(stage, budi, page, AREAS["C"])
    await presses(stage, budi, page, TOPICS["C2"])
    assert f"Topik: {TOPICS['C2']}" in page.text
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Pertanyaan")
    page = await writes(stage, budi, "boleh bawa anjing?")
    assert (await draft_now(stage, draft)).record["questions"] == [*RECORD["questions"], "boleh bawa anjing?"]
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Pertanyaan")
    await presses(stage, budi, page, say.BUTTON_ANEW)
    page = await writes(stage, budi, "kucing di loket?\nanjing di loket?")
    assert [entry.action for entry in await stage.prima.desk.do(read_audit, 4)] == ["better"] * 4
    await presses(stage, budi, page, "Terbitkan")
    note = await note_now(stage, (await draft_now(stage, draft)).base)
    assert (note.title, note.topic) == ("Warga dengan <hewan>", "C2")
    assert note.questions == ("kucing di loket?", "anjing di loket?")
    assert "sudah terbit" in stage.world.last_to(ani).text


async def test_where_two_look_who_bettered_a_draft_does_not_publish_it(stage: Stage) -> None:
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    ani, budi, citra = stage.world.user("Ani"), await with_role(stage, "Budi"), await with_role(stage, "Citra")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    assert say.BETTER_TWO in page.text
    await presses(stage, budi, page, "Judul")
    page = await writes(stage, budi, "Judul dari Budi")
    assert say.DRAFT_OWN in page.text
    assert page.labels[0] == ["Minta diubah", "Tolak"]
    now = await draft_now(stage, draft)
    forged = await budi.forges(page, f"r:ok:{now.id}:{now.stamp}")
    await stage.settle()
    assert forged.text == say.OWN_DRAFT
    await presses(stage, citra, await reviews(stage, citra), "Terbitkan")
    assert (await draft_now(stage, draft)).state == "published"


async def test_what_was_decided_meanwhile_is_not_bettered(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Judul")
    await stage.prima.desk.do(drafts.refuse, draft.id, ADMIN, "sudah ada")
    told = await writes(stage, budi, "Judul baru")
    assert "sudah ditolak" in told.text
    assert "Judul baru" in told.text
    assert "sudah ditolak" in page.text, "the message that asked says so too"
    assert (told.labels, page.labels) == ([], [])
    assert (await draft_now(stage, draft)).record["title"] == RECORD["title"]


@pytest.mark.parametrize("ends", ["back", "command", "role"])
async def test_a_question_is_not_taken_for_a_title(stage: Stage, ends: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Judul")
    if ends == "back":
        await presses(stage, budi, page, replies.BUTTON_BACK)
    elif ends == "command":
        assert (await writes(stage, budi, "/batal")).text == say.NO_LONGER
        assert (page.text, page.labels) == (say.ENDED.format(title=RECORD["title"]), [])
    else:
        await stage.prima.desk.do(give_role, budi.id, "pegawai", ADMIN)
    said = (await writes(stage, budi, "apa itu gratifikasi?")).text
    assert said == replies.ROLE_LOST if ends == "role" else "gratifikasi" in said
    assert (await draft_now(stage, draft)).record["title"] == RECORD["title"]


@pytest.mark.parametrize(
    "data", ["r:ed:99:00000000", "r:ef:1:00000000:title", "r:et:1:{stamp}:Z9", "r:et:1:{stamp}:C99"]
)
async def test_a_forged_button_betters_nothing(stage: Stage, data: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    pressed = await budi.forges(await reviews(stage, budi), data.format(stamp=draft.stamp))
    await stage.settle()
    assert pressed.text
    assert (await draft_now(stage, draft)).record == draft.record


async def test_a_topic_is_found_by_its_words(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani, topic="")
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Topik")
    asked, page = page, await writes(stage, budi, "jumat")
    assert asked.labels == [], "one message has buttons"
    assert "Belum ada topik yang namanya memuat “jumat”" in page.text
    assert page.labels[0] == [AREAS["A"]]
    page = await writes(stage, budi, "BerAKHLAK")
    await presses(stage, budi, page, TOPICS["A2"])
    assert (await draft_now(stage, draft)).record["topic"] == "A2"
    assert (await writes(stage, budi, "berakhlak")).text != page.text, "words are questions again"


async def test_words_for_a_draft_that_another_moderator_changed_are_given_back(stage: Stage) -> None:
    ani, budi, citra = stage.world.user("Ani"), await with_role(stage, "Budi"), await with_role(stage, "Citra")
    draft = await suggested(stage, ani)
    for person in (budi, citra):
        page = await reviews(stage, person)
        await presses(stage, person, page, say.BUTTON_BETTER)
        await presses(stage, person, page, "Judul")
    await writes(stage, budi, "Judul dari Budi")
    told = await writes(stage, citra, "Judul <dari> Citra")
    assert told.text.startswith(say.DRAFT_CHANGED)
    assert "Judul <dari> Citra" in told.text
    await presses(stage, citra, told, say.BUTTON_OPEN_SUGGESTION)
    assert "Judul dari Budi" in stage.world.last_to(citra).text
    assert "Judul <dari> Citra" in told.text, "what was written stays to be copied"
    assert (await draft_now(stage, draft)).record["title"] == "Judul dari Budi"


@pytest.mark.parametrize("field", ["Judul", "Topik"])
async def test_words_for_a_draft_that_was_published_lead_to_its_note(stage: Stage, field: str) -> None:
    ani, budi, citra = stage.world.user("Ani"), await with_role(stage, "Budi"), await with_role(stage, "Citra")
    await suggested(stage, ani)
    await suggested(stage, ani, title="Cara melayani warga lansia")
    page = await reviews(stage, citra)
    await presses(stage, citra, page, say.BUTTON_BETTER)
    await presses(stage, citra, page, field)
    await presses(stage, budi, await reviews(stage, budi), "Terbitkan")
    told = await writes(stage, citra, "loket <dua>")
    assert "sudah diterbitkan oleh Budi" in told.text
    assert "loket <dua>" in told.text
    assert told.labels == [[say.BUTTON_CORRECT_NOTE]]
    await presses(stage, citra, told, say.BUTTON_CORRECT_NOTE)
    assert stage.world.last_to(citra).text.startswith(RECORD["title"])
    assert "loket <dua>" in told.text


async def test_another_title_takes_its_question_along(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    made = "bagaimana melayani warga yang lupa KTP?"
    draft = await suggested(stage, ani, title="Melayani warga yang lupa KTP", questions=[made, "lupa ktp gmn?"])
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Judul")
    await writes(stage, budi, "Melayani warga tanpa surat pengantar")
    now = await draft_now(stage, draft)
    assert now.record["questions"] == ["bagaimana melayani warga tanpa surat pengantar?", "lupa ktp gmn?"]


async def test_a_field_asked_for_in_another_message_is_over_there(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await suggested(stage, ani)
    first = await reviews(stage, budi)
    await presses(stage, budi, first, say.BUTTON_BETTER)
    await presses(stage, budi, first, "Judul")
    await presses(stage, budi, await reviews(stage, budi), say.BUTTON_BETTER)
    assert (first.text, first.labels) == (say.ENDED.format(title=RECORD["title"]), [])
    assert "gratifikasi" in (await writes(stage, budi, "apa itu gratifikasi?")).text


async def test_a_title_that_makes_no_question_leads_on_to_them(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    made = "bagaimana melayani warga yang lupa KTP?"
    draft = await suggested(stage, ani, title="Melayani warga yang lupa KTP", questions=[made])
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_BETTER)
    await presses(stage, budi, page, "Judul")
    page = await writes(stage, budi, "KTP")
    assert page.text.startswith("Pertanyaan\n")
    assert page.labels == [[replies.BUTTON_BACK]]
    page = await writes(stage, budi, "lupa ktp gmn?")
    assert page.labels[0][0] == say.BUTTON_PUBLISH
    assert (await draft_now(stage, draft)).record["questions"] == ["lupa ktp gmn?"]


async def test_no_part_of_a_list_that_was_cut_is_taken(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    for label in (say.BUTTON_BETTER, "Pertanyaan"):
        await presses(stage, budi, page, label)
    listed = "\n".join(f"bagaimana cara memasang lampu antrean nomor {number} di loket?" for number in range(80))
    for piece in (listed[:LIMIT], listed[LIMIT:]):
        await budi.says(piece)
    await stage.settle()
    first, second = stage.world.sent_to(budi)[-2:]
    assert "tidak ada bagiannya yang disimpan" in first.text
    assert second.text.startswith("Ini sambungan pesan sebelumnya")
    assert "300 karakter, dan satu pesan di bawah 3.500 karakter" in second.text
    assert (await draft_now(stage, draft)).record["questions"] == RECORD["questions"]
    await writes(stage, budi, "boleh bawa anjing?")
    assert (await draft_now(stage, draft)).record["questions"] == [*RECORD["questions"], "boleh bawa anjing?"]
