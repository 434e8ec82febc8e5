/// The document of `isobar scan --format json`, as another program reads it.
struct ScanResult: Decodable {
  struct Source: Decodable {
    let id: String
    let status: String
    let reason: String?
    let files: Int
  }

  struct Place: Decodable {
    let path: String?
    let line: Int?
  }

  struct Asset: Decodable {
    let id: String
    let kind: String
    let name: String
    let sightings: [Place]

    func isSeen(below folder: String) -> Bool {
      sightings.contains { $0.path?.hasPrefix("\(folder)/") == true }
    }
  }

  struct Relation: Decodable {
    let kind: String
    let from: String
    let to: String
  }

  struct Signal: Decodable {
    let signal: String
    let asset: String
    let path: String?
  }

  struct Finding: Decodable {
    let id: String
    let rule: String
    let decision: String
    let severity: String
    let score: Double
    let asset: String
    let assets: [String]
    let message: String
    let locations: [Place]

    func isSeen(below folder: String) -> Bool {
      locations.contains { $0.path?.hasPrefix("\(folder)/") == true }
    }
  }

  struct Skipped: Decodable {
    let path: String
    let reason: String
  }

  let target: [String]
  let sources: [Source]
  let assets: [Asset]
  let relations: [Relation]
  let signals: [Signal]
  let findings: [Finding]
  let skipped: [Skipped]

  /// Why a path was not read; nil where it was.
  func reason(_ path: String) -> String? { skipped.first { $0.path == path }?.reason }

  func finding(_ rule: String, at path: String) -> Finding? {
    findings.first { $0.rule == rule && $0.locations.contains { $0.path == path } }
  }
}
