# Reviews and photos are uploaded by the browser straight into this bucket, so that the
# review service does not have to stream them. Read by the recommendations retraining.

resource "aws_s3_bucket" "ugc_reviews" {
  bucket = "acme-ugc-reviews"

  tags = {
    data-classification = "public"
    owner               = "community"
  }
}

resource "aws_s3_bucket_public_access_block" "ugc_reviews" {
  bucket                  = aws_s3_bucket.ugc_reviews.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}

data "aws_iam_policy_document" "ugc_reviews" {
  statement {
    sid       = "BrowserUploads"
    effect    = "Allow"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.ugc_reviews.arn}/incoming/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  statement {
    sid       = "RetrainingReads"
    effect    = "Allow"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.ugc_reviews.arn, "${aws_s3_bucket.ugc_reviews.arn}/*"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.recommendations_retrain.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "ugc_reviews" {
  bucket = aws_s3_bucket.ugc_reviews.id
  policy = data.aws_iam_policy_document.ugc_reviews.json
}

resource "aws_s3_bucket_cors_configuration" "ugc_reviews" {
  bucket = aws_s3_bucket.ugc_reviews.id

  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["*"]
    allowed_headers = ["content-type"]
    max_age_seconds = 3600
  }
}
