"""/tinjau over a strict Telegram: drafts are decided on once, by who may, and their authors hear of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from operator import eq

import pytest

from bot import replies
from bot.replies import review as say
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.conflicts import flag_conflict, open_conflicts
from knowledge_base.life import set_state
from knowledge_base.revisions import history, publish
from knowledge_base.settings import Knowledge
from tests.conftest import ADMIN, Stage
from tests.moderators import ASKED, RECORD, draft_now, note_now, presses, reviews, suggested, with_role

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]
ANGRY = "C4-pedoman-warga-marah"


async def test_tinjau_is_for_moderators(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    assert (await reviews(stage, ani)).text == replies.FOR_MODERATORS
    moderator = await with_role(stage, "Budi")
    empty = await reviews(stage, moderator)
    assert empty.text == say.QUEUE_EMPTY
    assert empty.labels == [["Antrean (0)", "Perlu diperiksa (0)", "Bertentangan (0)"]]


async def test_a_draft_is_shown_as_an_answer_shows_it_and_published_at_once(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await ani.says("halo")
    await stage.settle()
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    assert page.text.startswith("Usulan 1 dari 1 · Ani, ")
    assert page.labels[0] == ["Terbitkan", "Minta diubah", "Tolak"]
    shown_before = page.html.partition("\n\n")[2]
    await presses(stage, budi, page, "Terbitkan")
    assert stage.world.sent_to(budi)[-1].text == say.PUBLISHED.format(title=RECORD["title"])
    told = stage.world.last_to(ani)
    assert told.html.startswith("✅ Usulan Anda “<a href=")
    decided = await draft_now(stage, draft)
    assert (decided.state, decided.reviewer) == ("published", budi.id)
    await ani.says(ASKED)
    await stage.settle()
    answer = stage.world.last_to(ani)
    assert answer.html.startswith(f"<b>{RECORD['title']}</b>")
    assert answer.html.partition("📎")[0] == shown_before.partition("📎")[0], "the preview was true"


async def test_two_moderators_decide_and_the_second_hears_who_did(stage: Stage) -> None:
    ani, budi, citra = (
        stage.world.user("Ani", started=True),
        await with_role(stage, "Budi"),
        await with_role(stage, "Citra"),
    )
    draft = await suggested(stage, ani)
    first, second = await reviews(stage, budi), await reviews(stage, citra)
    await presses(stage, budi, first, "Terbitkan")
    assert await presses(stage, citra, second, "Terbitkan") == say.DECIDED["published"].format(name="Budi")
    assert len(await stage.prima.desk.do(history, (await draft_now(stage, draft)).base)) == 1
    pressed = await citra.forges(second, f"r:ok:{draft.id}:{draft.stamp}")
    await stage.settle()
    assert pressed.text == say.DECIDED["published"].format(name="Budi")


async def test_the_author_of_a_merged_suggestion_hears_into_what(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    first = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Terbitkan")
    old = await note_now(stage, (await draft_now(stage, first)).base)
    more = f"{RECORD['body']}\n4. Ucapkan terima kasih."
    await suggested(stage, ani, title="Warga datang bersama <hewan> peliharaan", body=more)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    await presses(stage, budi, page, words.BUTTON_MERGE.format(title=old.title))
    await presses(stage, budi, page, words.BUTTON_JOIN)
    told = stage.world.last_to(ani)
    assert told.text == say.MERGED_AUTHOR.format(own="Warga datang bersama <hewan> peliharaan", title=old.title)
    assert f"start={old.id}" in told.html
    assert told.labels == [[say.BUTTON_OPEN_NOTE]]


async def test_what_the_author_changed_meanwhile_is_read_again_before_it_is_published(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await stage.prima.desk.do(drafts.give_back, draft.id, ADMIN, "ubah")
    await stage.prima.desk.do(drafts.update, draft.id, {**RECORD, "title": "Judul baru sekali"}, "")
    await stage.prima.desk.do(drafts.submit, draft.id)
    assert await presses(stage, budi, page, "Terbitkan") == say.DRAFT_CHANGED
    assert "Judul baru sekali" in page.text, "the page shows it as it is now"
    assert (await draft_now(stage, draft)).state == "review"


async def test_with_four_eyes_nobody_publishes_their_own_draft(stage: Stage) -> None:
    changed = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    stage.prima.settings = changed
    admin = stage.world.user("Sari", user_id=ADMIN, started=True)
    draft = await suggested(stage, admin)
    page = await reviews(stage, admin)
    assert page.labels[0] == ["Minta diubah", "Tolak"]
    pressed = await admin.forges(page, f"r:ok:{draft.id}:{draft.stamp}")
    await stage.settle()
    assert pressed.text == say.OWN_DRAFT
    assert (await draft_now(stage, draft)).state == "review"


async def test_without_four_eyes_a_moderator_publishes_their_own_draft(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    draft = await suggested(stage, budi)
    await presses(stage, budi, await reviews(stage, budi), "Terbitkan")
    assert (await draft_now(stage, draft)).state == "published"


async def test_a_note_that_changed_since_the_draft_began_is_shown_before_it_is_overwritten(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    base = await note_now(stage, ANGRY)
    draft = await suggested(stage, ani, base=base, title="Judul dari draf")
    await stage.prima.desk.do(set_state, ANGRY, "needs-checking", budi.id)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    assert "terbit → perlu diperiksa" in page.text
    assert page.labels[0] == ["Satukan keduanya", "Terbitkan di atasnya"]
    await presses(stage, budi, page, "Terbitkan di atasnya")
    assert (await draft_now(stage, draft)).state == "published"
    assert (await note_now(stage, ANGRY)).title == "Judul dari draf"


async def test_what_others_changed_meanwhile_is_not_told_as_the_suggesters_change(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    base = await note_now(stage, ANGRY)
    await suggested(stage, ani, base=base, body=f"{base.body}\n\nKata Ani.")
    own = replace(base, title="Judul dari Budi", checked=base.checked + timedelta(days=2))
    await stage.prima.desk.do(publish, own, budi.id, "edited")
    page = await reviews(stage, budi)
    await presses(stage, budi, page, say.BUTTON_WHAT_CHANGES)
    told = stage.world.last_to(budi).text
    assert told.startswith(say.DRAFT_MOVED)
    assert "Kata Ani" in told
    assert "Judul dari Budi" not in told
    assert "Tanggal periksa" not in told


async def test_a_suggestion_and_what_others_changed_meanwhile_become_one(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    base = await note_now(stage, ANGRY)
    draft = await suggested(stage, ani, base=base, body=f"{base.body}\n\nKata Ani.", questions=["tanya ani?"])
    own = replace(base, title="Judul dari Budi", questions=(*base.questions, "tanya budi?"))
    await stage.prima.desk.do(publish, own, budi.id, "edited")
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    stale = next(str(each.target) for each in page.buttons[0] if each.label == "Satukan keduanya")
    await stage.prima.desk.do(publish, replace(own, values=("ketepatan",)), budi.id, "edited")
    await presses(stage, budi, page, "Satukan keduanya")
    assert "Nilai" in page.text, "it changed once more: that is shown first"
    assert await presses(stage, budi, page, "Satukan keduanya") == say.UNITED
    assert page.labels[0] == ["Terbitkan", "Minta diubah", "Tolak"]
    forged = await budi.forges(page, stale)
    await stage.settle()
    assert forged.text == say.DRAFT_CHANGED
    await presses(stage, budi, page, "Terbitkan")
    assert (await draft_now(stage, draft)).state == "published"
    after = await note_now(stage, ANGRY)
    assert after.body.endswith("Kata Ani.")
    assert (after.title, after.questions[-1], after.values) == ("Judul dari Budi", "tanya ani?", ("ketepatan",))


async def test_a_line_that_both_changed_is_told_to_who_unites_them(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    base = replace(await note_now(stage, ANGRY), body="1. Ajak duduk 5 menit.\n2. Catat.")
    await stage.prima.desk.do(publish, base, budi.id, "edited")
    await suggested(stage, ani, base=base, body=base.body.replace("5 menit", "10 menit"))
    await stage.prima.desk.do(publish, replace(base, body=base.body.replace("5 menit", "7 menit")), budi.id, "edited")
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    await presses(stage, budi, page, "Satukan keduanya")
    told = stage.world.last_to(budi)
    assert told.text.startswith(words.BOTH_CHANGED)
    assert "sekarang: “1. Ajak duduk 7 menit.”\nDi naskah ini: “1. Ajak duduk 10 menit.”" in told.text
    assert told.labels == [["Minta diubah"]]
    await presses(stage, budi, page, "Terbitkan")
    assert (await note_now(stage, ANGRY)).body == "1. Ajak duduk 7 menit.\n2. Ajak duduk 10 menit.\n3. Catat."


async def test_two_notes_that_came_under_one_id_lose_nothing(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    for text in ("Siram pagi.", "Siram sore."):
        said = {**RECORD, "title": "Anggrek", "body": text, "questions": [f"{text.lower()}?"]}
        origin = {"id": "dok-anggrek-1"}
        draft = await stage.prima.desk.do(lambda db, s=said, o=origin: drafts.start(db, ani.id, s, origin=o))
        await stage.prima.desk.do(drafts.submit, draft.id)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    await reviews(stage, budi)
    page = stage.world.last_to(budi)
    await presses(stage, budi, page, "Terbitkan")
    assert await presses(stage, budi, page, "Satukan keduanya") == say.UNITED
    await presses(stage, budi, page, "Terbitkan")
    after = await note_now(stage, "dok-anggrek-1")
    assert after.body == "Siram pagi.\n\nSiram sore."
    assert after.questions == ("siram pagi.?", "siram sore.?")


async def test_a_faulty_draft_says_what_is_missing_and_cannot_be_published(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani, title="<b>Judul\u202e</b>", body="", questions=[])
    page = await reviews(stage, budi)
    assert "belum bisa diterbitkan" in page.text
    assert page.labels[0] == ["Minta diubah", "Tolak"]
    await budi.forges(page, f"r:ok:{draft.id}:{draft.stamp}")
    await stage.settle()
    assert (await draft_now(stage, draft)).state == "review"


async def test_the_queue_is_turned_oldest_first_and_tabs_lead_everywhere(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    for title in ("Usulan pertama di loket", "Usulan kedua di loket"):
        await suggested(stage, ani, title=title)
    page = await reviews(stage, budi)
    assert "Usulan pertama di loket" in page.text
    await presses(stage, budi, page, "›")
    assert "Usulan kedua di loket" in page.text
    await presses(stage, budi, page, "‹")
    assert "Usulan pertama di loket" in page.text
    await stage.prima.desk.do(set_state, ANGRY, "needs-checking", budi.id)
    await reviews(stage, budi)
    await presses(stage, budi, page, "Antrean (2)")
    await presses(stage, budi, page, "Perlu diperiksa (1)")
    assert "ditandai perlu diperiksa" in page.text
    assert page.labels[0][0].startswith("1. Menghadapi warga")
    await presses(stage, budi, page, page.labels[0][0])
    assert "Perlu diperiksa: tetap menjawab" in stage.world.last_to(budi).text


async def test_a_contradiction_is_settled_once(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    said = [("Lapor dalam <30> hari kerja.", "Lapor dalam 14 hari.")]
    await stage.prima.desk.do(flag_conflict, ANGRY, "J1-pedoman-batas-lapor", said, eq)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Bertentangan (1)")
    other = await note_now(stage, "J1-pedoman-batas-lapor")
    assert page.text.startswith(
        "Bertentangan 1 dari 1\nAngkanya berbeda. Periksa mana yang berlaku.\n\n"
        f"Menghadapi warga yang marah\n• Lapor dalam <30> hari kerja.\n\n{other.title}\n• Lapor dalam 14 hari."
    )
    (conflict,) = await stage.prima.desk.do(open_conflicts)
    button = f"r:set:{conflict.id}:{conflict.stamp}"
    assert await presses(stage, budi, page, "Sudah diselesaikan") == say.SETTLED
    assert await stage.prima.desk.do(open_conflicts) == []
    pressed = await budi.forges(page, button)
    await stage.settle()
    assert pressed.text == say.SETTLED_BEFORE


@pytest.mark.parametrize(
    "data",
    ["r:ok:999999999:00000000", "r:ok:1:zzzzzzzz", "r:q:999999999", "r:full:77", "r:x:5", "r:due:999999999", "r:"],
)
async def test_a_forged_button_is_harmless(stage: Stage, data: str) -> None:
    budi = await with_role(stage, "Budi")
    page = await reviews(stage, budi)
    pressed = await budi.forges(page, data)
    await stage.settle()
    assert pressed.answered


async def test_the_whole_draft_and_its_difference_are_a_button_away(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    base = await note_now(stage, ANGRY)
    await suggested(stage, ani, base=base, title=f"{base.title} di loket")
    page = await reviews(stage, budi)
    assert "Mengubah catatan" in page.text
    await presses(stage, budi, page, say.BUTTON_WHAT_CHANGES)
    assert stage.world.last_to(budi).html == "<b>Judul</b>: Menghadapi warga yang marah<b> di loket</b>"
    await presses(stage, budi, page, "Baca lengkap")
    assert "di loket" in stage.world.last_to(budi).text or len(stage.world.sent_to(budi)) > 3
