import Estate
import Formats

/// A repository's identity, read from its git metadata.
enum GitRepository {
  struct Metadata: Sendable {
    let identity: RepositoryIdentity
    /// Commit that is checked out, where the metadata names one.
    let commit: String?
    let host: String?
    /// Text of `.git/info/exclude`.
    let exclude: String?
    /// The files that it tracks; nil where it has no metadata of its own.
    let tracked: TrackedFiles?
  }

  /// Reads the metadata of the repository in a folder; without a remote the identity is local.
  static func read(root: FileRoot, folder: FilePath, fallbackName: String) -> Metadata {
    let place = GitFolder(root: root, of: folder)
    let config = place.common("config")
    let remote = config.flatMap(remoteURL).flatMap(GitRemote.init)
    return Metadata(
      identity: remote.map { identity(of: $0, folder: folder.text) }
        ?? local(name: fallbackName, folder: folder.text),
      commit: place.own("HEAD").flatMap { commit(head: $0, read: place.common) },
      host: remote?.host, exclude: place.common("info/exclude"),
      tracked: TrackedFiles(
        root: root, folder: folder, index: place.path("index"),
        hashSize: config.map(usesSHA256) == true ? 32 : 20))
  }

  private static func usesSHA256(config: String) -> Bool {
    config.split(whereSeparator: \.isNewline).contains {
      $0.lowercased().filter { !$0.isWhitespace } == "objectformat=sha256"
    }
  }

  static func local(name: String, folder: String) -> RepositoryIdentity {
    RepositoryIdentity(id: AssetID(.repository, "local", name), name: name, folder: folder)
  }

  /// The identity that a configuration gives to a folder, as `host/org/name`.
  static func identity(of remote: GitRemote, folder: String) -> RepositoryIdentity {
    RepositoryIdentity(
      id: AssetID(.repository, "git", "\(remote.host)/\(remote.path)"),
      name: remote.path.split(separator: "/").last.map(String.init) ?? remote.path, folder: folder)
  }

  /// URL of `origin`, or of the first remote.
  private static func remoteURL(config: String) -> String? {
    var section = ""
    var first: String?
    for line in config.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if line.hasPrefix("[") {
        section = String(line)
      } else if section.hasPrefix("[remote "), let equals = line.firstIndex(of: "="),
        line[..<equals].trimmed == "url"
      {
        let url = String(line[line.index(after: equals)...].trimmed)
        if section == "[remote \"origin\"]" { return url }
        first = first ?? url
      }
    }
    return first
  }

  private static func commit(head: String, read: (String) -> String?) -> String? {
    let head = head[...].trimmed
    guard head.hasPrefix("ref: ") else { return hash(head) }
    let name = head.dropFirst(5)
    guard name.hasPrefix("refs/"), !name.contains("..") else { return nil }
    if let loose = read(String(name)).flatMap({ hash($0[...].trimmed) }) { return loose }
    let packed = read("packed-refs")?.split(separator: "\n").first { $0.hasSuffix(" \(name)") }
    return packed.flatMap { hash($0.prefix { $0 != " " }) }
  }

  private static func hash(_ text: Substring) -> String? {
    let isHash = (text.utf8.count == 40 || text.utf8.count == 64) && text.allSatisfy(\.isHexDigit)
    return isHash ? String(text) : nil
  }
}

extension Substring {
  var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
