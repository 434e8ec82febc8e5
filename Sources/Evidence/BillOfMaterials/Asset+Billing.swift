import Estate

extension Asset {
  /// The version that a bill of materials names.
  var billedVersion: String? {
    switch kind {
    case .package: PackageURLText.onlyVersion(self)
    case .model, .modelArtifact, .dataset: properties["revision"]?.text
    case .repository: properties["commit"]?.text
    case .containerImage: properties["digest"]?.text ?? properties["tag"]?.text
    default: properties["version"]?.text
    }
  }

  /// SHA-256 of the content in lower-case hexadecimal, where it is one.
  var sha256: String? {
    guard let digest = properties["sha256"]?.text?.lowercased(), digest.utf8.count == 64,
      digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return digest
  }

  /// Where it is published or kept, as its id says; not yet checked to be an address.
  var homeAddress: String? {
    let parts = id.text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count == 3 else { return nil }
    let name = String(parts[2].prefix { $0 != "@" })
    let schemes = ["aws-s3": "s3", "gcp-storage": "gs", "hdfs": "hdfs", "alibaba-oss": "oss"]
    switch (kind, parts[1]) {
    case (.model, "huggingface"): return "https://huggingface.co/\(name)"
    case (.dataset, "huggingface"): return "https://huggingface.co/datasets/\(name)"
    case (.repository, "git"): return "https://\(name)"
    case (.model, let authority), (.modelArtifact, let authority), (.dataset, let authority),
      (.dataStore, let authority):
      return schemes[authority].map { "\($0)://\(parts[2])" }
    default: return nil
    }
  }
}
