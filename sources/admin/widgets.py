"""Choosing a related record by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models


class KnownSelect(AutocompleteSelect):
    """An autocomplete that may be told the record it shows: a form of many rows then costs no query each."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        labels = [] if self.is_required else [("", "")]
        labels.append((str(self.known.pk), str(self.known)))
        options = [
            self.create_option(name, key, label, key in value or key != "", index)
            for index, (key, label) in enumerate(labels)
        ]
        return [(None, options, 0)]


def tell(field: forms.Field, record: models.Model | None) -> None:
    """Let the field's autocomplete know the record that it is going to show."""
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, KnownSelect):
        widget.known = record


def choice_of(citation: type[models.Model], name: str, **options: Any) -> forms.ModelChoiceField[Any]:
    """A form field that chooses what the key `name` of a model points to, with a button to add one."""
    key: Any = citation._meta.get_field(name)
    select = KnownSelect(key, admin.site)
    return forms.ModelChoiceField(
        queryset=key.remote_field.model._default_manager.all(),
        widget=RelatedFieldWidgetWrapper(select, key.remote_field, admin.site, can_add_related=True),
        **options,
    )
