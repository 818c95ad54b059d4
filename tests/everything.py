"""One published world in which every kind of record is tied to every other that it can name."""

from __future__ import annotations

from types import SimpleNamespace

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    LawFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    RoleFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    read,
)


def world(mark: str = "a") -> SimpleNamespace:
    """Records of every type, their slugs beginning with the mark."""
    source = SourceFactory(slug=f"{mark}-source", published="2018-02")
    theme = ThemeFactory(slug=f"{mark}-theme")
    law = LawFactory(slug=f"{mark}-law", official_id="")
    amendment = AmendmentFactory(slug=f"{mark}-amendment", amends=[law], themes=[theme])
    organization = OrganizationFactory(slug=f"{mark}-organization")
    affiliation = AffiliationFactory(organization=organization, body__slug=f"{mark}-body")
    case = OfferingFactory(slug=f"{mark}-case", platform=organization, issuer=organization)
    RoleFactory(offering=case, organization=organization)
    incident = IncidentFactory(slug=f"{mark}-incident", organization=organization)
    event = EventFactory(
        slug=f"{mark}-event",
        kind="incident",
        incident=incident,
        amendments=[amendment],
        measures=list(amendment.measures.all()),
        laws=[law],
        offerings=[case],
        organizations=[organization],
    )
    cite(event, source)
    read(event, source, note="A later count.")
    themed = EventFactory(
        slug=f"{mark}-themed", date="2018-06~", themes=[theme], amendments=[], kind="study-group"
    )
    coverage = CoverageFactory(theme=theme, deciding=[event], events=[themed], sources=[source])
    figure = FigureFactory(slug=f"{mark}-figure", organization=None, event=event, as_of="2018")
    read(figure, source)
    link = LinkFactory(from_event=event, to_event=themed)
    return SimpleNamespace(
        source=source,
        theme=theme,
        law=law,
        amendment=amendment,
        measure=amendment.measures.get(),
        organization=organization,
        body=affiliation.body,
        affiliation=affiliation,
        case=case,
        incident=incident,
        event=event,
        themed=themed,
        coverage=coverage,
        figure=figure,
        link=link,
    )
