import Discovery
public import Estate
import Mapping

/// The estate of one file, with what follows from it, without a scan and without a record.
public enum FiledEstate {
  public static func read(path: String) throws(ScanError) -> Estate {
    var builder = EstateBuilder()
    do throws(Unreadable) {
      let reading = try EstateFileSource(path: path).read()
      for observations in reading.observations { builder.add(observations) }
      builder.collects(reading.collected)
    } catch {
      throw ScanError(error.reason)
    }
    builder.add(DerivedRelations.observations(from: AttackAnalysis(builder.build())))
    return builder.build()
  }
}
