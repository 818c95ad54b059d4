"""The picture of the home page: from events and a day to positions. Pure functions; templates draw them."""

from timeline.picture.spots import Spot, spots_of
from timeline.picture.tall import TallPicture, tall
from timeline.picture.wide import WidePicture, wide

__all__ = ["Spot", "TallPicture", "WidePicture", "spots_of", "tall", "wide"]
