"""Who takes part: accounts of people and of the bot, and the chats they are in."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.telegram.errors import Json

if TYPE_CHECKING:
    from tests.telegram.messages import Message

ADMIN_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(eq=False)
class Account:
    """A user of Telegram, person or bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    @property
    def full_name(self) -> str:
        """First and last name, as apps show them."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def to_json(self) -> Json:
        """The User object (https://core.telegram.org/bots/api#user)."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return user | {name: value for name, value in optional.items() if value is not None}


@dataclass(eq=False)
class BotAccount(Account):
    """The bot of a world; `privacy` is BotFather's privacy mode, which hides most of a group's talk from it."""

    token: str = field(default="", repr=False)
    privacy: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def about(self) -> Json:
        """What getMe answers: the User object with what only getMe returns."""
        return self.to_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


@dataclass(eq=False)
class Chat:
    """A private chat, group or supergroup; `topics` names the forum topics of a forum by message_thread_id."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    person: Account | None = None
    topics: dict[int, str] = field(default_factory=dict, repr=False)
    statuses: dict[int, str] = field(default_factory=dict, repr=False)
    members: dict[int, Account] = field(default_factory=dict, repr=False)
    messages: "dict[int, Message]" = field(default_factory=dict, repr=False)
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        """Whether it is the chat of one person with the bot."""
        return self.type == "private"

    @property
    def is_forum(self) -> bool:
        """Whether it is a supergroup with topics."""
        return bool(self.topics)

    def status_of(self, account: Account) -> str:
        """The account's status: creator, administrator, member, restricted, left or kicked."""
        return self.statuses.get(account.id, "left")

    def has(self, account: Account) -> bool:
        """Whether the account is in the chat."""
        return self.is_private or self.status_of(account) in PRESENT

    def next_message_id(self) -> int:
        """A new id; two chats use the same ids, as on the real server."""
        self.last_message_id += 1
        return self.last_message_id

    def to_json(self) -> Json:
        """The Chat object (https://core.telegram.org/bots/api#chat)."""
        chat: Json = {"id": self.id, "type": self.type}
        if self.person is not None:
            user = self.person.to_json()
            return chat | {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        named = {"title": self.title, "username": self.username, "is_forum": self.is_forum or None}
        return chat | {name: value for name, value in named.items() if value is not None}

    def member_json(self, account: Account) -> Json:
        """The ChatMember object of the account (https://core.telegram.org/bots/api#chatmember)."""
        return member_json(account, self.status_of(account))


@dataclass(frozen=True)
class Action:
    """One chat action that people saw, such as `typing`."""

    chat: Chat
    action: str
    thread: int | None


def member_json(account: Account, status: str) -> Json:
    """The ChatMember object of an account with this status."""
    more: dict[str, Json] = {
        "creator": {"is_anonymous": False},
        "administrator": {right: right not in {"can_be_edited", "is_anonymous"} for right in ADMIN_RIGHTS},
        "kicked": {"until_date": 0},
    }
    return {"user": account.to_json(), "status": status, **more.get(status, {})}
