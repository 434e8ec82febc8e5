import Formats
import Testing

@Suite("Blocks of Terraform and Bicep")
struct BlockDocumentTests {
  private func parse(_ text: String) -> DocumentNode { BlockDocument.parse(Array(text.utf8)) }

  @Test("blocks are told apart by the words before them")
  func terraform() {
    let root = parse(
      """
      # models
      variable "chat_model" {
        type    = string
        default = "gpt-4o" // the big one
      }
      resource "azurerm_cognitive_deployment" "chat" {
        model { format = "OpenAI", name = "gpt-4o-mini" }
        tags = merge(var.tags, { name = "x" })
        instruction = <<-EOT
          You are a clerk.
        EOT
        after = "here"
      }
      """)
    #expect(root["variable"]?["chat_model"]?["default"]?.text == "gpt-4o")
    #expect(root["variable"]?["chat_model"]?["default"]?.line == 4)
    #expect(root["variable"]?["chat_model"]?["type"] == nil)
    let chat = root["resource"]?["azurerm_cognitive_deployment"]?["chat"]
    #expect(chat?["model"]?["name"]?.text == "gpt-4o-mini")
    #expect(chat?["tags"] == nil)
    #expect(chat?["instruction"]?.text?.trimmingSpaces == "You are a clerk.")
    #expect(chat?["after"]?.text == "here")
  }

  @Test("declarations go by their names, lists hold what is written in them")
  func bicep() {
    let root = parse(
      """
      @description('Which model')
      param chatModel string = 'gpt-4.1'
      var models = [
        { name: 'gpt-4o', version: '1' }
        'gpt-5'
      ]
      resource d 'Microsoft.CognitiveServices/accounts/deployments@2023-05-01' = {
        properties: { model: { name: 'gpt-4o' } }
        note: '''two
      lines'''
      }
      """)
    #expect(root["chatModel"]?.text == "gpt-4.1")
    #expect(root["models"]?.items.count == 2)
    #expect(root["models"]?.items.first?["name"]?.text == "gpt-4o")
    #expect(root["d"]?["properties"]?["model"]?["name"]?.text == "gpt-4o")
    #expect(root["d"]?["note"]?.text == "two\nlines")
  }

  @Test("of a choice the text counts that it falls back to")
  func choices() {
    let root = parse(
      """
      chat: !empty(chatName) ? chatName : 'gpt-4o-mini'
      embedding = var.embedding ?? "text-embedding-3-small" // small
      first: empty(a) ? 'gpt-4' : a
      joined: empty(a) ? a : 'gpt-${version}'
      inner: pick(a ? b : 'gpt-4')
      same: a == 'gpt-4'
      more: a ? b : 'gpt-4' + c
      after: 'here'
      """)
    #expect(root["chat"]?.text == "gpt-4o-mini")
    #expect(root["embedding"]?.text == "text-embedding-3-small")
    #expect(root["joined"]?.text == "gpt-${version}")
    for key in ["first", "inner", "same", "more"] { #expect(root[key] == nil) }
    #expect(root["after"]?.text == "here")
  }

  @Test(
    "what does not end is read as far as it goes",
    arguments: [
      "a = {", "a = [", "a = \"b", "a = '''b", "a = <<EOT\nb", "/* a", "a {\n b {", "}}}}", "= = =",
      "a = (((", "\"\"\"", "a = {[}]",
    ])
  func unfinished(_ text: String) {
    #expect(parse(text + "\n").isMapping)
  }

  @Test("blocks that are too deep are gone over, and what follows them is read")
  func deep() {
    let depth = 20_000
    let text =
      String(repeating: "a {\n", count: depth) + String(repeating: "}\n", count: depth)
      + "b = \"c\"\n"
    #expect(parse(text)["b"]?.text == "c")
    let lists = "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(parse(lists + "\nb = \"c\"\n").isMapping)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
