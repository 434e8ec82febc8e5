import Catalog
import Discovery
import Estate
import Testing

@Suite struct ContainerFileDetectorTests {
  private let detector: ContainerFileDetector

  init() throws { detector = try ContainerFileDetector(.embedded) }

  private func inspect(_ path: String, _ text: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("a served model in a Dockerfile is a model, with the image below it")
  func servedModel() {
    let result = inspect(
      "serve/Dockerfile",
      """
      ARG TAG=v0.6.1
      FROM vllm/vllm-openai:${TAG} AS base
      FROM base
      CMD ["vllm", "serve", "Qwen/Qwen2.5-7B-Instruct", "--host", "0.0.0.0"]
      """)
    #expect(result.ids(.model) == ["model:huggingface:Qwen/Qwen2.5-7B-Instruct"])
    #expect(
      result.ids(.containerImage) == [
        "containerimage:oci:vllm/vllm-openai",
        "containerimage:repo:github.com/acme/shop/serve/Dockerfile",
      ])
    let image = result.asset("containerimage:oci:vllm/vllm-openai")
    #expect(image?.properties["tag"] == "v0.6.1")
    #expect(image?.properties["pinned"] == false)
    #expect(result.ids(.endpoint).count == 1)
  }

  @Test("models that are copied into an image are part of it; other files are not")
  func copiedModels() {
    let result = inspect(
      "serve/Dockerfile",
      """
      FROM python:3.12-slim
      COPY ["*.py", "churn-model.bin", "./"]
      COPY --chown=app weights/house.gguf /srv/
      COPY --from=build /out/other.onnx /srv/
      ADD https://files.example.org/forest.onnx?x=1 /srv/
      COPY tools.bin models.py classifier.json data.pkl ./
      """)
    #expect(
      result.ids(.modelArtifact) == [
        "modelartifact:repo:github.com/acme/shop/serve/churn-model.bin",
        "modelartifact:repo:github.com/acme/shop/serve/weights/house.gguf",
        "modelartifact:url:files.example.org/forest.onnx",
      ])
    #expect(
      result.has(
        .contains, "containerimage:repo:github.com/acme/shop/serve/Dockerfile",
        "modelartifact:repo:github.com/acme/shop/serve/churn-model.bin"))
    #expect(
      inspect("Dockerfile", "FROM nginx\nCOPY firmware.bin /models/x\n").estate.assets.isEmpty)
  }

  @Test("a server of models of one's own has them by their name, and in the folder that it loads")
  func ownModels() throws {
    let result = inspect(
      "serve/Dockerfile",
      """
      FROM tensorflow/serving:2.3.0
      ENV MODEL_NAME clothes
      COPY clothes /models/clothes/1
      COPY models.config /models/models.config
      """)
    #expect(result.ids(.model) == ["model:repo:github.com/acme/shop/serve#clothes"])
    let model = try #require(result.estate.assets.first { $0.kind == .model })
    #expect(model.name == "clothes")
    #expect(model.sightings.map(\.location?.line) == [2])
    #expect(
      result.ids(.modelArtifact) == ["modelartifact:repo:github.com/acme/shop/serve/clothes"])
    let compose = inspect(
      "compose.yaml",
      """
      services:
        tf:
          image: tensorflow/serving
          command: --model_name=clothes --port=8500
      """)
    #expect(compose.ids(.model) == ["model:repo:github.com/acme/shop#clothes"])
    #expect(inspect("Dockerfile", "FROM nginx\nENV MODEL_NAME=clothes\n").estate.assets.isEmpty)
  }

  @Test("servers of the Model Context Protocol run in containers, alone or behind a gateway")
  func servers() {
    let result = inspect(
      "compose.yaml",
      """
      services:
        gateway:
          image: docker/mcp-gateway:latest
          command:
            - --transport=sse
            - --servers=duckduckgo,postgres
        notes:
          image: mcp/notes
      """)
    #expect(
      result.ids(.mcpServer) == [
        "mcpserver:oci:mcp/duckduckgo", "mcpserver:oci:mcp/notes", "mcpserver:oci:mcp/postgres",
      ])
    #expect(result.ids(.gateway).count == 1)
  }

  @Test("models that a build fetches are seen through shells and continued lines")
  func fetchedModels() {
    let result = inspect(
      "Dockerfile",
      """
      FROM ollama/ollama@sha256:\(String(repeating: "a", count: 64))
      # RUN ollama pull mistral:7b
      RUN ollama serve & \\
          sleep 5 && \\
          ollama pull llama3.1:8b
      """)
    #expect(result.ids(.model) == ["model:ollama:llama3.1:8b"])
    #expect(
      result.asset("containerimage:oci:ollama/ollama")?.properties["pinned"] == true)
  }

  @Test(
    "a Dockerfile without AI is not recorded",
    arguments: [
      "FROM node:20\nRUN npm ci\nCMD [\"node\", \"server.js\"]",
      "FROM acme/llama-farm-site:1\nCMD [\"serve\", \"-s\", \"build\"]",
      "FROM python:3.12\nRUN echo ollama pull llama3",
      "# FROM vllm/vllm-openai\nFROM scratch",
    ])
  func noAI(text: String) {
    #expect(inspect("Dockerfile", text).estate.assets.isEmpty)
  }

  private let compose = """
    services:
      ollama:
        image: ollama/ollama:latest
        ports: ["11434:11434"]
      chat:
        build: ./chat
        environment:
          - LLM_BASE_URL=http://ollama:11434/v1
          - LLM_MODEL=qwen2.5:7b
          - OPENAI_API_KEY=${OPENAI_API_KEY}
        depends_on: [ollama]
      db:
        image: postgres:16
      # chroma:
      #   image: chromadb/chroma
    """

  @Test("services of AI products serve what their neighbors ask for; others are not recorded")
  func services() {
    let result = inspect("deploy/docker-compose.yml", compose)
    #expect(
      result.ids(.workload) == [
        "workload:compose:github.com/acme/shop/deploy/chat",
        "workload:compose:github.com/acme/shop/deploy/ollama",
      ])
    #expect(result.ids(.model) == ["model:ollama:qwen2.5:7b"])
    #expect(result.ids(.application) == ["application:repo:github.com/acme/shop/deploy/chat"])
    #expect(result.ids(.provider) == ["provider:vendor:openai"])
    #expect(result.ids(.vectorIndex).isEmpty)
    let endpoint = result.asset("endpoint:compose:github.com/acme/shop/deploy/ollama")
    #expect(endpoint?.properties["authenticated"] == false)
    #expect(result.signalNames == ["endpoint.published-everywhere"])
    #expect(
      result.has(
        .serves, "endpoint:compose:github.com/acme/shop/deploy/ollama", "model:ollama:qwen2.5:7b"))
    #expect(!result.everything.contains("postgres"))
  }

  @Test("a port bound to this host only is not published everywhere")
  func loopback() {
    let result = inspect(
      "compose.yaml",
      "services:\n  llm:\n    image: ollama/ollama\n    ports: ['127.0.0.1:11434:11434']")
    #expect(result.ids(.endpoint).count == 1)
    #expect(result.signalNames.isEmpty)
  }

  @Test("a key that the service asks for is seen, and one from elsewhere leaves it open")
  func authentication() {
    func authenticated(_ more: String) -> Value? {
      inspect("compose.yml", "services:\n  q:\n    image: ghcr.io/speaches-ai/speaches:1\n" + more)
        .asset("endpoint:compose:github.com/acme/shop/q")?.properties["authenticated"]
    }
    #expect(authenticated("") == false)
    #expect(authenticated("    environment:\n      API_KEY: ${KEY}\n") == true)
    #expect(authenticated("    env_file: .env\n") == nil)
  }

  @Test("what only fetches models serves none; what it fetches stands where it is named")
  func fetching() throws {
    let result = inspect(
      "compose.yml",
      """
      services:
        init:
          image: ollama/ollama
          entrypoint: /bin/sh
          environment:
            - OLLAMA_HOST=ollama:11434
          command:
            - "-c"
            - "sleep 3; ollama pull llama3.2; ollama pull nomic-embed-text"
      """)
    #expect(
      result.ids(.endpoint) == ["endpoint:repo:github.com/acme/shop#http://ollama:11434"])
    #expect(result.ids(.model) == ["model:ollama:llama3.2", "model:ollama:nomic-embed-text"])
    #expect(result.asset("model:ollama:llama3.2")?.sightings.map(\.location?.line) == [9])
  }

  @Test("a platform is an endpoint only where it stands open; defaults of variables are read")
  func addresses() throws {
    let result = inspect(
      "compose.yml",
      """
      services:
        flows: {image: "flowiseai/flowise", ports: ["3001:3001"]}
        vectors: {image: "qdrant/qdrant", ports: ["6333:6333"]}
        search: {image: "opensearchproject/opensearch:2.18.0"}
        agent:
          build: .
          environment:
            - LLM_BASE_URL=${LLM_BASE_URL:-http://box:11434/v1}
            - LLM_CHOICE=${LLM_CHOICE:-qwen3:14b}
            - SEARXNG_BASE_URL=http://searxng:8080
      """)
    #expect(
      result.ids(.endpoint) == [
        "endpoint:compose:github.com/acme/shop/vectors",
        "endpoint:repo:github.com/acme/shop#http://box:11434/v1",
      ])
    #expect(result.ids(.model) == ["model:ollama:qwen3:14b"])
    #expect(result.ids(.containerImage).contains("containerimage:oci:opensearchproject/opensearch"))
    let alone = "services:\n  search: {image: \"opensearchproject/opensearch:2\"}"
    #expect(inspect("compose.yml", alone).estate.assets.isEmpty)
  }

  @Test("what an AI product keeps is named by its folder")
  func products() {
    let result = inspect(
      "api/docker-compose.yml",
      """
      services:
        vectors: {image: "qdrant/qdrant"}
        gateway: {image: "ghcr.io/berriai/litellm:main-latest"}
        tracking: {image: "ghcr.io/mlflow/mlflow:v2"}
      """)
    #expect(result.ids(.vectorIndex) == ["vectorindex:repo:github.com/acme/shop/api#qdrant"])
    #expect(result.ids(.gateway) == ["gateway:repo:github.com/acme/shop/api#litellm"])
    #expect(result.ids(.modelRegistry) == ["modelregistry:repo:github.com/acme/shop/api#mlflow"])
  }

  @Test("hostile files end in an error or in nothing")
  func hostile() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(inspect("compose.yml", "services: \(deep)").estate.assets.isEmpty)
    #expect(inspect("Dockerfile", "FROM \\\n\\\n\\").estate.assets.isEmpty)
    #expect(inspect("Dockerfile", "RUN <<EOF\nollama pull x").estate.assets.isEmpty)
    #expect(inspect("Dockerfile", "FROM a AS a\nFROM a AS a").estate.assets.isEmpty)
  }

  @Test(
    "models that variables of a Dockerfile name, and that its commands load, are seen on their lines"
  )
  func variablesOfDockerfile() {
    let text = """
      ARG EMBEDDING_MODEL=BAAI/bge-m3
      FROM python:3.12
      ENV PORT=80 \\
          OLLAMA_MODEL=llama3.2:3b
      ENV THEME=gpt-4o
      RUN pip install x && \\
          python -c "from sentence_transformers import CrossEncoder; CrossEncoder('BAAI/bge-reranker-v2-m3')"
      RUN python -c "print('BAAI/bge-large-en')"
      """
    let result = inspect("Dockerfile", text)
    let seen = Dictionary(
      uniqueKeysWithValues: result.ids(.model).map { id in
        (id, result.asset(id)?.sightings.compactMap(\.location?.line) ?? [])
      })
    #expect(
      seen == [
        "model:huggingface:BAAI/bge-m3": [1], "model:ollama:llama3.2:3b": [4],
        "model:huggingface:BAAI/bge-reranker-v2-m3": [7],
      ])
  }

  @Test("servers of KServe name their model on the command line; the folder of it is none")
  func kserve() throws {
    let result = inspect(
      "compose.yml",
      """
      services:
        scores:
          image: kserve/lgbserver:latest
          command:
            - --model_dir
            - /mnt/models
            - --model_name
            - clerk
        api:
          image: acme/api
          environment:
            SCORES: http://scores:8080/v2/models/clerk/infer
            MODEL_NAME: clerk
      """)
    let model = "model:repo:github.com/acme/shop#clerk"
    #expect(result.ids(.model) == [model])
    #expect(result.asset(model)?.sightings.map(\.location?.line) == [8, 13])
  }

  @Test("a variable says where a store of vectors is: the one that the file starts, or another")
  func stores() throws {
    let result = inspect(
      "compose.yml",
      """
      services:
        api:
          image: acme/api
          environment:
            QDRANT_URL: http://qdrant:6333
            REDIS_URL: redis://cache
        qdrant:
          image: qdrant/qdrant:v1
          environment:
            QDRANT__SERVICE__HOST: 0.0.0.0
        web:
          image: acme/web
          environment:
            - CHROMA_PERSIST_DIR=/data
      """)
    #expect(
      result.ids(.vectorIndex) == [
        "vectorindex:repo:github.com/acme/shop#chroma",
        "vectorindex:repo:github.com/acme/shop#qdrant",
      ])
    #expect(
      result.asset("vectorindex:repo:github.com/acme/shop#qdrant")?.sightings
        .map(\.location?.line) == [5, 8])
  }
}
