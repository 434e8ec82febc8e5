import Testing

@testable import Formats

/// Defaults of variables in settings.
@Suite struct VariableTextTests {
  @Test(arguments: [
    ("${NAME:-letters}", "letters"), ("${NAME=letters}", "letters"), ("${NAME:letters}", "letters"),
    (#"${MODEL:-"meta/llama3-8b-instruct"}"#, "meta/llama3-8b-instruct"),
    ("${MODEL:-'gpt-4o'}", "gpt-4o"), ("${NAME:-}", ""), (#"${NAME:-"}"#, "\""),
    ("letters", "letters"), ("${NAME}", "${NAME}"),
  ])
  func `a default stands without the quotes around it`(text: String, value: String) {
    #expect(VariableText.defaultValue(of: text) == value)
  }
}
