"""config.yaml and PRIMA_ environment variables -> frozen settings, read once by the programs' entry points.

Order of strength: an environment variable `PRIMA_<SECTION>__<KEY>`, then config.yaml (or the file that PRIMA_CONFIG
names), then the default. Unknown keys and wrong values are errors that name the key, the value and what is allowed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from knowledge_base.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder; relative paths in the settings start here, wherever the command was typed."""

PREFIX = "PRIMA_"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(_Section):
    """How Prima reaches Telegram and who is admin."""

    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1"
    webhook_port: Annotated[int, Field(ge=1, le=65535)] = 8443
    admins: tuple[int, ...] = ()
    concurrent_updates: Annotated[int, Field(ge=1, le=1024)] = 64
    typing_after: Annotated[float, Field(ge=0, le=10)] = 0.5

    @model_validator(mode="after")
    def _webhook_needs_url(self) -> Self:
        if self.mode == "webhook" and not self.webhook_url.startswith("https://"):
            raise ValueError("telegram.mode is webhook, so telegram.webhook_url must be an https:// address")
        return self


class Knowledge(_Section):
    """Where the shipped notes stand."""

    notes_dir: Path = Path("knowledge_base")


class Embedding(_Section):
    """Which model turns text into vectors."""

    model: str = "indexer/model"
    batch_size: Annotated[int, Field(ge=1, le=8192)] = 512


class Index(_Section):
    """How the index is built and kept."""

    exact_up_to: Annotated[int, Field(ge=0)] = 100_000
    snapshots_kept: Annotated[int, Field(ge=1, le=100)] = 3


class Answer(_Section):
    """What an answer holds."""

    see_also: Annotated[int, Field(ge=0, le=5)] = 3
    suggestions: Annotated[int, Field(ge=0, le=8)] = 3
    follow_up_minutes: Annotated[int, Field(ge=0, le=1440)] = 20


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone; write one such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura")
    return name


class Settings(BaseSettings):
    """Every setting of config.yaml."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Path("data")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Jakarta"
    telegram: Telegram = Telegram()
    knowledge: Knowledge = Knowledge()
    embedding: Embedding = Embedding()
    index: Index = Index()
    answer: Answer = Answer()

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return resolved(self.data_dir) / "prima.db"

    @property
    def index_dir(self) -> Path:
        """The folder of index snapshots."""
        return resolved(self.data_dir) / "index"

    @property
    def notes_dir(self) -> Path:
        """The folder of the shipped notes."""
        return resolved(self.knowledge.notes_dir)

    @property
    def model(self) -> str:
        """A model folder as an absolute path, any other name as it is."""
        folder = resolved(Path(self.embedding.model))
        return str(folder) if folder.is_dir() else self.embedding.model

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file; nothing else is read."""
        environment = EnvSettingsSource(settings_cls, env_prefix=PREFIX, env_nested_delimiter="__")
        return environment, init_settings


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
    _refuse_unknown(variables)
    try:
        return Settings(**_read(file))
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(detail, file) for detail in error.errors())) from error


def load_secrets(environment: Mapping[str, str] | None = None) -> Secrets:
    """The secrets of this process: the environment, and what `.env` beside config.yaml adds to it."""
    variables = {**_read_dotenv(ROOT / ".env"), **(os.environ if environment is None else environment)}
    names = {name: variables.get(name.upper(), "").strip() for name in Secrets.model_fields}
    return Secrets(**{name: SecretStr(value) for name, value in names.items() if value})


def _read(file: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except FileNotFoundError as error:
        raise SettingsError(f"{file}: no such file; restore config.yaml or correct PRIMA_CONFIG") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{file}: cannot be read as YAML: {error}") from error
    if not isinstance(values, dict):
        raise SettingsError(f"{file}: holds no keys; write 'key: value' lines")
    # An empty section ("telegram:" with all its keys commented out) means its defaults.
    return {key: value for key, value in values.items() if value is not None}


def _refuse_unknown(variables: Mapping[str, str]) -> None:
    """pydantic-settings reads the variables it knows and passes over the others; a slip must not go unnoticed."""
    known = set(environment_names()) | {"PRIMA_CONFIG"}
    unknown = sorted(name for name in variables if name.startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise SettingsError(f"unknown variable {', '.join(unknown)}; allowed: {', '.join(sorted(known))}")


def environment_names() -> list[str]:
    """The environment variable of every setting."""
    names = []
    for key, item in Settings.model_fields.items():
        section = item.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            names += [f"{PREFIX}{key}__{inner}".upper() for inner in section.model_fields]
        else:
            names.append(f"{PREFIX}{key}".upper())
    return names


def _explain(detail: ErrorDetails, file: Path) -> str:
    """One line: the key, the value, what is allowed."""
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        section: Any = Settings
        for part in detail["loc"][:-1]:
            section = section.model_fields[part].annotation
        return f"{file.name}: unknown key '{key}'; allowed here: {', '.join(section.model_fields)}"
    where = f"{file.name}: {key}" if key else file.name
    return f"{where} is {detail['input']!r}: {detail['msg']}"


def _read_dotenv(file: Path) -> dict[str, str]:
    """KEY=value lines of `.env`; a missing file holds none."""
    if not file.is_file():
        return {}
    pairs = [line.partition("=") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {key.strip().removeprefix("export ").strip(): value.strip().strip("'\"") for key, _, value in pairs if key}
