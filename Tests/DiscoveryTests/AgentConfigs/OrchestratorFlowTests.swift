import Catalog
import Discovery
import Estate
import Testing

@Suite("Flows of orchestrators")
struct OrchestratorFlowTests {
  private let detector: AgentConfigDetector
  private let here = "github.com/acme/shop"

  init() throws { detector = try AgentConfigDetector(.embedded) }

  private func inspect(_ path: String, _ text: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  private func lines(_ result: Inspection, _ kind: AssetKind) -> [Int?] {
    result.estate.assets.filter { $0.kind == kind }
      .flatMap { $0.sightings.map(\.location?.line) }
  }

  @Test("a task that asks a model has its model, its prompts and the index that it looks up in")
  func search() {
    let result = inspect(
      "flows/letters.yaml",
      """
      id: letters
      namespace: acme.post

      tasks:
        - id: fill
          type: io.kestra.plugin.ai.rag.IngestDocument
          provider:
            type: io.kestra.plugin.ai.provider.GoogleGemini
            modelName: gemini-embedding-001
          embeddings:
            type: io.kestra.plugin.ai.embeddings.Qdrant
            collectionName: letters
          fromExternalURLs:
            - https://acme.example/letters.md
            - "{{ inputs.more }}"
          fromPath: letters
        - id: together
          type: io.kestra.plugin.core.flow.Parallel
          tasks:
            - id: answer
              type: io.kestra.plugin.ai.rag.ChatCompletion
              chatProvider:
                type: io.kestra.plugin.ai.provider.OpenAI
                modelName: gpt-4o-mini
              embeddings:
                type: io.kestra.plugin.ai.embeddings.Qdrant
                collectionName: letters
              contentRetrievers:
                - type: io.kestra.plugin.ai.retriever.TavilyWebSearch
              systemMessage: Answer letters.
              prompt: "{{ inputs.letter }}"
        - id: plain
          type: io.kestra.plugin.ai.completion.ChatCompletion
          provider:
            type: io.kestra.plugin.ai.provider.Ollama
            endpoint: http://box:11434
          messages:
            - type: USER
              content: Say hello.
            - type: AI
              content: Hello.
        - id: say
          type: io.kestra.plugin.core.log.Log
          message: You are a clerk who answers letters.
      """)
    let native = "\(here)/flows/letters.yaml"
    let flow = "agent:repo:\(native)#flow"
    #expect(result.ids(.agent) == [flow])
    #expect(
      result.ids(.model) == ["model:google:gemini-embedding-001", "model:openai:gpt-4o-mini"])
    #expect(result.has(.usesModel, flow, "model:openai:gpt-4o-mini"))
    #expect(result.has(.usesModel, flow, "provider:vendor:ollama"))
    let index = "vectorindex:repo:\(native)#qdrant.letters"
    #expect(result.ids(.vectorIndex) == [index])
    #expect(lines(result, .vectorIndex) == [11, 26])
    #expect(result.has(.retrievesFrom, flow, index))
    #expect(result.has(.feeds, "contentsource:url:https://acme.example/letters.md", index))
    #expect(
      result.ids(.contentSource) == [
        "contentsource:repo:\(native)#TavilyWebSearch",
        "contentsource:repo:\(native)/letters",
        "contentsource:url:https://acme.example/letters.md",
      ])
    #expect(lines(result, .prompt).sorted { ($0 ?? 0) < ($1 ?? 0) } == [30, 39])
    #expect(result.ids(.endpoint) == ["endpoint:repo:\(here)#http://box:11434"])
  }

  @Test("agents have their tools, servers and parts, and what flows give all tasks of a type")
  func agents() {
    let result = inspect(
      "flows/desk.yml",
      """
      id: desk
      namespace: acme
      tasks:
        - id: chief
          type: io.kestra.plugin.ai.agent.AIAgent
          systemMessage: You are the chief of the desk.
          prompt: Sort {{ inputs.mail }}
          memory:
            type: io.kestra.plugin.ai.memory.Redis
          tools:
            - type: io.kestra.plugin.ai.tool.DockerMcpClient
              image: mcp/filesystem
              command: ["/tmp"]
            - type: io.kestra.plugin.ai.tool.StdioMcpClient
              command: ["npx", "-y", "notes-mcp"]
            - type: io.kestra.plugin.ai.tool.StreamableHttpMcpClient
              url: https://mcp.acme.example/mcp
            - type: io.kestra.plugin.ai.tool.SseMcpClient
              sseUrl: "{{ secret('URL') }}"
            - type: io.kestra.plugin.ai.tool.CodeExecution
            - type: io.kestra.plugin.ai.tool.AIAgent
              name: clerk
              systemMessage: You look things up.
              provider:
                type: io.kestra.plugin.ai.provider.Anthropic
                modelName: claude-3-5-haiku-latest
            - type: io.kestra.plugin.ai.tool.AIAgent
              description: Counts the letters
        - id: rounds
          type: io.kestra.plugin.ai.agent.SequentialAiAgentWorkflow
          agents:
            - name: reader
              prompt: Read the letter.
            - name: writer
              prompt: Write the answer.
      pluginDefaults:
        - type: io.kestra.plugin.ai.agent
          values:
            provider:
              type: io.kestra.plugin.ai.provider.GoogleGemini
        - type: io.kestra.plugin.ai.provider.GoogleGemini
          values:
            modelName: gemini-2.5-flash
      """)
    let flow = "agent:repo:\(here)/flows/desk.yml#flow"
    let chief = "\(flow)/chief"
    #expect(
      result.ids(.agent) == [
        flow, chief, "\(chief)/agent-1", "\(chief)/clerk", "\(flow)/rounds",
        "\(flow)/rounds/reader",
        "\(flow)/rounds/writer",
      ])
    #expect(result.has(.delegatesTo, flow, chief))
    #expect(result.has(.delegatesTo, chief, "\(chief)/clerk"))
    #expect(result.has(.usesModel, chief, "model:google:gemini-2.5-flash"))
    #expect(result.has(.usesModel, "\(chief)/clerk", "model:anthropic:claude-3-5-haiku-latest"))
    #expect(!result.has(.usesModel, chief, "model:anthropic:claude-3-5-haiku-latest"))
    #expect(result.has(.connectsTo, chief, "mcpserver:oci:mcp/filesystem"))
    #expect(result.has(.connectsTo, chief, "mcpserver:npm:notes-mcp"))
    #expect(result.has(.connectsTo, chief, "mcpserver:url:https://mcp.acme.example/mcp"))
    #expect(result.ids(.mcpServer).count == 3)
    #expect(result.ids(.containerImage) == ["containerimage:oci:mcp/filesystem"])
    #expect(result.asset("\(chief)/agent-1")?.name == "Counts the letters")
    #expect(result.ids(.tool).count == 3)
    #expect(result.ids(.memory).count == 1)
    #expect(result.ids(.prompt).count == 5)
    #expect(result.signalNames.contains("agent.code-execution"))
  }

  @Test("flows without tasks of AI, and other files that speak of them, are nothing")
  func others() {
    for text in [
      "id: sums\nnamespace: acme\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message: Hi\n",
      "namespace: acme\ntasks:\n  - type: io.kestra.plugin.ai.agent.AIAgent\n    prompt: Hello there\n",
      "id: [io.kestra.]\nnamespace: acme\n", "# io.kestra. namespace:\n- a\n",
    ] {
      #expect(inspect("flows/a.yaml", text).estate.assets.isEmpty, "\(text)")
    }
  }

  @Test("values that stand for each other end")
  func hostile() {
    let task = "io.kestra.plugin.ai.agent.AIAgent"
    let inner = (0..<8).map { "      a\($0): {type: \(task)}\n" }.joined()
    let result = inspect(
      "flows/a.yaml",
      "id: a\nnamespace: b\ntasks:\n  - {id: c, type: \(task)}\npluginDefaults:\n"
        + "  - type: \(task)\n    values:\n" + inner)
    #expect(result.error == nil)
    #expect(!result.ids(.agent).isEmpty)
  }

  @Test("a flow of Prompt Flow has the models and templates of its nodes")
  func promptFlow() {
    let result = inspect(
      "flows/sorter/flow.dag.yaml",
      """
      inputs:
        letter: {type: string}
      outputs:
        kind: {type: string, reference: "${sort.output}"}
      nodes:
        - name: sort
          type: llm
          source: {type: code, path: sort.jinja2}
          inputs: {deployment_name: gpt-4o-mini, letter: "${inputs.letter}"}
          provider: AzureOpenAI
          connection: house
        - name: tidy
          type: python
          source: {type: code, path: tidy.py}
        - name: summary
          use_variants: true
      node_variants:
        summary:
          default_variant_id: a
          variants:
            a:
              node: {type: llm, source: {type: code, path: a.jinja2}, inputs: {model: gpt-4o}, provider: OpenAI}
      """)
    let flow = "agent:repo:\(here)/flows/sorter/flow.dag.yaml#flow"
    #expect(result.ids(.agent) == [flow])
    #expect(
      result.ids(.prompt) == [
        "prompt:repo:\(here)/flows/sorter/a.jinja2", "prompt:repo:\(here)/flows/sorter/sort.jinja2",
      ])
    #expect(result.ids(.model).count == 2)
    #expect(result.has(.usesModel, flow, "model:openai:gpt-4o"))
    #expect(
      inspect("flow.dag.yaml", "inputs: {}\nnodes:\n  - {name: a, type: python}\n").estate.assets
        .isEmpty)
  }
}
