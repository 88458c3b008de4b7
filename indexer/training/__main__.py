"""python -m indexer.training: makes the files of the language layer and of the bundled model from public data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, track
from rich.table import Table

from indexer import lexicon
from indexer.build import build_notes
from indexer.golden import GoldenSet
from indexer.overlay import LiveView, NoChanges, OneBuild, View
from indexer.ranking import Ranking, load_ranking
from indexer.search import Searcher
from indexer.static import load_encoder
from indexer.training.card import model_card
from indexer.training.contrastive import Plan, train
from indexer.training.data import (
    LAWS,
    PARAPHRASES,
    Pair,
    law_pairs,
    learned_lines,
    note_pairs,
    read_definitions,
    read_laws,
    read_notes,
    read_pairs,
    read_paraphrases,
    read_texts,
    thesaurus_pairs,
)
from indexer.training.diagram import draw_reliability
from indexer.training.follow_ups import Told, examples, learn_follow_ups
from indexer.training.judging import (
    BARE_SETS,
    bare_cases,
    golden_cases,
    judged_cases,
    law_cases,
    outside_cases,
    sparse_cases,
)
from indexer.training.measure import Figures, Task, measure, tasks_in
from indexer.training.ranking import Lessons, cross_validated, learn, sparse_verdicts
from indexer.training.save import save_model
from indexer.training.sections import Shown, learn_sections, sections
from indexer.training.start import start_vectors
from indexer.training.tables import FEW, ablation, by_kind, by_section, by_style, public_sets, reliability
from indexer.training.vocabulary import common_words, train_tokenizer
from indexer.vectors import Encoder, SentenceEncoder

MODEL = Path("indexer/model")
NOTES = Path("knowledge_base")
GOLDEN = Path("tests/golden")
PICTURE = Path("docs/pictures/reliability.png")
BATCH_SIZE = 64
# Times that the thesaurus, our questions on laws and chat are learned in an epoch: they are few beside other pairs.
THESAURUS_ROUNDS = 2
LAW_ROUNDS = 2
CHAT, CHAT_ROUNDS = "stif_informal_formal", 3
# Of the pairs from Wikipedia, every WIKI_TAKEN-th is enough: with all, questions on notes are found less often.
WIKI, WIKI_TAKEN = "wiki", 2
DEFINITIONS_TAKEN = 1_600
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

data_argument = click.argument("data_folder", type=FOLDER)


@click.group()
def cli() -> None:
    """Make Prima's language files from a folder of public data (its README says what is in it)."""


