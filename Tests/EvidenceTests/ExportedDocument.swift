import Estate
import Evidence
import Foundation
import TestSupport
import Testing

/// A document as another program reads it.
struct ExportedDocument {
  let text: String
  let root: Value

  init(_ report: ScanReport, _ format: ExportFormat, timestamp: String? = nil) throws {
    var text = ""
    format.write(report, timestamp: timestamp) { text += $0 }
    self.text = text
    root = try ValueJSON.decode(text)
  }

  init(_ builder: EstateBuilder, _ format: ExportFormat) throws {
    try self.init(EstateOfAllKinds.report(builder.build()), format)
  }

  /// Runs a program of `Validators` on a text, and gives what it refuses it for; nil where it does not.
  static func refusal(of text: String, by validator: String, _ arguments: String...) throws
    -> String?
  {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "document.json")
    let program = SourceTree.root.appending(path: "Tests/EvidenceTests/Validators/\(validator)")
    let check = try Command(
      [try PythonEnvironment.python(), program.path] + arguments + [file.path])
    return check.status == 0 ? nil : check.errors + check.text
  }

  /// The items of a list of the root.
  subscript(key: String) -> [Value] { root[key]?.list ?? [] }

  /// The component or service with that reference.
  func element(_ id: AssetID) -> Value? {
    (self["components"] + self["services"] + self["vulnerabilities"])
      .first { $0["bom-ref"]?.text == id.text }
  }

  /// What an asset depends on by the graph.
  func needs(_ reference: String) -> [String]? {
    self["dependencies"].first { $0["ref"]?.text == reference }
      .map { ($0["dependsOn"]?.list ?? []).compactMap(\.text) }
  }
}

extension Value {
  /// The member of a map.
  subscript(key: String) -> Value? {
    if case .map(let members) = self { members[key] } else { nil }
  }
}
