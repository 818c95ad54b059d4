"""Model fields: a date as its source states it, and columns derived from others.

A derived column is computed whenever it is read, so that `save`, `bulk_create` and raw loading all write it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from sources import dates
from sources.text import searchable

SLUG_ACCEPTED = _("Enter small letters a-z, digits and hyphens only, such as jp-2016-act-62.")
validate_slug = RegexValidator(r"\A[a-z0-9]+(?:-+[a-z0-9]+)*\Z", SLUG_ACCEPTED, code="slug")


def validate_edtf(value: str) -> None:
    """Refuse text that is no stated date."""
    try:
        dates.parse(value)
    except dates.DateError as error:
        raise ValidationError(str(error), code="date") from None


class EDTFField(models.CharField[str, str]):
    """A date as EDTF text. Text that is no date is refused by validation and, last of all, by saving."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.strip() if isinstance(text, str) else text

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str) and value:
            self.refuse_no_date(value)
        return super().get_db_prep_save(value, connection)

    def refuse_no_date(self, value: str) -> None:
        try:
            dates.parse(value)
        except dates.DateError as error:
            raise ValidationError({self.name: str(error)}) from None


class Bytewise:
    """Text compared by its bytes, as SQLite does, in a PostgreSQL database of whatever language."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)  # type: ignore[misc]  # of the field it is mixed into
        return parameters | ({"collation": "C"} if connection.vendor == "postgresql" else {})


class SlugField(Bytewise, models.SlugField[str, str]):
    pass


class SortedCharField(Bytewise, models.CharField[str, str]):
    pass


class DerivedAttribute(DeferredAttribute):
    """Computes the value from the instance's other columns, unless those were not fetched."""

    field: Any

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = instance.__dict__
        if all(name in held for name in self.field.of):
            return self.field.by(*(held[name] for name in self.field.of))
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class Derived:
    """A column computed by the function `by` from the columns named in `of`; nobody types it in."""

    descriptor_class: Any = DerivedAttribute

    def __init__(
        self, *args: Any, of: tuple[str, ...] = (), by: Callable[..., Any] = str, **kwargs: Any
    ) -> None:
        self.of, self.by = tuple(of), by
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]  # of the field it is mixed into
        return name, path, args, {**kwargs, "of": self.of, "by": self.by}


class DerivedDateField(Derived, models.DateField[Any, Any]):
    pass


class DerivedCharField(Bytewise, Derived, models.CharField[Any, Any]):
    pass


class DerivedTextField(Derived, models.TextField[Any, Any]):
    pass


class SearchTextField(DerivedTextField):
    """What `search()` looks in: the folded columns of `names`, then those of `texts` and the slug.

    A record whose name fits ranks before one whose text does; a name may list several, by semicolons.
    """

    def __init__(
        self, *args: Any, names: tuple[str, ...] = (), texts: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.names, self.texts = tuple(names), tuple(texts)
        super().__init__(*args, **{**kwargs, "of": (*self.names, *self.texts, "slug"), "by": self.folded})

    def folded(self, *values: str | None) -> str:
        named = len(self.names)
        return searchable(values[:named], values[named:])

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs = {key: value for key, value in kwargs.items() if key not in {"of", "by"}}
        return name, path, args, {**kwargs, "names": self.names, "texts": self.texts}


@SearchTextField.register_lookup
class InNames(models.Lookup[bool]):
    """`search_text__in_names="fiea"`: it stands before the empty line that ends the names.

    Only for folded text, none of whose characters LIKE takes for a pattern.
    """

    lookup_name = "in_names"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, f"%{self.rhs}%\n\n%")


class DerivedBooleanField(Derived, models.BooleanField[Any, Any]):
    pass


class DerivedSmallIntegerField(Derived, models.SmallIntegerField[Any, Any]):
    pass


def derived_from(model: type[models.Model], names: set[str]) -> set[str]:
    """Names of the columns of a model that are derived from any of the given ones."""
    return {field.name for field in model._meta.concrete_fields if names & set(getattr(field, "of", ()))}
