"""A person's card and the list of who has which role, with what the database knows of them."""

from __future__ import annotations

from bot.message import Message
from bot.prima import Prima
from bot.role_pages import card, name_of, overview
from bot.tell import with_role
from knowledge_base.life import notes_of_owner
from knowledge_base.people import names_of


async def card_of(prima: Prima, person: int, names: dict[int, str]) -> Message:
    """The card of one person; `names` are those that Telegram has just told, by id."""
    known = names | await prima.desk.do(names_of, [person])
    notes = await prima.desk.do(notes_of_owner, person)
    role = await prima.access.role(person)
    fixed = person in prima.settings.telegram.admins
    return card(person, name_of(known, person), role, len(notes), fixed=fixed, inside=await inside(prima, person))


async def inside(prima: Prima, person: int) -> bool | None:
    """Whether somebody without a role may use Prima; None where everybody may."""
    if prima.settings.access.mode == "open" or await prima.access.may(person, "moderator"):
        return None
    return await prima.access.admits(person)


async def overview_of(prima: Prima) -> Message:
    """Everybody with a role."""
    admins, moderators = await with_role(prima, "admin"), await with_role(prima, "moderator")
    names = await prima.desk.do(names_of, [*admins, *moderators])
    return overview(admins, moderators, names)


async def called(prima: Prima, person: int) -> str:
    """What a person is called, or their id."""
    return name_of(await prima.desk.do(names_of, [person]), person)
