# The customer database and the bucket that holds its nightly exports.

resource "aws_db_instance" "customers" {
  identifier                          = "customers-prod"
  engine                              = "postgres"
  engine_version                      = "16.6"
  instance_class                      = "db.r6g.xlarge"
  allocated_storage                   = 500
  db_name                             = "customers"
  username                            = "postgres"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  multi_az                            = true
  publicly_accessible                 = false
  deletion_protection                 = true
  backup_retention_period             = 14
  db_subnet_group_name                = "prod-private"
  vpc_security_group_ids              = ["sg-0c0ffee0000000001"]

  tags = {
    data-classification = "restricted"
    owner               = "customer-data"
  }
}

resource "aws_s3_bucket" "customers" {
  bucket = "acme-customers-prod"

  tags = {
    data-classification = "restricted"
    owner               = "customer-data"
  }
}

resource "aws_s3_bucket_public_access_block" "customers" {
  bucket                  = aws_s3_bucket.customers.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "customers" {
  bucket = aws_s3_bucket.customers.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
