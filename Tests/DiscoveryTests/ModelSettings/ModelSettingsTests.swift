import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite("Settings that name models")
struct ModelSettingsTests {
  private let detector: ModelSettingsDetector

  init() throws { detector = try ModelSettingsDetector(.embedded) }

  private func inspect(_ text: String, path: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("the examples of the catalogue name these models and addresses, or none")
  func examples() throws {
    let document = try #require(
      try Knowledge.embedded.document(at: "Catalog/model-settings.yaml"))
    for example in document.root["examples"]?["match"]?.items ?? [] {
      let text = example["text"]?.text ?? ""
      let result = inspect(text, path: example["path"]?.text ?? "")
      #expect(
        result.ids(.model) == (example["models"]?.items.compactMap(\.text) ?? []), "\(text)")
      #expect(
        result.estate.assets.filter { $0.kind == .endpoint }.map(\.name)
          == (example["addresses"]?.items.compactMap(\.text) ?? []), "\(text)")
    }
    for example in document.root["examples"]?["no_match"]?.items ?? [] {
      let text = example["text"]?.text ?? ""
      let result = inspect(text, path: example["path"]?.text ?? "")
      let named = result.estate.assets.filter { $0.kind != .modelArtifact && $0.kind != .dataset }
      #expect(named.isEmpty, "\(text)")
    }
  }

  @Test("the project of the settings uses the model, at its line")
  func relation() throws {
    let result = inspect(
      "spring:\n  ai:\n    openai:\n      chat:\n        options:\n          model: gpt-4o\n",
      path: "api/src/main/resources/application.yml")
    #expect(
      result.has(.usesModel, "application:repo:github.com/acme/shop/api", "model:openai:gpt-4o"))
    let model = try #require(result.asset("model:openai:gpt-4o"))
    #expect(model.sightings.map(\.location?.line) == [6])
  }

  @Test("a password or query of an address is not kept")
  func address() {
    let result = inspect(
      "llm:\n  base_url: https://me:hidden@api.openai.com/v1?key=hidden\n", path: "a.yaml")
    #expect(result.ids(.endpoint) == ["endpoint:url:https://api.openai.com/v1"])
    #expect(!result.everything.contains("hidden"))
  }

  @Test("instructions beside a model are prompts; texts for people are none")
  func prompts() {
    let prompt = "You are a helpful assistant. Answer the user in one sentence."
    let result = inspect(
      "{\"model_id\": \"gpt-4o\", \"system_prompts\": [{\"id\": \"a\", \"prompt\": \"\(prompt)\"}]}",
      path: "model_config.json")
    #expect(result.estate.assets.filter { $0.kind == .prompt }.map(\.name) == ["a"])
    let template =
      "name: Answer\ntemplate_format: handlebars\ntemplate: |\n  Say {{topic}} in French.\n"
    #expect(inspect(template, path: "a.yaml").ids(.prompt).count == 1)
    #expect(
      inspect("template: |\n  Dear {{name}}, welcome!\n", path: "a.yaml").ids(.prompt).isEmpty)
    #expect(inspect("{\"prompt\": \"Are you sure? [y/N]\"}", path: "a.json").ids(.prompt).isEmpty)
    #expect(inspect("{\"title\": \"\(prompt)\"}", path: "a.json").ids(.prompt).isEmpty)
  }

  @Test("a table of hundreds of models is data")
  func table() {
    let rows = (0..<300).map { _ in "{\"model\": \"gpt-4o\"}" }.joined(separator: ",")
    #expect(inspect("[\(rows)]", path: "results.json").estate.assets.isEmpty)
  }

  @Test(
    "what is no document is left to whoever it is for",
    arguments: ["{\"model\": ", "model: [", "\u{0}model", "model = = =", "%%%model=x"])
  func hostile(text: String) {
    for path in ["a.json", "a.yaml", "a.toml", "a.properties"] {
      let result = inspect(text, path: path)
      #expect(result.estate.assets.isEmpty && result.error == nil)
    }
  }

  @Test(
    "agents that resources of clouds and descriptions define have their model, prompt and tools")
  func agents() throws {
    let terraform = inspect(
      """
      resource "aws_bedrockagent_agent" "this" {
        agent_name       = "support"
        foundation_model = "anthropic.claude-3-sonnet-20240229-v1:0"
        instruction      = "You are a support agent who answers the questions of customers."
      }
      """, path: "main.tf")
    let agent = "agent:repo:github.com/acme/shop/main.tf#support"
    #expect(terraform.ids(.agent) == [agent])
    #expect(
      terraform.has(
        .usesModel, agent, "model:aws-bedrock:anthropic.claude-3-sonnet-20240229-v1:0"))
    #expect(terraform.ids(.prompt).count == 1)
    let template = inspect(
      """
      Resources:
        Desk:
          Type: AWS::Bedrock::Agent
          Properties:
            AgentName: desk
            FoundationModel: anthropic.claude-3-haiku-20240307-v1:0
            Instruction: You are the desk of a hotel and answer in one line.
        Table: {Type: "AWS::DynamoDB::Table"}
      """, path: "template.yaml")
    #expect(template.ids(.agent) == ["agent:repo:github.com/acme/shop/template.yaml#desk"])
    let described = inspect(
      """
      agents:
        root:
          model: openai/gpt-4o
          instruction: You hand questions to those who know the answer.
          toolsets: [{type: think}]
        notes: {model: openai/gpt-4o, instruction: "Short.", tools: []}
        manual: {model: X-200, instruction: "Turn the screw to the left until it stops."}
      """, path: "team.yaml")
    #expect(described.ids(.agent) == ["agent:repo:github.com/acme/shop/team.yaml#root"])
  }

  @Test("resources of clouds that hold vectors, guard or serve models, and prompts of variables")
  func resources() throws {
    let result = inspect(
      """
      variable "agent_instruction" {
        default = "You are a helpful advisor. Answer the questions of the user in one line."
      }
      resource "aws_bedrockagent_agent" "desk" {
        agent_name       = var.name
        instruction      = var.agent_instruction
        foundation_model = var.model
      }
      resource "aws_bedrockagent_knowledge_base" "books" {
        name = var.name
        knowledge_base_configuration {
          type = "VECTOR"
          vector_knowledge_base_configuration {
            embedding_model_arn = "arn:aws:bedrock:${var.region}::foundation-model/amazon.titan-embed-text-v1"
          }
        }
      }
      resource "aws_opensearchserverless_collection" "vectors" {
        name = "vectors"
        type = "VECTORSEARCH"
      }
      resource "aws_opensearchserverless_collection" "logs" {
        name = "logs"
        type = "TIMESERIES"
      }
      resource "aws_bedrock_guardrail" "safe" { name = "safe" }
      """, path: "main.tf")
    let path = "github.com/acme/shop/main.tf"
    #expect(result.ids(.agent) == ["agent:repo:\(path)#desk"])
    #expect(
      result.ids(.vectorIndex) == [
        "vectorindex:repo:\(path)#aws_bedrockagent_knowledge_base.books",
        "vectorindex:repo:\(path)#aws_opensearchserverless_collection.vectors",
      ])
    #expect(result.ids(.model) == ["model:aws-bedrock:amazon.titan-embed-text-v1"])
    #expect(result.ids(.guardrail).count == 1)
    #expect(result.ids(.prompt).count == 1)
    let other = inspect(
      """
      variable "greeting_instruction" { default = "short" }
      resource "aws_s3_bucket" "models" { bucket = "models" }
      """, path: "other.tf")
    #expect(other.estate.assets.isEmpty)
  }
}
