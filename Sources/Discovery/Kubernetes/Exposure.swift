import Formats

/// Who can reach a Service or Ingress, as far as its manifest says so.
struct Exposure: Sendable, Equatable {
  enum Zone: String, Sendable { case internet, corporate }

  var zone: Zone?
  var confidence = 0.9
  /// Whether callers must sign in there; nil where the manifest does not say.
  var isAuthenticated: Bool?
  var isEncrypted: Bool?
  var url: String?

  /// Of a Service.
  init?(service: ManifestObject, _ kinds: KubernetesKinds) {
    guard service.node.at("spec.type")?.text == "LoadBalancer" else { return nil }
    let ranges =
      (service.node.at("spec.loadBalancerSourceRanges")?.scalars ?? [])
      + kinds.values(.ranges, service.annotations)
    if kinds.states(.corporate, service.annotations) || Self.arePrivate(ranges) {
      zone = .corporate
    } else {
      zone = .internet
      // Clouds give it a public address unless told otherwise.
      confidence = kinds.states(.internet, service.annotations) ? 0.9 : 0.7
    }
  }

  /// Of an Ingress.
  init(ingress: ManifestObject, _ kinds: KubernetesKinds) {
    let node = ingress.node
    let annotations = ingress.annotations
    let hosts = (node.at("spec.rules")?.items ?? []).compactMap { $0["host"]?.text }
    let ingressClass = node.at("spec.ingressClassName")?.text ?? ""
    if kinds.states(.corporate, annotations)
      || Self.arePrivate(kinds.values(.ranges, annotations))
      || ["internal", "private"].contains(where: ingressClass.contains)
    {
      zone = .corporate
    } else if kinds.states(.internet, annotations)
      || ["external", "public"].contains(where: ingressClass.contains)
    {
      zone = .internet
    } else if !hosts.isEmpty, hosts.allSatisfy(Self.isInternal) {
      zone = .corporate
      confidence = 0.7
    }
    if kinds.states(.authentication, annotations) { isAuthenticated = true }
    let isEncrypted = node.at("spec.tls")?.items.isEmpty == false
    self.isEncrypted = isEncrypted
    if let host = hosts.first, !host.contains("{") {
      url = "\(isEncrypted ? "https" : "http")://\(PlainLine.of(host))"
    }
  }

  private static func isInternal(_ host: String) -> Bool {
    let labels = host.lowercased().split(separator: ".")
    guard let last = labels.last else { return false }
    return ["local", "internal", "lan", "corp", "intranet", "localhost"].contains(String(last))
      || labels.contains("corp") || labels.contains("internal")
  }

  /// Whether there are ranges, and all are private addresses.
  private static func arePrivate(_ ranges: [String]) -> Bool {
    let all = ranges.flatMap { $0.split(separator: ",") }.map {
      String($0.filter { !$0.isWhitespace }.prefix { $0 != "/" })
    }
    return !all.isEmpty
      && all.allSatisfy { $0.contains(".") && ServerAddress("any://\($0)")?.isPrivate == true }
  }
}
