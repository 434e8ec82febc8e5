import Estate
import Testing

@testable import Discovery

/// Tools, agents and models that code describes by classes, objects and constants of its own.
@Suite struct OwnDescriptionsTests {
  private func found(_ files: (path: String, text: String)...) throws -> SourceCodeFixture.Found {
    try SourceCodeFixture(files).found()
  }

  @Test func `a class called just Agent is one where it is made with a model`() throws {
    let files = { (parameters: String) in
      [
        (
          "desk/agent.py",
          """
          from langchain_core.messages import HumanMessage
          from langchain_openai import ChatOpenAI

          def make_llm():
              return ChatOpenAI(model="gpt-4.1")

          class Agent:
              def __init__(self, \(parameters)):
                  self.llm = make_llm()

              def reason(self):
                  return self.llm.invoke([HumanMessage(content="Go on.")])
          """
        ),
        (
          "main.py",
          """
          from langchain_openai import ChatOpenAI
          from desk.agent import Agent

          agent = Agent(llm=ChatOpenAI(model="gpt-4.1"))
          """
        ),
      ]
    }
    let own = try SourceCodeFixture(files("tools=None, llm=None")).found()
    #expect(own.has("Agent Agent"))
    let other = try SourceCodeFixture(files("seat=None, colour=None")).found()
    #expect(!other.has("Agent Agent"))
  }

  @Test func `a class called an agent that makes one is that one, and a team of several`() throws {
    let result = try found(
      (
        "desk/agents.py",
        """
        from langgraph.prebuilt import create_react_agent

        class LetterAgent:
            def __init__(self, llm):
                self.agent = create_react_agent("openai:gpt-4o", [])

        class HouseAgent:
            def start(self):
                self.writer = create_react_agent("openai:gpt-4o", [], prompt="You write letters.")
                self.reader = create_react_agent("openai:gpt-4o", [], prompt="You read letters.")

            def answer(self, question):
                return self.writer.invoke({"messages": [question]})

            def size(self):
                return 2
        """
      ),
      (
        "main.py",
        """
        from desk.agents import HouseAgent, LetterAgent

        desk = LetterAgent(None)

        house = HouseAgent()

        house.answer("Where is my letter?")
        house.size()
        """
      ))
    #expect(result.has("Agent LetterAgent @3"), "\(result)")
    #expect(Set(result.asset("Agent", "LetterAgent").map(\.id)).count == 1, "\(result)")
    #expect(result.has("Agent HouseAgent @5"), "\(result)")
    #expect(result.has("Agent HouseAgent DELEGATES_TO Agent writer"), "\(result)")
    #expect(result.has("Agent HouseAgent DELEGATES_TO Agent reader"), "\(result)")
    // Whatever the method is called that asks.
    let runs = result.relations.filter {
      $0.kind == .usesModel && $0.sighting.location?.path == "main.py"
    }
    #expect(Set(runs.compactMap { $0.sighting.location?.line }) == [7], "\(result)")
  }

  @Test func `messages of the user that say what is to be done are prompts, questions are none`()
    throws
  {
    let result = try found(
      (
        "desk/review.py",
        """
        from openai import OpenAI
        from desk.llm import ask_model

        client = OpenAI()

        def review(draft, question):
            messages = [
                {"role": "system", "content": "You review drafts."},
                {"role": "user", "content": f"Review the following draft for accuracy: {draft}"},
            ]
            ask_model(messages)
            ask_model([{"role": "user", "content": question}])
            return [{"role": "user", "content": "What is the time?"}]
        """
      ))
    let lines = result.assets.filter { $0.kind == .prompt }.compactMap {
      $0.sighting.location?.line
    }
    #expect(Set(lines) == [8, 9], "\(result)")
  }

