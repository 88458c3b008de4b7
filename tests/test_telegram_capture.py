"""Knowledge where it is said: messages of a group become drafts and suggestions, and only their authors are named."""

from __future__ import annotations

from bot import replies
from bot.handlers.forwarded import OFFERS
from bot.replies import capture as words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.life import set_state
from knowledge_base.notes import find_note
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.telegram import World
from tests.telegram.accounts import Chat
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.test_telegram_private import ANGRY, OpenStage
from tests.test_telegram_write import moderator, presses, says

TIP = "Menyiram anggrek ruang tunggu\nSiram anggrek tiap pagi sebelum loket dibuka, lalu keringkan lantainya."
MORE = "Tambahan: pupuk anggrek tiap Senin. NIK saya 3174051234560001 jangan disimpan."


async def forum(stage: Stage) -> tuple[Person, Person, Chat]:
    """A moderator and a colleague in a forum."""
    citra, budi = await moderator(stage), stage.world.user("Budi Hartono")
    await says(stage, citra, "halo")
    return citra, budi, stage.world.supergroup("Forum", [citra, budi], topics={7: "Loket"})


async def replies_in(stage: Stage, person: Person, text: str, to: Message, chat: Chat) -> Message:
    await person.says(text, chat=chat, thread=7, reply_to=to)
    await stage.settle()
    return stage.world.last_to(chat)


