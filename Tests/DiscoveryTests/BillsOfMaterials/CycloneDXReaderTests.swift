import Discovery
import Estate
import Testing

@Suite struct CycloneDXReaderTests {
  /// As generators of AI BOMs for models of Hugging Face write it.
  private static let model = """
    {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
     "metadata": {
       "tools": {"components": [{"type": "application", "name": "generator"}]},
       "component": {"type": "application", "bom-ref": "pkg:generic/acme%2Fbot@1.0",
         "name": "bot", "group": "acme"}},
     "components": [
       {"type": "machine-learning-model", "group": "google-bert", "name": "bert-base-uncased",
        "bom-ref": "pkg:huggingface/google-bert/bert-base-uncased@1.0", "version": "1.0",
        "purl": "pkg:huggingface/google-bert%2Fbert-base-uncased@1.0",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "externalReferences": [
          {"type": "website", "url": "https://huggingface.co/google-bert/bert-base-uncased"}],
        "modelCard": {"modelParameters": {
          "task": "fill-mask", "modelArchitecture": "BertForMaskedLM",
          "datasets": [{"type": "dataset", "name": "bookcorpus",
             "contents": {"url": "https://huggingface.co/datasets/bookcorpus/bookcorpus"}},
            {"ref": "wikipedia"}]}},
        "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "bert-large",
          "purl": "pkg:huggingface/google-bert/bert-large@0e9e39f249a16976918f6564b8830bc894c89659"}]}}
     ],
     "dependencies": [
       {"ref": "pkg:generic/acme%2Fbot@1.0",
        "dependsOn": ["pkg:huggingface/google-bert/bert-base-uncased@1.0", "nowhere"]}]}
    """

