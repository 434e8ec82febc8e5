"""Author × product matrix from the reviews."""

import json

import joblib
import pandas as pd
from scipy.sparse import csr_matrix


def matrix(frame: pd.DataFrame) -> tuple[csr_matrix, list[str]]:
    """Stars, centred on three, one row an author and one column a product."""
    authors = frame["author"].astype("category")
    products = frame["product_id"].astype("category")
    values = frame["stars"].astype(float) - 3.0
    shape = (len(authors.cat.categories), len(products.cat.categories))
    return csr_matrix((values, (authors.cat.codes, products.cat.codes)), shape=shape), list(products.cat.categories)


def main() -> None:
    ratings, products = matrix(pd.read_parquet("data/reviews.parquet"))
    joblib.dump(ratings, "data/features.joblib")
    with open("data/products.json", "w") as file:
        json.dump(products, file)


if __name__ == "__main__":
    main()
