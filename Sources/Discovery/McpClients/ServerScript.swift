import Catalog
import Formats

/// By what file a server of the repository is known to those that start it and in its own code.
///
/// What is started is often built: `build/index.js` of `src/index.ts`. So neither the ending nor the
/// folder of sources or of what is built counts where they are said to be interchangeable.
struct ServerScript: Sendable {
  private let folders: Set<Substring>

  /// `Catalog/launchers.yaml`.
  init(_ document: KnowledgeDocument) {
    folders = Set((document.root["built_folders"]?.scalars ?? []).map { Substring($0) })
  }

  /// - Parameters:
  ///   - repository: the native id of the repository.
  ///   - folder: in the repository, from which the path counts.
  ///   - path: as it is written, such as `./build/index.js`.
  /// - Returns: nil where it is no source file of the repository.
  func key(_ repository: String, folder: some Sequence<Substring>, path: String) -> String? {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), !path.contains("$"), !path.contains(":")
    else {
      return nil
    }
    var parts = Array(folder)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    guard let file = parts.popLast(), let dot = file.lastIndex(of: "."),
      let language = SourceLanguage(fileExtension: file[file.index(after: dot)...].lowercased())
    else { return nil }
    if SourceFamily(language) == .script, let built = parts.lastIndex(where: folders.contains) {
      parts.remove(at: built)
    }
    return ([Substring(repository)] + parts + [file[..<dot]]).joined(separator: "/")
  }
}
