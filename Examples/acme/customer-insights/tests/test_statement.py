import os

os.environ["DATABASE_URL"] = "postgresql+psycopg://insights@localhost:5432/customers"

from app.main import statement


def test_fenced_sql_is_unwrapped():
    assert statement("```sql\nSELECT 1;\n```") == "SELECT 1"


def test_bare_sql_is_kept():
    assert statement("SELECT count(*) FROM customers;") == "SELECT count(*) FROM customers"
