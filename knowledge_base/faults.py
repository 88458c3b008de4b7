"""What the faults of a note say: for commands in English, for people in a chat in Indonesian."""

from __future__ import annotations

from knowledge_base.errors import Fault

FIELDS: dict[str, tuple[str, str]] = {
    "id": ("'id'", "id"),
    "title": ("'title'", "judul (title)"),
    "kind": ("'kind'", "jenis (kind)"),
    "topic": ("'topic'", "topik (topic)"),
    "values": ("'values'", "nilai (values)"),
    "questions": ("'questions'", "pertanyaan (questions)"),
    "sources": ("'sources'", "sumber (sources)"),
    "related": ("'related'", "catatan terkait (related)"),
    "checked": ("'checked'", "tanggal periksa (checked)"),
    "review_by": ("'review_by'", "tanggal periksa ulang (review_by)"),
    "example": ("'example'", "penanda contoh (example)"),
    "state": ("'state'", "keadaan (state)"),
    "replaced_by": ("'replaced_by'", "catatan pengganti (replaced_by)"),
    "contributor": ("'contributor'", "nama penyumbang (contributor)"),
    "origin": ("'origin'", "tautan asal (origin)"),
    "owner": ("'owner'", "penanggung jawab (owner)"),
    "questions entry": ("an entry of 'questions'", "salah satu pertanyaan (questions)"),
    "related entry": ("an entry of 'related'", "salah satu catatan terkait (related)"),
    "source name": ("a source's name", "nama sumber (sources)"),
    "source part": ("a source's part", "bagian sumber (part)"),
    "question list": ("texts, one a line as '- apa?'", "- apa?"),
    "note list": ("ids of notes, one a line as '- C4-pedoman-warga-marah'", "- C4-pedoman-warga-marah"),
    "value list": ("some of empati, kecepatan, ketepatan, one a line as '- empati'", "- empati"),
    "source list": ("{name: …, part: …}, one a line after '- '", '- {name: "UU 25/2009", part: "Pasal 34"}'),
}
"""How a field, or what belongs into it, is called: in English, in Indonesian."""

_QUOTE = ("quote texts that hold ': ' or start with a sign", "beri tanda kutip pada teks yang memuat ': '")

