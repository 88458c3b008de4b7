"""NOTE: one thing that Prima knows, and the Markdown file it lives in.

A file is YAML front matter between two `---` lines and a Markdown body. Reading reports every fault at once, each with
its line and what to do; writing gives one canonical form, so that reading it back gives the same note.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.reader import ReaderError

from knowledge_base.errors import Fault, NoteError
from knowledge_base.faults import fault
from knowledge_base.topics import TOPICS
from knowledge_base.unread import code_of

T = TypeVar("T", bound=str)

Kind = Literal["pedoman", "praktik"]
Value = Literal["empati", "kecepatan", "ketepatan"]
State = Literal["published", "needs-checking", "obsolete", "archived"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VALUES: tuple[Value, ...] = get_args(Value)
STATES: tuple[State, ...] = get_args(State)
FOUND_STATES: tuple[State, ...] = ("published", "needs-checking")
"""What questions find. An obsolete note is readable by its link, an archived one is kept."""

ID_LIMIT = 48  # a Telegram button carries 64 bytes: the id, and which question it answers
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
TITLE_LIMIT = 120
QUESTION_LIMIT = 300
BODY_LIMIT = 20_000
NAME_LIMIT = 130  # a Telegram user's first and last name
NAMES_LIMIT = 600  # of all who contributed to a note: the authors of a long thread
ORIGIN_LIMIT = 300
ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[^\s\"'<>\\`]*)?")
PROVENANCE = re.compile(r"[0-9a-f]{32}(?: [a-z]{1,20}){0,9}")
OWNER = re.compile(r"[0-9]{1,15}")  # Telegram's ids fit 52 bits
FENCE = "---"
# Control and text-direction characters, and halves of surrogate pairs, which no file can hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HEADING = re.compile(r"^(#{1,6})\s++((?:.*[^\s#])?)[\s#]*$")
BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")  # letters and signs that show nothing
FRONT_DEPTH = 6  # deeper nesting than a list of sources is a mistake or an attack


def text_hash(text: str) -> str:
    """32 hexadecimal digits that change when the text changes (SHA-256, first half)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it is empty, or all of it is white space and invisible characters."""
    kinds = {unicodedata.category(character) for character in BLANK.sub("", text)}
    return all(kind[0] in "MZ" or kind in {"Cc", "Cf", "Cs"} for kind in kinds)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: a regulation's name and the part of it ("Pasal 34")."""

    name: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.part}" if self.part else self.name


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `body` is Markdown without surrounding blank lines; dates are calendar dates without a zone.

    `contributor` is the name shown with the note, given with that person's consent; `origin` an https link to the
    message it came from; `owner` the Telegram id of who looks after it, 0 for the moderators.
    """

    id: str
    title: str
    kind: Kind
    body: str
    questions: tuple[str, ...]
    checked: date
    review_by: date
    topic: str = ""
    values: tuple[Value, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[str, ...] = ()
    example: bool = False
    state: State = "published"
    replaced_by: str = ""
    contributor: str = ""
    origin: str = ""
    owner: int = 0

    @classmethod
    def from_markdown(cls, text: str, file: str = "note.md") -> Note:
        """The note in a Markdown text; raises NoteError with all faults of the text."""
        return NoteFile.read(text, file).note

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Note:
        """The note that `to_dict` described."""
        record = dict(record)
        for name in ("questions", "values", "related"):
            record[name] = tuple(record[name])
        record["sources"] = tuple(Source(**source) for source in record["sources"])
        record["checked"] = date.fromisoformat(record["checked"])
        record["review_by"] = date.fromisoformat(record["review_by"])
        return cls(**record)

    def to_dict(self) -> dict[str, Any]:
        """Plain values only (strings, lists, booleans, numbers), ready for JSON.

        What a note may go without is left out then, so that notes from before these fields keep their hash.
        """
        # Not dataclasses.asdict: it copies every value, which the notes of a long law feel.
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        record = {name: value for name, value in fields.items() if _LATER.get(name) != value}
        record["sources"] = tuple({"name": source.name, "part": source.part} for source in self.sources)
        record["checked"] = self.checked.isoformat()
        record["review_by"] = self.review_by.isoformat()
        return record

    def to_markdown(self, document: str = "") -> str:
        """The note as a file, in canonical form: `Note.from_markdown(note.to_markdown()) == note`.

        `document` is what is known of the document that brought it (see provenance.py), for the file alone.
        """
        front: dict[str, Any] = {"id": self.id, "title": self.title, "kind": self.kind}
        if self.topic:
            front["topic"] = self.topic
        if self.values:
            front["values"] = list(self.values)
        front["questions"] = list(self.questions)
        if self.sources:
            front["sources"] = [
                {"name": source.name, **({"part": source.part} if source.part else {})} for source in self.sources
            ]
        if self.related:
            front["related"] = list(self.related)
        front["checked"] = self.checked
        front["review_by"] = self.review_by
        if self.example:
            front["example"] = True
        later = {name: getattr(self, name) for name in _LATER}
        front |= {name: value for name, value in later.items() if value != _LATER[name]}
        return markdown_of(front | ({"document": document} if document else {}), self.body)

    @property
    def hash(self) -> str:
        """Changes when anything in the note changes; who looks after it is nothing in the note."""
        record = {name: value for name, value in self.to_dict().items() if name != "owner"}
        return text_hash(json.dumps(record, ensure_ascii=False, sort_keys=True))

    @property
    def found(self) -> bool:
        """Whether questions find the note."""
        return self.state in FOUND_STATES

    def is_related(self, other: Note) -> bool:
        """Whether one of the two names the other as related: those that were kept apart are."""
        return other.id in self.related or self.id in other.related

    def is_overdue(self, today: date) -> bool:
        """Whether the day by which the content had to be checked again has passed."""
        return self.review_by < today


_LATER: dict[str, Any] = {"state": "published", "replaced_by": "", "contributor": "", "origin": "", "owner": 0}
"""Fields that came after the first notes, with what they are when nothing is said."""


def markdown_of(front: dict[str, Any], body: str) -> str:
    """Front matter and body as a note file's text; whether they are valid shows when the text is read."""
    dumped = yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{FENCE}\n{dumped}{FENCE}\n{body}\n"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note together with where it stands: the file, and the line of each front matter key and question.

    `document` is what the file says of the document that brought the note, in one line (see provenance.py).
    """

    note: Note
    file: str
    lines: dict[str, int]
    body_line: int
    document: str = ""

    @classmethod
    def read(cls, text: str, file: str) -> NoteFile:
        """Reads a note file's text; raises NoteError with every fault that it has."""
        return _Reader(text, file).read()

    @classmethod
    def load(cls, path: Path, root: Path) -> NoteFile:
        """Reads a file; faults name it relative to `root`, or by its whole path when it stands elsewhere."""
        file = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise NoteError([fault(file, 1, "not-utf8", reason=error.reason)]) from error
        return cls.read(text, file)


