"""What is personal is masked in every form of the table, all else stays; masking is stable, quick, and never fails."""

from __future__ import annotations

import logging
import re
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from sqlite_utils import Database

from benchmarks.masking import CASES, Case, cases_of, quality_of, spans_of
from bot.answer import LONG_QUESTION, Answerer
from knowledge_base.identifiers import Digits, Kind, identified, is_card, is_nik, is_nip, passes_luhn
from knowledge_base.masking import masked
from knowledge_base.questions import find_question, store_question
from knowledge_base.store import opened
from tests.conftest import Stage

KNOWN_MISSES = {
    "npwp 16 digit 0012345678901000",
    "wa saya nol delapan double satu dua tiga empat lima enam tujuh",
    "zero eight one two three four five six seven eight nine zero",
    "rek bca\n1234\n567890",
    "hp saya O8I2-3456-789O",
    "wa 0812,3456,7890 pakai koma",
    "o8123456789O huruf o",
    "email saya budi gmail com",
    "surel budi.santoso at jakarta",
    "021-3823355/3822255 dua saluran",
    "nomor saya 81234567890 itu",
}
"""Written forms that are not masked as they should be; a form that is mended leaves this list."""

PIECES = some.sampled_from(
    [
        *"""NIK;hp ;rek ;telp ;Rp ;kartu ;paspor A;+62;0812;3171012505850003;19850101 201001 1 001; ;-;.;/;(;);[;];
    [NIK];=;[nomor telepon];@;gmail.com; at ; dot ;https://;wa.me/;a;x;12;345;8;0;\n;,;4111 1111 1111 1111;juta;1500;
    2026;٣;²;bpjs ;jakarta.go.id/;08;021-;+;_;\u200b;\u2011""".split(";"),
        *("nol ", "delapan ", "satu dua tiga empat ", "0812\n3456\n7890", "8\n", " belas", " juta"),
    ]
)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return cases_of(CASES)


def test_the_table_is_large_and_half_of_it_must_stay_as_it_is(cases: list[Case]) -> None:
    personal = sum(case.is_personal for case in cases)
    assert len(cases) >= 300
    assert 0.4 < personal / len(cases) < 0.6
    assert [text for text, n in Counter(case.text for case in cases).items() if n > 1] == []
    assert {kind for case in cases for _, _, kind in case.expected} == {str(kind) for kind in Kind}


def test_every_case_of_the_table_but_the_known_misses_is_masked_as_written(cases: list[Case]) -> None:
    assert {case.text for case in cases if masked(case.text) != case.masked} == KNOWN_MISSES


def test_the_quality_is_what_was_measured(cases: list[Case]) -> None:
    quality = quality_of(cases)
    assert (round(quality.precision, 3), round(quality.recall, 3)) == (0.991, 0.968)


def test_no_year_article_amount_or_day_of_the_table_is_masked(cases: list[Case]) -> None:
    assert [case.text for case in cases if not case.is_personal and masked(case.text) != case.text] == []


def test_spans_are_read_off_a_masked_text() -> None:
    text = "hp 0812 dan 0813, surel a@b.id."
    assert spans_of(text, "hp [nomor telepon] dan [nomor telepon], surel [surel].") == {
        (3, 7, "[nomor telepon]"),
        (12, 16, "[nomor telepon]"),
        (24, 30, "[surel]"),
    }


# --- every number, written in every way ------------------------------------------------------------------------------

BIRTHDAYS = some.dates(date(1950, 1, 1), date(2005, 12, 31))


@given(some.sampled_from("31 32 36 51 73 91".split()), BIRTHDAYS, some.booleans(), some.integers(1, 9999))
def test_any_nik_is_masked_in_one_piece_and_in_groups(province: str, born: date, woman: bool, serial: int) -> None:  # noqa: FBT001
    day = int(f"{born:%d}") + 40 * woman
    nik = f"{province}7101{day:02}{born:%m%y}{serial:04}"
    assert is_nik(nik)
    for mark in ("", " ", ".", "-", "\u00a0", "\u2011"):
        groups = (nik[:6], nik[6:12], nik[12:])
        assert masked(f"data {mark.join(groups)} ditolak") == "data [NIK] ditolak"
    assert masked(f"data {nik}") == "data [NIK]"


@given(BIRTHDAYS, some.integers(20, 40), some.sampled_from(["01", "12", "21"]), some.integers(1, 999))
def test_any_nip_is_masked_in_one_piece_and_as_it_is_usually_spaced(
    born: date, years: int, month: str, serial: int
) -> None:
    year = int(f"{born:%Y}") + years
    groups = (f"{born:%Y%m%d}", f"{year}{month}", "1", f"{serial:03}")
    assert is_nip("".join(groups))
    for mark in ("", " ", ".", "-"):
        assert masked(f"a.n. Ani {mark.join(groups)} pindah") == "a.n. Ani [NIP] pindah"


@given(some.sampled_from(["0", "62", "+62", "+62 "]), some.integers(11, 99), some.integers(0, 99_999_999))
def test_any_mobile_number_is_masked(prefix: str, operator: int, rest: int) -> None:
    first = f"{prefix}8{operator}"
    tail = f"{rest:08}"
    for number in (first + tail, f"{first}-{tail[:4]}-{tail[4:]}", f"{first} {tail[:4]} {tail[4:]}"):
        assert masked(f"hubungi {number} ya") == "hubungi [nomor telepon] ya"


@given(some.integers(0, 10**9), some.integers(0, 2))
def test_an_amount_is_never_masked(amount: int, cents: int) -> None:
    written = f"{amount:,}".replace(",", ".") + (",00" if cents else "")
    for text in (f"Rp {written}", f"Rp{written}", f"Rp. {amount}", f"IDR {amount}", f"pagu {written} cukup"):
        assert masked(text) == text


