"""The pages of /riwayat: a note's revisions, what one of them changed, whether one is brought back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot import replies
from bot.changes import changes_html
from bot.manage_pages import as_read
from bot.markup import escape
from bot.message import Button, Message
from bot.named import names_in
from bot.prima import Prima
from bot.replies import manage as say
from knowledge_base.difference import difference
from knowledge_base.note import Note
from knowledge_base.people import names_of
from knowledge_base.revisions import NOBODY, Revision, brought, without_withdrawn

PAGE = 8
"""Revisions on one page."""
BROUGHT_BACK = re.compile(r"revision (\d+)")
"""How `bring_back` tells which version it was."""
REASON = 120
"""Characters of a reason in the list."""


class HistoryPages:
    """Makes the pages."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    async def page(self, past: list[Revision], page: int) -> Message:
        """Revisions newest first, one a line and one a button."""
        pages = -(-len(past) // PAGE)
        page = min(page, pages - 1)
        shown = past[::-1][page * PAGE : (page + 1) * PAGE]
        names = await self._names(shown)
        identity, title = past[-1].note.id, escape(past[-1].note.title)
        lines = [say.HISTORY_HEAD.format(title=title), *(self._line(each, names) for each in shown)]
        versions = [
            Button(say.BUTTON_VERSION.format(number=e.number), data=f"h:r:{identity}:{e.number}") for e in shown
        ]
        rows = [tuple(versions[start : start + 3]) for start in range(0, len(versions), 3)]
        turns = [Button(replies.BUTTON_PREVIOUS, data=f"h:l:{identity}:{page - 1}")] if page else []
        turns += [Button(replies.BUTTON_NEXT, data=f"h:l:{identity}:{page + 1}")] if page + 1 < pages else []
        back = (Button(replies.BUTTON_MANAGE, data=f"m:v:{identity}"),)
        return Message("\n".join(lines), (*rows, *([tuple(turns)] if turns else []), back))

    def _line(self, revision: Revision, names: dict[int, str]) -> str:
        line = say.HISTORY_LINE.format(number=revision.number, **self._told(revision, names, say.HISTORY_NAME))
        reason = _reason(revision)
        return line + (say.HISTORY_REASON.format(reason=escape(reason[:REASON])) if reason else "")

    def _told(self, revision: Revision, names: dict[int, str], by: str) -> dict[str, str]:
        """Who did what and when, as people read it; what a file, a command or somebody forgotten did has no name."""
        by = by.format(name=escape(names[revision.person])) if revision.person != NOBODY else ""
        others = (hand for hand in revision.hands if hand.person != NOBODY)
        hands = "".join(say.HANDS[hand.part].format(name=escape(names[hand.person])) for hand in others)
        moment = datetime.fromisoformat(revision.at).astimezone(self._prima.reader().moment.tzinfo)
        return {
            "action": say.ACTION[revision.action],
            "name": by + hands,
            "moment": f"{replies.day(moment)} pukul {moment:%H.%M}",
        }

    async def _names(self, revisions: Iterable[Revision]) -> dict[int, str]:
        people = {person for each in revisions for person in (each.person, *(hand.person for hand in each.hands))}
        known = await self._prima.desk.do(names_of, people)
        return {person: known.get(person, f"id {person}") for person in people}

    async def revision(self, past: list[Revision], then: Revision) -> Message:
        """What one revision changed against the one before."""
        told = self._told(then, await self._names([then]), say.REVISION_NAME)
        head = say.REVISION_HEAD.format(number=then.number, **told)
        identity = then.note.id
        if then.number == 1:
            html = f"{head}\n{say.REVISION_FIRST}"
        else:
            forms = (past[then.number - 2].note, then.note)
            before, after = (without_withdrawn(past[-1].note, form, say.NAME_WITHDRAWN) for form in forms)
            named = await names_in(self._prima, before, after)
            html = changes_html(difference(before, after), head, named)
        current = past[-1].note
        same = brought(current, then.note) == current
        rows = [] if same else [_bring_button(identity, then.number)]
        html += f"\n{_nothing_to_bring(current, then.note)}" if same and then.note != current else ""
        back = (Button(replies.BUTTON_BACK, data=f"h:l:{identity}:0"),)
        return Message(html, (*rows, back))

    async def ask(self, past: list[Revision], then: Revision) -> Message:
        """Whether a version is to be brought back, with what that would change."""
        current, identity = past[-1].note, then.note.id
        back = (Button(say.BUTTON_CANCEL, data=f"h:l:{identity}:0"),)
        made = brought(current, then.note)
        if made == current:
            return Message(_nothing_to_bring(current, then.note), (back,))
        out = _names_left_out(made, then.note)
        head = "\n".join([*out, say.ASK_BRING_BACK.format(title=escape(current.title), number=then.number)])
        changes, named = difference(current, made), await names_in(self._prima, current, made)
        yes = Button(say.BUTTON_BRING_BACK_NOW, data=f"h:B:{identity}:{then.number}:{current.hash[:4]}")
        return Message(changes_html(changes, head, named), ((yes, *back),))


def _reason(revision: Revision) -> str:
    """Why a note was changed, as people read it; what a copy brought along of its document is for Prima alone."""
    if revision.action == "copied":
        return ""
    told = BROUGHT_BACK.fullmatch(revision.reason) if revision.action == "brought-back" else None
    return say.REASON_VERSION.format(number=told[1]) if told else as_read(revision.reason)


def _nothing_to_bring(current: Note, then: Note) -> str:
    return "\n".join([say.IS_CURRENT, *_names_left_out(brought(current, then), then)])


def _names_left_out(made: Note, then: Note) -> list[str]:
    """That a name does not come back with an earlier form of a note; empty if every name does."""
    return [] if made.contributor == then.contributor else [say.NAMES_STAY_OUT]


def _bring_button(identity: str, number: int) -> tuple[Button, ...]:
    return (Button(say.BUTTON_BRING_BACK, data=f"h:b:{identity}:{number}"),)
