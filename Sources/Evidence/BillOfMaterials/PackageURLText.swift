import Estate
import Foundation

/// Package URLs of assets (purl-spec): `pkg:pypi/langchain@0.3.1`.
enum PackageURLText {
  /// The package URL of an asset; nil where its kind or authority has none.
  static func of(_ asset: Asset) -> String? {
    switch asset.kind {
    case .package: package(asset, version: onlyVersion(asset))
    case .model: model(asset)
    case .containerImage: image(asset)
    case .mcpServer: server(asset)
    default: nil
    }
  }

  /// The package URL of one version of a package.
  static func package(_ asset: Asset, version: String?) -> String? {
    guard asset.id.text.hasPrefix("package:pkg:") else { return nil }
    return canonical(String(asset.id.text.dropFirst("package:".count)), version: version)
  }

  /// The versions of a package that lock files resolve to.
  static func versions(_ asset: Asset) -> [String] {
    (asset.properties["versions"]?.list ?? []).compactMap(\.text).filter { !$0.isEmpty }
  }

  /// The version of a package, where there is one only.
  static func onlyVersion(_ asset: Asset) -> String? {
    let versions = versions(asset)
    return versions.count == 1 ? versions[0] : nil
  }

  private static func model(_ asset: Asset) -> String? {
    let parts = asset.id.text.split(separator: ":", maxSplits: 2)
    guard parts.count == 3, parts[1] == "huggingface" else { return nil }
    let words = parts[2].split(separator: "@", maxSplits: 1)
    let path = words[0].split(separator: "/")
    guard path.count == 1 || path.count == 2 else { return nil }
    let revision =
      words.count == 2 ? String(words[1]) : asset.properties["revision"]?.text
    let name = path.map { encode(decoded($0)) }.joined(separator: "/")
    // A revision is a commit, written in lower case, or the name of a branch or tag.
    let version = revision.map { $0.allSatisfy(\.isHexDigit) ? $0.lowercased() : $0 }
    return "pkg:huggingface/\(name)\(suffix(version))"
  }

  private static func image(_ asset: Asset) -> String? {
    let parts = asset.id.text.split(separator: ":", maxSplits: 2)
    guard parts.count == 3, parts[1] == "oci", let name = parts[2].split(separator: "/").last
    else { return nil }
    let digest = asset.properties["digest"]?.text
    var qualifiers: [String] = []
    let first = parts[2].prefix { $0 != "/" }
    let hasHost = parts[2].contains("/") && (first.contains(".") || first.contains(":"))
    let place =
      hasHost ? "\(parts[2])" : "docker.io/\(parts[2].contains("/") ? "" : "library/")\(parts[2])"
    qualifiers.append("repository_url=\(encode(decoded(place[...]), keeping: "/"))")
    if let tag = asset.properties["tag"]?.text, !tag.isEmpty {
      qualifiers.append("tag=\(encode(tag))")
    }
    return "pkg:oci/\(encode(decoded(name)))\(suffix(digest))?"
      + qualifiers.joined(separator: "&")
  }

  private static func server(_ asset: Asset) -> String? {
    guard let package = asset.properties["package"]?.text, package.hasPrefix("pkg:") else {
      return nil
    }
    let isExact = asset.properties["pin"]?.text == "exact"
    return canonical(package, version: isExact ? asset.properties["version"]?.text : nil)
  }

  /// A package URL without version, qualifiers and subpath, each part encoded as the specification
  /// wants it, and the version after it.
  private static func canonical(_ text: String, version: String?) -> String? {
    let path = text.dropFirst("pkg:".count).split(separator: "/")
    guard path.count >= 2,
      path[0].utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
      })
    else { return nil }
    let name = path.dropFirst().map { encode(decoded($0)) }.joined(separator: "/")
    return "pkg:\(path[0])/\(name)\(suffix(version))"
  }

  private static func suffix(_ version: String?) -> String {
    guard let version, !version.isEmpty else { return "" }
    return "@\(encode(version))"
  }

  private static func decoded(_ text: Substring) -> String {
    text.removingPercentEncoding ?? String(text)
  }

  /// Percent-encodes all but what a part of a package URL may hold.
  private static func encode(_ text: String, keeping kept: String = "") -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: bytes.append(byte)
      case let byte where ".-_~:".utf8.contains(byte) || kept.utf8.contains(byte):
        bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
