"""Passages are slices of the note: joined they are the body, and each is small enough to answer with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge_base.chunk import CHUNK_LIMIT, Chunk, chunks_of, plain, sentences_of, split_text
from knowledge_base.note import HEADING
from tests.makers import MARKDOWN, note

TEXTS = MARKDOWN | some.text() | some.lists(some.sampled_from([*"aB.!? \n#-*_`1)", "## ", "... "])).map("".join)
LIMITS = some.integers(1, 200)


def texts_of(body: str, limit: int = CHUNK_LIMIT) -> list[str]:
    return [chunk.text for chunk in chunks_of(note(body=body), limit)]


# --- what always holds ---------------------------------------------------------------------------------------------


@given(TEXTS, LIMITS)
def test_passages_joined_are_the_body(body: str, limit: int) -> None:
    assert "".join(texts_of(body, limit)) == body


@given(TEXTS, LIMITS)
def test_no_passage_is_over_the_limit_or_empty(body: str, limit: int) -> None:
    assert all(0 < len(text) <= limit for text in texts_of(body, limit))


@given(TEXTS, LIMITS)
def test_split_text_loses_nothing_and_keeps_the_limit(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


@given(TEXTS)
def test_sentences_joined_are_the_text(text: str) -> None:
    sentences = sentences_of(text)
    assert "".join(sentences) == text
    assert all(sentences)


@given(TEXTS)
def test_what_fits_is_not_cut(text: str) -> None:
    assert split_text(text, max(1, len(text))) == ([text] if text else [])


HEADED = some.sampled_from(["## Bab satu\n", "### Bagian\n", "\n", "Kalimat pendek. " * 3, "kata " * 70 + "\n"])


@given(some.lists(HEADED))
def test_a_heading_never_ends_a_passage_that_is_not_the_last(parts: list[str]) -> None:
    """Whoever is shown a passage sees more than a title."""
    passages = texts_of("".join(parts), 200)
    for passage in passages[:-1]:
        lines = passage.strip().split("\n")
        assert not HEADING.match(lines[-1]), passages


@given(TEXTS)
def test_passages_are_numbered_from_zero_and_name_their_note(body: str) -> None:
    chunks = chunks_of(note("X1-uji", body=body), 40)
    assert [(chunk.note_id, chunk.ordinal) for chunk in chunks] == [("X1-uji", place) for place in range(len(chunks))]


# --- where it cuts -------------------------------------------------------------------------------------------------


def test_a_short_note_is_one_passage_a_section() -> None:
    body = "Pembuka.\n\n## Langkah\n1. Sapa.\n2. Dengar.\n\n## Contoh\nBegini."
    assert [(chunk.headings, chunk.text) for chunk in chunks_of(note(body=body))] == [
        ((), "Pembuka.\n\n"),
        (("Langkah",), "## Langkah\n1. Sapa.\n2. Dengar.\n\n"),
        (("Contoh",), "## Contoh\nBegini."),
    ]


def test_headings_are_the_path_from_the_top() -> None:
    body = "# A\na\n### B\nb\n## C #\nc\n# D\nd"
    assert [chunk.headings for chunk in chunks_of(note(body=body))] == [("A",), ("A", "B"), ("A", "C"), ("D",)]


def test_a_heading_with_nothing_under_it_stays_with_the_next() -> None:
    chunks = chunks_of(note(body="## Bab\n\n### Bagian\nIsi."))
    assert [(chunk.headings, chunk.text) for chunk in chunks] == [(("Bab", "Bagian"), "## Bab\n\n### Bagian\nIsi.")]


def test_a_number_sign_in_code_is_no_heading() -> None:
    assert texts_of("Jalankan:\n```\n# bukan judul\n```\nSelesai.") == ["Jalankan:\n```\n# bukan judul\n```\nSelesai."]


def test_a_long_section_is_cut_between_paragraphs_and_list_items() -> None:
    body = "## Bab\nSatu dua tiga.\n\nEmpat lima enam.\n- Tujuh.\n- Delapan sembilan."
    assert texts_of(body, 45) == [
        "## Bab\nSatu dua tiga.\n\nEmpat lima enam.\n",
        "- Tujuh.\n- Delapan sembilan.",
    ]
    assert {chunk.headings for chunk in chunks_of(note(body=body), 45)} == {("Bab",)}


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    assert texts_of("Satu dua tiga. Empat lima enam. Tujuh.", 30) == ["Satu dua tiga. ", "Empat lima enam. Tujuh."]


def test_a_long_sentence_is_cut_between_words() -> None:
    assert texts_of("satu dua tiga empat", 10) == ["satu dua ", "tiga empat"]


def test_a_word_over_the_limit_is_cut_where_it_must_be() -> None:
    assert texts_of("abcdefghij k", 4) == ["abcd", "efgh", "ij k"]


def test_a_space_counts_towards_the_limit() -> None:
    assert texts_of("abcde fgh", 5) == ["abcde", " fgh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu. Dua! Tiga? Empat… Lima", ["Satu. ", "Dua! ", "Tiga? ", "Empat… ", "Lima"]),
        ("Lihat Pasal 4 No. 3 ayat 1. Lalu tanya.", ["Lihat Pasal 4 No. 3 ayat 1. Lalu tanya."]),
        ("Hubungi Bpk. Andi dan Prof. Sri dll. Terima kasih.", ["Hubungi Bpk. Andi dan Prof. Sri dll. Terima kasih."]),
        (
            "Di kel. Cempaka, kec. Gambir: pkl. 08.00 a.n. Siti. Ya.",
            ["Di kel. Cempaka, kec. Gambir: pkl. 08.00 a.n. Siti. ", "Ya."],
        ),
        (
            "Bayar maks. Rp5.000 ke bpk. Andi, jln. Melati gg. Dua.",
            ["Bayar maks. Rp5.000 ke bpk. Andi, jln. Melati gg. Dua."],
        ),
        ("Surat dari kelurahan. Kabel. Simak.", ["Surat dari kelurahan. ", "Kabel. ", "Simak."]),
        ("Tarif Rp1.500 per lembar. Bayar di loket.", ["Tarif Rp1.500 per lembar. ", "Bayar di loket."]),
        ('Katakan: "Maaf." Lalu diam.', ['Katakan: "Maaf." ', "Lalu diam."]),
        ("Ini **penting.** Ingat.", ["Ini **penting.** ", "Ingat."]),
        ("tidak. lanjut", ["tidak. lanjut"]),
        ("satu\ndua\n\ntiga", ["satu\n", "dua\n", "\n", "tiga"]),
        ("Wah... Begitu?! Ya", ["Wah... ", "Begitu?! ", "Ya"]),
        ("", []),
    ],
)
def test_sentences_end_at_signs_and_lines_but_not_after_abbreviations(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## Judul", "Judul"),
        ("1. **Sapa** warga\n- _dengar_ `ini`", "Sapa warga\ndengar ini"),
        ("> kutipan", "kutipan"),
        ("```python\nx = 1\n```", "\nx = 1\n"),
        ("nama_berkas_panjang 2*3", "nama_berkas_panjang 23"),
        ("***tebal miring***", "tebal miring"),
    ],
)
def test_plain_text_is_without_marks(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected


def test_a_passage_hash_changes_with_words_or_headings_only() -> None:
    chunk = Chunk("a", 0, ("Bab",), "Isi.")
    assert chunk.hash == Chunk("b", 7, ("Bab",), "Isi.").hash
    assert len({chunk.hash, Chunk("a", 0, ("Lain",), "Isi.").hash, Chunk("a", 0, ("Bab",), "Lain.").hash}) == 3
