import ArgumentParser
import Foundation
import Store

/// A moment of the record named on the command line: the number of a scan, a date or a time.
struct MomentArgument: ExpressibleByArgument {
  let point: PointInTime

  /// The time meant: of a scan, when it was committed.
  func date(in record: any Record) throws(StoreError) -> Date? {
    switch point {
    case .now: nil
    case .time(let date): date
    case .scan(let id): try record.scans().first { $0.id == id }?.finished
    }
  }

  init?(argument: String) {
    if let number = Int64(argument), number > 0 {
      point = .scan(ScanID(rawValue: number))
      return
    }
    // A date stands for all of its day.
    let text = argument.utf8.count == 10 ? "\(argument)T23:59:59Z" : argument
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    point = .time(date)
  }
}
