import Estate
import Testing

@testable import Discovery

/// Who gets into the MCP servers that code makes.
@Suite struct ServerAccessTests {
  private func access(_ lines: String) throws -> [Value] {
    let text = """
      import os
      from fastmcp import FastMCP
      from fastmcp.server.auth import BearerAuthProvider
      from .layers import TokenLayer

      \(lines)
      """
    let found = try SourceCodeFixture([("shop/server.py", text)]).found()
    #expect(!found.asset("McpServer", "shop").isEmpty, "\(found)")
    return found.asset("McpServer", "shop").compactMap { $0.properties["authenticated"] }
  }

  @Test(arguments: [
    """
    mcp = FastMCP("shop", host="0.0.0.0")
    mcp.run(transport="sse")
    """,
    """
    mcp = FastMCP("shop")
    mcp.run(transport="http", host=os.getenv("HOST", "0.0.0.0"), port=8000)
    """,
  ])
  func `one that is told to listen, and was given no check, asks nobody`(_ lines: String) throws {
    #expect(try access(lines) == [false])
  }

  @Test func `one with a check of callers asks`() throws {
    let known = try access(
      """
      mcp = FastMCP("shop", host="0.0.0.0", auth=BearerAuthProvider(jwks_uri="https://id.test/keys"))
      mcp.run(transport="sse")
      """)
    #expect(known == [true])
  }

  @Test(arguments: [
    // Over a pipe.
    """
    mcp = FastMCP("shop")
    mcp.run()
    """,
    """
    mcp = FastMCP("shop", host="0.0.0.0", **options())
    """,
    """
    mcp = FastMCP("shop")
    mcp.add_middleware(TokenLayer())
    mcp.run(transport="http", host="0.0.0.0")
    """,
    """
    mcp = FastMCP("shop")
    mcp.run(transport="http", host="0.0.0.0", middleware=[TokenLayer()])
    """,
  ])
  func `of others the code does not tell`(_ lines: String) throws {
    #expect(try access(lines).isEmpty)
  }
}
