"""How the API describes the rules on a day."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from regulations.models import Instrument
from sources.serializers import CitationSerializer, StatedDateSerializer
from timeline.rule_states import RuleState
from timeline.serializers import FigureSerializer

Part = serializers.Serializer[Any]
CERTAINTIES = ("certain", "possible")


class DecidingSerializer(Part):
    """An event that decides, with its date and its sources."""

    event = serializers.SlugField(help_text=_("Its slug."))
    kind = serializers.CharField(help_text=_("What happened."))
    date = StatedDateSerializer()
    certainty = serializers.ChoiceField(CERTAINTIES, help_text=_("Whether it has come for certain."))
    citations = CitationSerializer(many=True)


class RuleSerializer(Part):
    """A measure and its state on the day."""

    id = serializers.SlugField(help_text=_("Slug of the measure."))
    text = serializers.CharField(help_text=_("The rule, in our own words."))
    amendment = serializers.SlugField(help_text=_("The act, decree, guideline, policy, bill or outline."))
    instrument = serializers.ChoiceField(Instrument.values)
    statute = serializers.BooleanField(
        help_text=_("An act or decree; a guideline or policy can be in force, and is still no law.")
    )
    state = serializers.ChoiceField(RuleState.choices)
    certainty = serializers.ChoiceField(CERTAINTIES)
    reason = serializers.CharField(allow_null=True, help_text=_("Why it is only possible; else null."))
    since = StatedDateSerializer(help_text=_("The date that decides; of what is still to come, its start."))
    event = serializers.SlugField(help_text=_("The event that decides."))
    adopted_by = serializers.SlugField(
        allow_null=True,
        help_text=_("Of what is still to come, the event by which it was passed or published."),
    )
    citations = CitationSerializer(many=True, help_text=_("Of the event that decides."))


class FirstSerializer(Part):
    """The first rule that is known, or the first event that decides without one."""

    measure = serializers.SlugField(
        allow_null=True, help_text=_("Slug of the measure; null for an event that decides without a rule.")
    )
    state = serializers.ChoiceField(
        [RuleState.IN_FORCE.value, RuleState.ISSUED.value, RuleState.START_NOT_RECORDED.value],
        allow_null=True,
        help_text=_(
            "What the rule is by the event: in force, issued, or only adopted, where no rule has a start on "
            "record. Null without a measure."
        ),
    )
    event = serializers.SlugField(help_text=_("The event by which it starts, is issued or is adopted."))
    date = StatedDateSerializer(help_text=_("The date of that event."))


class AbsenceSerializer(Part):
    """What is said where no rule holds."""

    code = serializers.ChoiceField(["none-in-force", "none-found", "not-researched"])
    text = serializers.CharField(help_text=_("The same in words."))
    first = FirstSerializer(allow_null=True)
    searched_to = StatedDateSerializer(allow_null=True)
    sources = serializers.ListField(
        child=serializers.SlugField(), help_text=_("The sources that were searched.")
    )


class AnswerSerializer(Part):
    """A country's answer to one question."""

    theme = serializers.SlugField()
    measures = RuleSerializer(many=True, help_text=_("Every rule known by the day; the ended ones last."))
    decided = DecidingSerializer(
        many=True, help_text=_("Events that decide and are no step of a recorded rule, such as a founding.")
    )
    absence = AbsenceSerializer(allow_null=True, help_text=_("Null where a rule holds."))
    research_ends = StatedDateSerializer(
        allow_null=True, help_text=_("The day on which the search ended, where the day asked for is later.")
    )


class BodySerializer(Part):
    """A regulator or self-regulatory body."""

    organization = serializers.SlugField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(
        ["recognised", "founded", "not-recorded"],
        help_text=_("not-recorded: no beginning is on record, so whether it existed is not known here."),
    )
    certainty = serializers.ChoiceField(CERTAINTIES, allow_null=True)
    founded = DecidingSerializer(allow_null=True)
    recognised = DecidingSerializer(many=True)


class CasesSerializer(Part):
    """The STO cases of the year, up to the day."""

    year = serializers.IntegerField()
    count = serializers.IntegerField(help_text=_("Cases that can be dated in these days."))
    url = serializers.URLField(help_text=_("Address that lists them."))


class SideSerializer(Part):
    """A country on the day."""

    jurisdiction = serializers.SlugField()
    themes = AnswerSerializer(many=True)
    bodies = BodySerializer(many=True, help_text=_("Those that can have begun, in order of foundation."))
    figures = FigureSerializer(
        many=True, help_text=_("About the country: the latest of each metric and scope, newest first.")
    )
    sto_cases = CasesSerializer()


class AsOfSerializer(Part):
    """The rules on a day, side by side."""

    date = serializers.DateField(help_text=_("The day asked for."))
    previous_change = serializers.DateField(
        allow_null=True,
        help_text=_("The last day before it on which a rule's state changes or an event decides a question."),
    )
    next_change = serializers.DateField(
        allow_null=True,
        help_text=_("The first day after it on which a rule's state changes or an event decides a question."),
    )
    html_url = serializers.URLField(help_text=_("Address of the page that shows it."))
    jurisdictions = SideSerializer(many=True)
