"""IMPORTING: a document's notes on their way, as data of a draft and as messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import replies
from bot.message import Button, Message, escape, shortened
from bot.replies import documents as words
from bot.replies.write import BUTTON_MERGE
from bot.writing import SHOWN, to_text
from knowledge_base.chunk import chunks_of
from knowledge_base.documents.articles import missing_articles
from knowledge_base.draft import Draft
from knowledge_base.imports import Imported
from knowledge_base.namesakes import under_name
from knowledge_base.note import Note

SAMPLES = 8
LOST_SHOWN = 3
ALIKE = "alike"
"""What a draft asks about one by one when all else is taken."""
TITLE_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document: its notes under the name that they are kept by.

    `alike` names for some notes (by id) the note that they are like, `namesake` the first note of another document that
    came under this name.
    """

    name: str
    notes: Sequence[Note]
    alike: Mapping[str, Note]
    became: Imported
    namesake: str = ""


def record_of(reading: Reading) -> dict[str, Any]:
    """What a draft keeps of a document."""
    return {
        "title": reading.name,
        "notes": [note.to_dict() for note in reading.notes],
        "alike": {identity: other.title for identity, other in reading.alike.items()},
        "twins": {identity: other.id for identity, other in reading.alike.items()},
        "became": reading.became.counts(),
        "namesake": reading.namesake,
        "chosen": [],
        "merge": [],
        "place": 0,
    }


def notes_of(draft: Draft) -> list[Note]:
    """The document's notes."""
    return [Note.from_dict(record) for record in draft.record["notes"]]


def renamed(draft: Draft, name: str) -> dict[str, Any]:
    """The fields of a draft's record in which a document has another name."""
    before = notes_of(draft)
    after = under_name(before, name)
    names = {old.id: new.id for old, new in zip(before, after, strict=True)}
    alike, twins = (
        {names[identity]: value for identity, value in draft.record.get(what, {}).items()}
        for what in ("alike", "twins")
    )
    return {"title": name, "notes": [note.to_dict() for note in after], "alike": alike, "twins": twins}


def alike_places(draft: Draft) -> list[int]:
    """The places of the notes that are like one that there is."""
    return [place for place, note in enumerate(draft.record["notes"]) if note["id"] in draft.record["alike"]]


