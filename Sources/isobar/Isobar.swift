import ArgumentParser
import Glibc
import Posture
import Terminal

/// The command line. Each subcommand is a page: options, one call, one render.
@main
struct Isobar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "isobar",
    abstract: "Finds AI in your repositories, says what it can touch, and which risk to fix first.",
    discussion: """
      Exit status: 0 done; 1 --fail-on met; 2 wrong usage or configuration; 3 finished, but some \
      source failed or was cut short.
      """,
    version: PostureScan.version,
    subcommands: [
      ScanCommand.self, InventoryCommand.self, QueryCommand.self, FindingsCommand.self,
      ExplainCommand.self, PathsCommand.self, ExportCommand.self, ApproveCommand.self,
      AssignCommand.self,
      AcceptCommand.self,
      RulesCommand.self, InitCommand.self, DoctorCommand.self,
    ])

  static func main() {
    // A closed pipe is an error of the write, not a signal that kills.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as Failure {
      if !error.message.isEmpty {
        try? Output.write("isobar: \(Sanitizer.line(error.message))\n", to: .error)
      }
      Glibc.exit(error.status.rawValue)
    } catch let error as OutputError {
      try? Output.write("isobar: \(error)\n", to: .error)
      Glibc.exit(ExitStatus.incomplete.rawValue)
    } catch {
      guard exitCode(for: error).isSuccess else {
        try? Output.write("isobar: \(line(of: error))\n", to: .error)
        Glibc.exit(ExitStatus.usage.rawValue)
      }
      try? Output.write(fullMessage(for: error) + "\n", to: .standard)
      Glibc.exit(ExitStatus.done.rawValue)
    }
  }

  /// What is wrong, in one line: the parser breaks lists of choices into several.
  private static func line(of error: any Error) -> String {
    let words = message(for: error).split(separator: "\n").map { line in
      line.hasPrefix("  - ") ? line.dropFirst(4) + "," : line
    }
    let text = words.joined(separator: " ")
    return Sanitizer.line(text.hasSuffix(",") ? String(text.dropLast()) : text)
  }
}

/// The exit statuses of the contract.
enum ExitStatus: Int32 {
  case done = 0
  /// `--fail-on` was met.
  case failed = 1
  /// Wrong usage or configuration.
  case usage = 2
  /// Finished, but some source failed or was cut short.
  case incomplete = 3
}

/// Ends the program with a status and, unless empty, one line on standard error.
struct Failure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String = "") {
    self.status = status
    self.message = message
  }
}
