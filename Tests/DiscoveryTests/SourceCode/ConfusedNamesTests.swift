import Catalog
import Formats
import Testing

@testable import Discovery

/// The examples of the catalogue with few names for everything, so that names, members, parameters and files
/// stand for one another in circles.
@Suite struct ConfusedNamesTests {
  private static let keywords: Set<String> = Set(
    """
    import from as class def return if else for while in not and or is lambda with async await try except \
    finally raise yield pass break continue None True False self const let var function new export default \
    extends implements interface type enum public private protected static final void fn pub mut use mod impl \
    struct trait match loop where package func go defer chan map range switch case using namespace get set \
    override end do then begin module require elsif unless when this super null true false val fun object
    """.split(separator: " ").map(String.init))

  /// Every name of a text is one of so many; what lines import stays.
  private func confused(_ text: String, _ count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      let word = String(line.drop(while: \.isWhitespace).prefix(while: \.isLetter))
      if ["import", "from", "use", "using", "require", "package"].contains(word) {
        return String(line)
      }
      return String(line).replacing(/[A-Za-z_][A-Za-z0-9_]*/) { match -> String in
        let name = String(match.output)
        if Self.keywords.contains(name) { return name }
        let number = name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % count
        return name.first?.isUppercase == true ? "N\(number)" : "n\(number)"
      }
    }.joined(separator: "\n")
  }

  @Test(arguments: ConstructExamplesTests.documents.map(\.path), [2, 5])
  func `names that mean one another in circles end, and always in the same way`(
    path: String, count: Int
  ) throws {
    let document = try #require(try Knowledge.embedded.document(at: path))
    var files: [(path: String, text: String)] = []
    for (number, example) in (document.root["examples"]?["match"]?.items ?? []).enumerated() {
      for file in try SourceCodeFixture(example).files {
        files.append(("n\(number % 3)/\(number)/\(file.path)", confused(file.text, count)))
      }
    }
    let first = try SourceCodeFixture(files).found()
    let second = try SourceCodeFixture(files).found()
    #expect(first.description == second.description)
    #expect(first.skipped.isEmpty)
  }
}
