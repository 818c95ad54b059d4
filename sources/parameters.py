"""What may stand in an address of the API. Anything else is refused by name, with what is allowed."""

import datetime
import difflib
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework import status
from rest_framework.exceptions import APIException

SHOWING = ("fields", "omit", "expand", "lang", "format")
PAGING = ("page_size", "cursor", "ordering", "updated_since")
PAGE_SIZE, MOST_ROWS = 50, 200
FORMATS = ("json",)
# a list can also be taken whole, as a file
EXPORTS = ("csv", "ndjson", "xlsx")
EXPORTING = ("bom",)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LISTED_WHOLE = 60
TWICE = "is named more than once; name it once"


class InvalidParameter(APIException):
    """A parameter, or its value, that means nothing here."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid-parameter"

    def __init__(
        self, detail: str, parameter: str, value: str | None, allowed: Iterable[object] = ()
    ) -> None:
        super().__init__(detail)
        self.members = {"parameter": parameter, "value": value, "allowed": [str(one) for one in allowed]}


class Withdrawn(APIException):
    """A record that was published once; says why it is gone and what took its place."""

    status_code = status.HTTP_410_GONE
    default_code = "withdrawn"

    def __init__(self, reason: str, successor: str | None) -> None:
        super().__init__(f"This record was withdrawn: {reason}")
        self.members = {"reason": reason, "successor": successor}


def printable(text: str) -> str:
    """Text that can be sent back in an answer."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


def wrong(
    parameter: str, value: str, allowed: Collection[object], why: str = "is not allowed"
) -> InvalidParameter:
    """The refusal of a value; of a long list the nearest values are named."""
    near: Collection[object] = allowed
    if len(allowed) > LISTED_WHOLE:
        near = difflib.get_close_matches(value, [str(one) for one in allowed], cutoff=0.3)
    listed = f" Allowed: {', '.join(map(str, near))}." if near else ""
    return InvalidParameter(
        f"{parameter}: “{printable(value)}” {why}.{listed}", parameter, printable(value), near
    )


def check(
    parameters: QueryDict,
    known: Collection[str],
    repeatable: Collection[str],
    formats: Collection[str] = FORMATS,
) -> None:
    """Refuse a name that is not known, a value that is no text, an empty one, and one given twice."""
    for name, values in parameters.lists():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, cutoff=0.75)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise InvalidParameter(
                f"“{printable(name)}” is no parameter here.{hint} Allowed: {', '.join(sorted(known))}.",
                printable(name),
                printable(values[0]) if values else None,
                sorted(known),
            )
        for value in values:
            check_text(name, value)
        if len(values) > 1 and name not in repeatable:
            raise wrong(name, ",".join(values), (), "is given more than once; give it once")
    if "format" in known:
        choice(parameters, "format", formats, default="json")


def export_form(parameters: QueryDict) -> str | None:
    """The form in which a list is taken whole, None for pages of JSON; refuse what does not go with it."""
    form = parameters.get("format", "json")
    if "bom" in parameters:
        choice(parameters, "bom", ("1",), default="1")
        if form != "csv":
            raise wrong("bom", "1", (), "goes with format=csv alone")
    if form not in EXPORTS:
        return None
    for name in ("page_size", "cursor"):
        if name in parameters:
            why = f"does not go with format={form}, which holds the whole list; leave it out"
            raise wrong(name, parameters.get(name, ""), (), why)
    if "expand" in parameters and form != "ndjson":
        why = f"does not go with format={form}, which names records by slug; take json or ndjson"
        raise wrong("expand", parameters.get("expand", ""), (), why)
    return form


def check_text(name: str, value: str) -> None:
    """Refuse what no database can hold or was cut in pieces on the way; an empty value says nothing."""
    if not value.strip():
        raise wrong(name, value, (), "is empty; leave the parameter out instead")
    if "\x00" in value or "\ufffd" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise wrong(name, value, (), "is no well-formed text (UTF-8 without NUL)")


def page_size(parameters: QueryDict) -> int:
    text = parameters.get("page_size", str(PAGE_SIZE))
    valid = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_ROWS))
    if not valid or not 1 <= int(text) <= MOST_ROWS:
        raise wrong("page_size", text, [f"a whole number from 1 to {MOST_ROWS}"])
    return int(text)


def choice(parameters: QueryDict, name: str, allowed: Collection[str], default: str) -> str:
    """One value of a closed list."""
    value = parameters.get(name, default)
    if value not in allowed:
        raise wrong(name, value, allowed)
    return value


def names(parameters: QueryDict, parameter: str, allowed: Collection[str]) -> set[str] | None:
    """Names separated by commas, each of the closed list; None where the parameter is not given."""
    text = parameters.get(parameter)
    if text is None:
        return None
    given = [name.strip() for name in text.split(",")]
    for name in given:
        if name not in allowed:
            raise wrong(parameter, name, allowed)
        if given.count(name) > 1:
            raise wrong(parameter, name, (), TWICE)
    return set(given)


def shown_fields(parameters: QueryDict, all_fields: Collection[str]) -> set[str] | None:
    """The fields to show: those asked for, without those omitted; None for all."""
    wanted, omitted = (names(parameters, parameter, all_fields) for parameter in ("fields", "omit"))
    if wanted is None and omitted is None:
        return None
    return (set(all_fields) if wanted is None else wanted) - (omitted or set())


def updated_since(parameters: QueryDict) -> datetime.datetime | None:
    """A moment in ISO 8601; without an offset, or as a day alone, in the time of Tokyo and Seoul."""
    text = parameters.get("updated_since")
    if text is None:
        return None
    try:
        return parsed_moment(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        accepted = ["2026-11-22", "2026-11-22T09:30:00Z", "2026-11-22T18:30:00%2B09:00"]
        raise wrong("updated_since", text, accepted, "is no moment in ISO 8601") from None


def parsed_moment(text: str) -> datetime.datetime:
    """Raise ValueError for anything but a day or a moment in ISO 8601."""
    day = parse_date(text)
    found: Any = datetime.datetime(day.year, day.month, day.day) if day else parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return timezone.make_aware(found) if timezone.is_naive(found) else found
