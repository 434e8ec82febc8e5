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

  @Test(
    "what is called a system prompt is one however it begins, and so is the base image of a step")
  func tuning() {
    let result = inspect(
      """
      settings:
        docker: {parent_image: "pytorch/pytorch:2.2.2-runtime"}
      parameters:
        base_model_id: microsoft/Phi-3-mini-4k-instruct
        system_prompt: |
          Given a target sentence construct its meaning as a single function
          with attributes and their values.
        style_prompt: Which of these would you like to have?
      """, path: "configs/tune.yaml")
    let prompts = result.estate.assets.filter { $0.kind == .prompt }
    #expect(prompts.map(\.name) == ["system_prompt"])
    #expect(result.ids(.containerImage).count == 1)
  }

  @Test(
    "prompts that settings keep by their names, and others beside them; texts for people are none")
  func heldPrompts() {
    let text = """
      prompts:
        notes:
          prompt: Write bulleted notes about the text, with
            headings in bold.
        short: {prompt: "Repeat the passage with concision please."}
        clerk: You are a clerk. Answer the user's question in two sentences.
        menu: {text: "Choose the file that you would like"}
        ask: {prompt: "Which file would you like to delete?"}
      title_generation:
        prompt: Write eight words that describe this text.
      """
    let found = inspect(text, path: "_config.yaml").estate.assets.filter { $0.kind == .prompt }
    #expect(found.map(\.name).sorted() == ["clerk", "notes", "short", "title_generation"])
    #expect(inspect(text, path: "src/locales/en.yaml").ids(.prompt).isEmpty)
    #expect(
      inspect("title:\n  prompt: Write eight words that describe this text.\n", path: "a.yaml")
        .ids(.prompt).isEmpty)
    #expect(
      inspect("prompts:\n  name: What should we call your shop here\n", path: "a.yaml")
        .ids(.prompt).isEmpty)
  }

  @Test("indexes of vectors are told by their store, and those of other databases are not")
  func indexes() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/vector-stores.yaml"))
    let examples = document.root["settings"]?["examples"]
    let variables = try EnvFileDetector(.embedded)
    for key in ["match", "no_match"] {
      let items = examples?[key]?.items ?? []
      #expect(!items.isEmpty)
      for example in items {
        let (path, text) = (example["path"]?.text ?? "", example["text"]?.text ?? "")
        let result =
          path == ".env" ? Inspection(variables, [(path, text)]) : inspect(text, path: path)
        let found = result.estate.assets.filter { $0.kind == .vectorIndex }.map { asset in
          guard case .text(let engine)? = asset.properties["engine"] else { return asset.name }
          return "\(asset.name) \(engine)"
        }
        let wanted = example["indexes"]?.items.compactMap(\.text) ?? []
        #expect(Set(found) == Set(wanted), "\(text)")
      }
    }
  }

  @Test("settings within settings have the lines of the whole file, one level deep and bounded")
  func embedded() throws {
    let text = """
      mounts:
        - mount_path: /app/models.yaml
          data: |
            llm:
              model: gpt-4o-mini
              base_url: https://api.openai.com/v1
            inner.yaml: |
              model: claude-3-5-haiku-latest
      data:
        app.json: '{"model": "gpt-4.1"}'
      """
    let result = inspect(text, path: "deploy.yaml")
    #expect(result.ids(.model) == ["model:openai:gpt-4.1", "model:openai:gpt-4o-mini"])
    func lines(_ id: String) throws -> [Int?] {
      try #require(result.asset(id)).sightings.map(\.location?.line)
    }
    #expect(try lines("model:openai:gpt-4o-mini") == [5])
    #expect(try lines("model:openai:gpt-4.1") == [10])
    #expect(try lines("endpoint:url:https://api.openai.com/v1") == [6])
    let many = (0..<500).map { "  a\($0).yaml: \"model: gpt-4o\\nllm: {x: [\"\n" }.joined()
    #expect(inspect("data:\n" + many, path: "map.yaml").error == nil)
  }

  @Test("applications of Ray Serve are endpoints, and addresses under services of traces are these")
  func applications() throws {
    let text = """
      name: reviews
      ray_serve_config:
        import_path: shop.serve:entry
        runtime_env: {working_dir: .}
      phoenix:
        url: http://localhost:6006
      database:
        url: postgres://localhost/model
      plugin: {import_path: shop.plugin}
      """
    let assets = inspect(text, path: "deploy.yaml").estate.assets
    #expect(assets.filter { $0.kind == .endpoint }.map(\.name) == ["reviews"])
    #expect(assets.filter { $0.kind == .saaSApp }.map(\.name) == ["Arize Phoenix"])
  }

  @Test("what settings deploy: images of AI products, and the models that their servers load")
  func deployments() throws {
    let text = """
      services:
        - image: {image_uri: "${REGISTRY}/fedirz/faster-whisper-server:latest-cpu"}
          env: {WHISPER__MODEL: acme/ear-large-1}
        - image:
            image_uri: registry.acme.example/ollama/ollama:0.5
            command: [sh, -c, "ollama serve & ollama pull llama3.1:8b"]
        - image: {image_uri: "redis/redis-stack:7"}
        - image: {image_uri: "registry.acme.example/shop/api:1"}
          command: python -m shop --model corolla
      """
    let result = inspect(text, path: "deploy.yaml")
    let images = result.estate.assets.filter { $0.kind == .containerImage }
    #expect(
      Set(images.map(\.name)) == [
        "fedirz/faster-whisper-server", "registry.acme.example/ollama/ollama",
      ])
    #expect(
      result.ids(.model) == ["model:huggingface:acme/ear-large-1", "model:ollama:llama3.1:8b"])
    #expect(result.asset("model:ollama:llama3.1:8b")?.sightings.map(\.location?.line) == [6])
    let task = """
      {"family": "chat", "containerDefinitions": [
        {"name": "llm", "image": "vllm/vllm-openai:v0.6.0", "command": ["--model", "acme/house-7b"]}]}
      """
    let ecs = inspect(task, path: "task-definition.json")
    #expect(ecs.ids(.model) == ["model:huggingface:acme/house-7b"])
    #expect(ecs.ids(.containerImage) == ["containerimage:oci:vllm/vllm-openai"])
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

  @Test("an agent that a library has saved needs no instructions beside it")
  func savedAgents() {
    let result = inspect(
      """
      {"tools": ["web_search"], "max_steps": 8, "name": "clerk", "authorized_imports": ["json"],
       "model": {"class": "LiteLLMModel", "data": {"model_id": "anthropic/claude-3-5-sonnet-latest"}}}
      """, path: "agent.json")
    let agent = "agent:repo:github.com/acme/shop/agent.json#clerk"
    #expect(result.ids(.agent) == [agent])
    #expect(result.has(.usesModel, agent, "model:anthropic:claude-3-5-sonnet-latest"))
    let car = #"{"tools": ["jack"], "name": "wagon", "model": {"class": "estate"}}"#
    #expect(inspect(car, path: "car.json").ids(.agent).isEmpty)
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

  @Test("what state machines have services train and serve is recorded")
  func stateMachine() {
    let result = inspect(
      #"""
      {"StartAt": "Train", "States": {
        "Train": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
          "Parameters": {"TrainingJobName": "house-run"}, "Next": "Ask"},
        "Serve": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createEndpoint",
          "Parameters": {"EndpointName.$": "$.name"}, "Next": "Ask"},
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::bedrock:invokeModel",
          "Parameters": {"ModelId": "anthropic.claude-3-haiku-20240307-v1:0"}, "Next": "Save"},
        "Save": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
          "Parameters": {"TableName": "sagemaker"}, "End": true}}}
      """#, path: "flow.asl.json")
    let path = "github.com/acme/shop/flow.asl.json"
    #expect(
      result.ids(.trainingJob) == [
        "trainingjob:repo:\(path)#arn:aws:states:::sagemaker:createTrainingJob.Train"
      ])
    #expect(result.ids(.endpoint).count == 1)
    #expect(
      result.ids(.model) == ["model:aws-bedrock:anthropic.claude-3-haiku-20240307-v1:0"])
  }

  @Test("the files that a knowledge base is filled from are data; those of others are not")
  func files() {
    let result = inspect(
      "knowledge_base_name: house\nkb_files_path: 'letters/open'\nlog_files_path: logs\n",
      path: "prereqs.yaml")
    #expect(result.ids(.dataset) == ["dataset:repo:github.com/acme/shop/letters/open"])
    #expect(result.ids(.vectorIndex).count == 1)
  }

  @Test("what a workflow of ComfyUI loads is read with the workflow")
  func workflows() {
    let text = #"{"1": {"class_type": "UpscaleModelLoader", "inputs": {"model_name": "x4.pth"}}}"#
    #expect(inspect(text, path: "flows/upscale.json").estate.assets.isEmpty)
  }
}
