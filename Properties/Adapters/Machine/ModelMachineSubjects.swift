public import Architecture
import ExactIntegers
public import MachineModel
public import SystemsUnderTest
import ModelAdapters

/// The Model's machine as a subject.
public struct ModelMachineSubject: MachineSubject {
  /// The present state.
  public internal(set) var state = MachineState.injectionReset

  /// Makes a machine in the reset state.
  public init() {}

  /// Returns to the reset state.
  public mutating func reset() {
    state = .injectionReset
  }

  /// Executes one instruction as if it had been fetched from the program counter.
  public mutating func execute(_ instruction: UInt32) -> TraceRecord {
    TraceRecord(state.step(injecting: instruction))
  }

  /// Changes the state.
  public mutating func adjust(_ adjustment: MachineAdjustment) -> Bool {
    state.adjust(adjustment)
    return true
  }
}

extension ModelMachineSubject: ProgramSubject {
  /// Writes bytes to memory.
  public mutating func load(_ bytes: [UInt8], at address: UInt64) {
    for (offset, byte) in bytes.enumerated() {
      state.memory.store(Integer(byte), at: Integer(address) + Integer(offset), size: 1)
    }
  }

  /// Makes steps that fetch from memory.
  public mutating func run(instructions count: Int) -> MachineSummary {
    for _ in 0..<count { _ = state.step() }
    return MachineSummary(register: { state.registers[$0].bits }, special: { state.specialRegister($0).bits })
  }

  /// The granules from an address on.
  public func granules(at address: UInt64, count: Int) -> [CapabilityBits] {
    (0..<count).map { index in
      state.memory.loadCapability(Integer(address) + Integer(16 * index), format: state.format).bits
    }
  }
}

/// The Model's harts, as a subject.
public struct ModelHartSubject: HartSubject {
  private var group: HartGroup?
  private var code = CapabilityBits.zero

  /// Makes a subject.
  public init() {}

  /// Starts anew.
  public mutating func start(_ start: HartStart) {
    group = HartGroup(start)
    code = start.programCounter
  }

  /// Lets the next thing happen.
  public mutating func perform(_ step: HartStep) -> HartRecord? {
    group?.perform(step, through: code)
  }
}

/// The Model's machine with one page, as a subject.
public struct ModelPageAccessSubject: PageAccessSubject {
  /// Makes a subject.
  public init() {}

  /// Makes one access through a page with the given policies.
  public func perform(_ access: PageAccess) throws -> PageAccessResult {
    try access.resultInModel()
  }
}
