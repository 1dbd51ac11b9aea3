import Architecture
import ExactIntegers

/// shm_open, and ftruncate of shared memory objects.
extension ProcessSystem {
  /// Rule ``posix.sharedObject.access``: A shared memory object is opened to be read, or to be read and written: to be
  /// written alone fails with EINVAL, or is done, since POSIX does not say.
  ///
  /// Rule ``posix.sharedObject.execute``: execve and spawn close every descriptor that shm_open has made.
  mutating func openShared(
    _ object: Int, _ access: FileAccess, _ options: Options<OpenOption>, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let options = try understood(options, for: access)
    if !access.reads && !takes(.sharedWriteOnly) { throw .failed(.invalidArgument) }
    let free = try freeDescriptor(of: name, unless: files.objectNames.errors(ofOpening: object, with: options))
    let description = files.openShared(object, access)
    processes[name]?.descriptors.set(free, to: description, closesOnExecute: true)
    if let number = files.sharedObject(of: description), options.contains(.truncate) { truncateShared(number, to: 0) }
    return .descriptor(number: Int32(free))
  }

  mutating func unlinkShared(_ object: Int) throws(ActionFailure) {
    try files.unlinkShared(object)
    releaseUnusedFiles()
  }

  /// Whether a shared memory object can be made so long.
  ///
  /// Rule ``posix.sharedObject.reservation``: The pages of a shared memory object are reserved when ftruncate makes it
  /// longer, once for all who map them. If they can't be, it fails with ENOMEM.
  mutating func possibilities(ofTruncatingShared description: Int, to length: Integer) throws(ActionFailure) -> Answer {
    guard let object = files.sharedObject(of: description).flatMap({ files.objects[$0] }) else {
      throw .failed(.invalidArgument)
    }
    let growth = SharedObject.pageCount(length) - Integer(object.pages.count)
    let isPossible = growth <= 0 || Int(exactly: growth).map { $0 <= world.frames && reserves($0) } == true
    return .oneOf([isPossible ? .done : .failed(.noMemory)])
  }

  /// Makes a shared memory object as long as that.
  ///
  /// Rule ``posix.sharedObject.grow``: What ftruncate adds to a shared memory object is zeros. Only what was stored
  /// behind its former end, through a mapping of its last page, is not determined from then on.
  ///
  /// Rule ``posix.sharedObject.shrink``: When a shared memory object is made shorter, the pages behind its new end are
  /// discarded, and the rest of its last page becomes zeros.
  ///
  /// Rule ``posix.sharedObject.discarded``: Where a discarded page was mapped, each access that was permitted ends the
  /// process with SIGBUS, until it is unmapped. When the object grows again, it stays so, or the mappings show the
  /// pages that the object has there now: POSIX leaves that open.
  mutating func truncateShared(_ number: Int, to length: Integer) {
    let (object, count) = (files.object(number), Int(fitting: SharedObject.pageCount(length)))
    let kept = Array(object.pages.prefix(count))
    let added = nextSharedPage..<nextSharedPage + count - kept.count
    if length < object.size {
      discardShared(Set(object.pages.dropFirst(count)))
      if let (page, bytes) = SharedObject.tail(length, of: kept) { clear(bytes, ofSharedPage: page) }
    } else if let (page, bytes) = SharedObject.tail(object.size, of: object.pages) {
      forget(bytes, ofSharedPage: page)
    }
    nextSharedPage = added.upperBound
    files.objects[number] = SharedObject(size: length, pages: kept + added)
    provide(sharedPages: added)
    showAgain(number)
    releaseSharedMemory()
  }

  /// Lets mappings show the pages that an object has where they had lost theirs.
  private mutating func showAgain(_ object: Int) {
    let pages = files.object(object).pages
    let blind = processes.mapValues { $0.layout.discardedPages(of: object).filter { $0.value < pages.count } }
    let isShown = blind.values.contains { !$0.isEmpty } && takes(.shownAgain)
    for (name, mapped) in blind where isShown {
      for (page, index) in mapped.sorted(by: { $0.key < $1.key }) {
        processes[name]?.layout.show(pages[index], at: page)
        fill(page..<page + 1, of: name)
      }
    }
  }

  private mutating func discardShared(_ pages: Set<Int>) {
    for name in processes.keys where !pages.isEmpty { processes[name]?.layout.discardShared(pages) }
  }
}
