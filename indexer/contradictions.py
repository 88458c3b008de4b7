"""CONTRADICTIONS: where two notes give different figures for one thing.

Sentences are compared by the words beside their figures; a short note's title belongs to what its sentences say. Each
sentence is set only against the one that is nearest to it, and contradicts it if some measure has no figure in common.
How well this works is measured: `python -m benchmarks.contradictions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.amounts import HOW_LONG, WEEKDAY, comparable, in_days
from indexer.claims import Claim, Claims, claim_in, claims_of
from knowledge_base.note import Note

Weight = Callable[[str], float]
SAME_SUBJECT, SAME_OF_LARGER = 0.7, 0.35
"""Share of the smaller and of the larger sentence's weight that two have in common when they speak of one thing."""
ANSWERS_SAME, ANSWERS_SAME_OF_LARGER = 0.6, 0.2
"""The same shares of sentences that answer one question for a figure, one of them in a short note."""
SUBJECT_TERMS = 4
"""Words beside the figures that they share at least, one less for each short note."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences on the same thing that give different figures: `ours` and, in the other note, `theirs`."""

    note: Note
    ours: str
    theirs: str


def disagreements(note: Note, other: Note, weight: Weight) -> Iterator[Disagreement]:
    """Pairs of sentences of two notes that speak of the same thing with the same measure and another figure.

    They are the same pairs whichever of the two notes is asked about.
    """
    ours, theirs = claims_of(note), claims_of(other)
    if _other_law(ours, theirs) or _other_law(theirs, ours) or _two_of(ours.head, theirs.head, ours, theirs):
        return
    there, back = _rivals(ours, theirs, weight), _rivals(theirs, ours, weight)
    for said in dict.fromkeys((*there, *((mine, another) for another, mine in back))):
        yield Disagreement(other, *said)


def same_matter(note: Note, other: Note, said: tuple[str, str], before: tuple[str, str]) -> bool:
    """Whether two notes disagree as they did `before`: about the same thing in the same figures.

    Both are a sentence of each note; a sentence may have been worded another way.
    """
    (ours, theirs), (our_old, their_old) = ((claim_in(note, one), claim_in(other, two)) for one, two in (said, before))
    figures = _disputed(ours, theirs).items() <= _disputed(our_old, their_old).items()
    return figures and _same_thing(ours, our_old) and _same_thing(theirs, their_old)


def _rivals(ours: Claims, theirs: Claims, weight: Weight) -> Iterator[tuple[str, str]]:
    """Our sentences, each with the nearest of theirs, where all that are as near give other figures."""
    one_title = not _two_of(ours.title, theirs.title, ours, theirs)
    asked = not ours.asks.isdisjoint(theirs.asks)
    for claim in ours.all:
        rivals = [
            (
                _nearness(claim, rival, weight, one_title=one_title)
                or (asked and _nothing_agrees(claim, rival, ours, theirs) and _answering(claim, rival, weight)),
                rival,
            )
            for rival in theirs.all
            if _same_measures(claim, rival)
        ]
        nearest = max((nearness for nearness, _ in rivals), default=0.0)
        best = [rival for nearness, rival in rivals if nearness == nearest]
        if nearest and all(_disputed(claim, rival) for rival in best):
            yield claim.text, best[0].text


def _two_of(one: frozenset[str], two: frozenset[str], ours: Claims, theirs: Claims) -> bool:
    """Whether each of two sets of words has some that the other's note has nowhere."""
    return not one <= theirs.words and not two <= ours.words


def _nothing_agrees(claim: Claim, rival: Claim, ours: Claims, theirs: Claims) -> bool:
    """Whether two notes have no figure in common for what both sentences measure."""
    shared = comparable(claim.amounts, rival.amounts)
    return all(_figures(ours, measure).isdisjoint(_figures(theirs, measure)) for measure in shared)


