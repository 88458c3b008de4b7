"""Words that a note's body does not use: slang, and English outside italics (EYD sets foreign words in italics)."""

from __future__ import annotations

import re
from collections.abc import Iterator

ITALIC = re.compile(r"(?<![*\w])\*(?!\*)[^*\n]+\*(?![*\w])")
QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

SLANG = frozenset(
    """gak ngga nggak enggak kagak ga gk tdk yg dgn utk krn klo kalo kl gimana gmn bgt banget udah udh dah aja doang sih
    dong deh nih tuh kok lho lah gue gua gw lo lu elu elo cuma cuman kayak kyk kek bikin ngomong ngobrol ngasih ngurus
    nyuruh nanya nungguin nunggu ngantri dateng liat ketemuan makasih trims thx tks oke ok sip bro sis min gan bapak2
    ibu2 orang2 skrg sm spt dlm jd jg blm sdh hrs bs tp trus terusin emang pengen pingin kepengen ribet lelet jutek
    judes silahkan merubah dirubah praktek resiko nasehat ijin jadual kwalitas kwitansi analisa aktifitas
    efektifitas antri
    antrian apotik karir komplit obyek subyek sekedar tehnik tauladan trampil himbau himbauan""".split()
)
ENGLISH = frozenset(
    """the and with for from this that your please service services customer customers complaint complaints feedback
    deadline meeting update follow up checklist front office desk desks officer staff team leader briefing sharing
    session sessions coaching mentoring leadership engagement empathy skill skills soft hard operating procedure
    public report reporting review reward punishment training trainer workshop learning community practice best
    knowledge management benchmark benchmarking evaluation performance user journey touchpoint recovery moment
    truth queue queueing upload download share password phishing screenshot call center walk-in roleplay role play
    win-win mindset growth insight issue issues action plan timeline outcome outlook impact stakeholder
    stakeholders helpdesk ticketing whistleblowing whistleblower corporate university after smart city big""".split()
)


def foreign_words(line: str) -> Iterator[tuple[str, str]]:
    """Words of a line of Markdown that do not belong in a note, each with what to do about it.

    What stands in quotation marks is spoken, and a word with a capital letter is a name.
    """
    for word in WORD.findall(QUOTED.sub(" ", ITALIC.sub(" ", line))):
        if word.lower() in SLANG:
            yield word, "is slang or misspelt; write it as EYD has it"
        elif word in ENGLISH:
            yield word, "is English; write it in Indonesian, or in *italics* where it is the field's own term"
