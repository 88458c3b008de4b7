"""What cannot become notes is refused for its own reason, and nothing that is sent can kill or stall who reads it."""

from __future__ import annotations

import asyncio
import codecs
import io
import zipfile
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pypdf import PdfReader, PdfWriter

from knowledge_base.documents import safely as safely_module
from knowledge_base.documents.files import ENDINGS
from knowledge_base.documents.limits import Limits
from knowledge_base.documents.safely import limits_from, notes_safely
from knowledge_base.errors import DocumentError, NoteError, Reason
from knowledge_base.note import Note
from knowledge_base.settings import Documents
from tests.documents import (
    LAW,
    LIMITS,
    pdf,
    pdf_locked,
    pdf_pages,
    pdf_scan,
    plain_docx,
    read,
    refused,
    with_parts,
)
from tests.makers import DAY

WORD = plain_docx("Pelayanan di loket.")
PRINTED = pdf([("title", "Pedoman"), ("text", "Pelayanan di loket. " * 20)])
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<?xml version="1.0"?>%s<w:document xmlns:w="{W}"><w:body>%s</w:body></w:document>'
LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def word(xml: str, *, prologue: str = "", encoding: str = "utf-8") -> bytes:
    return with_parts(WORD, {"word/document.xml": (BODY % (prologue, xml)).encode(encoding)})


def typed(parts: dict[str, str], endings: dict[str, str] | None = None, prologue: str = "") -> bytes:
    """A Word file with more parts of these types."""
    more = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    more += "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in (endings or {}).items())
    with zipfile.ZipFile(io.BytesIO(WORD)) as old:
        types = old.read("[Content_Types].xml").decode().replace("</Types>", f"{more}</Types>")
    types = types.replace("<Types", f"{prologue}<Types", 1)
    return with_parts(WORD, {"[Content_Types].xml": types.encode(), **dict.fromkeys(parts, b"x")})


