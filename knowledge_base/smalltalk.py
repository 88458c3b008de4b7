"""Is this message a greeting, a thank-you, or a question about Prima itself? Only when it holds nothing else."""

from __future__ import annotations

import re
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "acknowledged", "goodbye", "identity"]

_WORD = re.compile(r"[^\W_]+")
_LONG = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1")
_HOW_ARE_YOU = re.compile(r"\b(?:apa|gimana|gmn|bagaimana|piye) kabar(?:nya|mu)?\b")

GREETINGS = frozenset(
    """halo hallo hai hay hi hello helo hey hei hoi oi woi pagi siang sore malam malem met selamat permisi punten misi
    assalamualaikum asalamualaikum assalamu alaikum asw aslm ass waalaikumsalam wr wb warahmatullahi wabarakatuh shalom
    salam sampurasun rahayu om swastiastu namo buddhaya p tes test testing ping good morning afternoon evening night
    kulonuwun kabar slmt""".split()
)
THANKS = frozenset(
    """terima terimakasih trimakasih trims trm makasih makasi mksh mksih makasii tks thx thanks thank thankyou tengkyu
    tq suwun nuwun matur hatur nuhun maksih mauliate""".split()
)
ACKNOWLEDGED = frozenset(
    """ok oke okey okay okeh sip siap siip mantap mantul baik noted paham mengerti ngerti jelas oh ohh iya ya yup yoi
    betul keren bagus hebat nice great laksanakan wkwk wkwkwk haha hahaha hehe hehehe lucu""".split()
)
GOODBYES = frozenset("dah dadah daah bye goodbye babay jumpa sampai pamit dulu".split())
FILLERS = frozenset(
    """prima bot min admin kak kakak ka pak bapak bu ibu mas mbak bang gan sis bro om tante semua semuanya rekan teman
    dan ya yaa yah dong deh nih kok lah banyak banget sekali bgt kasih you very much so sangat atas bantuannya infonya
    informasinya jawabannya penjelasannya membantu sudah udah udh hari ini semangat aku saya kami kita to the
    lagi nanti besok ketemu kenal kamu anda""".split()
)
_TOLD_APART: tuple[tuple[SmallTalk, frozenset[str]], ...] = (
    ("thanks", THANKS),
    ("goodbye", GOODBYES),
    ("greeting", GREETINGS),
    ("acknowledged", ACKNOWLEDGED),
)
_KNOWN = frozenset[str]().union(FILLERS, *(vocabulary for _, vocabulary in _TOLD_APART))
_YOU = r"(?:kamu|anda|lu|lo|elu|km|u|prima|bot|bot ini|ini)"
IDENTITY = re.compile(
    rf"{_YOU} (?:itu |ini )?(?:siapa|sapa|siapakah|apa|apaan|apakah|manusia|robot|bot|orang)(?: apa| atau)?"
    r"(?: manusia| robot| bot| orang| ai| asli| beneran| sungguhan| namanya)?"
    r"|who (?:are|r) (?:you|u)|what are you"
    rf"|{_YOU} (?:siapa|sapa) (?:yang |yg )?(?:buat|bikin|membuat|menciptakan|punya)(?: sih)?"
    rf"|{_YOU} (?:di)?(?:buat|bikin|buatan|bikinan|ciptaan)(?: oleh| sama)? (?:siapa|sapa)"
    rf"|(?:siapa|sapa|siapakah) (?:{_YOU}|namamu|nama ?(?:mu|nya|kamu|anda))"
    rf"|(?:siapa|sapa) (?:yang|yg)? ?(?:buat|bikin|membuat|menciptakan|punya) {_YOU}"
    r"|(?:nama ?(?:kamu|mu|lu|anda|prima)|namamu) (?:siapa|apa)"
    rf"|(?:{_YOU} )?(?:bisa|dapat|bs) (?:apa|ngapain|(?:mem)?bantu apa)(?: aja| saja)?"
    rf"|(?:apa|apakah)(?: itu| ini)? {_YOU}(?: itu| ini)?(?: bot| robot| manusia| orang| ai)?"
    r"(?: asli| beneran| sungguhan)?"
    r"|(?:ini )?(?:bot|aplikasi) (?:apa|apaan|untuk apa|buat apa)(?: ini)?"
)
_PARTICLES = frozenset(
    "ya yaa sih dong deh nih kok sebenarnya sebenernya emang memang halo hai hi kak min pak bu mas mbak".split()
)


def small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole message is, or None when it says anything else."""
    spaced = " ".join(_LONG.sub(r"\1", word) for word in _WORD.findall(text.lower()))
    words = _HOW_ARE_YOU.sub("kabar", spaced).split()
    core = " ".join(word for word in words if word not in _PARTICLES | GREETINGS)
    if core and IDENTITY.fullmatch(core):
        return "identity"
    words = [word if word in _KNOWN else _DOUBLE.sub(r"\1", word) for word in words]
    if not all(word in _KNOWN for word in words):
        return None
    return next((kind for kind, vocabulary in _TOLD_APART if any(word in vocabulary for word in words)), None)
