"""The rooms of the house: who may look at whom, how big a thing may grow. Each rule is seen to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from timeline.models import Event

from . import house_rules as rules

ROOT = Path(__file__).resolve().parent.parent
Rule = Callable[[Path], Iterator[str]]

RULES: list[Rule] = [
    rules.arrows_in_code,
    rules.imports_in_functions,
    rules.nameless_modules,
    rules.hidden_coupling,
    rules.long_functions,
    rules.long_files,
    rules.unsafe_templates,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(ROOT)) == []


def test_no_model_relates_to_a_room_on_its_right() -> None:
    assert list(rules.arrows_in_models(list(apps.get_models()))) == []


def test_every_room_is_looked_at() -> None:
    rooms = {room for room, _, _ in rules.modules(ROOT)}
    assert set(rules.ROOMS) <= rooms
    assert {"tests", "manage.py"} <= rooms
    assert len(list(rules.files(ROOT, "*.html"))) > 10


PLANTED: list[tuple[Rule, str, str]] = [
    (rules.arrows_in_code, "sources/models.py", "from timeline.models import Event"),
    (rules.arrows_in_code, "sources/models.py", "import organizations.models"),
    (rules.arrows_in_code, "offerings/models.py", "from regulations import models"),
    (rules.arrows_in_code, "regulations/models.py", "from offerings import models"),
    (rules.arrows_in_code, "timeline/views.py", "from stoatlas.settings import DEBUG"),
    (rules.arrows_in_code, "sources/late.py", "def f():\n    from timeline import models"),
    (rules.arrows_in_code, "sources/typed.py", "if TYPE_CHECKING:\n    from timeline import models"),
    (rules.arrows_in_code, "sources/admin/forms.py", "import stoatlas"),
    (rules.arrows_in_code, "sources/named.py", "import_module('timeline.models')"),
    (rules.arrows_in_code, "sources/named.py", "apps.get_model('timeline.Event')"),
    (rules.arrows_in_code, "sources/named.py", "apps.get_model('timeline', 'Event')"),
    (rules.imports_in_functions, "timeline/late.py", "def f():\n    import json"),
    (
        rules.imports_in_functions,
        "timeline/late.py",
        "class A:\n    async def f(self):\n        from a import b",
    ),
    (rules.nameless_modules, "sources/utils.py", ""),
    (rules.nameless_modules, "timeline/common/dates.py", ""),
    (rules.hidden_coupling, "sources/apps.py", "from django.db.models.signals import post_save"),
    (rules.hidden_coupling, "sources/apps.py", "from django.dispatch import receiver"),
    (
        rules.hidden_coupling,
        "sources/m.py",
        "from django.contrib.contenttypes.fields import GenericForeignKey",
    ),
    (rules.hidden_coupling, "timeline/api.py", "class A:\n    class Meta:\n        fields = '__all__'"),
    (rules.long_functions, "timeline/long.py", "def f():\n" + "    a = 1\n" * 50),
    (rules.long_files, "timeline/long.py", "a = 1\n" * 401),
    (rules.long_files, "templates/long.html", "<p>\n" * 121),
    (rules.unsafe_templates, "templates/a.html", '<p style="color: red">'),
    (rules.unsafe_templates, "templates/a.html", '<p\nonclick="go()">'),
    (rules.unsafe_templates, "templates/a.html", "{{ text|safe }}"),
    (rules.unsafe_templates, "templates/a.html", "{{ text | safe }}"),
    (rules.unsafe_templates, "templates/a.html", "<script>go()</script>"),
    (rules.unsafe_templates, "timeline/templates/a.html", "<style>p {}</style>"),
    (rules.unsafe_templates, "templates/a.html", '<a href="javascript:go()">'),
]


def plant(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_a_breach_is_found(rule: Rule, name: str, text: str, tmp_path: Path) -> None:
    plant(tmp_path, name, text)
    breaches = list(rule(tmp_path))
    assert len(breaches) == 1
    assert name.removesuffix(".py") in breaches[0]


ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.arrows_in_code, "timeline/models.py", "from offerings.models import Offering\nimport regulations"),
    (rules.arrows_in_code, "stoatlas/urls.py", "from timeline import views"),
    (rules.arrows_in_code, "tests/test_a.py", "from timeline import views"),
    (rules.arrows_in_code, "sources/models.py", "from . import dates\nfrom sources.dates import parse"),
    (rules.long_functions, "timeline/long.py", "def f():\n" + "    a = 1\n" * 49),
    (rules.long_files, "timeline/long.py", "a = 1\n" * 400),
    (
        rules.unsafe_templates,
        "templates/a.html",
        '<script type="module" src="a.js"></script> {{ on_day }} season=',
    ),
]


@pytest.mark.parametrize(("rule", "name", "text"), ALLOWED)
def test_what_is_allowed_is_no_breach(rule: Rule, name: str, text: str, tmp_path: Path) -> None:
    plant(tmp_path, name, text)
    assert list(rule(tmp_path)) == []


@isolate_apps("sources")
def test_a_relation_to_the_right_is_found() -> None:
    class Planted(models.Model):
        event = models.ForeignKey(Event, models.CASCADE, related_name="+")
        events = models.ManyToManyField(Event, related_name="+")

        class Meta:
            app_label = "sources"

        def __str__(self) -> str:
            return ""

    breaches = [
        "sources.Planted.event looks at timeline",
        "sources.Planted.events looks at timeline",
    ]
    assert list(rules.arrows_in_models([Planted])) == breaches
