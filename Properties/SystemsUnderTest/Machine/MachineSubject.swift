public import Architecture

/// A CHERI-RISC-V machine (cc128) into which instructions are injected, as RVFI-DII does.
///
/// After ``reset()`` the registers c1–c31 hold the root capability at address 0, the program counter is 0x80000000,
/// 8 MiB of zeroed memory lie at 0x80000000, accesses elsewhere raise access faults, and the default data capability
/// and the trap vector are the root capability.
public protocol MachineSubject {
  /// Returns to the reset state.
  mutating func reset() throws

  /// Executes one instruction of 16 or 32 bits, in the low bits of `instruction`, as if fetched from the program
  /// counter.
  mutating func execute(_ instruction: UInt32) throws -> TraceRecord

  /// Whether trace records tell all bytes of an access to memory, or the lowest eight without metadata and tag, as
  /// version 1 of RVFI-DII does.
  var tellsWholeAccesses: Bool { get }

  /// Whether trace records tell the address of an access that an access fault or a page fault refused. RVFI says what
  /// the address means for accesses that were made, no more.
  var tellsRefusedAccesses: Bool { get }

  /// Changes the state between two instructions, to go on where another machine stands.
  ///
  /// - Returns: whether that was possible; if not, nothing was changed.
  mutating func adjust(_ adjustment: MachineAdjustment) throws -> Bool
}

extension MachineSubject {
  /// All bytes, unless the subject says otherwise.
  public var tellsWholeAccesses: Bool { true }

  /// It does, unless the subject says otherwise.
  public var tellsRefusedAccesses: Bool { true }

  /// Impossible, unless the subject says otherwise.
  public mutating func adjust(_ adjustment: MachineAdjustment) throws -> Bool { adjustment.isEmpty }
}

/// What the registers of a machine hold between two instructions.
public struct MachineSummary: Codable, Hashable, Sendable {
  /// c0 to c31.
  public var registers: [CapabilityBits]
  /// The special capability registers; the address of PCC is that of the next instruction.
  public var special: [SpecialRegister: CapabilityBits]

  /// Makes a summary of a machine whose registers are read by two functions.
  public init(
    register: (UInt8) throws -> CapabilityBits, special: (SpecialRegister) throws -> CapabilityBits
  ) rethrows {
    registers = try (UInt8(0)...31).map(register)
    self.special = Dictionary(uniqueKeysWithValues: try SpecialRegister.allCases.map { ($0, try special($0)) })
  }
}

/// What has to be changed in a machine so that it stands where another one stands.
public struct MachineAdjustment: Hashable, Sendable {
  /// General registers.
  public var registers: [UInt8: CapabilityBits] = [:]
  /// Special capability registers, as they are to be; the address of PCC is that of the next instruction.
  public var special: [SpecialRegister: CapabilityBits] = [:]
  /// Control and status registers that hold something of their own.
  public var control: [ControlRegister: UInt64] = [:]
  /// Granules of memory, by their addresses.
  public var granules: [UInt64: CapabilityBits] = [:]
  /// Whether the reservation ends.
  public var endsReservation = false

  /// Changes nothing.
  public init() {}

  /// Whether nothing has to be changed.
  public var isEmpty: Bool { self == MachineAdjustment() }
}

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

/// The registers that an instruction names as its sources, as it was decoded, whether or not it went on.
public struct SourceRegisters: Codable, Hashable, Sendable {
  /// A register, and what it held before the instruction.
  public struct Source: Codable, Hashable, Sendable {
    /// The number of the register; 0 if there is none.
    public var number: UInt8
    /// The integer, or the address of the capability.
    public var value: UInt64

    /// Makes a source from its parts.
    public init(number: UInt8, value: UInt64) {
      self.number = number
      self.value = value
    }

    /// No register.
    public static let none = Source(number: 0, value: 0)

    /// Whether this is what RVFI allows to be told of a source that is in fact `actual`: nothing, or the truth. Of an
    /// operand that an instruction does not have, it allows any register to be named.
    ///
    /// Source: RVFI-DII, `rvfi_rs1_addr` and `rvfi_rs1_rdata`.
    public func mayBeTold(of actual: Source) -> Bool {
      number == 0 || actual.number == 0 || self == actual
    }
  }

  /// The register that `rs1` names.
  public var first: Source
  /// The register that `rs2` names.
  public var second: Source

  /// Makes a record from its parts.
  public init(first: Source, second: Source) {
    self.first = first
    self.second = second
  }

  /// No sources: of a word without meaning, or one that could not be fetched.
  public static let none = SourceRegisters(first: .none, second: .none)

  /// Whether this is what RVFI allows to be told of sources that are in fact `actual`.
  public func mayBeTold(of actual: SourceRegisters) -> Bool {
    first.mayBeTold(of: actual.first) && second.mayBeTold(of: actual.second)
  }
}