class _Dumper(yaml.SafeDumper):
    """Writes a day that stands under two keys twice, instead of once with a reference to it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - whatever it is
        return True


class _Loader(yaml.BaseLoader):
    """Every value is the text that stands there, whatever YAML takes `yes`, `1e3` or `2026-02-30` for; null is None.

    A value that starts with & * or ! would lose its first word, and references can fill the memory: both are refused.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A value of the YAML tree; raises ComposerError at what is refused."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # as the stubs have it
        if event.anchor or getattr(event, "tag", None):
            raise ComposerError(None, None, "a value starts with & or * or !", event.start_mark)
        if self.depth == FRONT_DEPTH:
            raise ComposerError(None, None, "lists inside lists inside lists", event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, *arguments: Any, **keywords: Any) -> dict[Hashable, Any]:
        """The values by key; raises ConstructorError when a key stands twice."""
        values = super().construct_mapping(node, *arguments, **keywords)
        if len(values) < len(node.value):
            raise ConstructorError(None, None, "a key stands twice", node.start_mark)
        return values


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL|)$"), [*"~nN", ""])
_Loader.add_constructor("tag:yaml.org,2002:null", lambda _loader, _node: None)


class FaultyNoteError(NoteError):
    """A note breaks the format; `partial` is what could be understood of it all the same, for further checks."""

    def __init__(self, faults: list[Fault], partial: NoteFile | None) -> None:
        super().__init__(faults)
        self.partial = partial


