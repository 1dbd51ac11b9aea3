import Architecture
import Emulator
import ForkKernel
import Testing

/// When the kernel reads a capability that a process passes by reference, it gets what the process itself would have
/// loaded there: through the same page policy, and with the same authority.
@Suite struct CopyInTests {
  /// Where the capability lies, in bytes from the start of the region.
  enum Place: UInt64, CaseIterable, Sendable {
    case data = 0x1040
    case otherPage = 0x2FD0
    case shared = 0x6040
  }

  /// What lies there.
  enum Value: CaseIterable, Sendable {
    case data, code, sealedCode, kernelEntry, empty, untagged, halfOverwritten
  }

  /// What is passed to reach it.
  enum Authority: CaseIterable, Sendable {
    case whole, withoutLoad, withoutLoadCapability, untagged, sealed
  }

  /// What came of reading.
  private enum Reading: Hashable {
    case refused
    /// Tag and metadata, and the address; inside of the region, counted from its start.
    case capability(tag: Bool, metadata: UInt64, offset: UInt64)
  }

  @Test(arguments: ForkStrategy.allCases, Place.allCases)
  func `The kernel reads what the process would have loaded`(strategy: ForkStrategy, place: Place) throws {
    for value in Value.allCases {
      for authority in Authority.allCases {
        var caller = try Caller()
        try store(value, at: place, &caller)
        let parent = caller.first
        let children = try (0..<2).map { _ in try caller.kernel.fork(parent, strategy: strategy) }
        let loaded = try load(place, authority, children[0], &caller)
        let copied = try copyIn(place, authority, children[1], &caller)
        #expect(copied == loaded, "child, \(value), \(authority)")
        let own = try load(place, authority, parent, &caller)
        #expect(try copyIn(place, authority, parent, &caller) == own, "parent, \(value), \(authority)")
        #expect(caller.kernel.contradictions == [])
      }
    }
  }

  private func store(_ value: Value, at place: Place, _ caller: inout Caller) throws {
    let (register, offset): (Int, UInt64) =
      place == .shared ? (20, place.rawValue - Caller.shared) : (18, place.rawValue - Caller.data)
    let code = caller.kernel.readRegister(1, of: caller.first)
    let capability: MachineCapability
    switch value {
    case .data, .untagged, .halfOverwritten: capability = caller.pointer(8)
    case .code: capability = code
    case .sealedCode: capability = code.sealedAsEntry()
    case .kernelEntry: capability = try #require(caller.kernel.kernelEntries.first)
    case .empty: capability = caller.pointer(16).withBounds(length: 0).capability
    }
    try put(.sc, value == .untagged ? capability.clearingTag() : capability, register, offset, &caller)
    if value == .halfOverwritten { try put(.sb, .int(1), register, offset + 9, &caller) }
  }

  private func put(
    _ operation: Operation, _ value: MachineCapability, _ register: Int, _ offset: UInt64, _ caller: inout Caller
  ) throws {
    // A tagged capability does not get into shared memory: what is stored there has lost its tag.
    let value = operation == .sc && register == 20 ? value.clearingTag() : value
    caller.kernel.writeRegister(6, caller.pointer(offset, register: register), of: caller.first)
    caller.kernel.writeRegister(7, value, of: caller.first)
    let word = try Instruction(operation, rs1: 6, rs2: 7).encoded(in: .capability)
    #expect(caller.kernel.execute(word, as: caller.first) == nil)
  }

  private func pointer(
    _ place: Place, _ authority: Authority, _ process: ProcessID, _ caller: borrowing Caller
  ) -> MachineCapability {
    let offset = place == .shared ? place.rawValue - Caller.shared : place.rawValue - Caller.data
    let whole = caller.pointer(offset, register: place == .shared ? 20 : 18, of: process)
    return switch authority {
    case .whole: whole
    case .withoutLoad: whole.withPermissions(and: ~Self.mask(.load))
    case .withoutLoadCapability: whole.withPermissions(and: ~Self.mask(.loadCapability))
    case .untagged: whole.clearingTag()
    case .sealed: whole.sealedAsEntry()
    }
  }

  private static func mask(_ permission: Permission) -> UInt64 { 1 << UInt64(permission.rawValue) }

  /// Lets the process itself load it; in a fork of the process, since a refused access ends it.
  private func load(
    _ place: Place, _ authority: Authority, _ process: ProcessID, _ caller: inout Caller
  ) throws -> Reading {
    caller.kernel.writeRegister(6, pointer(place, authority, process, caller), of: process)
    let probe = authority == .whole || authority == .withoutLoadCapability ? process : try caller.kernel.fork(process)
    let word = try Instruction(.lc, rd: 7, rs1: 6).encoded(in: .capability)
    guard caller.kernel.execute(word, as: probe) == nil else { return .refused }
    return reading(7, of: probe, caller)
  }

  /// Lets the kernel read it, as the handler of a signal, and asks for that.
  private func copyIn(
    _ place: Place, _ authority: Authority, _ process: ProcessID, _ caller: inout Caller
  ) throws -> Reading {
    let signal = MachineCapability.int(Int64(SignalNumber.user1.rawValue))
    let source = pointer(place, authority, process, caller)
    guard caller.call(.sigaction, signal, source, .null, as: process) == .value(0) else { return .refused }
    let out = caller.pointer(0x2000, of: process)
    #expect(caller.call(.sigaction, signal, .null, out, as: process) == .value(0))
    caller.kernel.writeRegister(6, out, of: process)
    #expect(
      caller.kernel.execute(try Instruction(.lc, rd: 7, rs1: 6).encoded(in: .capability), as: process) == nil)
    return reading(7, of: process, caller)
  }

  private func reading(_ register: Int, of process: ProcessID, _ caller: borrowing Caller) -> Reading {
    let capability = caller.kernel.readRegister(register, of: process)
    let base = caller.kernel.region(of: process).base
    let isInside = capability.address >= base && capability.address < base + 0x10000
    return .capability(
      tag: capability.tag, metadata: capability.metadata,
      offset: isInside ? capability.address - base : capability.address)
  }
}
