"""Prima as its operator runs it: real processes, real signals, a strict Telegram behind a real HTTP server."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.netutil import bind_sockets

from bot import replies
from bot.application import ALLOWED_UPDATES
from knowledge_base.settings import ROOT
from knowledge_base.store import opened
from tests.processes import Program, started, surroundings
from tests.telegram import Message, Person, World, network_error
from tests.telegram.server import serving
from tests.telegram.webhook import HEADER

ANGRY, ANGRY_TITLE = "gmn ngadepin warga yg marah di loket?", "Menghadapi warga yang marah"
SURVEY, SURVEY_TITLE = "cara menghitung nilai IKM", "Menghitung nilai Indeks"
GIFT, GIFT_TITLE = "apa itu gratifikasi?", "Arti gratifikasi"
FOLLOW_UP, FOLLOW_UP_ANSWER = "tenggatnya berapa hari?", "30 hari kerja"
ASKED = ((ANGRY, ANGRY_TITLE), (SURVEY, SURVEY_TITLE), (GIFT, GIFT_TITLE))
BICYCLE, BICYCLE_TITLE = "gmn aturan parkir sepeda pegawai?", "Parkir sepeda pegawai"
BICYCLE_NOTE = f"""---
id: parkir-sepeda-pegawai
title: {BICYCLE_TITLE}
kind: praktik
values: [empati]
questions:
  - {BICYCLE}
  - di mana pegawai menaruh sepeda?
