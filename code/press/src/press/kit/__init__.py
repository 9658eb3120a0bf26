"""The classroom kit: the site in one zip with what serves it to a room, without internet."""
