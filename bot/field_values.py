"""FIELD VALUES: what people write for a note's fields, as data; the same shown again; what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from bot.asked import asked, questions_of
from bot.markup import escape, plain_text, to_html
from bot.message import OWN_SOURCE
from bot.openings import without_openings
from bot.replies import write as words
from bot.seeking import THING
from knowledge_base.chunk import sentences_of
from knowledge_base.draft import Draft
from knowledge_base.errors import NoteError
from knowledge_base.faults import FIELDS
from knowledge_base.note import NoteFile, markdown_of
from knowledge_base.smalltalk import small_talk
from knowledge_base.topics import TOPICS

FAULTS_SHOWN = 6
LETTER = re.compile(r"[^\W\d_]")
KEY = re.compile(rf" \((?:{'|'.join([*FIELDS, 'part'])})\)")
ENOUGH = 3
"""Words from which a text can be a suggestion."""
MARK = re.compile(r"(?:•|[-*–]\s|\d{1,2}[.)]\s)\s*")
"""What stands before an entry of a list."""
LINK = re.compile(r"(?i)\b(?:https?://|www\.|(?:[\w-]+\.)+[a-z]{2,}/)[^\s<>]*")
LETTERS = 3
"""Letters from which a title, a text or a question says something."""
WORDED = frozenset(("title", "body", "questions"))
ASKS = re.compile(
    r"\s*(?:apa|apakah|siapa|kapan|berapa|mengapa|kenapa|bagaimana|gimana|gmn|bolehkah|ada(?:kah)?\s+(?:yang|yg))\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"\?|kah\b|\b(?:apa|siapa|kapan|berapa|mengapa|kenapa|knp|bagaimana|bgmn|gimana|gmn|mana|dimana|kemana)\b",
    re.IGNORECASE,
)
"""What a question has somewhere: its sign, or a word that asks."""
WANTS = re.compile(
    r"\b(?:(?:mau|ingin|numpang|i[zj]in|boleh)\s+(?:ber|me)?(?:tanya|nanya)|(?:mohon|mhn|minta)\s+info\w*|boleh\s+(?:tahu|tau))\b",
    re.IGNORECASE,
)
"""What tells before a question that one comes."""
LONGEST_QUESTION = 20
"""Words up to which a line that does not ask can still be how somebody puts a question."""
SHORT = 10
"""Words up to which a sentence that begins as a question is one, also without its sign."""


def proposed_questions(draft: Draft) -> list[str]:
    """Questions that the draft's text seems to answer."""
    title, body = (str(draft.record.get(name, "")) for name in ("title", "body"))
    return list(questions_of(body, title))


def retitled(draft: Draft, title: str) -> dict[str, Any]:
    """What another title changes in a new note's draft: a question that was only made from the old one goes along.

    One that somebody asked in these words stays, though the old title was made from it.
    """
    held, body = list(draft.record.get("questions") or ()), str(draft.record.get("body", ""))
    old = asked(str(draft.record.get("title", "")))
    theirs = (*(draft.record.get("asked") or ()), *questions_of(body, ""))
    if draft.base or old not in held or old in theirs:
        return {"title": title}
    fresh = [asked(title)] if asked(title) not in {"", *held} else []
    place = held.index(old)
    return {"title": title, "questions": [*held[:place], *fresh, *held[place + 1 :]]}


def says_enough(text: str) -> bool:
    """Whether a text has words enough to be somebody's experience, and is not only "siap, makasih ya"."""
    return len(re.findall(r"[^\W\d_]{2,}", LINK.sub(" ", text))) >= ENOUGH and small_talk(text) is None


def only_links(text: str) -> bool:
    """Whether a text is nothing but one link or several."""
    return LINK.search(text) is not None and not re.search(r"\w", LINK.sub(" ", text))


def says_something(text: str) -> bool:
    """Whether a text has letters enough to be more than a sign."""
    return len(LETTER.findall(text)) >= LETTERS


