"""What people read at the door: who may come in, invitations, groups."""

from __future__ import annotations

CLOSED = {
    "invitation": (
        "Prima di sini khusus untuk yang diundang. Mintalah tautan undangan kepada moderator atau admin di unit Anda, "
        "lalu buka tautannya."
    ),
    "groups": (
        "Prima di sini khusus untuk anggota grup tertentu di instansi Anda. "
        "Bergabunglah dulu di salah satunya, lalu kirim pesan lagi ke sini."
    ),
    "waiting": "Permintaan Anda sudah sampai kepada admin. Prima memberi tahu Anda begitu diterima.",
    "refused": "Admin belum dapat menerima permintaan Anda. Bila menurut Anda perlu, bicarakan langsung dengan admin.",
}
CLOSED_GROUPS = (
    "Prima di sini khusus untuk anggota grup {groups}. Bergabunglah dulu di sana, lalu kirim pesan lagi ke sini."
)
GROUPS_OR = " atau "
CLOSED_BUTTON = "Prima di sini khusus untuk yang sudah diterima. Tulis pesan langsung ke Prima untuk tahu caranya."
CLOSED_GROUP = "Prima di sini khusus untuk yang sudah diterima. Kirim pesan langsung ke Prima untuk tahu caranya."
INLINE_CLOSED = "Minta akses ke Prima"

PERSON_ASKS = "<b>{name}</b> (nomor {person}) ingin memakai Prima."
PERSON_ADMITTED = "✅ {name} diterima."
PERSON_REFUSED = "Baik. {name} tidak diterima. Bila berubah pikiran, beri izin lewat /peran."
YOU_ARE_ADMITTED = "✅ Permintaan Anda diterima. Tulis saja pertanyaan Anda, atau lihat daftar topik."
DECIDED_ALREADY = "Permintaan ini sudah diputuskan sebelumnya."

GROUP_ASKS = "Prima ditambahkan ke grup <b>{title}</b> oleh {name}. Bolehkah Prima bekerja di sana?"
GROUP_ALLOWED = "✅ Prima boleh bekerja di grup {title}."
GROUP_REFUSED = "Prima tidak bekerja di grup {title} dan sudah keluar dari sana."
GROUP_WAITING = (
    "Prima belum diizinkan bekerja di grup ini. Admin Prima sudah diberi tahu; sementara itu, tulis langsung ke Prima."
)
GROUP_DECLINED = (
    "Prima belum dapat bekerja di grup ini. Bila menurut Anda perlu, bicarakan langsung dengan admin Prima."
)
GROUP_DECLINED_GOODBYE = (
    "Prima belum dapat bekerja di grup ini, jadi Prima pamit. "
    "Bila menurut Anda perlu, bicarakan langsung dengan admin Prima."
)
GROUP_WELCOME = "✅ Prima siap di grup ini. Sebut @{username}, balas pesan Prima, atau pakai /tanya."
GROUP_GOODBYE = (
    "Admin belum mengizinkan Prima bekerja di grup ini, jadi Prima pamit. Anda tetap bisa menulis langsung ke Prima."
)

COMMAND_INVITE = "Buat atau batalkan tautan undangan"
INVITE = "Undangan berlaku {days} hari. Untuk siapa?"
INVITE_OPEN = "<b>Undangan yang masih berlaku</b>\n{lines}"
INVITE_LINE = "• nomor {number}: {role}, sisa {uses}, sampai {day}, dibuat {maker}"
INVITE_MADE = "Teruskan tautan ini kepada yang diundang ({role}, untuk {uses} orang, sampai {day}):\n{link}"
INVITE_REVOKED = "✅ Undangan nomor {number} dibatalkan."
INVITE_GONE = "Undangan ini sudah tidak berlaku."
INVITED = "✅ Selamat datang. Tulis saja pertanyaan Anda dengan bahasa sehari-hari, atau lihat daftar topik."
INVITED_MODERATOR = "✅ Selamat datang. Anda sekarang moderator Prima; menu perintah memuat yang dapat Anda lakukan."
INVITED_ALREADY = "Anda sudah diterima. Tulis saja pertanyaan Anda."
INVITATION_GONE = "Tautan undangan ini sudah tidak berlaku. Mintalah tautan baru kepada yang mengundang Anda."
ROLE_NAMES = {"pegawai": "pegawai", "moderator": "moderator", "admin": "admin"}

BUTTON_ADMIT = "Terima"
BUTTON_REFUSE = "Tolak"
BUTTON_ALLOW = "Izinkan"
BUTTON_ONE = "Satu pegawai"
BUTTON_TEN = "Sepuluh pegawai"
BUTTON_FIFTY = "Lima puluh pegawai"
BUTTON_MODERATOR = "Satu moderator"
BUTTON_REVOKE = "Batalkan undangan nomor {number}"
