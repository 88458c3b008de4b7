"""RECENT: the last messages of each group, in memory only, so that a whole thread or album can be kept as a note.

Prima sees them only in groups where its privacy mode is off; they are forgotten with the next start.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pieces import LIMIT, NEAR, joined

KEPT = 200
"""Messages remembered of a group."""
GROUPS = 300
"""Groups remembered; the one that was silent longest is forgotten."""
BETWEEN = 5
"""From one piece of a text to the next, in messages' numbers: others may write at the same moment."""
THREAD = 20
"""Messages of a thread of replies that are gathered, the nearest ones."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message: its text as Markdown, who wrote it (0: nobody to ask), and what it belongs to.

    `sender` sent it, in whichever `topic` of a forum; `length` is that of the text as it came, in UTF-16 units;
    `carries` is what stands beside the text, such as a document.
    """

    chat: int
    id: int
    text: str
    author: int
    name: str
    replies_to: int = 0
    album: str = ""
    sender: int = 0
    topic: int = 0
    length: int = 0
    carries: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether it is so long that the next message of its sender may go on with it."""
        return self.length >= NEAR


class Recent:
    """The last messages of the groups that Prima is in."""

    def __init__(self) -> None:
        self._groups: OrderedDict[int, OrderedDict[int, Seen]] = OrderedDict()

    def remember(self, seen: Seen) -> None:
        """Keeps a message, or what it became by an edit."""
        group = self._groups.setdefault(seen.chat, OrderedDict())
        self._groups.move_to_end(seen.chat)
        group[seen.id] = seen
        if len(group) > KEPT:
            group.popitem(last=False)
        if len(self._groups) > GROUPS:
            self._groups.popitem(last=False)

    def known(self, chat: int, number: int) -> Seen | None:
        """A message, if it is remembered."""
        return self._groups.get(chat, OrderedDict[int, Seen]()).get(number)

    def gathered(self, last: Seen) -> list[Seen]:
        """A message with its album and the thread of replies above it, oldest first."""
        group = self._groups.get(last.chat, OrderedDict())
        thread: dict[int, Seen] = {}
        following: Seen | None = last
        while following and following.id not in thread and len(thread) < THREAD:
            thread[following.id] = following
            following = group.get(following.replies_to)
        albums = {seen.album for seen in thread.values() if seen.album}
        thread |= {seen.id: seen for seen in group.values() if seen.album in albums}
        for seen in list(thread.values()):
            thread |= {piece.id: piece for piece in self._pieces(seen)}
        return [thread[number] for number in sorted(thread)]

    def may_lack(self, last: Seen) -> bool:
        """Whether something above a message is not remembered, or nothing is known of what stood there."""
        found = {seen.id: seen for seen in self.gathered(last)}
        above = {seen.replies_to for seen in found.values() if seen.replies_to}
        return self.known(last.chat, last.id) is None or not above <= found.keys()

    def _pieces(self, seen: Seen) -> list[Seen]:
        """The messages into which the sender's app cut a long text, of which one is seen."""
        group = self._groups.get(seen.chat, OrderedDict())
        same = [each for each in group.values() if (each.sender, each.topic) == (seen.sender, seen.topic)]
        own = sorted(same, key=lambda each: each.id)
        if seen not in own:
            return []
        first = last = own.index(seen)
        while first and _follows(own[first - 1], own[first]):
            first -= 1
        while last + 1 < len(own) and _follows(own[last], own[last + 1]):
            last += 1
        return own[first : last + 1]


def _follows(seen: Seen, other: Seen) -> bool:
    """Whether a message of the same sender goes on with a text: pieces are sent at once."""
    return seen.goes_on and other.id - seen.id <= BETWEEN


def text_of(gathered: Sequence[Seen]) -> str:
    """Messages as one text; what an app had cut is joined where it was cut."""
    text = ""
    before: Seen | None = None
    for seen in gathered:
        if before and _follows(before, seen) and (before.sender, before.topic) == (seen.sender, seen.topic):
            text = joined(text, seen.text, full=before.length >= LIMIT)
        else:
            text = f"{text}\n\n{seen.text}" if text else seen.text
        before = seen
    return text
