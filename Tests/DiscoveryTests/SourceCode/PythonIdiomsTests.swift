import Catalog
import Estate
import Testing

@testable import Discovery

/// How people write in Python what no single call of a library tells.
@Suite struct PythonIdiomsTests {
  @Test func `texts with instructions that models are asked with are prompts`() throws {
    let result = try SourceCodeFixture([
      (
        "app/ask.py",
        """
        from langchain_core.messages import HumanMessage
        from langchain_openai import ChatOpenAI, OpenAIEmbeddings

        chat = ChatOpenAI(model="gpt-4o-mini")
        vectors = OpenAIEmbeddings(model="text-embedding-3-small")

        def compare(a, b):
            text = "Compare the two answers and say which is better.\\n{}\\n{}".format(a, b)
            return chat.invoke([HumanMessage(content=text)])

        def summarize(document):
            return chat.predict(f"Summarize the following document in three points: {document}")

        def plain(question):
            return chat.invoke(question)

        def embed(name, document):
            return vectors.embed_query(f"A document of the archive called {name}: {document}")

        def log(name):
            print(f"The documents of the archive have been read by {name}")
        """
      )
    ]).found()
    #expect(result.has("Prompt compare"), "\(result)")
    #expect(result.has("Prompt summarize"), "\(result)")
    #expect(result.assets.filter { $0.kind == .prompt }.count == 2, "\(result)")
  }

