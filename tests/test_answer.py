"""Answers from the shipped notes, as data: what belongs together, and that any message at all gets an answer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from bot.answer import LONG_QUESTION, Answer, Answerer, Kind
from bot.message import Messenger, Reader
from bot.prima import remembered
from indexer.excerpt import LONG_PASSAGE
from knowledge_base.chunk import chunks_of, plain, sentences_of
from knowledge_base.note import HEADING, Note
from knowledge_base.settings import Settings
from tests.conftest import MORNING
from tests.telegram.keyboards import DATA_LIMIT
from tests.telegram.text import message_text

CONVERSATION = {"answer", "unsure", "unknown"}
"""Kinds that leave a subject behind, to which a follow-up may refer."""
STORY = "Kemarin kucing tetangga naik ke atap lalu turun lagi dan tidur di mobil merah. "


@pytest.fixture(scope="module")
def notes(answerer: Answerer) -> tuple[Note, ...]:
    """The notes in the live index."""
    return tuple(answerer.searcher.view().notes)


def check(answerer: Answerer, settings: Settings, answer: Answer, question: str) -> None:
    """What holds for every answer, whatever was asked."""
    assert answer.question == question
    assert answer.build == answerer.searcher.view().manifest.build
    assert 0 <= answer.confidence <= 1
    assert answer.ms >= 0
    assert answer.answered == (answer.kind == "answer") == (answer.note is not None) == bool(answer.passages)
    others = [hit.score for hit in answer.hits if hit.note != answer.note]
    assert others == sorted(others, reverse=True)
    assert all(0 <= hit.confidence <= 1 for hit in answer.hits)
    assert len({hit.note.id for hit in answer.hits}) == len(answer.hits)
    if answer.note and answer.hits:
        assert answer.hits[0].note == answer.note, "what is shown leads"
    assert not answer.outside or (answer.kind == "unknown" and answer.suggestions == ())
    assert len(answer.suggestions) == len(set(answer.suggestions)) <= settings.answer.suggestions
    assert not (answer.suggestions and answer.note)
    if answer.note:
        check_shown(answerer, settings, answer, answer.note)
    else:
        assert answer.highlights == answer.see_also == ()
    check_message(answer)


def check_shown(answerer: Answerer, settings: Settings, answer: Answer, note: Note) -> None:
    """What is shown of a note are passages of it in their order, and what stands beside it is another note."""
    shown = {chunk.ordinal for chunk in answer.passages}
    assert list(answer.passages) == [chunk for chunk in chunks_of(note) if chunk.ordinal in shown]
    assert answer.passage in shown
    assert all(any(sentence in chunk.text for chunk in answer.passages) for sentence in answer.highlights)
    assert len(answer.highlights) <= 2
    assert not any(HEADING.match(sentence.strip()) for sentence in answer.highlights)
    if sum(len(chunk.text) for chunk in answer.passages) <= LONG_PASSAGE:
        assert answer.highlights == (), "a short answer is read whole anyway"
    others = [other.id for other in answer.see_also]
    assert note.id not in others
    assert len(others) == len(set(others)) <= settings.answer.see_also
    snapshot = answerer.searcher.view()
    named = [identity for identity in note.related if identity != note.id and snapshot.note(identity)]
    assert others[: len(named)] == named[: settings.answer.see_also], "what the note names comes first"


def check_message(answer: Answer) -> None:
    """Telegram takes the message of the answer."""
    message = Messenger("prima_bot").answer(answer, 10**9, Reader(MORNING, "Ani"))
    assert message_text(message.html, "HTML", None).text
    assert all(len(button.data.encode()) <= DATA_LIMIT for row in message.buttons for button in row)


KINDS: tuple[tuple[str, Kind], ...] = (
    ("gmn ngadepin warga yg marah di loket?", "answer"),
    ("Menghitung nilai Indeks Kepuasan Masyarakat", "answer"),
    ("apa itu gratifikasi?", "answer"),
    ("APA ITU GRATIFIKASI???", "answer"),
    ("  apa\n itu\t gratifikasi  ", "answer"),
    ("🙏 apa itu gratifikasi? 🙏", "answer"),
    ("resep rendang padang", "unknown"),
    ("skor bola timnas semalam", "unknown"),
    ("zxqwv plokmijn", "unknown"),
    ("halo", "greeting"),
    ("terima kasih banyak", "thanks"),
    ("ok siap", "acknowledged"),
    ("dadah", "goodbye"),
    ("kamu siapa?", "identity"),
    ("aku capek banget pengen mati aja", "distress"),
    ("", "no_words"),
    (" \n\t ", "no_words"),
    ("???", "no_words"),
    ("🙏🙏", "no_words"),
    ("\u200f\u202e", "no_words"),
    ("-" * 5_000, "no_words"),
    (STORY * 30, "too_long"),
)


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_a_message_gets_the_kind_of_answer_it_calls_for(
    answerer: Answerer, settings: Settings, question: str, kind: Kind
) -> None:
    answer = answerer.answer(question)
    assert answer.kind == kind
    check(answerer, settings, answer, question)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("gmn ngadepin warga yg marah di loket?", "C4-pedoman-warga-marah"),
        ("Menghitung nilai Indeks Kepuasan Masyarakat", "E2-pedoman-rumus-ikm"),
        ("menerima telepon dari warga", "C2-pedoman-pelayanan-telepon"),
        ("isi maklumat pelayanan", "B3-pedoman-maklumat-pelayanan"),
    ],
)
def test_a_question_finds_the_note_about_it(answerer: Answerer, question: str, note: str) -> None:
    found = answerer.answer(question).note
    assert found is not None
    assert found.id == note


def test_every_note_is_the_answer_to_its_own_questions(
    answerer: Answerer, settings: Settings, notes: tuple[Note, ...]
) -> None:
    missed = []
    for note in notes:
        question = note.questions[0]
        answer = answerer.answer(question)
        check(answerer, settings, answer, question)
        if answer.note != note:
            missed.append(note.id)
    assert len(missed) <= len(notes) * 0.05, missed


def test_every_note_opens_with_its_beginning(answerer: Answerer, settings: Settings, notes: tuple[Note, ...]) -> None:
    for note in notes:
        opened = answerer.open(note)
        check(answerer, settings, opened, note.title)
        assert opened.note == note
        assert opened.passages[0].ordinal == 0
        assert opened.highlights == ()


def test_related_notes_come_before_those_that_are_only_near(answerer: Answerer, notes: tuple[Note, ...]) -> None:
    told = [note for note in notes if note.related]
    assert told, "some shipped note names another"
    for note in told:
        others = [other.id for other in answerer.open(note).see_also]
        assert others[: len(note.related)] == list(note.related)[: len(others)]


def test_a_later_section_is_shown_when_it_answers_clearly_better(answerer: Answerer, notes: tuple[Note, ...]) -> None:
    """Asked by its heading, beside the note's title, a late section is sometimes the passage that is shown."""
    later = headed = 0
    for note in notes:
        last = chunks_of(note)[-1]
        if last.ordinal >= 2 and last.headings:
            headed += 1
            answer = answerer.answer(f"{note.title} {last.headings[-1]}")
            later += answer.note == note and answer.passages[-1] == last
    assert headed > 100
    assert later >= 3


