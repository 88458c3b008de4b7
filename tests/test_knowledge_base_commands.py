"""`python -m knowledge_base` on real files: what it says, its exit code, and what is in the database afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.__main__ import cli, today
from knowledge_base.audit import SHELL, read_audit
from knowledge_base.errors import DocumentError, FilesError, NoteError
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import all_notes, find_note, published_notes, save_note
from knowledge_base.revisions import history, publish
from knowledge_base.settings import ROOT
from knowledge_base.store import opened
from knowledge_base.sync import note_paths
from tests.documents import LAW, pdf, pdf_pages, plain_docx
from tests.makers import note, notes, write

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a database of its own; an error that `main` would print is raised."""

    def invoke(*arguments: str | Path) -> Result:
        environment = {"PRIMA_DATA_DIR": str(tmp_path / "data")}
        result = CliRunner().invoke(cli, [str(each) for each in arguments], env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    folder = tmp_path / "dokumen"
    folder.mkdir()
    return folder


def stored(tmp_path: Path) -> list[Note]:
    with opened(tmp_path / "data" / "prima.db") as db:
        return list(published_notes(db))


def fresh(identity: str = "C4-pedoman-uji", **changes: object) -> Note:
    """A note that was checked today, whatever day the tests run."""
    return note(identity, **{"checked": today(), "review_by": today() + timedelta(days=90), **changes})


# --- check ---------------------------------------------------------------------------------------------------------


def test_check_says_that_all_is_valid(run: Run, source: Path) -> None:
    write(source, fresh("C4-pedoman-a"))
    write(source, fresh("C4-pedoman-b"))
    result = run("check", source)
    assert (result.exit_code, result.output) == (0, "2 notes, all valid\n")


def test_check_names_every_fault_and_exits_with_1(run: Run, source: Path) -> None:
    first = write(source, fresh("C4-pedoman-a", review_by=today() - timedelta(days=1)))
    (source / "pedoman" / "b.md").write_text("kosong")
    result = run("check", first, source)
    assert result.exit_code == 1
    assert [line.partition(": ")[2].partition("; ")[0] for line in result.stdout.splitlines()] == [
        f"'review_by' {today() - timedelta(days=1)} has passed",
        "'review_by' is not after 'checked'",
        "no front matter",
    ]
    assert f"{first}:14: " in result.stdout
    assert result.stderr == "2 notes, 3 faults\n"


def test_check_knows_the_shipped_notes_that_a_note_names_as_related(run: Run, source: Path) -> None:
    shipped = note_paths(ROOT / "knowledge_base")[0].stem
    assert run("check", write(source, fresh(related=(shipped,)))).exit_code == 0


def test_check_takes_a_file_named_twice_once(run: Run, source: Path) -> None:
    path = write(source, fresh())
    assert run("check", path, source, path).output == "1 notes, all valid\n"


def test_check_of_no_notes_is_an_error(run: Run, source: Path) -> None:
    with pytest.raises(DocumentError, match="no notes there; name Markdown files"):
        run("check", source)


def test_check_of_a_missing_path_is_a_usage_error(run: Run, source: Path) -> None:
    result = run("check", source / "tidak-ada")
    assert (result.exit_code, "does not exist" in result.output) == (2, True)


# --- import --------------------------------------------------------------------------------------------------------


def test_import_takes_notes_and_documents_of_a_folder(run: Run, source: Path, tmp_path: Path) -> None:
    write(source, fresh("A1-praktik-x", kind="praktik", topic="A1"))
    (source / "loket.txt").write_text("Jam buka\nPukul 8.")
    (source / "atur.md").write_text("# Satu\nIsi.\n# Dua\nIsi.")
    result = run("import", source, "--kind", "praktik", "--topic", "C1")
    assert result.exit_code == 0
    assert [line.rpartition("/")[2] for line in result.stdout.splitlines()[:3]] == [
        "atur.md: 2 added", "loket.txt: 1 added", "A1-praktik-x.md: 1 added",
    ]  # fmt: skip
    assert result.stdout.splitlines(keepends=True)[3] == (
        "4 notes from 3 files are in the knowledge base; `python -m indexer build` lets them answer\n"
    )
    assert [(each.id, each.kind, each.topic, each.title) for each in stored(tmp_path)] == [
        ("A1-praktik-x", "praktik", "A1", "Judul A1-praktik-x"),
        ("dok-atur-1", "praktik", "C1", "Atur: Satu"),
        ("dok-atur-2", "praktik", "C1", "Atur: Dua"),
        ("dok-loket-1", "praktik", "C1", "Jam buka"),
    ]


def test_a_document_is_a_pedoman_without_topic_unless_said_otherwise(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "loket.txt").write_text("Jam buka")
    run("import", source / "loket.txt")
    (made,) = stored(tmp_path)
    assert (made.kind, made.topic, made.checked) == ("pedoman", "", today())


@pytest.mark.parametrize("content", [b"---\nid: a\n---\nIsi", b"\xff\xfe", b"  \n"])
def test_a_faulty_file_is_named_and_the_others_are_imported(
    run: Run, source: Path, tmp_path: Path, content: bytes
) -> None:
    write(source, fresh("C4-pedoman-a"), "a.md")
    (source / "b.md").write_bytes(content)
    write(source, fresh("C4-pedoman-z"), "z.md")
    with pytest.raises((NoteError, DocumentError), match=r"dokumen/b\.md"):
        run("import", source)
    assert [each.id for each in stored(tmp_path)] == ["C4-pedoman-a", "C4-pedoman-z"]


def test_the_same_words_under_another_name_are_told(run: Run, source: Path) -> None:
    (source / "aturan.md").write_text("# Satu\nIsi satu.\n# Dua\nIsi dua.")
    assert "word for word" not in run("import", source).stderr
    (source / "lain.md").write_text("# Satu\nIsi satu.\n# Dua\nIsi dua.")
    result = run("import", source / "lain.md")
    assert (result.exit_code, "lain.md: 2 added" in result.stdout) == (0, True)
    assert "lain.md: says word for word what aturan.md says" in result.stderr
    assert "word for word" not in run("import", source / "lain.md").stderr, "said once"


def test_a_database_that_fails_halfway_through_an_import_keeps_none_of_it(
    run: Run, source: Path, tmp_path: Path
) -> None:
    write(source, fresh("C4-pedoman-a"))
    write(source, fresh("C4-pedoman-z"))
    with opened(tmp_path / "data" / "prima.db") as db:
        db.execute(
            "create trigger full before insert on notes when new.id = 'C4-pedoman-z' "
            "begin select raise(abort, 'disk full'); end"
        )
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        run("import", source)
    assert stored(tmp_path) == []


def test_a_path_without_documents_is_an_error_before_anything_is_read(run: Run, source: Path, tmp_path: Path) -> None:
    path = write(source, fresh())
    with pytest.raises(DocumentError, match="no such file or folder"):
        run("import", path, source / "tidak-ada.md")
    assert not (tmp_path / "data").exists()


def test_the_faults_of_all_files_are_told_at_once(run: Run, source: Path, tmp_path: Path) -> None:
    write(source, fresh(), "a.md")
    (source / "kosong.md").write_bytes(b"")
    (source / "rusak.md").write_bytes(b"---\nid: a\n---\nIsi")
    with pytest.raises(FilesError) as raised:
        run("import", source)
    assert all(name in str(raised.value) for name in ("kosong.md: is empty", "rusak.md:"))
    assert [each.id for each in stored(tmp_path)] == [fresh().id]


@pytest.mark.parametrize("arguments", [["--kind", "opini", "x.md"], ["--topic", "Z9", "x.md"], []])
def test_import_refuses_what_it_does_not_know(run: Run, arguments: list[str]) -> None:
    assert run("import", *arguments).exit_code == 2


def test_two_files_that_would_become_one_note_are_refused(run: Run, source: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (source / name).mkdir()
        (source / name / "loket.txt").write_text(f"Kantor {name}")
    with pytest.raises(DocumentError, match=r"b/loket\.txt: its note 'dok-loket-1' is in .*a/loket\.txt too"):
        run("import", source)
    assert stored(tmp_path) == []


def test_imported_again_a_note_replaces_what_it_was(run: Run, source: Path, tmp_path: Path) -> None:
    run("import", write(source, fresh(title="Lama")))
    run("import", write(source, fresh(title="Baru")))
    assert [each.title for each in stored(tmp_path)] == ["Baru"]


def test_a_document_that_became_shorter_archives_what_is_gone(run: Run, source: Path, tmp_path: Path) -> None:
    """Notes of documents whose names begin alike are not touched."""
    (source / "atur.md").write_text("# Satu\nIsi surat ini.\n# Dua\nIsi.\n# Tiga\nIsi.")
    (source / "atur-2.md").write_text("# Lain\nIsi.\n# Lagi\nIsi.")
    run("import", source)
    (source / "atur.md").write_text("# Satu\nIsi surat ini baru.")
    told = run("import", source / "atur.md").stdout
    assert "atur.md: 1 changed\n  archived, for the file does not hold them any more: dok-atur-2, dok-atur-3\n" in told
    assert [(each.id, each.body) for each in stored(tmp_path)] == [
        ("dok-atur-1", "Isi surat ini baru."), ("dok-atur-2-1", "Isi."), ("dok-atur-2-2", "Isi."),
    ]  # fmt: skip
    with opened(tmp_path / "data" / "prima.db") as db:
        assert find_note(db, "dok-atur-3") is not None
    (source / "atur.md").write_text("# Satu\nIsi surat ini.\n# Dua\nKembali.")
    run("import", source / "atur.md")
    assert [each.body for each in stored(tmp_path)][:2] == ["Isi surat ini.", "Kembali."]


KAS = "# Kas kecil\nBukti kas kecil disimpan di laci.\n# Kas besar\nBukti kas besar disimpan di brankas.\n"


def test_another_document_of_the_same_name_is_refused_unless_told_so(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "kas.md").write_text(KAS)
    run("import", source / "kas.md")
    (source / "KAS.txt").write_text("Rapat anggaran dimulai pukul sembilan di aula.")
    with pytest.raises(
        DocumentError, match=r"KAS\.txt: another document .*Kas kecil.*, dok-kas-1.* say --replace"
    ) as error:
        run("import", source / "KAS.txt")
    assert error.value.reason == "clash"
    assert [each.title for each in stored(tmp_path)] == ["Kas: Kas kecil", "Kas: Kas besar"]
    told = run("import", "--replace", source / "KAS.txt").stdout
    assert "KAS.txt: 1 added\n  archived, for the file does not hold them any more: dok-kas-1, dok-kas-2\n" in told
    assert [each.body for each in stored(tmp_path)] == ["Rapat anggaran dimulai pukul sembilan di aula."]


def test_what_did_not_change_and_what_was_not_found_is_told(run: Run, source: Path) -> None:
    law = "".join(f"Pasal {number}\nIsi pasal {number}.\n" for number in (1, 2, 4, 5))
    (source / "pergub.txt").write_text(f"PERATURAN GUBERNUR NOMOR 5 TAHUN 2020\nTENTANG\nLOKET\n{law}")
    assert (
        "pergub.txt: 5 added\n  articles that were not found, look at the original: 3\n" in run("import", source).stdout
    )
    assert "pergub.txt: 5 unchanged\n" in run("import", source).stdout


def test_what_moderators_made_of_a_documents_notes_stays_and_is_told(run: Run, source: Path, tmp_path: Path) -> None:
    parts = {name: f"# {name}\nCatatan {name} disimpan di laci." for name in ("Kas", "Surat", "Buku", "Kunci", "Map")}
    file = source / "kantor.md"
    file.write_text("\n".join(parts.values()))
    run("import", file)
    with opened(tmp_path / "data" / "prima.db") as db:
        made = dict(zip(parts, all_notes(db), strict=True))
        publish(db, replace(made["Kas"], body="Kata Citra."), 11, "edited")
        set_state(db, made["Surat"].id, "archived", 11)
        set_state(db, made["Buku"].id, "obsolete", 11)
        moved = replace(made["Kunci"], checked=date(2020, 1, 1), review_by=date(2020, 6, 1))
        publish(db, moved, 11, "edited")
        before = {identity: len(history(db, each.id)) for identity, each in made.items()}
    told = run("import", file).stdout
    assert (
        "kantor.md: 5 unchanged\n  left alone, for they are archived or obsolete: dok-kantor-2, dok-kantor-3\n" in told
    )
    with opened(tmp_path / "data" / "prima.db") as db:
        assert {identity: len(history(db, each.id)) for identity, each in made.items()} == before
        assert next(each.body for each in all_notes(db)) == "Kata Citra."
    file.write_text(
        "\n".join(parts.values()).replace("Kas disimpan", "Kas kini disimpan").replace("Surat dis", "Surat kini dis")
    )
    told = run("import", file).stdout
    assert "left alone, for moderators corrected them (--overwrite takes the file's text): dok-kantor-1\n" in told
    assert "but the file's text is new (send the file to Prima in Telegram to publish it): dok-kantor-2\n" in told
    told = run("import", "--overwrite", file).stdout
    assert "kantor.md: 1 changed, 4 unchanged\n" in told
    with opened(tmp_path / "data" / "prima.db") as db:
        found = {each.id: (each.state, each.body) for each in all_notes(db)}
    assert found["dok-kantor-1"] == ("published", "Catatan Kas kini disimpan di laci.")
    assert found["dok-kantor-2"] == ("archived", parts["Surat"].partition("\n")[2]), "never without being asked"


def test_a_correction_outlives_an_export_into_another_knowledge_base(run: Run, source: Path, tmp_path: Path) -> None:
    file = source / "kantor.md"
    file.write_text("# Kas\nKas di laci ruang usaha.\n\n# Surat\nSurat di map biru di ruang usaha.\n")
    run("import", file)
    with opened(tmp_path / "data" / "prima.db") as db:
        kas = next(all_notes(db))
        publish(db, replace(kas, body="Kata Citra."), 11, "edited")
    run("export", tmp_path / "salinan")
    shutil.rmtree(tmp_path / "data")
    run("import", tmp_path / "salinan")
    assert "kantor.md: 2 unchanged\n2 notes" in run("import", file).stdout, "it says what it said before"
    file.write_text("# Kas\nKas di lemari ruang usaha.\n\n# Surat\nSurat di map merah di ruang usaha.\n")
    told = run("import", file).stdout
    assert "kantor.md: 1 changed, 1 unchanged\n  left alone, for moderators corrected them" in told
    with opened(tmp_path / "data" / "prima.db") as db:
        assert [each.body for each in all_notes(db)] == ["Kata Citra.", "Surat di map merah di ruang usaha."]


def test_a_kind_that_nobody_named_stays_as_it_was(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "loket.txt").write_text("Jam buka")
    kinds = []
    for arguments in (("--kind", "praktik"), (), ("--kind", "pedoman")):
        run("import", source / "loket.txt", *arguments)
        kinds += [each.kind for each in stored(tmp_path)]
    assert kinds == ["praktik", "praktik", "pedoman"]


def test_what_another_program_wrote_above_a_text_is_left_out_and_told(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "rapat.md").write_text("---\nlayout: post\ndate: 2026-01-01\n---\nLoket baru dibuka.")
    result = run("import", source)
    assert "rapat.md: left out the front matter of another program (layout, date)" in result.stderr
    assert [each.body for each in stored(tmp_path)] == ["Loket baru dibuka."]


def test_a_topic_that_is_named_later_counts(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "loket.txt").write_text("Jam buka")
    for arguments in ((), ("--topic", "C1"), ()):
        run("import", source / "loket.txt", *arguments)
    assert [each.topic for each in stored(tmp_path)] == ["C1"]


def test_what_nobody_can_read_is_left_out_and_told(run: Run, source: Path) -> None:
    head = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR 5 TAHUN 2020\nTENTANG\nLOKET\n"
    law = f"{head}Pasal 1\nLoket buka.\nPasal 2\n(1) (2) (3)\nPasal 3\nLoket tutup.\n"
    (source / "pergub.txt").write_text(law, encoding="utf-8")
    told = run("import", source / "pergub.txt").stdout
    assert "pergub.txt: 3 added\n  left out, for their text cannot be read: Pergub DKI Jakarta 5/2020 Pasal 2\n" in told
    assert "3 notes from 1 files" in told


def test_no_link_leads_out_of_a_folder(run: Run, source: Path, tmp_path: Path) -> None:
    secret, within = tmp_path / "rahasia.txt", source / "dalam.txt"
    secret.write_text("Kata sandi gudang.")
    within.write_text("Jam buka loket.")
    (source / "rahasia.txt").symlink_to(secret)
    (source / "salinan.txt").symlink_to(within)
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "surat.txt").write_text("Surat orang lain.")
    (source / "lain").symlink_to(tmp_path / "lain")
    result = run("import", source)
    assert f"{source / 'rahasia.txt'}: left out, for it is a link to a place outside the folder" in result.stderr
    assert {each.body for each in stored(tmp_path)} == {"Jam buka loket."}
    run("import", source / "rahasia.txt")
    assert "Kata sandi gudang." in {each.body for each in stored(tmp_path)}, "who names the link means it"


def test_notes_are_read_without_starting_a_process_for_each(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of notes take seconds: only documents need a process of their own, and without one none is read."""
    write(source, fresh("C4-pedoman-a"))
    monkeypatch.setattr("knowledge_base.documents.safely.WORKER", ("false",))
    run("import", source)
    assert [each.id for each in stored(tmp_path)] == ["C4-pedoman-a"]
    (source / "loket.txt").write_text("Jam buka")
    with pytest.raises(DocumentError, match="the reader broke down"):
        run("import", source)


def test_every_kind_of_document_is_imported_and_replaces_itself(run: Run, source: Path, tmp_path: Path) -> None:
    for name, content in (
        ("uu.pdf", pdf([("line", line) for line in LAW.split("\n")])),
        ("surat.docx", plain_docx("Surat", "Isi surat ini lama.")),
        ("halaman.html", b"<h1>Halaman</h1><p>Isi."),
    ):
        (source / name).write_bytes(content)
    run("import", source)
    (source / "surat.docx").write_bytes(plain_docx("Surat", "Isi surat ini baru."))
    run("import", source)
    made = {each.id: each for each in stored(tmp_path)}
    assert made["dok-surat-1"].body == "Isi surat ini baru."
    assert made["dok-halaman-1"].body == "Isi."
    assert made["dok-uu-3"].title == "UU 7/2030 Pasal 2 (Bab II Kewajiban Petugas, Bagian Kesatu Sikap)"
    assert len(made) == 9


def test_a_document_over_the_limits_of_the_settings_is_left_out(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "a.txt").write_text("Isi.")
    (source / "b.pdf").write_bytes(pdf_pages(3))
    monkeypatch.setenv("PRIMA_DOCUMENTS__MAX_PAGES", "2")
    with pytest.raises(DocumentError, match=r"b\.pdf: has 3 pages, 2 at most") as error:
        run("import", source)
    assert error.value.reason == "too_many_pages"
    assert [each.id for each in stored(tmp_path)] == ["dok-a-1"]


# --- export --------------------------------------------------------------------------------------------------------


def test_what_is_exported_and_imported_elsewhere_is_the_same(run: Run, source: Path, tmp_path: Path) -> None:
    made = [
        fresh("A1-praktik-x", kind="praktik", topic="A1", example=True, body="Isi\tdengan tab.\n\n---\n\n  kode 😀"),
        fresh("C4-pedoman-uji", title="yes", questions=("12", "null", "a: b"), related=("A1-praktik-x",)),
        fresh("tanpa-topik", topic="", values=()),
    ]
    with opened(tmp_path / "data" / "prima.db") as db:
        for each in made:
            save_note(db, each)
    (source / "loket.md").write_text("Pembuka\n# Jam  **buka**\n\n#### Senin\nPukul 8.\n```\n# kode\n```")
    run("import", source)
    before = stored(tmp_path)
    result = run("export", tmp_path / "keluar")
    assert (result.exit_code, result.stdout) == (0, f"5 notes in {tmp_path / 'keluar'}\n")
    (tmp_path / "data" / "prima.db").rename(tmp_path / "lama.db")
    run("import", tmp_path / "keluar")
    assert stored(tmp_path) == before
    assert before[:2] == made[:2]


@settings(max_examples=20, deadline=None)
@given(some.lists(notes(), max_size=4, unique_by=lambda made: made.id.casefold()))
def test_any_knowledge_base_survives_export_and_import(
    tmp_path_factory: pytest.TempPathFactory, made: list[Note]
) -> None:
    """In whatever state, with whatever owner: nothing is lost, so a forum can keep it in git."""
    folder = tmp_path_factory.mktemp("git")
    with opened(folder / "lama" / "prima.db") as db:
        for each in made:
            save_note(db, each)
    for data, command in (("lama", "export"), ("baru", "import"))[: 2 if made else 1]:
        environment = {"PRIMA_DATA_DIR": str(folder / data)}
        CliRunner().invoke(cli, [command, str(folder / "keluar")], env=environment, catch_exceptions=False)
    with opened(folder / "baru" / "prima.db") as db:
        assert list(all_notes(db)) == sorted(made, key=lambda each: each.id)


def test_an_import_over_an_edited_note_keeps_what_it_was_in_its_history(run: Run, source: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "data" / "prima.db") as db:
        publish(db, fresh(title="Kata Ani"), 11, "written")
    for _ in range(2):
        run("import", write(source, fresh(title="Dari berkas")))
    with opened(tmp_path / "data" / "prima.db") as db:
        told = [(each.person, each.action, each.note.title) for each in history(db, fresh().id)]
    assert told == [(11, "written", "Kata Ani"), (0, "copied", "Dari berkas")]


def test_an_export_is_sorted_into_folders_of_kind_and_topic(run: Run, source: Path, tmp_path: Path) -> None:
    write(source, fresh("A1-praktik-x", kind="praktik", topic="A1"))
    write(source, fresh("tanpa-topik", topic=""))
    run("import", source)
    run("export", tmp_path / "keluar")
    files = sorted(path.relative_to(tmp_path / "keluar").as_posix() for path in (tmp_path / "keluar").rglob("*.md"))
    assert files == ["pedoman/lain/tanpa-topik.md", "praktik/A1/A1-praktik-x.md"]
    assert run("check", tmp_path / "keluar").exit_code == 0


def test_export_of_an_empty_knowledge_base_says_so(run: Run, tmp_path: Path) -> None:
    assert run("export", tmp_path / "keluar").output == f"0 notes in {tmp_path / 'keluar'}\n"


# --- the program ---------------------------------------------------------------------------------------------------


def test_a_known_error_is_one_message_and_exit_code_1(tmp_path: Path) -> None:
    environment = {**os.environ, "PRIMA_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "knowledge_base", "import", str(tmp_path / "tidak-ada")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / 'tidak-ada'}: no such file or folder\n"


def test_help_names_every_command(run: Run) -> None:
    output = run("--help").output
    assert run("-h").output == output
    assert all(f"  {name} " in output for name in cli.commands)
    assert {"check", "import", "export"} <= set(cli.commands)


def test_what_commands_do_with_all_of_it_is_written_down(run: Run, source: Path, tmp_path: Path) -> None:
    write(source, fresh(), "catatan.md")
    run("import", source)
    run("export", tmp_path / "keluar")
    run("backup", tmp_path / "cadangan.zip")
    run("restore", tmp_path / "cadangan.zip")
    with opened(tmp_path / "data" / "prima.db") as db:
        written = [(entry.person, entry.action, entry.subject) for entry in read_audit(db, 5)]
    assert written == [
        (SHELL, "restore", "cadangan.zip"),
        (SHELL, "export", "keluar"),
        (SHELL, "import", "catatan.md"),
    ], "the backup was made before it was written down"
    run("backup", tmp_path / "lagi.zip")
    with opened(tmp_path / "data" / "prima.db") as db:
        (entry,) = read_audit(db, 1)
    assert (entry.person, entry.action, entry.subject) == (SHELL, "backup", "lagi.zip")
