import Formats

/// Functions that a framework calls because of their names and the files that they stand in: `POST` of
/// `app/chat/route.ts`.
struct HostedFunctions: Sendable {
  /// What the file exports; `default` for its default.
  let names: [String]
  private let files: [PathPattern]
  /// Those of them that say more than the language.
  private let tellingFiles: [PathPattern]
  /// The folder from which on the path of a file is what the function is reached by.
  private let root: String

  /// Names of files that say nothing of the path.
  private static let silent: Set<Substring> = ["route", "+server", "index", "handler"]

  init(names: [String], files: [String], root: String) {
    self.names = names
    self.files = files.compactMap { PathPattern($0) }
    tellingFiles = files.filter { !$0.hasPrefix("**/*.") }.compactMap { PathPattern($0) }
    self.root = root
  }

  /// Whether the path of a file by itself says that such functions stand in it.
  func isTold(by path: String) -> Bool {
    let parts = path.split(separator: "/")
    return tellingFiles.contains { $0.matches(parts[...], isFolder: false) }
  }

  /// What the functions of a file are reached by, where it is one of those that are looked for.
  ///
  /// - Parameter path: the path in the repository.
  func path(ofFile path: String) -> String? {
    let parts = path.split(separator: "/")
    guard files.contains(where: { $0.matches(parts[...], isFolder: false) }) else { return nil }
    let start = parts.firstIndex { $0 == root }.map { $0 + 1 } ?? 0
    // Groups and slots of Next.js are no parts of an address.
    var steps = parts[start...].filter { !$0.hasPrefix("(") && !$0.hasPrefix("@") }
    if let file = steps.popLast() {
      let stem = file.prefix { $0 != "." }
      if !Self.silent.contains(stem) { steps.append(stem) }
    }
    return "/" + steps.joined(separator: "/")
  }
}
