"""Arrays spread over several devices: the browser has one device, so this is for Colab."""

from jax._src.absent import absent_names

_NAMES = [
    "AbstractDevice",
    "AbstractMesh",
    "AxisType",
    "ManualAxisType",
    "Mesh",
    "NamedSharding",
    "PartitionSpec",
    "Sharding",
    "SingleDeviceSharding",
    "auto_axes",
    "explicit_axes",
    "get_abstract_mesh",
    "get_mesh",
    "make_single_device_sharding",
    "reshard",
    "set_mesh",
    "use_abstract_mesh",
]

__all__ = []

__getattr__ = absent_names(__name__, _NAMES)
