public import Estate
public import Formats

/// Package URLs (purl) as the ids of Package assets: `package:pkg:npm/%40scope/name`.
public enum PackageURL {
  /// The id of a package by its normalized name, without a version.
  public static func assetID(_ ecosystem: PackageEcosystem, _ name: String) -> AssetID {
    let isMaven = ecosystem == .maven
    return assetID(
      ecosystem.rawValue, isMaven ? name.split(separator: ":").joined(separator: "/") : name)
  }

  /// The id of a package by the type of its package URL, and its name there.
  public static func assetID(_ type: String, _ path: String) -> AssetID {
    let encoded = path.split(separator: "/").map { encode($0) }.joined(separator: "/")
    // Parsed, not made: a purl is encoded already, and its `%` must stay as it is.
    return AssetID(parsing: "package:pkg:\(type)/\(encoded)")
      ?? AssetID(.package, "pkg", "\(type)/\(path)")
  }

  private static func encode(_ segment: Substring) -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in segment.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
