import Estate
import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StoreError {
  /// Runs the body; what SQLite says becomes one line about that file.
  static func catching<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw StoreError(path, error)
    } catch let error as ValueJSONError {
      throw StoreError(.corrupt, "\(path) is damaged: a value is no JSON (\(error))")
    } catch {
      throw StoreError(.unavailable, "\(path) cannot be used: \(error)")
    }
  }

  /// A file that could not be opened, for that reason of the system.
  init(opening path: String, _ code: Int32) {
    switch code {
    case EACCES, EPERM, EROFS: self = .readOnly(path)
    case ENOSPC, EDQUOT: self = .full(path)
    default:
      self.init(.unavailable, "\(path) cannot be opened: \(String(cString: strerror(code)))")
    }
  }

  private init(_ path: String, _ error: DatabaseError) {
    let said = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .full(path)
    case .SQLITE_READONLY: self = .readOnly(path)
    case .SQLITE_NOTADB: self.init(.notARecord, "\(path) is not a record of Isobar")
    case .SQLITE_CORRUPT:
      self.init(
        .corrupt, "\(path) is damaged (\(said)); restore a copy, or move it away to begin anew")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, "\(path) is in use by another process; try again later")
    case .SQLITE_IOERR where Self.noRoom.contains(error.extendedResultCode):
      self = .full(path)
    default: self.init(.unavailable, "\(path) cannot be used: \(said)")
    }
  }

  /// How SQLite reports that the index of its log found no room.
  private static let noRoom: [ResultCode] = [.SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP]

  private static func readOnly(_ path: String) -> StoreError {
    StoreError(.readOnly, "\(path) cannot be written: it or its folder is read-only")
  }

  private static func full(_ path: String) -> StoreError {
    StoreError(.diskFull, "\(path) cannot grow: the disk is full; nothing of this was recorded")
  }
}
