import Estate
import Evidence
import TestSupport
import Testing

@Suite struct SPDXDocumentTests {
  private func elements(_ document: ExportedDocument, _ type: String) -> [Value] {
    document["@graph"].filter { $0["type"]?.text == type }
  }

  @Test func `the official schema and model accept an estate of all kinds`() throws {
    let document = try ExportedDocument(EstateOfAllKinds.builder(), .spdx)
    #expect(try ExportedDocument.refusal(of: document.text, by: "spdx3_document.py") == nil)
    #expect(elements(document, "ai_AIPackage").count == 4)
    #expect(elements(document, "dataset_DatasetPackage").count == 1)
    #expect(elements(document, "security_Vulnerability").count == 1)
    #expect(elements(document, "Organization").count == 1)
    #expect(!document.text.contains(EstateOfAllKinds.secret))
    #expect(!document.text.contains(EstateOfAllKinds.person))
  }

  @Test func `they accept an empty estate, and refuse a dataset without its type`() throws {
    let empty = try ExportedDocument(EstateBuilder(), .spdx)
    #expect(try ExportedDocument.refusal(of: empty.text, by: "spdx3_document.py") == nil)
    let text = try ExportedDocument(EstateOfAllKinds.builder(), .spdx).text
    let wrong = text.replacing("\"dataset_datasetType\":[\"noAssertion\"],", with: "")
    #expect(wrong != text)
    #expect(try ExportedDocument.refusal(of: wrong, by: "spdx3_document.py") != nil)
  }

  @Test func `models and data say what the AI and Dataset profiles ask for`() throws {
    var builder = EstateBuilder()
    let sighting = Sighting(source: "files:x", detector: "d", location: Location(path: "m.py"))
    let model = AssetID(.model, "huggingface", "org/m")
    let data = AssetID(.dataset, "aws-s3", "bucket/chats")
    let agent = AssetID(.agent, "repo", "a")
    for (id, properties) in [
      (
        model,
        ["architecture": "BertModel", "revision": "abc1234", "quantization": "F16"]
      ), (data, ["sensitivity": "restricted", "rows": 12]), (agent, ["human_approval": "never"]),
    ] as [(AssetID, [String: Value])] {
      builder.add(
        AssetObservation(
          id: id, kind: id.kind ?? .model, name: "n", properties: properties, sighting: sighting))
    }
    builder.add(
      RelationObservation(
        kind: .fineTunedOn, tail: model, head: data, basis: .observed, sighting: sighting))
    let document = try ExportedDocument(builder, .spdx)
    let package = try #require(
      elements(document, "ai_AIPackage").first { $0["software_primaryPurpose"] == "model" })
    #expect(package["software_packageUrl"] == "pkg:huggingface/org/m@abc1234")
    #expect(package["software_packageVersion"] == "abc1234")
    #expect(package["software_downloadLocation"] == "https://huggingface.co/org/m")
    #expect(package["ai_typeOfModel"] == ["BertModel"])
    #expect(package["ai_hyperparameter"]?.list?.first?["value"] == "F16")
    let dataset = try #require(elements(document, "dataset_DatasetPackage").first)
    #expect(dataset["dataset_confidentialityLevel"] == "red")
    #expect(dataset["dataset_datasetSize"] == 12)
    #expect(dataset["software_downloadLocation"] == "s3://bucket/chats")
    let autonomous = elements(document, "ai_AIPackage").filter { $0["ai_autonomyType"] == "yes" }
    #expect(autonomous.count == 1)
    let relationship = try #require(elements(document, "Relationship").first)
    #expect(relationship["relationshipType"] == "trainedOn")
    #expect(relationship["from"] == package["spdxId"])
    #expect(relationship["to"] == [try #require(dataset["spdxId"])])
  }

  @Test func `the time is that asked for, and none is the beginning of time`() throws {
    let report = EstateOfAllKinds.report(EstateBuilder().build())
    for (asked, stated) in [
      (nil, "1970-01-01T00:00:00Z"), ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
    ] as [(String?, Value)] {
      let document = try ExportedDocument(report, .spdx, timestamp: asked)
      #expect(elements(document, "CreationInfo").first?["created"] == stated)
    }
  }
}
