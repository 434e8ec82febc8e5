internal import CVectorscan
internal import Glibc

/// Makes one database of many patterns.
enum PatternCompiler {
  /// - Parameter patterns: at least one.
  static func compile(_ patterns: [Pattern]) throws(MatchingError) -> OpaquePointer {
    for pattern in patterns {
      guard !pattern.expression.isEmpty else {
        throw .badPattern(name: pattern.name, reason: "it is empty")
      }
      // The library takes the expression as a C string, which would end here.
      guard pattern.syntax == .literal || !pattern.expression.utf8.contains(0) else {
        throw .badPattern(name: pattern.name, reason: "it holds a null byte; write \\x00")
      }
    }
    let texts = patterns.map { pattern in
      strdup(pattern.syntax == .literal ? escaped(pattern.expression) : pattern.expression)
    }
    defer { for text in texts { free(text) } }
    guard texts.allSatisfy({ $0 != nil }) else { throw .outOfMemory }
    let expressions = texts.map { UnsafePointer($0) }
    let flags = patterns.map { $0.ignoresCase ? UInt32(HS_FLAG_CASELESS) : 0 }
    let numbers = patterns.indices.map { UInt32($0) }

    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_compile_multi(
      expressions, flags, numbers, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &database,
      &failure)
    defer { hs_free_compile_error(failure) }
    if status == HS_SUCCESS, let database { return database }
    if status == HS_NOMEM { throw .outOfMemory }
    let reason = failure.flatMap { $0.pointee.message }.map { String(cString: $0) }
    let position = failure.map { Int($0.pointee.expression) } ?? -1
    guard patterns.indices.contains(position) else {
      throw .tooManyPatterns(reason: reason ?? "error \(status)")
    }
    throw .badPattern(name: patterns[position].name, reason: reason ?? "error \(status)")
  }

  /// A regular expression that matches these bytes only.
  static func escaped(_ literal: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    for byte in literal.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        bytes.append(byte)
      default:
        bytes += [
          UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
        ]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