@cli.command()
@data_argument
@click.option("--out", default=MODEL, show_default=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER, help="Notes whose questions are learned.")
@click.option("--laws", default=LAWS, type=FILE, help="Articles whose questions are learned.")
@click.option("--epochs", default=Plan.epochs, show_default=True, help="Times that every pair is seen.")
@click.option("--minutes", default=math.inf, help="Stop the contrastive part after so many minutes.")
@click.option("--seed", default=Plan.seed, show_default=True)
@click.option("--pieces", default=32_000, show_default=True, help="Size of the vocabulary.")
@click.option("--dimension", default=256, show_default=True)
@click.option("--limit", type=int, help="Only so many pairs and paragraphs of each text: for a trial.")
def embedding(  # noqa: PLR0913, PLR0917  # one parameter per option
    data_folder: Path,
    out: Path,
    notes: Path,
    laws: Path,
    epochs: float,
    minutes: float,
    seed: int,
    pieces: int,
    dimension: int,
    limit: int | None,
) -> None:
    """Train the bundled embedding model and write it, with its card, to --out."""
    console = Console(stderr=True)
    console.print("Reading and normalising the pairs and notes")
    known = learned_lines(read_notes(notes))
    public = list(islice(_wiki_thinned(read_pairs(data_folder)), limit))
    ours = [*note_pairs(known, read_paraphrases(PARAPHRASES), seed)]
    ours += list(thesaurus_pairs(lexicon.THESAURUS)) * THESAURUS_ROUNDS
    ours += list(law_pairs(read_laws(laws)[0])) * LAW_ROUNDS
    public += [pair for pair in public if pair.source == CHAT] * (CHAT_ROUNDS - 1)
    console.print("Choosing word pieces from all texts")
    texts = list(read_texts(data_folder, limit))
    domain = (word for pair in ours for word in f"{pair.query} {pair.positive}".replace("-", " ").split())
    said = (text for pair in (*public, *ours) for text in (pair.query, pair.positive))
    tokenizer = train_tokenizer(chain(texts, said), pieces, domain)
    console.print("Word vectors to start from")
    weights = start_vectors(tokenizer, texts, dimension, seed)
    plan = Plan(epochs=epochs, minutes=minutes, seed=seed, dimensions=(dimension, dimension // 4))
    columns = (TextColumn("Training"), BarColumn(), TextColumn("loss {task.fields[loss]:.3f}"), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        job = bar.add_task("training", loss=math.nan)
        train(
            weights,
            tokenizer,
            [*public, *ours],
            plan,
            lambda done, total, loss: bar.update(job, completed=done, total=total, loss=loss),
        )
    weights[tokenizer.token_to_id("[UNK]")] = 0
    save_model(out, tokenizer, weights)
    rows = _figures(out, data_folder, notes, laws)
    (out / "README.md").write_text(model_card(tokenizer, weights, plan, (public, ours), rows), encoding="utf-8")
    _show(rows)


@cli.command()
@data_argument
@click.option("--model", default=MODEL, show_default=True, type=FOLDER)
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER)
def report(data_folder: Path, model: Path, notes: Path) -> None:
    """Measure a model folder on the development sets, beside BM25."""
    _show(_figures(model, data_folder, notes, LAWS))


@cli.command()
@data_argument
@click.option("--out", default=lexicon.WORDS, show_default=True, type=click.Path(path_type=Path))
def words(data_folder: Path, out: Path) -> None:
    """Count the words of the plain texts and write the common ones, commonest first, for the language layer."""
    found = common_words(data_folder, lexicon.lexicon().spellings)
    out.write_text("\n".join(found) + "\n", encoding="utf-8")
    click.echo(f"{len(found)} words in {out}")


@cli.command()
@data_argument
@click.option("--golden", "golden_folder", default=GOLDEN, show_default=True, type=FOLDER, help="Labelled questions.")
@click.option("--model", default=MODEL, show_default=True, type=FOLDER, help="The model that the ranking goes with.")
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER)
def ranking(data_folder: Path, golden_folder: Path, model: Path, notes: Path) -> None:
    """Learn fusion, confidence and thresholds from labelled questions; writes ranking.json beside the model."""
    encoder = load_encoder(str(model), BATCH_SIZE)
    lessons = _lessons(encoder, data_folder, golden_folder, notes)
    sets = track(bare_cases(data_folder / "dev", encoder), "Reading", len(BARE_SETS), console=Console(stderr=True))
    learned, verdicts = learn(lessons, [*sets, law_cases(encoder)])
    learned, told = _with_follow_ups(learned, encoder, notes)
    learned, shown = _with_sections(learned, encoder, notes)
    learned.save(model)
    sparse = by_style(sparse_verdicts(lessons, learned.note), learned.sparse_from, FEW)
    golden = by_style(verdicts, learned.answer_from), reliability(verdicts)
    for printed in (*golden, sparse, by_kind(told), by_section(shown)):
        Console().print(printed)


@cli.command()
@click.option("--model", default=MODEL, show_default=True, type=FOLDER, help="Its ranking.json is brought up to date.")
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER)
def follow_ups(model: Path, notes: Path) -> None:
    """Learn anew only what goes on from an answer and what is a new subject; no public data is needed."""
    learned, told = _with_follow_ups(load_ranking(str(model)), load_encoder(str(model), BATCH_SIZE), notes)
    learned.save(model)
    Console().print(by_kind(told))


@cli.command("sections")
@click.option("--model", default=MODEL, show_default=True, type=FOLDER, help="Its ranking.json is brought up to date.")
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER)
def sections_command(model: Path, notes: Path) -> None:
    """Learn anew only which sentences of a note answer; no public data is needed."""
    learned, shown = _with_sections(load_ranking(str(model)), load_encoder(str(model), BATCH_SIZE), notes)
    learned.save(model)
    Console().print(by_section(shown))


