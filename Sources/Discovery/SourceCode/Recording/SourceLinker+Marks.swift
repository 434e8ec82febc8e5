import Estate

/// What things and places are told apart by while files are linked.
extension SourceLinker {
  struct FileMark: Hashable {
    let id: AssetID
    let unit: Int
  }

  struct ImportMark: Hashable {
    let unit: Int
    let module: String
    let name: String
  }

  /// A variable of a function that holds a prompt.
  struct PromptHolder: Hashable {
    let unit: Int
    let function: Int
    let name: String
  }

  /// A prompt, and the line at which it was last added to.
  struct GrownPrompt {
    let thing: Thing
    var line: Int
  }

  struct CodeLine: Hashable {
    let unit: Int
    let line: Int
  }

  struct RelationMark: Hashable {
    let kind: RelationKind
    let tail: AssetID
    let head: AssetID
    let unit: Int
    /// Where each of several counts.
    var line = 0
  }
}
