"""What can happen: the kinds of event in the order of their rank, their categories and the shape of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What an event is about; told apart by shape as well as by colour."""

    LAW = "law", _("Law")
    INCIDENT = "incident", _("Incident")
    POLICY = "policy", _("Policy")
    ORGANIZATION = "organization", _("Organization")
    OFFERING = "offering", _("STO case")
    MARKET = "market", _("Market")

    @property
    def kinds(self) -> list["EventKind"]:
        return [kind for kind in EventKind if kind.category == self]


class EventKind(models.TextChoices):
    """Kinds of event. Events of one day stand in the order of this list, which is their rank."""

    INCIDENT = "incident", _("incident")
    ENFORCEMENT = "enforcement", _("enforcement")
    STUDY_GROUP = "study-group", _("study group")
    REPORT_PUBLISHED = "report-published", _("report published")
    POLICY_STATEMENT = "policy-statement", _("policy statement")
    GUIDELINE_PUBLISHED = "guideline-published", _("guideline published")
    CONSULTATION = "consultation", _("consultation")
    BILL_SUBMITTED = "bill-submitted", _("bill submitted")
    BILL_ADVANCED = "bill-advanced", _("bill advanced")
    BILL_PASSED = "bill-passed", _("bill passed")
    BILL_LAPSED = "bill-lapsed", _("bill lapsed")
    PROMULGATED = "promulgated", _("promulgated")
    IN_FORCE = "in-force", _("in force")
    ENDED = "ended", _("ended")
    ORGANIZATION_FOUNDED = "organization-founded", _("founded")
    ORGANIZATION_RECOGNISED = "organization-recognised", _("recognised")
    DESIGNATION = "designation", _("designation")
    MARKET_LAUNCH = "market-launch", _("market launch")
    INSOLVENCY = "insolvency", _("insolvency")
    OFFERING_ANNOUNCED = "offering-announced", _("announced")
    OFFERING_OPENED = "offering-opened", _("opened")
    OFFERING_CLOSED = "offering-closed", _("closed")
    ISSUED = "issued", _("issued")
    LISTED = "listed", _("listed")
    MATURED = "matured", _("matured")
    REDEEMED = "redeemed", _("redeemed")
    CANCELLED = "cancelled", _("cancelled")
    OTHER = "other", _("other")

    @property
    def rank(self) -> int:
        """Place among events of one day."""
        return list(EventKind).index(self)

    @property
    def category(self) -> Category:
        return _CATEGORIES.get(self, Category.OFFERING)

    @property
    def is_milestone(self) -> bool:
        """A step in the life of an offering."""
        return self.category == Category.OFFERING

    @classmethod
    def milestones(cls) -> list["EventKind"]:
        return Category.OFFERING.kinds


_OF_CATEGORY = {
    Category.INCIDENT: [EventKind.INCIDENT, EventKind.INSOLVENCY],
    Category.LAW: [
        EventKind.CONSULTATION,
        EventKind.BILL_SUBMITTED,
        EventKind.BILL_ADVANCED,
        EventKind.BILL_PASSED,
        EventKind.BILL_LAPSED,
        EventKind.PROMULGATED,
        EventKind.IN_FORCE,
        EventKind.ENDED,
    ],
    Category.POLICY: [
        EventKind.STUDY_GROUP,
        EventKind.REPORT_PUBLISHED,
        EventKind.POLICY_STATEMENT,
        EventKind.GUIDELINE_PUBLISHED,
        EventKind.ENFORCEMENT,
        EventKind.DESIGNATION,
    ],
    Category.ORGANIZATION: [EventKind.ORGANIZATION_FOUNDED, EventKind.ORGANIZATION_RECOGNISED],
    Category.MARKET: [EventKind.MARKET_LAUNCH, EventKind.OTHER],
}
_CATEGORIES = {kind: category for category, kinds in _OF_CATEGORY.items() for kind in kinds}


def rank_of(kind: str) -> int:
    """Rank of a kind by its value; past all others where it is no kind."""
    return EventKind(kind).rank if kind in EventKind.values else len(EventKind)
