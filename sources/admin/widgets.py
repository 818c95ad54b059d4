"""Choosing related records by typing a part of their names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

MOST_DIGITS = 18


def is_key(value: object) -> bool:
    """Whether a text can be a record's key: Django fails on looking up any other."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


class KeysOnly:
    """Shows a form again that was sent with nonsense for a record; the field's own error says the rest."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [one for one in value if is_key(one)]
        return super().optgroups(name, keys, attrs)  # type: ignore[misc]  # of the widget it is mixed into


class KnownSelectMultiple(KeysOnly, AutocompleteSelectMultiple):
    pass


class KnownSelect(KeysOnly, AutocompleteSelect):
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


class RecordsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Refuses a number that no database can hold, where Django hands it on."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not is_key(one):
                text = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(text, code="invalid_pk_value", params={"pk": one})
        return super().clean(value)


def no_such(model: type[models.Model]) -> dict[str, Any]:
    """What a field says that was sent something else than a record of the model."""
    text = gettext_lazy("“{value}” is no {kind}; accepted is one of the list.")
    kind = model._meta.verbose_name
    return {
        "invalid_choice": format_lazy(text, value="%(value)s", kind=kind),
        "invalid_pk_value": format_lazy(text, value="%(pk)s", kind=kind),
    }


def choice_of(citation: type[models.Model], name: str, **options: Any) -> forms.ModelChoiceField[Any]:
    """A form field that chooses what the key `name` of a model points to, with a button to add one."""
    key: Any = citation._meta.get_field(name)
    select = KnownSelect(key, admin.site)
    options["error_messages"] = no_such(key.remote_field.model)
    return forms.ModelChoiceField(
        queryset=key.remote_field.model._default_manager.all(),
        widget=RelatedFieldWidgetWrapper(select, key.remote_field, admin.site, can_add_related=True),
        **options,
    )
