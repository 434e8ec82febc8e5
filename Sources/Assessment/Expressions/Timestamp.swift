/// Reads RFC 3339 times and durations, without a calendar library: rules read millions of them.
enum Timestamp {
  /// Seconds since 1970 of `2026-11-20`, `2026-11-20T08:00:00Z` or `…+02:00`; without a zone, UTC.
  static func seconds(of text: String) -> Double? {
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2),
      reader.take("-"), let day = reader.digits(2),
      (1...12).contains(month), (1...days(in: month, year)).contains(day), year >= 1
    else { return nil }
    var seconds = Double(dayNumber(year, month, day)) * 86400
    if reader.isAtEnd { return seconds }
    guard reader.take("T") || reader.take("t") || reader.take(" "), let hour = reader.digits(2),
      reader.take(":"), let minute = reader.digits(2), hour < 24, minute < 60
    else { return nil }
    seconds += Double(hour * 3600 + minute * 60)
    if reader.take(":") {
      guard let second = reader.digits(2), second < 60 else { return nil }
      seconds += Double(second)
      if reader.take(".") {
        guard let fraction = reader.fraction() else { return nil }
        seconds += fraction
      }
    }
    if reader.isAtEnd { return seconds }
    if reader.take("Z") || reader.take("z") { return reader.isAtEnd ? seconds : nil }
    let isEast = reader.take("+")
    guard isEast || reader.take("-"), let hours = reader.digits(2), hours < 24 else { return nil }
    _ = reader.take(":")
    guard let minutes = reader.digits(2), minutes < 60, reader.isAtEnd else { return nil }
    let offset = Double(hours * 3600 + minutes * 60)
    return isEast ? seconds - offset : seconds + offset
  }

  /// Seconds of `90d`, `12h`, `30m` or `45s`.
  static func seconds(ofDuration text: String) -> Double? {
    guard let unit = text.last, let count = Int(text.dropLast()), count >= 0,
      text.utf8.first != UInt8(ascii: "+")
    else { return nil }
    switch unit {
    case "s": return Double(count)
    case "m": return Double(count) * 60
    case "h": return Double(count) * 3600
    case "d": return Double(count) * 86400
    default: return nil
    }
  }

  private static func days(in month: Int, _ year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970 in the Gregorian calendar, counted in years that begin in March.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let years = month <= 2 ? year - 1 : year
    let era = years / 400
    let yearOfEra = years - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<position + count] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      position += count
      return value
    }

    mutating func fraction() -> Double? {
      var (value, scale) = (0.0, 0.1)
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
        value += Double(bytes[position] - 0x30) * scale
        scale /= 10
        position += 1
      }
      return position > start && position - start <= 9 ? value : nil
    }
  }
}
