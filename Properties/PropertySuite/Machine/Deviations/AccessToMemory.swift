import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel

/// How an instruction accesses memory, as far as deviations speak of it.
struct AccessToMemory {
  /// What is done.
  enum Kind { case load, loadReserved, store, storeConditional, atomic }
  /// Which register authorises it.
  enum Form { case byMode, defaultData, capability }

  let kind: Kind
  /// How many bytes; 16 for a capability.
  let size: Int
  let form: Form

  /// The access of an instruction; `nil` if it has none, or reads tags only.
  init?(_ operation: Operation) {
    guard let access = Self.table[operation] else { return nil }
    self = access
  }

  private init(_ kind: Kind, _ size: Int, _ form: Form) {
    self.kind = kind
    self.size = size
    self.form = form
  }

  /// The store that a store-conditional makes if it succeeds.
  static let storeOfConditional: [Operation: Operation] = [
    .scB: .sb, .scH: .sh, .scW: .sw, .scD: .sd, .scC: .sc,
    .scBDDC: .sbDDC, .scHDDC: .shDDC, .scWDDC: .swDDC, .scDDDC: .sdDDC, .scCDDC: .scDDC,
    .scBCAP: .sbCAP, .scHCAP: .shCAP, .scWCAP: .swCAP, .scDCAP: .sdCAP, .scCCAP: .scCAP,
  ]

  private static let table: [Operation: AccessToMemory] = {
    var table: [Operation: AccessToMemory] = [:]
    func add(_ kind: Kind, _ sizes: [Int], _ form: Form, _ operations: [Operation]) {
      for (size, operation) in zip(sizes, operations) { table[operation] = AccessToMemory(kind, size, form) }
    }
    add(.load, [1, 2, 4, 8, 1, 2, 4, 16], .byMode, [.lb, .lh, .lw, .ld, .lbu, .lhu, .lwu, .lc])
    add(
      .load, [1, 2, 4, 8, 1, 2, 4, 16], .defaultData,
      [.lbDDC, .lhDDC, .lwDDC, .ldDDC, .lbuDDC, .lhuDDC, .lwuDDC, .lcDDC])
    add(
      .load, [1, 2, 4, 8, 1, 2, 4, 16], .capability,
      [.lbCAP, .lhCAP, .lwCAP, .ldCAP, .lbuCAP, .lhuCAP, .lwuCAP, .lcCAP])
    let sizes = [1, 2, 4, 8, 16]
    add(.store, sizes, .byMode, [.sb, .sh, .sw, .sd, .sc])
    add(.store, sizes, .defaultData, [.sbDDC, .shDDC, .swDDC, .sdDDC, .scDDC])
    add(.store, sizes, .capability, [.sbCAP, .shCAP, .swCAP, .sdCAP, .scCAP])
    add(.loadReserved, sizes, .byMode, [.lrB, .lrH, .lrW, .lrD, .lrC])
    add(.loadReserved, sizes, .defaultData, [.lrBDDC, .lrHDDC, .lrWDDC, .lrDDDC, .lrCDDC])
    add(.loadReserved, sizes, .capability, [.lrBCAP, .lrHCAP, .lrWCAP, .lrDCAP, .lrCCAP])
    add(.storeConditional, sizes, .byMode, [.scB, .scH, .scW, .scD, .scC])
    add(.storeConditional, sizes, .defaultData, [.scBDDC, .scHDDC, .scWDDC, .scDDDC, .scCDDC])
    add(.storeConditional, sizes, .capability, [.scBCAP, .scHCAP, .scWCAP, .scDCAP, .scCCAP])
    for operation: Operation in [
      .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW,
    ] { table[operation] = AccessToMemory(.atomic, 4, .byMode) }
    for operation: Operation in [
      .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD,
    ] { table[operation] = AccessToMemory(.atomic, 8, .byMode) }
    table[.amoswapC] = AccessToMemory(.atomic, 16, .byMode)
    return table
  }()
}

extension MachineSituation {
  /// An access to memory with its address and the capability that is to authorise it.
  struct AuthorisedAccess {
    let access: AccessToMemory
    let instruction: Instruction
    let address: Integer
    let authority: Capability
    /// The number of the register that authorises it, as `mtval` shows it: DDC is 33.
    let register: Int
  }

  /// The access of the instruction, if it has one.
  var access: AuthorisedAccess? {
    guard let instruction, let access = AccessToMemory(instruction.operation) else { return nil }
    let throughRegister =
      switch access.form {
      case .byMode: state.mode == .capability
      case .defaultData: false
      case .capability: true
      }
    let hasOffset = access.form == .byMode && (access.kind == .load || access.kind == .store)
    let base = state.registers[instruction.rs1]
    return AuthorisedAccess(
      access: access, instruction: instruction,
      address: state.format.wrapped(base.address + (hasOffset ? Integer(instruction.immediate) : 0)),
      authority: throughRegister ? base : state.defaultDataCapability,
      register: throughRegister ? Int(instruction.rs1) : 32 + Int(SpecialRegister.defaultDataCapability.rawValue))
  }

  /// The state in which the authority of an access has one permission more.
  func state(adding permission: Permission, to access: AuthorisedAccess) -> MachineState {
    let authority = access.authority
    guard let position = authority.format.layout.permissions[permission] else { return state }
    let stronger = authority.format.decode(
      metadata: authority.metadata.replacingBits(position..<position + 1, with: 1), address: authority.address,
      tag: authority.tag)
    var state = state
    if access.register < 32 {
      state.registers[UInt8(access.register)] = stronger
    } else {
      state.defaultDataCapability = stronger
    }
    return state
  }
}

extension Trap {
  /// A capability exception: `mtval` is register * 32 + code.
  static func capability(code: Int, register: Int) -> Trap {
    Trap(.capabilityException, value: Integer(32 * register + code))
  }
}