def archive(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return held.getvalue()


def locked_zip() -> bytes:
    """A Word file whose parts are marked as encrypted."""
    return WORD.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def unpacking_pdf(packed: bytes, filters: int) -> bytes:
    """A PDF of one page, whose content is packed so many times."""
    names = b"/FlateDecode " * filters
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter[%s]>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
        % (len(packed), names, packed)
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ARCHIVED = b"""From: <Saved by Blink>
MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x

<html><p>Isi loket.</p></html>"""
REFUSED: list[tuple[Reason, str, bytes]] = [
    ("blank", "kosong.pdf", b""),
    ("blank", "kosong.txt", b" \n\x00"),
    ("blank", "kepala-saja.md", b"---\ntanggal: 2026-11-01\n---\n\n"),
    ("wordless", "satu-baris.txt", b"a" * 3_000_000),
    ("wordless", "satu-baris.html", b"<p>" + b"a" * 200_000),
    ("empty", "kosong.html", b"<html><script>x()</script></html>"),
    ("empty", "gambar.html", b"<html><body><svg><text>Halo</text></svg></body></html>"),
    ("empty", "pagar.md", b"#" * 100_000),
    ("headings", "judul-saja.md", b"# Loket\n\n## Jam buka\n"),
    ("encoding", "gbk.txt", "中文文件".encode("gbk")),
    ("encoding", "gbk.md", ("Catatan loket: " + "服务窗口" * 5).encode("gbk")),
    ("encoding", "kirilik.txt", "Привет, мир".encode("cp1251")),
    ("encoding", "separuh.md", b"Loket \xed\xa0\x80 buka."),
    ("encoding", "rusak-sebagian.md", "Loket – “prima” – café.".encode() + b" \xff"),
    ("encoding", "bukan-itu.html", b"<html><meta charset=gb18030><p>Loket \xff\xff</p>"),
    ("nested", "dalam.html", b"<html>" + b"<div>" * 400_000),
    ("nested", "dalam-asing.html", b"<html>" + b"<x-a b=c>" * 400_000),
    ("nested", "atribut.html", b"<html><p " + b"".join(b"a%d=1 " % each for each in range(300_000)) + b">Halo</p>"),
    ("empty", "kosong.docx", word("<w:p/>")),
    ("scanned", "pindaian.pdf", pdf_scan()),
    ("password", "terkunci.pdf", pdf_locked()),
    ("password", "terkunci.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("password", "zip-terkunci.docx", locked_zip()),
    ("too_many_pages", "tebal.pdf", pdf_pages(501)),
    ("too_large", "besar.txt", b"a" * (LIMITS.size + 1)),
    ("too_much_text", "panjang.txt", b"kata " * 1_100_000),
    ("too_many_notes", "judul.md", b"# a\nb\n" * 3_000),
    ("broken", "terpotong.pdf", PRINTED[:400]),
    ("broken", "palsu.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 10),
    ("broken", "terpotong.docx", WORD[: len(WORD) // 2]),
    ("broken", "palsu.docx", b"PK\x03\x04" + bytes(500)),
    ("broken", "rusak.docx", word("<w:p>")),
    ("nested", "dalam.docx", word("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000)),
    ("not_text", "biner.txt", b"PNG\x00\x01\x02" * 50),
    ("encoding", "terpotong.md", codecs.BOM_UTF16_LE + b"a"),
    ("entities", "tawa.docx", word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", prologue=LAUGHS + "]>")),
    ("entities", "tawa-16.docx", word("<w:p/>", prologue=LAUGHS + "]>", encoding="utf-16")),
    ("entities", "luar.docx", word("&x;", prologue='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    ("web_archive", "arsip.html", ARCHIVED),
    ("encoding", "tujuh.html", b"+ADw-html+AD4APA-p+AD4-Isi loket."),
    ("encoding", "sebut.html", b'<html><meta charset="utf-7"><body>+ADw-p+AD4-Isi loket.</body></html>'),
    ("bomb", "bom.docx", word("<w:p/>" + " " * 30_000_000)),
    ("bomb", "bagian.docx", with_parts(WORD, {f"word/media/{number}": b"" for number in range(5_001)})),
    ("macro", "makro.docx", with_parts(WORD, {"word/vbaProject.bin": b"x"})),
    ("macro", "makro.docm", WORD),
    ("macro", "makro-lain.docx", typed({"word/makro.bin": "application/vnd.ms-office.vbaProject"})),
    ("macro", "makro-induk.docx", typed({"word/lain.xml": "application/vnd.ms-word.document.macroEnabled.main+xml"})),
    ("macro", "makro-akhiran.docx", typed({}, {"bin": "application/vnd.ms-office.vbaProject"})),
    ("entities", "jenis.docx", typed({}, prologue=LAUGHS + "]>")),
    ("wrong_ending", "zip.pdf", WORD),
    ("wrong_ending", "pdf.docx", PRINTED),
    ("wrong_ending", "html.docx", b"<html><p>Halo</p></html>"),
    ("wrong_ending", "html.txt", b"\n<!DOCTYPE html><p>Halo</p>"),
    ("wrong_ending", "pdf.txt", PRINTED),
    ("wrong_ending", "doc.docx", OLE),
    ("wrong_ending", "gambar.html", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ("wrong_ending", "teks.pdf", b"Halo."),
    ("wrong_ending", "arsip.docx", archive(a=b"x")),
    ("unsupported", "lama.doc", OLE),
    ("unsupported", "tabel.xlsx", WORD),
    ("unsupported", "tanpa-akhiran", b"Halo"),
]


@pytest.mark.parametrize(("reason", "name", "content"), REFUSED, ids=[name for _, name, _ in REFUSED])
def test_it_is_refused_for_its_own_reason_with_what_to_do(reason: Reason, name: str, content: bytes) -> None:
    found, message = refused(content, name)
    assert found == reason
    assert message.startswith(f"{name}: ")
    assert len(message) < 200


def test_what_is_just_within_the_limits_is_read() -> None:
    assert read(pdf_pages(20, "Nomor antrean"), "a.pdf", replace(LIMITS, pages=20))
    assert read("a" * 100, "a.txt", replace(LIMITS, size=100))


def test_a_password_that_only_forbids_changes_is_no_obstacle() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PRINTED)))
    writer.encrypt(user_password="", owner_password="pemilik")
    held = io.BytesIO()
    writer.write(held)
    assert "Pelayanan di loket." in read(held.getvalue(), "a.pdf")[-1].body


# --- in a process of its own ---------------------------------------------------------------------------------------


def safely(content: bytes, name: str, limits: Limits = LIMITS) -> list[Note]:
    return notes_safely(content, name, kind="pedoman", topic="C1", today=DAY, limits=limits)


def reason_of(content: bytes, name: str, limits: Limits) -> Reason:
    with pytest.raises(DocumentError) as error:
        safely(content, name, limits)
    return error.value.reason


def test_another_process_gives_the_same_notes() -> None:
    assert [replace(each, topic="") for each in safely(LAW.encode(), "uu.md")] == read(LAW, "uu.md")


def test_tables_inside_tables_are_read_up_to_a_depth_that_nobody_reaches() -> None:
    def nested(depth: int) -> bytes:
        inside = "<w:p><w:r><w:t>Loket buka.</w:t></w:r></w:p>"
        return word("<w:tbl><w:tr><w:tc>" * depth + inside + "</w:tc></w:tr></w:tbl>" * depth)

    assert [each.body for each in safely(nested(60), "a.docx")] == ["Loket buka."]
    assert reason_of(nested(3_000), "a.docx", LIMITS) == "nested"


def test_errors_come_back_as_they_were_raised() -> None:
    assert reason_of(b"Halo.", "teks.pdf", LIMITS) == "wrong_ending"
    with pytest.raises(NoteError, match=r"a\.md:2: unknown key 'idd'"):
        safely(b"---\nidd: a\nkind: x\n---\nIsi.\n", "a.md")


def test_a_file_over_the_limit_is_refused_before_a_process_starts() -> None:
    assert reason_of(b"abc", "a.txt", replace(LIMITS, size=2)) == "too_large"


SLOW = b"<html>" + b"<p>a</p>" * 400_000


def test_time_is_bounded() -> None:
    assert reason_of(SLOW, "a.html", replace(LIMITS, seconds=0.5)) == "timeout"


def test_memory_is_bounded() -> None:
    paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 60_000
    assert reason_of(word(paragraphs), "a.docx", replace(LIMITS, memory=128 * 1024**2, seconds=300)) == "memory"


@pytest.mark.parametrize("filters", [1, 2])
def test_a_pdf_that_unpacks_to_gigabytes_is_refused(filters: int) -> None:
    content = b" " * 900_000_000
    for _ in range(filters):
        content = zlib.compress(content, 9)
    assert (
        reason_of(unpacking_pdf(content, filters), "bom.pdf", replace(LIMITS, memory=256 * 1024**2, seconds=300))
        == "memory"
    )


def test_a_large_document_is_read_whole_however_long_its_reader_takes_to_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is looked after many times before it has read more than a pipe holds."""
    monkeypatch.setattr(safely_module, "LOOKED_AFTER", 0.001)
    text = "\n\n".join(f"Langkah {number}: panggil nomor antrean berikutnya." for number in range(6_000))
    read = safely(text.encode(), "panjang.txt")
    assert "Langkah 5999:" in read[-1].body


async def test_the_event_loop_goes_on_while_a_document_is_read() -> None:
    """Whatever the other thread waits for, the loop is free: it counts while the document takes all of its time."""
    reading = asyncio.create_task(asyncio.to_thread(reason_of, SLOW, "a.html", replace(LIMITS, seconds=0.5)))
    turns = 0
    while not reading.done():
        turns += 1
        await asyncio.wait([reading], timeout=0.05)
    assert turns > 1
    assert await reading == "timeout"


def test_the_limits_are_those_of_the_settings() -> None:
    made = limits_from(Documents(max_megabytes=2, max_pages=3, max_seconds=4, max_memory_megabytes=512))
    assert made == Limits(size=2 * 1024**2, pages=3, seconds=4.0, memory=512 * 1024**2)
    assert limits_from(Documents()) == LIMITS


# --- anything at all -----------------------------------------------------------------------------------------------

BROKEN = some.sampled_from([PRINTED, WORD, LAW.encode(), b"<html><h1>A</h1><table><tr><td>b</table><ol><li>c"])


@some.composite
def damaged(draw: some.DrawFn) -> bytes:
    """A real document, cut and with bytes changed."""
    content = bytearray(draw(BROKEN))
    for _ in range(draw(some.integers(0, 8))):
        content[draw(some.integers(0, len(content) - 1))] = draw(some.integers(0, 255))
    start = draw(some.integers(0, 40)) if draw(some.booleans()) else 0
    return bytes(content[start : draw(some.integers(start, len(content)))])


MARKUP = some.lists(
    some.sampled_from(
        "<p> </p> <li> <ol start=9> </ol> <td> <tr> <table> </table> <h1> </h2> <pre> <b> </b> <br> <main> <svg> <!-- "
        "--> <script> </script> Pasal&#32;1 BAB&#32;I #### ``` --- &#0; &#x202e; * _x_ a | b".split()
    )
    | some.text(max_size=12),
    max_size=40,
).map("\n".join)
LEGAL = some.lists(
    some.sampled_from(
        "Pasal 1,Pasal 2,Pasal 3,Pasal 4A,Pasal I,Pasal 2 (1) Isi,BAB I,BAB II JUDUL,Bagian Kesatu,Bagian Kedua Umum,"
        "Paragraf 1,(1) Ayat.,(2) Ayat. (3) Lagi.,PENJELASAN,I. UMUM,Cukup jelas.,Agar setiap orang mengetahuinya,"
        "LAMPIRAN,UNDANG-UNDANG NOMOR 1 TAHUN 2020 TENTANG PERUBAHAN ATAS LOKET,Isi.,- 3 -,dimaksud dalam".split(",")
    ),
    max_size=40,
).map("\n".join)


@settings(max_examples=80, deadline=None)
@given(
    some.binary(max_size=300) | damaged() | (MARKUP | LEGAL).map(str.encode),
    some.sampled_from([*ENDINGS, ".doc", ""]),
)
def test_any_bytes_give_notes_that_can_be_written_and_read_or_a_reason(content: bytes, ending: str) -> None:
    try:
        made = read(content, f"berkas{ending}")
    except (DocumentError, NoteError):
        return
    assert made
    assert len({each.id for each in made}) == len(made)
    for each in made:
        assert Note.from_markdown(each.to_markdown()) == each


def test_text_that_word_hides_is_left_out() -> None:
    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    hidden, shown = "<w:vanish/>", '<w:vanish w:val="0"/>'
    gone = f"<w:p><w:pPr><w:rPr>{hidden}</w:rPr></w:pPr>{run('Rahasia.', hidden)}</w:p>"
    seen = f"<w:p>{run('Antar warga ')}{run('diam-diam ', hidden)}{run('ke kursi.', shown)}</w:p>"
    (one,) = read(word(gone + seen), "sop.docx")
    assert one.body == "Antar warga ke kursi."
