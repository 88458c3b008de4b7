"""The one door to the methods: decodes a call, lets it fail if a test asked for it, carries it out, notes it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.telegram.errors import ApiError, Json
from tests.telegram.methods.bot import BotMethods
from tests.telegram.methods.chats import ChatMethods
from tests.telegram.methods.editing import EditingMethods
from tests.telegram.methods.queries import QueryMethods
from tests.telegram.methods.sending import SendingMethods
from tests.telegram.methods.updates import UpdateMethods
from tests.telegram.parameters import Upload, decoded, signature_of

if TYPE_CHECKING:
    from tests.telegram.world import World

Result = Json | list[Json] | bool | int
Method = Callable[[Json], Awaitable[Result]]


@dataclass
class Call:
    """One call of the bot: method, decoded parameters, and the refusal if there was one."""

    method: str
    params: Json
    error: ApiError | None = None


class Api:
    """Every method of the server, on one world."""

    def __init__(self, world: "World") -> None:
        self.world = world
        bot, chats, updates = BotMethods(world), ChatMethods(world), UpdateMethods(world)
        sending, editing, queries = SendingMethods(world), EditingMethods(world), QueryMethods(world)
        self.methods: Mapping[str, Method] = {
            "getMe": bot.get_me,
            "setMyCommands": bot.set_my_commands,
            "getMyCommands": bot.get_my_commands,
            "deleteMyCommands": bot.delete_my_commands,
            "setMyName": bot.set_my_name,
            "getMyName": bot.get_my_name,
            "setMyDescription": bot.set_my_description,
            "getMyDescription": bot.get_my_description,
            "setMyShortDescription": bot.set_my_short_description,
            "getMyShortDescription": bot.get_my_short_description,
            "setChatMenuButton": bot.set_chat_menu_button,
            "getChatMenuButton": bot.get_chat_menu_button,
            "getUpdates": updates.get_updates,
            "setWebhook": updates.set_webhook,
            "deleteWebhook": updates.delete_webhook,
            "getWebhookInfo": updates.get_webhook_info,
            "sendMessage": sending.send_message,
            "sendPhoto": sending.send_photo,
            "sendDocument": sending.send_document,
            "forwardMessage": sending.forward_message,
            "copyMessage": sending.copy_message,
            "editMessageText": editing.edit_message_text,
            "editMessageMedia": editing.edit_message_media,
            "editMessageReplyMarkup": editing.edit_message_reply_markup,
            "deleteMessage": editing.delete_message,
            "setMessageReaction": editing.set_message_reaction,
            "answerCallbackQuery": queries.answer_callback_query,
            "answerInlineQuery": queries.answer_inline_query,
            "getChat": chats.get_chat,
            "getChatMember": chats.get_chat_member,
            "getChatMemberCount": chats.get_chat_member_count,
            "getChatAdministrators": chats.get_chat_administrators,
            "leaveChat": chats.leave_chat,
            "sendChatAction": chats.send_chat_action,
            "getFile": chats.get_file,
        }

    async def call(self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Result:
        """The result of one call; every call is noted in `world.calls`, a refused one too."""
        call = Call(method, {**fields, **files})
        self.world.calls.append(call)
        try:
            return await self._carry_out(call, fields, files)
        except ApiError as refusal:
            call.error = refusal
            raise
        finally:
            self.world.signal.fire()

    async def _carry_out(self, call: Call, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Result:
        signature = signature_of(call.method)
        call.method = signature.method
        fault = self.world.faults.next_for(signature.method)
        if fault is not None and not fault.takes_effect:
            raise fault.error()
        call.params = decoded(signature, fields, files)
        result = await self.methods[signature.method](call.params)
        if fault is not None:
            raise fault.error()
        return result
