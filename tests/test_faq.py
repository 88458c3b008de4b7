"""A FAQ becomes a note a question, and the question is what the note answers first."""

from __future__ import annotations

import pytest

from knowledge_base.documents.faq import with_questions
from tests.documents import plain_docx, read

QUESTIONS = ["Apakah KTP boleh diambil keluarga?", "Berapa lama KTP jadi?"]
ANSWERS = ["Boleh, dengan surat kuasa.\nBawa KK asli.", "Paling lama 24 jam."]
LABELLED = "FAQ KTP\n\n{t} {q[0]}\n{j} {a[0]}\n\n{t} {q[1]}\n{j} {a[1]}\n"
MARKED = "{head}\n\n{m[0]}\n\n{a[0]}\n\n{m[1]}\n\n{a[1]}\n"


@pytest.mark.parametrize("name", ["faq.txt", "faq.md"])
@pytest.mark.parametrize(
    ("t", "j"),
    [("T:", "J:"), ("Tanya:", "Jawab:"), ("Q:", "A:"), ("**T:**", "**J:**"), ("1. Pertanyaan :", "Jawaban :")],
)
def test_labelled_questions_are_sections(t: str, j: str, name: str) -> None:
    made = read(LABELLED.format(t=t, j=j, q=QUESTIONS, a=ANSWERS), name)
    assert [(note.questions[0], note.body) for note in made] == list(zip(QUESTIONS, ANSWERS, strict=True))
    assert [note.title for note in made] == [f"FAQ KTP: {question}" for question in QUESTIONS]


@pytest.mark.parametrize(
    ("name", "head", "mark"),
    [
        ("faq.md", "# FAQ KTP", "**{}**"),
        ("faq.md", "# FAQ KTP", "### {}"),
        ("faq.md", "FAQ KTP", "**1. {}**"),
        ("faq.txt", "FAQ KTP", "1. {}"),
        ("faq.txt", "FAQ KTP", "*{}*"),
    ],
)
def test_bold_and_numbered_questions_are_sections(name: str, head: str, mark: str) -> None:
    made = read(MARKED.format(head=head, m=[mark.format(each) for each in QUESTIONS], a=ANSWERS), name)
    assert [(note.questions[0], note.body) for note in made] == list(zip(QUESTIONS, ANSWERS, strict=True))
    assert [note.title for note in made] == [f"FAQ KTP: {question}" for question in QUESTIONS]


def test_a_word_file_and_a_page_with_questions_are_sectioned_too() -> None:
    told = [answer.replace("\n", " ") for answer in ANSWERS]
    pairs = list(zip(QUESTIONS, told, strict=True))
    lines = [line for question, answer in pairs for line in (f"T: {question}", f"J: {answer}")]
    word = read(plain_docx("FAQ KTP", *lines), "a.docx")
    items = "".join(f"<li><b>{question}</b><p>{answer}</p></li>" for question, answer in pairs)
    page = read(f"<h1>FAQ KTP</h1><ol>{items}</ol>", "a.html")
    paragraphs = "".join(f"<p><b>{question}</b></p><p>{answer}</p>" for question, answer in pairs)
    bold = read(f"<h1>FAQ KTP</h1>{paragraphs}", "a.html")
    for made in (word, page, bold):
        assert [(note.questions[0], note.body) for note in made] == pairs


@pytest.mark.parametrize(
    "text",
    [
        "Diskusikan:\n1. Apa yang dikeluhkan warga?\n2. Siapa yang menanganinya?\n\nTulis hasilnya.",
        "1. Apakah petugas ramah?\na. Ya\nb. Tidak\n2. Apakah loket bersih?\na. Ya\nb. Tidak",
        "1. Tanyakan: perlu apa?\n2. Dengarkan.\n3. Tanyakan: sudah punya KTP?\n4. Catat.",
        "* Tanyakan perlu apa?\n* Dengarkan.\n* Tanyakan sudah punya KTP?\n* Catat.",
        "Tanya: siapa?\n\nTidak ada yang menjawab.",
        "**Sudah siap?**\n\nBuka loket.",
    ],
)
def test_questions_without_answers_are_no_faq(text: str) -> None:
    assert with_questions(text) is None


def test_an_answer_may_be_steps() -> None:
    made = read("# FAQ\n\n**Apa dulu?**\n1. Sapa.\n2. Catat.\n\n**Lalu?**\n1. Antar.\n", "a.md")
    assert [note.body for note in made] == ["1. Sapa.\n2. Catat.", "1. Antar."]


def test_a_question_too_long_for_a_heading_is_kept_whole() -> None:
    story = "Warga datang membawa berkas " * 20 + "lalu bagaimana?"
    (made,) = read(f"T: {story}\nJ: Terima berkasnya.", "a.txt")
    assert made.body == f"{story}\n\nTerima berkasnya."
