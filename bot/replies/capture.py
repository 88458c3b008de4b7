"""What people read when a message becomes a note or a suggestion."""

from __future__ import annotations

COMMAND_KEEP = "Simpan pesan grup sebagai catatan"
COMMAND_SUGGEST = "Usulkan catatan"

KEEP_HOW = "Balas pesan yang ingin disimpan dengan /simpan. Album dan rangkaian balasan di atasnya ikut terbawa."
KEEP_BY_SUGGESTING = "Anda bisa mengusulkan pesan itu kepada moderator: balas pesannya dengan /usul."
NO_WORDS_THERE = "Pesan itu tidak memuat tulisan yang bisa disimpan. Balas pesan lain yang berisi teks."
NO_WORDS_IN_ALBUM = (
    "Bagian album itu tidak memuat tulisan, dan Prima tidak lagi mengingat bagian lainnya. Balas bagian yang "
    "bertulisan dengan {command}."
)
NOTHING_THERE = (
    "Pesan itu belum memuat pengetahuan yang bisa disimpan. Balas pesan yang menjelaskan langkah atau pengalamannya "
    "dengan {command}; rangkaian balasan di atasnya ikut terbawa."
)
ONLY_LINK_THERE = (
    "Pesan itu hanya berisi tautan, jadi tidak ada isi yang bisa disimpan. Balas pesan yang menjelaskan isinya dengan "
    "{command}."
)
FILE_IN_PRIVATE = " Untuk mengimpor isinya, kirim berkas itu ke percakapan pribadi dengan Prima."
NO_ANSWER_THERE = (
    "Pesan itu tampaknya pertanyaan dan belum memuat jawabannya. Balas pesan yang menjawabnya dengan {command}; "
    "pertanyaan di atasnya ikut terbawa."
)
KEPT = "✅ Naskahnya ada di percakapan pribadi Anda dengan Prima."
ABSENT = " {names} tidak ada di grup ini, jadi namanya tidak dicantumkan."
AUTHOR = "Penulisnya"
MAYBE_MORE = " Pesan itu tampak terpotong; bila lanjutannya belum ikut, tambahkan lewat Ubah."
KEPT_UNSEEN = "Naskah sudah disimpan. Tekan Buka Prima, lalu Mulai, untuk melihat dan menerbitkannya."
SUGGEST_HOW = "Balas pesan yang ingin diusulkan dengan /usul, atau tulis di percakapan pribadi dengan Prima."
SAVED_YOURS = "Pesan itu sudah Anda simpan; naskahnya belum selesai."
SUGGESTED_YOURS = "Pesan itu sudah Anda usulkan; naskahnya belum selesai."
SAVED_WAITING = "Pesan itu sudah diusulkan dan menunggu tinjauan moderator."
SAVED_ELSEWHERE = "Pesan itu sudah disimpan rekan lain; naskahnya sedang disiapkan."
SAVED_PUBLISHED = "Pesan itu sudah masuk catatan “{title}”."
SAVED_GONE = "Pesan itu pernah masuk catatan “{title}”, tetapi isinya di sana sudah berubah atau tidak ada lagi."
EDITED_SINCE = (
    " Pesan itu sudah diubah sesudah disimpan; naskahnya mengubah catatan “{title}” dan memperlihatkan bedanya. "
    "Untuk catatan tersendiri, teruskan pesannya ke Prima."
)
EDITED_MEANWHILE = " Pesan itu diubah sesudah disimpan; naskahnya masih memuat yang lama."
EARLIER_LACKS = {
    "/simpan": (
        " Prima tidak mengingat pesan di sekitarnya, jadi bagian album atau balasan sebelumnya mungkin belum ikut; "
        "bila ada, teruskan ke Prima atau tambahkan lewat Ubah, lalu Isi."
    ),
    "/usul": (
        " Prima tidak mengingat pesan di sekitarnya, jadi bagian album atau balasan sebelumnya mungkin belum ikut; "
        "bila ada, teruskan ke Prima."
    ),
}
SUGGESTED = (
    "✅ Terima kasih, usulannya menunggu tinjauan moderator. Hasilnya dikabarkan lewat percakapan pribadi; "
    "bila Anda belum pernah memakai Prima di sana, tekan Buka Prima lalu Mulai supaya kabarnya sampai."
)
HANDED_IN = "✅ Terima kasih, usulan “{title}” menunggu tinjauan moderator. Hasilnya dikabarkan di sini."
NAME_YOU = "Bolehkah nama Anda dicantumkan sebagai penyumbang?"
SUGGEST_ASKS = "Usulannya tersimpan. Tinggal pertanyaan yang dijawabnya: buka Prima untuk menulis dan mengirimnya."
TOO_MANY_HERE = "Naskah Anda yang belum selesai sudah banyak. Selesaikan sebagian dulu di percakapan pribadi."
CONSENT = (
    "{names}: bila diterima, pesan ini akan menjadi catatan Prima. Bolehkah nama Anda dicantumkan sebagai penyumbang?"
)
CONSENT_ANSWERED = "Sudah menjawab: {names}."
CONSENT_GIVEN = "✅ Terima kasih. {name} dicantumkan sebagai penyumbang."
CONSENT_REFUSED = "Baik, catatan ini tampil tanpa nama."
CONSENT_NOT_NAMED = "Baik, nama Anda tidak dicantumkan."
CONSENT_THANKS = "Terima kasih, nama Anda akan dicantumkan."
CONSENT_NO_ROOM = "Daftar penyumbang catatan ini sudah penuh, jadi nama Anda tidak bisa ditambahkan."
ONLY_COMMANDER = "Tombol ini untuk yang mengirim perintahnya."
ONLY_AUTHOR = "Hanya penulis pesannya yang bisa menjawab ini."
CONSENT_LEFT = (
    "Catatan yang terbit sudah berubah dan tidak lagi memuat pesan itu, jadi nama penulisnya tidak ditambahkan."
)
CONSENT_OVER = "Naskah ini tidak jadi dipakai, jadi tidak ada nama yang dicantumkan."
OFFER = "Usulkan pesan ini sebagai catatan?"
OFFER_NOTE = "Jadikan pesan ini catatan?"
OFFER_TOGETHER = "Usulkan {count} pesan ini sebagai satu catatan?"
OFFER_NOTE_TOGETHER = "Jadikan {count} pesan ini satu catatan?"
OFFER_CUT = "Pesan itu tampak terpotong; teruskan juga lanjutannya supaya ikut."

BUTTON_AGREE = "Boleh"
BUTTON_ANONYMOUS = "Tanpa nama"
BUTTON_OPEN = "Buka Prima"
BUTTON_OPEN_NOTE = "Buka catatan"
BUTTON_AGAIN = "Simpan lagi"
BUTTON_SUGGEST_AGAIN = "Usulkan lagi"
BUTTON_SUGGEST_IT = "Ya, usulkan"
BUTTON_MAKE_IT = "Ya, jadikan catatan"
BUTTON_ASK_IT = "Tidak, jawab saja"

ORIGINAL_EDITED = (
    "Pesan asli naskah “{title}” diubah penulisnya; naskah Anda masih memuat yang lama. "
    "Untuk memakai yang baru: Lanjutkan naskah, Ubah, Isi, lalu kirim teks ini.\n<blockquote>{text}</blockquote>"
)
ORIGINAL_EDITED_WAITING = (
    "Pesan asli usulan “{title}” diubah penulisnya; usulan yang menunggu moderator masih memuat yang lama. "
    "Sesudah terbit, balas lagi pesan itu dengan perintah yang sama untuk memperbaruinya. Teks barunya:\n"
    "<blockquote>{text}</blockquote>"
)
