import ArgumentParser
import Assessment
import Catalog
import Estate
import Posture

/// Which rules a command speaks of.
struct RuleSourceOptions: ParsableArguments {
  @Option(name: .customLong("rules"), help: "Folder of rules beside those that are built in.")
  var folder: String?

  @Option(help: "Configuration whose folders of rules, overlays and parameters apply.")
  var config: String?

  func rules() throws -> [Rule] {
    do {
      return try ConfiguredRules.read(
        configuration: config, folders: folder.map { [$0] } ?? [])
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  func controls(of rule: Rule) throws -> [ControlReference] {
    do {
      return try ControlMapping(.embedded).controls(of: rule.category)
    } catch {
      throw Failure(.usage, error.description)
    }
  }
}
