# Asked for in PLAT-4471 ("analytics needs to look at customers for a week", due 2026-03-01).

resource "aws_iam_role" "customer_insights" {
  name = "customer-insights-prod"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::${local.account_id}:oidc-provider/${local.oidc_provider}" }
      Condition = {
        StringEquals = {
          "${local.oidc_provider}:sub" = "system:serviceaccount:customer-insights:insights-llm"
          "${local.oidc_provider}:aud" = "sts.amazonaws.com"
        }
      }
    }]
  })

  tags = {
    owner = "customer-analytics"
  }
}

resource "aws_iam_role_policy" "customer_insights" {
  name = "customers"
  role = aws_iam_role.customer_insights.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Database"
        Effect   = "Allow"
        Action   = ["rds-db:connect"]
        Resource = ["arn:aws:rds-db:eu-west-1:${local.account_id}:dbuser:*/insights_rw"]
      },
      {
        Sid      = "Exports"
        Effect   = "Allow"
        Action   = ["s3:*"]
        Resource = [aws_s3_bucket.customers.arn, "${aws_s3_bucket.customers.arn}/*"]
      },
    ]
  })
}
