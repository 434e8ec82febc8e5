import Foundation
import TestSupport
import Testing

/// The built program, run as its user would run it, with a home of its own.
struct Isobar {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The record that is used where no other is named.
  var record: String { home.file("data/isobar/isobar.db") }

  /// Built beside the tests.
  static let binary: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "isobar").path
  }()

  private static let observer = SourceTree.root
    .appending(path: "Tests/isobarTests/Support/observe.py").path

  /// How a run is made, beside its arguments.
  struct Setting {
    var folder: URL?
    var environment: [String: String] = [:]
    /// Seconds after which the program counts as hung.
    var limit = 120
    /// Columns of the terminal that both streams are; nil for files.
    var terminal: Int?
    /// A file after whose appearance Ctrl-C is pressed.
    var interruptAfter: String?
    /// Words before the program, such as those that change the user.
    var prefix: [String] = []
    var binary = Isobar.binary
  }

  func run(_ arguments: [String], _ setting: Setting = Setting()) throws -> Run {
    let report = home.file("run-\(UUID().uuidString)")
    var words = [
      try PythonEnvironment.python(), Self.observer, "--report", report, "--limit",
      "\(setting.limit)",
    ]
    if let columns = setting.terminal { words += ["--terminal", "\(columns)"] }
    if let file = setting.interruptAfter { words += ["--interrupt-after", file] }
    let command = try Command(
      words + ["--"] + setting.prefix + [setting.binary] + arguments, in: setting.folder,
      environment: environment.merging(setting.environment) { $1 })
    let observed = try JSONDecoder().decode(
      Run.Observed.self, from: Data(contentsOf: URL(filePath: report)))
    return Run(
      arguments: arguments, observed: observed, output: command.text, errors: command.errors)
  }

  func run(_ arguments: String...) throws -> Run { try run(arguments) }

  /// Runs a line of a shell, in which `$ISOBAR` is the program.
  func shell(_ line: String, in folder: URL? = nil) throws -> Command {
    try Command(
      ["timeout", "120", "bash", "-c", line], in: folder,
      environment: environment.merging(["ISOBAR": Self.binary]) { $1 })
  }

  /// Scans into a document, and expects the run to end well.
  func document(_ arguments: String...) throws -> ScanResult {
    let run = try run(["scan", "--format", "json"] + arguments)
    #expect(run.status == 0, "\(run)")
    return try run.document()
  }

  private var environment: [String: String] {
    [
      "HOME": home.path, "XDG_DATA_HOME": home.file("data"),
      // Compiled patterns are the same for all.
      "XDG_CACHE_HOME": URL(filePath: Self.binary).deletingLastPathComponent()
        .appending(path: "isobarTests.cache").path,
      "NO_COLOR": "", "TERM": "xterm-256color",
    ]
  }
}
