import Catalog
import Formats
import Foundation
import Testing

@Suite struct KnowledgeTests {
  private func overlay(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for (path, text) in files {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    return folder.path
  }

  @Test func `the built-in schema is found by its path`() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/schema.yaml"))
    #expect(document.root["schema"]?.text == "isobar.schema/v1")
    #expect(try Knowledge.embedded.document(at: "Catalog/none.yaml") == nil)
  }

  @Test func `an overlay replaces and adds files, and changes the digest`() throws {
    let folder = try overlay([
      "Catalog/schema.json": #"{"schema": "mine"}"#,
      "Rules/x/ISO-X-001.yaml": "id: a\n---\nid: b\n",
      "Other/ignored.yaml": "a: 1",
    ])
    let knowledge = try Knowledge(overlay: folder)
    #expect(try knowledge.document(at: "Catalog/schema.yaml")?.root["schema"]?.text == "mine")
    let rules = try knowledge.documents(under: "Rules/x")
    #expect(rules.map(\.path) == ["Rules/x/ISO-X-001.yaml"])
    #expect(rules.first?.nodes.map { $0["id"]?.text } == ["a", "b"])
    #expect(rules.first?.nodes.last?.entries.first?.line == 3)
    #expect(knowledge.digest != Knowledge.embedded.digest)
    #expect(knowledge.digest == (try Knowledge(overlay: folder)).digest)
    #expect(knowledge.digest.count == 64)
  }

  @Test func `a malformed file is named with its line, and only when it is asked for`() throws {
    let knowledge = try Knowledge(overlay: overlay(["Rules/x/bad.yaml": "a: 1\nb: [1\nc: }\n"]))
    #expect {
      try knowledge.documents(under: "Rules/x")
    } throws: { error in
      "\(error)".hasPrefix("Rules/x/bad.yaml:3: ")
    }
  }

  @Test func `a folder that is not there is an error`() {
    #expect(throws: KnowledgeError.self) { try Knowledge(overlay: "/nonexistent/overlay") }
  }
}
