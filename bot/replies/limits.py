"""What people read when they ask more than Prima can do for one person."""

from __future__ import annotations

TOO_MANY = {
    "minute": "Pertanyaannya banyak sekali dalam satu menit. Beri Prima jeda sebentar, lalu kirim lagi.",
    "day": "Pertanyaan untuk hari ini sudah mencapai batasnya. Besok Prima siap lagi; catatan tetap ada di /topik.",
}
BUSY = "Prima masih mengerjakan pesan Anda sebelumnya. Tunggu jawabannya dulu, lalu kirim lagi yang ini."
