"""Fits the recommender and logs it to MLflow."""

import json
import pickle
from pathlib import Path

import joblib
import mlflow
import mlflow.sklearn
import numpy as np
import yaml
from sklearn.decomposition import TruncatedSVD

MLFLOW_URI = "http://mlflow.ml.acme.example:5000"


def recall_at(k: int, model: TruncatedSVD, ratings) -> float:
    scores = model.inverse_transform(model.transform(ratings))
    top = np.argsort(-scores, axis=1)[:, :k]
    liked = [set(row.indices[row.data > 0]) for row in ratings]
    hits = [len(row & set(best)) / len(row) for row, best in zip(liked, top) if row]
    return float(np.mean(hits)) if hits else 0.0


def main() -> None:
    params = yaml.safe_load(Path("params.yaml").read_text())["train"]
    ratings = joblib.load("data/features.joblib")

    mlflow.set_tracking_uri(MLFLOW_URI)
    mlflow.set_experiment("recommendations")
    with mlflow.start_run():
        model = TruncatedSVD(n_components=params["components"], random_state=params["seed"])
        model.fit(ratings)
        recall = recall_at(20, model, ratings)
        mlflow.log_params(params)
        mlflow.log_metric("recall_at_20", recall)
        mlflow.sklearn.log_model(model, "model", registered_model_name="recommender")

    with open("models/recommender.pkl", "wb") as file:
        pickle.dump(model, file)
    Path("metrics.json").write_text(json.dumps({"recall_at_20": recall}))


if __name__ == "__main__":
    main()
