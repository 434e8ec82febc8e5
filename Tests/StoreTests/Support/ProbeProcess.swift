import Foundation

/// A child process that commits scans; see `Tests/Support/StoreCrashProbe`.
struct ProbeProcess {
  private let process = Process()
  private let output: FileHandle

  /// Starts the probe on a record; its standard output goes to that file.
  init(record: String, source: String, count: Int, output path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    output = try FileHandle(forWritingTo: URL(filePath: path))
    // Built beside the tests.
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(filePath: tests).deletingLastPathComponent()
      .appending(path: "StoreCrashProbe")
    process.arguments = [record, source, String(count)]
    process.standardOutput = output
    try process.run()
  }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Waits for the end; returns the exit status, or the signal below zero.
  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }
}
