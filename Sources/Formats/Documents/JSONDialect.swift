/// How far text may stray from strict JSON.
public enum JSONDialect: Sendable {
  /// RFC 8259, and the `NaN` and `Infinity` that Python writes.
  case strict
  /// With comments and trailing commas, as editors write their settings.
  case jsonc
  /// JSON5: single quotes, bare keys, hexadecimal numbers and the rest.
  case json5

  var allowsComments: Bool { self != .strict }
}
