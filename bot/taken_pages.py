"""What moderators see of a document's notes after they chose: what became of them, and how they are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from bot.importing import NAMED, titles_of
from bot.markup import escape
from bot.message import Button, Message
from bot.replies import documents as words
from bot.titles import on_button
from knowledge_base.becoming import Imported
from knowledge_base.note import Note
from knowledge_base.revoking import Revoked


def taken(
    file: str, chosen: Sequence[Note], became: Imported, named: Mapping[str, str], revoked: Sequence[Revoked] = ()
) -> Message:
    """What became of a document's notes, how the first of them is found, and which cited regulations they revoke."""
    fresh = [note for note in chosen if note.id in {*became.added, *became.changed}]
    held = became.by_name()
    if not fresh and not any(ids for what, ids in held.items() if what != "same"):
        return Message(words.ALL_THE_SAME.format(file=escape(file), count=len(became.same)))
    counted = ", ".join(
        words.BECAME[what].format(count=len(ids), titles=titles_of(ids, named)) for what, ids in held.items() if ids
    )
    text = words.TAKEN.format(file=escape(file), became=counted)
    tried = fresh[len(fresh) // 2].questions[0] if fresh else ""
    if tried and _plain(tried) != _plain(PurePath(file).stem):  # a file's name asks nothing
        text += words.TRY_IT.format(question=escape(tried))
    opens = tuple((Button(on_button(note), data=f"n:{note.id}"),) for note in fresh[:3])
    text += words.BRING_BACK if became.retired else ""
    text += "".join(
        words.REVOKES.format(old=escape(each.old), by=escape(each.by), count=each.count) for each in revoked
    )
    return Message(text, (*opens, *_out_of_answers(chosen, became)))


def _plain(text: str) -> str:
    """A text without what parts its words: a file's name and the title made of it are one."""
    return "".join(filter(str.isalnum, text.casefold()))


def _out_of_answers(chosen: Sequence[Note], became: Imported) -> list[tuple[Button, ...]]:
    """The way to bring notes back that the document holds and that do not answer."""
    retired = [note for note in chosen if note.id in became.retired][:NAMED]
    return [(Button(words.BUTTON_RETIRED.format(title=on_button(note)), data=f"m:{note.id}"),) for note in retired]


def handed_in(file: str, chosen: Sequence[Note], became: Imported, named: Mapping[str, str]) -> Message:
    """What of a document waits for another moderator; notes that the document lost can be looked at from here."""
    fresh = len(became.added) + len(became.changed) + len(became.merged)
    rest = [
        words.NOT_HANDED_IN[what].format(count=len(ids), titles=titles_of(ids, named))
        for what, ids in _not_handed_in(became)
    ]
    head = words.HANDED_IN if fresh else words.NOTHING_HANDED_IN
    lost = [
        (Button(words.BUTTON_LOST.format(number=number), data=f"m:{identity}"),)
        for number, identity in enumerate(became.lost[:NAMED], 1)
    ]
    return Message(
        " ".join([head.format(count=fresh, file=escape(file)), *rest]), (*lost, *_out_of_answers(chosen, became))
    )


def _not_handed_in(became: Imported) -> Iterable[tuple[str, tuple[str, ...]]]:
    held = became.by_name()
    return ((what, held[what]) for what in words.NOT_HANDED_IN if held[what])
