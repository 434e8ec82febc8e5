import Estate
import Formats

/// A kind of asset named on the command line.
enum AssetKindArgument {
  static func kind(named name: String) throws -> AssetKind {
    let kinds = AssetKind.all
    if let kind = kinds.first(where: { $0.name.lowercased() == name.lowercased() }) { return kind }
    let question = Suggestion.question(for: name, in: kinds.map(\.name))
    throw Failure(.usage, "'\(name)' is no kind of asset\(question)")
  }
}
