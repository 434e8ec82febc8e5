import Estate
import Formats
import Foundation

/// The source `estate`: one file of assets and relations, written by people or by other programs.
/// `docs/estate-files.md` describes its two forms.
public struct EstateFileSource: Sendable {
  private static let documentLimits = DocumentLimits(depth: 64, nodes: 4_000_000)

  private let path: String

  public init(path: String) { self.path = path }

  /// Id of the source: the name of the file, wherever it lies.
  public var id: String { "estate:\(fileName)" }

  private var fileName: String { URL(fileURLWithPath: path).lastPathComponent }

  /// Reads the file whole. A mistake anywhere in it refuses it: an estate that is misread is worse
  /// than none.
  public func read() throws(Unreadable) -> SourceReading {
    let bytes = try WholeFile.contents(path)
    let document = EstateFile(path: path, name: fileName, source: id)
    let root = try parse(bytes, of: document)
    var reading = SourceReading(id: id, kind: "estate")
    let contents = try contents(of: root, in: document)
    reading.observations = [contents.observations]
    reading.collected = contents.collected
    reading.files = 1
    reading.bytes = bytes.count
    return reading
  }

  private func contents(
    of root: DocumentNode, in file: EstateFile
  ) throws(Unreadable) -> EstateFileContents {
    let forms = [WrittenEstate.format, RecordedScan.format]
    guard root.isMapping, let format = root["format"] else {
      throw file.error("'format' is missing: write 'format: \(WrittenEstate.format)'", root.line)
    }
    switch format.scalar {
    case WrittenEstate.format: return try WrittenEstate(file).read(root)
    case RecordedScan.format: return try RecordedScan(file).read(root)
    default:
      throw file.unknown("format", format.scalar ?? "", among: forms, format.line)
    }
  }

  private func parse(
    _ bytes: [UInt8], of file: EstateFile
  ) throws(Unreadable) -> DocumentNode {
    do throws(DocumentError) {
      if isJSON(bytes) { return try JSONDocument.parse(bytes, limits: Self.documentLimits) }
      let documents = try YAMLDocument.parse(bytes, limits: Self.documentLimits)
      guard documents.count <= 1 else {
        throw .syntax(line: documents[1].line, "a second document; only one is read")
      }
      guard let root = documents.first else { throw .syntax(line: 1, "the file is empty") }
      return root
    } catch {
      switch error {
      case .syntax(let line, let message): throw file.error(message, line)
      case .tooDeep(let line, let limit):
        throw file.error("nested deeper than \(limit) levels", line)
      case .tooLarge: throw Unreadable("\(path): \(error)")
      }
    }
  }

  /// Programs write JSON whatever they name the file; YAML that starts so is JSON nearly always.
  private func isJSON(_ bytes: [UInt8]) -> Bool {
    if path.lowercased().hasSuffix(".json") { return true }
    if path.lowercased().hasSuffix(".yaml") || path.lowercased().hasSuffix(".yml") { return false }
    return bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
  }
}

/// What an estate file says.
struct EstateFileContents {
  var observations = Observations()
  var collected: Set<RelationKind> = []
}
