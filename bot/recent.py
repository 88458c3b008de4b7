"""RECENT: the last messages of each group, in memory only, so that a whole thread or album can be kept as a note.

Prima sees them only in groups where its privacy mode is off; they are forgotten with the next start.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

KEPT = 200
"""Messages remembered of a group."""
GROUPS = 300
"""Groups remembered; the one that was silent longest is forgotten."""
THREAD = 20
"""Messages of a thread of replies that are gathered, the nearest ones."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message: its text as Markdown, who wrote it (0: nobody to ask), and what it belongs to."""

    chat: int
    id: int
    text: str
    author: int
    name: str
    replies_to: int = 0
    album: str = ""


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
        return [thread[number] for number in sorted(thread)]
