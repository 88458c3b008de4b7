"""A document that comes again brings what it says itself; what moderators made of its notes stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.becoming import Imported, told, would_become
from knowledge_base.errors import NotAsShownError
from knowledge_base.imports import hand_in, take_over
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.placing import Shown, placed, with_ids
from knowledge_base.revisions import history, publish
from knowledge_base.store import opened
from tests.makers import note

FILE, CITRA = "anggrek.md", 33
FIRST, SECOND = note("dok-anggrek-1", body="Siram pagi."), note("dok-anggrek-2", body="Pupuk Senin.")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        take(database, [FIRST, SECOND])
        yield database


def take(db: Database, made: Sequence[Note]) -> Imported:
    return take_over(db, drafts.start(db, CITRA, {"title": FILE}).id, FILE, made, made)


def now_of(db: Database, known: Note) -> Note:
    found = find_note(db, known.id)
    assert found is not None
    return found


def test_what_moderators_changed_stays_however_often_the_document_comes(db: Database) -> None:
    own = {"questions": ("kapan siram?",), "related": (SECOND.id,), "values": ("ketepatan",), "topic": "B9"}
    publish(db, replace(now_of(db, FIRST), **own, body="Siram malam."), CITRA, "edited")
    for body in ("Siram siang.", "Siram sore."):
        take(db, [replace(FIRST, body=body, questions=("apa lagi?",)), SECOND])
        assert now_of(db, FIRST) == replace(FIRST, **own, body=body, owner=CITRA)


def test_what_nobody_changed_follows_the_document(db: Database) -> None:
    take(db, [replace(FIRST, body="Siram sore.", questions=("siram?",)), SECOND])
    assert now_of(db, FIRST).questions == ("siram?",)


def test_a_note_that_the_document_says_as_before_is_left_alone(db: Database) -> None:
    publish(db, replace(now_of(db, FIRST), body="Siram malam."), CITRA, "edited")
    before = history(db, FIRST.id)
    take(db, [replace(FIRST, questions=("apa lagi?",)), SECOND])
    assert history(db, FIRST.id) == before


def test_what_was_taken_out_of_the_answers_stays_out(db: Database) -> None:
    set_state(db, FIRST.id, "obsolete", CITRA, replaced_by=SECOND.id)
    take(db, [FIRST, SECOND])
    kept = now_of(db, FIRST)
    assert (kept.state, kept.replaced_by, kept.body) == ("obsolete", SECOND.id, FIRST.body)


def test_a_new_text_under_the_id_of_a_note_out_of_the_answers_is_told_and_published_if_chosen(db: Database) -> None:
    set_state(db, FIRST.id, "archived", CITRA)
    before = now_of(db, FIRST)
    made = [replace(FIRST, body="Semprot daun."), SECOND]
    number = drafts.start(db, CITRA, {"title": FILE}).id
    assert take_over(db, number, FILE, made, made[1:]) == Imported(same=(SECOND.id,), renewed=(FIRST.id,))
    assert now_of(db, FIRST) == before
    assert take(db, made) == Imported(changed=(FIRST.id,), same=(SECOND.id,))
    assert (now_of(db, FIRST).state, now_of(db, FIRST).body) == ("published", "Semprot daun.")


def test_a_note_that_joined_another_is_known_when_the_document_comes_again(db: Database) -> None:
    other = replace(note("dok-lain-1", body="Siram pagi. Lalu keringkan."), title="Menyiram lagi")
    for chosen, expected in (((), Imported(merged=(other.id,))), ((other,), Imported(joined=(other.id,)))):
        number = drafts.start(db, CITRA, {"title": "lain.md"}).id
        into = {} if chosen else {other.id: FIRST.id}
        assert take_over(db, number, "lain.md", [other], chosen, into=into) == expected
    assert "keringkan" in now_of(db, FIRST).body
    assert (now_of(db, other).state, now_of(db, other).replaced_by) == ("obsolete", FIRST.id)
    assert told(would_become(db, [replace(other, body="Bawa gembor.")]), ()).renewed == (other.id,)
    set_state(db, FIRST.id, "archived", CITRA)
    assert told(would_become(db, [other]), ()).retired == (other.id,), "nothing answers for it"


@pytest.mark.parametrize("body", [SECOND.body, "Pupuk Selasa."])
def test_what_only_the_document_had_lost_comes_back_with_it(db: Database, body: str) -> None:
    assert take(db, [FIRST]) == Imported(same=(FIRST.id,), lost=(SECOND.id,))
    take(db, [FIRST, replace(SECOND, body=body)])
    back = now_of(db, SECOND)
    assert (back.state, back.body) == ("published", body)


def test_what_is_out_of_the_answers_is_told_apart(db: Database) -> None:
    set_state(db, FIRST.id, "archived", CITRA)
    made = [FIRST, SECOND]
    expected = Imported(same=(SECOND.id,), retired=(FIRST.id,))
    assert hands_in(db, made) == take(db, made) == expected
    assert drafts.queue(db) == []


def test_a_note_and_the_one_it_stands_beside_name_each_other(db: Database) -> None:
    other = note("dok-lain-1", body="Siram pagi-pagi.")
    number = drafts.start(db, CITRA, {"title": "lain.md"}).id
    beside = {other.id: FIRST.id, "dok-lain-2": SECOND.id}
    take_over(db, number, "lain.md", [other], [other], beside=beside)
    assert [now_of(db, each).related for each in (other, FIRST, SECOND)] == [(FIRST.id,), (other.id,), ()]


def test_a_note_that_is_no_longer_in_the_answers_is_not_named(db: Database) -> None:
    set_state(db, FIRST.id, "archived", CITRA)
    other = note("dok-lain-1")
    number = drafts.start(db, CITRA, {"title": "lain.md"}).id
    take_over(db, number, "lain.md", [other], [other], beside={other.id: FIRST.id})
    assert [now_of(db, each).related for each in (other, FIRST)] == [(), ()]


def test_what_became_of_each_note_is_told(db: Database) -> None:
    third = note("dok-anggrek-3", body="Ganti pot.")
    assert take(db, [FIRST, replace(SECOND, body="Pupuk Selasa."), third]) == Imported(
        added=(third.id,), changed=(SECOND.id,), same=(FIRST.id,)
    )
    assert take(db, [FIRST, third]) == Imported(same=(FIRST.id, third.id), lost=(SECOND.id,))


def hands_in(db: Database, made: Sequence[Note]) -> Imported:
    return hand_in(db, drafts.start(db, CITRA, {"title": FILE}).id, FILE, made, made)


def test_what_two_must_look_at_keeps_what_moderators_made_of_it(db: Database) -> None:
    publish(db, replace(now_of(db, FIRST), questions=("kapan siram?",), values=("ketepatan",)), 44, "edited")
    became = hands_in(db, [replace(FIRST, body="Siram sore.", questions=("apa lagi?",)), SECOND])
    assert became == Imported(changed=(FIRST.id,), same=(SECOND.id,))
    (draft,) = drafts.queue(db)
    proposed = drafts.note_of_draft(db, draft, FIRST.checked)
    assert (proposed.questions, proposed.values, proposed.body) == (("kapan siram?",), ("ketepatan",), "Siram sore.")
    drafts.publish_draft(db, draft.id, proposed, 44)
    assert now_of(db, FIRST).owner == CITRA


def test_who_hands_in_what_waits_already_hands_in_nothing(db: Database) -> None:
    made = [replace(FIRST, body="Siram sore."), note("dok-anggrek-3"), SECOND]
    assert hands_in(db, made) == Imported(added=("dok-anggrek-3",), changed=(FIRST.id,), same=(SECOND.id,))
    assert hands_in(db, made) == Imported(waiting=(FIRST.id, "dok-anggrek-3"), same=(SECOND.id,))
    assert len(drafts.queue(db)) == 2
    assert hands_in(db, [FIRST]) == Imported(same=(FIRST.id,), lost=(SECOND.id,))
    assert now_of(db, SECOND).found, "nothing is archived without a second pair of eyes"


def test_what_moderators_corrected_and_the_document_changed_too_is_told_apart(db: Database) -> None:
    publish(db, replace(now_of(db, FIRST), body="Siram malam."), CITRA, "edited")
    made = [replace(FIRST, body="Siram sore."), replace(SECOND, body="Pupuk Selasa.")]
    assert told(would_become(db, made), ()) == Imported(changed=(SECOND.id,), corrected=(FIRST.id,))
    became = take_over(db, drafts.start(db, CITRA, {"title": FILE}).id, FILE, made, made[1:])
    assert became == Imported(changed=(SECOND.id,), corrected=(FIRST.id,))
    assert now_of(db, FIRST).body == "Siram malam."
    assert take(db, made) == Imported(changed=(FIRST.id,), same=(SECOND.id,))
    assert now_of(db, FIRST).body == "Siram sore."


def test_a_document_that_says_what_moderators_corrected_changes_nothing(db: Database) -> None:
    publish(db, replace(now_of(db, FIRST), body="Siram malam."), CITRA, "edited")
    made = [replace(FIRST, body="Siram malam."), SECOND]
    assert take(db, made) == Imported(same=(FIRST.id, SECOND.id))


def test_a_correction_out_of_the_answers_is_left_alone(db: Database) -> None:
    publish(db, replace(now_of(db, FIRST), body="Siram malam."), CITRA, "edited")
    set_state(db, FIRST.id, "archived", CITRA)
    assert take(db, [FIRST, SECOND]) == Imported(same=(SECOND.id,), retired=(FIRST.id,))
    assert now_of(db, FIRST).body == "Siram malam."


def test_what_a_reviewer_corrected_in_a_documents_note_is_known_as_a_correction(db: Database) -> None:
    made = [FIRST, SECOND, note("dok-anggrek-3", body="Ganti pot tiap tahun.")]
    hands_in(db, made)
    (draft,) = drafts.queue(db)
    proposed = drafts.note_of_draft(db, draft, FIRST.checked)
    drafts.publish_draft(db, draft.id, replace(proposed, body="Ganti pot tiap dua tahun."), 44)
    assert hands_in(db, made).same == ("dok-anggrek-1", "dok-anggrek-2", "dok-anggrek-3")
    later = [*made[:2], replace(made[2], body="Ganti pot tiap musim hujan.")]
    assert told(would_become(db, later), ()).corrected == ("dok-anggrek-3",)


def test_a_newer_proposal_takes_the_place_of_the_one_that_waits(db: Database) -> None:
    own = drafts.start(db, CITRA, {"title": "Saran lain"}, base=now_of(db, FIRST))
    drafts.submit(db, own.id)
    for body in ("Siram sore.", "Siram malam."):
        hands_in(db, [replace(FIRST, body=body), SECOND])
    waiting = drafts.queue(db)
    assert [draft.record["body"] for draft in waiting] == ["Siram pagi.", "Siram malam."]
    assert waiting[0].id == own.id, "what the person proposed by hand stays"
    hands_in(db, [FIRST, SECOND])
    assert [draft.id for draft in drafts.queue(db)] == [own.id], "the document says what is published"


def test_what_another_person_proposed_stays(db: Database) -> None:
    hands_in(db, [replace(FIRST, body="Siram sore."), SECOND])
    made = [replace(FIRST, body="Siram malam."), SECOND]
    hand_in(db, drafts.start(db, 44, {"title": FILE}).id, FILE, made, made)
    assert [(draft.person, draft.record["body"]) for draft in drafts.queue(db)] == [
        (CITRA, "Siram sore."),
        (44, "Siram malam."),
    ]


def test_what_waits_keeps_its_id_when_the_document_comes_again(db: Database) -> None:
    third, fourth = (
        note("dok-anggrek-9", title=title, body=title) for title in ("Ganti pot tiap tahun", "Jemur sebentar")
    )
    made = with_ids(db, FILE, [FIRST, SECOND, third])
    hands_in(db, made)
    again = with_ids(db, FILE, [fourth, FIRST, SECOND, third])
    assert [each.id for each in again] == ["dok-anggrek-4", "dok-anggrek-1", "dok-anggrek-2", "dok-anggrek-3"]


def test_what_is_not_as_it_was_shown_changes_nothing(db: Database) -> None:
    made = [replace(FIRST, body="Siram sore."), SECOND]
    shown = Shown(FILE, "", placed(db, FILE, made).stamp)
    publish(db, replace(now_of(db, FIRST), body="Siram malam."), 44, "edited")
    for way in (take_over, hand_in):
        number = drafts.start(db, CITRA, {"title": FILE}).id
        with pytest.raises(NotAsShownError):
            way(db, number, FILE, made, made, shown=shown)
        assert drafts.find(db, number).state == "writing"
    assert now_of(db, FIRST).body == "Siram malam."
