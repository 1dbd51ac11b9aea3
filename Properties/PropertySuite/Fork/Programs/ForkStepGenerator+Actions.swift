import Architecture
import CapabilityModel
import ForkModel
import PropertyTesting
import SystemsUnderTest

extension ForkStepGenerator {
  func action(_ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource) -> ForkAction {
    switch kind {
    case .inspect: return .inspect(register(of: name, from: &source))
    case .load:
      let width = source.element(of: [AccessWidth.byte, .double, .word, .half])
      let place = place(of: name, size: width.bytes, needing: [.load], from: &source)
      return .load(width, through: place.through, offset: place.offset)
    case .store:
      let width = source.element(of: [AccessWidth.byte, .double, .word, .half])
      let value: UInt64 = source.boolean(probability: 0.2) ? source.word() : source.integer(in: 1...255)
      let place = place(of: name, size: width.bytes, needing: [.store], from: &source)
      return .store(width, value: value, through: place.through, offset: place.offset)
    case .loadPointer:
      let into = target(from: &source)
      let place = place(of: name, size: 16, needing: [.load], from: &source)
      return .loadPointer(into: into, through: place.through, offset: place.offset)
    case .storePointer:
      let from = register(of: name, from: &source)
      let place = place(
        of: name, size: 16, needing: [.store, .storeCapability, .storeLocalCapability], from: &source)
      return .storePointer(from, through: place.through, offset: place.offset)
    case .move: return .move(into: target(from: &source), from: register(of: name, from: &source))
    case .derive:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .derive(into: into, from: from, increment: increment(from, of: name, from: &source))
    case .narrow:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .narrow(into: into, from: from, length: length(from, of: name, from: &source))
    case .restrict:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .restrict(into: into, from: from, mask: mask(from: &source))
    case .sealEntry: return .sealEntry(into: target(from: &source), from: register(of: name, from: &source))
    case .clearTag: return .clearTag(into: target(from: &source), from: register(of: name, from: &source))
    case .exit: return .exit(status: source.weighted([(4, 0), (2, 1), (1, 255), (1, 0x1FF), (1, -1)]))
    case .wait: return .wait
    case .fork: return fork(from: &source)
    default: return call(kind, of: name, from: &source)
    }
  }

  private func fork(from source: inout ChoiceSource) -> ForkAction {
    let child = newChild(from: &source)
    let isNamed = source.boolean(probability: 0.25)
    return .fork(child: child, strategy: isNamed ? source.element(of: profile.strategies) : nil)
  }

  /// A name for a child, mostly one that is free.
  func newChild(from source: inout ChoiceSource) -> ProcessName {
    let free = (1..<ForkProgram.processes).filter { system.processes[ProcessName($0)] == nil }
    return ProcessName(source.choose(in: 1...ForkProgram.processes - 1, preferring: free, otherwise: 0.02))
  }

  /// An access that lies within a page, often at a given place.
  func access(
    of name: ProcessName, near known: ForkAction.Place?, from source: inout ChoiceSource
  ) -> ForkAction {
    let isNear = known != nil && source.boolean(probability: 0.7)
    func place(_ size: Int, _ needed: PermissionSet) -> ForkAction.Place {
      guard isNear, let known else { return self.place(of: name, size: size, needing: needed, from: &source) }
      return (known.through, size < 16 ? known.offset : known.offset & ~15)
    }
    switch source.weighted([2, 3, 2, 3]) {
    case 0:
      let place = place(1, [.load])
      return .load(.byte, through: place.through, offset: place.offset)
    case 1:
      let value: UInt64 = source.integer(in: 1...255)
      let place = place(1, [.store])
      return .store(.byte, value: value, through: place.through, offset: place.offset)
    case 2:
      let into = target(from: &source)
      let place = place(16, [.load])
      return .loadPointer(into: into, through: place.through, offset: place.offset)
    default:
      let from = register(of: name, from: &source)
      let place = place(16, [.store, .storeCapability, .storeLocalCapability])
      return .storePointer(from, through: place.through, offset: place.offset)
    }
  }
}

extension ForkAction {
  /// A register to access memory through, and an offset.
  typealias Place = (through: PointerRegister, offset: Int32)

  /// Where an access goes.
  var place: Place? {
    switch self {
    case .load(_, let through, let offset), .store(_, _, let through, let offset),
      .loadPointer(_, let through, let offset), .storePointer(_, let through, let offset):
      (through, offset)
    default: nil
    }
  }
}
