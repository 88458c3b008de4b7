"""ACTS: what the record of privileged acts holds, with names in the place of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

from sqlite_utils import Database

from bot.replies import day
from bot.replies import roles as say
from bot.role_pages import name_of
from knowledge_base.audit import SHELL, Entry
from knowledge_base.notes import titles_of
from knowledge_base.people import names_of

K = TypeVar("K", int, str)

ABOUT_PEOPLE = ("role ", "person ")
"""How the actions begin whose subject is a person's id; those below likewise."""
ABOUT_GROUPS = "group "
DRAFT = "draft "
BUILD = re.compile(r"\d{8}T\d{12}-[0-9a-f]{4}")
MINUTE = 13
"""Characters of a build's name up to the minute."""
AT_ONCE = 500
"""Names that are looked up by one query; SQLite takes no more than so many question marks on old machines."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Entries, with the names of people and the titles of notes that stand in them."""

    entries: Sequence[Entry]
    people: dict[int, str]
    titles: dict[str, str]

    @classmethod
    def of(cls, db: Database, entries: Sequence[Entry]) -> Acts:
        """The entries with all names that the database knows."""
        people = {each.person for each in entries} | {int(each.subject) for each in entries if is_person(each)}
        subjects = {each.subject for each in entries}
        return cls(entries, _in_parts(db, names_of, sorted(people)), _in_parts(db, titles_of, sorted(subjects)))

    def who(self, entry: Entry) -> str:
        """Who did it."""
        return {SHELL: say.SHELL, 0: say.SOMEONE}.get(entry.person) or name_of(self.people, entry.person)

    def about(self, entry: Entry, zone: tzinfo | None = None) -> str:
        """To whom or to what: a person's name, a group's or note's title, or the number with what it numbers."""
        subject = entry.subject
        if is_person(entry):
            return name_of(self.people, int(subject))
        if entry.action.startswith(ABOUT_GROUPS):
            return entry.detail or say.GROUP_NAMELESS
        if subject.startswith(DRAFT):
            return say.DRAFT_NUMBER.format(number=subject.removeprefix(DRAFT))
        if BUILD.fullmatch(subject):
            return say.BUILD_OF.format(moment=built_at(subject, zone, (each.subject for each in self.entries)))
        return f"“{self.titles[subject]}”" if subject in self.titles else subject


def act_of(action: str, about: str) -> str:
    """What was done to whom or to what; some acts are about nothing."""
    said = say.ACT.get(action, action)
    return said.replace(say.ABOUT, about) if say.ABOUT in said else f"{said} {about}".rstrip()


def built_at(build: str, zone: tzinfo | None, others: Iterable[str]) -> str:
    """When a build was made, as people here say it; with the second if another one was made in the same minute."""
    moment = moment_of(build).astimezone(zone)
    alike = any(other != build and other[:MINUTE] == build[:MINUTE] for other in others)
    return f"{day(moment)} pukul {moment:{'%H.%M.%S' if alike else '%H.%M'}}"


def moment_of(build: str) -> datetime:
    """When a build of the index was made, by its name."""
    return datetime.strptime(build[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def is_person(entry: Entry) -> bool:
    """Whether it was done to a person: a role was given, or they were let in or not."""
    return entry.action.startswith(ABOUT_PEOPLE) and entry.subject.isdecimal()


def _in_parts(
    db: Database, look_up: Callable[[Database, Iterable[K]], dict[K, str]], keys: Sequence[K]
) -> dict[K, str]:
    """What is looked up of all keys, so many at once."""
    found: dict[K, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        found |= look_up(db, keys[start : start + AT_ONCE])
    return found
