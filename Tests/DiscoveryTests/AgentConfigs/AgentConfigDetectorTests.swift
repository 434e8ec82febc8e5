import Catalog
import Discovery
import Estate
import Testing

@Suite struct AgentConfigDetectorTests {
  private let detector: AgentConfigDetector
  private let here = "github.com/acme/shop"

  init() throws { detector = try AgentConfigDetector(.embedded) }

  private func inspect(_ path: String, _ text: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("a graph is the agent that the code defines there")
  func langgraph() {
    let result = inspect(
      "bot/langgraph.json", "{\"graphs\": {\"support\": \"./src/graph.py:graph\"}}")
    #expect(result.ids(.agent) == ["agent:repo:\(here)/bot/src/graph.py#graph"])
  }

  @Test("the store of a platform has an index where it says what it embeds by")
  func store() {
    let text = #"{"graphs": {}, "store": {"index": {"embed": "openai:text-embedding-3-small"}}}"#
    let index = "vectorindex:repo:\(here)/bot/langgraph.json#store.index"
    let result = inspect("bot/langgraph.json", text)
    #expect(result.has(.contains, index, "model:openai:text-embedding-3-small"))
    #expect(
      inspect("langgraph.json", #"{"graphs": {}, "store": {"ttl": {"default_ttl": 60}}}"#)
        .ids(.vectorIndex).isEmpty)
  }

  @Test("a chat in YAML is one prompt, seen at each message that is an instruction or a template")
  func chatFile() {
    let text = """
      name: Summary
      model: openai/gpt-4o-mini
      messages:
        - role: system
          content: You are a clerk who summarises letters.
        - role: assistant
          content: I am ready.
        - role: user
          content: |-
            Summarise {{letter}}
      """
    for path in ["summary.prompt.yml", "app/prompts/summary.chat.yaml"] {
      let result = inspect(path, text)
      let prompt = result.asset("prompt:repo:\(here)/\(path)#messages")
      #expect(prompt?.sightings.map(\.location?.line) == [5, 9])
      #expect(result.ids(.model) == ["model:openai:gpt-4o-mini"])
    }
    #expect(inspect("data/chats.yaml", text).estate.assets.isEmpty)
  }

  @Test("a plugin that chats may call is a tool; any other manifest is none")
  func plugin() {
    let text =
      #"{"schema_version": "v1", "name_for_model": "retrieval", "api": {"type": "openapi"}}"#
    #expect(
      inspect(".well-known/ai-plugin.json", text).ids(.tool)
        == ["tool:repo:\(here)/.well-known/ai-plugin.json"])
    #expect(inspect("ai-plugin.json", #"{"name": "retrieval"}"#).estate.assets.isEmpty)
  }

  @Test("a prompt is seen where each of its texts stands that is far from the others")
  func parts() {
    let result = inspect(
      "config/agents.yaml",
      "writer:\n  role: >\n    Writer\n  goal: >\n    Write\n    well\n  backstory: >\n    Old hand"
    )
    let prompt = result.asset("prompt:repo:\(here)/config/agents.yaml#writer")
    #expect(prompt?.sightings.map(\.location?.line) == [1, 4, 7])
  }

