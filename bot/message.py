"""MESSAGE: an Answer as Telegram shows it: HTML within Telegram's limits, with buttons. Text is escaped here, once.

Telegram counts a message's length after parsing, so what counts is the text that people see; it is counted here in
UTF-16 units, as Telegram counts the places of its formatting, which is never less than the number of characters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import replies, titles
from bot.answer import Answer
from bot.markup import escape, plain_text, to_html, visible_length
from bot.replies import articles
from bot.titles import on_button, told_apart
from knowledge_base.chunk import LINE_MARKS, Chunk, chunks_of, split_text
from knowledge_base.life import Retired
from knowledge_base.note import HEADING, Note, Source

MESSAGE_LIMIT = 4096
"""https://core.telegram.org/bots/api#sendmessage: 1-4096 characters after entities parsing."""
MARKUP_LIMIT = 1 << 15
"""Bytes of a message with its formatting, long addresses of links for instance; more is "text is too long"."""
CUT_BY = 250
"""Characters by which a text that is too long for one message grows until it fills it."""
BUTTON_LIMIT = 60
"""Characters of a button that a phone still shows in one line or two."""
QUOTED_FROM = 700
"""Visible characters from which a section of a full note is folded into an expandable quotation."""

OWN_SOURCE = "Pedoman internal Prima"
"""What a guidance note without a regulation names; the line under an answer says as much by naming none."""
SOURCES_NAMED = 2
"""Sources that stand in the line under an answer; all of them follow under the full note."""
shortened = titles.shortened


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what people see, and the data that comes back when it is pressed."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram HTML and rows of buttons, none longer than fits, so shortened that they stay apart."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()

    def __post_init__(self) -> None:
        labels = iter(told_apart([button.label for row in self.buttons for button in row], BUTTON_LIMIT))
        rows = tuple(tuple(replace(button, label=next(labels)) for button in row) for row in self.buttons)
        object.__setattr__(self, "buttons", rows)

    @property
    def text(self) -> str:
        """What people read, without formatting."""
        return plain_text(self.html)


def with_highlights(markdown: str, sentences: Iterable[str]) -> str:
    """The Markdown with these sentences, as they stand in it, in bold; not those whose marks would then be read."""
    read = plain_text(to_html(markdown))
    for sentence in sentences:
        mark = LINE_MARKS.match(sentence)
        start = mark.end() if mark else len(sentence) - len(sentence.lstrip())
        core = sentence[start:].rstrip()
        bold = core.replace("**", "")
        marked = markdown.replace(sentence, sentence.replace(core, f"**{bold}**", 1), 1)
        if bold and plain_text(to_html(marked)) == read:
            markdown = marked
    return markdown


def source_line(note: Note) -> str:
    """Kind, first source and day of checking, as the line under an answer: escaped HTML."""
    kind = replies.KIND[note.kind] + (f" ({replies.EXAMPLE})" if note.example else "")
    named = [_short(source) for source in note.sources if source.name != OWN_SOURCE][:SOURCES_NAMED]
    return escape(" · ".join(["📎 " + kind, *named, replies.CHECKED.format(day=replies.day(note.checked))]))


