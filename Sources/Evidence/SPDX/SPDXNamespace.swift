import Estate

/// The IRIs of the elements of one document.
struct SPDXNamespace: Sendable {
  private let prefix: String

  init(_ identifier: String) { prefix = "https://spdx.org/spdxdocs/isobar-\(identifier)#" }

  /// The IRI of what the document itself is made of; no id of an asset is without a colon.
  func own(_ name: String) -> String { prefix + name }

  func id(of asset: Asset) -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in asset.id.text.utf8 {
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: bytes.append(byte)
      case let byte where "-._~:/@".utf8.contains(byte): bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return prefix + String(decoding: bytes, as: UTF8.self)
  }
}
