import Catalog
import Estate
import Testing

@testable import Discovery

/// Guardrails and evaluations that people write themselves.
@Suite struct OwnDefinitionsTests {
  @Test func `functions and classes that are called guardrails are found, their results are not`()
    throws
  {
    let result = try SourceCodeFixture([
      (
        "app/chat.py",
        """
        import re
        from openai import OpenAI

        class GuardrailResult:
            allowed: bool

        class GuardrailsConfig:
            strict = True

        def prompt_injection_filter(text):
            return re.search("ignore previous", text)

        def input_guard(question):
            return GuardrailResult()

        def guard(question):
            return question

        client = OpenAI()
        """
      ),
      (
        "app/guardrails/pii.py",
        """
        import re

        class PIIDetector:
            def detect(self, text):
                return re.findall("[0-9]{9}", text)

        class PIIMatch:
            span: tuple
        """
      ),
      (
        "app/vision/faces.py",
        """
        import torch

        class FaceDetector(torch.nn.Module):
            pass

        class SpamFilter:
            pass
        """
      ),
    ]).found()
    #expect(result.has("Guardrail prompt_injection_filter @10"), "\(result)")
    #expect(result.has("Guardrail input_guard"), "\(result)")
    #expect(result.has("Guardrail PIIDetector"), "\(result)")
    #expect(result.assets.filter { $0.kind == .guardrail }.count == 3, "\(result)")
  }

  @Test func `classes that search the web or read documents beside models are sources`() throws {
    let result = try SourceCodeFixture([
      (
        "app/chat.py",
        """
        from openai import OpenAI
        from app.search import HouseSearch, PriceSearch, SizeScraper
        from app.documents import LetterDocumentLoader, DocumentLoader

        client = OpenAI()
        client.responses.create(model="gpt-4o-mini", input=HouseSearch("x").search())
        """
      ),
      (
        "app/search.py",
        """
        import requests

        class BaseSearch:
            def search(self): ...

        class HouseSearch:
            def __init__(self, query):
                self.query = query

            def search(self):
                return requests.get("https://search.acme.example", params={"q": self.query}).json()

        class PriceSearch:
            def total(self):
                return 3

        class SizeScraper:
            def scrape(self, link):
                return requests.get(link).text
        """
      ),
      (
        "app/documents.py",
        """
        class LetterDocumentLoader:
            def load(self):
                return []

        class DocumentLoader:
            def count(self):
                return 0
        """
      ),
    ]).found()
    let sources = result.assets.filter { $0.kind == .contentSource }.map(\.name).sorted()
    #expect(sources.contains("HouseSearch"), "\(result)")
    #expect(sources.contains("SizeScraper"), "\(result)")
    #expect(sources.contains("LetterDocumentLoader"), "\(result)")
    #expect(Set(sources).isDisjoint(with: ["BaseSearch", "PriceSearch", "DocumentLoader"]))
  }

  @Test func `a class that searches without models beside it is no source`() throws {
    let result = try SourceCodeFixture([
      ("app/names.py", "from openai import BadRequestError\nfrom app.search import HouseSearch\n"),
      (
        "app/search.py",
        """
        import requests

        class HouseSearch:
            def search(self):
                return requests.get("https://search.acme.example").json()
        """
      ),
    ]).found()
    #expect(!result.assets.contains { $0.kind == .contentSource }, "\(result)")
  }

  @Test func `names tell by their words and by the folder`() throws {
    let names = try SourceTextFacts(.embedded).guardrails
    for (name, path) in [
      ("JailbreakDetector", "src/a.ts"), ("checkPromptInjection", "src/guard.ts"),
      ("ToxicityFilter", "src/safety/guardrails.py"), ("redactSecrets", "src/guards/out.ts"),
    ] {
      #expect(names.holds(name, in: path), "\(name) in \(path)")
    }
    for (name, path) in [
      ("GuardrailError", "src/a.ts"), ("Guard", "src/guards/a.ts"), ("AuthGuard", "src/auth/a.ts"),
      ("BloomFilter", "src/index/a.py"), ("GuardrailOptions", "guardrails/a.py"),
      ("testSecurityGuardrails", "src/a.ts"),
    ] {
      #expect(!names.holds(name, in: path), "\(name) in \(path)")
    }
  }

