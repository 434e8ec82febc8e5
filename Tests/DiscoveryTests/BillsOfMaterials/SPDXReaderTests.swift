import Discovery
import Estate
import Testing

@Suite struct SPDXReaderTests {
  @Test func `a document of SPDX 3 gives models, data and what they have to do with each other`()
    throws
  {
    let reading = try BillReading(
      """
      {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
        {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1"},
        {"type": "SpdxDocument", "spdxId": "urn:d", "rootElement": ["urn:app"]},
        {"type": "software_Package", "spdxId": "urn:app", "name": "bot",
         "software_primaryPurpose": "application"},
        {"type": "ai_AIPackage", "spdxId": "urn:m", "name": "tuned", "ai_typeOfModel": ["bert"],
         "software_primaryPurpose": "model",
         "software_packageUrl": "pkg:huggingface/org/tuned"},
        {"type": "ai_AIPackage", "spdxId": "urn:b", "name": "base",
         "software_downloadLocation": "https://huggingface.co/org/base"},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:t", "name": "tickets",
         "dataset_datasetType": ["text"], "dataset_datasetSize": 12},
        {"type": "software_Package", "spdxId": "urn:p", "name": "torch",
         "externalIdentifier": [{"type": "ExternalIdentifier",
           "externalIdentifierType": "packageUrl", "identifier": "pkg:pypi/torch@2.1.0"}]},
        {"type": "security_Vulnerability", "spdxId": "urn:v", "name": "v",
         "externalIdentifier": [{"externalIdentifierType": "cve", "identifier": "CVE-2024-1"}]},
        {"type": "Relationship", "relationshipType": "trainedOn", "from": "urn:m",
         "to": ["urn:t"]},
        {"type": "Relationship", "relationshipType": "descendantOf", "from": "urn:m",
         "to": "urn:b"},
        {"type": "Relationship", "relationshipType": "hasAssociatedVulnerability",
         "from": "urn:p", "to": ["urn:v"]}]}
      """, .spdx)
    #expect(
      Set(reading.ids) == [
        "application:bom:bot", "model:huggingface:org/tuned", "model:huggingface:org/base",
        "dataset:bom:tickets", "package:pkg:pypi/torch", "vulnerability:cve:CVE-2024-1",
      ])
    #expect(
      Set(reading.relations).isSuperset(of: [
        "model:huggingface:org/tuned -TRAINED_ON-> dataset:bom:tickets",
        "model:huggingface:org/tuned -DERIVED_FROM-> model:huggingface:org/base",
        "application:bom:bot -USES_MODEL-> model:huggingface:org/tuned",
        "application:bom:bot -DEPENDS_ON-> package:pkg:pypi/torch",
        "package:pkg:pypi/torch -AFFECTED_BY-> vulnerability:cve:CVE-2024-1",
      ]), "\(reading.relations)")
    #expect(reading.asset("dataset:bom:tickets")?.properties["rows"] == 12)
    #expect(reading.asset("package:pkg:pypi/torch")?.properties["versions"] == ["2.1.0"])
  }

  @Test func `a document of SPDX 2 gives AI packages and models`() throws {
    let reading = try BillReading(
      """
      {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "image",
       "packages": [
         {"SPDXID": "SPDXRef-root", "name": "acme/bot", "primaryPackagePurpose": "CONTAINER",
          "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": "pkg:oci/bot?repository_url=ghcr.io/acme/bot"}]},
         {"SPDXID": "SPDXRef-1", "name": "transformers", "versionInfo": "4.40.0",
          "externalRefs": [{"referenceType": "purl",
            "referenceLocator": "pkg:pypi/transformers@4.40.0"}]},
         {"SPDXID": "SPDXRef-2", "name": "bert", "versionInfo": "1",
          "externalRefs": [{"referenceType": "purl",
            "referenceLocator": "pkg:huggingface/google/bert"}]},
         {"SPDXID": "SPDXRef-3", "name": "zlib", "versionInfo": "1.3"}, {"SPDXID": "x"}],
       "relationships": [
         {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
          "relatedSpdxElement": "SPDXRef-root"},
         {"spdxElementId": "SPDXRef-1", "relationshipType": "DEPENDENCY_OF",
          "relatedSpdxElement": "SPDXRef-2"}]}
      """, .spdx)
    #expect(
      Set(reading.ids) == [
        "containerimage:oci:ghcr.io/acme/bot", "package:pkg:pypi/transformers",
        "model:huggingface:google/bert",
      ])
    #expect(
      Set(reading.relations) == [
        "model:huggingface:google/bert -DEPENDS_ON-> package:pkg:pypi/transformers",
        "containerimage:oci:ghcr.io/acme/bot -DEPENDS_ON-> package:pkg:pypi/transformers",
        "containerimage:oci:ghcr.io/acme/bot -CONTAINS-> model:huggingface:google/bert",
      ])
    #expect(reading.skipped.count == 2)
  }

  @Test(
    "a document that is none is refused in one line",
    arguments: [
      ("{}", "no SPDX document"), ("<rdf:RDF/>", "in XML"), ("SPDXVersion: SPDX-2.3", "unexpected"),
      (#"{"spdxVersion":"SPDX-1.2"}"#, "'SPDX-1.2' is not read"),
      (#"{"@graph":[]}"#, "no CreationInfo"),
      (#"{"@graph":[{"type":"CreationInfo","specVersion":"4.0"}]}"#, "'4.0' is not read"),
    ])
  func refusals(text: String, reason: String) throws {
    let refusal = try #require(try BillReading.refusal(text, .spdx))
    #expect(refusal.contains(reason) && !refusal.contains("\n"), "\(refusal)")
  }
}
