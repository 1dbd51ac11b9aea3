import Architecture
import Emulator

extension Kernel {
  /// Starts a program as a child of the system process.
  ///
  /// - Throws: ``KernelError``, and nothing has changed then.
  /// - Returns: the new process.
  public mutating func start(_ image: Image) throws(KernelError) -> ProcessID {
    try check(image)
    return try start(Program(image: image))
  }

  func check(_ image: Image) throws(KernelError) {
    let sizes = RegionAllocator.smallestSizeLog2...RegionAllocator.largestSizeLog2
    guard sizes.contains(image.regionSizeLog2) else {
      throw .regionSize(log2: image.regionSizeLog2, allowed: sizes)
    }
    let regionPages = 1 << (Int(image.regionSizeLog2) - PageGeometry.pageSizeLog2)
    let counts = image.segments.map(\.pages)
    let pages = counts.reduce(0) { $0.addingReportingOverflow(max($1, 0)).partialValue }
    guard counts.allSatisfy({ $0 >= 0 && $0 <= regionPages }), pages <= regionPages, pages > 0 else {
      throw .imageDoesNotFit(pages: pages, regionPages: regionPages)
    }
    for segment in image.segments where segment.contents.count > segment.pages * PageGeometry.pageSize {
      throw .imageDoesNotFit(pages: segment.contents.count / PageGeometry.pageSize + 1, regionPages: segment.pages)
    }
    let end = UInt64(pages * PageGeometry.pageSize)
    for offset in image.pointers.keys.map(\.self) + image.kernelEntries.map(\.offset)
    where offset % 16 != 0 || offset >= end {
      throw .misplacedPointer(offset: offset)
    }
  }

  func initialContext(of image: Image, in process: ProcessID) -> ThreadContext {
    var context = ThreadContext()
    for (number, pointer) in image.registers where (1..<32).contains(number) {
      context.registers[Int(number)] = memory.capability(pointer, in: processes[process].region)
    }
    if let text = image.areas.first(where: { $0.kind == .text }) {
      let start = UInt64(text.pages.lowerBound * PageGeometry.pageSize)
      let length = UInt64(text.pages.count * PageGeometry.pageSize)
      let entry = Pointer(target: start, length: length, permissions: .code, address: image.entryOffset)
      context.programCounter = memory.capability(entry, in: processes[process].region)
    }
    return context
  }
}