  @Test func `the BOM of a model gives the model, its data, its base and who uses it`() throws {
    let reading = try BillReading(Self.model, .cycloneDX)
    let bert = "model:huggingface:google-bert/bert-base-uncased"
    let base = "model:huggingface:google-bert/bert-large@0e9e39f249a16976918f6564b8830bc894c89659"
    #expect(
      Set(reading.ids) == [
        "application:bom:acme/bot", bert, base, "dataset:huggingface:bookcorpus/bookcorpus",
        "dataset:bom:wikipedia",
      ])
    let properties = try #require(reading.asset(bert)).properties
    #expect(properties["license"] == "Apache-2.0" && properties["role"] == "fill-mask")
    #expect(properties["architecture"] == "BertForMaskedLM")
    // A version of the generator's own making is no revision.
    #expect(properties["revision"] == nil)
    let relations = Set(reading.relations)
    #expect(
      relations.isSuperset(of: [
        "application:bom:acme/bot -USES_MODEL-> \(bert)", "\(bert) -DERIVED_FROM-> \(base)",
        "\(bert) -TRAINED_ON-> dataset:huggingface:bookcorpus/bookcorpus",
        "\(bert) -TRAINED_ON-> dataset:bom:wikipedia",
      ]), "\(relations)")
    #expect(reading.asset(bert)?.sightings.first?.location?.line == 7)
    #expect(reading.asset(bert)?.sightings.first?.source == "cyclonedx:bom.json")
  }

  @Test func `the BOM of a project gives its AI packages, and counts the others`() throws {
    let reading = try BillReading(
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.5",
       "metadata": {"component": {"type": "application", "name": "shop", "bom-ref": "root"}},
       "components": [
         {"type": "library", "name": "langchain", "version": "0.3.1",
          "purl": "pkg:pypi/LangChain@0.3.1", "bom-ref": "a"},
         {"type": "library", "name": "ai", "version": "4.3.16", "bom-ref": "b",
          "purl": "pkg:npm/ai@4.3.16", "scope": "excluded"},
         {"type": "library", "group": "@ai-sdk", "name": "openai", "version": "1.0.0",
          "purl": "pkg:npm/@ai-sdk/openai@1.0.0", "bom-ref": "c"},
         {"type": "library", "name": "left-pad", "purl": "pkg:npm/left-pad@1.3.0"},
         {"type": "library", "name": "curl", "purl": "pkg:deb/debian/curl@7.88"},
         {"type": "operating-system", "name": "debian"}, {"type": "file", "name": "/etc/x"}],
       "vulnerabilities": [
         {"id": "CVE-2024-1", "ratings": [{"severity": "high"}], "affects": [{"ref": "a"}]},
         {"id": "CVE-2024-2", "affects": [{"ref": "zlib"}]}]}
      """, .cycloneDX)
    #expect(
      reading.ids == [
        "application:bom:shop", "package:pkg:npm/%40ai-sdk/openai", "package:pkg:npm/ai",
        "package:pkg:pypi/langchain", "vulnerability:cve:CVE-2024-1",
      ])
    #expect(
      Set(reading.relations) == [
        "application:bom:shop -DEPENDS_ON-> package:pkg:npm/%40ai-sdk/openai",
        "application:bom:shop -DEPENDS_ON-> package:pkg:npm/ai",
        "application:bom:shop -DEPENDS_ON-> package:pkg:pypi/langchain",
        "package:pkg:pypi/langchain -AFFECTED_BY-> vulnerability:cve:CVE-2024-1",
      ])
    let langchain = try #require(reading.asset("package:pkg:pypi/langchain")).properties
    #expect(langchain["versions"] == ["0.3.1"] && langchain["ecosystem"] == "pypi")
    #expect(reading.asset("package:pkg:npm/ai")?.properties["development"] == true)
    #expect(reading.asset("vulnerability:cve:CVE-2024-1")?.properties["severity"] == "high")
    #expect(
      reading.skipped == [
        "bom.json 1 of type file that are no AI assets",
        "bom.json 1 of type operating-system that are no AI assets",
        "bom.json 2 of type library that are no AI assets",
      ])
  }

  @Test func `services are providers where their address says so, else endpoints without secrets`()
    throws
  {
    let reading = try BillReading(
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.6",
       "services": [
         {"name": "llm", "endpoints": ["https://api.openai.com/v1/chat/completions"]},
         {"name": "crm", "endpoints": ["https://user:hunter2@crm.example:8443/api/?key=hunter2"],
          "authenticated": true, "services": [{"name": "Anthropic"}]}]}
      """, .cycloneDX)
    #expect(
      Set(reading.ids) == [
        "provider:vendor:openai", "provider:vendor:anthropic",
        "endpoint:url:https://crm.example:8443/api",
      ])
    let endpoint = reading.asset("endpoint:url:https://crm.example:8443/api")
    #expect(endpoint?.properties["authenticated"] == true)
    #expect(endpoint?.properties["encrypted"] == true)
    #expect(
      reading.relations
        == ["endpoint:url:https://crm.example:8443/api -CONTAINS-> provider:vendor:anthropic"])
  }

  @Test(
    "an element is the asset that a scan would find",
    arguments: [
      (#""machine-learning-model", "name": "gpt-4o""#, "model:openai:gpt-4o"),
      (#""machine-learning-model", "name": "churn", "group": "acme""#, "model:bom:acme/churn"),
      (
        #""machine-learning-model", "name": "x", "purl": "pkg:mlflow/churn@3""#,
        "model:mlflow:churn"
      ),
      (
        #""machine-learning-model", "name": "m", "version": "main", "externalReferences": [{"type": "other", "url": "https://huggingface.co/org/m/tree/main"}]"#,
        "model:huggingface:org/m"
      ),
      (
        #""container", "name": "app", "purl": "pkg:oci/app@sha256:ab?repository_url=ghcr.io/acme/app&tag=1""#,
        "containerimage:oci:ghcr.io/acme/app"
      ),
      (#""container", "name": "docker.io/library/redis:7""#, "containerimage:oci:redis"),
      (
        #""data", "name": "d", "data": [{"type": "dataset", "contents": {"url": "s3://b/p/"}}]"#,
        "dataset:aws-s3:b/p"
      ),
      (#""data", "name": "logs""#, "dataset:bom:logs"),
      (#""application", "name": "a b""#, "application:bom:a%20b"),
    ])
  func identities(element: String, id: String) throws {
    let reading = try BillReading(
      #"""
      {"bomFormat":"CycloneDX","specVersion":"1.7","components":[
        {"type":\#(element),"components":[{"type":"data","name":"part"}]}]}
      """#, .cycloneDX)
    #expect(Set(reading.ids) == [id, "dataset:bom:part"])
  }

  @Test func `a program, image or service counts where it leads to AI, and no further`() throws {
    let reading = try BillReading(
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6",
       "metadata":{"component":{"type":"application","name":"shop"}},
       "components":[
         {"type":"application","name":"site","bom-ref":"site"},
         {"type":"application","name":"bot","bom-ref":"bot"},
         {"type":"library","name":"glue","bom-ref":"glue"},
         {"type":"machine-learning-model","name":"gpt-4o","bom-ref":"m"},
         {"type":"container","name":"redis:7","bom-ref":"r"}],
       "services":[{"name":"pay","endpoints":["https://pay.example"]}],
       "dependencies":[{"ref":"bot","dependsOn":["glue"]},{"ref":"glue","dependsOn":["m","r"]},
         {"ref":"site","dependsOn":["r"]}]}
      """, .cycloneDX)
    #expect(
      reading.ids == ["application:bom:bot", "application:bom:shop", "model:openai:gpt-4o"])
    #expect(
      Set(reading.relations) == [
        "application:bom:shop -CONTAINS-> application:bom:bot",
        "application:bom:shop -USES_MODEL-> model:openai:gpt-4o",
      ])
  }

  @Test func `a document without AI gives nothing, its subject included`() throws {
    let reading = try BillReading(
      """
      {"bomFormat":"CycloneDX","specVersion":"1.4",
       "metadata":{"component":{"type":"application","name":"shop","bom-ref":"s"}},
       "components":[{"type":"library","name":"zlib","purl":"pkg:deb/debian/zlib@1"}],
       "vulnerabilities":[{"id":"CVE-2024-1","affects":[{"ref":"s"}]}]}
      """, .cycloneDX)
    #expect(reading.ids == [] && reading.skipped.count == 2)
  }

  @Test(
    "what is no AI asset is left out, and told",
    arguments: [
      #""data", "name": "d", "data": [{"type": "configuration"}]"#, #""library", "name": "zlib""#,
      #""cryptographic-asset", "name": "rsa""#, #""nonsense", "name": "x""#,
      #""file", "name": "x""#,
      #""library", "name": "langchain""#, #""machine-learning-model""#,
      #""application", "name": """#,
    ])
  func negatives(element: String) throws {
    let reading = try BillReading(
      #"{"bomFormat":"CycloneDX","specVersion":"1.7","components":[{"type":\#(element)}]}"#,
      .cycloneDX)
    #expect(reading.ids == [])
    #expect(reading.skipped.count == 1)
  }

  @Test(
    "a document that is none is refused in one line",
    arguments: [
      ("", "ends too early"), ("[]", "no CycloneDX document"), ("{}", "'bomFormat'"),
      ("<?xml version=\"1.0\"?><bom/>", "in XML"), ("{\"bomFormat\": \"SPDX\"}", "'bomFormat'"),
      (#"{"bomFormat":"CycloneDX","specVersion":"2.0"}"#, "'2.0' is not read: expected 1.2"),
      (#"{"bomFormat":"CycloneDX","specVersion":1.6}"#, "'' is not read"),
      (#"{"bomFormat":"CycloneDX","specVersion":"1.6""#, "ends too early"),
    ])
  func refusals(text: String, reason: String) throws {
    let refusal = try #require(try BillReading.refusal(text, .cycloneDX))
    #expect(refusal.contains(reason) && !refusal.contains("\n"), "\(refusal)")
  }
}
