"""The language layer: what people type and what it means to search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language import known_stems, normalise, remember_stems, terms
from indexer.lexicon import FOLDER, THESAURUS, lexicon
from indexer.lexicon.spoken import formal

CASES = Path(__file__).parent / "language_cases.tsv"
"""What people type, and its normal form."""

VERBS = {
    "nanganin": "menangani",
    "ngadepin": "menghadapi",
    "nyapa": "menyapa",
    "nyari": "mencari",
    "ngurus": "mengurus",
    "nulis": "menulis",
    "nunggu": "menunggu",
    "ngisi": "mengisi",
    "nolak": "menolak",
    "mukul": "memukul",
    "ngelayanin": "melayani",
    "jelasin": "menjelaskan",
    "lakuin": "melakukan",
    "dilakuin": "dilakukan",
    "nyatet": "mencatat",
    "nyimpen": "menyimpan",
    "nyebut": "menyebut",
    "nyalahin": "menyalahkan",
    "ngebales": "membalas",
    "kirimin": "mengirimkan",
    "nyelesaiin": "menyelesaikan",
    "ngelola": "mengelola",
}
UNTOUCHED = (
    "nyata nyaman ngeri izin rutin disiplin ingin angin main mungkin yakin nanti negara menteri pemimpin miskin mesin "
    "nama nomor musyawarah maklumat masyarakat saat maaf perpustakaan iii xviii www co2 mp3 undang-undang sehari-hari"
).split()


@pytest.mark.parametrize("line", CASES.read_text(encoding="utf-8").splitlines())
def test_what_is_typed_becomes_what_is_meant(line: str) -> None:
    typed, meant = line.split("\t")
    assert normalise(typed) == meant


@pytest.mark.parametrize(("spoken", "written"), VERBS.items())
def test_spoken_verbs_become_formal(spoken: str, written: str) -> None:
    assert normalise(spoken) == written


@pytest.mark.parametrize("word", UNTOUCHED)
def test_formal_words_are_left_alone(word: str) -> None:
    assert normalise(word) == word


@pytest.mark.parametrize("short", sorted(lexicon().long_forms))
def test_abbreviation_and_long_form_meet(short: str) -> None:
    """Both encode as the long form, and share the abbreviation as a search term."""
    long = " ".join(lexicon().long_forms[short])
    assert normalise(short.upper()) == normalise(long) == normalise(f"{long} ({short.upper()})")
    assert set(terms(short)) & set(terms(long))


@pytest.mark.parametrize("variant", sorted(lexicon().spellings))
def test_lexicon_leads_to_formal_words(variant: str) -> None:
    """No entry leads to another entry, so one pass is enough."""
    assert formal(variant) == lexicon().spellings[variant]


def test_tables_have_no_doubles() -> None:
    for name in ("spellings.tsv", "abbreviations.tsv"):
        keys = [line.split("\t")[0] for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line]
        assert len(keys) == len(set(keys)), name


def test_thesaurus_groups_say_nothing_twice() -> None:
    for line in THESAURUS.read_text(encoding="utf-8").splitlines():
        phrases = [phrase.strip() for phrase in line.split("\t")]
        assert line.startswith("#") or all(phrases), line
        assert len(phrases) == len(set(phrases)), line


def test_terms_are_stems_of_content_words() -> None:
    assert terms("Bagaimana cara menangani orang-orang yang marah?") == ["cara", "tangan", "orang", "marah"]
    assert terms("penanganan pengaduan") == terms("menangani aduan")
    assert terms("gmn nanganin org2 marah") == terms("menangani orang marah")


def test_function_words_alone_are_kept() -> None:
    assert terms("apa itu?") == ["apa", "itu"]
    assert normalise("sih dong") == "sih dong"


def test_nothing_gives_nothing() -> None:
    assert normalise(" ?! 😀") == ""
    assert terms("…") == []


TYPED = st.lists(
    st.one_of(
        st.sampled_from(sorted(lexicon().spellings)),
        st.sampled_from(sorted(lexicon().long_forms)),
        st.sampled_from([*VERBS, *UNTOUCHED, "org2nya", "s/d", "d'apa", "ga-bisa"]),
        st.text(max_size=12),
        st.text(alphabet="abdeginkmnstuy2-'", max_size=12),
    ),
    max_size=8,
).map(" ".join)


@given(TYPED)
def test_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TYPED)
def test_letters_never_vanish(text: str) -> None:
    if any(letter.isalnum() for letter in text):
        assert normalise(text)
        assert terms(text)


@given(TYPED)
def test_normal_form_is_lower_case_words(text: str) -> None:
    assert normalise(text) == " ".join(normalise(text).split())
    assert normalise(text) == normalise(text).lower()


def test_a_remembered_stem_is_not_looked_for_again() -> None:
    """A made-up word stands for one whose stem an earlier build has found."""
    remember_stems({"xyzkan": "xyz"})
    assert terms("xyzkan warga") == ["xyz", "warga"]
    assert known_stems()["xyzkan"] == "xyz"
    assert known_stems()["warga"] == "warga"