def test_the_sentence_that_was_asked_for_is_the_one_in_bold(answerer: Answerer, notes: tuple[Note, ...]) -> None:
    """Asked with a note's title and one of the long sentences that open it, mostly this very sentence stands out."""
    asked = bold = 0
    for note in notes[::4]:
        opening = answerer.open(note).passages
        sentences = [sentence for chunk in opening for sentence in sentences_of(chunk.text)]
        wanted = max(sentences, key=len)
        answer = answerer.answer(f"{note.title}: {plain(wanted)}")
        if answer.note == note and answer.highlights:
            asked += 1
            bold += wanted in answer.highlights
    assert asked > 10
    assert bold > asked * 0.9


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("berapa hari batas lapor gratifikasi?", "30 hari kerja"),
        ("brp hari batas lapor gratifikasi", "30 hari kerja"),
        ("SKM minimal berapa kali setahun", "satu kali setahun"),
        ("ppid brp hari jawab permohonan", "10 hari kerja"),
    ],
)
def test_who_asks_for_a_number_gets_it_first_and_in_bold(answerer: Answerer, question: str, number: str) -> None:
    answer = answerer.answer(question)
    assert answer.passages
    assert answer.highlights, "a sentence stands out"
    assert number in answer.highlights[0]
    assert number in answer.passages[0].text[:400]


def test_a_long_question_that_a_note_answers_is_answered(answerer: Answerer, settings: Settings) -> None:
    question = "Bagaimana menghadapi warga yang marah di loket? " * 40
    answer = answerer.answer(question)
    check(answerer, settings, answer, question)
    assert answer.kind == "answer"
    assert len(answer.understood) <= LONG_QUESTION


def test_only_a_story_longer_than_the_limit_is_called_too_long(answerer: Answerer) -> None:
    story = ("zxqwv plokmijn " * LONG_QUESTION)[: LONG_QUESTION - 1] + "x"
    assert answerer.answer(story).kind == "unknown"
    assert answerer.answer(story + "x").kind == "too_long"


def test_the_second_question_is_understood_by_the_first(answerer: Answerer) -> None:
    first = answerer.answer("gratifikasi apa saja yang wajib dilaporkan?")
    alone, together = answerer.answer("batas waktunya?"), answerer.answer("batas waktunya?", remembered(first))
    assert "gratifikasi" not in alone.understood
    assert "gratifikasi" in together.understood
    assert together.note is not None
    assert together.note.topic == "J1"


