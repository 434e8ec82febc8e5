import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct McpClientCatalogueTests {
  private let detector: McpClientDetector

  init() throws { detector = try McpClientDetector() }

  @Test("every client's examples are read as the catalogue says")
  func clients() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/mcp-clients.yaml"))
    let clients = document.root["clients"]?.items ?? []
    #expect(clients.count >= 30)
    for client in clients {
      let slug = try #require(client["slug"]?.text)
      let agent = "agent:repo:github.com/acme/shop#\(slug)"
      let matches = client["examples"]?["match"]?.items ?? []
      #expect(!matches.isEmpty, "\(slug) has no examples")
      for example in matches {
        let result = try inspect(example)
        let isAgent = client["type"]?.text != "application"
        #expect(result.ids(.agent).contains(agent) == isAgent, "\(slug): \(example.line)")
        for server in example["servers"]?.items.compactMap(\.text) ?? [] {
          #expect(result.ids(.mcpServer).contains(server), "\(slug): \(example.line)")
        }
        for signal in example["signals"]?.items.compactMap(\.text) ?? [] {
          #expect(result.signalNames.contains(signal), "\(slug): \(signal)")
        }
      }
      for example in client["examples"]?["no_match"]?.items ?? [] {
        let result = try inspect(example)
        #expect(result.estate.assets.isEmpty, "\(slug): \(example["text"]?.text ?? "")")
      }
    }
  }

  @Test("every known server's examples hold")
  func servers() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/mcp-servers.yaml"))
    for (key, isMatch) in [("match", true), ("no_match", false)] {
      let examples = document.root["examples"]?[key]?.items ?? []
      #expect(examples.count > 4)
      for example in examples {
        let id = try #require(example["id"]?.text)
        let (name, command) =
          id.hasPrefix("pkg:npm/") ? (id.dropFirst(8), "npx") : (id.dropFirst(9), "uvx")
        let version = example["version"]?.scalar.map { (command == "npx" ? "@" : "==") + $0 } ?? ""
        let result = Inspection(
          detector, path: ".mcp.json",
          Array(
            #"{"mcpServers": {"a": {"command": "\#(command)", "args": ["\#(name)\#(version)"]}}}"#
              .utf8))
        let server = try #require(result.estate.assets.first { $0.kind == .mcpServer })
        let malicious = server.properties["malicious"] == true
        #expect(malicious == (isMatch && example["malicious"]?.boolean == true), "\(id)\(version)")
        let advisories = example["advisories"]?.items.compactMap(\.text) ?? []
        #expect(
          result.ids(.vulnerability) == advisories.sorted().map { "vulnerability:cve:\($0)" },
          "\(id)\(version)")
      }
    }
  }

  @Test("every example of a secret is found in clear, and no stand-in is")
  func secrets() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/inline-secrets.yaml"))
    for (key, isMatch) in [("match", true), ("no_match", false)] {
      let examples = document.root["examples"]?[key]?.items ?? []
      #expect(examples.count > 5)
      for example in examples {
        let name = try #require(example["name"]?.text)
        let value = try #require(example["value"]?.text)
        let result = Inspection(
          detector, path: ".mcp.json",
          Array(
            #"{"mcpServers": {"a": {"command": "npx", "args": ["a-mcp"], "env": {"\#(name)": "\#(value)"}}}}"#
              .utf8))
        #expect(result.signalNames.contains("mcp.inline-secret") == isMatch, "\(name): \(value)")
        if isMatch { #expect(!result.everything.contains(value), "\(name) is stored whole") }
      }
    }
  }

  @Test("every example of a place in a repository gets its scope")
  func scopes() throws {
    let scopes = try PathScopes()
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/path-scopes.yaml"))
    for example in document.root["examples"]?["match"]?.items ?? [] {
      let path = try #require(example["path"]?.text)
      #expect(scopes.scope(of: path) == example["scope"]?.text)
    }
    for example in document.root["examples"]?["no_match"]?.items ?? [] {
      let path = try #require(example["path"]?.text)
      #expect(scopes.scope(of: path) != example["scope"]?.text)
    }
  }

  private func inspect(_ example: DocumentNode) throws -> Inspection {
    let path = try #require(example["path"]?.text)
    let text = try #require(example["text"]?.text)
    return Inspection(detector, path: path, Array(text.utf8))
  }
}
