"""Documents become notes: a note file stays what it is, other texts are cut into valid notes with nothing lost."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.documents import document_paths, document_prefix, notes_of
from knowledge_base.errors import DocumentError, NoteError
from knowledge_base.note import BODY_LIMIT, CONTROL, FENCE, ID, ID_LIMIT, TITLE_LIMIT, Note, Source
from tests.makers import DAY, MARKDOWN, note, write


def imported(folder: Path, text: str, name: str = "Aturan Loket.md", topic: str = "C1") -> list[Note]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return notes_of(path, kind="pedoman", topic=topic, today=DAY)


# --- which files ---------------------------------------------------------------------------------------------------


def test_a_folder_names_its_documents_at_any_depth_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.TXT", "a/gambar.png", "a/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.md").mkdir()
    names = [path.relative_to(tmp_path).as_posix() for path in document_paths(tmp_path)]
    assert names == ["a/c.TXT", "a/d.md", "b.md"]


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.Md"])
def test_a_file_names_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert document_paths(tmp_path / name) == [tmp_path / name]


def test_what_is_no_document_is_refused_with_the_endings_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(DocumentError, match=r"a\.pdf: '\.pdf' cannot be imported; allowed endings: \.md, \.txt"):
        document_paths(tmp_path / "a.pdf")
    with pytest.raises(DocumentError, match=r"holds no document; allowed endings"):
        document_paths(tmp_path)
    with pytest.raises(DocumentError, match=r"tidak-ada: no such file or folder"):
        document_paths(tmp_path / "tidak-ada")


# --- note files ----------------------------------------------------------------------------------------------------


def test_a_note_file_stays_what_it_is(tmp_path: Path) -> None:
    made = note(body="Isi\tdengan tab.\n\n### Bab\n    kode", kind="praktik", example=True, topic="A1")
    path = write(tmp_path, made)
    assert notes_of(path, kind="pedoman", topic="C1", today=DAY) == [made]
    path.write_text("---  \r\n" + path.read_text("utf-8").removeprefix("---\n"), "utf-8")
    assert notes_of(path, kind="pedoman", topic="C1", today=DAY) == [made]


def test_a_faulty_note_file_reports_its_faults(tmp_path: Path) -> None:
    with pytest.raises(NoteError, match=r"Aturan Loket\.md:2: unknown key 'idd'"):
        imported(tmp_path, "---\nidd: a\n---\nIsi.\n")


def test_a_rule_of_hyphens_on_top_does_not_make_a_note_file(tmp_path: Path) -> None:
    (made,) = imported(tmp_path, "-----\nPengumuman.\n", "a.txt")
    assert made.body == "-----\nPengumuman."


# --- Markdown ------------------------------------------------------------------------------------------------------


def test_markdown_becomes_a_note_a_section(tmp_path: Path) -> None:
    text = "# Aturan Loket\nPembuka.\n\n## Buka\nPukul 8.\n### Senin\nLibur.\n## Tutup #\nPukul 16.\n"
    made = imported(tmp_path, text)
    assert [(each.id, each.title, each.body) for each in made] == [
        ("dok-aturan-loket-1", "Aturan Loket", "Pembuka."),
        ("dok-aturan-loket-2", "Aturan Loket: Buka", "Pukul 8.\n### Senin\nLibur."),
        ("dok-aturan-loket-3", "Aturan Loket: Tutup", "Pukul 16."),
    ]
    assert made[1] == note(
        "dok-aturan-loket-2",
        title="Aturan Loket: Buka",
        body="Pukul 8.\n### Senin\nLibur.",
        questions=("Aturan Loket: Buka",),
        topic="C1",
        values=(),
        sources=(Source("Aturan Loket", "Buka"),),
        review_by=DAY + timedelta(days=180),
    )


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    assert len(imported(tmp_path, "# Satu\na\n# Dua\nb", "A.MD")) == 2


def test_deeper_headings_become_third_level(tmp_path: Path) -> None:
    assert imported(tmp_path, "Isi.\n#### Dalam\n###### Sangat\n#5\n")[0].body == "Isi.\n### Dalam\n### Sangat\n#5"
    assert imported(tmp_path, "Isi.\n#### Dalam\n", "a.txt")[0].body == "Isi.\n### Dalam"


def test_a_long_heading_is_cut_where_a_note_cannot_hold_it(tmp_path: Path) -> None:
    _, made = imported(tmp_path, f"# Judul\nIsi.\n# {'ab ' * 200}\nIsi.")
    assert Note.from_markdown(made.to_markdown()) == made
    assert (made.title, made.sources[0].part) == ("Judul: " + "ab " * 37 + "ab", "ab " * 99 + "ab")


def test_a_number_sign_in_code_starts_no_section(tmp_path: Path) -> None:
    text = "Jalankan:\n```\n# komentar\n```\nSelesai."
    assert [each.body for each in imported(tmp_path, text)] == [text]


def test_underlines_of_headings_are_left_out(tmp_path: Path) -> None:
    assert imported(tmp_path, "Judul\n=====\nIsi.\n\nBab\n---\nLagi.")[0].body == "Judul\n\nIsi.\n\nBab\n\nLagi."


# --- plain text ----------------------------------------------------------------------------------------------------


def test_a_text_becomes_one_note_titled_with_its_first_line(tmp_path: Path) -> None:
    (made,) = imported(tmp_path, "\n  Jam   buka \n# bukan bab\nPukul 8.\f\nTutup\tpukul 16.\r\n", "jam.txt")
    assert (made.id, made.title) == ("dok-jam-1", "Jam buka")
    assert made.body == "Jam   buka \n# bukan bab\nPukul 8.\n\nTutup   pukul 16."


def test_a_long_first_line_leaves_the_title_to_the_file_name(tmp_path: Path) -> None:
    assert imported(tmp_path, "x" * 121, "jam_buka-loket.txt")[0].title == "jam buka loket"
    assert imported(tmp_path, "x" * 121, "___.txt")[0].title == "Dokumen"
    assert len(imported(tmp_path, "x" * 121, "n" * 200 + ".txt")[0].title) == TITLE_LIMIT


def test_a_text_over_the_limit_becomes_several_notes(tmp_path: Path) -> None:
    text = "Kalimat yang sama. " * 2_500
    made = imported(tmp_path, text, "jam-buka.txt")
    assert [each.title for each in made] == ["jam buka: bagian 1", "jam buka: bagian 2", "jam buka: bagian 3"]
    assert all(len(each.body) <= BODY_LIMIT and each.body == each.body.strip() for each in made)
    assert " ".join(" ".join(each.body for each in made).split()) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", " \n\t\n", "# Judul saja\n"])
def test_a_document_without_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        imported(tmp_path, text)


def test_a_document_that_is_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="control characters; is it really a text file"):
        imported(tmp_path, "PNG\x00\x01")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentError, match=r"b\.txt: is not UTF-8 text; save it as UTF-8"):
        notes_of(tmp_path / "b.txt", kind="pedoman", topic="", today=DAY)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert imported(tmp_path, "\ufeffJudul", "a.txt")[0].title == "Judul"


def test_ids_come_from_the_file_name() -> None:
    assert document_prefix(Path("surat/Aturan Loket (2).md")) == "dok-aturan-loket-2-"
    assert document_prefix(Path("Café_Pelayanan.txt")) == "dok-cafe-pelayanan-"


def test_names_without_latin_letters_have_prefixes_of_their_own() -> None:
    first, second = document_prefix(Path("規則.md")), document_prefix(Path("規定.md"))
    assert first != second
    assert re.fullmatch(r"dok-[0-9a-f]{8}-", first)


def test_two_long_names_that_begin_alike_have_two_prefixes() -> None:
    long = "Peraturan Menteri PANRB tentang Pedoman Standar Pelayanan Tahun "
    first, second = document_prefix(Path(long + "2014.md")), document_prefix(Path(long + "2015.md"))
    assert first != second
    assert first.startswith("dok-peraturan-menteri-panrb")
    assert len(first + "9999") <= ID_LIMIT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a property."""
    return tmp_path_factory.mktemp("documents")


DOCUMENTS = (MARKDOWN | some.text(some.characters(exclude_categories=["Cs"]))).filter(
    lambda text: not CONTROL.search(text.replace("\f", "").replace("\r", "")) and not text.startswith((FENCE, "\ufeff"))
)
NAMES = some.text(some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(DOCUMENTS, NAMES, some.sampled_from([".md", ".txt"]))
def test_any_document_gives_notes_that_can_be_written_and_read(folder: Path, text: str, name: str, ending: str) -> None:
    """What is imported can be exported and imported again."""
    try:
        made = imported(folder, text, name + ending)
    except DocumentError:
        assert re.sub(r"(?m)^#.*|[=-]", "", text).strip() == ""
        return
    for each in made:
        assert Note.from_markdown(each.to_markdown()) == each
        assert len(each.id) <= ID_LIMIT
        assert ID.fullmatch(each.id)
    assert len({each.id for each in made}) == len(made)
