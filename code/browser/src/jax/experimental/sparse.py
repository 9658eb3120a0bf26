"""Sparse arrays: not in the browser."""

from jax._src.absent import absent_names

__getattr__ = absent_names(
    __name__,
    [
        "BCOO",
        "BCSR",
        "COO",
        "CSC",
        "CSR",
        "JAXSparse",
        "bcoo_fromdense",
        "empty",
        "eye",
        "grad",
        "random_bcoo",
        "sparsify",
        "todense",
    ],
)
