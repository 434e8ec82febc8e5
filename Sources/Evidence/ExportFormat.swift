/// Documents for other programs, by the words of `--format`.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// The version of CycloneDX that most programs read.
  case cycloneDX = "cyclonedx"
  case cycloneDX16 = "cyclonedx-1.6"
  case cycloneDX17 = "cyclonedx-1.7"
  case spdx
  case sarif

  /// Writes a scan in the format.
  ///
  /// - Parameters:
  ///   - timestamp: time that bills of materials state, RFC 3339 in UTC to the second; nil for none.
  ///   - write: takes the next piece.
  public func write<Failure>(
    _ report: ScanReport, timestamp: String? = nil, _ write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .cycloneDX, .cycloneDX16:
      try CycloneDXDocument(report, version: .version16, timestamp: timestamp).write(write)
    case .cycloneDX17:
      try CycloneDXDocument(report, version: .version17, timestamp: timestamp).write(write)
    case .spdx: try SPDXDocument(report, timestamp: timestamp).write(write)
    case .sarif: try SARIFDocument(report).write(write)
    }
  }
}
