import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct PackagesDetectorTests {
  private func package(_ estate: Estate, _ id: String) throws -> Asset {
    let index = try #require(estate.index(of: AssetID(trusted: id)))
    return estate.assets[index]
  }

  private func relations(_ estate: Estate) -> Set<String> {
    Set(
      (0..<estate.relationCount).map { number in
        let relation = estate.relation(at: number)
        return "\(estate.assets[relation.tail].id) \(relation.kind.name) "
          + "\(estate.assets[relation.head].id)"
      })
  }

  @Test func `a manifest makes an application of its repository that depends on its packages`()
    throws
  {
    let estate = try PackageInspection.estate([
      "services/chat/pyproject.toml": """
      [project]
      name = "chat"
      version = "1.2.0"
      dependencies = [
        "openai==1.30.1",
        "chromadb>=0.5",
        "httpx",
      ]
      """
    ])
    #expect(appID(estate) == "application:repo:example.org/acme/shop/services/chat")
    let found = relations(estate)
    #expect(found.contains("repository:git:example.org/acme/shop CONTAINS \(appID(estate))"))
    #expect(found.contains("\(appID(estate)) DEPENDS_ON package:pkg:pypi/openai"))
    #expect(found.contains("\(appID(estate)) USES_MODEL provider:vendor:openai"))
    let openai = try package(estate, "package:pkg:pypi/openai")
    #expect(openai.sightings.first?.location?.line == 5)
    #expect(openai.properties["pinned"] == true)
    #expect(openai.properties["requirements"] == ["==1.30.1"])
    #expect(openai.properties["direct"] == true)
    #expect(openai.properties["malicious"] == false)
    #expect(openai.properties["groups"] == ["llm_sdk"])
    // A client alone is no index: that is for code and settings to say.
    #expect(!estate.assets.contains { $0.kind == .vectorIndex })
    #expect(estate.assets.contains { $0.properties["vector_store"] == "chroma" })
    #expect(!estate.assets.contains { $0.id.text.contains("httpx") })
    let named = try #require(estate.assets.first { $0.kind == .application })
    #expect(named.name == "chat")
    #expect(named.properties["version"] == "1.2.0")
  }

  private func appID(_ estate: Estate) -> String {
    estate.assets.first { $0.kind == .application }?.id.text ?? ""
  }

  @Test func `a lock file alone gives indirect packages and no provider`() throws {
    let estate = try PackageInspection.estate([
      "uv.lock": """
      version = 1
      [[package]]
      name = "openai"
      version = "1.30.1"
      source = { registry = "https://example.org/simple" }
      """
    ])
    let openai = try package(estate, "package:pkg:pypi/openai")
    #expect(openai.properties["direct"] == false)
    #expect(openai.properties["versions"] == ["1.30.1"])
    #expect(openai.properties["pinned"] == true)
    #expect(relations(estate).contains("\(appID(estate)) DEPENDS_ON package:pkg:pypi/openai"))
    #expect(!estate.assets.contains { $0.kind == .provider })
  }

  @Test func `a development dependency stands for no provider`() throws {
    let estate = try PackageInspection.estate([
      "package.json": #"{"name": "web", "devDependencies": {"openai": "4.0.0"}}"#
    ])
    #expect(try package(estate, "package:pkg:npm/openai").properties["development"] == true)
    #expect(!estate.assets.contains { $0.kind == .provider })
  }

  @Test func `packages of many purposes are no sign of AI by themselves`() throws {
    let alone = try PackageInspection.of(["requirements.txt": "streamlit\nstatsmodels\n"])
    #expect(alone.assets.isEmpty)
    let beside = try PackageInspection.estate(["requirements.txt": "streamlit\nopenai\n"])
    #expect(beside.assets.contains { $0.id.text == "package:pkg:pypi/streamlit" })
  }

  @Test func `an optional set stands for no provider and no vector store`() throws {
    let estate = try PackageInspection.estate([
      "pyproject.toml": """
      [project]
      name = "library"
      dependencies = ["langchain-core"]
      [project.optional-dependencies]
      all = ["openai", "chromadb"]
      """
    ])
    #expect(estate.assets.count { $0.kind == .package } == 3)
    #expect(!estate.assets.contains { $0.kind == .provider || $0.kind == .vectorIndex })
  }

  @Test func `central versions belong to no application of their own`() throws {
    let estate = try PackageInspection.estate([
      "Directory.Packages.props": """
      <Project><ItemGroup><PackageVersion Include="OpenAI" Version="2.2.0" /></ItemGroup></Project>
      """
    ])
    #expect(estate.assets.map(\.kind) == [.package])
  }

  @Test func `the end of support is no vulnerability`() throws {
    let estate = try PackageInspection.estate(["requirements.txt": "google-generativeai==0.8.4\n"])
    let google = try package(estate, "package:pkg:pypi/google-generativeai")
    #expect(google.properties["end_of_life"] == true)
    #expect(google.properties["advisories"] == nil)
  }

  @Test func `known malicious and ended packages are told by their version`() throws {
    let estate = try PackageInspection.estate([
      "requirements.txt": "ultralytics==8.3.42\ngoogle-generativeai>=0.5\nlitellm>=1.80\n"
    ])
    let ultralytics = try package(estate, "package:pkg:pypi/ultralytics")
    #expect(ultralytics.properties["malicious"] == true)
    #expect(ultralytics.properties["advisories"] == ["PYSEC-2024-154"])
    let google = try package(estate, "package:pkg:pypi/google-generativeai")
    #expect(google.properties["end_of_life"] == true)
    #expect(google.properties["replacement"] == "google-genai")
    #expect(google.properties["pinned"] == false)
    // Which version is installed is not known, and so neither is whether it is malicious.
    #expect(try package(estate, "package:pkg:pypi/litellm").properties["malicious"] == nil)
  }

  @Test func `scoped npm packages are encoded as package URLs say`() throws {
    let estate = try PackageInspection.estate([
      "package.json": #"{"dependencies": {"@anthropic-ai/sdk": "^0.20.0"}}"#
    ])
    let sdk = try package(estate, "package:pkg:npm/%40anthropic-ai/sdk")
    #expect(sdk.name == "@anthropic-ai/sdk")
    #expect(sdk.properties["pinned"] == nil)
  }

  @Test func `what is vendored keeps its packages and makes no application`() throws {
    let estate = try PackageInspection.estate([
      "node_modules/x/package.json": #"{"dependencies": {"openai": "4.0.0"}}"#
    ])
    let openai = try package(estate, "package:pkg:npm/openai")
    #expect(openai.properties["scope"] == "vendored")
    #expect(openai.properties["direct"] == false)
    #expect(estate.assets.count == 1)
  }

  @Test func `the product decides the scope of a package that examples use too`() throws {
    let manifest = #"{"dependencies": {"openai": "4.0.0"}}"#
    let estate = try PackageInspection.estate([
      "package.json": manifest, "examples/a/package.json": manifest,
    ])
    #expect(try package(estate, "package:pkg:npm/openai").properties["scope"] == "product")
  }

  @Test func `requirements in a folder of their own belong to the project above`() throws {
    let estate = try PackageInspection.estate(["app/requirements/base.txt": "openai\n"])
    #expect(appID(estate).hasSuffix("example.org/acme/shop/app"))
  }

  @Test func `a malformed manifest is unreadable with its reason and line`() throws {
    #expect(throws: Unreadable("not readable as package.json: line 2: ends too early")) {
      try PackageInspection.of(["package.json": "{\"a\":\n"])
    }
  }

  @Test func `the examples of the advisories hold`() throws {
    let root = try #require(
      try Knowledge.embedded.document(at: "Catalog/package-advisories.yaml")
    ).root
    for (list, applies) in [("match", true), ("no_match", false)] {
      for example in root["examples"]?[list]?.items ?? [] {
        let ecosystem = try #require(example["ecosystem"]?.text)
        let name = try #require(example["package"]?.text)
        let version = try #require(example["version"]?.scalar)
        let files =
          ecosystem == "pypi"
          ? ["requirements.txt": "\(name)==\(version)"]
          : ["package.json": "{\"dependencies\": {\"\(name)\": \"\(version)\"}}"]
        let observations = try PackageInspection.of(files)
        let asset = try #require(observations.assets.first { $0.kind == .package })
        let ids = example["ids"]?.items.compactMap(\.text) ?? []
        let flaws = ids.filter { !$0.hasPrefix("EOL-") }
        #expect(
          asset.properties["advisories"] == (flaws.isEmpty ? nil : Value.texts(flaws)), "\(name)")
        #expect(
          asset.properties["end_of_life"] == Value.boolean(applies && flaws != ids), "\(name)")
      }
    }
  }

  @Test func `every engine and every advisory names a package of the catalogue`() throws {
    let known = try Knowledge.embedded.documents(under: "Catalog/packages").reduce(
      into: [String: [String]]()
    ) { known, document in
      known[document.root["ecosystem"]?.text ?? ""] =
        document.root["packages"]?.items.compactMap { $0["package"]?.text }
    }
    func isKnown(_ ecosystem: String, _ name: String) -> Bool {
      known[ecosystem]?.contains {
        $0 == name || $0.hasSuffix("*") && name.hasPrefix($0.dropLast())
      } ?? false
    }
    let engines = try Knowledge.embedded.document(at: "Catalog/vector-stores.yaml")?.root
    for package in engines?["engines"]?.items.flatMap({ $0["packages"]?.items ?? [] }) ?? [] {
      let parts = (package.text ?? "").split(separator: "/", maxSplits: 1).map(String.init)
      #expect(parts.count == 2 && isKnown(parts[0], parts[1]), "\(package.text ?? "")")
    }
    let advisories = try Knowledge.embedded.document(at: "Catalog/package-advisories.yaml")?.root
    for advisory in advisories?["advisories"]?.items ?? [] {
      let name = advisory["package"]?.text ?? ""
      #expect(isKnown(advisory["ecosystem"]?.text ?? "", name), "\(name)")
    }
  }

  @Test func `lists in UTF-16 are read, whatever the order of their bytes`() throws {
    let text = "# models\r\nopenai==1.30.1\r\nrequests\r\n"
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    for bytes in [little, big] {
      let found = try PackageInspection.of(bytes: ["requirements.txt": bytes])
      #expect(
        found.assets.filter { $0.kind == .package }.map(\.id.text) == ["package:pkg:pypi/openai"])
    }
  }
}
