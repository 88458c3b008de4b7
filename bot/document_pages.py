"""What moderators see of a document that they sent: its notes, one of them, and what it would be within another."""

from __future__ import annotations

from collections.abc import Sequence

from bot import replies
from bot.changes import changes_html
from bot.importing import NAMED, ONLY_ASKED, merges, notes_of, taken_places, titles_of, would
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.replies import documents as words
from bot.replies.write import BUTTON_MERGE
from bot.titles import told_apart
from bot.writing import SHOWN, to_text
from knowledge_base.chunk import chunks_of
from knowledge_base.difference import Change
from knowledge_base.documents.articles import missing_articles
from knowledge_base.documents.legible import illegible
from knowledge_base.draft import Draft
from knowledge_base.note import Note

SAMPLES = 8
TITLE_SHOWN = 90
KEYS_SHOWN = 5
LEAVE = words.BUTTON_LEAVE_IT


def summary(draft: Draft, head: str = "") -> Message:
    """What was found in the document, and what can be done with it; `head` stands above it."""
    record = draft.record
    notes, alike = record["notes"], len(record["alike"])
    if record.get("rival"):
        return _which_document(draft, head)
    found = words.FOUND.format(
        file=escape(shortened(record["title"], SHOWN)),
        count=len(notes),
        became=_against_before(draft),
        alike=words.ALIKE.format(count=alike) if alike else "",
        kind=replies.KIND[notes[0]["kind"]],
    )
    apart = (*_left_out(draft), *_personal(draft), *_missing(draft), *_illegible(draft), *_told_apart(draft))
    lines = [*filter(None, [head]), found, *apart, *_listed(draft)]
    take = (_button(draft, words.BUTTON_ALL, "all"), _button(draft, words.BUTTON_ONE_BY_ONE, "one"))
    ends = (_button(draft, words.BUTTON_KIND, "kind"), Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"))
    return Message("\n".join(lines), (take, *_turning(draft), ends))


def _left_out(draft: Draft) -> list[str]:
    """That what another program wrote above the text is no part of the notes."""
    keys = draft.record.get("left_out", ())
    return [words.LEFT_OUT.format(keys=escape(", ".join(keys[:KEYS_SHOWN])))] if keys else []


def _personal(draft: Draft) -> list[str]:
    """How many notes hold what is personal, and whether it is masked."""
    personal = draft.record.get("personal") or {}
    counts = [words.PERSONAL_COUNT.format(kind=kind, count=count) for kind, count in personal.get("counts", {}).items()]
    text = words.PERSONAL_OPEN if personal.get("open") else words.PERSONAL_MASKED
    return [text.format(counts=", ".join(counts))] if counts else []


def _turning(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    """What shows the personal as it was, or masks it again."""
    personal = draft.record.get("personal") or {}
    label = words.BUTTON_MASK if personal.get("open") else words.BUTTON_BARE
    return ((_button(draft, label, "bare"),),) if personal.get("counts") else ()


def _missing(draft: Draft) -> list[str]:
    """That a regulation's articles were not all found, if so."""
    *others, last = missing_articles(notes_of(draft)) or ("",)
    named = f"{', '.join(others)} dan {last}" if others else last
    return [words.MISSING.format(articles=named)] if named else []


def _illegible(draft: Draft) -> list[str]:
    """Which notes are not taken with all others because nobody can read them."""
    unread = illegible(notes_of(draft))
    named = [escape(note.sources[0].part or shortened(note.title, TITLE_SHOWN)) for note in unread]
    more = [words.MORE.format(count=len(named) - NAMED)] if len(named) > NAMED else []
    return [words.ILLEGIBLE.format(titles=", ".join([*named[:NAMED], *more]))] if named else []


def _which_document(draft: Draft, head: str) -> Message:
    """Whether a document takes the place of another that came under the same name, or with the same words."""
    record = draft.record
    rival = record["rival"]
    alone = rival["by"] == "words" and len(record["notes"]) == 1
    text = words.RIVAL["word" if alone else rival["by"]].format(
        file=escape(shortened(record["title"], SHOWN)),
        count=len(record["notes"]),
        title=escape(record["notes"][0]["title"]),
        rival=escape(shortened(rival["name"], SHOWN)),
        other=escape(rival["title"]),
    )
    ways = (_button(draft, words.BUTTON_APART, "apart"), _button(draft, words.BUTTON_OVER, "over"))
    rows = (ways, (Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"),))
    return Message("\n".join([*filter(None, [head]), text]), rows)


def _known(draft: Draft) -> bool:
    """Whether the document brought notes before."""
    return any(ids for what, ids in draft.record.get("would", {}).items() if what != "added")


def _against_before(draft: Draft) -> str:
    """What would become of how many notes; nothing when the document is new."""
    named = draft.record.get("named", {})
    told = [
        each.format(count=len(ids), titles=titles_of(ids, named))
        for what, each in words.WOULD.items()
        if (ids := would(draft, what))
    ]
    return words.AGAINST_BEFORE.format(became=", ".join(told)) if _known(draft) else ""


def _told_apart(draft: Draft) -> list[str]:
    """Which notes are lost, out of the answers, or corrected by moderators, and what becomes of them."""
    named = draft.record.get("named", {})
    lines = []
    for what, text in words.APART.items():
        if ids := would(draft, what):
            lines.append(text.format(count=len(ids), titles=titles_of(ids, named)))
    return lines


def _listed(draft: Draft) -> list[str]:
    """The first titles; of a document that came before, what is new or changed stands first and says so."""
    notes = draft.record["notes"]
    marks = {identity: mark for what, mark in words.MARKS.items() for identity in would(draft, what)}
    marks = marks if _known(draft) else {}
    ordered = sorted(notes, key=lambda note: note["id"] not in marks)
    titles = told_apart([note["title"] for note in ordered[:SAMPLES]], TITLE_SHOWN)
    lines = [
        words.SAMPLE.format(mark=marks.get(note["id"], ""), title=escape(title))
        for note, title in zip(ordered, titles, strict=False)
    ]
    return [*lines, *([words.MORE.format(count=len(notes) - SAMPLES)] if len(notes) > SAMPLES else [])]


def one(draft: Draft, changes: Sequence[Change] = ()) -> Message:
    """The note that is to be decided on now.

    `changes` are what the file would change in one that was corrected or is out of the answers, else how it differs
    from the one that it is like.
    """
    place = draft.record["place"]
    note = Note.from_dict(draft.record["notes"][place])
    head = words.ONE.format(place=place + 1, count=len(draft.record["notes"]), title=escape(note.title))
    like = draft.record["alike"].get(note.id)
    what = next((each for each in words.ONE_ASKED if note.id in would(draft, each)), "")
    if what:
        text = changes_html(changes, head + words.ONE_ASKED[what])
        text += words.ONE_ALIKE.format(title=escape(like)) if like else ""
    else:
        text = head + words.OPENING.format(opening=escape(shortened(to_text(chunks_of(note)[0].text), SHOWN)))
        text = _beside(text, like, changes) if like else text
    others = len(taken_places(draft))
    if draft.record.get("asks") == ONLY_ASKED and others:
        text += words.OTHERS_AFTER.format(count=others)
    take = words.BUTTON_TAKE_ASKED.get(what, words.BUTTON_APART if like else words.BUTTON_TAKE_IT)
    leave = words.BUTTON_LEAVE_ASKED.get(what, LEAVE)
    choices = (_button(draft, take, "yes", place), _button(draft, leave, "no", place))
    merge = ((_button(draft, BUTTON_MERGE.format(title=like), "join", place),),) if merges(draft, place) else ()
    return Message(text, (*merge, choices, (_button(draft, words.BUTTON_ENOUGH, "enough"),)))


def _beside(text: str, like: str, changes: Sequence[Change]) -> str:
    """A note's beginning, and where it differs from the one that it is like."""
    head = text + words.ONE_ALIKE.format(title=escape(like))
    return changes_html(changes, head + words.ONE_DIFFERS) if changes else head + words.ONE_SAME


def together(draft: Draft, text: str) -> Message:
    """What the older note would be together with the one that is to be decided on, as `text`; it is done if said."""
    place = draft.record["place"]
    like = draft.record["alike"][draft.record["notes"][place]["id"]]
    ways = (
        (_button(draft, words.BUTTON_JOIN_IT, "into", place),),
        (_button(draft, words.BUTTON_APART, "yes", place), _button(draft, LEAVE, "no", place)),
    )
    return Message(text or words.ALL_IN_IT.format(title=escape(like)), ways)


def _button(draft: Draft, label: str, verb: str, place: int | None = None) -> Button:
    return Button(label, data=f"d:{verb}:{draft.id}" + ("" if place is None else f":{place}"))
