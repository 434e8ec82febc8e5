import Catalog
import Discovery
import Estate
import Testing

@Suite("Scripts of shells")
struct CommandFileTests {
  private let detector: CommandFileDetector

  init() throws { detector = try CommandFileDetector(.embedded) }

  private func inspect(_ text: String, path: String = "scripts/start.sh") -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("a model that a script fetches or serves is recorded where it is named")
  func models() throws {
    let result = inspect(
      """
      #!/bin/bash
      # ollama pull mistral
      ollama serve &
      sleep 5
      ollama pull llama3.2:1b
      vllm serve \\
        Qwen/Qwen2.5-7B-Instruct --host 0.0.0.0 --port 9000
      """)
    #expect(
      result.ids(.model) == [
        "model:huggingface:Qwen/Qwen2.5-7B-Instruct", "model:ollama:llama3.2:1b",
      ])
    let model = try #require(result.asset("model:ollama:llama3.2:1b"))
    #expect(model.sightings.map(\.location?.line) == [5])
    let endpoint = try #require(result.estate.assets.first { $0.kind == .endpoint })
    #expect(endpoint.properties["bind_address"] == "0.0.0.0")
    #expect(
      result.has(.serves, endpoint.id.text, "model:huggingface:Qwen/Qwen2.5-7B-Instruct"))
  }

  @Test("servers that a script hands to a client are recorded as they are in its settings")
  func servers() throws {
    let result = inspect(
      """
      claude mcp add notes -e NOTES_KEY=x LEVEL=2 -- npx -y notes-mcp --all
      claude mcp add --transport http books https://mcp.acme.example/mcp --header "Authorization: Bearer $KEY"
      claude mcp add-json clock '{"command": "uvx", "args": ["mcp-server-time"]}'
      codex mcp add letters --env A=b -- docker run -i --rm mcp/fetch
      claude mcp list
      claude mcp remove notes
      # claude mcp add old -- npx old-mcp
      echo claude mcp add said -- npx said-mcp
      """)
    #expect(
      result.ids(.mcpServer) == [
        "mcpserver:npm:notes-mcp", "mcpserver:oci:mcp/fetch", "mcpserver:pypi:mcp-server-time",
        "mcpserver:url:https://mcp.acme.example/mcp",
      ])
    #expect(!result.everything.contains("NOTES_KEY=x"))
    #expect(result.asset("mcpserver:npm:notes-mcp")?.sightings.map(\.location?.line) == [1])
  }

  @Test("scripts of a package are command lines, with the addresses that they give to programs")
  func manifest() throws {
    let result = inspect(
      """
      {
        "name": "shop",
        "scripts": {
          "dev": "next dev",
          "dev:local": "cross-env NEXT_PUBLIC_LANGGRAPH_API_URL=http://127.0.0.1:2024 next dev",
          "store": "docker run -p 6333:6333 qdrant/qdrant:v1.10.1",
          "model": "ollama pull llama3.2:1b",
          "docs": "API_URL=http://127.0.0.1:3000 next build"
        },
        "config": {"MODEL_PATH": "./models/house.gguf"}
      }
      """, path: "web/package.json")
    #expect(result.ids(.endpoint) == ["endpoint:repo:github.com/acme/shop#http://127.0.0.1:2024"])
    #expect(result.ids(.containerImage) == ["containerimage:oci:qdrant/qdrant"])
    #expect(result.ids(.model) == ["model:ollama:llama3.2:1b"])
    #expect(
      result.asset("model:ollama:llama3.2:1b")?.sightings.map(\.location?.line) == [7])
    #expect(inspect("{\"scripts\": [", path: "package.json").error == nil)
  }

  @Test("files of weights and addresses of servers are what variables of a script say")
  func variables() throws {
    let result = inspect(
      """
      MODEL_PATH="./models/house-8b.gguf"
      export OLLAMA_HOST=http://gpu-box:11434
      export SHOP_URL=http://shop:8080
      export LANGGRAPH_DB_URL=http://db:5432
      """)
    #expect(
      result.ids(.modelArtifact) == [
        "modelartifact:repo:github.com/acme/shop/scripts/models/house-8b.gguf"
      ])
    #expect(result.ids(.endpoint) == ["endpoint:repo:github.com/acme/shop#http://gpu-box:11434"])
  }

  @Test("scripts that train and test are jobs, and what they read and copy is recorded")
  func learning() throws {
    let result = inspect(
      """
      #!/bin/bash
      export DATASET_LOC="https://data.example.org/reviews.csv"
      export RESULTS_FILE=results/test.csv
      python shop/train.py \\
        --dataset-loc "$DATASET_LOC" --num-epochs 10
      python shop/evaluate.py --run-id $RUN --dataset-loc data/holdout.csv
      python shop/report.py --dataset-loc data/holdout.csv
      aws s3 cp models/ s3://acme-learning/$USER/models/ --recursive
      aws s3 cp results/ s3://acme-learning/$USER/results/ --recursive
      """)
    let estate = result.estate
    func names(_ kind: AssetKind) -> [String] {
      estate.assets.filter { $0.kind == kind }.map(\.name).sorted()
    }
    #expect(names(.trainingJob) == ["shop/train.py"])
    #expect(names(.evaluation) == ["shop/evaluate.py"])
    #expect(names(.dataset) == ["reviews.csv"])
    #expect(names(.modelArtifact) == ["models"])
  }

  @Test("requests to models are calls of these, with what they are told; other requests are none")
  func requests() throws {
    let result = inspect(
      """
      #!/usr/bin/env bash
      API="${OLLAMA_HOST:-http://localhost:11434}"
      # curl https://api.openai.com/v1/chat/completions -d '{"model": "gpt-4"}'
      ask() {
        curl -s "$API/api/generate" -d "{\\"model\\": \\"acme-house\\", \\"prompt\\": \\"$1\\"}"
      }
      SYSTEM_PROMPT=$(cat <<'EOT'
      You are a careful reviewer. Don't be rude.
      EOT
      )
      TITLE="Nothing to see in this title"
      note="For the page: $TITLE"
      ask "Please: $SYSTEM_PROMPT"
      out=$(curl https://api.openai.com/v1/chat/completions \\
        -H "Authorization: Bearer $OPENAI_API_KEY" \\
        -d '{
          "model": "gpt-4o-mini",
          "messages": [
            {"role": "system", "content": "You are a clerk who answers in French."},
            {"role": "user", "content": "Who are you, and what do you do?"}
          ]
        }')
      curl https://api.openai.com/v1/models
      curl -fsSL https://ollama.com/install.sh | sh
      curl -L https://huggingface.co/acme/house/resolve/main/config.json
      curl http://localhost:3000/api/chat -d '{"text": "a"}'
      curl http://10.0.0.7:8001/v1/completions -d "$note"
      echo "curl http://10.0.0.8:8001/v1/completions"
      cat <<USAGE
      curl http://10.0.0.9:8001/v1/completions
      USAGE
      echo 'it is open
      """)
    let project = "application:repo:github.com/acme/shop/scripts"
    #expect(result.ids(.model).sorted() == ["model:ollama:acme-house", "model:openai:gpt-4o-mini"])
    for model in result.ids(.model) { #expect(result.has(.usesModel, project, model)) }
    let named = result.estate.assets.filter { $0.kind == .endpoint }.map(\.name).sorted()
    #expect(
      named == [
        "http://10.0.0.7:8001/v1/completions", "http://localhost:11434/api/generate",
        "https://api.openai.com/v1/chat/completions",
      ])
    let prompts = result.estate.assets.filter { $0.kind == .prompt }
    #expect(prompts.map(\.name).sorted() == ["SYSTEM_PROMPT", "system message"])
    #expect(prompts.flatMap(\.sightings).compactMap { $0.location?.line }.sorted() == [7, 19])
    #expect(!result.everything.contains("careful reviewer"))
  }

  @Test("programs that ask a model are calls, and coding agents are agents with what they are told")
  func programs() throws {
    let result = inspect(
      """
      answer=$(ollama run mistral "$PROMPT")
      PROMPT="Write short notes about this text."
      other="Write short notes about this text."
      llm -m gpt-4o -s "You are a terse summariser of long texts" < a.txt
      claude -p "You are an engineer. Fix the failing tests." --dangerously-skip-permissions
      llama-server -m models/house.gguf --port 8080
      claude --version
      """)
    let project = "application:repo:github.com/acme/shop/scripts"
    #expect(result.has(.usesModel, project, "model:ollama:mistral"))
    #expect(result.has(.usesModel, project, "model:openai:gpt-4o"))
    let agent = try #require(result.estate.assets.first { $0.kind == .agent })
    #expect(agent.properties["auto_approve"] == true)
    #expect(agent.sightings.map(\.location?.line) == [5])
    #expect(result.signalNames == ["agent.approvals-off"])
    let prompts = result.estate.assets.filter { $0.kind == .prompt }.map(\.name).sorted()
    #expect(prompts == ["Claude Code prompt", "PROMPT", "llm prompt"])
    #expect(result.ids(.modelArtifact).count == 1)
  }

  @Test("a container that a script starts serves the models that it is told to")
  func containers() throws {
    let result = inspect(
      """
      docker run --gpus all -p 8000:8000 \\
        vllm/vllm-openai:v0.6.1 \\
        --model acme/house-7b-chat
      docker run -d -e MODEL_NAME=clothes tensorflow/serving
      docker run -e MODEL_NAME=clothes nginx --model acme/other-7b
      docker pull ollama/ollama
      """)
    #expect(
      result.ids(.model).sorted() == [
        "model:huggingface:acme/house-7b-chat", "model:repo:github.com/acme/shop/scripts#clothes",
      ])
    let model = try #require(result.asset("model:huggingface:acme/house-7b-chat"))
    #expect(model.sightings.map(\.location?.line) == [3])
    #expect(result.ids(.endpoint).count == 2)
    #expect(result.ids(.containerImage).count == 3)
  }

  @Test("a server may load several models, and a Procfile gives its processes names")
  func processes() {
    let result = inspect(
      """
      web: gunicorn shop:app
      embed: infinity_emb v2 --model-id acme/house-embed-1 --model-id acme/house-rerank-1
      """, path: "Procfile")
    #expect(
      result.ids(.model) == [
        "model:huggingface:acme/house-embed-1", "model:huggingface:acme/house-rerank-1",
      ])
    #expect(result.estate.assets.filter { $0.kind == .endpoint }.count == 1)
    #expect(inspect("docker run -d ${HUB}/ollama/ollama:0.5").ids(.containerImage).count == 1)
  }

  @Test("data that a script fetches of a hub is recorded where it is named")
  func data() {
    let result = inspect(
      """
      kaggle datasets download -d acme/frauds --unzip
      kaggle competitions download titanic
      huggingface-cli download --repo-type dataset acme/chats
      kaggle datasets list -s frauds
      huggingface-cli download --repo-type space acme/demo
      kaggle datasets download -d "$DATASET"
      """)
    #expect(
      result.ids(.dataset) == [
        "dataset:huggingface:acme/chats", "dataset:kaggle:acme/frauds", "dataset:kaggle:titanic",
      ])
    #expect(result.ids(.model).isEmpty)
  }

  @Test("evaluations that a script runs")
  func evaluations() {
    let result = inspect(
      "run_eval() {\n  promptfoo eval -c \"$1\" --output \"out/$(date +%Y).json\"\n}\nnpm test\n",
      path: "scripts/evaluate.sh")
    #expect(
      result.ids(.evaluation)
        == ["evaluation:repo:github.com/acme/shop/scripts/evaluate.sh#promptfoo"])
    #expect(inspect("promptfoo --version\necho promptfoo eval\n").ids(.evaluation).isEmpty)
  }

  @Test("images of AI products that a script runs; of others nothing")
  func images() {
    let result = inspect(
      "docker run -d -p 6333:6333 qdrant/qdrant:v1.9\nsudo docker run --rm postgres:16\n",
      path: "Makefile")
    #expect(result.ids(.containerImage) == ["containerimage:oci:qdrant/qdrant"])
  }

  @Test(
    "other files, and words that are no commands",
    arguments: [
      ("notes.md", "ollama pull llama3.2"), ("a.sh", "echo 'ollama pull llama3.2'"),
      ("a.sh", "docker build -t qdrant/qdrant ."), ("a.sh", "\\"), ("a.sh", "vllm serve"),
      ("tool", "#!/usr/bin/env python\nollama pull llama3.2"),
    ])
  func others(path: String, text: String) {
    #expect(inspect(text, path: path).estate.assets.isEmpty)
  }

  @Test("the models that variables and requests of a script name are recorded; other words are not")
  func named() {
    let result = inspect(
      """
      export OPENAI_MODEL="gpt-4o-mini" # the cheap one
      # CHAT_MODEL=gpt-4
      THEME=gpt-4o
      chat_model=gpt-4-turbo
      docker run -e EMBEDDING_MODEL=nomic-embed-text -p 80:80 acme/app
      LLM_MODEL=${LLM_MODEL:-claude-3-haiku-20240307}
      curl https://api.openai.com/v1/chat/completions \\
        -d '{"model": "gpt-4.1-nano", "messages": []}'
      echo '{"model": "gpt-5"}'
      """)
    #expect(
      result.ids(.model) == [
        "model:anthropic:claude-3-haiku-20240307", "model:huggingface:nomic-embed-text",
        "model:openai:gpt-4.1-nano", "model:openai:gpt-4o-mini",
      ])
    let makefile = inspect("OLLAMA_MODEL ?= llama3.2:1b\nNAME := gpt-4o\n", path: "Makefile")
    #expect(makefile.ids(.model) == ["model:ollama:llama3.2:1b"])
  }

  @Test("an evaluation of agents is one, and the files that it is given are data")
  func evaluatedAgents() {
    let result = inspect(
      """
      run() {
        adk eval \\
          shop_agent \\
          eval/data/shop.evalset.json \\
          --config_file_path=eval/config.json
      }
      adk web shop_agent
      """)
    #expect(result.estate.assets.filter { $0.kind == .evaluation }.map(\.name) == ["adk eval"])
    let data = "dataset:repo:github.com/acme/shop/scripts/eval/data/shop.evalset.json"
    #expect(result.ids(.dataset) == [data])
    #expect(result.asset(data)?.sightings.map(\.location?.line) == [4])
  }

  @Test("a variable for a model may hold the file of its weights")
  func weights() {
    let result = inspect("MODEL_PATH=\"./models/house.Q4.gguf\"\nWALLPAPER=stone.gguf\n")
    #expect(
      result.ids(.modelArtifact)
        == ["modelartifact:repo:github.com/acme/shop/scripts/models/house.Q4.gguf"])
    #expect(result.ids(.model).count == 1)
  }
}
