import Estate
import Evidence
import TestSupport
import Testing

@Suite struct CycloneDXDocumentTests {
  private static let sighting = Sighting(
    source: "files:x", detector: "d", location: Location(path: "app/model.py", line: 12),
    confidence: 0.8)

  private func estate(
    _ assets: [(AssetID, [String: Value])],
    _ relations: [(AssetID, RelationKind, AssetID)] = []
  ) -> EstateBuilder {
    var builder = EstateBuilder()
    for (id, properties) in assets {
      builder.add(
        AssetObservation(
          id: id, kind: id.kind ?? .application, name: "n \(id.text)", properties: properties,
          sighting: Self.sighting))
    }
    for (tail, kind, head) in relations {
      builder.add(
        RelationObservation(kind: kind, tail: tail, head: head, sighting: Self.sighting))
    }
    return builder
  }

  @Test(arguments: ["1.6", "1.7"], [true, false])
  func `the strict validator accepts an estate of all kinds, and an empty one`(
    version: String, isEmpty: Bool
  ) throws {
    let format = try #require(ExportFormat(rawValue: "cyclonedx-\(version)"))
    let builder = isEmpty ? EstateBuilder() : EstateOfAllKinds.builder()
    let document = try ExportedDocument(builder, format)
    let refusal = try ExportedDocument.refusal(
      of: document.text, by: "cyclonedx_bom.py", version)
    #expect(refusal == nil)
    #expect(document["components"].isEmpty == isEmpty)
  }

  @Test func `the validator refuses a document with one wrong word`() throws {
    let text = try ExportedDocument(EstateOfAllKinds.builder(), .cycloneDX).text
    let wrong = text.replacing("\"type\":\"machine-learning-model\"", with: "\"type\":\"model\"")
    #expect(wrong != text)
    #expect(try ExportedDocument.refusal(of: wrong, by: "cyclonedx_bom.py", "1.6") != nil)
  }

  @Test func `secrets, people and permissions are no part of it`() throws {
    let text = try ExportedDocument(EstateOfAllKinds.builder(), .cycloneDX).text
    for word in [EstateOfAllKinds.secret, EstateOfAllKinds.person] {
      #expect(!text.contains(word))
    }
    for kind in ["credential", "person", "role", "oauthgrant", "serviceaccount", "approval"] {
      #expect(!text.contains("\"\(kind):"), "\(kind)")
    }
    for relation in ["CONTAINS_SECRET", "CAN_READ", "OWNED_BY", "RUNS_AS"] {
      #expect(!text.contains(relation), "\(relation)")
    }
  }

  @Test func `the same estate gives the same bytes, another one another serial number`() throws {
    let builder = EstateOfAllKinds.builder()
    let first = try ExportedDocument(builder, .cycloneDX)
    #expect(try ExportedDocument(builder, .cycloneDX).text == first.text)
    #expect(first.root["metadata"]?["timestamp"] == nil)
    var changed = builder
    changed.add(
      AssetObservation(
        id: AssetID(.agent, "x", "new"), kind: .agent, name: "new", sighting: Self.sighting))
    let second = try ExportedDocument(changed, .cycloneDX)
    #expect(first.root["serialNumber"] != second.root["serialNumber"])
    let newer = try ExportedDocument(builder, .cycloneDX17)
    #expect(first.root["serialNumber"] != newer.root["serialNumber"])
  }

