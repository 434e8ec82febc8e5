import Estate
import Testing

@testable import Discovery

/// Images and command lines that code holds as texts, and the places where it names servers.
@Suite struct DeploymentTextsTests {
  private func found(_ text: String) throws -> SourceCodeFixture.Found {
    let app = "from openai import OpenAI\n\nclient = OpenAI()\n"
    return try SourceCodeFixture([("deploy/service.py", text), ("deploy/app.py", app)]).found()
  }

  @Test func `images stand behind a registry, and command lines name what they load`() throws {
    let result = try found(
      """
      from platform.deploy import Image, Service

      def service(registry):
          return Service(
              image=Image(
                  image_uri=f"{registry}/michaelf34/infinity:0.0.63",
                  command="infinity_emb v2 --model-id acme/house-embed-1 --model-id acme/house-rerank-1",
              ),
              other=Image(image_uri=f"{registry}/shop/api:1", command="python -m shop --model-id acme/x-1"),
          )
      """)
    let images = result.assets.filter { $0.kind == .containerImage }
    #expect(images.map(\.name) == ["michaelf34/infinity"])
    #expect(images.map(\.sighting.location?.line) == [6])
    let models = result.assets.filter { $0.kind == .model }
    #expect(Set(models.map(\.name)) == ["acme/house-embed-1", "acme/house-rerank-1"])
  }

  @Test func `sentences that begin like a command line are none`() throws {
    let result = try found(
      """
      import logging

      logging.info("ollama is not running, start it first")
      logging.info("vllm serves models: see the docs")
      HELP = "serve run files from here"
      """)
    #expect(!result.assets.contains { $0.kind == .model || $0.kind == .containerImage })
  }

  @Test func `a server is seen where its client is made and where its package is named`() throws {
    let result = try found(
      """
      from mcp import StdioServerParameters, stdio_client
      from strands.tools.mcp import MCPClient

      client = MCPClient(
          lambda: stdio_client(
              StdioServerParameters(
                  command="docker",
                  args=[
                      "run", "-i", "--rm",
                      "mcp/perplexity-ask",
                  ],
              )
          )
      )
      """)
    let lines = result.assets.filter { $0.kind == .mcpServer }.map(\.sighting.location?.line)
    #expect(lines.contains(10))
    #expect(Set(result.assets.filter { $0.kind == .mcpServer }.map(\.id)).count == 1)
  }

  @Test func `the address of a model server that only a variable tells is an endpoint`() throws {
    let result = try SourceCodeFixture([
      (
        "src/models.ts",
        """
        import { createOllama } from "ollama-ai-provider-v2";

        const local = createOllama({ baseURL: process.env.OLLAMA_BASE_URL });
        const store = process.env.DATABASE_URL;
        const model = process.env.OLLAMA_MODEL;
        """
      )
    ]).found()
    let endpoints = result.assets.filter { $0.kind == .endpoint }
    #expect(endpoints.map(\.name) == ["OLLAMA_BASE_URL"])
    #expect(endpoints.map(\.sighting.location?.line) == [3])
  }
}