TEXTS: dict[str, tuple[str, str]] = {
    "not-utf8": (
        "not UTF-8 text ({reason}); save the file as UTF-8",
        "Berkas ini bukan teks UTF-8. Simpan sebagai UTF-8, lalu kirim lagi.",
    ),
    "no-front-matter": (
        "no front matter; start the file with a line '---' and the keys",
        "Kepala catatan belum ada. Mulai berkas dengan baris '---', lalu isian seperti 'title: …'.",
    ),
    "front-matter-open": (
        "front matter is not closed; put a line '---' before the body",
        "Kepala catatan belum ditutup. Tambahkan baris '---' sebelum isi.",
    ),
    "no-keys": (
        "front matter holds no keys; write one 'key: value' a line",
        "Kepala catatan belum memuat isian. Tulis satu isian per baris, misalnya 'title: …'.",
    ),
    "bad-character": (
        "front matter holds the character {character}; remove it",
        "Kepala catatan memuat karakter {character} yang tidak terlihat. Hapus karakter itu.",
    ),
    "not-yaml": (
        f"front matter is not YAML ({{problem}}); {_QUOTE[0]}",
        f"Baris ini di kepala catatan tidak terbaca; {_QUOTE[1]} atau diawali tanda seperti * dan &.",
    ),
    "tab": (
        "a line of the front matter starts with a tab; use spaces",
        "Baris ini di kepala catatan diawali tab. Ganti tab itu dengan spasi.",
    ),
    "list-without-key": (
        "a list stands where none can be; put its key on a line before, as 'questions:', and the entries below it",
        "Daftar di baris ini belum punya nama isian. Tulis namanya dulu, misalnya `questions:`, lalu butirnya.",
    ),
    "no-colon": (
        "a line of the front matter has no key; write 'key: value'",
        "Baris ini di kepala catatan tidak punya nama isian. Tulis seperti 'title: …'.",
    ),
    "indent": (
        "a line of the front matter is not as far in as its neighbours; start keys at the beginning of the line",
        "Baris ini di kepala catatan tidak sejajar dengan yang lain. Mulai nama isian dari awal baris.",
    ),
    "entry-twice": (
        "a key stands twice in one entry; keep one",
        "Satu butir di baris ini memuat isian yang sama dua kali. Simpan satu saja.",
    ),
    "nested": (
        "lists inside lists inside lists; write one list below its key",
        "Daftar di baris ini bersusun terlalu dalam. Tulis satu daftar saja di bawah nama isiannya.",
    ),
    "open-bracket": (
        "a bracket opened here is not closed, or a comma is missing; close it on this line",
        "Kurung yang dibuka di baris ini belum ditutup, atau komanya kurang. Tutup dengan ] atau }}.",
    ),
    "inline-list": (
        "a list in brackets cannot hold this sign; write its entries one a line, each as '- apa?'",
        "Daftar dalam kurung [ ] tidak terbaca karena ada tanda ? di dalamnya. Tulis satu butir per baris: '- apa?'.",
    ),
    "open-quote": (
        "a quotation mark opened here is not closed; close it on this line",
        "Tanda kutip yang dibuka di baris ini belum ditutup. Tutup di baris yang sama.",
    ),
    "key-in-brackets": (
        "a key stands in brackets; write 'key: value', and quote texts that hold brackets",
        "Nama isian tidak boleh di dalam kurung. Tulis 'title: …', dan beri tanda kutip pada teks yang memuat kurung.",
    ),
    "key-twice": ("'{key}' stands twice; keep one", "Isian '{key}' ada dua kali. Simpan satu saja."),
    "unknown-key": (
        "unknown key '{key}'; allowed: {allowed}",
        "Isian '{key}' tidak dikenal. Yang dikenal: {allowed}.",
    ),
    "empty-body": ("the body is empty; write what to do", "Isi catatan masih kosong. Tulis apa yang perlu dilakukan."),
    "long-body": (
        "the body has {length:,} characters; split the note, {limit:,} at most",
        "Isi catatan {length} karakter, paling banyak {limit}. Bagi menjadi beberapa catatan.",
    ),
    "body-control": (
        "the body holds control or text-direction characters; remove them",
        "Isi catatan memuat karakter tersembunyi atau pembalik arah teks. Hapus, atau ketik ulang baris ini.",
    ),
    "deep-heading": (
        "heading deeper than ###; use ## or ###",
        "Judul bagian terlalu dalam. Pakai ## atau ###.",
    ),
    "pedoman-sources": (
        "a pedoman needs 'sources'; name the regulation and its article",
        "Pedoman perlu sumber (sources). Sebutkan peraturan dan pasalnya.",
    ),
    "bad-example": (
        "'example' is {value!r:.80}; write true or false",
        "Penanda contoh (example) berisi {value!r:.80}. Tulis true atau false.",
    ),
    "example-pedoman": (
        "'example' is for praktik only; remove it from a pedoman",
        "Penanda contoh (example) hanya untuk praktik. Hapus dari pedoman.",
    ),
    "unknown-topic": (
        "unknown topic '{topic}'; use a code such as C4, or leave the key out",
        "Topik '{topic}' tidak ada dalam daftar. Pakai kode seperti C4, atau kosongkan.",
    ),
    "bad-id": (
        "{key} '{value}' is not kebab-case; use letters, digits and single hyphens",
        "Isian {name} '{value}' tidak sesuai. Pakai huruf, angka, dan satu tanda hubung di antaranya.",
    ),
    "missing": ("{name} is missing; add it to the front matter", "Isian {name} belum ada. Tambahkan."),
    "missing-choice": (
        "{name} is missing; allowed: {allowed}",
        "Isian {name} belum ada. Pilihannya: {allowed}.",
    ),
    "missing-day": (
        "{name} is missing; write a day as 2026-11-21",
        "Isian {name} belum ada. Tulis tanggal seperti 2026-11-21.",
    ),
    "missing-list": (
        "{name} is missing or empty; add at least one line",
        "Isian {name} masih kosong. Tambahkan paling sedikit satu.",
    ),
    "not-text": (
        "{name} is {value!r:.80}; write a text, in quotes if it holds ': ' or starts with a sign",
        "Isian {name} berisi {value!r:.80}. Tulis teks, dengan tanda kutip bila memuat ': '.",
    ),
    "blank-text": (
        "{name} holds invisible characters only; write a text",
        "Isian {name} masih kosong: isinya hanya karakter yang tidak terlihat. Tulis teks.",
    ),
    "long-text": (
        "{name} has {length} characters; {limit} at most",
        "Isian {name} {length} karakter, paling banyak {limit}. Ringkaslah.",
    ),
    "text-control": (
        "{name} holds control or text-direction characters; remove them",
        "Isian {name} memuat karakter tersembunyi atau pembalik arah teks. Hapus, atau ketik ulang.",
    ),
    "not-list": (
        "{name} is {value!r:.80}; write a list of {items}",
        "Isian {name} harus berupa daftar, satu butir per baris, misalnya `{items}`. Sekarang: {value!r:.80}.",
    ),
    "text-twice": (
        "'{text}' stands twice under '{key}'; keep one",
        "'{text}' ada dua kali di {key}. Simpan satu saja.",
    ),
    "unknown-value": (
        "unknown value {value!r:.80}; allowed: {allowed}",
        "Nilai {value!r:.80} tidak dikenal. Pilihannya: {allowed}.",
    ),
    "no-sources": (
        "'sources' is empty; name the regulation and its article",
        "Sumber (sources) masih kosong. Sebutkan peraturan dan pasalnya.",
    ),
    "bad-source": (
        'source {value!r:.80} is not understood; write {{name: "UU 25/2009 …", part: "Pasal 34"}}',
        'Sumber {value!r:.80} tidak terbaca. Tulis {{name: "UU 25/2009 …", part: "Pasal 34"}}.',
    ),
    "bad-choice": (
        "{name} is {value!r:.80}; allowed: {allowed}",
        "Isian {name} berisi {value!r:.80}. Pilihannya: {allowed}.",
    ),
    "bad-day": (
        "{name} is {value!r:.80}; write a day that exists, as 2026-11-21",
        "Isian {name} berisi {value!r:.80}. Tulis tanggal yang ada, seperti 2026-11-21.",
    ),
    "replaced-while-found": (
        "'replaced_by' is for obsolete and archived notes only; remove it, or set 'state'",
        "Catatan pengganti (replaced_by) hanya untuk catatan usang atau arsip. Hapus, atau ubah keadaannya (state).",
    ),
    "replaced-by-itself": (
        "'replaced_by' names the note itself; name the note that replaces it",
        "Catatan tidak dapat digantikan oleh dirinya sendiri. Sebutkan catatan penggantinya.",
    ),
    "bad-origin": (
        "'origin' is {value!r:.80}; write a link that starts with https://",
        "Tautan asal (origin) berisi {value!r:.80}. Tulis tautan yang diawali https://.",
    ),
    "bad-document": (
        "'document' is {value!r:.80}; leave the key as the export wrote it, or leave it out",
        "Asal dokumen (document) berisi {value!r:.80}. Biarkan seperti hasil ekspor, atau hapus isian ini.",
    ),
    "bad-owner": (
        "'owner' is {value!r:.80}; write a Telegram user id (digits), or leave the key out",
        "Penanggung jawab (owner) berisi {value!r:.80}. Tulis nomor id Telegram, atau hapus isian ini.",
    ),
}
"""Each fault's code, and its text in both languages: what is wrong, and what to do about it."""


def fault(file: str, line: int, code: str, **values: object) -> Fault:
    """The fault with this code, said in both languages; `name` and `items` are keys of FIELDS."""
    english, indonesian = TEXTS[code]
    return Fault(file, line, english.format(**_named(values, 0)), code, indonesian.format(**_in_indonesian(values)))


def _named(values: dict[str, object], language: int) -> dict[str, object]:
    called: dict[str, object] = {key: FIELDS[str(values[key])][language] for key in ("name", "items") if key in values}
    return {**values, **called}


def _in_indonesian(values: dict[str, object]) -> dict[str, object]:
    """Numbers as EYD has them: 20.000."""
    dotted = {key: f"{value:,}".replace(",", ".") for key, value in values.items() if isinstance(value, int)}
    return _named({**values, **dotted}, 1)
