import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Registers and numbers that are likely to matter.
extension ForkStepGenerator {
  func pointers(of name: ProcessName) -> [(register: UInt8, pointer: Capability)] {
    let registers = system.processes[name]?.threads.running[actingThread]?.registers ?? []
    return registers.enumerated().compactMap { index, value in
      guard case .pointer(let pointer) = value else { return nil }
      return (UInt8(index), pointer)
    }
  }

  /// The registers whose bytes depend on where regions lie.
  func unknownRegisters(of name: ProcessName) -> [UInt8] {
    let registers = system.processes[name]?.threads.running[actingThread]?.registers ?? []
    return registers.indices.filter { registers[$0] == .bytes(Array(repeating: .undetermined, count: 16)) }
      .map { UInt8($0) }
  }

  /// A register to be written: seldom one of the first two, with which a program starts.
  func target(from source: inout ChoiceSource) -> PointerRegister {
    PointerRegister(source.choose(in: 0...7, preferring: Array<UInt8>(2...7)))
  }

  /// A register to be read, often one with a pointer.
  func register(of name: ProcessName, from source: inout ChoiceSource) -> PointerRegister {
    PointerRegister(source.choose(in: 0...7, preferring: pointers(of: name).map(\.register), otherwise: 0.1))
  }

  /// A register to access memory through and an offset: mostly such that the access is permitted, since a refusal ends
  /// the process; most often with a pointer that reaches far.
  func place(
    of name: ProcessName, size: Int, needing needed: PermissionSet, from source: inout ChoiceSource
  ) -> (through: PointerRegister, offset: Int32) {
    let pointers = pointers(of: name)
    let usable = pointers.filter {
      !$0.pointer.isSealed && needed.isSubset(of: $0.pointer.permissions) && $0.pointer.length >= Integer(size)
    }
    let far = usable.filter { $0.pointer.length >= 4096 }
    let isDaring = source.steer(replaying: false) { $0.next(through: 39) == 0 }
    let candidates = isDaring || usable.isEmpty ? pointers : usable + far + far
    let through = PointerRegister(
      source.choose(in: 0...7, preferring: candidates.map(\.register), otherwise: 0.01))
    return (through, offset(through, of: name, size: size, isDaring: isDaring, from: &source))
  }

  func pointer(_ register: PointerRegister, of name: ProcessName) -> Capability? {
    pointers(of: name).first { $0.register == register.number }?.pointer
  }

  /// Addresses worth going to: where pointers are, in the middle of them, at the ends of the bounds and of pages.
  func landmarks(_ pointer: Capability, of name: ProcessName, size: Int) -> [Integer] {
    let stored = places(ofPointersIn: system.processes[name]?.memory)
    let places = stored.flatMap { place in
      let address = system.space.base + Integer(place)
      return size == 16 ? [address, address, address] : [address, address + 8, address + 15]
    }
    let start = (pointer.base + 15) / 16 * 16
    let pages = (0..<4).map { start + Integer(4096 * $0) }.filter { $0 < pointer.top }
    let edges = [pointer.base, (pointer.top - Integer(size)) / 16 * 16, pointer.top - Integer(size), pointer.address]
    return places + pages + edges
  }

  /// Where pointers are; of many neighbours the first and the last ones, those at multiples of 64 granules, and the
  /// granule after them.
  private func places(ofPointersIn memory: PosixMemory?) -> [Int] {
    guard let pointers = memory?.pointers else { return [] }
    guard pointers.count > 16 else { return pointers.keys.sorted() }
    return pointers.keys.sorted().flatMap { place in
      let isLast = pointers[place + 16] == nil
      let isEdge = isLast || pointers[place - 16] == nil || place.isMultiple(of: 1024)
      return isEdge ? isLast ? [place, place + 16, place + 16, place + 16] : [place] : []
    }
  }

  /// A distance from the address of a pointer for an access; 0, 1, -1, 2, … is the order of simplicity.
  func offset(
    _ register: PointerRegister, of name: ProcessName, size: Int, isDaring: Bool, from source: inout ChoiceSource
  ) -> Int32 {
    var candidates: [Integer] = []
    if let pointer = pointer(register, of: name) {
      let end = pointer.top - Integer(size)
      let places = landmarks(pointer, of: name, size: size).filter {
        pointer.base <= $0 && $0 <= end && (size < 16 || $0.isMultiple(ofTwoTo: 4))
      }
      candidates = (isDaring ? [end + 1, pointer.base - 1, end - 8] : places).map { $0 - pointer.address }
    }
    let preferred = candidates.compactMap { Int32(exactly: $0) }.map(Self.folded)
    return Self.unfolded(source.choose(in: 0...0x3FFFF, preferring: preferred, otherwise: 0.01))
  }

