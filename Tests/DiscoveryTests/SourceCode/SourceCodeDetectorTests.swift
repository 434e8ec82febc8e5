import Estate
import Formats
import Testing

@testable import Discovery

@Suite struct SourceCodeDetectorTests {
  private func found(_ files: [(path: String, text: String)]) throws -> SourceCodeFixture.Found {
    try SourceCodeFixture(files.map { (path: $0.path, text: $0.text) }).found()
  }

  private func python(_ text: String) throws -> SourceCodeFixture.Found {
    try found([("src/app.py", text)])
  }

  @Test func `a bare name is nobody's agent`() throws {
    let game = try python(
      """
      from game.people import Agent, Task
      smith = Agent(name="Smith", model="tall")
      def tool(f): return f
      @tool
      def hammer(): ...
      """)
    #expect(game.assets.isEmpty, "\(game)")
  }

  @Test func `names are followed through aliases, variables, attributes and files`() throws {
    let result = try found([
      ("shop/settings.py", "import os\nMODEL = os.getenv(\"SHOP_MODEL\", \"gpt-4o-mini\")\n"),
      ("shop/llm/__init__.py", "from .factory import make_model as build\n"),
      (
        "shop/llm/factory.py",
        """
        from langchain_openai import ChatOpenAI as Chat
        from ..settings import MODEL

        def make_model(temperature=0):
            return Chat(model=MODEL, temperature=temperature)
        """
      ),
      (
        "shop/desk.py",
        """
        import langgraph.prebuilt as graphs
        from langchain_core.tools import tool
        from shop.llm import build

        @tool
        def find_order(number: str) -> str:
            "Finds an order."

        class Desk:
            def __init__(self):
                self.llm = build()
                tools = []
                tools.append(find_order)
                self.agent = graphs.create_react_agent(self.llm, tools, prompt="You help customers.")
        """
      ),
    ])
    #expect(result.has("Agent Desk USES_MODEL Model gpt-4o-mini"), "\(result)")
    #expect(result.has("Agent Desk CAN_CALL Tool find_order"), "\(result)")
    #expect(result.has("Agent Desk HAS_PROMPT Prompt Desk"), "\(result)")
    let model = try #require(result.asset("Model", "gpt-4o-mini").first)
    #expect(model.properties["default_of_env"] == "SHOP_MODEL")
    let agent = try #require(result.asset("Agent", "Desk").first)
    #expect(agent.id.text == "agent:repo:example.com/acme/shop/shop/desk.py#Desk.__init__.agent")
    #expect(agent.sighting.location?.line == 14)
  }

  @Test func `a subclass two levels below a vector store is one`() throws {
    let result = try found([
      (
        "store/base.py",
        "from langchain_community.vectorstores import PGVector\nclass Store(PGVector):\n    pass\n"
      ),
      ("store/orders.py", "from .base import Store\nclass OrderStore(Store):\n    pass\n"),
      (
        "app.py",
        "from store.orders import OrderStore\nindex = OrderStore(collection_name=\"orders\")\n"
      ),
    ])
    #expect(!result.assets.filter { $0.kind == .vectorIndex }.isEmpty, "\(result)")
  }

  @Test func `ids do not depend on lines, nor results on the order of files`() throws {
    let code = """
      from crewai import Agent
      writer = Agent(role="Writer", goal="Write", backstory="Old hand", llm="openai/gpt-4o")
      """
    let first = try python(code)
    let moved = try python("# a\n\n\n" + code)
    #expect(Set(first.assets.map(\.id)) == Set(moved.assets.map(\.id)))
    let files = [("a.py", "from b import MODEL\n" + code), ("b.py", "MODEL = \"gpt-4o\"\n")]
    let forwards = try found(files.map { (path: $0.0, text: $0.1) })
    let again = try found(files.map { (path: $0.0, text: $0.1) })
    #expect(forwards.description == again.description)
  }

  @Test func `comments, docstrings, price tables and type imports say nothing`() throws {
    let result = try found([
      (
        "prices.py",
        """
        # We tried gpt-4o and claude-3-5-sonnet here.
        "Costs of gpt-4o."
        PRICES = {"gpt-4o": 2.5, "claude-3-5-sonnet-20241022": 3}
        """
      ),
      (
        "view.ts", "import type { Agent } from '@mastra/core/agent'\nexport const a: Agent[] = []\n"
      ),
    ])
    #expect(result.assets.isEmpty, "\(result)")
  }

  @Test func `what tests and examples use is told apart, and what is vendored is not read`() throws
  {
    let code = "from openai import OpenAI\nclient = OpenAI()\n"
    let result = try found([("tests/test_a.py", code), ("vendor/lib/a.py", code)])
    #expect(result.assets.allSatisfy { $0.sighting.location?.path == "tests/test_a.py" })
    let provider = try #require(result.asset("Provider", "OpenAI").first)
    #expect(provider.properties["scope"] == "test")
    #expect(provider.sighting.confidence < 1)
  }

