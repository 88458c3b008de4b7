"""A difference as people read it: always one message that Telegram takes, whatever stands in the notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from bot.changes import changes_html
from bot.markup import plain_text
from bot.message import fits
from bot.replies import review as say
from knowledge_base.difference import difference
from knowledge_base.note import Note
from knowledge_base.topics import TOPICS
from tests.makers import note, notes
from tests.telegram.text import message_text


def test_what_came_is_bold_and_what_went_is_struck_through() -> None:
    old = note(title="Menyapa warga di loket")
    assert changes_html(difference(old, replace(old, title="Menyapa tamu di loket"))) == (
        "<b>Judul</b>: Menyapa<s> warga</s><b> tamu</b> di loket"
    )


def test_nothing_changed_is_said() -> None:
    assert changes_html(difference(note(), note()), "Kepala") == f"Kepala\n{say.NOTHING_CHANGED}"


def test_markup_in_a_note_is_text() -> None:
    old = note(title="A")
    shown = changes_html(difference(old, replace(old, title="<script>&</b>")))
    assert "<script>&</b>" in plain_text(shown)
    assert "<script>" not in shown


def test_headings_are_told_without_their_marks() -> None:
    old = note(body="# Awal\n\nSatu #1.")
    shown = changes_html(difference(old, replace(old, body="## Awal\n\nSatu #1.\n\n## Di loket\n\nDua.")))
    assert "##" not in shown
    assert "Awal" in shown
    assert "#1" in shown
    assert "Di loket" in shown


def test_unchanged_text_is_shortened_to_what_lies_next_to_the_change() -> None:
    kept = "kata " * 200
    shown = changes_html(difference(note(body=f"{kept}lama"), note(body=f"{kept}baru")))
    assert "<s> lama</s><b> baru</b>" in shown
    assert len(shown) < 200


@settings(max_examples=60, deadline=None)
@given(notes(), notes())
def test_any_difference_is_one_message_that_telegram_takes(old: Note, new: Note) -> None:
    shown = changes_html(difference(old, new), "Kepala")
    assert fits(shown)
    assert message_text(shown, "HTML", None).text


def test_two_long_bodies_fit() -> None:
    old, new = note(body="satu " * 3_900), note(body="dua " * 4_900)
    shown = changes_html(difference(old, new))
    assert fits(shown)
    assert "<s>satu" in shown


def test_days_topics_and_ids_are_told_as_people_know_them() -> None:
    old = note(related=("C4-pedoman-lain",))
    new = replace(old, topic="", checked=date(2026, 12, 1), owner=7, related=("C4-pedoman-lain", "C4-baru"))
    named = {"0": "para moderator", "7": "Dewi", "C4-baru": "Judul baru", "C4-pedoman-lain": "Judul lain"}
    shown = plain_text(changes_html(difference(old, new), "", named))
    assert "Tanggal periksa: 21 Nov 2026 → 1 Des 2026" in shown
    assert "Penanggung jawab: para moderator → Dewi" in shown
    assert f"Topik: {TOPICS['C4']} → tanpa topik" in shown
    assert "Judul baru" in shown
    assert "C4-" not in shown


def test_of_lists_a_few_entries_are_told_that_came_and_went() -> None:
    old = note(questions=tuple(f"tanya {number}?" for number in range(10)), values=("empati",))
    new = replace(old, questions=("tanya 0?", "baru <b>?"), values=("empati", "ketepatan"))
    shown = changes_html(difference(old, new))
    assert "<b>Pertanyaan</b>:\n+ <b>baru &lt;b&gt;?</b>\n− <s>tanya 1?</s>" in shown
    assert shown.count("<s>") == 5
    assert "− dan 4 lagi" in shown
    assert "+ <b>Ketepatan</b>" in shown
    turned = replace(old, questions=old.questions[::-1])
    assert changes_html(difference(old, turned)) == "<b>Pertanyaan</b>: urutannya berubah"


def test_a_changed_text_is_told_as_it_is_read() -> None:
    link = "[panduan](https://contoh.go.id/a_%28b%29)"
    old, new = note(body=f"**Penting**: 2\\*3\\*4, lihat {link}."), note(body="**Perlu**: 2\\*3\\*4.")
    told = changes_html(difference(old, new))
    assert "**" not in told
    assert "\\" not in told
    assert "2*3*4" in told
    assert "panduan (https://contoh.go.id/a_%28b%29)" in told
