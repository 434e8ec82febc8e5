import Catalog
import Estate
import Testing

@testable import Discovery

/// Tools, prompts and stores that people write with helpers of their own.
@Suite struct OwnHelpersTests {
  @Test func `tools that are objects are seen where a set names them, others once`() throws {
    let result = try SourceCodeFixture([
      (
        "src/tools/weather.ts",
        """
        import { tool } from "ai";
        export const weather = { description: "Tells the weather", inputSchema: {}, execute: async () => "dry" };
        export const createTide = (port: string) => ({ description: "Tells the tide", inputSchema: {}, execute: async () => port });
        export const route = tool({ description: "Plans a route", inputSchema: {}, execute: async () => "west" });
        """
      ),
      (
        "src/agents/chat.ts",
        """
        import { streamText, type ToolSet } from "ai";
        import { openai } from "@ai-sdk/openai";
        import { weather, createTide, route } from "../tools/weather";

        export function getTools(port: string): ToolSet {
          return {
            weather,

            tide: createTide(port),

            route,
          };
        }

        export async function dynamic(port: string) {
          const tools: Record<string, unknown> = {};
          if (port) tools.tide = createTide(port);
          return streamText({
            model: openai("gpt-4o"),
            tools: Object.keys(tools).length ? tools : undefined,
          });
        }
        const boats = { tools: { format: () => "x", hammer: 1 } };
        """
      ),
    ]).found()
    func lines(_ name: String) -> [Int] {
      result.asset("Tool", name).filter { $0.sighting.location?.path == "src/agents/chat.ts" }
        .compactMap { $0.sighting.location?.line }.sorted()
    }
    #expect(lines("weather") == [7])
    #expect(lines("createTide") + lines("tide") == [9, 17])
    #expect(lines("route").isEmpty)
    #expect(result.asset("Agent", "dynamic").count == 1)
    #expect(!result.assets.contains { ["format", "hammer"].contains($0.name) })
  }

  @Test func `lines that are joined are one prompt`() throws {
    let result = try SourceCodeFixture([
      (
        "src/agent.ts",
        """
        import { generateText } from "ai";
        const SYSTEM_PROMPT = [
          "You are a clerk of the harbour.",
          "Answer in one sentence.",
          "Never guess the depth of the water.",
        ].join("\\n");
        const names = ["a", "b"].join(", ");
        """
      )
    ]).found()
    #expect(Set(result.assets.filter { $0.kind == .prompt }.map(\.id)).count == 1)
  }

