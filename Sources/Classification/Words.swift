/// A name as runs of letters and runs of digits, in lower case: `gpt4o`, `GPT-4o` and `gpt_4o` have the
/// same words, and so have `PatientRecords` and `patient-records`.
struct Words: Sendable, Hashable {
  /// Each word with a dash before it, and one at the end.
  private let text: [UInt8]

  init(_ name: some StringProtocol) {
    let dash = UInt8(ascii: "-")
    var text = [dash]
    var last: Kind = .other
    for byte in name.utf8.prefix(512) {
      let kind = Kind(byte)
      if kind != .other {
        let begins = last != .other && kind != last && !(last == .upper && kind == .lower)
        if begins { text.append(dash) }
        text.append(byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte)
      } else if last != .other {
        text.append(dash)
      }
      last = kind
    }
    if text.last != dash { text.append(dash) }
    self.text = text
  }

  var isEmpty: Bool { text.count < 2 }

  /// Whether the words stand in the name, one after the other.
  func contain(_ words: Words) -> Bool {
    guard !words.isEmpty, words.text.count <= text.count else { return false }
    return (0...text.count - words.text.count).contains { start in
      text[start] == words.text[0] && text[start + 1] == words.text[1]
        && text[start...].starts(with: words.text)
    }
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