def only_asks(text: str) -> bool:
    """Whether a text is plainly a question and nothing else: each of its sentences ends so, or it is a short one."""
    whole, text = text, without_openings(text)
    sentences = [sentence.strip() for sentence in sentences_of(text) if sentence.strip()]
    wants = WANTS.search(whole.removesuffix(text)) and (THING.match(text) or ASKING.search(text))
    if len(sentences) == 1 and (ASKS.match(text) or wants) and not re.search(r"[.:;,!?]", text):
        return len(text.split()) <= SHORT
    return bool(sentences) and all(sentence.endswith("?") for sentence in sentences)


def tells(line: str) -> bool:
    """Whether a line is plainly told, not asked: long or of several sentences, without sign or word of a question."""
    sentences = [each for each in sentences_of(line) if each.strip()]
    return not ASKING.search(line) and (len(line.split()) > LONGEST_QUESTION or len(sentences) > 1)


def is_suggestion(text: str) -> bool:
    """Whether a text can be a suggestion: words enough, and not a question only."""
    return says_enough(text) and not only_asks(text)


def faults_of(name: str, value: Any) -> list[str]:
    """What is wrong with one field's value, in Indonesian, by the validator of all notes."""
    day = "2026-01-01"
    front = {"id": "x", "title": "x", "kind": "praktik", "questions": ["x"], "checked": day, "review_by": day}
    body = str(value) if name == "body" else "x"
    if name != "body":
        front[name] = value
    try:
        NoteFile.read(markdown_of(front, body), "draf.md")
    except NoteError as error:
        return listed(error, lines=False)
    texts = [str(each) for each in (value if isinstance(value, list) else [value])]
    worded = name not in WORDED or all(map(says_something, texts))
    return [] if worded else [words.FEW_LETTERS.format(field=words.FIELD[name])]


def listed(error: NoteError, *, lines: bool = True) -> list[str]:
    """A note's faults, one a line, escaped; a few of them if they are many."""
    found = [
        words.FAULT_AT.format(line=fault.line, text=escape(fault.pesan))
        if lines
        else f"• {escape(in_chat(fault.pesan))}"
        for fault in error.faults
    ]
    more = [words.MORE_FAULTS.format(count=len(found) - FAULTS_SHOWN)] if len(found) > FAULTS_SHOWN else []
    return [*found[:FAULTS_SHOWN], *more]


def in_chat(fault: str) -> str:
    """A fault without the English keys, which only who writes a whole note knows."""
    return KEY.sub("", fault)


def shown_value(name: str, value: Any) -> str:
    """A field's value as people write it; a text as they read it."""
    if name == "body":
        return plain_text(to_html(str(value)))
    if name == "sources":
        return "\n".join("; ".join(filter(None, (each["name"], each.get("part", "")))) for each in value)
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def read_value(name: str, text: str) -> Any:
    """What somebody wrote as a field's value: the opposite of `shown_value`."""
    lines = [MARK.sub("", line.strip()) for line in text.split("\n")]
    lines = list({line.casefold(): line for line in lines if line}.values())
    if name == "questions":
        return lines
    if name == "sources":
        pairs = [tuple(part.strip() for part in line.partition(";")) for line in lines]
        return [{"name": name, **({"part": part} if part else {})} for name, _, part in pairs]
    return " ".join(text.split()) if name == "title" else text


def with_more(held: Any, more: list[Any]) -> list[Any]:
    """The entries that there are and those that came, each once; a placeholder gives way to a real source."""
    own = [each for each in held or () if each not in internal_source()]
    there = {str(each).casefold() for each in own}
    return [*own, *(each for each in more if str(each).casefold() not in there)]


def topics_named(said: str) -> list[str]:
    """The topics whose names hold what somebody said; the one alone that is called so."""
    wanted = said.casefold().split()
    found = [code for code, name in TOPICS.items() if all(word in f"{code} {name}".casefold() for word in wanted)]
    return [code for code in found if TOPICS[code].casefold().split() == wanted] or found


def internal_source() -> list[dict[str, str]]:
    """The source of guidance that no regulation stands behind."""
    return [{"name": OWN_SOURCE}]