  @Test func `evaluations are found by their names where evaluations stand`() throws {
    let result = try SourceCodeFixture([
      (
        "app/evaluation/answers.py",
        """
        from openai import OpenAI

        client = OpenAI()

        class FaithfulnessMetric:
            def measure(self, answer):
                return 1

        class EvaluationResult:
            score: float

        def run_evaluation(cases):
            return [client.responses.create(model="gpt-4o", input=case) for case in cases]
        """
      ),
      (
        "app/expressions.py",
        """
        from openai import OpenAI

        def evaluate(expression):
            return OpenAI()

        def evaluate_condition(text):
            return text
        """
      ),
    ]).found()
    #expect(result.has("Evaluation run_evaluation @12"), "\(result)")
    #expect(result.has("Evaluation FaithfulnessMetric"), "\(result)")
    #expect(result.assets.filter { $0.kind == .evaluation }.count == 2, "\(result)")
  }

  @Test func `a function that measures by its own means is an evaluation`() throws {
    let result = try SourceCodeFixture([
      (
        "search.py",
        """
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer("all-MiniLM-L6-v2")

        def hit_rate(found):
            return sum(found) / len(found)

        def evaluate(ground_truth, search):
            found = [search(each["question"]) == each["document"] for each in ground_truth]
            return hit_rate(found)

        def evaluate_rules(ground_truth, search):
            return [search(each) for each in ground_truth]

        print(evaluate([], lambda question: model.encode(question)))
        """
      )
    ]).found()
    #expect(result.has("Evaluation evaluate @8"), "\(result)")
    #expect(result.has("Evaluation evaluate @15"), "\(result)")
    #expect(!result.has("Evaluation evaluate_rules"), "\(result)")
  }

  @Test func `the indexes of a file are seen where the client of their store is made`() throws {
    let result = try SourceCodeFixture([
      (
        "store.py",
        """
        from qdrant_client import QdrantClient

        store = QdrantClient(url="http://localhost:6333")
        store.create_collection("tides")
        store.create_collection("currents")
        """
      ),
      (
        "other.py",
        """
        from qdrant_client import QdrantClient

        reader = QdrantClient(url="http://localhost:6333")
        """
      ),
    ]).found()
    #expect(result.has("VectorIndex tides @3"), "\(result)")
    #expect(result.has("VectorIndex currents @3"), "\(result)")
    #expect(!result.has("VectorIndex tides @7"), "\(result)")
    let names = Set(result.assets.filter { $0.kind == .vectorIndex }.map(\.name))
    #expect(names.count == 3, "\(result)")
  }

  @Test func `answers give no names, and lists of cases are sets where evaluations stand`() throws {
    let cases = """
      import boto3
      from tavily import TavilyClient
      from openai import OpenAI

      CASES = [{"question": "Which tide?"}, {"question": "Which wind?"}]

      def fill(name, model):
          client = boto3.client("bedrock-agent")
          create_response = client.create_knowledge_base(name=name)
          return OpenAI().responses.create(model="gpt-4o", input=str(create_response))
      """
    let result = try SourceCodeFixture([("evals/run.py", cases), ("app/run.py", cases)]).found()
    #expect(result.has("VectorIndex knowledge_base @9"), "\(result)")
    #expect(!result.has("VectorIndex create_response"), "\(result)")
    let sets = result.asset("Dataset", "CASES").compactMap { $0.sighting.location?.path }
    #expect(sets == ["evals/run.py"], "\(result)")
  }
}