def _short(source: Source) -> str:
    """What tells a reader where to look: `UU 25/2009 tentang Pelayanan Publik`, `Pasal 34` -> `UU 25/2009 Pasal 34`."""
    number = re.match(r".*?\d+/\d{4}\b", source.name)
    return f"{number[0]} {source.part}".strip() if number else str(source)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: for the greeting, and to know whether a note is overdue. `moment` is in local time."""

    moment: datetime
    name: str = ""

    def overdue(self, note: Note) -> bool:
        """Whether the note should have been checked again by now."""
        return note.is_overdue(self.moment.date())


_SMALL_TALK = {
    "thanks": replies.THANKS,
    "acknowledged": replies.ACKNOWLEDGED,
    "goodbye": replies.GOODBYE,
    "identity": replies.IDENTITY,
    "distress": replies.DISTRESS,
    "no_words": replies.NO_WORDS,
    "too_long": replies.TOO_LONG,
}
TOPICS_ROW = (Button(replies.BUTTON_TOPICS, data="t:"),)


class Messenger:
    """Makes messages. `username` is the bot's, for links that open a note; empty where there are no links."""

    def __init__(self, username: str = "") -> None:
        self.username = username

    def answer(self, answer: Answer, number: int, reader: Reader) -> Message:
        """The message for an answer, whatever its kind; `number` is the stored question's, 0 if it is not stored."""
        if answer.note:
            return self._note_answer(answer, answer.note, number, reader)
        pick = f"p:{number}" if number else "n"
        offered = tuple((Button(on_button(note), data=f"{pick}:{note.id}"),) for note in answer.suggestions)
        if answer.kind == "unsure":
            text = replies.UNSURE if len(offered) > 1 else replies.UNSURE_ONE
            text = escape(articles.lacking(answer.gap)) if answer.gap else text
            none = ((Button(replies.BUTTON_NONE, data=f"x:{number}"),),) if number else ()
            return Message(text, (*offered, *none))
        if answer.kind in {"unknown", "no_article"}:
            text = _not_known(answer, stored=bool(number))
            return Message(f"{text} {replies.NEAREST}" if offered else text, (*offered, TOPICS_ROW))
        if answer.kind == "greeting":
            greeting = replies.greeting(reader.moment.hour, escape(reader.name), answer.understood)
            return Message(replies.GREETING.format(greeting=greeting), (TOPICS_ROW,))
        return Message(_SMALL_TALK[answer.kind], (TOPICS_ROW,) if answer.kind in {"identity", "no_words"} else ())

    def full_note(self, note: Note, reader: Reader) -> list[Message]:
        """The whole note in as few messages as hold it; long sections are folded into expandable quotations."""
        blocks = [f"<b>{escape(note.title)}</b>", *(_section(chunk.text) for chunk in chunks_of(note))]
        blocks.append(self._foot(note, (), reader, origin=True))
        more = [f"• {escape(str(source))}" for source in note.sources]
        blocks += ["\n".join(more[start : start + 5]) for start in range(0, len(more), 5)]
        return [Message(text) for text in packed(blocks)]

    def preview(self, answer: Answer, note: Note, reader: Reader, head: str) -> Message:
        """A note as an answer shows it, without buttons, under some lines of HTML about it."""
        markdown = "".join(chunk.text for chunk in answer.passages)
        foot = self._foot(note, answer.see_also, reader, origin=True)
        return self._framed(note, markdown, foot, (), f"{head}\n\n")

    def retired(self, retired: Retired, reader: Reader) -> list[Message]:
        """What stands behind the link of a retired note: itself if it is obsolete, and what replaces it."""
        other = retired.successor
        rows = ((Button(on_button(other), data=f"n:{other.id}"),),) if other else ()
        if retired.note.state == "archived":
            text = replies.NOTE_ARCHIVED.format(title=escape(retired.note.title))
            return [Message(f"{text} {replies.REPLACED_BY}" if other else text, rows)]
        following = [Message(replies.REPLACED_BY, rows)] if other else []
        return [*self.full_note(retired.note, reader), *following]

    def link_to(self, note: Note) -> str:
        """The note's title as a link that opens it: escaped HTML."""
        return self._link(note, note.title)

    def shared(self, note: Note, passages: Sequence[Chunk], reader: Reader) -> Message:
        """A note as it is shared into another conversation: its opening, its source and a link to all of it."""
        markdown = "".join(chunk.text for chunk in passages)
        foot = f"{self._foot(note, (), reader)}\n{self._link(note, replies.BUTTON_FULL)}"
        return self._framed(note, markdown, foot, ())

    def _note_answer(self, answer: Answer, note: Note, number: int, reader: Reader) -> Message:
        """Title, the passage that answers, source line, notes to read next."""
        markdown = with_highlights("".join(chunk.text for chunk in answer.passages), answer.highlights)
        rows: list[tuple[Button, ...]] = []
        if number:
            helpful = Button(replies.BUTTON_HELPFUL, data=f"v:{number}:1")
            rows.append((helpful, Button(replies.BUTTON_NOT_HELPFUL, data=f"v:{number}:0")))
        if len(answer.passages) < len(chunks_of(note)):
            rows.append((Button(replies.BUTTON_FULL, data=f"n:{note.id}"),))
        rows += [(Button(articles.button_of(change), data=f"n:{change.note.id}"),) for change in answer.changes]
        above = f"{escape(articles.lacking(answer.gap))}\n\n" if answer.gap else ""
        above += "".join(
            f"{articles.changed(change, escape(change.law), self._link(change.note, change.place))}\n\n"
            for change in answer.changes
        )
        return self._framed(note, markdown, self._foot(note, answer.see_also, reader), tuple(rows), above)

    def _framed(
        self, note: Note, markdown: str, foot: str, rows: tuple[tuple[Button, ...], ...], above: str = ""
    ) -> Message:
        return Message(_fitting(f"{above}<b>{escape(note.title)}</b>\n\n", markdown, f"\n\n{foot}"), rows)

    def _foot(self, note: Note, see_also: Sequence[Note], reader: Reader, *, origin: bool = False) -> str:
        """What stands under a note: source line, who gave it, a warning if it is overdue, notes to read next.

        With `origin` also the link to the message that it comes from.
        """
        lines = [source_line(note)]
        if note.contributor:
            lines.append(replies.CONTRIBUTED.format(name=escape(note.contributor)))
        if origin and note.origin:
            lines.append(f'<a href="{html.escape(note.origin)}">{replies.ORIGIN}</a>')
        lines += _warnings(note, reader)
        if see_also:
            lines.append(f"{replies.SEE_ALSO}: " + " · ".join(self._link(other, other.title) for other in see_also))
        return "\n".join(lines)

    def _link(self, note: Note, label: str) -> str:
        """A link that opens a note, or its label alone where there are no links."""
        label = escape(label)
        return f'<a href="https://t.me/{self.username}?start={note.id}">{label}</a>' if self.username else label


