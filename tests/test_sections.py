"""A note of a document keeps its id by what it is, wherever it stands when the document comes again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge_base import drafts
from knowledge_base.imports import take_over
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.placing import placed, with_ids
from knowledge_base.revisions import publish
from knowledge_base.sections import same_sections
from knowledge_base.store import opened
from tests.documents import LAW, read

FILE = "aturan.md"
SUBJECTS = ("loket", "parkir", "antrean", "kas", "arsip", "rapat", "taman", "kunci")
HEADINGS = some.lists(some.sampled_from(SUBJECTS), unique=True, min_size=1)
PLACES = some.lists(some.tuples(some.sampled_from(SUBJECTS), some.sampled_from("abc")), unique_by=lambda each: each[0])


def section(subject: str, form: str = "a") -> str:
    said = " ".join(f"{subject} {form} {word}" for word in ("dibuka", "pagi", "hari", "oleh", "petugas"))
    return f"## Soal {subject}\n\nUrusan {said}.\n"


def document(parts: list[str]) -> list[Note]:
    return read("# Aturan kantor\n\nPengantar.\n\n" + "\n".join(parts), FILE)


def held_of(notes: list[Note]) -> dict[str, list[Note]]:
    return {note.id: [note] for note in notes}


@given(HEADINGS, PLACES)
def test_what_stays_keeps_its_id_however_the_rest_is_moved_taken_out_or_put_in(
    before: list[str], after: list[tuple[str, str]]
) -> None:
    old = document([section(subject) for subject in before])
    new = document([section(subject, form if subject not in before else "a") for subject, form in after])
    found = same_sections(held_of(old), new)
    ids = {note.sources[0].part: note.id for note in old}
    for place, note in enumerate(new):
        assert found.get(place) == ids.get(note.sources[0].part)


@given(some.permutations(SUBJECTS))
def test_a_section_is_known_though_the_document_has_no_heading_of_its_own(order: list[str]) -> None:
    """The first section is the document's title then, and another one when they are moved."""
    old = read("\n".join(map(section, SUBJECTS)), FILE)
    new = read("\n".join(map(section, order)), FILE)
    found = same_sections(held_of(old), new)
    assert [old[int(found[place].rpartition("-")[2]) - 1].body for place in range(len(new))] == [
        note.body for note in new
    ]


@given(some.permutations(range(5)))
def test_sections_of_one_heading_are_told_by_their_text(order: list[int]) -> None:
    parts = [f"## Catatan\n\nHal {'pq' * (number + 1)} dan {'rs' * (number + 1)} dibahas.\n" for number in range(5)]
    found = same_sections(held_of(document(parts)), document([parts[number] for number in order]))
    assert [found[place] for place in range(6)] == [
        "dok-aturan-1",
        *(f"dok-aturan-{number + 2}" for number in order),
    ]


def test_a_heading_that_changes_leaves_a_text_what_it_is() -> None:
    old = document([section("loket"), section("kas")])
    new = document([section("kas"), section("loket").replace("Soal loket", "Perihal loket")])
    assert same_sections(held_of(old), new) == {0: "dok-aturan-1", 1: "dok-aturan-3", 2: "dok-aturan-2"}


def test_an_article_is_told_by_its_pasal_also_when_it_moves_to_another_bab() -> None:
    old = read(LAW, "uu.txt")
    moved = (
        LAW.replace("BAB II\n", "").replace("KEWAJIBAN PETUGAS\n", "").replace("Pasal 3\nPetugas", "Pasal 4\nPetugas")
    )
    new = read(moved, "uu.txt")
    known = {note.id: note.sources[0].part for note in old}
    parts = {
        note.sources[0].part: known.get(same_sections(held_of(old), new).get(place, ""))
        for place, note in enumerate(new)
    }
    assert parts["Pasal 2 (Bab I)"] == "Pasal 2 (Bab II)"
    assert parts["Pasal 4 (Bab I)"] is None, "it says what Pasal 3 said, and is another article"


THREE = [section("loket"), section("kas"), section("arsip")]


@pytest.mark.parametrize("archived", [False, True])
def test_a_section_put_in_first_changes_no_other(tmp_path: Path, *, archived: bool) -> None:
    with opened(tmp_path / "prima.db") as db:
        made = document(THREE)
        take_over(db, drafts.start(db, 33, {"title": FILE}).id, FILE, made, made)
        if archived:
            set_state(db, "dok-aturan-3", "archived", 33)
        notes = placed(db, FILE, document([section("taman"), *THREE]))
        became = notes.became
        assert became.added == ("dok-aturan-5",)
        assert became.retired == (("dok-aturan-3",) if archived else ())
        assert not became.changed
        take_over(db, drafts.start(db, 33, {"title": FILE}).id, FILE, notes.notes, notes.notes)
        kept = find_note(db, "dok-aturan-3")
        assert kept is not None
        assert (kept.title, kept.found) == ("Aturan kantor: Soal kas", not archived)


def test_a_section_is_known_by_what_it_was_though_moderators_gave_it_another_title(tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        made = document(THREE)
        take_over(db, drafts.start(db, 33, {"title": FILE}).id, FILE, made, made)
        publish(db, replace(made[1], title="Loket kita", body="Loket buka.", sources=made[0].sources), 33, "edited")
        again = with_ids(db, FILE, document([*reversed(THREE)]))
        assert [note.id for note in again] == [f"dok-aturan-{number}" for number in (1, 4, 3, 2)]


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        for parts in (THREE, THREE[:2], [*THREE[:2], section("taman")]):
            notes = placed(db, FILE, document(parts)).notes
            take_over(db, drafts.start(db, 33, {"title": FILE}).id, FILE, notes, notes)
        assert [note.id for note in notes] == ["dok-aturan-1", "dok-aturan-2", "dok-aturan-3", "dok-aturan-5"]
