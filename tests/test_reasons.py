"""What a moderator writes to a draft's author: asked for, read again, sent or not; and what the author does then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot import replies
from bot.handlers.drafting import MOST
from bot.pieces import LIMIT
from bot.replies import review as say
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.audit import read_audit
from knowledge_base.life import set_state
from knowledge_base.personal import data_of
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.moderators import RECORD, draft_now, note_now, presses, reviews, suggested, with_role, writes
from tests.telegram import World

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]


async def test_a_change_is_asked_for_also_after_a_restart(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        ani, budi = world.user("Ani", started=True), await with_role(stage, "Budi")
        draft = await suggested(stage, ani)
        await presses(stage, budi, await reviews(stage, budi), "Minta diubah")
        assert world.last_to(budi).text.startswith("Apa yang perlu diubah pada “Menangani")
    async with open_stage(world) as stage:
        shown = await writes(stage, budi, "Sebutkan <b>tempatnya</b> & [klik](javascript:alert(1))\u202e ya")
    async with open_stage(world) as stage:
        await presses(stage, budi, shown, say.BUTTON_SEND)
        told = world.last_to(ani)
        assert "Sebutkan <b>tempatnya</b> & [klik](javascript:alert(1)) ya" in told.text, "as text, nothing runs"
        assert told.markup == {
            "inline_keyboard": [[{"text": say.BUTTON_OPEN_DRAFT, "callback_data": f"w:{draft.id}:go"}]]
        }
        assert (await draft_now(stage, draft)).state == "returned"
        await budi.says("apa itu gratifikasi?")
        await stage.settle()
        assert "gratifikasi" in world.last_to(budi).text, "the next message is a question again"


async def test_a_refusal_needs_a_reason_and_takes_none_that_is_no_text_or_too_long(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    await budi.says("x" * 3_000)
    await budi.sends_photo()
    await stage.settle()
    assert [message.text for message in stage.world.sent_to(budi)[-2:]] == [
        say.TOO_LONG.format(length="3.000", limit="1.000"), say.ONLY_TEXT,
    ]  # fmt: skip
    assert (await draft_now(stage, draft)).state == "review"
    shown = await writes(stage, budi, "Sudah ada catatan yang sama.")
    assert (await draft_now(stage, draft)).state == "review", "nothing is sent before it is read again"
    await presses(stage, budi, shown, say.BUTTON_SEND)
    decided = await draft_now(stage, draft)
    assert (decided.state, decided.message) == ("refused", "Sudah ada catatan yang sama.")
    assert "Sudah ada catatan yang sama." in stage.world.last_to(ani).text
    (entry,) = await stage.prima.desk.do(read_audit, 1)
    assert (entry.person, entry.action) == (budi.id, "refuse")


async def test_a_reason_can_be_taken_back(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Tolak")
    await presses(stage, budi, page, "Batal")
    await budi.says("apa itu gratifikasi?")
    await stage.settle()
    assert (await draft_now(stage, draft)).state == "review"
    assert "gratifikasi" in stage.world.last_to(budi).text


@pytest.mark.parametrize("label", ["Minta diubah", "Tolak"])
async def test_batal_ends_the_waiting_for_a_message_and_says_so(stage: Stage, label: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, label)
    told = await writes(stage, budi, "/batal")
    ended = say.ENDED.format(title=RECORD["title"])
    assert (page.text, page.labels) == (ended, [])
    assert (told.text, told.labels) == (say.NO_LONGER, [["Buka usulan"]]), "the same is not said twice"
    assert (await writes(stage, budi, "/batal")).text == words.NOTHING_OPEN
    assert "gratifikasi" in (await writes(stage, budi, "apa itu gratifikasi?")).text
    await presses(stage, budi, told, say.BUTTON_OPEN_SUGGESTION)
    assert stage.world.last_to(budi).labels[0] == ["Terbitkan", "Minta diubah", "Tolak"]
    assert (await draft_now(stage, draft)).state == "review"


async def test_another_command_leaves_the_waiting_as_it_is(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Tolak")
    for command in ("/bantuan", "/cari antrean"):
        await writes(stage, budi, command)
    assert page.labels == [[say.BUTTON_CANCEL]]
    await presses(stage, budi, await writes(stage, budi, "Sudah ada yang sama."), say.BUTTON_SEND)
    assert (await draft_now(stage, draft)).message == "Sudah ada yang sama."


@pytest.mark.parametrize("label", ["Minta diubah", "Tolak"])
async def test_what_is_written_by_accident_is_not_sent(stage: Stage, label: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, label)
    shown = await writes(stage, budi, "kapan <rapatnya>?")
    assert "akan membacanya" in shown.text
    assert "kapan <rapatnya>?" in shown.text
    assert shown.labels == [[say.BUTTON_SEND], [say.BUTTON_WRITE_AGAIN, say.BUTTON_CANCEL]]
    assert page.labels == [], "one message has buttons"
    (waiting,) = (await stage.prima.desk.do(data_of, budi.id))["awaited"]
    assert waiting["text"] == "kapan <rapatnya>?", "one's own data holds it"
    corrected = await writes(stage, budi, "Ini yang lain.")
    assert shown.labels == []
    old = await budi.forges(shown, f"r:send:{draft.id}:00000000")
    await stage.settle()
    assert old.text == say.NOT_ASKED_ANY_MORE
    await presses(stage, budi, corrected, say.BUTTON_WRITE_AGAIN)
    assert corrected.labels == [[say.BUTTON_CANCEL]]
    await presses(stage, budi, await writes(stage, budi, "Ini yang lain."), say.BUTTON_CANCEL)
    assert "gratifikasi" in (await writes(stage, budi, "apa itu gratifikasi?")).text
    assert (await draft_now(stage, draft)).state == "review"
    assert stage.world.sent_to(ani) == []


@pytest.mark.parametrize("said", ["😀", "👍👍", "12.30", "…"])
async def test_signs_alone_are_no_reason(stage: Stage, said: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    assert (await writes(stage, budi, said)).text == say.NO_REASON
    assert (await draft_now(stage, draft)).state == "review"


async def test_a_corrected_reason_is_shown_anew(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    wrote = await budi.says("Sudah ade.")
    await stage.settle()
    await budi.edits(wrote, "Sudah ada.")
    await stage.settle()
    await presses(stage, budi, stage.world.last_to(budi), say.BUTTON_SEND)
    assert (await draft_now(stage, draft)).message == "Sudah ada."


async def test_a_prompt_that_another_one_replaces_says_that_it_is_over(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await suggested(stage, ani)
    first = await reviews(stage, budi)
    await presses(stage, budi, first, "Tolak")
    shown = await writes(stage, budi, "Sudah ada yang sama.")
    second = await reviews(stage, budi)
    await presses(stage, budi, second, "Minta diubah")
    assert shown.text.startswith(say.ENDED.format(title=RECORD["title"]))
    assert shown.text.endswith("Sudah ada yang sama."), "nothing that was written is lost"
    assert shown.labels == []
    await writes(stage, budi, "/peraturan UU 25/2009 diganti UU 7/2027")
    assert second.labels == []
    assert second.text == say.ENDED.format(title=RECORD["title"])


async def test_a_refused_author_goes_on_with_the_text(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    await presses(stage, budi, await writes(stage, budi, "Sebutkan jamnya."), say.BUTTON_SEND)
    told = stage.world.last_to(ani)
    assert told.labels == [[words.BUTTON_AGAIN]]
    stranger = await budi.forges(stage.world.last_to(budi), f"d:again:{draft.id}")
    await stage.settle()
    assert stranger.text == words.NOT_YOURS
    assert (await draft_now(stage, draft)).state == "refused"
    await presses(stage, ani, told, words.BUTTON_AGAIN)
    again = stage.world.last_to(ani)
    assert again.text.startswith("Moderator menulis: Sebutkan jamnya.")
    await presses(stage, ani, again, words.BUTTON_SUBMIT)
    now = await draft_now(stage, draft)
    assert (now.state, now.record["body"]) == ("review", RECORD["body"])
    pressed = await ani.forges(again, f"d:again:{draft.id}")
    await stage.settle()
    assert pressed.text == words.OVER["review"].format(title=RECORD["title"])


async def test_who_has_too_many_drafts_finishes_some_first(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await stage.prima.desk.do(drafts.refuse, draft.id, budi.id, "Sudah ada.")
    for _ in range(MOST):
        await stage.prima.desk.do(drafts.start, ani.id, RECORD)
    opened = await ani.opens(f"t.me/prima_bot?start=draf-{draft.id}")
    await stage.settle()
    assert opened
    await presses(stage, ani, stage.world.last_to(ani), words.BUTTON_AGAIN)
    assert stage.world.last_to(ani).text == words.TOO_MANY.format(count=MOST)
    assert (await draft_now(stage, draft)).state == "refused"


async def test_a_draft_that_waits_no_more_is_not_opened_as_another(stage: Stage) -> None:
    ani, budi, citra = stage.world.user("Ani"), await with_role(stage, "Budi"), await with_role(stage, "Citra")
    draft = await suggested(stage, ani)
    await suggested(stage, ani, title="Cara melayani warga lansia")
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    told = await writes(stage, budi, "/batal")
    await presses(stage, citra, await reviews(stage, citra), "Terbitkan")
    assert await presses(stage, budi, told, say.BUTTON_OPEN_SUGGESTION) == say.DECIDED["published"].format(name="Citra")
    assert stage.world.last_to(budi) is told
    assert (await draft_now(stage, draft)).state == "published"


async def test_a_role_that_is_lost_in_the_middle_decides_nothing(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Tolak")
    await stage.prima.desk.do(give_role, budi.id, "pegawai", ADMIN)
    await budi.says("Alasan saya")
    await stage.settle()
    assert stage.world.last_to(budi).text == replies.ROLE_LOST
    pressed = await budi.forges(page, f"r:ok:{draft.id}:{draft.stamp}")
    await stage.settle()
    assert pressed.text == replies.ROLE_LOST
    assert (await draft_now(stage, draft)).state == "review"


async def test_a_message_that_comes_too_late_is_given_back(stage: Stage) -> None:
    ani, budi, citra = (
        stage.world.user("Ani", started=True),
        await with_role(stage, "Budi"),
        await with_role(stage, "Citra"),
    )
    await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    await presses(stage, citra, await reviews(stage, citra), "Terbitkan")
    await budi.says("Kurang lengkap")
    await stage.settle()
    said = stage.world.last_to(budi).text
    assert "sudah diterbitkan oleh Citra" in said
    assert "Kurang lengkap" in said


async def test_a_decision_between_reading_and_sending_counts(stage: Stage) -> None:
    ani, budi, citra = stage.world.user("Ani"), await with_role(stage, "Budi"), await with_role(stage, "Citra")
    draft = await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    shown = await writes(stage, budi, "Kurang lengkap")
    await presses(stage, citra, await reviews(stage, citra), "Terbitkan")
    await presses(stage, budi, shown, say.BUTTON_SEND)
    assert "sudah diterbitkan oleh Citra" in shown.text
    assert "Kurang lengkap" in shown.text
    assert shown.labels == []
    assert (await draft_now(stage, draft)).state == "published"


async def test_an_author_who_blocked_the_bot_stops_nothing(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await ani.blocks_bot()
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    shown = await writes(stage, budi, "Sudah ada")
    await presses(stage, budi, shown, say.BUTTON_SEND)
    assert "belum bisa dihubungi" in shown.text
    assert (await draft_now(stage, draft)).state == "refused"


@pytest.mark.parametrize("label", ["Tolak", "Minta diubah"])
async def test_no_part_of_a_reason_that_was_cut_is_taken(stage: Stage, label: str) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), label)
    before = len(stage.world.sent_to(budi))
    text = "Sudah ada di catatan lain. " * 340
    for start in range(0, len(text), LIMIT):
        await budi.says(text[start : start + LIMIT])
    await stage.settle()
    told = stage.world.sent_to(budi)[before:]
    assert [each.text.split(".")[0] for each in told] == [
        "Pesan ini 4",
        *["Ini sambungan pesan sebelumnya yang terlalu panjang, jadi juga tidak disimpan"] * 2,
    ]
    assert all("paling banyak 1.000 karakter" in each.text for each in told)
    shown = await writes(stage, budi, "Sudah ada di catatan lain.")
    assert shown.labels[0] == [say.BUTTON_SEND], "what comes after the text is a reason of its own"
    assert stage.world.last_to(budi).text.count("Sudah ada") == 1


@pytest.mark.parametrize("comes_back", ["/start", "/usul", "warga marah di loket gmn?"])
async def test_a_refusal_that_reached_nobody_is_told_once_when_its_author_comes_back(
    stage: Stage, comes_back: str
) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    draft = await suggested(stage, ani)
    await ani.blocks_bot()
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    said = await writes(stage, budi, "Sudah ada catatannya.")
    await presses(stage, budi, said, say.BUTTON_SEND)
    assert "belum bisa dihubungi" in said.text
    await ani.unblocks_bot()
    group = stage.world.group("Loket", [ani, budi])
    await ani.says(comes_back, chat=group)
    await stage.settle()
    refusal = say.REFUSED_AUTHOR.split("<blockquote>")[0].format(title=RECORD["title"]) + "Sudah ada catatannya."
    for _ in range(2):
        await writes(stage, ani, comes_back)
        told = [each for each in stage.world.sent_to(ani) if each.text == refusal]
        assert [each.labels for each in told] == [[[words.BUTTON_AGAIN]]], "once"
    assert refusal not in [each.text for each in stage.world.sent_to(group)]
    await presses(stage, ani, told[0], words.BUTTON_AGAIN)
    assert (await draft_now(stage, draft)).state == "returned"


async def test_a_refusal_that_was_heard_is_not_told_again(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await suggested(stage, ani)
    await presses(stage, budi, await reviews(stage, budi), "Tolak")
    await presses(stage, budi, await writes(stage, budi, "Sudah ada catatannya."), say.BUTTON_SEND)
    await writes(stage, ani, "/start")
    assert len([each for each in stage.world.sent_to(ani) if "Sudah ada catatannya." in each.text]) == 1


@pytest.mark.parametrize("how", ["written", "changed", "hidden"])
async def test_an_accepted_author_who_could_not_be_told_hears_of_it_once_when_they_come_back(
    stage: Stage, how: str
) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await writes(stage, ani, "halo")
    base = await note_now(stage, "C4-pedoman-warga-marah") if how == "changed" else None
    draft = await suggested(stage, ani, base, **({"body": f"{base.body}\n\nTawarkan minum."} if base else {}))
    await ani.blocks_bot()
    page = await reviews(stage, budi)
    await presses(stage, budi, page, "Terbitkan")
    assert stage.world.last_to(budi).text == say.NOT_TOLD.format(name="Ani")
    identity = (await draft_now(stage, draft)).base
    if how == "hidden":
        await stage.prima.desk.do(set_state, identity, "archived", budi.id)
    title = (await note_now(stage, identity)).title
    text = {
        "written": say.ACCEPTED_AUTHOR,
        "changed": say.CHANGED_AUTHOR,
        "hidden": say.ACCEPTED_AUTHOR_HIDDEN,
    }[how].format(title=title, state=say.STATE["archived"])
    await ani.unblocks_bot()
    for said in ("halo", "/start"):
        await writes(stage, ani, said)
        told = [each for each in stage.world.sent_to(ani) if each.text == text]
        assert [each.labels for each in told] == [[[say.BUTTON_OPEN_NOTE]]], "once"


async def test_a_change_asked_of_who_could_not_be_told_is_told_when_they_come_back(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    await writes(stage, ani, "halo")
    await suggested(stage, ani)
    await ani.blocks_bot()
    await presses(stage, budi, await reviews(stage, budi), "Minta diubah")
    said = await writes(stage, budi, "Sebutkan jamnya.")
    await presses(stage, budi, said, say.BUTTON_SEND)
    assert said.text == say.NOT_SENT.format(name="Ani")
    await ani.unblocks_bot()
    for _ in range(2):
        await writes(stage, ani, "halo")
        told = [each for each in stage.world.sent_to(ani) if "Sebutkan jamnya." in each.text]
        assert [each.labels for each in told] == [[[say.BUTTON_OPEN_DRAFT]]], "once"
