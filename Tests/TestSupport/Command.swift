public import Foundation

/// A real program, run to its end.
public struct Command: Sendable {
  public let status: Int32
  public let output: Data
  public let errors: String

  public var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs a program found on the path, or by its full path.
  @discardableResult
  public init(
    _ words: [String], in folder: URL? = nil, environment: [String: String] = [:],
    input: Data? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors) = (try Capture(), try Capture())
    process.standardOutput = output.handle
    process.standardError = errors.handle
    let pipe = Pipe()
    process.standardInput = input == nil ? FileHandle.nullDevice : pipe
    try process.run()
    if let input {
      pipe.fileHandleForWriting.write(input)
      try pipe.fileHandleForWriting.close()
    }
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = try output.read()
    self.errors = String(decoding: try errors.read(), as: UTF8.self)
  }

  /// A file that takes the output: a pipe would have to be drained while the program runs.
  private struct Capture {
    let url: URL
    let handle: FileHandle

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "isobar-\(UUID().uuidString)")
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
    }

    func read() throws -> Data {
      try handle.close()
      defer { try? FileManager.default.removeItem(at: url) }
      return try Data(contentsOf: url)
    }
  }
}
