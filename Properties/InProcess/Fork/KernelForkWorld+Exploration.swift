import Emulator
import ForkKernel
public import Subjects

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
struct KernelForkMark {
  let kernel: KernelSnapshot
  let names: KernelForkNames
}

extension KernelForkWorld {
  /// Names the present state.
  func mark() -> Int {
    marks.append(KernelForkMark(kernel: kernel.snapshot(), names: names))
    return marks.count - 1
  }

  /// Returns to a state, and forgets those that were named after it.
  func restore(to mark: Int) {
    guard marks.indices.contains(mark) else { return }
    marks.removeSubrange((mark + 1)...)
    kernel.restore(marks[mark].kernel)
    names = marks[mark].names
  }

  /// Digests the present state.
  func digest(of granules: [Int], into digest: inout ForkStateDigest) {
    digest.removeAll()
    if let last = names.entries.keys.max() {
      for number in 0...last.number { process(ProcessName(number)).map { add($0, ProcessName(number), to: &digest) } }
    }
    for index in digest.frames.indices { lookInto(&digest.frames[index], granules) }
    var supplies = WordHasher()
    let counts = kernel.regionCounts
    for count in [counts.used, counts.free, counts.quarantined] { supplies.combine(count) }
    supplies.combine(kernel.promisedFrames)
    supplies.combine(kernel.framesTaken)
    digest.supplies = supplies.value
  }

  private func add(_ process: ProcessID, _ name: ProcessName, to digest: inout ForkStateDigest) {
    let region = kernel.region(of: process)
    let first = digest.pages.count
    var registers = WordHasher()
    if let status = kernel.exitStatus(of: process) {
      registers.combine(Int(status.waitStatus))
    } else {
      kernel.forEachRegister(of: process) { thread, number, value in
        registers.combine(thread << 8 | number)
        registers.combine(value, from: region)
      }
      kernel.forEachPage(of: process) { page, entry, leaf, references in
        var rights = WordHasher()
        rights.combine(entry.rawValue & 0xFFFF_FFFF)
        rights.combine(references << 2 | leaf.number)
        let frame = index(of: entry.frame, in: &digest)
        digest.pages.append(.init(index: page, rights: rights.value, frame: frame))
      }
    }
    digest.processes.append(
      .init(
        name: name, parent: kernel.parent(of: process).flatMap { names.name(ofPID: kernel.pid(of: $0)) },
        registers: registers.value, region: region.number, pages: first..<digest.pages.count))
  }

  private func index(of frame: UInt32, in digest: inout ForkStateDigest) -> Int {
    if let known = digest.frames.firstIndex(where: { $0.number == Int(frame) }) { return known }
    let view = kernel.frame(frame)
    digest.frames.append(
      .init(number: Int(frame), home: view.home?.number ?? -1, references: view.references))
    return digest.frames.count - 1
  }

  private func lookInto(_ frame: inout ForkStateDigest.Frame, _ granules: [Int]) {
    let number = UInt32(truncatingIfNeeded: frame.number)
    let home = kernel.frame(number).home
    var pointers = WordHasher()
    var data = WordHasher()
    var tags = 0
    for (position, granule) in granules.enumerated() {
      let content = kernel.granule(granule, ofFrame: number)
      if content.tag {
        tags += 1
        pointers.combine(granule)
        pointers.combine(content, from: home)
      } else {
        data.combine(content, from: home)
      }
      if content.tag || content.address != 0 || content.metadata != 0 { frame.used |= 1 << UInt64(position) }
    }
    // Nobody stores pointers anywhere else; a tag there is noticed all the same.
    pointers.combine(kernel.tagCount(ofFrame: number) - tags)
    frame.pointers = pointers.value
    frame.data = data.value
  }
}

extension RegionView {
  /// Tells the region at this time of its life from others: bases are multiples of 2^16 at least, so that there is room for
  /// the epoch.
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
  /// Adds a capability, its address counted from a region if it points there.
  fileprivate mutating func combine(_ capability: MachineCapability, from region: RegionView?) {
    combine(capability.metadata)
    if let region, capability.tag || capability.address &- region.base < 1 << UInt64(region.sizeLog2) {
      combine(capability.address &- region.base)
      combine(capability.tag ? 1 : 2)
    } else {
      combine(capability.address)
      combine(0)
    }
  }
}
