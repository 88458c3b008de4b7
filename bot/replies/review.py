"""What Prima says when drafts are decided on."""

from __future__ import annotations

COMMAND_REVIEW = "Tinjau usulan catatan"

TAB_QUEUE = "Antrean ({count})"
TAB_DUE = "Perlu diperiksa ({count})"
TAB_CONFLICTS = "Bertentangan ({count})"

QUEUE_EMPTY = "Tidak ada usulan yang menunggu ditinjau."
DRAFT_HEAD = "<b>Usulan {place} dari {count}</b> · {name}, {day}"
DRAFT_CHANGES = "Mengubah catatan {link}."
DRAFT_RESTORES = "Menerbitkan kembali catatan {link}, yang sekarang {state}."
DRAFT_CHANGES_BACK = "Mengubah catatan {link}, yang sekarang {state}, dan menerbitkannya kembali."
DRAFT_CHANGES_OUT = (
    "Mengubah catatan {link}. Catatan itu sekarang {state}, dan usulan ini tidak menerbitkannya kembali."
)
DRAFT_REFUSED_BEFORE = "Pernah ditolak {name}, {day}: <i>{message}</i>"
DRAFT_RETURNED_BEFORE = "Pernah diminta diubah {name}, {day}: <i>{message}</i>"
DRAFT_TWINS = "Mirip dengan: {links}."
DRAFT_OWN = "Anda ikut menulis usulan ini, jadi moderator lain yang menerbitkannya."
DRAFT_FAULTY = "Usulan ini belum bisa diterbitkan:\n{faults}"
DRAFT_MOVED = "Catatannya berubah sejak usulan ini ditulis; itu diperlihatkan sebelum terbit. Yang diubah usulan ini:"
DRAFT_CLASH = "Catatannya sudah diubah {who} sejak usulan ini ditulis. Yang berubah sementara itu:"
MERGED_SAME = "“{title}” sudah memuat semuanya, jadi tidak ada yang bertambah. Usulan ini boleh ditolak."

DUE_EMPTY = "Tidak ada catatan yang perlu diperiksa."
DUE_HEAD = "<b>Perlu diperiksa</b>, yang paling mendesak lebih dulu:"
DUE_LINE = "{number}. {title}\n{reasons}"
DUE_ANSWERED = "dipakai menjawab {count} kali dalam 90 hari"
DUE_DAYS = "lewat {count} hari"
DUE_MARKED = "ditandai perlu diperiksa"
DUE_BECAUSE = "ditandai perlu diperiksa karena {reason}"

CONFLICTS_EMPTY = "Tidak ada catatan yang saling bertentangan."
CONFLICT = "<b>Bertentangan {place} dari {count}</b>\nAngkanya berbeda. Periksa mana yang berlaku."
CONFLICT_SAID = "• {said}"
CONFLICT_MORE = "dan {count} kalimat lagi"

BUTTON_PUBLISH = "Terbitkan"
BUTTON_PUBLISH_OVER = "Terbitkan di atasnya"
BUTTON_CHANGE = "Minta diubah"
BUTTON_REFUSE = "Tolak"
BUTTON_BETTER = "Ubah dulu"
BUTTON_ANEW = "Ganti semuanya"
BETTER = "Bagian mana dari “{title}” yang ingin Anda ubah sebelum terbit?"
BETTER_TWO = "Sesudah itu moderator lain yang menerbitkannya."
ANEW = "Yang Anda tulis menggantikan semua pertanyaan di atas."
BETTER_WRONG = "Belum bisa disimpan:\n{faults}\n\nSilakan kirim lagi."
BETTER_NOT_KEPT = "Yang Anda tulis belum tersimpan:\n<blockquote>{message}</blockquote>"
TOPIC_UNKNOWN = "Belum ada topik yang namanya memuat “{said}”. Pilih dengan tombol, atau tulis kata lain."
BUTTON_WHAT_CHANGES = "Apa yang berubah"
BUTTON_CANCEL = "Batal"
BUTTON_NEXT_DRAFT = "Usulan berikutnya ({count})"
BUTTON_SETTLED = "Sudah diselesaikan"
BUTTON_OPEN_NOTE = "Buka catatan"
BUTTON_OPEN_DRAFT = "Buka naskah"
BUTTON_OPEN_SUGGESTION = "Buka usulan"
BUTTON_CORRECT_NOTE = "Ubah catatannya"
BUTTON_SEND = "Kirim"
BUTTON_WRITE_AGAIN = "Tulis lagi"

