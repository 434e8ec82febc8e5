"""Help articles, from the desk's MCP server."""

from langchain_mcp_adapters.client import MultiServerMCPClient

client = MultiServerMCPClient(
    {"desk": {"transport": "streamable_http", "url": "http://mcp.desk.acme.example:8931/mcp"}}
)


async def articles(question: str) -> str:
    """The articles that the desk finds for a question, as text."""
    tools = {tool.name: tool for tool in await client.get_tools()}
    return str(await tools["search_articles"].ainvoke({"query": question}))
