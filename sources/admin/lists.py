"""What the admin's lists have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest


class ListAdmin(admin.ModelAdmin[Any]):
    """A list that takes any address: a NUL in it is a bad request, where PostgreSQL would fail."""

    list_per_page = 50

    class Media:
        css = {"all": ["admin-extra/records.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if any("\x00" in text for _name, texts in request.GET.lists() for text in texts):
            raise SuspiciousOperation("A NUL character in the address.")
        return super().changelist_view(request, extra_context)
