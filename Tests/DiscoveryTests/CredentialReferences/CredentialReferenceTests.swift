import Catalog
@testable import Discovery
import Estate
import Formats
import Matching
import Testing

@Suite("References to secrets")
struct CredentialReferenceTests {
  /// Compiled once for all tests.
  private static let compiled = Result {
    try PatternDatabase(patterns: CredentialReferenceDetector(.embedded).patterns)
  }

  private func observations(_ text: String, path: String) throws -> Observations {
    let bytes = Array(text.utf8)
    let detector = try CredentialReferenceDetector(.embedded)
    let entry = FileEntry(
      path: path, size: bytes.count, head: Array(bytes.prefix(4096)), isBinary: false,
      repository: RepositoryIdentity(
        id: AssetID(.repository, "git", "github.com/acme/shop"), name: "shop", folder: ""))
    let file = InspectedFile(entry: entry, reader: MemoryFile(bytes))
    let scanner = BlockScanner(try PatternScanner(try Self.compiled.get()))
    file.hits = bytes.withUnsafeBytes { scanner.scan($0) }.hits
    var record = Recorder(source: "files", detector: detector.name, path: path)
    try detector.inspect(file, &record)
    return record.observations
  }

  private func places(_ text: String, path: String) throws -> [String] {
    try observations(text, path: path).assets.filter { $0.kind == .credential }.map {
      let location = $0.sighting.location
      let cell = location?.cell.map { "cell \($0) " } ?? ""
      return "\($0.name) \(cell)\(location?.line ?? 0)"
    }
  }

