import Foundation

/// Build tool: `CatalogCompiler schema SCHEMA.yaml OUT.swift` or `CatalogCompiler embed ROOT OUT.swift`.
@main
struct CatalogCompiler {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("CatalogCompiler: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count == 3 else {
      throw CompilerError("usage: CatalogCompiler schema|embed INPUT OUTPUT")
    }
    let input = URL(fileURLWithPath: arguments[1])
    let source: String
    switch arguments[0] {
    case "schema": source = try SchemaSource.generate(from: input)
    case "embed": source = try EmbeddedSource.generate(from: input)
    default: throw CompilerError("unknown mode '\(arguments[0])'")
    }
    try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }
}

struct CompilerError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
