import ExactIntegers
package import ForkModel
package import Subjects

extension ForkAction {
  /// The action in the Model's terms.
  package var inModel: ProcessAction {
    switch self {
    case .load(let width, let through, let offset):
      .load(size: width.bytes, through: through.index, offset: Integer(offset))
    case .store(let width, let value, let through, let offset):
      .store(size: width.bytes, value: Integer(value), through: through.index, offset: Integer(offset))
    case .loadPointer(let into, let through, let offset):
      .loadPointer(into: into.index, through: through.index, offset: Integer(offset))
    case .storePointer(let from, let through, let offset):
      .storePointer(from: from.index, through: through.index, offset: Integer(offset))
    case .move(let into, let from): .compute(.move, into: into.index, from: from.index)
    case .derive(let into, let from, let increment):
      .compute(.derive(increment: Integer(increment)), into: into.index, from: from.index)
    case .narrow(let into, let from, let length):
      .compute(.narrow(length: Integer(length)), into: into.index, from: from.index)
    case .restrict(let into, let from, let mask):
      .compute(.restrict(mask: Integer(mask)), into: into.index, from: from.index)
    case .sealEntry(let into, let from): .compute(.sealEntry, into: into.index, from: from.index)
    case .clearTag(let into, let from): .compute(.clearTag, into: into.index, from: from.index)
    case .inspect(let register): .inspect(register.index)
    case .fork(let child, let strategy): .fork(child: child.inModel, strategy: strategy)
    case .exit(let status): .exit(status: Int(status))
    case .wait: .wait
    case .vfork(let child): .vfork(child: child.inModel)
    case .createThread(let thread): .createThread(Int(thread))
    case .exitThread: .exitThread
    case .joinThread(let thread): .joinThread(Int(thread))
    case .map(let into, let pages, let protection, let isShared):
      .memory(.map(into: into.index, pages: Int(pages), protection: Protection(protection), isShared: isShared))
    case .unmap(let through, let pages): .memory(.unmap(through: through.index, pages: Int(pages)))
    case .protect(let through, let pages, let protection):
      .memory(.protect(through: through.index, pages: Int(pages), protection: Protection(protection)))
    case .setBreak(let into, let bytes): .memory(.setBreak(into: into.index, bytes: Integer(bytes)))
    default: .inspect(0)
    }
  }

  /// Whether the Model specifies the action.
  package var isSpecified: Bool { self == .inspect(0) || inModel != .inspect(0) }

  /// Whether the action is a system call.
  package var isCall: Bool {
    switch self {
    case .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag,
      .inspect:
      false
    default: true
    }
  }
}

extension AccessWidth {
  /// The width in bytes.
  package var bytes: Int { Int(rawValue) }
}

extension PointerRegister {
  /// The register as the Model counts it; one that does not exist counts as the last.
  package var index: Int { min(Int(number), Int(Self.count) - 1) }
}

extension ProcessName {
  /// The name in the Model's terms.
  package var inModel: ProcessNumber { ProcessNumber(Int(number)) }

  /// The name that the Model's stands for.
  package init(_ process: ProcessNumber) { self.init(UInt8(clamping: process.value)) }
}

extension Protection {
  /// The protection in the Model's terms.
  fileprivate init(_ protection: Options<PageProtection>) {
    self = []
    if protection.contains(.read) { insert(.read) }
    if protection.contains(.write) { insert(.write) }
    if protection.contains(.execute) { insert(.execute) }
  }
}
