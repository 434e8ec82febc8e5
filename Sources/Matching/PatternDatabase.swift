internal import CVectorscan
internal import Glibc

/// Every pattern of every detector, compiled for one pass over the bytes.
///
/// It never changes and may be shared between threads; each thread makes a `PatternScanner` of it.
public final class PatternDatabase: Sendable {
  /// Where the compiled form came from.
  public enum Origin: Sendable, Hashable {
    case compiled
    case cache
  }

  public let patterns: [Pattern]
  public let origin: Origin
  private let compiled: Compiled?

  /// Compiles the patterns, or takes their compiled form from the cache.
  public convenience init(patterns: [Pattern], cache: PatternCache? = nil) throws(MatchingError) {
    guard let processor = Processor.current() else { throw .unsupportedProcessor }
    try self.init(patterns: patterns, cache: cache, processor: processor)
  }

  init(patterns: [Pattern], cache: PatternCache?, processor: Processor) throws(MatchingError) {
    self.patterns = patterns
    guard !patterns.isEmpty else {
      origin = .compiled
      compiled = nil
      return
    }
    guard UInt32(exactly: patterns.count) != nil else {
      throw .tooManyPatterns(reason: "\(patterns.count) patterns")
    }
    let key = cache.map { _ in CacheKey(patterns: patterns, processor: processor) }
    if let cache, let key, let payload = cache.load(key), let cached = Compiled(payload) {
      origin = .cache
      compiled = cached
      return
    }
    origin = .compiled
    let fresh = try Compiled(compiling: patterns)
    compiled = fresh
    if let cache, let key, let payload = fresh.serialized() { cache.store(payload, for: key) }
  }

  /// Bytes that the compiled form takes in memory.
  public var size: Int { compiled?.size ?? 0 }

  /// The library's database and a working memory of its own for one thread; nil without patterns.
  func makeScratch() throws(MatchingError) -> OpaquePointer? {
    try compiled?.makeScratch()
  }

  var pointer: OpaquePointer? { compiled?.database }
}

/// Owns the library's database. It is only read after it was made, hence safe to share.
private final class Compiled: @unchecked Sendable {
  let database: OpaquePointer
  /// Never scanned with: copied for each thread.
  private let scratch: OpaquePointer

  init(compiling patterns: [Pattern]) throws(MatchingError) {
    let database = try PatternCompiler.compile(patterns)
    var scratch: OpaquePointer?
    guard hs_alloc_scratch(database, &scratch) == HS_SUCCESS, let scratch else {
      hs_free_database(database)
      throw .outOfMemory
    }
    self.database = database
    self.scratch = scratch
  }

  /// Takes what `serialized` gave; nil where it was made for another processor or version.
  init?(_ payload: ArraySlice<UInt8>) {
    var database: OpaquePointer?
    let status = payload.withUnsafeBytes { bytes in
      hs_deserialize_database(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &database)
    }
    guard status == HS_SUCCESS, let database else { return nil }
    var scratch: OpaquePointer?
    guard hs_alloc_scratch(database, &scratch) == HS_SUCCESS, let scratch else {
      hs_free_database(database)
      return nil
    }
    self.database = database
    self.scratch = scratch
  }

  deinit {
    hs_free_scratch(scratch)
    hs_free_database(database)
  }

  var size: Int {
    var size = 0
    return hs_database_size(database, &size) == HS_SUCCESS ? size : 0
  }

  func serialized() -> [UInt8]? {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard hs_serialize_database(database, &bytes, &count) == HS_SUCCESS, let bytes else {
      return nil
    }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  func makeScratch() throws(MatchingError) -> OpaquePointer {
    var copy: OpaquePointer?
    guard hs_clone_scratch(scratch, &copy) == HS_SUCCESS, let copy else { throw .outOfMemory }
    return copy
  }
}
