"""What moderators see of a document that they sent: its notes, one of them, and what became of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from bot import replies
from bot.changes import changes_html
from bot.importing import ONLY_ASKED, notes_of, taken_places, would
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.replies import documents as words
from bot.replies.write import BUTTON_MERGE
from bot.writing import SHOWN, to_text
from knowledge_base.becoming import Imported
from knowledge_base.chunk import chunks_of
from knowledge_base.difference import Change
from knowledge_base.documents.articles import missing_articles
from knowledge_base.documents.legible import illegible
from knowledge_base.draft import Draft
from knowledge_base.note import Note

SAMPLES = 8
NAMED = 3
TITLE_SHOWN = 90


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
    lines = [*filter(None, [head]), found, *_missing(draft), *_illegible(draft), *_told_apart(draft), *_listed(draft)]
    take = (_button(draft, words.BUTTON_ALL, "all"), _button(draft, words.BUTTON_ONE_BY_ONE, "one"))
    ends = (_button(draft, words.BUTTON_KIND, "kind"), Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"))
    return Message("\n".join(lines), (take, ends))


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
    told = [each.format(count=len(would(draft, what))) for what, each in words.WOULD.items() if would(draft, what)]
    return words.AGAINST_BEFORE.format(became=", ".join(told)) if _known(draft) else ""


def _told_apart(draft: Draft) -> list[str]:
    """Which notes are lost, out of the answers, or corrected by moderators, and what becomes of them."""
    named = draft.record.get("named", {})
    lines = []
    for what, text in words.APART.items():
        if ids := would(draft, what):
            lines.append(text.format(count=len(ids), titles=_titles(ids, named)))
    return lines


def _titles(ids: Sequence[str], named: Mapping[str, str]) -> str:
    """The first few titles, and how many more there are."""
    told = [escape(named[identity]) for identity in ids if identity in named][:NAMED]
    more = len(ids) - len(told)
    return ", ".join([*told, *([words.MORE.format(count=more)] if more else [])])


def _listed(draft: Draft) -> list[str]:
    """The first titles; of a document that came before, what is new or changed stands first and says so."""
    notes = draft.record["notes"]
    marks = {identity: mark for what, mark in words.MARKS.items() for identity in would(draft, what)}
    marks = marks if _known(draft) else {}
    ordered = sorted(notes, key=lambda note: note["id"] not in marks)
    lines = [
        words.SAMPLE.format(mark=marks.get(note["id"], ""), title=escape(shortened(note["title"], TITLE_SHOWN)))
        for note in ordered[:SAMPLES]
    ]
    return [*lines, *([words.MORE.format(count=len(notes) - SAMPLES)] if len(notes) > SAMPLES else [])]


def one(draft: Draft, changes: Sequence[Change] = ()) -> Message:
    """The note that is to be decided on now; `changes` are what the file would change in one that was corrected."""
    place = draft.record["place"]
    note = Note.from_dict(draft.record["notes"][place])
    head = words.ONE.format(place=place + 1, count=len(draft.record["notes"]), title=escape(note.title))
    like = draft.record["alike"].get(note.id)
    corrected = note.id in would(draft, "corrected")
    if corrected:
        text = changes_html(changes, head + words.ONE_CORRECTED)
    else:
        text = head + words.OPENING.format(opening=escape(shortened(to_text(chunks_of(note)[0].text), SHOWN)))
    text += words.ONE_ALIKE.format(title=escape(like)) if like else ""
    others = len(taken_places(draft))
    if draft.record.get("asks") == ONLY_ASKED and others:
        text += words.OTHERS_AFTER.format(count=others)
    take = words.BUTTON_OF_FILE if corrected else words.BUTTON_APART if like else words.BUTTON_TAKE_IT
    leave = words.BUTTON_KEEP_OURS if corrected else words.BUTTON_LEAVE_IT
    choices = (_button(draft, take, "yes", place), _button(draft, leave, "no", place))
    known = like and note.id in draft.record.get("twins", {})
    merge = ((_button(draft, BUTTON_MERGE.format(title=like), "join", place),),) if known else ()
    return Message(text, (*merge, choices, (_button(draft, words.BUTTON_ENOUGH, "enough"),)))


def taken(file: str, chosen: Sequence[Note], became: Imported, named: Mapping[str, str]) -> Message:
    """What became of a document's notes, and how the first of them is found."""
    fresh = [note for note in chosen if note.id in {*became.added, *became.changed}]
    told = (became.lost, became.retired, became.merged, became.alone, became.corrected)
    if not fresh and not any(told):
        return Message(words.ALL_THE_SAME.format(file=escape(file), count=len(became.same)))
    counted = ", ".join(
        words.BECAME[what].format(count=len(ids), titles=_titles(ids, named))
        for what, ids in became.by_name().items()
        if ids
    )
    text = words.TAKEN.format(file=escape(file), became=counted)
    tried = fresh[len(fresh) // 2].questions[0] if fresh else ""
    if tried and _plain(tried) != _plain(PurePath(file).stem):  # a file's name asks nothing
        text += words.TRY_IT.format(question=escape(tried))
    opens = tuple((Button(note.title, data=f"n:{note.id}"),) for note in fresh[:3])
    return Message(text + (words.BRING_BACK if became.retired else ""), (*opens, *_out_of_answers(chosen, became)))


def _plain(text: str) -> str:
    """A text without what parts its words: a file's name and the title made of it are one."""
    return "".join(filter(str.isalnum, text.casefold()))


def _out_of_answers(chosen: Sequence[Note], became: Imported) -> list[tuple[Button, ...]]:
    """The way to bring notes back that the document holds and that do not answer."""
    retired = [note for note in chosen if note.id in became.retired][:NAMED]
    return [(Button(words.BUTTON_RETIRED.format(title=note.title), data=f"m:{note.id}"),) for note in retired]


def handed_in(file: str, chosen: Sequence[Note], became: Imported, named: Mapping[str, str]) -> Message:
    """What of a document waits for another moderator; notes that the document lost can be looked at from here."""
    fresh = len(became.added) + len(became.changed) + len(became.merged)
    rest = [
        words.NOT_HANDED_IN[what].format(count=len(ids), titles=_titles(ids, named))
        for what, ids in _not_handed_in(became)
    ]
    head = words.HANDED_IN if fresh else words.NOTHING_HANDED_IN
    lost = [
        (Button(words.BUTTON_LOST.format(number=number), data=f"m:{identity}"),)
        for number, identity in enumerate(became.lost[:NAMED], 1)
    ]
    return Message(
        " ".join([head.format(count=fresh, file=escape(file)), *rest]), (*lost, *_out_of_answers(chosen, became))
    )


def _not_handed_in(became: Imported) -> Iterable[tuple[str, tuple[str, ...]]]:
    held = became.by_name()
    return ((what, held[what]) for what in words.NOT_HANDED_IN if held[what])


def _button(draft: Draft, label: str, verb: str, place: int | None = None) -> Button:
    return Button(label, data=f"d:{verb}:{draft.id}" + ("" if place is None else f":{place}"))
