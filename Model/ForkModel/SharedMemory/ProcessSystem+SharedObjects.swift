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

/// mmap of shared memory objects.
extension ProcessSystem {
  /// The pages at which a mapping of a shared memory object may start.
  ///
  /// Rule ``posix.mapShared.failure``: mmap of a descriptor fails with EINVAL if it is asked for no pages, with EBADF
  /// if the descriptor is not open, with ENODEV if it is not one of a shared memory object, with EACCES if the pages
  /// shall be written but the descriptor may not, with EINVAL or ENXIO if the object does not have all these pages, and
  /// with ENOMEM if there is no gap. Of several reasons any one may be told.
  ///
  /// Rule ``posix.mapShared.beyond``: Pages that the object does not have may be mapped as well. They are like
  /// discarded ones.
  mutating func placesToMap(_ mapping: SharedMapping, by name: ProcessName) throws(ActionFailure) -> [Int] {
    let places = gaps(mapping.pages, of: name)
    var errors: [ErrorNumber] = mapping.pages <= 0 ? [.invalidArgument] : places.isEmpty ? [.noMemory] : []
    errors += failures(of: mapping, by: name)
    if !errors.isEmpty { throw .failed(oneOf: errors) }
    return places
  }

  private mutating func failures(of mapping: SharedMapping, by name: ProcessName) -> [ErrorNumber] {
    guard let description = process(name).descriptors.descriptionsByNumber[mapping.descriptor] else {
      return [.badFileDescriptor]
    }
    guard let object = files.sharedObject(of: description).flatMap({ files.objects[$0] }) else { return [.noDevice] }
    let lacksWrite = mapping.protection.contains(.write) && !mayWrite(description)
    let isBeyond = mapping.page + mapping.pages > object.pages.count
    let isOutside = mapping.page < 0 || isBeyond && !takes(.mappingBeyondEnd)
    return (lacksWrite ? [.accessDenied] : []) + (isOutside ? [.invalidArgument, .noSuchDeviceOrAddress] : [])
  }

  private func mayWrite(_ description: Int) -> Bool { files.opened(description).access.writes }

  /// Maps pages of a shared memory object at a page of the region.
  ///
  /// Rule ``posix.mapShared.contents``: All who map a page of a shared memory object see the same memory, in one
  /// process or in several. It carries no tags.
  ///
  /// Rule ``posix.mapShared.inherited``: A child of fork has the mappings of its parent, and execve leaves none.
  mutating func map(_ mapping: SharedMapping, at first: Int, by name: ProcessName) {
    guard let description = process(name).descriptors.descriptionsByNumber[mapping.descriptor],
      let number = files.sharedObject(of: description)
    else {
      impossible(
        "posix.mapShared.failure", "\(name) has mapped through descriptor \(mapping.descriptor), which is none")
    }
    let (owner, mayBeWritten, object) = (owner(of: name), mayWrite(description), files.object(number))
    let pages = first..<first + mapping.pages
    processes[owner]?.layout.map(
      pages, PageEntitlement(mapping.protection, isShared: true), isCharged: false,
      showing: Array(object.pages.dropFirst(mapping.page).prefix(mapping.pages)),
      from: ObjectPage(object: number, index: mapping.page), mayBeWritten: mayBeWritten)
    fill(pages, of: owner)
  }
}