  @Test func `functions of files of prompts give prompts, whatever they are called`() throws {
    let result = try found(
      (
        "desk/prompts.py",
        """
        class House:
            @staticmethod
            def curate(query):
                return f\"\"\"{query}
                Your goal is to weigh the pages that were read for the question above, and to keep those that
                say something which others do not say, in the order of their worth.\"\"\"

            @staticmethod
            def size():
                return "large"
        """
      ),
      (
        "desk/main.py",
        "from openai import OpenAI\nfrom desk.prompts import House\nclient = OpenAI()\n"
      ))
    #expect(
      result.assets.filter { $0.kind == .prompt }.map(\.name) == ["curate", "curate"], "\(result)")
  }

  @Test func `a class that hands its base a name, a purpose and a schema is a tool`() throws {
    let result = try found(
      (
        "agents/base.py",
        """
        from dataclasses import dataclass

        @dataclass
        class Tool:
            name: str
            description: str
            input_schema: dict
        """
      ),
      (
        "agents/think.py",
        """
        from .base import Tool

        class Think(Tool):
            def __init__(self):
                super().__init__(
                    name="think",
                    description="Think about something.",
                    input_schema={"type": "object", "properties": {}},
                )

        class Button(Tool):
            def __init__(self):
                super().__init__(name="button", description="A button")
        """
      ))
    #expect(result.has("Tool think"), "\(result)")
    #expect(!result.has("Tool button"), "\(result)")
  }

  @Test func `a class that describes agents makes them where it is called`() throws {
    let result = try found(
      (
        "main.py",
        """
        from openai import OpenAI
        from pydantic import BaseModel

        class AgentConfig(BaseModel):
            name: str
            system_prompt: str
            tools: list

        class Page(BaseModel):
            name: str
            instructions: str
            title: str

        def find_price(symbol: str) -> float: ...

        stocks = AgentConfig(
            name="Stocks", system_prompt="You look up the prices of stocks.", tools=[find_price])
        page = Page(name="Help", instructions="Click the button to begin.", title="Help")

        class Clerk(BaseModel):
            name: str
            instructions: str
            functions: list

        def refund(item: str): ...

        clerk = Clerk(name="Refunds", instructions="You refund what was bought.", functions=[refund])
        """
      ))
    #expect(result.has("Agent Stocks CAN_CALL Tool find_price"), "\(result)")
    #expect(result.has("Agent Refunds CAN_CALL Tool refund"), "\(result)")
    #expect(!result.has("Agent Help"), "\(result)")
  }

  @Test func `an object with a schema and code is a tool, unless a call says what it is`() throws {
    let result = try found(
      (
        "src/agents.ts",
        """
        import { Agent } from "@mastra/core/agent";
        import { createStep } from "@mastra/core/workflows";
        import { z } from "zod";

        const lookup = {
          id: "lookup_refund",
          description: "Looks up the state of a refund",
          inputSchema: z.object({ order: z.string() }),
          execute: async ({ order }) => find(order),
        };
        const step = createStep({
          id: "gather",
          description: "Gathers the orders",
          inputSchema: z.object({}),
          execute: async () => [],
        });
        const route = { path: "/", description: "The first page", execute: () => 1 };
        """
      ))
    #expect(result.has("Tool lookup_refund"), "\(result)")
    #expect(result.assets.filter { $0.kind == .tool }.count == 1, "\(result)")
  }

  @Test func `a literal of a type of tools is a tool, known by its constant`() throws {
    let result = try found(
      (
        "internal/llm/tools/fetch.go",
        """
        package tools

        const FetchToolName = "fetch"

        type fetchTool struct{}

        func (t *fetchTool) Info() ToolInfo {
          return ToolInfo{
            Name:        FetchToolName,
            Description: "Fetches a page",
            Parameters:  map[string]any{"url": map[string]any{"type": "string"}},
          }
        }

        func menu() Entry {
          return Entry{Name: "File", Description: "Files", Parameters: nil}
        }
        """
      ))
    let tools = result.assets.filter { $0.kind == .tool }
    #expect(Set(tools.map(\.name)) == ["fetch"], "\(result)")
    #expect(tools.contains { $0.sighting.location?.line == 3 }, "\(result)")
  }

  @Test func `a type of Go with the methods of a tool is one, a command is none`() throws {
    let result = try found(
      (
        "agent/lookup.go",
        """
        package agent

        type lookupTool struct{}

        func (l *lookupTool) Name() string { return "lookup" }
        func (l *lookupTool) Description() string { return "Looks things up" }
        func (l *lookupTool) Call(ctx context.Context, input string) (string, error) { return input, nil }

        type deploy struct{}

        func (d *deploy) Name() string { return "deploy" }
        func (d *deploy) Description() string { return "Deploys" }
        func (d *deploy) Run(args []string) error { return nil }
        """
      ))
    #expect(result.assets.filter { $0.kind == .tool }.map(\.name) == ["lookup"], "\(result)")
  }

  @Test func `a constant whose type names models is a model; so is what stands in a map`() throws {
    let result = try found(
      (
        "internal/llm/models/gemini.go",
        """
        package models

        const (
          Flash ModelID = "gemini-2.5-flash"
          Title Caption = "gemini-2.0-pro"
        )

        var Models = map[ModelID]Model{
          Flash: {Name: "Flash", APIModel: "gemini-2.5-flash-preview-04-17"},
        }
        """
      ))
    #expect(result.has("Model gemini-2.5-flash"), "\(result)")
    #expect(result.has("Model gemini-2.5-flash-preview-04-17"), "\(result)")
    #expect(!result.has("Model gemini-2.0-pro"), "\(result)")
  }

  @Test func `what a helper of one's own falls back to is the model`() throws {
    let result = try found(
      (
        "helpers.py",
        "import os\ndef setting(name, default=None):\n    return os.getenv(\"APP_\" + name, default)\n"
      ),
      (
        "llm_config.py",
        """
        from openai import OpenAI
        from helpers import setting

        MAIN_MODEL = setting("MAIN_MODEL", "gpt-4o")
        TITLE = setting("TITLE", "gpt-4o-mini")
        """
      ))
    #expect(result.has("Model gpt-4o"), "\(result)")
    #expect(!result.has("Model gpt-4o-mini"), "\(result)")
  }

  @Test func `a file that uses AI only through the project's own modules is read`() throws {
    let result = try found(
      ("app/openai.ts", "import OpenAI from \"openai\";\nexport const openai = new OpenAI();\n"),
      (
        "app/api/files/route.ts",
        """
        import { openai } from "@/app/openai";

        export async function POST() {
          return await openai.beta.vectorStores.create({ name: "manuals" });
        }
        """
      ))
    #expect(result.has("VectorIndex manuals"), "\(result)")
  }

  @Test func `a decorator of a server of one's own stands for the one that it overrides`() throws {
    let result = try found(
      (
        "server.py",
        """
        from mcp.server.fastmcp import FastMCP

        class QuietServer(FastMCP):
            def tool(self, *args, **kwargs):
                return super().tool(*args, **kwargs)

        mcp = QuietServer("quiet")

        @mcp.tool()
        def lookup(name: str) -> str:
            return name
        """
      ))
    #expect(result.has("McpServer quiet"), "\(result)")
    #expect(result.has("Tool lookup @10"), "\(result)")
  }

  @Test func `what has a name and parameters is a tool where its class is called one`() throws {
    let files = { (name: String) in
      [
        (
          "shop/patterns.py",
          """
          from dataclasses import dataclass
          from openai import OpenAI

          @dataclass
          class \(name):
              name: str
              description: str
              parameters: list

          search = \(name)(name="search", description="Searches the shelf", parameters=["words"])
          """
        )
      ]
    }
    #expect(try SourceCodeFixture(files("ToolSpec")).found().has("Tool search"))
    #expect(try !SourceCodeFixture(files("AccessPattern")).found().has("Tool search"))
  }

  @Test func `a call of a tool in a message is no tool`() throws {
    let result = try found(
      (
        "tests/history.py",
        """
        from openai import OpenAI

        tool_calls = [
            {"id": "1", "type": "function", "function": {"name": "write_file", "arguments": arguments}},
        ]
        tools = [
            {"type": "function", "function": {"name": "read_file", "description": "Reads", "parameters": {}}},
        ]
        """
      ))
    #expect(result.has("Tool read_file"))
    #expect(!result.has("Tool write_file"))
  }

  @Test func `a long list of names is a table of what there is`() throws {
    let names = (1...40).map { "\"llama3.\($0):8b\"" }.joined(separator: ", ")
    let result = try SourceCodeFixture([
      (
        "src/models.ts",
        """
        import { createOllama } from "ollama-ai-provider-v2";

        export const OLLAMA_MODELS = [\(names)];
        export const CHAT_MODELS = ["llama3.1:8b", "qwen2.5:7b"];
        """
      )
    ]).found()
    let lines = result.assets.filter { $0.kind == .model }.compactMap { $0.sighting.location?.line }
    #expect(Set(lines) == [4])
  }
}
