public import Catalog
import Estate
import Formats
import Foundation

/// The sources `cyclonedx` and `spdx`: one bill of materials, written by Isobar or by another program.
/// docs/ml-bom.md says what becomes of its elements.
public struct BillOfMaterialsSource: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case cycloneDX = "cyclonedx"
    case spdx

    fileprivate var name: String { self == .spdx ? "SPDX" : "CycloneDX" }
  }

  private static let limits = DocumentLimits(depth: 128, nodes: 8_000_000)

  private let identities: ComponentIdentity

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    identities = try ComponentIdentity(knowledge)
  }

  /// Id of the source at a path: the name of the file, wherever it lies.
  public static func id(of format: Format, at path: String) -> String {
    "\(format.rawValue):\(URL(fileURLWithPath: path).lastPathComponent)"
  }

  /// Reads a document. Throws where it is none of the format; elements that make no sense are in the
  /// result as skipped.
  public func read(_ format: Format, at path: String) throws(Unreadable) -> SourceReading {
    let bytes = try WholeFile.contents(path)
    let root = try Self.parse(bytes, as: format, path)
    let id = Self.id(of: format, at: path)
    let contents: BillContents
    do throws(Unreadable) {
      contents = try Self.contents(of: root, format, source: id)
    } catch {
      throw Unreadable("\(path): \(error.reason)")
    }
    let observations = BillRecording(
      contents, source: id, detector: format.rawValue,
      file: URL(fileURLWithPath: path).lastPathComponent, identities: identities
    ).recorded()
    var reading = SourceReading(id: id, kind: format.rawValue)
    reading.observations = [observations]
    reading.skipped = observations.skipped.sorted()
    reading.collected = contents.collected.union(observations.relations.map(\.kind))
    reading.files = 1
    reading.bytes = bytes.count
    return reading
  }

  private static func contents(
    of root: DocumentNode, _ format: Format, source: String
  ) throws(Unreadable) -> BillContents {
    switch format {
    case .cycloneDX: try CycloneDXReader(root, source: source).read()
    case .spdx where root["@graph"] != nil: try SPDX3Reader(root, source: source).read()
    case .spdx: try SPDX2Reader(root).read()
    }
  }

  private static func parse(
    _ bytes: [UInt8], as format: Format, _ path: String
  ) throws(Unreadable) -> DocumentNode {
    if bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") {
      throw Unreadable(
        "\(path): \(format.name) in XML; only JSON is read, and converters such as cyclonedx-cli write it"
      )
    }
    let root: DocumentNode
    do throws(DocumentError) {
      root = try JSONDocument.parse(bytes, limits: limits)
    } catch {
      switch error {
      case .syntax(let line, let message): throw Unreadable("\(path):\(line): \(message)")
      case .tooDeep(let line, let limit):
        throw Unreadable("\(path):\(line): nested deeper than \(limit) levels")
      case .tooLarge: throw Unreadable("\(path): \(error)")
      }
    }
    guard root.isMapping else { throw Unreadable("\(path): no \(format.name) document") }
    return root
  }
}
