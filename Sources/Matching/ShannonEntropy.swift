internal import Glibc

/// Shannon entropy in bits a byte, 0 to 8, by how often each byte occurs; 0 of nothing.
public func shannonEntropy(of bytes: some Sequence<UInt8>) -> Double {
  var counts = [Int](repeating: 0, count: 256)
  var total = 0
  for byte in bytes {
    counts[Int(byte)] += 1
    total += 1
  }
  guard total > 0 else { return 0 }
  return counts.reduce(0.0) { sum, count in
    guard count > 0 else { return sum }
    let share = Double(count) / Double(total)
    return sum - share * log2(share)
  }
}