def _figures(claims: Claims, measure: str) -> frozenset[float]:
    if measure == HOW_LONG:
        return frozenset[float]().union(*(in_days(claim.amounts) for claim in claims.all))
    return frozenset[float]().union(*(claim.amounts.get(measure, frozenset()) for claim in claims.all))


def _same_measures(claim: Claim, rival: Claim) -> bool:
    return bool(comparable(claim.amounts, rival.amounts))


def _disputed(claim: Claim, rival: Claim) -> dict[str, tuple[frozenset[float], frozenset[float]]]:
    """The measures that have no figure that both give, with what each gives."""
    both = comparable(claim.amounts, rival.amounts)
    return {measure: (ours, theirs) for measure, (ours, theirs) in both.items() if ours.isdisjoint(theirs)}


def _same_thing(claim: Claim, before: Claim) -> bool:
    """Whether a sentence speaks of what it spoke of before; every word weighs the same, whatever else Prima knows."""
    same_words = claim.terms == before.terms and not (_other_begin(claim, before) or _other_case(claim, before))
    return same_words or _nearness(claim, before, lambda _: 1.0) > 0


def _nearness(claim: Claim, rival: Claim, weight: Weight, *, one_title: bool = False) -> float:
    """The weight of the words that two sentences on one subject share; 0 if they are on two.

    What only one title has does not count where two titles can be of `one_title`: one tells more than the other.
    """
    if _few(claim, rival) or _other_begin(claim, rival) or _other_case(claim, rival):
        return 0.0
    return _shared(claim, rival, weight, (SAME_SUBJECT, SAME_OF_LARGER), one_title=one_title)


def _answering(claim: Claim, rival: Claim, weight: Weight) -> float:
    """The weight of the words that two sentences share of which each answers the same question, or 0.

    In a long note not every sentence answers it: one that does shares more with that of the short note.
    """
    both, either = claim.short and rival.short, claim.short or rival.short
    if not (both or (either and not _few(claim, rival))) or _other_case(claim, rival):
        return 0.0
    return _shared(claim, rival, weight, (ANSWERS_SAME, ANSWERS_SAME_OF_LARGER), one_title=True)


def _few(claim: Claim, rival: Claim) -> bool:
    """Whether two sentences share too few words to be on one subject."""
    return len(claim.terms & rival.terms) < SUBJECT_TERMS - claim.short - rival.short


def _shared(claim: Claim, rival: Claim, weight: Weight, shares: tuple[float, float], *, one_title: bool) -> float:
    """The weight of the words that two sentences share, if it is these shares of the smaller and the larger one."""
    common = claim.terms & rival.terms
    shared = sum(map(weight, common))
    whole = (each.said | common if one_title else each.terms for each in (claim, rival))
    smaller, larger = sorted(sum(map(weight, terms)) for terms in whole)
    return shared if shared >= max(shares[0] * smaller, shares[1] * larger) else 0.0


def _other_begin(claim: Claim, rival: Claim) -> bool:
    """Whether two sentences begin with something else."""
    return not (claim.leading <= rival.terms or rival.leading <= claim.terms)


def _other_case(claim: Claim, rival: Claim) -> bool:
    """Whether one speaks of births and the other of deaths, of Tebet and of Cilandak, of Monday and of Friday."""
    days_differ = WEEKDAY in claim.amounts and WEEKDAY in rival.amounts  # then the days are what is told
    cases = list(zip(claim.cases, rival.cases, strict=True))[days_differ:]
    return (
        bool(claim.names and rival.names and claim.names.isdisjoint(rival.names))
        or bool(claim.laws and rival.laws and claim.laws.isdisjoint(rival.laws))
        or any(one and two and one.isdisjoint(two) for one, two in cases)
    )


def _other_law(ours: Claims, theirs: Claims) -> bool:
    """Whether we are an article of a law and they are on another: what is alike there is another matter."""
    return ours.law is not None and bool(theirs.cites) and ours.law not in theirs.cites
