"""Small talk is told from questions: a whole message of it gets a human reply, one word more is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.smalltalk import SmallTalk, small_talk

SMALL_TALK: dict[SmallTalk, tuple[str, ...]] = {
    "greeting": (
        "halo",
        "Halo!",
        "haloooo",
        "hallo prima",
        "hai kak",
        "hi",
        "hello",
        "hey bot",
        "oi min",
        "pagi",
        "Selamat pagi",
        "selamat siang, Bapak/Ibu",
        "met sore kak",
        "malam min 🙏",
        "Pagi semua, semangat!",
        "pagiii",
        "slmt pagi",
        "assalamualaikum",
        "Assalamu'alaikum wr. wb.",
        "asalamualaikum warahmatullahi wabarakatuh",
        "ass wr wb",
        "Shalom",
        "om swastiastu",
        "namo buddhaya",
        "rahayu",
        "sampurasun",
        "punten",
        "kulonuwun",
        "permisi",
        "misi kak",
        "apa kabar?",
        "halo prima apa kabar hari ini",
        "kamu apa kabar?",
        "gimana kabarnya?",
        "good morning",
        "tes",
        "testing",
        "P",
        "ping",
        "salam kenal",
    ),
    "thanks": (
        "terima kasih",
        "Terima kasih banyak atas bantuannya",
        "trimakasih",
        "terimakasih ya kak",
        "makasih",
        "makasiih",
        "maksih",
        "mksh",
        "mksh min infonya",
        "tks",
        "thx",
        "thank you so much",
        "thanks prima, sangat membantu",
        "ok makasih",
        "oke siap terima kasih",
        "sip, makasih banyak ya 🙏",
        "trims",
        "matur nuwun",
        "matur suwun mas",
        "hatur nuhun",
        "mauliate",
        "halo, terima kasih ya",
        "ok makasih, dadah",
        "terima kasih, sampai jumpa lagi",
    ),
    "identity": (
        "kamu siapa?",
        "siapa kamu",
        "siapa anda?",
        "lu siapa sih",
        "ini siapa ya?",
        "ini bot?",
        "ini bot apa?",
        "kamu robot atau manusia?",
        "apa kamu manusia?",
        "apakah kamu bot?",
        "prima itu apa?",
        "apa itu prima",
        "prima ini siapa",
        "namamu siapa",
        "nama kamu siapa?",
        "siapa yang bikin kamu?",
        "siapa yg buat bot ini",
        "kamu siapa yg bikin",
        "kamu buatan siapa sih",
        "Anda dibuat oleh siapa?",
        "kamu bisa apa aja?",
        "bisa bantu apa saja",
        "kamu bisa ngapain aja?",
        "who are you?",
        "what are you",
        "halo, kamu siapa ya?",
        "pagi min, ini siapa?",
    ),
    "acknowledged": (
        "ok",
        "oke",
        "OKE SIAP",
        "siap kak",
        "sip",
        "baik, noted",
        "mantap",
        "paham",
        "iya",
        "ohh ok",
        "haha",
        "wkwkwk",
        "bagus banget",
        "oh jelas, baik",
    ),
    "goodbye": (
        "dah",
        "dadah prima",
        "bye",
        "bye bye",
        "sampai jumpa",
        "sampai jumpa lagi ya",
        "sampai besok",
        "pamit dulu ya kak",
        "ok dadah",
        "sampai ketemu lagi",
    ),
}
"""What people type when they ask nothing."""

QUESTIONS = (
    "pagi min, gmn cara hitung IKM?",
    "Selamat siang, mau tanya soal standar pelayanan",
    "halo prima, warga marah di loket harus gimana?",
    "assalamualaikum, izin bertanya tentang gratifikasi",
    "permisi, jam layanan di mana dipasang?",
    "hai kak contoh SOP dong",
    "makasih, kalau lewat telepon gimana?",
    "terima kasih. contohnya?",
    "terima kasih, batas waktunya?",
    "makasih infonya, tapi kalau warganya lansia?",
    "ok lalu batas waktunya?",
    "oke, terus siapa yang tanda tangan?",
    "ok kalau warganya tetap marah?",
    "baik, langkah berikutnya apa?",
    "siap, formulirnya di mana?",
    "iya tapi gimana caranya",
    "iya yang mana dulu?",
    "siapa yang wajib lapor gratifikasi?",
    "siapa yang wajib lapor",
    "siapa atasan yang menilai SKP",
    "siapa saja responden survei?",
    "siapa pembina PPID?",
    "siapa yang membuat SOP?",
    "siapa yang bikin maklumat pelayanan?",
    "siapa yang punya wewenang menolak?",
    "bot WA kelurahan gimana jawabnya",
    "bot untuk menjawab warga boleh dipakai?",
    "apakah bot boleh menjawab pengaduan?",
    "apa itu IKM",
    "apa itu gratifikasi?",
    "apa itu pelayanan prima?",
    "pelayanan prima itu apa",
    "apa saja asas pelayanan publik?",
    "apa bedanya kritik dan pengaduan",
    "ini apa bedanya?",
    "ini apa maksudnya",
    "ini apa contohnya",
    "ini siapa yang tanggung jawab",
    "sampai kapan?",
    "sampai hari apa?",
    "sampai berapa hari?",
    "hari apa saja layanan buka?",
    "hari apa?",
    "bisa dibantu warga difabel?",
    "bisa bantu hitung IKM?",
    "bisa minta contoh jawaban WA?",
    "bisa lewat JAKI?",
    "kamu tahu cara menghitung IKM?",
    "kamu bisa bantu jawab pengaduan?",
    "kamu bisa bahasa isyarat?",
    "anda siapa yang harus saya hubungi soal SKP",
    "nama jabatan yang wajib lapor apa",
    "cara mengucapkan selamat pagi di loket",
    "cara bilang terima kasih ke warga",
    "kapan petugas harus bilang permisi",
    "salam pembuka telepon yang baik",
    "sapaan pagi untuk warga",
    "selamat datang di loket, kalimat lengkapnya?",
    "warga cuma bilang ok, tandanya puas?",
    "mantap, tapi kalau hujan?",
    "tes kepribadian pegawai",
    "halo jakarta itu aplikasi apa?",
    "malam hari loket buka?",
    "dah lapor tapi belum dijawab",
    "ga paham",
    "belum jelas",
    "kurang jelas maksudnya",
    "baik buruknya layanan diukur dari apa",
    "IKM",
    "terima gratifikasi boleh?",
    "terima pengaduan lewat WA",
    "bagus mana WA atau email?",
    "what is SKM",
    "thanks, what about elderly citizens?",
    "who are the respondents?",
)
"""Real questions, many of which begin politely."""


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in SMALL_TALK.items() for text in texts])
def test_a_message_of_nothing_but_small_talk_is_told_by_its_kind(text: str, kind: SmallTalk) -> None:
    assert small_talk(text) == kind


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_no_small_talk_however_politely_it_begins(text: str) -> None:
    assert small_talk(text) is None


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert small_talk(text) in {None, *SMALL_TALK}


@given(st.sampled_from(sorted(QUESTIONS)), st.text(alphabet=".,?!… \n🙏😀\u200f\u202e", max_size=6))
def test_signs_around_a_question_do_not_turn_it_into_small_talk(question: str, signs: str) -> None:
    assert small_talk(f"{signs} {question}{signs}") is None


@given(
    st.sampled_from([(text, kind) for kind, texts in SMALL_TALK.items() for text in texts]),
    st.text(alphabet=".,?!… \n🙏😀", max_size=6),
)
def test_signs_and_capitals_do_not_turn_small_talk_into_a_question(said: tuple[str, SmallTalk], signs: str) -> None:
    text, kind = said
    assert small_talk(f"{signs} {text.upper()}{signs}") == kind


def test_signs_alone_are_no_small_talk() -> None:
    assert [small_talk(text) for text in ("", "  ", "???", "🙏🙏", "\x00")] == [None] * 5
