"""Every fixed sentence that people read. Bahasa Indonesia, as voice.md of the design says it: warm, brief, "Anda"."""

from __future__ import annotations

import re
from datetime import date

GREETING_EXAMPLE = "gmn jawab warga yg marah di WA?"

WELCOME = (
    "{greeting}. Prima membantu Anda melayani warga lebih baik.\n\n"
    "Tulis saja pertanyaan Anda dengan bahasa sehari-hari, misalnya “gmn ngadepin warga yg marah di loket?” "
    "Prima menjawab dari catatan pedoman dan praktik baik, lengkap dengan sumber dan tanggal pemeriksaannya. "
    "Kalau belum ada catatannya, Prima akan bilang terus terang."
)
HELP = (
    "<b>Yang bisa Anda lakukan</b>\n"
    "• Tulis pertanyaan biasa di sini. Pertanyaan lanjutan seperti “kalau lewat telepon gimana?” juga dipahami.\n"
    "• /topik untuk melihat semua catatan menurut topik.\n"
    "• /cari kata untuk daftar catatan yang memuat kata itu, misalnya /cari antrean.\n"
    "• Di grup: sebut @{username}, balas pesan Prima, atau pakai /tanya.\n"
    "• Di percakapan mana pun: ketik @{username} lalu kata kunci untuk membagikan catatan.\n\n"
    "Tombol di bawah jawaban membantu Prima belajar: tekan <b>Membantu</b> atau <b>Kurang tepat</b>."
)
HELP_ROLE = {
    "moderator": (
        "\n\n<b>Sebagai moderator</b>\n"
        "• /tinjau: usulan, yang perlu diperiksa, dan pertentangan.\n"
        "• /catat: tulis catatan, atau lanjutkan yang belum selesai. Di grup: /simpan di bawah sebuah pesan.\n"
        "• /kelola: ubah, periksa, atau arsipkan catatan. /riwayat: perubahannya.\n"
        "• /peraturan: tandai catatan yang peraturannya diganti.\n"
        "• /undang: tautan undangan. /statistik: angka pemakaian."
    ),
    "admin": (
        "\n\n<b>Sebagai admin</b>\n"
        "• /periksa: apakah semuanya berjalan. /status: keadaan indeks.\n"
        "• /bangun: indeks baru. /mundur: kembali ke yang sebelumnya.\n"
        "• /peran: siapa boleh apa. /audit: apa yang sudah dilakukan.\n"
        "• /siaran: kirim pengumuman. /cadangkan: buat cadangan."
    ),
}
GREETING = (
    "{greeting}. Ada yang bisa Prima bantu soal pelayanan hari ini? "
    f"Tulis saja dengan bahasa sehari-hari, misalnya “{GREETING_EXAMPLE}”"
)
THANKS = "Sama-sama. Semoga pelayanannya lancar hari ini."
ACKNOWLEDGED = "Baik. Kalau ada pertanyaan lain, tulis saja di sini."
GOODBYE = "Sampai jumpa. Semoga hari Anda lancar."
IDENTITY = (
    "Saya Prima, asisten pengetahuan untuk ASN. Jawaban saya diambil dari catatan pedoman dan praktik baik tentang "
    "pelayanan publik, pengaduan, survei, pengembangan diri, dan budaya kerja. Kalau catatannya belum ada, saya bilang "
    "terus terang."
)
# healing119.id: kesprimkom.kemkes.go.id (7 August 2025), detak.co (open again since 31 July 2025). 112 answers threats
# of suicide too, free and around the clock: Antara/Republika (13 July 2019), idntimes.com (21 November 2022).
DISTRESS = (
    "Terima kasih sudah menuliskannya. Anda tidak harus menanggungnya sendirian. Ceritakanlah sekarang kepada orang "
    "yang Anda percaya. Konselor Kementerian Kesehatan mendengarkan tanpa biaya di healing119.id. Bila Anda dalam "
    "bahaya, hubungi 112 (Jakarta Siaga, gratis, 24 jam) atau datanglah ke IGD terdekat."
)
UNSURE = "Prima belum yakin maksudnya. Apakah salah satu dari ini?"
UNSURE_ONE = "Prima belum yakin maksudnya. Apakah ini yang Anda cari?"
OUTSIDE = (
    "Itu di luar catatan Prima, jadi Prima tidak akan menebak. Prima membantu soal pelayanan publik, pengaduan, "
    "survei, pengembangan diri, dan budaya kerja ASN."
)
UNKNOWN_UNSTORED = "Prima belum punya catatan tentang itu, jadi Prima tidak akan menebak."
STORED = "Pertanyaan Anda sudah dicatat untuk moderator."
UNKNOWN = f"{UNKNOWN_UNSTORED} {STORED}"
NEAREST = "Yang paling dekat:"
TOO_LONG = (
    "Pesan Anda panjang sekali, jadi Prima belum menangkap intinya. "
    "Coba tulis pertanyaannya saja dalam satu atau dua kalimat."
)
NO_WORDS = "Prima belum menangkap pertanyaannya. Tulis dengan kata-kata, misalnya “cara menyapa warga di loket”."
ASK_AFTER_COMMAND = "Silakan tulis pertanyaannya sesudah /tanya, misalnya: /tanya cara menghitung IKM"
SEARCH_AFTER_COMMAND = "Tulis kata yang dicari sesudah /cari, misalnya: /cari antrean"
SEARCH_NOTHING = "Belum ada catatan yang cocok dengan “{words}”. Coba kata lain, atau lihat daftar topik."
SEARCH_FOUND = "Catatan yang paling dekat dengan “{words}”:"
TOPIC_AREAS = "Pilih bidang yang ingin Anda baca."
TOPIC_LIST = "<b>{area}</b>\nPilih topiknya."
TOPIC_NOTES = "<b>{topic}</b>\nPilih catatannya."
TOPIC_EMPTY = "Belum ada catatan di topik ini."
OTHER_AREA = "Lain-lain"
NOT_TEXT = {
    "photo": "Prima belum bisa membaca gambar. Ceritakan dengan kata-kata apa yang ingin Anda tanyakan.",
    "voice": "Prima belum bisa mendengar pesan suara. Tulis pertanyaannya, singkat saja cukup.",
    "video": "Prima belum bisa menonton video. Tulis pertanyaannya, singkat saja cukup.",
    "document": "Hanya moderator yang bisa mengirim berkas. Tulis pertanyaannya. Untuk mengusulkan isinya, tekan /usul "
    "lalu tempelkan teksnya sebagai pesan, bukan sebagai berkas.",
    "sticker": "Prima hanya mengerti tulisan. Ada yang ingin Anda tanyakan soal pelayanan?",
    "other": "Prima hanya mengerti tulisan. Tulis pertanyaan Anda, singkat saja cukup.",
}
ONLY_WORDS = "Prima hanya membaca tulisannya, bukan {what}."
UNREAD = {"document": "isi berkasnya", "photo": "gambarnya", "voice": "suaranya", "video": "videonya"}
"""What a message may carry beside its words."""
UNKNOWN_COMMAND = "Perintah itu tidak ada. Tulis saja pertanyaan Anda, atau kirim /bantuan."
FOR_MODERATORS = "Perintah itu untuk moderator. Tulis saja pertanyaan Anda, atau kirim /bantuan."
OLD_BUTTON = "Tombol ini sudah tidak berlaku. Tulis lagi pertanyaannya, ya."
ONLY_PRIVATE = "Ini hanya untuk percakapan pribadi dengan Prima: @{username}."
ROLE_LOST = "Anda belum atau tidak lagi punya wewenang untuk ini. Tanyakan kepada admin Prima bila perlu."
NOTE_GONE = "Catatan ini sudah tidak ada."
NOTE_ARCHIVED = "Catatan “{title}” sudah diarsipkan, jadi Prima tidak lagi menjawab dengannya."
REPLACED_BY = "Penggantinya:"
VOTE_THANKS = "Terima kasih, sudah dicatat."
VOTE_SORRY = "Terima kasih. Masukan Anda dicatat untuk perbaikan catatan ini."
VOTE_RETIRED = {
    "obsolete": "Catatan ini sudah usang dan tidak lagi dipakai menjawab. Tanyakan lagi untuk jawaban yang berlaku.",
    "archived": "Catatan ini sudah diarsipkan dan tidak lagi dipakai menjawab. Tanyakan lagi bila perlu.",
}
"""What a vote on a note that is out of the answers gets."""
NONE_OF_THESE = "Baik. Pertanyaan Anda sudah dicatat untuk moderator. Coba tulis dengan kata lain bila berkenan."
TROUBLE = "Maaf, jawaban belum bisa dikirim karena gangguan di pihak kami. Silakan kirim lagi sebentar lagi."
DISK_FULL = (
    "Maaf, ruang penyimpanan Prima penuh, jadi pesan ini belum bisa diproses. "
    "Pengelola perlu mengosongkan ruang; silakan kirim lagi nanti."
)
BUSY_STORE = (
    "Maaf, basis data Prima sedang dipakai program lain, jadi pesan ini belum diproses. "
    "Silakan kirim lagi sebentar lagi."
)
NOT_READY = "Prima sedang disiapkan dan belum bisa menjawab. Silakan coba lagi beberapa menit lagi."

