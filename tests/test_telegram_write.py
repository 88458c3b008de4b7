"""Writing notes in Telegram: from /catat to an answer from the note, with whatever comes between."""

from __future__ import annotations

import pytest

from bot import replies
from bot.field_values import tells
from bot.handlers.burst import PASTED
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.notes import find_note
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.makers import note as make
from tests.telegram import World
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.test_telegram_private import ANGRY, OpenStage

TITLE = "Menyiram tanaman hias di ruang tunggu"
BODY = "1. Siram anggrek tiap pagi sebelum loket dibuka.\n2. Keringkan lantai supaya tidak licin."
ASKED = "siapa yang nyiram anggrek di ruang tunggu?"


async def moderator(stage: Stage, name: str = "Citra") -> Person:
    person = stage.world.user(name)
    await stage.prima.desk.do(give_role, person.id, "moderator", ADMIN)
    return person


async def says(stage: Stage, person: Person, text: str) -> Message:
    await person.says(text)
    await stage.settle()
    return stage.world.last_to(person)


async def presses(stage: Stage, person: Person, label: str, message: Message | None = None) -> Message:
    await person.presses(message or stage.world.last_to(person), label)
    await stage.settle()
    return stage.world.last_to(person)


async def written(stage: Stage, person: Person) -> Message:
    """Plays the dialogue up to the preview; what stands under the preview."""
    for text in ("/catat", TITLE, BODY):
        await says(stage, person, text)
    for label in (words.BUTTON_ON, "Praktik baik", words.BUTTON_SKIP, "Empati", words.BUTTON_ON):
        await presses(stage, person, label)
    await says(stage, person, ASKED)
    return await presses(stage, person, words.BUTTON_SKIP)


async def test_a_note_is_written_previewed_published_and_answers_at_once(stage: Stage) -> None:
    citra, ani = await moderator(stage), stage.world.user("Ani")
    control = await written(stage, citra)
    preview = stage.world.sent_to(citra)[-2]
    about = words.ABOUT.format(kind="Praktik baik", topic=words.NO_TOPIC, questions=f"• {ASKED}")
    assert control.text == f"{words.PREVIEW}\n\n{about}"
    published = await presses(stage, citra, words.BUTTON_PUBLISH)
    assert published.text.startswith(f"✅ Terbit: {TITLE}")
    assert ASKED in published.text
    answer = await says(stage, ani, ASKED)
    shown = [each.html.split("Lihat juga")[0].rstrip() for each in (answer, preview)]
    assert shown[0] == shown[1], "the preview is what answers"
    note = await stage.prima.desk.do(find_note, "praktik-menyiram-tanaman-hias-di-ruang-tunggu")
    assert note is not None
    assert (note.values, note.owner, note.questions) == (("empati",), citra.id, (ASKED,))


async def test_a_restart_in_the_middle_of_every_step_loses_nothing(open_stage: OpenStage) -> None:
    world = World()
    acts = [
        ("says", "/catat"), ("says", TITLE), ("says", BODY), ("presses", words.BUTTON_ON), ("presses", "Praktik baik"),
        ("presses", words.BUTTON_SKIP), ("presses", words.BUTTON_SKIP), ("says", ASKED),
        ("presses", words.BUTTON_SKIP), ("presses", words.BUTTON_PUBLISH),
    ]  # fmt: skip
    citra = world.user("Citra")
    for deed, text in acts:
        async with open_stage(world) as stage:
            await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
            last = await (says if deed == "says" else presses)(stage, citra, text)
    assert last.text.startswith("✅ Terbit")


async def test_an_unfinished_draft_is_offered_again(open_stage: OpenStage) -> None:
    world = World()
    citra = world.user("Citra")
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        await says(stage, citra, "/catat")
        await says(stage, citra, TITLE)
    async with open_stage(world) as stage:
        for command in ("/start", "/catat"):
            offer = await says(stage, citra, command)
            assert offer.text == words.UNFINISHED
            assert offer.labels[0] == [f"Lanjutkan: {TITLE}"]
        question = await presses(stage, citra, f"Lanjutkan: {TITLE}")
        assert question.text.startswith("Isi catatan")


