public import Foundation

/// The Python environment of the tests, with the programs of `Tests/requirements.txt`: that of
/// `ISOBAR_VENV`, or `.build/venv`, made where it is missing.
public enum PythonEnvironment {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private static let prepared = Result { try prepare() }

  /// The interpreter.
  public static func python() throws -> String { try prepared.get() + "/bin/python" }

  /// A program of the environment, such as `check-jsonschema`.
  public static func program(_ name: String) throws -> String {
    "\(try prepared.get())/bin/\(name)"
  }

  /// Output of Python with these arguments; throws where it fails.
  @discardableResult
  public static func run(_ arguments: [String]) throws -> String {
    let command = try Command([try python()] + arguments)
    guard command.status == 0 else {
      throw Failure(description: "python \(arguments.prefix(2)): \(command.errors.suffix(2000))")
    }
    return command.text
  }

  private static func prepare() throws -> String {
    let folder =
      ProcessInfo.processInfo.environment["ISOBAR_VENV"]
      ?? SourceTree.root.appending(path: ".build/venv").path
    // A copy of the requirements, made by `make test` as well, once all of them are installed.
    let marker = "\(folder)/.ready"
    let requirements = SourceTree.root.appending(path: "Tests/requirements.txt").path
    guard !FileManager.default.contentsEqual(atPath: marker, andPath: requirements) else {
      return folder
    }
    for words in [
      ["python3", "-m", "venv", folder],
      [
        "\(folder)/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r",
        requirements,
      ],
      ["cp", requirements, marker],
    ] {
      let command = try Command(words)
      guard command.status == 0 else {
        throw Failure(description: "\(words.joined(separator: " ")): \(command.errors)")
      }
    }
    return folder
  }
}

/// The files of the project.
public enum SourceTree {
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
