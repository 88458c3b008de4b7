"""What Prima proposes for a text: a title, a topic, a kind, questions and sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.field_values import faults_of
from bot.proposal import propose, questions_of, sources_of, title_of, without_title
from bot.recent import GROUPS, KEPT, THREAD, Recent, Seen
from bot.step import FIELDS, Step
from bot.whole_note import PLACEHOLDER, read_whole_note
from knowledge_base.errors import Fault, NoteError
from knowledge_base.note import QUESTION_LIMIT, TITLE_LIMIT
from tests.makers import DAY, note


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Menyapa warga\nSapa dengan ramah.", "Menyapa warga"),
        ("**Menyapa warga:**\nSapa dengan ramah.", "Menyapa warga"),
        ("Sapa warga dengan ramah. Lalu dengarkan.", "Sapa warga dengan ramah"),
        ("1. Sapa warga\n2. Dengarkan", "Sapa warga"),
        ("👍👍", ""),
    ],
)
def test_the_title_is_the_heading_or_the_first_words(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("## Menyapa warga\n\nSapa dengan ramah.", "Sapa dengan ramah."),
        ("**Menyapa warga:**\nSapa dengan ramah.", "Sapa dengan ramah."),
        ("Menyapa warga\n1. Sapa.\n2. Dengar.", "1. Sapa.\n2. Dengar."),
        *(
            (text, text)
            for text in ("1. Sapa warga\n2. Dengarkan", "Sapa warga.\nLalu dengarkan.", "Menyapa warga", "")
        ),
    ],
)
def test_a_first_line_that_is_the_title_is_not_in_the_text_too(text: str, body: str) -> None:
    assert without_title(text) == body


@given(some.text(max_size=3_000))
def test_every_proposal_fits_into_a_note(text: str) -> None:
    made = propose(text, ())
    assert len(made.title) <= TITLE_LIMIT
    assert all(0 < len(asked) <= QUESTION_LIMIT for asked in made.questions)
    if made.title:
        assert made.questions


def test_a_text_that_names_an_article_is_guidance_with_its_source() -> None:
    made = propose("Menurut UU 25/2009 Pasal 34, pelaksana bersikap adil.", ())
    assert (made.kind, made.sources) == ("pedoman", ({"name": "UU 25/2009", "part": "Pasal 34"},))
    assert propose("Kami menyapa setiap warga.", ()).kind == "praktik"
    assert sources_of("Lihat Undang-Undang Nomor 25 Tahun 2009.") == ({"name": "Undang-Undang Nomor 25 Tahun 2009"},)


def test_the_topic_is_where_most_of_the_nearest_notes_are() -> None:
    near = [note("a", topic="B9"), note("b", topic="C4"), note("c", topic="C4"), note("d", topic="")]
    assert propose("Isi.", near).topic == "C4"
    assert propose("Isi.", ()).topic == ""


def test_questions_come_from_the_text_and_its_title() -> None:
    assert questions_of("Warga bertanya berapa lama antre? Jawab jujur.", "Antrean") == (
        "bagaimana antrean?",
        "Warga bertanya berapa lama antre?",
    )


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Jam buka loket paspor", "jam berapa buka loket paspor?"),
        ("Jam pelayanan loket", "kapan jam pelayanan loket?"),
        ("Waktu tunggu paspor", "berapa lama waktu tunggu paspor?"),
        ("Waktu pelayanan loket", "kapan waktu pelayanan loket?"),
        ("Tarif parkir kantor", "berapa tarif parkir kantor?"),
        ("Alamat kantor cabang", "di mana alamat kantor cabang?"),
        ("Syarat paspor anak", "apa saja syarat paspor anak?"),
        ("KTP hilang", "bagaimana KTP hilang?"),
        ("Biaya", "bagaimana biaya?"),
    ],
)
def test_a_title_is_asked_about_by_what_it_begins_with(title: str, question: str) -> None:
    assert questions_of("Isi catatan.", title) == (question,)


def seen(number: int, *, chat: int = 1, replies_to: int = 0, album: str = "") -> Seen:
    return Seen(chat, number, f"pesan {number}", 5, "Ani", replies_to, album)


def test_a_thread_and_an_album_are_gathered_oldest_first() -> None:
    recent = Recent()
    for each in (seen(1), seen(2, replies_to=1), seen(3, album="x"), seen(4, album="x", replies_to=2), seen(5)):
        recent.remember(each)
    assert [each.id for each in recent.gathered(seen(4, album="x", replies_to=2))] == [1, 2, 3, 4]
    assert [each.id for each in recent.gathered(seen(9, chat=2))] == [9]


def test_what_is_remembered_is_bounded_and_circles_end() -> None:
    recent = Recent()
    for number in range(1, KEPT + 10):
        recent.remember(seen(number, replies_to=number - 1))
    assert recent.known(1, 9) is None
    assert len(recent.gathered(seen(KEPT, replies_to=KEPT - 1))) == THREAD
    for chat in range(2, GROUPS + 2):
        recent.remember(seen(1, chat=chat))
    assert recent.known(1, KEPT) is None
    recent.remember(seen(1, chat=9, replies_to=2))
    recent.remember(seen(2, chat=9, replies_to=1))
    assert len(recent.gathered(seen(1, chat=9, replies_to=2))) == 2


@given(
    some.builds(
        Step,
        some.sampled_from([*FIELDS, "preview"]),
        some.booleans(),
        some.booleans(),
        some.from_regex(r"[0-9a-f]{0,32}", fullmatch=True),
    )
)
def test_a_step_is_read_as_it_was_written(step: Step) -> None:
    assert Step.of(str(step)) == step


def test_a_whole_note_without_id_and_days_gets_the_usual_ones() -> None:
    text = "---\ntitle: Judul\nkind: praktik\nquestions: [apa]\n---\nIsi."
    made = read_whole_note(text, "x.md", DAY)
    assert (made.id, made.checked, made.body) == (PLACEHOLDER, DAY, "Isi.")
    assert read_whole_note(note("x-1").to_markdown(), "x.md", DAY) == note("x-1")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: J\nkind: praktik\ntopic: Z9\nquestions: [a]\n---\nIsi.", 4),
        ("---\ntitle: J\nkind: praktik\nquestions: [a]\n---\nIsi.\n#### Dalam", 7),
        ("---\ntitle: J\nIsi.", 1),
    ],
)
def test_a_fault_names_the_line_that_the_sender_counts(text: str, line: int) -> None:
    with pytest.raises(NoteError) as caught:
        read_whole_note(text, "x.md", DAY)
    assert [fault.line for fault in caught.value.faults] == [line]


@given(some.text(max_size=400))
def test_any_text_is_a_whole_note_or_has_faults(text: str) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read_whole_note(f"---\n{text}", "x.md", DAY)
    except NoteError as error:
        faults = error.faults
    assert all(fault.line >= 1 and fault.pesan for fault in faults)


@pytest.mark.parametrize(("name", "value"), [("title", ""), ("body", ""), ("questions", []), ("sources", [])])
def test_an_empty_field_is_told(name: str, value: object) -> None:
    assert len(faults_of(name, value)) == 1


def test_a_whole_clause_is_a_better_title_than_a_torn_sentence() -> None:
    text = "Kalau mesin antrean rusak, kami bagikan nomor tulisan tangan dan panggil dengan suara jelas dari pintu."
    assert title_of(text) == "Kalau mesin antrean rusak"
    assert title_of(text.replace(",", "")).endswith("…")
