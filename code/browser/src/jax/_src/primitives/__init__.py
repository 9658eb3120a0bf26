"""The primitives: what each computes, its shape rule, its derivative, its batching and its code."""
