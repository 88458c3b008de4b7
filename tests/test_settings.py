"""Settings come from the environment, then the file, then the defaults; a slip is an error that says what may be."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from knowledge_base.errors import SettingsError
from knowledge_base.settings import (
    ROOT,
    Secrets,
    Settings,
    Telegram,
    environment_names,
    load_secrets,
    load_settings,
    resolved,
)

TOKEN = "12345:rahasia"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A settings file for a test to write; PRIMA_CONFIG names it."""
    return tmp_path / "lain.yaml"


def loaded(config: Path, text: str, **variables: str) -> Settings:
    config.write_text(text, encoding="utf-8")
    return load_settings({"PRIMA_CONFIG": str(config), **variables})


def complaint(config: Path, text: str, **variables: str) -> str:
    with pytest.raises(SettingsError) as error:
        loaded(config, text, **variables)
    return str(error.value)


# --- where values come from ----------------------------------------------------------------------------------------


def test_an_empty_file_means_the_defaults(config: Path) -> None:
    assert loaded(config, "") == Settings()
    assert loaded(config, "# nothing\n") == Settings()


def test_an_empty_section_means_its_defaults(config: Path) -> None:
    assert loaded(config, "telegram:\n  # mode: webhook\nindex: {}\n") == Settings()


def test_the_file_is_stronger_than_the_default_and_the_environment_stronger_than_the_file(config: Path) -> None:
    text = "telegram: {webhook_port: 1000, typing_after: 2}\ndata_dir: satu"
    made = loaded(config, text, PRIMA_TELEGRAM__WEBHOOK_PORT="2000", PRIMA_DATA_DIR="dua")
    assert (made.telegram.webhook_port, made.telegram.typing_after, made.data_dir) == (2000, 2.0, Path("dua"))
    assert made.telegram.mode == Telegram().mode


def test_the_environment_may_set_what_the_file_leaves_out(config: Path) -> None:
    made = loaded(config, "telegram:\n", PRIMA_TELEGRAM__MODE="webhook", PRIMA_TELEGRAM__WEBHOOK_URL="https://x.id")
    assert (made.telegram.mode, made.telegram.webhook_url) == ("webhook", "https://x.id")


def test_a_switch_takes_yamls_yes(config: Path) -> None:
    assert loaded(config, "knowledge: {four_eyes: yes}").knowledge.four_eyes
    assert not loaded(config, "").knowledge.four_eyes


@pytest.mark.parametrize("text", ["12, 13", "[12,13]", " 12,13, "])
def test_admins_in_the_environment_are_a_list(config: Path, text: str) -> None:
    assert loaded(config, "telegram: {admins: [1]}", PRIMA_TELEGRAM__ADMINS=text).telegram.admins == (12, 13)
    assert loaded(config, "telegram: {admins: [1]}").telegram.admins == (1,)
    assert loaded(config, "telegram: {admins: [1]}", PRIMA_TELEGRAM__ADMINS="[]").telegram.admins == ()


@pytest.mark.parametrize("name", environment_names())
def test_every_setting_can_be_set_by_its_variable(config: Path, name: str) -> None:
    *sections, key = environment_names()[name]
    assert name == "PRIMA_" + "__".join([*sections, key]).upper()
    held = Settings().model_dump(mode="json")
    for section in sections:
        held = held[section]
    chosen = {"mode": "webhook", "admins": "[5]", "time_zone": "Asia/Jayapura", "daily_at": "", "log_format": "json"}
    chosen |= {"max_memory_megabytes": "512", "four_eyes": "true", "remind_at": ""}
    chosen["max_memory_megabytes"] = "512"
    chosen |= {"groups": "[-5]", "groups_allowed": "any", "at_once": "3", "build_daily_at": "03:30"}
    chosen |= {"access.mode": "invitation"}
    other = chosen.get(".".join([*sections, key]), chosen.get(key))
    if other is None:
        other = (
            str(held[key] - 0.25)
            if isinstance(held[key], float)
            else "2"
            if isinstance(held[key], int)
            else "https://x.id"
        )
    webhook = {"PRIMA_TELEGRAM__WEBHOOK_URL": "https://x.id"} if other == "webhook" else {}
    changed = loaded(config, "", **webhook, **{name: other})
    assert changed != loaded(config, "", **webhook)


def test_variables_of_others_are_not_read(config: Path) -> None:
    assert loaded(config, "", DATA_DIR="x", TELEGRAM__MODE="webhook", PRIMAX="1") == Settings()


