/// A family of packages with one registry and one way to write names; the raw value is the type of its
/// package URLs.
public enum PackageEcosystem: String, Sendable, Hashable, CaseIterable {
  case pypi, npm, golang, maven, nuget, cargo, swift, gem, composer, pub, hex, cran
  case cocoapods, julia

  /// The form in which two names of the same package are equal.
  public func normalized(_ name: String) -> String {
    switch self {
    case .pypi: Self.normalizedForPython(name)
    case .cargo, .nuget, .npm, .gem, .composer, .pub, .hex, .swift, .golang:
      self == .cargo
        ? String(name.lowercased().map { $0 == "_" ? "-" : $0 }) : name.lowercased()
    // A pod may be asked for in part: `GoogleMLKit/FaceDetection`.
    case .cocoapods: String(name.prefix { $0 != "/" })
    case .maven, .cran, .julia: name
    }
  }

  /// PEP 503: lower case, each run of `-`, `_` and `.` as one `-`.
  private static func normalizedForPython(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case Byte.minus, Byte.dot, 0x5F: if bytes.last != Byte.minus { bytes.append(Byte.minus) }
      case 0x41...0x5A: bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
