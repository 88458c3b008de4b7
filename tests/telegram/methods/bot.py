"""Methods about the bot itself: who it is, its command menus, its descriptions, its menu button."""

from typing import TYPE_CHECKING

from tests.telegram.access import known_chat
from tests.telegram.commands import Scope, read_commands, read_language, read_scope
from tests.telegram.errors import Json, bad_request
from tests.telegram.rules import check_about_bot, read_menu_button

if TYPE_CHECKING:
    from tests.telegram.world import World


class BotMethods:
    """getMe, commands, name, descriptions, menu button."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def get_me(self, _: Json) -> Json:
        """https://core.telegram.org/bots/api#getme."""
        return self.world.bot.about()

    async def set_my_commands(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setmycommands."""
        scope, language = self._place(params)
        self.world.commands.set(scope, language, read_commands(params["commands"]))
        return True

    async def get_my_commands(self, params: Json) -> list[Json]:
        """https://core.telegram.org/bots/api#getmycommands."""
        return self.world.commands.as_json(*self._place(params))

    async def delete_my_commands(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#deletemycommands."""
        self.world.commands.delete(*self._place(params))
        return True

    def _place(self, params: Json) -> tuple[Scope, str]:
        """Scope and language of a list; the scope's chat must be one the bot knows, and fit the scope."""
        scope, language = read_scope(params.get("scope")), read_language(params.get("language_code"))
        if scope.chat_id is None:
            return scope, language
        chat = known_chat(self.world, scope.chat_id)
        if chat.is_private and scope.type != "chat":
            raise bad_request("can't use specified scope in private chats")
        return scope._replace(chat_id=chat.id), language

    async def set_my_name(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setmyname."""
        return _set(self.world.bot.names, "name", params)

    async def get_my_name(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getmyname."""
        names = {"": self.world.name, **self.world.bot.names}
        return {"name": names.get(read_language(params.get("language_code")), names[""])}

    async def set_my_description(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setmydescription."""
        return _set(self.world.bot.descriptions, "description", params)

    async def get_my_description(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getmydescription."""
        return {"description": _get(self.world.bot.descriptions, params)}

    async def set_my_short_description(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setmyshortdescription."""
        return _set(self.world.bot.short_descriptions, "short_description", params)

    async def get_my_short_description(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getmyshortdescription."""
        return {"short_description": _get(self.world.bot.short_descriptions, params)}

    async def set_chat_menu_button(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setchatmenubutton; key 0 of `menu_buttons` is the default for all."""
        chat_id = self._menu_chat(params)
        self.world.bot.menu_buttons[chat_id] = read_menu_button(params.get("menu_button"))
        return True

    async def get_chat_menu_button(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getchatmenubutton."""
        buttons = self.world.bot.menu_buttons
        return buttons.get(self._menu_chat(params), buttons.get(0, {"type": "commands"}))

    def _menu_chat(self, params: Json) -> int:
        chat_id: int = params.get("chat_id", 0)
        if chat_id and not known_chat(self.world, chat_id).is_private:
            raise bad_request("Invalid chat_id specified")
        return chat_id


def _set(texts: dict[str, str], field: str, params: Json) -> bool:
    text: str = params.get(field, "")
    check_about_bot(field, text)
    texts[read_language(params.get("language_code"))] = text
    return True


def _get(texts: dict[str, str], params: Json) -> str:
    return texts.get(read_language(params.get("language_code")), texts.get("", ""))