  /// A distance to move the address of a pointer by.
  func increment(
    _ register: PointerRegister, of name: ProcessName, from source: inout ChoiceSource
  ) -> Int64 {
    var candidates: [Integer] = [0, 1, 16, -16, 4096]
    if let pointer = pointer(register, of: name) {
      let far = pointer.length
      candidates += landmarks(pointer, of: name, size: 0).map { $0 - pointer.address }
      candidates += [far, far + 1, -far, 2 * far, -8 * far, 8 * far]
    }
    let preferred = candidates.compactMap { Int64(exactly: $0) }.map(Self.folded)
    return Self.unfolded(source.choose(in: 0...0xFF_FFFF_FFFF, preferring: preferred, otherwise: 0.03))
  }

  /// A length for bounds: nothing, a granule, a page, all there is, a little more.
  func length(
    _ register: PointerRegister, of name: ProcessName, from source: inout ChoiceSource
  ) -> UInt64 {
    var candidates: [Integer] = [0, 1, 16, 64, 4096, 4097]
    if let pointer = pointer(register, of: name) {
      let rest = pointer.top - pointer.address
      candidates += [rest, rest, rest + 1, rest - 1, rest / 2]
    }
    let preferred = candidates.compactMap { UInt64(exactly: $0) }
    return source.choose(in: 0...UInt64.max, preferring: preferred, otherwise: 0.03)
  }

  /// A mask of permissions: all but one, mostly.
  func mask(from source: inout ChoiceSource) -> UInt64 {
    let all: UInt64 = 0x7FFFF
    let removed: [Permission] = [.global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability]
    let candidates = [0, all] + removed.map { all & ~(1 << UInt64($0.rawValue)) }
    return source.choose(in: 0...all, preferring: candidates)
  }

  /// Signed numbers as 0, 1, -1, 2, -2, … for which 0 is the low end.
  static func folded(_ number: Int32) -> UInt32 { UInt32(truncatingIfNeeded: folded(Int64(number))) }

  static func unfolded(_ number: UInt32) -> Int32 { Int32(truncatingIfNeeded: unfolded(UInt64(number))) }

  static func folded(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number > 0 ? number &* 2 &- 1 : number &* -2)
  }

  static func unfolded(_ number: UInt64) -> Int64 {
    number & 1 == 1 ? Int64(number / 2) + 1 : -Int64(number / 2)
  }
}

/// Calls about time and limits.
extension ForkStepGenerator {
  func resourceCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .clock: return .clock
    case .sleep: return sleep(from: &source)
    case .limit: return .limit(resource: source.element(of: LimitedResource.allCases))
    default:
      let resource = source.element(of: [LimitedResource.descriptors, .fileSize, .processes])
      let soft: UInt64 = source.choose(in: Self.numbers, preferring: Self.limits(of: resource), otherwise: 0.03)
      let hard = hardLimits(of: resource, notBelow: soft, of: name)
      return .setLimit(
        resource: resource, soft: soft, hard: source.choose(in: Self.numbers, preferring: hard, otherwise: 0.03))
    }
  }

  /// A sleep that can be waited for: two milliseconds at most, or one that is refused.
  private func sleep(from source: inout ChoiceSource) -> ForkAction {
    switch source.weighted([12, 1, 1, 1]) {
    case 0: .sleep(seconds: 0, nanoseconds: source.choose(in: 0...2_000_000, preferring: [0, 1, 1000, 1_000_000]))
    case 1: .sleep(seconds: -1, nanoseconds: 0)
    case 2: .sleep(seconds: 0, nanoseconds: -1)
    default: .sleep(seconds: 0, nanoseconds: 1_000_000_000)
    }
  }

  /// The numbers of limits; the highest is none.
  private static let numbers = 0...UInt64(Int64.max)

  /// Limits that are soon reached.
  private static func limits(of resource: LimitedResource) -> [UInt64] {
    switch resource {
    case .descriptors: [4, 5, 6, 3, 64]
    case .fileSize: [0, 1, 16, 20, 100, 4096]
    case .processes: [1, 2, 3, 4, 16]
    }
  }

  /// The hard limit of a process, if it was told or set.
  private func hardLimit(of resource: LimitedResource, of name: ProcessName) -> UInt64? {
    let question = ForkStep(name, thread: UInt8(clamping: actingThread), .limit(resource: resource))
    guard case .answer(.limits(let limit)) = system.expectation(of: question) else { return nil }
    return UInt64(exactly: limit.hard)
  }

  /// Hard limits for a soft one: most often one that lets it be raised again.
  private func hardLimits(
    of resource: LimitedResource, notBelow soft: UInt64, of name: ProcessName
  ) -> [UInt64] {
    let known = hardLimit(of: resource, of: name) ?? 64
    return [known, known, known, known, known, soft, soft, min(known + 1, Self.numbers.upperBound), soft &- 1]
      .filter(Self.numbers.contains)
  }
}
