"""Pairs to learn from: public ones from a data folder, and the questions of our own notes."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations
from pathlib import Path
from random import Random

from indexer.language import normalise
from knowledge_base.chunk import chunks_of, plain
from knowledge_base.note import Note, NoteFile

PAIRS = Path("train/pairs.jsonl.gz")
PARAPHRASES = Path(__file__).parent / "paraphrases.jsonl"
"""Questions about our notes that were written for training."""
UNLEARNED = Path(__file__).parent / "unlearned.jsonl"
"""Question lines of our notes that the embedding does not learn, each with its `note`.

Lines that it knows by heart are nearer to their note than any question will be; these are as strange to it as those.
"""
SECTIONS = Path(__file__).parent / "sections.jsonl"
"""`question`, the `note` that answers it, the `sentence` of its body that does, and others that belong to it `also`.

The `style` is "line" and "unlearned" for question lines of the note, which the embedding learned or not; JUDGED are no
lines. For "detail" and "situation" the sentence was chosen first, for the others it was looked for by somebody else.
"""
JUDGED = ("general", "detail", "situation")
LAWS = Path(__file__).parent / "laws.jsonl"
"""Articles of regulations, none of them of the development sets, with questions that were written for training."""

TEXTS = Path("text")
# No passage of ours is longer; the rest of a long law article would only blur its vector.
PASSAGE_LIMIT = 1_200
QUERY_LIMIT = 600
HELD_OUT = 15
# Questions that stand for a note's centre, and how many such pairs a question is in.
CENTRE, CENTRES = 15, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two normalised texts that belong together; `source` names the list they come from.

    Pairs of one `group` (a note, or one passage asked for twice) are never held against each other.
    """

    source: str
    query: str
    positive: str
    group: str

    @classmethod
    def of(cls, source: str, query: str, positive: str, group: str = "") -> Pair:
        """A pair in normal form, cut to the length of a passage; without a group, its positive is the group."""
        positive = normalise(positive[:PASSAGE_LIMIT])
        return cls(source, normalise(query[:QUERY_LIMIT]), positive, group or positive)


def read_pairs(folder: Path) -> Iterator[Pair]:
    """The public pairs of a data folder, in file order."""
    for row in _pair_rows(folder):
        pair = Pair.of(row["source"], row["query"], row["positive"])
        if pair.query and pair.positive and pair.query != pair.positive:
            yield pair


def read_definitions(folder: Path, limit: int | None = None) -> list[tuple[str, str]]:
    """The first `limit` questions for the meaning of a word of law, each with its definition, as they are written."""
    rows = (row for row in _pair_rows(folder) if row["source"] == "law_definition")
    return [(row["query"], row["positive"]) for row in islice(rows, limit)]


def _pair_rows(folder: Path) -> Iterator[dict[str, str]]:
    with gzip.open(folder / PAIRS, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_notes(folder: Path) -> list[Note]:
    """Every note below a folder, in the order of their paths."""
    return [NoteFile.load(path, folder).note for path in sorted(folder.rglob("*.md"))]


def learned_lines(notes: Iterable[Note], file: Path = UNLEARNED) -> list[Note]:
    """The notes with only those question lines that the embedding learns."""
    held_back = {(row["note"], row["text"]) for row in _rows(file)}
    return [
        replace(note, questions=tuple(text for text in note.questions if (note.id, text) not in held_back))
        for note in notes
    ]


def judged_questions(file: Path = SECTIONS) -> list[tuple[str, str]]:
    """Questions on the notes that are no lines of theirs and that the embedding never learned, each with its note."""
    return [(row["question"], row["note"]) for row in _rows(file) if row["style"] in JUDGED]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def passages_of(note: Note) -> list[str]:
    """The note's passages as the index embeds them: title, heading path, then the words."""
    return [" ".join((note.title, *chunk.headings, plain(chunk.text))) for chunk in chunks_of(note)]


def note_pairs(notes: Iterable[Note], asked: Mapping[str, Sequence[str]], seed: int, rounds: int = 2) -> Iterator[Pair]:
    """Each question of a note with its title, with passages and with other questions of the note, `rounds` of each.

    A few times also with the title and many of the other questions as one text, whose vector is the note's centre.
    `asked` has more questions by note id, beside those that the note lists.
    """
    random = Random(seed)  # noqa: S311  # repeatable on purpose
    for note in notes:
        questions = [normalise(question) for question in (*note.questions, *asked.get(note.id, ()))]
        passages = [normalise(passage[:PASSAGE_LIMIT]) for passage in passages_of(note)]
        texts = {"title": [normalise(note.title)], "passage": passages, "question": questions}
        for question in questions:
            for kind, others in texts.items():
                for other in random.sample(others, min(rounds, len(others))):
                    if other != question:
                        yield Pair(f"note_{kind}", question, other, note.id)
            for _ in range(CENTRES):
                others = [other for other in random.sample(questions, min(CENTRE, len(questions))) if other != question]
                yield Pair("note_centre", question, " ".join([*texts["title"], *others]), note.id)


def read_paraphrases(path: Path) -> dict[str, list[str]]:
    """Questions by note id from a file with one JSON object on each line: `note` and its `texts`."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["note"]: row["texts"] for row in rows}


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a regulation, and questions of everyday life that it answers."""

    title: str
    text: str
    questions: tuple[str, ...]

    @property
    def passage(self) -> str:
        """The article as an index embeds it."""
        return f"{self.title} {self.text}"


def read_laws(path: Path) -> tuple[list[Article], list[Article]]:
    """The articles of a file with one JSON object on each line: to learn from, and every HELD_OUT-th to judge with."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(row["title"], row["text"], tuple(row["questions"])) for row in rows]
    return [each for place, each in enumerate(articles) if place % HELD_OUT], articles[::HELD_OUT]


def law_pairs(articles: Iterable[Article]) -> Iterator[Pair]:
    """Each question of an article with the article."""
    for article in articles:
        passage = normalise(article.passage[:PASSAGE_LIMIT])  # once for all of its questions
        for question in article.questions:
            yield Pair("law_question", normalise(question[:QUERY_LIMIT]), passage, passage)


def thesaurus_pairs(path: Path) -> Iterator[Pair]:
    """Every two phrases of each of the thesaurus's groups; a phrase behind `!` is a near opposite and left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        phrases = [phrase.strip() for phrase in line.split("\t") if not phrase.startswith("!")]
        if len(phrases) > 1 and not line.startswith("#"):
            normal = [normalise(phrase) for phrase in phrases]
            yield from (Pair("thesaurus", left, right, phrases[0]) for left, right in permutations(normal, 2))


def read_texts(folder: Path, limit: int | None = None) -> Iterator[str]:
    """Normalised paragraphs of every text in a data folder; `limit` holds for each file."""
    for path in sorted((folder / TEXTS).glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, limit):
                yield normalise(line.partition("\t")[2])
