"""For every rule about parameters, texts, HTML and keyboards a call that breaks it, with the server's words."""

from tests.telegram.refusals import call, chat, html, keys, text

YES = {"text": "Ya", "callback_data": "ya"}
BAD = "can't parse inline keyboard button: "

PARAMETERS = (
    call("sendMesage", "Not Found: method not found", chat_id=1),
    text('unknown parameter "txet" of sendMessage', txet="halo"),
    call("sendMessage", "Bad Request: chat_id is empty", text="halo"),
    call("deleteMessage", "Bad Request: message identifier is not specified", chat_id="$ani"),
    call("answerInlineQuery", 'Bad Request: parameter "results" is required', inline_query_id="1"),
    chat('Bad Request: parameter "chat_id" must be an Integer', "Ani"),
    text('parameter "disable_notification" must be a Boolean', disable_notification="maybe"),
    text("can't parse reply_markup JSON object", reply_markup="{"),
)
TEXTS = (
    text("message text is empty", text=""),
    text("text must be non-empty", text=" \n "),
    text("text must be non-empty", text="<b> </b>\n", parse_mode="HTML"),
    text("message is too long", text="a" * 4097),
    text("message is too long", text="😀" * 2049),
    text("unsupported parse_mode", parse_mode="XML"),
    text('entity "bold" can\'t be nested in or cross "pre"', text="abc", entities=[
        {"type": "pre", "offset": 0, "length": 3}, {"type": "bold", "offset": 1, "length": 1}]),
    text("entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 9",
         entities=[{"type": "bold", "offset": 2, "length": 7}]),
    text("can't parse MessageEntity: Unsupported type specified", entities=[{"type": "x", "offset": 0, "length": 1}]),
    call("sendDocument", "Bad Request: message caption is too long", chat_id="$ani", document="$document",
         caption="a" * 1025),
)  # fmt: skip
MARKUP = (
    html("<p>halo</p>", 'Unsupported start tag "p" at byte offset 0'),
    html("é <h1>a</h1>", 'Unsupported start tag "h1" at byte offset 3'),
    html("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
    html("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
    html("<b>halo", 'Can\'t find end tag corresponding to start tag "b"'),
    html("halo</b>", "Unexpected end tag at byte offset 4"),
    html("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    html("halo <b", "Unclosed start tag at byte offset 5"),
    html("<b>halo</b", "Unclosed end tag at byte offset 7"),
    html("a > b", 'Character ">" must be written as "&gt;" at byte offset 2'),
    html("a & b", 'Character "&" must be written as "&amp;" at byte offset 2'),
    html("a&nbsp;b", 'Unsupported HTML entity "&nbsp;" at byte offset 1'),
    html("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    html("<a>a</a>", 'Tag "a" must have the attribute "href" at byte offset 0'),
    html('<b class="x">a</b>', 'Unsupported attribute "class" in the tag "b" at byte offset 0'),
    html('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    html("<blockquote>a<blockquote>b</blockquote></blockquote>", 'Entity "blockquote" can\'t be nested in "blockquote" '
         "at byte offset 13"),
    html("<pre>a <b>b</b></pre>", 'Entity "bold" can\'t be nested in "pre" at byte offset 7'),
    html("<b>a <code>b</code></b>", 'Entity "code" can\'t be nested in "bold" at byte offset 5'),
    html("<code><i>b</i></code>", 'Entity "italic" can\'t be nested in "code" at byte offset 6'),
    html('<a href="http://a"><a href="http://b">c</a></a>', 'Entity "text_link" can\'t be nested in "text_link" '
         "at byte offset 19"),
)  # fmt: skip
KEYBOARDS = (
    keys(f'{BAD}Can\'t find field "text"', {"callback_data": "ya"}),
    keys("inline keyboard button text must be non-empty", YES | {"text": " "}),
    keys(f"{BAD}Text buttons are unallowed in the inline keyboard", {"text": "Ya"}),
    keys(f"{BAD}Text buttons are unallowed in the inline keyboard", YES | {"callback_data": ""}),
    keys("BUTTON_DATA_INVALID", YES | {"callback_data": "é" * 33}),
    keys(f"{BAD}exactly one of the optional fields must be used, not url and callback_data", YES | {"url": "tg://x"}),
    keys(f'{BAD}InlineKeyboardButton has no field "data"', YES | {"data": "x"}),
    keys("inline keyboard button URL 'halo' is invalid: Wrong HTTP URL", {"text": "Ya", "url": "halo"}),
    keys("reply markup is too long", *[YES] * 9),
    text("reply markup is too long", reply_markup={"inline_keyboard": [[YES]] * 101}),
    text('field "inline_keyboard" must not hold an empty row', reply_markup={"inline_keyboard": [[YES], []]}),
    text('field "inline_keyboard" must be an Array of Arrays', reply_markup={"inline_keyboard": [YES]}),
    text("object expected as reply markup", reply_markup=[[YES]]),
    text("reply markup must be a keyboard, its removal or a forced reply", reply_markup={"selective": True}),
    text("keyboard button text must be non-empty", reply_markup={"keyboard": [[""]]}),
    text("field input_field_placeholder must have 1-64 characters",
         reply_markup={"force_reply": True, "input_field_placeholder": "a" * 65}),
    call("sendMessage", "Bad Request: field request_contact can be used in private chats only", chat_id="$group",
         text="halo", reply_markup={"keyboard": [[{"text": "Nomor", "request_contact": True}]]}),
)  # fmt: skip

REFUSED = PARAMETERS + TEXTS + MARKUP + KEYBOARDS
