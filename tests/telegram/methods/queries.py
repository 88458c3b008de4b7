"""Methods that answer a question of an app: a pressed button, an inline query."""

from typing import TYPE_CHECKING

from tests.telegram.errors import Json
from tests.telegram.inline import check_next_offset, read_results
from tests.telegram.queries import answerable
from tests.telegram.rules import check_callback_answer, check_range, read_results_button

if TYPE_CHECKING:
    from tests.telegram.world import World

DEFAULT_CACHE = 300  # seconds; #answerinlinequery
LONGEST_CACHE = 2_592_000  # thirty days, in seconds


class QueryMethods:
    """answerCallbackQuery and answerInlineQuery."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def answer_callback_query(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#answercallbackquery."""
        check_callback_answer(params.get("text"), params.get("url"), self.world.username)
        check_range("cache_time", params.get("cache_time", 0), 0, LONGEST_CACHE)
        query = answerable(self.world.callbacks, params["callback_query_id"])
        query.answered = True
        query.text, query.url = params.get("text"), params.get("url")
        query.alert = params.get("show_alert", False)
        return True

    async def answer_inline_query(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#answerinlinequery."""
        results = read_results(params["results"], self.world.files)
        button = read_results_button(params.get("button"))
        check_next_offset(params.get("next_offset", ""))
        cache_time: int = params.get("cache_time", DEFAULT_CACHE)
        check_range("cache_time", cache_time, 0, LONGEST_CACHE)
        query = answerable(self.world.inline_queries, params["inline_query_id"])
        query.answered = True
        query.results, query.button = results, button
        query.next_offset = params.get("next_offset", "")
        query.personal, query.cache_time = params.get("is_personal", False), cache_time
        return True
