"""The fake Telegram holds what it promises: what people see, what reaches the bot, and each of its rules."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as some
from telegram import Update

from tests.telegram import ApiError, ImpossibleError, World, builder, deliver, refused_calls, refused_texts
from tests.telegram.echo import echo_bot
from tests.telegram.entities import utf16_length
from tests.telegram.refusals import Refused
from tests.telegram.stage import Stage
from tests.telegram.text import formatted

pytestmark = pytest.mark.asyncio


async def test_a_text_is_answered_in_memory() -> None:
    """What the bot sends is read as people see it: text, HTML, entities, buttons, reply."""
    world = World()
    ani = world.user("Ani Lestari")
    async with echo_bot(world) as application:
        said = await ani.says("halo 😀 @prima_bot")
        assert await deliver(application, world) == 1
        answer = world.last_to(ani)
        assert (answer.text, answer.html) == ("halo 😀 @prima_bot", "<b>halo 😀 @prima_bot</b>")
        assert [(entity.type, entity.offset, entity.length) for entity in answer.entities] == [
            ("bold", 0, 18),
            ("mention", 8, 10),
        ]
        assert answer.buttons == [[("Ya", "yes"), ("Situs", "https://prima.example")]]
        assert answer.reply_to is said
        query = await ani.presses(answer, "Ya")
        await deliver(application, world)
        assert (query.text, query.alert, answer.text, answer.buttons) == ("dicatat", True, "Jawaban: yes", [])
        assert [call.method for call in world.calls] == [
            "getMe", "sendMessage", "answerCallbackQuery", "editMessageText",
        ]  # fmt: skip


async def test_inline_start_and_tasks_are_answered_in_memory() -> None:
    """Inline results are listed and chosen; a task that the bot creates is waited for."""
    world = World()
    ani = world.user("Ani")
    async with echo_bot(world) as application:
        query = await ani.types_inline("kata")
        await ani.opens("https://t.me/prima_bot?start=a-1")
        await deliver(application, world)
        assert query.titles == ["Kata"]
        assert world.last_to(ani).text == "mulai ['a-1']"
        chosen = await ani.chooses(query, "1")
        assert (chosen.html, chosen.via) == ("<i>kata</i>", world.bot)


async def test_commands_and_mentions_have_entities() -> None:
    """Offsets count UTF-16 code units; what is in a word or an address is neither command nor mention."""
    world = World()
    said = await world.user("Ani").says("😀 /tanya@prima_bot a/b c@d.id @ani_l #halo https://prima.example/x.")
    assert [(entity.type, entity.of(said.text), entity.offset) for entity in said.entities] == [
        ("bot_command", "/tanya@prima_bot", 3),
        ("email", "c@d.id", 24),
        ("mention", "@ani_l", 31),
        ("hashtag", "#halo", 38),
        ("url", "https://prima.example/x", 44),
    ]


async def test_a_forum_keeps_topics_apart() -> None:
    """An answer goes to the topic of the question; a message in a topic points at the topic's creation."""
    world = World()
    ani = world.user("Ani")
    forum = world.supergroup("Forum", [ani], topics={7: "Layanan", 9: "Aduan"})
    async with echo_bot(world) as application:
        said = await ani.says("halo", chat=forum, thread=7)
        assert said.to_json()["reply_to_message"]["forum_topic_created"]["name"] == "Layanan"
        await deliver(application, world)
        assert [message.text for message in world.sent_to(forum, thread=7)] == ["halo"]
        assert world.sent_to(forum, thread=9) == []


async def test_privacy_mode_hides_talk() -> None:
    """With privacy mode the bot gets commands, mentions and replies, not the rest of a group's talk."""
    world = World(privacy=True)
    ani = world.user("Ani")
    group = world.group("Balai", [ani])
    for text in ("halo", "/tanya", "/tanya@lain_bot", "hai @prima_bot"):
        await ani.says(text, chat=group)
    assert [update["message"]["text"] for update in world.updates.pending] == ["/tanya", "hai @prima_bot"]


