"""config.yaml and PRIMA_ environment variables -> frozen settings, read once by the programs' entry points.

Order of strength: an environment variable `PRIMA_<SECTION>__<KEY>`, then config.yaml (or the file that PRIMA_CONFIG
names), then the default. Unknown keys and wrong values are errors that name the key, the value and what is allowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from knowledge_base.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder; relative paths in the settings start here, wherever the command was typed."""

PREFIX = "PRIMA_"
FORGOTTEN = "forgotten.txt"
"""The file that remembers who was forgotten, in the data folder and beside the backups."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _no_other_switches(cls, values: Any) -> Any:
        """Only a switch takes true or false: YAML's `yes` is not the number 1."""
        switches = {key for key, item in cls.model_fields.items() if item.annotation is bool}
        if isinstance(values, dict):
            for key, value in values.items():
                if isinstance(value, bool) and key not in switches:
                    raise ValueError(f"'{key}' is {value}: write a number or a text")
        return values


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", value):
        raise ValueError("is no address; write one such as https://api.telegram.org/bot")
    return value


def _named_path(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("names no folder; write one such as data/")
    return value


Address = Annotated[str, AfterValidator(_address)]
Folder = Annotated[Path, BeforeValidator(_named_path)]


def _listed(value: object) -> object:
    """A variable's text as a list: `123, 456` or `[123, 456]`."""
    if isinstance(value, int | dict):
        raise ValueError("is no list; write one such as [12345]")  # noqa: TRY004 - pydantic reports a ValueError
    return re.findall(r"[^\s,\[\]]+", value) if isinstance(value, str) else value


def _person(value: object) -> object:
    """The number of a person, which is what Telegram's ids of people are; groups have negative ones."""
    number = str(value).strip()
    if not re.fullmatch(r"-?\d+", number):
        raise ValueError("is no Telegram id; write a number such as 12345")
    if int(number) <= 0:
        raise ValueError("is the id of a group, or of nobody; write the id of a person, such as 12345")
    return value


class Telegram(_Section):
    """How Prima reaches Telegram and who is admin."""

    base_url: Address = "https://api.telegram.org/bot"
    base_file_url: Address = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1"
    webhook_port: Annotated[int, Field(ge=1, le=65535)] = 8443
    admins: Annotated[tuple[Annotated[int, BeforeValidator(_person)], ...], BeforeValidator(_listed)] = ()
    concurrent_updates: Annotated[int, Field(ge=1, le=1024)] = 64
    typing_after: Annotated[float, Field(ge=0, le=10)] = 0.5

    @model_validator(mode="after")
    def _webhook_needs_url(self) -> Self:
        if self.mode == "webhook" and not re.fullmatch(r"https://[^\s/]+\S*", self.webhook_url):
            raise ValueError("telegram.mode is webhook, so telegram.webhook_url must be an https:// address")
        return self


def _time_of_day(value: object) -> object:
    """`02:30`; YAML reads an unquoted 12:30 as the number of its minutes."""
    text = f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value
    if isinstance(text, str) and text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError('is no time of day; write one such as "02:30", or "" for never')
    return text


TimeOfDay = Annotated[str, BeforeValidator(_time_of_day)]


class Knowledge(_Section):
    """Where the shipped notes stand, and how notes are looked after."""

    notes_dir: Folder = Path("knowledge_base")
    four_eyes: bool = False
    remind_at: TimeOfDay = "08:00"


class AccessRules(_Section):
    """Who may use Prima."""

    mode: Literal["open", "invitation", "groups", "approval"] = "open"
    groups: Annotated[tuple[int, ...], BeforeValidator(_listed)] = ()
    recheck_hours: Annotated[float, Field(ge=0, le=720)] = 24
    invitation_days: Annotated[int, Field(ge=1, le=365)] = 7
    groups_allowed: Literal["any", "approved"] = "approved"

    @model_validator(mode="after")
    def _groups_are_named(self) -> Self:
        if self.mode == "groups" and not self.groups:
            raise ValueError("access.mode is groups, so access.groups must name at least one group")
        return self


class LimitRules(_Section):
    """How much one person or group may ask of Prima."""

    person_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 60
    person_per_day: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000
    group_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 120
    group_per_day: Annotated[int, Field(ge=1, le=1_000_000)] = 5_000
    at_once: Annotated[int, Field(ge=1, le=16)] = 2
    waiting: Annotated[int, Field(ge=0, le=100)] = 8
    queue: Annotated[int, Field(ge=1, le=100_000)] = 1_000


class Documents(_Section):
    """What reading one document may cost."""

    max_megabytes: Annotated[int, Field(ge=1, le=100)] = 20
    max_pages: Annotated[int, Field(ge=1, le=5000)] = 400
    max_seconds: Annotated[float, Field(ge=1, le=600)] = 60
    max_memory_megabytes: Annotated[int, Field(ge=128, le=8192)] = 768


class Embedding(_Section):
    """Which model turns text into vectors."""

    model: str = "indexer/model"
    batch_size: Annotated[int, Field(ge=1, le=8192)] = 512


class Index(_Section):
    """How the index is built and kept."""

    exact_up_to: Annotated[int, Field(ge=0)] = 100_000
    snapshots_kept: Annotated[int, Field(ge=1, le=100)] = 3
    build_daily_at: TimeOfDay = ""
    overlay_notes: Annotated[int, Field(ge=1, le=100_000)] = 300


class Answer(_Section):
    """What an answer holds."""

    see_also: Annotated[int, Field(ge=0, le=5)] = 3
    suggestions: Annotated[int, Field(ge=0, le=8)] = 3
    follow_up_minutes: Annotated[int, Field(ge=0, le=1440)] = 20


class Backup(_Section):
    """Where backups are kept, and when they are made by themselves."""

    folder: str = ""
    kept: Annotated[int, Field(ge=1, le=1000)] = 14
    daily_at: TimeOfDay = "02:30"


class Operations(_Section):
    """How those who run Prima watch it."""

    listen: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    log_format: Literal["text", "json"] = "text"


class Privacy(_Section):
    """For how many days what is personal is kept; 0 is without end."""

    question_days: Annotated[int, Field(ge=0, le=36500)] = 365
    people_days: Annotated[int, Field(ge=0, le=36500)] = 730
    draft_days: Annotated[int, Field(ge=0, le=36500)] = 180
    audit_days: Annotated[int, Field(ge=0, le=36500)] = 1825


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone; write one such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura")
    return name


class Settings(_Section):
    """Every setting of config.yaml."""

    data_dir: Folder = Path("data")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Jakarta"
    telegram: Telegram = Telegram()
    access: AccessRules = AccessRules()
    limits: LimitRules = LimitRules()
    knowledge: Knowledge = Knowledge()
    documents: Documents = Documents()
    embedding: Embedding = Embedding()
    index: Index = Index()
    answer: Answer = Answer()
    backup: Backup = Backup()
    operations: Operations = Operations()
    privacy: Privacy = Privacy()

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return resolved(self.data_dir) / "prima.db"

    @property
    def forgotten(self) -> Path:
        """The file that remembers, by keyed hashes, who was forgotten."""
        return self.database.parent / FORGOTTEN

    @property
    def index_dir(self) -> Path:
        """The folder of index snapshots."""
        return resolved(self.data_dir) / "index"

    @property
    def backup_dir(self) -> Path:
        """The folder of the daily backups."""
        return resolved(Path(self.backup.folder)) if self.backup.folder else self.database.parent / "backups"

    @property
    def backup_at(self) -> time | None:
        """The time of day of the daily backup, where the people are; None for never."""
        return time.fromisoformat(self.backup.daily_at) if self.backup.daily_at else None

    @property
    def remind_at(self) -> time | None:
        """The time of day at which owners of overdue notes are reminded, where the people are; None for never."""
        return time.fromisoformat(self.knowledge.remind_at) if self.knowledge.remind_at else None

    @property
    def build_at(self) -> time | None:
        """The time of day of the daily build, where the people are; None for never."""
        return time.fromisoformat(self.index.build_daily_at) if self.index.build_daily_at else None

    @property
    def notes_dir(self) -> Path:
        """The folder of the shipped notes."""
        return resolved(self.knowledge.notes_dir)

    @property
    def model(self) -> str:
        """A model folder as an absolute path, any other name as it is."""
        folder = resolved(Path(self.embedding.model))
        return str(folder) if folder.is_dir() else self.embedding.model


class Secrets(_Section):
    """What comes from the environment (or `.env`) only, and never prints."""

    telegram_bot_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None


def resolved(path: Path) -> Path:
    """The path itself when absolute, else the path inside the project's folder."""
    return path if path.is_absolute() else ROOT / path


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; raises SettingsError."""
    variables = os.environ if environment is None else environment
    file = resolved(Path(variables.get("PRIMA_CONFIG", "config.yaml")))
    values = _read(file)
    _override(values, variables)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(detail, file, variables) for detail in error.errors())) from error


def load_secrets(environment: Mapping[str, str] | None = None, dotenv: Path = ROOT / ".env") -> Secrets:
    """The secrets of this process: the environment, and what `.env` adds to it; raises SettingsError."""
    variables = {**_read_dotenv(dotenv), **(os.environ if environment is None else environment)}
    names = {name: variables.get(name.upper(), "").strip() for name in Secrets.model_fields}
    return Secrets(**{name: SecretStr(value) for name, value in names.items() if value})


class _OnceLoader(yaml.SafeLoader):
    """YAML in which each key is written once: the second would silently outdo the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            line, first = key.start_mark.line + 1, seen.get(key.value)
            if first is not None:
                raise yaml.YAMLError(f"line {line}: '{key.value}' stands in line {first} already; keep one of the two")
            seen[key.value] = line
        return super().construct_mapping(node, deep)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = yaml.load(file.read_text(encoding="utf-8"), Loader=_OnceLoader) or {}  # noqa: S506 - a safe loader
    except FileNotFoundError as error:
        raise SettingsError(f"{file}: no such file; restore config.yaml or correct PRIMA_CONFIG") from error
    except (OSError, ValueError, yaml.YAMLError) as error:  # ValueError: not UTF-8, or a day that does not exist
        raise SettingsError(f"{file}: cannot be read as YAML: {error}") from error
    if not isinstance(values, dict):
        raise SettingsError(f"{file}: holds no keys; write 'key: value' lines")
    # An empty section ("telegram:" with all its keys commented out) means its defaults.
    return {str(key): value for key, value in values.items() if value is not None}


def environment_names() -> dict[str, tuple[str, ...]]:
    """The environment variable of every setting, with where the setting stands: ("telegram", "mode")."""
    places: list[tuple[str, ...]] = []
    for key, item in Settings.model_fields.items():
        section = item.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            places += [(key, inner) for inner in section.model_fields]
        else:
            places.append((key,))
    return {_variable(place): place for place in places}


def _variable(place: Iterable[str | int]) -> str:
    return PREFIX + "__".join(str(part) for part in place).upper()


def _override(values: dict[str, Any], variables: Mapping[str, str]) -> None:
    """Puts the variables' values in the place of the file's; raises SettingsError for a variable that sets nothing."""
    places = environment_names()
    unknown = sorted(name for name in variables if name.startswith(PREFIX) and name not in {*places, "PRIMA_CONFIG"})
    if unknown:
        allowed = ", ".join(sorted({*places, "PRIMA_CONFIG"}))
        raise SettingsError(f"unknown variable {', '.join(unknown)}; allowed: {allowed}")
    for name, (*sections, key) in places.items():
        held = values
        for section in sections:
            held = held.setdefault(section, {})
        if name in variables and isinstance(held, dict):  # else the section itself is wrong, and said to be
            held[key] = variables[name]


def _explain(detail: ErrorDetails, file: Path, variables: Mapping[str, str]) -> str:
    """One line: the key or variable, the value, what is allowed."""
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        section: Any = Settings
        for part in detail["loc"][:-1]:
            section = section.model_fields[part].annotation
        return f"{file.name}: unknown key '{key}'; allowed here: {', '.join(section.model_fields)}"
    names = (_variable(detail["loc"][:length]) for length in (1, 2))
    where = next((name for name in names if name in variables), f"{file.name}: {key}")
    problem = detail["msg"].removeprefix("Value error, ")
    if isinstance(detail["input"], dict):  # what is wrong with a section as a whole names its keys itself
        return f"{where}: {problem}"
    return f"{where} is {detail['input']!r}: {problem}"


class _Dotenv(BaseSettings):
    """What is looked for in `.env`: the secrets, as they are written there."""

    model_config = SettingsConfigDict(extra="ignore")

    telegram_bot_token: str = ""
    telegram_webhook_secret: str = ""


def _read_dotenv(file: Path) -> dict[str, str]:
    """The secrets that `.env` sets, by variable; a missing file sets none."""
    try:
        found = DotEnvSettingsSource(_Dotenv, env_file=file, env_file_encoding="utf-8-sig")()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: is not UTF-8 text; save it as UTF-8") from error
    return {name.upper(): value for name, value in found.items() if value is not None}
