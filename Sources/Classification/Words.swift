/// A name as runs of letters and runs of digits, in lower case: `gpt4o`, `GPT-4o` and `gpt_4o` have the
/// same words, and so have `PatientRecords` and `patient-records`.
struct Words: Sendable, Hashable {
  private let text: String

  init(_ name: some StringProtocol) {
    var text = "-"
    var last: Kind = .other
    for byte in name.utf8.prefix(512) {
      let kind = Kind(byte)
      if kind != .other {
        let begins = last != .other && kind != last && !(last == .upper && kind == .lower)
        if begins { text += "-" }
        text.unicodeScalars.append(Unicode.Scalar(byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte))
      } else if last != .other {
        text += "-"
      }
      last = kind
    }
    self.text = text.hasSuffix("-") ? text : text + "-"
  }

  var isEmpty: Bool { text.utf8.count < 2 }

  /// Whether the words stand in the name, one after the other.
  func contain(_ words: Words) -> Bool {
    !words.isEmpty && Array(text.utf8).firstRange(of: Array(words.text.utf8)) != nil
  }

  private enum Kind {
    case lower, upper, digit, other

    init(_ byte: UInt8) {
      switch byte {
      case 0x61...0x7A: self = .lower
      case 0x41...0x5A: self = .upper
      case 0x30...0x39: self = .digit
      default: self = .other
      }
    }
  }
}
