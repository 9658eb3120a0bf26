"""A chapter's source and what it says: the only place that knows the syntax of book/."""
