import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

extension KernelForkWorld {
  /// The whole state, but for the frames that only the kernel has: the text of the program that can be executed.
  func inspect() -> InspectedState {
    let objects = kernel.sharedObjects
    let holders: [UInt32: Int] = objects.reduce(into: [:]) { holders, object in
      for frame in object.frames { holders[frame, default: 0] += 1 }
    }
    return InspectedState(
      pageSize: 4096,
      processes: names.all.compactMap { name in process(name).map { inspect($0, name) } },
      frames: kernel.framesInUse.map { inspect($0, heldBy: holders[$0.number, default: 0]) }
        .filter { $0.references > 0 },
      kernelEntries: kernel.kernelEntries.map(\.bits),
      openFiles: kernel.openFiles.map { InspectedOpenFile(number: $0.number, references: $0.references) },
      sharedObjects: objects.map { InspectedSharedObject(number: $0.number, frames: $0.frames.map { Int($0) }) })
  }

  private func inspect(_ process: ProcessID, _ name: ProcessName) -> InspectedProcess {
    let usesMemoryOfParent = kernel.usesMemoryOfParent(process)
    return InspectedProcess(
      name: name, isZombie: kernel.exitStatus(of: process) != nil, region: RegionEpoch(kernel.region(of: process)),
      registers: kernel.registers(of: process).mapValues(\.bits), heldByKernel: [:],
      mappings: usesMemoryOfParent ? [] : kernel.mappings(of: process).map(InspectedMapping.init),
      usesRegionOfParent: usesMemoryOfParent,
      descriptors: kernel.descriptors(of: process).map { InspectedDescriptor(number: $0.number, file: $0.file) })
  }

  private func inspect(_ frame: FrameView, heldBy holders: Int) -> InspectedFrame {
    InspectedFrame(
      number: Int(frame.number), origin: frame.origin.map(RegionEpoch.init), references: frame.references + holders,
      taggedGranules: kernel.taggedGranules(of: frame.number).map { .init(index: $0.index, bits: $0.capability.bits) })
  }
}

extension RegionEpoch {
  init(_ region: RegionView) {
    self.init(base: region.base, sizeLog2: region.sizeLog2, epoch: region.epoch)
  }
}

extension InspectedMapping {
  init(_ mapping: MappingView) {
    let entry = mapping.entry
    self.init(
      page: mapping.page, frame: Int(entry.frame), readable: entry.isReadable, writable: entry.isWritable,
      executable: entry.isExecutable, loadPolicy: entry.loadPolicy, storePolicy: entry.storePolicy,
      entitledToRead: entry.isEntitledToRead, entitledToWrite: entry.isEntitledToWrite,
      isShared: entry.isSharedMapping)
  }
}