@cli.command()
@data_argument
@click.option("--golden", "golden_folder", default=GOLDEN, show_default=True, type=FOLDER, help="Labelled questions.")
@click.option("--model", default=MODEL, show_default=True, type=FOLDER)
@click.option("--notes", default=NOTES, show_default=True, type=FOLDER)
@click.option("--picture", default=PICTURE, show_default=True, type=click.Path(dir_okay=False, path_type=Path))
def table(data_folder: Path, golden_folder: Path, model: Path, notes: Path, picture: Path) -> None:
    """Print every figure of docs/quality.md: public sets, golden questions, confidence, what each part is worth.

    The reliability diagram is written to --picture.
    """
    encoder = load_encoder(str(model), BATCH_SIZE)
    ranked = load_ranking(str(model))
    lessons = _lessons(encoder, data_folder, golden_folder, notes)
    verdicts = cross_validated(lessons)
    draw_reliability(verdicts, ranked.answer_from, picture)
    for printed in (
        public_sets(data_folder / "dev", encoder, ranked),
        by_style(verdicts, ranked.answer_from),
        reliability(verdicts),
        ablation(lessons),
        by_style(sparse_verdicts(lessons, ranked.note), ranked.sparse_from, FEW),
    ):
        Console().print(printed)


def _wiki_thinned(pairs: Iterable[Pair]) -> Iterator[Pair]:
    kept = count()
    for pair in pairs:
        if not pair.source.startswith(WIKI) or next(kept) % WIKI_TAKEN == 0:
            yield pair


def _lessons(encoder: Encoder, data_folder: Path, golden_folder: Path, notes: Path) -> Lessons:
    """All labelled questions with the evidence that an index of the notes gives."""
    with TemporaryDirectory(prefix="prima-ranking-") as place:
        known = sorted(read_notes(notes), key=lambda note: note.id)
        view = View.of(build_notes(Path(place), known, encoder))
        golden = golden_cases(GoldenSet.load(golden_folder), view, encoder)
        sparse = sparse_cases(known, read_definitions(data_folder, DEFINITIONS_TAKEN), encoder)
        return Lessons(golden, judged_cases(view, encoder), outside_cases(view, encoder), sparse)


def _with_follow_ups(ranking: Ranking, encoder: Encoder, notes: Path) -> tuple[Ranking, Told]:
    """The ranking with what is learned of follow-ups, and the figures by kind."""
    with TemporaryDirectory(prefix="prima-ranking-") as place:
        snapshot = build_notes(Path(place), sorted(read_notes(notes), key=lambda note: note.id), encoder)
        searcher = Searcher(encoder, LiveView(OneBuild(snapshot), encoder, NoChanges()), ranking)
        learned, told = learn_follow_ups(examples(searcher))
    return replace(ranking, goes_on=learned.goes_on, following=learned.following, followed=learned.followed), told


def _with_sections(ranking: Ranking, encoder: Encoder, notes: Path) -> tuple[Ranking, Shown]:
    """The ranking with what is learned of sentences, and the figures by style of question."""
    with TemporaryDirectory(prefix="prima-ranking-") as place:
        known = sorted(read_notes(notes), key=lambda note: note.id)
        learned, shown = learn_sections(sections(View.of(build_notes(Path(place), known, encoder)), encoder))
    return replace(ranking, sentence=learned), shown


def _figures(model: Path, data_folder: Path, notes: Path, laws: Path) -> dict[str, dict[str, Figures]]:
    encoder = SentenceEncoder.load(model, BATCH_SIZE)
    tasks = [*tasks_in(data_folder), Task.from_laws(*reversed(read_laws(laws))), Task.from_notes(read_notes(notes))]
    return {task.name: measure(task, encoder) for task in tasks}


def _show(rows: dict[str, dict[str, Figures]]) -> None:
    table = Table("set", "search", "nDCG@10", "MRR@10", "hit@1", "hit@10")
    for task, runs in rows.items():
        for run, figures in runs.items():
            table.add_row(task, run, *(f"{figure:.3f}" for figure in figures))
    Console().print(table)


if __name__ == "__main__":
    torch.use_deterministic_algorithms(mode=True)
    cli()
