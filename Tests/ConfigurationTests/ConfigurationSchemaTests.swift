import Configuration
import Foundation
import TestSupport
import Testing

@Suite struct ConfigurationSchemaTests {
  private func check(_ file: String) throws -> Command {
    try Command([
      try PythonEnvironment.program("check-jsonschema"), "--schemafile",
      SourceTree.root.appending(path: "docs/isobar.schema.json").path, file,
    ])
  }

  @Test func `the published schema accepts what init writes and what the sample organisation has`()
    throws
  {
    let folder = try TemporaryFolder()
    let written = try folder.write(Configuration.template(organisation: "Acme"), to: "isobar.yaml")
    for file in [written.path, SourceTree.root.appending(path: "Examples/acme/isobar.yaml").path] {
      let result = try check(file)
      #expect(result.status == 0, "\(result.text)")
    }
  }

  @Test(arguments: [
    "owner: []", "owners: [{owner: a}]", "criticality: [{path: x, criticality: crwon}]",
    "approvals: [{path: x, state: approved, expires: soon}]", "version: 2",
    "repositories: [{path: x, id: justaname}]",
    "same: [[model:openai:gpt-4o]]", "different: [model:openai:gpt-4o]", "same: [[gpt-4o, gpt-4]]",
  ])
  func `schema and reader refuse the same mistakes`(text: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "isobar.yaml")
    #expect(try check(file.path).status != 0)
    #expect(throws: ConfigurationError.self) {
      try Configuration.parse(Array(text.utf8), file: "isobar.yaml")
    }
  }
}
