"""What the end of a file's name says: `.markdown` is Markdown too, and what cannot be read is told what to become."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.documents.files import document_paths
from knowledge_base.documents.front_matter import is_note
from knowledge_base.documents.signature import format_of
from knowledge_base.errors import DocumentError
from tests.makers import note


def test_the_long_ending_of_markdown_is_read_like_the_short_one(tmp_path: Path) -> None:
    (tmp_path / "loket.markdown").write_text("# Loket\n\nBuka pukul 8.")
    assert [path.name for path in document_paths(tmp_path)] == ["loket.markdown"]
    assert format_of(b"# Loket", "loket.markdown") == "md"
    assert is_note(note("C4-pedoman-uji").to_markdown(), "catatan.markdown")


def test_a_web_archive_is_told_what_to_become() -> None:
    with pytest.raises(DocumentError, match="save the page as PDF"):
        format_of(b"From: <Saved>", "halaman.mhtml")
