import Estate
import Evidence
import Foundation
import Posture
import TestSupport
import Testing

/// What one repository says of another: a scan of both joins them.
@Suite struct AcrossRepositoriesTests {
  private func scan(_ files: [String: String]) throws -> Estate {
    let folder = try TemporaryFolder()
    for (path, text) in files {
      let file = folder.url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    for repository in Set(files.keys.compactMap { $0.split(separator: "/").first }) {
      let git = folder.url.appending(path: "\(repository)/.git")
      try FileManager.default.createDirectory(at: git, withIntermediateDirectories: true)
      let config = "[remote \"origin\"]\n\turl = https://git.acme.example/x/\(repository).git\n"
      try Data(config.utf8).write(to: git.appending(path: "config"))
      try Data("ref: refs/heads/main\n".utf8).write(to: git.appending(path: "HEAD"))
    }
    return try PostureScan(
      ScanRequest(targets: [folder.path], now: SampleOrganisation.now)
    ).run().estate
  }

  private func has(
    _ kind: RelationKind, _ tail: String, _ head: String, in estate: Estate
  ) -> Bool {
    guard let from = AssetID(parsing: tail).flatMap(estate.index(of:)),
      let to = AssetID(parsing: head).flatMap(estate.index(of:))
    else { return false }
    return estate.outgoing(from, kind).contains { estate.head(ofRelationAt: $0) == to }
  }

  private func servers(_ estate: Estate) -> [String] {
    estate.assets.filter { $0.kind == .mcpServer }.map(\.id.text).sorted()
  }

  private static let weather = [
    "weather/package.json": #"{"name": "@acme/weather-mcp", "version": "1.0.0"}"#,
    "weather/src/index.ts": """
    import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
    const server = new McpServer({ name: "weather", version: "1.0.0" });
    server.registerTool("get_forecast", { description: "Forecast" }, async () => ({}));
    """,
  ]

  @Test func `a client's server is the one whose code publishes the package`() throws {
    var files = Self.weather
    files["client/.mcp.json"] =
      #"{"mcpServers": {"weather": {"command": "npx", "args": ["-y", "@acme/weather-mcp"]}}}"#
    let estate = try scan(files)
    #expect(servers(estate) == ["mcpserver:npm:@acme/weather-mcp"])
    #expect(
      has(
        .provides, "mcpserver:npm:@acme/weather-mcp",
        "tool:repo:git.acme.example/x/weather/src/index.ts#get_forecast", in: estate))
  }

  @Test func `another package's server stays another, and so do two servers of one package`() throws
  {
    var files = Self.weather
    files["client/.mcp.json"] =
      #"{"mcpServers": {"weather": {"command": "npx", "args": ["-y", "@other/weather-mcp"]}}}"#
    #expect(servers(try scan(files)).count == 2)

    files = Self.weather
    files["weather/src/second.ts"] = files["weather/src/index.ts"]
    files["client/.mcp.json"] =
      #"{"mcpServers": {"weather": {"command": "npx", "args": ["-y", "@acme/weather-mcp"]}}}"#
    #expect(servers(try scan(files)).count == 3)
  }