ASK_CHANGE = "Apa yang perlu diubah pada “{title}”? Tulis pesan untuk {name}; Prima meneruskannya."
ASK_REFUSE = "Mengapa “{title}” ditolak? Tulis alasannya untuk {name}; Prima meneruskannya."
ONLY_TEXT = "Tulis pesannya sebagai teks biasa, ya."
NO_REASON = "Tulis pesannya dengan kata-kata, bukan hanya tanda, angka, atau emoji."
READ_AGAIN = "Begini {name} akan membacanya. Kirim?"
NOT_ASKED_ANY_MORE = "Ini sudah lewat atau sudah berganti. Buka lagi usulannya, lalu tulis pesannya."
ENDED = "Tidak jadi. Usulan “{title}” tetap menunggu ditinjau."
NO_LONGER = "Baik, tidak jadi."
TAKES = "Pesan untuk penulisnya paling banyak {limit} karakter; ringkaslah, lalu kirim lagi."
TOO_LONG = "Pesan Anda {length} karakter, paling banyak {limit}. Ringkaslah, lalu kirim lagi."

PUBLISHED = "✅ “{title}” sudah terbit dan langsung menjawab pertanyaan."
SENT_CHANGE = "✅ Permintaan Anda sudah diteruskan kepada {name}. Usulannya kembali ke antrean bila sudah diperbaiki."
SENT_REFUSE = "✅ “{title}” ditolak, dan {name} sudah menerima alasannya."
NOT_SENT = (
    "Keputusan Anda tercatat, tetapi {name} belum bisa dihubungi. Prima mengabarinya begitu ia memakai Prima lagi."
)
NOT_TOLD = "{name} belum bisa dihubungi; Prima mengabarinya begitu ia memakai Prima lagi."
DECIDED = {
    "published": "Usulan ini sudah diterbitkan oleh {name}.",
    "returned": "Usulan ini sudah dikembalikan kepada penulisnya oleh {name}.",
    "refused": "Usulan ini sudah ditolak oleh {name}.",
    "cancelled": "Usulan ini sudah ditarik oleh penulisnya.",
    "writing": "Usulan ini sedang ditulis lagi oleh penulisnya.",
    "reading": "Usulan ini belum jadi: berkasnya masih dibaca.",
}
TWIN_CHANGED = "Catatan itu berubah atau tidak lagi dipakai menjawab. Ini keadaannya sekarang; silakan pilih lagi."
DRAFT_GONE = "Usulan ini sudah tidak ada."
DRAFT_CHANGED = "Usulan ini berubah sejak Anda membukanya. Silakan baca lagi sebelum memutuskan."
UNITED = "Keduanya sudah disatukan. Baca sekali lagi, lalu terbitkan."
OWN_DRAFT = "Usulan sendiri diterbitkan oleh moderator lain."
SETTLED = "Sudah dicatat sebagai selesai. Prima baru melaporkannya lagi bila angkanya berubah."
SETTLED_BEFORE = "Ini sudah diselesaikan sebelumnya."
SETTLED_OTHERWISE = "Angka di catatannya sudah berubah sejak itu. Yang berlaku sekarang ditampilkan; periksa dulu."
NOT_KEPT = "Pesan Anda tidak dikirim:\n<blockquote>{message}</blockquote>"

ACCEPTED_AUTHOR = "✅ Usulan Anda “{title}” sudah terbit dan dipakai menjawab. Terima kasih sudah berbagi."
MERGED_AUTHOR = "✅ Usulan Anda “{own}” digabungkan ke catatan “{title}” dan dipakai menjawab. Terima kasih."
CHANGED_AUTHOR = "✅ Perubahan Anda pada “{title}” sudah diterima dan dipakai menjawab."
CHANGED_AUTHOR_HIDDEN = (
    "✅ Perubahan Anda pada “{title}” sudah diterima. Catatan itu sekarang {state}, jadi belum dipakai menjawab."
)
ACCEPTED_AUTHOR_HIDDEN = (
    "✅ Usulan Anda sudah diterima di catatan “{title}”. Catatan itu sekarang {state}, jadi belum dipakai menjawab."
)
CHANGE_AUTHOR = "Usulan Anda “{title}” perlu sedikit diubah sebelum terbit.\n<blockquote>{message}</blockquote>"
REFUSED_AUTHOR = "Usulan Anda “{title}” belum bisa diterbitkan.\n<blockquote>{message}</blockquote>"

SOME_MODERATOR = "oleh seorang moderator"
UNTITLED = "tanpa judul"
SOMEBODY = "id {number}"
ORDER_CHANGED = "urutannya berubah"
NOTHING_CHANGED = "Tidak ada yang berbeda."
STATE = {
    "published": "terbit",
    "needs-checking": "perlu diperiksa",
    "obsolete": "usang",
    "archived": "diarsipkan",
}
NO_TOPIC = "tanpa topik"
EXAMPLE = {"True": "ya", "False": "tidak"}
