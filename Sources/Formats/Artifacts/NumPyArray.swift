/// The header of a NumPy array, `.npy` versions 1 to 3.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NumPyArray: Sendable {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let version: String
  let type: String
  let shape: [Int]
  /// Whether elements are Python objects, which are kept as a pickle.
  let holdsObjects: Bool
  /// Where the elements end; nil where a pickle holds them.
  let end: Int?

  init(_ source: any ByteSource) throws(ArtifactError) {
    var cursor = ByteCursor(source)
    guard try cursor.bytes(6) == Self.magic else { throw .unrelated }
    let major = try cursor.byte()
    let minor = try cursor.byte()
    guard (1...3).contains(major) else { throw .malformed("version \(major).\(minor)") }
    version = "\(major).\(minor)"
    let length =
      major == 1 ? Int(try cursor.integer(UInt16.self)) : Int(try cursor.integer(UInt32.self))
    guard length <= 1 << 16 else { throw .malformed("a header of \(length) bytes") }
    let text = String(decoding: try cursor.bytes(length), as: UTF8.self)
    guard let descriptor = Self.value(of: "descr", in: text),
      let shapeText = Self.value(of: "shape", in: text)
    else { throw .malformed("a header without type and shape") }
    let quoted = descriptor.split(whereSeparator: { $0 == "'" || $0 == "\"" })
    holdsObjects = quoted.contains("|O")
    var shape: [Int] = []
    for part in shapeText.split(whereSeparator: { "(), L".contains($0) }) {
      guard let dimension = Int(part), dimension >= 0, shape.count < 64 else {
        throw .malformed("a shape that is none")
      }
      shape.append(dimension)
    }
    self.shape = shape
    let plain = descriptor.hasPrefix("[") ? nil : quoted.first.map(String.init)
    type = plain.map(Self.typeName) ?? "structured"
    guard let plain, !holdsObjects, let width = Int(plain.drop { !$0.isNumber }) else {
      end = nil
      return
    }
    let bytes = plain.contains("U") ? 4 * min(width, 1 << 40) : width
    let elements = try TensorTally.elements(of: shape)
    let (size, overflow) = elements.multipliedReportingOverflow(by: bytes)
    guard !overflow, size < 1 << 60 else { throw .malformed("an array beyond any file") }
    end = cursor.position + size
  }

  /// The text of a value in the header's dictionary, up to the next key.
  private static func value(of key: String, in text: String) -> Substring? {
    guard let range = text.firstRange(of: "'\(key)':") else { return nil }
    let rest = text[range.upperBound...].drop { $0 == " " }
    let stop =
      switch rest.first {
      case "(": rest.firstIndex(of: ")")
      case "[": rest.lastIndex(of: "]")
      default: rest.firstIndex(of: ",")
      }
    return stop.map { rest[...$0] }
  }

  /// `<f4` gives `F32`.
  private static func typeName(_ descriptor: String) -> String {
    let code = descriptor.drop { "<>|=".contains($0) }
    let letters = ["f": "F", "i": "I", "u": "U", "c": "C"]
    guard let kind = code.first, let letter = letters[String(kind)],
      let bytes = Int(code.dropFirst()), bytes <= 16
    else { return code == "b1" ? "BOOL" : String(code) }
    return "\(letter)\(8 * bytes)"
  }
}
