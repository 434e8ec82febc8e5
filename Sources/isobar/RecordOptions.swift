import ArgumentParser
import Foundation
import Store

/// Which record a command reads or writes.
struct RecordOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The record: a file.", valueName: "FILE"))
  var store: String?

  /// Opens the record.
  func open() throws -> RecordStore {
    guard !path.contains("://") else {
      throw Failure(.usage, "\(path): this version records in a file only")
    }
    do {
      return try RecordStore.open(path: path)
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  /// Opens a record that must be there already.
  func openExisting() throws -> RecordStore {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.usage, "\(path): no record yet; isobar scan PATH makes one")
    }
    return try open()
  }

  /// The file named, or `$XDG_DATA_HOME/isobar/isobar.db`.
  var path: String {
    if let store { return store }
    return UserFolders.data + "/isobar.db"
  }
}

/// Folders of the user by the XDG Base Directory Specification.
enum UserFolders {
  static var data: String { folder("XDG_DATA_HOME", ".local/share") }
  static var cache: String { folder("XDG_CACHE_HOME", ".cache") }

  private static func folder(_ variable: String, _ fallback: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/isobar" }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    return "\(home)/\(fallback)/isobar"
  }
}