async def test_tunda_lets_people_ask_meanwhile(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    paused = await presses(stage, citra, words.BUTTON_LATER)
    assert paused.text == words.PAUSED
    assert (await says(stage, citra, ANGRY)).text.startswith("Menghadapi warga yang marah")
    await presses(stage, citra, words.BUTTON_RESUME, paused)
    assert paused.text.startswith("Judul catatan")
    assert (await says(stage, citra, TITLE)).text.startswith("Isi catatan")


async def test_commands_work_while_a_dialogue_is_open(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    assert (await says(stage, citra, "/cari antrean")).text.startswith("Catatan yang paling dekat")
    assert (await says(stage, citra, TITLE)).text.startswith("Isi catatan")


async def test_back_goes_back_and_what_was_said_stays(stage: Stage) -> None:
    citra = await moderator(stage)
    for text in ("/catat", TITLE):
        await says(stage, citra, text)
    question = await presses(stage, citra, replies.BUTTON_BACK)
    assert TITLE in question.text
    assert (await presses(stage, citra, words.BUTTON_KEEP)).text.startswith("Isi catatan")


async def test_cancelling_asks_once_and_leaves_no_draft(stage: Stage) -> None:
    citra = await moderator(stage)
    for text in ("/catat", TITLE):
        await says(stage, citra, text)
    asked = await presses(stage, citra, words.BUTTON_CANCEL)
    assert TITLE in asked.text
    assert (await presses(stage, citra, words.BUTTON_DROP)).text == words.DROPPED
    assert await stage.prima.desk.do(drafts.of_person, citra.id) == []


@pytest.mark.parametrize("data", ["w:1:publish", "w:1:go", "w:1:drop", "w:1:field:title", "w:1:merge:antrean"])
async def test_a_draft_is_its_authors_alone(stage: Stage, data: str) -> None:
    citra, mallory = await moderator(stage), await moderator(stage, "Mallory")
    await written(stage, citra)
    theirs = await says(stage, mallory, "halo")
    pressed = await mallory.forges(theirs, data)
    await stage.settle()
    assert (pressed.text, pressed.alert) == (words.NOT_YOURS, True)


@pytest.mark.parametrize(
    "data", ["w:99:go", "w:0:go", "w:1:zzz", "w:1:set:pedoman", "w:1:value:empati", "w:1:next:title", "w:1:areas:C",
             "w:1:back:sources", "w:1:field:zzz", "w:1:full"],
)  # fmt: skip
async def test_forged_and_old_buttons_change_nothing(stage: Stage, data: str) -> None:
    citra = await moderator(stage)
    question = await says(stage, citra, "/catat")
    pressed = await citra.forges(question, data)
    await stage.settle()
    assert pressed.alert
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert (draft.record, draft.step) == ({}, "title")


async def test_publishing_twice_publishes_once(stage: Stage) -> None:
    citra = await moderator(stage)
    control = await written(stage, citra)
    await citra.presses(control, words.BUTTON_PUBLISH)
    again = await citra.presses(control, words.BUTTON_PUBLISH)
    await stage.settle()
    assert again.text in {words.DRAFT_GONE, words.OVER["published"].format(title=TITLE)}
    assert await stage.prima.desk.do(lambda db: db.table("notes").count_where("title = ?", [TITLE])) == 1


async def test_a_role_that_was_lost_in_the_middle_publishes_nothing_and_loses_nothing(stage: Stage) -> None:
    citra = await moderator(stage)
    control = await written(stage, citra)
    await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    pressed = await citra.presses(control, words.BUTTON_PUBLISH)
    await stage.settle()
    assert pressed.text == replies.ROLE_LOST
    assert control.labels[0] == [words.BUTTON_SUBMIT], "what they still may do stands in its place"
    offer = await says(stage, citra, "/start")
    suggestion = await presses(stage, citra, f"Lanjutkan: {TITLE}", offer)
    assert suggestion.labels[0] == [words.BUTTON_SUBMIT]
    await presses(stage, citra, words.BUTTON_SUBMIT)
    assert [draft.record["title"] for draft in await stage.prima.desk.do(drafts.queue)] == [TITLE]


async def test_a_merge_by_who_lost_the_role_offers_the_queue(stage: Stage) -> None:
    citra = await moderator(stage)
    control = await written(stage, citra)
    await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    for verb in ("apart", "merge:C4-pedoman-warga-marah", "join:C4-pedoman-warga-marah", "mine", "unite"):
        pressed = await citra.forges(control, f"w:1:{verb}")
        await stage.settle()
        assert (pressed.text, control.labels[0]) == (replies.ROLE_LOST, [words.BUTTON_SUBMIT])


async def test_who_may_not_write_hears_how_to_suggest(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    assert (await says(stage, budi, "/catat")).text == words.WRITE_BY_SUGGESTING


async def test_what_is_missing_or_written_is_told_without_marks_and_keys(stage: Stage) -> None:
    citra = await moderator(stage)
    draft = await stage.prima.desk.do(drafts.start, citra.id, {"title": TITLE, "body": "**Siram** anggrek"})
    await says(stage, citra, "/start")
    preview = await presses(stage, citra, f"Lanjutkan: {TITLE}")
    assert "pertanyaan" in preview.text
    assert "(questions)" not in preview.text
    await citra.forges(preview, f"w:{draft.id}:field:body")
    await stage.settle()
    assert stage.world.last_to(citra).text.endswith(words.NOW.format(value="Siram anggrek"))


async def test_wrong_input_is_explained_and_asked_for_again(stage: Stage) -> None:
    citra = await moderator(stage)
    await says(stage, citra, "/catat")
    assert "masih kosong" in (await says(stage, citra, "\u200b\u2060")).text
    assert "120" in (await says(stage, citra, "judul " * 40)).text
    await says(stage, citra, TITLE)
    assert "terlalu dalam" in (await says(stage, citra, "#### Dalam sekali")).text
    for _ in range(6):
        last = await says(stage, citra, "kata " * 800)
    assert "20.000" in last.text


@pytest.mark.parametrize(("at", "said"), [("title", "."), ("title", "12 - 3"), ("body", "1."), ("questions", "??")])
async def test_signs_alone_are_no_title_text_or_question(stage: Stage, at: str, said: str) -> None:
    citra = await moderator(stage)
    draft = await stage.prima.desk.do(drafts.start, citra.id, {}, step=at)
    assert (await says(stage, citra, said)).text.endswith("Silakan kirim lagi bagian ini.")
    assert (await stage.prima.desk.do(drafts.find, draft.id)).record == {}


async def test_batal_does_what_the_button_does(stage: Stage) -> None:
    citra = await moderator(stage)
    assert (await says(stage, citra, "/batal")).text == words.NOTHING_OPEN
    for text in ("/catat", TITLE):
        await says(stage, citra, text)
    assert (await says(stage, citra, "/batal")).text == words.DROP.format(title=TITLE)
    await presses(stage, citra, words.BUTTON_KEEP_DRAFT)
    await presses(stage, citra, words.BUTTON_LATER)
    assert (await says(stage, citra, "/batal")).text == words.NOTHING_OPEN, "what is put aside is not open"
    await says(stage, citra, "/start")
    await presses(stage, citra, f"Lanjutkan: {TITLE}")
    await says(stage, citra, "/batal")
    assert (await presses(stage, citra, words.BUTTON_DROP)).text == words.DROPPED


async def test_titles_and_questions_are_kept_as_they_were_typed(stage: Stage) -> None:
    citra, typed = await moderator(stage), "Formulir *baru* F_1"
    for text in ("/catat", typed, "Isi *tetap* F_1 Markdown."):
        await says(stage, citra, text)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert (draft.record["title"], draft.record["body"][:5]) == (typed, "Isi \\")
    await says(stage, citra, "/batal")
    await presses(stage, citra, words.BUTTON_DROP)
    await says(stage, citra, f"/catat {typed}")
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["title"] == typed
    await says(stage, citra, f"---\ntitle: {typed}\nkind: praktik\nquestions:\n- apa *itu* F_1?\n---\nIsi *baru*.")
    found = await stage.prima.desk.do(drafts.of_person, citra.id)
    (draft,) = (each for each in found if "questions" in each.record)
    assert (draft.record["title"], draft.record["questions"]) == (typed, ["apa *itu* F_1?"])
    assert draft.record["body"] == r"Isi \*baru\*."


async def test_markup_in_a_note_is_only_text(stage: Stage) -> None:
    citra = await moderator(stage)
    attack = "<script>alert(1)</script> [klik](javascript:x) \u202eterbalik"
    for text in ("/catat", "<b>Judul</b> & [x](javascript:alert(1))", attack):
        await says(stage, citra, text)
    for label in (words.BUTTON_ON, "Praktik baik", words.BUTTON_SKIP, words.BUTTON_SKIP):
        await presses(stage, citra, label)
    await says(stage, citra, "apa <i>ini</i>?")
    control = await presses(stage, citra, words.BUTTON_SKIP)
    preview = stage.world.sent_to(citra)[-2]
    assert preview.text.startswith("<b>Judul</b> & [x](javascript:alert(1))"), "a title is no Markdown"
    assert "<script>alert(1)</script> klik terbalik" in preview.text
    assert "href" not in preview.html
    assert control.labels[0] == [words.BUTTON_PUBLISH]


VERBS = (
    "set value areas next back clear more ask whole unite later go cancel drop fields field full name publish submit "
    "merge join apart mine"
)
ARGUMENTS = ("", ":preview", ":C4-pedoman-warga-marah")
STEPS = ("topic", "preview", "offer", "later:body", "import", "pieces", "only:questions")


@pytest.mark.parametrize("step", STEPS)
async def test_any_button_at_any_step_gets_a_calm_answer(stage: Stage, step: str) -> None:
    citra = await moderator(stage)
    last = await says(stage, citra, "halo")
    found = {"title": "x.md", "notes": [make("dok-x-1").to_dict()], "alike": {}, "known": 0, "chosen": [], "place": 0}
    pieces = {"title": TITLE, "what": "note", "pieces": {"1": ["---\ntitle: x", False]}}
    record = {"import": found, "pieces": pieces}.get(step, {"body": BODY})
    for verb, argument in ((verb, argument) for verb in VERBS.split() for argument in ARGUMENTS):
        draft = await stage.prima.desk.do(drafts.start, citra.id, record, step=step)
        pressed = await citra.forges(last, f"w:{draft.id}:{verb}{argument}")
        await stage.settle()
        assert pressed.answered
        assert pressed.text != replies.TROUBLE, (verb, argument)
        await stage.prima.desk.do(lambda db: db.execute("delete from drafts"))
    assert replies.TROUBLE not in [message.text for message in stage.world.sent_to(citra)]


ODD = ("x", "---\na: [\n---\nb", "a; b; c", "🙏" * 50, "\u202e\u202e", "<b>\n&\n", "kata " * 800, "#### x")


@pytest.mark.parametrize("step", ["title", "body", "kind", "values", "questions", "sources", "suggest", "preview"])
async def test_whatever_is_sent_at_any_step_gets_an_answer(stage: Stage, step: str) -> None:
    citra = await moderator(stage)
    await stage.prima.desk.do(drafts.start, citra.id, {"body": BODY}, step=step)
    for text in ODD:
        before = len(stage.world.sent_to(citra))
        stage.world.passes(int(PASTED) + 1)
        await says(stage, citra, text)
        assert len(stage.world.sent_to(citra)) > before
    await citra.sends_photo()
    await citra.sends_sticker()
    await stage.settle()
    assert replies.TROUBLE not in [message.text for message in stage.world.sent_to(citra)]


TOLD = (
    "Anggrek di ruang tunggu disiram petugas kebersihan tiap pagi sebelum loket dibuka lalu lantainya dikeringkan "
    "supaya tidak ada warga yang terpeleset saat datang."
)


def test_a_long_statement_or_several_sentences_without_a_word_that_asks_are_told() -> None:
    for line in (TOLD, "Siram tiap pagi. Lalu keringkan lantainya."):
        assert tells(line)
    for line in (f"{TOLD[:-1]}?", f"{TOLD} Bagaimana", f"bolehkah {TOLD}", ASKED, "anggrek layu di ruang tunggu"):
        assert not tells(line)


@pytest.mark.parametrize("body", [True, False])
async def test_a_statement_typed_as_a_question_is_asked_about(stage: Stage, body: bool) -> None:  # noqa: FBT001
    citra = await moderator(stage)
    await written(stage, citra)
    await presses(stage, citra, words.BUTTON_CHANGE)
    await presses(stage, citra, words.FIELD["questions"])
    doubt = await says(stage, citra, f"{TOLD}\nkapan anggrek disiram?")
    assert doubt.text.startswith("“Anggrek di ruang tunggu disiram")
    control = await presses(stage, citra, words.BUTTON_IS_BODY if body else words.BUTTON_IS_QUESTION)
    assert control.labels[0] == [words.BUTTON_PUBLISH]
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    expected = [ASKED, "kapan anggrek disiram?"] if body else [ASKED, TOLD, "kapan anggrek disiram?"]
    assert draft.record["questions"] == expected
    assert draft.record["body"] == (f"{BODY}\n\n{TOLD}" if body else BODY)
    again = await citra.forges(doubt, f"w:{draft.id}:told:body")
    await stage.settle()
    assert again.text == words.STEP_OVER


async def test_where_only_a_statement_came_a_question_is_still_asked_for(stage: Stage) -> None:
    citra = await moderator(stage)
    for text in ("/catat", TITLE, BODY):
        await says(stage, citra, text)
    for label in (words.BUTTON_ON, "Praktik baik", words.BUTTON_SKIP, words.BUTTON_SKIP):
        await presses(stage, citra, label)
    await says(stage, citra, TOLD)
    asked = await presses(stage, citra, words.BUTTON_IS_BODY)
    assert asked.html.startswith("<b>Pertanyaan</b>")
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["body"].endswith(TOLD)
