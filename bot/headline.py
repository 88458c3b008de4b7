"""HEADLINE: what a note made from a text is called."""

from __future__ import annotations

import re

from bot.markup import plain_text, to_html
from bot.message import shortened
from bot.openings import AT_OURS, without_openings
from knowledge_base.chunk import sentences_of
from knowledge_base.note import HEADING, TITLE_LIMIT

HEADLINE = 80
"""Characters up to which a first line by itself is a heading."""
TITLE, LONGEST = 70, 90
"""Characters of a title that is made from a sentence, and of one that has no border before."""
FEWEST = 3
"""Words of a clause that can be a title."""
MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|>)\s+")
BORDER = re.compile(
    r"\s*[,;–—(]|\s+(?=(?:dan|lalu|supaya|agar|sejak|karena|sehingga|kemudian|serta|tapi|tetapi|jadi|dengan|selama|"
    r"setelah|sesudah|sebelum|sampai|yang|untuk)\s)"
)
"""Where a sentence can end early and still be one."""
SERVED = re.compile(
    r"(?i)(?:untuk|bagi|terhadap)\s+((?:para\s+)?(?:warga|pasien|pemohon|lansia|tamu|pengunjung|ibu|penyandang|masyarakat|"
    r"orang|anak|difabel|pelapor|pelanggan|peserta)\b.*)"
)
DOING = re.compile(r"(?i)me[lmnrwy]\w{3,}\s+\w")
WE_DO = re.compile(r"(?i)(?:kami|kita|saya)\s+(?:(?:selalu|biasanya|juga|sudah|sekarang)\s+)*(me[lmnrwy]\w{3,}\s.*)")
IF = r"(?:kalau|kalo|klo|bila|jika|apabila|ketika)"
CASE = re.compile(rf"(?i){IF}\b")
ACCORDING = re.compile(r"(?i)(?:menurut|sesuai|berdasarkan)\s+[^,]+,\s*")
WHAT_NOW = re.compile(r"(?i),?\s*(?:gimana|gmn|bagaimana)(?:\s+(?:ya|yah|nih|sih|caranya))*\s*\?$")
"""What asks about a case that was told."""
OURS = re.compile(rf"(?i)\s+{AT_OURS}")


def title_of(markdown: str) -> str:
    """The heading, a short first line, or what the first sentence tells; empty for a text without words."""
    lines = [line for line in without_openings(markdown).split("\n") if re.search(r"\w", line)]
    heading = next((found[2] for line in lines if (found := HEADING.match(line)) and found[2]), "")
    first = line_of(heading or (lines[0] if lines else ""))
    sentences = [sentence.strip() for sentence in sentences_of(first)] or [""]
    if heading or (len(first) <= HEADLINE and len(lines) > 1 and len(sentences) == 1):
        return shortened(capital(first.rstrip(" :.;,")), TITLE_LIMIT)
    return capital(_told(sentences[0]))


def without_title(markdown: str) -> str:
    """The text without the heading or first line that is its title; a sentence or a list's entry stays in the text."""
    first, _, rest = markdown.strip().partition("\n")
    heading = HEADING.match(first) is not None
    told = not heading and (MARK.match(first) or plain(first).endswith((".", "!", ",", ";")))
    named = plain(first).rstrip(" :.;,").casefold() == title_of(markdown).casefold()
    return rest.strip() if named and not told and re.search(r"\w", rest) else markdown


def clause_of(sentence: str, limit: int = TITLE) -> str:
    """A sentence up to the last border within the limit that leaves a whole clause; empty where there is none."""
    if len(sentence) <= limit:
        return sentence
    borders = [border.start() for border in BORDER.finditer(sentence[: limit + 1])]
    clauses = [clause for end in borders if len((clause := sentence[:end]).split()) >= FEWEST]
    commas = [clause for clause in clauses if sentence[len(clause) :].lstrip()[:1] in {",", ";", "–", "—", "("}]
    return (commas or clauses or [""])[-1]


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def plain(markdown: str) -> str:
    """Markdown as a line of plain text."""
    return " ".join(plain_text(to_html(markdown)).split())


def line_of(markdown: str) -> str:
    """A line without the sign of a heading or a list, as plain text."""
    heading = HEADING.match(markdown)
    return plain(heading[2] if heading else MARK.sub("", markdown))


def _told(sentence: str) -> str:
    """What a sentence tells, short enough for a title."""
    whole = ACCORDING.sub("", OURS.sub("", WHAT_NOW.sub("", sentence.rstrip(".:;,! "))), count=1)
    head, colon, rest = whole.partition(": ")
    if colon:
        whole = head if len(head.split()) >= FEWEST or DOING.match(head) else rest
    if CASE.match(whole):
        whole = whole.partition(",")[0]
    served = SERVED.match(whole.partition(",")[0])
    if served:
        whole = f"Melayani {served[1]}"
    doing = WE_DO.match(whole)
    if doing:
        whole = doing[1]
    return clause_of(whole) or (whole if len(whole) <= LONGEST else shortened(whole, TITLE))
