import pandas as pd

from pipeline.features import matrix


def test_stars_are_centred_on_three():
    frame = pd.DataFrame({"author": ["a", "b"], "product_id": ["P-1", "P-2"], "stars": [5, 1]})
    ratings, products = matrix(frame)
    assert products == ["P-1", "P-2"]
    assert ratings.toarray().tolist() == [[2.0, 0.0], [0.0, -2.0]]