  @Test func `a time is stated where it is asked for`() throws {
    let report = EstateOfAllKinds.report(EstateOfAllKinds.builder().build())
    let document = try ExportedDocument(report, .cycloneDX, timestamp: "2026-11-20T10:00:00Z")
    #expect(document.root["metadata"]?["timestamp"] == "2026-11-20T10:00:00Z")
    #expect(
      try ExportedDocument.refusal(of: document.text, by: "cyclonedx_bom.py", "1.6") == nil)
  }

  @Test func `what was not read to its end is an incomplete composition`() throws {
    let estate = EstateOfAllKinds.builder().build()
    for (isComplete, aggregate) in [(true, "unknown"), (false, "incomplete")] {
      let document = try ExportedDocument(
        EstateOfAllKinds.report(estate, isComplete: isComplete), .cycloneDX)
      #expect(document["compositions"].first?["aggregate"] == .text(aggregate))
    }
  }

  @Test func `a model carries its card, place and package URL`() throws {
    let base = AssetID(.model, "huggingface", "org/base")
    let model = AssetID(.model, "huggingface", "org/tuned@0E9E39F249A16976918F6564B8830BC894C89659")
    let data = AssetID(.dataset, "huggingface", "org/chats")
    let evaluation = AssetID(.evaluation, "repo", "x/red-team")
    let document = try ExportedDocument(
      estate(
        [
          (base, ["license": "llama3.1"]),
          (
            model,
            [
              "role": "chat", "architecture": "LlamaForCausalLM", "parameters": 8_000_000_000,
              "deprecated": true, "purpose": "Draft replies",
            ]
          ), (data, ["sensitivity": "confidential", "owner": "team-data"]),
          (evaluation, ["attack_success_rate": 0.25]),
        ],
        [
          (model, .derivedFrom, base), (model, .fineTunedOn, data),
          (model, .evaluatedBy, evaluation),
        ]), .cycloneDX)
    let component = try #require(document.element(model))
    #expect(component["type"] == "machine-learning-model")
    #expect(
      component["purl"] == "pkg:huggingface/org/tuned@0e9e39f249a16976918f6564b8830bc894c89659")
    let card = component["modelCard"]
    #expect(card?["modelParameters"]?["task"] == "chat")
    #expect(card?["modelParameters"]?["modelArchitecture"] == "LlamaForCausalLM")
    #expect(card?["modelParameters"]?["datasets"]?.list == [.map(["ref": .text(data.text)])])
    #expect(
      card?["quantitativeAnalysis"]?["performanceMetrics"]?.list?.first?["value"] == "0.25")
    #expect(card?["considerations"]?["useCases"] == ["Draft replies"])
    #expect(card?["considerations"]?["technicalLimitations"]?.list?.count == 1)
    let ancestor = component["pedigree"]?["ancestors"]?.list?.first
    #expect(ancestor?["purl"] == "pkg:huggingface/org/base")
    let occurrence = component["evidence"]?["occurrences"]?.list?.first
    #expect(occurrence?["location"] == "app/model.py" && occurrence?["line"] == 12)
    #expect(component["evidence"]?["identity"]?.list?.first?["confidence"] == 0.8)
    let contents = document.element(data)?["data"]?.list?.first
    #expect(contents?["type"] == "dataset" && contents?["classification"] == "confidential")
    #expect(
      contents?["contents"]?["url"] == "https://huggingface.co/datasets/org/chats")
    #expect(
      contents?["governance"]?["owners"]?.list?.first?["organization"]?["name"] == "team-data")
    #expect(
      document.element(base)?["licenses"]?.list?.first?["license"]?["name"] == "llama3.1")
    #expect(document.needs(model.text) == [data.text, base.text])
  }

  @Test func `a package of several versions holds a component for each`() throws {
    let one = AssetID(trusted: "package:pkg:pypi/langchain")
    let many = AssetID(trusted: "package:pkg:npm/%40ai-sdk/provider")
    let document = try ExportedDocument(
      estate([
        (one, ["versions": ["0.3.1"], "development": true]),
        (many, ["versions": ["1.0.0", "2.0.0+b"]]),
      ]), .cycloneDX)
    let single = try #require(document.element(one))
    #expect(single["purl"] == "pkg:pypi/langchain@0.3.1" && single["version"] == "0.3.1")
    #expect(single["scope"] == "excluded" && single["components"] == nil)
    let several = try #require(document.element(many))
    #expect(several["purl"] == "pkg:npm/%40ai-sdk/provider" && several["version"] == nil)
    #expect(
      several["components"]?.list?.map { $0["purl"] } == [
        "pkg:npm/%40ai-sdk/provider@1.0.0", "pkg:npm/%40ai-sdk/provider@2.0.0%2Bb",
      ])
    #expect(try ExportedDocument.refusal(of: document.text, by: "cyclonedx_bom.py", "1.6") == nil)
  }

  @Test func `an MCP server is software where it is started and a service where it is called`()
    throws
  {
    let started = AssetID(.mcpServer, "npm", "@playwright/mcp")
    let called = AssetID(.mcpServer, "url", "https://mcp.example/sse")
    let provider = AssetID(.provider, "vendor", "openai")
    let document = try ExportedDocument(
      estate([
        (started, ["package": "pkg:npm/@playwright/mcp", "pin": "exact", "version": "1.2.3"]),
        (called, ["url": "https://mcp.example/sse", "authenticated": false]),
        (provider, ["sensitivity": "restricted"]),
      ]), .cycloneDX)
    let program = try #require(document.element(started))
    #expect(program["type"] == "application")
    #expect(program["purl"] == "pkg:npm/%40playwright/mcp@1.2.3")
    let service = try #require(document.element(called))
    #expect(service["type"] == nil && service["endpoints"] == ["https://mcp.example/sse"])
    #expect(service["authenticated"] == false)
    #expect(document.element(provider)?["x-trust-boundary"] == true)
    #expect(
      document.element(provider)?["data"]?.list?.first?["classification"] == "restricted")
  }

  @Test(arguments: [
    "https://user:pass@host/x", "https://${HOST}/v1", "not a url", "https://a b/", "https://",
    "https://h/%zz", "https://h/[x]", "javascript:alert(1)", "https://h:port/",
  ])
  func `an address that a strict reader would refuse, or that holds a secret, is not an endpoint`(
    address: String
  ) throws {
    let id = AssetID(.endpoint, "x", "e")
    let document = try ExportedDocument(estate([(id, ["url": .text(address)])]), .cycloneDX)
    #expect(document.element(id)?["endpoints"] == nil)
  }

  @Test func `the dependency graph leads from what needs to what is needed`() throws {
    let app = AssetID(.application, "repo", "app")
    let artifact = AssetID(.modelArtifact, "sha256", "00")
    let workload = AssetID(.workload, "k8s", "w")
    let image = AssetID(.containerImage, "oci", "app")
    let document = try ExportedDocument(
      estate(
        [(app, [:]), (artifact, [:]), (workload, [:]), (image, [:])],
        [(artifact, .loadedBy, app), (image, .runsIn, workload)]), .cycloneDX)
    #expect(document.needs(app.text) == [artifact.text])
    #expect(document.needs(artifact.text) == [])
    #expect(document.needs(workload.text) == [image.text])
    #expect(document.needs("isobar:estate") == [app.text, workload.text])
  }

  @Test func `a ring of agents is reached from the whole`() throws {
    let agents = (1...3).map { AssetID(.agent, "repo", "a\($0)") }
    let document = try ExportedDocument(
      estate(
        agents.map { ($0, [:]) },
        [
          (agents[1], .delegatesTo, agents[2]), (agents[2], .delegatesTo, agents[1]),
          (agents[0], .delegatesTo, agents[0]),
        ]), .cycloneDX)
    #expect(document.needs("isobar:estate") == [agents[0].text, agents[1].text])
  }
}
