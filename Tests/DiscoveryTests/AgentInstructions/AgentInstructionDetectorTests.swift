import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct AgentInstructionDetectorTests {
  private let detector: AgentInstructionDetector

  init() throws { detector = try AgentInstructionDetector() }

  @Test("every agent's examples are its instructions, and no other file is")
  func examples() throws {
    let document = try #require(
      try Knowledge.embedded.document(at: "Catalog/agent-instructions.yaml"))
    for node in document.root["agents"]?.items ?? [] {
      let slug = try #require(node["slug"]?.text)
      let isAgentless = node["agentless"]?.boolean == true
      let matches = node["examples"]?["match"]?.items.compactMap(\.text) ?? []
      #expect(!matches.isEmpty)
      for path in matches {
        let result = Inspection(detector, path: path, Array("Use tabs.".utf8))
        #expect(result.ids(.skill) == ["skill:repo:github.com/acme/shop/\(path)"])
        let agents = isAgentless ? [] : ["agent:repo:github.com/acme/shop#\(slug)"]
        #expect(result.ids(.agent) == agents, "\(path)")
        #expect(result.estate.relationCount == (isAgentless ? 1 : 2))
      }
      for path in node["examples"]?["no_match"]?.items.compactMap(\.text) ?? [] {
        let result = Inspection(detector, path: path, Array("Use tabs.".utf8))
        #expect(result.estate.assets.isEmpty, "\(path)")
      }
    }
  }

  @Test("the digest is the SHA-256 of the text")
  func digest() {
    let result = Inspection(detector, path: "CLAUDE.md", Array("abc".utf8))
    let digest = result.asset("skill:repo:github.com/acme/shop/CLAUDE.md")?.properties["digest"]
    #expect(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("a sub-agent is told what stands below its front matter; commands and rules are not")
  func subAgents() {
    let text = "---\nname: tester\ndescription: Tests\n---\n\nYou write tests.\n"
    let result = Inspection(detector, path: ".claude/agents/tester.md", Array(text.utf8))
    let prompt = "prompt:repo:github.com/acme/shop/.claude/agents/tester.md"
    #expect(result.asset(prompt)?.sightings.map(\.location?.line) == [6])
    #expect(result.has(.hasPrompt, "agent:repo:github.com/acme/shop#claude-code", prompt))
    for (path, text) in [
      (".claude/commands/test.md", text), (".claude/agents/notes.md", "Use tabs."),
      (".claude/agents/empty.md", "---\nname: a\n---\n\n"),
    ] {
      #expect(Inspection(detector, path: path, Array(text.utf8)).ids(.prompt).isEmpty, "\(path)")
    }
  }
}
