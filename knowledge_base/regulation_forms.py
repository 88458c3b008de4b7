"""The forms in which people write the kinds and issuers of regulations, and the short one that stands for each."""

from __future__ import annotations

_MINISTRY = r"(?:(?<=menteri )|(?<=kementerian )|(?<=dinas ))"
_ISSUER = r"(?:(?<=peraturan )|(?<=keputusan )|(?<=instruksi )|(?<=kepala )|(?<=se ))"
"""Behind what a name is an issuer's: laws are also named after such words, "uu ombudsman", "uu perdagangan"."""
MINISTRIES: tuple[tuple[str, str], ...] = (
    (r"pendidikan,? kebudayaan,? riset,? dan teknologi", "dikbudristek"),
    (r"pendidikan dan kebudayaan", "dikbud"),
    (r"pendidikan dasar dan menengah", "dikdasmen"),
    (r"pendidikan", "dik"),
    (r"ketenagakerjaan|tenaga kerja(?: dan transmigrasi)?|naker(?:trans)?\b", "aker"),
    (r"pekerjaan umum(?: dan perumahan rakyat)?|pupr\b", "pu"),
    (r"agraria dan tata ruang(?:\s*/\s*(?:kepala )?(?:badan pertanahan nasional|bpn))?|atr\s*/\s*bpn", "atr"),
    (r"lingkungan hidup(?: dan kehutanan)?|lh\b", "lhk"),
    (r"koperasi(?: dan (?:ukm|usaha kecil(?:,? dan)? menengah))?|kopukm\b", "kop"),
    (r"energi dan sumber daya mineral", "esdm"),
    (r"kelautan dan perikanan|kkp\b", "kp"),
    (r"pemberdayaan perempuan dan perlindungan anak", "pppa"),
    (r"pariwisata dan ekonomi kreatif", "parekraf"),
    (r"pemuda dan olah\s?raga", "pora"),
    (r"luar negeri", "lu"),
    (r"perhubungan", "hub"),
    (r"pertanian", "tan"),
    (r"perdagangan", "dag"),
    (r"perindustrian", "perin"),
    (r"pertahanan", "han"),
    (r"agama", "ag"),
    (r"sosial", "sos"),
)
"""Ministries and offices of the same name in a region."""
AGENCIES: tuple[tuple[str, str], ...] = (
    (r"badan kepegawaian daerah", "bkd"),
    (r"badan siber dan sandi negara", "bssn"),
    (r"badan pusat statistik", "bps"),
    (r"badan pengawas obat dan makanan|badan pom\b", "bpom"),
    (r"badan pemeriksa keu(?:angan)?", "bpk"),
    (r"badan nasional penanggulangan bencana", "bnpb"),
    (r"arsip nasional", "anri"),
    (r"perpustakaan nasional", "perpusnas"),
    (r"lembaga kebijakan pengadaan barang(?:\s*/\s*| dan )jasa(?: pemerintah)?", "lkpp"),
    (r"komisi aparatur sipil negara", "kasn"),
    (r"otoritas jasa keu(?:angan)?", "ojk"),
    (r"komisi informasi(?: pusat)?", "ki"),
    (r"mahkamah agung", "ma"),
    (r"kepolisian(?: negara)?|kapolri", "polri"),
)
"""What issues regulations and is no ministry."""
_AGENCY = "|".join(("lan", "bkn", "kpk", *(short for _, short in AGENCIES)))
_MINISTER = "|".join(
    (
        *("panrb", "pan", "dagri", "kominfo", "komdigi", "kes", "keu", "kumham", "naker(?:trans)?", "pupr", "desa?"),
        *("kopukm", "lh", "ristek(?:dikti)?", "hut", "ko", "polhukam", *(short for _, short in MINISTRIES)),
    )
)
"""The syllables by which ministers are called: "mendagri"."""
_HEADS = (("per", "peraturan"), ("kep", "keputusan"), ("in", "instruksi"))
_CALLED = (
    *((head, kind, *issuer) for head, kind in _HEADS for issuer in (("gub", "gubernur"), ("bup", "bupati"))),
    *((head, kind, "wali?|wako|walkot|walikota", "walikota") for head, kind in _HEADS),
    *((head, kind, "sekda", "sekda") for head, kind in _HEADS),
    *(
        (head, kind, *issuer)
        for head, kind in _HEADS[:2]
        for issuer in (
            ("kades|kepdes", "kades"),
            ("des", "desa"),
            ("dirjen", "dirjen"),
            ("sekjen", "sekjen"),
            ("kadis|dis", "dinas"),
            ("kap|kapolri|pol", "polri"),
        )
    ),
    ("per", "peraturan", "da", "daerah"),
    ("per", "peraturan", "lan(?: lan)?", "lan"),
    ("per", "peraturan", "ma", "ma"),
    ("per", "peraturan", "ki", "ki"),
)
"""Kinds and issuers that are one word: "perwali", "kepgub"."""
# Applied in this order to lower-case text; what a rule gives, later rules see.
SHORT_FORMS: tuple[tuple[str, str], ...] = (
    (r"undang[\s-]*undang", "uu"),
    (r"peraturan pemerintah pengganti uu|perpp?u", "perppu"),
    (r"peraturan pemerintah", "pp"),
    (r"peraturan presiden", "perpres"),
    (r"keputusan presiden", "keppres"),
    (r"instruksi presiden", "inpres"),
    (r"surat keputusan|sk(?![a-z])", "keputusan"),
    (r"surat edaran|edaran", "se"),
    (r"surat instruksi", "instruksi"),
    (r"wali\s?kota|walkot\b|wako\b", "walikota"),
    (r"gub\b", "gubernur"),
    (r"daerah khusus(?= ibu| jakarta)", "khusus"),
    (r"kepala desa", "kades"),
    (r"sekretaris daerah", "sekda"),
    (r"sekretaris (?:jenderal|jendral)", "sekjen"),
    (r"direktur (?:jenderal|jendral)", "dirjen"),
    (r"kasudin\b", "suku dinas"),
    (r"kadis\b", "dinas"),
    (r"kaban\b", "badan"),
    (r"(?:ka)?dis(?=(?:dukcapil|dik|hub|naker(?:trans)?|kominfo\w*)\b)", "dinas "),
    (r"(?:ka)?din(?=(?:kes|sos)\b)", "dinas "),
    (r"kependudukan dan pencatatan sipil", "dukcapil"),
    *((rf"{head}(?:{called})(?![a-z])", f"{kind} {issuer}") for head, kind, called, issuer in _CALLED),
    (r"sema\b", "se ma"),
    (r"pmk(?=\s*(?:no|[0-9]))", "peraturan keu"),
    (r"permen[\s-]*(?=[a-z])", "peraturan menteri "),
    (r"kepmen[\s-]*(?=[a-z])", "keputusan menteri "),
    (r"inmen[\s-]*(?=[a-z])", "instruksi menteri "),
    (rf"(?:perka|perban)(?:[\s-]*(?=(?:{_AGENCY})\b)|\b)", "peraturan "),
    (rf"(?:kepka|skep)(?:[\s-]*(?=(?:{_AGENCY})\b)|\b)", "keputusan "),
    (rf"(?:ke)?men(?=(?:{_MINISTER})\b)", "menteri "),
    (r"pendayagunaan aparatur negara(?: dan reformasi birokrasi)?|pan(?:(?: dan |[\s-]*)rb)?\b", "panrb"),
    (r"dalam negeri", "dagri"),
    (r"komunikasi dan (?:informatika|digital)|komdigi", "kominfo"),
    (r"kesehatan", "kes"),
    (r"keuangan", "keu"),
    (r"hukum dan (?:hak asasi manusia|ham)", "kumham"),
    (r"lembaga administrasi negara", "lan"),
    (r"badan kepegawaian negara", "bkn"),
    (r"komisi pemberantasan (?:tindak pidana )?korupsi", "kpk"),
    # the minister of villages is no village: "peraturan desa" is another's
    (r"menteri desa?\b(?:,? pembangunan daerah tertinggal,? dan transmigrasi|[\s-]*pdtt?\b)?", "kemendes"),
    *((f"{_MINISTRY}(?:{written})", short) for written, short in MINISTRIES),
    *((f"{_ISSUER}(?:{written})", short) for written, short in AGENCIES),
)
HINT = (
    r"(?<![a-z])(?:uu|undang|perp|pp|kep|skep|kuh|in(?:pres|struksi|gub|men|wa|bup|sek)|peraturan|pedoman|"
    r"qanun|pmk|sema|se(?![a-z])|sk(?![a-z])|surat|edaran|"
    r"per(?:men|gub|da|des|di|sek|ka|ki|ban|bup|lan|ma|wa))"
)
