"""WRITING: a draft as messages: what each step asks, the preview, what is wrong, what is alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import replies
from bot.about import about
from bot.changes import changes_html
from bot.contacts import personal_told, turns
from bot.field_values import proposed_questions, shown_value
from bot.markup import escape, to_html
from bot.message import Button, Message, shortened
from bot.replies import write as words
from bot.step import ADDED_TO, OPTIONAL, WRITTEN, Step
from knowledge_base.chunk import chunks_of
from knowledge_base.difference import Change
from knowledge_base.draft import Draft
from knowledge_base.note import KINDS, VALUES, Note
from knowledge_base.sections import words_of
from knowledge_base.topics import AREAS, TOPICS, topics_of

TITLE_SHOWN = 60
SHOWN = 300
"""Characters of a value that is shown again."""
MESSAGE_SHOWN = 900
"""Characters of a moderator's message to an author."""
ABSENT_SHOWN = 5

Row = tuple[Button, ...]


def button(draft: Draft | int, label: str, verb: str, argument: str = "") -> Button:
    """A button of a draft."""
    number = draft if isinstance(draft, int) else draft.id
    return Button(label, data=f"w:{number}:{verb}" + (f":{argument}" if argument else ""))


def title_of(draft: Draft) -> str:
    """What a draft is called, as people see it: not escaped."""
    title = str(draft.record.get("title", "")) or str(draft.record.get("body", "")).split("\n")[0]
    return shortened(" ".join(title.split()), TITLE_SHOWN) or words.UNTITLED


def out_of_hand(draft: Draft) -> Message:
    """Says to its author what became of a draft that they handed in, published or withdrew."""
    text = words.OVER.get(draft.state, words.DRAFT_GONE)
    reason = escape(shortened(draft.message, MESSAGE_SHOWN))
    rows: tuple[Row, ...] = ((again_button(draft),),) if draft.state == "refused" else ()
    if draft.state == "published" and draft.base:
        rows = ((Button(words.BUTTON_OPEN_NOTE, data=f"n:{draft.base}"),),)
    return Message(text.format(title=escape(title_of(draft)), reason=reason), rows)


def again_button(draft: Draft) -> Button:
    """What makes a refused suggestion a draft in its author's hands again."""
    return Button(words.BUTTON_AGAIN, data=f"d:again:{draft.id}")


def is_credited(draft: Draft) -> bool:
    """Whether its author wants to be named; of a thread that holds other people's words too they are asked alone."""
    if draft.origin.get("own"):
        return bool(draft.origin.get("answers", {}).get(str(draft.person)))
    return bool(draft.record.get("contributor"))


def question(draft: Draft, topics: Sequence[str] = ()) -> Message:
    """What the draft's step asks, with what was said before and with buttons; `topics` are the likeliest ones."""
    step = Step.of(draft.step)
    name = step.name
    text = [_reminder(draft)] if name == "questions" and step.single else []
    text += [words.ASK_BODY_AGAIN if name == "body" and draft.record.get(name) else words.ASKED[name]]
    if name == "sources" and draft.record.get("kind") == "pedoman":
        text.append(words.SOURCES_REQUIRED)
    if draft.record.get(name) and name in WRITTEN:
        text.append(words.NOW.format(value=escape(shortened(shown_value(name, draft.record[name]), SHOWN))))
        text += [words.MORE_JOINS] if name in ADDED_TO else []
    elif name == "questions" and proposed_questions(draft):
        text.append(words.PROPOSED.format(value=escape("\n".join(proposed_questions(draft)))))
    return Message("\n\n".join(text), (*_choices(draft, name, topics), *_ways(draft, step)))


