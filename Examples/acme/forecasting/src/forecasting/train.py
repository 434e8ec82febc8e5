"""Fits the model. Run by hand twice a year, on a locked snapshot; the result is reviewed like code."""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa
from safetensors.numpy import save_file
from skl2onnx import to_onnx
from sklearn.linear_model import Ridge

from forecasting.features import FEATURES, table

SCHEMA = pa.DataFrameSchema(
    {
        "week": pa.Column(int, pa.Check.in_range(1, 53)),
        "price": pa.Column(float, pa.Check.gt(0)),
        "promotion": pa.Column(int, pa.Check.isin([0, 1])),
        "sold_last_year": pa.Column(float, pa.Check.ge(0)),
        "sold_last_week": pa.Column(float, pa.Check.ge(0)),
        "sold": pa.Column(float, pa.Check.ge(0)),
    },
    strict="filter",
)


def fit(sales: pd.DataFrame) -> Ridge:
    return Ridge(alpha=1.0).fit(table(sales), sales["sold"].to_numpy(dtype=np.float32))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sales", default="data/sales_sample.csv")
    parser.add_argument("--out", type=Path, default=Path("models"))
    arguments = parser.parse_args()

    model = fit(SCHEMA.validate(pd.read_csv(arguments.sales)))
    onnx = to_onnx(model, np.zeros((1, len(FEATURES)), dtype=np.float32)).SerializeToString()
    (arguments.out / "demand.onnx").write_bytes(onnx)
    save_file(
        {"coefficients": model.coef_.astype(np.float32), "intercept": np.array([model.intercept_], dtype=np.float32)},
        arguments.out / "demand.safetensors",
    )
    digest = hashlib.sha256(onnx).hexdigest()
    (arguments.out / "demand.onnx.sha256").write_text(f"{digest}  demand.onnx\n")


if __name__ == "__main__":
    main()
