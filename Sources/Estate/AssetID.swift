/// The identity of an asset: `<kind>:<authority>:<native-id>`, kind in lower case.
///
/// The same input gives the same id everywhere, whatever the folder it is checked out in. An id never
/// holds a secret. White space, control characters and `%` are percent-encoded, so that an id is one
/// word on any line.
public struct AssetID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let text: String

  /// Makes the id of an asset. Package URLs are their own authority: `package:pkg:pypi/langchain`.
  public init(_ kind: AssetKind, _ authority: String, _ native: String) {
    text = "\(kind.name.lowercased()):\(Self.encode(authority)):\(Self.encode(native))"
  }

  /// Takes an id as written by Isobar or by people; nil where its kind is unknown or a part is missing.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, Self.kinds[String(parts[0])] != nil, !parts[1].isEmpty,
      !parts[2].isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    self.text = text
  }

  /// Takes an id that is known to be well formed, such as one read back from the store.
  public init(trusted text: String) { self.text = text }

  /// The kind that the id names; nil where the id was made by a newer version.
  public var kind: AssetKind? { Self.kinds[String(text.prefix { $0 != ":" })] }

  /// What the id calls the asset, without kind and authority: a name where nobody gave one.
  public var bareName: String {
    String(text.split(separator: ":", maxSplits: 2).last ?? Substring(text))
  }

  public var description: String { text }

  public static func < (left: AssetID, right: AssetID) -> Bool { left.text < right.text }

  private static let kinds: [String: AssetKind] = Dictionary(
    uniqueKeysWithValues: AssetKind.all.map { ($0.name.lowercased(), $0) })

  private static func encode(_ part: String) -> String {
    func plain(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F && byte != 0x25 }
    if part.utf8.allSatisfy(plain) { return part }
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in part.utf8 {
      if plain(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
