"""A document that revokes a regulation which other notes cite: moderators hear of it, and decide."""

from __future__ import annotations

from bot.regulation_told import Told
from bot.replies import documents as words
from tests.conftest import Stage
from tests.test_telegram_documents import sends
from tests.test_telegram_write import moderator, presses, says

HEAD = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR {number} TAHUN {year}\nTENTANG\nANTREAN\nMEMUTUSKAN:\n"
OLD = HEAD.format(number=33, year=2026) + "Pasal 1\nAntrean adalah urutan.\nPasal 2\nNomor diambil di loket.\n"
REVOKES = (
    "Pada saat Peraturan Gubernur ini mulai berlaku, Peraturan Gubernur Nomor 33 Tahun 2026 tentang Antrean dan "
    "Peraturan Gubernur Nomor 5 Tahun 2011 tentang Loket dicabut dan dinyatakan tidak berlaku."
)
NEW = HEAD.format(number=9, year=2028) + f"Pasal 1\nAntrean lewat aplikasi.\nPasal 2\n{REVOKES}\n"


async def test_a_revoked_regulation_that_is_cited_is_told_with_the_command(stage: Stage) -> None:
    citra = await moderator(stage)
    await sends(stage, citra, NEW, "baru.txt")
    await presses(stage, citra, words.BUTTON_ALL)
    assert "mencabut" not in stage.world.last_to(citra).text, "nothing that is held cites them"
    await sends(stage, citra, OLD, "lama.txt")
    await presses(stage, citra, words.BUTTON_ALL)
    again = NEW.replace("lewat aplikasi", "lewat aplikasi JAKI")
    page = await sends(stage, citra, again, "baru.txt")
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert "Pergub DKI Jakarta 9/2028 mencabut Peraturan Gubernur Nomor 33 Tahun 2026, yang dirujuk" in page.text
    assert "Nomor 5 Tahun 2011" not in page.text
    command = page.text.partition("salin dan kirim: ")[2].strip()
    told = Told.of_text(command.removeprefix("/peraturan "))
    assert told is not None
    assert told.new == "Pergub DKI Jakarta 9/2028"
    asked = await says(stage, citra, command)
    assert "Peraturan Gubernur Nomor 33 Tahun 2026" in asked.text
