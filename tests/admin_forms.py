"""Filling in the admin's forms as a browser does: what the form shows, sent back with changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission, User
from django.db import models
from django.forms import BaseForm, BoundField
from django.test import Client
from django.urls import reverse

from sources.models import Revision
from stoatlas.management.commands.first_accounts import editing, publishing


def signed_in(name: str) -> Client:
    """A browser with an editor's or a reviewer's session."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(editing() | publishing() if name == "reviewer" else editing())
    if name == "deleter":
        verbs = Permission.objects.filter(codename__startswith="delete_")
        user.user_permissions.add(*verbs, *publishing())
    client = Client()
    client.force_login(user)
    return client


def address(model: Any, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_address(record: models.Model) -> str:
    return address(type(record), "change", record.pk)


def filled(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send from the form at an address, unchanged."""
    context = client.get(url).context
    data = values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        data |= values(formset.management_form)
        for form in formset.forms:
            data |= values(form)
    return data


def values(form: BaseForm) -> dict[str, Any]:
    bound: list[BoundField] = [form[name] for name in form.fields if not form.fields[name].disabled]
    sent = {field.html_name: plain(field.value()) for field in bound}
    return {name: value for name, value in sent.items() if value not in (None, "") and value is not False}


def plain(value: Any) -> Any:
    """A value as a form sends it: keys instead of records."""
    if isinstance(value, list | tuple | models.QuerySet):
        return [plain(one) for one in value]
    return value.pk if isinstance(value, models.Model) else value


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline's rows, with its bookkeeping."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def with_row(data: dict[str, Any], prefix: str, **row: Any) -> dict[str, Any]:
    """The data with one row more in an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    more = {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | more | {f"{prefix}-TOTAL_FORMS": number + 1}


def citation(source: models.Model, **columns: Any) -> dict[str, Any]:
    return {"source": source.pk, "locator": "p. 1", "supports": "What it says"} | columns


def errors(response: Any) -> str:
    """All that the answered form complains about, as one text; empty where it was accepted."""
    if response.status_code == 302:
        return ""
    context = response.context
    found = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        found += [str(inline.formset.non_form_errors()), *(str(one) for one in inline.formset.errors)]
    return "\n".join(found)


def saved(client: Client, record: Any, **changes: Any) -> Any:
    """The answer to saving a record's form with some fields changed."""
    url = change_address(record)
    return client.post(url, filled(client, url) | changes)


def latest(record: Any) -> Any:
    """The revision that the public sees of a record; None before it has one."""
    return Revision.objects.of(record).first()


def told(response: Any) -> str:
    """The messages that the next page shows."""
    return "\n".join(str(message) for message in response.context["messages"])
