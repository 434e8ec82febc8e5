"""Connections to the customer database, signed in with the pod's IAM role."""

import os

import boto3
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url

DATABASE_URL = os.environ.get(
    "DATABASE_URL",
    "postgresql+psycopg://insights_rw@customers-prod.c1a2b3c4d5e6.eu-west-1.rds.amazonaws.com:5432/customers",
)


def engine() -> Engine:
    url = make_url(DATABASE_URL)
    created = create_engine(url, pool_pre_ping=True, pool_size=5)
    if not (url.host or "").endswith(".rds.amazonaws.com"):
        return created

    rds = boto3.client("rds", region_name="eu-west-1")

    @event.listens_for(created, "do_connect")
    def sign_in(dialect, record, arguments, parameters):
        parameters["password"] = rds.generate_db_auth_token(
            DBHostname=url.host, Port=url.port or 5432, DBUsername=url.username
        )
        parameters["sslmode"] = "require"

    return created
