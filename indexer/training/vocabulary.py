"""The pieces that texts are cut into: whole words where they are common, word pieces where they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

UNKNOWN = "[UNK]"
# Letters and signs that are not met in this many words are left unknown.
ALPHABET = 200


def train_tokenizer(texts: Iterable[str], size: int, always: Iterable[str] = ()) -> Tokenizer:
    """A WordPiece tokenizer of at most `size` pieces for normalised texts; the words of `always` stay whole.

    The same texts give the same pieces: words are counted and sorted first, so no order of threads matters.
    """
    counts = Counter(word for text in texts for word in text.replace("-", " ").split())
    whole = [word for word in dict.fromkeys(always) if counts[word] > 0]
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tokenizer = _empty({UNKNOWN: 0})
    trainer = trainers.WordPieceTrainer(
        vocab_size=size - len(whole) // 2,
        special_tokens=[UNKNOWN],
        limit_alphabet=ALPHABET,
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
