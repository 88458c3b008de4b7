"""The model card: what the bundled model is, what it was made from, what it is worth and where it fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tokenizers import Tokenizer
from torch import Tensor

from indexer.training.contrastive import Plan
from indexer.training.data import Pair
from indexer.training.measure import Figures

_TEXT = """---
language: id
library_name: sentence-transformers
pipeline_tag: sentence-similarity
license: cc-by-sa-4.0
---
# Prima's bundled embedding model

One vector of {dimension} numbers per word piece ({pieces} pieces); a text's vector is the mean of its pieces' vectors.
Stored in half precision. It runs without a network, loads with plain `SentenceTransformer("indexer/model")` and was
trained on texts in the normal form of `indexer.language.normalise` (`prima.json` says so), so give it such texts.

## How it was made

    python -m indexer.training embedding DATA_FOLDER

Seed {seed}, epochs: {epochs:g}, batches of {batch_size}, Adam with a peak rate of {rate:g}. Start: word vectors
from the plain texts (positive pointwise mutual information, truncated SVD, smooth inverse frequency). Then
contrastive training with in-batch negatives, one source a batch; texts of one note or one passage are never
negatives of each other. Forms of one stem share a part of their vectors while they are trained, so that rare ones
learn with the common ones. The vectors' first {short} numbers are trained to do by themselves too (cut the vectors,
then scale them to length 1).

| pairs from | pairs | licence |
|---|---|---|
{sources}

Plain texts: Indonesian Wikipedia (CC BY-SA), laws and government regulations (official texts, no copyright).
Because Wikipedia text is the largest part, treat the weights as CC BY-SA 4.0.

## What it is worth

Measured by `python -m indexer.training report DATA_FOLDER` on the development sets, none of which was trained on.
"bm25 plain" sees lower-case words, "bm25" the terms of `indexer.language`, "hybrid" adds BM25 (as a share of the
question's best) and cosine. "notes" is the exception: the notes' own questions were trained on, so its dense and hybrid
figures only show that they were learned.

| set | search | nDCG@10 | MRR@10 | hit@1 | hit@10 |
|---|---|---|---|---|---|
{figures}

## Limits

It knows words, not sentences: order and negation do not count ("boleh" and "tidak boleh" lie close together). Numbers,
names and rare words are better found by BM25; the model is meant to stand beside it. A word outside of its sources is
only its pieces. A cosine of this model means nothing in another model: thresholds must be measured anew.
"""

_LICENCES = {
    "wiki": "CC BY-SA (Wikipedia)",
    "law": "official texts",
    "note": "ours",
    "thesaurus": "ours",
    "tydiqa": "Apache-2.0",
    "stif": "MIT",
    "squad": "CC BY-SA (SQuAD, machine-translated)",
    "indonli": "CC BY-SA of its sources",
    "paws": "PAWS: free for any purpose; machine-translated",
    "facqa": "MIT / Apache-2.0",
    "wrete": "MIT / Apache-2.0",
}


def model_card(
    tokenizer: Tokenizer,
    weights: Tensor,
    plan: Plan,
    pairs: Sequence[Sequence[Pair]],
    rows: Mapping[str, Mapping[str, Figures]],
) -> str:
    """The card as Markdown."""
    counts = Counter(pair.source for part in pairs for pair in dict.fromkeys(part))
    sources = [f"| {source} | {count} | {_licence(source)} |" for source, count in counts.most_common()]
    figures = [
        f"| {task} | {run} | " + " | ".join(f"{figure:.3f}" for figure in found) + " |"
        for task, runs in rows.items()
        for run, found in runs.items()
    ]
    return _TEXT.format(
        dimension=weights.shape[1],
        pieces=tokenizer.get_vocab_size(),
        seed=plan.seed,
        epochs=plan.epochs,
        batch_size=plan.batch_size,
        rate=plan.learning_rate,
        short=plan.dimensions[-1],
        sources="\n".join(sources),
        figures="\n".join(figures),
    )


def _licence(source: str) -> str:
    return next(licence for start, licence in _LICENCES.items() if source.startswith(start))
