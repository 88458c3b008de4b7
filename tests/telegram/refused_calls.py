"""For every rule about chats, messages, files, queries and the bot a call that breaks it, with the server's words."""

from tests.telegram.refusals import article, call, chat, edit, hook, inline, menu, text

YES = {"text": "Ya", "callback_data": "ya"}
RESULT = "can't parse inline query result: "
RESULTS_BUTTON = "can't parse inline query results button: "
SCOPE = "can't parse BotCommandScope: "
OLD = "query is too old and response timeout expired or query ID is invalid"

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)

CHATS = (
    chat("Bad Request: chat not found", 999),
    chat("Bad Request: chat not found", "$stranger"),
    chat("Bad Request: chat not found", "@tidak_ada"),
    chat("Forbidden: bot is not a member of the supergroup chat", "$foreign", "sendMessage", text="halo"),
    chat("Forbidden: bot was kicked from the supergroup chat", "$left", "sendMessage", text="halo"),
    chat("Forbidden: bot was blocked by the user", "$blocker", "sendMessage", text="halo"),
    chat("Forbidden: bot can't initiate conversation with a user", "$silent", "sendMessage", text="halo"),
    chat("Bad Request: message thread not found", "$forum", "sendMessage", text="halo", message_thread_id=8),
    chat("Bad Request: message thread not found", "$group", "sendMessage", text="halo", message_thread_id=1),
    chat("Bad Request: wrong parameter action in request", "$ani", "sendChatAction", action="thinking"),
    chat("Bad Request: there are no administrators in the private chat", "$ani", "getChatAdministrators"),
    chat("Bad Request: chat member status can't be changed in private chats", "$ani", "leaveChat"),
    chat("Bad Request: user not found", "$group", "getChatMember", user_id=999),
    text("message to be replied not found", reply_parameters={"message_id": 999}),
    text("QUOTE_TEXT_INVALID", reply_parameters={"message_id": "$said", "quote": "tidak ada"}),
    text('replyParameters has no field "id"', reply_parameters={"message_id": "$said", "id": 1}),
    text('field "is_disabled" must be of type Boolean', link_preview_options={"is_disabled": "yes"}),
    text('linkPreviewOptions has no field "disabled"', link_preview_options={"disabled": True}),
    text("wrong HTTP URL specified", link_preview_options={"url": "halo"}),
)
MESSAGES = (
    edit("message to edit not found", message_id=999),
    edit(UNCHANGED, text="lama", reply_markup={"inline_keyboard": [[YES]]}),
    edit(UNCHANGED, "editMessageReplyMarkup", reply_markup={"inline_keyboard": [[YES]]}),
    edit("message can't be edited", message_id="$said"),
    edit("inline keyboard expected", reply_markup={"force_reply": True}),
    edit("failed to get HTTP URL content", "editMessageMedia", media={"type": "photo", "media": "https://prima.example/a"}),
    edit("wrong file identifier/HTTP URL specified", "editMessageMedia", media={"type": "photo", "media": "attach://a"}),
    edit("can't use file of type Document as Photo", "editMessageMedia", media={"type": "photo", "media": "$document"}),
    edit('can\'t find field "media"', "editMessageMedia", media={"type": "photo"}),
    edit('inputMedia has no field "text"', "editMessageMedia", media={"type": "photo", "media": "x", "text": "isi"}),
    edit("can't parse InputMedia: type of the media is invalid", "editMessageMedia", media={"type": "x", "media": "x"}),
    call("editMessageText", "Bad Request: chat_id is empty", text="baru", message_id=1),
    call("editMessageText", "Bad Request: message identifier is not specified", text="baru", chat_id="$ani"),
    call("editMessageText", "Bad Request: MESSAGE_ID_INVALID", text="baru", inline_message_id="x"),
    chat("Bad Request: message to delete not found", "$ani", "deleteMessage", message_id=999),
    chat("Bad Request: message can't be deleted", "$group", "deleteMessage", message_id="$talk"),
    chat("Bad Request: message can't be deleted for everyone", "$ani", "deleteMessage", message_id="$old"),
    chat("Bad Request: message to forward not found", "$group", "forwardMessage", from_chat_id="$ani", message_id=999),
    chat("Bad Request: message to copy not found", "$group", "copyMessage", from_chat_id="$ani", message_id=999),
    chat("Bad Request: the message can't be copied", "$ani", "copyMessage", from_chat_id="$forum", message_id=7),
    chat("Bad Request: the message can't be forwarded", "$group", "forwardMessage", from_chat_id="$ani",
         message_id="$secret"),
    edit("REACTION_INVALID", "setMessageReaction", reaction=[{"type": "emoji", "emoji": "🫥"}]),
    edit("REACTIONS_TOO_MANY", "setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}] * 2),
    edit("message to react not found", "setMessageReaction", message_id=999),
    chat("Bad Request: there is no photo in the request", "$ani", "sendPhoto"),
    chat("Bad Request: failed to get HTTP URL content", "$ani", "sendPhoto", photo="https://prima.example/a.png"),
    chat("Bad Request: can't use file of type Document as Photo", "$ani", "sendPhoto", photo="$document"),
    chat("Bad Request: wrong file identifier/HTTP URL specified", "$ani", "sendDocument", document="x"),
    call("getFile", "Bad Request: wrong file_id or the file is temporarily unavailable", file_id="x"),
    call("getFile", "Bad Request: file is too big", file_id="$large"),
)  # fmt: skip
QUERIES = (
    call("answerCallbackQuery", f"Bad Request: {OLD}", callback_query_id="1"),
    call("answerCallbackQuery", f"Bad Request: {OLD}", callback_query_id="$answered"),
    call("answerCallbackQuery", "Bad Request: MESSAGE_TOO_LONG", callback_query_id="$press", text="a" * 201),
    call("answerCallbackQuery", "Bad Request: URL_INVALID", callback_query_id="$press", url="https://prima.example"),
    call("answerInlineQuery", f"Bad Request: {OLD}", inline_query_id="1", results=[]),
    inline("too many inline query results specified", [article(number) for number in range(51)]),
    inline("RESULT_ID_DUPLICATE", [article(), article()]),
    inline("RESULT_ID_INVALID", [article("é" * 33)]),
    inline("RESULT_ID_INVALID", [article("")]),
    inline(f'{RESULT}Can\'t find field "title"', [article(title="")]),
    inline(f'{RESULT}InlineQueryResultArticle has no field "text"', [article(text="isi")]),
    inline(f'{RESULT}type "card" is unsupported for the inline query result', [article(type="card")]),
    inline(f"{RESULT}Input message content is not specified", [article(input_message_content={"text": "isi"})]),
    inline("message is too long", [article(input_message_content={"message_text": "a" * 4097})]),
    inline('can\'t parse entities: Unsupported start tag "p" at byte offset 0',
           [article(input_message_content={"message_text": "<p>a</p>", "parse_mode": "HTML"})]),
    inline("BUTTON_DATA_INVALID",
           [article(reply_markup={"inline_keyboard": [[YES | {"callback_data": "a" * 65}]]})]),
    inline(f'{RESULT}Can\'t find field "photo_url"', [{"type": "photo", "id": "1"}]),
    inline("START_PARAM_INVALID", [], button={"text": "Mulai", "start_parameter": "a b"}),
    inline(f"{RESULTS_BUTTON}InlineQueryResultsButton must have exactly one optional field", [], button={"text": "x"}),
    inline("NEXT_OFFSET_INVALID", [], next_offset="a" * 65),
    inline('parameter "cache_time" must be between 0 and 2592000', [], cache_time=-1),
)  # fmt: skip
BOT = (
    menu("BOT_COMMAND_INVALID", ("Tanya", "Bertanya")),
    menu("BOT_COMMAND_INVALID", ("/tanya", "Bertanya")),
    menu("command must be non-empty", ("", "Bertanya")),
    menu("command length must not exceed 32", ("a" * 33, "Bertanya")),
    menu("command description must be non-empty", ("tanya", " ")),
    menu("command description length must not exceed 256", ("tanya", "a" * 257)),
    menu("BOT_COMMANDS_TOO_MUCH", *[(f"c{number}", "x") for number in range(101)]),
    menu(f"{SCOPE}Unsupported type specified", scope={"type": "everyone"}),
    menu(f'{SCOPE}Can\'t find field "chat_id"', scope={"type": "chat"}),
    menu("chat not found", scope={"type": "chat", "chat_id": 999}),
    menu("can't use specified scope in private chats", scope={"type": "chat_administrators", "chat_id": "$ani"}),
    menu("invalid language code specified", language_code="indonesia"),
    call("setMyDescription", "Bad Request: bot description length must not exceed 512", description="a" * 513),
    call("setMyShortDescription", "Bad Request: bot short description length must not exceed 120",
         short_description="a" * 121),
    call("setChatMenuButton", "Bad Request: can't parse menu button: MenuButton has unsupported type",
         menu_button={"type": "menu"}),
    hook("bad webhook: An HTTPS URL must be provided for webhook", url="http://prima.example/hook"),
    hook("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443", url="https://prima.example:9000/"),
    hook("bad webhook: IP address is invalid", ip_address="prima"),
    hook("secret token contains unallowed characters", secret_token="a" + " "),
    hook("secret token is too long", secret_token="a" * 257),
    hook('parameter "max_connections" must be between 1 and 100', max_connections=101),
    hook('unknown update type "messages" in allowed_updates', allowed_updates=["messages"]),
    call("getUpdates", 'Bad Request: parameter "limit" must be between 1 and 100', limit=101),
)  # fmt: skip

REFUSED = CHATS + MESSAGES + QUERIES + BOT
