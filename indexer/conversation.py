"""What the person is talking about: a short follow-up is read together with the question before it.

The words tell whether a message can be a follow-up at all. If it can, follow_up.py weighs whether it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.citation import Article, Citation, cites_article
from indexer.follow_up import FollowUp
from indexer.language import terms
from indexer.lexicon import lexicon
from indexer.search import Found, Hit, Searcher
from indexer.spoken_law import in_full
from knowledge_base.note import Note

FOLLOW_UP_TERMS = 4
"""A follow-up has at most so many content words; a longer message stands for itself."""
FULL_TERMS = 3
"""So many content words may be a question of their own, whatever it opens with ("siapa yang boleh minta salinan …")."""
CONTEXT_LIMIT = 300
"""Characters of the earlier question that are kept."""
FOREIGN_SHARE = 0.4
"""Share of a message, by weight of its terms, that no note knows, from which it is a subject of its own."""
OUTSIDE_LEAD = 0.1
"""How much nearer a question that no note answers is than any note's, when a message is a subject of its own."""
ON_TOPIC = 1.0
"""Log-odds that an article of the law spoken of has ahead."""
DEPTH = 40
"""Notes of each reading that are brought together."""
EVEN = 0.5
"""Probability from which a message is taken to go on."""
BARE_WORDS = 2
"""A message of so few words without content ("terus apa") may lean on the one before without saying so."""

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
    """A message by itself, and together with the question before it if it may be meant so.

    `points_back`: its words say that it goes on. `bare`: it has no content words of its own ("contohnya?"), `full`: it
    has enough of them to stand by itself. `wants_practice`: it asks for an example of what was answered. `law`: what
    was cited before an article that the message itself does not speak of, so that only its law is preferred.
    """

    alone: str
    together: str = ""
    points_back: bool = False
    bare: bool = False
    full: bool = False
    wants_practice: bool = False
    law: Citation | None = None

    @property
    def leans(self) -> bool:
        """Whether it says that it goes on, or says nothing by itself."""
        return self.points_back or self.bare


def readings(message: str, previous: str | None, spoken: Note | None = None) -> Reading:
    """How a message may be meant after a previous question (as it was understood), or without one.

    `spoken` is the note that answered it. An article without a law is one of the law spoken of.
    """
    alone = in_full(message.strip(), previous or "", spoken)
    lowered = " ".join(_WORDS.findall(alone.lower()))
    content = set(terms(lowered)) - _EMPTY
    points_back = any(pattern.search(lowered) for pattern in (_POINTS_BACK, _CONNECTS, _REFERS))
    says_something = any(len(word) > 1 for word in lowered.split())
    whole = bool(_CLOSED.search(lowered)) and not _OF_IT.search(lowered)
    says_nothing = not content and not points_back and len(lowered.split()) > BARE_WORDS
    if not previous or not says_something or len(content) > FOLLOW_UP_TERMS or whole or says_nothing:
        return Reading(alone)
    if content and cites_article(previous) and not (points_back and _is_of(spoken, content)):
        return Reading(alone, points_back=points_back, law=Citation.in_question(previous))
    together = f"{previous[-CONTEXT_LIMIT:].strip()} {alone} {alone}"  # what is new weighs more than what was said
    wants_practice = len(content) <= 1 and bool(_WANTS_PRACTICE.fullmatch(lowered))
    return Reading(alone, together, points_back, not content, len(content) >= FULL_TERMS, wants_practice)


def understand(searcher: Searcher, reading: Reading, k: int, spoken: Note | None = None) -> tuple[str, Found]:
    """The reading that is likely meant, and the best k notes; raises UnusableIndexError.

    `spoken` is the note that answered before. Words that no note knows, questions that no note answers, and those that
    cite an article of a law are a new subject: they are not answered by what was spoken of before.
    """
    own = searcher.search(reading.alone, DEPTH)
    if reading.law:
        preferred = _preferring(own, reading.law)
        own = preferred if preferred.answered or not own.answered else own
    if stands_alone(reading, own):
        return reading.alone, replace(own, hits=own.hits[:k])
    goes_on, found = follow_up(searcher, reading, own, spoken).found()
    if goes_on <= EVEN and not found.answered and not own.near:
        return reading.alone, replace(own, hits=own.hits[:k])
    return reading.together if goes_on > EVEN else reading.alone, replace(found, hits=found.hits[:k])


def stands_alone(reading: Reading, own: Found) -> bool:
    """Whether a message cannot go on from the one before, whatever else is found: `own` was found for it alone."""
    unknown = own.unknown_share > FOREIGN_SHARE and not reading.bare
    foreign = own.outside_lead > OUTSIDE_LEAD and not reading.leans
    return not reading.together or unknown or foreign or cites_article(reading.alone)


def follow_up(searcher: Searcher, reading: Reading, own: Found, spoken: Note | None) -> FollowUp:
    """What is found for a message that may go on: `own` for it alone, and together with the question before it."""
    together = searcher.search(reading.together, DEPTH)
    words = len(reading.alone.split())
    return FollowUp(own, together, spoken, reading.points_back, reading.leans, reading.full, words)


def _is_of(spoken: Note | None, content: set[str]) -> bool:
    """Whether a message says nothing that does not stand in the note spoken of."""
    return spoken is not None and content <= set(terms(f"{spoken.title} {spoken.body}"))


def _preferring(own: Found, law: Citation) -> Found:
    """What was found, the notes of a law ahead of others that fit about as well."""

    def score(hit: Hit) -> float:
        article = Article.of_note(hit.note)
        return hit.score + (ON_TOPIC if article and law.law_of(article) is not None else 0.0)

    return replace(own, hits=tuple(sorted(own.hits, key=score, reverse=True)))


_EMPTY = lexicon().function_words | frozenset(
    terms("contoh misal batas waktu lama siapa syarat langkah cara aturan sanksi dasar hukum berapa detail lengkap")
)
