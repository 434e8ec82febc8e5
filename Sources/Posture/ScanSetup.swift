import Assessment
import Catalog
import Configuration
import Discovery
import Estate
import Formats
import Foundation
import Mapping

/// What a scan needs before it starts: configuration, knowledge, detectors, rules.
struct ScanSetup: Sendable {
  let configuration: Configuration
  let configurationPath: String?
  let knowledge: Knowledge
  let rules: [Rule]
  let detectors: DetectorSet
  let identities: IdentityResolution
  let declaredRepositories: [String: GitRemote]
  let filledFolders: FilledFolders

  init(request: ScanRequest, targets: [Target]) throws(ScanError) {
    configurationPath = request.configuration ?? Self.configuration(in: targets)
    do {
      if let configurationPath {
        configuration = try Configuration.load(
          path: configurationPath, place: Self.place(of: configurationPath, in: targets))
      } else {
        configuration = Configuration()
      }
    } catch {
      throw ScanError(error.description)
    }
    let all: DetectorSet
    do {
      if let catalog = configuration.catalogFolder {
        knowledge = try Knowledge(
          overlay: Configuration.path(catalog, beside: configurationPath))
      } else {
        knowledge = .embedded
      }
      rules = try configuration.rules(knowledge, file: configurationPath)
      all = try AllDetectors.make(knowledge)
      filledFolders = try FilledFolders(knowledge: knowledge)
      identities = IdentityResolution(
        try IdentityFacts(knowledge),
        decisions: IdentityDecisions(same: configuration.same, different: configuration.different))
    } catch {
      throw ScanError(error.description)
    }
    detectors = request.only.map(all.only) ?? all
    if let unknown = request.only?.subtracting(all.names).sorted().first {
      throw ScanError(
        "unknown detector '\(unknown)': expected \(all.names.joined(separator: ", "))")
    }
    var declared: [String: GitRemote] = [:]
    for repository in configuration.repositories {
      guard let remote = GitRemote("https://\(repository.id)") else {
        throw ScanError("'\(repository.id)' is not a repository: expected host/organisation/name")
      }
      declared[repository.path] = remote
    }
    declaredRepositories = declared
  }

  private static func configuration(in targets: [Target]) -> String? {
    targets.map { URL(fileURLWithPath: $0.path).appending(path: Configuration.fileName).path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Path of the configuration relative to the target that it lies in; nil where it lies elsewhere.
  private static func place(of configuration: String, in targets: [Target]) -> String? {
    let file = URL(fileURLWithPath: configuration).standardizedFileURL.pathComponents
    return targets.map { URL(fileURLWithPath: $0.path).standardizedFileURL.pathComponents }
      .first { file.starts(with: $0) && file.count > $0.count }
      .map { file.dropFirst($0.count).joined(separator: "/") }
  }
}
