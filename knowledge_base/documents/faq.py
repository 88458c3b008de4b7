"""Questions with their answers (FAQ) -> sections whose headings are the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge_base.note import HEADING, QUESTION_LIMIT, is_blank

FEWEST = 2
"""Questions with answers that make a FAQ, where they are not labelled as such."""
BOLD = re.compile(r"(?<!\w)(?:\*\*?|__)(?=\S)|(?<=\S)(?:\*\*?|__)(?!\w)")
COUNT = re.compile(r"(?:[-*•]|\(?\d{1,3}[.)])\s+")
ALL_BOLD = re.compile(r"(\*\*?|__)\S.*\1")
NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s")
QUESTION_LABEL = re.compile(r"(?:[TQ]|(?i:tanya|pertanyaan|question))\s?\d{0,3}\s?:\s*(?P<words>.*)")
ANSWER_LABEL = re.compile(r"(?:[JA]|(?i:jawab|jawaban|answer))\s?\d{0,3}\s?:\s*(?P<words>.*)")
OPTION = re.compile(r"\(?[a-eA-E][.)]\s|\[\s?\]|[☐○□]|_{3,}|\.{5,}")
"""What an answer to be chosen or filled in begins with: a questionnaire only asks."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the lines that hold it, and the words of the answer that stand in its label's line."""

    words: str
    start: int
    end: int
    answer: str = ""


def with_questions(text: str) -> str | None:
    """The text with a heading for each question that it answers; None where it is no FAQ."""
    lines = text.split("\n")
    asked = _labelled(lines) or _marked(lines)
    if not asked:
        return None
    parts: list[str] = []
    done = 0
    for each in asked:
        parts += [*lines[done : each.start], "", f"## {_heading(each.words)}", ""]
        parts += [each.words, ""] if len(each.words) > QUESTION_LIMIT else []
        parts += [each.answer] if each.answer else []
        done = each.end
    return "\n".join([*parts, *lines[done:]])


def _heading(words: str) -> str:
    return words if len(words) <= QUESTION_LIMIT else f"{words[: QUESTION_LIMIT - 1].rstrip()}…"


def _labelled(lines: Sequence[str]) -> list[_Asked]:
    """The questions behind "T:", "Tanya:" or "Q:" that "J:", "Jawab:" or "A:" follows; they may fill several lines."""
    found: list[_Asked] = []
    start, words = -1, list[str]()
    for number, line in enumerate(lines):
        bare = _bare(line)
        if asks := QUESTION_LABEL.fullmatch(bare):
            start, words = number, [asks["words"]]
        elif start >= 0 and (answers := ANSWER_LABEL.fullmatch(bare)):
            question = " ".join(" ".join(words).split())
            if any(map(str.isalnum, question)):
                found.append(_Asked(question, start, number + 1, answers["words"]))
            start = -1
        elif HEADING.match(line):
            start = -1
        elif start >= 0:
            words.append(bare)
    return found


def _marked(lines: Sequence[str]) -> list[_Asked]:
    """The bold or numbered questions that an answer follows, if most have one."""
    written = [number for number, line in enumerate(lines) if not is_blank(line)]
    questions = {number for number in written if _is_question(lines[number])}
    following = dict(pairwise(written))
    answered = [
        number
        for number in sorted(questions)
        if (after := following.get(number)) and after not in questions and _answers(lines[after], lines[number])
    ]
    if len(answered) < FEWEST or 2 * len(answered) <= len(questions):
        return []
    return [_Asked(_bare(lines[number]), number, number + 1) for number in answered]


def _answers(line: str, question: str) -> bool:
    """Whether a line begins an answer: below a step that asks something, the next step is none."""
    steps = NUMBERED.match(question.strip()) and NUMBERED.match(line.strip())
    return not (steps or HEADING.match(line) or OPTION.match(line.strip()))


def _is_question(line: str) -> bool:
    stripped = line.strip()
    marked = NUMBERED.match(stripped) or ALL_BOLD.fullmatch(stripped) or stripped.startswith("### ")
    return bool(marked) and _bare(line).endswith("?") and len(stripped) <= QUESTION_LIMIT


def _bare(line: str) -> str:
    """A line's words without bold signs, and without its number or the sign of a list or a heading."""
    words = BOLD.sub("", line.strip().lstrip("#").strip()).strip()
    return COUNT.sub("", words, count=1)
