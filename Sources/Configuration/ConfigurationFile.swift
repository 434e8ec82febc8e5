import Foundation
import Formats

extension Configuration {
  /// Name of the file in the folder that is scanned.
  public static let fileName = "isobar.yaml"

  /// Largest configuration that is read, bytes.
  private static let sizeLimit = 4 << 20

  /// Reads a configuration file.
  ///
  /// - Parameter place: its path in sightings, which do not depend on the machine; its name unless
  ///   given.
  public static func load(
    path: String, place: String? = nil
  ) throws(ConfigurationError) -> Configuration {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular else {
      throw ConfigurationError(file: path, line: 0, message: "no such file")
    }
    guard let size = attributes[.size] as? Int, size <= sizeLimit else {
      throw ConfigurationError(
        file: path, line: 0, message: "larger than \(sizeLimit >> 20) MiB")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(file: path, line: 0, message: "no permission to read it")
    }
    return try parse(
      Array(data), file: path, place: place ?? URL(fileURLWithPath: path).lastPathComponent)
  }

  /// Reads a configuration from its text.
  ///
  /// - Parameters:
  ///   - file: its path in error messages.
  ///   - place: its path in sightings; the same unless given.
  public static func parse(
    _ text: [UInt8], file: String, place: String? = nil
  ) throws(ConfigurationError) -> Configuration {
    let documents: [DocumentNode]
    do {
      documents = try YAMLDocument.parse(text)
    } catch {
      switch error {
      case .syntax(let line, let message):
        throw ConfigurationError(file: file, line: line, message: message)
      default: throw ConfigurationError(file: file, line: 0, message: error.description)
      }
    }
    guard documents.count <= 1 else {
      throw ConfigurationError(
        file: file, line: documents[1].line, message: "a second document; only one is read")
    }
    guard let root = documents.first else { return Configuration() }
    return try ConfigurationReader(file: file, place: place ?? file).read(root)
  }
}
