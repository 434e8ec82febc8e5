import Catalog
import Discovery
import Estate
import Foundation
import TestSupport

/// One bill of materials, read as a target.
struct BillReading {
  private static let source = Result { try BillOfMaterialsSource(.embedded) }

  let estate: Estate
  let skipped: [String]
  let collected: Set<RelationKind>

  init(_ text: String, _ format: BillOfMaterialsSource.Format) throws {
    try self.init(Data(text.utf8), format)
  }

  init(_ data: Data, _ format: BillOfMaterialsSource.Format) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(data, to: "bom.json")
    let reading = try Self.source.get().read(format, at: file.path)
    var builder = EstateBuilder()
    for observations in reading.observations { builder.add(observations) }
    estate = builder.build()
    skipped = reading.skipped.map { "\($0.path) \($0.reason)" }
    collected = reading.collected
  }

  var ids: [String] { estate.assets.map(\.id.text) }

  func asset(_ id: String) -> Asset? {
    estate.index(of: AssetID(trusted: id)).map { estate.assets[$0] }
  }

  /// As `tail -KIND-> head`.
  var relations: [String] {
    (0..<estate.relationCount).map { index in
      let relation = estate.relation(at: index)
      let (tail, head) = (estate.assets[relation.tail].id, estate.assets[relation.head].id)
      return "\(tail) -\(relation.kind.name)-> \(head)"
    }
  }

  /// Why a document is refused; nil where it is not.
  static func refusal(_ text: String, _ format: BillOfMaterialsSource.Format) throws -> String? {
    do {
      _ = try BillReading(text, format)
      return nil
    } catch let error as Unreadable {
      return error.reason
    }
  }
}
