import ForkKernel
import Subjects

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
