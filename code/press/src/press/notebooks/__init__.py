"""Notebooks that a stranger can use without this repository: plain Markdown, an install cell, a link back."""
