"""Form fields of filters: several values by commas, records by slug, bounds of a period.

Each error names the value and what is accepted; its `params` hold both for the API's problem documents.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.conf import global_settings
from django.core.exceptions import ValidationError
from django.utils.choices import normalize_choices
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sources import dates
from sources.text import localized

SLUG = re.compile(r"[a-z0-9-]{1,120}", re.ASCII)
NUMBER = re.compile(r"\d{1,18}(\.\d{1,2})?", re.ASCII)
LISTED_WHOLE = 40  # so many accepted values are all listed; of more, the nearest ones
NEAREST = 5
LONGEST_SEARCH = 200
LONGEST_CODE = 4  # of what is the same in every language: JPY, BTC


def refusal(value: object, accepted: Iterable[object], hint: Any = "") -> ValidationError:
    """The error of a value that is none of those accepted."""
    allowed = [str(one) for one in accepted]
    if len(allowed) > LISTED_WHOLE:
        allowed = difflib.get_close_matches(str(value), allowed, NEAREST, cutoff=0.3)
        hint = hint or _("“%(value)s” is not known here; the nearest are: %(accepted)s.")
    return ValidationError(
        hint or _("“%(value)s” is not accepted here; accepted: %(accepted)s."),
        code="unknown",
        params={"value": str(value), "allowed": allowed, "accepted": ", ".join(allowed)},
    )


def as_slug(text: str) -> str:
    """A name as a reader types it, “SBI e-Sports”, is asked for as sbi-e-sports."""
    return "-".join(text.lower().split())


def once(values: list[Any]) -> list[Any]:
    """The same values; raise ValidationError where one is among them twice."""
    if len(set(values)) < len(values):
        again = next(value for value in values if values.count(value) > 1)
        raise refusal(again, [], _("“%(value)s” is named more than once; name it once."))
    return values


class CommaValues(forms.Widget):
    """Reads several values, given by commas or by repeating the parameter."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return [part.strip() for text in given if text for part in str(text).split(",")]


class CommaInput(CommaValues, forms.TextInput):
    def format_value(self, value: Any) -> str:
        return ",".join(value or [])


class CommaSelect(CommaValues, forms.Select):
    """A plain select; several values at once, which an address can hold, are one more option."""

    def use_required_attribute(self, initial: Any) -> bool:
        """No filter is required; to find out, Django would ask for all choices once more."""
        return False

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        if len(value) > 1:
            labels = dict(self.choices)
            together = (",".join(value), ", ".join(str(labels.get(one, one)) for one in value))
            self.choices, value = [*self.choices, together], [together[0]]
        return super().optgroups(name, value, attrs)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A name that the page's language does not have says which language it is in."""
        option = super().create_option(*args, **kwargs)
        label = str(option["label"])
        if label.isascii() and len(label) > LONGEST_CODE and get_language() != "en":
            option["attrs"]["lang"] = "en"
        return option


class ManyField(forms.Field):
    """Several values, each named once; subclasses say which are accepted."""

    widget: Any = CommaInput

    def to_python(self, value: Any) -> list[Any]:
        return once([self.accept(one) for one in value or []])

    def accept(self, value: str) -> Any:
        raise NotImplementedError


class ChoicesField(ManyField):
    """Values of a closed list."""

    widget = CommaSelect

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = list(normalize_choices(choices))
        self.widget.choices = [("", _("All")), *self.choices]

    def accept(self, value: str) -> str:
        accepted = [one for one, _label in self.choices]
        if value not in accepted:
            raise refusal(value, accepted)
        return value


