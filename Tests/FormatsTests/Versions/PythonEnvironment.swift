import Foundation
import Testing

/// A virtual environment with the Python packages that tests compare with: `ISOBAR_VENV`, or
/// `.build/venv`, made when it is missing.
enum PythonEnvironment {
  static func run(_ program: String) throws -> String {
    let folder = ProcessInfo.processInfo.environment["ISOBAR_VENV"] ?? ".build/venv"
    let python = "\(folder)/bin/python"
    if !FileManager.default.isExecutableFile(atPath: python) {
      _ = try execute("/usr/bin/env", ["python3", "-m", "venv", folder])
    }
    if try status(python, ["-c", "import packaging"]).code != 0 {
      _ = try execute(python, ["-m", "pip", "install", "-q", "packaging==24.2"])
    }
    return try execute(python, ["-c", program])
  }

  private static func execute(_ path: String, _ arguments: [String]) throws -> String {
    let (code, output) = try status(path, arguments)
    try #require(code == 0)
    return output
  }

  private static func status(
    _ path: String, _ arguments: [String]
  ) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
