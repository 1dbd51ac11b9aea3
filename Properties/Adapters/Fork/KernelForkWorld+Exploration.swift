import Architecture
import Emulator
import ForkKernel
public import SystemsUnderTest

extension KernelForkSubject: ExplorableForkSubject {
  /// Names the present state of the kernel.
  public mutating func mark() throws -> Int { try started().mark() }

  /// Returns to a state of the kernel, in time proportional to what changed since.
  public mutating func restore(to mark: Int) throws { try started().restore(to: mark) }

  /// Digests the state of the kernel.
  public mutating func digest(of granules: [Int], into digest: inout ForkStateDigest) throws {
    try started().digest(of: granules, into: &digest)
  }
}

/// What there is to know of a state besides the kernel: who is called what.
final class KernelForkMark {
  let kernel: KernelSnapshot
  let names: KernelForkNames

  init(_ kernel: consuming KernelSnapshot, _ names: KernelForkNames) {
    self.kernel = kernel
    self.names = names
  }
}

extension KernelForkWorld {
  /// Names the present state.
  func mark() -> Int {
    marks.append(KernelForkMark(kernel.snapshot(), names))
    return marks.count - 1
  }

  /// Returns to a state, and forgets those that were named after it.
  func restore(to mark: Int) {
    guard marks.indices.contains(mark) else { return }
    if mark + 1 < marks.count { marks.removeSubrange((mark + 1)...) }
    kernel.restore(marks[mark].kernel)
    names = marks[mark].names
  }

  /// Digests the present state.
  func digest(of granules: [Int], into digest: inout ForkStateDigest) {
    digest.removeAll()
    // One access to the kernel for all, since each is checked.
    digest.add(kernel, names, granules)
  }
}

extension ForkStateDigest {
  fileprivate mutating func add(_ kernel: borrowing Kernel, _ names: KernelForkNames, _ granules: [Int]) {
    for name in names.all {
      if let process = names.process(name, in: kernel) { add(process, name, of: kernel, names) }
    }
    for index in frames.indices { frames[index].look(into: kernel, granules) }
    var word = WordHasher()
    let counts = kernel.regionCounts
    word.combine(counts.used << 16 | counts.free << 8 | counts.quarantined)
    word.combine(kernel.reservedFrames << 16 | kernel.framesTaken)
    supplies = word.value
  }

  private mutating func add(
    _ process: ProcessID, _ name: ProcessName, of kernel: borrowing Kernel, _ names: KernelForkNames
  ) {
    let region = kernel.region(of: process)
    let first = pages.count
    var registers = WordHasher()
    if let status = kernel.exitStatus(of: process) {
      registers.combine(Int(status.waitStatus))
    } else {
      kernel.forEachRegister(of: process) { thread, number, value in
        registers.combine(value, at: thread << 8 | number, from: region)
      }
      kernel.forEachPage(of: process) { page, entry, leaf, references in
        var rights = WordHasher()
        rights.combine(entry.rawValue & 0xFFFF_FFFF)
        rights.combine(references << 2 | leaf.number)
        pages.append(.init(index: page, rights: rights.value, frame: index(of: entry.frame)))
      }
    }
    processes.append(
      .init(
        name: name, parent: kernel.parent(of: process).flatMap { names.name(ofPID: kernel.pid(of: $0)) },
        registers: registers.value, region: region.number, pages: first..<pages.count))
  }

  /// The position of a frame among those that are shown.
  private mutating func index(of frame: UInt32) -> Int {
    if let known = frames.firstIndex(where: { $0.number == Int(frame) }) { return known }
    frames.append(.init(number: Int(frame), origin: -1, references: 0))
    return frames.count - 1
  }
}

extension ForkStateDigest.Frame {
  fileprivate mutating func look(into kernel: borrowing Kernel, _ granules: [Int]) {
    let frame = UInt32(truncatingIfNeeded: number)
    let view = kernel.frame(frame)
    origin = view.origin?.number ?? -1
    references = view.references
    var (pointerWord, dataWord) = (WordHasher(), WordHasher())
    var tags = 0
    for (position, granule) in granules.enumerated() {
      let content = kernel.granule(granule, ofFrame: frame)
      if content == .null { continue }
      used |= 1 << UInt64(position)
      if content.tag {
        tags += 1
        pointerWord.combine(content, at: granule, from: view.origin)
      } else {
        dataWord.combine(content, at: granule, from: view.origin)
      }
    }
    // Nobody stores pointers anywhere else; a tag there is noticed all the same.
    pointerWord.combine(kernel.tagCount(ofFrame: frame) - tags)
    pointers = pointerWord.value
    data = dataWord.value
  }
}

extension RegionView {
  /// Tells the region at this time of its life from others: bases are multiples of 2^16 at least, so that there is room
  /// for the epoch.
  fileprivate var number: Int { Int(truncatingIfNeeded: base >> 1 | epoch & 0x7FFF) }
}

extension PageTableLeafState {
  fileprivate var number: Int {
    switch self {
    case .absent: 0
    case .published: 1
    case .hidden(let copiedOnAccess): copiedOnAccess ? 2 : 3
    }
  }
}

extension WordHasher {
  /// Adds a capability and where it was found, its address counted from a region if it points there.
  fileprivate mutating func combine(_ capability: MachineCapability, at place: Int, from region: RegionView?) {
    if let region, capability.tag || capability.address &- region.base < 1 << UInt64(region.sizeLog2) {
      combine(place << 2 | (capability.tag ? 1 : 2))
      combine(capability.address &- region.base)
    } else {
      combine(place << 2)
      combine(capability.address)
    }
    combine(capability.metadata)
  }
}
