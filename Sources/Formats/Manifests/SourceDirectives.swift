/// What a source file says by itself that it needs: JBang (`//DEPS`), scripts of Kotlin (`@file:DependsOn`) and of
/// .NET (`#:package`, `#r "nuget: …"`).
public enum SourceDirectives {
  /// What begins a line that states a package, one of which a file holds near its beginning.
  public static let marks = ["//DEPS ", "@file:DependsOn(", "#:package ", "#r \"nuget:"]

  /// Such lines stand before the code.
  private static let lineLimit = 400

  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) {
      guard number <= lineLimit else { return }
      for mark in marks where text.hasPrefix(mark) {
        let rest = String(text.dropFirst(mark.count))
        if mark.hasPrefix("#") {
          addNuGet(rest, number, into: &manifest)
        } else {
          for coordinates in rest.split(whereSeparator: { " \",()\t".contains($0) }) {
            addMaven(coordinates, number, into: &manifest)
          }
        }
      }
    }
  }

  private static func addMaven(
    _ coordinates: Substring, _ line: Int, into manifest: inout Manifest
  ) {
    let parts = coordinates.prefix { $0 != "@" }.split(separator: ":")
    guard parts.count >= 2, parts[0].contains(".") else { return }
    let version = parts.count > 2 ? String(parts[2]) : nil
    manifest.add(
      DeclaredDependency(
        ecosystem: .maven, name: "\(parts[0]):\(parts[1])", requirement: version,
        version: version.flatMap { GradleBuild.isExact($0) ? $0 : nil }, line: line))
  }

  private static func addNuGet(_ text: String, _ line: Int, into manifest: inout Manifest) {
    let parts = text.split { "@, \"".contains($0) }
    guard let name = parts.first else { return }
    let version = parts.dropFirst().first.map(String.init)
    let isExact = version.map { !$0.contains("*") } ?? false
    manifest.add(
      DeclaredDependency(
        ecosystem: .nuget, name: String(name), requirement: version,
        version: isExact ? version : nil, line: line))
  }
}
