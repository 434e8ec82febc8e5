"""Recommendations for a product, from the model that was promoted last."""

import os
import pickle
import tempfile
import time

import boto3
import torch
from fastapi import FastAPI

BUCKET = os.environ.get("MODEL_BUCKET", "acme-models-prod")
KEY = "recommendations/current/recommender.pkl"
REFRESH_SECONDS = 3600

app = FastAPI(title="recommendations")
s3 = boto3.client("s3")
reranker = torch.load("models/reranker.pt", weights_only=False)
state = {"model": None, "loaded_at": 0.0}


def model():
    if time.time() - state["loaded_at"] > REFRESH_SECONDS:
        with tempfile.TemporaryFile() as file:
            s3.download_fileobj(BUCKET, KEY, file)
            file.seek(0)
            state["model"] = pickle.load(file)
        state["loaded_at"] = time.time()
    return state["model"]


@app.get("/products/{index}/similar")
def similar(index: int, limit: int = 12) -> list[int]:
    components = model().components_
    scores = components.T @ components[:, index]
    scores = scores * (1.0 + float(reranker["bias"][0]))
    return [int(other) for other in (-scores).argsort() if other != index][:limit]
