"""What people read when a message becomes a note or a suggestion."""

from __future__ import annotations

COMMAND_KEEP = "Simpan pesan grup sebagai catatan"
COMMAND_SUGGEST = "Usulkan catatan"

KEEP_HOW = "Balas pesan yang ingin disimpan dengan /simpan. Album dan rangkaian balasan di atasnya ikut terbawa."
NO_WORDS_THERE = "Pesan itu tidak memuat tulisan yang bisa disimpan. Balas pesan lain yang berisi teks."
TOO_LITTLE_THERE = "Pesan itu terlalu singkat untuk usulan. Balas pesan yang menceritakan langkah atau pengalaman."
KEPT = "✅ Naskahnya ada di percakapan pribadi Anda dengan Prima."
MAYBE_MORE = " Pesan itu tampak terpotong; bila lanjutannya belum ikut, tambahkan lewat Ubah."
KEPT_UNSEEN = "Naskah sudah disimpan. Buka Prima untuk melihat dan menerbitkannya."
SUGGEST_HOW = "Balas pesan yang ingin diusulkan dengan /usul, atau tulis di percakapan pribadi dengan Prima."
SUGGESTED = "✅ Terima kasih, usulannya menunggu tinjauan moderator. Hasilnya dikabarkan lewat percakapan pribadi."
TOO_MANY_HERE = "Naskah Anda yang belum selesai sudah banyak. Selesaikan sebagian dulu di percakapan pribadi."
CONSENT = "{names}: pesan ini akan menjadi catatan Prima. Bolehkah nama Anda dicantumkan sebagai penyumbang?"
CONSENT_GIVEN = "✅ Terima kasih. {name} dicantumkan sebagai penyumbang."
CONSENT_REFUSED = "Baik, catatan ini tampil tanpa nama."
CONSENT_THANKS = "Terima kasih, nama Anda akan dicantumkan."
ONLY_AUTHOR = "Hanya penulis pesannya yang bisa menjawab ini."
CONSENT_OVER = "Naskah ini tidak jadi dipakai, jadi tidak ada nama yang dicantumkan."
OFFER = "Usulkan pesan ini sebagai catatan?"

BUTTON_AGREE = "Boleh"
BUTTON_ANONYMOUS = "Tanpa nama"
BUTTON_OPEN = "Buka Prima"
BUTTON_SUGGEST_IT = "Ya, usulkan"
BUTTON_ASK_IT = "Tidak, jawab saja"
