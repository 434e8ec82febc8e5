public import Estate
public import Terminal

/// Assets as a table, by kind and name.
public struct InventoryTable: Sendable {
  private let assets: [Asset]
  private let canvas: Canvas

  public init(_ assets: [Asset], canvas: Canvas) {
    self.assets = assets
    self.canvas = canvas
  }

  public func render() -> String {
    guard !assets.isEmpty else { return "No assets.\n" }
    var table = TextTable(
      ["kind", "name", "owner", "environment", "approval", "where", "id"], flexible: [1, 5, 6])
    for asset in assets.sorted(by: { ($0.kind, $0.name, $0.id) < ($1.kind, $1.name, $1.id) }) {
      let location = asset.sightings.lazy.compactMap(\.location).first
      let place = location.map { place in place.line.map { "\(place.path):\($0)" } ?? place.path }
      table.add([
        .init(asset.kind.name, .cyan), .init(asset.name), .init(text("owner", asset)),
        .init(text("environment", asset)), .init(text("approval", asset)),
        .init(place ?? "", .faint, keepsEnd: true), .init(asset.id.text, .faint),
      ])
    }
    return table.render(on: canvas).joined(separator: "\n") + "\n"
  }

  private func text(_ property: String, _ asset: Asset) -> String {
    asset.properties[property]?.text ?? ""
  }
}
