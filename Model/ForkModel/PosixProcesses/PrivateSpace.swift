public import Architecture
public import CapabilityModel
public import ExactIntegers

/// Where a process of the POSIX view sees its own image.
///
/// It is the same place for every process. That is the whole difference from a single address space: a pointer need
/// not change to mean the same in the child.
public struct PrivateSpace: Hashable, Sendable {
  /// The format of pointers.
  public let format: FormatName
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

  /// The words of a pointer, freed of the place where this space lies.
  func image(of pointer: Capability) -> PointerImage {
    let words = pointer.words
    return PointerImage(metadata: words.metadata, offset: (words.address - base).modulo(twoTo: 64))
  }

  /// The untagged pointer in this space that has the given words.
  func pointer(from image: PointerImage) -> Capability {
    let address = (image.offset + base).modulo(twoTo: 64)
    return Capability(CapabilityWords(metadata: image.metadata, address: address, tag: false), format: format)
  }

  /// What an operation on a pointer makes of the content of a register.
  ///
  /// Rule ``posix.pointer.tagged``: An operation on a tagged pointer gives what the instruction gives.
  ///
  /// Rule ``posix.pointer.untagged``: An operation on sixteen untagged bytes gives untagged bytes: those of the instruction
  /// if they are ordinary bytes, or the fragments of one whole pointer; otherwise undetermined ones.
  func result(of operation: PointerOperation, on value: PosixValue) -> PosixValue {
    switch value {
    case .pointer(let pointer):
      let result = operation.applied(to: pointer)
      return result.tag ? .pointer(result) : bytes(of: result, after: operation)
    case .bytes(let bytes):
      if operation.keepsUntaggedBytes { return value }
      if let words = wordsOfData(bytes) {
        return .bytes(data(operation.applied(to: Capability(words, format: format)).words))
      }
      if let image = wholePointer(bytes) {
        return self.bytes(of: operation.applied(to: pointer(from: image)), after: operation)
      }
      return .bytes(undetermined)
    }
  }

  /// Rule ``posix.pointer.integers``: The bounds that are computed for a request longer than a region depend on where the
  /// region lies. The result is never tagged, and its bytes are undetermined.
  private func bytes(of untagged: Capability, after operation: PointerOperation) -> PosixValue {
    if case .narrow(let length) = operation, length > Integer.twoTo(sizeLog2) { return .bytes(undetermined) }
    return .bytes(image(of: untagged).fragments)
  }

  private var undetermined: [PosixByte] { Array(repeating: .undetermined, count: 16) }

  /// The words that sixteen ordinary bytes make.
  private func wordsOfData(_ bytes: [PosixByte]) -> CapabilityWords? {
    var words: [Integer] = [0, 0]
    for (index, byte) in bytes.enumerated() {
      guard case .data(let value) = byte else { return nil }
      words[index / 8] = words[index / 8] + Integer(value) << (8 * (index % 8))
    }
    return CapabilityWords(metadata: words[1], address: words[0], tag: false)
  }

  private func data(_ words: CapabilityWords) -> [PosixByte] {
    words.bytes.map { .data($0) }
  }

  /// The pointer of which sixteen bytes are all the fragments in their order.
  private func wholePointer(_ bytes: [PosixByte]) -> PointerImage? {
    guard case .fragment(let image, 0)? = bytes.first, bytes == image.fragments else { return nil }
    return image
  }
}
