"""What Prima says about announcements: to the admins who send them, and to those who get them."""

from __future__ import annotations

COMMAND_BROADCAST = "Kirim pengumuman kepada pengguna Prima"
COMMAND_SUBSCRIBE = "Topik yang Anda ikuti, dan pilihan siaran"

AUDIENCE = "Siaran ini untuk siapa? Angka menunjukkan berapa orang yang dapat dijangkau."
WRITE = (
    "Tulis pengumumannya sekarang dalam satu pesan untuk {audience}; huruf tebal, miring, dan tautan tetap terbawa. "
    "Untuk membagikan catatan, kirim id atau tautannya."
)
ONLY_TEXT = "Siaran hanya memuat tulisan. Kirim pengumumannya sebagai teks, atau id sebuah catatan."
PREVIEW = "Begini tampilnya nanti. Kirim kepada {count} orang ({audience})?"
NOBODY = "Belum ada {whom} yang dapat dijangkau, jadi tidak ada yang perlu dikirim. Pilih penerima lain."
CANCELLED = "Baik. Siaran tidak dikirim."
REPORTED = "Siaran ini sudah berakhir. Laporannya ada di pesan berikutnya."
REPORTED_ELSEWHERE = "Siaran ini sudah berakhir. Laporannya ada pada para admin."
GONE = "Siaran ini sudah dikirim, dibatalkan, atau diganti. Mulai lagi dengan /siaran."
STATUS = "Siaran sedang dikirim: {done} dari {total}."
COUNTS = {
    "sent": "Sampai: {count}",
    "blocked": "Memblokir Prima: {count}",
    "failed": "Gagal: {count}",
    "unsure": "Belum pasti: {count}",
    "left": "Tidak dikirimi: {count}",
}
DONE = "✅ Siaran selesai, {total} penerima."
STOPPED = "Siaran dihentikan, {total} penerima."
UNSURE = (
    "\n\n“Belum pasti” berarti sambungan atau Prima terputus tepat saat mengirim. Prima tidak mengirim ulang sendiri, "
    "supaya tidak ada yang menerimanya dua kali."
)
ALREADY_STOPPED = "Siaran ini sudah tidak sedang dikirim."
STOPPING = "Baik, siaran dihentikan."

ROLES = {"pegawai": "Pegawai", "moderator": "Moderator", "admin": "Admin"}
ALL = "semua pengguna"
EVERYBODY = "Semua"
ANYBODY = "orang"
OF_ROLE = "semua {role}"
OF_TOPIC = "pengikut topik {topic}"
BUTTON_COUNTED = "{name} ({count})"
BUTTON_SEND = "Kirim"
BUTTON_REWRITE = "Tulis ulang"
BUTTON_CANCEL = "Batal"
BUTTON_STOP = "Hentikan"
BUTTON_AGAIN = "Kirim ke yang belum pasti"

BUTTON_OPT_OUT = "Jangan kirimi saya siaran"
BUTTON_OPT_IN = "Kirimi saya siaran lagi"
OPTED_OUT = "Baik. Prima tidak mengirimi Anda siaran lagi. Ubah kapan saja lewat /berlangganan."
OPTED_IN = "Baik. Anda menerima siaran lagi."
SUBSCRIPTIONS = "Pilih bidang untuk mengikuti topiknya. {count}\n\n{wanted}"
FOLLOWED = "Anda mengikuti {count} topik."
FOLLOWS_NONE = "Anda belum mengikuti topik."
WANTED = "Anda menerima siaran dari pengelola Prima."
UNWANTED = "Anda tidak menerima siaran, juga untuk topik yang diikuti."
TOPICS_OF = "<b>{area}</b>\nTekan topik untuk mengikuti atau berhenti mengikuti."
