import Testing

@testable import Discovery

@Suite struct TemplateNameTests {
  @Test(arguments: [
    ("mcp.json.example", "mcp.json"), ("config.example.yaml", "config.yaml"),
    (".env.example", ".env"), (".env.local.example", ".env.local"), ("env.sample", "env"),
    ("Prompts.yml.TEMPLATE", "Prompts.yml"), ("app.yaml.dist", "app.yaml"),
    ("docker-compose.sample.yml", "docker-compose.yml"),
  ])
  func `a template is called what its copy is`(name: String, used: String) {
    #expect(TemplateName.used(name[...], head: []) == used)
  }

  @Test(arguments: [
    "a.yaml", "example", ".example", "example.env", "my-example.json", "template.yaml",
    "a.example.test.ts", "distance.json",
  ])
  func `other names are their own`(name: String) {
    #expect(TemplateName.used(name[...], head: []) == name)
  }

  @Test func `the first bytes tell what a template without an ending is`() {
    func used(_ text: String) -> Substring {
      TemplateName.used("config.example", head: Array(text.utf8))
    }
    #expect(used("\n {\"mcpServers\": {}}") == "config.json")
    #expect(used("# one\n\nWEB_SEARCH=on\n") == "config.env")
    #expect(used("A=1") == "config")
    #expect(used("Title = x") == "config")
    #expect(used("") == "config")
  }
}