def lacks_questions(draft: Draft) -> Message:
    """A draft that no question finds yet, with the button that asks for some."""
    ends = (button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel"))
    write = button(draft, words.BUTTON_WRITE_QUESTIONS, "field", "questions")
    text = "\n\n".join(filter(None, (_reminder(draft), personal_told(draft), words.LACKS_QUESTIONS)))
    return Message(text, ((write,), *_turning(draft), ends))


def _turning(draft: Draft) -> tuple[Row, ...]:
    label = turns(draft)
    return ((button(draft, label, "contacts"),),) if label else ()


def _choices(draft: Draft, name: str, topics: Sequence[str]) -> tuple[Row, ...]:
    held = draft.record.get(name)
    if name == "kind":
        return (tuple(button(draft, _ticked(replies.KIND[each], held == each), "set", each) for each in KINDS),)
    if name == "topic":
        named = list(dict.fromkeys([*([str(held)] if held in TOPICS else []), *topics]))[:4]
        rows = tuple((button(draft, _ticked(TOPICS[code], held == code), "set", code),) for code in named)
        return (*rows, (button(draft, words.BUTTON_OTHER_AREAS if rows else words.BUTTON_AREAS, "areas"),))
    if name == "values":
        chosen = held or ()
        each = (button(draft, _ticked(words.VALUE_NAMES[value], value in chosen), "value", value) for value in VALUES)
        return (tuple(each),)
    if name in ADDED_TO and held:
        return ((button(draft, words.BUTTON_CLEAR, "clear", name),),)
    offered = {"questions": (words.BUTTON_TAKE, "proposed"), "sources": (words.BUTTON_INTERNAL, "internal")}
    wanted = (name == "questions" and proposed_questions(draft)) or (
        name == "sources" and draft.record.get("kind") == "pedoman"
    )
    return ((button(draft, offered[name][0], "set", offered[name][1]),),) if name in offered and wanted else ()


def _ways(draft: Draft, step: Step) -> tuple[Row, ...]:
    """Back, on, later and cancel."""
    moves = []
    if step.previous:
        moves.append(button(draft, replies.BUTTON_BACK, "back", step.name))
    if draft.record.get(step.name):
        moves.append(button(draft, words.BUTTON_KEEP if step.name in WRITTEN else words.BUTTON_ON, "next", step.name))
    elif step.name in OPTIONAL and not (step.name == "sources" and draft.record.get("kind") == "pedoman"):
        moves.append(button(draft, words.BUTTON_SKIP, "next", step.name))
    ends = (button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel"))
    return (*((tuple(moves),) if moves else ()), ends)


def areas(draft: Draft, area: str = "") -> Message:
    """All areas, or the topics of one, to choose from."""
    back = (button(draft, replies.BUTTON_BACK, "areas" if area else "go"),)
    if area:
        rows = tuple((button(draft, TOPICS[code], "set", code),) for code in topics_of(area))
        return Message(words.ASK_TOPIC_OF_AREA.format(area=escape(AREAS[area])), (*rows, back))
    rows = tuple((button(draft, name, "areas", code),) for code, name in AREAS.items())
    return Message(words.ASK_TOPIC, (*rows, back))


def control(  # noqa: PLR0913 - all that is told of a draft
    draft: Draft,
    changes: Sequence[Change] | None,
    named: Mapping[str, str],
    *,
    publishes: bool,
    moderator: bool,
    moved: bool = False,
    absent: Sequence[str] = (),
) -> Message:
    """What stands under a preview; `changes` are None for a new note, `named` what their ids are called.

    `moved`: somebody else changed the note meanwhile. `absent`: ids that it names as related, and no note has.
    """
    text = words.PREVIEW if publishes else words.PREVIEW_SUGGESTION
    if changes is not None:
        text = words.PREVIEW_EDIT if changes else words.PREVIEW_SAME
    if absent:
        ids = ", ".join(map(escape, absent[:ABSENT_SHOWN])) + (", …" if len(absent) > ABSENT_SHOWN else "")
        text = f"{words.NO_SUCH_RELATED.format(ids=ids)}\n\n{text}"
    if moved:
        text = f"{words.MOVED}\n\n{text}"
    if draft.message and draft.state == "returned":
        text = words.ASKED_FOR_CHANGE.format(message=escape(shortened(draft.message, MESSAGE_SHOWN))) + f"\n\n{text}"
    if changes is None:
        text += f"\n\n{about(draft)}"
    if changes:
        text = changes_html(changes, text, named)
    if told := personal_told(draft):
        text = f"{told}\n\n{text}"
    label, verb = (words.BUTTON_PUBLISH, "publish") if publishes else (words.BUTTON_SUBMIT, "submit")
    looks = (button(draft, words.BUTTON_CHANGE, "fields"), button(draft, words.BUTTON_WHOLE, "full"))
    rows: list[Row] = [(button(draft, label, verb),), looks, *_turning(draft)]
    if draft.origin.get("own") or not (moderator or draft.origin.get("authors")):
        label = words.BUTTON_UNNAME_ME if is_credited(draft) else words.BUTTON_NAME_ME
        rows.append((button(draft, label, "name"),))
    rows.append((button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel")))
    return Message(text, tuple(rows))


def fields(draft: Draft, text: str = "") -> Message:
    """The fields to choose from, and the way to the preview."""
    names = list(words.ASKED)
    each = [button(draft, words.FIELD[name], "field", name) for name in names]
    rows = [tuple(each[start : start + 2]) for start in range(0, len(each), 2)]
    text = text or words.CHOOSE_FIELD.format(title=escape(title_of(draft)))
    return Message(text, (*rows, (button(draft, words.BUTTON_TO_PREVIEW, "go"),)))


def beside(note: Note, changes: Sequence[Change], like: Note | None = None) -> str:
    """A note with its title and its first lines, and in which fields it differs from the one being saved.

    That it has the same text as the one that it is `like` is said.
    """
    opening = shortened(to_text(chunks_of(note)[0].text), SHOWN)
    named = TOPICS.get(note.topic, "")
    topic = (
        f"\n{words.TWIN_TOPIC.format(topic=named)}" if named and named.casefold() not in note.title.casefold() else ""
    )
    names = ", ".join(words.FIELD[change.field].lower() for change in changes if change.field in words.ASKED)
    text = words.TWIN.format(title=escape(note.title), topic=escape(topic), opening=escape(opening))
    same = f"\n{words.TWIN_SAME}" if like and words_of(like.body) == words_of(note.body) else ""
    return text + same + (f"\n{words.TWIN_DIFFERS.format(changes=names)}" if names else "")


def _reminder(draft: Draft) -> str:
    """Which note it is that something is asked about: its title, and how its text begins."""
    title, opening = title_of(draft), shortened(to_text(str(draft.record.get("body", ""))), SHOWN)
    return f"<b>{escape(title)}</b>" + ("" if opening.rstrip(".") == title else f"\n{escape(opening)}")


def to_text(markdown: str) -> str:
    """Markdown as a line of plain text."""
    return " ".join(Message(to_html(markdown)).text.split())


def _ticked(label: str, chosen: bool) -> str:  # noqa: FBT001 - it is a tick
    return (replies.CHOSEN if chosen else "") + label
