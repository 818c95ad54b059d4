"""Make the first editor and the first reviewer of a new database."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q, QuerySet

OUR_APPS = ["sources", "organizations", "regulations", "offerings", "timeline"]


def editing() -> QuerySet[Permission]:
    """Adding, changing and viewing; what is published is withdrawn, never deleted."""
    verbs = Q()
    for verb in ("add_", "change_", "view_"):
        verbs |= Q(codename__startswith=verb)
    return Permission.objects.filter(verbs, content_type__app_label__in=OUR_APPS)


def publishing() -> QuerySet[Permission]:
    return Permission.objects.filter(codename__startswith="publish_", content_type__app_label__in=OUR_APPS)


class Command(BaseCommand):
    help = (
        "Makes an editor and a reviewer with random passwords, printed once, where there is no account yet."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        editors = self.group("editor", editing())
        reviewers = self.group("reviewer", editing() | publishing())
        if User.objects.exists():
            return
        self.stdout.write("Accounts for /admin/ (shown only now):")
        self.account("editor", editors)
        self.account("reviewer", reviewers)

    def group(self, name: str, permissions: QuerySet[Permission]) -> Group:
        group, made = Group.objects.get_or_create(name=name)
        if made:
            group.permissions.set(permissions)
        return group

    def account(self, name: str, group: Group) -> None:
        password = secrets.token_urlsafe(15)
        user = User.objects.create_user(name, password=password, is_staff=True)
        user.groups.add(group)
        self.stdout.write(f"  {name}  {password}")