def test_without_prima_config_the_projects_file_is_read() -> None:
    assert load_settings({"PRIMA_DATA_DIR": "/x"}).data_dir == Path("/x")
    assert load_settings({}) == load_settings({"PRIMA_CONFIG": str(ROOT / "config.yaml")})


# --- what is wrong is named ----------------------------------------------------------------------------------------


def test_an_unknown_key_is_named_with_the_keys_allowed_there(config: Path) -> None:
    message = complaint(config, "telegram: {modus: polling}\nindeks: {}\n1: 2")
    assert message.split("\n") == [
        f"lain.yaml: unknown key 'telegram.modus'; allowed here: {', '.join(Telegram.model_fields)}",
        f"lain.yaml: unknown key 'indeks'; allowed here: {', '.join(Settings.model_fields)}",
        f"lain.yaml: unknown key '1'; allowed here: {', '.join(Settings.model_fields)}",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("telegram: {mode: webhok}", "telegram.mode is 'webhok': Input should be 'polling' or 'webhook'"),
        ("telegram: {webhook_port: 0}", "telegram.webhook_port is 0: Input should be greater than or equal to 1"),
        ("telegram: {webhook_port: 65536}", "less than or equal to 65535"),
        ("telegram: {webhook_port: banyak}", "telegram.webhook_port is 'banyak': Input should be a valid integer"),
        ("telegram: {base_url: }", "telegram.base_url is None: Input should be a valid string"),
        ("telegram: {admins: [saya]}", "telegram.admins.0 is 'saya': is no Telegram id; write a number such as 12345"),
        ("telegram: {admins: 5}", "telegram.admins is 5: is no list; write one such as [12345]"),
        ("telegram: {admins: [-100]}", "telegram.admins.0 is -100: is the id of a group"),
        ("telegram: {admins: [0]}", "write the id of a person"),
        ("access: {groups: -5}", "access.groups is -5: is no list"),
        ("telegram: {typing_after: .nan}", "telegram.typing_after is nan"),
        ("telegram: {1: 2}", "telegram.1 is 1: Keys should be strings"),
        ("telegram: polling", "telegram is 'polling': Input should be a valid dictionary"),
        ("embedding: {batch_size: 0}", "embedding.batch_size is 0"),
        ("index: {exact_up_to: -1}", "index.exact_up_to is -1"),
        ("index: {snapshots_kept: 0}", "index.snapshots_kept is 0"),
        ("answer: {see_also: 6}", "answer.see_also is 6: Input should be less than or equal to 5"),
        ("answer: {suggestions: 9}", "answer.suggestions is 9"),
        ("answer: {follow_up_minutes: 1441}", "answer.follow_up_minutes is 1441"),
        ("access: {mode: tertutup}", "access.mode is 'tertutup': Input should be 'open', 'invitation', 'groups'"),
        ("access: {mode: groups}", "access.mode is groups, so access.groups must name at least one group"),
        ("limits: {at_once: 0}", "limits.at_once is 0"),
        ("index: {build_daily_at: malam}", "is no time of day"),
        ("backup: {kept: 0}", "backup.kept is 0"),
        ("backup: {daily_at: '24:00'}", "backup.daily_at is '24:00': is no time of day; write one such as \"02:30\""),
        ("backup: {daily_at: malam}", "is no time of day"),
        ("backup: {daily_at: 1440}", "backup.daily_at is 1440: is no time of day"),
        ("operations: {port: 65536}", "operations.port is 65536"),
        ("operations: {log_format: xml}", "operations.log_format is 'xml': Input should be 'text' or 'json'"),
        ("time_zone: Jakarta", "time_zone is 'Jakarta'"),
        ("data_dir: [a]", "data_dir is ['a']"),
    ],
)
def test_a_wrong_value_is_named_with_its_key_and_what_is_allowed(config: Path, text: str, words: str) -> None:
    assert complaint(config, text).startswith("lain.yaml: ")
    assert words in complaint(config, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("answer:\n  see_also: 1\n  see_also: 1", "line 3: 'see_also' stands in line 2 already; keep one of the two"),
        ("data_dir: a\nindex: {}\ndata_dir: b", "line 3: 'data_dir' stands in line 1 already; keep one of the two"),
        ("answer: {see_also: 1, see_also: 2}", "line 1: 'see_also' stands in line 1 already; keep one of the two"),
    ],
)
def test_a_key_that_is_written_twice_is_named_with_both_lines(config: Path, text: str, words: str) -> None:
    assert complaint(config, text) == f"{config}: cannot be read as YAML: {words}"