def _not_known(answer: Answer, *, stored: bool) -> str:
    """What is said where no note answers: escaped HTML."""
    if answer.gap:
        lacking = escape(articles.lacking(answer.gap))
        return f"{lacking} {replies.STORED}" if stored and answer.kind == "unknown" else lacking
    if answer.outside:
        return replies.OUTSIDE
    return replies.UNKNOWN if stored else replies.UNKNOWN_UNSTORED


def _warnings(note: Note, reader: Reader) -> list[str]:
    """What to know before a note is used: it is retired, to be checked, or overdue. At most one."""
    if note.state in replies.STATE_WARNING:
        return [replies.STATE_WARNING[note.state]]
    return [replies.OVERDUE.format(month=replies.month(note.review_by))] if reader.overdue(note) else []


def _section(markdown: str) -> str:
    """A section as HTML; if it is long, its text after the heading in an expandable quotation."""
    heading, _, rest = markdown.partition("\n")
    text = to_html(rest) if HEADING.match(heading) else ""
    if visible_length(text) < QUOTED_FROM or "<blockquote>" in text:
        return to_html(markdown)
    return f"{to_html(heading)}\n<blockquote expandable>{text}</blockquote>"


def fits(formatted: str) -> bool:
    """Whether one message holds this Telegram HTML."""
    return visible_length(formatted) <= MESSAGE_LIMIT and len(formatted.encode()) <= MARKUP_LIMIT


def _fitting(head: str, markdown: str, foot: str) -> str:
    """The Markdown as HTML between head and foot, or as much of its beginning as one message holds."""
    whole = f"{head}{to_html(markdown)}{foot}"
    if fits(whole):
        return whole
    held = ""
    for block in split_text(markdown, CUT_BY):
        if not fits(f"{head}{to_html(held + block)}\n…{foot}"):
            break
        held += block
    return f"{head}{to_html(held)}\n…{foot}"


def packed(blocks: Iterable[str], between: str = "\n\n") -> list[str]:
    """Blocks of HTML joined into as few messages as hold them; one that no message holds loses its formatting."""
    messages: list[str] = []
    for block in blocks:
        if not fits(block):
            messages += [escape(piece) for piece in split_text(plain_text(block), MESSAGE_LIMIT // 2)]
        elif messages and fits(f"{messages[-1]}{between}{block}"):
            messages[-1] += f"{between}{block}"
        elif block:
            messages.append(block)
    return messages
