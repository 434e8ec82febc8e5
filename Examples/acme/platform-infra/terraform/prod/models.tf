# Where models are promoted to. Serving reads `<name>/current/` at start and every hour.

resource "aws_s3_bucket" "models" {
  bucket = "acme-models-prod"

  tags = {
    data-classification = "internal"
    owner               = "ml-platform"
  }
}

resource "aws_s3_bucket_versioning" "models" {
  bucket = aws_s3_bucket.models.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "models" {
  bucket                  = aws_s3_bucket.models.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_iam_role" "recommendations_retrain" {
  name = "recommendations-retrain-prod"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = "repo:acme/recommendations:ref:refs/heads/main"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "recommendations_retrain" {
  name = "retrain"
  role = aws_iam_role.recommendations_retrain.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket"]
        Resource = [aws_s3_bucket.ugc_reviews.arn, "${aws_s3_bucket.ugc_reviews.arn}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
        Resource = [aws_s3_bucket.models.arn, "${aws_s3_bucket.models.arn}/recommendations/*"]
      },
    ]
  })
}
