"""What a model is worth: search on development sets, lexical, dense and both, with the usual figures."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from indexer.language import terms
from indexer.training.data import Article, passages_of
from indexer.vectors import Encoder
from knowledge_base.note import Note

Scores: TypeAlias = npt.NDArray[np.float32]
DEPTH = 10
# BM25 as the data's own marks were measured.
K1, B = 1.2, 0.6


@dataclass(frozen=True)
class Task:
    """Questions, passages, and for each question the numbers of the passages that answer it."""

    name: str
    queries: tuple[str, ...]
    passages: tuple[str, ...]
    answers: tuple[frozenset[int], ...]

    @classmethod
    def from_beir(cls, folder: Path, split: str) -> Task:
        """A split of a BEIR folder (`corpus.jsonl`, `queries*.jsonl`, `qrels/<split>.tsv`)."""
        rows = _read_lines(folder / "corpus.jsonl")
        place = {row["_id"]: number for number, row in enumerate(rows)}
        own = folder / f"queries.{split}.jsonl"
        asked = _read_lines(own if own.exists() else folder / "queries.jsonl")
        texts = {row["_id"]: row["text"] for row in asked}
        answers: dict[str, set[int]] = {}
        for line in (folder / "qrels" / f"{split}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            query, passage, score = line.split("\t")
            if int(score) > 0:
                answers.setdefault(query, set()).add(place[passage])
        return cls(
            f"{folder.name} {split}",
            tuple(texts[query] for query in answers),
            tuple(f"{row['title']} {row['text']}".strip() for row in rows),
            tuple(frozenset(found) for found in answers.values()),
        )

    @classmethod
    def from_notes(cls, notes: Sequence[Note]) -> Task:
        """Our notes' own questions: any passage of the note is right. Says nothing of a model trained on them."""
        passages: list[str] = []
        queries: list[tuple[str, frozenset[int]]] = []
        for note in notes:
            start = len(passages)
            passages += passages_of(note)
            queries += [(question, frozenset(range(start, len(passages)))) for question in note.questions]
        return cls("notes", tuple(q for q, _ in queries), tuple(passages), tuple(found for _, found in queries))

    @classmethod
    def from_laws(cls, articles: Sequence[Article], others: Sequence[Article]) -> Task:
        """The questions of some articles, to be found among these and others."""
        asked = [(question, frozenset({place})) for place, each in enumerate(articles) for question in each.questions]
        passages = tuple(each.passage for each in (*articles, *others))
        return cls("law questions", tuple(q for q, _ in asked), passages, tuple(found for _, found in asked))


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a task's questions, each between 0 and 1."""

    ndcg: float
    mrr: float
    hit_1: float
    hit_10: float

    def __iter__(self) -> Iterator[float]:
        return iter(astuple(self))

    @classmethod
    def of(cls, scores: Scores, answers: Sequence[frozenset[int]]) -> Figures:
        """From scores of shape (questions, passages); equal scores keep the order of the passages."""
        rows = [_figures(row, found) for row, found in zip(scores, answers, strict=True)]
        return cls(*(float(mean) for mean in np.mean(rows, axis=0)))


def _read_lines(path: Path) -> list[dict[str, str]]:
    """The JSON objects of a file with one on each line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tasks_in(folder: Path) -> list[Task]:
    """Every split of every set under the data folder's `dev/`."""
    return [Task.from_beir(qrels.parent.parent, qrels.stem) for qrels in sorted((folder / "dev").glob("*/qrels/*.tsv"))]


def measure(task: Task, encoder: Encoder) -> dict[str, Figures]:
    """Figures of four ways to search: plain BM25, BM25 of our terms, vectors, and the last two added."""
    lexical = bm25(task, terms)
    dense = encoder.encode_queries(task.queries) @ encoder.encode_passages(task.passages).T
    runs = {"bm25 plain": bm25(task, plain_words), "bm25": lexical, "dense": dense, "hybrid": fused(lexical, dense)}
    return {name: Figures.of(scores, task.answers) for name, scores in runs.items()}


def fused(lexical: Scores, dense: Scores) -> Scores:
    """BM25 as a share of the question's best, plus the cosine."""
    best = lexical.max(axis=1, keepdims=True)
    return np.asarray(lexical / np.where(best > 0, best, 1) + dense, dtype=np.float32)


def plain_words(text: str) -> list[str]:
    """Lower-case words and numbers, nothing else: what a search without a language layer sees."""
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()


def bm25(
    task: Task, words: Callable[[str], list[str]], asked_for: Callable[[str], Mapping[str, float]] | None = None
) -> Scores:
    """BM25 (Robertson's, idf never negative) of every passage for every question: (questions, passages).

    `asked_for` gives a question's words and what each counts; without it, its `words` as often as they stand in it.
    """
    numbers: dict[str, int] = {}
    counted = [Counter(words(passage)) for passage in task.passages]
    rows, columns, counts = [], [], []
    for row, bag in enumerate(counted):
        for word, count in bag.items():
            rows.append(row)
            columns.append(numbers.setdefault(word, len(numbers)))
            counts.append(count)
    tf = sparse.csr_matrix((counts, (rows, columns)), shape=(len(counted), len(numbers)), dtype=np.float32)
    lengths = np.asarray(tf.sum(axis=1)).ravel()
    length = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9))
    found = np.bincount(tf.indices, minlength=len(numbers))
    idf = np.log1p((len(counted) - found + 0.5) / (found + 0.5))
    tf.data = tf.data * (K1 + 1) / (tf.data + np.repeat(length, np.diff(tf.indptr))) * idf[tf.indices]
    asked = sparse.lil_matrix((len(task.queries), len(numbers)), dtype=np.float32)
    for row, query in enumerate(task.queries):
        wanted: Mapping[str, float] = asked_for(query) if asked_for else Counter(words(query))
        for word, weight in wanted.items():
            if word in numbers:
                asked[row, numbers[word]] = weight
    return np.asarray((asked.tocsr() @ tf.T).todense(), dtype=np.float32)


def _figures(scores: Scores, found: frozenset[int]) -> tuple[float, float, float, float]:
    first = np.argsort(-scores, kind="stable")[:DEPTH]
    right = [rank for rank, passage in enumerate(first, start=1) if passage in found]
    gain = sum(1 / math.log2(rank + 1) for rank in right)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(found), DEPTH) + 1))
    return gain / ideal, 1 / right[0] if right else 0.0, float(1 in right), float(bool(right))
