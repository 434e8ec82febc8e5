"""Gathers every review of the upload bucket into one Parquet file."""

import json

import boto3
import pandas as pd

BUCKET = "acme-ugc-reviews"
COLUMNS = ["product_id", "author", "stars", "text", "written_at"]


def reviews(bucket: str = BUCKET, prefix: str = "incoming/"):
    s3 = boto3.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for item in page.get("Contents", []):
            yield json.loads(s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read())


def main() -> None:
    frame = pd.DataFrame(reviews(), columns=COLUMNS)
    frame.drop_duplicates().to_parquet("data/reviews.parquet", index=False)


if __name__ == "__main__":
    main()
