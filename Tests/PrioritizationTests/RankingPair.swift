import Estate
import Foundation
import Prioritization
import TestSupport
import Testing

/// One pair of `Fixtures/ranking-pairs.json`: the first must score above the second.
struct RankingPair: Decodable, CustomTestStringConvertible {
  let why: String
  let above: Side
  let below: Side

  var testDescription: String { why }

  static let all: [RankingPair] = {
    struct File: Decodable { let pairs: [RankingPair] }
    let url = SourceTree.root.appending(
      path: "Tests/PrioritizationTests/Fixtures/ranking-pairs.json")
    guard let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.pairs
  }()

  struct Side: Decodable {
    let inputs: PriorityInputs

    private enum Key: String, CodingKey {
      case severity, exploitability, epss, kev, observed, reachability, sensitivity, criticality
      case environment, controls, autonomy, regulated
      case publicExploit = "public_exploit"
      case attackSuccessRate = "attack_success_rate"
      case blastRadius = "blast_radius"
    }

    init(from decoder: any Decoder) throws {
      let map = try decoder.container(keyedBy: Key.self)
      func text(_ key: Key) throws -> String? { try map.decodeIfPresent(String.self, forKey: key) }
      guard let severity = try text(.severity).flatMap(Severity.init) else {
        throw DecodingError.dataCorruptedError(
          forKey: .severity, in: map, debugDescription: "no such severity")
      }
      inputs = PriorityInputs(
        severity: severity,
        exploitability: try map.decodeIfPresent(Double.self, forKey: .exploitability),
        epss: try map.decodeIfPresent(Double.self, forKey: .epss),
        kev: try map.decodeIfPresent(Bool.self, forKey: .kev) ?? false,
        publicExploit: try map.decodeIfPresent(Bool.self, forKey: .publicExploit) ?? false,
        observed: try map.decodeIfPresent(Bool.self, forKey: .observed) ?? false,
        attackSuccessRate: try map.decodeIfPresent(Double.self, forKey: .attackSuccessRate),
        // "unknown" stands for what is no number or no such value.
        reachability: try? map.decode(Double.self, forKey: .reachability),
        sensitivity: try text(.sensitivity).flatMap(Sensitivity.init),
        criticality: try text(.criticality).flatMap(Criticality.init),
        environment: try text(.environment).flatMap(DeploymentEnvironment.init),
        blastRadius: try map.decodeIfPresent(Int.self, forKey: .blastRadius),
        controls: try map.decodeIfPresent([Double].self, forKey: .controls) ?? [],
        autonomy: try map.decodeIfPresent(Double.self, forKey: .autonomy),
        regulated: try map.decodeIfPresent(Bool.self, forKey: .regulated))
    }
  }
}
