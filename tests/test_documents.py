"""Documents become notes: a note file stays what it is, other texts are cut into valid notes with nothing lost."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.documents.files import document_paths, document_prefix
from knowledge_base.documents.from_text import cleaned
from knowledge_base.errors import DocumentError, NoteError
from knowledge_base.note import BODY_LIMIT, CONTROL, FENCE, ID, ID_LIMIT, TITLE_LIMIT, Note, Source
from tests.documents import read
from tests.makers import DAY, MARKDOWN, note

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


def test_a_place_without_documents_is_refused_with_the_endings_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    with pytest.raises(DocumentError, match=r"holds no document; allowed endings"):
        document_paths(tmp_path)
    with pytest.raises(DocumentError, match=r"tidak-ada: no such file or folder"):
        document_paths(tmp_path / "tidak-ada")


# --- note files ----------------------------------------------------------------------------------------------------


def test_a_note_file_stays_what_it_is() -> None:
    made = note(body="Isi\tdengan tab.\n\n### Bab\n    kode", kind="praktik", example=True, topic="A1")
    assert read(made.to_markdown()) == [made]
    assert read("---  \r\n" + made.to_markdown().removeprefix("---\n")) == [made]


def test_a_faulty_note_file_reports_its_faults() -> None:
    with pytest.raises(NoteError, match=r"Aturan Loket\.md:2: unknown key 'idd'"):
        read("---\nidd: a\nkind: praktik\n---\nIsi.\n")


def test_a_rule_of_hyphens_on_top_does_not_make_a_note_file() -> None:
    (made,) = read("-----\nPengumuman.\n", "a.txt")
    assert made.body == "-----\nPengumuman."


# --- Markdown ------------------------------------------------------------------------------------------------------


def test_markdown_becomes_a_note_a_section() -> None:
    text = "# Aturan Loket\nPembuka.\n\n## Buka\nPukul 8.\n### Senin\nLibur.\n## Tutup #\nPukul 16.\n"
    made = read(text)
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
        topic="",
        values=(),
        sources=(Source("Aturan Loket", "Buka"),),
        review_by=DAY + timedelta(days=180),
    )


def test_the_headings_inside_a_note_are_questions_once_each_and_code_is_none() -> None:
    inside = "### Mengganti oli\na\n### MENGGANTI OLI\nb\n### Umum\nc\n```\n### bukan bab\n```"
    (made,) = read(f"# Genset\n{inside}\n" + "".join(f"### Langkah ke {each}\nx\n" for each in range(40)))
    assert made.questions[:3] == ("Genset", "Mengganti oli", "Langkah ke 0")
    assert len(made.questions) == 12
    assert Note.from_markdown(made.to_markdown()) == made


def test_a_document_whose_only_heading_is_its_title_is_named_once_as_source() -> None:
    (made,) = read("# Tarif parkir kantor\nMotor Rp2.000.\n")
    assert made.sources == (Source("Tarif parkir kantor"),)


@pytest.mark.parametrize("opening", ["", "Pembuka.\n", "## Membuka loket\nPutar kunci.\n"])
def test_a_section_is_named_by_its_heading_however_few_sections_there_are(opening: str) -> None:
    last = read(f"# Kunci\n{opening}## Menyimpan kunci loket\nSimpan di laci.\n")[-1]
    assert last.title == "Kunci: Menyimpan kunci loket"
    assert last.questions == ("Kunci: Menyimpan kunci loket", "Menyimpan kunci loket")


def test_an_ending_in_capitals_is_the_same_ending() -> None:
    assert len(read("# Satu\na\n# Dua\nb", "A.MD")) == 2


def test_deeper_headings_become_third_level() -> None:
    assert read("Isi.\n#### Dalam\n###### Sangat\n#5\n")[0].body == "Isi.\n### Dalam\n### Sangat\n#5"
    assert read("Isi.\n#### Dalam\n", "a.txt")[0].body == "Isi.\n### Dalam"


def test_a_long_heading_is_cut_where_a_note_cannot_hold_it() -> None:
    _, made = read(f"# Judul\nIsi.\n## {'ab ' * 200}\nIsi.")
    assert Note.from_markdown(made.to_markdown()) == made
    assert (made.title, made.sources[0].part) == ("Judul: " + "ab " * 37 + "ab", "ab " * 99 + "ab")


def test_a_number_sign_in_code_starts_no_section() -> None:
    text = "Jalankan:\n```\n# komentar\n```\nSelesai."
    assert [each.body for each in read(text)] == [text]


def test_underlines_of_headings_are_left_out() -> None:
    assert read("Judul\n=====\nIsi.\n\nBab\n---\nLagi.")[0].body == "Judul\n\nIsi.\n\nBab\n\nLagi."


# --- plain text ----------------------------------------------------------------------------------------------------


def test_a_text_becomes_one_note_titled_with_its_first_line() -> None:
    (made,) = read("\n  Jam   buka \n# bukan bab\nPukul 8.\f\nTutup\tpukul 16.\r\n", "jam.txt")
    assert (made.id, made.title) == ("dok-jam-1", "Jam buka")
    assert made.body == "Jam   buka \n# bukan bab\nPukul 8.\n\nTutup   pukul 16."


def test_a_long_first_line_leaves_the_title_to_the_file_name() -> None:
    assert read("x" * 121, "jam_buka-loket.txt")[0].title == "Jam buka loket"
    assert read("x" * 121, "___.txt")[0].title == "Dokumen"
    assert len(read("x" * 121, "n" * 200 + ".txt")[0].title) == TITLE_LIMIT


def test_a_text_over_the_limit_becomes_several_notes() -> None:
    text = "Kalimat yang sama. " * 2_500
    made = read(text, "jam-buka.txt")
    assert [each.title for each in made] == ["Jam buka: bagian 1", "Jam buka: bagian 2", "Jam buka: bagian 3"]
    assert all(len(each.body) <= BODY_LIMIT and each.body == each.body.strip() for each in made)
    assert " ".join(" ".join(each.body for each in made).split()) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", " \n\t\n", "# Judul saja\n", "***\n", "# —\n...\n"])
def test_a_document_without_text_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match=r"holds no text|is empty|holds headings"):
        read(text)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read("\ufeffJudul", "a.txt")[0].title == "Judul"


def test_ids_come_from_the_file_name() -> None:
    assert document_prefix("surat/Aturan Loket (2).md") == "dok-aturan-loket-2-"
    assert document_prefix("Café_Pelayanan.txt") == "dok-cafe-pelayanan-"


def test_names_without_latin_letters_have_prefixes_of_their_own() -> None:
    first, second = document_prefix("規則.md"), document_prefix("規定.md")
    assert first != second
    assert re.fullmatch(r"dok-[0-9a-f]{8}-", first)


def test_two_long_names_that_begin_alike_have_two_prefixes() -> None:
    long = "Peraturan Menteri PANRB tentang Pedoman Standar Pelayanan Tahun "
    first, second = document_prefix(long + "2014.md"), document_prefix(long + "2015.md")
    assert first != second
    assert first.startswith("dok-peraturan-menteri-panrb")
    assert len(first + "9999") <= ID_LIMIT


DOCUMENTS = (MARKDOWN | some.text(some.characters(exclude_categories=["Cs"]))).filter(
    lambda text: not CONTROL.search(text.replace("\f", "").replace("\r", "")) and not text.startswith((FENCE, "\ufeff"))
)
NAMES = some.text(some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(DOCUMENTS, NAMES, some.sampled_from([".md", ".txt"]))
def test_any_document_gives_notes_that_can_be_written_and_read(text: str, name: str, ending: str) -> None:
    """What is imported can be exported and imported again."""
    try:
        made = read(text, name + ending)
    except DocumentError:
        assert not any(map(str.isalnum, re.sub(r"(?m)^#.*", "", cleaned(text))))
        return
    for each in made:
        assert Note.from_markdown(each.to_markdown()) == each
        assert len(each.id) <= ID_LIMIT
        assert ID.fullmatch(each.id)
    assert len({each.id for each in made}) == len(made)


def test_the_pieces_of_a_long_section_are_told_apart() -> None:
    long = "Petugas menyapa warga yang datang ke loket. " * 600
    titles = [each.title for each in read(f"# Anggrek\n\n{long}\n\n## Pupuk\n\nPupuk Senin.\n", "a.md")]
    assert titles == ["Anggrek: bagian 1", "Anggrek: bagian 2", "Anggrek: Pupuk"]
