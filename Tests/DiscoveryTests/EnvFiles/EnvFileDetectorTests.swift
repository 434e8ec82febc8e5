import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct EnvFileDetectorTests {
  private let detector: EnvFileDetector

  init() throws { detector = try EnvFileDetector(.embedded) }

  private func inspect(_ text: String, path: String = "api/.env") -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("names of keys stand for their providers; their values are not kept")
  func names() {
    let result = inspect(
      """
      # ANTHROPIC_API_KEY=x
      export OPENAI_API_KEY="sk-the-value"
      DATABASE_URL=postgres://db
      LLM_MODEL=gpt-4o-mini # cheap
      """)
    let application = "application:repo:github.com/acme/shop/api"
    #expect(result.ids(.provider) == ["provider:vendor:openai"])
    #expect(result.has(.usesModel, application, "provider:vendor:openai"))
    #expect(result.has(.usesModel, application, "model:openai:gpt-4o-mini"))
    #expect(!result.everything.contains("sk-the-value"))
  }

  @Test("files of variables are told by their names, whatever stands around the word")
  func fileNames() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/env-files.yaml"))
    let text = "OPENAI_MODEL=gpt-4o\n"
    for name in document.root["examples"]?["match"]?.items.compactMap(\.text) ?? [] {
      #expect(inspect(text, path: "app/\(name)").ids(.model) == ["model:openai:gpt-4o"], "\(name)")
    }
    for name in document.root["examples"]?["no_match"]?.items.compactMap(\.text) ?? [] {
      #expect(inspect(text, path: "app/\(name)").estate.assets.isEmpty, "\(name)")
    }
  }

  @Test("another address for a provider is said, its own is not")
  func baseAddress() {
    #expect(
      inspect("OPENAI_BASE_URL=https://proxy.example/v1").detail("provider.base-url-override")
        == ["provider": "openai", "host": "proxy.example"])
    #expect(inspect("OPENAI_BASE_URL=https://api.openai.com/v1").signalNames.isEmpty)
    #expect(inspect("OPENAI_BASE_URL=${PROXY}").signalNames.isEmpty)
  }

  @Test(
    "other variables say nothing",
    arguments: ["CAR_MODEL=Corolla", "MODEL=User", "API_KEY=abc", "PORT=8000", "=", "A B=1", ""])
  func others(text: String) { #expect(inspect(text).estate.assets.isEmpty) }

  @Test("a text that tells a model what it is is a prompt, other words are none")
  func prompts() {
    let result = inspect(
      """
      SHOP_SYSTEM_MESSAGE="You help people who look for shoes."
      PROMPT_COUNT=12
      WELCOME="We are glad that you are here today"
      SYSTEM_PROMPT=prompts/main.md
      """)
    #expect(
      result.ids(.prompt) == ["prompt:repo:github.com/acme/shop/api/.env#SHOP_SYSTEM_MESSAGE"])
  }

  @Test("a template is marked as one")
  func template() {
    let result = inspect("OPENAI_API_KEY=", path: ".env.example")
    #expect(
      result.asset("application:repo:github.com/acme/shop")?.properties["scope"] == "template")
  }

  @Test("a variable called after Ollama names a model of whatever name, but for a placeholder")
  func ollamaModel() throws {
    let result = Inspection(
      try EnvFileDetector(.embedded),
      [
        (
          ".env",
          """
          OLLAMA_MODEL=solar
          OLLAMA_EMBED_MODEL=your-model
          OPENAI_MODEL=solar
          OLLAMA_HOST=falcon
          """
        )
      ])
    #expect(result.ids(.model) == ["model:ollama:solar"])
  }

  @Test("a list of models in one value names each, and its keys stay unseen")
  func list() {
    let result = inspect(
      """
      OAI_CONFIG_LIST='[{"model": "gpt-4o", "api_key": "a-secret"}, {"model": "claude-3-5-haiku-latest"}, {"model": "corolla"}]'
      CARS='[{"model": "corolla"}]'
      BROKEN='[{"model": "gpt-4o"'
      """)
    #expect(
      result.ids(.model) == ["model:anthropic:claude-3-5-haiku-latest", "model:openai:gpt-4o"])
    #expect(!result.everything.contains("a-secret"))
  }

  @Test("addresses of programs that serve models may lack a scheme; others need more than that")
  func servers() {
    let result = inspect(
      """
      COMFYUI_SERVER_ADDRESS=127.0.0.1:8188
      OLLAMA_HOST=gpu-box:11434
      VLLM_HOST=0.0.0.0:8000
      EMBEDDING_BASE_URL=http://localhost:8081/v1
      RERANKER_URL=http://reranker:8080
      EMBEDDING_DOCS_URL=https://docs.acme.example/embedding
      REDIS_ADDRESS=127.0.0.1:6379
      APP_HOST=10.0.0.4:3000
      COMFYUI_FOLDER=a:8188
      """)
    let here = "endpoint:repo:github.com/acme/shop#http://"
    #expect(
      result.ids(.endpoint) == [
        "\(here)127.0.0.1:8188", "\(here)gpu-box:11434", "\(here)localhost:8081/v1",
        "\(here)reranker:8080",
      ])
  }

  @Test("a server is asked for a model by the address, and a variable may name it, too")
  func servedModels() {
    let result = inspect(
      """
      SCORES=http://box:8000/v2/models/clerk/infer
      PREDICT=http://box:8501/v1/models/judge/versions/3:predict
      MODEL_NAME=clerk
      PLANE_MODEL_NAME=jumbo
      SHOP=https://shop.example/v2/models/roadster
      """)
    #expect(result.ids(.model) == ["model:repo:github.com/acme/shop/api#clerk"])
    #expect(
      result.ids(.endpoint) == [
        "endpoint:repo:github.com/acme/shop#http://box:8000/v2/models/clerk/infer",
        "endpoint:repo:github.com/acme/shop#http://box:8501/v1/models/judge/versions/3:predict",
      ])
  }

  @Test("a switch of traces counts where it is on")
  func switches() {
    let on = inspect("CREWAI_TRACING_ENABLED=true")
    #expect(on.ids(.saaSApp) == ["saasapp:vendor:crewai-amp"])
    #expect(
      on.has(
        .sendsTo, "application:repo:github.com/acme/shop/api", "saasapp:vendor:crewai-amp"))
    #expect(inspect("CREWAI_TRACING_ENABLED=false").estate.assets.isEmpty)
    #expect(inspect("DD_LLMOBS_ENABLED=0").estate.assets.isEmpty)
  }

  @Test("a variable for a model names it by the file of its weights, too")
  func weights() {
    let result = inspect("LLAMACPP_MODEL=models/house.Q4.gguf\nWALLPAPER=stone.gguf\n")
    let model = "model:repo:github.com/acme/shop/api#house.Q4.gguf"
    #expect(result.ids(.model) == [model])
    #expect(
      result.has(
        .materialisedAs, model,
        "modelartifact:repo:github.com/acme/shop/api/models/house.Q4.gguf"))
  }
}