@given(some.dates(), some.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %m %Y"]), some.times())
def test_a_day_and_an_hour_are_never_masked(day: date, form: str, hour: time) -> None:
    text = f"rapat {format(day, form)} pukul {hour:%H.%M} sampai selesai"
    assert masked(text) == text


@given(some.integers(1, 130), some.integers(1945, 2099), some.integers(1, 300))
def test_a_law_and_its_article_are_never_masked(number: int, year: int, article: int) -> None:
    for text in (
        f"UU {number}/{year} Pasal {article} ayat (1)",
        f"PermenPANRB No. {number} Tahun {year}, {year}-{year}",
    ):
        assert masked(text) == text


NAMES = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()


@given(some.integers(11, 99), some.integers(0, 99_999_999), some.sampled_from([" ", "-", ", ", "\n"]))
def test_any_mobile_number_is_masked_in_words_and_line_by_line(operator: int, rest: int, between: str) -> None:
    number = f"08{operator}{rest:08}"
    assert masked(f"hubungi {between.join(NAMES[int(each)] for each in number)} ya") == "hubungi [nomor telepon] ya"
    one_a_line, groups = "\n".join(number), "\n".join((number[:4], number[4:8], number[8:]))
    for text in (one_a_line, groups):
        assert masked(f"hubungi\n{text}\nya") == "hubungi\n[nomor telepon]\nya"


@given(some.lists(some.sampled_from([*NAMES, "belas", "puluh", "ratus", "ribu", "juta", "sebelas"]), max_size=6))
def test_a_few_words_of_number_are_never_masked(words: list[str]) -> None:
    text = f"nilainya {' '.join(words)} ya"
    assert masked(text) == text


# --- the forms --------------------------------------------------------------------------------------------------------


def test_luhn_knows_its_check_digit() -> None:
    assert [passes_luhn(f"411111111111111{last}") for last in range(10)] == [last == 1 for last in range(10)]


def test_a_womans_nik_adds_forty_to_the_day() -> None:
    assert [is_nik(f"317101{day}02850001") for day in ("28", "68", "30", "70", "00", "40", "99")] == [
        *(True, True, False, False, False, False, False),
    ]


def test_a_card_stands_in_one_piece_or_in_fours() -> None:
    fours = ("4111", "1111", "1111", "1111")
    assert is_card(Digits(("4111111111111111",)))
    assert is_card(Digits(fours, ("-",) * 3))
    assert not is_card(Digits(fours, ("-", "", "-")))
    assert not is_card(Digits(("41111", "111", "1111", "1111"), ("",) * 3))


def test_a_ticket_that_begins_with_its_day_is_nobodys() -> None:
    assert identified(Digits(("2026112100012345",))) is None
    assert identified(Digits(("2099139900012345",))) is Kind.OTHER


# --- whatever people send ---------------------------------------------------------------------------------------------


@given(some.lists(PIECES, max_size=14).map("".join) | some.text())
@example("4111 1111 1111 11114111 1111 1111 1111satu dua tiga empat ")
def test_masking_never_fails_and_masking_again_changes_nothing(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@given(some.text(alphabet="ab cd\n,.!?:;'\"", max_size=200))
def test_a_text_without_digits_and_addresses_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


RUNS = "nol ;1\n;0812\n;dua belas "
RUNS += ";a dot ;12/;12*345*"
RUNS += ";1;1 ;08 ;1-;(0;1.234.;Rp 1 ;nik ;nik 1 ;a.;a@;a@b.;a;.;@; at ;a [at] ;\t;+ ;[NIK];https://;a.aa;0812-;3171 "


@pytest.mark.parametrize("piece", RUNS.split(";"))
def test_no_pattern_falls_into_a_pit(piece: str) -> None:
    """Many times longer than any message; a pattern that tries again from every place would not come to an end."""
    text = piece * (10_000 // len(piece))
    assert masked(masked(text)) == masked(text)


# --- where questions are kept -----------------------------------------------------------------------------------------

SECRET = "NIK saya 3171012505850003, hp 0812-3456-7890, gmn ngadepin warga marah?"
SAFE = "NIK saya [NIK], hp [nomor telepon], gmn ngadepin warga marah?"


def test_a_question_is_stored_without_what_is_personal(answerer: Answerer, tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        number = store_question(db, answerer.answer(SECRET).to_asked("private"))
        asked = find_question(db, number)
        assert asked is not None
        assert asked.text == SAFE
        assert "3171" not in asked.understood + everything(db)
        assert "7890" not in asked.understood + everything(db)


def test_a_long_story_is_masked_before_it_is_cut(answerer: Answerer, tmp_path: Path) -> None:
    """The cut would leave half a NIK, which no pattern knows."""
    story = "warga marah di loket " * 47
    story += "x" * (LONG_QUESTION - len(story) - 9) + " 3171012505850003 " + "dan seterusnya " * 20
    assert story[:LONG_QUESTION].endswith(" 31710125")
    with opened(tmp_path / "prima.db") as db:
        store_question(db, answerer.answer(story).to_asked("private"))
        assert "3171" not in everything(db)


async def test_neither_database_nor_log_holds_what_a_person_told(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await stage.world.user("Ani").says(SECRET)
    await stage.settle()
    assert SAFE in await stage.prima.desk.do(everything)
    assert "question 1: " in caplog.text
    assert "3171012505850003" not in caplog.text + await stage.prima.desk.do(everything)


def everything(db: Database) -> str:
    """All that the table of questions holds."""
    return re.sub(r"\s+", " ", " ".join(str(row) for row in db.table("questions").rows))
