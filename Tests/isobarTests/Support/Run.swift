import Foundation
import Testing

/// One run of the program.
struct Run: CustomTestStringConvertible {
  struct Observed: Decodable {
    /// Exit status, or the signal that ended it below zero.
    let status: Int32
    let timedOut: Bool
    let peakMemory: Int
    let secondsToStop: Double?
  }

  let arguments: [String]
  let observed: Observed
  let output: String
  let errors: String

  var status: Int32 { observed.status }

  var testDescription: String {
    """
    isobar \(arguments.joined(separator: " ")): status \(status)\(observed.timedOut ? ", hung" : ""), \
    \(observed.peakMemory >> 20) MiB
    \(output.suffix(1500))
    \(errors.suffix(1500))
    """
  }

  func document() throws -> ScanResult {
    try JSONDecoder().decode(ScanResult.self, from: Data(output.utf8))
  }

  /// Expects one clear line on standard error, nothing else, and that status.
  func expectRefusal(
    _ expected: Int32 = 2, saying words: String..., at location: SourceLocation = #_sourceLocation
  ) {
    #expect(status == expected, "\(testDescription)", sourceLocation: location)
    #expect(output.isEmpty, "\(testDescription)", sourceLocation: location)
    #expect(errors.hasPrefix("isobar: "), "\(testDescription)", sourceLocation: location)
    #expect(
      errors.hasSuffix("\n") && errors.split(separator: "\n").count == 1, "\(testDescription)",
      sourceLocation: location)
    #expect(!errors.contains("\u{1B}"), "\(testDescription)", sourceLocation: location)
    for word in words {
      #expect(errors.contains(word), "\(testDescription)", sourceLocation: location)
    }
  }

  /// Expects an end in order and in bounds: no signal, no hang, less than 300 MB.
  func expectBounded(at location: SourceLocation = #_sourceLocation) {
    #expect(!observed.timedOut, "\(testDescription)", sourceLocation: location)
    #expect((0...3).contains(status), "\(testDescription)", sourceLocation: location)
    #expect(
      observed.peakMemory < 300_000_000, "\(testDescription)", sourceLocation: location)
  }
}
