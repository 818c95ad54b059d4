"""Of the acts that one event is about, the one that a question is answered by."""

from typing import Any

from regulations.models import Instrument


def act_of(event: Any, theme: Any) -> Any:
    """The event's act that rules on the theme: by the rules that the event names, else by its own; a statute
    before what carries it out. None where the event names no act."""
    named = {measure.amendment_id for measure in event.measures.all() if measure.theme_id == theme.pk}
    acts = sorted(event.amendments.all(), key=lambda act: (act.instrument != Instrument.ACT, act.slug))
    ruling = [act for act in acts if any(rule.theme_id == theme.pk for rule in act.measures.all())]
    return next(iter([act for act in acts if act.pk in named] or ruling or acts), None)