  @Test func `structs of Go that are tools, and lists of models`() throws {
    let result = try SourceCodeFixture([
      (
        "internal/llm/tools.go",
        """
        package llm

        import "github.com/sashabaranov/go-openai"

        var All = []Tool{
        	{Name: "read_file", Description: "Reads a file"},
        	{Name: "run_shell", Description: "Runs a command"},
        }

        func write() *WriteTool {
        	return &WriteTool{BaseTool: BaseTool{ToolName: "write_file", ToolDesc: "Writes a file"}}
        }

        func models() []Model {
        	return []Model{{ID: "gpt-4o", Name: "GPT 4o"}, {ID: "house-1"}}
        }

        var cities = []City{{ID: "o1-mini", Name: "Ulm", Description: "On the Danube"}}
        var commands = []Command{{Name: "serve", Description: "Serves"}}
        """
      )
    ]).found()
    #expect(
      Set(result.assets.filter { $0.kind == .tool }.map(\.name))
        == ["read_file", "run_shell", "write_file"])
    #expect(Set(result.assets.filter { $0.kind == .model }.map(\.name)) == ["gpt-4o"])
  }

  @Test func `stores of one's own count where there is no other`() throws {
    let own = (
      "src/store.ts",
      """
      import OpenAI from "openai";
      class MemoryVectorStore { add(v: number[]) {} search(v: number[]) { return []; } }
      export const papers = new MemoryVectorStore();
      export const window = new PaneStore();
      class PaneStore {}
      """
    )
    let alone = try SourceCodeFixture([own]).found()
    #expect(alone.has("VectorIndex papers @2") && alone.has("VectorIndex papers @3"), "\(alone)")
    #expect(Set(alone.assets.filter { $0.kind == .vectorIndex }.map(\.name)) == ["papers"])
    let beside = try SourceCodeFixture([
      own,
      (
        "src/pinecone.ts",
        """
        import { Pinecone } from "@pinecone-database/pinecone";
        import { papers } from "./store";
        export const books = new Pinecone().index("books");
        """
      ),
    ]).found()
    #expect(!beside.assets.contains { $0.name == "papers" })
  }

  @Test func `classes called prompts give them`() throws {
    let result = try SourceCodeFixture([
      (
        "app/services/system_prompt_builder.rb",
        """
        class SystemPromptBuilder
          def build
            <<~TEXT
              You are #{name}, a friendly clerk of the harbour office.
            TEXT
          end

          def error
            "The name of the harbour must not be empty"
          end
        end
        """
      )
    ]).found()
    #expect(
      Set(result.assets.filter { $0.kind == .prompt }.map(\.name)) == ["SystemPromptBuilder"])
  }

  @Test func `defaults of properties name models and prompts`() throws {
    let result = try SourceCodeFixture([
      (
        "src/main/java/Config.java",
        """
        package shop;
        import dev.langchain4j.model.openai.OpenAiChatModel;
        class Config {
          @Value("${chat.model-name:gpt-4o-mini}")
          private String modelName;
          @ConfigProperty(name = "chat.other-model", defaultValue = "gpt-4.1")
          String otherModel;
          @Value("${shop.theme:gpt-4o}")
          private String theme;
          @Value("${shop.model-folder:models/new}")
          private String modelFolder;
        }
        """
      )
    ]).found()
    #expect(
      Set(result.assets.filter { $0.kind == .model }.map(\.name)) == ["gpt-4o-mini", "gpt-4.1"])
  }

  @Test func `each call of a helper that is given tools makes an agent`() throws {
    let helper = (
      "app/util.py",
      """
      from langchain.agents import AgentExecutor, create_openai_tools_agent

      def create_agent(llm, tools, prompt):
          agent = create_openai_tools_agent(llm, tools, prompt)
          return AgentExecutor(agent=agent, tools=tools)
      """
    )
    let result = try SourceCodeFixture([
      helper,
      (
        "app/agents.py",
        """
        from app.util import create_agent
        from langchain_openai import ChatOpenAI

        llm = ChatOpenAI(model="gpt-4o")
        researcher = create_agent(llm, [search], "You are a researcher of old maps.")
        writer = create_agent(llm, [write], "You are a writer of guides.")
        """
      ),
    ]).found()
    #expect(result.has("Agent researcher"))
    #expect(result.has("Agent writer USES_MODEL Model gpt-4o"))
    #expect(!result.has("Agent create_agent"))
  }

  @Test func `what forms offer by default are models, in what is called one`() throws {
    let result = try SourceCodeFixture([
      (
        "desk/settings.py",
        """
        from langchain_openai import ChatOpenAI
        from pydantic import BaseModel, Field

        class Settings(BaseModel):
            summary_model: str = Field(
                default="openai:gpt-4.1-mini",
                metadata={
                    "form": {
                        "type": "text",


                        "default": "openai:gpt-4.1-mini",
                    }
                },
            )
            colour: str = Field(default="gpt", metadata={"form": {"default": "gpt-4o"}})
        """
      )
    ]).found()
    #expect(result.has("Model gpt-4.1-mini @6"))
    #expect(result.has("Model gpt-4.1-mini @12"))
    #expect(!result.has("Model gpt-4o"))
  }

  @Test func `deployments on a host of the settings are endpoints`() throws {
    let result = try SourceCodeFixture([
      (
        "src/ask.ts",
        """
        import OpenAI from 'openai';

        export const ask = (profile: Profile) => {
          const client = new OpenAI({
            baseURL: `${profile.endpoint}/openai/deployments/${profile.deployment}`,
          });
          return client.chat.completions.create({ model: profile.model, messages: [] });
        };
        """
      )
    ]).found()
    #expect(result.has("Endpoint {profile.endpoint}/openai/deployments/{profile.deployment} @5"))
  }

  @Test func `addresses at which a model of one's own is asked are endpoints`() throws {
    let result = try SourceCodeFixture([
      (
        "score/train.py",
        """
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression()
        model.fit(rows, labels)
        """
      ),
      (
        "score/client.py",
        """
        import requests
        from sklearn.datasets import load_iris

        url = "http://localhost:9696/predict"
        answer = requests.post(url, json=load_iris()["data"][0])
        page = requests.get("http://localhost:9696/health")
        """
      ),
    ]).found()
    #expect(result.has("Endpoint http://localhost:9696/predict"))
    #expect(!result.has("Endpoint http://localhost:9696/health"))
  }

  @Test func `a question that is put together in several ways is a prompt`() throws {
    let result = try SourceCodeFixture([
      (
        "desk/ask.py",
        """
        from agno.agent import Agent
        from agno.models.openai import OpenAIChat

        agent = Agent(model=OpenAIChat(id="gpt-4o"))

        def ask(kind, text):
            if kind != "own":
                request = f\"""Using the uploaded document as reference, do this: {kind}.
                Answer also: {text}\"""
            else:
                request = text
            return agent.run(request)
        """
      )
    ]).found()
    #expect(result.has("Prompt request @8"))
  }

  @Test func `settings in code name the index of a store`() throws {
    let result = try SourceCodeFixture([
      (
        "settings.py",
        """
        import os
        from dataclasses import dataclass
        from qdrant_client import QdrantClient

        @dataclass
        class Settings:
            qdrant_collection: str = "harbour_notes"
            collection_name: str = "stamps"
            table: str = os.getenv("QDRANT_COLLECTION_NAME", "tides")
        """
      )
    ]).found()
    let indexes = result.assets.filter { $0.kind == .vectorIndex }
    #expect(indexes.filter { $0.name == "harbour_notes" }.count == 1)
    #expect(!indexes.contains { $0.name == "stamps" })
  }

  @Test func `a message in a file of prompts is one`() throws {
    let text = String(
      repeating: "Look through all logs of the ferry and tell what is odd. ", count: 4)
    let message = """
      from openai import OpenAI
      from harbour import Message

      client = OpenAI()

      async def look_through():
          return [Message(role="user", content="\(text)")]

      def brief():
          return [Message(role="user", content="Short.")]
      """
    let prompts = try SourceCodeFixture([("harbour_prompts.py", message)]).found()
    #expect(prompts.assets.filter { $0.kind == .prompt }.map(\.name) == ["look_through"])
    let others = try SourceCodeFixture([("harbour_pages.py", message)]).found()
    #expect(!others.assets.contains { $0.kind == .prompt })
  }

  @Test func `whichever of one's own clients a function gives is asked by its method`() throws {
    let result = try SourceCodeFixture([
      (
        "clients.py",
        """
        from mistralai import Mistral
        from openai import OpenAI

        class Client:
            def embed(self, text):
                raise NotImplementedError

        class OpenAIClient(Client):
            def embed(self, text):
                return OpenAI().embeddings.create(model="text-embedding-3-small", input=text)

        class MistralClient(Client):
            def embed(self, text):
                return Mistral().embeddings.create(model="mistral-embed", inputs=[text])

        def get_client(name):
            if name == "openai":
                return OpenAIClient()
            return MistralClient()
        """
      ),
      (
        "search.py",
        """
        from clients import get_client

        def search(words, name):
            client = get_client(name)
            return client.embed(words)
        """
      ),
    ]).found()
    let places = result.relations.filter {
      $0.kind == .usesModel && $0.sighting.location?.path == "search.py"
    }
    #expect(Set(places.map { $0.sighting.location?.line }) == [5], "\(result)")
  }

  @Test func `a store of one's own is one whatever plain base it has`() throws {
    let result = try SourceCodeFixture([
      (
        "stores.py",
        """
        from abc import ABC, abstractmethod
        from openai import OpenAI
        import numpy

        class BaseVectorStore(ABC):
            @abstractmethod
            def search(self, vector): ...

        class FileVectorStore(BaseVectorStore):
            def search(self, vector):
                return numpy.dot(self.rows, vector)

        client = OpenAI()
        tides = FileVectorStore()
        """
      )
    ]).found()
    #expect(result.has("VectorIndex tides @14"), "\(result)")
  }
}
