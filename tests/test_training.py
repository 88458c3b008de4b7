"""Training: a few hundred pairs are learned in seconds, twice the same, and come out as a model that loads."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from indexer.lexicon import THESAURUS
from indexer.training.__main__ import cli
from indexer.training.contrastive import Plan, train
from indexer.training.data import (
    LAWS,
    PARAPHRASES,
    UNLEARNED,
    Pair,
    judged_questions,
    learned_lines,
    read_laws,
    read_notes,
    read_paraphrases,
)
from indexer.training.follow_ups import FOLLOW_UPS
from indexer.training.measure import Figures, Task, bm25, plain_words
from indexer.training.save import save_model
from indexer.training.start import start_vectors
from indexer.training.tables import LAW_QUESTIONS, STYLES
from indexer.training.vocabulary import common_words, train_tokenizer
from indexer.vectors import SentenceEncoder

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
PLACES = "loket kantor ruang meja taman pasar sekolah jalan rumah kota desa kelurahan".split()
DEEDS = "antre lapor tulis baca hitung kirim terima panggil sapa jawab tolak ubah".split()
SMALL = Plan(epochs=40, batch_size=48, learning_rate=0.02, dropped=0.0, dimensions=(16, 8))
SHORT = Plan(epochs=4, batch_size=48, learning_rate=0.02, dimensions=(16, 8))


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """A question with a passage that says the same in other words: each place and deed has a word of its own for it."""
    return [
        Pair.of("made_up", f"cara {deed} di {place}", f"petugas ke{deed}an pada {place}an setiap hari")
        for place in PLACES
        for deed in DEEDS
    ]


def trained(pairs: Sequence[Pair], plan: Plan = SHORT) -> tuple[list[float], torch.Tensor]:
    texts = [text for pair in pairs for text in (pair.query, pair.positive)]
    tokenizer = train_tokenizer(texts, 200)
    weights = start_vectors(tokenizer, texts, 16, plan.seed)
    return train(weights, tokenizer, pairs, plan), weights


def test_loss_falls_and_the_model_loads(pairs: list[Pair], tmp_path: Path) -> None:
    texts = [text for pair in pairs for text in (pair.query, pair.positive)]
    tokenizer = train_tokenizer(texts, 200)
    weights = start_vectors(tokenizer, texts, 16, 1)
    losses = train(weights, tokenizer, pairs, SMALL)
    assert np.mean(losses[-3:]) < np.mean(losses[:3]) / 2
    save_model(tmp_path, tokenizer, weights)
    encoder = SentenceEncoder.load(tmp_path, 8)
    scores = (
        encoder.encode_queries([pair.query for pair in pairs])
        @ encoder.encode_passages([pair.positive for pair in pairs]).T
    )
    assert (scores.argmax(axis=1) == np.arange(len(pairs))).mean() > 0.9
    assert torch.isfinite(weights).all()


def test_the_seed_decides_the_weights(pairs: list[Pair]) -> None:
    """Words are dropped from the questions by chance, so that a run draws a great many numbers."""
    (losses, weights), (losses_again, weights_again) = trained(pairs), trained(pairs)
    assert losses == losses_again
    assert torch.equal(weights, weights_again)
    _, others = trained(pairs, replace(SHORT, seed=2))
    assert not torch.equal(weights, others)


def test_a_form_of_a_word_learns_with_the_others(pairs: list[Pair]) -> None:
    """`dibaca` and `kucing` stand in no pair, but `baca` does."""
    texts = [*(text for pair in pairs for text in (pair.query, pair.positive)), "dibaca kucing"]
    tokenizer = train_tokenizer(texts, 300, ["dibaca", "kucing"])
    weights = start_vectors(tokenizer, texts, 16, 1)
    before = weights.clone()
    train(weights, tokenizer, pairs, SHORT)
    moved = {
        word: weights[row] - before[row]
        for word in ("baca", "dibaca", "kucing")
        for row in [tokenizer.token_to_id(word)]
    }
    assert moved["kucing"].norm() < 1e-5
    assert torch.nn.functional.cosine_similarity(moved["baca"], moved["dibaca"], dim=0) > 0.5


def test_no_time_left_stops_training(pairs: list[Pair]) -> None:
    losses, _ = trained(pairs, Plan(minutes=0.0001, batch_size=4, epochs=50, dimensions=(16,)))
    assert len(losses) < 50 * len(pairs) / 4


def test_words_that_keep_the_same_company_start_near() -> None:
    """`loket` and `konter` never meet, yet stand among the same words."""
    texts = [f"warga antre di {place} pelayanan untuk berkas" for place in ("loket", "konter")] * 60
    texts += [f"hujan turun di {place} pegunungan waktu malam" for place in ("lereng", "lembah")] * 60
    tokenizer = train_tokenizer(texts, 200)
    vectors = torch.nn.functional.normalize(start_vectors(tokenizer, texts, 4, 1))
    near = {word: vectors[tokenizer.token_to_id(word)] for word in ("loket", "konter", "lereng")}
    assert near["loket"] @ near["konter"] > 0.8
    assert near["loket"] @ near["konter"] > near["loket"] @ near["lereng"] + 0.5


def test_words_of_the_domain_stay_whole() -> None:
    texts = ["pelayanan publik maladministrasi"] + ["pelayanan publik kepada masyarakat"] * 50
    tokenizer = train_tokenizer(texts, 60, ["maladministrasi"])
    assert tokenizer.encode("maladministrasi").tokens == ["maladministrasi"]
    assert tokenizer.get_vocab_size() <= 60


def test_golden_questions_are_never_learned() -> None:
    """Compared by their words as written, as the golden set itself was compared with the notes."""
    notes = read_notes(ROOT / "knowledge_base")
    ours = [text for note in notes for text in (note.title, *note.questions)]
    ours += [text for texts in read_paraphrases(PARAPHRASES).values() for text in texts]
    ours += THESAURUS.read_text(encoding="utf-8").replace("\t", "\n").splitlines()
    golden = {
        " ".join(plain_words(json.loads(line)["text"]))
        for name in ("questions.jsonl", "unanswerable.jsonl")
        for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    }
    # A greeting or a key word of one or two words is no question.
    assert not {words for text in ours if (words := " ".join(plain_words(text))) in golden and words.count(" ") > 1}


def test_lines_that_are_held_back_are_not_learned(tmp_path: Path) -> None:
    """Each is a line of the note that it names, and every note keeps some to learn from."""
    notes = read_notes(ROOT / "knowledge_base")
    rows = [json.loads(line) for line in UNLEARNED.read_text(encoding="utf-8").splitlines()]
    held_back = {(row["note"], row["text"]) for row in rows}
    assert len(held_back) == len(rows)
    assert held_back <= {(note.id, text) for note in notes for text in note.questions}
    learned = learned_lines(notes)
    assert not {(note.id, text) for note in learned for text in note.questions} & held_back
    assert sum(len(note.questions) for note in learned) == sum(len(note.questions) for note in notes) - len(rows)
    assert min(len(note.questions) for note in learned) >= 15
    none = tmp_path / "none.jsonl"
    none.write_text("", encoding="utf-8")
    assert learned_lines(notes, none) == notes


def test_what_is_judged_is_no_line_and_never_learned() -> None:
    notes = read_notes(ROOT / "knowledge_base")
    taught = {text for note in notes for text in note.questions}
    taught |= {text for texts in read_paraphrases(PARAPHRASES).values() for text in texts}
    words = {" ".join(plain_words(text)) for text in taught}
    assert len(judged_questions()) > 1_000
    assert [text for text, _ in judged_questions() if " ".join(plain_words(text)) in words] == []


def test_golden_follow_ups_are_never_learned() -> None:
    """Neither as a whole nor a turn of theirs; a turn of two words ("contohnya apa") is no question."""

    def turns(path: Path) -> set[str]:
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        said = {" ".join(plain_words(turn)) for row in rows for turn in row["turns"]}
        return {words for words in said if words.count(" ") > 1}

    assert turns(FOLLOW_UPS) & turns(GOLDEN / "followups.jsonl") == set()


def test_the_law_questions_to_judge_with_are_never_learned() -> None:
    taught = {question for each in chain.from_iterable(read_laws(LAWS)) for question in each.questions}
    taught |= {text for texts in read_paraphrases(PARAPHRASES).values() for text in texts}
    words = {" ".join(plain_words(text)) for text in taught}
    rows = [json.loads(line) for line in LAW_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert [row[style] for row in rows for style in STYLES if " ".join(plain_words(row[style])) in words] == []


def test_bm25_counts_as_its_formula_says() -> None:
    task = Task("tiny", ("loket antre",), ("loket buka", "antre antre loket", "tutup"), (frozenset({1}),))
    scores = bm25(task, plain_words)[0]
    assert scores.argmax() == 1
    assert scores[2] == 0
    idf, length = np.log1p((3 - 2 + 0.5) / (2 + 0.5)), 1.2 * (1 - 0.6 + 0.6 * 2 / 2)
    assert scores[0] == pytest.approx(idf * 2.2 / (1 + length))


def test_figures_of_a_known_ranking() -> None:
    figures = Figures.of(np.asarray([[3, 2, 1], [1, 3, 2]], dtype=np.float32), [frozenset({0}), frozenset({2})])
    assert figures == Figures(ndcg=pytest.approx((1 + 1 / np.log2(3)) / 2), mrr=0.75, hit_1=0.5, hit_10=1.0)


def test_one_command_makes_the_model_and_its_card(tmp_path: Path) -> None:
    data = made_up_data(tmp_path / "data")
    out = tmp_path / "model"
    notes, laws = made_up_notes(tmp_path / "notes"), few_laws(tmp_path / "laws.jsonl")
    arguments = ["embedding", str(data), "--out", str(out), "--notes", str(notes), "--laws", str(laws)]
    run = CliRunner().invoke(cli, [*arguments, "--pieces", "2000", "--dimension", "32", "--epochs", "0.1"])
    assert run.exit_code == 0, run.output
    assert "made_up valid" in run.output
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "wiki_made_up" in card
    assert "CC BY-SA" in card
    assert SentenceEncoder.load(out, 8).dimension == 32


def test_common_words_leave_out_slips_and_names(tmp_path: Path) -> None:
    data = made_up_data(tmp_path)
    assert "pelayanan" in common_words(data, [])
    assert "pelayanan" not in common_words(data, ["pelayanan"])
    assert "budi" not in common_words(data, [])
    assert "salahketik" not in common_words(data, [])


def made_up_data(folder: Path) -> Path:
    """A data folder of the real layout with a text, some pairs and one development set."""
    for name in ("train", "text", "dev/made_up/qrels"):
        (folder / name).mkdir(parents=True)
    with gzip.open(folder / "train/pairs.jsonl.gz", "wt", encoding="utf-8") as lines:
        for place in PLACES:
            for deed in DEEDS:
                row = {"source": "wiki_made_up", "query": f"{deed} {place}", "positive": f"orang {deed} di {place}"}
                lines.write(json.dumps(row) + "\n")
    with lzma.open(folder / "text/wiki.txt.xz", "wt", encoding="utf-8") as lines:
        for place in PLACES * 3:
            lines.write(f"judul\tsetiap {place} memberi pelayanan kepada warga, Budi juga\n")
        lines.write("judul\tsatu salahketik\n")
    task = folder / "dev/made_up"
    (task / "corpus.jsonl").write_text(
        "".join(json.dumps({"_id": place, "title": "", "text": f"orang di {place}"}) + "\n" for place in PLACES),
        encoding="utf-8",
    )
    (task / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "di mana loket"}) + "\n", encoding="utf-8")
    (task / "qrels/valid.tsv").write_text("query-id\tcorpus-id\tscore\nq\tloket\t1\n", encoding="utf-8")
    return folder


def few_laws(file: Path) -> Path:
    """Thirty of the articles that ship, some of them held out."""
    lines = LAWS.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:30]), encoding="utf-8")
    return file


def made_up_notes(folder: Path) -> Path:
    """Two of the shipped notes."""
    folder.mkdir()
    for path in sorted((ROOT / "knowledge_base").rglob("*.md"))[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder
