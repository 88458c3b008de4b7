"""A chat that was exported or pasted (WhatsApp) -> Markdown of what was said in it, without who said it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from knowledge_base.note import is_blank
from knowledge_base.smalltalk import small_talk

FEWEST = 3
"""Messages that make a chat."""
STAMPED_SHARE = 0.1
"""So many of a chat's written lines begin a message at least; the others go on with one."""
BEFORE = 3
"""Written lines that may stand above the first message of a paste."""
MARKS = "\u200e\u200f\u202a\u202c"
"""Invisible signs around a stamp; the app puts one before words of its own."""
STAMP = re.compile(
    rf"[{MARKS}\s]*\[?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s+(?:pukul\s+)?\d{{1,2}}[.:]\d{{2}}(?:[.:]\d{{2}})?"
    r"(?:\s*[AaPp]\.?\s?[Mm]\.?)?\s*(?:\]|\s[-–])\s*(?P<rest>.*)"
)
SPOKEN = re.compile(rf"[{MARKS}~\s]*(?P<sender>[^:\n]{{1,80}}):(?:\s(?P<words>.*)|$)")
_OMITTED = r"media|gambar|foto|video|audio|stiker|sticker|gif|dokumen|kartu kontak|image|photo|document|contact card"
LEFT_OUT = re.compile(
    rf"<?(?:.{{0,200}}\s)?(?:{_OMITTED}) (?:tidak disertakan|omitted)>?|<(?:terlampir|attached): .+>|"
    r".{1,200} \((?:file terlampir|file attached)\)|.{0,9}(?:pesan dan panggilan|messages and calls)\b.*end-to-end.*|"
    r"(?:pesan ini (?:telah )?dihapus|(?:anda|you) (?:telah )?(?:menghapus|deleted) (?:pesan ini|this message)|"
    r"this message was deleted)\.?|(?:panggilan (?:suara|video) tak terjawab|missed (?:voice|video) call).*|null",
    re.IGNORECASE,
)
"""A line that the app wrote in place of what somebody sent."""
EVENT = re.compile(
    r"[^:]{1,80} (?:mengubah (?:subjek|nama|deskripsi|ikon|setelan)|membuat grup|changed the (?:subject|group)|"
    r"created group)\b.*",
    re.IGNORECASE,
)
"""What happened to the group; its new name may hold a colon."""
EDITED = re.compile(r"[\u200e ]{0,3}<(?:Pesan ini diedit|This message was edited)>", re.IGNORECASE)
MENTION = re.compile(r"@\u2068[^\u2069\n]*\u2069|@\d{8,15}\b")
BOLD = re.compile(r"\*{1,2}(?P<words>[^*\n]{2,120}[^*\n.;,\s])\*{1,2}:?")
BOLD_WITHIN = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
SHORT = 120
PRESENT = frozenset(
    "setuju sepakat sependapat izin ijin menyimak nyimak hadir absen amin aamiin monggo silakan".split()
)
"""What only says that somebody is there or agrees, beside what small talk knows."""
ANNOUNCES = re.compile(
    r"(?i)(?=\D*$)(?:.*\W)?(?:ini|berikut)\W(?:.*\W)?"
    r"(?:catatan|notulen|rangkuman|ringkasan|materi|hasil)(?:nya)?\b(?!.*:).*"
)
"""A short message that only says that notes follow."""
NAMED_AFTER = re.compile(r"(?:whatsapp chat|chat whatsapp)\b(?: (?:dengan|with)\b)?|chat$|\s\(\d+\)$", re.IGNORECASE)
UNNAMED = "Percakapan WhatsApp"


