"""Plots that several lines of a chapter would otherwise hide; loaded with Matplotlib only when used."""

from practicals.plot.attention import attention_maps, weight_bars
from practicals.plot.curves import curves
from practicals.plot.density import clouds, score_field
from practicals.plot.epidemic import forecast, marked_bars, threshold_map
from practicals.plot.explore import explore
from practicals.plot.fairness import (
    decision_maps,
    forced_rates,
    frontier,
    group_calibration,
    group_roc,
    score_histograms,
)
from practicals.plot.geometry import arrows, moving_grid
from practicals.plot.graphs import attention_edges, graph, graph_row, smoothing
from practicals.plot.ice import lake, lakes, play
from practicals.plot.images import images
from practicals.plot.learning import (
    confusion_table,
    contour_panels,
    fit_panels,
    fitted_lines,
    loss_surface,
    reliability_diagram,
)
from practicals.plot.probability import (
    bands,
    bayes,
    draws,
    frequency_squares,
    funnel,
    laws,
    lines_over_points,
    paired_differences,
    replicated,
    shrinkage,
    traces,
)
from practicals.plot.projection import (
    arrow_panels,
    labelled_points,
    projection_on_line,
    projection_on_plane,
    residuals,
)
from practicals.plot.seeds import small_curves
from practicals.plot.spectrum import (
    circle_and_image,
    parallelograms,
    signed_triangles,
    variance_by_angle,
)
from practicals.plot.style import use_style
from practicals.plot.tables import table
from practicals.plot.timings import timing_bars
from practicals.plot.validation import seen_and_unseen

__all__ = [
    "arrow_panels",
    "arrows",
    "attention_edges",
    "attention_maps",
    "bands",
    "bayes",
    "circle_and_image",
    "clouds",
    "confusion_table",
    "contour_panels",
    "curves",
    "decision_maps",
    "draws",
    "explore",
    "fit_panels",
    "fitted_lines",
    "forced_rates",
    "forecast",
    "frequency_squares",
    "frontier",
    "funnel",
    "graph",
    "graph_row",
    "group_calibration",
    "group_roc",
    "images",
    "labelled_points",
    "lake",
    "lakes",
    "laws",
    "lines_over_points",
    "loss_surface",
    "marked_bars",
    "moving_grid",
    "paired_differences",
    "parallelograms",
    "play",
    "projection_on_line",
    "projection_on_plane",
    "reliability_diagram",
    "replicated",
    "residuals",
    "score_field",
    "score_histograms",
    "seen_and_unseen",
    "shrinkage",
    "signed_triangles",
    "small_curves",
    "smoothing",
    "table",
    "threshold_map",
    "timing_bars",
    "traces",
    "use_style",
    "variance_by_angle",
    "weight_bars",
]
