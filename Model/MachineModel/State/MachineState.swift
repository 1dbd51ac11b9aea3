public import Architecture
public import CapabilityModel
public import ExactIntegers

/// Everything that a machine of one hart holds between two instructions: a value, cheap to copy and to keep.
public struct MachineState: Equatable, Sendable {
  /// The registers.
  public var registers: RegisterFile
  /// PCC: what instructions are fetched through. Its address is the program counter, its flag the encoding mode.
  public var programCounterCapability: Capability
  /// DDC: what loads and stores go through in integer mode.
  public var defaultDataCapability: Capability
  /// MTCC: where traps go.
  public var trapCodeCapability: Capability
  /// MTDC, for the trap handler's use.
  public var trapDataCapability: Capability
  /// MScratchC, for the trap handler's use.
  public var scratchCapability: Capability
  /// MEPCC: where the last trap came from.
  public var exceptionProgramCounterCapability: Capability
  /// The control and status registers.
  public var controlRegisters: ControlRegisters
  /// The reservation of the last load-reserved instruction, if it still stands.
  public var reservation: Reservation?
  /// The physical memory.
  public var memory: TaggedMemory
  /// How virtual addresses are translated; nil if they are the physical ones.
  public var pageTable: PageTable?

  /// Rule ``machine.reset``: At reset, c1 to c31, PCC, DDC, MTCC and MEPCC hold the root capability, PCC at the given
  /// address and in integer mode, and MTDC and MScratchC hold null. Memory is zero, addresses are not translated, there
  /// is no reservation, and the control and status registers are 0.
  public init(format: Format, programCounter: Integer, memory: TaggedMemory) {
    let root = format.root
    registers = RegisterFile(root)
    programCounterCapability = root.setAddress(programCounter)
    defaultDataCapability = root
    trapCodeCapability = root
    trapDataCapability = format.null
    scratchCapability = format.null
    exceptionProgramCounterCapability = root
    controlRegisters = ControlRegisters()
    self.memory = memory
  }

  /// The format of all capabilities of this machine.
  public var format: Format { programCounterCapability.format }

  /// The address of the next instruction.
  public var programCounter: Integer { programCounterCapability.address }

  /// Rule ``machine.mode``: The encoding mode is bit 0 of the flags of PCC: 1 is capability mode.
  public var mode: EncodingMode { programCounterCapability.flags & 1 == 1 ? .capability : .integer }
}

/// The 32 registers, each of which holds a capability or, as an untagged capability that is null but for its address,
/// an integer.
public struct RegisterFile: Hashable, Sendable {
  private var registers: [Capability]
  let null: Capability

  /// Registers c1 to c31 with the same value.
  public init(_ value: Capability) {
    null = value.format.null
    registers = Array(repeating: value, count: 32)
  }

  /// Rule ``machine.register.merged``: Integer and capability registers are one register file. Register 0 always reads
  /// as null, and what is written to it is lost.
  public subscript(_ number: UInt8) -> Capability {
    get {
      precondition(number < 32, "there are 32 registers, of which none is number \(number)")
      return number == 0 ? null : registers[Int(number)]
    }
    set {
      precondition(number < 32, "there are 32 registers, of which none is number \(number)")
      registers[Int(number)] = newValue
    }
  }

  /// Rule ``machine.register.integer``: The integer in a register is the address of its capability.
  public func integer(_ number: UInt8) -> Integer { self[number].address }
}

/// The control and status registers that hold something of their own. The others are constant, or show the address of a
/// special capability register.
public struct ControlRegisters: Hashable, Sendable {
  /// Why the last trap was taken.
  public var mcause: Integer = 0
  /// What the last trap was about.
  public var mtval: Integer = 0
  /// For the trap handler's use.
  public var mscratch: Integer = 0
  /// The steps made, trapping ones included, modulo 2^64.
  public var cycle: Integer = 0
  /// The instructions completed, modulo 2^64.
  public var instret: Integer = 0

  /// What they hold at reset.
  public init() {}
}
