"""Loading an edition of the data and writing it again: nothing lost, nothing touched, nothing twice."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from offerings.models import Offering
from regulations.models import Law, Measure
from sources.documents import document_of, for_document
from sources.models import Revision, Source
from stoatlas.editions.layout import FILES, FOLDER, models_of
from tests.edition import citations_of, event, fields_of, load, row, small, write
from timeline.models import Event

pytestmark = pytest.mark.django_db


def state() -> dict[Any, Any]:
    """Every record's revision and time of change, and every revision."""
    records: dict[Any, Any] = {
        model: list(model._default_manager.values_list("slug", "state", "revision", "updated_at"))
        for model in FILES.values()
    }
    return records | {"revisions": list(Revision.objects.order_by("pk").values())}


def proposed() -> list[tuple[str, str]]:
    waiting = Revision.objects.filter(state=Revision.State.PROPOSED)
    return list(waiting.order_by("pk").values_list("record_type", "slug"))


def told(folder: Path) -> str:
    out = StringIO()
    call_command("load_fixtures", folder=folder, stdout=out)
    return out.getvalue()


# The real data


@pytest.mark.usefixtures("real_data")
def test_every_record_and_every_part_is_loaded() -> None:
    """Counted in the files by their text, which owes nothing to the loader."""
    for file in FOLDER.glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        for model in models_of(FILES[file.stem]):
            rows = lines.count(f"- model: {model._meta.label_lower}")
            assert model._default_manager.count() == rows > 0


@pytest.mark.usefixtures("real_data")
def test_loading_again_changes_nothing() -> None:
    before = state()
    said = told(FOLDER)
    assert state() == before
    assert said.startswith("There already, and left as they were: 2,")


@pytest.mark.usefixtures("real_data")
def test_export_after_load_changes_no_byte(tmp_path: Path) -> None:
    call_command("export_fixtures", check=True, verbosity=0)
    call_command("export_fixtures", folder=tmp_path, verbosity=0)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in FOLDER.glob("*.yaml")
    }


@pytest.mark.usefixtures("real_data")
def test_every_record_has_revision_one_of_what_its_columns_say() -> None:
    revisions = {(one.record_type, one.slug): one for one in Revision.objects.all()}
    for model in FILES.values():
        for record in for_document(model._default_manager.all()):
            revision = revisions.pop((record.record_type, record.slug))
            assert (revision.number, record.revision, revision.state) == (1, 1, Revision.State.PUBLISHED)
            assert revision.document == document_of(record)
    assert not revisions


@pytest.mark.usefixtures("real_data")
def test_a_file_that_differs_is_named() -> None:
    Source.objects.filter(slug="despread-2023").update(url="https://example.org")
    with pytest.raises(CommandError, match=r"other records than sources\.yaml in"):
        call_command("export_fixtures", check=True)


# What the database knows is the truth


def test_if_empty_does_nothing_where_a_record_is(tmp_path: Path) -> None:
    Source.objects.create(
        slug="mine", title="Mine", publisher="Me", kind="law", accessed="2026", language="en"
    )
    load(tmp_path, small(), if_empty=True)
    assert Source.objects.get().slug == "mine"


def test_if_empty_loads_where_nothing_is(tmp_path: Path) -> None:
    load(tmp_path, small(), if_empty=True)
    assert Event.objects.count() == 2


def test_a_new_record_is_added(tmp_path: Path) -> None:
    load(tmp_path, small())
    before = state()["revisions"]
    files = small()
    files["events"] += event("jp-later", date="2020")
    load(tmp_path, files)
    added = Event.objects.get(slug="jp-later")
    assert (added.revision, added.earliest.year) == (1, 2020)
    assert state()["revisions"][:-1] == before
    assert not proposed()


def test_a_record_stated_otherwise_is_proposed_and_not_touched(tmp_path: Path) -> None:
    load(tmp_path, small())
    files = small()
    fields_of(files, "jp-issued")["title"] = "Bond issued"
    citations_of(files, "jp-passed")[0]["locator"] = "p. 2"
    before = state()
    load(tmp_path, files)
    assert proposed() == [("event", "jp-passed"), ("event", "jp-issued")]
    assert (
        Revision.objects.get(state=Revision.State.PROPOSED, slug="jp-issued").document["title"]
        == "Bond issued"
    )
    after = state()
    assert after.pop("revisions")[:-2] == before.pop("revisions")
    assert after == before


def test_the_same_proposal_waits_once(tmp_path: Path) -> None:
    load(tmp_path, small())
    files = small()
    fields_of(files, "jp-issued")["title"] = "Bond issued"
    load(tmp_path, files)
    load(tmp_path, files)
    assert proposed() == [("event", "jp-issued")]
    fields_of(files, "jp-issued")["title"] = "The bond is issued"
    load(tmp_path, files)
    assert proposed() == [("event", "jp-issued")] * 2


