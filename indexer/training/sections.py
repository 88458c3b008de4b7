"""Learns which sentence of a note answers, from SECTIONS: questions with the sentence that does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.excerpt import RatedSentence, excerpt
from indexer.overlay import View
from indexer.ranking import Linear, shares
from indexer.reading import Reading, Sentence
from indexer.training.data import SECTIONS
from indexer.training.ranking import fit_order, folds
from indexer.vectors import Encoder
from knowledge_base.chunk import chunks_of, plain
from knowledge_base.note import Note


@dataclass(frozen=True)
class Asked:
    """A question with its note as it is read: what speaks for each sentence, which answers, what belongs to it."""

    style: str
    note: Note
    sentences: Sequence[Sentence]
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    belongs: NDArray[np.bool_]


Shown = dict[str, tuple[int, float, float, float]]
"""By style of question: how many, share where what is shown holds the sentence, where something is bold, and where this
belongs to the answer."""


def sections(view: View, encoder: Encoder, file: Path = SECTIONS) -> list[Asked]:
    """The questions of a file on notes of an index, as these are read."""
    found = []
    read = cache(lambda note: Reading.of(note, encoder))
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        note = view.note(row["note"])
        if note is None:
            continue
        reading = read(note)
        question = view.corrector.correct(row["question"])
        features = reading.features(question, encoder.encode_queries([question])[0], view.weight)
        right = _held(reading, [row["sentence"]])
        belongs = _held(reading, [row["sentence"], *row["also"]])
        found.append(Asked(row["style"], note, reading.sentences, features, right, belongs))
    return found


def _held(reading: Reading, wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Which sentences are one of the wanted pieces."""
    return np.array([any(holds(each.text, piece) for piece in wanted) for each in reading.sentences], dtype=np.bool_)


def holds(text: str, wanted: str) -> bool:
    """Whether a sentence of a body is the wanted piece of it, or holds it, or is a part of it."""
    return wanted in text or plain(text).strip() in wanted


def learn_sections(asked: Sequence[Asked]) -> tuple[Linear, Shown]:
    """The weights of SENTENCE_FEATURES, and figures on notes of which nothing was learned."""
    shown: dict[str, list[tuple[bool, bool, bool]]] = {}
    identities = sorted({each.note.id for each in asked})
    for fold in folds(len(identities)):
        held_out = {identities[place] for place in fold}
        learned = _learn([each for each in asked if each.note.id not in held_out])
        for each in asked:
            if each.note.id in held_out:
                shown.setdefault(each.style, []).append(_verdict(each, learned))
    return _learn(asked), {style: _figures(verdicts) for style, verdicts in shown.items()}


def _learn(asked: Sequence[Asked]) -> Linear:
    return fit_order((each.features, each.belongs) for each in asked)


def _verdict(asked: Asked, learned: Linear) -> tuple[bool, bool, bool]:
    """Whether the sentence is shown, whether something is bold, and whether that belongs to the answer."""
    rated = [
        RatedSentence(sentence.chunk, sentence.text, chance)
        for sentence, chance in zip(asked.sentences, shares(learned(asked.features)).tolist(), strict=True)
    ]
    said = excerpt(chunks_of(asked.note), rated)
    shown = {chunk.ordinal for chunk in said.passages}
    there = [sentence.chunk.ordinal in shown for sentence in asked.sentences]
    belonging = {sentence.text for sentence, kept in zip(asked.sentences, asked.belongs.tolist(), strict=True) if kept}
    return bool((asked.right & there).any()), bool(said.highlights), not belonging.isdisjoint(said.highlights)


def _figures(verdicts: Sequence[tuple[bool, bool, bool]]) -> tuple[int, float, float, float]:
    shown, bold, right = np.array(verdicts).T
    return len(verdicts), float(shown.mean()), float(bold.mean()), float(right.mean())