def summary(draft: Draft) -> Message:
    """What was found in the document, and what can be done with it."""
    notes, alike = draft.record["notes"], len(draft.record["alike"])
    if draft.record.get("namesake"):
        return _which_document(draft)
    found = words.FOUND.format(
        file=escape(shortened(draft.record["title"], SHOWN)),
        count=len(notes),
        became=_against_before(draft.record.get("became", {})),
        alike=words.ALIKE.format(count=alike) if alike else "",
        kind=replies.KIND[notes[0]["kind"]],
    )
    lines = [words.SAMPLE.format(title=escape(shortened(note["title"], TITLE_SHOWN))) for note in notes[:SAMPLES]]
    if len(notes) > SAMPLES:
        lines.append(words.MORE.format(count=len(notes) - SAMPLES))
    take = (_button(draft, words.BUTTON_ALL, "all"), _button(draft, words.BUTTON_ONE_BY_ONE, "one"))
    ends = (_button(draft, words.BUTTON_KIND, "kind"), Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"))
    return Message("\n".join([found, *_missing(draft), *lines]), (take, ends))


def _missing(draft: Draft) -> list[str]:
    """That a regulation's articles were not all found, if so."""
    *others, last = missing_articles(notes_of(draft)) or ("",)
    named = f"{', '.join(others)} dan {last}" if others else last
    return [words.MISSING.format(articles=named)] if named else []


def _which_document(draft: Draft) -> Message:
    """Whether a document takes the place of another that came under the same name."""
    record = draft.record
    text = words.NAMESAKE.format(
        file=escape(shortened(record["title"], SHOWN)),
        count=len(record["notes"]),
        title=escape(record["notes"][0]["title"]),
        other=escape(record["namesake"]),
    )
    ways = (_button(draft, words.BUTTON_APART, "apart"), _button(draft, words.BUTTON_OVER, "over"))
    return Message(text, (ways, (Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"),)))


def _against_before(counts: Mapping[str, int]) -> str:
    """What would become of how many notes; nothing when the document is new."""
    told = [each.format(count=counts[what]) for what, each in words.WOULD.items() if counts.get(what)]
    known = any(count for what, count in counts.items() if what != "added")
    return words.AGAINST_BEFORE.format(became=", ".join(told)) if known else ""


def one(draft: Draft) -> Message:
    """The note that is to be decided on now."""
    place = draft.record["place"]
    note = Note.from_dict(draft.record["notes"][place])
    text = words.ONE.format(
        place=place + 1,
        count=len(draft.record["notes"]),
        title=escape(note.title),
        opening=escape(shortened(to_text(chunks_of(note)[0].text), SHOWN)),
    )
    like = draft.record["alike"].get(note.id)
    text += words.ONE_ALIKE.format(title=escape(like)) if like else ""
    if draft.record.get("asks") == ALIKE:
        text += words.ONLY_ALIKE.format(count=len(draft.record["notes"]) - len(alike_places(draft)))
    label = words.BUTTON_APART if like else words.BUTTON_TAKE_IT
    choices = (_button(draft, label, "yes", place), _button(draft, words.BUTTON_LEAVE_IT, "no", place))
    known = like and note.id in draft.record.get("twins", {})
    merge = ((_button(draft, BUTTON_MERGE.format(title=like), "join", place),),) if known else ()
    return Message(text, (*merge, choices, (_button(draft, words.BUTTON_ENOUGH, "enough"),)))


def taken(file: str, chosen: Sequence[Note], became: Imported) -> Message:
    """What became of a document's notes, and how the first of them is found."""
    fresh = [note for note in chosen if note.id in {*became.added, *became.changed}]
    if not (fresh or became.lost or became.retired or became.merged or became.alone):
        return Message(words.ALL_THE_SAME.format(file=escape(file), count=len(became.same)))
    counted = ", ".join(words.BECAME[what].format(count=count) for what, count in became.counts().items() if count)
    text = words.TAKEN.format(file=escape(file), became=counted)
    if fresh:
        text += words.TRY_IT.format(question=escape(fresh[len(fresh) // 2].questions[0]))
    opens = tuple((Button(note.title, data=f"n:{note.id}"),) for note in fresh[:3])
    return Message(text + (words.BRING_BACK if became.retired else ""), (*opens, *_out_of_answers(chosen, became)))


def _out_of_answers(chosen: Sequence[Note], became: Imported) -> list[tuple[Button, ...]]:
    """The way to bring notes back that the document holds and that do not answer."""
    retired = [note for note in chosen if note.id in became.retired][:LOST_SHOWN]
    return [(Button(words.BUTTON_RETIRED.format(title=note.title), data=f"m:{note.id}"),) for note in retired]


def handed_in(file: str, chosen: Sequence[Note], became: Imported) -> Message:
    """What of a document waits for another moderator; notes that the document lost can be looked at from here."""
    fresh = len(became.added) + len(became.changed) + len(became.merged)
    rest = [
        words.NOT_HANDED_IN[what].format(count=len(getattr(became, what)))
        for what in ("same", "retired", "alone", "waiting", "lost")
        if getattr(became, what)
    ]
    head = words.HANDED_IN if fresh else words.NOTHING_HANDED_IN
    lost = [
        (Button(words.BUTTON_LOST.format(number=number), data=f"m:{identity}"),)
        for number, identity in enumerate(became.lost[:LOST_SHOWN], 1)
    ]
    return Message(
        " ".join([head.format(count=fresh, file=escape(file)), *rest]), (*lost, *_out_of_answers(chosen, became))
    )


def _button(draft: Draft, label: str, verb: str, place: int | None = None) -> Button:
    return Button(label, data=f"d:{verb}:{draft.id}" + ("" if place is None else f":{place}"))
