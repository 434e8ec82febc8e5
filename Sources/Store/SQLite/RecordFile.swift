import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of a record: made, checked and opened.
struct RecordFile {
  let path: String

  /// How long to wait for another process that writes.
  static let patience: TimeInterval = 120

  func open() throws(StoreError) -> DatabasePool {
    let isNew = try prepare()
    if !isNew { try check() }
    let lock = try FileLock(path: path)
    try lock.wait(for: 0)
    return try StoreError.catching(path) {
      var configuration = Self.configuration
      configuration.prepareDatabase { database in
        // A committed scan outlives a power cut; a big one leaves no big log behind and, with a
        // cache of 64 MB, does not read its own pages back. Readers go through once.
        let cache = database.configuration.readonly ? 8_192 : 65_536
        try database.execute(
          sql: """
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = 16777216;
            PRAGMA cache_size = -\(cache);
            """)
      }
      let pool = try DatabasePool(path: path, configuration: configuration)
      try RecordSchema.migrator.migrate(pool)
      return pool
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    return configuration
  }

  /// Makes the folder and an empty file, for the owner's eyes only. Says whether the file was empty.
  private func prepare() throws(StoreError) -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(.unavailable, "cannot make the folder \(folder)")
    }
    #if canImport(Glibc)
      let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #else
      let descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #endif
    guard descriptor >= 0 else { throw StoreError(opening: path, errno) }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 16)
    let count = read(descriptor, &header, header.count)
    guard count >= 0 else { throw StoreError(opening: path, errno) }
    guard count == 0 || header == Array("SQLite format 3\0".utf8) else {
      throw StoreError(.notARecord, "\(path) is not a record of Isobar, nor any SQLite database")
    }
    return count == 0
  }

  /// Checks that the file is ours to change, before anything changes it.
  private func check() throws(StoreError) {
    let (application, format, tables) = try StoreError.catching(path) {
      let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
      defer { try? queue.close() }
      return try queue.read { database in
        (
          try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
          try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
          try Int64.fetchOne(database, sql: RecordSchema.countOfTables) ?? 0
        )
      }
    }
    // A process that makes the record, or that died while it did, has no tables in it yet.
    if application == 0, format == 0, tables == 0 { return }
    guard application == RecordSchema.application else {
      throw StoreError(.notARecord, "\(path) is a SQLite database, but not a record of Isobar")
    }
    guard format <= RecordSchema.format else {
      throw StoreError(
        .newerFormat,
        "\(path) was written by a newer Isobar (format \(format); "
          + "this one knows \(RecordSchema.format))")
    }
  }
}
