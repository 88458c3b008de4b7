"""Who asks what a word means wants the sentence that defines it, wherever the word is used besides.

Laws and guidance define their words in a few set forms ("X yang selanjutnya disebut Y adalah …", "X (Y) ialah …"), and
people ask in a few ("apa itu X", "X itu apa", "maksudnya X apa"). Both are read here, in the normal form of
`language.normalise`, so that a definition is looked up by its name instead of being weighed against every mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.language import normalise, terms
from knowledge_base.chunk import plain, sentences_of

LONGEST = 10
"""Words of a name at most; a longer head of a sentence names nothing."""
AROUND, SHORT = 5, 10
"""Words around the name, and words in all, of a message at most that asks for a meaning and nothing else."""
HEAD = 240
"""Characters before the verb of a definition at most."""

_WORD = re.compile(r"\w+")
_VERB = re.compile(r"(?i)\b(?:adalah|ialah|yaitu|yakni|merupakan|berarti)\b")
_NUMBER = re.compile(
    r"(?i)^\W*(?:(?:(?:pasal|huruf|angka|ayat)\s+\(?[0-9a-z]{1,3}\)?\s+)|(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s*))*"
)
_MEANT = re.compile(r"(?i)^\W*(?:yang\s+)?dimaksud(?:kan)?(?:\s+dengan)?\W+")
_CALLED = re.compile(
    r"(?i)[,\s]+(?:(?:yang|untuk)\s+)?(?:(?:selanjutnya|lazim|biasa|sering|juga)\s+)*(?:dalam\s[\w\s]{3,60}?\s)?"
    r"di(?:sebut|singkat|kenal|namakan)(?:\s+(?:juga|sebagai|dengan))*[\s:]+|,?\s+atau\s+|\s*[(/)]\s*"
)
_ASKED = tuple(
    re.compile(form)
    for form in (
        r"(?:^|\b)apa(?:kah|an)? (?:yang )?(?:di)?maksud(?:kan|nya)?(?: dengan| dari)? (?P<name>.+)$",
        r"(?:^|\b)apa(?:kah|an)? (?:itu|arti|artinya|definisi|definisinya|pengertian|makna)(?: dari)? (?P<name>.+)$",
        r"^(?:yang )?(?:di)?maksud(?:kan|nya)?(?: dengan| dari)? (?P<name>.+?) (?:itu )?(?:apa|apaan)$",
        r"(?:^|\b)(?:arti|definisi|pengertian|makna)(?: dari)? (?P<name>.+?)(?: (?:itu )?apa(?:kah|an)?)?$",
        r"^apa(?:an)? (?P<name>.+) itu$",
        r"^(?P<name>.+?) (?:itu|adalah|artinya|maksudnya) apa(?:an)?(?: (?:artinya|maksudnya))?$",
        r"^(?P<name>.+?) apaan$",
    )
)
_TRIMMED = re.compile(r"^(?:(?:istilah|kata|itu|dari) )+|(?: (?:itu|tersebut))+$")
_ENDING = re.compile(r"(?: (?:ya|iya|kak|kakak|min|admin|pak|bapak|bu|ibu|mas|mbak|gan|sebenarnya))+$")
_WHERE = re.compile(r" (?:dan|serta|bagaimana|apa|dalam|menurut|di|pada|bagi|untuk|oleh|yang|sesuai|berdasarkan) ")
_QUOTED = re.compile('["“”„]\\s*([^"“”„]{2,120}?)\\s*["“”]')


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message asks the meaning of, and the phrases that it quotes, explains or asks about, word for word.

    `names` are in normal form, the fuller one first ("diskresi dalam administrasi pemerintahan", "diskresi").
    """

    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    alone: bool = False
    """Whether the message asks for that meaning and hardly says anything else."""

    @classmethod
    def of(cls, message: str) -> Subject:
        """The subject of a message; there is none in most messages."""
        asked = normalise(message)
        names = _asked(asked)
        phrases = _QUOTED.findall(message) or [_MEANT.sub("", head) for head in _heads(message)] or names[-1:]
        around = asked.count(" ") - names[0].count(" ") if names else SHORT
        alone = around <= AROUND and len(message.split()) <= SHORT
        return cls(names, tuple(dict.fromkeys(phrase.strip() for phrase in phrases)), alone)

    def spoken_of_in(self, text: str) -> bool:
        """Whether a text holds the words of the name, in whatever form and order: without them it cannot say it."""
        return not self.names or set(terms(self.names[-1])) <= set(terms(normalise(text)))


class Definitions:
    """Which passages say what a name means."""

    def __init__(self, passages: Mapping[str, tuple[int, ...]]) -> None:
        self._passages = passages

    @classmethod
    def of(cls, texts: Iterable[str]) -> Definitions:
        """The definitions in passages, which are numbered from 0 in their order."""
        found: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for name in defined_in(text):
                found.setdefault(name, []).append(number)
        return cls({name: tuple(numbers) for name, numbers in found.items()})

    def passages(self, names: Iterable[str]) -> tuple[int, ...]:
        """The passages that define the first of some names that is defined at all."""
        return next((self._passages[name] for name in names if name in self._passages), ())

    def items(self) -> Iterable[tuple[str, tuple[int, ...]]]:
        """Every name with its passages."""
        return self._passages.items()


def defined_in(text: str) -> tuple[str, ...]:
    """The names, in normal form, whose meaning a text says or asks for in a heading."""
    told = [normalise(name) for head in _heads(text) for name in _CALLED.split(_MEANT.sub("", head))]
    asked = [name for line in text.splitlines() if line.rstrip().endswith("?") for name in _asked(normalise(line))[:1]]
    return tuple(name for name in dict.fromkeys([*told, *asked]) if name and name.count(" ") < LONGEST)


def spaced(text: str) -> str:
    """The words of a text in lower case, one space around each, so that one text stands in another or does not."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def longest_run(words: Sequence[str], text: str) -> int:
    """How many of some words at most stand in a `spaced` text one after the other, as they do here."""
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and f" {' '.join(words[start : start + longest + 1])} " in text:
            longest += 1
    return longest


def _heads(text: str) -> Iterator[str]:
    """What stands before the verb of each sentence that has the form of a definition, without its number."""
    for sentence in sentences_of(plain(text)):
        verb = _VERB.search(sentence[:HEAD])
        if verb:
            head = _NUMBER.sub("", sentence[: verb.start()]).strip(" ,:;\"“”'")
            if head:
                yield head


def _asked(message: str) -> tuple[str, ...]:
    """What a message in normal form asks the meaning of, and the same without what narrows it."""
    message = _ENDING.sub("", message)
    for form in _ASKED:
        found = form.search(message)
        name = _TRIMMED.sub("", found["name"]) if found else ""
        if name:
            return tuple(dict.fromkeys((name, _WHERE.split(name, maxsplit=1)[0])))
    return ()
