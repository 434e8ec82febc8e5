"""Reviews of the mobile apps, which cannot upload to the bucket themselves."""

import json
import uuid
from datetime import datetime, timezone

import boto3
from fastapi import FastAPI
from pydantic import BaseModel, Field

BUCKET = "acme-ugc-reviews"

app = FastAPI(title="reviews")
s3 = boto3.client("s3")


class Review(BaseModel):
    product_id: str
    author: str = Field(default="", max_length=60)
    stars: int = Field(ge=1, le=5)
    text: str = Field(max_length=4000)


@app.post("/reviews", status_code=202)
def publish(review: Review) -> dict:
    key = f"incoming/{uuid.uuid4()}.json"
    body = review.model_dump() | {"written_at": datetime.now(timezone.utc).isoformat()}
    s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(body).encode(), ContentType="application/json")
    return {"key": key}