def test_all_wrong_values_are_named_at_once(config: Path) -> None:
    message = complaint(config, "telegram: {mode: x, webhook_port: 0}\nanswer: {see_also: 9}")
    assert [line.split(" is ")[0] for line in message.split("\n")] == [
        "lain.yaml: telegram.mode", "lain.yaml: telegram.webhook_port", "lain.yaml: answer.see_also",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRIMA_TELEGRAM__WEBHOOK_PORT", "banyak"),
        ("PRIMA_TELEGRAM__WEBHOOK_PORT", ""),
        ("PRIMA_TELEGRAM__ADMINS", "saya"),
        ("PRIMA_TELEGRAM__MODE", "Webhook"),
        ("PRIMA_TIME_ZONE", "Jakarta"),
        ("PRIMA_ANSWER__SEE_ALSO", "2.5"),
    ],
)
def test_a_wrong_variable_is_named_instead_of_the_file(config: Path, name: str, value: str) -> None:
    assert complaint(config, "", **{name: value}).startswith(f"{name} is {value!r}: ")


@pytest.mark.parametrize("name", ["PRIMA_TELEGRAM__MODUS", "PRIMA_TELEGRAM", "PRIMA_", "PRIMA_telegram__mode"])
def test_an_unknown_variable_is_refused_with_those_allowed(config: Path, name: str) -> None:
    message = complaint(config, "", **{name: TOKEN})
    assert message.startswith(f"unknown variable {name}; allowed: PRIMA_ACCESS__GROUPS, ")
    assert "PRIMA_CONFIG" in message
    assert TOKEN not in message


def test_a_wrong_section_in_the_file_is_named_although_a_variable_sets_part_of_it(config: Path) -> None:
    assert "telegram is 'polling'" in complaint(config, "telegram: polling", PRIMA_TELEGRAM__MODE="polling")


@pytest.mark.parametrize("url", ["", "http://prima.example", "prima.example"])
def test_a_webhook_needs_an_https_address(config: Path, url: str) -> None:
    message = complaint(config, f"telegram: {{mode: webhook, webhook_url: '{url}'}}")
    assert message.endswith("telegram.mode is webhook, so telegram.webhook_url must be an https:// address")
    assert loaded(config, f"telegram: {{mode: polling, webhook_url: '{url}'}}").telegram.webhook_url == url


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[1]", "holds no keys; write 'key: value' lines"),
        (b"polling", "holds no keys"),
        (b"telegram: [", "cannot be read as YAML"),
        (b"data_dir: a\x07", "cannot be read as YAML"),
        (b"data_dir: 2026-13-45", "cannot be read as YAML: month must be in 1..12"),
        (b"\xff\xfe\x00", "cannot be read as YAML"),
    ],
)
def test_a_file_that_is_no_settings_file_is_named(config: Path, content: bytes, words: str) -> None:
    config.write_bytes(content)
    with pytest.raises(SettingsError, match=re.escape(f"{config}: {words}")):
        load_settings({"PRIMA_CONFIG": str(config)})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ada\.yaml: no such file; restore config\.yaml or correct PRIMA_CONFIG"):
        load_settings({"PRIMA_CONFIG": str(tmp_path / "tidak-ada.yaml")})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"PRIMA_CONFIG": str(tmp_path)})


def test_settings_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().data_dir = Path("x")
    with pytest.raises(ValidationError, match="frozen"):
        Settings().telegram.mode = "webhook"


# --- paths ---------------------------------------------------------------------------------------------------------


def test_relative_paths_start_at_the_project() -> None:
    made = Settings()
    assert (made.database, made.index_dir) == (ROOT / "data" / "prima.db", ROOT / "data" / "index")
    assert (made.notes_dir, made.model) == (ROOT / "knowledge_base", str(ROOT / "indexer" / "model"))
    assert resolved(Path("/x")) == Path("/x")


def test_absolute_paths_and_model_names_stay(config: Path) -> None:
    made = loaded(config, "data_dir: /x\nknowledge: {notes_dir: /y}\nembedding: {model: intfloat/e5}")
    assert (made.database, made.notes_dir, made.model) == (Path("/x/prima.db"), Path("/y"), "intfloat/e5")


@pytest.mark.parametrize(
    ("text", "at"), [('"02:30"', time(2, 30)), ("23:59", time(23, 59)), ("00:00", time(0)), ("12:30", time(12, 30))]
)
def test_a_time_of_day_is_read_with_and_without_quotes(config: Path, text: str, at: time) -> None:
    """YAML takes 12:30 for a number, 02:30 for a text."""
    assert loaded(config, f"backup: {{daily_at: {text}}}").backup_at == at


