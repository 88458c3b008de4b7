"""The parts of a regulation that changes another: what its Pasal I quotes are articles of that other one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge_base.documents.pasal import ROMAN
from knowledge_base.documents.regulation import Part

OWN = re.compile(rf"Pasal (?:{'|'.join(ROMAN)})")
HEADED = ("Bab ", "Bagian ", "Paragraf ")
"""What may stand among the articles that are quoted."""
QUOTED = re.compile(r"Pasal \d+[A-Z]?")
INSTRUCTION = re.compile(
    r"(?:^[ \t]*|(?<=[.;:”\"’]\s))(?P<number>\d{1,3})\.\s+"
    r"(?=(?:Ketentuan|Di\s?antara|Antara|Pasal|Ayat|Huruf|Angka|Judul|B[Aa][Bb]|Bagian|Paragraf|"
    r"Se(?:telah|sudah|belum)|Dalam|Pada|Lampiran|Penjelasan|Konsiderans|Substansi|Rumusan|(?:Meng|Men|Di)(?:ubah|tambah|ambah|hapus|yisip|sisip)\w*)\b"
    r"(?:(?!\.\.\.).){0,500}?\b(?:di(?:ubah|hapus|sisip|tambah|pecah|ganti|cabut)|berubah|ber?bunyi))",
    re.MULTILINE | re.DOTALL,
)
"""What begins a numbered instruction of a Pasal I: "2. Di antara Pasal 5 dan Pasal 6 disisipkan …"."""
QUOTES = re.compile(r"\bber?bunyi\b|:\s*[“\"]?\s*\Z")
INSERTS = re.compile(r"\bdi(?:sisip|tambah)", re.IGNORECASE)
DELETES = re.compile(r"\A\d+\.\s+(?:Ketentuan\s+)?(?P<article>Pasal\s+\d+\s?[A-Z]?)\s+di(?:hapus|cabut)\b")


def amended(parts: Iterable[Part], other: str) -> Iterator[Part]:
    """The parts, those that Pasal I quotes under its name and their numbers, beside the instructions that quote them.

    `other` is the regulation that is changed ("Pergub 33/2026").
    """
    own = waiting = said = ""
    number = 0
    for part in (*parts, Part("", "")):
        quoted = QUOTED.fullmatch(part.label) is not None
        if not quoted and not part.label.startswith(HEADED):
            if waiting:
                yield _standing(own, number, waiting, other)
            own, number, waiting = part.label if OWN.fullmatch(part.label) else "", 0, ""
        words, instructions = _parted(part.text, number) if own else (part.text, [])
        if own and quoted:
            yield _quoted(part, f"{_angka(own, number)} ({_verb(part, said)}", other, words, waiting)
            waiting = ""
        elif words:
            yield replace(part, text=words)
        for said in instructions:
            number += 1
            waiting = said if said is instructions[-1] and QUOTES.search(said) else ""
            if not waiting:
                yield _standing(own, number, said, other)


def _verb(part: Part, said: str) -> str:
    return "menyisipkan" if part.label[-1].isalpha() and INSERTS.search(said) else "mengubah"


def _quoted(part: Part, does: str, other: str, words: str, instruction: str) -> Part:
    """A quoted article under the instruction that quotes it; of several, the first one has it."""
    text = "\n\n".join(filter(None, (instruction, f"{part.label}\n{words}")))
    return replace(part, label=f"{does} {f'{part.label} {other}'.strip()})", text=text)


def _parted(text: str, last: int) -> tuple[str, list[str]]:
    """What stands before the first instruction, and the instructions, whose numbers go on from the last one."""
    starts: list[int] = []
    for found in INSTRUCTION.finditer(text):
        if int(found["number"]) == last + len(starts) + 1:
            starts.append(found.start())
    pieces = [text[start:end].strip() for start, end in pairwise([0, *starts, len(text)])]
    return pieces[0], pieces[1:]


def _standing(own: str, number: int, said: str, other: str) -> Part:
    """The part of an instruction that quotes no article."""
    deleted = DELETES.match(said)
    article = " ".join(deleted["article"].split()) if deleted else ""
    return Part(_angka(own, number) + (f" (menghapus {f'{article} {other}'.strip()})" if article else ""), said)


def _angka(own: str, number: int) -> str:
    return f"{own} angka {number}" if number else own
