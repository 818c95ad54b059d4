"""Every page of the admin answers; a list costs the same number of queries however long it is."""

from __future__ import annotations

from typing import Any

import factory
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulations.models import Amendment, Measure
from sources.models import Revision
from tests.admin_forms import address, change_address, signed_in
from tests.factories import (
    FACTORIES,
    AmendmentFactory,
    EventFactory,
    OfferingFactory,
    OrganizationFactory,
    RoleFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    japan,
    read,
)
from timeline.models import Event

pytestmark = pytest.mark.django_db
MODELS = sorted(FACTORIES, key=lambda model: model._meta.label)
LISTED = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)


@pytest.fixture
def reviewer() -> Client:
    return signed_in("reviewer")


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@LISTED
def test_every_page_of_a_record_answers(model: Any, reviewer: Client) -> None:
    records = [FACTORIES[model](state=state) for state in ("draft", "published", "withdrawn")]
    pages = [address(model), address(model, "add"), f"{address(model)}?state__exact=draft"]
    pages += [*map(change_address, records), address(model, "history", records[1].pk)]

    for page in pages:
        response = reviewer.get(page)
        assert response.status_code == 200, page
        assert "style=" not in response.content.decode().split("<main")[-1]


def unpublished(model: Any) -> dict[str, str]:
    """Arguments that leave what a factory makes along the way a draft too, which is quicker."""
    made = FACTORIES[model]._meta.pre_declarations.as_dict()
    return {f"{name}__state": "draft" for name, one in made.items() if isinstance(one, factory.SubFactory)}


@LISTED
def test_a_list_costs_the_same_with_one_and_with_fifty_rows(model: Any, reviewer: Client) -> None:
    FACTORIES[model]()
    reviewer.get(address(model))
    few = queries(reviewer, address(model))

    for _ in range(49):
        FACTORIES[model](state="draft", **unpublished(model))

    assert queries(reviewer, address(model)) == few
    assert few <= 15


@LISTED
def test_a_record_is_found_by_its_folded_words(model: Any, reviewer: Client) -> None:
    wanted = FACTORIES[model](state="draft")
    other = FACTORIES[model](state="draft")

    found = reviewer.get(address(model), {"q": wanted.slug.upper()}).context["cl"].queryset

    assert wanted in found
    assert other not in found


@LISTED
def test_relations_are_chosen_by_typing(model: Any, reviewer: Client) -> None:
    form = reviewer.get(address(model, "add")).context["adminform"].form

    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.is_relation and field.name in form.fields:
            assert "admin-autocomplete" in str(form[field.name])


def test_choosing_a_record_answers_with_its_name(reviewer: Client) -> None:
    OrganizationFactory(name="Osaka Digital Exchange", name_ja="大阪デジタルエクスチェンジ")
    field = {"app_label": "offerings", "model_name": "role", "field_name": "organization"}

    answer = reviewer.get(reverse("admin:autocomplete"), field | {"term": "大阪"})

    assert [one["text"] for one in answer.json()["results"]] == ["Osaka Digital Exchange"]


def test_choosing_a_source_of_a_milestone_answers(reviewer: Client) -> None:
    SourceFactory(title="Press release")
    field = {"app_label": "timeline", "model_name": "eventcitation", "field_name": "source"}

    answer = reviewer.get(reverse("admin:autocomplete"), field | {"term": "press"})

    assert [one["text"] for one in answer.json()["results"]] == ["Press release"]


def long_event(rows: int) -> Event:
    event: Event = EventFactory(state="draft")
    for _ in range(rows):
        cite(event, SourceFactory())
        read(event, SourceFactory())
    return event


def long_offering(rows: int) -> Any:
    kinds = ["offering-announced", "offering-opened", "offering-closed", "issued", "listed", "matured"]
    case = OfferingFactory(state="draft", cited=True, milestones=dict.fromkeys(kinds[:rows], "2020"))
    for _ in range(rows):
        RoleFactory(offering=case)
        cite(case, SourceFactory())
    return case


def long_amendment(rows: int) -> Amendment:
    amendment: Amendment = AmendmentFactory(state="draft", themes=[ThemeFactory() for _ in range(rows)])
    return amendment


@pytest.mark.parametrize("make", [long_event, long_offering, long_amendment])
def test_a_form_costs_the_same_with_one_and_with_six_rows_of_each_part(make: Any, reviewer: Client) -> None:
    short, long = make(1), make(6)
    queries(reviewer, change_address(short))

    assert queries(reviewer, change_address(long)) == queries(reviewer, change_address(short))


def test_rows_of_a_form_show_the_names_of_what_they_choose(reviewer: Client) -> None:
    event = EventFactory()
    cite(event, SourceFactory(title="Official Gazette"))

    page = reviewer.get(change_address(event)).content.decode()

    assert "Official Gazette</option>" in page


def test_only_what_is_published_is_viewed_on_the_site(reviewer: Client) -> None:
    draft, public = EventFactory(state="draft"), EventFactory()

    assert b"viewsitelink" not in reviewer.get(change_address(draft)).content
    assert f'href="{public.get_absolute_url()}"'.encode() in reviewer.get(change_address(public)).content


def test_the_slug_of_a_published_record_is_fixed(reviewer: Client) -> None:
    assert b'name="slug"' in reviewer.get(change_address(EventFactory(state="draft"))).content
    assert b'name="slug"' not in reviewer.get(change_address(EventFactory())).content


def test_revisions_are_read_only(reviewer: Client) -> None:
    EventFactory(title="Something happened")
    revision = Revision.objects.get(record_type="event")

    page = reviewer.get(change_address(revision))

    assert "Something happened" in page.content.decode()
    assert reviewer.get(address(Revision, "add")).status_code == 403
    assert reviewer.post(change_address(revision), {"note": "x"}).status_code == 403
    assert reviewer.post(address(Revision, "delete", revision.pk), {"post": "yes"}).status_code == 403
    few = queries(reviewer, address(Revision))
    EventFactory.create_batch(20)
    assert queries(reviewer, address(Revision)) == few


def test_the_front_page_names_every_kind_of_record() -> None:
    chief, client = User.objects.create_superuser("chief"), Client()
    client.force_login(chief)
    page = client.get(reverse("admin:index")).content.decode()

    assert "STO Atlas" in page
    for model in [*MODELS, Revision, Group]:
        assert address(model) in page


@pytest.mark.parametrize(
    "query", ["?state__exact=%00", "?q=%00", "?jurisdiction__id__exact=x", "?p=99999999"]
)
def test_an_odd_address_of_a_list_is_no_server_error(query: str, reviewer: Client) -> None:
    assert reviewer.get(address(Event) + query).status_code < 500
    assert reviewer.get(address(Revision) + query).status_code < 500


def test_a_measure_page_shows_its_amendment_as_fixed(reviewer: Client) -> None:
    japan()
    measure = Measure.objects.get(amendment=AmendmentFactory(themes=[ThemeFactory()]))

    page = reviewer.get(change_address(measure)).content.decode()

    assert 'name="amendment"' not in page
    assert 'name="_publish"' not in page
