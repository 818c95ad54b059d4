"""The collection of STO cases."""

from offerings.filters import OfferingFilter
from offerings.models import Offering
from offerings.serializers import OfferingSerializer
from sources.api import BY_SLUG, BY_UPDATE, RecordViewSet


class OfferingViewSet(RecordViewSet):
    """STO cases: offerings of security tokens, trials included."""

    model = Offering
    serializer_class = OfferingSerializer
    filterset_class = OfferingFilter
    orderings = {
        "date": ("date_earliest", "slug"),
        "name": ("name_sort", "slug"),
        "amount": ("currency", "amount", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }
