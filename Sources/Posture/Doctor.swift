import Assessment
import Catalog
import Discovery
import Foundation
import Matching
import Store

/// One thing that Isobar needs, and whether it is there.
public struct DoctorCheck: Sendable {
  public let name: String
  /// nil where all is well; else what is wrong and what to do.
  public let problem: String?
  public let detail: String
}

/// Checks the installation: processor, patterns, catalogue, rules, folders, record.
public enum Doctor {
  public static func checks(recordPath: String, cacheFolder: String) -> [DoctorCheck] {
    [
      check("catalogue") {
        let knowledge = Knowledge.embedded
        let files = knowledge.paths(under: "Catalog")
        _ = try knowledge.documents(under: "Catalog")
        return "\(files.count) files, digest \(knowledge.digest.prefix(12))"
      },
      check("rules") {
        let rules = try RuleCatalog.all(knowledge: .embedded)
        return "\(rules.count) rules"
      },
      check("patterns") {
        let detectors = try AllDetectors.make(.embedded)
        let database = try PatternDatabase(
          patterns: detectors.patterns, cache: PatternCache(folder: cacheFolder))
        return "\(database.patterns.count) patterns, \(database.origin)"
      },
      check("record") {
        let exists = FileManager.default.fileExists(atPath: recordPath)
        guard exists else { return "\(recordPath): not there yet" }
        let scans = try RecordStore.open(path: recordPath).scans().count
        return "\(recordPath): \(scans) scans"
      },
    ]
  }

  private static func check(_ name: String, _ body: () throws -> String) -> DoctorCheck {
    do {
      return DoctorCheck(name: name, problem: nil, detail: try body())
    } catch {
      return DoctorCheck(name: name, problem: "\(error)", detail: "")
    }
  }
}
