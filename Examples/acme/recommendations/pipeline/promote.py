"""Makes tonight's model the one that production serves."""

import json
import sys
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

BUCKET = "acme-models-prod"
PREFIX = "recommendations/current"
TOLERANCE = 0.02


def yesterday(s3) -> float:
    try:
        body = s3.get_object(Bucket=BUCKET, Key=f"{PREFIX}/metrics.json")["Body"].read()
    except ClientError:
        return 0.0
    return json.loads(body)["recall_at_20"]


def main() -> int:
    s3 = boto3.client("s3")
    today = json.loads(Path("metrics.json").read_text())["recall_at_20"]
    if today < yesterday(s3) - TOLERANCE:
        print(f"recall@20 fell to {today:.3f}: not promoted", file=sys.stderr)
        return 1
    s3.upload_file("models/recommender.pkl", BUCKET, f"{PREFIX}/recommender.pkl")
    s3.upload_file("metrics.json", BUCKET, f"{PREFIX}/metrics.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