class BooleanField(ChoicesField):
    """`true` or `false`, once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("true", _("yes")), ("false", _("no"))], **kwargs)

    def to_python(self, value: Any) -> list[bool]:
        found = super().to_python(value)
        if len(found) > 1:
            raise refusal(",".join(found), ["true", "false"])
        return [one == "true" for one in found]


class SlugsField(ManyField):
    """Slugs of published records of one or more models; `choose` offers them all in a select."""

    def __init__(self, *, models: tuple[Any, ...], choose: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=CommaSelect if choose else CommaInput, **kwargs)
        self.models = models
        if choose:
            self.widget.choices = normalize_choices(self.options)

    def options(self) -> list[tuple[str, Any]]:
        return [("", _("All")), *((record.slug, localized(record, "name")) for record in self.records())]

    def records(self) -> Iterable[Any]:
        return chain.from_iterable(
            model.objects.published().order_by("name_sort", "slug") for model in self.models
        )

    def to_python(self, value: Any) -> list[str]:
        asked = [(one, as_slug(one)) for one in value or []]
        known = self.known([slug for _one, slug in asked if SLUG.fullmatch(slug)]) if asked else set()
        for one, slug in asked:
            if slug not in known:
                raise refusal(one, sorted(self.known()))
        return once([slug for _one, slug in asked])

    def known(self, slugs: list[str] | None = None) -> set[str]:
        """Those of the slugs that somebody may see; all there are, without slugs."""
        found = [model.objects.published().order_by().values_list("slug", flat=True) for model in self.models]
        if slugs is not None:
            found = [rows.filter(slug__in=slugs) for rows in found] if slugs else []
        return set(chain.from_iterable(found))


class LanguagesField(SlugsField):
    """ISO 639-1 codes of the languages in which there are sources."""

    def options(self) -> list[tuple[str, Any]]:
        names = dict(global_settings.LANGUAGES)
        return [("", _("All")), *((code, gettext(names.get(code, code))) for code in sorted(self.known()))]

    def known(self, slugs: list[str] | None = None) -> set[str]:
        (model,) = self.models
        return set(model.objects.published().order_by().values_list("language", flat=True).distinct())


class PlacesField(SlugsField):
    """Jurisdictions by slug; `model` says where to find them, asked only when they are needed."""

    def __init__(self, *, model: Callable[[], Any], **kwargs: Any) -> None:
        super().__init__(models=(), choose=True, **kwargs)
        self.model = model

    def records(self) -> Iterable[Any]:
        self.models = (self.model(),)
        return super().records()

    def known(self, slugs: list[str] | None = None) -> set[str]:
        self.models = (self.model(),)
        return super().known(slugs)


class SearchField(forms.CharField):
    """Words to look for; text that no database can hold is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_SEARCH, widget=forms.SearchInput, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(_("The text holds half a character (a lone surrogate)."), code="text")
        return text


class PublisherField(SearchField):
    """One of the publishers of the published sources."""

    def __init__(self, *, model: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def to_python(self, value: Any) -> str:
        name = super().to_python(value)
        names = self.model.objects.published().order_by().values_list("publisher", flat=True)
        if name and not names.filter(publisher=name).exists():
            raise refusal(name, sorted(set(names)))
        return name


class YearsField(ManyField):
    """Years of four digits."""

    def accept(self, value: str) -> int:
        if not re.fullmatch(r"[1-9]\d{3}", value, re.ASCII):
            raise refusal(value, [], _("“%(value)s” is no year; accepted is a year such as 2020."))
        return int(value)


class BoundField(forms.CharField):
    """One end of a period: the first or the last day that a stated date can mean."""

    def __init__(self, *, bound: Callable[[dates.StatedDate], datetime.date | None], **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"placeholder": "2018-01"}), **kwargs)
        self.bound = bound

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            day = self.bound(dates.parse(text))
        except dates.DateError as error:
            reason = str(error).replace("%", "%%")  # with params, the message is a format
            raise ValidationError(reason, code="date", params={"value": text, "allowed": []}) from None
        if day is None:
            raise refusal(text, [], _("“%(value)s” is open at this end; give a day, month or year."))
        return day


class AmountField(forms.CharField):
    """A sum of money: digits, a point, two decimals at most."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise refusal(text, [], _("“%(value)s” is no amount; accepted are digits such as 50000000."))
        return Decimal(text)
