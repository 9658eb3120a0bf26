"""Lets `python -m press` stand for `press`."""

from press.cli import main

main()
