import ArgumentParser
import Configuration
import Foundation
import Terminal

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented isobar.yaml.")

  @Argument(help: "Folder to write it to.")
  var folder = "."

  @Option(help: "Name of the organisation.")
  var organisation = "My organisation"

  func run() throws {
    let path = URL(fileURLWithPath: folder).appending(path: Configuration.fileName).path
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Failure(.usage, "\(path) is there already")
    }
    do {
      let file = try OutputFile(path: path)
      try file.write(Configuration.template(organisation: organisation))
      try file.finish()
    } catch {
      throw Failure(.usage, "\(path): \(error)")
    }
    try Output.write("Wrote \(Sanitizer.line(path))\n", to: .standard)
  }
}
