"""Plots that several lines of a chapter would otherwise hide; loaded with Matplotlib only when used."""

from practicals.plot.curves import curves
from practicals.plot.density import clouds, score_field
from practicals.plot.geometry import arrows, moving_grid
from practicals.plot.images import images
from practicals.plot.projection import (
    arrow_panels,
    labelled_points,
    projection_on_line,
    projection_on_plane,
    residuals,
)
from practicals.plot.spectrum import (
    circle_and_image,
    parallelograms,
    signed_triangles,
    variance_by_angle,
)
from practicals.plot.style import use_style

__all__ = [
    "arrow_panels",
    "arrows",
    "circle_and_image",
    "clouds",
    "curves",
    "images",
    "labelled_points",
    "moving_grid",
    "parallelograms",
    "projection_on_line",
    "projection_on_plane",
    "residuals",
    "score_field",
    "signed_triangles",
    "use_style",
    "variance_by_angle",
]
