"""What Prima proposes for a text: a title, a topic, a kind, questions and sources."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.asked import questions_of
from bot.body import without_title
from bot.field_values import faults_of
from bot.headline import title_of
from bot.openings import without_greetings, without_openings
from bot.proposal import propose, sources_of
from bot.recent import GROUPS, KEPT, THREAD, Recent, Seen
from bot.step import FIELDS, Step
from bot.thread import parted
from bot.whole_note import PLACEHOLDER, read_whole_note
from indexer.ranking import load_ranking
from indexer.search import Found, Hit
from indexer.topic import topic_of, topics_near
from knowledge_base.errors import Fault, NoteError
from knowledge_base.note import QUESTION_LIMIT, TITLE_LIMIT
from knowledge_base.settings import ROOT
from tests.makers import DAY, note


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Menyapa warga\nSapa dengan ramah.", "Menyapa warga"),
        ("**Menyapa warga:**\nSapa dengan ramah.", "Menyapa warga"),
        ("Sapa warga dengan ramah. Lalu dengarkan.", "Sapa warga dengan ramah"),
        ("1. Sapa warga\n2. Dengarkan", "Sapa warga"),
        ("👍👍", ""),
    ],
)
def test_the_title_is_the_heading_or_the_first_words(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("## Menyapa warga\n\nSapa dengan ramah.", "Sapa dengan ramah."),
        ("**Menyapa warga:**\nSapa dengan ramah.", "Sapa dengan ramah."),
        ("Menyapa warga\n1. Sapa.\n2. Dengar.", "1. Sapa.\n2. Dengar."),
        *(
            (text, text)
            for text in ("1. Sapa warga\n2. Dengarkan", "Sapa warga.\nLalu dengarkan.", "Menyapa warga", "")
        ),
    ],
)
def test_a_first_line_that_is_the_title_is_not_in_the_text_too(text: str, body: str) -> None:
    assert without_title(text, title_of(text)) == body


@given(some.text(max_size=3_000))
def test_every_proposal_fits_into_a_note(text: str) -> None:
    made = propose(text)
    assert len(made.title) <= TITLE_LIMIT
    assert all(0 < len(asked) <= QUESTION_LIMIT for asked in made.questions)


def test_a_text_that_names_an_article_is_guidance_with_its_source() -> None:
    made = propose("Menurut UU 25/2009 Pasal 34, pelaksana bersikap adil.")
    assert (made.kind, made.sources) == ("pedoman", ({"name": "UU 25/2009", "part": "Pasal 34"},))
    assert propose("Kami menyapa setiap warga.").kind == "praktik"
    assert sources_of("Lihat Undang-Undang Nomor 25 Tahun 2009.") == ({"name": "Undang-Undang Nomor 25 Tahun 2009"},)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Teman2, loket pindah.", "Loket pindah."),
        ("Halo semua. Di kantor kami loket dibuka pukul 7.", "Di kantor kami loket dibuka pukul 7."),
        ("- Sapa warga", "- Sapa warga"),
    ],
)
def test_a_text_begins_without_a_greeting_but_says_where_it_is_done(text: str, body: str) -> None:
    assert without_greetings(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "Map diberi warna per hari. Petugas memeriksa map bersama pemohon lalu mencatat nama dan nomornya.",
        "Papan antrean kami: nomor ditulis besar, warna beda tiap loket.\n\nLoket 1 biru, loket 2 kuning.",
        "Surat pengantar nikah (N1) syaratnya:\n- pengantar RT RW\n- fotokopi KTP",
        "Jam pelayanan Jumat 08.00-11.30\nSelain Jumat 08.00-15.00.",
        "Loket tutup Jumat\nBuka lagi Senin.",
        "**Tutup pukul 11.30**\nBuka lagi pukul 13.00.",
        "Antrean dipisah\nWarga lansia ke loket satu.",
    ],
)
def test_what_tells_anything_stays_in_the_text_though_it_gives_the_title(text: str) -> None:
    """Another title loses no fact."""
    assert title_of(text)
    assert without_title(text, title_of(text)) == text


def test_the_topic_is_what_the_nearest_notes_clearly_share() -> None:
    assert (topic_of(found(("C4", 3.0), ("C4", 2.5), ("B9", 2.0))), propose("Isi.", "C4").topic) == ("C4", "C4")
    assert topic_of(found(("C4", 3.0), ("B9", 3.0), ("D1", 3.0))) == "", "none is clear"
    assert topic_of(found(("C4", 3.0), sure=0.01)) == "", "no note is near"
    assert topic_of(found(("C4", 3.0), ("B9", 2.5), sure=0.5)) == "", "neither near enough nor clear enough"
    assert topics_near(found(("B9", 2.0), ("C4", 3.0), ("", 9.0))) == ["C4", "B9"]
    assert (topic_of(found()), topics_near(found())) == ("", [])


def found(*near: tuple[str, float], sure: float = 0.9) -> Found:
    hits = tuple(Hit(note(f"a-{place}", topic=topic), score, sure) for place, (topic, score) in enumerate(near))
    return Found(hits, "b", load_ranking("indexer/model"), 0.0)


MESSAGES = [
    json.loads(line)
    for name in ("forum_messages.jsonl", "proposals.jsonl")
    for line in (ROOT / "tests" / name).read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", MESSAGES, ids=lambda row: row["text"][:40])
def test_a_message_of_a_forum_gets_a_title_and_questions_that_make_sense(row: dict[str, Any]) -> None:
    made = propose(row["text"])
    assert (made.title, list(made.questions)) == (row["title"], row["questions"])
    assert made.body == row.get("body", made.body)


def test_the_table_of_messages_is_long_enough() -> None:
    assert len(MESSAGES) >= 30


@given(some.text(max_size=300))
def test_a_question_is_made_of_words_and_a_title_begins_with_a_capital(text: str) -> None:
    made = propose(text)
    assert all(len(each.split()) >= 3 and each.endswith("?") for each in made.questions)
    assert made.title[:1] == made.title[:1].upper()


def test_headings_and_cases_become_questions_each_once() -> None:
    body = "## Menyapa warga\nSenyum.\n\n## Cara mencatat antrean\nKalau mesin antrean rusak, pakai kertas."
    assert questions_of(body, "Menyapa warga") == (
        "bagaimana menyapa warga?",
        "bagaimana cara mencatat antrean?",
        "apa yang dilakukan kalau mesin antrean rusak?",
    )
    assert questions_of("Berapa lama antre untuk KTP? Paling lama 30 menit.", "Antrean") == (
        "berapa lama antre untuk KTP?",
    )


@pytest.mark.parametrize(
    "body",
    [
        "Berapa lama antre untuk KTP?",  # asked, not answered
        "Warga bertanya berapa lama antre? Jawab jujur.",
        "Kalau di tempat kami, petugas kedua membuka loket.",
        "Kalau menurut pengalaman saya, warga hanya ingin didengar.",
        "Kalau boleh usul, loket dibuka lebih pagi.",
        "Kalau belum lengkap, beri tahu kurangnya apa.",
        "Kalau warga marah petugas diam dulu.",
        "Kalau petugas ramah, warga jadi tenang.",
        "Kalau pensiunan mau legalisir SK, bisa diwakilkan anaknya? Bisa.",
        "Pelanggaran dicatat oleh kepala subbagian.",
        "Berkas selesai paling lambat 3 hari.",
        "Waktu proses turun dari 45 menit.",
    ],
)
def test_what_is_no_whole_question_is_not_asked(body: str) -> None:
    assert questions_of(body, "Papan baru") == ()


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Kalau printer mati", ("apa yang dilakukan kalau printer mati?",)),
        ("Kalau di tempat kami", ()),
        ("Menjaga kerahasiaan data kami", ()),
        ("Membuat kotak saran", ()),
    ],
)
def test_a_name_that_somebody_gave_is_asked_about_if_it_needs_nothing_else(
    title: str, question: tuple[str, ...]
) -> None:
    assert questions_of("1. Cabut kabelnya.\n2. Pasang lagi.", title) == question


def test_a_case_that_tells_what_to_do_in_one_breath_stays_in_the_text() -> None:
    text = "Kalau printer mati cabut kabelnya. Tunggu satu menit, pasang lagi, lalu nyalakan dan coba cetak."
    assert without_title(text, title_of(text)) == text


def test_a_text_of_a_word_or_two_has_no_title() -> None:
    assert [title_of(text) for text in ("ok siap", "Siap pak 🙏", "Setuju.")] == ["", "", ""]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Jam buka loket paspor", "jam berapa buka loket paspor?"),
        ("Jam pelayanan loket", "kapan jam pelayanan loket?"),
        ("Waktu tunggu paspor", "berapa lama waktu tunggu paspor?"),
        ("Waktu pelayanan loket", "kapan waktu pelayanan loket?"),
        ("Tarif parkir kantor", "berapa tarif parkir kantor?"),
        ("Alamat kantor cabang", "di mana alamat kantor cabang?"),
        ("Syarat paspor anak", "apa saja syarat paspor anak?"),
        ("KTP hilang", "apa yang dilakukan kalau KTP hilang?"),
        ("Antrean dipisah", "bagaimana memisahkan antrean?"),
    ],
)
def test_a_title_is_asked_about_by_what_it_begins_with(title: str, question: str) -> None:
    assert questions_of("Isi catatan.", title) == (question,)


@pytest.mark.parametrize("title", ["Biaya", "Antrean", "Papan baru", "Mereka sudah datang", "ok siap", ""])
def test_no_question_is_better_than_nonsense(title: str) -> None:
    assert questions_of("Isi catatan.", title) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Ibu hamil kami dahulukan.", "Ibu hamil kami dahulukan."),
        ("Izin cuti diajukan lewat atasan.", "Izin cuti diajukan lewat atasan."),
        ("Pagi hari loket sepi.", "Pagi hari loket sepi."),
        ("Selamat pagi bapak ibu 🙏 loket pindah.", "loket pindah."),
        ("Halo semua!\n\n- Sapa warga", "- Sapa warga"),
        ("Selamat pagi", "Selamat pagi"),
    ],
)
def test_only_what_says_nothing_is_skipped(text: str, rest: str) -> None:
    assert without_openings(text) == rest


def seen(number: int, *, chat: int = 1, replies_to: int = 0, album: str = "") -> Seen:
    return Seen(chat, number, f"pesan {number}", 5, "Ani", replies_to, album)


def test_a_thread_and_an_album_are_gathered_oldest_first() -> None:
    recent = Recent()
    for each in (seen(1), seen(2, replies_to=1), seen(3, album="x"), seen(4, album="x", replies_to=2), seen(5)):
        recent.remember(each)
    assert [each.id for each in recent.gathered(seen(4, album="x", replies_to=2))] == [1, 2, 3, 4]
    assert [each.id for each in recent.gathered(seen(9, chat=2))] == [9]


def test_what_is_remembered_is_bounded_and_circles_end() -> None:
    recent = Recent()
    for number in range(1, KEPT + 10):
        recent.remember(seen(number, replies_to=number - 1))
    assert recent.known(1, 9) is None
    assert len(recent.gathered(seen(KEPT, replies_to=KEPT - 1))) == THREAD
    for chat in range(2, GROUPS + 2):
        recent.remember(seen(1, chat=chat))
    assert recent.known(1, KEPT) is None
    recent.remember(seen(1, chat=9, replies_to=2))
    recent.remember(seen(2, chat=9, replies_to=1))
    assert len(recent.gathered(seen(1, chat=9, replies_to=2))) == 2


@given(
    some.builds(
        Step,
        some.sampled_from([*FIELDS, "preview"]),
        some.booleans(),
        some.booleans(),
        some.from_regex(r"[0-9a-f]{0,32}", fullmatch=True),
    )
)
def test_a_step_is_read_as_it_was_written(step: Step) -> None:
    assert Step.of(str(step)) == step


def test_a_whole_note_without_id_and_days_gets_the_usual_ones() -> None:
    text = "---\ntitle: Judul\nkind: praktik\nquestions: [apa]\n---\nIsi."
    made = read_whole_note(text, "x.md", DAY)
    assert (made.id, made.checked, made.body) == (PLACEHOLDER, DAY, "Isi.")
    assert read_whole_note(note("x-1").to_markdown(), "x.md", DAY) == note("x-1")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: J\nkind: praktik\ntopic: Z9\nquestions: [a]\n---\nIsi.", 4),
        ("---\ntitle: J\nkind: praktik\nquestions: [a]\n---\nIsi.\n#### Dalam", 7),
        ("---\ntitle: J\nIsi.", 1),
    ],
)
def test_a_fault_names_the_line_that_the_sender_counts(text: str, line: int) -> None:
    with pytest.raises(NoteError) as caught:
        read_whole_note(text, "x.md", DAY)
    assert [fault.line for fault in caught.value.faults] == [line]


@given(some.text(max_size=400))
def test_any_text_is_a_whole_note_or_has_faults(text: str) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read_whole_note(f"---\n{text}", "x.md", DAY)
    except NoteError as error:
        faults = error.faults
    assert all(fault.line >= 1 and fault.pesan for fault in faults)


@pytest.mark.parametrize(("name", "value"), [("title", ""), ("body", ""), ("questions", [])])
def test_an_empty_field_is_told(name: str, value: object) -> None:
    assert len(faults_of(name, value)) == 1


def test_a_whole_clause_is_a_better_title_than_a_torn_sentence() -> None:
    text = "Kalau mesin antrean rusak, kami bagikan nomor tulisan tangan dan panggil dengan suara jelas dari pintu."
    assert title_of(text) == "Kalau mesin antrean rusak"
    assert title_of(text.replace(",", "")) == "Kalau mesin antrean rusak kami bagikan nomor tulisan tangan"
    assert title_of("kata " * 40).endswith("kata…"), "never inside a word"


def test_the_question_of_a_thread_gives_title_and_question_and_the_reply_is_the_text() -> None:
    made = propose("Izin bertanya, kalau KK hilang gimana ya bapak/ibu?\n\nDi kelurahan kami, lapor dulu ke Polsek.")
    assert (made.title, made.questions[0]) == ("Kalau KK hilang", "kalau KK hilang gimana?")
    assert made.body == "Di kelurahan kami, lapor dulu ke Polsek."


@pytest.mark.parametrize(
    "text",
    [
        "Bapak ibu, ini gimana ya?\n\nTinggal mulai ulang aplikasinya.",  # only who saw what it hangs on understands it
        f"Apakah {'surat ' * 90}perlu?\n\nTidak perlu.",  # too long for a question of a note
    ],
)
def test_a_question_that_cannot_stand_by_itself_stays_in_the_text(text: str) -> None:
    assert parted(text) == ((), without_greetings(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("@budi betul, loket pindah.", "loket pindah."),
        ("Budi setuju, loket pindah.", "loket pindah."),
        ("@jakdukcapil adalah akun resmi.", "@jakdukcapil adalah akun resmi."),
        ("Dear all, loket pindah.", "loket pindah."),
        ("Info dari kel. Cempaka: loket pindah.", "loket pindah."),
        ("Untuk Pak Joko yg tadi tanya: loket pindah.", "loket pindah."),
        ("Untuk Bapak Ibu yang datang pagi, loket buka.", "Untuk Bapak Ibu yang datang pagi, loket buka."),
    ],
)
def test_whom_one_speaks_to_or_agrees_with_is_no_title(text: str, rest: str) -> None:
    assert without_openings(text) == rest


@pytest.mark.parametrize("text", ["Betul, gratis.", "Iya, bisa diwakilkan.", "Info dari Dukcapil: loket pindah."])
def test_an_agreement_and_a_source_stay_in_the_text(text: str) -> None:
    assert without_greetings(text) == text


@pytest.mark.parametrize(
    ("put", "question"),
    [
        ("ada yg tau cara reset printer?", "bagaimana cara reset printer?"),
        ("Mau tanya cara reset printer ya pak?", "bagaimana cara reset printer?"),
        ("Ada yang pernah mengurus akta telat lapor?", "bagaimana mengurus akta telat lapor?"),
        ("Bisakah surat kuasa difotokopi, bu Rina?", "bisakah surat kuasa difotokopi?"),
    ],
)
def test_a_question_stands_as_it_was_put_without_whom_it_calls(put: str, question: str) -> None:
    assert parted(f"{put}\n\nTekan tombol daya.") == ((question,), "Tekan tombol daya.")


ANSWER = "Bawa surat kehilangan polisi dan fotokopi KK ke loket 2."


@pytest.mark.parametrize(
    ("put", "title", "question"),
    [
        ("Ada yg tau ga cara ngurus akta hilang?", "Cara mengurus akta hilang", "bagaimana cara ngurus akta hilang?"),
        ("Ada yang tahu gak syarat pindah KK?", "Syarat pindah KK", "syarat pindah KK?"),
        (
            "Ada yg pernah ngalamin warga maksa minta KTP jadi hari ini? Gimana cara ngadepinnya?",
            "Warga maksa minta KTP jadi hari ini",
            "warga maksa minta KTP jadi hari ini bagaimana?",
        ),
        ("kl ada warga ngamuk gmn ya?", "Kalau ada warga ngamuk", "kl ada warga ngamuk gmn?"),
        (
            "min, fc akta bisa dilegalisir disini ga?",
            "Apakah fc akta bisa dilegalisir disini?",
            "fc akta bisa dilegalisir disini ga?",
        ),
        ("Mau tanya min, bisa ga KTP diwakilkan?", "Apakah bisa KTP diwakilkan?", "bisa ga KTP diwakilkan?"),
        ("Mohon info, jam pelayanan Sabtu?", "Jam pelayanan Sabtu", "jam pelayanan Sabtu?"),
        ("kak mohon info dong jadwal SIM keliling", "Jadwal SIM keliling", "jadwal SIM keliling?"),
        ("boleh tau ga jam istirahat loket?", "Jam istirahat loket", "jam istirahat loket?"),
        ("Ada yg bisa bantu reset password SIAK?", "Cara reset password SIAK", "bagaimana cara reset password SIAK?"),
        ("Ada yg punya tips ngadepin lansia ga?", "Tips ngadepin lansia", "tips ngadepin lansia?"),
        ("Ada yang punya format SOP loket ngga?", "Format SOP loket", "format SOP loket?"),
        ("Ada yang tahu kah alamat Dukcapil kota?", "Alamat Dukcapil kota", "alamat Dukcapil kota?"),
        ("Siapa yg tau nomor loket BPJS?", "Nomor loket BPJS", "nomor loket BPJS?"),
        ("Mohon arahan pak, kalau KK rusak bagaimana?", "Kalau KK rusak", "kalau KK rusak bagaimana?"),
        (
            "Ada yg pernah dimarahin warga gara2 antrean?",
            "Kalau dimarahin warga gara2 antrean",
            "kalau dimarahin warga gara2 antrean bagaimana?",
        ),
        ("Mau tanya cara lapor pindah RT", "Cara lapor pindah RT", "bagaimana cara lapor pindah RT?"),
    ],
)
def test_a_question_among_colleagues_is_called_by_what_it_asks_for(put: str, title: str, question: str) -> None:
    made = propose(f"{put}\n\n{ANSWER}")
    assert (made.title, made.questions, made.body) == (title, (question,), ANSWER)


def test_who_asks_whether_anybody_knows_asks_nothing_yet() -> None:
    assert parted(f"Ada yg tau ga?\n\n{ANSWER}")[0] == ()


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Syarat surat pengantar nikah (N1)", "apa saja syarat surat pengantar nikah (N1)?"),
        ("SOP tamu dinas", "bagaimana SOP tamu dinas?"),
        ("Nomor loket BPJS", "berapa nomor loket BPJS?"),
        ("Beda akta dan surat lahir", "apa beda akta dan surat lahir?"),
    ],
)
def test_a_title_that_names_something_is_asked_about(title: str, question: str) -> None:
    assert questions_of("Isi catatan.", title) == (question,)


def test_until_when_something_must_be_done_is_asked() -> None:
    text = "Surat kematian harus dilaporkan paling lambat 30 hari."
    assert questions_of(text, title_of(text)) == ("kapan paling lambat surat kematian harus dilaporkan?",)
