"""The pieces that texts are cut into: whole words where they are common, word pieces where they are not."""

from __future__ import annotations

import lzma
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

UNKNOWN = "[UNK]"
# Letters and signs that are not met in this many words are left unknown.
ALPHABET = 200


WORD = re.compile(r"[a-z]{3,}")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
# Met fewer times than this, a word is as likely a slip.
LEAST = 12
# A word that is mostly written with a capital and is rarer than this is a name, which no rule may produce.
LEAST_FOR_NAMES = 800


def common_words(data_folder: Path, left_out: Iterable[str]) -> list[str]:
    """Words of the data folder's plain texts, commonest first, without rare names and without `left_out`."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for path in sorted((data_folder / "text").glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = line.partition("\t")[2]
                counts.update(WORD.findall(text.lower()))
                names.update(name.lower() for name in NAME.findall(text))
    without = set(left_out)
    return [
        word
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= LEAST and word not in without and (count >= LEAST_FOR_NAMES or names[word] <= 0.8 * count)
    ]


def train_tokenizer(texts: Iterable[str], size: int, always: Iterable[str] = ()) -> Tokenizer:
    """A WordPiece tokenizer of at most `size` pieces for normalised texts; the words of `always` stay whole.

    The same texts give the same pieces in the same order.
    """
    counts = Counter(word for text in texts for word in text.replace("-", " ").split())
    whole = [word for word in dict.fromkeys(always) if counts[word] > 0]
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    letters = Counter[str]()
    for word, count in words:
        letters.update(dict.fromkeys(word, count))
    alphabet = sorted(sorted(letters), key=lambda letter: -letters[letter])[:ALPHABET]
    tokenizer = _empty({UNKNOWN: 0})
    # Letters named beforehand have fixed numbers, by which the trainer decides between pieces that are equally common.
    trainer = trainers.WordPieceTrainer(
        vocab_size=max(size // 2, size - len(whole) // 2),
        special_tokens=[UNKNOWN, *alphabet, *(f"##{letter}" for letter in alphabet)],
        limit_alphabet=len(alphabet),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_repeated(words), trainer)
    learned = [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    pieces = list(dict.fromkeys([*learned, *whole]))[:size]
    return _empty({piece: number for number, piece in enumerate(pieces)})


def _repeated(words: list[tuple[str, int]]) -> Iterable[str]:
    """Every word as often as it counts, in lines that are quick to read."""
    for word, count in words:
        if count > 1:
            for start in range(0, count, 1_000):
                yield " ".join([word] * min(1_000, count - start))


def _empty(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=40))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer
