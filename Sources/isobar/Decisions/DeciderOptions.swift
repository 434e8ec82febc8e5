import ArgumentParser
import Foundation

/// Who decides.
struct DeciderOptions: ParsableArguments {
  @Option(name: .customLong("by"), help: "Who decides; without it, the user of this system.")
  var person: String?

  var name: String { person ?? NSUserName() }
}