async def test_simpan_makes_a_draft_with_proposals_a_link_and_the_thread_above(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    more = await budi.says(MORE, chat=chat, thread=7, reply_to=tip)
    await stage.settle()
    await replies_in(stage, citra, "/simpan", more, chat)
    control = stage.world.last_to(citra)
    assert control.labels[0] == [write_words.BUTTON_PUBLISH]
    assert "Topik: belum dipilih\nPertanyaan yang dijawabnya:\n• bagaimana menyiram anggrek" in control.text
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["title"] == "Menyiram anggrek ruang tunggu"
    assert draft.record["kind"] == "praktik"
    assert draft.record["body"].startswith("Siram anggrek"), "the title stands above the text already"
    assert "pupuk anggrek" in draft.record["body"]
    assert "3174051234560001" not in draft.record["body"]
    assert draft.record["origin"].startswith("https://t.me/c/")
    assert str(more.id) in draft.record["origin"]
    published = await presses(stage, citra, write_words.BUTTON_PUBLISH)
    assert published.text.startswith("✅ Terbit")


async def test_who_may_not_save_hears_how_to_suggest(stage: Stage) -> None:
    _, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    told = await replies_in(stage, budi, "/simpan", tip, chat)
    assert told.text == words.KEEP_BY_SUGGESTING
    assert told.text.count(".") == 1, "one sentence, of what can be done"
    assert told.reply_to is not None
    assert told.reply_to.text == "/simpan", "it hangs on the command of the one for whom it is"


async def test_a_topic_is_only_proposed_where_notes_are_near_enough(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    texts = (TIP, "Menghadapi warga yang marah di loket\nDengarkan warga yang marah sampai selesai, lalu minta maaf.")
    for text in texts:
        await says(stage, budi, f"/usul {text}")
    topics = [each.record["topic"] for each in await stage.prima.desk.do(drafts.of_person, budi.id)]
    assert topics == ["C4", ""]


async def test_only_the_author_decides_about_their_name_also_after_publishing(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await stage.settle()
    consent = await replies_in(stage, citra, "/simpan", tip, chat)
    assert consent.labels == [[words.BUTTON_AGREE, words.BUTTON_ANONYMOUS]]
    assert consent.reply_to is tip
    forged = await citra.presses(consent, words.BUTTON_AGREE)
    await stage.settle()
    assert forged.text == words.ONLY_AUTHOR
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    (row,) = await stage.prima.desk.do(lambda db: list(db.query("select base from drafts")))
    note = await stage.prima.desk.do(find_note, row["base"])
    assert note is not None
    assert note.contributor == "", "nobody is named without their consent"
    await budi.presses(consent, words.BUTTON_AGREE)
    await stage.settle()
    note = await stage.prima.desk.do(find_note, row["base"])
    assert note is not None
    assert note.contributor == "Budi Hartono"
    assert consent.text == words.CONSENT_GIVEN.format(name="Budi Hartono")


async def test_a_name_can_be_taken_back_after_the_note_was_published(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    consent = await replies_in(stage, citra, "/simpan", await budi.says(TIP, chat=chat, thread=7), chat)
    await budi.presses(consent, words.BUTTON_AGREE)
    await presses(stage, citra, write_words.BUTTON_PUBLISH)
    published = (await stage.prima.desk.do(drafts.find, 1)).base
    assert consent.labels == [[words.BUTTON_ANONYMOUS]]
    forged = await citra.presses(consent, words.BUTTON_ANONYMOUS)
    await stage.settle()
    assert forged.text == words.ONLY_AUTHOR
    budi.first_name = "Budi H."
    await budi.presses(consent, words.BUTTON_ANONYMOUS)
    await stage.settle()
    note = await stage.prima.desk.do(find_note, published)
    assert note is not None
    assert note.contributor == ""
    assert (consent.text, consent.labels) == (words.CONSENT_REFUSED, [[words.BUTTON_AGREE]])


async def test_a_message_becomes_one_draft_and_asks_once(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    tip = await budi.says(TIP, chat=chat, thread=7)
    asked = await replies_in(stage, citra, "/simpan", tip, chat)
    ways = ((citra, "/simpan", words.SAVED_YOURS), (ani, "/usul", words.SAVED_ELSEWHERE))
    for person, command, expected in ways:
        assert (await replies_in(stage, person, command, tip, chat)).text == expected
    await stage.prima.desk.do(drafts.submit, 1)
    assert (await replies_in(stage, ani, "/usul", tip, chat)).text == words.SAVED_WAITING
    await stage.prima.desk.do(drafts.mark_published, 1, citra.id, "C4-pedoman-warga-marah")
    told = await replies_in(stage, ani, "/usul", tip, chat)
    assert told.text == words.SAVED_GONE.format(title="Menghadapi warga yang marah")
    assert told.labels == [[words.BUTTON_OPEN_NOTE], [words.BUTTON_SUGGEST_AGAIN]]
    assert "Menghadapi warga" in (await citra.opens(str(told.buttons[0][0].target)) and await last(stage, citra)).text
    assert [each for each in stage.world.sent_to(chat) if each.labels == asked.labels] == [asked]
    await stage.prima.desk.do(set_state, "C4-pedoman-warga-marah", "archived", citra.id)
    assert (await replies_in(stage, citra, "/simpan", tip, chat)).labels == asked.labels, "it may be saved anew"


async def last(stage: Stage, person: Person) -> Message:
    await stage.settle()
    return stage.world.last_to(person)


async def test_consent_of_a_draft_stands_in_its_note_and_can_be_taken_back(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await stage.settle()
    consent = await replies_in(stage, citra, "/simpan", tip, chat)
    for data, name in (("d:ok:1", "Budi Hartono"), ("d:ok:1", "Budi Hartono"), ("d:anon:1", "")):
        await budi.forges(consent, data)
        await stage.settle()
        assert (await stage.prima.desk.do(drafts.find, 1)).record["contributor"] == name


async def test_a_moderator_who_never_pressed_start_finds_the_draft_by_a_link(stage: Stage) -> None:
    citra, budi = await moderator(stage), stage.world.user("Budi")
    chat = stage.world.supergroup("Forum", [citra, budi], topics={7: "Loket"})
    tip = await budi.says(TIP, chat=chat, thread=7)
    await citra.says("/simpan", chat=chat, thread=7, reply_to=tip)
    await stage.settle()
    pointer = stage.world.sent_to(chat)[0]
    assert pointer.text == words.KEPT_UNSEEN
    (button,) = pointer.buttons[0]
    await citra.opens(str(button.target))
    await stage.settle()
    assert stage.world.last_to(citra).labels[0] == [write_words.BUTTON_PUBLISH]


async def test_a_draft_link_of_somebody_else_opens_nothing(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    for link, text in (("draf-1", write_words.NOT_YOURS), ("draf-99", write_words.DRAFT_GONE)):
        await budi.opens(f"t.me/prima_bot?start={link}")
        await stage.settle()
        assert stage.world.last_to(budi).text == text


async def test_simpan_without_a_message_or_without_words_says_how(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    picture = await budi.sends_photo(chat=chat, thread=7)
    await citra.says("/simpan", chat=chat, thread=7)
    await stage.settle()
    assert stage.world.last_to(chat).text == words.KEEP_HOW
    assert (await replies_in(stage, citra, "/simpan", picture, chat)).text == words.NO_WORDS_THERE


async def test_a_colleague_suggests_in_a_group_and_moderators_hear_of_it(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await replies_in(stage, budi, "/usul", tip, chat)
    told = stage.world.last_to(chat)
    assert (told.text, told.labels) == (words.SUGGESTED, [[words.BUTTON_OPEN]])
    assert f"tekan {words.BUTTON_OPEN}" in told.text, "who never pressed Start would hear nothing"
    assert "Budi Hartono" in stage.world.last_to(citra).text
    (draft,) = await stage.prima.desk.do(drafts.queue)
    assert (draft.person, draft.record["title"]) == (budi.id, "Menyiram anggrek ruang tunggu")
    assert "contributor" not in draft.record


async def test_a_suggestion_in_a_group_is_told_in_private_where_its_words_are_credited(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    await says(stage, budi, "halo")
    await replies_in(stage, budi, "/usul", await budi.says(TIP, chat=chat, thread=7), chat)
    told = stage.world.last_to(budi)
    handed_in = words.HANDED_IN.format(title="Menyiram anggrek ruang tunggu")
    assert (told.text, told.labels) == (f"{handed_in}\n{words.NAME_YOU}", [[words.BUTTON_AGREE]])
    await presses(stage, budi, words.BUTTON_AGREE)
    (draft,) = await stage.prima.desk.do(drafts.queue)
    assert draft.record["contributor"] == "Budi Hartono"
    forged = await citra.forges(told, "d:ok:1")
    await stage.settle()
    assert forged.text == words.ONLY_AUTHOR


async def test_what_only_asks_is_kept_with_its_answer(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    question = await budi.says("ada yg tau cara reset printer?", chat=chat, thread=7)
    for command in ("/simpan", "/usul"):
        told = await replies_in(stage, citra, command, question, chat)
        assert told.text == words.NO_ANSWER_THERE.format(command=command)
    assert await stage.prima.desk.do(drafts.of_person, citra.id) == []
    answer = await citra.says("Tekan tombol daya sepuluh detik.", chat=chat, thread=7, reply_to=question)
    await replies_in(stage, citra, "/simpan", answer, chat)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["title"] == "Cara reset printer"


async def test_a_moderator_is_asked_about_their_own_words_in_a_thread(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    answer = await citra.says("Tambahan: pupuk anggrek tiap Senin pagi.", chat=chat, thread=7, reply_to=tip)
    consent = await replies_in(stage, citra, "/simpan", answer, chat)
    await budi.presses(consent, words.BUTTON_AGREE)
    await presses(stage, citra, write_words.BUTTON_NAME_ME)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["contributor"] == "Budi Hartono, Citra"
    await presses(stage, citra, write_words.BUTTON_UNNAME_ME)
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["contributor"] == "Budi Hartono"


async def test_a_suggestion_in_private_is_shown_and_handed_in(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    asked = await says(stage, budi, "/usul")
    assert asked.text.startswith("Usulan catatan")
    control = await says(stage, budi, TIP)
    assert control.labels[0] == [write_words.BUTTON_SUBMIT]
    await presses(stage, budi, write_words.BUTTON_NAME_ME)
    control = stage.world.last_to(budi)
    assert (await presses(stage, budi, write_words.BUTTON_SUBMIT)).text == write_words.SUBMITTED
    (draft,) = await stage.prima.desk.do(drafts.queue)
    assert draft.record["contributor"] == "Budi"
    again = await budi.forges(control, f"w:{draft.id}:submit")
    await stage.settle()
    assert again.text == write_words.OVER["review"].format(title=draft.record["title"])


async def test_an_author_hears_what_became_of_their_draft(stage: Stage) -> None:
    citra, budi, link = await moderator(stage), stage.world.user("Budi"), "t.me/prima_bot?start=draf-1"
    said = {"title": "Anggrek <b>", "body": "x"}
    for state, reason in (("review", ""), ("refused", "Sudah ada & <lengkap>. " * 20), ("published", "")):
        draft = await stage.prima.desk.do(drafts.start, budi.id, said)
        await stage.prima.desk.do(drafts.submit, draft.id)
        if state == "refused":
            await stage.prima.desk.do(drafts.refuse, draft.id, citra.id, reason.strip())
        if state == "published":
            await stage.prima.desk.do(drafts.mark_published, draft.id, citra.id, "C4-pedoman-warga-marah")
        await budi.opens(link.replace("1", str(draft.id)))
        await stage.settle()
        told = stage.world.last_to(budi)
        assert told.text == write_words.OVER[state].format(title="Anggrek <b>", reason=reason.strip())
        pressed = await budi.forges(told, f"w:{draft.id}:go")
        await stage.settle()
        assert pressed.text
        assert told.text.startswith(pressed.text.removesuffix("…"))
    assert told.labels == [[write_words.BUTTON_OPEN_NOTE]]
    assert "Menghadapi warga" in (await presses(stage, budi, write_words.BUTTON_OPEN_NOTE)).text


async def test_an_author_answers_a_request_for_change(stage: Stage) -> None:
    citra, budi = await moderator(stage), stage.world.user("Budi")
    await says(stage, budi, f"/usul {TIP}")
    await presses(stage, budi, write_words.BUTTON_SUBMIT)
    await stage.prima.desk.do(drafts.give_back, 1, citra.id, "Sebutkan <b>jamnya</b>.")
    await budi.forges(stage.world.last_to(budi), "w:1:go")
    await stage.settle()
    assert stage.world.last_to(budi).text.startswith("Moderator menulis: Sebutkan <b>jamnya</b>.")
    await presses(stage, budi, write_words.BUTTON_SUBMIT)
    assert len(await stage.prima.desk.do(drafts.queue)) == 1


async def test_a_forwarded_message_is_offered_as_suggestion_or_answered(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.group("Loket", [ani, budi])
    ways = ((TIP, words.BUTTON_SUGGEST_IT, "Begini tampilnya"), (ANGRY, words.BUTTON_ASK_IT, "Menghadapi warga"))
    for text, label, expected in ways:
        said = await ani.says(text, chat=chat)
        await budi.forwards(said)
        await stage.settle()
        offer = stage.world.last_to(budi)
        assert offer.text == words.OFFER
        assert (await presses(stage, budi, label, offer)).text.startswith(expected)
        again = await budi.forges(offer, "d:ask:1")
        await stage.settle()
        assert again.text == write_words.DRAFT_GONE


async def test_a_moderator_makes_a_note_of_a_forwarded_message(stage: Stage) -> None:
    citra, ani = await moderator(stage), stage.world.user("Ani")
    await citra.forwards(await ani.says(TIP, chat=stage.world.group("Loket", [ani, citra])))
    await stage.settle()
    offer = stage.world.last_to(citra)
    assert (offer.text, offer.labels[0][0]) == (words.OFFER_NOTE, words.BUTTON_MAKE_IT)
    control = await presses(stage, citra, words.BUTTON_MAKE_IT)
    assert control.labels[0] == [write_words.BUTTON_PUBLISH]


async def test_who_forwards_somebody_elses_words_is_not_named_for_them(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    chat = stage.world.group("Loket", [ani, budi])
    for number, (author, offered) in enumerate(((ani, False), (budi, True)), start=1):
        await budi.forwards(await author.says(TIP, chat=chat))
        await stage.settle()
        control = await presses(stage, budi, words.BUTTON_SUGGEST_IT)
        assert ([write_words.BUTTON_NAME_ME] in control.labels) is offered
        draft = await stage.prima.desk.do(drafts.find, number)
        assert draft.origin["authors"] == ({} if offered else {str(ani.id): "Ani"})
    forged = await budi.forges(control, "w:1:name")
    await stage.settle()
    assert forged.text == replies.OLD_BUTTON


async def test_the_author_of_forwarded_words_is_asked_not_who_forwarded_them(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    there = await budi.forwards(await ani.says(TIP, chat=stage.world.group("Loket", [ani, budi])), chat=chat)
    consent = await replies_in(stage, citra, "/simpan", there, chat)
    assert consent.text == words.CONSENT.format(names="Ani")


async def test_when_all_have_answered_the_question_says_what_was_decided(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani")
    await ani.joins(chat)
    tip = await budi.says(TIP, chat=chat, thread=7)
    more = await ani.says("Tambahan: pupuk anggrek tiap Senin pagi.", chat=chat, thread=7, reply_to=tip)
    consent = await replies_in(stage, citra, "/simpan", more, chat)
    asked, answers, answered = consent.text, [], ""
    for person, label in ((ani, words.BUTTON_ANONYMOUS), (budi, words.BUTTON_AGREE)):
        told = words.CONSENT_ANSWERED.format(names=answered)
        assert consent.text == (f"{asked}\n\n{told}" if answered else asked), "somebody is still to answer"
        answered = "Ani"
        answers.append(await person.presses(consent, label))
        await stage.settle()
    assert [each.text for each in answers] == [words.CONSENT_NOT_NAMED, words.CONSENT_THANKS]
    assert (consent.text, consent.labels) == (
        words.CONSENT_GIVEN.format(name="Budi Hartono"), [[words.BUTTON_AGREE, words.BUTTON_ANONYMOUS]],
    )  # fmt: skip


async def test_an_author_who_is_not_in_the_group_is_not_asked_there(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ani = stage.world.user("Ani <b>")
    there = await budi.forwards(await ani.says(TIP, chat=stage.world.group("Loket", [ani, budi])), chat=chat)
    tip = await budi.says("Pupuk anggrek tiap Senin pagi sebelum buka.", chat=chat, thread=7)
    await budi.leaves(chat)
    for said, name in ((there, "Ani <b>"), (tip, "Budi Hartono")):
        told = await replies_in(stage, citra, "/simpan", said, chat)
        assert told.text == words.KEPT + words.ABSENT.format(names=name), "no question stands below it"
    found = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert [(draft.record.get("contributor"), draft.origin["authors"]) for draft in found] == [(None, {"0": ""})] * 2


async def test_forwarded_messages_do_not_pile_up(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    said = await budi.says(TIP)
    for _ in range(OFFERS + 3):
        await budi.forwards(said)
        stage.world.passes(10)
    await stage.settle()
    assert len(await stage.prima.desk.do(drafts.of_person, budi.id)) == OFFERS


async def test_a_thread_from_before_a_restart_is_only_the_message_itself(open_stage: OpenStage) -> None:
    world = World()
    citra, budi = world.user("Citra", started=True), world.user("Budi")
    chat = world.supergroup("Forum", [citra, budi], topics={7: "Loket"})
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        tip = await budi.says(TIP, chat=chat, thread=7)
        more = await budi.says("Pupuk anggrek tiap Senin pagi.", chat=chat, thread=7, reply_to=tip)
        await stage.settle()
    async with open_stage(world) as stage:
        await replies_in(stage, citra, "/simpan", more, chat)
        assert (await stage.prima.desk.do(drafts.find, 1)).record["body"] == "Pupuk anggrek tiap Senin pagi."


async def test_a_group_that_prima_was_removed_from_costs_nothing(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await citra.says("/simpan", chat=chat, thread=7, reply_to=tip)
    await citra.removes_bot(chat)
    await stage.settle()
    assert len(await stage.prima.desk.do(drafts.of_person, citra.id)) == 1
    assert stage.world.last_to(citra).labels[0] == [write_words.BUTTON_PUBLISH]


async def test_where_no_question_can_be_made_one_is_asked_for_before_the_suggestion_waits(stage: Stage) -> None:
    _, budi, chat = await forum(stage)
    tip = await budi.says("Anggrek di ruang tunggu kesukaan para tamu.", chat=chat, thread=7)
    told = await replies_in(stage, budi, "/usul", tip, chat)
    pointer = next(each for each in stage.world.sent_to(chat) if each.text.startswith(words.SUGGEST_ASKS))
    assert told is pointer
    assert await stage.prima.desk.do(drafts.queue) == []
    await budi.opens(str(pointer.buttons[0][0].target))
    await stage.settle()
    asked = stage.world.last_to(budi)
    assert asked.text.startswith("Anggrek di ruang tunggu kesukaan para tamu\n\nPertanyaan"), "which note it is about"
    assert [write_words.BUTTON_TAKE] not in asked.labels
    assert (await says(stage, budi, "anggrek taruh mana?")).labels[0] == [write_words.BUTTON_SUBMIT]


async def test_a_draft_without_a_title_says_so_and_how_to_give_one(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says("Kalau di tempat kami begitu", chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    shown = stage.world.last_to(citra)
    assert "• Isian judul belum ada." in shown.text
    assert shown.text.endswith("Tekan bagian yang kurang di bawah ini, lalu tulis isinya.")
    assert (await presses(stage, citra, "Judul")).text.startswith("Judul catatan\nTulis judul yang singkat")


async def test_another_title_replaces_a_question_that_was_only_made_from_the_old_one(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    await replies_in(stage, citra, "/simpan", tip, chat)
    await presses(stage, citra, write_words.BUTTON_CHANGE)
    await presses(stage, citra, "Judul")
    control = await says(stage, citra, "Merawat anggrek kantor")
    assert "• bagaimana merawat anggrek kantor?" in control.text
    assert "bagaimana menyiram anggrek ruang tunggu" not in control.text


async def test_usul_without_a_text_explains_with_an_example(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    assert "Misalnya: “" in (await says(stage, budi, "/usul")).text


async def test_a_word_or_two_are_no_suggestion_and_what_is_missing_is_said(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    for text in ("/usul ok", "<b>", "👍 1 2 3 4"):
        told = await says(stage, budi, text)
        assert told.text.startswith(f"“{text.removeprefix('/usul ')}” belum cukup untuk menjadi catatan.")
    assert (await says(stage, budi, TIP)).labels[0] == [write_words.BUTTON_SUBMIT]
    _, budi, chat = await forum(stage)
    tiny = await budi.says("ok siap", chat=chat, thread=7)
    assert (await replies_in(stage, budi, "/usul", tiny, chat)).text == words.NOTHING_THERE.format(command="/usul")
    assert await stage.prima.desk.do(drafts.queue) == []


async def test_a_long_title_is_cut_at_a_word(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await stage.prima.desk.do(
        drafts.start, budi.id, {"body": "Menyiram tanaman hias di ruang tunggu " * 5}, step="body"
    )
    offer = await says(stage, budi, "/start")
    assert offer.labels[0] == ["Lanjutkan: Menyiram tanaman hias di ruang tunggu Menyiram…"]


async def test_hidden_characters_of_a_name_reach_nobody(stage: Stage) -> None:
    citra, budi = await moderator(stage), stage.world.user("Budi\u202e <i>")
    await says(stage, citra, "halo")
    await says(stage, budi, f"/usul {TIP}")
    await presses(stage, budi, write_words.BUTTON_SUBMIT)
    assert "dari Budi <i>: “" in stage.world.last_to(citra).text
    page = await says(stage, citra, "/tinjau")
    assert "· Budi <i>, " in page.text
    nameless = stage.world.user("\u202e")
    await says(stage, nameless, f"/usul {TIP}")
    await presses(stage, nameless, write_words.BUTTON_SUBMIT)
    assert f"dari {write_words.NAMELESS}: “" in stage.world.last_to(citra).text
    page = await says(stage, citra, "/tinjau")
    await presses(stage, citra, "›", page)
    assert f"· id {nameless.id}, " in page.text


async def test_another_title_leaves_the_question_of_the_thread(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    ask = await citra.says("Bagaimana cara menyiram anggrek?", chat=chat, thread=7)
    answer = await budi.says("Siram tiap pagi sebelum loket dibuka, lalu keringkan.", chat=chat, thread=7, reply_to=ask)
    await replies_in(stage, citra, "/simpan", answer, chat)
    assert "• bagaimana cara menyiram anggrek?" in stage.world.last_to(citra).text
    await presses(stage, citra, write_words.BUTTON_CHANGE)
    await presses(stage, citra, "Judul")
    control = await says(stage, citra, "Merawat tanaman kantor")
    assert "• bagaimana cara menyiram anggrek?" in control.text
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert draft.record["title"] == "Merawat tanaman kantor"