BUTTON_HELPFUL = "Membantu"
BUTTON_NOT_HELPFUL = "Kurang tepat"
BUTTON_MANAGE = "Kelola"
BUTTON_FULL = "Baca lengkap"
BUTTON_NONE = "Bukan itu"
BUTTON_TOPICS = "Lihat topik"
BUTTON_BACK = "‹ Kembali"
BUTTON_PREVIOUS = "‹ Sebelumnya"
BUTTON_NEXT = "Berikutnya ›"
BUTTON_OPEN_PRIMA = "Tanya Prima langsung"
CHOSEN = "✅ "

SEE_ALSO = "Lihat juga"
CHECKED = "diperiksa {day}"
CONTRIBUTED = "Disumbangkan oleh {name}"
ORIGIN = "Pesan asal"
EXAMPLE = "contoh"
KIND = {"pedoman": "Pedoman", "praktik": "Praktik baik"}
OVERDUE = "⚠️ Catatan ini lewat waktu periksanya ({month}). Pastikan lagi sebelum dipakai."
STATE_WARNING = {
    "needs-checking": "⚠️ Catatan ini perlu diperiksa ulang. Pastikan lagi sebelum dipakai.",
    "obsolete": "⚠️ Catatan ini sudah usang dan tidak lagi dipakai menjawab.",
    "archived": "⚠️ Catatan ini sudah diarsipkan.",
}

