"""What people read when they ask more than Prima can do for one person."""

from __future__ import annotations

TOO_MANY = {
    "minute": "Pertanyaannya banyak sekali dalam satu menit. Beri Prima jeda sebentar, lalu kirim lagi.",
    "day": "Pertanyaan untuk hari ini sudah mencapai batasnya. Besok Prima siap lagi; catatan tetap ada di /topik.",
}
BUSY = "Prima masih mengerjakan pesan Anda sebelumnya. Tunggu jawabannya dulu, lalu tekan lagi."
MISSED_ONE = "Pesan ini belum diproses karena banyak yang datang bersamaan{named}. Silakan kirim lagi."
MISSED = (
    "{count} pesan Anda belum diproses karena banyak yang datang bersamaan, mulai dari pesan ini{named}. "
    "Silakan kirim lagi mulai dari situ, beberapa pesan dulu."
)
BEGINS = ": “{begins}”"
