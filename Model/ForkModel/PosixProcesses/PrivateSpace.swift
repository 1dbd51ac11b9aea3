import Architecture
public import CapabilityModel
public import ExactIntegers

/// Where a process of the POSIX view sees its own image.
///
/// It is the same place for every process. That is the whole difference from a single address space: a pointer need
/// not change to mean the same in the child.
public struct PrivateSpace: Hashable, Sendable {
  /// The format of pointers.
  public let format: Format
  /// The region that holds the image has 2^k bytes; this is k.
  public let sizeLog2: Int

  /// Describes the place of the images of a world.
  init(_ world: InitialWorld) {
    format = world.format
    sizeLog2 = world.regionSizeLog2
  }

  /// The address of the first byte: a multiple of 2^(k+2), as for every region, and not 0, where addresses below the
  /// image would be negative.
  public var base: Integer { Integer.twoTo(sizeLog2 + 2) }

  /// The place as a region, into which what a process has can be relocated to be compared.
  var region: Region { Region(base: base, sizeLog2: sizeLog2, epoch: 0) }

  /// The words of a pointer, freed of the place where this space lies.
  func image(of pointer: Capability) -> PointerImage {
    PointerImage(metadata: pointer.metadata, offset: format.wrapped(pointer.address - base))
  }

  /// The untagged pointer in this space that has the given words.
  func pointer(from image: PointerImage) -> Capability {
    format.decode(metadata: image.metadata, address: image.offset + base, tag: false)
  }

  /// How far behind the start of a page the address in a register is; nil if that depends on undetermined bytes.
  ///
  /// Regions start at page boundaries, so it does not depend on where they lie.
  func distanceFromPage(_ value: PosixValue) -> Int? {
    switch value {
    case .pointer(let pointer): return Int(exactly: pointer.address.modulo(twoTo: 12))
    case .bytes(let bytes):
      guard let low = bytes[0].unlessUndetermined, let high = bytes[1].unlessUndetermined else { return nil }
      return Int(low) + 256 * Int(high % 16)
    }
  }

  /// What an operation on a pointer makes of the content of a register.
  ///
  /// Rule ``posix.pointer.tagged``: An operation on a tagged pointer gives what the instruction gives.
  ///
  /// Rule ``posix.pointer.untagged``: An operation on sixteen untagged bytes gives untagged bytes: those of the
  /// instruction if they are ordinary bytes, or the fragments of one whole pointer; otherwise undetermined ones.
  func result(of operation: PointerOperation, on value: PosixValue) -> PosixValue {
    switch value {
    case .pointer(let pointer):
      let result = operation.applied(to: pointer)
      return result.tag ? .pointer(result) : bytes(of: result, after: operation)
    case .bytes(let bytes):
      if operation.keepsUntaggedBytes { return value }
      if let data = data(bytes) {
        return .bytes(
          operation.applied(to: format.capability(inMemory: data, tag: false)).bytesInMemory.map { .data($0) })
      }
      if let image = wholePointer(bytes) {
        return self.bytes(of: operation.applied(to: pointer(from: image)), after: operation)
      }
      return .bytes(undetermined)
    }
  }

  /// Rule ``posix.pointer.integers``: The bounds that are computed for a request longer than a region depend on where
  /// the region lies. The result is never tagged, and its bytes are undetermined.
  private func bytes(of untagged: Capability, after operation: PointerOperation) -> PosixValue {
    if case .narrow(let length) = operation, length > Integer.twoTo(sizeLog2) { return .bytes(undetermined) }
    return .bytes(image(of: untagged).fragments)
  }

  private var undetermined: [PosixByte] { Array(repeating: .undetermined, count: 16) }

  /// Sixteen bytes if they are all ordinary ones.
  private func data(_ bytes: [PosixByte]) -> [UInt8]? {
    var data: [UInt8] = []
    for byte in bytes {
      guard case .data(let value) = byte else { return nil }
      data.append(value)
    }
    return data
  }

  /// The pointer of which sixteen bytes are all the fragments in their order.
  private func wholePointer(_ bytes: [PosixByte]) -> PointerImage? {
    guard case .fragment(let image, 0)? = bytes.first, bytes == image.fragments else { return nil }
    return image
  }
}
