"""What running a chapter printed: when it is stale, how it is refreshed, how it is read."""
