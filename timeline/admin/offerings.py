"""STO cases: the offering, who had which part in it, when it happened and who says so, in one form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from offerings.models import Offering, OfferingCitation, Role
from offerings.querysets import milestones_of
from sources.admin.parts import PartInline, citations_of
from sources.admin.records import RecordAdmin, state_badge
from sources.models import Record
from timeline.admin.milestones import MilestoneInline, rename


class RoleInline(PartInline):
    model = Role
    row_relations = ("organization",)


@admin.register(Offering)
class OfferingAdmin(RecordAdmin):
    list_display = [
        "name",
        state_badge,
        "jurisdiction",
        "issued_by",
        "asset_class",
        "raised",
        "dated",
        "status",
        "updated_at",
    ]
    list_filter = [
        "state",
        ("jurisdiction", admin.RelatedOnlyFieldListFilter),
        "asset_class",
        "status",
        "investors",
        "currency",
    ]
    list_select_related = ["jurisdiction", "issuer"]
    prepopulated_fields = {"slug": ["name"]}
    content = (
        "name",
        "name_native",
        "slug",
        "jurisdiction",
        "issuer",
        "issuer_name",
        "asset_class",
        "instrument",
        ("amount", "currency"),
        ("units", "unit_price"),
        "investors",
        "platform",
        "status",
        "description",
        "name_ja",
        "name_ko",
    )
    inlines = [RoleInline, MilestoneInline, citations_of(OfferingCitation)]

    def get_queryset(self, request: HttpRequest) -> Any:
        offerings: Any = super().get_queryset(request)
        return offerings.with_date()

    @admin.display(description=gettext_lazy("issuer"), ordering="issuer__name_sort")
    def issued_by(self, obj: Offering) -> str:
        return str(obj.issuer or obj.issuer_name)

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def raised(self, obj: Offering) -> str:
        return f"{obj.amount.normalize():,f} {obj.currency}" if obj.amount is not None else ""

    @admin.display(description=gettext_lazy("date"), ordering="date_earliest")
    def dated(self, obj: Any) -> str:
        return f"{obj.date} ({obj.date_of_label})" if obj.date else ""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Milestones follow the name and the country of their case before anything is published."""
        if change and {"name", "jurisdiction"} & set(form.changed_data):
            for event in milestones_of(form.instance):
                event.jurisdiction = form.instance.jurisdiction
                rename(event, form.initial["name"], event.kind, form.instance.name)
                event.save()
        super().save_related(request, form, formsets, change)

    def apply_change(self, record: Record, **publishing: Any) -> None:
        """Milestones that changed are remembered as events too."""
        record.after_change_of_state(**publishing)
        for event in milestones_of(record).published():
            if problems := event.gaps():
                raise ValidationError(problems)
            event.remember(**publishing)
        super().apply_change(record, **publishing)

    def belongings(self, record: Record) -> set[Record]:
        return set(milestones_of(record))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With the milestones, which are deleted along."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        milestones = [event for offering in objs for event in milestones_of(offering)]
        if not milestones:
            return deleted, counts, lacking, protected
        more = super().get_deleted_objects(milestones, request)
        summed = {name: counts.get(name, 0) + more[1].get(name, 0) for name in {**counts, **more[1]}}
        return [*deleted, *more[0]], summed, lacking | more[2], [*protected, *more[3]]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        milestones = list(milestones_of(obj))
        super().delete_model(request, obj)
        for event in milestones:
            event.delete()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for offering in queryset:
            self.delete_model(request, offering)
