import ArgumentParser
import Foundation
import Terminal

/// Where a document goes, shared by the commands that print one.
struct OutputOptions: ParsableArguments {
  @Option(name: .long, help: "Write to a file instead of standard output.")
  var output: String?

  /// Writes all of a text.
  func write(_ text: String) throws {
    try write { writer in try writer(text) }
  }

  /// Writes piece by piece; a file appears whole or not at all.
  func write(_ body: ((String) throws -> Void) throws -> Void) throws {
    guard let output else {
      try body { piece in try Output.write(piece, to: .standard) }
      return
    }
    do {
      let file = try OutputFile(path: output)
      try body(file.write)
      try file.finish()
    } catch let error as OutputError {
      throw Failure(.incomplete, "\(output): \(error)")
    }
  }
}

/// The format that a listing is printed in.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}
