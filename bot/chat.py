"""The same Prima in a terminal, for who has no token yet: answers as text, buttons as numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from datetime import datetime

from bot import replies
from bot.answer import Answerer
from bot.browse_pages import areas_message, notes_message, search_message, topics_message
from bot.handlers.browse import SEARCH_HITS
from bot.markup import TAG
from bot.message import Button, Message, Messenger, Reader
from bot.prima import remembered
from knowledge_base.life import find_retired
from knowledge_base.questions import Asked, store_question, vote
from knowledge_base.store import Desk
from knowledge_base.topics import AREAS

END_WORDS = frozenset({"/selesai", "/keluar", "/quit", "/exit"})
PERSON = 0
"""Whoever sits at the terminal, in the table of votes."""


class TerminalChat:
    """One conversation at a terminal."""

    def __init__(
        self, answerer: Answerer, desk: Desk, write: Callable[[str], None], clock: Callable[[], datetime], *, bold: bool
    ) -> None:
        self._answerer = answerer
        self._desk = desk
        self._write = write
        self._clock = clock
        self._bold = bold
        self._messenger = Messenger()
        self._previous: Asked | None = None
        self._buttons: list[Button] = []

    def run(self, lines: Iterable[str]) -> None:
        """Answers each line until the input or the person ends."""
        for line in lines:
            text = line.strip()
            if text.lower() in END_WORDS:
                break
            if text:
                self._hear(text)

    def _hear(self, text: str) -> None:
        if re.fullmatch(r"\d{1,2}", text) and self._buttons:
            self._press(int(text))
        elif text.lower() in {"/start", "/bantuan", "/help"}:
            self._show(Message(replies.CHAT_INTRO))
        elif text.lower() == "/topik":
            self._show(areas_message(self._answerer.searcher.view().notes))
        elif found := re.fullmatch(r"/cari\b\s*(.*)", text, re.IGNORECASE | re.DOTALL):
            self._search(found[1].strip())
        elif text.startswith("/") and not text.lower().startswith("/tanya"):
            self._show(Message(replies.UNKNOWN_COMMAND))
        else:
            self._answer(re.sub(r"^/tanya\b\s*", "", text, flags=re.IGNORECASE))

    def _search(self, words: str) -> None:
        if not words:
            self._write(replies.SEARCH_AFTER_COMMAND)
            return
        self._show(search_message(words, self._answerer.searcher.search(words, SEARCH_HITS)))

    def _answer(self, question: str) -> None:
        answer = self._answerer.answer(question, self._previous)
        number = self._desk.do_now(store_question, answer.to_asked("terminal"))
        self._previous = remembered(answer) or self._previous
        self._show(self._messenger.answer(answer, number, self._reader))

    def _press(self, number: int) -> None:
        if number < 1 or number > len(self._buttons):
            self._write(replies.CHAT_BUTTON.format(number=number))
            return
        kind, _, rest = self._buttons[number - 1].data.partition(":")
        if kind == "v":
            question, _, helpful = rest.partition(":")
            self._desk.do_now(vote, int(question), PERSON, helpful=helpful == "1")
            self._write(replies.VOTE_THANKS if helpful == "1" else replies.VOTE_SORRY)
        elif kind == "x":
            self._show(Message(replies.NONE_OF_THESE))
        elif kind == "t":
            self._turn(*rest.partition(":")[::2])
        else:
            self._open(rest.partition(":")[2] if kind == "p" else rest, whole=kind == "n")

    def _turn(self, code: str, page: str) -> None:
        notes = self._answerer.searcher.view().notes
        if not code:
            self._show(areas_message(notes))
        elif code in AREAS:
            self._show(topics_message(code, notes))
        else:
            self._show(notes_message(code, notes, int(page or 0)))

    def _open(self, identity: str, *, whole: bool) -> None:
        note = self._answerer.searcher.view().note(identity)
        if note is None:
            self._say_retired(identity)
        elif whole:
            for message in self._messenger.full_note(note, self._reader):
                self._show(message)
        else:
            self._show(self._messenger.answer(self._answerer.open(note), 0, self._reader))

    def _say_retired(self, identity: str) -> None:
        retired = self._desk.do_now(find_retired, identity)
        if retired is None:
            self._write(replies.NOTE_GONE)
            return
        for message in self._messenger.retired(retired, self._reader):
            self._show(message)

    @property
    def _reader(self) -> Reader:
        return Reader(self._clock())

    def _show(self, message: Message) -> None:
        self._buttons = [button for row in message.buttons for button in row]
        labels = "  ".join(f"[{number}] {button.label}" for number, button in enumerate(self._buttons, 1))
        self._write(f"{terminal_text(message.html, bold=self._bold)}\n{labels}\n")


def terminal_text(formatted: str, *, bold: bool) -> str:
    """Telegram HTML as terminal text, with bold as the terminal shows it or none."""
    if bold:
        formatted = formatted.replace("<b>", "\x1b[1m").replace("</b>", "\x1b[22m")
    return html.unescape(TAG.sub("", formatted))
