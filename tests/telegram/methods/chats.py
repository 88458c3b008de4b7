"""Methods about chats: what they are, who is in them, leaving, showing that the bot is at work, files."""

from typing import TYPE_CHECKING

from tests.telegram.access import readable_chat, thread_of, writable_chat
from tests.telegram.accounts import Account, Action, Chat
from tests.telegram.errors import Json, bad_request
from tests.telegram.rules import check_chat_action

if TYPE_CHECKING:
    from tests.telegram.world import World


class ChatMethods:
    """getChat, members and administrators, leaveChat, sendChatAction, getFile."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def get_chat(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getchat: the ChatFullInfo object."""
        chat = readable_chat(self.world, params["chat_id"])
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return chat.to_json() | full

    async def get_chat_member(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getchatmember."""
        chat = readable_chat(self.world, params["chat_id"])
        return chat.member_json(self._account(chat, params["user_id"]))

    def _account(self, chat: Chat, user_id: int) -> Account:
        account = chat.members.get(user_id) or self.world.people.get(user_id)
        if account is None:
            raise bad_request("user not found" if user_id > 0 else "Invalid user_id specified")
        return account

    async def get_chat_administrators(self, params: Json) -> list[Json]:
        """https://core.telegram.org/bots/api#getchatadministrators: without other bots, with this one."""
        chat = readable_chat(self.world, params["chat_id"])
        if chat.is_private:
            raise bad_request("there are no administrators in the private chat")
        ranks = {"creator", "administrator"}
        return [chat.member_json(member) for member in chat.members.values() if chat.status_of(member) in ranks]

    async def get_chat_member_count(self, params: Json) -> int:
        """https://core.telegram.org/bots/api#getchatmembercount."""
        chat = readable_chat(self.world, params["chat_id"])
        return 2 if chat.is_private else sum(chat.has(member) for member in chat.members.values())

    async def leave_chat(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#leavechat."""
        chat = readable_chat(self.world, params["chat_id"])
        if chat.is_private:
            raise bad_request("chat member status can't be changed in private chats")
        chat.statuses[self.world.bot.id] = "left"
        return True

    async def send_chat_action(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#sendchataction."""
        check_chat_action(params["action"])
        chat = writable_chat(self.world, params["chat_id"])
        thread = thread_of(chat, params.get("message_thread_id"))
        self.world.actions.append(Action(chat, params["action"], thread))
        return True

    async def get_file(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#getfile."""
        stored = self.world.files.downloadable(params["file_id"])
        return stored.described() | {"file_path": stored.path}
