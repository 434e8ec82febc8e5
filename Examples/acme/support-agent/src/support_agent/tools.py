"""What the support agent can do."""

import boto3
import httpx
import psycopg
from langchain_core.tools import tool
from psycopg.rows import dict_row

from support_agent.settings import settings


@tool
def read_tickets(status: str = "new", limit: int = 20) -> list[dict]:
    """Read customer tickets with their full text and attachments' text, newest first."""
    response = httpx.get(
        f"{settings.desk_url}/tickets",
        params={"status": status, "limit": limit},
        headers={"Authorization": f"Bearer {settings.desk_token}"},
        timeout=20,
    )
    response.raise_for_status()
    return [
        {"id": ticket["id"], "from": ticket["requester"], "subject": ticket["subject"], "text": ticket["body"]}
        for ticket in response.json()["tickets"]
    ]


@tool
def query_customers(where: str) -> list[dict]:
    """Look up customers and their orders. `where` is a SQL condition on customers c and orders o."""
    query = f"SELECT c.*, o.* FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE {where} LIMIT 200"
    with psycopg.connect(settings.database_url, row_factory=dict_row) as connection:
        return connection.execute(query).fetchall()


@tool
def send_email(to: str, subject: str, body: str) -> str:
    """Send an e-mail to any address in the name of customer care."""
    sent = boto3.client("ses", region_name="eu-west-1").send_email(
        Source=settings.sender,
        Destination={"ToAddresses": [to]},
        Message={"Subject": {"Data": subject}, "Body": {"Text": {"Data": body}}},
    )
    return sent["MessageId"]


@tool
def issue_refund(order_id: str, amount_cents: int, reason: str) -> dict:
    """Refund an order, in full or in part, to the customer's payment method."""
    response = httpx.post(
        f"{settings.payments_url}/refunds",
        json={"order_id": order_id, "amount_cents": amount_cents, "reason": reason},
        timeout=20,
    )
    response.raise_for_status()
    return response.json()


TOOLS = [read_tickets, query_customers, send_email, issue_refund]