  @Test("agents of CrewAI have their prompts, models and tools")
  func crew() {
    let result = inspect(
      "config/agents.yaml",
      "writer:\n  role: Writer\n  goal: Write {topic}\n  backstory: Old hand\n  llm: openai/gpt-4o\n  tools: [search]"
    )
    let agent = "agent:repo:\(here)/config/agents.yaml#writer"
    #expect(result.has(.usesModel, agent, "model:openai:gpt-4o"))
    #expect(result.has(.canCall, agent, "tool:repo:\(here)/config/agents.yaml#search"))
    #expect(
      result.asset("prompt:repo:\(here)/config/agents.yaml#writer")?.properties["variables"] == [
        "topic"
      ])
    let people = "role: x\ngoal: y\njane: {role: Sales agent, phone: 1}"
    #expect(inspect("agents.yaml", people).estate.assets.isEmpty)
  }

  @Test(
    "templates below a folder of prompts are prompts, however deep; macros and other templates are none"
  )
  func templates() {
    let tool = """
      {% set name = tools.get("database") %}
      <{{ name }}>
      Query live databases for real-time data. Returns rows in tables.
      {% if few %}Use for: live analytics{% endif %}
      </{{ name }}>
      """
    func count(_ path: String, _ text: String) -> Int { inspect(path, text).ids(.prompt).count }
    #expect(count("app/prompts/templates/chat/tools/live/query.j2", tool) == 1)
    #expect(count("app/prompts/macros.j2", "{% macro a(b) %}{{ b.c }} {{ d }}{% endmacro %}") == 0)
    #expect(count("app/mails/chat/query.j2", tool) == 0)
    #expect(count("app/prompts/a/b/c/d/notes.txt", tool) == 0)
  }

  @Test("models under test are evaluated")
  func promptfoo() {
    let result = inspect(
      "promptfooconfig.yaml",
      "providers: [openai:chat:gpt-4o, {id: 'anthropic:messages:claude-3-5-sonnet-20241022'}, 'file://x.py', echo]\nprompts: [a]"
    )
    let evaluation = "evaluation:repo:\(here)/promptfooconfig.yaml"
    #expect(result.has(.evaluatedBy, "model:openai:gpt-4o", evaluation))
    #expect(result.ids(.model).count == 2)
  }

  @Test("evaluations of promptfoo by what they hold, with the prompts that stand in files")
  func promptfooByKeys() {
    let result = inspect(
      "config/evaluations/01_models.yaml",
      """
      # Which is best
      description: Compare models
      providers:
        - id: openai:gpt-4o-mini
      prompts:
        - file://../../prompts/answer.txt
        - file://../build_prompt.py
      tests:
        - vars: {query: "1 + 1"}
      """)
    let evaluation = "evaluation:repo:\(here)/config/evaluations/01_models.yaml"
    #expect(result.asset(evaluation)?.name == "Compare models")
    #expect(result.has(.evaluatedBy, "model:openai:gpt-4o-mini", evaluation))
    #expect(result.ids(.prompt) == ["prompt:repo:\(here)/prompts/answer.txt"])
    let cloud = "providers:\n  - id: aws:eu-west-1\ntests:\n  - name: plan\n"
    #expect(inspect("infra.yaml", cloud).estate.assets.isEmpty)
    let cinema = "prompts:\n  - Who is there?\ntests:\n  - name: sound\n"
    #expect(inspect("stage.yaml", cinema).estate.assets.isEmpty)
  }

  @Test(
    "graders by use, programs that are asked over HTTP, and files of providers and prompts alone")
  func promptfooParts() {
    let result = inspect(
      "promptfooconfig.yaml",
      """
      providers:
        - id: https
          config: {url: "https://shop.test/chat"}
      prompts: ["{{query}} please"]
      defaultTest:
        options:
          provider:
            text: {id: "openai:gpt-4.1"}
            embedding: {id: "openai:text-embedding-3-large"}
      """)
    #expect(
      result.ids(.model) == ["model:openai:gpt-4.1", "model:openai:text-embedding-3-large"])
    #expect(result.ids(.endpoint).count == 1)
    let providers = inspect(
      "providers/providers.yaml", "- id: openai:gpt-4o\n- id: openai:gpt-4o-mini\n")
    #expect(providers.ids(.model) == ["model:openai:gpt-4o", "model:openai:gpt-4o-mini"])
    let prompts = inspect(
      "configs/prompts.yaml", "- id: help\n  raw: |\n    Answer the question: {{question}}\n")
    #expect(prompts.ids(.prompt).count == 1)
    let clouds = "- id: aws:eu-west-1\n- id: http\n  port: 80\n"
    #expect(inspect("providers.yaml", clouds).ids(.model).isEmpty)
    #expect(inspect("providers.yaml", clouds).ids(.endpoint).isEmpty)
  }

  @Test("a flow of Flowise below `flowData`, as it is or as text", arguments: [true, false])
  func flowiseExports(isText: Bool) {
    let nodes = #"""
      {"nodes": [
        {"id": "a", "position": {}, "data": {"name": "toolAgent", "label": "Tool Agent", "category": "Agents", "inputs": {}}},
        {"id": "m", "position": {}, "data": {"name": "chatOpenAI", "label": "ChatOpenAI", "category": "Chat Models", "inputs": {"modelName": "gpt-4o-mini"}}}],
       "edges": [{"source": "m", "target": "a"}]}
      """#
    let text = nodes.replacing("\n", with: "").replacing("\"", with: "\\\"")
    let result = inspect(
      "flows/chat.json", #"{"name": "Chat", "flowData": "# + (isText ? "\"\(text)\"" : nodes) + "}")
    let path = "\(here)/flows/chat.json"
    #expect(result.ids(.agent) == ["agent:repo:\(path)#a", "agent:repo:\(path)#flow"])
    #expect(result.has(.usesModel, "agent:repo:\(path)#a", "model:openai:gpt-4o-mini"))
  }

  @Test("a node of Dify that calls tools by itself is an agent within the flow")
  func difyAgents() {
    let result = inspect(
      "flow.yml",
      """
      app:
        description: Weather
        mode: advanced-chat
        name: Weather desk
      kind: app
      workflow:
        graph:
          nodes:
            - id: "17"
              data:
                type: agent
                title: Forecaster
                agent_parameters:
                  instruction: {type: constant, value: "Look up the weather with your tools."}
                  model: {type: constant, value: {model: gpt-4o-mini, provider: langgenius/openai/openai}}
                  tools:
                    value:
                      - {enabled: true, tool_name: current_time}
                      - {enabled: false, tool_name: search}
            - id: "18"
              data: {type: answer, title: Reply}
      """)
    let path = "\(here)/flow.yml"
    let agent = "agent:repo:\(path)#agent/17"
    #expect(result.ids(.agent) == [agent, "agent:repo:\(path)#app"])
    #expect(result.asset("agent:repo:\(path)#app")?.sightings.map(\.location?.line) == [4])
    #expect(result.has(.usesModel, agent, "model:openai:gpt-4o-mini"))
    #expect(result.has(.canCall, agent, "tool:repo:\(path)#current_time"))
    #expect(result.ids(.tool).count == 1)
    #expect(result.ids(.prompt).count == 1)
  }

  @Test("a prompt in a file of its own stands where its text begins")
  func promptLines() throws {
    let text = "You are a support agent. Answer the user in short sentences."
    let plain = try #require(
      inspect("prompts/a.txt", text).estate.assets.first { $0.kind == .prompt })
    #expect(plain.sightings.map(\.location?.line) == [1])
    let dotted = inspect("prompts/b.prompt", "---\nmodel: openai/gpt-4o\n---\n\n\(text)")
    let prompt = try #require(dotted.estate.assets.first { $0.kind == .prompt })
    #expect(prompt.sightings.compactMap(\.location?.line) == [5])
  }

  @Test("guardrails of NeMo guard their main model")
  func guardrails() {
    let result = inspect(
      "rails/config.yml",
      "models:\n  - {type: main, engine: openai, model: gpt-4o}\nrails:\n  input: {flows: [self check input]}"
    )
    let guardrail = "guardrail:repo:\(here)/rails/config.yml"
    #expect(result.has(.guardedBy, "model:openai:gpt-4o", guardrail))
    #expect(result.asset(guardrail)?.properties["covers"] == ["input"])
    let flow = result.estate.assets.first { $0.name == "self check input" }
    #expect(flow?.kind == .guardrail)
    #expect(result.has(.contains, guardrail, flow?.id.text ?? ""))
    let cars = "models:\n  - {name: Corolla}\nengine: v8"
    #expect(inspect("config.yml", cars).estate.assets.isEmpty)
  }

  @Test("a file of one prompt names its model before it")
  func dotprompt() {
    let result = inspect("a.prompt", "---\nmodel: googleai/gemini-2.0-flash\n---\nSay {{word}}.")
    #expect(result.has(.contains, "prompt:repo:\(here)/a.prompt", "model:google:gemini-2.0-flash"))
    #expect(inspect("p/skprompt.txt", "Sum up {{$input}}.").ids(.prompt).count == 1)
    #expect(inspect("p/other.txt", "Sum up {{$input}}.").ids(.prompt).isEmpty)
  }

  @Test("files of prompts have a digest that spaces do not change, and their variables")
  func prompts() {
    let text = "You are a support agent. Answer the user in {{ language }}, with ${tone}."
    let result = inspect("src/prompts/system.md", text)
    let id = "prompt:repo:\(here)/src/prompts/system.md"
    #expect(result.asset(id)?.properties["variables"] == ["language", "tone"])
    let spaced = inspect("src/prompts/system.md", "\n" + text + "  \n\n")
    #expect(spaced.asset(id)?.properties["digest"] == result.asset(id)?.properties["digest"])
    #expect(!result.everything.contains("support agent"))
  }

  @Test(
    "other files in folders called prompts are no prompts",
    arguments: [
      (
        "prompts/agnoster.txt", "PS1='%n@%m %~ $ ' and the color of the segment is set by the theme"
      ),
      ("prompts/README.md", "You are here. Answer the user."),
      ("lib/prompts/confirm.txt", "Are you sure? [y/N]"),
      ("docs/prompt.md", "You are a helpful assistant. Answer the user."),
    ])
  func noPrompts(path: String, text: String) {
    #expect(inspect(path, text).estate.assets.isEmpty)
  }

  @Test(
    "a flow of n8n is a workflow with an agent, its models, tools, stores and memory; others are not"
  )
  func n8n() {
    let type = "@n8n/n8n-nodes-langchain"
    let result = inspect(
      "flows/mail.json",
      """
      {"name": "Mail", "nodes": [
        {"type": "\(type).agent", "name": "AI Agent", "parameters": {"options": {"systemMessage": "You sort mail."}}},
        {"type": "\(type).lmChatOpenAi", "name": "Chat", "parameters": {"model": {"__rl": true, "value": "gpt-4o-mini"}}},
        {"type": "\(type).toolHttpRequest", "name": "Fetch", "parameters": {}},
        {"type": "\(type).vectorStoreQdrant", "name": "Docs", "parameters": {}},
        {"type": "\(type).memoryBufferWindow", "name": "Memory", "parameters": {}},
        {"type": "\(type).toolCode", "name": "Off", "parameters": {}, "disabled": true},
        {"type": "n8n-nodes-base.gmail", "name": "Gmail", "parameters": {}}],
       "connections": {"Gmail": {"main": [[{"node": "Chat"}]]},
        "Chat": {"ai_languageModel": [[{"node": "AI Agent"}]]}, "Fetch": {"ai_tool": [[{"node": "AI Agent"}]]},
        "Docs": {"ai_vectorStore": [[{"node": "Search"}]]}, "Search": {"ai_tool": [[{"node": "AI Agent"}]]}}}
      """)
    let flow = "agent:repo:\(here)/flows/mail.json#flow"
    let agent = "agent:repo:\(here)/flows/mail.json#AI%20Agent"
    #expect(result.asset(flow)?.properties["type"] == "workflow")
    #expect(result.asset(agent)?.properties["framework"] == "n8n")
    #expect(result.has(.delegatesTo, flow, agent))
    #expect(result.has(.remembersIn, flow, "memory:repo:\(here)/flows/mail.json#Memory"))
    #expect(result.has(.usesModel, agent, "model:openai:gpt-4o-mini"))
    #expect(result.has(.canCall, agent, "tool:repo:\(here)/flows/mail.json#Fetch"))
    #expect(result.has(.retrievesFrom, agent, "vectorindex:repo:\(here)/flows/mail.json#Docs"))
    #expect(result.ids(.memory).count == 1 && result.ids(.prompt).count == 1)
    #expect(result.ids(.tool).count == 1)
    let plain = "{\"nodes\": [{\"type\": \"n8n-nodes-base.gmail\", \"name\": \"G\"}]}"
    #expect(inspect("flow.json", plain).estate.assets.isEmpty)
    #expect(
      inspect("graph.json", "{\"nodes\": [{\"type\": \"Agent\", \"id\": 1}]}").estate.assets.isEmpty
    )
  }

  @Test("flows of Colang are guardrails, by their names or by what the user does")
  func colang() {
    let result = inspect(
      "rails/flows.co",
      """
      define user ask about salaries
        "What does the harbour master earn?"

      define flow
        user ask about salaries
        bot refuse

      define flow check facts
        bot inform
      """)
    #expect(
      Set(result.ids(.guardrail))
        == [
          "guardrail:repo:\(here)/rails/flows.co#ask%20about%20salaries",
          "guardrail:repo:\(here)/rails/flows.co#check%20facts",
        ])
    #expect(inspect("notes.co", "define nothing").estate.assets.isEmpty)
  }

  @Test("the texts of a file that is called prompts are prompts")
  func promptFile() {
    let result = inspect(
      "chains/prompt.yaml",
      """
      chat_template: |
        You are a kind guide of the harbour. Answer in short sentences.
      rag_template: "Use what is given below to answer the question of the guest, and nothing else."
      retries: 3
      title: The harbour guide that answers every question of every guest.
      """)
    #expect(result.ids(.prompt).count == 2)
  }

  @Test("what calls a flow of n8n, what it reads and the keys that it keeps")
  func n8nSurroundings() {
    let type = "@n8n/n8n-nodes-langchain"
    let result = inspect(
      "flows/desk.json",
      """
      {"name": "Desk", "nodes": [
        {"type": "\(type).agent", "name": "AI Agent", "parameters": {}},
        {"type": "\(type).lmChatOpenAi", "name": "Chat", "parameters": {"model": "gpt-4o"},
         "credentials": {"openAiApi": {"id": "x1", "name": "Shop"}}},
        {"type": "n8n-nodes-base.slack", "name": "Tell", "parameters": {}, "credentials": {"slackApi": {"id": "x2"}}},
        {"type": "\(type).chatTrigger", "name": "Asked", "parameters": {"public": true}},
        {"type": "n8n-nodes-base.webhook", "name": "Called",
         "parameters": {"httpMethod": "POST", "authentication": "headerAuth"}},
        {"type": "n8n-nodes-base.googleDrive", "name": "Take", "parameters": {"operation": "download"}},
        {"type": "n8n-nodes-base.googleDrive", "name": "Bring", "parameters": {"operation": "upload"}},
        {"type": "n8n-nodes-base.gmailTrigger", "name": "Mail", "parameters": {}}],
       "connections": {"Chat": {"ai_languageModel": [[{"node": "AI Agent"}]]}}}
      """)
    let here = "repo:\(here)/flows/desk.json"
    let flow = "agent:\(here)#flow"
    #expect(result.asset("endpoint:\(here)#Asked")?.properties["authenticated"] == false)
    #expect(result.asset("endpoint:\(here)#Called")?.properties["authenticated"] == true)
    #expect(result.has(.exposes, "endpoint:\(here)#Asked", flow))
    #expect(result.has(.ingestedBy, "contentsource:\(here)#Take", flow))
    #expect(result.asset("contentsource:\(here)#Mail")?.properties["trust"] == "untrusted")
    #expect(result.ids(.contentSource).count == 2)
    let key = "credential:\(here)#credential/openAiApi/Shop"
    #expect(result.has(.authenticatesAs, key, "provider:vendor:openai"))
    #expect(result.ids(.credential).count == 1)
    let mail =
      "{\"nodes\": [{\"type\": \"n8n-nodes-base.webhook\", \"name\": \"W\", \"parameters\": {}}]}"
    #expect(inspect("flow.json", mail).estate.assets.isEmpty)
  }

  @Test("an index that agents of n8n call is a tool, too; what only fills one is a workflow")
  func n8nIndexes() {
    let type = "@n8n/n8n-nodes-langchain"
    let chat = inspect(
      "flows/chat.json",
      """
      {"name": "Chat", "nodes": [
        {"type": "\(type).agent", "name": "AI Agent", "parameters": {}},
        {"type": "\(type).vectorStoreQdrant", "name": "docs_retriever",
         "parameters": {"mode": "retrieve-as-tool", "qdrantCollection": {"__rl": true, "value": "docs"}}}],
       "connections": {"docs_retriever": {"ai_tool": [[{"node": "AI Agent"}]]}}}
      """)
    let agent = "agent:repo:\(here)/flows/chat.json#AI%20Agent"
    let node = "repo:\(here)/flows/chat.json#docs_retriever"
    #expect(chat.has(.canCall, agent, "tool:\(node)"))
    #expect(chat.has(.retrievesFrom, agent, "vectorindex:\(node)"))
    #expect(chat.asset("vectorindex:\(node)")?.name == "docs")
    let sync = inspect(
      "flows/sync.json",
      """
      {"name": "Sync", "nodes": [
        {"type": "\(type).embeddingsOllama", "name": "E", "parameters": {"model": "nomic-embed-text"}},
        {"type": "\(type).vectorStoreQdrant", "name": "Store", "parameters": {"mode": "insert"}}],
       "connections": {"E": {"ai_embedding": [[{"node": "Store"}]]}}}
      """)
    #expect(sync.asset("agent:repo:\(here)/flows/sync.json#flow")?.name == "Sync")
    #expect(sync.ids(.tool).isEmpty && sync.ids(.vectorIndex).count == 1)
  }

  @Test("flows of Langflow, Flowise and Dify are read too")
  func otherFlows() {
    let langflow = inspect(
      "a.json",
      """
      {"name": "RAG", "data": {"nodes": [{"position": {}, "data": {"type": "OpenAIModel", "node":
      {"display_name": "OpenAI", "template": {"model_name": {"value": "gpt-4o"}}}}}]}}
      """)
    #expect(langflow.ids(.model) == ["model:openai:gpt-4o"])
    let flowise = inspect(
      "b.json",
      """
      {"nodes": [{"position": {}, "data": {"name": "chatOpenAI", "label": "Chat", "inputs": {"modelName": "gpt-4o"}}},
      {"position": {}, "data": {"name": "calculator", "label": "Calculator", "inputs": {}}}]}
      """)
    #expect(flowise.ids(.model) == ["model:openai:gpt-4o"])
    #expect(flowise.ids(.tool).count == 1)
    let wired = inspect(
      "w.json",
      """
      {"nodes": [{"id": "a_0", "position": {}, "data": {"name": "toolAgent", "label": "Tool Agent", "inputs": {}}},
      {"id": "m_0", "position": {}, "data": {"name": "chatOllama", "label": "Chat", "inputs":
        {"modelName": "qwen2.5-coder:32b", "baseUrl": "http://host.docker.internal:11434"}}},
      {"id": "t_0", "position": {}, "data": {"name": "braveSearchAPI", "label": "Brave", "category": "Tools", "inputs": {}}}],
      "edges": [{"source": "m_0", "target": "a_0"}, {"source": "t_0", "target": "a_0"}]}
      """)
    let agent = "agent:repo:\(here)/w.json#a_0"
    #expect(wired.has(.usesModel, agent, "model:ollama:qwen2.5-coder:32b"))
    #expect(wired.has(.canCall, agent, "tool:repo:\(here)/w.json#t_0"))
    #expect(
      wired.ids(.endpoint) == ["endpoint:repo:\(here)#http://host.docker.internal:11434"])
    let tool = inspect(
      "t.json", #"{"name": "list_tables", "description": "d", "schema": "[]", "func": "return 1"}"#)
    #expect(tool.ids(.tool) == ["tool:repo:\(here)/t.json#list_tables"])
    #expect(inspect("u.json", #"{"name": "a", "func": "b", "schema": {}}"#).estate.assets.isEmpty)
    let dify = inspect(
      "c.yml",
      """
      app: {name: Helper, mode: chat}
      kind: app
      model_config:
        model: {provider: openai, name: gpt-4o}
        pre_prompt: You are helpful.
      """)
    #expect(dify.ids(.model) == ["model:openai:gpt-4o"])
    #expect(dify.ids(.agent) == ["agent:repo:\(here)/c.yml#app"])
  }

  @Test("declarative agents are copilots")
  func declarativeAgent() {
    let result = inspect(
      "appPackage/declarativeAgent.json",
      "{\"name\": \"HR\", \"instructions\": \"You answer about leave.\"}")
    #expect(result.ids(.copilot) == ["copilot:repo:\(here)/appPackage/declarativeAgent.json"])
    #expect(result.ids(.prompt).count == 1)
  }

  @Test("the prompts of rails and the models that grade answers are found")
  func railsAndGraders() throws {
    let detector = try AgentConfigDetector(.embedded)
    let rails = Inspection(
      detector,
      [
        (
          "config/prompts.yml.example",
          """
          prompts:
            - task: self_check_input
              content: |
                Your task is to check the message of the user. Answer yes or no.
            - task: self_check_output
              messages:
                - {type: system, content: "Check the answer of the bot against the policy."}
            - note: none
          """
        ), ("other/prompts.yml", "prompts:\n  - name: a\n    content: b\n"),
      ])
    #expect(
      rails.ids(.prompt).map { $0.split(separator: "#").last } == [
        "prompts.self_check_input", "prompts.self_check_output",
      ])
    let tests = Inspection(
      detector,
      [
        (
          "promptfooconfig.yaml",
          """
          providers: [openai:gpt-4o-mini]
          prompts: [a]
          defaultTest: {options: {provider: "openai:gpt-4o"}}
          tests:
            - assert: [{type: llm-rubric, value: x, provider: {id: "openai:o3-mini"}}, {type: equals, value: y}]
          """
        )
      ])
    #expect(
      tests.ids(.model) == [
        "model:openai:gpt-4o", "model:openai:gpt-4o-mini", "model:openai:o3-mini",
      ])
  }

  @Test(
    "messages that instruct chains and models of a flow are prompts, and what users say is none")
  func messagesOfFlows() {
    let type = "@n8n/n8n-nodes-langchain"
    let result = inspect(
      "flow.json",
      """
      {"nodes": [
        {"type": "\(type).chainLlm", "name": "Chain", "parameters": {"text": "=Summarize the text of the user. Answer in one line: {{ $json.text }}", "messages": {"messageValues": [{"message": "You are a careful editor."}]}}},
        {"type": "\(type).agent", "name": "Agent", "parameters": {"text": "={{ $json.chatInput }}"}},
        {"type": "\(type).lmChatOpenAi", "name": "Model", "parameters": {"model": "gpt-4o"}}],
       "connections": {}}
      """)
    #expect(
      result.ids(.prompt).map { $0.split(separator: "#").last } == [
        "Chain.messages.0", "Chain.messages.1",
      ])
    let langflow = inspect(
      "langflow.json",
      """
      {"data": {"nodes": [
        {"id": "a", "position": {}, "data": {"type": "OpenAIModel", "node": {"template": {"model_name": {"value": "gpt-4o"}, "system_message": {"value": "You are terse."}}}}},
        {"id": "b", "position": {}, "data": {"type": "Prompt", "node": {"template": {"template": {"value": "Answer by {document}"}}}}}],
       "edges": []}}
      """)
    #expect(langflow.ids(.prompt).map { $0.split(separator: "#").last } == ["a.system", "b"])
  }

  @Test("a workflow of ComfyUI names its models by their files, and its prompts are short")
  func comfyui() {
    let asked = inspect(
      "flows/poster.json",
      """
      {
        "1": {"class_type": "CheckpointLoaderSimple",
              "inputs": {"ckpt_name": "SDXL\\\\house_v2.safetensors"}},
        "2": {"class_type": "CLIPTextEncode",
              "inputs": {"text": "red barn, dusk", "clip": ["1", 1]}},
        "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["1", 1]}},
        "4": {"class_type": "CLIPTextEncode", "inputs": {"text": ["9", 0], "clip": ["1", 1]}},
        "5": {"class_type": "RMBG", "inputs": {"model": "RMBG-2.0", "background": "Alpha", "image": ["6", 0]}},
        "6": {"class_type": "LoadImage", "inputs": {"image": "cow.png"}},
        "7": {"class_type": "Switch", "inputs": {"model": "auto", "text": "not said to a model"}}
      }
      """)
    let flow = "agent:repo:\(here)/flows/poster.json#flow"
    #expect(asked.asset(flow)?.properties["framework"] == "comfyui")
    #expect(
      asked.ids(.model) == [
        "model:repo:\(here)#RMBG-2.0", "model:repo:\(here)#house_v2.safetensors",
      ])
    #expect(asked.has(.usesModel, flow, "model:repo:\(here)#house_v2.safetensors"))
    #expect(
      asked.ids(.modelArtifact) == ["modelartifact:repo:\(here)/SDXL/house_v2.safetensors"])
    #expect(
      asked.asset("model:repo:\(here)#house_v2.safetensors")?.sightings.map(\.location?.line)
        == [3])
    #expect(asked.ids(.prompt) == ["prompt:repo:\(here)/flows/poster.json#2.text"])
    let saved = inspect(
      "flows/saved.json",
      """
      {"last_node_id": 4, "nodes": [
        {"id": 1, "type": "UNETLoader", "widgets_values": ["house-fp8.safetensors", "default"]},
        {"id": 2, "type": "CLIPTextEncode", "widgets_values": ["a tall ship"],
         "inputs": [{"name": "clip", "link": 4}, {"name": "text", "widget": {"name": "text"}, "link": null}]},
        {"id": 3, "type": "CLIPTextEncode", "widgets_values": ["old words"],
         "inputs": [{"name": "text", "widget": {"name": "text"}, "link": 7}]},
        {"id": 4, "type": "LoraLoader", "mode": 4, "widgets_values": ["off.safetensors", 1, 1]}],
       "links": []}
      """)
    #expect(saved.ids(.model) == ["model:repo:\(here)#house-fp8.safetensors"])
    #expect(saved.ids(.prompt) == ["prompt:repo:\(here)/flows/saved.json#2.0"])
  }

  @Test(
    "what has nodes or classes and loads no model is no workflow of ComfyUI",
    arguments: [
      #"{"1": {"class_type": "LoadImage", "inputs": {"image": "cow.png"}}}"#,
      #"{"house": {"class_type": "terrace", "model": "x.safetensors"}}"#,
      #"{"nodes": [{"type": "CLIPTextEncode", "label": "a"}], "links": []}"#,
      #"{"nodes": [{"type": "note", "widgets_values": ["hello there"]}], "links": []}"#,
    ])
  func noComfyui(text: String) { #expect(inspect("graph.json", text).estate.assets.isEmpty) }

  @Test("a document of a folder of prompts holds a template and its sections, each a prompt")
  func promptDocuments() {
    let text = """
      name: billing
      description: What you are given when the user asks about an invoice
      template: |
        You are a clerk for {company}. Answer the user by {context}.
      sections:
        late:
          condition: "days > 30"
          content: |
            Offer the customer a plan of three payments, and mention the fee.
        short: {content: "Be brief."}
      examples:
        - {name: first, text: "Tell the customer which of the plans would fit them best."}
      """
    let result = inspect("app/prompts/billing.yaml", text)
    let found = result.estate.assets.filter { $0.kind == .prompt }
    #expect(
      found.map { "\($0.name) \($0.sightings.compactMap(\.location?.line))" }.sorted()
        == ["billing [3]", "billing: examples [12]", "billing: late [8]"])
    #expect(inspect("app/forms/billing.yaml", text).estate.assets.isEmpty)
    let theme = "prompt:\n  template: '%n@%m %~ $'\n"
    #expect(inspect("prompts/themes.yaml", theme).ids(.prompt).isEmpty)
  }
}
