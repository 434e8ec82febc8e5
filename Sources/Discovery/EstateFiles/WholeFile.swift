import Foundation

/// A file that is read whole, because it is named as a target.
enum WholeFile {
  /// Largest file that is read, bytes.
  static let sizeLimit = 256 << 20

  static func contents(_ path: String) throws(Unreadable) -> [UInt8] {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target),
      attributes[.type] as? FileAttributeType == .typeRegular
    else { throw Unreadable("\(path): no such file") }
    guard let size = attributes[.size] as? Int, size <= sizeLimit else {
      throw Unreadable("\(path): larger than \(sizeLimit >> 20) MiB")
    }
    guard let data = FileManager.default.contents(atPath: target) else {
      throw Unreadable("\(path): no permission to read it")
    }
    return Array(data)
  }
}