def test_no_time_of_day_means_no_daily_backup(config: Path) -> None:
    assert loaded(config, 'backup: {daily_at: ""}').backup_at is None


def test_backups_stand_beside_the_database_unless_told_otherwise(config: Path) -> None:
    assert loaded(config, "data_dir: /x").backup_dir == Path("/x/backups")
    assert loaded(config, "data_dir: /x\nbackup: {folder: /y}").backup_dir == Path("/y")
    assert loaded(config, "backup: {folder: cadangan}").backup_dir == ROOT / "cadangan"


# --- config.yaml ---------------------------------------------------------------------------------------------------


def test_config_yaml_states_every_default_and_nothing_else() -> None:
    stated = yaml.safe_load((ROOT / "config.yaml").read_text("utf-8"))
    places: set[tuple[str, ...]] = {(key,) for key, value in stated.items() if not isinstance(value, dict)}
    places |= {(key, inner) for key, value in stated.items() if isinstance(value, dict) for inner in value}
    assert places == set(environment_names().values())
    assert load_settings({}) == Settings()


def test_every_key_in_config_yaml_has_a_comment_above_it() -> None:
    """A comment may stand over keys that follow each other directly."""
    lines = (ROOT / "config.yaml").read_text("utf-8").split("\n")
    keys = [number for number, line in enumerate(lines) if re.match(r"(  )?\w+: \S", line)]
    assert len(keys) == len(environment_names())
    for number in keys:
        above = number
        while re.match(r"(  )?\w+: \S", lines[above]):
            above -= 1
        assert lines[above].strip().startswith("# "), lines[number]


# --- secrets -------------------------------------------------------------------------------------------------------


def test_secrets_come_from_the_environment(tmp_path: Path) -> None:
    made = load_secrets(
        {"TELEGRAM_BOT_TOKEN": f" {TOKEN}\n", "TELEGRAM_WEBHOOK_SECRET": "sandi"}, tmp_path / "tidak-ada"
    )
    assert made.telegram_bot_token is not None
    assert made.telegram_webhook_secret is not None
    assert made.telegram_bot_token.get_secret_value() == TOKEN
    assert made.telegram_webhook_secret.get_secret_value() == "sandi"


def test_a_secret_that_is_missing_or_empty_is_none(tmp_path: Path) -> None:
    assert load_secrets({"TELEGRAM_BOT_TOKEN": " "}, tmp_path / "tidak-ada") == Secrets()
    assert (Secrets().telegram_bot_token, Secrets().telegram_webhook_secret) == (None, None)


def test_secrets_never_print(tmp_path: Path) -> None:
    made = load_secrets({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_SECRET": TOKEN}, tmp_path / "tidak-ada")
    printed = [repr(made), str(made), f"{made}", f"{made.telegram_bot_token}", str(made.model_dump()), str(vars(made))]
    printed += [made.model_dump_json(), str(made.model_dump(mode="json")), repr(made.telegram_bot_token)]
    assert not [text for text in printed if "rahasia" in text]


@pytest.mark.parametrize(
    "line",
    [
        f"TELEGRAM_BOT_TOKEN={TOKEN}",
        f"export TELEGRAM_BOT_TOKEN={TOKEN}",
        f'TELEGRAM_BOT_TOKEN = "{TOKEN}"',
        f"# TELEGRAM_BOT_TOKEN=lama\n\nTELEGRAM_BOT_TOKEN='{TOKEN}'\nLAIN",
        f"\ufeffTELEGRAM_BOT_TOKEN={TOKEN}\r\n",
    ],
)
def test_a_dotenv_file_adds_secrets(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(line, encoding="utf-8")
    made = load_secrets({}, tmp_path / ".env")
    assert made.telegram_bot_token is not None
    assert made.telegram_bot_token.get_secret_value() == TOKEN


def test_the_environment_is_stronger_than_the_dotenv_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=lama\nTELEGRAM_WEBHOOK_SECRET=a=b")
    made = load_secrets({"TELEGRAM_BOT_TOKEN": TOKEN}, tmp_path / ".env")
    assert made.telegram_bot_token is not None
    assert made.telegram_webhook_secret is not None
    assert made.telegram_bot_token.get_secret_value() == TOKEN
    assert made.telegram_webhook_secret.get_secret_value() == "a=b"


def test_a_dotenv_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env: is not UTF-8 text"):
        load_secrets({}, tmp_path / ".env")