@dataclass
class _Reader:
    """Reads one text; collects faults instead of stopping at the first."""

    text: str
    file: str
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    front: str = ""

    def read(self) -> NoteFile:
        self.front, body, body_line = self._split()
        values = self._front()
        note = self._note(values, self._body(body, body_line))
        document = self._written(values, "document", PROVENANCE)
        found = None if note is None else NoteFile(note, self.file, self.lines, body_line, document)
        if self.faults or found is None:
            raise FaultyNoteError(self.faults, found)
        return found

    def fault(self, line: int, code: str, **values: object) -> None:
        self.faults.append(fault(self.file, line, code, **values))

    def _split(self) -> tuple[str, str, int]:
        """Front matter, body, and the line on which the body starts."""
        lines = self.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines[0].rstrip() != FENCE:
            raise NoteError([fault(self.file, 1, "no-front-matter")])
        closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
        if closing is None:
            raise NoteError([fault(self.file, 1, "front-matter-open")])
        rest = "\n".join(lines[closing + 1 :])
        body = rest.strip()
        blank_lines = rest[: rest.find(body)].count("\n") if body else 0
        return "\n".join(lines[1:closing]), body, min(closing + 2 + blank_lines, len(lines))

    def _front(self) -> dict[str, Any]:
        """The front matter's values by key; remembers the line of each key and of each question."""
        try:
            loader = _Loader(self.front)
            node = loader.get_single_node()
            if not isinstance(node, yaml.MappingNode):
                raise NoteError([fault(self.file, 2, "no-keys")])
            return self._mapping(loader, node)
        except ReaderError as error:
            character = f"U+{ord(self.front[error.position]):04X}"
            line = self._line(error.position)
            raise NoteError([fault(self.file, line, "bad-character", character=character)]) from error
        except yaml.MarkedYAMLError as error:
            raise NoteError([self._unread(error)]) from error

    def _unread(self, error: yaml.MarkedYAMLError) -> Fault:
        """What is wrong where YAML gave up; a bracket or a quotation mark that is not closed shows lines later only."""
        line = self._line(error.problem_mark.index) if error.problem_mark else 2
        opened = self._line(error.context_mark.index) if error.context_mark else line
        code, at_beginning = code_of(error, opened=opened < line)
        return fault(self.file, opened if at_beginning else line, code, problem=error.problem)

    def _line(self, index: int) -> int:
        """The line in the file of a place in the front matter. (YAML's own count takes more signs for line ends.)"""
        return self.front.count("\n", 0, index) + 2

    def _mapping(self, loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node.start_mark.index)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(line, "key-in-brackets")
                continue
            key = key_node.value
            if key in self.lines:
                self.fault(line, "key-twice", key=key)
            if key not in _KEYS:
                self.fault(line, "unknown-key", key=key, allowed=", ".join(_KEYS))
            self.lines[key] = line
            value = loader.construct_object(value_node, deep=True)
            if key in _REQUIRED or not _is_empty(value):
                values[key] = value
            if isinstance(value_node, yaml.SequenceNode):
                for number, item in enumerate(value_node.value):
                    self.lines[f"{key}.{number}"] = self._line(item.start_mark.index)
        return values

    def _body(self, body: str, first_line: int) -> str:
        if is_blank(body):
            self.fault(first_line, "empty-body")
        if len(body) > BODY_LIMIT:
            self.fault(first_line, "long-body", length=len(body), limit=BODY_LIMIT)
        for number, line in enumerate(body.split("\n"), first_line):
            if CONTROL.search(line):
                self.fault(number, "body-control")
            heading = HEADING.match(line)
            if heading and len(heading[1]) > 3:
                self.fault(number, "deep-heading")
        return body

    def _note(self, values: dict[str, Any], body: str) -> Note | None:
        kind: Kind | None = self._one_of(values, "kind", KINDS)
        sources = self._sources(values)
        if kind == "pedoman" and not sources and "sources" not in values:
            self.fault(self.lines.get("sources", 1), "no-sources" if "sources" in self.lines else "pedoman-sources")
        example = values.get("example", "false")
        if example not in ("true", "false"):
            self.fault(self.lines["example"], "bad-example", value=example)
        elif example == "true" and kind == "pedoman":
            self.fault(self.lines["example"], "example-pedoman")
        topic = self._text(values, "topic", 8, required=False)
        if topic and topic not in TOPICS:
            self.fault(self.lines["topic"], "unknown-topic", topic=topic)
        identity = self._identity(values, "id", required=True)
        note = {
            "id": identity,
            "title": self._text(values, "title", TITLE_LIMIT),
            "kind": kind,
            "body": body,
            "questions": self._texts(values, "questions", QUESTION_LIMIT, required=True),
            "checked": self._date(values, "checked"),
            "review_by": self._date(values, "review_by"),
            "topic": topic,
            "values": tuple(self._values(values)),
            "sources": sources,
            "related": self._texts(values, "related", ID_LIMIT, required=False),
            "example": example == "true",
            "contributor": self._text(values, "contributor", NAMES_LIMIT, required=False),
            "origin": self._written(values, "origin", ORIGIN),
            "owner": self._owner(values),
            **self._life(values, identity),
        }
        usable = all(note[name] for name in ("id", "title", "kind", "questions", "checked", "review_by"))
        return Note(**note) if usable else None

    def _text(self, values: dict[str, Any], key: str, limit: int, *, required: bool = True) -> str:
        if key not in values:
            if required:
                self.fault(1, "missing", name=key)
            return ""
        return self._clean(values[key], self.lines[key], key, limit)

    def _clean(self, value: object, line: int, name: str, limit: int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(line, "not-text", name=name, value=value)
            return ""
        if is_blank(value):
            self.fault(line, "blank-text", name=name)
            return ""
        text = " ".join(value.split())
        if len(text) > limit:
            self.fault(line, "long-text", name=name, length=len(text), limit=limit)
        if CONTROL.search(text):
            self.fault(line, "text-control", name=name)
        return text

    def _items(self, values: dict[str, Any], key: str, items: str) -> Iterable[tuple[int, object]]:
        """Line and value of each item of a list; a fault when the key holds no list."""
        value = values.get(key, [])
        if not isinstance(value, list):
            self.fault(self.lines[key], "not-list", name=key, value=value, items=items)
            return []
        return [(self.lines.get(f"{key}.{number}", self.lines[key]), item) for number, item in enumerate(value)]

    def _texts(self, values: dict[str, Any], key: str, limit: int, *, required: bool) -> tuple[str, ...]:
        if required and not values.get(key):
            self.fault(self.lines.get(key, 1), "missing-list", name=key)
            return ()
        items = list(self._items(values, key, "note list" if key == "related" else "question list"))
        texts = [self._clean(item, line, f"{key} entry", limit) for line, item in items]
        seen: set[str] = set()
        for (line, _), text in zip(items, texts, strict=True):
            if text and text.casefold() in seen:
                self.fault(line, "text-twice", text=text, key=key)
            seen.add(text.casefold())
        return tuple(texts)

    def _values(self, values: dict[str, Any]) -> Iterable[Value]:
        for line, item in self._items(values, "values", "value list"):
            if item in VALUES:
                yield item
            else:
                self.fault(line, "unknown-value", value=item, allowed=", ".join(VALUES))

    def _sources(self, values: dict[str, Any]) -> tuple[Source, ...]:
        found: list[Source] = []
        for line, item in self._items(values, "sources", "source list"):
            if not isinstance(item, dict) or "name" not in item or set(item) - {"name", "part"}:
                self.fault(line, "bad-source", value=item)
                continue
            name = self._clean(item["name"], line, "source name", QUESTION_LIMIT)
            part = item.get("part")
            part = "" if _is_empty(part) else self._clean(part, line, "source part", QUESTION_LIMIT)
            found.append(Source(name, part))
        return tuple(found)

    def _life(self, values: dict[str, Any], identity: str) -> dict[str, str]:
        """The note's state and what replaces it."""
        state: State = (self._one_of(values, "state", STATES) if "state" in values else None) or "published"
        replaced_by = self._identity(values, "replaced_by", required=False)
        if replaced_by and replaced_by == identity:
            self.fault(self.lines["replaced_by"], "replaced-by-itself")
        elif replaced_by and state in FOUND_STATES:
            self.fault(self.lines["replaced_by"], "replaced-while-found")
        return {"state": state, "replaced_by": replaced_by}

    def _identity(self, values: dict[str, Any], key: str, *, required: bool) -> str:
        identity = self._text(values, key, ID_LIMIT, required=required)
        if identity and not ID.fullmatch(identity):
            self.fault(self.lines[key], "bad-id", name=key, key=key, value=identity)
        return identity

    def _written(self, values: dict[str, Any], key: str, form: re.Pattern[str]) -> str:
        """A text that has this form if it is there."""
        text = self._text(values, key, ORIGIN_LIMIT, required=False)
        if text and not form.fullmatch(text):
            self.fault(self.lines[key], f"bad-{key}", value=text)
        return text

    def _owner(self, values: dict[str, Any]) -> int:
        owner = values.get("owner", "0")
        if isinstance(owner, str) and OWNER.fullmatch(owner):
            return int(owner)
        self.fault(self.lines["owner"], "bad-owner", value=owner)
        return 0

    def _one_of(self, values: dict[str, Any], key: str, allowed: tuple[T, ...]) -> T | None:
        if values.get(key) in allowed:
            return cast("T", values[key])
        if key in values:
            self.fault(self.lines[key], "bad-choice", name=key, value=values[key], allowed=", ".join(allowed))
        else:
            self.fault(1, "missing-choice", name=key, allowed=", ".join(allowed))
        return None

    def _date(self, values: dict[str, Any], key: str) -> date | None:
        if key not in values:
            self.fault(1, "missing-day", name=key)
            return None
        try:
            return date.fromisoformat(str(values[key]))
        except ValueError:
            self.fault(self.lines[key], "bad-day", name=key, value=values[key])
            return None


def _is_empty(value: object) -> bool:
    """Whether nothing stands behind a key: what a note may go without was not given then."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


_REQUIRED = frozenset(("id", "title", "kind", "questions", "checked", "review_by"))
_KEYS = (
    *("id", "title", "kind", "topic", "values", "questions"),
    *("sources", "related", "checked", "review_by", "example", *_LATER, "document"),
)