INLINE_NOTHING = "Belum ada catatan yang cocok"
INLINE_HINT = "Ketik kata kunci, misalnya “antrean”"

CHAT_WITHOUT_TELEGRAM = (
    "TELEGRAM_BOT_TOKEN belum diatur, jadi Prima dibuka sebagai percakapan di terminal. "
    "Tulis pertanyaan, atau /selesai untuk keluar."
)
CHAT_INTRO = "Tulis pertanyaan, atau /selesai untuk keluar."
CHAT_BUTTON = "Tidak ada tombol nomor {number} di jawaban terakhir."

COMMAND_START = "Mulai"
COMMAND_HELP = "Cara memakai Prima"
COMMAND_ASK = "Ajukan pertanyaan (juga di grup)"
COMMAND_TOPICS = "Lihat catatan menurut topik"
COMMAND_SEARCH = "Cari catatan dengan kata kunci"
COMMAND_STATUS = "Keadaan indeks dan pertanyaan tanpa jawaban"

STATUS = (
    "<b>Indeks</b> buatan {created}\n"
    "{notes} catatan, {questions} contoh pertanyaan\n\n"
    "<b>Pertanyaan sejak awal</b>\n"
    "{asked}"
)
STATUS_UNANSWERED = "\n\n<b>Terakhir tanpa jawaban</b>\n{lines}"

CHART_TITLE = "Pertanyaan kepada Prima"
CHART_QUESTIONS = "pertanyaan"
CHART_ANSWERED = "terjawab"
CHART_HELPFUL = "suara membantu"
CHART_PEOPLE = "penanya"
CHART_DAYS = "Pertanyaan per hari"
CHART_TOPICS = "Topik yang paling sering terjawab"
CHART_NOTHING = "Belum ada pertanyaan"
CHART_NO_TOPICS = "Belum ada yang terjawab"
CHART_UNANSWERED = "{count} tanpa jawaban"
CHART_DUE = "{count} catatan perlu diperiksa"

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")


def day(moment: date) -> str:
    """A day as people read it: `21 Nov 2026`."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def month(moment: date) -> str:
    """A month as people read it: `Nov 2026`."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def greeting(hour: int, name: str = "", said: str = "") -> str:
    """The greeting that fits an hour (0 to 23), or the part of the day that the person `said`: `Selamat pagi, Ani`."""
    told = next((part for part in ("pagi", "siang", "sore", "malam") if part in re.findall(r"\w+", said.lower())), "")
    part = told or ("malam" if hour < 4 else "pagi" if hour < 11 else "siang" if hour < 15 else "sore")
    if not told and hour >= 18:
        part = "malam"
    return f"Selamat {part}, {name}" if name else f"Selamat {part}"
