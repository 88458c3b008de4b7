"""What the person is talking about: a short follow-up is read together with the question before it.

The words tell whether a message can be a follow-up at all. If it can, it is searched for by itself and together with
what was asked before, and every note's two scores are added: what fits the message and the conversation comes first.
The weights were chosen on the follow-ups of tests/golden, and on golden questions asked after an answer on another
topic, which must not be dragged back.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from indexer.citation import Article, Citation, cites_article
from indexer.language import terms
from indexer.lexicon import lexicon
from indexer.ranking import probability
from indexer.search import Found, Hit, Searcher
from indexer.spoken_law import in_full
from knowledge_base.note import Note

FOLLOW_UP_TERMS = 4
"""A follow-up has at most so many content words; a longer message stands for itself."""
FULL_TERMS = 3
"""So many content words may be a question of their own, whatever it opens with ("siapa yang boleh minta salinan …")."""
CONTEXT_LIMIT = 300
"""Characters of the earlier question that are kept."""
SURE_BY_ITSELF = 0.85
"""Confidence from which a message that does not point back, or has words enough, is a subject of its own."""
FOREIGN_SHARE = 0.4
"""Share of a message, by weight of its terms, that no note knows, from which it is a subject of its own."""
OUTSIDE_LEAD = 0.1
"""How much nearer a question that no note answers is than any note's, when a message is a subject of its own."""
TOGETHER = 0.7
"""What the reading together with the question before counts, beside the message by itself."""
ON_TOPIC = 1.0
"""Log-odds that a note on the topic spoken of has ahead."""
NOT_FOUND = -4.0
"""Log-odds that a note answers a reading that did not bring it up."""
DEPTH = 40
"""Notes of each reading that are brought together."""
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


def understand(searcher: Searcher, reading: Reading, k: int, topic: str = "") -> tuple[str, Found]:
    """The reading that is meant, and the best k notes for it; raises UnusableIndexError.

    `topic` is that of the note that was spoken of: a follow-up that says so and finds a note on it needs less to be
    sure. Words that no note knows, questions that no note answers, and those that cite an article of a law are a new
    subject: they are not answered by what was spoken of before.
    """
    own = searcher.search(reading.alone, DEPTH)
    if reading.law:
        preferred = _preferring(own, reading.law)
        own = preferred if preferred.answered or not own.answered else own
    sure = own.confidence >= SURE_BY_ITSELF and (reading.full or not reading.points_back)
    leans = reading.points_back or reading.bare
    foreign = own.unknown_share > FOREIGN_SHARE and not reading.bare
    foreign |= own.outside_lead > OUTSIDE_LEAD and not leans
    if not reading.together or sure or foreign or cites_article(reading.alone):
        return reading.alone, replace(own, hits=own.hits[:k])
    joined = _joined(own, searcher.search(reading.together, DEPTH), topic)
    on_topic = bool(joined.hits) and bool(topic) and joined.hits[0].note.topic == topic
    needed = own.ranking.ask_from if on_topic and leans else None
    joined = replace(joined, needed=needed)
    if not leans and not joined.answered:
        return reading.alone, replace(own, hits=own.hits[:k])
    return reading.together, replace(joined, hits=joined.hits[:k])


def _is_of(spoken: Note | None, content: set[str]) -> bool:
    """Whether a message says nothing that does not stand in the note spoken of."""
    return spoken is not None and content <= set(terms(f"{spoken.title} {spoken.body}"))


def _preferring(own: Found, law: Citation) -> Found:
    """What was found, the notes of a law ahead of others that fit about as well."""

    def score(hit: Hit) -> float:
        article = Article.of_note(hit.note)
        return hit.score + (ON_TOPIC if article and law.law_of(article) is not None else 0.0)

    return replace(own, hits=tuple(sorted(own.hits, key=score, reverse=True)))


def _joined(own: Found, together: Found, topic: str) -> Found:
    """The notes of both readings, by both scores; a note that one of them did not bring up has its lowest there."""
    found = [{hit.note.id: hit for hit in each.hits} for each in (own, together)]
    lowest = [min((hit.score for hit in hits.values()), default=0.0) for hits in found]
    weights = (1 - TOGETHER, TOGETHER)
    hits: list[Hit] = []
    for identity in sorted(found[0].keys() | found[1].keys()):
        held = [hits_of.get(identity) for hits_of in found]
        score = sum(
            weight * (hit.score if hit else low) for weight, hit, low in zip(weights, held, lowest, strict=True)
        )
        sure = sum(weight * (_log_odds(hit) if hit else NOT_FOUND) for weight, hit in zip(weights, held, strict=True))
        best = held[1] or held[0]
        if best is not None:
            ahead = ON_TOPIC if topic and best.note.topic == topic else 0.0
            hits.append(replace(best, score=score + ahead, confidence=probability(sure)))
    return replace(together, hits=tuple(sorted(hits, key=lambda hit: -hit.score)), unknown_share=own.unknown_share)


def _log_odds(hit: Hit) -> float:
    sure = min(max(hit.confidence, 1e-6), 1 - 1e-6)
    return math.log(sure / (1 - sure))


_EMPTY = lexicon().function_words | frozenset(
    terms("contoh misal batas waktu lama siapa syarat langkah cara aturan sanksi dasar hukum berapa detail lengkap")
)
