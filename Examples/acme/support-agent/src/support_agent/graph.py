"""The agent: a model that calls tools until the tickets are answered."""

from importlib.resources import files

from langchain_core.messages import SystemMessage
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import MemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

from support_agent.settings import settings
from support_agent.tools import TOOLS

SYSTEM_PROMPT = files("support_agent").joinpath("prompts", "system.md").read_text()

model = ChatOpenAI(
    model="gpt-4.1",
    base_url=settings.gateway_url,
    api_key=settings.gateway_key,
    temperature=0,
).bind_tools(TOOLS)


def answer(state: MessagesState) -> dict:
    return {"messages": [model.invoke([SystemMessage(SYSTEM_PROMPT), *state["messages"]])]}


builder = StateGraph(MessagesState)
builder.add_node("answer", answer)
builder.add_node("tools", ToolNode(TOOLS))
builder.add_edge(START, "answer")
builder.add_conditional_edges("answer", tools_condition, {"tools": "tools", END: END})
builder.add_edge("tools", "answer")

graph = builder.compile(checkpointer=MemorySaver())
