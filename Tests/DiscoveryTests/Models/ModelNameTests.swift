import Catalog
import Estate
import Formats
import Testing

@testable import Discovery

@Suite struct ModelNameTests {
  private let names: ModelNames

  init() throws { names = try ModelNames(.embedded) }

  @Test func `the address of a model's page names the model`() throws {
    let hub = try #require(names.model(address: "https://tfhub.dev/google/nnlm-en-dim50/2"))
    #expect(hub.id.text == "model:tfhub:google/nnlm-en-dim50@2")
    let kaggle = names.model(address: "https://www.kaggle.com/models/google/yamnet/tensorFlow2")
    #expect(kaggle?.name == "google/yamnet")
    #expect(names.model(address: "https://huggingface.co/datasets/squad/plain") == nil)
    #expect(names.model(address: "https://example.org/owner/name") == nil)
    #expect(names.model(address: "owner/name") == nil)
  }

  @Test("every family's examples are names of models, and what only looks alike is none")
  func examples() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/model-names.yaml"))
    for family in document.root["families"]?.items ?? [] {
      let provider = family["provider"]?.text
      for literal in family["examples"]?["match"]?.items.compactMap(\.text) ?? [] {
        let model = try #require(names.recognized(literal), "\(literal)")
        let isElsewhere =
          literal.contains("/") || literal.contains(":")
          || ["aws-bedrock", "huggingface"].contains(model.authority)
        #expect(provider == nil || model.authority == provider || isElsewhere, "\(literal)")
      }
      for literal in family["examples"]?["no_match"]?.items.compactMap(\.text) ?? [] {
        #expect(names.recognized(literal) == nil, "\(literal)")
      }
    }
  }

  @Test(
    "one model has one id, however a library writes it",
    arguments: [
      ("azure/gpt-4.1", "model:azure-openai:gpt-4.1"),
      ("openai/gpt-4o-mini", "model:openai:gpt-4o-mini"),
      ("openai:gpt-4o-mini", "model:openai:gpt-4o-mini"),
      ("gpt-4o-mini", "model:openai:gpt-4o-mini"),
      ("litellm/openai/gpt-4o-mini", "model:openai:gpt-4o-mini"),
      (
        "bedrock/converse/us.anthropic.claude-3-haiku-20240307-v1:0",
        "model:aws-bedrock:anthropic.claude-3-haiku-20240307-v1:0"
      ),
      (
        "anthropic.claude-3-haiku-20240307-v1:0",
        "model:aws-bedrock:anthropic.claude-3-haiku-20240307-v1:0"
      ),
      ("ollama/llama3.1:8b", "model:ollama:llama3.1:8b"),
      ("llama3.1:8b", "model:ollama:llama3.1:8b"),
      ("openrouter/anthropic/claude-3.5-sonnet", "model:openrouter:anthropic/claude-3.5-sonnet"),
      ("Qwen/Qwen2.5-7B-Instruct", "model:huggingface:Qwen/Qwen2.5-7B-Instruct"),
      ("huggingface/Qwen/Qwen2.5-7B-Instruct", "model:huggingface:Qwen/Qwen2.5-7B-Instruct"),
      ("hosted_vllm/acme/own", "model:huggingface:acme/own"),
      ("accounts/fireworks/models/deepseek-r1", "model:deepseek:deepseek-r1"),
      ("gemini/gemini-2.5-pro", "model:google:gemini-2.5-pro"),
    ])
  func identity(literal: String, id: String) {
    #expect(names.model(literal)?.id.text == id)
  }

  @Test(
    "paths, variables and words are no models",
    arguments: [
      "./models/own", "/models/llama", "$MODEL", "${MODEL}", "os.environ/MODEL", "User", "gpt",
      "https://host/model", "a b", "--model", "application/json; charset",
    ])
  func others(literal: String) { #expect(names.model(literal) == nil) }

  @Test("a commit pins a model of the hub, a date one of a provider; a tag or nothing does not")
  func pins() {
    let commit = "0123456789012345678901234567890123456789"
    #expect(names.model("Qwen/Qwen3-8B", revision: commit)?.isPinned == true)
    #expect(names.model("Qwen/Qwen3-8B", revision: "main")?.isPinned == false)
    #expect(names.model("gpt-4o-2024-08-06")?.isPinned == true)
    #expect(names.model("claude-3-5-sonnet@20240620")?.isPinned == true)
    #expect(names.model("gpt-4o")?.isPinned == false)
    #expect(names.model("claude-3-5-sonnet-latest")?.isPinned == false)
  }

  @Test("what a model does is told from its name")
  func roles() {
    #expect(names.model("text-embedding-3-small")?.role == "embedding")
    #expect(names.model("BAAI/bge-large-en-v1.5")?.role == "embedding")
    #expect(names.model("gpt-4o")?.role == "chat")
    #expect(names.model("dall-e-3")?.role == "image")
    #expect(names.model("rerank-v3.5")?.role == "reranker")
    #expect(names.model("llama-guard-3-8b")?.role == "moderation")
  }

  @Test("a name without a known family counts only where the place says whose it is")
  func unknown() {
    #expect(names.model("own-model") == nil)
    #expect(
      names.model("own-model", provider: "azure-openai")?.id.text == "model:azure-openai:own-model")
  }

  @Test("a hostile literal is compared in no time")
  func hostile() {
    for literal in ["falcon-", "gpt-4", "claude-a", "qwen-a"] {
      let text = literal + String(repeating: "-a.", count: 40) + "!"
      #expect(names.recognized(text) == nil)
    }
  }

  @Test("models that their makers withdraw are told from others, by the examples of the table")
  func withdrawn() throws {
    let lifecycle = try ModelLifecycle(.embedded)
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/model-lifecycle.yaml"))
    for (list, isWithdrawn) in [("match", true), ("no_match", false)] {
      for example in document.root["examples"]?[list]?.items ?? [] {
        let name = try #require(example["name"]?.scalar)
        let provider = try #require(example["provider"]?.text)
        #expect(lifecycle.isWithdrawn(name, by: provider) == isWithdrawn, "\(name)")
      }
    }
    let names = try ModelNames(.embedded)
    #expect(names.model("openai/text-davinci-003")?.isWithdrawn == true)
    #expect(names.model("gpt-4o")?.isWithdrawn == false)
  }
}
