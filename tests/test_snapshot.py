"""A snapshot gives back what was written or refuses with the command that mends it; readers follow the live one."""

import itertools
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer import language
from indexer.build import build_notes
from indexer.lexical import LexicalIndex
from indexer.snapshot import (
    CURRENT,
    FORMAT,
    MANIFEST,
    NOTE_WORDING,
    NOTES,
    PASSAGE_WORDING,
    PASSAGES,
    QUESTIONS,
    STEMS,
    VECTORS,
    WHOLE_NOTES,
    WORDS,
    Entries,
    LiveIndex,
    Manifest,
    Snapshot,
    content_hash,
    live_build,
    make_live,
    passage_text,
    recipe,
    remove_old,
)
from knowledge_base.chunk import chunks_of
from knowledge_base.errors import UnusableIndexError
from knowledge_base.note import Note
from tests.fakes import ANTREAN, CUTI, MARAH, Library, WordEncoder, folder_in_memory, make_note
from tests.fakes import NOTES as FOUR

MEND = "run `python -m indexer build`"
LONG = make_note(
    "panjang",
    "Antrean panjang",
    "Pembuka singkat.\n\n## Sebelum buka\n\n" + "Siapkan loket. " * 100 + "\n\n## Saat ramai\n\nBuka loket kedua.",
    "antrean panjang?",
    "loket penuh?",
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder."""
    with folder_in_memory() as made:
        yield made


def snapshot_of(folder: Path, *notes: Note) -> Snapshot:
    folder.mkdir()
    return build_notes(folder, list(notes), WordEncoder())


def edit(file: Path, **changes: Any) -> None:
    """Changes values of a JSON file; None removes the key."""
    record = json.loads(file.read_text(encoding="utf-8")) | changes
    file.write_text(json.dumps({key: value for key, value in record.items() if value is not None}), encoding="utf-8")


# Entries


def test_passages_are_numbered_before_questions_in_note_order() -> None:
    entries = Entries([MARAH, LONG, CUTI])
    assert len(chunks_of(LONG)) == 4
    assert [(chunk.note_id, chunk.ordinal) for chunk in entries.passages] == [
        *[("marah", 0), ("panjang", 0), ("panjang", 1), ("panjang", 2), ("panjang", 3), ("cuti", 0)],
    ]
    assert entries.questions == ["warga marah marah?", "antrean panjang?", "loket penuh?", "izin cuti berapa hari?"]
    assert entries.note_of.tolist() == [0, 1, 1, 1, 1, 2, 0, 1, 1, 2]
    assert [list(entries.passages_of(note)) for note in range(3)] == [[0], [1, 2, 3, 4], [5]]
    assert [list(entries.questions_of(note)) for note in range(3)] == [[6], [7, 8], [9]]


def test_a_passage_is_searched_under_its_title_and_headings_without_marks() -> None:
    note = make_note("a", "Judul", "# Bab\n\n1. **Tenang** dulu.\n2. Baru `bicara`.")
    (chunk,) = chunks_of(note)
    assert passage_text(note, chunk).split() == "Judul Bab Bab Tenang dulu. Baru bicara.".split()
    assert list(Entries([CUTI, note]).passage_texts()) == [
        "Izin cuti\nAjukan surat cuti lewat atasan.",
        passage_text(note, chunk),
    ]


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 3)), max_size=8))
def test_every_entry_belongs_to_one_note(shape: list[tuple[int, int]]) -> None:
    """The ranges of the notes tile all numbers, and agree with `note_of`; notes may lack passages or questions."""
    notes = [
        replace(
            make_note(f"n{place}", "Judul", "\n\n".join(f"## Bab {number}\n\nIsi." for number in range(passages))),
            questions=tuple(f"tanya {number}" for number in range(questions)),
        )
        for place, (passages, questions) in enumerate(shape)
    ]
    entries = Entries(notes)
    numbers = [number for note in range(len(notes)) for number in entries.passages_of(note)]
    numbers += [number for note in range(len(notes)) for number in entries.questions_of(note)]
    assert numbers == list(range(len(entries)))
    for place, (passages, questions) in enumerate(shape):
        assert (len(entries.passages_of(place)), len(entries.questions_of(place))) == (passages, questions)
        assert {int(entries.note_of[number]) for number in entries.passages_of(place)} <= {place}
        assert {int(entries.note_of[number]) for number in entries.questions_of(place)} <= {place}
    assert len(list(entries.hashes())) == len(entries)


def test_a_hash_tells_texts_apart_and_a_passage_from_a_question() -> None:
    """What decides the vector decides the hash: the title stands above each passage; the rest of the note does not."""
    said = make_note("a", "Loket", "Isi.", "Loket\nIsi.")
    passage, question = Entries([said]).hashes()
    assert passage != question
    assert list(Entries([replace(said, id="b", topic="C4")]).hashes()) == [passage, question]
    assert next(Entries([replace(said, title="Lain")]).hashes()) != passage
    assert next(Entries([replace(said, body="Lain.")]).hashes()) != passage


# Snapshot


def test_what_was_written_is_read_back(folder: Path) -> None:
    notes = [replace(MARAH, topic="C4", values=("empati",), related=("cuti",)), LONG, replace(CUTI, example=True)]
    made = snapshot_of(folder / "s", *notes)
    read = Snapshot(folder / "s")
    assert read.notes == made.notes == notes
    assert read.manifest == made.manifest
    assert (read.manifest.notes, read.manifest.passages, read.manifest.questions) == (3, 6, 4)
    assert read.manifest.vectors == len(read.vectors) == 10
    assert (read.manifest.model, read.manifest.fingerprint, read.manifest.dimension) == ("words", "fake:words", 64)
    assert (read.manifest.recipe, read.manifest.content) == (recipe(), content_hash(notes))
    texts = [*read.entries.passage_texts(), *read.entries.questions]
    np.testing.assert_array_equal(read.vectors.vectors(np.arange(10)), WordEncoder().encode_queries(texts))


def test_every_part_finds_the_note_that_it_should(folder: Path) -> None:
    """Numbers of the three lexical indexes: of passages, of question lines, of notes."""
    read = snapshot_of(folder / "s", MARAH, LONG, CUTI)
    kedua, penuh, atasan = (language.terms(text) for text in ("kedua", "penuh", "atasan"))
    assert read.lexical_passages.search(kedua, 5)[0].tolist() == [4]
    assert read.lexical_questions.search(penuh, 5)[0].tolist() == [2]
    assert read.entries.questions[2] == "loket penuh?"
    assert read.lexical_notes.search(atasan, 5)[0].tolist() == [2]
    assert read.lexical_notes.search(penuh, 5)[0].tolist() == [1]
    ids, cosines = read.vectors.search(WordEncoder().encode_queries(["warga marah marah?"])[0], 1)
    assert (ids.tolist(), cosines.tolist()) == ([6], [pytest.approx(1.0)])


def test_a_note_is_known_by_its_id(folder: Path) -> None:
    read = snapshot_of(folder / "s", MARAH, CUTI)
    assert read.note("cuti") == CUTI
    assert read.note("tidak-ada") is None
    assert read.number_of == {"marah": 0, "cuti": 1}


def test_a_snapshot_of_nothing_opens(folder: Path) -> None:
    read = snapshot_of(folder / "s")
    assert (read.notes, len(read.entries), len(read.vectors)) == ([], 0, 0)


def test_texts_keep_every_character(folder: Path) -> None:
    """Line separators inside a JSON line, quotation marks, other scripts."""
    odd = make_note("aneh", "“Aneh” \u2028 judul", "Baris\u2028satu\u0085dua\n\n\\ \" ' 😀 ñ \ufeff", "apa\u2029itu?")
    snapshot_of(folder / "s", odd)
    assert Snapshot(folder / "s").notes == [odd]


FILES = [
    MANIFEST,
    NOTES,
    VECTORS,
    PASSAGE_WORDING,
    NOTE_WORDING,
    *(f"{part}/meta.json" for part in (PASSAGES, QUESTIONS, WHOLE_NOTES)),
]


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_snapshot_is_refused_with_the_command_that_mends_it(folder: Path, file: str) -> None:
    """Missing, empty, cut in the middle, or something else altogether."""
    snapshot_of(folder / "s", *FOUR)
    damaged = folder / "s" / file
    whole = damaged.read_bytes()
    for rest in (whole[: len(whole) // 2], b"", b"\xff\x00 bukan milik kita", b"[]\n", None):
        damaged.unlink()
        if rest is not None:
            damaged.write_bytes(rest)
        if file == NOTES and rest == b"":
            expected = f"index s: 8 vectors for 0 entries; {MEND}"
        else:
            expected = f"index s.* {file.partition('/')[0]}.*{MEND}"
        with pytest.raises(UnusableIndexError, match=rf"(?s){expected}"):
            Snapshot(folder / "s")


def test_a_foreign_or_missing_list_of_words_is_refused(folder: Path) -> None:
    snapshot_of(folder / "s", *FOUR)
    (folder / "s" / WORDS).write_bytes(b"\xff\x00 bukan milik kita")
    with pytest.raises(UnusableIndexError, match=f"index s: {WORDS} cannot be read.*{MEND}"):
        Snapshot(folder / "s")
    (folder / "s" / WORDS).unlink()
    with pytest.raises(UnusableIndexError, match=f"index s: {WORDS} cannot be read.*{MEND}"):
        Snapshot(folder / "s")


@pytest.mark.parametrize("part", [PASSAGES, QUESTIONS, WHOLE_NOTES])
def test_a_missing_lexical_index_is_refused(folder: Path, part: str) -> None:
    snapshot_of(folder / "s", *FOUR)
    shutil.rmtree(folder / "s" / part)
    with pytest.raises(UnusableIndexError, match=f"index s: {part} cannot be read.*{MEND}"):
        Snapshot(folder / "s")


def test_one_note_too_few_is_refused(folder: Path) -> None:
    """A list of notes that ends between two lines is valid JSON Lines; the vectors tell."""
    snapshot_of(folder / "s", *FOUR)
    lines = (folder / "s" / NOTES).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "s" / NOTES).write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(UnusableIndexError, match=f"index s: 8 vectors for 6 entries; {MEND}"):
        Snapshot(folder / "s")


def test_vectors_of_another_dimension_are_refused(folder: Path) -> None:
    snapshot_of(folder / "s", *FOUR)
    edit(folder / "s" / MANIFEST, dimension=256)
    with pytest.raises(UnusableIndexError, match=f"vectors of 64 numbers, expected 256; {MEND}"):
        Snapshot(folder / "s")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 0}, f"has format 0, not {FORMAT}"),
        ({"format": None}, "no readable manifest.json"),
        ({"fingerprint": None}, "no readable manifest.json"),
        ({"surprise": 1}, "no readable manifest.json"),
    ],
)
def test_a_manifest_of_another_form_is_refused(folder: Path, changes: dict[str, Any], message: str) -> None:
    snapshot_of(folder / "s", CUTI)
    edit(folder / "s" / MANIFEST, **changes)
    with pytest.raises(UnusableIndexError, match=f"index s .*{message}.*{MEND}"):
        Manifest.load(folder / "s")


# The live one


def finished_build(index_dir: Path, build: str, *notes: Note) -> None:
    """A finished build under a name of our own."""
    index_dir.mkdir(exist_ok=True)
    snapshot_of(index_dir / build, *notes)
    edit(index_dir / build / MANIFEST, build=build)


@pytest.fixture
def index_dir(folder: Path) -> Path:
    """Builds b1 (of MARAH; live) and b2 (of MARAH and CUTI)."""
    finished_build(folder / "index", "b1", MARAH)
    finished_build(folder / "index", "b2", MARAH, CUTI)
    make_live(folder / "index", "b1")
    return folder / "index"


def ids(live: LiveIndex) -> list[str]:
    return [note.id for note in live.snapshot().notes]


def test_without_an_index_one_is_told_how_to_make_it(folder: Path) -> None:
    for empty in (folder, folder / "missing"):
        with pytest.raises(UnusableIndexError, match=f"there is no index in {empty}; {MEND}"):
            live_build(empty)
        with pytest.raises(UnusableIndexError, match=f"there is no index in {empty}; {MEND}"):
            LiveIndex(empty, "fake:words").snapshot()


def test_a_reader_follows_the_link(index_dir: Path) -> None:
    """It opens a build once, and another one as soon as that is live, in either direction."""
    live = LiveIndex(index_dir, "fake:words")
    first = live.snapshot()
    assert live.snapshot() is first
    assert ids(live) == ["marah"]
    make_live(index_dir, "b2")
    assert ids(live) == ["marah", "cuti"]
    make_live(index_dir, "b1")
    assert ids(live) == ["marah"]


def test_a_reader_that_came_too_early_finds_the_first_build(folder: Path) -> None:
    live = LiveIndex(folder / "index", "fake:words")
    with pytest.raises(UnusableIndexError):
        live.snapshot()
    finished_build(folder / "index", "b1", CUTI)
    make_live(folder / "index", "b1")
    assert ids(live) == ["cuti"]


def another_model(folder: Path) -> None:
    edit(folder / MANIFEST, fingerprint="fake:other", model="other")


def another_version(folder: Path) -> None:
    edit(folder / MANIFEST, recipe="0")


def another_format(folder: Path) -> None:
    edit(folder / MANIFEST, format=0)


def cut_vectors(folder: Path) -> None:
    (folder / VECTORS).write_bytes((folder / VECTORS).read_bytes()[:100])


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (another_model, r"index b2 was built with another model \(other, 64 numbers\); "),
    (another_version, "index b2 was built by another version of Prima; "),
    (another_format, f"index b2 has format 0, not {FORMAT}; "),
    (cut_vectors, "index b2: vectors.faiss cannot be read: .*"),
    (shutil.rmtree, "index b2 has no readable manifest.json .*"),
]


@pytest.mark.parametrize(("spoil", "message"), REFUSED)
def test_an_unusable_build_is_refused(index_dir: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(index_dir / "b2")
    make_live(index_dir, "b2")
    with pytest.raises(UnusableIndexError, match=message + MEND):
        LiveIndex(index_dir, "fake:words").snapshot()


@pytest.mark.parametrize(("spoil", "message"), REFUSED)
def test_an_unusable_build_does_not_replace_a_good_one(
    index_dir: Path, spoil: Callable[[Path], None], message: str
) -> None:
    """What was open goes on answering, `refusal` says why, and the next good build is taken."""
    live = LiveIndex(index_dir, "fake:words")
    assert ids(live) == ["marah"]
    assert live.refusal is None
    spoil(index_dir / "b2")
    make_live(index_dir, "b2")
    assert ids(live) == ids(live) == ["marah"]
    with pytest.raises(UnusableIndexError, match=message + MEND):
        raise live.refusal or AssertionError("nothing was refused")
    finished_build(index_dir, "b3", CUTI)
    make_live(index_dir, "b3")
    assert ids(live) == ["cuti"]
    assert live.refusal is None


def test_an_open_index_survives_its_folder(index_dir: Path) -> None:
    """With the whole folder gone, what is open still finds its note in every part of the index."""
    make_live(index_dir, "b2")
    live = LiveIndex(index_dir, "fake:words")
    live.snapshot()
    shutil.rmtree(index_dir)
    held = live.snapshot()
    assert held.lexical_questions.search(language.terms("cuti"), 1)[0].tolist() == [1]
    assert held.lexical_passages.search(language.terms("atasan"), 1)[0].tolist() == [1]
    assert held.lexical_notes.search(language.terms("atasan"), 1)[0].tolist() == [1]
    assert held.vectors.search(WordEncoder().encode_queries(["izin cuti berapa hari?"])[0], 1)[0].tolist() == [3]


def test_old_builds_and_leftovers_are_removed_but_never_the_live_one(index_dir: Path) -> None:
    for build in ("b3", "b4"):
        finished_build(index_dir, build, CUTI)
    (index_dir / ".unfinished-b5" / "lexical-notes").mkdir(parents=True)
    (index_dir / ".unfinished-link").symlink_to("b5")
    make_live(index_dir, "b2")
    remove_old(index_dir, kept=2)
    assert sorted(path.name for path in index_dir.iterdir()) == ["b2", "b4", CURRENT]
    remove_old(index_dir, kept=1)
    assert sorted(path.name for path in index_dir.iterdir()) == ["b2", CURRENT]


ASKED = [("antrean panjang di loket?", "antrean"), ("warga marah marah?", "marah"), ("izin cuti?", "cuti")]


def test_no_search_fails_or_mixes_builds_while_builds_are_swapped(folder: Path) -> None:
    """Four threads ask without pause through twenty real builds; each answer is wholly one build's.

    Every build gives every note another title, so that a hit tells from which build its note came, and names the build.
    """
    library = Library(folder)
    edition_of: dict[str, str] = {}

    def new_build(edition: str) -> None:
        library.write(*(replace(note, title=f"{note.title} {edition}") for note in FOUR))
        edition_of[library.build().manifest.build] = edition

    new_build("0")
    searcher = library.searcher()
    seen: list[set[tuple[str, frozenset[str]]]] = [set() for _ in range(4)]
    wrong: list[str] = []
    over = threading.Event()
    asking = threading.Barrier(5)

    def ask(mine: set[tuple[str, frozenset[str]]]) -> None:
        asking.wait()
        while not over.is_set():
            for question, expected in ASKED:
                found = searcher.search(question, 10)
                if found.hits[0].note.id != expected:
                    wrong.append(f"{question}: {found.hits[0].note.id}")
                mine.add((found.build, frozenset(hit.note.title.rpartition(" ")[2] for hit in found.hits)))

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in seen]
    for thread in threads:
        thread.start()
    asking.wait()
    for edition in map(str, range(1, 21)):
        new_build(edition)
    over.set()
    for thread in threads:
        thread.join()

    assert wrong == []
    answers = set().union(*seen)
    assert answers == {(build, frozenset([edition_of[build]])) for build, _ in answers}
    assert len(answers) > 2
    assert searcher.search("izin cuti?", 1).hits[0].note.title == "Izin cuti 20"


def test_a_build_is_removed_even_while_someone_opens_it(folder: Path) -> None:
    """Opening an index of tantivy writes a lock into its folder, which must not come between."""
    finished_build(folder / "first", "b", ANTREAN)
    index_dir = folder / "index"
    index_dir.mkdir()
    over = threading.Event()

    def open_all() -> None:
        while not over.is_set():
            builds = [path for path in index_dir.iterdir() if path.name.startswith("b")]
            for build, part in itertools.product(builds, (PASSAGES, QUESTIONS, WHOLE_NOTES)):
                with suppress(UnusableIndexError):
                    LexicalIndex.open(build / part)

    opening = [threading.Thread(target=open_all) for _ in range(2)]
    for thread in opening:
        thread.start()
    try:
        for number in range(100):
            shutil.copytree(folder / "first" / "b", index_dir / f"b{number}")
            make_live(index_dir, f"b{number}")
            remove_old(index_dir, kept=1)
            assert sorted(path.name for path in index_dir.iterdir()) == [f"b{number}", CURRENT]
    finally:
        over.set()
        for thread in opening:
            thread.join()


def test_a_new_reader_finds_an_index_however_often_it_changes(folder: Path) -> None:
    """A build that is removed while it is being opened is passed over for the one that came after it."""
    finished_build(folder / "first", "b", ANTREAN)
    index_dir = folder / "index"
    shutil.copytree(folder / "first", index_dir)
    make_live(index_dir, "b")
    over = threading.Event()

    def swap() -> None:
        for number in itertools.takewhile(lambda _: not over.is_set(), itertools.count()):
            shutil.copytree(folder / "first" / "b", index_dir / f"b{number}")
            make_live(index_dir, f"b{number}")
            remove_old(index_dir, kept=1)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for _ in range(12):
            assert ids(LiveIndex(index_dir, "fake:words")) == ["antrean"]
    finally:
        over.set()
        swapping.join()


@pytest.mark.parametrize(
    ("changes", "word", "expected"), [({}, "xyzkan", "xyz"), ({"recipe": "old"}, "zyxkan", "zyxkan")]
)
def test_stems_that_the_build_found_are_taken_over(
    folder: Path, changes: dict[str, str], word: str, expected: str
) -> None:
    """Made-up words show where a stem comes from; those found by other rules are not taken over."""
    snapshot_of(folder / "built", MARAH)
    with (folder / "built" / STEMS).open("a", encoding="utf-8") as stems:
        stems.write(f"{word}\txyz\n")
    edit(folder / "built" / MANIFEST, **changes)
    Snapshot(folder / "built")
    assert language.terms(f"{word} warga") == [expected, "warga"]
