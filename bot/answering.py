"""What answers: opened by the settings, with the model of the live index while that is another one."""

from __future__ import annotations

from bot.answer import Answerer
from indexer.__main__ import searcher_of
from indexer.snapshot import Manifest, live_build
from indexer.vectors import fingerprint_of
from knowledge_base.errors import ModelError, UnusableIndexError
from knowledge_base.settings import Settings
from knowledge_base.store import Desk


def answerer_of(settings: Settings, desk: Desk) -> Answerer:
    """What answers, by the settings and what the database holds; takes seconds, since it loads the model."""
    answer = settings.answer
    answerer = Answerer(searcher_of(settings, desk), see_also=answer.see_also, suggestions=answer.suggestions)
    answerer.searcher.view()  # a missing index is said at once, not at the first question
    return answerer


def with_model(settings: Settings, model: str) -> Settings:
    """The settings with another embedding model."""
    return settings.model_copy(update={"embedding": settings.embedding.model_copy(update={"model": model})})


def live_settings(settings: Settings) -> Settings:
    """The settings with the model that made the live index, or as they are when that is the one, or not to be had.

    So a model that was changed in the settings does not silence Prima: an admin compares the two and switches.
    """
    try:
        manifest = Manifest.load(settings.index_dir / live_build(settings.index_dir))
        if fingerprint_of(settings.model) == manifest.fingerprint:
            return settings
        live = with_model(settings, manifest.model)
        return live if fingerprint_of(live.model) == manifest.fingerprint else settings
    except (UnusableIndexError, ModelError):
        return settings
