"""Small data sets that travel with the package, so that a practical needs no network.

``load("diabetes")`` and ``load("digits")`` return a `DataSet`; `names` lists every one.
``load("mnist")`` downloads the real one where there is a network, and gives the digits where there is none.
"""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from practicals.data.mnist import DownloadError, download_mnist
from practicals.language import say

__all__ = ["DataSet", "DownloadError", "load", "names"]


@dataclass(frozen=True, eq=False)
class DataSet:
    """Measurements and targets: ``X`` has shape (n, d), ``y`` has shape (n,).

    ``columns`` names the d columns of ``X``; ``source`` says where the data come from; ``rows`` names the
    n examples where they have names.
    """

    name: str
    X: np.ndarray
    y: np.ndarray
    columns: tuple[str, ...]
    source: str
    rows: tuple[str, ...] = ()

    def __repr__(self):
        return f"{self.name}: X {self.X.shape}, y {self.y.shape}"


def _diabetes():
    """442 patients: ten measurements in their own units, and the disease's progression a year later.

    Columns: age (years), sex (1 or 2, without a key), bmi (body mass index, kg/m²), bp (mean blood
    pressure, mmHg) and six blood measurements: tc, ldl, hdl (total, low- and high-density cholesterol),
    tch (near tc / hdl), ltg (near the logarithm of triglycerides), glu (glucose). The authors print no units
    for these six; their sizes are those of mg/dl. The progression score has no unit. Rows and values are
    those that the authors published with their paper, neither centred nor scaled.
    """
    with _open("diabetes.csv") as file:
        columns = file.readline().decode().strip().split(",")
        table = np.loadtxt(file, delimiter=",")
    return table[:, :-1], table[:, -1], columns[:-1], "Efron, Hastie, Johnstone and Tibshirani (2004)"


def _digits():
    """1797 handwritten digits, 8 × 8 pixels from 0 (paper) to 16 (ink) a row, and their labels 0 to 9.

    They are the test part of the set, by 13 writers; a pixel counts the ink in a 4 × 4 block of a bitmap.
    """
    with _open("digits.npz") as file, np.load(file) as arrays:
        X, y = arrays["pixels"].astype(float), arrays["labels"].astype(int)
    columns = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    return X, y, columns, "Alpaydin and Kaynak (1998), UCI Machine Learning Repository"


def _malaria():
    """Seven villages of Mvomero district, Tanzania: people examined for malaria parasites, and people infected.

    Columns of X: examined (people, over four survey rounds) and ecosystem (0 savannah, 1 irrigated rice,
    2 sugar cane); y is the number of infected people. From table 2 of the paper (Malaria Journal 18:228),
    which gives the ecosystems' totals: each village's ecosystem follows from these sums.
    """
    with _open("malaria.csv") as file:
        table = np.loadtxt(file, delimiter=",", skiprows=1, dtype=str)
    counts = table[:, 1:].astype(float)
    source = "Rumisha, Shayo and Mboera (2019)"
    return counts[:, [1, 0]], counts[:, 2], ["examined", "ecosystem"], source, table[:, 0].tolist()


def _mnist():
    """70 000 handwritten digits, 28 × 28 pixels from 0 (paper) to 255 (ink) a row, and their labels."""
    X, y = download_mnist()
    columns = [f"pixel_{row}_{column}" for row in range(28) for column in range(28)]
    return X, y, columns, "LeCun, Cortes and Burges (1998)"


_LOADERS = {"diabetes": _diabetes, "digits": _digits, "malaria": _malaria}
# Too large to travel: the real download, and the data set that stands in for it without a network.
_DOWNLOADS = {"mnist": (_mnist, "digits")}


def names():
    """The names that `load` knows, in alphabetical order."""
    return tuple(sorted({**_LOADERS, **_DOWNLOADS}))


def load(name, source="auto"):
    """The `DataSet` called ``name``, as new arrays at each call.

    ``source`` matters for a data set that is too large to travel with the package (MNIST): ``"auto"``
    downloads it, and gives the shipped stand-in when that fails (its ``name`` and ``source`` say so);
    ``"download"`` raises DownloadError instead; ``"shipped"`` never uses the network.
    Raises ValueError for a name that is not in `names` and for another ``source``.
    """
    if name not in names():
        raise ValueError(f"No data set is called {name!r}. There are: {', '.join(names())}.")
    if source not in ("auto", "download", "shipped"):
        raise ValueError(f"source is 'auto', 'download' or 'shipped', not {source!r}.")
    reason = ""
    if name in _DOWNLOADS:
        download, stand_in = _DOWNLOADS[name]
        if source != "shipped":
            try:
                return _data_set(name, download)
            except DownloadError as error:
                if source == "download":
                    raise
                reason = say(f" (in place of {name}: {error})", f" (à la place de {name} : {error})")
        name = stand_in
    return _data_set(name, _LOADERS[name], reason)


def _data_set(name, loader, remark=""):
    X, y, columns, source, *rows = loader()
    return DataSet(name, X, y, tuple(columns), source + remark, tuple(rows[0]) if rows else ())


def _open(file_name):
    return files(__name__).joinpath(file_name).open("rb")
