"""Filters of lists, the same for pages and API: each puts its values to a word of the queryset."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources import filter_fields as fields
from sources.dates import StatedDate
from sources.models import Source, SourceKind
from sources.querysets import Evidence
from sources.supported import Narrowed, place_model, supporting

Narrow = Callable[..., Any]
RANGED = (datetime.date, Decimal)
SLUG_SCHEMA = {"type": "string", "pattern": "^[a-z0-9-]+$"}


class WordFilter(django_filters.Filter):
    """Narrows a list by `by(queryset, *values)`, most often a word of the queryset.

    `schema` describes one value for the API; `many` says whether it takes several.
    """

    many = True
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def __init__(self, by: Narrow, *, label: str | Promise, **extra: Any) -> None:
        super().__init__(label=label, **extra)
        self.by = by

    def filter(self, found: Any, value: Any) -> Any:
        """The list unchanged where nothing was asked."""
        if value is None or value in ("", []):
            return found
        return self.by(found, *value) if self.many else self.by(found, value)

    def value_schema(self) -> dict[str, Any]:
        return self.schema


class Choices(WordFilter):
    """Values of a closed list, such as kinds."""

    field_class = fields.ChoicesField

    def __init__(self, by: Narrow, choices: Any, *, label: str | Promise) -> None:
        super().__init__(by, label=label, choices=choices)

    def value_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [value for value, _label in self.field.choices]}


class Slugs(WordFilter):
    """Published records by slug; `choose` offers them in a select, for short lists."""

    field_class = fields.SlugsField
    schema = SLUG_SCHEMA

    def __init__(self, by: Narrow, *models: Any, label: str | Promise, choose: bool = False) -> None:
        super().__init__(by, label=label, models=models, choose=choose)


class Languages(Slugs):
    field_class = fields.LanguagesField
    schema = {"type": "string", "pattern": "^[a-z]{2}$"}


class Places(WordFilter):
    """Jurisdictions, for lists of what belongs to none itself."""

    field_class = fields.PlacesField
    schema = SLUG_SCHEMA

    def __init__(self, by: Narrow, *, label: str | Promise) -> None:
        super().__init__(by, label=label, model=place_model)


class Publisher(WordFilter):
    """The publisher of a source, by its whole name: names hold commas, so that there is one at a time."""

    field_class = fields.PublisherField
    many = False

    def __init__(self, by: Narrow, *, label: str | Promise) -> None:
        super().__init__(by, label=label, model=Source)


class YesOrNo(WordFilter):
    field_class = fields.BooleanField
    many = False
    schema = {"type": "boolean"}

    def filter(self, found: Any, value: Any) -> Any:
        return self.by(found, value[0]) if value else found


class Years(WordFilter):
    field_class = fields.YearsField
    schema = {"type": "integer", "minimum": 1000, "maximum": 9999}


class Bound(WordFilter):
    """One end of a period, as a stated date."""

    field_class = fields.BoundField
    many = False
    schema = {"type": "string", "examples": ["2018-01-26", "2018-01", "2018"]}

    def __init__(self, by: Narrow, bound: Callable[[StatedDate], Any], *, label: str | Promise) -> None:
        super().__init__(by, label=label, bound=bound)


class Amount(WordFilter):
    field_class = fields.AmountField
    many = False
    schema = {"type": "string", "pattern": r"^\d{1,18}(\.\d{1,2})?$"}


class Search(WordFilter):
    field_class = fields.SearchField
    many = False
    schema = {"type": "string", "maxLength": fields.LONGEST_SEARCH}


def earliest(stated: StatedDate) -> datetime.date | None:
    return stated.earliest


def latest(stated: StatedDate) -> datetime.date | None:
    return stated.latest


def unchanged(found: Any, *_values: Any) -> Any:
    """The list as it is: of filters that are put to it together."""
    return found


def column(name: str) -> Narrow:
    """Rows with one of the values in this column."""
    return lambda found, *values: found.filter(**{f"{name}__in": values})


class RangeForm(forms.Form):
    """Refuses a range that ends before it begins."""

    RANGES = (("from", "to"), ("as_of_from", "as_of_to"), ("amount_min", "amount_max"))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for low, high in self.RANGES:
            ends: tuple[Any, Any] = values.get(low), values.get(high)
            if all(isinstance(end, RANGED) for end in ends) and ends[0] > ends[1]:
                self.add_error(high, self.backwards(low, high))
        return values

    def backwards(self, low: str, high: str) -> ValidationError:
        return ValidationError(
            _("The range ends at “%(value)s”, before “%(begin)s”, where it begins (%(low)s)."),
            code="backwards",
            params={"value": self.data.get(high), "begin": self.data.get(low), "low": low, "allowed": []},
        )


class RecordFilter(django_filters.FilterSet):
    """What every list can be narrowed by. Names in `first` head the form.

    An attribute for a name that Python keeps for itself ends in an underscore: `from_`.
    """

    first: ClassVar[tuple[str, ...]] = ()

    search = Search(lambda found, query: found.search(query), label=_("Words"))

    class Meta:
        form = RangeForm

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        found = {name.removesuffix("_"): each for name, each in super().get_filters().items()}
        return {name: found[name] for name in (*cls.first, *found) if name in found}

    @property
    def query(self) -> str:
        """The filters in use as a query string that page and API understand alike."""
        used = QueryDict(mutable=True)
        for name in self.filters:
            if given := ",".join(filter(None, self.data.getlist(name))):
                used[name] = given
        return used.urlencode(safe=",")

    @property
    def qs(self) -> Any:
        """The list narrowed by all filters; empty while any of them is in error."""
        return super().qs if self.is_valid() else self.queryset.none()


class PeriodFilter(RecordFilter):
    """Lists whose rows have a span of days: those that overlap the period."""

    from_ = Bound(lambda found, day: found.between(day, None), earliest, label=_("From"))
    to = Bound(lambda found, day: found.between(None, day), latest, label=_("To"))


class SourceFilter(RecordFilter):
    """Sources by who speaks, in which language, and by the records that rest on them.

    `evidence` and `jurisdiction` are asked of the same record: with both, a record of that place rests on as
    little as that.
    """

    kind = Choices(column("kind"), SourceKind.choices, label=_("Kind"))
    primary = YesOrNo(
        lambda found, wanted: found.primary() if wanted else found.exclude(kind__in=SourceKind.primary()),
        label=_("Primary sources"),
    )
    evidence = Choices(unchanged, Evidence.choices, label=_("Evidence"))
    jurisdiction = Places(unchanged, label=_("Jurisdiction"))
    language = Languages(column("language"), Source, label=_("Language"), choose=True)
    publisher = Publisher(lambda found, name: found.filter(publisher=name), label=_("Publisher"))

    @property
    def narrowed(self) -> Narrowed:
        """The records asked for."""
        given = self.form.cleaned_data
        return Narrowed(tuple(given["evidence"]), tuple(given["jurisdiction"]))

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return supporting(found, self.narrowed) if self.narrowed else found
