import Foundation

/// Runs the Python reference in an environment that has what it needs, made where it is missing.
enum PythonEnvironment {
  struct Failure: Error, CustomStringConvertible { let description: String }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Output of a script of `Reference/`.
  static func run(_ script: String, _ arguments: [String]) throws -> [UInt8] {
    let path = root.appending(path: "Tests/AssessmentTests/Reference/\(script)").path
    return try execute(try interpreter(), [path] + arguments)
  }

  private static func interpreter() throws -> String {
    let folder =
      ProcessInfo.processInfo.environment["ISOBAR_VENV"]
      ?? root.appending(path: ".build/venv").path
    let python = "\(folder)/bin/python3"
    if !FileManager.default.isExecutableFile(atPath: python) {
      _ = try execute("/usr/bin/env", ["python3", "-m", "venv", folder])
    }
    if (try? execute(python, ["-c", "import yaml"])) == nil {
      _ = try execute(python, ["-m", "pip", "install", "-q", "PyYAML==6.0.2"])
    }
    return python
  }

  private static func execute(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) \(arguments) ended with \(process.terminationStatus)")
    }
    return Array(data)
  }
}