checked: 2026-11-21
review_by: 2027-11-21
example: true
---
Pegawai menaruh sepeda di rak sebelah gerbang timur. Kunci sepeda, lalu ambil kartu rak dari petugas jaga.
"""
READING = 0.3
"""Seconds after which somebody asks again while the index is built; right after the build, without waiting."""
SECRET = "rahasia_webhook-2"
FAILURES = ("Traceback", "an update failed", "was never retrieved", "was destroyed")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped notes, in a folder of their own."""
    folder = tmp_path_factory.mktemp("notes")
    for kind in ("pedoman", "praktik"):
        shutil.copytree(ROOT / "knowledge_base" / kind, folder / kind)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, notes: Path) -> Path:
    """A data folder as `python -m indexer build` leaves it."""
    folder = tmp_path_factory.mktemp("built")
    settings = surroundings({"PRIMA_DATA_DIR": str(folder), "PRIMA_KNOWLEDGE__NOTES_DIR": str(notes)})
    subprocess.run([sys.executable, "-m", "indexer", "build"], check=True, cwd=ROOT, env=settings, capture_output=True)
    return folder


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with an index and an empty log of questions."""
    return shutil.copytree(built, tmp_path / "data", symlinks=True)


def free_port() -> int:
    """A port that nothing listens on."""
    [socket] = bind_sockets(0, "127.0.0.1")
    port: int = socket.getsockname()[1]
    socket.close()
    return port


def settings_of(world: World, base_url: str, data: Path, **more: str) -> dict[str, str]:
    """What lets a bot find the world and the data."""
    return {
        "TELEGRAM_BOT_TOKEN": world.token,
        "PRIMA_TELEGRAM__BASE_URL": f"{base_url}/bot",
        "PRIMA_TELEGRAM__BASE_FILE_URL": f"{base_url}/file/bot",
        "PRIMA_DATA_DIR": str(data),
        "PRIMA_LIMITS__PERSON_PER_MINUTE": "100000",  # who asks here, asks faster than people do
        **more,
    }


async def answer_to(person: Person, question: str, program: Program) -> Message:
    """What Prima answers a person in private; no other question of theirs may be open."""
    before = len(person.world.sent_to(person))
    await person.says(question)
    await program.does(person.world, lambda: len(person.world.sent_to(person)) > before)
    return person.world.last_to(person)


async def test_a_polling_bot_serves_people_through_a_lost_connection_and_a_restart(data: Path) -> None:
    world, port = World(), free_port()
    settings = settings_of(world, f"http://127.0.0.1:{port}", data)
    ani, budi, cici = (world.user(name) for name in ("Ani", "Budi", "Cici"))
    group = world.supergroup("Loket", [ani, budi])
    await ani.says(ANGRY)  # waits at Telegram, and then for the model
    async with started("bot", settings) as prima:
        async with serving(world, port=port):
            await prima.does(world, lambda: world.sent_to(ani))
            assert world.last_to(ani).text.startswith(ANGRY_TITLE)

            gift, survey = await asyncio.gather(answer_to(ani, GIFT, prima), answer_to(budi, SURVEY, prima))
            assert gift.text.startswith(GIFT_TITLE)
            assert survey.text.startswith(SURVEY_TITLE)

            mention = await budi.says(f"@prima_bot {ANGRY}", chat=group)
            listed = await ani.types_inline("warga marah")
            pressed = await budi.presses(survey, replies.BUTTON_FULL)
            await prima.does(world, lambda: world.sent_to(group) and listed.answered and pressed.answered)
            assert world.last_to(group).text.startswith(ANGRY_TITLE)
            assert world.last_to(group).reply_to is mention
            assert ANGRY_TITLE in listed.titles
            await prima.does(world, lambda: len(world.sent_to(budi)) > 1)

        await prima.prints("no updates from Telegram")
        await budi.says(ANGRY)
        async with serving(world, port=port):
            await prima.does(world, lambda: world.last_to(budi).text.startswith(ANGRY_TITLE))
            world.fails_next("sendMessage", times=2, with_=network_error)
            assert (await answer_to(budi, GIFT, prima)).text.startswith(GIFT_TITLE)
            assert await prima.is_stopped() == 0
    assert world.token not in prima.output
    assert [failure for failure in FAILURES if failure in prima.output] == []

    async with serving(world, port=port), started("bot", settings) as prima:
        assert FOLLOW_UP_ANSWER in (await answer_to(ani, FOLLOW_UP, prima)).text
        assert FOLLOW_UP_ANSWER not in (await answer_to(cici, FOLLOW_UP, prima)).text
        vote = await ani.presses(gift, replies.BUTTON_HELPFUL)
        await prima.does(world, lambda: vote.answered and replies.CHOSEN in gift.labels[0][0])
        assert vote.text == replies.VOTE_THANKS

        world.fails_next("sendMessage", times=1_000, with_=network_error)
        await cici.says(ANGRY)
        await prima.prints("no connection to Telegram")
        assert await prima.is_stopped() == 0, "an answer that cannot be sent does not hold the program"
    assert world.token not in prima.output


async def test_a_webhook_bot_hears_only_who_knows_the_secret(data: Path) -> None:
    world, port = World(), free_port()
    ani = world.user("Ani")
    public = "https://prima.example/telegram/prima"
    webhook = {
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "PRIMA_TELEGRAM__MODE": "webhook",
        "PRIMA_TELEGRAM__WEBHOOK_URL": public,
        "PRIMA_TELEGRAM__WEBHOOK_PORT": str(port),
    }
    async with serving(world) as base_url, started("bot", settings_of(world, base_url, data, **webhook)) as prima:
        await prima.prints("Application started")  # it sets the webhook first, and listens a moment later
        hook = world.updates.webhook
        assert (hook.url, hook.secret_token) == (public, SECRET)
        assert set(world.updates.allowed) == set(ALLOWED_UPDATES)
        # The operator's reverse proxy: it takes what comes to the public address to where Prima listens.
        hook.url = public.replace("https://prima.example", f"http://127.0.0.1:{port}")
        assert (await answer_to(ani, ANGRY, prima)).text.startswith(ANGRY_TITLE)

        await ani.says(GIFT)
        forged = json.dumps(world.updates.take())
        for secret in ({}, {HEADER: "salah"}, {HEADER: ""}):
            headers = {"Content-Type": "application/json", **secret}
            refused = await AsyncHTTPClient().fetch(
                hook.url, method="POST", headers=headers, body=forged, raise_error=False
            )
            assert refused.code == 403, secret
        assert (await answer_to(ani, SURVEY, prima)).text.startswith(SURVEY_TITLE)
        assert len(world.sent_to(ani)) == 2, "what was refused is not answered either"
        assert (hook.last_error, world.calls_of("getUpdates")) == (None, [])
        assert await prima.is_stopped() == 0
    assert world.token not in prima.output
    assert SECRET not in prima.output
    assert [failure for failure in FAILURES if failure in prima.output] == []


async def test_what_keeps_a_bot_from_starting_is_said_in_one_line(data: Path, tmp_path: Path) -> None:
    slip, no_database = tmp_path / "slip.yaml", tmp_path / "no-database"
    slip.write_text("answer:\n  see_alsa: 2\n", encoding="utf-8")
    shutil.copytree(data / "index", no_database / "index", symlinks=True)
    (no_database / "prima.db").write_text("bukan basis data", encoding="utf-8")
    world = World()
    foreign_token = f"{world.bot.id}:{'g' * 35}"
    webhook = {
        "PRIMA_TELEGRAM__MODE": "webhook",
        "PRIMA_TELEGRAM__WEBHOOK_URL": "https://prima.example/prima",
        "PRIMA_TELEGRAM__WEBHOOK_PORT": str(free_port()),
    }
    [taken] = bind_sockets(0, "127.0.0.1")
    taken_port = str(taken.getsockname()[1])
    named: dict[str, dict[str, str]] = {
        "TELEGRAM_WEBHOOK_SECRET": webhook,
        "Secret token contains unallowed characters": {**webhook, "TELEGRAM_WEBHOOK_SECRET": "dua kata"},
        f"telegram.webhook_port {taken_port}": {
            **webhook,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "PRIMA_TELEGRAM__WEBHOOK_PORT": taken_port,
        },
        "TELEGRAM_BOT_TOKEN": {"TELEGRAM_BOT_TOKEN": foreign_token},
        "run `python -m indexer build`": {"PRIMA_DATA_DIR": str(tmp_path / "no-index")},
        "prima.db: the database is damaged": {"PRIMA_DATA_DIR": str(no_database)},
        "unknown key 'answer.see_alsa'": {"PRIMA_CONFIG": str(slip)},
    }
    numbers = count()  # each with data of its own, since two do not work with the same
    async with serving(world) as base_url:

        async def said(more: dict[str, str]) -> tuple[int, str]:
            own = shutil.copytree(data, tmp_path / f"data-{next(numbers)}", symlinks=True)
            async with started("bot", settings_of(world, base_url, own) | more) as program:
                return await program.ends(), program.output

        said_of = dict(zip(named, await asyncio.gather(*map(said, named.values())), strict=True))
    taken.close()
    for name, (code, output) in said_of.items():
        lines = [line for line in output.splitlines() if " INFO " not in line]
        assert (code, name in output, len(lines)) == (1, True, 1), output
        assert world.token not in output
        assert foreign_token not in output


async def test_the_index_is_rebuilt_while_people_ask(data: Path, notes: Path, tmp_path: Path) -> None:
    world = World()
    people = [world.user(name) for name in ("Ani", "Budi", "Cici", "Dedi")]
    folder = shutil.copytree(notes, tmp_path / "notes")
    async with serving(world) as base_url:
        settings = settings_of(world, base_url, data, PRIMA_KNOWLEDGE__NOTES_DIR=str(folder))
        async with started("bot", settings) as prima:
            assert BICYCLE_TITLE not in (await answer_to(people[0], BICYCLE, prima)).text
            (folder / "praktik" / "parkir-sepeda-pegawai.md").write_text(BICYCLE_NOTE, encoding="utf-8")
            async with started("indexer build", settings) as builder:

                async def keeps_asking(person: Person) -> None:
                    for number in count():
                        if number >= 10 and built.done():
                            return
                        question, title = ASKED[number % len(ASKED)]
                        answer = await answer_to(person, question, prima)
                        assert answer.text.startswith(title), (number, answer.text)
                        await asyncio.wait({built}, timeout=READING)

                built = asyncio.create_task(builder.ends())
                await asyncio.gather(*(keeps_asking(person) for person in people))
                assert await built == 0, builder.output
            assert (await answer_to(people[0], BICYCLE, prima)).text.startswith(BICYCLE_TITLE)
            assert await prima.is_stopped() == 0
    assert [failure for failure in FAILURES if failure in prima.output] == []
    with opened(data / "prima.db") as db:
        questions = list(db.table("questions").rows)
    answered = [row["build"] for row in questions if row["kind"] == "answer"]
    assert len(answered) >= 41
    assert len(set(answered)) == 2, "people were answered by the old index and by the new one"


async def test_without_a_token_a_pipe_is_answered(data: Path) -> None:
    typed = f"{ANGRY}\n1\n{GIFT}\n{FOLLOW_UP}"
    async with started("bot", {"PRIMA_DATA_DIR": str(data)}, typed=typed) as prima:
        assert await prima.ends() == 0
    assert prima.lines[0].strip() == replies.CHAT_WITHOUT_TELEGRAM
    angry, gift, follow_up, _ = prima.output.split(f"[1] {replies.BUTTON_HELPFUL}")
    assert ANGRY_TITLE in angry
    assert replies.VOTE_THANKS in gift
    assert GIFT_TITLE in gift
    assert FOLLOW_UP_ANSWER in follow_up, follow_up
    assert [failure for failure in FAILURES if failure in prima.output] == []
