"""What stems and the thesaurus are worth to BM25 alone: `python -m benchmarks.lexical_variants DATA_FOLDER`.

Stemmers: Sastrawi (what the index uses), Snowball's Indonesian one, none. Expansion: words that the thesaurus puts in
one group with words of the question are asked for too, and count a part of what the question's own words count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

import click
import snowballstemmer
from rich.console import Console
from rich.table import Table

from indexer.golden import GoldenSet
from indexer.language import content_words, terms
from indexer.lexicon import THESAURUS
from indexer.training.data import LAWS, read_laws, read_notes
from indexer.training.measure import Figures, Task, bm25, plain_words
from knowledge_base.chunk import plain
from knowledge_base.settings import ROOT

SETS = (("tydiqa_id", "valid"), ("law_asn", "definisi"), ("law_asn", "penjelasan"), ("stif_informal", "dev"))
WEIGHTS = (0.1, 0.2, 0.35, 0.5)


def golden() -> Task:
    """The golden questions, each note as one text: its title, its question lines and its body."""
    notes = read_notes(ROOT / "knowledge_base")
    place = {note.id: number for number, note in enumerate(notes)}
    asked = GoldenSet.load(ROOT / "tests" / "golden").questions
    return Task(
        "golden",
        tuple(question.text for question in asked),
        tuple(" ".join((note.title, *note.questions, plain(note.body))) for note in notes),
        tuple(frozenset(place[identity] for identity in question.notes) for question in asked),
    )


class Thesaurus:
    """Groups of phrases as terms, and what they add to a question."""

    def __init__(self) -> None:
        self._groups: list[set[tuple[str, ...]]] = []
        self._of: dict[str, set[int]] = {}
        for line in THESAURUS.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                phrases = [phrase for phrase in line.split("\t") if not phrase.startswith("!")]
                self._add({tuple(dict.fromkeys(terms(phrase))) for phrase in phrases})

    def _add(self, group: set[tuple[str, ...]]) -> None:
        for term in chain.from_iterable(group):
            self._of.setdefault(term, set()).add(len(self._groups))
        self._groups.append(group)

    def expanded(self, question: str, weight: float) -> Mapping[str, float]:
        """The question's terms, and those of phrases in one group with a phrase that the question holds."""
        own = Counter(terms(question))
        asked: dict[str, float] = dict(own)
        for number in set().union(*(self._of.get(term, set()) for term in own)):
            group = self._groups[number]
            if any(own.keys() >= set(phrase) for phrase in group):
                for phrase in group:
                    for term in set(phrase) - own.keys():
                        asked[term] = max(asked.get(term, 0.0), weight / len(phrase))
        return asked


@click.command()
@click.argument("data_folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data_folder: Path) -> None:
    """Prints hit@1 and MRR@10 of each variant on each set."""
    judged, others = read_laws(LAWS)[::-1]
    tasks = [Task.from_beir(data_folder / "dev" / name, split) for name, split in SETS]
    tasks += [Task.from_laws(judged, others), golden()]
    stem = snowballstemmer.stemmer("indonesian").stemWord
    thesaurus = Thesaurus()
    words: dict[str, Callable[[str], list[str]]] = {
        "no language layer": plain_words,
        "layer, no stems": content_words,
        "layer, Snowball": lambda text: [stem(word) for word in content_words(text)],
        "layer, Sastrawi": terms,
    }
    table = Table("BM25", *(task.name for task in tasks), title="hit@1 / MRR@10")
    for name, cut in words.items():
        table.add_row(name, *(shown(Figures.of(bm25(task, cut), task.answers)) for task in tasks))
    for weight in WEIGHTS:
        expanded = partial(thesaurus.expanded, weight=weight)
        found = (Figures.of(bm25(task, terms, expanded), task.answers) for task in tasks)
        table.add_row(f"and thesaurus at {weight}", *(shown(figures) for figures in found))
    Console(width=160).print(table)


def shown(figures: Figures) -> str:
    """The two figures of a cell."""
    return f"{figures.hit_1:.3f} / {figures.mrr:.3f}"


if __name__ == "__main__":
    main()
