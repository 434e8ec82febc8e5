import os

os.environ.setdefault("LLM_GATEWAY_KEY", "unit-test")

from support_agent.tools import TOOLS


def test_the_agent_has_the_tools_that_the_readme_lists():
    assert [tool.name for tool in TOOLS] == ["read_tickets", "query_customers", "send_email", "issue_refund"]


def test_every_tool_is_described_to_the_model():
    assert all(tool.description for tool in TOOLS)
