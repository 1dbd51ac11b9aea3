/// What an instruction of a hart did.
public struct HartRecord: Codable, Hashable, Sendable {
  /// How a hart comes to a page of kernel entries.
  public enum Arrival: String, Codable, Hashable, Sendable {
    /// It enters the kernel.
    case kernel
    /// Its fetch faults.
    case fault
  }

  /// What the instruction did. After a trap, the next program counter is that of the instruction.
  public var trace: TraceRecord
  /// What becomes of the next fetch, if it is from a page of kernel entries.
  public var arrival: Arrival?

  /// Makes a record from its parts.
  public init(trace: TraceRecord, arrival: Arrival? = nil) {
    self.trace = trace
    self.arrival = arrival
  }
}
