"""Everything that can be said about the sources without building: one module a kind of check."""
