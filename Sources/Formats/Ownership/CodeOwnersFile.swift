/// The rules of a CODEOWNERS file, as GitHub, GitLab and Bitbucket read it. The last that matches wins.
public struct CodeOwnersFile: Sendable {
  public struct Rule: Sendable, Equatable {
    public let pattern: String
    /// `@login`, `@org/team` or an e-mail address; empty where the rule takes ownership away.
    public let owners: [String]
    /// Counted from 1.
    public let line: Int
  }

  public let rules: [Rule]
  /// Lines that are no rule, with the reason.
  public let rejected: [(line: Int, reason: String)]

  /// Places where a CODEOWNERS file is looked for, the first found being the one in force.
  public static let places = [
    ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS",
    ".bitbucket/CODEOWNERS",
  ]

  /// Rules beyond this many are not read: GitHub's own limit of 3 MB holds fewer.
  static let ruleLimit = 50_000

  public init(text: String) {
    var rules: [Rule] = []
    var rejected: [(line: Int, reason: String)] = []
    var sectionOwners: [String] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.prefix(Self.ruleLimit).enumerated() {
      let words = Self.words(line)
      guard let first = words.first else { continue }
      // A section of GitLab, `[Name]`, `^[Name]` or `[Name][2]`, may give owners to its bare patterns.
      if first.hasPrefix("[") || first.hasPrefix("^[") {
        sectionOwners = words.filter(Self.isOwner)
        continue
      }
      let owners = words.dropFirst().filter(Self.isOwner)
      if owners.count < words.count - 1 {
        rejected.append((index + 1, "an owner is @login, @org/team or an e-mail address"))
        if owners.isEmpty { continue }
      }
      guard PathPattern(first) != nil, !first.hasPrefix("!") else {
        rejected.append((index + 1, "'\(first)' is not a path pattern"))
        continue
      }
      rules.append(
        Rule(
          pattern: first, owners: owners.isEmpty ? sectionOwners : owners, line: index + 1))
    }
    self.rules = rules
    self.rejected = rejected
  }

  /// The words of a line up to a comment; a backslash keeps a space or `#`.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        word += "\\" + String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "#" {
        break
      } else if character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func isOwner(_ word: String) -> Bool {
    if word.hasPrefix("@") { return word.count > 1 }
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
  }
}
