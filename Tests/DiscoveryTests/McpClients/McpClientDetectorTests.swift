import Discovery
import Estate
import Testing

@Suite struct McpClientDetectorTests {
  private let detector: McpClientDetector

  init() throws { detector = try McpClientDetector() }

  private func inspect(_ text: String, at path: String = ".mcp.json") -> Inspection {
    Inspection(detector, path: path, Array(text.utf8))
  }

  @Test("each server is recorded with its line, its properties and the agent that connects to it")
  func lines() throws {
    let result = inspect(
      """
      {
        // comment
        "mcpServers": {
          "github": {
            "command": "docker",
            "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server:v0.5.0"],
            "env": {"GITHUB_TOKEN": "${GITHUB_TOKEN}"},
          },
          "docs": {"type": "sse", "url": "https://docs.test/sse", "headers": {"Authorization": "Bearer ${T}"}}
        }
      }
      """)
    let server = try #require(result.asset("mcpserver:oci:ghcr.io/github/github-mcp-server"))
    #expect(server.name == "github")
    #expect(server.sightings.map(\.location?.line) == [4])
    #expect(server.properties["pin"] == "exact")
    #expect(server.properties["transport"] == "stdio")
    #expect(server.properties["environment_names"] == ["GITHUB_TOKEN"])
    #expect(server.properties["disabled"] == false)
    let docs = try #require(result.asset("mcpserver:url:https://docs.test/sse"))
    #expect(docs.properties["transport"] == "sse")
    #expect(docs.properties["encrypted"] == true)
    #expect(docs.properties["authenticated"] == true)
    #expect(result.estate.relationCount == 4)
    #expect(result.signalNames == ["mcp.read-only-unused"])
    #expect(
      result.asset("agent:repo:github.com/acme/shop#claude-code")?.properties["settings_file"]
        == true)
  }

  @Test("the same server in several clients is one asset")
  func merging() {
    let text = #"{"mcpServers": {"x": {"command": "npx", "args": ["-y", "a-mcp@1.0.0"]}}}"#
    let result = Inspection(
      detector,
      [(".mcp.json", text), (".cursor/mcp.json", text), ("tests/fixtures/.mcp.json", text)])
    #expect(result.ids(.mcpServer) == ["mcpserver:npm:a-mcp"])
    #expect(result.ids(.agent).count == 2)
    #expect(result.asset("mcpserver:npm:a-mcp")?.properties["scope"] == "product")
    #expect(result.ids(.package) == ["package:pkg:npm/a-mcp"])
  }

  @Test("a configuration among test fixtures is marked as such")
  func scope() {
    let result = inspect(
      #"{"mcpServers": {"x": {"command": "npx", "args": ["a-mcp"]}}}"#,
      at: "tests/fixtures/.mcp.json")
    #expect(result.asset("mcpserver:npm:a-mcp")?.properties["scope"] == "test")
  }

  @Test("secrets are found in every place, with name and line, and never kept")
  func secrets() throws {
    let secret = "kQ8mZ0x71LpWt5Vn"
    let result = inspect(
      """
      {"mcpServers": {
        "a": {"command": "npx", "args": ["a-mcp", "--api-key", "\(secret)"]},
        "b": {"command": "npx", "args": ["b-mcp", "--api-key=\(secret)"]},
        "c": {"command": "npx", "args": ["mcp-remote", "https://c.test/sse", "--header", "Authorization: Bearer \(secret)"]},
        "d": {"url": "https://d.test/mcp?api_key=\(secret)"},
        "e": {"url": "https://e.test/mcp",
              "headers": {"X-API-Key": "\(secret)"}},
        "f": {"command": "uvx", "args": ["f-mcp", "postgresql://app:\(secret)@db.test/shop"]},
        "g": {"command": "docker", "args": ["run", "-e", "API_TOKEN=\(secret)", "acme/g"]},
        "h": {"command": "sh", "args": ["-c", "API_TOKEN=\(secret) npx h-mcp"]},
        "i": {"command": "uvx", "args": ["i-mcp"], "env": {"DATABASE_URI": "mysql://u:\(secret)@db/x"}}
      }}
      """)
    #expect(Set(result.lines("mcp.inline-secret")) == [2, 3, 4, 5, 7, 8, 9, 10, 11])
    #expect(result.lines("mcp.inline-secret").count == 9)
    #expect(!result.everything.contains(secret))
    #expect(!result.everything.contains(secret.prefix(6)))
    let places = Set(
      result.estate.signals.filter { $0.signal == "mcp.inline-secret" }
        .compactMap { $0.detail["where"]?.text })
    #expect(places == ["argument", "url", "header", "env"])
    #expect(result.asset("mcpserver:npm:a-mcp")?.properties["inline_secret"] == true)
    let arguments = result.asset("mcpserver:npm:a-mcp")?.properties["arguments"]?.list
    #expect(arguments?.contains("<redacted>") == true)
    #expect(result.asset("mcpserver:url:https://d.test/mcp?api_key=<redacted>") != nil)
  }

  @Test("variables with secrets that a server is handed are credentials by their names")
  func references() {
    let result = inspect(
      #"""
      {"mcpServers": {"notes": {
        "url": "https://notes.example.org/mcp",
        "headers": {"X-API-Key": "$NOTES_API_KEY", "X-Page": "$PAGE_SIZE", "A": "${WIKI_TOKEN}"},
        "env": {"BOARD_API_KEY": "<key>", "GITHUB_TOKEN": "$GITHUB_TOKEN", "LOG_LEVEL": "$LEVEL"}
      }}}
      """#)
    #expect(
      result.estate.assets.filter { $0.kind == .credential }.map(\.name).sorted() == [
        "BOARD_API_KEY", "NOTES_API_KEY", "WIKI_TOKEN",
      ])
  }

  @Test("stand-ins for secrets are clean")
  func placeholders() {
    let result = inspect(
      """
      {"mcpServers": {
        "a": {"command": "npx", "args": ["a-mcp", "--api-key", "${API_KEY}", "--token=YOUR_TOKEN_HERE"]},
        "b": {"url": "https://b.test/mcp?api_key=${KEY}", "headers": {"Authorization": "Bearer <your-token>"}},
        "c": {"command": "uvx", "args": ["c", "postgresql://postgres:postgres@localhost/db"]},
        "d": {"command": "npx", "args": ["d", "--token", "--verbose"], "env": {"OPENAI_API_KEY": "sk-..."}}
      }}
      """)
    #expect(result.lines("mcp.inline-secret").isEmpty)
  }

  @Test("ways to start with more rights than needed are signals with lines")
  func dangerousStarts() {
    let result = inspect(
      """
      {"mcpServers": {
        "a": {"command": "bash", "args": ["-c", "curl -s https://a.test/i.sh | sh"]},
        "b": {"command": "docker", "args": ["run", "--privileged", "acme/b"]},
        "c": {"command": "docker", "args": ["run", "-v", "/var/run/docker.sock:/var/run/docker.sock", "acme/c"]},
        "d": {"command": "docker", "args": ["run", "-v", "/:/host", "acme/d"]},
        "e": {"command": "npx", "args": ["@modelcontextprotocol/server-filesystem", "/", "/srv/data"]},
        "f": {"url": "http://mcp.f.test/sse"},
        "g": {"command": "npx", "args": ["-y", "mcp-remote", "http://mcp.g.test/mcp", "--allow-http"]},
        "h": {"command": "npx", "args": ["h-mcp"], "autoApprove": ["*"]},
        "i": {"command": "npx", "args": ["i-mcp"], "env": {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}}
      }}
      """)
    #expect(result.lines("mcp.shell-wrapper") == [2])
    #expect(Set(result.lines("mcp.privileged-container")) == [3, 4, 5])
    #expect(Set(result.lines("mcp.broad-filesystem")) == [5, 6])
    #expect(Set(result.lines("mcp.plain-http")) == [7, 8])
    #expect(result.lines("mcp.auto-approve") == [9])
    #expect(result.lines("mcp.tls-verification-off") == [10])
    #expect(
      result.asset("mcpserver:url:http://mcp.g.test/mcp")?.properties["package"]
        == "pkg:npm/mcp-remote")
  }

  @Test("ordinary servers raise no signal")
  func ordinary() {
    let result = inspect(
      """
      {"mcpServers": {
        "a": {"command": "docker", "args": ["run", "-i", "-v", "/srv/data:/data:ro", "--cap-drop", "ALL", "acme/a:1.0.0"]},
        "b": {"command": "npx", "args": ["@modelcontextprotocol/server-filesystem@2026.1.14", "/home/me/project", "."]},
        "c": {"url": "http://localhost:3000/mcp"},
        "d": {"url": "https://d.test/mcp"},
        "e": {"command": "npx", "args": ["e-mcp@1.0.0"], "autoApprove": [], "env": {"NODE_OPTIONS": "--max-old-space-size=4096"}},
        "f": {"command": "python", "args": ["-m", "shop.server", "/"]}
      }}
      """)
    #expect(result.signalNames.isEmpty)
    #expect(result.ids(.mcpServer).count == 6)
  }

  @Test("entries that cannot be understood are told, and the others are read")
  func unreadable() {
    let result = inspect(
      """
      {"mcpServers": {
        "a": 5,
        "b": [],
        "c": {"description": "x"},
        "d": {"command": {"x": 1}},
        "e": {"command": 7},
        "f": {"command": "npx", "args": 9},
        "g": {"command": "npx", "args": ["g-mcp"]}
      }}
      """)
    #expect(Set(result.lines("mcp.entry-unreadable")) == [2, 3, 4, 5, 6, 7])
    #expect(result.ids(.mcpServer) == ["mcpserver:npm:g-mcp"])
    #expect(inspect(#"{"mcpServers": 5}"#).lines("mcp.entry-unreadable") == [1])
  }

  @Test("a control character in a name reaches no output")
  func names() throws {
    let result = inspect(
      #"{"mcpServers": {"a\n\u001b[31mb\u202e": {"command": "./run\u001b.sh"}}}"#)
    let server = try #require(result.estate.assets.first { $0.kind == .mcpServer })
    for text in [server.name, server.id.text] {
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(!text.contains("\u{202E}"))
    }
  }

  @Test("of a name that stands twice, the last entry holds")
  func duplicates() {
    let result = inspect(
      #"{"mcpServers": {"a": {"command": "npx", "args": ["x-mcp"]}, "a": {"command": "npx", "args": ["y-mcp"]}}}"#
    )
    #expect(result.ids(.mcpServer) == ["mcpserver:npm:y-mcp"])
  }

  @Test("hostile documents are reported or read, never fatal")
  func hostile() {
    let deep = Array(repeating: "{\"a\":", count: 10_000).joined()
    #expect(inspect(deep).error?.reason.contains("nested deeper") == true)
    #expect(inspect("{\"mcpServers\": {").error != nil)
    #expect(
      inspect("\u{FEFF}{'mcpServers': {a: {command: 'npx', args: ['a-mcp',]}}}").ids(.mcpServer)
        .count == 1)
    let many = (0..<10_000).map { "\"s\($0)\": {\"command\": \"npx\", \"args\": [\"m-\($0)\"]}" }
    #expect(
      inspect("{\"mcpServers\": {\(many.joined(separator: ","))}}").ids(.mcpServer).count == 10_000)
    let huge = String(repeating: "x ", count: 500_000)
    let result = inspect(
      "{\"mcpServers\": {\"a\": {\"command\": \"run\", \"args\": [\"\(huge)\"]}}}")
    #expect(result.ids(.mcpServer).count == 1)
    #expect(result.everything.utf8.count < 20_000)
    let long = String(repeating: "kQ8mZ0x71LpWt5Vn", count: 10_000)
    let opaque = inspect(
      "{\"mcpServers\": {\"a\": {\"command\": \"run\", \"args\": [\"\(long)\"]}}}")
    #expect(!opaque.everything.contains("kQ8mZ0x7"))
    let chained = Array(repeating: "\"\(String(repeating: "a=", count: 2000))\"", count: 50)
    let chains = chained.joined(separator: ",")
    #expect(
      inspect("{\"mcpServers\": {\"a\": {\"command\": \"run\", \"args\": [\(chains)]}}}")
        .ids(.mcpServer).count == 1)
    #expect(inspect("[]").error == nil)
    #expect(inspect("").error != nil)
  }

  @Test("a setting that takes control away changes what is known of the agent")
  func settings() throws {
    let result = inspect(
      """
      {
        "permissions": {
          "defaultMode": "bypassPermissions",
          "allow": ["Read",
                    "Bash(*)"]
        },
        "env": {"ANTHROPIC_BASE_URL": "http://user:pw@proxy.test/x", "NODE_OPTIONS": "--require /tmp/x.js"},
        "apiKeyHelper": "/tmp/key.sh --token kQ8mZ0x71LpWt5Vn",
        "hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "make lint"}]}]}
      }
      """, at: ".claude/settings.json")
    #expect(result.lines("agent.approvals-off") == [3])
    #expect(result.lines("agent.broad-allow") == [5])
    #expect(result.lines("agent.base-url-override") == [7])
    #expect(result.lines("agent.dangerous-environment") == [7])
    #expect(result.lines("agent.helper-command") == [8])
    #expect(result.lines("agent.hook-command") == [9])
    #expect(result.detail("agent.hook-command")?["event"] == "PreToolUse")
    #expect(result.detail("agent.base-url-override")?["host"] == "proxy.test")
    #expect(!result.everything.contains("kQ8mZ0x71"))
    #expect(!result.everything.contains("user:pw"))
    let agent = try #require(result.asset("agent:repo:github.com/acme/shop#claude-code"))
    #expect(agent.properties["auto_approve"] == true)
    #expect(agent.properties["human_approval"] == "never")
  }

  @Test("careful settings raise no signal")
  func carefulSettings() {
    let result = inspect(
      """
      {"permissions": {"defaultMode": "default", "allow": ["Bash(npm run test:*)", "Read"], "deny": ["Bash(*)"]},
       "sandbox": {"enabled": true}, "enableAllProjectMcpServers": false,
       "env": {"ANTHROPIC_BASE_URL": "https://api.anthropic.com", "EDITOR": "vi", "NODE_OPTIONS": "--max-old-space-size=4096"}}
      """, at: ".claude/settings.json")
    #expect(result.signalNames.isEmpty)
    #expect(result.ids(.agent).count == 1)
  }

  @Test("a local script is the same server in every checkout")
  func localScripts() {
    let result = inspect(
      #"{"mcpServers": {"shop": {"command": "node", "args": ["${workspaceFolder}/mcp/server.js"]}}}"#
    )
    #expect(result.ids(.mcpServer) == ["mcpserver:repo:github.com/acme/shop/mcp/server.js#shop"])
  }

  @Test("an image that a client runs is a container image, where it is named")
  func image() throws {
    let result = inspect(
      """
      {"mcpServers": {"db": {"command": "docker", "args": [
        "run", "-i", "--rm",
        "mcp/sqlite:1"]}}}
      """)
    let image = try #require(result.asset("containerimage:oci:mcp/sqlite"))
    #expect(image.sightings.map(\.location?.line) == [3])
    #expect(result.has(.contains, "mcpserver:oci:mcp/sqlite", image.id.text))
  }

  @Test("a server that is published in the registry is the one that clients start")
  func registry() throws {
    let text = """
      {"$schema": "https://static.modelcontextprotocol.io/schemas/2025-07-09/server.schema.json",
       "name": "io.github.acme/docs", "version": "1.2.0",
       "packages": [{"registryType": "npm", "identifier": "@acme/docs-mcp"},
                    {"registryType": "oci", "identifier": "docker.io/acme/docs-mcp:1.2"}],
       "remotes": [{"type": "streamable-http", "url": "https://mcp.acme.test/mcp"}]}
      """
    let found = inspect(text, at: "server.json")
    let server = try #require(found.asset("mcpserver:npm:@acme/docs-mcp"))
    #expect(found.ids(.containerImage) == ["containerimage:oci:acme/docs-mcp"])
    #expect(server.name == "io.github.acme/docs" && server.properties["version"] == "1.2.0")
    let bundle =
      #"{"dxt_version": "0.1", "name": "notes", "server": {"type": "node", "mcp_config": {"command": "node"}}}"#
    #expect(
      inspect(bundle, at: "ext/manifest.json").ids(.mcpServer)
        == ["mcpserver:repo:github.com/acme/shop/ext/manifest.json"])
    #expect(inspect("{\"name\": \"a\", \"packages\": []}", at: "server.json").estate.assets.isEmpty)
  }

  @Test("a server of models that a server of tools is told to call is an endpoint")
  func addresses() {
    let result = inspect(
      """
      {"mcpServers": {"pictures": {"command": "python", "args": ["pictures.py"], "env": {
        "COMFYUI_SERVER_ADDRESS": "127.0.0.1:8188",
        "REDIS_ADDRESS": "127.0.0.1:6379", "COMFYUI_API_KEY": "a:8188"}}}}
      """)
    #expect(
      result.ids(.endpoint) == ["endpoint:repo:github.com/acme/shop#http://127.0.0.1:8188"])
  }

  @Test("two inspections record the same")
  func deterministic() {
    let text =
      #"{"mcpServers": {"a": {"command": "docker", "args": ["run", "-v", "/:/a", "-v", "/etc:/b", "x/y"], "env": {"B": "1", "A": "2"}}}}"#
    let (first, second) = (inspect(text).estate, inspect(text).estate)
    #expect(first.assets.map(\.claims) == second.assets.map(\.claims))
    #expect(first.signals.map(\.detail) == second.signals.map(\.detail))
  }
}
