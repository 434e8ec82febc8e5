import Testing
import Catalog
import Formats

/// An entry of the catalogue with its examples, the pieces joined.
struct CredentialExample: Sendable, CustomTestStringConvertible {
  let id: String
  let provider: String
  let type: String
  let near: String?
  let before: String
  let match: [String]
  let noMatch: [String]

  var testDescription: String { id }

  static let all: [CredentialExample] = {
    let documents = (try? Knowledge.embedded.documents(under: "Catalog/credentials")) ?? []
    return documents.flatMap { $0.root["credentials"]?.items ?? [] }.map { entry in
      func tokens(_ key: String) -> [String] {
        (entry["examples"]?[key]?.items ?? []).map { $0.items.compactMap(\.text).joined() }
      }
      return CredentialExample(
        id: entry["id"]?.text ?? "", provider: entry["provider"]?.text ?? "",
        type: entry["type"]?.text ?? "", near: entry["near"]?.items.first?.text,
        before: entry["token"]?.items.first?["before"]?.text ?? "",
        match: tokens("match"), noMatch: tokens("no_match"))
    }
  }()

  /// The secret as it stands in files of several kinds.
  func files(with secret: String) -> [(path: String, text: String)] {
    let name = near ?? "service"
    let value = before + secret
    let cell = """
      {"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": [
        "import os\\n",
        "\(name)_key = \\"\(value)\\"\\n"
      ]}], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
      """
    return [
      (".env", "DEBUG=1\n\(name.uppercased())_API_KEY=\(value)\nPORT=80\n"),
      ("config.json", "{\n  \"\(name)_key\": \"\(value)\"\n}\n"),
      ("values.yaml", "llm:\n  \(name)Key: \(value)\n"),
      ("src/client.py", "client = Client(\(name)_key='\(value)', timeout=3)\n"),
      ("notebook.ipynb", cell),
      ("bundle.js", "!function(){var e={\(name):\"\(value)\",t:1};n(e)}();"),
      ("log.jsonl", "{\"m\":\"{\\\"\(name)\\\":\\\"\(value)\\\"}\"}\n"),
      ("tail", "\(name): \(value)"),
    ]
  }
}