  @Test func `methods of models are no models`() throws {
    let result = try SourceCodeFixture([
      (
        "app/verify.py",
        """
        from llama_index.llms.openai import OpenAI as Chat

        llm = Chat(model="gpt-4o")

        def title(document):
            return llm.complete(document)
        """
      )
    ]).found()
    #expect(
      result.has("Application shop USES_MODEL Model gpt-4o @6"), "\(result)")
    #expect(result.assets.filter { $0.kind == .model }.count == 1, "\(result)")
  }

  @Test func `classes that are called agents are some where they ask a model`() throws {
    let result = try SourceCodeFixture([
      (
        "app/base.py",
        """
        from abc import ABC
        from openai import OpenAI

        class BaseAgent(ABC):
            def __init__(self):
                self.client = OpenAI()

            def run(self, task):
                return self.client.responses.create(model="gpt-4o", input=task)
        """
      ),
      (
        "app/agents.py",
        """
        from app.base import BaseAgent

        class BuffettAgent(BaseAgent):
            pass

        class LoopAgent:
            def __init__(self, model):
                self.model = model

            def step(self, task):
                return self.model.query(task)

        class TravelAgent:
            def book(self, flight):
                return flight.price

        class UserAgent:
            def header(self):
                return self.client.query("x")

        def main():
            return BuffettAgent().run("x")
        """
      ),
    ]).found()
    #expect(result.has("Agent BuffettAgent"), "\(result)")
    #expect(result.has("Agent LoopAgent"), "\(result)")
    #expect(
      result.assets.filter { $0.kind == .agent }.allSatisfy {
        ["BuffettAgent", "LoopAgent"].contains($0.name)
      }, "\(result)")
    let buffett = result.asset("Agent", "BuffettAgent").compactMap(\.sighting.location?.line)
    #expect(Set(buffett) == [3, 22], "\(buffett)")
  }

  @Test func `methods of a class that Open WebUI looks for are tools`() throws {
    let files = [
      (
        "tools/weather.py",
        """
        import requests

        class Tools:
            class Valves:
                key: str = ""

            def __init__(self):
                self.valves = self.Valves()

            def get_weather(self, city: str) -> str:
                return requests.get(f"https://weather.test/{city}").text

            def _parse(self, text):
                return text
        """
      ),
      (
        "garage/tools.py",
        """
        from openai import OpenAI

        client = OpenAI()

        class Tools:
            def hammer(self, nail):
                return nail
        """
      ),
    ]
    let result = try SourceCodeFixture(files).found()
    #expect(result.has("Tool get_weather"), "\(result)")
    #expect(result.assets.filter { $0.kind == .tool }.count == 1, "\(result)")
  }

  @Test func `models that only the environment names go by the variable`() throws {
    let result = try SourceCodeFixture([
      (
        "app/chat.py",
        """
        import os
        from langchain_ollama import ChatOllama

        llm = ChatOllama(model=os.getenv("OLLAMA_MODEL"))
        embedder = os.environ["EMBED_MODEL_NAME"]
        provider = os.getenv("MODEL_PROVIDER")
        if not os.getenv("RERANK_MODEL"):
            raise ValueError(os.getenv("RERANK_MODEL"))
        print(os.getenv("PRINTED_MODEL"))
        """
      )
    ]).found()
    #expect(result.has("Model OLLAMA_MODEL"), "\(result)")
    #expect(result.has("Model EMBED_MODEL_NAME"), "\(result)")
    #expect(
      result.assets.filter { $0.kind == .model }.allSatisfy {
        ["OLLAMA_MODEL", "EMBED_MODEL_NAME"].contains($0.name)
      }, "\(result)")
  }

  @Test func `data of several names is found where they stand and where it is loaded`() throws {
    let result = try SourceCodeFixture([
      (
        "bench/run.py",
        """
        from datasets import load_dataset

        SETS = {
            "full": "acme/bench-full",
            "lite": "acme/bench-lite",
        }
        COLORS = {"red": "#f00", "blue": "#00f"}

        def main(subset):
            path = SETS.get(subset, subset)
            return load_dataset(path), COLORS[subset]
        """
      )
    ]).found()
    #expect(result.has("Dataset acme/bench-full"), "\(result)")
    let lite = result.asset("Dataset", "acme/bench-lite").compactMap(\.sighting.location?.line)
    #expect(Set(lite) == [5, 11], "\(lite)")
    #expect(result.assets.filter { $0.kind == .dataset && $0.name.hasPrefix("#") }.isEmpty)
  }

  @Test func `tables with vectors are told of statements with holes, and of what indexes them`()
    throws
  {
    let result = try SourceCodeFixture([
      (
        "app/database.py",
        """
        from openai import OpenAI

        SIZE = 1536

        def prepare(cursor, name):
            cursor.execute(f"CREATE TABLE IF NOT EXISTS chunks (id int, v vector({SIZE}))")
            cursor.execute("CREATE INDEX chunks_v ON chunks USING hnsw (v vector_cosine_ops)")
            cursor.execute(f"CREATE TABLE logs (id int, note text default '{name}')")
            cursor.execute("CREATE INDEX logs_id ON logs USING btree (id)")
        """
      )
    ]).found()
    #expect(result.has("VectorIndex chunks"), "\(result)")
    #expect(
      result.assets.filter { $0.kind == .vectorIndex }.allSatisfy { $0.name == "chunks" },
      "\(result)")
  }

  @Test func `addresses are defaults of variables, whatever these are given to`() throws {
    let result = try SourceCodeFixture([
      (
        "app/client.py",
        """
        import os
        from openai import OpenAI

        def base(url):
            return url if url else os.getenv("OPENAI_BASE_URL", "https://api.openai.com/v1")

        def page():
            return os.getenv("SHOP_URL", "https://shop.test/v1")
        """
      )
    ]).found()
    #expect(result.has("Endpoint https://api.openai.com/v1"), "\(result)")
    #expect(result.assets.filter { $0.kind == .endpoint }.count == 1, "\(result)")
  }

  @Test func `a switch of traces counts where code sets it, and not where it asks`() throws {
    func found(_ line: String) throws -> SourceCodeFixture.Found {
      try SourceCodeFixture([
        ("app/main.py", "import os\nfrom crewai import Agent\n\n\(line)\n")
      ]).found()
    }
    let on = try found("os.environ[\"CREWAI_TRACING_ENABLED\"] = \"true\"")
    #expect(on.has("SaaSApp CrewAI AMP"), "\(on)")
    for line in [
      "os.environ[\"CREWAI_TRACING_ENABLED\"] = \"false\"",
      "traces = os.getenv(\"CREWAI_TRACING_ENABLED\", \"false\") == \"true\"",
    ] {
      #expect(try !found(line).has("SaaSApp CrewAI AMP"), "\(line)")
    }
  }

  @Test func `the address of a server of models may lack its scheme`() throws {
    let result = try SourceCodeFixture([
      (
        "app/pictures.py",
        """
        import os
        from openai import OpenAI

        COMFYUI_SERVER_ADDRESS = os.environ.get("COMFYUI_SERVER_ADDRESS", "127.0.0.1:8188")
        host = os.environ.get("OLLAMA_HOST", "gpu-box:11434").split(":")[0]
        CACHE = os.environ.get("REDIS_ADDRESS", "127.0.0.1:6379")
        LISTEN = os.environ.get("VLLM_HOST", "0.0.0.0:8000")
        """
      )
    ]).found()
    #expect(result.has("Endpoint http://127.0.0.1:8188"), "\(result)")
    #expect(result.has("Endpoint http://gpu-box:11434"), "\(result)")
    let endpoints = result.assets.filter { $0.kind == .endpoint }
    #expect(Set(endpoints.map(\.name)).count == 2, "\(result)")
  }

  @Test func `routes use what a framework hands over to them`() throws {
    let result = try SourceCodeFixture([
      (
        "app/service.py",
        """
        from openai import OpenAI

        class Answers:
            def __init__(self):
                self.client = OpenAI()

            def answer(self, question):
                return self.client.responses.create(model="gpt-4o", input=question)

        class Users:
            def all(self):
                return []

        def get_answers():
            return Answers()
        """
      ),
      (
        "app/routes.py",
        """
        from fastapi import APIRouter, Depends
        from app.service import Answers, Users, get_answers

        router = APIRouter()

        @router.post("/ask")
        def ask(question: str, service: Answers = Depends(get_answers)):
            return service.answer(question)

        @router.post("/again")
        def again(question: str, service=Depends(Answers)):
            return service.answer(question)

        @router.get("/users")
        def users(service: Users = Depends(Users)):
            return service.all()
        """
      ),
    ]).found()
    #expect(result.has("Endpoint /ask @7"), "\(result)")
    #expect(result.has("Endpoint /again"), "\(result)")
    #expect(result.assets.filter { $0.kind == .endpoint }.count == 2, "\(result)")
  }

  @Test func `files of models are told by what holds their paths`() throws {
    let result = try SourceCodeFixture([
      (
        "app/settings.py",
        """
        import torch
        from pydantic import Field
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            ad_classifier_model_path: str = Field(default="models/ads_v1.json")
            weights_path: str = "weights/net.pt"
            model_path: str = "s3"
            report_path: str = "models/report.json"
            model_card_file: str = "models/card.json"
        """
      )
    ]).found()
    #expect(result.has("ModelArtifact ads_v1.json"), "\(result)")
    #expect(result.has("ModelArtifact net.pt"), "\(result)")
    #expect(result.assets.filter { $0.kind == .modelArtifact }.count == 2, "\(result)")
  }

  @Test func `who is given messages is a model, whatever it is called`() throws {
    let result = try SourceCodeFixture([
      (
        "app/judge.py",
        """
        from langchain_openai import ChatOpenAI

        def grade(grader, report):
            return grader.invoke([{"role": "user", "content": report}])

        def play(tune, notes):
            return tune.invoke([{"note": "a", "length": 1}])

        def main():
            return run(grade, ChatOpenAI(model="gpt-4o"))
        """
      )
    ]).found()
    #expect(result.has("Application shop USES_MODEL Model gpt-4o @4"), "\(result)")
    #expect(!result.has("Application shop USES_MODEL Model gpt-4o @7"), "\(result)")
  }
}
