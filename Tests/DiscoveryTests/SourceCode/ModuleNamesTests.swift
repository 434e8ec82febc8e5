import Testing

@testable import Discovery

@Suite struct ModuleNamesTests {
  private let names = ModuleNames([
    "openai", "langchain*", "google.genai", "@ai-sdk/openai", "sklearn",
  ])

  @Test(arguments: [
    "openai", "openai.types", "langchain_openai", "langchain", "google", "google.genai.types",
    "@ai-sdk/openai", "sklearn.svm",
  ])
  func `a module that is one of them, holds one or is within one concerns them`(module: String) {
    #expect(names.concerns(module))
  }

  @Test(arguments: ["openai_helper", "open", "google.cloud", "@ai-sdk/react", "sk", "", ".openai"])
  func `a module that only begins alike does not`(module: String) {
    #expect(!names.concerns(module))
  }
}
