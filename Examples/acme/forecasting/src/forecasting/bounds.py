"""Keeps a forecast within what a store can plausibly sell."""

import numpy as np

MARGIN = 1.5


def bounded(forecast: np.ndarray, most_ever_sold: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The forecast between nothing and half more than the record, and where it had to be changed."""
    held = np.clip(forecast, 0, MARGIN * most_ever_sold)
    return held, held != forecast
