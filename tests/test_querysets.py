"""The site's vocabulary is tested word by word: no word without a test that names it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from .house_rules import ROOMS

HERE = Path(__file__).parent


def vocabularies() -> Iterator[type[QuerySet[Any, Any]]]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            queryset = type(model._default_manager.all())
            yield from (one for one in queryset.mro() if one.__module__.partition(".")[0] in ROOMS)


def words() -> set[tuple[str, str]]:
    return {
        (one.__name__, name)
        for one in vocabularies()
        for name, value in vars(one).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }


def test_every_word_has_a_test_that_names_it() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_querysets_*.py"))
    assert [f"{owner}.{word}" for owner, word in sorted(words()) if f".{word}(" not in told] == []


def test_the_vocabulary_is_seen() -> None:
    assert {("RecordQuerySet", "published"), ("EventQuerySet", "with_theme")} <= words()
    assert len(words()) > 40