def test_a_proposal_turned_down_is_not_made_again(tmp_path: Path) -> None:
    load(tmp_path, small())
    files = small()
    fields_of(files, "jp-issued")["title"] = "Bond issued"
    load(tmp_path, files)
    Revision.objects.filter(state=Revision.State.PROPOSED).update(state=Revision.State.REJECTED)
    load(tmp_path, files)
    assert not proposed()


def test_what_an_editor_withdrew_stays_withdrawn(tmp_path: Path) -> None:
    load(tmp_path, small())
    link = FILES["links"]._default_manager.get()
    link.withdraw("Not so.")
    files = small()
    fields_of(files, link.slug)["note"] = "It did so."
    load(tmp_path, files)
    link.refresh_from_db()
    assert (link.state, proposed()) == ("withdrawn", [])


def test_what_an_edition_does_not_know_is_kept(tmp_path: Path) -> None:
    files = small()
    files["events"] += event("jp-later", date="2020")
    load(tmp_path, files)
    load(tmp_path, small())
    assert Event.objects.published().filter(slug="jp-later").exists()


def test_a_new_measure_of_a_known_amendment_comes_with_its_proposal(tmp_path: Path) -> None:
    load(tmp_path, small())
    files = small()
    measure = {"amendment": ["jp-act"], "theme": ["custody"], "text": "Report it."}
    files["amendments"] += [
        row("regulations.measure", slug="jp-act-2", state="published", **measure, position=2),
        row(
            "regulations.measurecitation",
            measure=["jp-act-2"],
            source=["gazette"],
            locator="p. 3",
            supports="it",
            position=1,
        ),
    ]
    files["events"] += event("jp-begins", kind="in-force", amendments=[["jp-act"]], measures=[["jp-act-2"]])
    said = told(write(tmp_path, files))
    assert proposed() == [("amendment", "jp-act")]
    assert not Measure.objects.filter(slug="jp-act-2").exists()
    assert "Waiting for what is proposed (1): jp-begins." in said
    assert not Event.objects.filter(slug="jp-begins").exists()


def test_a_new_milestone_belongs_to_the_document_of_its_sto_case(tmp_path: Path) -> None:
    load(tmp_path, small())
    files = small()
    files["events"] += event("jp-matured", date="2024", kind="matured", offerings=[["jp-bond"]])
    load(tmp_path, files)
    offering = Offering.objects.get()
    assert offering.revision == 2
    assert [one["slug"] for one in document_of(offering)["milestones"]] == ["jp-issued", "jp-matured"]
    assert not proposed()


def test_a_milestone_that_an_editor_added_is_not_denied(tmp_path: Path) -> None:
    files = small()
    files["events"] += event("jp-matured", date="2024", kind="matured", offerings=[["jp-bond"]])
    load(tmp_path, files)
    load(tmp_path, small())
    assert not proposed()


def test_a_draft_of_an_edition_is_loaded_as_a_draft(tmp_path: Path) -> None:
    files = small()
    fields_of(files, files["links"][0]["fields"]["slug"])["state"] = "draft"
    load(tmp_path, files)
    link = FILES["links"]._default_manager.get()
    assert (link.state, link.revision, Revision.objects.of(link).count()) == ("draft", 0, 0)


def test_dates_need_no_quotes(tmp_path: Path) -> None:
    files = small()
    folder = write(tmp_path, files)
    text = (folder / "events.yaml").read_text().replace("'2019-02-28'", "2019-02-28")
    assert "date: 2019-02-28" in text
    (folder / "events.yaml").write_text(text)
    call_command("load_fixtures", folder=folder, verbosity=0)
    assert Event.objects.get(slug="jp-issued").date == "2019-02-28"


# Django's own command reads the files too


def test_loaddata_reads_the_files_and_derived_columns_are_written(tmp_path: Path) -> None:
    files = small()
    write(tmp_path, files)
    call_command(
        "loaddata", *(str(tmp_path / f"{name}.yaml") for name in FILES if name in files), verbosity=0
    )
    passed = Event.objects.get(slug="jp-passed")
    assert (passed.precision, passed.latest) == ("month", date(2019, 1, 31))
    assert [one.slug for one in passed.amendments.all()] == ["jp-act"]
    assert passed.citations.get().source.slug == "gazette"
    assert Measure.objects.get(slug="jp-act-custody").amendment.slug == "jp-act"


def test_loaddata_reads_the_real_files() -> None:
    names = ("jurisdictions", "themes", "sources", "organizations", "laws")
    call_command("loaddata", *(str(FOLDER / f"{name}.yaml") for name in names), verbosity=0)
    law = Law.objects.get(slug="jp-payment-services-act")
    assert law.jurisdiction.slug == "jp"
    assert law.citations.exists()
