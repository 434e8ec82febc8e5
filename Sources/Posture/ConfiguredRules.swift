public import Assessment
import Catalog
import Configuration
import Estate
import Foundation

/// The rules that apply under a configuration, without a scan.
public enum ConfiguredRules {
  /// The rules that are built in and those of folders; with a configuration also those of its folders,
  /// all of them changed by its overlays and parameters.
  ///
  /// - Parameter configuration: path of `isobar.yaml`; nil for none.
  public static func read(
    configuration: String?, folders: [String] = []
  ) throws(ScanError) -> [Rule] {
    do {
      guard let configuration else {
        return try RuleCatalog.all(knowledge: .embedded, folders: folders)
      }
      var read = try Configuration.load(path: configuration)
      let knowledge =
        try read.catalogFolder.map { folder throws(KnowledgeError) in
          try Knowledge(overlay: Configuration.path(folder, beside: configuration))
        } ?? .embedded
      read.ruleFolders =
        read.ruleFolders.map {
          Configuration.path($0, beside: configuration)
        } + folders.map { URL(fileURLWithPath: $0).path }
      return try read.rules(knowledge, file: configuration)
    } catch let error as ConfigurationError {
      throw ScanError(error.description)
    } catch {
      throw ScanError("\(error)")
    }
  }
}

extension Configuration {
  /// The rules that are built in and those of the organisation's folders, changed by its overlays.
  func rules(_ knowledge: Knowledge, file: String?) throws(KnowledgeError) -> [Rule] {
    try RuleCatalog.all(
      knowledge: knowledge, folders: ruleFolders.map { Self.path($0, beside: file) },
      overlays: overlays.map { overlay in
        Assessment.RuleOverlay(
          rule: overlay.rule, severity: overlay.severity, isEnabled: overlay.enabled,
          parameters: overlay.parameters, path: overlay.location.path,
          line: overlay.location.line ?? 0)
      })
  }

  /// A path of the configuration, which is relative to its file.
  static func path(_ path: String, beside file: String?) -> String {
    guard !path.hasPrefix("/"), let file else { return path }
    return URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: path).path
  }
}
