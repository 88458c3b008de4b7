"""The machine: space on the disk, who may read and write what, and whether a bot is running."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from bot.finding import Finding
from knowledge_base.instance import running_instance

MEGABYTE = 1_000_000
LITTLE, TOO_LITTLE = 1_000 * MEGABYTE, 100 * MEGABYTE
"""Bytes of free space below which an admin is warned, and below which Prima will soon stop."""


def check_disk(data_dir: Path) -> Finding:
    """The free space where `data_dir` is, or will be."""
    place = next(folder for folder in (data_dir, *data_dir.parents) if folder.is_dir())
    return of_space(shutil.disk_usage(place).free)


def of_space(free: int) -> Finding:
    """The finding for so many free bytes."""
    if free >= LITTLE:
        return Finding("disk", "ok", f"{free // MEGABYTE:,} MB free", f"Ruang kosong {_in_words(free)}.")
    return Finding(
        "disk",
        "error" if free < TOO_LITTLE else "warning",
        f"only {free // MEGABYTE:,} MB free in data_dir; remove old backups or make room",
        f"Ruang kosong di data_dir tinggal {_in_words(free)}. Hapus cadangan lama atau kosongkan ruang.",
    )


def _in_words(free: int) -> str:
    """Free bytes as people read them."""
    return f"{free // (1_000 * MEGABYTE)} GB" if free >= 10_000 * MEGABYTE else f"{free // MEGABYTE} MB"


def check_permissions(data_dir: Path, dotenv: Path) -> list[Finding]:
    """Whether Prima can write its data, and others cannot read data or secrets."""
    found = [*_writable(data_dir), *_private(data_dir, 0o007, "700"), *_private(dotenv, 0o077, "600")]
    fine = Finding("permissions", "ok", "data and secrets are Prima's alone", "Data dan rahasia hanya terbaca Prima.")
    return found or [fine]


def _writable(data_dir: Path) -> list[Finding]:
    place = next(path for path in (data_dir, *data_dir.parents) if path.exists())
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return []
    return [
        Finding(
            "permissions",
            "error",
            f"{place} cannot be written by this user; correct its owner (`chown`), or data_dir",
            f"{place} tidak bisa ditulisi pengguna ini. Perbaiki pemiliknya (`chown`) atau data_dir.",
        )
    ]


def _private(path: Path, forbidden: int, mode: str) -> list[Finding]:
    """A warning when others may read what is private."""
    if not path.exists() or not stat.S_IMODE(path.stat().st_mode) & forbidden:
        return []
    return [
        Finding(
            "permissions",
            "warning",
            f"others on this machine may read {path}; `chmod {mode} {path}`",
            f"Pengguna lain di server bisa membaca {path}. Jalankan `chmod {mode} {path}`.",
        )
    ]


def check_instance(data_dir: Path) -> Finding:
    """Whether a bot is running here; that none is may be meant."""
    holder = running_instance(data_dir)
    if holder:
        return Finding("instance", "ok", f"one bot is running ({holder})", "Satu bot sedang berjalan.")
    return Finding("instance", "ok", "no bot is running with this data_dir", "Tidak ada bot yang berjalan di sini.")
