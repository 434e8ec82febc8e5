import CVectorscan

/// What a compiled database depends on, apart from its patterns: it runs on no other processor or
/// version of the library.
struct Processor: Sendable, Hashable {
  var features: UInt64
  var tuning: UInt32
  var libraryVersion: String

  /// This processor and the library that is linked; nil where the library does not run here.
  static func current() -> Processor? {
    var platform = hs_platform_info_t()
    guard hs_valid_platform() == HS_SUCCESS, hs_populate_platform(&platform) == HS_SUCCESS,
      let version = hs_version()
    else { return nil }
    return Processor(
      features: platform.cpu_features, tuning: platform.tune,
      libraryVersion: String(cString: version))
  }
}
