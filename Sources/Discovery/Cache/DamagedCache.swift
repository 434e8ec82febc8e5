/// Something that is known to have been kept cannot be read any more. The scan begins anew, and reads every
/// file.
public struct DamagedCache: Error {}
