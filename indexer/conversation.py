"""What the person is talking about: a short follow-up is read together with the question before it.

The words tell how a message may be meant, the search tells which of the readings a note answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.language import terms
from indexer.lexicon import lexicon
from indexer.search import Found, Searcher

FOLLOW_UP_TERMS = 4
"""A follow-up has at most so many content words; a longer message stands for itself."""
CONTEXT_LIMIT = 300
"""Characters of the earlier question that are kept."""
SURE_BY_ITSELF = 0.85
"""Confidence from which a message that points back is a subject of its own all the same."""
FOREIGN_SHARE = 0.4
"""Share of a message, by weight of its terms, that no note knows, from which it is a subject of its own."""
FAR = 1.0
"""Log-odds by which a note on another topic must stand above those on the topic spoken of to be preferred."""
BARE_WORDS = 2
"""A message of so few words ("biaya?", "syarat apa") may lean on the one before without saying so."""

_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_POINTS_BACK = re.compile(
    r"^(?:(?:ter+us|trus|trs|lalu|lantas|kemudian|dan|nah|oh|oke|ok|kan|tapi|tp|btw|eh)\s+)*"
    r"(?:kalau|kalo|klo|kl|kalok|jika|bila|bagaimana\s+(?:kalau|dengan|jika|bila)|gimana\s+(?:kalau|kalo|klo|dengan|dgn)|"
    r"gmn\s+(?:kalau|kalo|klo|dgn|dengan)|contoh(?:nya)?|misal(?:nya)?|berapa\s+lama|sampai\s+kapan|kenapa|mengapa|knp|"
    r"siapa\s+(?:yang|yg|saja|aja)|apa\s+(?:saja|aja)|apalagi|(?:yang|yg)\b|maksimal|minimal|buatkan|bikinin|ada|what\s+(?:if|about)|and|how\s+about)\b"
)
_CONNECTS = re.compile(r"^(?:ter+us|trus|trs|lalu|lantas|kemudian|tapi|tp|nah)\b")
_REFERS = re.compile(
    r"\b(?:itu|tersebut|tadi|begitu|gitu|gt|tsb|\w{3,}nya|\w{3,}ny|dia|mereka|ttp|tetap|tetep|selain|termasuk|trmsk)\b"
)
_WANTS_PRACTICE = re.compile(
    r"(?:(?:ada|minta|kasih|beri|boleh|bisa)\s+)?(?:contoh|misal|praktik|praktek|penerapan)(?:nya|ny)?"
    r"(?:\s+(?:apa|dong|donk|gimana|gmn|bagaimana|ada|ga|gak|saja|aja|ya|di\s+lapangan|nyata))*"
)
_OF_IT = re.compile(r"^(?:bagaimana\s+)?cara\s+(?:\w+\s+)?\w{3,}(?:nya|ny)$")
_CLOSED = re.compile(
    r"^(?:apa\s+(?:itu|arti|maksud|yang\s+dimaksud)|(?:pengertian|definisi|cara|bagaimana\s+cara)\b)|\b(?!selain\b)\w+\s+(?:itu|tu)\s+apa\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Ways to read a message, the likelier first; the search tells which of them is understood.

    `wants_practice`: it asks for an example of what was answered before.
    """

    alone: str
    texts: tuple[str, ...]
    wants_practice: bool = False


def readings(message: str, previous: str | None) -> Reading:
    """How a message may be meant after a previous question (as it was understood), or without one.

    A message without content words of its own ("contohnya?") can only be meant together with the one before. One that
    points back ("kalau lewat telepon gimana?") is read together first; one or two bare words stand for themselves
    first; whatever says more than that stands for itself.
    """
    alone = message.strip()
    if not previous:
        return Reading(alone, (alone,))
    together = f"{previous[-CONTEXT_LIMIT:].strip()} {alone} {alone}"  # what is new weighs more than what was said
    lowered = " ".join(_WORDS.findall(alone.lower()))
    content = set(terms(lowered)) - _EMPTY
    if len(content) > FOLLOW_UP_TERMS or (_CLOSED.search(lowered) and not _OF_IT.search(lowered)):
        return Reading(alone, (alone,))
    if len(content) <= 1 and (_REFERS.search(lowered) or _POINTS_BACK.match(lowered)):
        return Reading(alone, (together,), wants_practice=bool(_WANTS_PRACTICE.fullmatch(lowered)))
    if _POINTS_BACK.match(lowered) or _CONNECTS.match(lowered) or _REFERS.search(lowered):
        return Reading(alone, (together, alone))
    if len(lowered.split()) <= BARE_WORDS:
        return Reading(alone, (alone, together))
    return Reading(alone, (alone,))


def _on_topic(found: Found, topic: str) -> Found:
    """What was found, the notes on a topic first; the best of them needs less confidence than on a new subject."""
    same = tuple(hit for hit in found.hits if topic and hit.note.topic == topic)
    if not same or found.hits[0].score - same[0].score > FAR:
        return found
    others = tuple(hit for hit in found.hits if hit not in same)
    return replace(found, hits=(*same, *others), needed=found.ranking.ask_from)


def understand(searcher: Searcher, reading: Reading, k: int, topic: str = "") -> tuple[str, Found]:
    """The reading that is meant, and the best k notes for it; raises UnusableIndexError.

    `topic` is that of the note that was spoken of: a follow-up that finds a note on it needs less to be sure.

    Words that no note knows are a new subject: they are not answered by what was spoken of before. So is a message
    that a note answers for sure by itself, unless it cannot be understood by itself.
    """
    together = next((text for text in reading.texts if text != reading.alone), None)
    if together is None:
        return reading.alone, searcher.search(reading.alone, k)
    joined = _on_topic(searcher.search(together, k), topic)
    if reading.alone not in reading.texts:
        return together, replace(joined, needed=0.0) if joined.needed is not None else joined
    own = searcher.search(reading.alone, k)
    needed = SURE_BY_ITSELF if reading.texts[0] == together else own.ranking.answer_from
    if own.confidence >= needed or searcher.unknown_share(reading.alone) > FOREIGN_SHARE:
        return reading.alone, own
    return (together, joined) if joined.confidence >= own.confidence else (reading.alone, own)


_EMPTY = lexicon().function_words | frozenset(
    terms("contoh misal batas waktu lama siapa syarat langkah cara aturan sanksi dasar hukum berapa detail lengkap")
)
