import Architecture
import ExactIntegers

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
    if !errors.isEmpty { throw .failedOneOf(errors) }
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
