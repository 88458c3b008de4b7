"""A process that works for another one ends with it, also when that one is killed and can tell nobody."""

from __future__ import annotations

import atexit
import os
import signal
from types import FrameType

LOOK = 1.0
"""Seconds between two looks at whether it is still there."""
LEFT_ALONE = 76
"""Exit code that nobody waits for any more."""


def end_with(parent: int) -> None:
    """From now on this process ends as soon as `parent`, which started it, is gone: the system gives it another then.

    By an alarm, not a thread: that needs no memory, of which a process that reads documents has little. Calls of the
    system that it interrupts go on by themselves.
    """

    def look(_: int, __: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(LEFT_ALONE)

    look(0, None)
    signal.signal(signal.SIGALRM, look)
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)
    # Python gives the handler back before it ends, and an alarm without one kills: what is done would count as broken.
    atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)
