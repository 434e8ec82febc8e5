import Estate
import Formats

/// A place in an object store, such as `s3://bucket/prefix`.
struct StorageAddress: Sendable, Hashable {
  /// Authority of the store's id, such as `aws-s3`.
  let authority: String
  let bucket: String
  /// Without leading and trailing slashes.
  let path: String

  private static let authorities = [
    "s3": "aws-s3", "s3a": "aws-s3", "s3n": "aws-s3", "gs": "gcp-storage", "gcs": "gcp-storage",
    "azure": "azure-storage", "abfs": "azure-storage", "abfss": "azure-storage",
    "wasbs": "azure-storage", "oss": "alibaba-oss", "hdfs": "hdfs", "r2": "cloudflare-r2",
    "pvc": "kubernetes",
  ]

  /// Nil where the text is no such address, or its bucket is a variable.
  init?(_ text: String) {
    guard let address = ServerAddress(text), let authority = Self.authorities[address.scheme],
      address.isHostKnown
    else { return nil }
    self.authority = authority
    // `abfss://container@account.dfs.core.windows.net/path`
    bucket = address.user.map { "\(address.host)/\($0)" } ?? address.host
    path = address.path.split(separator: "/").joined(separator: "/")
  }

  var store: AssetID { AssetID(.dataStore, authority, bucket) }

  /// Bucket and path, for ids of what is kept there.
  var native: String { path.isEmpty ? bucket : "\(bucket)/\(path)" }
}

extension Recorder {
  /// Records the bucket of an address.
  @discardableResult
  mutating func store(_ address: StorageAddress, line: Int?, confidence: Double = 0.9) -> AssetID {
    asset(
      address.store, .dataStore, name: address.bucket,
      properties: ["type": "bucket", "engine": .text(address.authority)], line: line,
      confidence: confidence)
  }

  /// Records the dataset at an address, and that it is kept there.
  @discardableResult
  mutating func dataset(
    _ address: StorageAddress, properties: [String: Value] = [:], line: Int?
  ) -> AssetID {
    let id = asset(
      AssetID(.dataset, address.authority, address.native), .dataset, name: address.native,
      properties: properties, line: line, confidence: 0.9)
    relation(.storedIn, from: id, to: store(address, line: line), line: line)
    return id
  }
}
