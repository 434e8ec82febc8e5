"""Runs the agent over the new tickets, for ever."""

import asyncio
import logging

from support_agent.desk import articles
from support_agent.graph import graph
from support_agent.tools import read_tickets

PAUSE_SECONDS = 60
log = logging.getLogger("support_agent")


async def run_once() -> None:
    for ticket in read_tickets.invoke({"status": "new"}):
        help_text = await articles(ticket["subject"])
        task = f"Ticket {ticket['id']} from {ticket['from']}: {ticket['subject']}\n\n{ticket['text']}\n\n{help_text}"
        await graph.ainvoke({"messages": [("user", task)]}, {"configurable": {"thread_id": ticket["id"]}})
        log.info("answered %s", ticket["id"])


async def main() -> None:
    logging.basicConfig(level=logging.INFO)
    while True:
        await run_once()
        await asyncio.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    asyncio.run(main())
