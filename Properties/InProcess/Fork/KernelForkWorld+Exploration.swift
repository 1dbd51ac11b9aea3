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
    var regions = RegionNumbers()
    for name in names.entries.keys.sorted() {
      guard let process = process(name) else { continue }
      add(process, name, to: &digest, &regions)
    }
    for index in digest.frames.indices { lookInto(&digest.frames[index], granules, regions) }
    var supplies = WordHasher()
    let counts = kernel.regionCounts
    for count in [counts.used, counts.free, counts.quarantined, kernel.promisedFrames] { supplies.combine(count) }
    digest.supplies = supplies.value
  }

  private func add(
    _ process: ProcessID, _ name: ProcessName, to digest: inout ForkStateDigest, _ regions: inout RegionNumbers
  ) {
    let region = kernel.region(of: process)
    let number = regions.number(of: region)
    let first = digest.pages.count
    var registers = WordHasher()
    if let status = kernel.exitStatus(of: process) {
      registers.combine(Int(status.waitStatus))
    } else {
      for register in 1..<32 { registers.combine(kernel.readRegister(register, of: process), from: region) }
      for mapping in kernel.mappings(of: process) {
        digest.pages.append(
          .init(
            index: mapping.page, rights: rights(of: mapping, of: process),
            frame: index(of: mapping.entry.frame, in: &digest, &regions)))
      }
    }
    digest.processes.append(
      .init(
        name: name, parent: kernel.parent(of: process).flatMap { names.name(ofPID: kernel.pid(of: $0)) },
        registers: registers.value, region: number, pages: first..<digest.pages.count))
  }

  private func rights(of mapping: MappingView, of process: ProcessID) -> UInt64 {
    let leaf = kernel.leaf(ofPage: mapping.page, of: process)
    var rights = WordHasher()
    rights.combine(mapping.entry.rawValue & 0xFFFF_FFFF)
    switch leaf.state {
    case .absent: rights.combine(0)
    case .published: rights.combine(1)
    case .hidden(let copiedOnAccess): rights.combine(copiedOnAccess ? 2 : 3)
    }
    rights.combine(leaf.references)
    return rights.value
  }

  private func index(
    of frame: UInt32, in digest: inout ForkStateDigest, _ regions: inout RegionNumbers
  ) -> Int {
    if let known = digest.frames.firstIndex(where: { $0.number == Int(frame) }) { return known }
    let view = kernel.frame(frame)
    let home = view.home.map { regions.number(of: $0) } ?? -1
    digest.frames.append(.init(number: Int(frame), home: home, references: view.references))
    return digest.frames.count - 1
  }

  private func lookInto(_ frame: inout ForkStateDigest.Frame, _ granules: [Int], _ regions: RegionNumbers) {
    let number = UInt32(truncatingIfNeeded: frame.number)
    let home = frame.home < 0 ? nil : regions.seen[frame.home]
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

/// Numbers regions at their times of life in the order in which they are met.
private struct RegionNumbers {
  private(set) var seen: [RegionView] = []

  mutating func number(of region: RegionView) -> Int {
    if let known = seen.firstIndex(of: region) { return known }
    seen.append(region)
    return seen.count - 1
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
