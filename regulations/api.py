"""The collections of themes, laws, amendments and measures."""

from regulations.filters import AmendmentFilter, LawFilter, MeasureFilter, ThemeFilter
from regulations.measure_history import MeasurePast
from regulations.models import Amendment, Law, Measure, Theme
from regulations.serializers import AmendmentSerializer, LawSerializer, MeasureSerializer, ThemeSerializer
from sources.api import BY_SLUG, BY_UPDATE, RecordViewSet


class ThemeViewSet(RecordViewSet):
    """Themes: the questions under which rules are compared."""

    model = Theme
    serializer_class = ThemeSerializer
    filterset_class = ThemeFilter
    orderings = {"name": ("name_sort", "slug"), "updated_at": BY_UPDATE, "id": BY_SLUG}


class LawViewSet(RecordViewSet):
    """Laws: standing laws, which amendments change over time."""

    model = Law
    serializer_class = LawSerializer
    filterset_class = LawFilter
    orderings = {"name": ("name_sort", "slug"), "updated_at": BY_UPDATE, "id": BY_SLUG}


class AmendmentViewSet(RecordViewSet):
    """Amendments: acts, decrees, guidelines, policies, bills and outlines."""

    model = Amendment
    serializer_class = AmendmentSerializer
    filterset_class = AmendmentFilter
    orderings = {
        "title": ("name_sort", "slug"),
        "instrument": ("instrument", "name_sort", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }


class MeasureViewSet(RecordViewSet):
    """Measures: each one rule of an amendment, under one theme."""

    model = Measure
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    past = MeasurePast
    orderings = {
        "id": BY_SLUG,
        "theme": ("theme__name_sort", "slug"),
        "amendment": ("amendment__slug", "position", "slug"),
        "updated_at": BY_UPDATE,
    }
