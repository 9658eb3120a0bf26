"""The one device there is: the processor that runs the page."""

import contextlib

import numpy as np

from jax._src import trees
from jax._src.absent import absent
from jax._src.core import Array, ArrayImpl, get_aval, numpy_value
from jax._src.functions import check_argument


class CpuDevice:
    """The processor."""

    id = process_index = local_hardware_id = 0
    platform = device_kind = "cpu"
    host_id = 0

    def __repr__(self):
        return "CpuDevice(id=0)"

    def __str__(self):
        return "cpu:0"

    def memory_stats(self) -> None:
        """Not measured."""


CPU = CpuDevice()


def devices(backend=None) -> list[CpuDevice]:
    """The devices of a backend; the browser has only "cpu"."""
    if backend not in (None, "cpu"):
        raise RuntimeError(
            f"Unknown backend: '{backend}' requested, but no platforms that are instances of {backend} are present. "
            f"Platforms present are: cpu"
        )
    return [CPU]


def local_devices(process_index=None, backend=None, host_id=None) -> list[CpuDevice]:
    """The devices of this process."""
    return devices(backend)


def device_count(backend=None) -> int:
    """How many devices there are: one."""
    return len(devices(backend))


def local_device_count(backend=None) -> int:
    """How many devices this process has: one."""
    return device_count(backend)


def default_backend() -> str:
    """Where computations run: "cpu"."""
    return "cpu"


def process_index(backend=None) -> int:
    """The number of this process: 0."""
    return 0


def process_count(backend=None) -> int:
    """How many processes work together: one."""
    return 1


def process_indices(backend=None) -> list[int]:
    """The numbers of all processes."""
    return [0]


@contextlib.contextmanager
def default_device(device):
    """Context in which arrays are made on a device."""
    _check_device(device)
    yield


def _check_device(device) -> None:
    if not (device is None or isinstance(device, CpuDevice) or device == "cpu"):
        absent(f"a device or sharding such as {device!r}")


def device_put(x, device=None, *, src=None, donate=False, may_alias=None):
    """The arrays of a tree on a device."""
    for one in trees.tree_leaves(device, is_leaf=lambda node: node is None):
        _check_device(one)

    def put(leaf):
        check_argument(leaf)
        if isinstance(leaf, Array):
            return leaf
        return ArrayImpl(np.array(numpy_value(leaf)), get_aval(leaf).weak_type)

    return trees.tree_unflatten(trees.tree_structure(x), [put(leaf) for leaf in trees.tree_leaves(x)])


def device_get(x):
    """The arrays of a tree as NumPy arrays."""
    leaves, tree = trees.tree_flatten(x)
    return trees.tree_unflatten(
        tree, [np.asarray(leaf) if isinstance(leaf, Array) else leaf for leaf in leaves]
    )


def block_until_ready(x):
    """The same tree: here every computation is done when it returns."""
    return x


def copy_to_host_async(x):
    """The same tree: it is on the host."""
    return x


def effects_barrier() -> None:
    """Nothing is ever pending."""
