import shutil

import pandas as pd
import pytest

from forecasting.predict import MODELS, TamperedModel, forecast, session


def test_every_row_gets_a_forecast():
    sales = pd.read_csv("data/sales_sample.csv")
    assert forecast(sales)["forecast"].between(0, 400).all()


def test_a_changed_model_file_is_refused(tmp_path):
    shutil.copytree(MODELS, tmp_path / "models")
    with open(tmp_path / "models" / "demand.onnx", "ab") as file:
        file.write(b"\0")
    with pytest.raises(TamperedModel):
        session(tmp_path / "models")