  @Test func `the agents of a configuration and of the code that loads it are one`() throws {
    let result = try found([
      ("bot/config/agents.yaml", "writer:\n  role: Writer\n  goal: Write\n  backstory: Old\n"),
      (
        "bot/crew.py",
        """
        from crewai import Agent
        from crewai.project import CrewBase, agent

        @CrewBase
        class Bot:
            @agent
            def writer(self) -> Agent:
                return Agent(config=self.agents_config["writer"])
        """
      ),
    ])
    let ids = Set(result.assets.filter { $0.kind == .agent }.map(\.id.text))
    #expect(
      ids.contains("agent:repo:example.com/acme/shop/bot/config/agents.yaml#writer"), "\(ids)")
  }

  @Test(arguments: [
    "a = b\nb = a\nfrom openai import OpenAI\nc = OpenAI(base_url=a)\n",
    "from openai import OpenAI\nclass A(A): pass\nclass B(C): pass\nclass C(B): pass\nx = B(C())\n",
    "from openai import OpenAI\ndef f(x): return g(x)\ndef g(x): return f(x)\ny = f(OpenAI())\n",
    "from openai import OpenAI\nx = " + String(repeating: "[", count: 50_000),
    "from openai import OpenAI\nx = " + String(repeating: "f(", count: 20_000),
    "from openai import OpenAI\nx = \"" + String(repeating: "a", count: 100_000),
    "from openai import OpenAI\nx = " + String(repeating: "y + ", count: 30_000) + "y\n",
    "from openai import OpenAI\n\u{0}\u{0}\u{FFFD} class ( : = ) [ } @ \n",
  ])
  func `circles and endless nesting end`(code: String) throws {
    let result = try python(code)
    #expect(result.skipped.isEmpty)
  }

  @Test func `re-exports in circles end`() throws {
    let result = try found([
      ("src/a.ts", "export * from './b'\nexport { x } from './b'\n"),
      ("src/b.ts", "export * from './a'\nexport { x } from './a'\n"),
      (
        "src/c.ts",
        "import { x } from './a'\nimport OpenAI from 'openai'\nconst client = new OpenAI(x)\n"
      ),
    ])
    #expect(result.has("Provider OpenAI"), "\(result)")
  }

  @Test(.timeLimit(.minutes(1)))
  func `re-exports that branch in circles end`() throws {
    let count = 100
    var files = (0..<count).map { number in
      (
        "src/f\(number).ts",
        "export * from './f\((number + 1) % count)';\nexport { x } from './f\((number + 7) % count)';\n"
      )
    }
    files.append(
      ("src/use.ts", "import { x } from './f0'\nimport OpenAI from 'openai'\nnew OpenAI(x)\n"))
    let result = try found(files)
    #expect(result.has("Provider OpenAI"), "\(result)")
  }

  @Test func `a client that a framework makes asks the model of its settings`() throws {
    let result = try found([
      (
        "src/main/resources/application.properties",
        "spring.ai.openai.api-key=${OPENAI_API_KEY}\nspring.ai.openai.chat.options.model=gpt-4o-mini\n"
      ),
      (
        "src/main/java/shop/Chat.java",
        """
        package shop;

        import org.springframework.ai.chat.client.ChatClient;

        public class Chat {
          private final ChatClient chatClient;

          public Chat(ChatClient.Builder builder) {
            this.chatClient = builder.build();
          }

          public String ask(String question) {
            return this.chatClient.prompt().user(question).call().content();
          }
        }
        """
      ),
    ])
    let calls = result.relations.filter { $0.head.text == "model:openai:gpt-4o-mini" }
    #expect(calls.map(\.sighting.location?.line) == [13], "\(result)")
  }

  @Test func `what is written once is one thing, seen once, of the client's provider`() throws {
    let result = try python(
      """
      import os
      from openai import AzureOpenAI

      azure = AzureOpenAI(azure_endpoint=os.environ["AZURE_OPENAI_ENDPOINT"])
      TOOLS = [
          {
              "type": "function",
              "function": {
                  "name": "find_order",
                  "description": "Finds an order",
                  "parameters": {"type": "object", "properties": {}},
              },
          }
      ]

      def answer(messages):
          return azure.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS)
      """)
    #expect(Set(result.asset("Tool", "find_order").map(\.id)).count == 1, "\(result)")
    #expect(Set(result.asset("Model", "gpt-4o").map(\.sighting)).count == 1, "\(result)")
    #expect(result.has("Provider Azure OpenAI"))
    #expect(!result.has("Provider OpenAI"), "\(result)")
  }

  @Test func `a function that gives a member of itself ends`() throws {
    let result = try found([
      (
        "src/raw.rs",
        """
        use async_openai::Client;
        mod raw {
            async fn terminal() -> Final {
                let client = Client::new();
                terminal.expect("the stream must end with a terminal record")
            }
            fn record() {
                let raw = &terminal().await.raw;
                serde_json::from_value(raw.clone()).expect("raw must deserialize");
            }
        }
        """
      )
    ])
    #expect(result.has("Provider OpenAI"), "\(result)")
  }

  @Test func `a line that no person wrote is skipped, and said to be`() throws {
    let result = try found([
      ("dist/app.js", "import OpenAI from 'openai';" + String(repeating: "a(1);", count: 60_000))
    ])
    #expect(result.skipped.count == 1)
  }
}