@dataclass(frozen=True, slots=True)
class Chat:
    """`name` is what the chat is called after its file, `text` what was said, with headings where lines were bold."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _People:
    """What those in a chat are called, in full or by their first words; and the words of their names."""

    called: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, senders: Iterable[str]) -> _People:
        named = [sender.casefold().split() for sender in senders]
        called = {" ".join(words[:count]) for words in named for count in range(min(2, len(words)), len(words) + 1)}
        return cls(frozenset(called), frozenset(word for words in named for word in words))


@dataclass(slots=True)
class _Message:
    sender: str
    lines: list[str]


def chat_in(text: str, file_name: str) -> Chat | None:
    """The chat that a text is, if it is one; its file is called so, as people read it.

    Stamps, senders, what the app wrote, and messages that only greet, thank or agree are left out.
    """
    lines = text.split("\n")
    above = list(takewhile(lambda line: not STAMP.match(line), lines))
    messages = list(_messages(lines[len(above) :]))
    said = [message for message in messages if message.sender]
    written = sum(not is_blank(line) for line in lines)
    senders = {message.sender for message in said}
    if len(said) < FEWEST or len(messages) < STAMPED_SHARE * written:
        return None
    if sum(not is_blank(line) for line in above) > BEFORE or (len(senders) == len(messages)):
        return None  # a programme of a day has stamps too, but nobody in it comes twice
    people = _People.of(senders)
    blocks = [block for message in said for block in _blocks(message, people)]
    blocks = [block for block, after in pairwise([*blocks, ""]) if not (after and _announces(block))]
    head = "\n".join(above).strip()
    return Chat(_name(file_name, people), "\n\n".join(filter(None, [head, *_with_headings(blocks)])))


def _messages(lines: Sequence[str]) -> Iterator[_Message]:
    """The messages that lines hold, those of the app with no sender; a line without a stamp goes on with a message."""
    held: _Message | None = None
    for line in lines:
        if stamped := STAMP.match(line):
            if held:
                yield held
            spoken = SPOKEN.match(stamped["rest"])
            ours = spoken is None or EVENT.fullmatch(stamped["rest"])
            held = (
                _Message("", [])
                if spoken is None or ours
                else _Message(spoken["sender"].strip(), [spoken["words"] or ""])
            )
        elif held:
            held.lines.append(line)
    if held:
        yield held


def _blocks(message: _Message, people: _People) -> Iterator[str]:
    """What a message says, its bold lines apart; nothing if it only greets, thanks or agrees."""
    shown = [line for line in message.lines if not line.startswith(MARKS[0]) and not LEFT_OUT.fullmatch(line.strip())]
    lines = [_unnamed(MENTION.sub("", EDITED.sub("", line)), people).rstrip() for line in shown]
    if _is_talk(" ".join(lines), people):
        return
    held: list[str] = []
    for line in lines:
        if BOLD.fullmatch(line.strip()):
            yield from _joined(held)
            yield line.strip()
            held = []
        else:
            held.append(BOLD_WITHIN.sub(r"**\1**", line))
    yield from _joined(held)


def _joined(lines: Sequence[str]) -> list[str]:
    text = "\n".join(lines).strip()
    return [text] if any(map(str.isalnum, text)) else []


def _unnamed(line: str, people: _People) -> str:
    """A line without the name of somebody in the chat before it, as in what was copied on."""
    named, colon, rest = line.partition(":")
    return rest.lstrip() if colon and " ".join(named.strip(" *~").casefold().split()) in people.called else line


def _is_talk(text: str, people: _People) -> bool:
    """Whether a message says nothing that anybody could ask for, but for the names of those it is said to."""
    found = re.findall(r"[^\W_]+", text.casefold())
    words = [word for word in found if word not in people.words and word not in PRESENT]
    return not words or small_talk(" ".join(words)) is not None


def _announces(block: str) -> bool:
    return len(block) <= SHORT and ANNOUNCES.fullmatch(block) is not None


def _with_headings(blocks: Sequence[str]) -> Iterator[str]:
    """The blocks, the bold lines as headings; one with nothing below it stays a line, for a heading alone is lost."""
    for block, after in pairwise([*blocks, ""]):
        found = BOLD.fullmatch(block)
        if found is None:
            yield block
        else:
            words = found["words"].strip().rstrip(":")
            yield f"## {words}" if after and not BOLD.fullmatch(after) else f"**{words}**"


def _name(file_name: str, people: _People) -> str:
    """What the chat is called; a chat with one person does not name them."""
    rest = NAMED_AFTER.sub("", file_name).strip()
    return rest if rest and rest.casefold() not in people.called else UNNAMED