  @Test func `what a client starts by its file is the server in that file`() throws {
    let estate = try scan([
      "desk/.cursor/mcp.json": """
      {"mcpServers": {
        "notes": {"command": "uv", "args": ["run", "servers/notes.py"]},
        "web": {"command": "node", "args": ["${workspaceFolder}/web/build/main.js"]},
        "gone": {"command": "python", "args": ["servers/gone.py"]}}}
      """,
      "desk/servers/notes.py": """
      from mcp.server.fastmcp import FastMCP
      mcp = FastMCP("Notes")
      """,
      "desk/web/src/main.ts": """
      import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
      const server = new McpServer({ name: "web", version: "1.0.0" });
      """,
    ])
    #expect(servers(estate).count == 3)
    let code = estate.assets.filter { $0.kind == .mcpServer && $0.sightings.count > 1 }
    #expect(
      code.map(\.id.text).sorted() == [
        "mcpserver:repo:git.acme.example/x/desk/servers/notes.py#mcp",
        "mcpserver:repo:git.acme.example/x/desk/web/build/main.js#web",
      ])
  }

  @Test func `a remote agent is the one whose card has its address`() throws {
    let estate = try scan([
      "invoices/main.py": """
      from a2a.types import AgentCard
      card = AgentCard(name="Invoice agent", description="x", url="https://invoices.acme.example/")
      """,
      "desk/agent.py": """
      from google.adk.agents import Agent
      from google.adk.agents.remote_a2a_agent import RemoteA2aAgent
      invoices = RemoteA2aAgent(
          name="invoices", agent_card="https://invoices.acme.example/.well-known/agent-card.json")
      other = RemoteA2aAgent(name="other", agent_card="https://other.acme.example/agent.json")
      root_agent = Agent(name="desk", model="gemini-2.0-flash", sub_agents=[invoices, other])
      """,
    ])
    let agents = estate.assets.filter { $0.kind == .agent }
    #expect(agents.count == 3)
    let card = try #require(agents.first { $0.sightings.count > 1 })
    #expect(
      card.sightings.compactMap(\.location?.path).sorted() == ["desk/agent.py", "invoices/main.py"])
    let desk = "agent:repo:git.acme.example/x/desk/agent.py#root_agent"
    #expect(has(.delegatesTo, desk, card.id.text, in: estate))
  }

  @Test func `a variable of the environment is the model that the deployment gives it`() throws {
    let code = """
      import os
      from google.adk.agents import Agent
      root_agent = Agent(name="desk", model=os.environ["DESK_MODEL"], instruction="Help them all.")
      """
    let agent = "agent:repo:git.acme.example/x/desk/src/agent.py#root_agent"
    let model = "model:google:gemini-2.5-pro"
    for (path, text) in [
      ("desk/.env.example", "DESK_MODEL=gemini-2.5-pro  # the good one\n"),
      ("desk/Dockerfile", "FROM python:3.12\nENV DESK_MODEL=gemini-2.5-pro\n"),
      ("desk/compose.yml", "services:\n  a:\n    environment:\n      DESK_MODEL: gemini-2.5-pro\n"),
      (
        "desk/deploy/k8s.yaml",
        "kind: Pod\nspec:\n  containers:\n  - env:\n    - name: DESK_MODEL\n"
          + "      value: \"gemini-2.5-pro\"\n"
      ),
    ] {
      let estate = try scan(["desk/src/agent.py": code, path: text])
      #expect(has(.usesModel, agent, model, in: estate), "\(path)")
    }
    let other = try scan([
      "desk/src/agent.py": code, "desk/.env.example": "OTHER_MODEL=gemini-2.5-pro\n",
    ])
    #expect(!has(.usesModel, agent, model, in: other))
  }

  @Test func `an image is derived from the base that another repository builds`() throws {
    let estate = try scan([
      "base/.github/workflows/build.yml": """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/build-push-action@v5
              with: {push: true, tags: "registry.acme.example/llm-base:1.0"}
      """,
      "base/Dockerfile": "FROM nvidia/cuda:12.1.0-runtime-ubuntu22.04\nRUN pip install vllm\n",
      "desk/Dockerfile": """
      FROM registry.acme.example/llm-base:1.0
      CMD ["vllm", "serve", "Qwen/Qwen2.5-7B-Instruct"]
      """,
      "plain/Dockerfile": "FROM registry.acme.example/java:21\nCOPY . .\n",
    ])
    let base = "containerimage:oci:registry.acme.example/llm-base"
    #expect(has(.builds, "repository:git:git.acme.example/x/base", base, in: estate))
    #expect(
      has(
        .derivedFrom, "containerimage:repo:git.acme.example/x/desk/Dockerfile", base, in: estate))
    #expect(!estate.assets.contains { $0.id.text.contains("java") })
  }

  @Test func `a data set that one repository writes is the one that another trains on`() throws {
    let estate = try scan([
      "etl/features.py": """
      import pandas as pd
      df = pd.read_csv("in.csv").dropna()
      df.to_csv("local.csv")
      df.to_parquet("s3://acme-ml/features/reviews.parquet")
      """,
      "fraud/train.py": """
      import pandas as pd
      from sklearn.ensemble import RandomForestClassifier
      df = pd.read_parquet("s3://acme-ml/features/reviews.parquet")
      clf = RandomForestClassifier().fit(df[["a"]], df["b"])
      """,
    ])
    let reviews = "dataset:aws-s3:acme-ml/features/reviews.parquet"
    #expect(has(.writes, "application:repo:git.acme.example/x/etl", reviews, in: estate))
    #expect(
      has(.reads, "trainingjob:repo:git.acme.example/x/fraud/train.py#clf", reviews, in: estate))
  }
}
