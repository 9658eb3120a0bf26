"""The functions of ``jax.lax``: as strict as XLA about dtypes, with JAX's messages."""
