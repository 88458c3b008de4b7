"""Prima's voice: what every fixed sentence keeps to, and what the menus say."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from bot import replies
from bot.application import commands_of, jobs_of
from bot.message import BUTTON_LIMIT
from knowledge_base.settings import ROOT
from knowledge_base.topics import AREAS, TOPICS
from tests.conftest import Stage
from tests.telegram.commands import DESCRIPTION_LIMIT, read_commands
from tests.telegram.rules import CALLBACK_TEXT_LIMIT
from tests.telegram.text import message_text

FILES = [replies, *(import_module(f"bot.replies.{found.name}") for found in iter_modules(replies.__path__))]


def _of(file: ModuleType) -> str:
    return "" if file is replies else file.__name__.rpartition(".")[2] + "."


SENTENCES: dict[str, str] = {
    f"{_of(file)}{name}": value
    for file in FILES
    for name, value in vars(file).items()
    if name.isupper() and isinstance(value, str)
} | {
    f"{_of(file)}{name}[{key}]": text
    for file in FILES
    for name, value in vars(file).items()
    if name.isupper() and isinstance(value, dict)
    for key, text in value.items()
}
"""Every fixed text by its name."""

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff]")
SIGNS = "📎⚠✅"
QUOTED = re.compile(r"“[^”]*”|misalnya: .*")
"""What people might type; it may be as informal as they are."""

WRONG = """
    kamu kalian kau engkau anda lu elu gue gw
    silahkan merubah dirubah praktek apotik ijin mengijinkan jadual nasehat resiko sistim analisa kwalitas kwantitas
    aktifitas efektifitas produktifitas kreatifitas obyek subyek standarisasi hirarki antri antrian terimakasih telpon
    nomer nopember pebruari karna tau sekedar sekertaris frekwensi konkrit komplit legalisir materai mempengaruhi
    mensukseskan menterjemahkan menyolok metoda musti mustinya himbau himbauan perduli propinsi respon rubah syah tehnik
    tehnologi trampil ujud jaman diantara dimana kemana disini disana diatas dibawah didalam diluar disamping kedalam
    email online offline upload download user customer feedback
    gak nggak enggak ga gimana gmn yg dgn tdk utk krn sdh blm bgmn trims makasih
    adapun dikarenakan dipersilahkan dalam-rangka sehubungan-dengan mohon-maaf-atas-ketidaknyamanannya
""".split()
"""Misspelt, informal, blaming or bureaucratic; a hyphen stands for a space where the words are two."""


SPOKEN = [name for name in SENTENCES if name != "GREETING_EXAMPLE"]


def spoken(text: str) -> str:
    """The text without what it quotes."""
    return QUOTED.sub("", text)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_is_calm(name: str) -> None:
    text = SENTENCES[name]
    assert "!!" not in text
    assert text.count("!") <= 1
    assert not re.search(r"[A-Z]{4,}(?![A-Z_])", re.sub(r"TELEGRAM_BOT_TOKEN", "", text)), "no shouting"


@pytest.mark.parametrize("name", SENTENCES)
def test_an_emoji_is_a_sign_and_there_is_one_at_most(name: str) -> None:
    found = EMOJI.findall(SENTENCES[name])
    assert len(found) <= 1
    assert set(found) <= set(SIGNS)


@pytest.mark.parametrize("name", SPOKEN)
def test_spelling_is_what_the_dictionary_has(name: str) -> None:
    words = " ".join(re.findall(r"[^\W\d_]+", spoken(SENTENCES[name])))
    wrong = [word for word in WRONG if re.search(rf"\b{word.replace('-', ' ')}\b", words)]
    wrong += [word for word in WRONG if word != "anda" and re.search(rf"\b{word.capitalize()}\b", words)]
    assert wrong == []


@pytest.mark.parametrize("name", SENTENCES)
def test_nobody_is_blamed_and_nobody_is_called_by_another_name(name: str) -> None:
    text = spoken(SENTENCES[name])
    assert not re.search(r"Anda (?:salah|keliru|lupa|tidak boleh|harus)", text)
    assert not re.search(r"\b(?:bapak|ibu|saudara|sobat|kak)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("name", SENTENCES)
def test_signs_stand_as_in_print(name: str) -> None:
    text = SENTENCES[name]
    assert not re.search(r" [,.;:?!](?:\s|$)|\s{3,}|[,;:?!]{2,}|\.\.", text)
    assert '"' not in re.sub(r"<[^>]*>", "", text), "“…” are the quotation marks"
    assert text.count("“") == text.count("”")


@pytest.mark.parametrize("name", SENTENCES)
def test_telegram_takes_a_sentence_as_it_is(name: str) -> None:
    assert message_text(SENTENCES[name], "HTML", None).text


ALERTS = ("OLD_BUTTON", "NOTE_GONE", "VOTE_THANKS", "VOTE_SORRY", "TROUBLE", "NOT_READY")


@pytest.mark.parametrize("name", ALERTS)
def test_what_answers_a_button_fits_into_an_alert(name: str) -> None:
    assert len(SENTENCES[name]) <= CALLBACK_TEXT_LIMIT


@pytest.mark.parametrize("label", [text for name, text in SENTENCES.items() if name.startswith("BUTTON_")])
def test_a_button_is_read_whole(label: str) -> None:
    assert 0 < len(label) + len(replies.CHOSEN) <= BUTTON_LIMIT


@pytest.mark.parametrize("name", [*AREAS.values(), *TOPICS.values()])
def test_a_topic_is_read_whole_on_its_button(name: str) -> None:
    assert 0 < len(name) <= BUTTON_LIMIT


def test_no_sentence_lies_unused() -> None:
    read = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.isupper():
                read.add(node.attr)
            elif path.parent.name == "replies" and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                read.add(node.id)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.replies"):
                read |= {name.name for name in node.names}
    assert {name for file in FILES for name in vars(file) if name.isupper()} - read == set()


def test_greetings_name_the_part_of_the_day() -> None:
    assert {replies.greeting(hour) for hour in range(24)} == {
        "Selamat pagi",
        "Selamat siang",
        "Selamat sore",
        "Selamat malam",
    }


async def test_every_command_is_told_from_the_others_and_described(stage: Stage) -> None:
    commands = commands_of(jobs_of(stage.prima))
    names = [name for command in commands for name in command.names]
    assert len(names) == len(set(names))
    read = read_commands([{"command": name, "description": c.description} for c in commands for name in c.names])
    assert set(read) == set(names)
    for command in commands:
        assert 3 <= len(command.description) <= min(DESCRIPTION_LIMIT, 60), "a menu shows one line"
        assert command.description[0].isupper()
        assert not command.description.endswith(".")


async def test_the_help_names_only_commands_that_exist(stage: Stage) -> None:
    commands = commands_of(jobs_of(stage.prima))
    known = {name for command in commands for name in command.names}
    terminal_only = {"selesai"}
    for text in SENTENCES.values():
        assert set(re.findall(r"(?<![\w<])/([a-z]+)\b", text)) <= known | terminal_only
    shown = {name for command in commands for name in command.names if command.role == "pegawai"}
    assert {"topik", "cari", "tanya"} <= set(re.findall(r"(?<![\w<])/([a-z]+)\b", replies.HELP)) <= shown
