"""Plays a conversation with the real bot over the tests' Telegram and writes it as a page that looks like a phone.

    python docs/pictures/conversation.py > conversation.html

README's pictures are screenshots of such pages.
"""

from __future__ import annotations

import asyncio
import html
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.answering import answerer_of
from bot.application import build_application
from bot.prima import Prima
from knowledge_base.settings import load_settings
from knowledge_base.store import Desk
from tests.telegram import MemoryRequest, Message, World, deliver, running

QUESTIONS = sys.argv[1:] or [
    "gmn ngadepin warga yg marah di loket?",
    "contohnya?",
    "berapa gaji pns golongan 3a?",
]
STYLE = """
body{margin:0;width:430px;padding:14px 10px 18px;background:#d9e3ee;
font:15px/1.38 Roboto,'Noto Color Emoji',sans-serif}
.m{position:relative;max-width:88%;margin:5px 0;padding:7px 11px 8px;border-radius:13px;background:#fff;
white-space:pre-wrap;box-shadow:0 1px 1px #0002;overflow-wrap:anywhere;width:fit-content}
.me{margin-left:auto;background:#e3fbd0}.b{max-width:88%;display:flex;gap:4px;margin:3px 0}
.b span{flex:1;text-align:center;padding:7px 6px;border-radius:9px;background:#6c87a3d9;color:#fff;font-size:14px}
a{color:#2f7fc4;text-decoration:none}
blockquote{margin:4px 0;padding:3px 9px;border-left:3px solid #4c8ec7;background:#eef5fb;border-radius:5px}
.t{float:right;font-size:11px;color:#8a9;margin:8px 0 0 10px}
"""


async def played() -> list[Message]:
    """The conversation's messages, in order."""
    settings = load_settings()
    world = World()
    ani = world.user("Ani")
    with TemporaryDirectory() as folder, Desk(settings.database) as shipped:
        answerer = answerer_of(settings, shipped)
        moment = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo(settings.time_zone))
        prima = Prima(settings, Desk(Path(folder) / "prima.db"), lambda: answerer, lambda: moment)
        application = build_application(prima, world.token, MemoryRequest(world), MemoryRequest(world))
        async with running(application):
            for question in QUESTIONS:
                await ani.says(question)
                await deliver(application, world)
    return world.messages_in(ani)


def page(messages: list[Message]) -> str:
    """The conversation as a page."""
    rows = []
    for message in messages:
        mine = not message.sender.is_bot
        body = html.escape(message.text) if mine else message.html
        rows.append(f'<div class="m{" me" if mine else ""}">{body}<span class="t">08.30</span></div>')
        for buttons in message.labels:
            labels = "".join(f"<span>{html.escape(label)}</span>" for label in buttons)
            rows += [f'<div class="b">{labels}</div>']
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(rows)}"


if __name__ == "__main__":
    sys.stdout.write(page(asyncio.run(played())))
