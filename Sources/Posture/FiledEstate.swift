import Discovery
public import Estate
import Mapping

/// The estate of one file, with what follows from it, without a scan and without a record.
public enum FiledEstate {
  public static func read(path: String) throws(ScanError) -> Estate {
    var builder = EstateBuilder()
    do throws(Unreadable) {
      let reading = try EstateFileSource(path: path).readFacts()
      for observations in reading.observations { builder.add(observations) }
      builder.collects(reading.collected)
    } catch {
      throw ScanError(error.reason)
    }
    builder.add(DerivedRelations.observations(from: AttackAnalysis(builder.build())))
    return builder.build()
  }
}

extension EstateFileSource {
  /// What the file says, without what an earlier scan concluded: that is concluded anew.
  func readFacts() throws(Unreadable) -> SourceReading {
    var reading = try read()
    for index in reading.observations.indices {
      DerivedRelations.withdraw(from: &reading.observations[index])
    }
    return reading
  }
}
