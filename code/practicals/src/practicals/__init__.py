"""What a practical imports: exercise checks, small data sets and plots. Needs NumPy only."""

import practicals.browser  # noqa: F401 - a browser lacks some of NumPy's errors until it is imported
from practicals.language import get_language, set_language

__version__ = "0.1.0"

__all__ = ["__version__", "get_language", "set_language"]
