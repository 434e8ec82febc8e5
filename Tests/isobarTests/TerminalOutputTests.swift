import Foundation
import TestSupport
import Testing

@Suite("Output for people")
struct TerminalOutputTests {
  private let sample = SourceTree.root.appending(path: "Examples/acme").path

  /// The visible lines of what a terminal was sent.
  private func lines(_ text: String) -> [String] {
    text.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "").split(whereSeparator: \.isNewline)
      .map(String.init)
  }

  @Test(
    "on a terminal there is colour, and progress on standard error alone, which is removed at the end"
  )
  func terminal() throws {
    let isobar = try Isobar()
    let tree = try Samples.largeTree(in: isobar.home)
    let run = try isobar.run(
      ["scan", tree], .init(limit: 300, terminal: 100, interruptAfter: isobar.record))
    #expect(run.output.contains("\u{1B}["), "\(run)")
    #expect(run.errors.contains("files"), "\(run)")
    #expect(run.errors.hasSuffix("\r\u{1B}[K"), "\(run)")
    #expect(!run.output.contains(" of "), "\(run)")
  }

  @Test("no line is wider than the terminal", arguments: [60, 80, 132])
  func width(columns: Int) throws {
    let isobar = try Isobar()
    let run = try isobar.run(["scan", sample], .init(terminal: columns))
    #expect(run.status == 0, "\(run)")
    let widest = lines(run.output).map(\.count).max() ?? 0
    #expect(widest <= columns, "\(run)")
    #expect(widest > columns - 20, "\(run)")
  }

  @Test(
    "there is no colour with NO_COLOR or on a dumb terminal",
    arguments: [
      ["NO_COLOR": "1"], ["TERM": "dumb"],
    ])
  func noColor(environment: [String: String]) throws {
    let isobar = try Isobar()
    let run = try isobar.run(
      ["scan", sample, "--quiet"], .init(environment: environment, terminal: 100))
    #expect(run.status == 0 && run.output.contains("TRACK"), "\(run)")
    #expect(!run.output.contains("\u{1B}"), "\(run)")
  }

  @Test("--quiet shows no progress")
  func quiet() throws {
    let isobar = try Isobar()
    let run = try isobar.run(["scan", sample, "--quiet"], .init(terminal: 100))
    #expect(run.output.contains("\u{1B}[") && run.errors.isEmpty, "\(run)")
  }

  @Test("without a terminal there is neither colour nor progress")
  func piped() throws {
    let isobar = try Isobar()
    let run = try isobar.run("scan", sample)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    #expect(!run.output.contains("\u{1B}"), "\(run)")
  }
}
