"""What can go wrong on purpose: errors of the server and of the connection, ordered by a test for coming calls.

A test orders them like this:

    world.fails_next("sendMessage", times=2, with_=flood(retry_after=1))
    world.fails_next("getUpdates", times=3, with_=network_error)
    with world.offline(): ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from tests.telegram.errors import ApiError, forbidden, too_many_requests


class ConnectionLostError(Exception):
    """No connection to the server: the call had no effect, and the caller knows that at once."""


class AnswerLostError(Exception):
    """No answer from the server: the caller waits until its own time limit."""


@dataclass(frozen=True)
class Fault:
    """One way to fail; `error()` is raised. With `takes_effect` the server works and only its answer is lost."""

    error: Callable[[], Exception]
    takes_effect: bool = False


def flood(retry_after: int = 1) -> Fault:
    """429 with retry_after seconds: PTB raises RetryAfter."""
    return Fault(partial(too_many_requests, retry_after))


def server_error(code: int = 502) -> Fault:
    """A 5xx answer of the server: PTB raises NetworkError."""
    names = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
    return Fault(partial(ApiError, code, names.get(code, "Server Error")))


blocked = Fault(partial(forbidden, "bot was blocked by the user"))
network_error = Fault(partial(ConnectionLostError, "All connection attempts failed"))
timed_out = Fault(partial(AnswerLostError, "The request never arrived"))
answer_lost = Fault(partial(AnswerLostError, "The answer never arrived"), takes_effect=True)


@dataclass
class Faults:
    """The faults that wait for their calls, in the order in which they were asked for."""

    offline: bool = False
    _due: dict[str, list[Fault]] = field(default_factory=dict)

    def add(self, method: str, times: int, fault: Fault) -> None:
        """Lets the next `times` calls of the method fail; method "*" is any method."""
        self._due.setdefault(method.lower(), []).extend([fault] * times)

    def next_for(self, method: str) -> Fault | None:
        """The fault of this call, used up by it."""
        if self.offline:
            return network_error
        for name in (method.lower(), "*"):
            if self._due.get(name):
                return self._due[name].pop(0)
        return None
