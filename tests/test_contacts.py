"""What is masked in a caught message is told, and an office's own contacts can be shown; a link alone is no note."""

from __future__ import annotations

from bot.proposal import propose
from bot.replies import capture as words
from bot.replies import documents as document_words
from bot.replies import write as write_words
from knowledge_base import drafts
from knowledge_base.identifiers import CONTACTS
from knowledge_base.masking import masked
from tests.conftest import Stage
from tests.test_telegram_capture import forum, replies_in
from tests.test_telegram_write import presses

HEIRS = "Untuk surat waris hubungi Pak Budi 081234567890 di loket 2, bawa KTP dengan NIK 3171234567890001."
HIDDEN = write_words.PERSONAL_MASKED.format(kinds="NIK, nomor telepon")


async def test_what_is_masked_in_a_draft_is_told_and_contacts_can_be_shown(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    said = await budi.says(HEIRS, chat=chat, thread=7)
    await stage.settle()
    await replies_in(stage, citra, "/simpan", said, chat)
    assert HIDDEN in stage.world.last_to(citra).text
    shown = await presses(stage, citra, document_words.BUTTON_BARE)
    assert document_words.PERSONAL_OPEN.format(counts="nomor telepon") in shown.text
    assert write_words.PERSONAL_MASKED.format(kinds="NIK") in shown.text
    (draft,) = await stage.prima.desk.do(drafts.of_person, citra.id)
    assert "081234567890" in draft.record["body"]
    assert "3171234567890001" not in str(draft.record), "a citizen's number is never shown again"
    assert HIDDEN in (await presses(stage, citra, document_words.BUTTON_MASK)).text


async def test_of_a_draft_whose_only_secret_is_no_contact_nothing_can_be_shown(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    said = await budi.says(HEIRS.replace("081234567890 ", ""), chat=chat, thread=7)
    await stage.settle()
    await replies_in(stage, citra, "/simpan", said, chat)
    told = stage.world.last_to(citra)
    assert write_words.PERSONAL_MASKED.format(kinds="NIK") in told.text
    assert document_words.BUTTON_BARE not in [label for row in told.labels for label in row]


async def test_a_message_that_is_only_a_link_is_no_note(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    said = await budi.says("https://jakarta.go.id/aturan", chat=chat, thread=7)
    await stage.settle()
    told = await replies_in(stage, citra, "/simpan", said, chat)
    assert told.text == words.ONLY_LINK_THERE.format(command="/simpan")
    assert await stage.prima.desk.do(drafts.of_person, citra.id) == []


def test_no_title_and_no_question_holds_a_mark() -> None:
    made = propose(masked(f"Bagaimana menghubungi Pak Budi di 081234567890 ya?\n\n{HEIRS}"))
    assert "[" not in made.title + "".join(made.questions)
    assert propose(masked(HEIRS)).title == "Surat waris hubungi Pak Budi"


def test_a_kind_that_is_kept_stays_in_every_form() -> None:
    text = "Telepon 0812/3456/7890 atau (021) 3456789, surel loket@contoh.id, NIK 3171234567890001."
    assert masked(text, CONTACTS) == text.replace("3171234567890001", "[NIK]")
