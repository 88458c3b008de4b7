"""NOTE: one thing that Prima knows, and the Markdown file it lives in.

A file is YAML front matter between two `---` lines and a Markdown body. Reading reports every fault at once, each with
its line and what to do; writing gives one canonical form, so that reading it back gives the same note.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.reader import ReaderError

from knowledge_base.errors import Fault, NoteError
from knowledge_base.topics import TOPICS

Kind = Literal["pedoman", "praktik"]
Value = Literal["empati", "kecepatan", "ketepatan"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VALUES: tuple[Value, ...] = get_args(Value)

ID_LIMIT = 48  # a Telegram button carries 64 bytes: the id, and which question it answers
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
TITLE_LIMIT = 120
QUESTION_LIMIT = 300
BODY_LIMIT = 20_000
FENCE = "---"
# Control and text-direction characters, and halves of surrogate pairs, which no file can hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HEADING = re.compile(r"^(#{1,6})\s++((?:.*[^\s#])?)[\s#]*$")
FRONT_DEPTH = 6  # deeper nesting than a list of sources is a mistake or an attack


def text_hash(text: str) -> str:
    """32 hexadecimal digits that change when the text changes (SHA-256, first half)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: a regulation's name and the part of it ("Pasal 34")."""

    name: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.part}" if self.part else self.name


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `body` is Markdown without surrounding blank lines; dates are calendar dates without a zone."""

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
        """Plain values only (strings, lists, booleans), ready for JSON."""
        record = asdict(self)
        record["checked"] = self.checked.isoformat()
        record["review_by"] = self.review_by.isoformat()
        return record

    def to_markdown(self) -> str:
        """The note as a file, in canonical form: `Note.from_markdown(note.to_markdown()) == note`."""
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
        dumped = yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        return f"{FENCE}\n{dumped}{FENCE}\n{self.body}\n"

    @property
    def hash(self) -> str:
        """Changes when anything in the note changes."""
        return text_hash(json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True))

    def is_overdue(self, today: date) -> bool:
        """Whether the day by which the content had to be checked again has passed."""
        return self.review_by < today


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note together with where it stands: the file, and the line of each front matter key and question."""

    note: Note
    file: str
    lines: dict[str, int]
    body_line: int

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
            raise NoteError([Fault(file, 1, f"not UTF-8 text ({error.reason}); save the file as UTF-8")]) from error
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
        found = None if note is None else NoteFile(note, self.file, self.lines, body_line)
        if self.faults or found is None:
            raise FaultyNoteError(self.faults, found)
        return found

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.file, line, message))

    def _split(self) -> tuple[str, str, int]:
        """Front matter, body, and the line on which the body starts."""
        lines = self.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines[0].rstrip() != FENCE:
            raise NoteError([Fault(self.file, 1, "no front matter; start the file with a line '---' and the keys")])
        closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
        if closing is None:
            raise NoteError([Fault(self.file, 1, "front matter is not closed; put a line '---' before the body")])
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
                raise NoteError([Fault(self.file, 2, "front matter holds no keys; write one 'key: value' a line")])
            return self._mapping(loader, node)
        except ReaderError as error:
            message = f"front matter holds the character U+{ord(self.front[error.position]):04X}; remove it"
            raise NoteError([Fault(self.file, self._line(error.position), message)]) from error
        except yaml.MarkedYAMLError as error:
            line = self._line(error.problem_mark.index) if error.problem_mark else 2
            message = f"front matter is not YAML ({error.problem}); quote texts that hold ': ' or start with a sign"
            raise NoteError([Fault(self.file, line, message)]) from error

    def _line(self, index: int) -> int:
        """The line in the file of a place in the front matter. (YAML's own count takes more signs for line ends.)"""
        return self.front.count("\n", 0, index) + 2

    def _mapping(self, loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node.start_mark.index)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(line, "a key stands in brackets; write 'key: value', and quote texts that hold brackets")
                continue
            key = key_node.value
            if key in values:
                self.fault(line, f"'{key}' stands twice; keep one")
            if key not in _KEYS:
                self.fault(line, f"unknown key '{key}'; allowed: {', '.join(_KEYS)}")
            self.lines[key] = line
            values[key] = loader.construct_object(value_node, deep=True)
            if isinstance(value_node, yaml.SequenceNode):
                for number, item in enumerate(value_node.value):
                    self.lines[f"{key}.{number}"] = self._line(item.start_mark.index)
        return values

    def _body(self, body: str, first_line: int) -> str:
        if not body:
            self.fault(first_line, "the body is empty; write what to do")
        if len(body) > BODY_LIMIT:
            self.fault(first_line, f"the body has {len(body):,} characters; split the note, {BODY_LIMIT:,} at most")
        for number, line in enumerate(body.split("\n"), first_line):
            if CONTROL.search(line):
                self.fault(number, "the body holds control or text-direction characters; remove them")
            heading = HEADING.match(line)
            if heading and len(heading[1]) > 3:
                self.fault(number, "heading deeper than ###; use ## or ###")
        return body

    def _note(self, values: dict[str, Any], body: str) -> Note | None:
        kind = self._one_of(values, "kind", KINDS)
        sources = self._sources(values)
        if kind == "pedoman" and not sources and "sources" not in values:
            self.fault(1, "a pedoman needs 'sources'; name the regulation and its article")
        example = values.get("example", "false")
        if example not in ("true", "false"):
            self.fault(self.lines["example"], f"'example' is {example!r:.80}; write true or false")
        elif example == "true" and kind == "pedoman":
            self.fault(self.lines["example"], "'example' is for praktik only; remove it from a pedoman")
        topic = self._text(values, "topic", 8, required=False)
        if topic and topic not in TOPICS:
            self.fault(self.lines["topic"], f"unknown topic '{topic}'; use a code such as C4, or leave the key out")
        identity = self._text(values, "id", ID_LIMIT)
        if identity and not ID.fullmatch(identity):
            self.fault(self.lines["id"], f"id '{identity}' is not kebab-case; use letters, digits and single hyphens")
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
        }
        usable = all(note[name] for name in ("id", "title", "kind", "questions", "checked", "review_by"))
        return Note(**note) if usable else None

    def _text(self, values: dict[str, Any], key: str, limit: int, *, required: bool = True) -> str:
        if key not in values:
            if required:
                self.fault(1, f"'{key}' is missing; add it to the front matter")
            return ""
        return self._clean(values[key], self.lines[key], f"'{key}'", limit)

    def _clean(self, value: object, line: int, name: str, limit: int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(line, f"{name} is {value!r:.80}; write a text, in quotes if it holds ': ' or starts with a sign")
            return ""
        text = " ".join(value.split())
        if len(text) > limit:
            self.fault(line, f"{name} has {len(text)} characters; {limit} at most")
        if CONTROL.search(text):
            self.fault(line, f"{name} holds control or text-direction characters; remove them")
        return text

    def _items(self, values: dict[str, Any], key: str, what: str) -> Iterable[tuple[int, object]]:
        """Line and value of each item of a list; a fault when the key holds no list."""
        value = values.get(key, [])
        if not isinstance(value, list):
            self.fault(self.lines[key], f"'{key}' is {value!r:.80}; write a list of {what}")
            return []
        return [(self.lines.get(f"{key}.{number}", self.lines[key]), item) for number, item in enumerate(value)]

    def _texts(self, values: dict[str, Any], key: str, limit: int, *, required: bool) -> tuple[str, ...]:
        items = list(self._items(values, key, "texts"))
        if required and not items:
            self.fault(self.lines.get(key, 1), f"'{key}' is missing or empty; add at least one line")
        texts = [self._clean(item, line, f"an entry of '{key}'", limit) for line, item in items]
        seen: set[str] = set()
        for (line, _), text in zip(items, texts, strict=True):
            if text and text.casefold() in seen:
                self.fault(line, f"'{text}' stands twice under '{key}'; keep one")
            seen.add(text.casefold())
        return tuple(texts)

    def _values(self, values: dict[str, Any]) -> Iterable[Value]:
        for line, item in self._items(values, "values", f"some of {', '.join(VALUES)}"):
            if item in VALUES:
                yield item
            else:
                self.fault(line, f"unknown value {item!r:.80}; allowed: {', '.join(VALUES)}")

    def _sources(self, values: dict[str, Any]) -> tuple[Source, ...]:
        found: list[Source] = []
        items = list(self._items(values, "sources", "{name: …, part: …}"))
        if "sources" in values and not items and isinstance(values["sources"], list):
            self.fault(self.lines["sources"], "'sources' is empty; name the regulation and its article")
        for line, item in items:
            if not isinstance(item, dict) or "name" not in item or set(item) - {"name", "part"}:
                example = '{name: "UU 25/2009 …", part: "Pasal 34"}'
                self.fault(line, f"source {item!r:.80} is not understood; write {example}")
                continue
            name = self._clean(item["name"], line, "a source's name", QUESTION_LIMIT)
            part = self._clean(item["part"], line, "a source's part", QUESTION_LIMIT) if "part" in item else ""
            found.append(Source(name, part))
        return tuple(found)

    def _one_of(self, values: dict[str, Any], key: str, allowed: tuple[Kind, ...]) -> Kind | None:
        if values.get(key) in allowed:
            return cast("Kind", values[key])
        if key in values:
            self.fault(self.lines[key], f"'{key}' is {values[key]!r:.80}; allowed: {', '.join(allowed)}")
        else:
            self.fault(1, f"'{key}' is missing; allowed: {', '.join(allowed)}")
        return None

    def _date(self, values: dict[str, Any], key: str) -> date | None:
        if key not in values:
            self.fault(1, f"'{key}' is missing; write a day as 2026-11-21")
            return None
        try:
            return date.fromisoformat(str(values[key]))
        except ValueError:
            self.fault(self.lines[key], f"'{key}' is {values[key]!r:.80}; write a day that exists, as 2026-11-21")
            return None


_KEYS = (
    *("id", "title", "kind", "topic", "values", "questions"),
    *("sources", "related", "checked", "review_by", "example"),
)