async def test_people_do_only_what_apps_do() -> None:
    """No app presses a missing button, writes in a foreign group, or edits the words of another."""
    world = World()
    ani, budi = world.user("Ani"), world.user("Budi")
    group = world.group("Balai", [ani])
    said = await ani.says("halo", chat=group)
    for impossible in (
        ani.presses(said, "Ya"),
        budi.says("halo", chat=group),
        budi.edits(said, "hai"),
        ani.says(" "),
        ani.says("halo", chat=group, thread=7),
        ani.opens("t.me/lain_bot"),
    ):
        with pytest.raises(ImpossibleError):
            await impossible


async def test_every_kind_of_message_reaches_the_bot() -> None:
    """Photo, sticker, voice, document, place, contact, forward, edit and reaction parse as PTB objects."""
    world = World()
    ani = world.user("Ani")
    world.updates.allow(["message", "edited_message", "message_reaction", "my_chat_member", "callback_query"])
    said = await ani.says("halo")
    for act in (
        ani.sends_photo("foto"), ani.sends_sticker(), ani.sends_voice(), ani.sends_document(name="a.pdf"),
        ani.sends_location(), ani.sends_contact(), ani.forwards(said), ani.edits(said, "hai"), ani.reacts(said, "👍"),
        ani.forges(said, "palsu"), ani.blocks_bot(), ani.unblocks_bot(),
    ):  # fmt: skip
        await act
    async with builder(world).build() as application:
        updates = [Update.de_json(data, application.bot) for data in world.updates.pending]
    shown = [update.effective_message for update in updates if update.effective_message is not None]
    assert [update.update_id - updates[0].update_id for update in updates] == list(range(13))
    assert all((shown[1].photo, shown[2].sticker, shown[3].voice, shown[6].contact, shown[7].forward_origin))
    assert getattr(shown[4].document, "mime_type", None) == "application/pdf"
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "member"


@pytest.mark.parametrize(
    "wrong", refused_texts.REFUSED + refused_calls.REFUSED, ids=lambda wrong: f"{wrong.method}: {wrong.error}"[:90]
)
async def test_each_rule_refuses_the_call_that_breaks_it(wrong: Refused) -> None:
    """Every line of `refused_texts` and `refused_calls` is refused in its words."""
    stage = await Stage().set()
    with pytest.raises(ApiError) as refusal:
        await stage.world.call(wrong.method, stage.fields(wrong.params))
    assert refusal.value.description == wrong.error
    assert stage.world.calls[-1].error is refusal.value


async def test_formatting_survives_the_round_trip() -> None:
    """HTML that the server takes comes back as the same HTML."""
    source = (
        '<b>a <i>b</i></b> <a href="https://prima.example/?a=1&amp;b=2">c</a> <code>d &lt; e</code>\n'
        '<pre><code class="language-python">f</code></pre> <tg-spoiler>g</tg-spoiler> <u>h</u> <s>i</s>\n'
        '<blockquote expandable>j <a href="tg://user?id=5">k</a></blockquote><blockquote>l</blockquote>&#33;'
    )
    stage = Stage()
    message = await stage.sent(text=f" \n{source}\n", parse_mode="HTML")
    assert message.html == source.replace("&#33;", "!")


@given(some.text(some.characters(exclude_categories=["Cs"]), min_size=1))
async def test_an_escaped_text_is_shown_as_it_was(text: str) -> None:
    """Whatever a person wrote can be sent back as HTML once it is escaped; only white space around it goes."""
    shown = formatted(html.escape(f"a{text}b"), "HTML", None)
    assert shown.text == f"a{text}b"
    assert shown.entities == formatted(f"a{text}b", None, None).entities
    assert utf16_length(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)


async def test_a_group_tells_who_comes_and_goes() -> None:
    """Adding the bot is a my_chat_member update and a service message; so are people's coming and going."""
    world = World(privacy=True)
    ani, budi = world.user("Ani"), world.user("Budi")
    group = world.group("Balai", [ani], bot=None)
    await ani.adds_bot(group, "administrator")
    await budi.joins(group)
    await budi.leaves(group)
    await ani.removes_bot(group)
    kinds = [list(update)[1] for update in world.updates.pending]
    assert kinds == ["my_chat_member", "message", "message", "message", "my_chat_member"]
    assert world.updates.pending[0]["my_chat_member"]["new_chat_member"]["status"] == "administrator"
