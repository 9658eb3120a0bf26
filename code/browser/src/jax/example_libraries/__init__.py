"""Small libraries that come with JAX as examples; NumPyro uses two of them."""
