"""The chat in a terminal: lines in, text out, buttons as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot import replies
from bot.answer import Answerer
from bot.chat import END_WORDS, PERSON, TerminalChat, terminal_text
from bot.markup import TAG, escape
from indexer.ranking import CONFIDENCE_FEATURES, SPARSE_FEATURES, Linear
from knowledge_base.note import Source
from knowledge_base.store import Desk
from tests.conftest import MORNING
from tests.fakes import SUM_RANKING, Library, folder_in_memory
from tests.makers import note

SABAR = "Dengarkan keluhan sampai selesai lalu ulangi intinya. " * 12
MARAH = note(
    "C4-marah",
    title="Warga marah",
    body=f"Tetap **sabar** & tenang.\n\n## Di loket\n{SABAR}\n\n## Lewat telepon\n{SABAR}",
    questions=("warga marah di loket?",),
    sources=(Source("UU 25/2009 tentang Pelayanan Publik", "Pasal 34"),),
    checked=date(2026, 11, 21),
)
TIM = note("C4-tim", title="Tim tenang", body="Tim <tenang> maju.", questions=("tim tenang?",), kind="praktik")
ANTREAN = note("B9-antrean", title="Antrean loket", body="Atur antrean.", questions=("antrean panjang?",), topic="B9")
CUTI = note("umum-cuti", title="Izin cuti", body="Ajukan surat cuti.", questions=("izin cuti?",), topic="")
NOTES = (MARAH, TIM, ANTREAN, CUTI)
PICKY = replace(
    SUM_RANKING,
    confidence=Linear(tuple(10.0 * (name == "dense_question") for name in CONFIDENCE_FEATURES), -5.0),
    sparse=Linear(tuple(10.0 * (name == "dense_question") for name in SPARSE_FEATURES), -5.0),
    answer_from=0.9,
    sparse_from=0.9,
    ask_from=0.05,
    suggest_from=0.05,
)
"""Sure of a note whose question has nearly all the words of what was asked; offers one that has some of them."""

ANSWER = (
    f"Warga marah\n\nTetap sabar & tenang.\n\nDi loket\n{SABAR.strip()}\n\n"
    "📎 Pedoman · UU 25/2009 Pasal 34 · diperiksa 21 Nov 2026\n[1] Membantu  [2] Kurang tepat  [3] Baca lengkap\n"
)


@pytest.fixture(scope="module")
def answerer() -> Iterator[Answerer]:
    """Answers from four notes by their words alone."""
    with folder_in_memory() as folder:
        library = Library(folder, NOTES)
        library.build()
        yield Answerer(library.searcher(PICKY), see_also=0, suggestions=3)


class Talk:
    """Somebody at a terminal; `says` gives what Prima wrote back."""

    def __init__(self, answerer: Answerer, desk: Desk, *, bold: bool = False) -> None:
        self.written: list[str] = []
        self.desk = desk
        self._chat = TerminalChat(answerer, desk, self.written.append, lambda: MORNING, bold=bold)

    def says(self, *lines: str) -> list[str]:
        before = len(self.written)
        self._chat.run(f"{line}\n" for line in lines)
        return self.written[before:]

    def stored(self, columns: str, table: str) -> list[tuple[object, ...]]:
        """Rows of the database."""
        return self.desk.do_now(lambda db: [tuple(row) for row in db.execute(f"select {columns} from {table}")])  # noqa: S608


@pytest.fixture
def talk(answerer: Answerer, tmp_path: Path) -> Iterator[Talk]:
    """A conversation with an empty database."""
    with closing(Desk(tmp_path / "prima.db")) as desk:
        yield Talk(answerer, desk)


def test_a_question_is_answered_with_numbered_buttons(talk: Talk) -> None:
    assert talk.says("warga marah di loket?") == [ANSWER]


def test_every_line_is_answered_in_order_and_blank_ones_are_passed_over(talk: Talk) -> None:
    written = talk.says("", "halo", "   ", "warga marah di loket?", "pajak", "makasih")
    assert [text.splitlines()[0] for text in written] == [
        replies.GREETING.format(greeting="Selamat pagi"),
        "Warga marah",
        replies.OUTSIDE,
        replies.THANKS,
    ]


def test_every_question_is_stored(talk: Talk) -> None:
    talk.says("warga marah di loket?", "pajak", "halo")
    assert talk.stored("text, kind, channel, note, person", "questions") == [
        ("warga marah di loket?", "answer", "terminal", "C4-marah", None),
        ("pajak", "unknown", "terminal", "", None),
        ("halo", "greeting", "terminal", "", None),
    ]


def test_a_number_presses_a_button_and_a_vote_is_stored(talk: Talk) -> None:
    talk.says("pajak", "warga marah di loket?")
    assert talk.says("1") == [replies.VOTE_THANKS]
    assert talk.stored("question, person, helpful", "votes") == [(2, PERSON, 1)]
    assert talk.says(" 2 ") == [replies.VOTE_SORRY]
    assert talk.stored("question, person, helpful", "votes") == [(2, PERSON, 0)]


def test_baca_lengkap_shows_the_whole_note(talk: Talk) -> None:
    talk.says("warga marah di loket?")
    (whole,) = talk.says("3")
    for part in (
        "Warga marah",
        "Tetap sabar & tenang.",
        "Di loket",
        "Lewat telepon",
        "• UU 25/2009 tentang Pelayanan Publik, Pasal 34",
    ):
        assert part in whole
    assert whole.count(SABAR.strip()) == 2
    assert "[1]" not in whole


@pytest.mark.parametrize("number", ["0", "4", "99", "٩"])
def test_a_number_without_a_button_is_said_and_the_buttons_stay(talk: Talk, number: str) -> None:
    talk.says("warga marah di loket?")
    assert talk.says(number) == [replies.CHAT_BUTTON.format(number=int(number))]
    assert talk.says("1") == [replies.VOTE_THANKS]


def test_a_number_is_a_question_where_there_are_no_buttons(talk: Talk) -> None:
    assert talk.says("1")[0].startswith(replies.OUTSIDE)
    assert talk.says("makasih", "1")[1].startswith(replies.OUTSIDE)
    assert talk.stored("text", "questions") == [("1",), ("makasih",), ("1",)]


def test_more_than_a_number_is_a_question(talk: Talk) -> None:
    talk.says("warga marah di loket?")
    assert talk.says("1 warga marah di loket?")[0].startswith("Warga marah\n")
    assert talk.stored("count(*)", "votes") == [(0,)]


def test_an_unsure_answer_is_chosen_by_number(talk: Talk) -> None:
    (offer,) = talk.says("antrean loket")
    assert offer == f"{replies.UNSURE}\n[1] Antrean loket  [2] Warga marah  [3] {replies.BUTTON_NONE}\n"
    (opened,) = talk.says("2")
    assert opened.startswith("Warga marah\n\nTetap sabar")
    assert opened.endswith("[1] Baca lengkap\n"), "as an answer, not as a whole note"
    talk.says("antrean loket")
    assert talk.says("3") == [f"{replies.NONE_OF_THESE}\n\n"]


def test_a_follow_up_is_read_with_the_question_before(talk: Talk) -> None:
    talk.says("warga marah di loket?", "makasih", "contohnya?")
    (_,), (_,), (understood,) = talk.stored("understood", "questions")
    assert str(understood).startswith("warga marah di loket? contohnya?")


def test_topics_are_browsed_by_number(talk: Talk) -> None:
    assert talk.says("/topik") == [
        f"{replies.TOPIC_AREAS}\n[1] Pelayanan Prima  [2] Komunikasi dengan warga  [3] {replies.OTHER_AREA}\n"
    ]
    assert talk.says("2") == [
        "Komunikasi dengan warga\nPilih topiknya.\n[1] Menghadapi warga yang marah  [2] ‹ Kembali\n"
    ]
    assert talk.says("1") == [
        "Menghadapi warga yang marah\nPilih catatannya.\n[1] Warga marah  [2] Tim tenang  [3] ‹ Kembali\n"
    ]
    assert talk.says("2")[0].startswith("Tim tenang\n\nTim <tenang> maju.\n\n📎 Praktik baik · ")
    talk.says("/TOPIK", "2", "1")
    assert talk.says("3")[0].startswith("Komunikasi dengan warga\n")
    assert talk.says("2")[0].startswith(replies.TOPIC_AREAS)
    assert talk.says("3") == [f"{replies.OTHER_AREA}\nPilih catatannya.\n[1] Izin cuti  [2] ‹ Kembali\n"]
    assert talk.says("2")[0].startswith(replies.TOPIC_AREAS)


def test_topics_are_offered_where_nothing_is_known(talk: Talk) -> None:
    assert talk.says("pajak") == [f"{replies.OUTSIDE}\n[1] Lihat topik\n"]
    assert talk.says("1")[0].startswith(replies.TOPIC_AREAS)


def test_a_topic_with_many_notes_has_pages(tmp_path: Path) -> None:
    many = [note(f"C4-nomor-{number}", title=f"Catatan {number}", body="Isi.") for number in range(1, 10)]
    with folder_in_memory() as folder, closing(Desk(tmp_path / "prima.db")) as desk:
        library = Library(folder, many)
        library.build()
        talk = Talk(Answerer(library.searcher(), see_also=0, suggestions=3), desk)
        (first,) = talk.says("/topik", "1", "1")[2:]
        assert "[8] Catatan 8  [9] Berikutnya ›  [10] ‹ Kembali" in first
        assert talk.says("9") == [
            "Menghadapi warga yang marah\nPilih catatannya.\n[1] Catatan 9  [2] ‹ Sebelumnya  [3] ‹ Kembali\n"
        ]
        assert talk.says("2") == [first]


def test_a_note_that_is_gone_by_then_is_said_to_be_gone(tmp_path: Path) -> None:
    with folder_in_memory() as folder, closing(Desk(tmp_path / "prima.db")) as desk:
        library = Library(folder, NOTES)
        library.build()
        talk = Talk(Answerer(library.searcher(), see_also=0, suggestions=3), desk)
        talk.says("warga marah di loket?")
        library.file(MARAH.id).unlink()
        library.build()
        assert talk.says("3") == [replies.NOTE_GONE]


@pytest.mark.parametrize("command", ["/tanya warga marah di loket?", "/TANYA warga marah di loket?"])
def test_commands_of_telegram_that_ask_work_here_too(talk: Talk, command: str) -> None:
    assert talk.says(command)[0].startswith("Warga marah\n")


def test_cari_lists_notes_that_open_by_number(talk: Talk) -> None:
    (listed,) = talk.says("/cari warga marah di loket?")
    assert "[1] Warga marah" in listed
    assert talk.says("/cari") == [replies.SEARCH_AFTER_COMMAND]
    assert talk.says("/lain")[0].startswith(replies.UNKNOWN_COMMAND)


@pytest.mark.parametrize("command", ["/start", "/bantuan", "/help", "/BANTUAN"])
def test_help_says_how_to_go_on(talk: Talk, command: str) -> None:
    assert talk.says(command) == [f"{replies.CHAT_INTRO}\n\n"]
    assert talk.stored("count(*)", "questions") == [(0,)]


@pytest.mark.parametrize("word", [*sorted(END_WORDS), "/SELESAI", " /selesai "])
def test_the_person_ends_the_chat(talk: Talk, word: str) -> None:
    assert len(talk.says("halo", word, "halo", "halo")) == 1


def test_the_end_of_input_ends_the_chat(talk: Talk) -> None:
    assert talk.says() == []
    assert len(talk.says("halo")) == 1


def test_bold_is_shown_only_where_it_is_asked_for(answerer: Answerer, tmp_path: Path) -> None:
    with closing(Desk(tmp_path / "prima.db")) as desk:
        (bold,) = Talk(answerer, desk, bold=True).says("warga marah di loket?")
        (bare,) = Talk(answerer, desk).says("warga marah di loket?")
    assert bold.startswith("\x1b[1mWarga marah\x1b[22m\n\nTetap \x1b[1msabar\x1b[22m & tenang.")
    assert bold.count("\x1b[1m") == bold.count("\x1b[22m") >= 3
    assert bare == bold.replace("\x1b[1m", "").replace("\x1b[22m", "")


@given(some.text())
def test_terminal_text_is_the_text_that_was_meant(text: str) -> None:
    formatted = f"<b>{escape(text)}</b><i>{escape(text)}</i>"
    assert terminal_text(formatted, bold=False) == text * 2
    assert terminal_text(formatted, bold=True) == f"\x1b[1m{text}\x1b[22m{text}"
    assert not TAG.search(terminal_text("<b>tebal</b>", bold=True))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(
        some.text(some.characters(exclude_categories=["Cs"]), max_size=40)
        | some.sampled_from(["warga marah di loket?", "antrean loket", "pajak", "/topik", "1", "2", "3", "4", "10"]),
        max_size=12,
    )
)
def test_whatever_is_typed_is_answered(talk: Talk, lines: list[str]) -> None:
    asked = [line for line in lines if line.strip()]
    ends = next((place for place, line in enumerate(asked) if line.strip().lower() in END_WORDS), len(asked))
    assert len(talk.says(*lines)) == ends
