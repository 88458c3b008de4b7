"""Word's automatic numbers ("Pasal 5", "(2)", "a.") written into the text, where converters lose them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LARGEST = 9_999

Rule = tuple[str, int]
"""A list and the level in it."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `text` holds %1 to %9 for the numbers of the levels."""

    style: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _Lists:
    """The lists of a document and how far each has counted."""

    levels: dict[str, list[Level]]
    styles: dict[str, Rule]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, rule: Rule) -> str:
        """The next number of a list, as it is printed."""
        name, depth = rule
        levels = self.levels.get(name)
        if levels is None or not 0 <= depth < len(levels):
            return ""
        counts = self.counts.setdefault(name, [level.start - 1 for level in levels])
        counts[depth] = min(counts[depth] + 1, LARGEST)
        counts[depth + 1 :] = [level.start - 1 for level in levels[depth + 1 :]]
        if levels[depth].style in ("bullet", "none"):
            return "-" if levels[depth].style == "bullet" else ""

        def number(mark: re.Match[str]) -> str:
            place = int(mark[1]) - 1
            return _number(max(counts[place], levels[place].start), levels[place].style) if place <= depth else ""

        return re.sub(r"%([1-9])", number, levels[depth].text)


def with_numbers(document: Element, numbering: Element | None, styles: Element | None) -> Element:
    """The document with the number of every numbered paragraph as the first words of its text."""
    lists = _Lists(_levels(numbering), _styled(styles))
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        rule = None if properties is None else _rule(properties, lists.styles)
        if rule and "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip():
            _write(paragraph, lists.label(rule))
    return document


def _write(paragraph: Element, label: str) -> None:
    if label:
        run = Element(f"{W}r")
        SubElement(run, f"{W}t").text = f"{label} "
        paragraph.insert(1, run)  # behind the paragraph's properties


def _rule(properties: Element, styles: dict[str, Rule]) -> Rule | None:
    numbers = properties.find(f"{W}numPr")
    style = styles.get(_value(properties, "pStyle"))
    if numbers is None:
        return style
    depth = _value(numbers, "ilvl") or "0"
    name = _value(numbers, "numId") or (style[0] if style else "")
    return None if name in ("", "0") or not depth.isdecimal() else (name, int(depth))


def _styled(styles: Element | None) -> dict[str, Rule]:
    """The list of every style that numbers its paragraphs, also by what it is based on."""
    own: dict[str, Rule] = {}
    based: dict[str, str] = {}
    for style in [] if styles is None else styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style, "basedOn")
        properties = style.find(f"{W}pPr")
        if properties is not None and (rule := _rule(properties, {})):
            own[name] = rule
    for name in based:
        ancestor = name
        for _ in range(DEEPEST):
            ancestor = ancestor if ancestor in own else based.get(ancestor, "")
        if ancestor in own:
            own.setdefault(name, own[ancestor])
    return own


def _levels(numbering: Element | None) -> dict[str, list[Level]]:
    """The levels of each list, by the number that paragraphs name."""
    if numbering is None:
        return {}
    kinds = {kind.get(f"{W}abstractNumId", ""): _kind(kind) for kind in numbering.iter(f"{W}abstractNum")}
    return {
        number.get(f"{W}numId", ""): kinds[kind]
        for number in numbering.iter(f"{W}num")
        if (kind := _value(number, "abstractNumId")) in kinds
    }


def _kind(kind: Element) -> list[Level]:
    levels = [Level() for _ in range(DEEPEST)]
    for level in kind.iter(f"{W}lvl"):
        depth, start = level.get(f"{W}ilvl", ""), _value(level, "start")
        if depth in set("012345678"):
            first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
            levels[int(depth)] = Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText"), first)
    return levels


def _value(parent: Element, tag: str) -> str:
    found = parent.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val", "")


def _number(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    digits = ""
    for value, digit in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        *ROMAN,
    ):
        digits += digit * (count // value)
        count %= value
    return digits
