"""Who: jurisdictions, organizations, and how organizations belong together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.querysets import AffiliationQuerySet, JurisdictionQuerySet, OrganizationQuerySet
from sources.fields import DerivedCharField, SearchTextField
from sources.models import Citation, Record
from sources.text import sort_key


class Named(models.Model):
    """Names in English, Japanese and Korean, sorted by the folded English one."""

    name = models.CharField(
        _("name"), max_length=160, help_text=_("In English, such as: Financial Services Agency.")
    )
    name_ja = models.CharField(
        _("name in Japanese"), max_length=160, blank=True, help_text=_("Such as: 金融庁.")
    )
    name_ko = models.CharField(
        _("name in Korean"), max_length=160, blank=True, help_text=_("Such as: 금융위원회.")
    )
    name_sort = DerivedCharField(of=("name",), by=sort_key, max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Jurisdiction(Named, Record):
    """A country, or the international level, with rules of its own."""

    search_text = SearchTextField(names=("name", "name_ja", "name_ko"))

    objects = JurisdictionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["name_sort", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("jurisdiction", args=[self.slug])


class OrganizationKind(models.TextChoices):
    REGULATOR = "regulator", _("regulator")
    LEGISLATURE = "legislature", _("legislature")
    STANDARD_SETTER = "standard-setter", _("standard setter")
    SELF_REGULATORY_BODY = "self-regulatory-body", _("self-regulatory body")
    INDUSTRY_ASSOCIATION = "industry-association", _("industry association")
    EXCHANGE = "exchange", _("exchange")
    SECURITIES_FIRM = "securities-firm", _("securities firm")
    BANK = "bank", _("bank")
    TRUST_BANK = "trust-bank", _("trust bank")
    PLATFORM = "platform", _("platform")
    ISSUER = "issuer", _("issuer")
    MARKET_OPERATOR = "market-operator", _("market operator")
    DEPOSITORY = "depository", _("depository")
    ASSET_MANAGER = "asset-manager", _("asset manager")
    OTHER = "other", _("other")


class Organization(Named, Record):
    """Anyone who acts: regulator, self-regulatory body, exchange, platform, issuer, ..."""

    Kind = OrganizationKind
    parts = ("citations",)
    cited = True

    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        related_name="organizations",
        verbose_name=_("jurisdiction"),
        help_text=_("Where it is based, such as: Japan."),
    )
    kind = models.CharField(
        _("kind"), max_length=24, choices=OrganizationKind, help_text=_("Such as: exchange.")
    )
    name_native = models.CharField(
        _("own name"),
        max_length=160,
        blank=True,
        help_text=_("As it writes itself, such as: コインチェック株式会社."),
    )
    abbreviation = models.CharField(
        _("abbreviation"), max_length=20, blank=True, help_text=_("Such as: JVCEA.")
    )
    url = models.URLField(
        _("website"), max_length=300, blank=True, help_text=_("Such as: https://jvcea.or.jp")
    )
    description = models.TextField(
        _("description"), help_text=_("One or two sentences in our own words: what it is and did.")
    )
    search_text = SearchTextField(
        names=("name", "name_ja", "name_ko", "name_native", "abbreviation"), texts=("description",)
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name_sort", "slug"]
        indexes = [
            # /organizations/?kind=
            models.Index(fields=["kind", "name_sort", "slug"], name="organizations_org_by_kind"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=OrganizationKind.values),
                name="organizations_organization_kind",
                violation_error_message=_("The kind of an organization is one of the closed list."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.slug])


class OrganizationCitation(Citation):
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="citations")


class AffiliationKind(models.TextChoices):
    """What the organization is to the body."""

    MEMBER = "member", _("member of")
    SUPPORTING_MEMBER = "supporting-member", _("supporting member of")
    PARTNER = "partner", _("partner of")
    FOUNDER = "founder", _("founder of")
    SUBSIDIARY = "subsidiary", _("subsidiary of")
    REGULATOR_OF = "regulator-of", _("regulator of")


class Affiliation(Record):
    """How one organization belongs to another: Coincheck is a member of JVCEA."""

    Kind = AffiliationKind
    parts = ("citations",)
    cited = True

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="affiliations", verbose_name=_("organization")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=AffiliationKind, help_text=_("Such as: member of.")
    )
    body = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="affiliates",
        verbose_name=_("body"),
        help_text=_("Such as: JVCEA."),
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Such as: Founding member, April 2018.")
    )
    search_text = SearchTextField(texts=("note",))

    objects = AffiliationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "kind"], name="organizations_affiliation_once"
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("body")),
                name="organizations_affiliation_two_sides",
                violation_error_message=_("An organization cannot be affiliated to itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AffiliationKind.values), name="organizations_affiliation_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_kind_display()} {self.body}"

    def get_absolute_url(self) -> str:
        return f"{self.body.get_absolute_url()}#{self.slug}"


class AffiliationCitation(Citation):
    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="citations")
