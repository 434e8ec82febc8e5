import Catalog
import Discovery
import Estate
import Testing

@Suite("Settings of frameworks of Java")
struct FrameworkSettingsTests {
  private let detector: ModelSettingsDetector
  private let path = "src/main/resources/application.properties"
  private let here = "github.com/acme/shop"

  init() throws { detector = try ModelSettingsDetector(.embedded) }

  private func inspect(_ text: String) -> Inspection { Inspection(detector, [(path, text)]) }

  @Test("a folder feeds the store of vectors, which is filled by a model that is a class")
  func retrieval() {
    let result = inspect(
      """
      quarkus.langchain4j.pgvector.dimension=384
      quarkus.langchain4j.easy-rag.path=src/main/resources/rag
      quarkus.langchain4j.embedding-model.provider=dev.langchain4j.model.embedding.onnx.bgesmallenq.BgeSmallEnQuantizedEmbeddingModel
      quarkus.langchain4j.reader.embedding-model.provider=dev.langchain4j.model.embedding.onnx.acme.AcmeEmbeddingModel
      """)
    let index = "vectorindex:repo:\(here)/\(path)#pgvector.pgvector"
    let source = "contentsource:repo:\(here)/src/main/resources/rag"
    #expect(result.asset(index)?.sightings.map(\.location?.line) == [1])
    #expect(result.has(.feeds, source, index))
    #expect(
      result.ids(.model) == [
        "model:huggingface:BAAI/bge-small-en", "model:repo:\(here)#AcmeEmbeddingModel",
      ])
    #expect(
      result.asset("model:huggingface:BAAI/bge-small-en")?.properties["role"] == "embedding")
    #expect(
      inspect("quarkus.langchain4j.embedding-model.provider=openai\n").ids(.model).isEmpty)
  }

  @Test("a variable that is the key of a provider is a reference, whatever it is called")
  func secrets() {
    let result = inspect(
      """
      quarkus.langchain4j.openai.api-key=${SHOP_KEY}
      spring.ai.mistralai.api-key=${CLERK_PASS:none}
      langchain4j.open-ai.chat-model.api-key=${OPENAI_API_KEY}
      spring.ai.ollama.api-key=not-a-variable-7
      stripe.api-key=${STRIPE_PASS}
      """)
    #expect(
      result.ids(.credential) == [
        "credential:env:\(here)#CLERK_PASS", "credential:env:\(here)#SHOP_KEY",
      ])
    #expect(
      result.has(
        .authenticatesAs, "credential:env:\(here)#SHOP_KEY", "provider:vendor:openai"))
    #expect(!result.everything.contains("not-a-variable-7"))
    #expect(inspect("stripe.api-key=${STRIPE_PASS}\nmodel=x\n").ids(.credential).isEmpty)
  }

  @Test("traces count beside settings of models, where they are switched on")
  func traces() {
    let result = inspect(
      """
      quarkus.langchain4j.openai.timeout=9s
      quarkus.otel.traces.enabled=true
      quarkus.langchain4j.tracing.include-prompt=true
      """)
    #expect(result.ids(.saaSApp) == ["saasapp:vendor:opentelemetry"])
    #expect(
      result.asset("saasapp:vendor:opentelemetry")?.sightings.map(\.location?.line) == [2])
    #expect(
      inspect("quarkus.otel.traces.enabled=true\nprompt=x\n").estate.assets.isEmpty)
    #expect(
      inspect(
        "quarkus.langchain4j.openai.timeout=9s\nquarkus.otel.traces.enabled=false\n"
      ).ids(.saaSApp).isEmpty)
  }
}
