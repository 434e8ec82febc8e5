import Discovery
import Foundation
import TestSupport
import Testing

@Suite struct EstateFileSchemaTests {
  @Test func `docs/estate.schema.json is what the schema says`() throws {
    let file = SourceTree.root.appending(path: "docs/estate.schema.json")
    let expected = try EstateFileSchema().text
    if ProcessInfo.processInfo.environment["ISOBAR_UPDATE_DOCS"] != nil {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect((try? String(contentsOf: file, encoding: .utf8)) == expected, "run: make docs")
    }
  }
}
