"""What somebody hears who wants to build while another build is running."""

from __future__ import annotations

from datetime import datetime

from bot.markup import escape
from bot.prima import Prima
from bot.replies import rebuild as words
from knowledge_base.errors import BuildRunningError
from knowledge_base.people import names_of


async def running(prima: Prima, error: BuildRunningError, person: int) -> str:
    """Who builds, and since when."""
    names = await prima.desk.do(names_of, [error.by])
    who = words.YOU if error.by == person else names.get(error.by, words.SOMEBODY) if error.by else words.SERVER
    if not error.since:
        return words.RUNNING_NOW.format(who=escape(who))
    zone = prima.reader().moment.tzinfo
    since = datetime.fromisoformat(error.since).astimezone(zone)
    return words.RUNNING.format(who=escape(who), since=f"{since:%H.%M}")
