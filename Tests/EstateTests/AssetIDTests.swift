import Estate
import Testing

@Suite struct AssetIDTests {
  @Test func `an id is one word, whatever the name`() {
    let id = AssetID(.agent, "repo", "a b\n\u{1B}[31m%")
    #expect(id.text == "agent:repo:a%20b%0A%1B[31m%25")
    #expect(AssetID(parsing: id.text) == id)
    #expect(id.kind == .agent)
  }

  @Test(arguments: ["", "agent", "agent:x", "agent::x", "agent:x:", "robot:x:y", "agent:x:y z"])
  func `what is no id is not taken for one`(text: String) {
    #expect(AssetID(parsing: text) == nil)
  }

  @Test func `a package URL keeps its own colons`() throws {
    let id = try #require(AssetID(parsing: "package:pkg:pypi/langchain"))
    #expect(id == AssetID(.package, "pkg", "pypi/langchain"))
    #expect(AssetID(parsing: "model:huggingface:meta-llama/Llama-3.1-8B@main")?.kind == .model)
  }
}
