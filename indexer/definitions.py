"""Who asks what a word means wants the sentence that defines it, wherever the word is used besides.

Laws and guidance define their words in a few set forms ("X yang selanjutnya disebut Y adalah …", "X (Y) ialah …"), and
people ask in a few ("apa itu X", "X itu apa", "maksudnya X apa"). Both are read here, in the normal form of
`language.normalise`, so that a definition is looked up by its name instead of being weighed against every mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.language import normalise, terms
from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import Note

LONGEST = 10
"""Words of a name at most; a longer head of a sentence names nothing."""
AROUND, SHORT, NAME = 7, 10, 4
"""Words around the name, in all and in the name of a message at most that asks for a meaning and nothing else."""
RARE = 1.5
"""Weight (inverse document frequency) of a term that stands in a fifth of the notes or in fewer."""
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
    r"di(?:sebut|singkat|kenal|namakan)(?:\s+(?:juga|sebagai|dengan))*[\s:]+|,?\s+atau\s+|\s*[()]\s*|(?<=[^\W\d])\s*/\s*(?=[^\W\d])"
)
_MEANT_BY = r"(?:yang )?(?:di)?maksud(?:kan|nya)?(?: dengan| dari)?"
_ASKED = tuple(
    re.compile(form)
    for form in (
        rf"(?:^|\b)apa(?:kah|an)? {_MEANT_BY} (?P<name>.+)$",
        r"(?:^|\b)(?:apa(?:kah|an)?|siapa) (?:itu|arti|artinya|definisi|pengertian|makna)(?: dari)? (?P<name>.+)$",
        r"^what (?:is|are|does) (?:an? |the )?(?P<name>\w+(?: \w+){0,2}?)(?: mean)?$",
        rf"^{_MEANT_BY} (?P<name>.+?) (?:itu )?(?:apa|apaan)$",
        r"(?:^|\b)(?:arti|definisi|pengertian|makna|meaning)(?: dari| of)? (?P<name>.+?)(?: (?:itu )?apa(?:kah|an)?)?$",
        r"^(?:apa )?(?:kepanjangan|singkatan)(?: dari)? (?P<name>.+?)(?: apa)?$",
        r"^(?:apa(?:an)?|siapa) (?P<name>.+) itu$",
        r"^(?P<name>.+?) (?:itu|adalah) (?:apa(?:an)?|siapa)(?: (?:artinya|maksudnya))?$",
        r"^(?P<name>.+?) (?:artinya|maksudnya|(?:kepanjangan|singkatan)(?:nya)?|meaning)(?: dari)? apa(?:an)?$",
        r"^(?P<name>.+?) apaan$",
    )
)
"""Forms of a message, in normal form, that surely ask for a meaning; those of `_PERHAPS` only may."""
_PERHAPS = tuple(
    re.compile(form)
    for form in (r"^(?P<name>.+?) (?:apa|siapa)$", r"^apa (?P<name>.+)$", r"^(?:jelaskan|menjelaskan) (?P<name>.+)$")
)
_NO_NAME = re.compile(
    r"^(?:maksud|maksudnya|arti|artinya|berarti|boleh|bisa|dapat|wajib|harus|perlu|mesti|termasuk|benar|betul|berlaku|"
    r"cukup|ada|masih|sudah|akan|juga|tidak|bukan|saya|kami|kita|semua|yang|apa|kok|karena|kalau|jika|bila)\b|^\w$"
)
_TRIMMED = re.compile(r"^(?:(?:istilah|kata|itu|dari) )+|(?: (?:itu|tersebut))+$")
_ENDING = re.compile(r"(?: (?:ya|iya|kak|kakak|min|admin|pak|bapak|bu|ibu|mas|mbak|gan|sebenarnya))+$")
_WHERE = re.compile(r" (?:dan|serta|bagaimana|apa|dalam|menurut|di|pada|bagi|untuk|oleh|yang|sesuai|berdasarkan) ")
_QUOTED = re.compile('["“”„]([^"“”„]{2,120})["“”]')


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message asks the meaning of.

    `names` are in normal form, the fuller one first ("diskresi dalam administrasi pemerintahan", "diskresi").
    """

    names: tuple[str, ...] = ()
    alone: bool = False
    """Whether the message surely asks for that meaning, and hardly says anything else."""

    @classmethod
    def of(cls, message: str) -> Subject:
        """The subject of a message; there is none in most messages."""
        asked = _without_ending(message)
        sure = _named(_ASKED, asked)
        around = asked.count(" ") - sure[0].count(" ") if sure else SHORT
        alone = around <= AROUND and len(message.split()) <= SHORT and sure[-1].count(" ") < NAME
        return cls(sure or _named(_PERHAPS, asked), alone)

    def is_of(self, note: Note, weight: Callable[[str], float]) -> bool:
        """Whether a note may say what the name means: it holds the words, in its title if they are common ones.

        `weight` tells how much a term says; words like "kantor" stand in notes on anything.
        """
        rare = max(map(weight, terms(self.names[-1]))) >= RARE
        return self.is_named_in("\n".join((note.title, *note.questions, note.body)) if rare else note.title)

    def is_named_in(self, text: str) -> bool:
        """Whether a text holds the words of the name, in whatever form and order."""
        return bool(self.names) and set(terms(self.names[-1])) <= set(terms(normalise(text)))


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
    lines = (normalise(line) for line in text.splitlines() if line.rstrip().endswith("?"))
    asked = [name for line in lines for name in _named(_ASKED, line)[:1]]
    return tuple(name for name in dict.fromkeys([*told, *asked]) if name and name.count(" ") < LONGEST)


def phrases_in(message: str) -> tuple[str, ...]:
    """What a message quotes, or else explains, or else surely asks the meaning of, each phrase `spaced`."""
    told = _QUOTED.findall(message) or [_MEANT.sub("", head) for head in _heads(message)]
    phrases = told or _named(_ASKED, _without_ending(message))[-1:]
    return tuple(dict.fromkeys(spaced(phrase) for phrase in phrases))


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


def _without_ending(message: str) -> str:
    """A message in normal form without what is said to whom at its end."""
    return _ENDING.sub("", normalise(message))


def _named(forms: Iterable[re.Pattern[str]], message: str) -> tuple[str, ...]:
    """What a message in normal form asks the meaning of by one of the forms, and the same without what narrows it."""
    for form in forms:
        found = form.search(message)
        name = _TRIMMED.sub("", found["name"]) if found else ""
        if name and not _NO_NAME.search(name):
            return tuple(dict.fromkeys((name, _WHERE.split(name, maxsplit=1)[0])))
    return ()
