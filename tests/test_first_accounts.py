"""The first editor and reviewer: made once, with random passwords and no more rights than they need."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def told() -> str:
    out = StringIO()
    call_command("first_accounts", stdout=out)
    return out.getvalue()


def passwords(said: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+)  (\S+)$", said, re.MULTILINE))


def test_both_can_sign_in_to_the_admin(client: Client) -> None:
    for name, password in passwords(told()).items():
        assert client.login(username=name, password=password)
        assert client.get("/admin/").status_code == 200


def test_passwords_are_random() -> None:
    first = passwords(told())
    User.objects.all().delete()
    second = passwords(told())
    assert len({*first.values(), *second.values()}) == 4


def test_they_are_made_only_where_nobody_is() -> None:
    User.objects.create_user("owner")
    assert told() == ""
    assert User.objects.count() == 1


def test_an_editor_edits_and_neither_deletes_nor_manages_people() -> None:
    told()
    editor = User.objects.get(username="editor")
    assert editor.has_perms(["timeline.add_event", "timeline.change_event", "offerings.view_offering"])
    assert not editor.is_superuser
    for refused in ("timeline.delete_event", "auth.add_user", "auth.change_group"):
        assert not editor.has_perm(refused)


def test_only_a_reviewer_publishes() -> None:
    event = ContentType.objects.get(app_label="timeline", model="event")
    Permission.objects.get_or_create(codename="publish_event", content_type=event)
    told()
    assert User.objects.get(username="reviewer").has_perm("timeline.publish_event")
    assert not User.objects.get(username="editor").has_perm("timeline.publish_event")


def test_rights_that_were_changed_since_stay_changed() -> None:
    told()
    Group.objects.get(name="editor").permissions.clear()
    told()
    assert not Group.objects.get(name="editor").permissions.exists()
