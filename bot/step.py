"""STEP: where a dialogue about a draft stands, as the text that the draft keeps; it survives a restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

ORDER = ("title", "body", "kind", "topic", "values", "questions", "sources", "preview")
"""The questions of /catat, in order; the preview is the last."""
FIELDS = ORDER[:-1]
SUGGEST = "suggest"
"""The text of a suggestion is awaited; Prima proposes the rest."""
OFFER = "offer"
"""A forwarded message may become a suggestion, if the person wants it."""
IMPORT = "import"
"""A document's notes wait for a decision."""
PIECES = "pieces"
"""A long text came in several messages, and more of it may come."""
HELD = frozenset((OFFER, IMPORT, PIECES))
"""Drafts that are no notes yet."""
MORE = "more"
"""What `seen` tells of a body that has begun to come, and may go on in other messages."""
IN_PIECES = frozenset(("body", SUGGEST, PIECES))
"""Steps at which a text may come in many messages."""
OPTIONAL = frozenset(("topic", "values", "sources"))
WRITTEN = frozenset(("title", "body", "questions", "sources"))
"""Steps that are answered in words; the others are answered by buttons."""
ADDED_TO = frozenset(("questions", "sources"))
"""Lists: what is written joins what there is, so that nobody loses forty questions by adding one."""
_PAUSED, _SINGLE = "later:", "only:"


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its name. `single`: a field is changed on its own, and the preview follows. `paused`: put aside, so
    that words are questions again. `seen` is the hash of another note that was shown for a decision.
    """

    name: str
    single: bool = False
    paused: bool = False
    seen: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """The step that `str` wrote."""
        rest = text.removeprefix(_PAUSED)
        name, _, seen = rest.removeprefix(_SINGLE).partition("@")
        return cls(name, rest.startswith(_SINGLE), text.startswith(_PAUSED), seen)

    def __str__(self) -> str:
        marks = (_PAUSED if self.paused else "") + (_SINGLE if self.single else "")
        return f"{marks}{self.name}" + (f"@{self.seen}" if self.seen else "")

    @property
    def asks(self) -> bool:
        """Whether words that the person writes now belong to the draft."""
        return (self.name in FIELDS or self.name in {SUGGEST, PIECES}) and not self.paused

    @property
    def following(self) -> Step:
        """What comes after this step is answered."""
        return Step("preview") if self.single else Step(ORDER[ORDER.index(self.name) + 1])

    @property
    def previous(self) -> Step | None:
        """What came before, None at the beginning."""
        if self.single:
            return Step("preview")
        place = ORDER.index(self.name)
        return Step(ORDER[place - 1]) if place else None

    def later(self) -> Step:
        """The same step, put aside."""
        return replace(self, paused=True)

    def resumed(self) -> Step:
        """The same step, taken up again."""
        return replace(self, paused=False)
