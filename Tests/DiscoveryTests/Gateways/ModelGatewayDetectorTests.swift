import Catalog
import Discovery
import Estate
import Testing

@Suite struct ModelGatewayDetectorTests {
  private let detector: ModelGatewayDetector
  private let gateway = "gateway:repo:github.com/acme/shop/gw#litellm"

  init() throws { detector = try ModelGatewayDetector(.embedded) }

  private func inspect(_ text: String, path: String = "gw/litellm_config.yaml") -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("routes of LiteLLM are models of the providers behind them, with the names of their keys")
  func routes() {
    let result = inspect(
      """
      model_list:
        - model_name: smart
          litellm_params: {model: azure/gpt-4.1, api_key: os.environ/AZURE_OPENAI_API_KEY}
        - model_name: own
          litellm_params: {model: openai/Qwen/Qwen3-8B, api_base: "http://vllm:8000/v1"}
        - model_name: local
          litellm_params: {model: ollama/llama3.1:8b}
      general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
      guardrails:
        - guardrail_name: mask
          litellm_params: {guardrail: presidio, default_on: true}
      """)
    #expect(
      result.ids(.model) == [
        "model:azure-openai:gpt-4.1", "model:huggingface:Qwen/Qwen3-8B",
        "model:ollama:llama3.1:8b",
      ])
    #expect(result.asset(gateway)?.properties["enforces_auth"] == true)
    #expect(
      result.asset("provider:vendor:azure-openai")?.properties["credential_env"]
        == ["AZURE_OPENAI_API_KEY"])
    #expect(!result.ids(.provider).contains("provider:vendor:openai"))
    #expect(result.has(.guardedBy, gateway, "guardrail:repo:github.com/acme/shop/gw#mask"))
    #expect(result.signalNames.isEmpty)
  }

  @Test("a key out of the documentation is said to be one, and not repeated")
  func defaultKey() {
    let text = """
      model_list:
        - {model_name: a, litellm_params: {model: openai/gpt-4o}}
      general_settings:
        master_key: sk-1234
      """
    let result = inspect(text)
    #expect(result.lines("gateway.default-key") == [4])
    #expect(!result.everything.contains("sk-1234"))
    let own = inspect(text.replacing("sk-1234", with: "sk-9f8a7d6c5b4e3f2a1"))
    #expect(own.signalNames.isEmpty)
  }

  @Test("a configuration in a ConfigMap is read")
  func configMap() {
    let result = inspect(
      """
      apiVersion: v1
      kind: ConfigMap
      data:
        config.yaml: |
          model_list:
            - model_name: a
              litellm_params: {model: openai/gpt-4o}
      """)
    #expect(result.ids(.model) == ["model:openai:gpt-4o"])
  }

  @Test("other lists of models are no gateway")
  func others() {
    for text in [
      "model_list:\n  - Corolla\n  - Yaris", "model_list: []", "models:\n  user: {table: users}",
      "models:\n  a: {cmd: 'python train.py'}", "model_list:\n  - {model_name: x}",
    ] {
      #expect(inspect(text).estate.assets.isEmpty, "\(text)")
    }
  }

  @Test("llama-swap and LibreChat name their models")
  func otherGateways() {
    let swap = inspect(
      "models:\n  qwen:\n    cmd: llama-server -hf Qwen/Qwen3-8B-GGUF --port 9001\n    ttl: 60",
      path: "llama-swap.yaml")
    #expect(swap.ids(.model) == ["model:huggingface:Qwen/Qwen3-8B-GGUF"])
    #expect(swap.ids(.gateway) == ["gateway:repo:github.com/acme/shop#llama-swap"])
    let chat = inspect(
      """
      endpoints:
        custom:
          - name: groq
            apiKey: "${GROQ_API_KEY}"
            baseURL: "https://api.groq.com/openai/v1/"
            models: {default: [llama-3.3-70b-versatile]}
      """, path: "librechat.yaml")
    #expect(chat.ids(.model) == ["model:groq:llama-3.3-70b-versatile"])
    #expect(
      chat.asset("provider:vendor:groq")?.properties["credential_env"] == ["GROQ_API_KEY"])
  }

  @Test("the addresses that a gateway passes requests to are endpoints, in a template too")
  func addresses() throws {
    let result = Inspection(
      try ModelGatewayDetector(.embedded),
      [
        (
          "litellm_config.yaml.example",
          """
          model_list:
            - model_name: local
              litellm_params:
                model: ollama/mistral:7b
                api_base: http://gpu-box:11434
            - model_name: other
              litellm_params:
                model: openai/gpt-4o
                api_base: os.environ/API_BASE
          """
        )
      ])
    #expect(result.ids(.endpoint) == ["endpoint:repo:github.com/acme/shop#http://gpu-box:11434"])
    #expect(result.ids(.model).contains("model:ollama:mistral:7b"))
    #expect(result.asset("model:ollama:mistral:7b")?.properties["scope"] == "template")
  }
}
