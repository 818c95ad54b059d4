"""The rules: themes, laws, what amended them, and each single rule."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models import Jurisdiction, Named
from regulations.querysets import AmendmentQuerySet, LawQuerySet, MeasureQuerySet, ThemeQuerySet
from sources.act_numbers import number_in
from sources.fields import DerivedCharField, SearchTextField
from sources.models import Citation, Record
from sources.text import listed, sort_key


class Theme(Named, Record):
    """A question that the rules of every jurisdiction answer, or leave open."""

    question = models.CharField(
        _("question"),
        max_length=160,
        help_text=_("What the theme answers: Must a crypto-asset exchange register?"),
    )
    search_text = SearchTextField(names=("name", "name_ja", "name_ko"), texts=("question",))

    objects = ThemeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_sort", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class Law(Named, Record):
    """A standing law, which amendments change over time."""

    parts = ("citations",)
    cited = True

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="laws", verbose_name=_("jurisdiction")
    )
    name_native = models.CharField(
        _("own name"),
        max_length=160,
        blank=True,
        help_text=_("In the language of the law: 資金決済に関する法律."),
    )
    short_name = models.CharField(_("short name"), max_length=80, blank=True, help_text=_("Such as: PSA."))
    abbreviations = models.CharField(
        _("abbreviations"),
        max_length=200,
        blank=True,
        help_text=_("Other short names in any language, by semicolons: 金商法; FIEA."),
    )
    law_number = models.CharField(
        _("law number"), max_length=60, blank=True, help_text=_("Such as: Act No. 59 of 2009.")
    )
    law_number_native = models.CharField(
        _("own law number"), max_length=60, blank=True, help_text=_("Such as: 平成二十一年法律第五十九号.")
    )
    official_id = models.CharField(
        _("official id"),
        max_length=15,
        blank=True,
        validators=[
            RegexValidator(
                r"\A(\d{3}[A-Z]{2}\d{10}|\d{6})\Z",
                _("Enter the e-Gov law id (421AC0000000059) or the six digits of the 법령ID (010199)."),
            )
        ],
        help_text=_("Law id of e-Gov for Japan (421AC0000000059), 법령ID for Korea (six digits)."),
    )
    description = models.TextField(_("description"), help_text=_("What the law governs, in our own words."))
    search_text = SearchTextField(
        names=(
            "name",
            "name_ja",
            "name_ko",
            "name_native",
            "short_name",
            "abbreviations",
            "law_number",
            "law_number_native",
            "official_id",
        ),
        texts=("description",),
    )

    objects = LawQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("law")
        verbose_name_plural = _("laws")
        ordering = ["name_sort", "slug"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["official_id"],
                condition=~Q(official_id=""),
                name="regulations_law_official_id_once",
                violation_error_message=_("Another law has this official id already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("law", args=[self.slug])

    @property
    def law_number_ja(self) -> str:
        return number_in("ja", self.law_number)

    @property
    def law_number_ko(self) -> str:
        return number_in("ko", self.law_number)

    @property
    def all_abbreviations(self) -> list[str]:
        """The abbreviations one by one."""
        return listed(self.abbreviations)

    @property
    def official_url(self) -> str:
        """Address of the official text; empty where no official id is recorded."""
        if not self.official_id:
            return ""
        if self.official_id.isdigit():
            return f"https://www.law.go.kr/LSW/lsInfoP.do?lsId={self.official_id}"
        return f"https://laws.e-gov.go.jp/law/{self.official_id}"


class LawCitation(Citation):
    law = models.ForeignKey(Law, models.CASCADE, related_name="citations")


class Instrument(models.TextChoices):
    """The form of a rule; only acts and decrees have legal force."""

    ACT = "act", _("act")
    DECREE = "decree", _("decree")
    GUIDELINE = "guideline", _("guideline")
    POLICY = "policy", _("policy")
    BILL = "bill", _("bill")
    OUTLINE = "outline", _("outline")

    @property
    def is_statute(self) -> bool:
        """Made by law or under it."""
        return self in {self.ACT, self.DECREE}

    @property
    def is_proposal(self) -> bool:
        return self in {self.BILL, self.OUTLINE}


class Amendment(Record):
    """An act, decree, guideline, policy, bill or outline that makes or changes rules."""

    Instrument = Instrument
    parts = ("measures", "citations")
    cited = True

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="amendments", verbose_name=_("jurisdiction")
    )
    instrument = models.CharField(
        _("instrument"), max_length=10, choices=Instrument, help_text=_("Such as: act.")
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("In English, with its number where it has one.")
    )
    title_native = models.CharField(
        _("own title"), max_length=200, blank=True, help_text=_("As officially published.")
    )
    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("Such as: Act No. 62 of 2016.")
    )
    amends = models.ManyToManyField(
        Law,
        related_name="amendments",
        blank=True,
        verbose_name=_("amends"),
        help_text=_("The laws that it changes."),
    )
    summary = models.TextField(_("summary"), help_text=_("What it does, in our own words."))
    name_sort = DerivedCharField(of=("title",), by=sort_key, max_length=200)
    search_text = SearchTextField(names=("title", "title_native", "number"), texts=("summary",))

    objects = AmendmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["name_sort", "slug"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(instrument__in=Instrument.values), name="regulations_amendment_instrument"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("amendment", args=[self.slug])

    @property
    def is_statute(self) -> bool:
        return Instrument(self.instrument).is_statute

    @property
    def number_ja(self) -> str:
        return number_in("ja", self.number)

    @property
    def number_ko(self) -> str:
        return number_in("ko", self.number)

    @property
    def label(self) -> str:
        """What it is called in a few words: its number, else its title, which stands in English alone."""
        return self.number or self.title

    @property
    def label_ja(self) -> str:
        return self.number_ja

    @property
    def label_ko(self) -> str:
        return self.number_ko

    def gaps(self) -> list[str]:
        """Also each measure needs a citation of its own."""
        uncited = self.measures.filter(citations__isnull=True)
        return super().gaps() + [measure.uncited_message() for measure in uncited]

    def remember(self, **publishing: Any) -> None:
        """Also its measures have changed: each is public as a part of the whole."""
        super().remember(**publishing)
        self.measures.update(revision=self.revision, updated_at=self.updated_at)

    def after_change_of_state(self, **publishing: Any) -> None:
        """Measures stand where their amendment stands."""
        self.measures.update(
            state=self.state,
            withdrawn_reason=self.withdrawn_reason,
            successor=self.successor,
            updated_at=self.updated_at,
        )


class AmendmentCitation(Citation):
    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="citations")


class Measure(Record):
    """One rule of an amendment, under one theme. It is published and withdrawn with its amendment."""

    parts = ("citations",)

    amendment = models.ForeignKey(
        Amendment, models.CASCADE, related_name="measures", verbose_name=_("amendment")
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        related_name="measures",
        verbose_name=_("theme"),
        help_text=_("Such as: custody."),
    )
    text = models.TextField(
        _("rule"),
        # xgettext:no-python-format (a share, no placeholder)
        help_text=_("Exchanges keep at least 95% of customer assets offline."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    search_text = SearchTextField(texts=("text",))

    objects = MeasureQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["amendment", "position", "slug"]
        indexes = [
            # what a theme's page and an as-of cell gather
            models.Index(fields=["theme", "amendment"], name="regulations_measure_by_theme"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.amendment.get_absolute_url()}#{self.slug}"

    @property
    def is_published(self) -> bool:
        return self.amendment.is_published


class MeasureCitation(Citation):
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="citations")
