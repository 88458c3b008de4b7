"""Text that Word keeps hidden (`w:vanish`): nobody who reads the file sees it, so it is no part of the document."""

from __future__ import annotations

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset(("0", "false", "off"))


def drop_hidden(tree: Element, styles: Element | None) -> None:
    """Takes hidden text out of a part, and paragraphs of which nothing is left and whose end is hidden too."""
    hidden = {
        style.get(f"{W}styleId", "")
        for style in (styles.iter(f"{W}style") if styles is not None else ())
        if _vanishes(style.find(f"{W}rPr"))
    }
    parents = {child: parent for parent in tree.iter() for child in parent}
    for paragraph in list(tree.iter(f"{W}p")):
        whole = _style(paragraph, "pPr/{0}pStyle") in hidden
        for run in list(paragraph.iter(f"{W}r")):
            own = _vanishes(run.find(f"{W}rPr"))
            if own if own is not None else whole or _style(run, "rPr/{0}rStyle") in hidden:
                parents[run].remove(run)
        end = _vanishes(paragraph.find(f"{W}pPr/{W}rPr"))
        if (whole or end) and paragraph in parents and next(paragraph.iter(f"{W}t"), None) is None:
            parents[paragraph].remove(paragraph)


def _vanishes(properties: Element | None) -> bool | None:
    """Whether properties hide a text; None if they do not say."""
    found = properties.find(f"{W}vanish") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1").lower() not in OFF


def _style(element: Element, path: str) -> str:
    found = element.find(f"{W}{path.format(W)}")
    return found.get(f"{W}val", "") if found is not None else ""
