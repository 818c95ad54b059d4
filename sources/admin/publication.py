"""The road to publication in the admin: publish, withdraw, and never delete what was public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as delete_confirmed
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.dependents import dependents_of
from sources.admin.forms import WithdrawForm
from sources.admin.lists import ListAdmin
from sources.models import Record, State

MOST_NAMED = 10


def said(error: ValidationError) -> list[str]:
    """What an error says, a sentence each, behind the name of the field that it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]


class PublicationAdmin(ListAdmin):
    """Publishes and withdraws; whoever may not publish may not change what is public either."""

    stands_alone = True  # or is published and withdrawn with another record
    actions = ["publish_selected", "withdraw_selected", "delete_selected"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.publish_record")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None or obj.pk is None:
            return allowed
        if obj.state == State.WITHDRAWN:
            return False
        return self.has_publish_permission(request) if obj.is_published else True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        was_public = obj is not None and obj.state in {State.PUBLISHED, State.WITHDRAWN}
        return not was_public and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[Any]:
        if not self.stands_alone:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", view, name=name), *super().get_urls()]

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
    def publish_selected(self, request: HttpRequest, queryset: Any) -> None:
        """Publish each record that is ready; of the others say what they lack."""
        published = [record for record in queryset if self.publish(request, record)]
        if published:
            self.message_user(request, _("Published: %s.") % named(published), messages.SUCCESS)

    def publish(self, request: HttpRequest, record: Record) -> bool:
        try:
            publish_or_say_why(record, author=request.user)
        except ValidationError as error:
            for text in said(error):
                self.message_user(request, format_html("{}: {}", record, text), messages.ERROR)
            return False
        self.log_change(request, record, _("Published."))
        return True

    @admin.action(permissions=["publish"], description=gettext_lazy("Withdraw ..."))
    def withdraw_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self.withdraw_page(request, list(queryset))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.get_object(request, str(pk))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined, no-any-return]  # Django's own answer
        if not self.has_publish_permission(request):
            raise PermissionDenied
        return self.withdraw_page(request, [record])

    def withdraw_page(self, request: HttpRequest, records: list[Record]) -> HttpResponse:
        """Ask for the reason; withdraw all the records with it, or none."""
        form = WithdrawForm(self.model, request.POST if "reason" in request.POST else None)
        if form.is_valid() and self.withdraw_all(request, records, form):
            self.message_user(request, _("Withdrawn: %s.") % named(records), messages.SUCCESS)
            opts = self.opts
            return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw %s") % named(records),
            "opts": self.opts,
            "records": records,
            "form": form,
            "checkbox": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/withdraw.html", context)

    def withdraw_all(self, request: HttpRequest, records: list[Record], form: WithdrawForm) -> bool:
        try:
            with transaction.atomic():
                for record in records:
                    self.withdraw(request, record, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, said(error))
            return False
        return True

    def withdraw(self, request: HttpRequest, record: Record, reason: str, successor: str) -> None:
        """Withdraw a published record that no other one needs; its owner's document goes on without it."""
        owners = list(record.owners())
        self.refuse_needed(record, set(owners))
        record.withdraw(reason, successor)
        for owner in owners:
            if problems := owner.gaps():
                raise ValidationError(problems)
            owner.remember(author=request.user, note=reason)  # type: ignore[arg-type]  # admin views have a user
        self.log_change(request, record, _("Withdrawn: %s") % reason)

    def refuse_needed(self, record: Record, owners: set[Record]) -> None:
        if record.state != State.PUBLISHED:
            raise ValidationError(_("“%s” is not published: only what is published is withdrawn.") % record)
        gone = owners | self.belongings(record)
        if needed := [other for other in dependents_of(record) if other not in gone]:
            raise ValidationError(
                _("“%(record)s” is named by %(others)s. Change or withdraw these first.")
                % {"record": record, "others": named(needed)}
            )

    def belongings(self, record: Record) -> set[Record]:
        """Records that go where this one goes, such as the milestones of an STO case."""
        return set()

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete selected drafts"))
    def delete_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Delete drafts; refuse where anything among them was ever public."""
        public = list(queryset.filter(state__in=[State.PUBLISHED, State.WITHDRAWN]))
        if not public:
            return delete_confirmed(self, request, queryset)
        text = _("Nothing is deleted: %s was public. What is published is withdrawn instead.")
        self.message_user(request, text % named(public), messages.ERROR)
        return None


def named(records: Iterable[Record]) -> str:
    """The names of the first records, and how many more there are."""
    names = [f"“{record}”" for record in records]
    if (more := len(names) - MOST_NAMED) > 0:
        names = [*names[:MOST_NAMED], _("and %s more") % more]
    return ", ".join(names)


def publish_or_say_why(record: Record, **publishing: Any) -> None:
    """Publish a draft; a refusal also leads to the drafts that have to be published before it."""
    refuse_past_draft(record)
    try:
        record.publish(**publishing)
    except ValidationError as error:
        raise ValidationError([*said(error), *drafts_named_by(record)]) from None


def drafts_named_by(record: Record) -> list[SafeString]:
    named_by_it = dict.fromkeys(record.unpublished_references())
    drafts = [(admin_address(other), other) for other in named_by_it if other.state != State.WITHDRAWN]
    links = format_html_join(", ", '<a href="{}" target="_blank">{}</a>', drafts)
    return [format_html(_("Publish first: {}"), links)] if drafts else []


def admin_address(record: Record) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def refuse_past_draft(record: Record) -> None:
    if record.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise ValidationError(_("It is %s already: only a draft is published.") % record.get_state_display())
