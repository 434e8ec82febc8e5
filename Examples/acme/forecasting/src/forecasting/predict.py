"""Next week's forecast."""

import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd

from forecasting.bounds import bounded
from forecasting.features import table

MODELS = Path(__file__).parents[2] / "models"


class TamperedModel(Exception):
    """The model file is not the one that was reviewed."""


def session(folder: Path = MODELS) -> onnxruntime.InferenceSession:
    content = (folder / "demand.onnx").read_bytes()
    expected = (folder / "demand.onnx.sha256").read_text().split()[0]
    if hashlib.sha256(content).hexdigest() != expected:
        raise TamperedModel(folder / "demand.onnx")
    return onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])


def forecast(sales: pd.DataFrame) -> pd.DataFrame:
    model = session()
    (raw,) = model.run(None, {model.get_inputs()[0].name: table(sales)})
    held, changed = bounded(np.ravel(raw), sales["most_ever_sold"].to_numpy())
    return sales.assign(forecast=held, forecast_changed=changed)
