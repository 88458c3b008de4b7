"""The reliability diagram is drawn from whatever verdicts there are."""

import struct
from pathlib import Path

from indexer.training.diagram import draw_reliability
from indexer.training.ranking import Verdict


def test_a_picture_is_written_also_of_few_verdicts(tmp_path: Path) -> None:
    verdicts = [Verdict("formal", sure, right, True) for sure, right in ((0.0, False), (0.35, True), (1.0, True))]
    for some in (verdicts, verdicts[:1]):
        file = tmp_path / f"{len(some)}.png"
        draw_reliability(some, 0.4, file)
        content = file.read_bytes()
        assert content.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", content[16:24])
        assert (width, height) == (780, 780)
