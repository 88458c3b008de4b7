"""The way to Telegram, the token, and this machine's clock by Telegram's: one call of getMe tells of all three."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from bot.finding import Finding

SECONDS = 10.0
TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
SLOW_BY, WRONG_BY = 30, 300
"""Seconds by which a clock may differ before it is worth a word, and before days and deadlines go wrong."""


def check_telegram(base_url: str, token: str | None, now: datetime) -> list[Finding]:
    """Findings about network, token and clock; `now` is by this machine's clock, with a time zone."""
    asks = token is not None and TOKEN.fullmatch(token)
    try:
        answer = httpx.get(f"{base_url}{token}/getMe" if asks else base_url, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return [_unreachable(error), _form(token) or _unknown()]
    clock = _clock(answer, now)
    return [_network(answer), _form(token) or _token(answer), *([clock] if clock else [])]


def _unreachable(error: Exception) -> Finding:
    """The error's own words are left out: they may hold the address, and with it the token."""
    return Finding(
        "network",
        "error",
        f"Telegram cannot be reached ({type(error).__name__}); check the connection, a proxy, and telegram.base_url",
        "Telegram tidak terjangkau. Periksa sambungan internet, proksi, dan telegram.base_url.",
    )


def _unknown() -> Finding:
    return Finding(
        "token",
        "warning",
        "cannot be checked while Telegram is out of reach",
        "Token belum bisa diperiksa karena Telegram tidak terjangkau.",
    )


def _form(token: str | None) -> Finding | None:
    """What is wrong with a token before anybody is asked about it."""
    if token is None:
        return Finding(
            "token",
            "error",
            "TELEGRAM_BOT_TOKEN is not set; get one from @BotFather and write it into .env",
            "TELEGRAM_BOT_TOKEN belum diatur. Ambil token dari @BotFather, lalu tulis di berkas .env.",
        )
    if not TOKEN.fullmatch(token):
        return Finding(
            "token",
            "error",
            "TELEGRAM_BOT_TOKEN does not have the form 123456:ABC…; copy all of it from @BotFather",
            "TELEGRAM_BOT_TOKEN tidak berbentuk 123456:ABC…. Salin lagi seluruhnya dari @BotFather.",
        )
    return None


def _network(answer: httpx.Response) -> Finding:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Finding(
            "network",
            "warning",
            f"Telegram answers with error {answer.status_code}; nothing to do but wait",
            f"Telegram sedang terganggu (galat {answer.status_code}). Tunggu sebentar.",
        )
    took = 1000 * answer.elapsed.total_seconds()
    return Finding("network", "ok", f"Telegram answers in {took:.0f} ms", f"Telegram menjawab dalam {took:.0f} ms.")


def _token(answer: httpx.Response) -> Finding:
    """What Telegram says of a token of the right form."""
    name = _username(answer)
    if answer.status_code == HTTPStatus.OK and name:
        return Finding("token", "ok", f"belongs to @{name}", f"Token milik @{name}.")
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        return Finding(
            "token",
            "error",
            "Telegram does not know it: it was revoked, or a character is wrong; copy the present one from @BotFather",
            "Telegram tidak mengenal token ini: sudah dicabut atau salah salin. Salin yang berlaku dari @BotFather.",
        )
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return _unknown()
    return Finding(
        "token",
        "error",
        f"telegram.base_url is no Bot API (it answers {answer.status_code}); correct it",
        "telegram.base_url bukan alamat Bot API. Perbaiki di config.yaml.",
    )


def _username(answer: httpx.Response) -> str:
    """The bot's username in an answer to getMe; empty if it is no such answer."""
    try:
        told = answer.json()
        return str(told["result"]["username"])
    except (ValueError, LookupError, TypeError):
        return ""


def _clock(answer: httpx.Response, now: datetime) -> Finding | None:
    """This machine's clock beside the server's; None when the server does not tell."""
    try:
        there = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    late = (there - now).total_seconds()
    if abs(late) < SLOW_BY:
        return Finding("clock", "ok", "agrees with Telegram's", "Jam server cocok dengan jam Telegram.")
    way, arah = ("behind", "terlambat") if late > 0 else ("ahead of", "lebih cepat")
    return Finding(
        "clock",
        "error" if abs(late) >= WRONG_BY else "warning",
        f"is {abs(late):.0f} seconds {way} Telegram's; set it, and have it kept by NTP (`timedatectl set-ntp true`)",
        f"Jam server {arah} {abs(late):.0f} detik. Setel ulang dan aktifkan NTP (`timedatectl set-ntp true`).",
    )
