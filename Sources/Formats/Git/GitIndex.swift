/// The paths that a repository tracks, from its index, versions 2 to 4.
///
/// Format: https://git-scm.com/docs/index-format
public struct GitIndex: Sendable {
  /// All paths, one after another, in the order of their bytes.
  private var text: [UInt8] = []
  /// Where in the text each path ends.
  private var ends: [Int] = []

  /// Longest path that is read, bytes.
  private static let pathLimit = 1 << 16
  /// Bytes of what precedes the object's name in an entry: times, device, mode, owner and size.
  private static let statusSize = 40

  /// Nil where the bytes are no index, are damaged, or are more than the limit of paths would fill.
  ///
  /// - Parameters:
  ///   - hashSize: bytes of an object's name: 20, or 32 in repositories with SHA-256.
  ///   - limit: most bytes of all paths together; front coding may unfold few into many.
  public init?(_ bytes: [UInt8], hashSize: Int, limit: Int = 256 << 20) {
    guard bytes.starts(with: "DIRC".utf8), bytes.count >= 12 else { return nil }
    let version = Self.number(bytes, 4, 4)
    guard (2...4).contains(version) else { return nil }
    var position = 12
    var path: [UInt8] = []
    for _ in 0..<Self.number(bytes, 8, 4) {
      let start = position
      position += Self.statusSize + hashSize + 2
      guard position <= bytes.count else { return nil }
      let isExtended = version > 2 && bytes[position - 2] & 0x40 != 0
      if isExtended { position += 2 }
      if version == 4 {
        guard let kept = Self.kept(of: path.count, bytes, &position) else { return nil }
        path.removeLast(path.count - kept)
      } else {
        path.removeAll(keepingCapacity: true)
      }
      guard let end = Self.end(bytes, from: position),
        path.count + end - position <= Self.pathLimit
      else { return nil }
      path += bytes[position..<end]
      position = version == 4 ? end + 1 : start + (end - start + 8) / 8 * 8
      guard add(path), text.count <= limit else { return nil }
    }
  }

  /// The number of paths; one that is in conflict counts once.
  public var count: Int { ends.count }

  /// Whether a file is tracked, or a folder that is a repository of its own.
  public func contains(_ path: [UInt8]) -> Bool {
    let place = firstPlace(notBefore: path)
    return place < ends.count && self.path(at: place).elementsEqual(path)
  }

  /// Whether anything below a folder is tracked, or the folder as a repository of its own.
  public func containsFolder(_ path: [UInt8]) -> Bool {
    let folder = path + [UInt8(ascii: "/")]
    let place = firstPlace(notBefore: folder)
    return place < ends.count && self.path(at: place).starts(with: folder) || contains(path)
  }

  /// False where a path does not follow the one before.
  private mutating func add(_ path: [UInt8]) -> Bool {
    if let last = ends.indices.last {
      let before = self.path(at: last)
      if before.elementsEqual(path) { return true }
      guard before.lexicographicallyPrecedes(path) else { return false }
    }
    text += path
    ends.append(text.count)
    return true
  }

  private func path(at place: Int) -> ArraySlice<UInt8> {
    text[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }

  private func firstPlace(notBefore path: [UInt8]) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if self.path(at: middle).lexicographicallyPrecedes(path) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func end(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count else { return nil }
    return bytes[start...].firstIndex(of: 0)
  }

  /// How many bytes of the path before stay; the index says how many at its end do not.
  private static func kept(of count: Int, _ bytes: [UInt8], _ position: inout Int) -> Int? {
    var removed = 0
    var isFirst = true
    while position < bytes.count, removed <= pathLimit {
      let byte = bytes[position]
      position += 1
      removed = (isFirst ? 0 : removed + 1) << 7 | Int(byte & 0x7F)
      isFirst = false
      if byte & 0x80 == 0 { return removed <= count ? count - removed : nil }
    }
    return nil
  }
}
