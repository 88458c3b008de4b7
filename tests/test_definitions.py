"""Who asks what a word means gets the passage that says so, however often the word is used elsewhere."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.definitions import Definitions, Subject, defined_in, longest_run, phrases_in, spaced
from indexer.evidence import FEATURES, PASSAGE_FEATURES, RUN, gather, passage_features
from indexer.language import normalise
from indexer.overlay import DatabaseChanges, LiveView
from knowledge_base.notes import save_note
from knowledge_base.store import Desk
from tests.fakes import Library, WordEncoder, folder_in_memory, make_note

LAW = make_note(
    "law-pasal-1",
    "Ketentuan Umum",
    "1. Penyelenggara pelayanan publik yang selanjutnya disebut Penyelenggara adalah setiap institusi penyelenggara.\n"
    "2. Pejabat Pengelola Informasi dan Dokumentasi yang selanjutnya disingkat PPID adalah pejabat yang menyimpan.\n"
    "3. Standar pelayanan (baku mutu) ialah tolok ukur.",
)
USES = [
    make_note(f"uses-{number}", f"Standar pelayanan {number}", "Penyelenggara menyusun standar pelayanan loket.\n" * 3)
    for number in range(6)
]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    """A law that defines three names, and six notes that use them more often than it does."""
    with folder_in_memory() as folder:
        library = Library(folder, [LAW, *USES])
        library.build()
        yield library


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("Apa itu gratifikasi?", ("gratifikasi",)),
        ("apa sih gratifikasi itu", ("gratifikasi",)),
        ("gratifikasi itu apa ya kak", ("gratifikasi",)),
        ("gratifikasi apaan sih?", ("gratifikasi",)),
        ("maksudnya gratifikasi apa ya", ("gratifikasi",)),
        ("yg dimaksud dgn gratifikasi apa?", ("gratifikasi",)),
        ("Pagi, mau tanya, apa yang dimaksud dengan gratifikasi?", ("gratifikasi",)),
        ("apa pengertian Menteri", ("menteri",)),
        ("definisi standar pelayanan", ("standar pelayanan",)),
        ("jelasin dong apa itu SKM", ("survei kepuasan masyarakat",)),
        ("Apa arti istilah maladministrasi?", ("maladministrasi",)),
        ("penyelenggara itu siapa?", ("penyelenggara",)),
        ("siapa itu pelaksana", ("pelaksana",)),
        ("kepanjangan AUPB apa", ("aupb",)),
        ("AUPB kepanjangannya apa ya", ("aupb",)),
        ("diskresi artinya apa?", ("diskresi",)),
        ("diskresi apa ya?", ("diskresi",)),
        ("jelaskan diskresi", ("diskresi",)),
        ("what is diskresi?", ("diskresi",)),
        ("what does diskresi mean", ("diskresi",)),
        (
            "Apa yang dimaksud dengan diskresi dalam administrasi pemerintahan?",
            ("diskresi dalam administrasi pemerintahan", "diskresi"),
        ),
    ],
)
def test_what_is_asked_the_meaning_of_is_named(message: str, names: tuple[str, ...]) -> None:
    assert Subject.of(message).names == names


@pytest.mark.parametrize(
    "message",
    [
        "apa yang harus dilakukan kalau warga marah?",
        "apa itu boleh terima parsel dari warga?",
        "apa itu wajib lapor kalau dikasih kue?",
        "apa itu termasuk gratifikasi kalau dikasih makan siang?",
        "apa maksudnya kok saya ditolak",
        "kenapa ya?",
        "maksudnya apa?",
        "ppid itu apa tugasnya",
        "gmn ngadepin warga yg marah di loket?",
        "berapa hari batas lapor gratifikasi?",
        "",
        "?",
    ],
)
def test_other_questions_ask_for_no_meaning(message: str) -> None:
    assert Subject.of(message).names == ()


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("apa itu gratifikasi?", True),
        ("mau tanya kak, apa yg dimaksud dgn gratifikasi ya", True),
        ("diskresi apa ya?", False),
        ("jelaskan antrean", False),
        ("Kasi bilang ide saya bagus, tapi suruh saringan dulu pakai lima syarat dari menpan. Lima itu apa?", False),
    ],
)
def test_whether_a_message_surely_asks_a_meaning_and_nothing_else(message: str, alone: bool) -> None:  # noqa: FBT001
    assert Subject.of(message).alone is alone


def test_what_a_message_quotes_or_explains_is_looked_for_word_for_word() -> None:
    assert phrases_in("apa syarat “itikad baik” di situ?") == (" itikad baik ",)
    told = "Huruf c Yang dimaksud dengan negara hukum adalah negara yang berdasarkan hukum."
    assert Subject.of(told).names == ()
    assert phrases_in(told) == (" negara hukum ",)
    assert phrases_in("siapa yang menerima aduan") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "(1) Penyelenggara pelayanan publik yang selanjutnya disebut Penyelenggara adalah setiap institusi.",
            ("penyelenggara pelayanan publik", "penyelenggara"),
        ),
        ("10. Keluhan ialah ungkapan.", ("keluhan",)),
        ("**Survei Kepuasan Masyarakat (SKM)** adalah pengukuran.", ("survei kepuasan masyarakat",)),
        ("- Yang dimaksud dengan “itikad baik” adalah niat jujur.", ("itikad baik",)),
        ("Apa itu sidang keliling?\nLayanan di luar kantor.", ("sidang keliling",)),
        ("Petugas mencatat aduan. Warga menunggu.", ()),
        ("Langkah yang harus ditempuh oleh setiap petugas loket yang menerima berkas warga itu adalah tiga.", ()),
    ],
)
def test_the_names_that_a_text_defines(text: str, names: tuple[str, ...]) -> None:
    assert defined_in(text) == names


def test_the_fullest_name_that_is_defined_decides() -> None:
    known = Definitions.of(["Diskresi adalah keputusan.", "Diskresi dalam jabatan adalah lain."])
    assert known.passages(("diskresi dalam jabatan", "diskresi")) == (1,)
    assert known.passages(("diskresi dalam dinas", "diskresi")) == (0,)
    assert known.passages(("izin",)) == ()


@pytest.mark.parametrize(
    "question",
    [
        "apa itu penyelenggara?",
        "PPID itu apa sih",
        "pengertian baku mutu",
        "apa yang dimaksud dengan standar pelayanan?",
    ],
)
def test_the_defining_passage_has_its_evidence_and_no_other(library: Library, question: str) -> None:
    view = library.searcher().view()
    evidence = gather(view, WordEncoder().encode_queries([question])[0], question)
    defining = dict(
        zip([note.id for note in evidence.notes], evidence.features[:, FEATURES.index("defined")], strict=True)
    )
    assert defining.pop(LAW.id) == 1
    assert not any(defining.values())


def test_a_defining_note_is_found_even_where_no_list_brings_it_up(library: Library) -> None:
    question = "apa itu baku mutu?"
    view = library.searcher().view()
    evidence = gather(view, WordEncoder().encode_queries(["loket"])[0], question, depth=1)
    assert LAW.id in [note.id for note in evidence.notes]


def test_mentions_are_counted_for_passages_alone(library: Library) -> None:
    question = 'siapa yang "menyusun standar pelayanan" itu?'
    view = library.searcher().view()
    vector = WordEncoder().encode_queries([question])[0]
    evidence = gather(view, vector, question)
    column = passage_features(evidence)[:, PASSAGE_FEATURES.index("mentioned")]
    mentioning = {evidence.notes[row].id for row, share in zip(evidence.owner.tolist(), column, strict=True) if share}
    assert mentioning == {note.id for note in USES}
    run = passage_features(evidence)[:, PASSAGE_FEATURES.index("run")]
    assert run.max() == pytest.approx(3 / RUN)
    alone = passage_features(gather(view, vector, question, typed=None))
    assert not alone[:, PASSAGE_FEATURES.index("mentioned") :].any()


def test_the_defining_sentence_answers_first(library: Library) -> None:
    rated = library.searcher().rate_sentences("apa itu PPID?", LAW)
    assert "disingkat PPID" in max(rated, key=lambda sentence: sentence.chance).text


def test_a_note_that_only_uses_a_word_is_no_answer_to_what_it_means(library: Library) -> None:
    """However sure the ranking is: it must define the word, or be asked for it by its title or a question line."""
    searcher = library.searcher()
    assert searcher.search("apa itu standar pelayanan?", 3).answered
    for question in ("apa itu standar ganda?", "mau tanya dong, standar roket itu apa ya", "apa itu loket?"):
        found = searcher.search(question, 3)
        assert found.hits
        assert not found.answered
    assert searcher.search("standar pelayanan roket gimana?", 3).answered


def test_function_words_alone_are_answered_by_nothing() -> None:
    """Not even by a note that has the very question: what is meant was said before, if at all."""
    with folder_in_memory() as folder:
        library = Library(folder, [make_note("arti", "Maksudnya apa", "Maksudnya apa itu.", "maksudnya apa?"), *USES])
        library.build()
        found = library.searcher().search("maksudnya apa?", 3)
    assert found.hits[0].note.id == "arti"
    assert not found.answered


def test_a_definition_published_since_the_build_counts_at_once() -> None:
    fresh = make_note("baru", "Istilah loket", "Loket keliling adalah loket di atas mobil.")
    question = "apa itu loket keliling?"
    with folder_in_memory() as folder:
        library = Library(folder, [LAW, *USES])
        library.build()
        with Desk(library.plan.database) as desk:
            desk.do_now(save_note, fresh)
            view = LiveView(library.live(), library.encoder, DatabaseChanges(desk)).view()
            evidence = gather(view, library.encoder.encode_queries([question])[0], question)
    defined = evidence.features[:, FEATURES.index("defined")]
    assert [note.id for note, yes in zip(evidence.notes, defined, strict=True) if yes] == [fresh.id]


@given(some.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    subject = Subject.of(text)
    assert all(name == normalise(name) and name for name in subject.names)
    assert all(defined_in(text)) or not defined_in(text)
    words = spaced(text).split()
    assert longest_run(words, spaced(text)) == len(words)
    assert all(phrase.strip() in spaced(text) for phrase in phrases_in(text) if not subject.names)


@given(some.lists(some.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1, max_size=4))
def test_a_phrase_is_found_in_what_quotes_it(words: list[str]) -> None:
    phrase = " ".join(words)
    assert spaced(phrase) in spaced(f"Lihat: ({phrase.upper()}).")
    assert spaced(phrase) not in spaced(f"x{phrase}x")
    assert longest_run(["ini", *words, "itu"], spaced(f"Lihat: {phrase}.")) == len(words)


@pytest.mark.parametrize(
    "unit", ["apa itu ", "yang dimaksud dengan ", "adalah ", '"', '"      ', " disebut ", "(1) ", "a. "]
)
def test_a_text_made_to_be_slow_is_read(unit: str) -> None:
    """A form that went back over its steps again and again would not come to an end here."""
    assert Subject.of(unit * 1_000).names is not None
    assert defined_in(unit * 1_000) is not None
