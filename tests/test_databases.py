"""Two databases, one behaviour: the same order in both, and search indexed where there is such an index."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from sources.querysets import nulls_last
from timeline.search import SEARCHED, Searched

from .house_rules import ROOMS

RECORDS = [
    model for model in apps.get_models() if model._meta.app_label in ROOMS and hasattr(model, "search_text")
]


def collation_of(field: Any) -> str | None:
    """The collation of the column in the database; None for that of the whole database."""
    with connection.cursor() as cursor:
        table = field.model._meta.db_table
        columns = connection.introspection.get_table_description(cursor, table)
    (found,) = [column.collation for column in columns if column.name == field.column]
    return str(found) if found else None


def sorted_by(model: type[models.Model]) -> list[Any]:
    return [
        field for field in model._meta.concrete_fields if field.name in {"slug", "name_sort", "publisher"}
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_names_and_slugs_sort_by_their_bytes_in_every_database(model: type[models.Model]) -> None:
    wanted = "C" if connection.vendor == "postgresql" else None
    assert {collation_of(field) for field in sorted_by(model)} == {wanted}


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_search_has_a_trigram_index_where_the_database_knows_such(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    kinds = {one.get("type") for one in found.values() if one["columns"] == ["search_text"]}
    assert kinds == ({"gin"} if connection.vendor == "postgresql" else set())


@pytest.mark.django_db
@pytest.mark.parametrize("searched", SEARCHED, ids=lambda searched: searched.collection)
def test_the_newest_are_read_by_an_index_in_every_database(searched: Searched) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, searched.model._meta.db_table)
    columns = ["state", searched.newest, "slug"]
    held = [one["columns"] for one in found.values() if one["index"]]
    assert (columns if connection.vendor == "postgresql" else [*columns, "search_text"]) in held


@pytest.mark.django_db
@pytest.mark.parametrize("searched", SEARCHED, ids=lambda searched: searched.collection)
def test_search_reads_an_index_alone_where_the_database_is_sqlite(searched: Searched) -> None:
    matching = searched.model.objects.published().search("token")
    newest = matching.order_by(*nulls_last(f"-{searched.newest}"), "slug").values_list("pk", "search_text")
    plan = newest[:1001].explain()
    if connection.vendor != "sqlite":  # PostgreSQL has the trigram index instead
        assert "Scan" in plan
        return
    assert "USING COVERING INDEX" in plan
    # a measure's state is that of its amendment, which stands in another table
    assert "TEMP B-TREE" not in plan or searched.collection == "measures"


@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_a_database_that_knows_no_letters_beyond_english_is_refused(name: str) -> None:
    migration = import_module("stoatlas.migrations.0001_initial")
    with pytest.raises(ImproperlyConfigured, match=f"DATABASE_URL .* LC_CTYPE {name}"):
        migration.refuse_without_letters(name)
    migration.refuse_without_letters("C.UTF-8")