def test_who_asks_for_an_example_gets_a_practice_of_the_same_topic(answerer: Answerer) -> None:
    first = answerer.answer("gmn ngadepin warga yg marah di loket?")
    second = answerer.answer("contohnya?", remembered(first))
    assert second.note is not None
    assert (second.note.topic, second.note.kind) == ("C4", "praktik")


def test_who_asks_for_an_example_of_a_note_that_has_one_gets_that(answerer: Answerer) -> None:
    first = answerer.answer("bentuk maladministrasi")
    second = answerer.answer("contohnya apa?", remembered(first))
    assert first.note == second.note
    assert any(chunk.headings[-1:] == ("Contoh maladministrasi sehari-hari di loket",) for chunk in second.passages)


@pytest.mark.parametrize("talk", ["halo", "makasih", "ok", "kamu siapa?", "???"])
def test_small_talk_leaves_no_subject_behind(answerer: Answerer, talk: str) -> None:
    assert remembered(answerer.answer(talk)) is None


def test_a_record_says_what_was_asked_understood_and_shown(answerer: Answerer) -> None:
    answer = answerer.answer("gmn ngadepin warga yg marah di loket?")
    asked = answer.to_asked("group", (7, -8, 9))
    assert (asked.person, asked.chat, asked.thread, asked.channel) == (7, -8, 9, "group")
    assert (asked.text, asked.understood, asked.kind) == (answer.question, answer.understood, "answer")
    assert (asked.note, asked.passage) == ("C4-pedoman-warga-marah", answer.passage)
    assert (asked.confidence, asked.build, asked.ms) == (answer.confidence, answer.build, answer.ms)
    assert answerer.answer("resep rendang").to_asked("terminal").note == ""


HOSTILE_WORDS = (
    *("warga marah", "gratifikasi", "IKM", "batas waktunya", "contohnya", "kalau", "dan", "2026", "25/2009"),
    *("\x00", "\x07", "\x1b[1m", "\u202e", "\u200f", "\ufeff", "\u0301" * 50, "👩‍🦽", "\U0010ffff", "ﷺ", "Ⅻ", "²"),
    *("<b>", "</b>", "&lt;", "*" * 9, "`", "[a](javascript:b)", "';--", '"', "\\", "{}", "%s", "../..", "NaN"),
    *("AND", "OR NOT", "title:", "+a -b", "~9", "^2", "a*", "?:", "(((", "\n\n", "\t", "\r", " "),
)
LONG = some.builds(
    lambda text, times: (text * times)[:5_000], some.text(min_size=1, max_size=20), some.integers(1, 5_000)
)
HOSTILE = some.one_of(
    some.text(some.characters(exclude_categories=["Cs"]), max_size=300),
    some.lists(some.sampled_from(HOSTILE_WORDS), max_size=30).map(" ".join),
    LONG,
)
"""What nobody means, or means no good: control characters, right to left, markup, query languages, endless repeats."""


@examples(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=HOSTILE, before=some.none() | HOSTILE)
@example(question="a" * 5_000, before=None)
@example(question="kata " * 1_000, before="a" * 5_000)
@example(question="\u0301" * 5_000, before=None)
@example(question="😀" * 5_000, before="😀")
def test_any_message_gets_an_answer_that_can_be_sent(
    answerer: Answerer, settings: Settings, question: str, before: str | None
) -> None:
    previous = remembered(answerer.answer(before)) if before is not None else None
    assert previous is None or previous.kind in CONVERSATION
    check(answerer, settings, answerer.answer(question, previous), question)


@pytest.mark.parametrize("before", ["gmn ngadepin warga yg marah di loket?", "apa itu skm", "batas lapor gratifikasi?"])
@pytest.mark.parametrize(
    "message", ["besok hujan ga", "nonton bola yuk", "keluar", "makan siang apa ya", "harga bitcoin"]
)
def test_small_talk_after_an_answer_is_not_answered_from_it(answerer: Answerer, before: str, message: str) -> None:
    """Short as a follow-up, and nothing of it says that it goes on."""
    first = answerer.answer(before)
    assert first.answered
    assert not answerer.answer(message, remembered(first)).answered


def test_what_is_asked_next_of_the_same_note_is_answered_not_what_was_asked_first(answerer: Answerer) -> None:
    first = answerer.answer("cara nolak amplop")
    then = answerer.answer("klo udh terlanjur keterima?", remembered(first))
    assert first.note == then.note
    assert first.passages != then.passages
    assert then.passages[0].headings[-1:] == ("Bila pemberian telanjur ditinggalkan",)


@pytest.mark.parametrize("message", ["besok hujan ga", "😂😂😂", "?"])
def test_what_no_note_answers_is_not_answered_from_what_was_spoken_of(answerer: Answerer, message: str) -> None:
    before = answerer.answer("berapa hari batas lapor gratifikasi?")
    assert before.answered
    answer = answerer.answer(message, remembered(before))
    assert not answer.answered
    assert answer.suggestions == ()
