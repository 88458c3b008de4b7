"""The words for values in the text that people get of their own data."""

from __future__ import annotations

YES, NO = "ya", "tidak"
SOMEBODY = "…"
DRAFT = "draf nomor {number}"
CHANNEL = {"private": "percakapan pribadi", "group": "grup", "terminal": "terminal"}
KIND = {
    "answer": "terjawab",
    "unsure": "Prima belum yakin",
    "unknown": "tanpa jawaban",
    "no_article": "pasal yang tidak ada",
    "too_long": "terlalu panjang untuk dijawab",
    "no_words": "pesan tanpa kata",
    "opened": "catatan dibuka",
    "greeting": "sapaan",
    "thanks": "ucapan terima kasih",
    "acknowledged": "tanggapan singkat",
    "goodbye": "salam penutup",
    "identity": "pertanyaan tentang Prima",
    "distress": "pesan saat tertekan",
}
PART = {"bettered": "memperbaiki", "accepted": "menerima"}
STATE = {
    "writing": "sedang ditulis",
    "review": "menunggu moderator",
    "returned": "diminta diubah",
    "refused": "tidak diterima",
    "published": "diterbitkan",
    "cancelled": "dibuang",
    "reading": "berkasnya sedang dibaca",
    "waiting": "menunggu",
    "admitted": "diterima",
    "draft": "belum dikirim",
    "sending": "sedang dikirim",
    "stopped": "dihentikan",
    "done": "selesai",
    "claimed": "sedang dikirim",
    "sent": "sampai",
    "blocked": "tidak sampai, Prima diblokir",
    "failed": "gagal",
    "unsure": "belum pasti sampai",
    "skipped": "tidak dikirimi",
}
AWAITED = {
    "person": "nama orang untuk /peran",
    "change": "permintaan perubahan usulan",
    "refuse": "alasan menolak usulan",
    "better title": "judul usulan",
    "better topic": "topik usulan",
    "better questions": "pertanyaan usulan",
    "better anew": "pertanyaan usulan",
    "regulation": "keterangan tentang peraturan yang diganti",
    "obsolete": "pengganti catatan yang usang",
}
ORIGIN = {"chat": "pesan di grup", "authors": "pesan yang diteruskan", "id": "berkas catatan"}
