"""What a moderator sees of a note that is to be managed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import replies
from bot.markup import escape
from bot.message import Button, Message, Messenger, shortened
from bot.replies import manage as say
from bot.replies.write import MORE_FAULTS as MORE
from bot.titles import on_button
from knowledge_base.moderating import seen_of
from knowledge_base.note import CONTROL, Note

Row = tuple[Button, ...]
WORDS_SHOWN = 60
REASON_SHOWN = 200
FOLLOWERS_SHOWN = 10
ARROW = " → "
"""How `regulation_replaced` tells which regulation took the other's place."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed_id(person: int) -> str:
    """A Telegram id to base 36: at most 11 signs, so that it stands beside a note's id in a button."""
    rest, digits = divmod(person, 36)
    return (packed_id(rest) if rest else "") + DIGITS[digits]


def as_read(reason: str) -> str:
    """Why a note is to be checked, as people read it: not escaped."""
    old, arrow, new = shortened(reason, REASON_SHOWN).partition(ARROW)
    return say.REPLACED_BY.format(old=old, new=new) if arrow else old


def menu(  # noqa: PLR0913 - all that is told of a note
    note: Note, owner: str, successor: Note | None, messenger: Messenger, *, reason: str = "", done: str = ""
) -> Message:
    """A note's state, its `reason` if one was given, what may be done with it; `done` says what was just done."""
    state = say.STATE[note.state]
    told = say.MENU.format(
        title=escape(note.title),
        state=say.BECAUSE.format(state=state, reason=escape(as_read(reason))) if reason else state,
        checked=replies.day(note.checked),
        review_by=replies.day(note.review_by),
        owner=escape(owner),
    )
    if successor:
        told += "\n" + say.REPLACED.format(link=messenger.link_to(successor))
    return Message(f"{done}\n\n{told}" if done else told, tuple(_rows(note)))


def _rows(note: Note) -> Iterable[Row]:
    identity = note.id
    yield Button(say.BUTTON_EDIT, data=f"d:edit:{identity}"), Button(say.BUTTON_HISTORY, data=f"h:l:{identity}:0")
    seen = f"{seen_of(note)}:{identity}"
    if note.found:
        checked = Button(say.BUTTON_CHECKED, data=f"m:k:{seen}")
        doubt = Button(say.BUTTON_DOUBT, data=f"m:p:{seen}")
        yield (checked,) if note.state == "needs-checking" else (checked, doubt)
        yield Button(say.BUTTON_OBSOLETE, data=f"m:u:{seen}"), Button(say.BUTTON_ARCHIVE, data=f"m:a:{seen}")
    else:
        archive = (Button(say.BUTTON_ARCHIVE, data=f"m:a:{seen}"),) if note.state == "obsolete" else ()
        yield Button(say.BUTTON_PUBLISH, data=f"m:t:{seen}"), *archive
    yield (Button(say.BUTTON_OWNER, data=f"m:o:{seen}"),)


def ask_archive(note: Note, followers: Sequence[Note]) -> Message:
    """Whether the note is really to be archived, and which notes it replaces."""
    yes = Button(say.BUTTON_ARCHIVE_NOW, data=f"m:A:{seen_of(note)}:{note.id}")
    no = Button(say.BUTTON_CANCEL, data=f"m:v:{note.id}")
    text = say.ASK_ARCHIVE.format(title=escape(note.title))
    return Message(text + _followed(followers, say.FOLLOWED_ARCHIVED), ((yes, no),))


def _followed(followers: Sequence[Note], what: str) -> str:
    """Which notes a note replaces, and what becomes of that; empty for none."""
    titles = [f"• {escape(each.title)}" for each in followers[:FOLLOWERS_SHOWN]]
    more = [MORE.format(count=len(followers) - FOLLOWERS_SHOWN)] if len(followers) > FOLLOWERS_SHOWN else []
    return f"\n\n{say.FOLLOWED.format(titles=chr(10).join([*titles, *more]))}\n{what}" if followers else ""


def ask_successor(
    note: Note, stamp: str, near: Sequence[Note], followers: Sequence[Note], *, searched: bool
) -> Message:
    """Which note replaces this one; the nearest ones as buttons, each with the stamp of this asking.

    And which notes this one replaces itself.
    """
    offered = [(Button(on_button(other), data=f"m:w:{stamp}:{other.id}"),) for other in near]
    last = (Button(say.BUTTON_NO_SUCCESSOR, data=f"m:w:{stamp}:"), Button(say.BUTTON_CANCEL, data=f"m:v:{note.id}"))
    text = say.ASK_SUCCESSOR if near or not searched else say.NO_SUCCESSOR_FOUND
    text = text.format(title=escape(note.title)) + _followed(followers, say.FOLLOWED_OBSOLETE)
    return Message(text, (*offered, last))


def ask_owner(note: Note, person: int, moderators: Iterable[tuple[int, str]]) -> Message:
    """Who is to look after the note."""
    rows: list[Row] = [(Button(say.BUTTON_MINE, data=f"m:h:{packed_id(person)}:{note.id}"),)]
    rows += [(Button(name, data=f"m:h:{packed_id(other)}:{note.id}"),) for other, name in moderators if other != person]
    rows.append((Button(say.BUTTON_NOBODY, data=f"m:h:0:{note.id}"),))
    rows.append((Button(say.BUTTON_CANCEL, data=f"m:v:{note.id}"),))
    return Message(say.ASK_OWNER.format(title=escape(note.title)), tuple(rows))


def which(words: str, notes: Sequence[Note], data: str) -> Message:
    """Notes that fit some words, as buttons with `data` before the id; or that none does."""
    if not notes:
        return Message(say.NOT_FOUND.format(words=escape(shortened(CONTROL.sub("", words), WORDS_SHOWN))))
    return Message(say.WHICH, tuple((Button(on_button(note), data=data.format(id=note.id)),) for note in notes))
