"""Documents (PDF, DOCX, HTML, TXT, MD) -> notes: one file a format, one for regulations, one that does it safely."""
