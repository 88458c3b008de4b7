"""SPOKEN LAW: "kalau pasal 7?" after a law was spoken of means that law's Pasal 7, and is asked for in full."""

from __future__ import annotations

import re

from indexer.amounts import NUMBER_WORDS, in_figures
from indexer.citation import Article, Citation
from indexer.cited_numbers import ARTICLE, CHAPTER, LAST, NO_NUMBERS, PART, with_figures
from indexer.law_names import BY_KIND, SKIPPED
from knowledge_base.note import Note
from knowledge_base.regulations import NAMED, in_short_forms, regulations_in

NEXT = re.compile(
    rf"(?:\b(?P<steps>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\s+)?\bpasal\s+(?:(?:yang|yg)\s+)?"
    r"(?P<way>berikut|selanjut|sesudah|setelah|sebelum)\w*",
    re.IGNORECASE,
)
"""The article after or before, or that so many steps away: "2 pasal sebelumnya"."""
EXPLANATION = re.compile(r"^(?:apa\s+|ada\s+|terus\s+|trus\s+)?penjelasan(?:nya|ny)\b", re.IGNORECASE)
OTHER_LAW = re.compile(
    r"\b(?:uud|kuh\w*|per(?:da|gub|men\w*|ka|ban|lan)|kep(?:men\w*|gub|pres)|peraturan|se)\b", re.IGNORECASE
)
"""Names of laws without a number, of which no article is one of the law spoken of."""
FILLERS = frozenset(
    "kalau kalo klo kl di dalam menurut lalu terus trus trs gimana gmn bagaimana dengan dgn yang yg untuk versi pada "
    "nah dan".split()
)
MOST_WORDS = 10
"""A longer message tells of more than an article."""
ONLY_A_NUMBER = re.compile(
    r"(?:(?:kalau|kalo|klo|kl|terus|trus|trs|lalu|nah|yang|yg|nomor|no)\s+)*(\d{1,3}[a-z]?)(?:\s+(?:apa|gimana|gmn|bagaimana|dong|ya))*",
    re.IGNORECASE,
)


def in_full(message: str, previous: str, spoken: Note | None) -> str:
    """A message on an article without its law, with the law spoken of: "kalau pasal 7?" -> "kalau pasal 7? UU 25/2009".

    So are "pasal berikutnya", "yang 7?", "ayat 2?" and "penjelasannya?" after an article, and "kalau di UU ASN?" asks
    the same of another law, or tells which after "pasal 7"; the law of that very article, named again, stands alone.
    The law is that of the note `spoken` of, else of the `previous` question; without either, the message is as it was.
    """
    article = Article.of_note(spoken) if spoken else None
    if _only_names_a_law(message):
        if article and (same := Citation.in_question(message)) and same.law_of(article) is not None:
            return message
        if article:
            return f"{_asked_of(previous, article)} {message}"
        if cited := ARTICLE.search(with_figures(previous)):
            return f"Pasal {cited['number']} {message}"
    if Citation.in_question(message) or OTHER_LAW.search(message) or len(message.split()) > MOST_WORDS:
        return message
    number = article.number if article else ("" if spoken else _asked_number(previous))
    if number and number not in NO_NUMBERS:
        message = _about(message, number)
    if not any(pattern.search(with_figures(message)) for pattern in (ARTICLE, CHAPTER, LAST)):
        return message
    law = spoken.sources[0].name if spoken and spoken.sources and _is_law(spoken.sources[0].name) else _law_in(previous)
    return f"{message} {law}".strip()


def _only_names_a_law(message: str) -> bool:
    """Whether a message says no more than another law: "kalau di uu asn?"."""
    plain = in_short_forms(message)
    found = NAMED.search(plain) or BY_KIND.search(plain)
    before = re.findall(r"\w+", plain[: found.start()]) if found else ["-"]
    return FILLERS.issuperset(before) and len(message.split()) <= MOST_WORDS and not ARTICLE.search(message)


def _asked_of(previous: str, article: Article) -> str:
    """What the previous question asked of the article's law, without its name."""
    plain = with_figures(in_short_forms(previous))
    if cited := ARTICLE.search(plain):
        return f"Pasal {cited['number']}"
    found = BY_KIND.search(plain := NAMED.sub(" ", plain))
    if not found:
        return plain.strip()
    rest = re.findall(r"\w+", found[2])
    while rest and (rest[0] in article.about or rest[0] in SKIPPED):
        rest.pop(0)
    return " ".join([plain[: found.start()].strip(), *rest]).strip()


def _asked_number(previous: str) -> str:
    """The article that a question cites; empty if none."""
    citation = Citation.in_question(previous)
    return next(iter(citation.articles), "") if citation else ""


def _about(message: str, spoken: str) -> str:
    """A message after an article, with its number, or the next one's, if it speaks of it without naming it."""
    if EXPLANATION.search(message):
        return f"Penjelasan Pasal {spoken}"
    if found := NEXT.search(message):
        steps = int(in_figures((found["steps"] or "1").lower())) * (-1 if found["way"].lower() == "sebelum" else 1)
        number = re.match(r"\d+", spoken)
        return NEXT.sub(f"Pasal {max(0, int(number[0]) + steps)}", message) if number else message
    if found := ONLY_A_NUMBER.fullmatch(message.strip(" ?.!")):
        return f"Pasal {found[1]}"
    return (
        f"Pasal {spoken} {message}" if PART.search(message) and not ARTICLE.search(with_figures(message)) else message
    )


def _is_law(name: str) -> bool:
    return next(regulations_in(name), None) is not None


def _law_in(question: str) -> str:
    """The law that a question names, as it could be named again; empty if it names none."""
    plain = in_short_forms(question)
    if law := next(regulations_in(question), None):
        return f"{law.kind} {law.number}/{law.year}"
    found = BY_KIND.search(ARTICLE.sub("\n", plain))
    return found[0].strip() if found else ""
