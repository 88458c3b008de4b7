"""What is personal in a document is told and masked, unless a moderator says that it is an office's own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from bot.replies import documents as words
from knowledge_base.__main__ import cli
from knowledge_base.note import BODY_LIMIT, Note
from knowledge_base.notes import all_notes, find_note
from knowledge_base.store import opened
from knowledge_base.without_personal import kinds_counted, without_personal
from tests.conftest import Stage
from tests.makers import note
from tests.test_telegram_documents import sends
from tests.test_telegram_write import moderator, presses

BARE = "NIK 3173051203900002, telepon 081234567890, surel budi@contoh.id."
MASKED = "NIK [NIK], telepon [nomor telepon], surel [surel]."
FILE = f"# Pasien\n\n## Contoh berkas\n\n{BARE}\n\n## Jam loket\n\nLoket buka pukul 8, hubungi 112.\n"


async def body_of(stage: Stage, identity: str) -> str:
    found = await stage.prima.desk.do(find_note, identity)
    return found.body if found else ""


async def test_what_is_personal_in_a_document_is_told_and_masked(stage: Stage) -> None:
    citra = await moderator(stage)
    found = await sends(stage, citra, FILE, "pasien.md")
    assert "NIK (1 catatan), nomor telepon (1 catatan), surel (1 catatan). Semuanya disamarkan" in found.text
    await presses(stage, citra, words.BUTTON_ALL)
    assert await body_of(stage, "dok-pasien-1") == MASKED
    assert await body_of(stage, "dok-pasien-2") == "Loket buka pukul 8, hubungi 112."


async def test_an_offices_own_numbers_are_kept_if_the_moderator_says_so(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, FILE, "kontak.md")
    shown = await presses(stage, citra, words.BUTTON_BARE)
    assert "akan terbaca semua orang: NIK (1 catatan)" in shown.text
    assert "Semuanya disamarkan" in (await presses(stage, citra, words.BUTTON_MASK)).text
    await presses(stage, citra, words.BUTTON_BARE)
    await presses(stage, citra, words.BUTTON_ALL)
    assert await body_of(stage, "dok-kontak-1") == BARE


async def test_of_a_document_that_holds_nothing_personal_nothing_is_said(stage: Stage) -> None:
    found = await sends(stage, await moderator(stage), FILE.replace(BARE, "Bawa map."), "loket.md")
    assert "pribadi" not in found.text
    assert words.BUTTON_BARE not in [label for row in found.labels for label in row]


def imported(folder: Path, *arguments: str) -> tuple[str, list[Note]]:
    (folder / "pasien.md").write_text(FILE)
    done = CliRunner().invoke(
        cli, ["import", str(folder / "pasien.md"), *arguments], env={"PRIMA_DATA_DIR": str(folder / "data")}
    )
    with opened(folder / "data" / "prima.db") as db:
        return done.output, list(all_notes(db))


def test_an_import_by_command_masks_and_names_the_notes(tmp_path: Path) -> None:
    said, (first, _) = imported(tmp_path)
    assert first.body == MASKED
    assert "personal data was masked in" in said
    assert "dok-pasien-1 (NIK, nomor telepon, surel)\n" in said
    said, (first, _) = imported(tmp_path, "--keep-personal")
    assert first.body == BARE
    assert "personal data was kept in: dok-pasien-1 (NIK" in said


def test_a_masked_note_stays_within_the_limits() -> None:
    long = note("dok-panjang-1", body="081234567890\n" * (BODY_LIMIT // 13))
    made = without_personal(long)
    assert len(made.body) <= BODY_LIMIT
    assert "0812" not in made.body
    assert kinds_counted([long, long, note("x")]) == {"nomor telepon": 2}
