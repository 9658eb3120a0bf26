"""The Threefry-2x32 generator and the keys that drive it: JAX's default generator, bit for bit.

Keys are arrays of uint32 of shape (…, 2). Every function treats leading axes of its keys as a batch: the
results are those of the keys one by one.

Large draws are computed by NumPy. Small ones, which an inference loop makes by the thousand, would spend their
time in a hundred NumPy calls: they are computed side by side in the 64-bit lanes of one Python integer.

Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
"""

import functools
import math

import numpy as np

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA
_MASK = 0xFFFFFFFF

# Up to this many lanes the arithmetic of Python's integers is faster than NumPy's.
_MOST_LANES = 512


def threefry(key_high, key_low, count_high, count_low) -> tuple[np.ndarray, np.ndarray]:
    """Hash counters with keys, elementwise: uint32 arrays that broadcast together."""
    shape = np.broadcast_shapes(key_high.shape, key_low.shape, np.shape(count_high), np.shape(count_low))
    schedule = (key_high, key_low, key_high ^ key_low ^ np.uint32(_PARITY))
    a, b, scratch = (np.empty(shape, np.uint32) for _ in range(3))
    with np.errstate(over="ignore"):
        np.add(count_high, schedule[0], out=a)
        np.add(count_low, schedule[1], out=b)
        for group in range(5):
            for rotation in _ROTATIONS[group % 2]:
                np.add(a, b, out=a)
                np.left_shift(b, np.uint32(rotation), out=scratch)
                np.right_shift(b, np.uint32(32 - rotation), out=b)
                np.bitwise_or(b, scratch, out=b)
                np.bitwise_xor(a, b, out=b)
            np.add(a, schedule[(group + 1) % 3], out=a)
            np.add(b, schedule[(group + 2) % 3] + np.uint32(group + 1), out=b)
    return a, b


def _write_threefry_lanes():
    """The same for Python integers that hold one number of 32 bits in each lane of 64. ``ones`` has a 1 in every
    lane. The rounds are written out: a loop would take twice as long. A rotation shifts within a lane, and
    what falls from a lane into the upper half of the one below it is masked away."""
    lines = [
        "def threefry_lanes(k0, k1, a, b, ones):",
        f"    mask = ones * {_MASK}",
        f"    k2 = k0 ^ k1 ^ ones * {_PARITY}",
        "    a = a + k0 & mask",
        "    b = b + k1 & mask",
    ]
    for group in range(5):
        for rotation in _ROTATIONS[group % 2]:
            lines.append("    a = a + b & mask")
            lines.append(f"    b <<= {rotation}")
            lines.append("    b = ((b | b >> 32) & mask) ^ a")
        lines.append(f"    a = a + k{(group + 1) % 3} & mask")
        lines.append(f"    b = b + k{(group + 2) % 3} + ones * {group + 1} & mask")
    lines.append("    return a, b")
    namespace = {}
    exec("\n".join(lines), namespace)
    return namespace["threefry_lanes"]


threefry_lanes = _write_threefry_lanes()


@functools.cache
def _ones(size: int) -> int:
    return int.from_bytes(np.ones(size, "<u8").tobytes(), "little")


@functools.cache
def _numbers(size: int) -> int:
    """0, 1, 2, … in the lanes."""
    return int.from_bytes(np.arange(size, dtype="<u8").tobytes(), "little")


def _lanes(words: np.ndarray) -> int:
    """The 64-bit words of an array of uint32 of shape (…, 2), or uint64, as lanes of one integer."""
    return int.from_bytes(words.tobytes(), "little")


def _words(lanes: int, size: int) -> np.ndarray:
    """Uint32 of shape (size, 2): lower and upper half of every lane."""
    return np.frombuffer(lanes.to_bytes(8 * size, "little"), np.uint32).reshape(size, 2)


def key_from_seed(seed: np.ndarray) -> np.ndarray:
    """Keys of integer seeds of at most 32 bits: shape (…) → (…, 2). Only the lower word depends on the seed."""
    seed = np.asarray(seed)
    key = np.zeros((*seed.shape, 2), np.uint32)
    key[..., 1] = seed.astype(np.uint32)
    return key


def _hashed_lanes(keys: np.ndarray, size: int) -> tuple[int, int]:
    """Both hashed words of the counters 0 … size − 1, for every key of the batch, as lanes."""
    if keys.ndim == 1:
        k0, k1 = keys.tolist()
        ones = _ones(size)
        return threefry_lanes(k0 * ones, k1 * ones, 0, _numbers(size), ones)
    count = keys.size // 2
    ones = _ones(count * size)
    if size > 1:
        counters = _numbers(size) * sum(1 << 64 * size * i for i in range(count))
        keys = np.repeat(keys.reshape(-1, 2), size, axis=0)
    else:
        counters = 0
    both = _lanes(keys)
    mask = ones * _MASK
    return threefry_lanes(both & mask, both >> 32 & mask, 0, counters, ones)


def _hashed_arrays(keys: np.ndarray, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Both hashed words of the counters in ``shape``, for every key of the batch."""
    size = math.prod(shape)
    low = np.arange(size, dtype=np.uint64 if size > _MASK else np.uint32)
    high = (low >> np.uint64(32)).astype(np.uint32) if size > _MASK else np.uint32(0)
    a, b = threefry(keys[..., 0, None], keys[..., 1, None], high, low.astype(np.uint32))
    whole = keys.shape[:-1] + shape
    return a.reshape(whole), b.reshape(whole)


def split(keys: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """New keys: shape (…, 2) → (…, *shape, 2)."""
    size = math.prod(shape)
    total = keys.size // 2 * size
    if 0 < total <= _MOST_LANES:
        a, b = _hashed_lanes(keys, size)
        return _words(a | b << 32, total).reshape(*keys.shape[:-1], *shape, 2)
    return np.stack(_hashed_arrays(keys, shape), axis=-1)


def fold_in(keys: np.ndarray, data: np.ndarray) -> np.ndarray:
    """Keys changed by integers: shapes (…, 2) and (…) → (…, 2)."""
    if keys.ndim == 1 and data.ndim == 0:
        k0, k1 = keys.tolist()
        a, b = threefry_lanes(k0, k1, 0, int(data) & _MASK, 1)
        return _words(a | b << 32, 1)[0]
    return np.stack(threefry(keys[..., 0], keys[..., 1], np.uint32(0), data.astype(np.uint32)), axis=-1)


def bits_list(keys: np.ndarray, size: int) -> list[int]:
    """``size`` draws of 32 bits with each key, one after another, as Python integers."""
    a, b = _hashed_lanes(keys, size)
    total = keys.size // 2 * size
    return [a ^ b] if total == 1 else memoryview((a ^ b).to_bytes(8 * total, "little")).cast("Q").tolist()


def bits(keys: np.ndarray, shape: tuple[int, ...], dtype=np.uint32) -> np.ndarray:
    """Uniform random bits: shape (…, 2) → (…, *shape), of an unsigned dtype of up to 32 bits."""
    size = math.prod(shape)
    total = keys.size // 2 * size
    if 0 < total <= _MOST_LANES:
        a, b = _hashed_lanes(keys, size)
        result = _words(a ^ b, total)[:, 0].reshape(keys.shape[:-1] + shape)
    else:
        a, b = _hashed_arrays(keys, shape)
        result = np.bitwise_xor(a, b, out=a)
    return result if dtype == np.uint32 else result.astype(dtype)
