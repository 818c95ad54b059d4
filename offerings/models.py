"""The STO cases: offerings of security tokens, trials included, and who had which part in them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from offerings.querysets import OfferingQuerySet, milestones_of
from organizations.models import Jurisdiction, Named, Organization
from sources.documents import parts_of
from sources.fields import SearchTextField
from sources.models import Citation, Record


class AssetClass(models.TextChoices):
    """What stands behind the token."""

    EQUITY = "equity", _("equity")
    BOND = "bond", _("bond")
    REAL_ESTATE = "real-estate", _("real estate")
    FUND = "fund", _("fund")
    ART = "art", _("art")
    CONTENT = "content", _("content")
    OTHER = "other", _("other")


class Investors(models.TextChoices):
    PUBLIC = "public", _("the public")
    PRIVATE = "private", _("private placement")
    EMPLOYEES = "employees", _("employees")
    INSTITUTIONAL = "institutional", _("institutional investors")


class Status(models.TextChoices):
    ANNOUNCED = "announced", _("announced")
    COMPLETED = "completed", _("completed")
    REDEEMED = "redeemed", _("redeemed")
    CANCELLED = "cancelled", _("cancelled")
    TRIAL = "trial", _("trial")


class Currency(models.TextChoices):
    JPY = "JPY", _("yen")
    KRW = "KRW", _("won")
    USD = "USD", _("US dollars")


class Offering(Named, Record):
    """One security-token offering. Its dates are its events; its amount stands here alone."""

    AssetClass, Investors, Status, Currency = AssetClass, Investors, Status, Currency
    parts = ("roles", "citations")
    document_prefetches = ("events__offerings", "events__citations__source")
    cited = True

    name = models.CharField(_("name"), max_length=200, help_text=_("Such as: SBI e-Sports tokenised shares."))
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="offerings", verbose_name=_("jurisdiction")
    )
    name_native = models.CharField(
        _("own name"), max_length=200, blank=True, help_text=_("As its issuer writes it.")
    )
    issuer = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_offerings",
        verbose_name=_("issuer"),
        help_text=_("Such as: SBI e-Sports."),
    )
    issuer_name = models.CharField(
        _("issuer's name"),
        max_length=120,
        blank=True,
        help_text=_("Only where the issuer has no record of its own."),
    )
    asset_class = models.CharField(
        _("asset class"),
        max_length=12,
        choices=AssetClass,
        help_text=_("What stands behind it, such as: real estate."),
    )
    instrument = models.CharField(
        _("instrument"), max_length=200, help_text=_("Such as: beneficiary certificates of a trust.")
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=20,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Money raised, in full figures: 50000000."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, choices=Currency, blank=True, help_text=_("Such as: JPY.")
    )
    units = models.PositiveBigIntegerField(
        _("number of units"), null=True, blank=True, help_text=_("Number issued: 1000.")
    )
    unit_price = models.DecimalField(
        _("unit price"),
        max_digits=20,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Price of one unit in the same currency: 50000."),
    )
    investors = models.CharField(
        _("investors"),
        max_length=14,
        choices=Investors,
        blank=True,
        help_text=_("Who could buy, such as: the public."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, help_text=_("Such as: completed."))
    platform = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="platform_offerings",
        verbose_name=_("platform"),
        help_text=_("Whose ledger it is issued on, such as: ibet."),
    )
    description = models.TextField(_("description"), help_text=_("What was offered, in our own words."))
    search_text = SearchTextField(
        names=("name", "name_ja", "name_ko", "name_native"),
        texts=("issuer_name", "instrument", "description"),
    )

    objects = OfferingQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("STO case")
        verbose_name_plural = _("STO cases")
        ordering = ["name_sort", "slug"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(currency="") | Q(amount__isnull=True, unit_price__isnull=True),
                name="offerings_offering_money_has_currency",
                violation_error_message=_("An amount or unit price needs a currency: JPY, KRW or USD."),
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(unit_price__isnull=True) | Q(unit_price__gte=0)),
                name="offerings_offering_money_not_negative",
                violation_error_message=_("An amount or unit price cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(issuer__isnull=True) | Q(issuer_name=""),
                name="offerings_offering_one_issuer",
                violation_error_message=_("Name the issuer once: as a record, or by name where it has none."),
            ),
            models.CheckConstraint(
                condition=Q(
                    asset_class__in=AssetClass.values,
                    status__in=Status.values,
                    currency__in=["", *Currency.values],
                    investors__in=["", *Investors.values],
                ),
                name="offerings_offering_closed_lists",
                violation_error_message=_(
                    "Asset class, status, currency and investors come from closed lists."
                ),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sto-case", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if (self.amount is not None or self.unit_price is not None) and not self.currency:
            stated = self.amount if self.amount is not None else self.unit_price
            raise ValidationError(
                {"currency": _("%s has no currency; accepted are JPY, KRW and USD.") % stated}
            )

    @property
    def date_of_label(self) -> str:
        """In words, which event gives the date that `with_date()` found; empty without one."""
        events: Any = self._meta.get_field("events")
        date_of = getattr(self, "date_of", None)
        return str(events.related_model.Kind(date_of).label) if date_of else ""

    @property
    def trustees(self) -> list[Organization]:
        """Published organizations that are its trustee, each once."""
        held = [role.organization for role in self.roles.all() if role.role == RoleKind.TRUSTEE]
        return list(dict.fromkeys(one for one in held if one.is_published))

    def document_extras(self) -> dict[str, Any]:
        """The milestones: kind, date and citations of the events of this offering alone."""
        own = [event for event in self.events.all() if self.holds(event)]
        rows = sorted(own, key=lambda event: (event.date, event.rank, event.slug))
        return {
            "milestones": [
                {
                    "slug": row.slug,
                    "kind": row.kind,
                    "date": row.date,
                    "citations": parts_of(row, "citations"),
                }
                for row in rows
            ]
        }

    def holds(self, event: Any) -> bool:
        """Whether an event is a milestone: of this offering alone, and public or to be so along with it."""
        awaited = self.revision == 0 and event.state != self.State.WITHDRAWN
        return len(event.offerings.all()) == 1 and (event.is_published or awaited)

    def gaps(self) -> list[str]:
        """Also an offering needs a milestone: without a date it is on no timeline."""
        problems = super().gaps()
        if self._state.adding or not self.events.exclude(state=self.State.WITHDRAWN).exists():
            problems.append(f"“{self.slug}” has no milestone; give at least one with its date.")
        return problems

    def after_change_of_state(self, **publishing: Any) -> None:
        """Milestones are published and withdrawn with their offering; one withdrawn before it stays so."""
        for event in milestones_of(self).exclude(state__in=[self.state, self.State.WITHDRAWN]):
            if self.is_published:
                event.publish(**publishing)
            else:
                event.withdraw(self.withdrawn_reason, self.successor)


class OfferingCitation(Citation):
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="citations")


class RoleKind(models.TextChoices):
    ISSUER = "issuer", _("issuer")
    ORIGINATOR = "originator", _("originator")
    UNDERWRITER = "underwriter", _("underwriter")
    LEAD_MANAGER = "lead-manager", _("lead manager")
    DISTRIBUTOR = "distributor", _("distributor")
    TRUSTEE = "trustee", _("trustee")
    PLATFORM = "platform", _("platform")
    CUSTODIAN = "custodian", _("custodian")
    ASSET_MANAGER = "asset-manager", _("asset manager")
    REGISTRAR = "registrar", _("registrar")
    ADVISER = "adviser", _("adviser")
    LENDER = "lender", _("lender")
    TRADING_VENUE = "trading-venue", _("trading venue")
    OTHER = "other", _("other")


class Role(models.Model):
    """An organization's part in an offering."""

    Kind = RoleKind

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="roles", verbose_name=_("STO case"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="roles",
        verbose_name=_("organization"),
        help_text=_("Such as: ibet."),
    )
    role = models.CharField(_("role"), max_length=14, choices=RoleKind, help_text=_("Such as: trustee."))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "organization", "role"],
                name="offerings_role_once",
                violation_error_message=_("The organization has this role already."),
            ),
            models.CheckConstraint(condition=Q(role__in=RoleKind.values), name="offerings_role_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_role_display()}"
