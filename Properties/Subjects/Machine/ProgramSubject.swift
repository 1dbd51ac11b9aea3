public import Architecture

/// A machine that also executes programs from its memory, so that fetching is tested as well.
public protocol ProgramSubject: MachineSubject {
  /// Writes bytes to memory, from an address on; they must all lie in the memory of the reset state.
  mutating func load(_ bytes: [UInt8], at address: UInt64) throws

  /// Executes instructions that are fetched from memory.
  ///
  /// - Parameter count: how many; one that traps counts, and control goes to the trap vector.
  /// - Returns: what the machine holds after exactly so many.
  mutating func run(instructions count: Int) throws -> MachineSummary

  /// The granules of 16 bytes from an address on.
  ///
  /// - Parameters:
  ///   - address: a multiple of 16.
  ///   - count: how many granules; all of them must lie in the memory of the reset state.
  func granules(at address: UInt64, count: Int) throws -> [CapabilityBits]
}
