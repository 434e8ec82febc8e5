import Formats
import Testing

/// Code in files of markup keeps its lines.
@Suite struct EmbeddedSourceTests {
  private func code(_ text: String, _ form: EmbeddedSource.Form, named name: String = "Page")
    -> String
  {
    String(decoding: EmbeddedSource.code(in: Array(text.utf8), form, named: name), as: UTF8.self)
  }

  @Test func `scripts of components stay, templates and styles go`() {
    let text = """
      <template>
        <p>import { x } from "y"</p>
      </template>
      <script setup lang="ts">
      import { Chat } from "@ai-sdk/vue"
      </script>
      <style>.a { color: red }</style>
      """
    let lines = code(text, .vue).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 7)
    #expect(lines[4] == "import { Chat } from \"@ai-sdk/vue\"")
    #expect(lines.enumerated().allSatisfy { $0.offset == 4 || $0.element.isEmpty })
  }

  @Test func `pages of Astro begin with their code`() {
    let text = "---\nconst a = 1\n---\n<h1>b = 2</h1>\n<script>\nlet c = 3\n</script>\n"
    let lines = code(text, .astro).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "const a = 1")
    #expect(lines[5] == "let c = 3")
    #expect(!lines.joined().contains("h1"))
  }

  @Test func `components of Razor are classes`() {
    let text = """
      @page "/"
      @using OpenAI
      @inject IChatClient Chat
      <p>Don't</p>
      @code {
        int count = 0;
      }
      """
    let lines = code(text, .razor).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "using OpenAI;")
    #expect(lines[2] == "class Page { IChatClient Chat;")
    #expect(lines[3].isEmpty)
    #expect(lines[5] == "  int count = 0;")
    #expect(code("@using OpenAI", .razor, named: "_Imports") == "global using OpenAI;")
  }

  @Test(arguments: [
    "<script", "<script>", "---", "---\n", "@code", "@inject", "", "</script><script>a",
  ])
  func `what is cut short is read without harm`(text: String) {
    for form in [EmbeddedSource.Form.vue, .svelte, .astro, .razor] { _ = code(text, form) }
  }

  @Test func `structs of Go have the members of what they embed`() {
    let source = "package a\ntype Client struct {\n  *api.Client\n  Base\n  name string\n}\n"
    let structure = SourceFile.parse(Array(source.utf8), language: .go)
    #expect(structure.classes.first?.bases.count == 2)
  }

  @Test func `documents within documents keep their place`() throws {
    let node = try #require(try YAMLDocument.parse(Array("a:\n  - b: 1\n".utf8)).first).moved(
      by: 10)
    #expect(node["a"]?.items.first?["b"]?.line == 12)
  }
}