  @Test("fields of settings go by the prefix of their class, wherever it stands")
  func prefixes() throws {
    let text = """
      from pydantic_settings import BaseSettings, SettingsConfigDict

      class Search(BaseSettings):
          model_config = SettingsConfigDict(env_prefix="AZURE_SEARCH_", extra="ignore")

          key: str
          endpoint: str

      class Tracing(BaseSettings):
          key: str

          class Config:
              env_prefix = "LANGSMITH_API_"

      class Shop(BaseSettings):
          model_config = SettingsConfigDict(env_prefix="SHOP_")

          key: str
          openai_api_key: str
      """
    #expect(
      try places(text, path: "app/settings.py") == [
        "AZURE_SEARCH_KEY 6", "LANGSMITH_API_KEY 10", "SHOP_OPENAI_API_KEY 19",
      ])
  }

  @Test("a variable is a credential by its name, opens its provider, and is no leak")
  func records() throws {
    let seen = try observations(
      "\nclient = OpenAI(api_key=os.environ[\"OPENAI_API_KEY\"])\n", path: "src/app.py")
    let credential = try #require(seen.assets.first { $0.kind == .credential })
    #expect(credential.id.text == "credential:env:github.com/acme/shop#OPENAI_API_KEY")
    #expect(credential.name == "OPENAI_API_KEY")
    #expect(credential.sighting.location?.line == 2)
    #expect(credential.properties["leaked"] == false)
    #expect(credential.properties["provider"] == "openai")
    let contains = try #require(seen.relations.first { $0.kind == .contains })
    #expect(contains.tail.text == "repository:git:github.com/acme/shop")
    #expect(contains.head == credential.id)
    let opens = try #require(seen.relations.first { $0.kind == .authenticatesAs })
    #expect(opens.tail == credential.id && opens.head.text == "provider:vendor:openai")
    #expect(!seen.relations.contains { $0.kind == .containsSecret })
  }

  @Test("the examples of the catalogue are references, or none")
  func examples() throws {
    let document = try #require(
      try Knowledge.embedded.document(at: "Catalog/credential-names.yaml"))
    let (match, others) = (
      document.root["examples"]?["match"], document.root["examples"]?["no_match"]
    )
    for example in match?.items ?? [] {
      let (path, line) = (example["path"]?.text ?? "", example["line"]?.text ?? "")
      let found = try observations(line, path: path).assets.filter { $0.kind == .credential }
      #expect(Set(found.map(\.name)) == [example["name"]?.text ?? ""], "\(line)")
      if let provider = example["provider"]?.text {
        #expect(found.first?.properties["provider"] == .text(provider), "\(line)")
      }
    }
    for example in others?.items ?? [] {
      let (path, line) = (example["path"]?.text ?? "", example["line"]?.text ?? "")
      #expect(try observations(line, path: path).assets.isEmpty, "\(line)")
    }
    #expect((match?.items.count ?? 0) > 20 && (others?.items.count ?? 0) > 15)
  }

  @Test("in notebooks by cell and line; outputs and Markdown are no code")
  func notebook() throws {
    let text = #"""
      {"cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["Set \"OPENAI_API_KEY\" first"]},
        {"cell_type": "code", "metadata": {}, "outputs": [{"name": "stdout", "output_type": "stream",
          "text": ["'GROQ_API_KEY'"]}], "source": ["import os\n", "os.environ[\"LANGCHAIN_API_KEY\"] = getpass()\n",
          "# os.environ[\"COHERE_API_KEY\"]"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%env TAVILY_API_KEY=x\n", "!echo $HF_TOKEN"]}],
       "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
      """#
    #expect(
      try places(text, path: "a.ipynb") == [
        "LANGCHAIN_API_KEY cell 2 2", "TAVILY_API_KEY cell 3 1", "HF_TOKEN cell 3 2",
      ])
  }

  @Test(
    "fields of a class of settings stand for the variable in capitals; elsewhere they are arguments"
  )
  func settings() throws {
    let fields = "    openai_api_key: str | None = None\n    debug: bool = False\n"
    #expect(
      try places("class Settings(BaseSettings):\n" + fields, path: "config.py")
        == ["OPENAI_API_KEY 2"])
    #expect(try places("class Settings(Other):\n" + fields, path: "config.py").isEmpty)
  }

  @Test(
    "a key of any name counts in code and environments beside a secret of AI, unless it is known to be another's"
  )
  func beside() throws {
    let others = "a = os.environ['WEATHER_API_KEY']\nb = os.environ['STRIPE_API_KEY']\n"
    #expect(
      try places(others + "os.environ['OPENAI_API_KEY']", path: "a.py")
        == ["WEATHER_API_KEY 1", "OPENAI_API_KEY 3"])
    #expect(try places(others, path: "a.py").isEmpty)
    let file = "WEATHER_API_KEY='a'\nSTRIPE_API_KEY=c\n"
    #expect(
      try places(file + "OPENAI_API_KEY=b", path: ".env")
        == ["WEATHER_API_KEY 1", "OPENAI_API_KEY 3"])
    #expect(try places(file, path: ".env").isEmpty)
    #expect(
      try places(file + "OPENAI_API_KEY=b", path: "app.conf") == ["OPENAI_API_KEY 3"])
  }

  @Test(
    "what is vendored, generated or one endless line is left alone",
    arguments: ["node_modules/a/index.js", "dist/app.min.js", "vendor/a.py"])
  func foreign(path: String) throws {
    #expect(try places("x = process.env.OPENAI_API_KEY", path: path).isEmpty)
    let long = String(repeating: "a;", count: 2000) + "process.env.OPENAI_API_KEY"
    #expect(try places(long, path: "src/a.js").isEmpty)
  }

  @Test func `properties of frameworks that hold a key are named in code`() throws {
    let code = """
      class Setup {
        @Value("${spring.ai.openai.api-key}")
        String a;
        @Value("${shop.deepseek.apiKey:none}") String b;
        @Value("${spring.ai.alibaba.apiKey}") String c;
        @Value("${shop.door.key}") String d;
        @Value("${shop.payments.apiKey}") String e;
        // @Value("${openai.api.key}")
      }
      """
    #expect(
      try places(code, path: "src/Setup.java") == [
        "spring.ai.openai.api-key 2", "shop.deepseek.apiKey 4", "spring.ai.alibaba.apiKey 5",
      ])
    #expect(try places(code, path: "notes/setup.md").isEmpty)
  }

  @Test func `a list of variables names them, other objects do not`() throws {
    #expect(
      try places("a = VALID_ENV_KEYS.OPENAI_API_KEY\nb = shelf.GROQ_API_KEY\n", path: "a.ts")
        == ["OPENAI_API_KEY 1"])
  }

  @Test func `a variable that an argument for keys is given is named there`() throws {
    let code = """
      llm = OpenAI(api_key=OPENAI_API_KEY, timeout=3)
      other = Groq(
          api_key = GROQ_API_KEY
      )
      shown = mask(OPENAI_API_KEY)
      label = text(title=OPENAI_API_KEY)
      """
    #expect(try places(code, path: "a.py") == ["OPENAI_API_KEY 1", "GROQ_API_KEY 3"])
  }
}
