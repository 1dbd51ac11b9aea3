/// The kinds of runs that an ``InstructionGenerator`` makes.
enum InstructionTemplate: Int, CaseIterable {
  case arithmetic, load, store, derivation, inspection
  case constant, bounds, capabilityMemory, overlap, explicitMemory
  case sealing, invocation, branch, jump, entry
  case atomic, reservation, special, controlRegister, trap
  case modeSwitch, systemAccessLoss, compressed, anyWord

  /// How often each is chosen.
  static let weights = allCases.map(\.weight)

  /// How often each is chosen where traps are not what matters.
  static let weightsAvoidingTraps = allCases.map { template in
    switch template {
    case .trap, .controlRegister, .systemAccessLoss, .branch, .jump: 0
    case .special, .invocation, .compressed, .anyWord: 1
    default: template.weight
    }
  }

  /// How often each is chosen in programs in memory, which a jump to anywhere would leave for good.
  static let weightsOfPrograms = allCases.map { template in
    switch template {
    case .branch, .jump, .invocation, .anyWord, .systemAccessLoss: 1
    default: template.weight * 2
    }
  }

  private var weight: Int {
    switch self {
    case .arithmetic, .derivation: 8
    case .explicitMemory: 6
    case .load, .store, .bounds, .capabilityMemory, .sealing: 5
    case .inspection, .constant, .overlap, .atomic, .compressed, .anyWord: 4
    case .branch, .jump, .entry, .reservation, .invocation, .special, .controlRegister, .trap: 2
    case .modeSwitch, .systemAccessLoss: 1
    }
  }
}
