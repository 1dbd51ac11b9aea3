import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel

extension MachineSituation {
  /// An access to memory with its address and the capability that is to authorise it.
  struct AuthorisedAccess {
    let access: MemoryOperation
    let instruction: Instruction
    let address: Integer
    let authority: Capability
    /// The number of the register that authorises it, as `mtval` shows it: DDC is 33.
    let register: Int
  }

  /// The access of the instruction, if it has one and does not read tags only.
  var access: AuthorisedAccess? {
    guard let instruction, let access = instruction.operation.memory, access.kind != .loadTags else { return nil }
    let throughRegister =
      switch access.authority {
      case .byMode: state.mode == .capability
      case .defaultData: false
      case .capability: true
      }
    let hasOffset = Encoding.of(instruction.operation).format.arrangement == .offset
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
