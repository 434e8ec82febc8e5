import Estate
import Testing

@testable import Discovery

/// Indexes that only variables of the environment name.
@Suite struct EnvironmentIndexTests {
  private func indexes(_ text: String) throws -> [Int?] {
    try SourceCodeFixture([("shop/desk.py", text)]).found().assets
      .filter { $0.kind == .vectorIndex }.map(\.sighting.location?.line)
  }

  @Test func `are seen where a program reads the variable, or sets it for others`() throws {
    let lines = try indexes(
      """
      import os
      from strands import Agent
      settings = {"base": os.environ.get("KNOWLEDGE_BASE_ID", "")}
      os.environ["SHOP_KNOWLEDGE_BASE_ID"] = settings["base"]
      """)
    #expect(lines == [3, 4])
  }

  @Test func `are none where the variable names something else`() throws {
    let lines = try indexes(
      """
      import os
      from strands import Agent
      help = os.environ.get("KNOWLEDGE_BASE_URL", "")
      os.environ["TABLE_ID"] = help
      print("KNOWLEDGE_BASE_ID")
      """)
    #expect(lines.isEmpty)
  }
}
