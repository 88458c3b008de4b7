"""A strict, in-memory Telegram for end-to-end tests of a python-telegram-bot bot.

    world = World()                                  Telegram, with one bot in it
    ani = world.user("Ani")                          a person
    application = builder(world).build()             a real PTB application, answered by the world
    async with running(application):                 started, with its hooks
    await ani.says("halo")                           queues an update
    await deliver(application, world)                lets the application handle it
    assert world.last_to(ani).text == "Halo, Ani"    what she sees

A call that the real server would refuse is refused in its words. `server.serving` puts the same world behind HTTP,
and `python -m tests.telegram` serves one by hand.

    world      World: people, chats, messages, calls           people, speakers   what a person can do
    api        the one door to the methods                     methods/           what each method does
    parameters names and types of parameters                   rules, text, markup, keyboards, inline, commands,
    access     chats and messages that a call names            files              what each value must be
    wire       MemoryRequest, builder, running, deliver             server, webhook, control   the same over HTTP
    faults     errors on order                                 errors             refusals, and how they are said
"""

from tests.telegram.accounts import Action, Chat
from tests.telegram.api import Call
from tests.telegram.entities import Entity
from tests.telegram.errors import ApiError, ImpossibleError
from tests.telegram.faults import answer_lost, blocked, flood, network_error, server_error, timed_out
from tests.telegram.keyboards import Button
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.telegram.queries import CallbackQuery, InlineQuery, InlineResult
from tests.telegram.wire import MemoryRequest, builder, deliver, running
from tests.telegram.world import World

__all__ = [
    "Action",
    "ApiError",
    "Button",
    "Call",
    "CallbackQuery",
    "Chat",
    "Entity",
    "ImpossibleError",
    "InlineQuery",
    "InlineResult",
    "MemoryRequest",
    "Message",
    "Person",
    "World",
    "answer_lost",
    "blocked",
    "builder",
    "deliver",
    "flood",
    "network_error",
    "running",
    "server_error",
    "timed_out",
]
