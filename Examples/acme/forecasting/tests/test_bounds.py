import numpy as np

from forecasting.bounds import bounded


def test_a_forecast_is_never_negative_nor_absurd():
    held, changed = bounded(np.array([-3.0, 40.0, 900.0]), np.array([50.0, 50.0, 50.0]))
    assert held.tolist() == [0.0, 40.0, 75.0]
    assert changed.tolist() == [True, False, True]
