"""Questions that an app asks a bot and that the bot answers once: callback queries and inline queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tests.telegram.accounts import Account
from tests.telegram.errors import Json, bad_request
from tests.telegram.keyboards import Button, buttons_of
from tests.telegram.messages import Message
from tests.telegram.text import Formatted

EXPIRED = "query is too old and response timeout expired or query ID is invalid"


@dataclass(eq=False)
class Query:
    """A query with its answer; one that is answered or old takes no answer any more."""

    id: str
    user: Account
    answered: bool = False
    old: bool = False

    def grows_old(self) -> None:
        """Lets the time pass after which the server takes no answer."""
        self.old = True


@dataclass(eq=False)
class CallbackQuery(Query):
    """A press of a button; `text` and `alert` are what the person was shown in answer."""

    data: str = ""
    message: Message | None = None
    text: str | None = None
    alert: bool = False
    url: str | None = None

    def to_json(self) -> Json:
        """The CallbackQuery object (#callbackquery)."""
        query: Json = {"id": self.id, "from": self.user.to_json(), "chat_instance": f"instance-{self.user.id}"}
        if self.message is not None and self.message.inline_id is not None:
            query["inline_message_id"] = self.message.inline_id
        elif self.message is not None:
            gone = self.message.deleted
            query["message"] = self.message.inaccessible_json() if gone else self.message.to_json()
        return query | {"data": self.data}


Asked = TypeVar("Asked", bound=Query)


@dataclass(frozen=True)
class InlineResult:
    """One answer to an inline query, as an app lists it, with the message that choosing it sends."""

    id: str
    type: str
    title: str
    description: str
    message: Formatted
    markup: Json | None
    raw: Json

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of buttons under the message."""
        return buttons_of(self.markup)


@dataclass(eq=False)
class InlineQuery(Query):
    """What a person types after the bot's name; `results` are what the app lists in answer."""

    query: str = ""
    offset: str = ""
    chat_type: str = "sender"
    results: list[InlineResult] = field(default_factory=list)
    button: Json | None = None
    next_offset: str = ""
    personal: bool = False
    cache_time: int = 300

    @property
    def titles(self) -> list[str]:
        """The titles listed."""
        return [result.title for result in self.results]

    def result(self, result_id: str) -> InlineResult:
        """The result with this id."""
        return next(result for result in self.results if result.id == result_id)

    def to_json(self) -> Json:
        """The InlineQuery object (#inlinequery)."""
        query: Json = {"id": self.id, "from": self.user.to_json(), "query": self.query, "offset": self.offset}
        return query | {"chat_type": self.chat_type}


def answerable(queries: Mapping[str, Asked], query_id: str) -> Asked:
    """The query with this id, when it may be answered.

    The public server takes a second answer within the time limit; this one refuses it, for it shows a bot that
    answers twice.
    """
    query = queries.get(query_id)
    if query is None or query.answered or query.old:
        raise bad_request(EXPIRED)
    return query
