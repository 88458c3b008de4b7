"""What an admin sees of people and their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import replies
from bot.markup import escape
from bot.message import Button, Message
from bot.replies import roles as say
from knowledge_base.roles import ROLES, Role

PAGE = 8
"""People on one page."""
NAMED = 12
"""Names in a line; a name has up to 130 characters."""


def name_of(names: Mapping[int, str], person: int) -> str:
    """What a person is called, or their id."""
    return names.get(person) or say.SOMEBODY.format(number=person)


def overview(admins: Sequence[int], moderators: Sequence[int], names: Mapping[int, str]) -> Message:
    """Who has which role, with a button for each of the first ones, and ways to find others."""
    listed = [_listed([name_of(names, each) for each in people]) for people in (admins, moderators)]
    people = (*admins, *moderators)
    rows = [(Button(name_of(names, each), data=f"o:u:{each}"),) for each in people[: 3 * PAGE]]
    ways = ((Button(say.BUTTON_PICK, data="o:l:0"),), (Button(say.BUTTON_FIND, data="o:f"),))
    text = say.OVERVIEW.format(admins=listed[0], moderators=listed[1])
    return Message(text, (*rows, *ways))


def _listed(names: Sequence[str]) -> str:
    more = [say.MORE.format(count=len(names) - NAMED)] if len(names) > NAMED else []
    return ", ".join([*map(escape, names[:NAMED]), *more]) or say.NOBODY


def people_page(people: Sequence[tuple[int, str]], page: int) -> Message:
    """People as buttons; one more than a page holds means that there is a next one."""
    rows = [(Button(name, data=f"o:u:{person}"),) for person, name in people[:PAGE]]
    turns = [Button(replies.BUTTON_PREVIOUS, data=f"o:l:{page - 1}")] if page else []
    turns += [Button(replies.BUTTON_NEXT, data=f"o:l:{page + 1}")] if len(people) > PAGE else []
    return Message(say.PICK, (*rows, *([tuple(turns)] if turns else []), _back()))


def card(  # noqa: PLR0913 - what there is to know of a person
    person: int, name: str, role: Role, notes: int, *, fixed: bool, inside: bool | None = None
) -> Message:
    """One person: their role now, and the others that they may be given.

    `inside` is whether they may use Prima, as far as that can be given and taken; None where it cannot.
    """
    lines = [say.CARD.format(name=escape(name), role=say.ROLE[role])]
    if notes:
        lines.append(say.CARD_NOTES.format(count=notes))
    if inside is not None:
        lines.append(say.CARD_INSIDE[inside])
    if fixed:
        return Message("\n".join([*lines, say.CARD_SETTINGS]), (_back(),))
    others = [each for each in ROLES if each != role]
    rows = [
        (Button(say.BUTTON_GIVE[each], data=f"o:{'s' if each == 'moderator' else 't'}:{person}:{each}"),)
        for each in others
    ]
    if inside is not None:
        label, decision = (say.BUTTON_SHUT_OUT, "n") if inside else (say.BUTTON_LET_IN, "y")
        rows.append((Button(label, data=f"o:i:{person}:{decision}"),))
    return Message("\n".join(lines), (*rows, _back()))


def ask_take(person: int, name: str, role: Role, notes: int) -> Message:
    """Whether a role is really to be taken away."""
    yes = Button(say.BUTTON_TAKE, data=f"o:s:{person}:pegawai")
    text = say.ASK_TAKE.format(name=escape(name), role=say.ROLE[role])
    text += say.ASK_TAKE_NOTES.format(count=notes) if notes else ""
    return Message(text, ((yes, Button(say.BUTTON_CANCEL, data=f"o:u:{person}")),))


def ask_admin(person: int, name: str) -> Message:
    """Whether somebody is really to become an admin."""
    yes = Button(say.BUTTON_ADMIN, data=f"o:s:{person}:admin")
    text = say.ASK_ADMIN.format(name=escape(name))
    return Message(text, ((yes, Button(say.BUTTON_CANCEL, data=f"o:u:{person}")),))


def _back() -> tuple[Button, ...]:
    return (Button(say.BUTTON_LIST, data="o:a"),)
