import Foundation
public import Store

/// What the record knows of a finding, line by line.
public enum RecordedFacts {
  public static func of(
    _ recorded: RecordedFinding, history: [FindingEvent]
  ) -> [(name: String, text: String)] {
    var facts = [
      (name: "status", text: recorded.status.rawValue),
      (name: "first seen", text: recorded.firstSeen.formatted(.iso8601)),
      (name: "last seen", text: recorded.lastSeen.formatted(.iso8601)),
    ]
    // The first event is the opening, which is already there.
    for event in history.dropFirst() {
      let by = event.actor.map { " by \($0)" } ?? ""
      let reason = event.reason.map { ": \($0)" } ?? ""
      let until = event.expires.map { " until \($0.formatted(.iso8601))" } ?? ""
      facts.append((event.kind.rawValue, event.time.formatted(.iso8601) + by + until + reason))
    }
    return facts
  }
}
