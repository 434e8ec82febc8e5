/// What stands before a hidden character: whether ordinary writing needs it there.
struct HiddenCharacterContext {
  private var previous: Unicode.Scalar?
  /// Tags that may still follow a black flag: six that name a region, and one that ends them.
  private var flagTags = 0

  mutating func passASCII() {
    previous = nil
    flagTags = 0
  }

  mutating func pass(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x1F3F4: flagTags = 7
    case 0xE0030...0xE0039, 0xE0061...0xE007A: flagTags = max(0, flagTags - 1)
    default: flagTags = 0
    }
    previous = scalar
  }

  func needs(_ scalar: Unicode.Scalar, _ kind: HiddenCharacter.Kind, atStart: Bool) -> Bool {
    switch scalar.value {
    case 0xFEFF: atStart
    case 0x200C, 0x200D: previous.map { HiddenCharacter.kind(of: $0) == nil } ?? false
    case 0x061C, 0x200E, 0x200F: previous.map(Self.runsFromRight) ?? false
    case 0xE0030...0xE0039, 0xE0061...0xE007A: flagTags > 1
    case 0xE007F: flagTags > 0
    default: false
    }
  }

  /// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
  private static func runsFromRight(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      HiddenCharacter.kind(of: scalar) == nil
    default: false
    }
  }
}
